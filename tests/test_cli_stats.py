"""`envoytl stats`: numbers against a naive count over `list --json`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from chronologies import small, write
from runner import ask, ask_on_terminal, envoytl, process

Record = dict[str, Any]


def month(record: Record) -> str:
    """The month of a date that is known to the month, else its year: 2022-05-25 to 2022-05; 2023, 2023-21 to 2023."""
    text = record["date"].split("/")[0].rstrip("?~")
    known = re.fullmatch(r"\d{4}-(0\d|1[0-2])(-\d\d)?", text) and not record["date"].endswith("/..")
    return text[:7] if known else text[:4]


NAIVE: dict[str, Callable[[Record], list[str]]] = {
    "year": lambda r: [r["date"][:4]],
    "month": lambda r: [month(r)],
    "country": lambda r: r["countries"],
    "pair": lambda r: ["–".join(pair) for pair in combinations(r["countries"], 2)],
    "envoy": lambda r: [p["id"] for p in r["participants"] if p["id"]],
    "topic": lambda r: r["topics"],
    "place": lambda r: [f"{r['place']['country']}/{r['place']['city']}"] if r["place"] and r["place"]["city"] else [],
    "mode": lambda r: [r["mode"] or ""],
    "level": lambda r: [r["level"] or ""],
    "status": lambda r: [r["status"]],
    "sides": lambda r: [str(r["sides"])],
    "occasion": lambda r: [r["occasion"]["id"]] if r["occasion"] else [],
    "publisher": lambda r: list(dict.fromkeys(c["publisher"] for c in r["citations"])),
}


def naive(records: list[Record], *keys: str) -> dict[tuple[str, ...], tuple[int, str, str]]:
    """How many records have each value, and the dates of the first and the last; records are in order."""
    dates: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for record in records:
        for values in product(*(NAIVE[key](record) for key in keys)):
            dates[values].append(record["date"])
    return {values: (len(found), found[0], found[-1]) for values, found in dates.items()}


def counted(*arguments: str) -> dict[tuple[str, ...], tuple[int, str, str]]:
    rows = ask("stats", "--json", *arguments).json()
    made = {tuple(list(row.values())[:-3]): (row["meetings"], row["first"], row["last"]) for row in rows}
    assert len(made) == len(rows)
    return made


@pytest.mark.parametrize("key", NAIVE)
def test_each_key(key: str) -> None:
    assert counted("--by", key) == naive(ask("list", "--json").json(), key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("country", "year"),
        ("topic", "level"),
        ("pair", "mode"),
        ("envoy", "status"),
        ("year", "country"),
        ("sides", "place"),
        ("month", "envoy"),
        ("status", "mode"),
    ],
)
def test_two_keys_crossed(one: str, other: str) -> None:
    expected = naive(ask("list", "--json").json(), one, other)
    assert counted("--by", one, "--by", other) == expected
    assert counted("--by", f"{one},{other}") == expected


@pytest.mark.parametrize(
    "filters",
    [
        ("-c", "JP"),
        ("-c", "KR,US"),
        ("--on", "2022-06"),
        ("-t", "security"),
        ("--known-by", "2022-06-02"),
        ("-q", "funakoshi"),
        ("--status", "held"),
        ("--place", "Tokyo", "-c", "KR"),
    ],
)
def test_filters_hold(filters: tuple[str, ...]) -> None:
    records = ask("list", "--json", *filters).json()
    for key in ("year", "country", "envoy", "status", "level"):
        assert counted("--by", key, *filters) == naive(records, key)


def test_json_names_its_keys() -> None:
    assert {
        "pair": "CN–KP", "year": "2022", "meetings": 1, "first": "2022-08-20~", "last": "2022-08-20~",
    } in ask("stats", "--json", "--by", "pair,year").json()  # fmt: skip
    assert ask("stats", "--json").json() == [
        {"year": "2021", "meetings": 1, "first": "2021-09-13/2021-09-14", "last": "2021-09-13/2021-09-14"},
        {"year": "2022", "meetings": 8, "first": "2022-05-25", "last": "2022-12/.."},
        {"year": "2023", "meetings": 3, "first": "2023", "last": "2023-21"},
    ]


@pytest.mark.parametrize("key", ["country", "pair", "mode", "year"])
def test_json_has_the_order_of_the_table_and_is_cut_alike(key: str) -> None:
    labels = [line.split()[0] for line in ask("stats", "--by", key).lines()[1:]]
    assert [(row[key] or "not").split()[0] for row in ask("stats", "--by", key, "--json").json()] == labels
    assert ask("stats", "--by", key, "--json", "-n", "1").json() == ask("stats", "--by", key, "--json").json()[:1]


def test_crossed_counts_have_the_order_of_the_table_in_json() -> None:
    rows = ask("stats", "--by", "country,year", "--json").json()
    assert list(dict.fromkeys(row["country"] for row in rows)) == ["JP", "KR", "US", "KP", "CN"]
    assert [row["year"] for row in rows if row["country"] == "KR"] == ["2021", "2022", "2023"]


def test_a_pipe_gets_plain_numbers() -> None:
    assert ask("stats", "--by", "mode").out == (
        "mode       meetings  first                  last\n"
        "in-person         6  2021-09-13/2021-09-14  2023-01-20\n"
        "not known         4  2022-07-12             2023-21\n"
        "phone             1  2022-05-25             2022-05-25\n"
        "video             1  2022-10-07             2022-10-07\n"
    )
    assert ask("stats", "--by", "country", "--by", "year").out == (
        "country           2021  2022  2023\n"
        "JP Japan             1     4     2\n"
        "KR South Korea       1     5     1\n"
        "US United States     1     4     1\n"
        "KP North Korea       0     3     1\n"
        "CN China             0     2     1\n"
    )


def test_names_are_for_people() -> None:
    assert ask("stats", "--by", "envoy").lines()[1].startswith("Takehiro Funakoshi         5  ")
    assert ask("stats", "--by", "place").lines()[1].startswith("Tokyo, JP")
    assert ask("stats", "--by", "topic").lines()[1].startswith("Nuclear programme")


@pytest.mark.parametrize("columns", [80, 120])
def test_bars_on_a_terminal_keep_to_its_width(columns: int) -> None:
    for key in NAIVE:
        lines = ask_on_terminal("stats", "--by", key, columns=columns).lines()
        assert max(map(cell_len, lines)) <= columns
    for key in ("year", "country", "level"):
        lines = ask_on_terminal("stats", "--by", "envoy", "--by", key, columns=columns).lines()
        assert max(map(cell_len, lines)) <= columns


def test_bars_are_to_scale() -> None:
    bars = [len(re.findall("█", line)) for line in ask_on_terminal("stats", columns=120).lines()]
    assert bars[1] == max(bars)
    assert abs(bars[0] - bars[1] / 8) <= 1
    assert abs(bars[2] - bars[1] * 3 / 8) <= 1


def test_columns_without_room_are_told_of() -> None:
    lines = ask_on_terminal("stats", "--by", "country", "--by", "envoy", columns=60).lines()
    assert re.fullmatch(r"and \d more columns, for a wider terminal or a pipe", lines[-1])
    assert len(ask("stats", "--by", "country", "--by", "envoy", COLUMNS="60").lines()) == 6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--by", "yaer"),
            "no count is called 'yaer'; did you mean year? (there are year, month, country, pair, envoy, topic, place, "
            "mode, level, status, sides, occasion, publisher)",
        ),
        (("--by", "year,year"), "--by takes one key, or two different ones to cross"),
        (("--by", "year", "--by", "month,level"), "--by takes one key, or two different ones to cross"),
        (("--by", ""), "--by is given without a value"),
    ],
)
def test_keys_that_are_not_there(arguments: tuple[str, ...], message: str) -> None:
    answer = ask("stats", *arguments)
    assert (answer.code, answer.out, answer.err) == (2, "", f"envoytl: {message}\n")


def test_nothing_to_count(tmp_path: Path) -> None:
    answer = ask("stats", "--place", "Washington")
    assert (answer.code, answer.out, answer.err) == (0, "", "no meetings for --place Washington\n")
    assert ask("stats", "--json", "--place", "Washington").out == "[]\n"
    empty = str(write(tmp_path / "empty.json", {"head": small()["head"]}))
    assert envoytl("stats", "--data", empty).err == "no meetings: the chronology is empty\n"


def test_meetings_without_a_value_are_not_called_none() -> None:
    """There are meetings, but none of them has an occasion."""
    answer = ask("stats", "--by", "occasion", "--mode", "phone")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err
    assert not answer.err.startswith("no meetings for")


def test_the_bundled_chronology_counts_every_meeting_once_by_year() -> None:
    shown = process(script="envoytl stats --json | tr -d ' \\n'").stdout
    assert sum(map(int, re.findall(r'"meetings":(\d+)', shown))) == len(envoytl("list", "--json").json())
