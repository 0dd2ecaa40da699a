"""A large file that two processes index together tells the same as one that is indexed alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chronologies import Document, meeting, small, who, write
from envoytl.core.query import Group, Query
from envoytl.errors import CacheDamaged, DataError
from envoytl.store import fill, left, refresh, sql, together
from envoytl.store.index import Index, open_index
from envoytl.store.reading import ChronologyFile
from envoytl.store.refresh import in_memory
from envoytl.store.tally import KEYS, tally
from strategies import WORDS, some_document


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of any size are large, and a piece is a few meetings."""
    monkeypatch.setattr(fill, "LARGE", 0)
    monkeypatch.setattr(together, "PIECE", 2000)
    monkeypatch.setattr(together, "AHEAD", 8)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def everything(index: Index, day: date | None = None) -> list[object]:
    """What the meetings of an index can be asked."""
    questions = [Query(known_by=day), *(Query(known_by=day, text=text) for text in WORDS)]
    questions += [Query(groups=(Group("topic", ("security",), ""),)), Query(groups=(Group("country", ("KR",), ""),))]
    return [
        [list(sql.select(index, question)) for question in questions],
        [tally(index, Query(known_by=day), (key,)) for key in KEYS],
        [(kind, sorted(index.values(kind))) for kind in ("city", "venue", "publisher", "topic", "person")],
        [index.meta(key) for key in ("meetings", "first", "last")],
    ]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[together.Piece]:
    """The pieces whose rows came from the second process."""
    taken: list[together.Piece] = []
    take = together._Other.take

    def watched(self: together._Other) -> object:
        found = take(self)
        taken.append(found[0])
        return found

    monkeypatch.setattr(together._Other, "take", watched)
    return taken


@pytest.mark.parametrize("history", [False, True])
def test_two_processes_make_the_same_index(
    tmp_path: Path, two: None, taken: list[together.Piece], history: bool
) -> None:
    path = write(tmp_path / "m.jsonl", some_document(7, 120))
    index = open_index(path, history=history)
    assert len(taken) >= 8
    alone = Index(in_memory(ChronologyFile(path), history=history), path)
    for day in [None, *([date(2022, 6, 3)] if history else [])]:
        assert everything(index, day) == everything(alone, day)


def test_what_two_made_is_brought_up_to_date(tmp_path: Path, two: None, monkeypatch: pytest.MonkeyPatch) -> None:
    document = some_document(7, 120)
    path = write(tmp_path / "m.jsonl", document)
    open_index(path)
    document["sources"][0] |= {"title": "Another title", "publisher": "Another Wire"}
    document["people"][1]["name"] = "Renamed"
    del document["meetings"][40]
    with monkeypatch.context() as patch:
        patch.setattr(refresh, "fill", None)
        index = open_index(write(path, document))
    assert everything(index) == everything(Index(in_memory(ChronologyFile(path)), path))


def as_written(text: bytes) -> bytes:
    return text


def by_hand(text: bytes) -> bytes:
    """The same records, spaced otherwise, behind a byte order mark, with other line ends and blank lines between."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        wide = json.dumps(json.loads(line), ensure_ascii=number % 2 == 0, separators=(" , ", " :\t"))
        lines.append(f"  {wide} \r\n\n")
    return b"\xef\xbb\xbf" + "".join(lines).encode()


@pytest.mark.parametrize("form", [as_written, by_hand])
@pytest.mark.parametrize("processors", [1, 2])
def test_the_records_of_a_large_file_stay_in_it(
    tmp_path: Path, two: None, monkeypatch: pytest.MonkeyPatch, form: Callable[[bytes], bytes], processors: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    path = write(tmp_path / "m.jsonl", some_document(11, 120))
    path.write_bytes(form(path.read_bytes()))
    index = open_index(path)
    assert index.row("SELECT count(*) FROM document") == (0,)
    alone = Index(in_memory(ChronologyFile(path)), path)
    assert everything(index) == everything(alone)
    for whole in (True, False):
        some = list(sql.found(index, Query(), whole=whole))
        assert [record["participants"] for record in some] == [r["participants"] for r in sql.found(alone, Query())]
    assert list(sql.found(index, Query())) == list(sql.found(alone, Query()))
    [first] = sql.found(alone, Query(limit=1))
    assert sql.one(index, Query(), first["id"]) == first


def test_records_read_in_several_lots_are_the_same(tmp_path: Path, two: None, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "m.jsonl", some_document(12, 150))
    index = open_index(path)
    usual = list(sql.select(index, Query())), list(sql.found(index, Query()))
    monkeypatch.setattr(left, "AT_ONCE", 7)
    assert (list(sql.select(index, Query())), list(sql.found(index, Query()))) == usual


def test_a_large_file_that_is_changed_under_its_index_is_noticed(tmp_path: Path, two: None) -> None:
    path = write(tmp_path / "m.jsonl", many())
    index = open_index(path)
    path.write_bytes(path.read_bytes().replace(b"m-150", b"n-150"))
    with pytest.raises(CacheDamaged, match="was changed while it was read; ask again"):
        list(sql.select(index, Query()))
    assert "n-150" in [json.loads(text)["id"] for text in sql.select(open_index(path), Query())]


def test_a_file_that_is_changed_while_it_is_indexed_is_refused(
    tmp_path: Path, two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "m.jsonl", many())
    build = refresh.fill

    def disturbed(*args: Any, **options: Any) -> None:
        build(*args, **options)
        with path.open("ab") as file:
            file.write(b"\n")

    with monkeypatch.context() as patch:
        patch.setattr(refresh, "fill", disturbed)
        with pytest.raises(DataError, match=r"m\.jsonl: the file was changed while it was read; ask again"):
            open_index(path)
    assert len(list(sql.select(open_index(path), Query()))) == 200


def many(*changes: Callable[[list[Document]], object]) -> Document:
    """Two hundred meetings with something changed in some."""
    document = small()
    document["meetings"] = [meeting(f"m-{n:03}", "2022-06-03", who("KR", "US")) for n in range(200)]
    for change in changes:
        change(document["meetings"])
    return document


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([lambda made: made[190].update(mode="letter")], "meeting m-190: mode: "),
        (
            [lambda made: made[190].update(mode="letter"), lambda made: made[3].update(topics=["no"])],
            "meeting m-003: topics[0]: ",
        ),
        ([lambda made: made[150]["participants"][0].update(country="XX")], "meeting m-150: participants[0].country: "),
        ([lambda made: made[150].update(id="m-003")], "meeting m-003: id: this id is used 2 times"),
    ],
)  # fmt: skip
def test_the_first_problem_is_told_with_its_line(
    tmp_path: Path, two: None, changes: list[Callable[[list[Document]], object]], said: str
) -> None:
    path = write(tmp_path / "m.jsonl", many(*changes))
    with pytest.raises(DataError) as together_said:
        open_index(path)
    with pytest.raises(DataError) as alone_said:
        in_memory(ChronologyFile(path))
    assert said in str(together_said.value)
    assert str(together_said.value) == str(alone_said.value)


def test_a_second_head_and_a_late_record(tmp_path: Path, two: None) -> None:
    path = write(tmp_path / "m.jsonl", many())
    lines = path.read_text("utf-8").splitlines(keepends=True)
    for late, said in ((lines[0], "a second head"), (lines[1], "meetings stand last")):
        path.write_text("".join([*lines, late]), "utf-8")
        with pytest.raises(DataError, match=f":{len(lines) + 1}:.*{said}"):
            open_index(path)


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (lambda line: line[:-2] + b', "source": {}}\n', "a line is an object with one key, one of head, "),
        (lambda line: line.replace(b"KR", b"\xff"), "this is not UTF-8 text"),
        (lambda line: line.replace(b"m-150", b"m-\x00"), "this is not JSON: invalid control character"),
        (lambda line: line[:60] + b"\n", "this is not JSON: "),
        (lambda line: b"{ " + line, "this is not JSON: expecting property name"),
        (lambda line: b"{," + line, "this is not JSON: expecting property name"),
        (lambda line: b"[]\n", "a line is an object with one key, one of head, "),
    ],
)
def test_a_broken_line_is_told_as_by_one_process(
    tmp_path: Path, two: None, capfd: pytest.CaptureFixture[str], spoiled: Callable[[bytes], bytes], said: str
) -> None:
    path = write(tmp_path / "m.jsonl", many())
    lines = path.read_bytes().splitlines(keepends=True)
    [at] = [number for number, line in enumerate(lines) if b"m-150" in line]
    lines[at] = spoiled(lines[at])
    path.write_bytes(b"".join(lines))
    with pytest.raises(DataError) as together_said:
        open_index(path)
    with pytest.raises(DataError) as alone_said:
        in_memory(ChronologyFile(path))
    assert f"{path}:{at + 1}:" in str(alone_said.value)
    assert said in str(alone_said.value)
    assert str(together_said.value) == str(alone_said.value)
    assert capfd.readouterr() == ("", "")


def test_when_the_second_process_ends_the_first_begins_alone(
    tmp_path: Path, two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "m.jsonl", many())
    take = together._Other.take

    def killed(self: together._Other) -> object:
        self._process.kill()
        self._process.join()
        return take(self)

    monkeypatch.setattr(together._Other, "take", killed)
    index = open_index(path)
    assert [json.loads(text)["id"] for text in sql.select(index, Query())] == [f"m-{n:03}" for n in range(200)]


def test_pieces_are_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"".join(b"x" * n + b"\n" for n in range(300)) + b"the end")
    with pytest.MonkeyPatch.context() as patch:
        for size in (1, 10, 1000, 100_000):
            patch.setattr(together, "PIECE", size)
            text = path.read_bytes()
            pieces = [text[piece.start : piece.start + piece.length] for piece in together._pieces(path, 11)]
            assert b"".join(pieces) == text[sum(range(1, 11)) :]
            assert all(piece.endswith(b"\n") for piece in pieces[:-1])


@pytest.mark.parametrize("large", [0, 32_000_000])
def test_what_stands_behind_a_meeting_that_needs_it_is_told_of_as_such(
    tmp_path: Path, two: None, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(fill, "LARGE", large)
    path = write(tmp_path / "m.jsonl", many(lambda made: made[150]["participants"][0].update(person="kim-gunn")))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    [person] = [line for line in lines if line.startswith('{"person": {"id": "kim-gunn"')]
    lines.remove(person)
    path.write_text("".join([*lines, person]), "utf-8")
    with pytest.raises(DataError, match=rf":{len(lines) + 1}:.*meetings stand last: what they refer to must come"):
        open_index(path)
