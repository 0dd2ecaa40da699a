"""What the chronology knows of one thing: facts, tables and the meetings it took part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from envoytl.core.record import CitationRecord, MeetingRecord


OPEN_DAYS = 366
"""How long after the last sign of a post whose end is not known somebody is still taken to be perhaps in it."""


class Table(NamedTuple):
    """A titled table of a dossier; the cells are text or whole numbers."""

    title: str
    headers: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def as_objects(self) -> list[dict[str, Any]]:
        """The rows as objects, for JSON."""
        return [dict(zip(self.headers, row, strict=True)) for row in self.rows]


class Dossier(NamedTuple):
    """A title, facts by their names, and tables."""

    title: str
    facts: list[tuple[str, str]]
    tables: list[Table]

    def as_object(self) -> dict[str, Any]:
        """The dossier as one object, for JSON: `name`, `facts`, and the tables by their titles."""
        tables = {table.title: table.as_objects() for table in self.tables}
        return {"name": self.title, "facts": dict(self.facts), **tables}


def counterparts(
    records: Iterable[MeetingRecord], keys: Callable[[MeetingRecord], Iterable[str]]
) -> list[tuple[str, int, str, str]]:
    """How often each key occurs in records that are in order of date, and when first and last.

    Args:
        records: the meetings, in order of date.
        keys: what a meeting counts for, such as the other people in it.

    Returns:
        (key, meetings, date of the first, date of the last), the most frequent first.
    """
    dates: dict[str, list[str]] = defaultdict(list)
    for record in records:
        for key in dict.fromkeys(keys(record)):
            dates[key].append(record["date"])
    rows = [(key, len(found), found[0], found[-1]) for key, found in dates.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def history(record: MeetingRecord) -> list[CitationRecord]:
    """The citations in the order in which they were published, those of unknown date last: a meeting's lifecycle."""
    return sorted(record["citations"], key=lambda citation: (citation["published"] is None, _in_print(citation)))


def _in_print(citation: CitationRecord) -> str:
    from envoytl.core.dates import Edtf

    return Edtf(citation["published"]).latest.isoformat() if citation["published"] else ""


def supporters(record: MeetingRecord, field: str) -> list[int]:
    """The numbers (from 1, in the record's order) of the citations that support a field."""
    return [number for number, citation in enumerate(record["citations"], 1) if field in citation["supports"]]


def conflicts(record: MeetingRecord) -> list[tuple[str, int, str]]:
    """Where sources differ from the record: (field, number of the citation, what it says instead)."""
    return [
        (field, number, text)
        for number, citation in enumerate(record["citations"], 1)
        for field, text in citation["differs"].items()
    ]


def posts_on(people: Sequence[dict[str, Any]], first: str, last: str) -> list[tuple[str, dict[str, Any], str]]:
    """Who held which post in a span of days.

    Args:
        people: entries as they stand in the file.
        first, last: the span's bounds, ISO dates.

    Returns:
        (person's id, post, how surely): `sure` where the sources cover part of the span, `open` where the post began
        before it, no end is known and the last sign of it is not older than `OPEN_DAYS`.
    """
    from envoytl.core.dates import Edtf

    found = []
    for person in people:
        for post in person.get("posts", ()):
            start, end, seen = (Edtf(post[key]) if key in post else None for key in ("start", "end", "seen"))
            begins = [value.earliest.isoformat() for value in (start, seen) if value]
            ends = [value.latest.isoformat() for value in (end, seen) if value]
            if not begins or min(begins) > last:
                continue
            if ends and max(ends) >= first:
                found.append((person["id"], post, "sure"))
            elif end is None and ends and (date.fromisoformat(first) - date.fromisoformat(max(ends))).days <= OPEN_DAYS:
                found.append((person["id"], post, "open"))
    return found
