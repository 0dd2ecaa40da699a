"""What a shell may complete a word to: ids, and names for those who type names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from envoytl.core.names import squash
from envoytl.errors import EnvoytlError
from envoytl.store import lookup

if TYPE_CHECKING:
    from envoytl.store.index import Index

MOST = 50
"""How many meetings are offered, and for how many others a spelling is looked for."""

_FIND: dict[str, Callable[[Index, str], Any]] = {
    "country": lambda index, text: lookup.exact(index, "country", text), "city": lookup.places,
    "person": lookup.person, "topic": lookup.topic, "occasion": lookup.occasion,
}  # fmt: skip


def complete(index: Index, kind: str, start: str) -> list[tuple[str, str]]:
    """What a shell may complete a word to: (text, help).

    The text begins just as it was typed, since shells keep nothing else, and the option understands it: the id where
    that begins so, else a word of a name where that word alone will do, else the name (a person's from that word on).
    Words are joined by hyphens, since bash parts them at spaces.

    Kinds: `country`, `person`, `topic`, `occasion`, `city`, `publisher`, `meeting`.
    """
    if kind == "meeting":
        sql = (
            "SELECT id, place FROM meeting WHERE superseded IS NULL AND substr(id, 1, ?) = ?"
            f" ORDER BY day, id LIMIT {MOST}"
        )
        return [(id, where or "") for id, where in index.rows(sql, (len(start), start))]
    if start and not squash(start):
        return []
    if kind == "publisher":
        typed = (_as_typed(name, start) for name in index.values(kind))
        return [(text, "") for text in typed if text]
    offers, tried = [], 0
    for id, names in _called(index, kind, start):
        text = _as_typed(id, start) if kind != "city" else ""
        if text and (text == id or kind == "country"):
            offers.append((text, names[0]))
        elif tried < MOST:
            tried += 1
            offers += [(text, names[0]) for text in islice(_understood(index, kind, id, names, start), 1)]
    return offers


def _called(index: Index, kind: str, start: str) -> Iterator[tuple[str, list[str]]]:
    """Those whom a meeting has and whose id or any word of whose names begins so, the most met first, with all names.

    The first spelling that was written down is the record's name; codes and other spellings follow.
    """
    sql = (
        "SELECT n.id, n.text FROM name n JOIN term t ON t.kind = n.kind AND t.value = n.id AND t.meetings > 0"
        " WHERE n.kind = ?1 AND n.id IN (SELECT id FROM name WHERE kind = ?1"
        r" AND (squashed LIKE ?2 ESCAPE '\' OR id LIKE ?3 ESCAPE '\' OR words LIKE ?4 ESCAPE '\'))"
        " ORDER BY t.meetings DESC, n.id, n.rowid"
    )
    whole, word = squash(start), squash(start.partition("-")[0])
    likes = f"{lookup.escaped(whole)}%", f"{lookup.escaped(start)}%", f"% {lookup.escaped(word)}%"
    rows = index.rows(sql, (kind, *likes))
    for id, named in groupby(rows, key=lambda row: str(row[0])):
        yield id, [row[1] for row in named]


def _understood(index: Index, kind: str, id: str, names: list[str], start: str) -> Iterator[str]:
    """The texts that begin as typed and that the option takes for just this."""
    means = {"city": (f"city:{id}",), "country": [id]}.get(kind, id)
    for text in _forms(names, start, turned=kind == "person"):
        try:
            if _FIND[kind](index, text) == means:
                yield text
        except EnvoytlError:
            pass


def _forms(names: list[str], start: str, *, turned: bool) -> Iterator[str]:
    """The texts that begin as typed: of each name a word alone that goes on, then the whole, `turned` to that word."""
    for name in names:
        words = name.split()
        for place in range(len(words)):
            whole = words[place:] + words[:place] if turned or place == 0 else []
            alone = _as_typed(words[place], start)
            yield from (text for text in (alone if alone != start else "", _as_typed(" ".join(whole), start)) if text)


def _as_typed(text: str, start: str) -> str:
    """The text with its beginning as it was typed, the rest in the case of that; empty where it begins otherwise."""
    wanted = squash(start)
    for end in range(len(text) + 1):
        if squash(text[:end]) == wanted:
            rest = text[end:].replace(" ", "-")
            rest = rest.removeprefix("-") if start.endswith("-") else rest
            if start.islower():
                rest = rest.lower()
            return start + (rest.upper() if start.isupper() and len(start) > 1 else rest)
    return ""
