"""What the shell offers on Tab: from fixed words, or read from the chronology. Typer keeps what begins as typed."""

from __future__ import annotations

Offer = tuple[str, str]
"""A text to complete to, and a help for shells that show one."""


def from_words(words: tuple[str, ...], incomplete: str) -> list[Offer]:
    """Those of some words that begin like the last part, by comma, of what was typed."""
    before, last = _split(incomplete)
    return [(before + word, "") for word in words if word.startswith(last)]


def from_chronology(kind: str, data: str | None, incomplete: str) -> list[Offer]:
    """Countries, people, … (see `store.lookup.complete`) of the chronology that the line names.

    Nothing where the chronology can't be read.
    """
    from envoytl.errors import EnvoytlError
    from envoytl.store import lookup
    from envoytl.store.index import open_index
    from envoytl.store.locate import chronology_path

    before, last = _split(incomplete)
    try:
        index = open_index(chronology_path(data))
        return [(before + text, help) for text, help in lookup.complete(index, kind, last)]
    except EnvoytlError:
        return []  # a prompt is no place for a message


def _split(incomplete: str) -> tuple[str, str]:
    """What stands before the last comma, comma included, and what comes after it."""
    before, comma, last = incomplete.rpartition(",")
    return before + comma, last
