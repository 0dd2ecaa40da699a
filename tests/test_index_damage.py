"""What is damaged, in the way or not of this version in the cache never stands between a user and an answer."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from envoytl.core.query import Query
from envoytl.errors import CacheDamaged
from envoytl.store import sql
from envoytl.store.index import forget, open_index
from envoytl.store.pointer import SCHEMA, path_of
from test_index import dated, ids_of, indexes_in, leftovers_in


def _garbage(path: Path) -> None:
    path.write_bytes(b"garbage " * (path.stat().st_size // 8))


def _header_of_another_version(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version=999")
    db.commit()
    db.close()


def _nothing_but_a_version(path: Path) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version={SCHEMA}")
    db.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "garbage of the same size": _garbage,
    "garbage": lambda path: path.write_bytes(b"garbage"),
    "nothing": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut within a page": lambda path: os.truncate(path, path.stat().st_size - 100),
    "grown": lambda path: path.write_bytes(path.read_bytes() + b"\0" * 4096),
    "gone": lambda path: path.unlink(),
    "of another version": _header_of_another_version,
    "without its tables": _nothing_but_a_version,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_built_again(tmp_path: Path, cache: Path, damage: Callable[[Path], object]) -> None:
    path = dated(tmp_path / "m.json", "a", "b")
    open_index(path).db.close()
    [built] = indexes_in(cache)
    damage(built)
    assert ids_of(open_index(path)) == ["a", "b"]
    assert leftovers_in(cache) == []


@pytest.mark.parametrize("part", [0.02, 0.2, 0.5, 0.8, 0.95])
def test_an_index_with_a_damaged_page_says_so_and_can_be_forgotten(tmp_path: Path, cache: Path, part: float) -> None:
    path = dated(tmp_path / "m.json", *(f"m-{number:04}" for number in range(600)))
    open_index(path).db.close()
    [built] = indexes_in(cache)
    data = bytearray(built.read_bytes())
    start = max(4096, int(len(data) * part) // 4096 * 4096)
    data[start:] = b"\x55" * (len(data) - start)
    built.write_bytes(data)
    index = open_index(path)
    with pytest.raises(CacheDamaged) as caught:
        ids_of(index)
        for section in ("countries", "people", "topics", "occasions", "sources"):
            index.entries(section)
        sql.count(index, Query(text="united"))
        index.values("country")
    assert str(caught.value).startswith(f"{path}: the index of this chronology can't be read: ")
    forget(path)
    assert len(ids_of(open_index(path))) == 600


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"\xff\xfe\0\0", b"{}", b"\0" * 6, b"%d\0/x\x001\x001\0../../../etc/passwd\x001" % SCHEMA],
)
def test_a_damaged_pointer_is_written_again(tmp_path: Path, cache: Path, content: bytes) -> None:
    path = dated(tmp_path / "m.json", "a")
    open_index(path)
    pointer = path_of(cache, path)
    sound = pointer.read_bytes()
    pointer.write_bytes(content)
    assert ids_of(open_index(path)) == ["a"]
    assert pointer.read_bytes() == sound


def test_a_pointer_of_another_file_is_not_followed(tmp_path: Path, cache: Path) -> None:
    one, other = dated(tmp_path / "one.json", "a"), dated(tmp_path / "two.json", "b")
    open_index(one)
    path_of(cache, other).write_bytes(path_of(cache, one).read_bytes())
    assert ids_of(open_index(other)) == ["b"]
    assert ids_of(open_index(one)) == ["a"]


def test_without_a_cache_folder_the_index_is_held_in_memory(tmp_path: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    path = dated(tmp_path / "m.json", "a", "b")
    assert ids_of(open_index(path)) == ["a", "b"]
    assert cache.read_text() == "a file where the folder should be"
    forget(path)
    assert ids_of(open_index(path)) == ["a", "b"]


def test_a_cache_folder_that_is_full(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert ids_of(open_index(dated(tmp_path / "m.json", "a"))) == ["a"]
    assert indexes_in(cache) == []
    assert leftovers_in(cache) == []


def test_what_a_killed_process_left_behind_is_dropped(tmp_path: Path, cache: Path) -> None:
    path = dated(tmp_path / "m.json", "a")
    cache.mkdir(exist_ok=True)
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    left, own = (cache / f"0-json-7.sqlite.{process}.tmp" for process in (ended.pid, os.getpid()))
    for file in (left, own):
        file.touch()
    open_index(path)
    assert not left.exists()
    assert own.exists()


def test_indexes_of_older_versions_and_of_files_that_are_gone_are_dropped_when_one_is_built(
    tmp_path: Path, cache: Path
) -> None:
    gone, stays, other = (dated(tmp_path / f"{name}.json", name) for name in ("gone", "stays", "other"))
    open_index(gone).db.close()
    open_index(stays).db.close()
    kept = set(indexes_in(cache))
    older, newer = (cache / f"0-json-{version}.sqlite" for version in (SCHEMA - 1, SCHEMA + 1))
    older.touch()
    newer.touch()
    gone.unlink()
    open_index(other).db.close()
    assert not older.exists()
    assert newer.exists()
    assert len(kept & set(indexes_in(cache))) == 1
    assert path_of(cache, stays).exists()
    assert not path_of(cache, gone).exists()
