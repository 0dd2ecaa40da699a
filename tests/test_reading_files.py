from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from chronologies import Document, head, lines_of, small, text_of, write
from complaints import Read, changed, complaint, place
from envoytl.errors import DataError
from envoytl.store.index import open_index
from envoytl.store.position import Positions, line_and_column


def _bytes(tmp_path: Path, form: str, data: bytes | str) -> Path:
    path = tmp_path / f"bad.{form}"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def _text(form: str, document: Document | None = None) -> str:
    return (lines_of if form == "jsonl" else text_of)(document or small())


def test_a_missing_file(tmp_path: Path, form: str, read: Read) -> None:
    said = complaint(read, tmp_path / f"none.{form}")
    assert said == f"none.{form}: there is no such file; name one with --data FILE or ENVOYTL_DATA"


def test_a_folder(tmp_path: Path, form: str, read: Read) -> None:
    folder = tmp_path / f"folder.{form}"
    folder.mkdir()
    assert complaint(read, folder) == f"folder.{form}: this is a folder; name the chronology file in it"


def test_a_file_below_a_file(file: Path, read: Read) -> None:
    assert complaint(read, file / "meetings.json") == "meetings.json: the file can't be read: not a directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(file: Path, read: Read) -> None:
    file.chmod(0)
    assert complaint(read, file) == "meetings.json: the file can't be read: permission denied"


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file(tmp_path: Path, form: str, read: Read, text: str) -> None:
    said = complaint(read, _bytes(tmp_path, form, text))
    assert said == f"bad.{form}: the file is empty; a chronology has at least a head"


def test_text_that_is_not_utf_8(tmp_path: Path, form: str, read: Read) -> None:
    data = _text(form).replace("The day was moved.", "The day was d\u00e9plac\u00e9.").encode()
    path = _bytes(tmp_path, form, data.replace("\u00e9".encode(), b"\xe9"))
    line = data[: data.index(b"The day was")].count(b"\n") + 1
    assert complaint(read, path) == f"bad.{form}:{line}: this is not UTF-8 text"


def test_utf_16(tmp_path: Path, form: str, read: Read) -> None:
    assert (
        complaint(read, _bytes(tmp_path, form, _text(form).encode("utf-16"))) == f"bad.{form}:1: this is not UTF-8 text"
    )


def test_a_byte_order_mark_is_passed_over(tmp_path: Path, form: str, read: Read) -> None:
    assert read(_bytes(tmp_path, form, "\ufeff" + _text(form)))


BROKEN = '"date": "2022-12/..",'
"""A field of the ninth meeting."""
NO_NAME = "this is not JSON: expecting property name enclosed in double quotes"


def test_json_that_is_broken_in_a_record(tmp_path: Path, form: str, read: Read) -> None:
    path = _bytes(tmp_path, form, _text(form).replace(BROKEN, BROKEN + ","))
    at = place(path, BROKEN[:-1] + ",", ",")
    assert complaint(read, path) == f"bad.{form}:{at}: {NO_NAME}"


def test_json_that_is_broken_in_the_head(tmp_path: Path, form: str, read: Read) -> None:
    path = _bytes(tmp_path, form, _text(form).replace('"format": 1,', '"format": 1,,'))
    at = place(path, '"format": 1,', ",")
    assert complaint(read, path) == f"bad.{form}:{at}: {NO_NAME}"


def test_json_that_is_cut_off(tmp_path: Path, form: str, read: Read) -> None:
    text = _text(form)
    path = _bytes(tmp_path, form, text[: text.index("Blue House")])
    line, column = line_and_column(text, text.index('"Blue House'))
    assert complaint(read, path) == f"bad.{form}:{line}:{column}: this is not JSON: unterminated string"


def test_a_list_at_the_top(tmp_path: Path, read: Read) -> None:
    said = complaint(read, _bytes(tmp_path, "json", "[]"))
    assert said == "bad.json:1: a chronology is a JSON object with a head and sections"


@pytest.mark.parametrize("line", ["[]", "3", '"meeting"', "{}", '{"meetings": {}}', '{"person": {}, "person": {}}'])
def test_a_line_that_holds_no_record(tmp_path: Path, read: Read, line: str) -> None:
    said = complaint(read, _bytes(tmp_path, "jsonl", lines_of(small()) + line + "\n"))
    assert said.startswith("bad.jsonl:43")
    assert "one of head, country, person, topic, occasion, source, meeting" in said or "twice" in said


def test_a_line_whose_record_is_no_object(tmp_path: Path, read: Read) -> None:
    said = complaint(read, _bytes(tmp_path, "jsonl", lines_of(small()) + '{"meeting": 3}\n'))
    assert said == "bad.jsonl:43: meeting: the record must be a JSON object"


def test_a_record_that_is_no_object(tmp_path: Path, read: Read) -> None:
    path = write(tmp_path / "bad.json", small() | {"topics": [3], "meetings": []})
    assert "topic 1: this must be an object, not a number" in complaint(read, path)


def test_an_unknown_section(tmp_path: Path, read: Read) -> None:
    path = write(tmp_path / "bad.json", small() | {"meeting": ["seventeen"]})
    at = place(path, '[\n    "seventeen"')
    assert complaint(read, path) == (
        f"bad.json:{at}: unknown section 'meeting';"
        " the sections are countries, people, topics, occasions, sources, meetings"
    )


def test_a_section_that_is_no_list(tmp_path: Path, read: Read) -> None:
    path = write(tmp_path / "bad.json", small() | {"meetings": {}})
    assert complaint(read, path) == f"bad.json:{place(path, '{}')}: meetings: this section must be a list"


def test_no_head(tmp_path: Path, form: str, read: Read) -> None:
    path = write(tmp_path / f"bad.{form}", {key: value for key, value in small().items() if key != "head"})
    assert complaint(read, path) == f"bad.{form}:1: a chronology begins with its head; there is none"


def test_a_second_head(tmp_path: Path, read: Read) -> None:
    path = _bytes(tmp_path, "jsonl", lines_of(small()) + json.dumps({"head": head()}) + "\n")
    assert complaint(read, path) == "bad.jsonl:43: a second head; only the first line is one"


def test_a_newer_format(tmp_path: Path, form: str, read: Read) -> None:
    path = changed(tmp_path, form, lambda d: d["head"].update(format=2, new_field=True))
    assert complaint(read, path).endswith(
        "head: format: the file has format 2; this envoytl reads formats up to 1: upgrade envoytl"
    )


@pytest.mark.parametrize("value", [0, "1", True, None, 1.5])
def test_a_format_that_is_none(tmp_path: Path, form: str, read: Read, value: object) -> None:
    path = changed(tmp_path, form, lambda d: d["head"].update(format=value))
    at = place(path, '"format": ', json.dumps(value))
    assert complaint(read, path).startswith(f"bad.{form}:{at}: head: format: ")


def test_a_field_that_stands_twice(tmp_path: Path, form: str, read: Read) -> None:
    text = _text(form)
    gap = "\n      " if form == "json" else " "
    path = _bytes(tmp_path, form, text.replace(BROKEN, BROKEN + gap + '"date": "2022-12",'))
    line = line_and_column(text, text.index(BROKEN))[0] + (form == "json")
    said = complaint(read, path)
    assert said.startswith(f"bad.{form}:{line}:")
    assert said.endswith(" the field 'date' stands twice in one object")


def test_half_of_a_character(tmp_path: Path, form: str, read: Read) -> None:
    text = _text(form)
    path = _bytes(tmp_path, form, text.replace("The day was moved.", r"The day was \ud83d."))
    line = line_and_column(text, text.index("The day was"))[0]
    assert complaint(read, path).startswith(f"bad.{form}:{line}:")


@pytest.mark.parametrize("value", ["[" * 100_000, "[" * 500 + "]" * 500, "1" * 5000, "NaN", "1e999"])
def test_values_beyond_all_bounds(tmp_path: Path, form: str, read: Read, value: str) -> None:
    path = _bytes(tmp_path, form, _text(form).replace('"format": 1', f'"format": {value}'))
    assert complaint(read, path)


def test_lines_that_refer_forward(tmp_path: Path) -> None:
    document = small()
    late = json.dumps({"person": document["people"].pop()}, ensure_ascii=False)
    path = _bytes(tmp_path, "jsonl", lines_of(document).replace("sung-kim", "kim-gunn") + late + "\n")
    assert complaint(open_index, path) == (
        "bad.jsonl:42:12: person in line 42: in JSON Lines, meetings stand last:"
        " what they refer to must come before them"
    )


def test_nothing_is_cached_of_a_file_that_breaks_a_rule(tmp_path: Path, cache: Path) -> None:
    path = changed(tmp_path, "json", lambda d: d["meetings"][8].update(date="2022-13"))
    with pytest.raises(DataError):
        open_index(path)
    assert [found.name for found in cache.iterdir() if found.suffix != ".lock"] == []


def test_the_place_of_every_record_and_field() -> None:
    document = small()
    text = json.dumps(document, ensure_ascii=False, indent=3)
    lines, places = text.splitlines(), Positions(text)
    paths = [(s, i, key) for s, records in document.items() if s != "head" for i, r in enumerate(records) for key in r]
    for section, index, key in paths:
        line, column = places.of((section, index, key))
        value = document[section][index][key]
        assert lines[line - 1][column - 1 :].startswith(json.dumps(value, ensure_ascii=False, indent=3).split("\n")[0])
    assert places.of(("meetings", 999)) == places.of(("meetings",))
