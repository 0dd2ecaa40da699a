"""JSON: one array, and JSON Lines: one object a line. Both pass on the index's canonical text, UTF-8 as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def array(texts: Iterable[bytes]) -> Iterator[bytes]:
    """One JSON document: an array with an object a line."""
    yield b"["
    before = b"\n"
    for text in texts:
        yield before
        yield text
        before = b",\n"
    yield b"]\n" if before == b"\n" else b"\n]\n"


def lines(texts: Iterable[bytes]) -> Iterator[bytes]:
    """JSON Lines."""
    for text in texts:
        yield text
        yield b"\n"
