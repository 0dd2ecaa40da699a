"""A chronology file into the tables of an index, whole or by what has changed since."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import deque
from collections.abc import Iterator

from envoytl.core.checks import Problem, used_often
from envoytl.store import together
from envoytl.store.compile import Compiler
from envoytl.store.filler import Filler, TooManyChanges
from envoytl.store.reading import ChronologyFile, Progress, Raw
from envoytl.store.registry import beginning
from envoytl.store.tables import INDEXES, TABLES, digest_of

LARGE = 32_000_000
"""Bytes of JSON Lines from which on records are left in the file, and a second process is of use: starting it takes
about as long as compiling some MB."""
MOST_CHANGES = 20_000
"""With more new or changed meetings than this, building all afresh is quicker than carrying over the rest."""

_BULK = (
    "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
    " PRAGMA cache_size=-32768; PRAGMA threads=2;"
)


def fill(
    file: ChronologyFile,
    db: sqlite3.Connection,
    progress: Progress | None = None,
    *,
    history: bool,
    alone: bool = False,
    whole: bool = False,
) -> None:
    """Fill an empty database with the chronology of a file.

    Args:
        file: the chronology.
        db: the database.
        progress: told how far it is.
        history: whether the earlier states of meetings are kept, too, for what was known by a day.
        alone: whether to keep to one process even where the file is large.
        whole: whether to keep all records even of a large file, which may change while the index is used.

    Raises:
        DataError: a record breaks a rule, or the file can't be read.
        OtherEnded: the second process ended before its work was done.
    """
    db.executescript(_BULK + TABLES)
    begun = beginning(file)
    filler = Filler(file, db)
    large = file.lines and file.path.stat().st_size >= LARGE
    left = large and not (whole or history)
    filler.add_registry(begun, left=left)
    begun.records.clear()  # their texts are written, and of a large chronology many
    compiler = Compiler(file, begun.registry, filler.terms, history=history, left=left)
    if begun.first and large and not alone and (os.cpu_count() or 1) > 1:
        total, done = file.path.stat().st_size, 0
        for piece, batch, postings in together.compiled(file, compiler, begun.first.at):
            filler.add_later(batch)
            filler.add_postings(*postings)
            done += piece.length
            if progress:
                progress(done, total)
        filler.add_waiting()
    else:
        filler.add_meetings(compiler, _counted(file, begun.meetings(), progress), 1)
    filler.set_meta("history", history)
    filler.set_meta("left", left)
    try:
        db.executescript(INDEXES)
    except sqlite3.IntegrityError:
        raise file.error(file.placed(list(_doubles(db)))) from None
    filler.finish()


def update(file: ChronologyFile, db: sqlite3.Connection, progress: Progress | None = None, *, history: bool) -> None:
    """Bring a copy of an older index of the same file up to date, validating only what has changed.

    Raises:
        TooManyChanges: a country or topic has changed, or too many meetings; the copy is then of no use.
        DataError: as `fill`.
    """
    db.executescript(_BULK)
    begun = beginning(file)
    filler = Filler(file, db)
    stale = set(filler.stale_digests(begun))
    unseen = dict(db.execute("SELECT digest, doc FROM meeting"))
    fresh: list[Raw] = []
    raws = _counted(file, begun.meetings(), progress)
    lines = _unchanged(raws, unseen, stale, fresh)
    left = json.loads(db.execute("SELECT value FROM meta WHERE key = 'left'").fetchone()[0])
    if left:
        db.executemany("UPDATE meeting SET start = ?, length = ? WHERE doc = ?", lines)
    else:
        deque(lines, maxlen=0)
    filler.remove(unseen)
    filler.forget_registry()
    filler.add_registry(begun, left=left)
    try:
        compiler = Compiler(file, begun.registry, filler.terms, history=history, left=left)
        filler.add_meetings(compiler, iter(fresh), filler.last_doc() + 1)
    except sqlite3.IntegrityError:
        raise TooManyChanges from None  # an id that stands twice: the whole build says where
    filler.finish()


def _unchanged(
    raws: Iterator[Raw], unseen: dict[int, int], stale: set[int], fresh: list[Raw]
) -> Iterator[tuple[int, int, int]]:
    """Where those meetings stand now whose rows can stay: the bytes before them, their own, and their docs.

    Args:
        raws: all meetings of the file.
        unseen: the docs that there are, by the digests of their texts; those that are found are taken out.
        stale: the digests of those that must be written anew although their texts are the same.
        fresh: takes the meetings that must be written.

    Raises:
        TooManyChanges: these are too many.
    """
    for raw in raws:
        digest = digest_of(raw.data)
        doc = unseen.pop(digest, None) if digest not in stale else None
        if doc is None:  # also one that stands twice, which is refused then
            fresh.append(raw)
            if len(fresh) > MOST_CHANGES:
                raise TooManyChanges
        else:
            yield raw.start, len(raw.data), doc


def _counted(file: ChronologyFile, raws: Iterator[Raw], progress: Progress | None) -> Iterator[Raw]:
    """The records, while it is told how far the file was read."""
    if progress is None:
        return raws
    return _reporting(raws, file.path.stat().st_size, progress)


def _reporting(raws: Iterator[Raw], total: int, progress: Progress) -> Iterator[Raw]:
    done = 0
    for count, raw in enumerate(raws):
        done += len(raw.data)
        if count % 1000 == 0:
            progress(min(done, total), total)
        yield raw
    progress(total, total)


def _doubles(db: sqlite3.Connection) -> Iterator[Problem]:
    sql = "SELECT id, count(*) FROM meeting WHERE superseded IS NULL GROUP BY id HAVING count(*) > 1"
    for id, count in db.execute(sql):
        yield used_often("meetings", id, count)
