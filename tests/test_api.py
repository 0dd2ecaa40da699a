"""The Python API, as a notebook uses it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

import envoytl
from chronologies import chronology_of, small, write
from envoytl import Chronology, EnvoytlError, Meeting, MeetingRecord
from runner import ask, small_file


@pytest.fixture(scope="module")
def chronology() -> Chronology:
    return envoytl.load(small_file())


def ids(meetings: list[Meeting]) -> list[str]:
    return [meeting.id for meeting in meetings]


def test_every_name_that_is_promised_is_there() -> None:
    for name in envoytl.__all__:
        assert getattr(envoytl, name) is not None
    assert set(envoytl.__all__) <= set(dir(envoytl))
    with pytest.raises(AttributeError, match="has no attribute 'loda'"):
        envoytl.loda  # noqa: B018


def test_importing_costs_nothing_heavy() -> None:
    code = "import envoytl, sys; print([m for m in ('pydantic', 'rich', 'typer', 'sqlite3') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_package_is_typed() -> None:
    assert (Path(envoytl.__file__).parent / "py.typed").exists()


def test_load_gives_models(chronology: Chronology) -> None:
    assert isinstance(chronology, Chronology)
    assert (len(chronology.meetings), len(chronology.people)) == (12, 8)
    meeting = chronology.meeting("2022-06-seoul")
    assert (meeting.date.text, meeting.date.human(), meeting.countries) == (
        "2022-06-03",
        "3 June 2022",
        ("JP", "KR", "US"),
    )
    assert meeting.date.start == date(2022, 6, 3)
    assert chronology.registry.people["kim-gunn"].name == "Kim Gunn"
    with pytest.raises(KeyError):
        chronology.meeting("nowhere")


def test_models_are_frozen_and_closed(chronology: Chronology) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        chronology.meetings[0].status = "held"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="more"):
        Meeting.model_validate({**small()["meetings"][0], "more": 1})


def test_load_without_a_path_takes_what_the_command_line_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "North Korea" in envoytl.load().head.title
    monkeypatch.setenv("ENVOYTL_DATA", str(small_file()))
    assert envoytl.load().head.title == "Invented meetings"
    assert envoytl.load(str(small_file())) == envoytl.load(small_file())


def test_find_without_filters_gives_all_in_order_of_date(chronology: Chronology) -> None:
    assert ids(envoytl.find(chronology)) == [meeting["id"] for meeting in small()["meetings"]]
    assert envoytl.find(chronology)[3] is chronology.meeting("2022-06-seoul")


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ({"country": "Japan"}, ["-c", "Japan"]),
        ({"country": ["KP", "CN"]}, ["-c", "KP,CN"]),
        ({"envoy": "船越"}, ["-e", "船越"]),
        ({"envoy": ("noh", "sasae")}, ["-e", "noh,sasae"]),
        ({"topic": "security", "country": "US"}, ["-t", "security", "-c", "US"]),
        ({"place": "South Korea"}, ["--place", "South Korea"]),
        ({"since": "2022-06", "until": "2022-Q3"}, ["--since", "2022-06", "--until", "2022-Q3"]),
        ({"since": "2023"}, ["--since", "2023"]),
        ({"status": "held", "text": "sanctions"}, ["--status", "held", "-q", "sanctions"]),
        ({"status": ["cancelled", "proposed"]}, ["--status", "cancelled,proposed"]),
        ({"status": "unconfirmed"}, ["--status", "unconfirmed"]),
        ({"text": "nothing like that"}, ["-q", "nothing like that"]),
        ({"on": "2022-06-03"}, ["--on", "2022-06-03"]),
        ({"on": "2022-06", "certain": True}, ["--on", "2022-06", "--certain"]),
        ({"mode": ["phone", "video"], "level": "envoys"}, ["--mode", "phone,video", "--level", "envoys"]),
        ({"sides": "3+"}, ["--sides", "3+"]),
        ({"source": "daily"}, ["--source", "daily"]),
        ({"source": ["ministry-2022-06-03", "daily-2022-06-04"]}, ["--source", "ministry-2022-06-03,daily-2022-06-04"]),
        ({"country": ["KR", "JP"], "only": True}, ["-c", "KR,JP", "--only"]),
        ({"place": "Seoul, KR"}, ["--place", "Seoul, KR"]),
        ({"sides": ["2", "trilateral"], "occasion": "NEACD"}, ["--sides", "2,trilateral", "--occasion", "NEACD"]),
    ],
)
def test_find_means_what_list_means(arguments: dict[str, object], options: list[str], chronology: Chronology) -> None:
    listed = json.loads(ask("list", "--json", *options).out)
    found = envoytl.find(chronology, **arguments, today=date(2024, 2, 1))  # type: ignore[arg-type]
    assert ids(found) == [record["id"] for record in listed]


def test_today_decides_what_is_unconfirmed(chronology: Chronology) -> None:
    assert ids(envoytl.find(chronology, status="planned", today=date(2023, 1, 20))) == ["2023-01-tokyo"]
    assert ids(envoytl.find(chronology, status="planned", today=date(2023, 1, 21))) == []
    assert ids(envoytl.find(chronology, status="unconfirmed")) == ["2023-01-tokyo"]


def test_relative_periods_go_by_the_given_day(chronology: Chronology) -> None:
    assert ids(envoytl.find(chronology, since="last month", until="today", today=date(2022, 7, 1))) == [
        "2022-06-beijing", "2022-06-seoul",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"country": "Nowhere"}, "no country is called 'Nowhere'"),
        ({"envoy": "kim"}, "'kim' fits 2 people; say which:\n  Kim Gunn (kim-gunn)"),
        ({"topic": "sanktions"}, "no topic is called 'sanktions'; did you mean Sanctions?"),
        ({"place": "Atlantis"}, "no place is called 'Atlantis'"),
        ({"since": "sometime"}, "'sometime' is not a period"),
        ({"status": "done"}, "no status is called 'done'"),
        ({"since": "2023", "until": "2022"}, "2023"),
        ({"since": ""}, "'' is not a period"),
        ({"on": "2022", "since": "2022"}, "--on names the whole period"),
        ({"certain": True}, "--certain goes with"),
        ({"mode": "letter"}, "no mode is called 'letter'"),
        ({"sides": "many"}, "--sides takes 2, 3+"),
        ({"only": True}, "only goes with country"),
        ({"source": ""}, "no publisher or source is called ''"),
        ({"sides": ""}, "--sides takes 2, 3+"),
        ({"sides": 3}, "a filter takes text, not 3"),
        ({"country": ["KR", 850]}, "a filter takes text, not 850"),
        ({"on": date(2022, 6, 3)}, "a filter takes text, not datetime.date(2022, 6, 3)"),
        ({"source": "Herald of Nowhere"}, "no publisher or source is called 'Herald of Nowhere'"),
    ],
)
def test_find_refuses_what_list_refuses(arguments: dict[str, object], message: str, chronology: Chronology) -> None:
    with pytest.raises(EnvoytlError) as caught:
        envoytl.find(chronology, **arguments)  # type: ignore[arg-type]
    assert message in str(caught.value)


def test_find_works_on_a_chronology_that_is_in_no_file(chronology: Chronology) -> None:
    shorter = chronology.model_copy(update={"meetings": chronology.meetings[:3]})
    assert len(envoytl.find(shorter)) == 3
    assert len(envoytl.find(chronology)) == 12
    assert ids(envoytl.find(shorter, country="CN")) == ["2022-06-beijing"]


def test_records_are_what_list_prints(chronology: Chronology) -> None:
    listed: list[MeetingRecord] = ask("list", "--json", "--status", "held").json()
    assert envoytl.records(chronology, envoytl.find(chronology, status="held")) == listed
    assert envoytl.records(chronology, []) == []


def test_save_and_load_again(chronology: Chronology, tmp_path: Path) -> None:
    for name in ("copy.json", "copy.jsonl"):
        envoytl.save(chronology, tmp_path / name)
        assert envoytl.load(tmp_path / name) == chronology
    text = (tmp_path / "copy.json").read_text("utf-8")
    envoytl.save(chronology, str(tmp_path / "copy.json"))
    assert (tmp_path / "copy.json").read_text("utf-8") == text
    assert "추가 제재" in text


def test_save_where_it_cannot_be_written(chronology: Chronology, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(EnvoytlError, match="the file can't be written"):
        envoytl.save(chronology, tmp_path / "file" / "copy.json")
    with pytest.raises(EnvoytlError):
        envoytl.save(chronology, tmp_path)
    assert (tmp_path / "file").read_text() == "a file"


def test_load_says_where_a_file_is_broken(tmp_path: Path) -> None:
    document = small()
    document["meetings"][2]["date"] = "2022-13"
    file = write(tmp_path / "broken.json", document)
    with pytest.raises(EnvoytlError) as caught:
        envoytl.load(file)
    assert str(caught.value).startswith(f"{file}:")
    assert str(caught.value).endswith(
        "meeting 2022-06-beijing: date: '2022-13': there is no month 13; months run from 01 to 12"
    )
    assert caught.value.exit_code == 3
    with pytest.raises(EnvoytlError, match="there is no such file"):
        envoytl.load(tmp_path / "gone.json")


def test_a_chronology_with_dangling_references_is_refused_by_find() -> None:
    document = small()
    document["meetings"][0]["topics"] = ["gone"]
    with pytest.raises(EnvoytlError, match="there is no topic 'gone'"):
        envoytl.find(chronology_of(document))
