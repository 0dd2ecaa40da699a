"""What the shell offers on Tab, read from the chronology."""

from __future__ import annotations

from collections.abc import Callable

Offer = tuple[str, str]


def country(incomplete: str) -> list[Offer]:
    """Codes of the countries that take part in meetings."""
    return _from_index("country", incomplete)


def person(incomplete: str) -> list[Offer]:
    """Ids of people."""
    return _from_index("person", incomplete)


def topic(incomplete: str) -> list[Offer]:
    """Ids of topics."""
    return _from_index("topic", incomplete)


def occasion(incomplete: str) -> list[Offer]:
    """Ids of occasions."""
    return _from_index("occasion", incomplete)


def place(incomplete: str) -> list[Offer]:
    """Names of cities."""
    return _from_index("city", incomplete)


def publisher(incomplete: str) -> list[Offer]:
    """Names of publishers."""
    return _from_index("publisher", incomplete)


def meeting(incomplete: str) -> list[Offer]:
    """Ids of meetings."""
    return _from_index("meeting", incomplete)


def words(known: tuple[str, ...]) -> Callable[[str], list[Offer]]:
    """A completer of a fixed list of words."""

    def offer(incomplete: str) -> list[Offer]:
        before, last = _split(incomplete)
        return [(before + word, "") for word in known if word.startswith(last)]

    return offer


def _split(incomplete: str) -> tuple[str, str]:
    """What stands before the last comma, comma included, and what comes after it."""
    before, comma, last = incomplete.rpartition(",")
    return before + comma, last


def _from_index(kind: str, incomplete: str) -> list[Offer]:
    from envoytl.errors import EnvoytlError
    from envoytl.store import lookup
    from envoytl.store.index import open_index
    from envoytl.store.locate import chronology_path

    before, last = _split(incomplete)
    try:
        index = open_index(chronology_path(None))
        return [(before + text, help) for text, help in lookup.complete(index, kind, last)]
    except EnvoytlError:
        return []  # a prompt is no place for a message
