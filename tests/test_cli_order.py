"""Answers that hold nothing, and the order of those that hold something."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chronologies import EVERYTHING, citation, small, who, write
from chronologies import meeting as made
from runner import ALL, ask, envoytl, found, refused

TRILATERAL = ["2021-09-tokyo", "2022-06-seoul", "2022-10-video"]


# Empty answers


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-c", "KR", "--on", "2019"), "no meetings for --country KR --on 2019; without --on 2019 there are some"),
        (("-c", "KP", "-c", "US", "--status", "held"),
         "no meetings for --country KP --country US --status held; without --country KP there are some"),
        (("-q", "xyzzy", "-c", "KR"), "no meetings for --country KR --text xyzzy; without --text xyzzy there are some"),
        (("-e", "sung-kim", "--mode", "phone"), None),
        (("-t", "abductees", "--level", "envoys"), None),
    ],
)  # fmt: skip
def test_an_empty_answer_says_what_was_asked_and_what_emptied_it(
    arguments: tuple[str, ...], message: str | None
) -> None:
    answer = ask("list", *arguments)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("no meetings for --")
    assert answer.err.count("\n") == 1
    assert "; without --" in answer.err
    if message:
        assert answer.err == message + "\n"


def test_the_filter_that_emptied_the_answer_is_one_that_was_given() -> None:
    answer = ask("list", "-c", "JP", "--since", "2030")
    assert answer.err == "no meetings for --country JP --since 2030; without --since 2030 there are some\n"


def test_a_limit_of_nothing_does_not_say_that_the_chronology_is_empty() -> None:
    answer = ask("list", "-n", "0")
    assert "empty" not in answer.err


@pytest.mark.parametrize(
    "command", ["list", "timeline", "people", "countries", "places", "sources", "stats", "topics", "occasions"]
)
def test_every_reading_command_takes_the_same_filters(command: str) -> None:
    arguments = (
        "-c",
        "KR",
        "-e",
        "kim-gunn",
        "-t",
        "security",
        "--place",
        "Seoul",
        "--since",
        "2022",
        "--until",
        "2022-12",
        "--certain",
        "--status",
        "held",
        "--mode",
        "in-person",
        "--level",
        "envoys",
        "--sides",
        "3",
        "--source",
        "daily",
        "-q",
        "sanctions",
        "--known-by",
        "2023",
    )
    answer = ask(command, *arguments)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out
    nothing = ask(command, *arguments, "--occasion", "NEACD")
    assert nothing.code == 0
    if command not in ("topics", "occasions"):
        assert nothing.err.endswith("; without --occasion NEACD there are some\n")


@pytest.mark.parametrize("command", ["topics", "occasions"])
def test_directories_of_fixed_lists_say_so_too_when_nothing_is_found(command: str) -> None:
    answer = ask(command, "-c", "KR", "--on", "2019")
    assert answer.code == 0
    assert answer.err.startswith("no meetings for --country KR --on 2019")


# Order


def test_sort_reverse_and_limit() -> None:
    assert found("--reverse") == ALL[::-1]
    assert found("-n", "2") == ALL[:2]
    assert found("--limit", "2", "--reverse") == ALL[:-3:-1]
    assert found("--sort", "id") == sorted(ALL)
    assert found("--sort", "id", "--reverse") == sorted(ALL, reverse=True)
    assert found("--sort", "sides") == [id for id in ALL if id not in TRILATERAL] + TRILATERAL
    assert found("--sort", "level")[:2] == ["2023-spring", "2022-06-beijing"]
    assert found("--sort", "level")[-1] == "2022-08-pyongyang"
    assert found("--sort", "place", "-n", "3") == ["2022-06-beijing", "2022-08-pyongyang", "2022-07-new-york"]
    assert found("--sort", "mode")[6:] == [
        "2022-05-phone", "2022-10-video", "2022-07-new-york", "2022-08-pyongyang", "2023-notebook", "2023-spring",
    ]  # fmt: skip


def test_sort_by_status_goes_by_the_status_that_is_shown(tmp_path: Path) -> None:
    document = small()
    document["meetings"] = [
        made(
            "past",
            "2021-05-01",
            who("KR kim-gunn", "US sung-kim"),
            citation("notebook", EVERYTHING, "planned"),
            status="planned",
        ),
        made("held", "2021-06-01", who("KR kim-gunn", "US sung-kim"), citation("notebook", EVERYTHING, "held")),
        made(
            "coming",
            "2025-05-01",
            who("KR kim-gunn", "US sung-kim"),
            citation("notebook", EVERYTHING, "planned"),
            status="planned",
        ),
    ]
    file = write(tmp_path / "plans.json", document)
    answer = envoytl("list", "--json", "--sort", "status", "--data", str(file))
    assert [(record["id"], record["status"]) for record in answer.json()] == [
        ("coming", "planned"),
        ("held", "held"),
        ("past", "unconfirmed"),
    ]


def test_a_limit_must_be_a_number() -> None:
    assert "'few' is not a valid int" in refused("-n", "few")
    assert "-1" in refused("-n", "-1")


# The order of directories and counts


def rows_of(*arguments: str) -> list[Any]:
    """What a directory or a count prints as JSON."""
    rows: list[Any] = json.loads(ask(*arguments, "--json").out)
    return rows


def test_directories_are_ordered_by_a_column_and_cut() -> None:
    people = [row["id"] for row in rows_of("people")]
    names = {row["id"]: row["name"] for row in rows_of("people")}
    by_name = sorted(people, key=lambda person: names[person].casefold())
    assert [row["id"] for row in rows_of("people", "--sort", "name")] == by_name
    assert [row["id"] for row in rows_of("people", "--sort", "name", "--reverse", "-n", "3")] == by_name[::-1][:3]
    assert [row["id"] for row in rows_of("people", "--limit", "2")] == people[:2]
    assert rows_of("people", "--limit", "0") == []


def test_what_is_not_known_stands_last() -> None:
    cities = [row["country"] for row in rows_of("places", "--sort", "country")]
    assert cities == sorted(cities, key=lambda code: (code is None, code))


@pytest.mark.parametrize("by", ["country", "pair", "country,year"])
def test_counts_are_ordered_by_a_column_and_cut(by: str) -> None:
    rows = rows_of("stats", "--by", by)
    least = rows_of("stats", "--by", by, "--sort", "meetings")
    assert [row["meetings"] for row in least] == sorted(row["meetings"] for row in rows)
    assert rows_of("stats", "--by", by, "--limit", "2") == rows[:2]
    assert len(ask("stats", "--by", by, "--sort", by.partition(",")[0], "-n", "2").out.splitlines()) == 3


def test_the_curators_commands_take_a_file_by_its_name(tmp_path: Path) -> None:
    file = str(write(tmp_path / "m.json", small()))
    for command in ("check", "format"):
        assert envoytl(command, file) == envoytl(command, "--data", file)
        assert refused(file, "--data", file, command=command) == "FILE and --data both name the chronology: give one"


def test_an_order_that_there_is_not() -> None:
    assert refused("--sort", "bogus", command="people").startswith("no column is called 'bogus'; there are id, ")
    message = "--sort, --reverse and --limit order a list; with a name given there is none"
    assert ask("people", "kim-gunn", "--reverse").err == f"envoytl: {message}\n"
