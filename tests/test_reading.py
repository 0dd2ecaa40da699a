from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chronologies import Document, chronology_of, small, who
from complaints import Change, Read, changed, complaint, place
from envoytl.core.model import Chronology
from envoytl.store.position import line_and_column, position
from envoytl.store.reading import ChronologyFile

NINTH = "2022-12-panmunjom"
"""The ninth of the twelve meetings."""


def _ninth(**values: Any) -> Change:
    return lambda document: document["meetings"][8].update(values)


def test_both_forms_hold_the_same(file: Path, lines_file: Path) -> None:
    chronology = ChronologyFile(file).load()
    assert chronology == ChronologyFile(lines_file).load() == chronology_of(small())
    assert isinstance(chronology, Chronology)
    assert len(chronology.meetings) == 12


FIELDS: list[tuple[str, Change, str, str]] = [
    (
        "unknown field", _ninth(sumary="They met."), '"They met."',
        "sumary: there is no field 'sumary'; did you mean 'summary'?",
    ),
    (
        "unknown field unlike any", _ninth(xyz=1), "1",
        "xyz: there is no field 'xyz'; there are id, date, status, mode, level, place, occasion, participants, topics,"
        " summary, citations, note",
    ),
    (
        "unknown field below", lambda d: d["meetings"][8]["place"].update(town="Paju"), '"Paju"',
        "place.town: there is no field 'town'; there are city, country, venue",
    ),
    (
        "no such month", _ninth(date="2022-13"), '"2022-13"',
        "date: '2022-13': there is no month 13; months run from 01 to 12",
    ),
    ("date misspelt", _ninth(date="2022-6-3"), '"2022-6-3"', "date: '2022-6-3' is not an EDTF date; write 2022-06-03"),
    ("date a number", _ninth(date=2022), "2022,", 'date: an EDTF date is a string like "2022-06-03", not int'),
    (
        "status misspelt", _ninth(status="canceled"), '"canceled"',
        "status: 'canceled' is not one of proposed, planned, held, cancelled; did you mean 'cancelled'?",
    ),
    (
        "status derived", _ninth(status="unconfirmed"), '"unconfirmed"',
        "status: 'unconfirmed' is not one of proposed, planned, held, cancelled",
    ),
    (
        "mode", _ninth(mode="phon"), '"phon"',
        "mode: 'phon' is not one of in-person, video, phone; did you mean 'phone'?",
    ),
    (
        "person", lambda d: d["meetings"][8]["participants"][1].update(person="lee-jon-il"), '"lee-jon-il"',
        "participants[1].person: there is no person 'lee-jon-il'; did you mean 'lee-joon-il'?",
    ),
    (
        "source", lambda d: d["meetings"][8]["citations"][0].update(source="notebok"), '"notebok"',
        "citations[0].source: there is no source 'notebok'; did you mean 'notebook'?",
    ),
    (
        "topic", _ninth(topics=["security", "sanction"]), '"sanction"',
        "topics[1]: there is no topic 'sanction'; did you mean 'sanctions'?",
    ),
    (
        "side", lambda d: d["meetings"][8]["participants"][0].update(country="KO"), '"KO"',
        "participants[0].country: there is no country 'KO'",
    ),
    (
        "host", lambda d: d["meetings"][8]["place"].update(country="RU"), '"RU"',
        "place.country: there is no country 'RU'",
    ),
    (
        "occasion", _ninth(occasion="neacd-2002"), '"neacd-2002"',
        "occasion: there is no occasion 'neacd-2002'; did you mean 'neacd-2022'?",
    ),
    ("too few", _ninth(participants=who("KR")), "[", "participants: there must be at least 2, not 1"),
    ("text for a list", _ninth(topics="sanctions"), '"sanctions"', "topics: this must be a list, not text"),
    ("null", _ninth(note=None), "null", "note: this must be text, not null"),
    ("flag", _ninth(note=True), "true", "note: this must be text, not true or false"),
    ("number for an object", _ninth(place=3), "3", "place: this must be an object, not a number"),
    ("empty text", _ninth(place={"city": ""}), '""', "place.city: this text is empty; leave the field out instead"),
    (
        "white space", _ninth(place={"city": "Seoul "}), '"Seoul "',
        "place.city: 'Seoul ' is empty or has white space at an end",
    ),
    (
        "country code", _ninth(place={"country": "KOR"}), '"KOR"',
        "place.country: 'KOR' is not a country code of ISO 3166-1 alpha-2, like 'KR'",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "at", "message"), [case[1:] for case in FIELDS], ids=[case[0] for case in FIELDS])
def test_a_wrong_field(tmp_path: Path, form: str, read: Read, change: Change, at: str, message: str) -> None:
    path = changed(tmp_path, form, change)
    field = message.partition(":")[0].rpartition(".")[2].partition("[")[0]  # of `participants[1].person`, `person`
    at = place(path, f'"id": "{NINTH}"', f'"{field}": ', at)
    assert complaint(read, path) == f"bad.{form}:{at}: meeting {NINTH}: {message}"


REGISTRY: list[tuple[str, Change, str, str]] = [
    (
        "person's country", lambda d: d["people"][2].update(country="KO"), "KO",
        "person kim-gunn: country: there is no country 'KO'",
    ),
    (
        "broader topic", lambda d: d["topics"][0].update(broader="human-right"), "human-right",
        "topic abductees: broader: there is no topic 'human-right'; did you mean 'human-rights'?",
    ),
    (
        "occasion's country", lambda d: d["occasions"][0].update(country="XX"), "XX",
        "occasion neacd-2021: country: there is no country 'XX'",
    ),
    (
        "occasion's source",
        lambda d: d["occasions"][0].update(citations=[{"source": "notebok", "locator": "page 1"}]), "notebok",
        "occasion neacd-2021: citations[0].source: there is no source 'notebok'; did you mean 'notebook'?",
    ),
    (
        "post's source", lambda d: d["people"][2].update(
            posts=[{"title": "envoy", "citations": [{"source": "notebok", "locator": "page 1"}]}]
        ), "notebok",
        "person kim-gunn: posts[0].citations[0].source: there is no source 'notebok'; did you mean 'notebook'?",
    ),
    (
        "id", lambda d: d["people"][2].update(id="Kim Gunn"), "Kim Gunn",
        "person Kim Gunn: id: 'Kim Gunn' is not an id: small letters, digits and single hyphens, like 'kim-gunn'",
    ),
    (
        "language", lambda d: d["sources"][0].update(lang="korean"), "korean",
        "source daily-2022-05-27: lang: 'korean' is not a language tag, like 'en' or 'ko-Hang'",
    ),
    (
        "address", lambda d: d["sources"][0].update(url="daily.example"), "daily.example",
        "source daily-2022-05-27: url: 'daily.example' is not a web address",
    ),
    ("title", lambda d: d["head"].update(title=""), "", "head: title: this text is empty; leave the field out instead"),
    (
        "head", lambda d: d["head"].update(scop="x7"), "x7",
        "head: scop: there is no field 'scop'; did you mean 'scope'?",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "at", "message"), [case[1:] for case in REGISTRY], ids=[case[0] for case in REGISTRY]
)
def test_a_wrong_field_of_what_meetings_refer_to(
    tmp_path: Path, form: str, read: Read, change: Change, at: str, message: str
) -> None:
    path = changed(tmp_path, form, change)
    assert complaint(read, path) == f"bad.{form}:{place(path, f'{chr(34)}{at}{chr(34)}')}: {message}"


def test_a_missing_field_is_told_at_its_record(tmp_path: Path, form: str, read: Read) -> None:
    path = changed(tmp_path, form, lambda d: d["meetings"][8].pop("date"))
    whole = path.read_text("utf-8")
    line, column = line_and_column(whole, whole.rindex("{", 0, whole.index(NINTH)))
    assert complaint(read, path) == f"bad.{form}:{line}:{column}: meeting {NINTH}: date: this field is missing"


def test_a_record_without_an_id_is_told_by_its_place(tmp_path: Path, read: Read) -> None:
    path = changed(tmp_path, "json", lambda d: d["meetings"][8].pop("id"))
    assert "meeting 9: id: this field is missing" in complaint(read, path)


def test_a_line_without_an_id_is_told_by_its_line(tmp_path: Path, read: Read) -> None:
    path = changed(tmp_path, "jsonl", lambda d: d["meetings"][8].pop("id"))
    assert "bad.jsonl:39:13: meeting in line 39: id: this field is missing" in complaint(read, path)


def test_more_problems_are_counted(tmp_path: Path, form: str, read: Read) -> None:
    path = changed(tmp_path, form, _ninth(date="2022-13", status="past", mode="letter"))
    first, more = complaint(read, path).split("\n")
    assert first.endswith(f"meeting {NINTH}: date: '2022-13': there is no month 13; months run from 01 to 12")
    assert more == "(and 2 more; `envoytl check` lists them all)"


def test_one_wrong_citation_is_one_problem(tmp_path: Path, form: str, read: Read) -> None:
    path = changed(tmp_path, form, lambda d: d["meetings"][8]["citations"][0].update(status="hold"))
    assert complaint(read, path).endswith(
        "citations[0].status: 'hold' is not one of proposed, planned, held, cancelled; did you mean 'held'?"
    )


def test_all_problems_of_a_file(tmp_path: Path, form: str) -> None:
    def change(document: Document) -> None:
        document["people"][2]["country"] = "kr"
        document["meetings"][8]["date"] = "2022-13"
        document["meetings"][10]["status"] = "past"

    chronology, problems = ChronologyFile(changed(tmp_path, form, change)).load_with_problems()
    assert [(p.section, p.record, p.field) for p in problems] == [
        ("people", "kim-gunn", "country"),
        ("meetings", NINTH, "date"),
        ("meetings", "2023-01-tokyo", "status"),
    ]
    assert chronology is not None
    assert (len(chronology.people), len(chronology.meetings)) == (7, 10)


IDS: list[tuple[str, Change, str, str]] = [
    ("meeting", _ninth(id="2022-05-phone"), '"id": "2022-05-phone"', "meeting 2022-05-phone: id: "),
    ("person", lambda d: d["people"][3].update(id="kim-gunn"), '"id": "kim-gunn"', "person kim-gunn: id: "),
    ("source", lambda d: d["sources"].append(d["sources"][4]), '"id": "notebook"', "source notebook: id: "),
    ("country", lambda d: d["countries"].append(d["countries"][1]), '"code": "JP"', "country JP: code: "),
]


@pytest.mark.parametrize(("change", "key", "message"), [case[1:] for case in IDS], ids=[case[0] for case in IDS])
def test_an_id_that_stands_twice_is_told_where_it_stands_again(
    tmp_path: Path, form: str, read: Read, change: Change, key: str, message: str
) -> None:
    path = changed(tmp_path, form, change)
    whole = path.read_text("utf-8")
    line, column = line_and_column(whole, whole.rindex(key) + key.rindex('"', 0, -1))
    first = complaint(read, path).partition("\n")[0]
    assert first == f"bad.{form}:{line}:{column}: {message}this id is used 2 times"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ((), (1, 1)),
        (("a",), (2, 8)),
        (("a", 1), (2, 12)),
        (("b", "c d"), (3, 16)),
        (("b", 'q"'), (4, 12)),
        (("b", "missing"), (3, 8)),
        (("a", 7), (2, 8)),
        (("a", "not a list's"), (2, 8)),
        (("b", "c d", "too deep"), (3, 16)),
    ],
)
def test_the_place_of_a_value(path: tuple[str | int, ...], found: tuple[int, int]) -> None:
    text = '{\n  "a": [1, 2],\n  "b": {"c d": "x",\n    "q\\"": 3}\n}'
    assert position(text, path) == found
