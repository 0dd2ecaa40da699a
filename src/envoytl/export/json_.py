"""JSON: one array, and JSON Lines: one object a line. Both pass on the index's canonical text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def array(texts: Iterable[str]) -> Iterator[str]:
    """One JSON document: an array with an object a line."""
    yield "["
    before = "\n"
    for text in texts:
        yield before
        yield text
        before = ",\n"
    yield "]\n" if before == "\n" else "\n]\n"


def lines(texts: Iterable[str]) -> Iterator[str]:
    """JSON Lines."""
    for text in texts:
        yield text
        yield "\n"
