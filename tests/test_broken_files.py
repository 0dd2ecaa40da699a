"""Files that can't be read: a sentence with the place, exit code 3, and the file as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chronologies import Document, small, text_of, write
from runner import at, changed, envoytl, line_of, saved


def refusal(path: Path, document: Document | str | bytes, *arguments: str) -> str:
    """What a reading command says of a file that can't be read."""
    if isinstance(document, dict):
        write(path, document)
    else:
        path.write_bytes(document.encode() if isinstance(document, str) else document)
    before = path.read_bytes()
    answers = [
        envoytl(*command, *arguments, "--data", str(path))
        for command in (("list", "--json"), ("timeline",), ("stats",))
    ]
    assert {(answer.code, answer.out) for answer in answers} == {(3, "")}
    assert len({answer.err for answer in answers}) == 1
    assert path.read_bytes() == before
    return answers[0].err.removeprefix("envoytl: ").removesuffix("\n")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "gone.json"
    answer = envoytl("list", "--data", str(file))
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == f"envoytl: {file}: there is no such file; name one with --data FILE or ENVOYTL_DATA\n"
    assert envoytl("list", "--data", str(tmp_path)).err == (
        f"envoytl: {tmp_path}: this is a folder; name the chronology file in it\n"
    )
    assert envoytl("list", ENVOYTL_DATA=str(file)).code == 3


def test_a_date_that_does_not_exist(tmp_path: Path) -> None:
    file = tmp_path / "date.json"
    message = refusal(file, changed("2022-06-seoul", date="2022-13"))
    where = at(file, '"date": "2022-13"')
    assert message == (
        f"{where}: meeting 2022-06-seoul: date: '2022-13': there is no month 13; months run from 01 to 12"
    )


def test_a_date_in_another_spelling(tmp_path: Path) -> None:
    message = refusal(tmp_path / "date.json", changed("2022-06-seoul", date="2022-6-3"))
    assert message.endswith(": meeting 2022-06-seoul: date: '2022-6-3' is not an EDTF date; write 2022-06-03")


def test_an_unknown_field(tmp_path: Path) -> None:
    file = tmp_path / "field.json"
    message = refusal(file, changed("2022-06-seoul", sumary="x"))
    where = at(file, '"sumary": "x"')
    assert message == (f"{where}: meeting 2022-06-seoul: sumary: there is no field 'sumary'; did you mean 'summary'?")


def test_a_reference_to_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "reference.json"
    message = refusal(file, changed("2022-06-seoul", topics=["sanction"]))
    line = line_of(str(file), '"sanction"')
    assert message == (
        f"{file}:{line}:9: meeting 2022-06-seoul: topics[0]: there is no topic 'sanction'; did you mean 'sanctions'?"
    )


def test_several_faults_are_counted(tmp_path: Path) -> None:
    message = refusal(tmp_path / "two.json", changed("2022-06-seoul", mode="fax", level="boss"))
    assert message.endswith("\n(and 1 more; `envoytl check` lists them all)")


def test_broken_json(tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    text = text_of(small()).replace('"status": "cancelled",', '"status" "cancelled",', 1)
    line = text[: text.index('"status" "')].count("\n") + 1
    assert refusal(file, text) == f"{file}:{line}:16: this is not JSON: expecting ':' delimiter"


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    file = tmp_path / "twice.json"
    text = '{\n  "head": {\n    "format": 1,\n    "format": 1\n  }\n}\n'
    assert refusal(file, text) == f"{file}:4:5: the field 'format' stands twice in one object"


def test_a_newer_format(tmp_path: Path) -> None:
    document = small()
    document["head"]["format"] = 2
    document["head"]["something_new"] = True
    message = refusal(tmp_path / "newer.json", document)
    assert message.endswith(
        ": head: format: the file has format 2; this envoytl reads formats up to 1: upgrade envoytl"
    )


def test_an_unknown_section(tmp_path: Path) -> None:
    file = tmp_path / "section.json"
    message = refusal(file, {**small(), "events": []})
    where = at(file, '"events": []')
    assert message.startswith(f"{where}: unknown section 'events'; ")


def test_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "latin.json"
    assert refusal(file, '{\n"head": "é"}'.encode("latin-1")) == f"{file}:2: this is not UTF-8 text"


def test_an_empty_file(tmp_path: Path) -> None:
    for name in ("empty.json", "empty.jsonl"):
        file = tmp_path / name
        assert refusal(file, b"") == f"{file}: the file is empty; a chronology has at least a head"


def test_broken_json_lines(tmp_path: Path) -> None:
    write(tmp_path / "good.jsonl", small())
    lines = (tmp_path / "good.jsonl").read_text("utf-8").splitlines()
    file = tmp_path / "broken.jsonl"
    assert refusal(file, "\n".join([*lines[:3], "{oops", *lines[3:]])).startswith(f"{file}:4")
    assert refusal(file, "\n".join([lines[0], '{"event": {}}'])).startswith(
        f"{file}:2: a line is an object with one key"
    )
    assert refusal(file, "\n".join(lines[1:])).startswith(f"{file}:1: a chronology begins with its head")


def test_without_a_permission(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    file = tmp_path / "secret.json"
    write(file, small()).chmod(0)
    assert envoytl("list", "--data", str(file)).err == f"envoytl: {file}: the file can't be read: permission denied\n"


def test_an_empty_chronology_is_fine(tmp_path: Path) -> None:
    for name in ("empty.json", "empty.jsonl"):
        file = saved(tmp_path / name, {"head": small()["head"]})
        assert envoytl("list", "--data", file) == (0, "", "no meetings: the chronology is empty\n")
        assert envoytl("list", "--json", "--data", file).out == "[]\n"
        assert envoytl("check", "--data", file).code == 0
