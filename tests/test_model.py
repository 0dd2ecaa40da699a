from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from chronologies import chronology_of, small, who
from envoytl.core.dates import Edtf
from envoytl.core.derive import Told, derive
from envoytl.core.model import SECTIONS, SINGULAR, Chronology, Meeting, Person, Place, Source
from envoytl.core.record import MeetingRecord
from test_contract import SEOUL


@pytest.fixture(scope="module")
def chronology() -> Chronology:
    return chronology_of(small())


def _refused(model: Any, **values: Any) -> list[tuple[tuple[Any, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(json.dumps(values))
    return [(error["loc"], error["type"]) for error in caught.value.errors()]


def test_records_are_frozen(chronology: Chronology) -> None:
    meeting = chronology.meeting("2022-06-seoul")
    with pytest.raises(ValidationError, match="frozen"):
        meeting.summary = "other"
    with pytest.raises(ValidationError, match="frozen"):
        meeting.citations[0].locator = "headline"
    assert isinstance(meeting.citations, tuple)


@pytest.mark.parametrize("model", [*SECTIONS.values(), Place])
def test_no_field_beyond_the_named_ones(model: Any) -> None:
    assert ((("colour",), "extra_forbidden")) in _refused(model, colour="red")


MINIMAL: dict[str, Any] = {
    "id": "m", "date": "2022", "status": "held", "participants": who("KR", "US"),
    "citations": [{"source": "s", "locator": "headline"}],
}  # fmt: skip


def test_a_meeting_of_the_least_fields() -> None:
    meeting = Meeting.model_validate_json(json.dumps(MINIMAL))
    assert meeting.date == Edtf("2022")
    assert (meeting.mode, meeting.level, meeting.place, meeting.occasion) == (None, None, None, None)
    assert (meeting.topics, meeting.summary, meeting.note) == ((), "", "")
    assert list(meeting.filled()) == ["date", "status", "participants"]


@pytest.mark.parametrize(
    ("field", "value", "where", "kind"),
    [
        ("id", "Kim Gunn", ("id",), "string_pattern_mismatch"),
        ("id", "a--b", ("id",), "string_pattern_mismatch"),
        ("id", "a-", ("id",), "string_pattern_mismatch"),
        ("id", "a\n", ("id",), "string_pattern_mismatch"),
        ("id", "", ("id",), "string_pattern_mismatch"),
        ("id", "a" * 81, ("id",), "string_too_long"),
        ("date", "2022-13", ("date",), "value_error"),
        ("date", 2022, ("date",), "value_error"),
        ("date", None, ("date",), "value_error"),
        ("status", "unconfirmed", ("status",), "literal_error"),
        ("mode", "letter", ("mode",), "literal_error"),
        ("level", "Envoys", ("level",), "literal_error"),
        ("participants", who("KR"), ("participants",), "too_short"),
        ("citations", [], ("citations",), "too_short"),
        ("topics", "sanctions", ("topics",), "tuple_type"),
        ("place", {"city": ""}, ("place", "city"), "string_too_short"),
        ("place", {"city": "Seoul "}, ("place", "city"), "string_pattern_mismatch"),
        ("place", {"country": "kr"}, ("place", "country"), "string_pattern_mismatch"),
        ("place", {"country": "KOR"}, ("place", "country"), "string_pattern_mismatch"),
        ("summary", None, ("summary",), "string_type"),
        ("note", 3, ("note",), "string_type"),
    ],
)
def test_what_a_meeting_refuses(field: str, value: Any, where: tuple[Any, ...], kind: str) -> None:
    assert _refused(Meeting, **(MINIMAL | {field: value})) == [(where, kind)]


@pytest.mark.parametrize("lang", ["en", "ko-Hang", "zh-Hans", "zh-Hant-TW", "pt-BR", "yue"])
def test_languages(lang: str) -> None:
    assert Source(id="s", publisher="P", lang=lang, read=Edtf("2024")).lang == lang


@pytest.mark.parametrize("lang", ["", "english", "KO", "ko-hang", "ko_Hang"])
def test_what_is_no_language(lang: str) -> None:
    refused = _refused(Source, id="s", publisher="P", lang=lang, read="2024")
    assert refused == [(("lang",), "string_pattern_mismatch")]


def test_sections_and_their_singulars_go_together() -> None:
    assert list(SECTIONS) == list(SINGULAR) == ["countries", "people", "topics", "occasions", "sources", "meetings"]
    assert set(SECTIONS) == set(Chronology.model_fields) - {"head"}


def test_sides_are_sorted_and_each_once() -> None:
    participants = who("US", "KR kim-gunn", "KR lee-joon-il", "JP")
    meeting = Meeting.model_validate_json(json.dumps(MINIMAL | {"participants": participants}))
    assert meeting.countries == ("JP", "KR", "US")


def test_looking_records_up(chronology: Chronology) -> None:
    registry = chronology.registry
    assert isinstance(registry.people["kim-gunn"], Person)
    assert registry.countries["KR"].id == "KR"
    assert [len(getattr(registry, kind)) for kind in SECTIONS if kind != "meetings"] == [5, 8, 5, 3, 8]
    assert chronology.meeting("2023-notebook").date == Edtf("2023")
    with pytest.raises(KeyError):
        chronology.meeting("no-such-meeting")


def test_a_topic_with_all_that_are_broader(chronology: Chronology) -> None:
    registry = chronology.registry
    assert registry.with_broader("sanctions") == ["sanctions", "nuclear-programme", "security"]
    assert registry.with_broader("security") == ["security"]
    assert registry.with_broader("no-such-topic") == []


def test_a_circle_of_broader_topics_ends() -> None:
    document = small()
    document["topics"][4]["broader"] = "sanctions"
    registry = chronology_of(document).registry
    assert registry.with_broader("sanctions") == ["sanctions", "nuclear-programme", "security"]


def test_the_record_of_a_meeting(chronology: Chronology) -> None:
    assert derive(chronology.meeting("2022-06-seoul"), Told.by(chronology.registry)) == SEOUL


def test_a_record_of_unknowns(chronology: Chronology) -> None:
    record = derive(chronology.meeting("2022-12-panmunjom"), Told.by(chronology.registry))
    assert (record["earliest"], record["latest"]) == ("2022-12-01", None)
    assert record["occasion"] == {"id": "neacd-2022", "name": "NEACD 2022"}
    assert record["participants"][0] == {"id": None, "name": None, "country": "KP", "post": None}
    cited = record["citations"][0]
    assert (cited["title"], cited["url"], cited["published"], cited["status"]) == (None, None, None, None)


def test_the_keys_of_a_record_keep_their_order(chronology: Chronology) -> None:
    told = Told.by(chronology.registry)
    for meeting in chronology.meetings:
        assert list(derive(meeting, told)) == list(MeetingRecord.__annotations__)


def test_a_record_needs_what_it_refers_to(chronology: Chronology) -> None:
    meeting = chronology.meeting("2022-06-seoul")
    told = Told.by(chronology_of(small() | {"sources": []}).registry)
    with pytest.raises(KeyError, match="daily-2022-05-27"):
        derive(meeting, told)
