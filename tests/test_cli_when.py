"""Periods, statuses that depend on the day, and what was known by a day."""

from __future__ import annotations

from datetime import date

import pytest

from runner import ALL, TODAY, ask, ask_on_terminal, found, refused


@pytest.mark.parametrize(
    ("period", "ids"),
    [
        ("2021", ["2021-09-tokyo"]),
        ("2022-Q2", ["2022-05-phone", "2022-06-beijing", "2022-06-seoul"]),
        ("2022-06", ["2022-06-beijing", "2022-06-seoul"]),
        ("2022-06-03", ["2022-06-beijing", "2022-06-seoul"]),
        ("2022-W22", ["2022-06-beijing", "2022-06-seoul"]),  # 30 May to 5 June
        ("2022-W21", ["2022-05-phone"]),
        ("June 2022", ["2022-06-beijing", "2022-06-seoul"]),
        ("3 June 2022", ["2022-06-beijing", "2022-06-seoul"]),
        ("2022-08-19", ["2022-08-pyongyang"]),  # about the 20th
        ("2022-08-18", []),
        ("2022-09-23", ["2022-09-unga"]),  # perhaps the 22nd
        ("2021-09-14", ["2021-09-tokyo"]),
        ("2023-03", ["2022-12-panmunjom", "2023-notebook", "2023-spring"]),
    ],
)
def test_on_takes_what_possibly_falls_into_a_period(period: str, ids: list[str]) -> None:
    answer = ask("list", "--format", "csv", "--columns", "id", "--on", period)
    assert [row[0] for row in answer.csv()[1:]] == ids


@pytest.mark.parametrize(
    ("today", "period", "ids"),
    [
        (date(2022, 6, 3), "today", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 6, 4), "yesterday", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 7, 15), "last month", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 9, 3), "3 months ago", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 5, 26), "this week", ["2022-05-phone"]),
        (date(2022, 1, 1), "last year", ["2021-09-tokyo"]),
    ],
)
def test_on_takes_relative_periods(today: date, period: str, ids: list[str]) -> None:
    assert found("--on", period, today=today) == ids


def test_since_and_until_take_whole_periods() -> None:
    assert found("--since", "2022-10") == ALL[7:]
    assert found("--since", "2022-10-08") == ALL[8:]
    assert found("--until", "2022-05") == ALL[:2]
    assert found("--until", "2022-06-02") == ALL[:3]
    assert found("--since", "2022-06-04", "--until", "2022-07") == ["2022-06-beijing", "2022-07-new-york"]


def test_certain_takes_only_what_surely_falls_into_the_period() -> None:
    assert found("--on", "2022-06-03", "--certain") == ["2022-06-seoul"]
    assert found("--on", "2022-06", "--certain") == ["2022-06-beijing", "2022-06-seoul"]
    assert found("--since", "2023", "--certain") == ["2023-notebook", "2023-01-tokyo", "2023-spring"]
    assert found("--until", "2022-08-20", "--certain") == ALL[:5]
    assert (
        ask("list", "--json", "--on", "2022-08-20", "--certain").out == "[]\n"
    )  # "about the 20th" is not surely the 20th
    assert refused("--certain") == "--certain goes with --since, --until or --on"


def test_what_only_possibly_falls_into_the_period_is_marked() -> None:
    """Design: "--certain: only what surely falls in that span (otherwise also what possibly does, marked)"."""

    def row(id: str, *filters: str) -> str:
        [line] = [line for line in ask_on_terminal("list", *filters, columns=200).lines() if id in line]
        return " ".join(line.split())

    assert row("2022-06-seoul", "--on", "2022-06-03").startswith("2022-06-seoul 2022-06-03 Kim Gunn")
    assert row("2022-06-beijing", "--on", "2022-06-03").startswith("2022-06-beijing 2022-06 (possibly) KR foreign")
    assert "possibly" not in ask_on_terminal("list", columns=200).out
    assert "2022-06 (possibly)" in ask("list", "--on", "2022-06-03").out


def test_periods_that_contradict_or_say_nothing() -> None:
    assert refused("--since", "2023", "--until", "2022-12") == (
        "--since 2023 begins after --until 2022-12 ends (2023-01-01 > 2022-12-31)"
    )
    assert refused("--on", "2022", "--since", "2021") == "--on names the whole period: leave out --since and --until"
    hint = "a period is like 2023, 2023-Q2, 2023-04, 2023-04-06, 2023-W14, today, last month or 3 months ago"
    assert refused("--since", "sometime") == f"--since: 'sometime' is not a period; {hint}"
    assert refused("--until", "") == f"--until: '' is not a period; {hint}"
    assert refused("--on", "2022-13").startswith("--on: '2022-13' is not a period; there is no month 13")
    assert refused("--on", "2022-02-30").endswith("February 2022 has 28 days, so there is no day 30")
    assert refused("--on", "2022-W53").endswith("the year 2022 has no week 53")
    assert refused("--on", "6/4/2022").startswith("--on: '6/4/2022' is not a period")


@pytest.mark.parametrize(
    ("today", "status", "ids"),
    [
        (TODAY, "held", [id for id in ALL if id not in ("2022-07-new-york", "2023-01-tokyo", "2023-spring")]),
        (TODAY, "cancelled", ["2022-07-new-york"]),
        (TODAY, "proposed", ["2023-spring"]),
        (TODAY, "unconfirmed", ["2023-01-tokyo"]),
        (date(2023, 1, 20), "planned", ["2023-01-tokyo"]),
        (TODAY, "Cancelled,proposed", ["2022-07-new-york", "2023-spring"]),
    ],
)
def test_status(today: date, status: str, ids: list[str]) -> None:
    assert found("--status", status, today=today) == ids


def test_a_plan_becomes_unconfirmed_the_day_after() -> None:
    def shown(today: date) -> str:
        [record] = ask("list", "--json", "--on", "2023-01-20", "--certain", today=today).json()
        return str(record["status"])

    assert shown(date(2023, 1, 20)) == "planned"
    assert shown(date(2023, 1, 21)) == "unconfirmed"


def test_asking_for_plans_that_are_past_points_to_unconfirmed() -> None:
    answer = ask("list", "--status", "planned")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == (
        "no meetings for --status planned; a plan whose day is past and of which nothing was reported is"
        " `--status unconfirmed`\n"
    )


# What was known by a day


def at(day: str, *more: str, today: date = TODAY) -> dict[str, dict[str, object]]:
    records = ask("list", "--json", "--known-by", day, *more, today=today)
    return {record["id"]: record for record in (records.json() if not records.err else [])}


def test_known_by_takes_what_was_in_print() -> None:
    assert list(at("2021-09-15")) == ["2021-09-tokyo"]
    assert list(at("2022-05-27")) == ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul"]
    assert list(at("2022-06-04")) == ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-07-new-york"]
    assert list(at("2023-01-19")) == [
        "2021-09-tokyo",
        "2022-05-phone",
        "2022-06-seoul",
        "2022-07-new-york",
        "2022-10-video",
    ]
    assert "2023-01-tokyo" in at("2023-01-20")  # planned some time in January 2023, so by its day
    assert "2023-spring" not in at("2023-01-30")
    assert "2023-spring" in at("2023-01-31")  # printed some time in January 2023
    assert "2023-spring" in at("January 2023")
    assert "2023-notebook" not in at("2024-01-31")
    assert list(at("2024-02-01")) == ALL


def test_known_by_a_day_on_which_just_a_plan_was_surely_in_print() -> None:
    """What is told of its source agrees."""
    asked = ("--known-by", "2023-01-20")
    assert [source["source"] for source in at("2023-01-20")["2023-01-tokyo"]["citations"]] == ["wire-2023-01"]
    assert "wire-2023-01" in ask("sources", "--all", *asked).out
    assert ask("sources", "wire-2023-01", *asked).lines()[0] == "wire-2023-01"
    assert "wire-2023-01" not in ask("sources", "--all", "--known-by", "2023-01-19").out


def test_known_by_before_anything_was_in_print() -> None:
    answer = ask("list", "--json", "--known-by", "2021-09-14")
    assert (answer.code, answer.out, answer.err) == (0, "[]\n", "no meetings for --known-by 2021-09-14\n")


def test_known_by_shows_a_meeting_as_it_was_told_then() -> None:
    announced = at("2022-06-02")["2022-06-seoul"]
    assert (announced["date"], announced["status"]) == ("2022-06-02", "planned")
    assert announced["place"] == {"city": "Tokyo", "country": "JP", "venue": None}
    assert (announced["mode"], announced["topics"], announced["summary"], announced["note"]) == (None, [], "", "")
    assert [citation["source"] for citation in announced["citations"]] == ["daily-2022-05-27"]
    reported = at("2022-06-03")["2022-06-seoul"]
    assert (reported["date"], reported["status"], reported["mode"]) == ("2022-06-03", "held", "in-person")
    assert (reported["summary"], len(reported["citations"])) == ("", 2)
    assert at("2022-06-04")["2022-06-seoul"] == ask("list", "--json", "-q", "Blue House").json()[0]


def test_known_by_goes_through_the_lifecycle() -> None:
    def status(day: str) -> object:
        return at(day)["2022-07-new-york"]["status"]

    assert [status(day) for day in ("2022-07-12", "2022-07-13", "2022-10-05", "2022-10-06")] == [
        "planned", "unconfirmed", "unconfirmed", "cancelled",
    ]  # fmt: skip


def test_known_by_counts_for_the_other_filters() -> None:
    assert list(at("2022-06-02", "--place", "Tokyo")) == ["2021-09-tokyo", "2022-06-seoul"]
    assert list(at("2022-06-02", "--on", "2022-06-03")) == []
    assert list(at("2022-06-02", "--status", "planned")) == ["2022-06-seoul"]
    assert list(at("2022-08-01", "--status", "unconfirmed")) == ["2022-07-new-york"]
    assert list(at("2022-06-02", "-q", "제재")) == []


@pytest.mark.parametrize(
    ("command", "there"),
    [
        ("people", "noh-kyu-duk"),
        ("countries", "JP"),
        ("places", "Tokyo"),
        ("sources", "Han River Wire"),
        ("stats", "2021"),
    ],
)
def test_known_by_everywhere(command: str, there: str) -> None:
    rows = ask(command, "--known-by", "2021-10").lines()
    assert any(there in row for row in rows)
    assert not any("2022" in row for row in rows)
    assert len(ask("timeline", "--known-by", "2021-10").lines()) < len(ask("timeline").lines())
