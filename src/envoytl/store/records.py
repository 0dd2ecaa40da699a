"""The records of meetings that a statement finds: kept in the index, or, of a large file, left where they stand in it.

Both ways give the same. A statement selects `columns` and whether the meeting is a plan that is past, of the meetings
`m` and the tables that are `joined`.
"""

from __future__ import annotations

import json
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from envoytl.core.words import UNCONFIRMED
from envoytl.errors import CacheDamaged

if TYPE_CHECKING:
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index

Row = tuple[Any, ...]

AT_ONCE = 100
"""How many rows are read before the first of their records is given: what they refer to is looked up together."""
MANY = 1000
"""From so many records on, the quicker parser of JSON has saved what it takes to import it."""


class Records(Protocol):
    """A way from rows to records.

    Raises (from all methods):
        CacheDamaged: the index doesn't fit its file.
    """

    columns: str
    joined: str

    def texts(self, rows: Iterable[Row]) -> Iterator[str]:
        """The records of rows, as canonical JSON."""

    def plain(self, rows: Iterable[Row]) -> Iterator[MeetingRecord]:
        """The records of rows."""


def records(index: Index, *, whole: bool = True) -> Records:
    """The way to an index's records; without `whole` their citations and note may be missing."""
    left = index.row("SELECT value FROM meta WHERE key = 'left'")
    return _Left(index) if left == ("true",) else _Kept(whole)


class _Kept:
    """Records that the index holds."""

    joined = ""

    def __init__(self, whole: bool) -> None:
        shown = "cited" if whole else "'}'"
        self.columns = f"(SELECT json || {shown} FROM document d WHERE d.doc = m.doc)"

    def texts(self, rows: Iterable[Row]) -> Iterator[str]:
        for text, past in rows:
            yield text.replace('"status":"planned"', f'"status":"{UNCONFIRMED}"', 1) if past else text

    def plain(self, rows: Iterable[Row]) -> Iterator[MeetingRecord]:
        return map(json.loads, self.texts(rows))


class _Left:
    """Records that are made of what stands in the chronology file; its index knows where, and what stood there."""

    columns = "l.start, l.length, l.sum, m.earliest, m.latest"
    joined = " LEFT JOIN line l ON l.doc = m.doc"  # LEFT: so that it is never walked

    def __init__(self, index: Index) -> None:
        from envoytl.core.record import Told

        self._index = index
        self._told = Told({}, {}, {})
        self._made = 0

    def texts(self, rows: Iterable[Row]) -> Iterator[str]:
        for some in self._lots(rows):
            if self._made > MANY:
                import orjson

                yield from (orjson.dumps(record).decode() for record in some)
            else:
                yield from (json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in some)

    def plain(self, rows: Iterable[Row]) -> Iterator[MeetingRecord]:
        return (record for some in self._lots(rows) for record in some)

    def _lots(self, rows: Iterable[Row]) -> Iterator[list[MeetingRecord]]:
        from envoytl.core.record import filled_in

        loads: Callable[[bytes], Any] = json.loads
        left = iter(rows)
        with self._index.source.open("rb") as file:
            while some := list(islice(left, AT_ONCE)):
                own = []
                for start, length, expected, *_ in some:
                    file.seek(start)
                    data = file.read(length)
                    if crc32(data) != expected:
                        raise CacheDamaged(f"{self._index.source}: this file has changed since it was opened")
                    own.append(loads(data))
                self._learn(own)
                made = []
                for meeting, (*_, earliest, latest, past) in zip(own, some, strict=True):
                    record = filled_in(meeting, self._told, earliest, latest)
                    if past:
                        record["status"] = UNCONFIRMED
                    made.append(record)
                yield made
                self._made += len(made)
                if self._made > MANY:
                    from orjson import loads

    def _learn(self, meetings: list[dict[str, Any]]) -> None:
        """Look up what is told of all that some meetings refer to and was not looked up before."""
        from envoytl.core.record import cited

        people, occasions, sources = self._told
        asked = {p["person"] for meeting in meetings for p in meeting["participants"] if p.get("person")}
        people.update((entry["id"], entry["name"]) for entry in self._entries("people", asked - people.keys()))
        asked = {meeting["occasion"] for meeting in meetings if meeting.get("occasion")}
        occasions.update((entry["id"], entry["name"]) for entry in self._entries("occasions", asked - occasions.keys()))
        asked = {citation["source"] for meeting in meetings for citation in meeting["citations"]}
        sources.update((entry["id"], cited(entry)) for entry in self._entries("sources", asked - sources.keys()))

    def _entries(self, kind: str, ids: set[str]) -> list[dict[str, Any]]:
        return self._index.entries(kind, ids) if ids else []
