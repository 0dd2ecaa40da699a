"""The records of meetings that a statement finds: kept in the index, or, of a large file, left where they stand in it.

Both ways give the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from envoytl.core.words import UNCONFIRMED

if TYPE_CHECKING:
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index, Row


class Records(Protocol):
    """A way from rows to records.

    Raises (from all methods):
        CacheDamaged: the index doesn't fit its file.
    """

    columns: str
    """What a statement must select of the meetings `m`, before whether the meeting is a plan that is past."""

    def texts(self, rows: Iterable[Row]) -> Iterator[bytes]:
        """The records of rows, as canonical JSON in UTF-8: what is only passed on need not become text."""

    def plain(self, rows: Iterable[Row]) -> Iterator[MeetingRecord]:
        """The records of rows."""


def records(index: Index, *, whole: bool = True) -> Records:
    """The way to an index's records; without `whole` their citations and note may be missing."""
    if index.row("SELECT value FROM meta WHERE key = 'left'") != ("true",):  # without what `meta` must import
        return _Kept(whole)
    from envoytl.store.left import Left

    return Left(index, whole)


class _Kept:
    """Records that the index holds."""

    def __init__(self, whole: bool) -> None:
        shown = "cited" if whole else "'}'"
        self.columns = f"(SELECT CAST(json || {shown} AS BLOB) FROM document d WHERE d.doc = m.doc)"

    def texts(self, rows: Iterable[Row]) -> Iterator[bytes]:
        unconfirmed = f'"status":"{UNCONFIRMED}"'.encode()
        for text, past in rows:
            yield text.replace(b'"status":"planned"', unconfirmed, 1) if past else text

    def plain(self, rows: Iterable[Row]) -> Iterator[MeetingRecord]:
        from json import loads

        return map(loads, self.texts(rows))
