"""What the shell offers on Tab: from fixed words, or read from the chronology. Typer keeps what begins as typed."""

from __future__ import annotations

Offer = tuple[str, str]
"""A text to complete to, and a help for shells that show one."""

_QUOTED = set("\\\"'`$&|;<>(){}[]*?!#,")
"""What a shell would not take as it stands, and the comma, at which an option parts its values."""


def from_words(words: tuple[str, ...], incomplete: str) -> list[Offer]:
    """Those of some words that begin like the last part, by comma, of what was typed."""
    before, last = _split(incomplete)
    return [(before + word, "") for word in words if word.startswith(last)]


def from_chronology(kind: str, data: str | None, incomplete: str) -> list[Offer]:
    """Countries, people, … of the chronology that the line names (see `store.offers`); none if it can't be read."""
    from envoytl.errors import EnvoytlError
    from envoytl.store import offers
    from envoytl.store.index import open_index
    from envoytl.store.locate import chronology_path

    before, last = _split(incomplete)
    try:
        found = offers.complete(open_index(chronology_path(data)), kind, last)
    except EnvoytlError:
        return []  # a prompt is no place for a message
    return [(before + text, help) for text, help in found if not _QUOTED & set(text)]


def _split(incomplete: str) -> tuple[str, str]:
    """What stands before the last comma, comma included, and what comes after it."""
    before, comma, last = incomplete.rpartition(",")
    return before + comma, last
