"""What the directories print of one name."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronologies import small, write
from runner import ask, envoytl, small_file
from test_cli_directories import DOSSIERS


def test_a_person() -> None:
    dossier = ask("people", "船越", "--json").json()
    assert list(dossier) == ["name", "facts", "posts", "people", "meetings"]
    assert (dossier["name"], dossier["facts"]["id"], dossier["facts"]["country"]) == (
        "Takehiro Funakoshi",
        "funakoshi-takehiro",
        "JP",
    )
    assert (dossier["facts"]["first"], dossier["facts"]["last"]) == ("2021-09-13/2021-09-14", "2023-01-20")
    assert (dossier["facts"]["meetings"], dossier["facts"]["held"]) == (5, 4)
    assert {"text": "船越健裕", "lang": "ja"} in dossier["facts"]["also"]
    assert dossier["people"] == [
        {
            "id": "kim-gunn",
            "name": "Kim Gunn",
            "country": "KR",
            "meetings": 4,
            "first": "2022-05-25",
            "last": "2023-01-20",
        },
        {
            "id": "sung-kim",
            "name": "Sung Kim",
            "country": "US",
            "meetings": 3,
            "first": "2021-09-13/2021-09-14",
            "last": "2022-10-07",
        },
        {
            "id": "noh-kyu-duk",
            "name": "Noh Kyu-duk",
            "country": "KR",
            "meetings": 1,
            "first": "2021-09-13/2021-09-14",
            "last": "2021-09-13/2021-09-14",
        },
    ]
    assert [meeting["id"] for meeting in dossier["meetings"]] == [
        "2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video", "2023-01-tokyo",
    ]  # fmt: skip
    assert dossier["meetings"][4]["status"] == "unconfirmed"


def test_a_person_as_text() -> None:
    out = ask("people", "noh").out
    assert out.startswith(
        "Noh Kyu-duk\n"
        "id            noh-kyu-duk\n"
        "country       KR\n"
        "also          노규덕 (ko-Hang)\n"
        "meetings      1\n"
        "held          1\n"
        "first         2021-09-13/2021-09-14\n"
        "last          2021-09-13/2021-09-14\n"
        "\n"
    )
    assert "Takehiro Funakoshi  JP              1  2021-09-13/2021-09-14  2021-09-13/2021-09-14\n" in out
    assert out.endswith(
        "2021-09-tokyo  2021-09-13/2021-09-14  held    Noh Kyu-duk ↔ Sung Kim ↔ Takehiro Funakoshi  Tokyo, JP\n"
    )


def test_a_country() -> None:
    dossier = ask("countries", "dprk", "--json").json()
    assert (dossier["name"], dossier["facts"]["code"]) == ("North Korea", "KP")
    assert {row["country"]: row["meetings"] for row in dossier["countries"]} == {"CN": 1, "JP": 1, "KR": 1, "US": 1}
    assert [row["id"] for row in dossier["people"]] == ["choe-son-hui"]
    assert sorted(row["id"] for row in dossier["counterparts"]) == ["lee-joon-il", "liu-xiaoming", "sung-kim"]
    assert sorted(row["place"] for row in dossier["places"]) == ["KP", "New York, US", "Panmunjom, KR"]


def test_a_topic() -> None:
    dossier = ask("topics", "Security", "--json").json()
    assert (dossier["name"], dossier["facts"]["rule"], dossier["facts"]["narrower"]) == (
        "Security", "Security is a subject.", ["nuclear-programme"],
    )  # fmt: skip
    assert [meeting["id"] for meeting in dossier["meetings"]] == [
        "2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video",
    ]  # fmt: skip


def test_an_occasion() -> None:
    dossier = ask("occasions", "neacd-2022", "--json").json()
    assert (dossier["name"], dossier["facts"]["date"], dossier["facts"]["place"]) == (
        "NEACD 2022",
        "2022-12",
        "Seoul, KR",
    )
    assert [meeting["id"] for meeting in dossier["meetings"]] == ["2022-12-panmunjom"]


def test_a_place() -> None:
    dossier = ask("places", "South Korea", "--json").json()
    assert [(row["city"], row["meetings"]) for row in dossier["cities"]] == [("Panmunjom", 1), ("Seoul", 1)]
    assert [row["venue"] for row in dossier["venues"]] == ["Blue House/West Wing"]
    assert [meeting["id"] for meeting in dossier["meetings"]] == ["2022-06-seoul", "2022-12-panmunjom"]


def test_a_publisher_and_a_source() -> None:
    publisher = ask("sources", "morning", "--json").json()
    assert publisher["name"] == "Morning Daily"
    assert [row["id"] for row in publisher["sources"]] == ["daily-2022-05-27", "daily-2022-06-04", "daily-2022-10-06"]
    assert len(publisher["meetings"]) == 4
    source = ask("sources", "daily-2022-05-27", "--json").json()
    assert tuple(source["facts"][key] for key in ("title", "published", "url")) == (
        "Envoys to meet in Seoul", "2022-05-27", "https://daily.example/0527",
    )  # fmt: skip
    assert [meeting["id"] for meeting in source["meetings"]] == ["2022-05-phone", "2022-06-seoul"]


def test_filters_and_days_count_in_dossiers_too() -> None:
    assert [row["id"] for row in ask("people", "funakoshi", "--json", "-c", "US").json()["meetings"]] == [
        "2021-09-tokyo", "2022-06-seoul", "2022-10-video",
    ]  # fmt: skip
    [meeting] = ask(
        "people", "sung", "--json", "--known-by", "2022-06-02", "--place", "Tokyo", "-e", "kim gunn"
    ).json()["meetings"]
    assert (meeting["id"], meeting["date"], meeting["status"]) == ("2022-06-seoul", "2022-06-02", "planned")


def test_directories_and_dossiers_as_they_stood() -> None:
    rows = ask("sources", "--known-by", "2022-06-03", "--json").json()
    assert {row["publisher"]: row["sources"] for row in rows} == {
        "Morning Daily": 1, "Foreign Ministry of Japan": 1, "Han River Wire": 1,
    }  # fmt: skip
    publisher = ask("sources", "morning", "--known-by", "2022-06-03", "--json").json()
    assert [row["id"] for row in publisher["sources"]] == ["daily-2022-05-27"]


def test_an_occasion_is_known_once_a_source_tells_of_it(tmp_path: Path) -> None:
    document = small()
    document["occasions"][1]["citations"] = [{"source": "daily-2022-10-06", "locator": "paragraph 1"}]
    file = str(write(tmp_path / "cited.json", document))
    for day, expected in (
        ("2022-10-05", ["neacd-2021", "unga-2022"]), ("2022-10-06", ["neacd-2021", "neacd-2022", "unga-2022"]),
    ):  # fmt: skip
        rows = ask("occasions", "--known-by", day, "--json", "--data", file).json()
        assert sorted(row["id"] for row in rows) == expected


@pytest.mark.parametrize(
    ("command", "name", "start"),
    [
        ("people", "kim", "'kim' fits 2 people; say which:\n  Kim Gunn (kim-gunn), KR, "),
        ("people", "xyzzy", "no person is called 'xyzzy'"),
        ("countries", "Tokyo", "no country is called 'Tokyo'; Tokyo is a city"),
        ("topics", "sanktions", "no topic is called 'sanktions'; did you mean Sanctions?"),
        ("occasions", "NEACD", "'NEACD' fits 2 occasions; say which:\n  NEACD 2021 (neacd-2021), 0 meetings"),
        ("places", "Soul", "no place is called 'Soul'; did you mean Seoul?"),
        ("sources", "Evening Daily", "no publisher or source is called 'Evening Daily'; did you mean Morning Daily?"),
    ],
)
def test_names_that_are_not_there(command: str, name: str, start: str) -> None:
    answer = ask(command, name)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"envoytl: {start}")


@pytest.mark.parametrize(("command", "name"), DOSSIERS)
def test_a_dossier_that_the_filters_empty(command: str, name: str) -> None:
    answer = ask(command, name, "--on", "2019")
    assert answer.code == 0
    assert answer.err.startswith("no meetings for --on 2019")
    assert "meetings      0" in answer.out


def test_what_was_not_in_print_by_a_day_has_no_dossier() -> None:
    asked = ("sources", "daily-2022-06-04", "--known-by", "2022-06-03", "--data", str(small_file()))
    said = "daily-2022-06-04 was not surely in print by 2022-06-03\n"
    assert envoytl(*asked) == (0, "", said)
    assert envoytl(*asked, "--json") == (0, "null\n", said)
