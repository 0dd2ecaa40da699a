"""What other programs rely on: the JSON of `list`, its keys and their order, and the published schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import envoytl as api
from chronologies import small, write
from runner import ask, envoytl, small_file

MEETING = [
    "id",
    "date",
    "earliest",
    "latest",
    "status",
    "mode",
    "level",
    "sides",
    "place",
    "occasion",
    "participants",
    "countries",
    "topics",
    "summary",
    "citations",
    "note",
]
CITATION = [
    "source", "publisher", "title", "url", "published", "lang", "locator", "supports", "status", "differs", "basis",
]  # fmt: skip

SEOUL = {
    "id": "2022-06-seoul",
    "date": "2022-06-03",
    "earliest": "2022-06-03",
    "latest": "2022-06-03",
    "status": "held",
    "mode": "in-person",
    "level": "envoys",
    "sides": 3,
    "place": {"city": "Seoul", "country": "KR", "venue": "Blue House/West Wing"},
    "occasion": None,
    "participants": [
        {"id": "funakoshi-takehiro", "name": "Takehiro Funakoshi", "country": "JP", "post": None},
        {"id": "kim-gunn", "name": "Kim Gunn", "country": "KR", "post": None},
        {"id": "sung-kim", "name": "Sung Kim", "country": "US", "post": None},
    ],
    "countries": ["JP", "KR", "US"],
    "topics": ["nuclear-programme", "sanctions"],
    "summary": "The envoys agreed on new sanctions: 추가 제재.",
    "citations": [
        {
            "source": "daily-2022-05-27", "publisher": "Morning Daily", "title": "Envoys to meet in Seoul",
            "url": "https://daily.example/0527", "published": "2022-05-27", "lang": "en", "locator": "paragraph 1",
            "supports": ["participants", "level"], "status": "planned",
            "differs": {"date": "2022-06-02", "place": "Tokyo, JP"}, "basis": {},
        },
        {
            "source": "ministry-2022-06-03", "publisher": "Foreign Ministry of Japan", "title": None, "url": None,
            "published": "2022-06-03", "lang": "ja", "locator": "paragraph 1", "supports": ["date", "mode", "place"],
            "status": "held", "differs": {}, "basis": {},
        },
        {
            "source": "daily-2022-06-04", "publisher": "Morning Daily", "title": "Envoys met in Seoul", "url": None,
            "published": "2022-06-04", "lang": "en", "locator": "paragraph 1",
            "supports": ["date", "status", "mode", "level", "place", "occasion", "participants", "topics", "summary"],
            "status": "held", "differs": {}, "basis": {},
        },
    ],
    "note": "The day was moved.",
}  # fmt: skip


def with_id(records: list[dict[str, Any]], id: str) -> dict[str, Any]:
    [record] = [record for record in records if record["id"] == id]
    return record


def test_a_record_whole() -> None:
    assert with_id(ask("list", "--json").json(), "2022-06-seoul") == SEOUL


def test_the_keys_and_their_order() -> None:
    for record in ask("list", "--json").json():
        assert list(record) == MEETING
        assert all(list(citation) == CITATION for citation in record["citations"])
        assert all(list(participant) == ["id", "name", "country", "post"] for participant in record["participants"])
        assert record["place"] is None or list(record["place"]) == ["city", "country", "venue"]
        assert record["occasion"] is None or list(record["occasion"]) == ["id", "name"]
        assert record["countries"] == sorted({participant["country"] for participant in record["participants"]})
        assert record["sides"] == len(record["countries"])


def test_what_is_not_known_is_null_or_empty() -> None:
    records = ask("list", "--json").json()
    notebook = with_id(records, "2023-notebook")
    assert (notebook["mode"], notebook["place"], notebook["occasion"], notebook["summary"], notebook["note"]) == (
        None, None, None, "", "",
    )  # fmt: skip
    assert notebook["participants"][1] == {"id": None, "name": None, "country": "US", "post": None}
    assert with_id(records, "2022-06-beijing")["participants"][0] == {
        "id": None, "name": None, "country": "CN", "post": "foreign minister",
    }  # fmt: skip
    assert with_id(records, "2022-08-pyongyang")["place"] == {"city": None, "country": "KP", "venue": None}
    assert with_id(records, "2022-09-unga")["occasion"] == {"id": "unga-2022", "name": "UN General Assembly 2022"}
    assert with_id(records, "2022-06-beijing")["citations"][0]["published"] is None


@pytest.mark.parametrize(
    ("id", "date", "earliest", "latest"),
    [
        ("2021-09-tokyo", "2021-09-13/2021-09-14", "2021-09-13", "2021-09-14"),
        ("2022-06-beijing", "2022-06", "2022-06-01", "2022-06-30"),
        ("2022-08-pyongyang", "2022-08-20~", "2022-08-19", "2022-08-21"),
        ("2022-09-unga", "2022-09-22?", "2022-09-21", "2022-09-23"),
        ("2022-12-panmunjom", "2022-12/..", "2022-12-01", None),
        ("2023-notebook", "2023", "2023-01-01", "2023-12-31"),
        ("2023-spring", "2023-21", "2023-03-01", "2023-05-31"),
    ],
)
def test_the_bounds_of_dates(id: str, date: str, earliest: str, latest: str | None) -> None:
    record = with_id(ask("list", "--json").json(), id)
    assert (record["date"], record["earliest"], record["latest"]) == (date, earliest, latest)


def test_the_records_are_those_of_the_python_api() -> None:
    chronology = api.load(small_file())
    derived = {record["id"]: record for record in api.records(chronology, chronology.meetings)}
    derived["2023-01-tokyo"]["status"] = "unconfirmed"  # its day is past when the test asks
    assert {record["id"]: record for record in ask("list", "--json").json()} == derived


def test_utf8_unescaped_and_one_document() -> None:
    out = ask("list", "--json").out
    assert "추가 제재" in out
    assert "Kenichirō Sasae" in out
    assert "\\u" not in out
    assert out.endswith("\n]\n")


def test_jsonl_is_the_same_one_object_a_line() -> None:
    answer = ask("list", "--format", "jsonl")
    assert answer.out.endswith("}\n")
    assert [json.loads(line) for line in answer.out.splitlines()] == ask("list", "--json").json()
    assert ask("list", "-f", "json").out == ask("list", "--json").out


def test_nothing_found_is_an_empty_array_and_no_lines() -> None:
    for arguments, out in (("--json", "[]\n"), ("--format=jsonl", "")):
        answer = ask("list", arguments, "--place", "Washington")
        assert (answer.code, answer.out, answer.err) == (0, out, "no meetings for --place Washington\n")


def test_every_record_is_valid_by_the_published_schema() -> None:
    schema = envoytl("schema", "list").json()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for arguments in ((), ("--known-by", "2022-06-02"), ("--place", "Washington")):
        validator.validate(json.loads(ask("list", "--json", *arguments).out))


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"status": "maybe"},
        {"mode": "fax"},
        {"sides": "2"},
        {"date": None},
        {"citations": [{}]},
        {"countries": "KR"},
    ],
)
def test_the_published_schema_refuses_what_is_not_a_record(change: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(envoytl("schema", "list").json())
    validator.validate([SEOUL])
    assert not validator.is_valid([{**SEOUL, **change}])


@pytest.mark.parametrize("key", MEETING)
def test_the_published_schema_asks_for_every_key(key: str) -> None:
    validator = jsonschema.Draft202012Validator(envoytl("schema", "list").json())
    assert not validator.is_valid([{name: value for name, value in SEOUL.items() if name != key}])


def test_the_schema_of_the_file_takes_files_and_refuses_others() -> None:
    schema = envoytl("schema").json()
    assert envoytl("schema", "chronology").json() == schema
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate(small())
    for broken in (
        {**small(), "more": []},
        {key: value for key, value in small().items() if key != "head"},
        {**small(), "meetings": [{"id": "Not An Id"}]},
    ):
        assert not validator.is_valid(broken)


def test_show_json_is_the_record_with_lifecycle_and_neighbours() -> None:
    [shown] = ask("show", "2022-06-seoul", "--json").json()
    assert list(shown) == [*MEETING, "lifecycle", "before", "after"]
    assert {key: shown[key] for key in MEETING} == SEOUL
    assert shown["lifecycle"] == [
        {"published": "2022-05-27", "status": "planned", "source": "daily-2022-05-27", "publisher": "Morning Daily"},
        {
            "published": "2022-06-03",
            "status": "held",
            "source": "ministry-2022-06-03",
            "publisher": "Foreign Ministry of Japan",
        },
        {"published": "2022-06-04", "status": "held", "source": "daily-2022-06-04", "publisher": "Morning Daily"},
    ]
    assert (shown["before"], shown["after"]) == ("2021-09-tokyo", "2022-10-video")


def test_a_quoted_status_in_a_text_is_left_alone(tmp_path: Path) -> None:
    """`unconfirmed` is put in for the meeting's own status only."""
    document = small()
    plan = next(meeting for meeting in document["meetings"] if meeting["id"] == "2023-01-tokyo")
    plan["summary"] = 'A text that holds "status": "planned" itself.'
    plan["place"]["venue"] = '"status": "planned"'
    record = with_id(
        envoytl("list", "--json", "--data", str(write(tmp_path / "quoted.json", document))).json(), "2023-01-tokyo"
    )
    assert record["status"] == "unconfirmed"
    assert record["summary"] == 'A text that holds "status": "planned" itself.'
    assert record["place"]["venue"] == '"status": "planned"'
    assert record["citations"][0]["status"] == "planned"
