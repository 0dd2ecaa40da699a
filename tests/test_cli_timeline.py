"""`envoytl timeline`: the command around the views, which have tests of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from chronologies import small, write
from runner import ask, ask_on_terminal, envoytl, on_terminal

LAYOUTS = ("lanes", "list", "density")


def test_lanes_in_a_pipe() -> None:
    lines = ask("timeline").lines()
    assert lines[0].split() == ["KR", "KP", "US", "CN", "JP", "who", "met", "where"]
    assert [line[:5].strip() for line in lines[:-2] if line[:5].strip()] == [
        "2021", "Sep", "2022", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Dec", "2023", "Jan",
    ]  # fmt: skip
    assert "8 meetings, 1 cancelled" in lines[4]
    assert any("252 days without a recorded meeting" in line for line in lines)
    assert lines[-1].endswith("12 meetings")


@pytest.mark.parametrize("layout", ["lanes", "list"])
def test_reverse_draws_the_newest_first_and_limit_keeps_them(layout: str) -> None:
    text = ask("timeline", "--layout", layout, "--reverse", "--limit", "3").out
    newest = [found["date"][:4] for found in ask("list", "--reverse", "--limit", "3", "--json").json()]
    assert re.findall(r"^ (20\d\d) ", text, re.MULTILINE) == list(dict.fromkeys(newest))
    assert text.rstrip().endswith("3 meetings")


def test_gaps_are_of_what_was_asked_for_and_none_are_told_where_some_is_left_out() -> None:
    assert "252 days without a recorded meeting" in ask("timeline").out
    assert "days without such a meeting" in ask("timeline", "-c", "KR").out
    assert "days without" not in ask("timeline", "--limit", "4").out


def test_sort_decides_which_meetings_limit_keeps_not_how_they_are_drawn() -> None:
    most = ask("list", "--sort", "sides", "--reverse", "--limit", "4", "--json").json()
    text = ask("timeline", "--sort", "sides", "--reverse", "--limit", "4", "--layout", "list").out
    assert [text.index(found["id"]) for found in sorted(most, key=lambda m: m["date"], reverse=True)] == sorted(
        text.index(found["id"]) for found in most
    )


def row(text: str, *arguments: str) -> str:
    """The lanes of the meeting in whose line the text stands."""
    [line] = [line for line in ask("timeline", *arguments).lines() if text in line and "who met" not in line]
    return line


def test_knots_tie_the_lanes_of_those_who_met() -> None:
    header = ask("timeline").lines()[0]
    at = {code: header.index(code) for code in ("KR", "KP", "US", "CN", "JP")}
    seoul = row("Seoul")
    assert {code: seoul[column] for code, column in at.items()} == {
        "KR": "●",
        "KP": "┼",
        "US": "●",
        "CN": "┼",
        "JP": "●",
    }
    pyongyang = row("Liu Xiaoming", "-c", "KP")
    header = ask("timeline", "-c", "KP").lines()[0]
    assert [pyongyang[header.index(code)] for code in ("KP", "CN")] == ["●", "●"]


@pytest.mark.parametrize(("text", "glyph"), [("Choe Son Hui ↔ Sung", "✕"), ("head of state", "◇"), ("Joon-il", "●")])
def test_the_glyph_tells_the_status(text: str, glyph: str) -> None:
    lanes = row(text)
    assert lanes.count(glyph) == 2
    assert not set("●○◐◇✕") - {glyph} & set(lanes)


def test_an_unconfirmed_plan_has_a_glyph_of_its_own() -> None:
    assert row("Kim Gunn ↔ Takehiro", "--on", "2023-01-20", "--certain").count("◐") == 2
    [line] = [
        line for line in ask("timeline", "--known-by", "2022-06-01").lines() if "Sung Kim" in line and "Noh" not in line
    ]
    assert line.count("○") == 3


def test_conflicts_are_marked() -> None:
    assert "†" in row("Kim Gunn ↔ Sung Kim ↔ Takehiro Funakoshi", "--on", "2022-06")
    assert "†" not in row("Noh Kyu-duk")


def test_vague_dates_show_as_such() -> None:
    assert " ·· " in row("CN foreign minister")
    assert " ~20 " in row("Liu Xiaoming", "-c", "KP")
    assert " 22? " in row("Sasae")
    assert " spring " in row("head of state")


def test_the_list_layout_tells_each_meeting_in_full() -> None:
    out = ask("timeline", "--layout", "list").out
    assert (
        " ● 3 June 2022 · Seoul 서울\n"
        "   Kim Gunn ↔ Sung Kim ↔ Takehiro Funakoshi\n"
        "   The envoys agreed on new sanctions: 추가 제재.\n"
        "   nuclear-programme, sanctions · 2022-06-seoul · 3 sources, in conflict †\n"
    ) in out
    assert " ✕ 12 July 2022 · cancelled · New York" in out
    assert " ● about 20 August 2022 · KP\n" in out


def test_density_counts_by_month_and_by_country() -> None:
    lines = ask("timeline", "--layout", "density").lines()
    months = {line.split()[0]: line.split()[1:] for line in lines if re.match(r" \d{4} ", line)}
    assert months["2021"] == ["·"] * 8 + ["1"] + ["·"] * 3 + ["1"]
    assert months["2022"] == ["·", "·", "·", "·", "1", "2", "1", "1", "1", "1", "·", "1", "8"]
    assert months["2023"][:13] == ["1"] + ["·"] * 11 + ["3"]
    countries = {line.split()[0]: line.split()[1:] for line in lines if re.match(r" [A-Z]{2} ", line)}
    assert countries == {
        "KR": ["1", "5", "1", "7"], "KP": ["0", "3", "1", "4"], "US": ["1", "4", "1", "6"], "CN": ["0", "2", "1", "3"],
        "JP": ["1", "4", "2", "7"],
    }  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("columns", [80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(layout: str, columns: int) -> None:
    answer = ask_on_terminal("timeline", "--layout", layout, columns=columns)
    assert answer.err == ""
    assert max(map(cell_len, answer.lines())) <= columns


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pipe_is_plain_and_whole(layout: str) -> None:
    answer = ask("timeline", "--layout", layout)
    assert (answer.code, answer.err) == (0, "")
    assert "\x1b" not in answer.out
    assert "…" not in answer.out
    assert not re.search(r" $", answer.out, re.MULTILINE)


def test_lanes_cut_names_on_a_narrow_terminal_only() -> None:
    assert "…" in ask_on_terminal("timeline", columns=80).out
    assert "…" not in ask_on_terminal("timeline", columns=200).out


def test_wide_characters_keep_the_columns_of_lanes(tmp_path: Path) -> None:
    document = small()
    for person in document["people"]:
        person["name"] = person["names"][0]["text"]
    lines = on_terminal("timeline", "--data", str(write(tmp_path / "wide.json", document)), columns=120).lines()
    where = cell_len(lines[0][: lines[0].index("where")])
    for place in ("Tokyo", "Seoul", "New York", "by video"):
        for line in lines:
            if place in line and "↔" in line:
                assert cell_len(line[: line.index(place)]) == where


def test_limit_layout_and_unknown_layout() -> None:
    assert ask("timeline", "-n", "3").lines()[-1].endswith("3 meetings")
    answer = ask("timeline", "--layout", "lane")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "envoytl: no layout is called 'lane'; did you mean lanes? (there are lanes, list, density)\n"


def test_nothing_to_draw() -> None:
    for layout in LAYOUTS:
        answer = ask("timeline", "--layout", layout, "--place", "Washington")
        assert (answer.code, answer.out, answer.err) == (0, "", "no meetings for --place Washington\n")


def test_an_empty_chronology_says_so(tmp_path: Path) -> None:
    file = str(write(tmp_path / "empty.json", {"head": small()["head"]}))
    answer = envoytl("timeline", "--data", file)
    assert (answer.code, answer.out, answer.err) == (0, "", "no meetings: the chronology is empty\n")
