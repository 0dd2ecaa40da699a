"""The compiled chronology: one SQLite file per content, found through a pointer per chronology file.

A pointer (see `pointer`) remembers the file's size and modification time and the index made from its
content (`<hash of the content>.sqlite`). Both are written beside and renamed over, and an index is never changed once
it has its name, so readers open it immutable and any number of processes may build at once. This module is on the
path of every reading command and imports nothing heavy; `refresh` does, when an index is missing or stale.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from envoytl.errors import CacheDamaged
from envoytl.store import pointer
from envoytl.store.locate import cache_folder
from envoytl.store.tables import connect

if TYPE_CHECKING:
    from envoytl.store.reading import Progress

Row = tuple[Any, ...]


class Index:
    """An open index.

    Attributes:
        db: the connection, for queries only.
        source: the chronology file that the index was made from.
    """

    def __init__(self, db: sqlite3.Connection, source: Path) -> None:
        self.db, self.source = db, source

    def rows(self, sql: str, values: tuple[Any, ...] | list[Any] = ()) -> Iterator[Row]:
        """Run a query, its rows one by one. Raises CacheDamaged where the index turns out to be broken."""
        try:
            yield from self.db.execute(sql, values)
        except sqlite3.DatabaseError as error:
            raise CacheDamaged(f"{self.source}: the index of this chronology can't be read: {error}") from None

    def row(self, sql: str, values: tuple[Any, ...] | list[Any] = ()) -> Row | None:
        """The first row of a query, or None. Raises as `rows`."""
        return next(self.rows(sql, values), None)

    def meta(self, key: str) -> Any:
        """A value from the index's own records: `head`, `meetings` (their number), `first`, `last`,
        `history` (whether it holds the earlier states of meetings), `native` (what countries, by code, and cities,
        as `KR/Seoul`, are called in a language of their own).
        """
        from json import loads

        row = self.row("SELECT value FROM meta WHERE key = ?", (key,))
        return loads(row[0]) if row else None

    def entries(self, kind: str) -> list[dict[str, Any]]:
        """The records of a section (`people`, `countries`, …) as they stand in the file, in its order."""
        from json import loads

        return [loads(row[0]) for row in self.rows("SELECT json FROM entry WHERE kind = ? ORDER BY place", (kind,))]

    def entry(self, kind: str, id: str) -> dict[str, Any] | None:
        """One record of a section, or None."""
        from json import loads

        row = self.row("SELECT json FROM entry WHERE kind = ? AND id = ?", (kind, id))
        return loads(row[0]) if row else None

    def values(self, kind: str) -> list[str]:
        """The values of a facet that some meeting has: `country`, `person`, `city` (as `KR/Seoul`), `venue`, …"""
        return [row[0] for row in self.rows("SELECT value FROM term WHERE kind = ? AND meetings > 0", (kind,))]


def open_index(source: Path, progress: Progress | None = None, *, history: bool = False) -> Index:
    """The index of a chronology file, built or brought up to date first where that is needed.

    Args:
        source: the chronology file.
        progress: told of a build how far it is.
        history: whether the index must hold the earlier states of meetings, for queries with `known_by`.

    Raises:
        DataError: the file can't be read or breaks a rule; nothing is cached then.
    """
    try:
        found = os.stat(source)
    except OSError as error:
        from envoytl.store.wording import unreadable

        raise unreadable(source, error) from None
    folder = cache_folder()
    index = pointer.trusted(folder, source, found, history=history)
    if index is not None:
        try:
            return Index(connect(index), source)
        except sqlite3.DatabaseError:
            pass
    from envoytl.store.refresh import refresh

    return Index(refresh(source, folder, progress, history=history), source)


def forget(source: Path) -> None:
    """Drop the cached indexes of a chronology file, so that the next opening builds it afresh."""
    folder = cache_folder()
    for history in (False, True):
        path = pointer.path_of(folder, source, history=history)
        known = pointer.read(path, source)
        try:
            path.unlink(missing_ok=True)
            if known:
                (folder / known[0].name).unlink(missing_ok=True)
        except OSError:
            pass  # a folder that can't be written: its indexes are held in memory
