"""`check`, `format` and `schema`: the curator's commands, and what they say of broken files."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import envoytl as api
from chronologies import Document, small
from envoytl.store.locate import bundled_path
from runner import at, changed, envoytl, line_of, saved, small_file
from test_rules import clean, first

# check


def test_a_clean_file(tmp_path: Path) -> None:
    file = saved(tmp_path / "clean.json", clean())
    answer = envoytl("check", "--data", file)
    assert (answer.code, answer.out, answer.err) == (0, "", f"0 problems in {file}\n")
    assert envoytl("check", "--json", "--data", file).out == "[]\n"


def test_several_problems_each_with_its_line(tmp_path: Path) -> None:
    document = clean()
    first(document)["place"]["city"] = "Busan"
    first(document)["status"] = "cancelled"
    document["sources"][0]["read"] = "2022-09-30"
    file = saved(tmp_path / "broken.json", document)
    answer = envoytl("check", "--data", file)
    assert answer.code == 1
    assert answer.err == f"3 problems in {file}\n"
    status, city, read = (
        at(file, text) for text in ('"status": "cancelled"', '"city": "Busan"', '"read": "2022-09-30"')
    )
    assert answer.out.splitlines() == [
        f"{status}: meeting first: status: the citations amount to held, not cancelled [lifecycle]",
        f"{city}: meeting first: place: Busan is not among the cities of KR [city]",
        f"{read}: source after: read: read 2022-09-30, published 2022-10-01 [read]",
    ]


def test_problems_as_json(tmp_path: Path) -> None:
    document = clean()
    first(document)["place"]["city"] = "Busan"
    file = saved(tmp_path / "broken.json", document)
    answer = envoytl("check", "--json", "--data", file)
    assert (answer.code, answer.err) == (1, "")
    assert json.loads(answer.out) == [
        {
            "file": file, "line": line_of(file, "Busan"), "column": 17, "rule": "city", "section": "meetings",
            "record": "first", "field": "place", "message": "Busan is not among the cities of KR",
        }
    ]  # fmt: skip


def test_problems_in_json_lines(tmp_path: Path) -> None:
    document = clean()
    first(document)["place"]["city"] = "Busan"
    first(document)["topics"] = ["gone"]
    file = saved(tmp_path / "broken.jsonl", document)
    answer = envoytl("check", "--data", file)
    assert answer.code == 1
    [line] = answer.out.splitlines()
    number = line_of(file, '"first"')
    column = Path(file).read_text("utf-8").splitlines()[number - 1].index('"gone"') + 1
    assert line == f"{file}:{number}:{column}: meeting first: topics[0]: there is no topic 'gone' [reference]"


def test_all_records_that_cannot_be_read_at_once(tmp_path: Path) -> None:
    document = clean()
    first(document)["date"] = "2022-13"
    document["meetings"][1]["mode"] = "in person"
    document["people"][0]["nmae"] = "x"
    document["head"]["licence"] = 5
    del document["sources"][1]["lang"]
    file = saved(tmp_path / "broken.json", document)
    answer = envoytl("check", "--data", file)
    assert answer.code == 1
    assert [line.removeprefix(f"{file}:").split(": ", 1)[1] for line in answer.out.splitlines()] == [
        "head: licence: this must be text, not a number [format]",
        "person ann: nmae: there is no field 'nmae'; did you mean 'name'? [format]",
        "source before: lang: this field is missing [format]",
        "meeting first: date: '2022-13': there is no month 13; months run from 01 to 12 [format]",
        "meeting second: mode: 'in person' is not one of in-person, video, phone; did you mean 'in-person'? [format]",
    ]
    assert answer.out.splitlines()[3].startswith(f"{file}:{line_of(file, '2022-13')}:15: ")


def test_references_are_told_of_beside_what_cannot_be_read(tmp_path: Path) -> None:
    document = clean()
    document["people"][0]["nmae"] = "x"  # referred to, and there
    first(document)["topics"] = ["gone"]
    document["meetings"][1]["status"] = "done"
    file = saved(tmp_path / "broken.json", document)
    answer = envoytl("check", "--data", file)
    assert [line.split(": ", 1)[1] for line in answer.out.splitlines()] == [
        "person ann: nmae: there is no field 'nmae'; did you mean 'name'? [format]",
        "meeting second: status: 'done' is not one of proposed, planned, held, cancelled [format]",
        "meeting first: topics[0]: there is no topic 'gone' [reference]",
    ]


def test_a_doubled_id_beside_what_cannot_be_read_and_a_reference_to_nothing(tmp_path: Path) -> None:
    document = clean()
    document["people"][0]["nmae"] = "x"
    first(document)["topics"] = ["gone"]
    document["meetings"][1] |= {"id": "first", "topics": []}
    out = envoytl("check", "--data", saved(tmp_path / "broken.json", document)).out
    for told in ("there is no field 'nmae'", "this id is used 2 times", "there is no topic 'gone'"):
        assert told in out


def test_the_other_rules_are_tried_on_what_can_be_used(tmp_path: Path) -> None:
    document = clean()
    document["meetings"][1]["topics"] = ["gone"]
    first(document)["place"]["city"] = "Busan"
    file = saved(tmp_path / "broken.json", document)
    answer = envoytl("check", "--data", file)
    assert answer.err == f"2 problems in {file}\n"
    assert [line.split(": ", 1)[1] for line in answer.out.splitlines()] == [
        "meeting second: topics[0]: there is no topic 'gone' [reference]",
        "meeting first: place: Busan is not among the cities of KR [city]",
    ]


def test_what_stands_in_a_file_does_not_reach_the_terminal_raw(tmp_path: Path) -> None:
    document = clean()
    first(document)["wat\n\x1b[31m"] = 1
    out = envoytl("check", "--data", saved(tmp_path / "broken.json", document)).out
    assert "\x1b" not in out
    assert out.count("\n") == 1
    assert "wat\\n\\x1b[31m" in out


def test_what_a_record_without_a_readable_id_is_called_cannot_be_told(tmp_path: Path) -> None:
    document = clean()
    document["people"][0]["id"] = "Ann"
    file = saved(tmp_path / "broken.json", document)
    [line] = envoytl("check", "--data", file).out.splitlines()
    assert line.endswith("[format]")


def test_a_record_behind_the_meetings_of_json_lines(tmp_path: Path) -> None:
    file = Path(saved(tmp_path / "late.jsonl", clean()))
    lines = file.read_text("utf-8").splitlines(keepends=True)
    [person] = [line for line in lines if line.startswith('{"person": {"id": "ann"')]
    lines.remove(person)
    file.write_text("".join([*lines, person]), "utf-8")
    answer = envoytl("check", "--data", str(file))
    assert (answer.code, answer.err) == (1, f"1 problem in {file}\n")
    assert answer.out == (
        f"{file}:{len(lines) + 1}:12: person in line {len(lines) + 1}: in JSON Lines, meetings stand last:"
        " what they refer to must come before them [format]\n"
    )
    assert envoytl("list", "--data", str(file)).code == 3


def test_an_id_that_stands_twice_shows_where(tmp_path: Path) -> None:
    document = clean()
    document["meetings"][1]["id"] = "first"
    file = saved(tmp_path / "twice.json", document)
    answer = envoytl("check", "--data", file)
    assert answer.code == 1
    assert "meeting first: id: this id is used 2 times [unique-id]" in answer.out
    second = line_of(file, '"id": "first"', after="They met.")
    assert answer.out.startswith((f"{file}:{second - 1}:5: ", f"{file}:{second}:"))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{"head": ', 1, "this is not JSON: expecting value"),
        ("", None, "the file is empty; a chronology has at least a head"),
        ("[]", 1, "a chronology is a JSON object with a head and sections"),
        ("{}", 1, "a chronology begins with its head; there is none"),
    ],
)
def test_files_that_are_no_chronology_cannot_be_checked(
    text: str, line: int | None, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "none.json"
    file.write_text(text)
    answer = envoytl("check", "--data", str(file))
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith(f"envoytl: {file}{f':{line}' if line else ''}")
    assert answer.err.endswith(f": {message}\n")


# format


def scrambled() -> Document:
    """The small chronology in another order of records, with fields that are empty."""
    document = {key: value[::-1] if isinstance(value, list) else value for key, value in reversed(small().items())}
    document["meetings"][0]["note"] = ""
    return document


def test_format_prints_the_canonical_form(tmp_path: Path) -> None:
    one = envoytl("format", "--data", saved(tmp_path / "one.json", scrambled())).out
    assert one == envoytl("format", "--data", str(small_file())).out
    document = json.loads(one)
    assert list(document) == ["head", "countries", "people", "topics", "occasions", "sources", "meetings"]
    assert one == json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    assert [meeting["id"] for meeting in document["meetings"]] == [meeting["id"] for meeting in small()["meetings"]]
    assert [person["id"] for person in document["people"]] == sorted(person["id"] for person in small()["people"])
    assert not any(value in ("", [], None) for meeting in document["meetings"] for value in meeting.values())


def test_format_changes_no_meaning(tmp_path: Path) -> None:
    file = saved(tmp_path / "one.json", scrambled())
    before = envoytl("list", "--json", "--data", file).out
    assert envoytl("format", "--write", "--data", file).code == 0
    assert envoytl("list", "--json", "--data", file).out == before
    text = Path(file).read_text("utf-8")
    assert envoytl("format", "--data", file).out == text


def test_verify_and_write(tmp_path: Path) -> None:
    file = saved(tmp_path / "one.json", scrambled())
    before = Path(file).read_bytes()
    assert envoytl("format", "--verify", "--data", file) == (
        1, "", f"{file}: not in canonical form; `envoytl format --write` mends it\n",
    )  # fmt: skip
    assert Path(file).read_bytes() == before
    assert envoytl("format", "--write", "--data", file) == (0, "", f"{file}: brought into canonical form\n")
    assert envoytl("format", "--verify", "--data", file) == (0, "", f"{file}: in canonical form\n")
    assert envoytl("format", "-w", "--data", file) == (0, "", f"{file}: was in canonical form already\n")
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")) == ["one.json"]


def test_to_json_lines_and_back(tmp_path: Path) -> None:
    one, lines, two = (tmp_path / name for name in ("one.json", "all.jsonl", "two.json"))
    envoytl("format", "--to", str(one), "--data", str(small_file()))
    assert envoytl("format", "--to", str(lines), "--data", str(one)) == (0, "", f"{lines}: written, 12 meetings\n")
    assert [next(iter(json.loads(line))) for line in lines.read_text("utf-8").splitlines()][:2] == ["head", "country"]
    assert envoytl("format", "--verify", "--data", str(lines)).code == 0
    assert envoytl("list", "--json", "--data", str(lines)).out == envoytl("list", "--json", "--data", str(one)).out
    assert envoytl("format", "--to", str(two), "--data", str(lines)).code == 0
    assert two.read_bytes() == one.read_bytes()


def test_what_format_refuses(tmp_path: Path) -> None:
    file = saved(tmp_path / "one.json", scrambled())
    before = Path(file).read_bytes()
    for arguments, message in (
        (("--write", "--verify"), "--write, --to and --verify each ask for something else: give one"),
        (
            ("--to", str(tmp_path / "x.json"), "--write"),
            "--write, --to and --verify each ask for something else: give one",
        ),
        (("--to", file), f"{file} exists already; name another file"),
        (("--to", str(tmp_path)), f"{tmp_path} exists already; name another file"),
    ):
        answer = envoytl("format", "--data", file, *arguments)
        assert (answer.code, answer.out, answer.err) == (2, "", f"envoytl: {message}\n")
    target = tmp_path / "no" / "folder.json"
    answer = envoytl("format", "--to", str(target), "--data", file)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == f"envoytl: {target}: the file can't be written: there is no folder {target.parent}\n"
    assert not (tmp_path / "no").exists()
    assert Path(file).read_bytes() == before


def test_a_broken_file_is_not_formatted(tmp_path: Path) -> None:
    file = Path(saved(tmp_path / "broken.json", changed("2022-06-seoul", mode="fax")))
    before = file.read_bytes()
    for arguments in ((), ("--write",), ("--verify",), ("--to", str(tmp_path / "copy.json"))):
        answer = envoytl("format", "--data", str(file), *arguments)
        assert (answer.code, answer.out) == (3, "")
        assert "meeting 2022-06-seoul: mode: 'fax' is not one of in-person, video, phone" in answer.err
    assert file.read_bytes() == before
    assert not (tmp_path / "copy.json").exists()


# schema


def test_schemas() -> None:
    jsonschema.Draft202012Validator(envoytl("schema").json()).validate(json.loads(bundled_path().read_text("utf-8")))
    assert envoytl("schema", "list").json()["title"] == "envoytl list --json"
    assert envoytl("schema", "lits") == (
        2, "", "envoytl: no schema is called 'lits'; did you mean list? (there are chronology, list)\n",
    )  # fmt: skip


def test_the_schema_and_the_models_agree_on_fields() -> None:
    definitions = envoytl("schema").json()["$defs"]
    for name in (
        "Meeting",
        "Person",
        "Source",
        "Citation",
        "Country",
        "Occasion",
        "Topic",
        "Post",
        "Place",
        "Participant",
    ):
        model = getattr(api, name)
        assert list(definitions[name]["properties"]) == list(model.model_fields)
        assert definitions[name]["additionalProperties"] is False
