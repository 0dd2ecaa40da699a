"""Building a missing or stale index, and putting it and its pointer in place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock

from envoytl.core.checks import Problem
from envoytl.core.model import SECTIONS, Chronology
from envoytl.errors import DataError
from envoytl.store import pointer
from envoytl.store.fill import fill, update
from envoytl.store.filler import TooManyChanges
from envoytl.store.reading import ChronologyFile, Progress, Raw
from envoytl.store.tables import connect
from envoytl.store.together import OtherEnded
from envoytl.store.wording import unreadable


def refresh(
    source: Path, folder: Path, progress: Progress | None = None, *, history: bool = False
) -> sqlite3.Connection:
    """Build or find the index for the file's content and point the file's path to it.

    Where the cache folder can't be written, the index is made in memory.

    Returns:
        A connection for queries.

    Raises:
        DataError: the chronology can't be read or breaks a rule; the cache stays as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = pointer.path_of(folder, source, history=history)
        with FileLock(path.with_suffix(".lock")):
            return connect(_bring_up_to_date(source, folder, path, progress, history))
    except (OSError, sqlite3.OperationalError):
        return in_memory(ChronologyFile(source), progress, history=history)


def in_memory(file: ChronologyFile, progress: Progress | None = None, *, history: bool = False) -> sqlite3.Connection:
    """The index of a file, built in memory. Raises DataError."""
    db = sqlite3.connect(":memory:", check_same_thread=False)
    fill(file, db, progress, history=history, alone=True, whole=True)
    return db


class _InMemory(ChronologyFile):
    """A chronology that is at hand as models, read as if it stood in a file."""

    def __init__(self, chronology: Chronology) -> None:
        super().__init__(Path("chronology"))
        self._chronology = chronology

    def place(self, problem: Problem) -> tuple[int | None, int | None]:
        """Nowhere: there is no file."""
        return None, None

    def raw_records(self) -> Iterator[Raw]:
        """The head, then all records."""
        yield Raw("head", self._chronology.head.model_dump_json().encode(), 0)
        for section in SECTIONS:
            for index, record in enumerate(getattr(self._chronology, section)):
                yield Raw(section, record.model_dump_json().encode(), index)


def of_chronology(chronology: Chronology) -> sqlite3.Connection:
    """The index of a chronology that is not, or no longer, in a file; built in memory."""
    return in_memory(_InMemory(chronology))


def _bring_up_to_date(source: Path, folder: Path, path: Path, progress: Progress | None, history: bool) -> Path:
    try:
        found = source.stat()
        content = _hash(source)
    except OSError as error:
        raise unreadable(source, error) from None
    kind = f"{source.suffix.lstrip('.') or 'json'}{'-history' if history else ''}"
    name = f"{content}-{kind}-{pointer.SCHEMA}.sqlite"
    target = folder / name
    known = pointer.read(path, source)
    before = known[0] if known else None
    if not _usable(target, before):
        _build(ChronologyFile(source), target, folder / before.name if before else None, progress, history)
        if _state(source.stat()) != _state(found):
            target.unlink(missing_ok=True)  # it isn't of the content that it is named after
            raise DataError("the file was changed while it was read; ask again", file=str(source))
    now = pointer.Pointer(str(source.absolute()), *_state(found), name, target.stat().st_size)
    pointer.write(path, now)
    if before and before.name != name:
        _drop_unused(folder, before.name)
    return target


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _hash(path: Path) -> str:
    content = sha256()  # the quickest where processors have instructions for it
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            content.update(chunk)
    return content.hexdigest()[:32]


def _usable(index: Path, before: pointer.Pointer | None) -> bool:
    """Whether a finished index of this content is there, as far as can be told at a glance."""
    try:
        if before and before.name == index.name and index.stat().st_size != before.index_size:
            return False
        connect(index).close()
        return True
    except (OSError, sqlite3.DatabaseError):
        return False


def _build(file: ChronologyFile, target: Path, older: Path | None, progress: Progress | None, history: bool) -> None:
    _drop_unfinished(target.parent)
    with suppress(OSError):  # what can't be deleted is in nobody's way
        _drop_outlived(target.parent)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        if older and older.is_file():
            try:
                connect(older).close()
                shutil.copyfile(older, temporary)
                _fill(temporary, lambda db: update(file, db, progress, history=history))
            except (TooManyChanges, sqlite3.DatabaseError):
                temporary.unlink(missing_ok=True)
        if not temporary.exists():
            try:
                _fill(temporary, lambda db: fill(file, db, progress, history=history))
            except OtherEnded:
                temporary.unlink(missing_ok=True)
                _fill(temporary, lambda db: fill(file, db, progress, history=history, alone=True))
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(path: Path, fill: Any) -> None:
    db = sqlite3.connect(path)
    try:
        fill(db)
        db.execute(f"PRAGMA user_version={pointer.SCHEMA}")
        db.commit()
    finally:
        db.close()


def _drop_unfinished(folder: Path) -> None:
    """Delete what processes that were killed left behind."""
    for path in folder.glob("*.sqlite.*.tmp"):
        try:
            if os.name == "posix":
                os.kill(int(path.suffixes[-2][1:]), 0)
        except ProcessLookupError:
            path.unlink(missing_ok=True)
        except (OSError, ValueError):
            pass  # another user's, and alive, or nothing of ours


def _drop_outlived(folder: Path) -> None:
    """Delete indexes of chronologies that are gone and of older versions of envoytl, which nothing else would do."""
    for path in folder.glob(f"*{pointer.SUFFIX}"):
        known = pointer.read(path)
        if known and not os.path.exists(known[0].source):
            path.unlink(missing_ok=True)
            _drop_unused(folder, known[0].name)
    for path in folder.glob("*.sqlite"):
        version = path.stem.rpartition("-")[2]
        if version.isdigit() and int(version) < pointer.SCHEMA:
            path.unlink(missing_ok=True)


def _drop_unused(folder: Path, name: str) -> None:
    """Delete an index that no pointer names any more; a process that has it open keeps it until it ends."""
    for path in folder.glob(f"*{pointer.SUFFIX}"):
        known = pointer.read(path)
        if known and known[0].name == name:
            return
    (folder / name).unlink(missing_ok=True)
