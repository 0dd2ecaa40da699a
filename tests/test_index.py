from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chronologies import Document, meeting, small, text_of, who, write
from envoytl.core.query import Query
from envoytl.errors import DataError
from envoytl.store import refresh, sql
from envoytl.store.index import Index, open_index
from strategies import some_document


def ids_of(index: Index) -> list[str]:
    return [json.loads(text)["id"] for text in sql.select(index, Query())]


def dated(path: Path, *ids: str) -> Path:
    """A chronology of meetings that have these ids, which is old enough to be trusted by its time."""
    write(path, small() | {"meetings": [meeting(id, "2022-06-03", who("KR", "US")) for id in ids]})
    return _aged(path)


def _aged(path: Path, seconds: float = 60) -> Path:
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def indexes_in(cache: Path) -> list[Path]:
    return sorted(path for path in cache.iterdir() if path.suffix == ".sqlite")


def leftovers_in(cache: Path) -> list[str]:
    return [path.name for path in cache.iterdir() if path.suffix not in (".sqlite", ".pointer", ".lock")]


@pytest.fixture
def not_built(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A function from whose call on no index may be built."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an index is built")

    def forbid() -> None:
        for name in ("fill", "update"):
            monkeypatch.setattr(refresh, name, refuse)

    return forbid


def test_what_an_index_tells(small_index: Index) -> None:
    assert small_index.meta("meetings") == 12
    assert (small_index.meta("first"), small_index.meta("last")) == ("2021-09-13", "9999-12-31")
    assert small_index.meta("head") == small()["head"]
    assert small_index.meta("no-such-key") is None
    for section in ("countries", "people", "topics", "occasions", "sources"):
        assert small_index.entries(section) == small()[section]
    assert small_index.entry("people", "kim-gunn") == small()["people"][2]
    assert small_index.entry("countries", "KR") == small()["countries"][3]
    assert small_index.entry("people", "nobody") is None
    assert set(small_index.values("country")) == {"CN", "JP", "KP", "KR", "US"}
    assert ids_of(small_index) == [record["id"] for record in small()["meetings"]]


def test_an_index_of_nothing(tmp_path: Path) -> None:
    index = open_index(dated(tmp_path / "none.json"))
    assert (index.meta("meetings"), index.meta("first"), index.meta("last")) == (0, None, None)
    assert ids_of(index) == []


def test_lines_are_indexed_as_a_document_is(tmp_path: Path) -> None:
    for seed in range(5):
        document = some_document(seed, 12)
        one, other = (
            open_index(write(tmp_path / f"{seed}.{form}", document), history=True) for form in ("json", "jsonl")
        )
        for day in (None, date(2022, 6, 3), date(2022, 10, 7)):
            query = Query(known_by=day)
            assert list(sql.select(one, query)) == list(sql.select(other, query))
        for section in ("countries", "people", "topics", "occasions", "sources"):
            assert one.entries(section) == other.entries(section)
        assert one.meta("head") == other.meta("head")


def test_an_index_is_built_once_and_then_trusted(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = dated(tmp_path / "m.json", "a", "b")
    assert ids_of(open_index(path)) == ["a", "b"]
    [built] = indexes_in(cache)
    before = built.stat()

    def refuse(*_: object) -> None:
        raise AssertionError("the file is read again")

    monkeypatch.setattr(refresh, "refresh", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    assert ids_of(open_index(path)) == ["a", "b"]
    assert (built.stat().st_ino, built.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert leftovers_in(cache) == []


def test_a_changed_file_is_seen(tmp_path: Path, cache: Path) -> None:
    path = dated(tmp_path / "m.json", "a")
    assert ids_of(open_index(path)) == ["a"]
    assert ids_of(open_index(dated(path, "a", "b"))) == ["a", "b"]
    assert ids_of(open_index(dated(path, "b"))) == ["b"]
    assert len(indexes_in(cache)) == 1


def test_a_change_of_the_same_size_at_the_same_time_is_seen(tmp_path: Path) -> None:
    path = write(tmp_path / "m.json", small() | {"meetings": [meeting("a", "2022", who("KR", "US"))]})
    found = path.stat()
    assert ids_of(open_index(path)) == ["a"]
    path.write_text(path.read_text("utf-8").replace('"id": "a"', '"id": "b"'), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.stat().st_size == found.st_size
    assert ids_of(open_index(path)) == ["b"]


def test_a_change_that_keeps_size_and_an_old_time_is_seen(tmp_path: Path) -> None:
    path = dated(tmp_path / "m.json", "a")
    found = path.stat()
    assert ids_of(open_index(path)) == ["a"]
    path.write_text(path.read_text("utf-8").replace('"id": "a"', '"id": "b"'), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (found.st_size, found.st_mtime_ns)
    assert ids_of(open_index(path)) == ["b"]


def test_a_file_from_the_future_is_read_each_time(tmp_path: Path) -> None:
    path = _aged(dated(tmp_path / "m.json", "a"), -3600)
    found = path.stat()
    assert ids_of(open_index(path)) == ["a"]
    path.write_text(path.read_text("utf-8").replace('"id": "a"', '"id": "b"'), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert ids_of(open_index(path)) == ["b"]


def test_a_file_that_was_only_touched_is_not_indexed_again(
    tmp_path: Path, cache: Path, not_built: Callable[[], None]
) -> None:
    path = dated(tmp_path / "m.json", "a")
    open_index(path)
    [built] = indexes_in(cache)
    before = built.stat()
    not_built()
    for seconds in (0, 30, 90):
        assert ids_of(open_index(_aged(path, seconds))) == ["a"]
    assert indexes_in(cache) == [built]
    assert (built.stat().st_ino, built.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_copy_of_the_file_shares_its_index(tmp_path: Path, cache: Path, not_built: Callable[[], None]) -> None:
    one, other = dated(tmp_path / "one.json", "a"), dated(tmp_path / "other.json", "a")
    open_index(one)
    not_built()
    assert ids_of(open_index(other)) == ["a"]
    assert len(indexes_in(cache)) == 1


def test_an_index_that_another_file_needs_is_kept(tmp_path: Path, cache: Path, not_built: Callable[[], None]) -> None:
    one, other = dated(tmp_path / "one.json", "a"), dated(tmp_path / "other.json", "a")
    open_index(one)
    open_index(other)
    open_index(dated(one, "b"))
    assert len(indexes_in(cache)) == 2
    not_built()
    assert ids_of(open_index(other)) == ["a"]


def test_whoever_has_the_old_index_open_keeps_it(tmp_path: Path, cache: Path) -> None:
    path = dated(tmp_path / "m.json", "a", "b")
    old = open_index(path)
    [before] = indexes_in(cache)
    new = open_index(dated(path, "c"))
    assert not before.exists()
    assert ids_of(old) == ["a", "b"]
    assert ids_of(new) == ["c"]


@pytest.mark.parametrize("name", ["a?b#c%20.json", "船越 健裕.json", "it's.json", 'a"b.json'])
def test_names_of_files_and_folders_with_odd_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("ENVOYTL_CACHE", str(tmp_path / f"cache of {name}"))
    path = dated(tmp_path / name, "a")
    assert ids_of(open_index(path)) == ["a"]
    assert ids_of(open_index(path)) == ["a"]
    assert len(indexes_in(tmp_path / f"cache of {name}")) == 1


def test_a_file_that_breaks_leaves_the_cache_as_it_was(
    tmp_path: Path, cache: Path, not_built: Callable[[], None]
) -> None:
    path = dated(tmp_path / "m.json", "a")
    sound = path.read_bytes()
    open_index(path)
    before = {found.name: found.read_bytes() for found in cache.iterdir()}
    _aged(write(path, small() | {"meetings": [meeting("a", "2022-13", who("KR", "US"))]}))
    with pytest.raises(DataError):
        open_index(path)
    assert {found.name: found.read_bytes() for found in cache.iterdir()} == before
    path.write_bytes(sound)
    not_built()
    assert ids_of(open_index(path)) == ["a"]


def test_progress_is_told_in_bytes(tmp_path: Path, form: str) -> None:
    told: list[tuple[int, int]] = []
    document: Document = small() | {"meetings": [meeting(f"m-{n}", "2022", who("KR", "US")) for n in range(2500)]}
    path = write(tmp_path / f"long.{form}", document)
    open_index(path, lambda done, total: told.append((done, total)))
    size = path.stat().st_size
    assert [total for _, total in told] == [size] * len(told)
    assert len(told) >= 4
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (size, size)


OPENER = """
import json, sys, time
from pathlib import Path
from envoytl.core.query import Query
from envoytl.store import fill, refresh, sql
from envoytl.store.index import open_index
path, start = Path(sys.argv[1]), Path(sys.argv[2])
start.with_name("ready-" + sys.argv[3]).touch()
while not start.exists():
    time.sleep(0.002)
print(len([json.loads(text) for text in sql.select(open_index(path), Query())]))
"""


def test_four_processes_at_once(tmp_path: Path, cache: Path) -> None:
    path = dated(tmp_path / "m.json", *(f"m-{number:04}" for number in range(400)))
    start = tmp_path / "start"
    running: list[Any] = [
        subprocess.Popen(
            [sys.executable, "-c", OPENER, str(path), str(start), str(number)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(4)
    ]  # fmt: skip
    while len(list(tmp_path.glob("ready-*"))) < 4:
        assert all(process.poll() is None for process in running)
        time.sleep(0.005)
    start.touch()
    assert [process.communicate(timeout=30) for process in running] == [("400\n", "")] * 4
    assert len(indexes_in(cache)) == 1
    assert leftovers_in(cache) == []


def test_a_text_that_is_not_the_file_of_the_index(tmp_path: Path) -> None:
    """Two chronologies of one content but of different forms don't share an index: only one can be read."""
    text = text_of(small())
    good, bad = tmp_path / "m.json", tmp_path / "m.jsonl"
    good.write_text(text, "utf-8")
    bad.write_text(text, "utf-8")
    assert len(ids_of(open_index(good))) == 12
    with pytest.raises(DataError):
        open_index(bad)
