"""The records of a large chronology's meetings, made of what stands in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from orjson import dumps, loads

from envoytl.core.derive import Told, filled_in
from envoytl.core.words import UNCONFIRMED
from envoytl.errors import CacheDamaged
from envoytl.store.tables import digest_of

if TYPE_CHECKING:
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index, Row

AT_ONCE = 100
"""How many rows are read before the first of their records is given: what they refer to is looked up together."""

_NAMED = "SELECT id, name FROM entry WHERE name IS NOT NULL AND kind ="
_CITATION = b'{"source":"'
"""How a citation begins; inside a string, the quotes would be escaped."""


class Left:
    """Records that are made of what stands in the chronology file (see `records.Records`).

    Their index knows where, and what stood there when it was made.
    """

    columns = "m.start, m.length, m.digest, m.earliest, m.latest"

    def __init__(self, index: Index, whole: bool) -> None:
        self._index, self._whole = index, whole
        self._told = Told({}, {}, None)
        self._sources: dict[str, bytes] = {}  # what citations say of each, but for the brace at the end

    def texts(self, rows: Iterable[Row]) -> Iterator[bytes]:
        """As `Records` says."""
        for some in self._lots(rows):
            for record in some:
                before, *citations = dumps(record).split(_CITATION)
                cited = [citation.partition(b'"')[::2] for citation in citations]
                yield before + b"".join([self._sources[id.decode()] + rest for id, rest in cited])

    def plain(self, rows: Iterable[Row]) -> Iterator[MeetingRecord]:
        """As `Records` says."""
        for some in self._lots(rows):
            if self._whole:
                for record in some:
                    own = record["citations"]
                    record["citations"] = [{**loads(self._sources[c["source"]] + b"}"), **c} for c in own]
            yield from some

    def _lots(self, rows: Iterable[Row]) -> Iterator[list[MeetingRecord]]:
        """Records whose citations say nothing of their sources yet, but that is known then."""
        left = iter(rows)
        with self._index.source.open("rb", buffering=0) as file:
            while some := list(islice(left, AT_ONCE)):
                data = []
                for start, length, digest, *_ in some:
                    file.seek(start)
                    data.append(file.read(length))
                    if digest_of(data[-1]) != digest:
                        raise CacheDamaged(f"{self._index.source}: this file was changed while it was read; ask again")
                own = loads(b"[" + b",".join(data) + b"]")
                self._learn(own)
                made = []
                for meeting, (*_, earliest, latest, past) in zip(own, some, strict=True):
                    record = filled_in(meeting, self._told, earliest, latest)
                    if past:
                        record["status"] = UNCONFIRMED
                    made.append(record)
                yield made

    def _learn(self, meetings: list[dict[str, Any]]) -> None:
        """Look up what is told of all that some meetings refer to and was not looked up before."""
        people, occasions, _ = self._told
        asked = {p["person"] for meeting in meetings for p in meeting["participants"] if p.get("person")}
        people.update(self._rows(f"{_NAMED} 'people'", asked - people.keys()))
        asked = {meeting["occasion"] for meeting in meetings if meeting.get("occasion")}
        occasions.update(self._rows(f"{_NAMED} 'occasions'", asked - occasions.keys()))
        if self._whole:
            asked = {citation["source"] for meeting in meetings for citation in meeting["citations"]}
            told = self._rows("SELECT id, CAST(json AS BLOB) FROM source WHERE 1", asked - self._sources.keys())
            self._sources.update((id, text[:-1]) for id, text in told)

    def _rows(self, sql: str, ids: set[str]) -> Iterable[tuple[str, Any]]:
        listed = dumps(list(ids)).decode()
        return self._index.rows(f"{sql} AND id IN (SELECT value FROM json_each(?))", (listed,)) if ids else ()
