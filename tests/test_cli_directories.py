"""`people`, `countries`, `topics`, `occasions`, `places`, `sources`: lists with counts, and dossiers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from chronologies import Document, small, write
from envoytl.core.dossier import posts_on
from runner import ask, ask_on_terminal, envoytl, on_terminal

DIRECTORIES = ("people", "countries", "topics", "occasions", "places", "sources")
DOSSIERS = (
    ("people", "funakoshi"), ("countries", "DPRK"), ("topics", "security"), ("occasions", "General Assembly"),
    ("places", "東京"), ("sources", "Morning Daily"), ("sources", "notebook"),
)  # fmt: skip


@pytest.fixture
def posted(tmp_path: Path) -> str:
    """The small chronology, in which people hold posts."""
    document = small()
    posts: dict[str, list[Document]] = {
        "noh-kyu-duk": [
            {
                "title": "Special Representative",
                "organization": "Foreign Ministry",
                "start": "2020-12",
                "end": "2022-05-19",
                "citations": [{"source": "wire-2021-09-15", "locator": "paragraph 2"}],
            }
        ],
        "kim-gunn": [
            {
                "title": "Special Representative",
                "organization": "Foreign Ministry",
                "start": "2022-05-20",
                "seen": "2022-05-25/2023-01-20",
            }
        ],
        "sung-kim": [
            {"title": "Ambassador", "start": "2020", "seen": "2021-09-13"},
            {"title": "Special Representative", "seen": "2022-06-03/2022-10-07"},
        ],
        "choe-son-hui": [{"title": "Foreign Minister", "start": "2022-06-11"}],
    }
    for person in document["people"]:
        person["posts"] = posts.get(person["id"], [])
    return str(write(tmp_path / "posted.json", document))


# Lists


def test_people() -> None:
    people = ask("people", "--json").json()
    assert list(people[0]) == ["id", "name", "country", "meetings", "first", "last", "also", "post"]
    assert [(person["id"], person["meetings"]) for person in people] == [
        ("funakoshi-takehiro", 5), ("sung-kim", 5), ("kim-gunn", 4), ("choe-son-hui", 2), ("liu-xiaoming", 2),
        ("lee-joon-il", 1), ("noh-kyu-duk", 1), ("sasae-kenichiro", 1),
    ]  # fmt: skip
    assert people[2] == {
        "id": "kim-gunn", "name": "Kim Gunn", "country": "KR", "meetings": 4, "first": "2022-05-25",
        "last": "2023-01-20", "also": ["김건"], "post": None,
    }  # fmt: skip


def test_countries_come_in_the_order_of_the_lanes() -> None:
    countries = ask("countries", "--json").json()
    assert list(countries[0]) == ["code", "name", "also", "meetings", "first", "last"]
    assert [(country["code"], country["meetings"]) for country in countries] == [
        ("KR", 7), ("KP", 4), ("US", 6), ("CN", 3), ("JP", 7),
    ]  # fmt: skip


def test_topics_count_their_narrower_ones() -> None:
    topics = {topic["id"]: topic for topic in ask("topics", "--json").json()}
    assert {id: topic["meetings"] for id, topic in topics.items()} == {
        "abductees": 1, "human-rights": 2, "nuclear-programme": 3, "sanctions": 2, "security": 4,
    }  # fmt: skip
    assert topics["sanctions"] == {
        "id": "sanctions", "name": "Sanctions", "broader": "nuclear-programme", "meetings": 2, "first": "2022-06-03",
        "last": "2022-10-07", "rule": "Sanctions is a subject.",
    }  # fmt: skip


def test_occasions_include_those_without_a_meeting() -> None:
    occasions = ask("occasions", "--json").json()
    assert [(occasion["id"], occasion["date"], occasion["place"], occasion["meetings"]) for occasion in occasions] == [
        ("neacd-2021", "2021-11", "Tokyo, JP", 0),
        ("neacd-2022", "2022-12", "Seoul, KR", 1),
        ("unga-2022", None, None, 1),
    ]


def test_places() -> None:
    """Cities are also called by their names in a language of their own country, of which this file has two."""
    assert ask("places").out == (
        "city       country  also    meetings  first                  last\n"
        "Tokyo      JP       東京           2  2021-09-13/2021-09-14  2023-01-20\n"
        "New York   US                      2  2022-07-12             2022-09-22?\n"
        "Beijing    CN                      1  2022-06                2022-06\n"
        "Panmunjom  KR       판문점         1  2022-12/..             2022-12/..\n"
        "Seoul      KR       서울           1  2022-06-03             2022-06-03\n"
    )


def test_sources_by_publisher_and_one_by_one() -> None:
    publishers = ask("sources", "--json").json()
    assert [(row["publisher"], row["lang"], row["sources"], row["meetings"]) for row in publishers] == [
        ("Private notebook", ["en"], 1, 5),
        ("Han River Wire", ["ko-Hang"], 3, 4),
        ("Morning Daily", ["en"], 3, 4),
        ("Foreign Ministry of Japan", ["ja"], 1, 1),
    ]
    each = ask("sources", "--all", "--json").json()
    assert [(row["id"], row["meetings"]) for row in each] == [
        ("wire-2021-09-15", 1), ("daily-2022-05-27", 2), ("ministry-2022-06-03", 1), ("daily-2022-06-04", 2),
        ("daily-2022-10-06", 2), ("wire-2022-10-08", 1), ("wire-2023-01", 2), ("notebook", 5),
    ]  # fmt: skip
    assert each[1:3] == [
        {"id": "daily-2022-05-27", "title": "Envoys to meet in Seoul", "publisher": "Morning Daily", "meetings": 2,
         "published": "2022-05-27", "lang": "en", "type": "article", "url": "https://daily.example/0527"},
        {"id": "ministry-2022-06-03", "title": None, "publisher": "Foreign Ministry of Japan", "meetings": 1,
         "published": "2022-06-03", "lang": "ja", "type": "release", "url": None},
    ]  # fmt: skip


def test_a_source_that_no_meeting_cites_is_listed_unless_meetings_are_chosen(tmp_path: Path) -> None:
    document = small()
    document["sources"].append({"id": "career-2020", "publisher": "Gazette", "lang": "en", "read": "2022-10-01"})
    document["people"][0].setdefault("posts", []).append(
        {"title": "Envoy", "seen": "2020", "citations": [{"source": "career-2020", "locator": "page 1"}]}
    )
    data = ("--data", str(write(tmp_path / "m.json", document)))
    each = {row["id"]: row["meetings"] for row in envoytl("sources", "--all", "--json", *data).json()}
    assert each["career-2020"] == 0
    assert set(each) == {source["id"] for source in document["sources"]}
    assert "Gazette" in [row["publisher"] for row in envoytl("sources", "--json", *data).json()]
    assert "career-2020" not in envoytl("sources", "--all", "-c", "JP", *data).out
    for name in ("career-2020", "CAREER-2020", "gazette"):
        answer = envoytl("sources", name, *data)
        assert (answer.code, answer.err) == (0, "no meetings\n")
        assert "Gazette" in answer.out


def test_gaps(tmp_path: Path) -> None:
    document = small()
    document["head"]["gaps"] = [{"period": "2021-10/2022-04", "kind": "calls", "text": "No calls were looked for."}]
    file = str(write(tmp_path / "gaps.json", document))
    assert envoytl("sources", "--gaps", "--json", "--data", file).json() == document["head"]["gaps"]
    answer = ask("sources", "--gaps")
    assert (answer.code, answer.out, answer.err) == (0, "", "no gaps are recorded\n")


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        ((), ["Wide.", "Early.", "Late."]),
        (("--on", "2021"), ["Wide.", "Early."]),
        (("--on", "2021", "--certain"), ["Early."]),
        (("--since", "2022-02"), ["Wide.", "Late."]),
        (("--reverse", "-n", "1"), ["Late."]),
        (("--until", "2015"), []),
    ],
)
def test_gaps_in_order_of_time_and_of_a_time(arguments: tuple[str, ...], texts: list[str], tmp_path: Path) -> None:
    document = small()
    document["head"]["gaps"] = [
        {"period": "2022-04", "kind": "calls", "text": "Late."},
        {"period": "2021-02", "kind": "visits", "text": "Early."},
        {"period": "2021/2022", "kind": "calls", "text": "Wide."},
    ]
    answer = envoytl("sources", "--gaps", "--json", "--data", str(write(tmp_path / "gaps.json", document)), *arguments)
    assert [gap["text"] for gap in json.loads(answer.out)] == texts
    assert answer.err == ("" if texts else "no gaps are recorded of that time\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-c", "KR"), "--gaps takes the filters --since, --until, --on and --certain alone: gaps are no meetings"),
        (
            ("--known-by", "2022"),
            "--gaps takes the filters --since, --until, --on and --certain alone: gaps are no meetings",
        ),
        (("daily",), "--gaps lists what no source tells: leave out 'daily'"),
        (("--all",), "--gaps lists what no source tells: leave out --all"),
    ],
)
def test_gaps_refuse_what_says_nothing_of_them(arguments: tuple[str, ...], message: str) -> None:
    answer = ask("sources", "--gaps", *arguments)
    assert (answer.code, answer.out, answer.err) == (2, "", f"envoytl: {message}\n")


@pytest.mark.parametrize(
    ("command", "message"),
    [("places", "none of the 2 meetings has a known place"), ("topics", ""), ("occasions", ""), ("people", "")],
)
def test_meetings_without_what_is_listed_are_not_called_none(command: str, message: str) -> None:
    answer = ask(command, "--mode", "phone,video")
    assert (answer.code, answer.err) == (0, f"{message}\n" if message else "")


@pytest.mark.parametrize("command", DIRECTORIES)
def test_filters_count_only_what_they_leave(command: str) -> None:
    rows = ask(command, "--json", "--since", "2022-07-12", "--until", "2022-07-12", "--certain").json()
    expected = {"people": 2, "countries": 2, "topics": 0, "occasions": 0, "places": 1, "sources": 1}
    assert sum(row["meetings"] for row in rows) == expected[command]


# Who held which post


def test_a_person_s_posts(posted: str) -> None:
    assert envoytl("people", "noh", "--json", "--data", posted).json()["posts"] == [
        {"post": "Special Representative", "start": "2020-12", "end": "2022-05-19", "seen": None,
         "organization": "Foreign Ministry", "sources": [{"source": "wire-2021-09-15", "locator": "paragraph 2"}]}
    ]  # fmt: skip
    text = envoytl("people", "noh", "--data", posted).out
    assert "\npost                    start    end         seen  organization      sources\n" in text
    assert "Special Representative  2020-12  2022-05-19        Foreign Ministry  wire-2021-09-15, paragraph 2\n" in text


def roster(data: str, *arguments: str) -> list[tuple[str, str, str]]:
    rows = envoytl("people", "--json", "--data", data, *arguments).json()
    return [(row["id"], row["post"], row["surely"]) for row in rows]


def test_posts_on_a_day(posted: str) -> None:
    assert roster(posted, "--on", "2021-09-13") == [
        ("noh-kyu-duk", "Special Representative", "yes"), ("sung-kim", "Ambassador", "yes"),
    ]  # fmt: skip
    assert [row[:2] for row in roster(posted, "--on", "2022-07-01") if row[2] == "yes"] == [
        ("kim-gunn", "Special Representative"), ("sung-kim", "Special Representative"),
    ]  # fmt: skip


def test_a_post_whose_end_is_not_known_is_not_sure(posted: str) -> None:
    assert ("choe-son-hui", "Foreign Minister", "end not known") in roster(posted, "--on", "2022-07-01")
    assert ("choe-son-hui", "Foreign Minister", "yes") in roster(posted, "--on", "2022-06-11")
    assert not any(row[0] == "choe-son-hui" for row in roster(posted, "--on", "2022-06-10"))
    assert ("choe-son-hui", "Foreign Minister", "end not known") in roster(posted, "--on", "2023-06-12")
    assert not any(row[0] == "choe-son-hui" for row in roster(posted, "--on", "2023-06-13"))  # too long ago


def test_a_roster_says_what_is_known_of_each_post(posted: str) -> None:
    rows = envoytl("people", "--on", "2022-07-01", "--json", "--data", posted).json()
    assert rows[0] == {
        "name": "Kim Gunn", "post": "Special Representative", "country": "KR", "surely": "yes", "start": "2022-05-20",
        "end": None, "seen": "2022-05-25/2023-01-20", "organization": "Foreign Ministry", "id": "kim-gunn",
    }  # fmt: skip
    assert [row["surely"] for row in rows] == sorted((row["surely"] for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("post", "day", "how"),
    [
        ({"start": "2020", "seen": "2021-09-13"}, "2020-06-01", "vague"),
        ({"start": "2020", "seen": "2021-09-13"}, "2020-12-31", "sure"),
        ({"start": "2020", "seen": "2021-09-13"}, "2021-09-13", "sure"),
        ({"start": "2020", "seen": "2021-09-13"}, "2022-09-14", "open"),
        ({"start": "2020", "seen": "2021-09-13"}, "2022-09-15", None),
        ({"start": "2020", "seen": "2021-09-13"}, "2019-12-31", None),
        ({"seen": "2022-04-02", "end": "2023"}, "2022-12-31", "sure"),
        ({"seen": "2022-04-02", "end": "2023"}, "2023-01-02", "vague"),
        ({"seen": "2022-04-02", "end": "2023"}, "2024-01-01", None),
        ({"seen": "2022-04-02", "end": "2023"}, "2022-04-01", None),
        ({"start": "2022-06-11"}, "2022-06-11", "sure"),
        ({"start": "2022-06-11"}, "2022-06-12", "open"),
        ({"end": "2022-06-11"}, "2022-06-01", None),
    ],
)
def test_how_surely_a_post_was_held(post: Document, day: str, how: str | None) -> None:
    found = posts_on([{"id": "x", "posts": [post]}], *[date.fromisoformat(day)] * 2)
    assert [surely for _, _, surely in found] == ([how] if how else [])


def test_a_post_whose_end_is_not_known_ends_where_another_begins() -> None:
    posts = [{"title": "elect", "seen": "2022-03-15"}, {"title": "president", "start": "2022-05-10"}]
    for day, titles in (
        ("2022-04-01", ["elect"]), ("2022-05-10", ["president"]), ("2022-12-01", ["president"]), ("2024-01-01", []),
    ):  # fmt: skip
        found = posts_on([{"id": "x", "posts": posts}], *[date.fromisoformat(day)] * 2)
        assert [post["title"] for _, post, _ in found] == titles


def test_the_posts_of_a_day_as_they_were_known(posted: str) -> None:
    # Noh's post cites a report of 15 September; Sung Kim's cites nothing.
    assert roster(posted, "--on", "2021-09-13", "--known-by", "2021-09-01") == [("sung-kim", "Ambassador", "yes")]
    assert [row[0] for row in roster(posted, "--on", "2021-09-13", "--known-by", "2022-12-31")] == [
        row[0] for row in roster(posted, "--on", "2021-09-13")
    ]


def test_posts_on_the_day_of_a_handover(posted: str) -> None:
    assert [row[0] for row in roster(posted, "--on", "2022-05-19", "-c", "KR")] == ["noh-kyu-duk"]
    assert [row[0] for row in roster(posted, "--on", "2022-05-20", "-c", "KR")] == ["kim-gunn"]
    assert [row[0] for row in roster(posted, "--on", "2022-05", "-c", "KR")] == ["kim-gunn", "noh-kyu-duk"]


def test_a_day_on_which_nobody_is_seen(posted: str) -> None:
    answer = envoytl("people", "--on", "1999", "--data", posted)
    assert (answer.code, answer.out, answer.err) == (0, "", "no source shows anybody in a post on 1999\n")
    assert envoytl("people", "--on", "1999", "--json", "--data", posted).out == "[]\n"


def test_other_filters_beside_a_day_are_not_silently_left_out(posted: str) -> None:
    """`people --on DAY --envoy X` must either look only at X or say that it can't."""
    answer = envoytl("people", "--on", "2022-07-01", "-e", "sung", "--json", "--data", posted)
    assert answer.code == 2 or {row["id"] for row in answer.json()} == {"sung-kim"}


# How they look


LEFT_OUT = "left out for lack of room: "


def words_in(value: Any, without: set[str]) -> Iterator[str]:
    """The words of all cells of a JSON answer, columns that are left out aside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in without:
                yield from words_in(inner, without)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner, without)
    elif value is not None:
        yield from str(value).split()


def assert_readable(lines: list[str], answer: Any, columns: int) -> None:
    """No line is wider than the terminal; every short word is there, unbroken, but for columns that are named."""
    assert max(map(cell_len, lines)) <= columns
    left_out = {name for line in lines if line.startswith(LEFT_OUT) for name in line[len(LEFT_OUT) :].split(", ")}
    text = "\n".join(lines)
    assert not {word for word in words_in(answer, left_out) if len(word) <= 10 and word not in text}


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    "arguments", [*((name,) for name in DIRECTORIES), ("sources", "--all"), *DOSSIERS], ids=" ".join
)
def test_on_a_terminal(arguments: tuple[str, ...], columns: int) -> None:
    answer = ask_on_terminal(*arguments, columns=columns)
    assert answer.err == ""
    assert_readable(answer.lines(), ask(*arguments, "--json").json(), columns)


@pytest.mark.parametrize("name", DIRECTORIES)
def test_a_wide_terminal_shows_every_column(name: str) -> None:
    lines = ask_on_terminal(name, columns=200).lines()
    assert not any(line.startswith(LEFT_OUT) for line in lines)
    assert lines[0].split() == list(ask(name, "--json").json()[0])


def test_the_least_important_columns_are_left_out_and_named() -> None:
    lines = ask_on_terminal("people", columns=80).lines()
    assert lines[0].split() == ["id", "name", "country", "meetings", "first", "last", "post"]  # empty, so there is room
    assert lines[-1] == "left out for lack of room: also"


@pytest.mark.parametrize("arguments", [("people", "--on", "2022-07-01"), ("people", "sung"), ("people",)])
def test_posts_on_a_terminal(arguments: tuple[str, ...], posted: str) -> None:
    lines = on_terminal(*arguments, "--data", posted).lines()
    assert_readable(lines, envoytl(*arguments, "--json", "--data", posted).json(), 80)


@pytest.mark.parametrize("arguments", [*((name,) for name in DIRECTORIES), *DOSSIERS], ids=" ".join)
def test_a_pipe_is_plain(arguments: tuple[str, ...]) -> None:
    out = ask(*arguments).out
    assert "\x1b" not in out
    assert not set("─│┃━…") & set(out)
    assert all(line == line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize("command", DIRECTORIES)
def test_an_empty_chronology(command: str, tmp_path: Path) -> None:
    file = str(write(tmp_path / "empty.json", {"head": small()["head"]}))
    answer = envoytl(command, "--data", file)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.endswith("the chronology is empty\n")
    assert envoytl(command, "--json", "--data", file).out == "[]\n"
