"""Meetings by a prefix, counts beside names, and what a shell offers on Tab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronologies import citation, meeting, small, who, write
from envoytl.store import lookup, offers
from envoytl.store.index import Index, open_index
from test_lookup import ambiguous, unknown


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("2022-06-seoul", "2022-06-seoul"),
        ("2022-06-s", "2022-06-seoul"),
        ("2021", "2021-09-tokyo"),
        ("2023-n", "2023-notebook"),
    ],
)
def test_meetings_by_a_prefix(small_index: Index, asked: str, id: str) -> None:
    assert lookup.meeting(small_index, asked) == id


def test_a_prefix_of_several_meetings(small_index: Index) -> None:
    assert ambiguous(lookup.meeting, small_index, "2022-06").split("\n") == [
        "'2022-06' fits 2 meetings; say which:",
        "  2022-06-beijing",
        "  2022-06-seoul",
    ]


def test_a_whole_id_that_begins_another(tmp_path: Path) -> None:
    made = [meeting(id, "2022", who("KR", "US")) for id in ("a", "a-b", *(f"b-{number:02}" for number in range(25)))]
    index = open_index(write(tmp_path / "ids.json", small() | {"meetings": made}))
    assert lookup.meeting(index, "a") == "a"
    lines = ambiguous(lookup.meeting, index, "b").split("\n")
    assert lines[0] == "'b' fits 25 meetings; say which:"
    assert lines[1] == "  b-00"
    assert lines[-1] == "  and 5 more"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("2022-06-sole", "no meeting is called '2022-06-sole'; did you mean 2022-06-seoul or 2022-05-phone?"),
        ("2022-%", "no meeting is called '2022-%'; `envoytl list --columns id` lists what there is"),
        ("____", "no meeting is called '____'; `envoytl list --columns id` lists what there is"),
        ("", "no meeting is called ''; `envoytl list --columns id` lists what there is"),
    ],
)
def test_what_is_no_meeting(small_index: Index, asked: str, message: str) -> None:
    assert unknown(lookup.meeting, small_index, asked) == message


def test_counts_are_of_meetings_and_not_of_what_was_known_of_them(tmp_path: Path) -> None:
    document = small()
    document["people"].append({"id": "kim-two", "name": "Kim Two", "country": "KR"})
    document["meetings"] = [
        meeting(
            "m", "2022-06-03", who("KR kim-gunn", "US sung-kim"),
            citation("daily-2022-05-27", ["date", "participants"], "planned"),
            citation("daily-2022-06-04", ["date", "participants"], "held"),
        )
    ]  # fmt: skip
    index = open_index(write(tmp_path / "counts.json", document))
    assert ambiguous(lookup.person, index, "kim").split("\n")[1:] == [
        "  Kim Gunn (kim-gunn), KR, 1 meeting",
        "  Sung Kim (sung-kim), US, 1 meeting",
        "  Kim Two (kim-two), KR, 0 meetings",
    ]


@pytest.mark.parametrize(
    ("kind", "start", "offered"),
    [
        ("person", "fu", [("funakoshi-takehiro", "Takehiro Funakoshi")]),
        ("person", "take", [("takehiro", "Takehiro Funakoshi")]),
        ("person", "Kenichi", [("Kenichirō", "Kenichirō Sasae")]),
        ("person", "SASAE-K", [("SASAE-KENICHIRŌ", "Kenichirō Sasae")]),
        ("person", "kim", [("kim-sung", "Sung Kim"), ("kim-gunn", "Kim Gunn")]),
        ("person", "kim-s", [("kim-sung", "Sung Kim")]),
        ("person", "성", [("성-김", "Sung Kim")]),
        ("person", "船越健", [("船越健裕", "Takehiro Funakoshi")]),
        ("person", "%", []),
        ("person", "_", []),
        ("country", "J", [("JP", "Japan")]),
        ("country", "j", [("jp", "Japan")]),
        ("country", "Jap", [("Japan", "Japan")]),
        ("country", "north", [("north-korea", "North Korea")]),
        ("country", "日", [("日本", "Japan")]),
        ("city", "new", [("new-york", "New York")]),
        ("city", "New-", [("New-York", "New York")]),
        ("city", "서", [("서울", "Seoul")]),
        ("country", "fr", []),
        ("topic", "abd", [("abductees", "Abductees")]),
        ("topic", "Human", [("Human-rights", "Human rights")]),
        ("publisher", "morn", [("morning-daily", "")]),
        (
            "meeting",
            "2022-06",
            [("2022-06-beijing", "Beijing, CN"), ("2022-06-seoul", "Seoul, KR, Blue House/West Wing")],
        ),
        ("meeting", "%", []),
    ],
)
def test_what_the_shell_offers(small_index: Index, kind: str, start: str, offered: list[tuple[str, str]]) -> None:
    assert offers.complete(small_index, kind, start) == offered


@pytest.mark.parametrize("kind", ["country", "person", "topic", "occasion", "city", "meeting"])
def test_what_the_shell_offers_is_understood(small_index: Index, kind: str) -> None:
    find: dict[str, Callable[[Index, str], Any]] = {
        "country": lookup.country, "person": lookup.person, "topic": lookup.topic, "occasion": lookup.occasion,
        "city": lookup.places, "meeting": lookup.meeting,
    }  # fmt: skip
    offered = [text for text, _ in offers.complete(small_index, kind, "")]
    assert len(offered) > 1
    starts = {text[:length] for text in offered for length in (1, 2, 3)} | {"k", "K", "s", "S", "n", "東", "김"}
    for start in ["", *starts]:
        for offer, _ in offers.complete(small_index, kind, start):
            assert offer.startswith(start)
            assert " " not in offer
            assert find[kind](small_index, offer)


def test_the_most_met_are_offered_first(small_index: Index) -> None:
    offered = [id for id, _ in offers.complete(small_index, "country", "")]
    assert set(offered[:2]) == {"JP", "KR"}
    assert offered[2] == "US"
