from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from envoytl.core.record import MeetingRecord
from envoytl.core.words import SHOWN_STATUSES
from envoytl.view.labels import in_order
from envoytl.view.lanes import lanes
from envoytl.view.look import Look
from records import (
    BIEGUN,
    CHOE,
    CITIES,
    KIM_GUNN,
    KONG,
    LIU,
    MORGULOV,
    RI,
    SUNG_KIM,
    assert_snapshot,
    plain,
    record,
    two_hundred,
    two_years,
)

CODES = ["KR", "KP", "US", "CN", "JP", "RU", "SG", "VN", "AU", "DE", "FR", "GB", "ID", "MN", "SE", "TH"]


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_the_picture(width: int) -> None:
    assert_snapshot(f"lanes-{width}", lanes(two_years(), Look(width), CITIES))


def test_the_picture_in_ascii() -> None:
    assert_snapshot("lanes-80-ascii", lanes(two_years(), Look(80, ascii=True), CITIES))


def test_the_picture_whole() -> None:
    assert_snapshot("lanes-whole", lanes(two_years(), Look(80, whole=True), CITIES))


def test_nothing_yields_nothing() -> None:
    assert list(lanes([], Look(80), CITIES)) == []


def test_the_design_s_example() -> None:
    records = [
        record("a", "2018-08-17", [("Kang", "KR"), ("Ri", "KP")], city="Seoul", country="KR"),
        record("b", "2018-08-26", [("Li", "CN"), ("Bala", "SG"), ("Lavrov", "RU")]),
        record("c", "2018-09-07", [RI, SUNG_KIM], status="planned"),
        record("d", "2018-09-20~", [RI, KONG]),
        record("e", "2018-11", [("Cho", "KR"), ("Abe", "JP")], differs={"date": "2018-10"}),
    ]
    assert plain(lanes(records, Look(80), CITIES)) == [
        "         KR KP US CN JP RU SG  who met                    where",
        " 2018  ·······██·▄· 5 meetings, 1 planned ──────────────────────────────────────",
        " Aug  17 ●──●  ┊  ┊  ┊  ┊  ┊   Kang ↔ Ri                  Seoul 서울",
        "      26 ┊  ┊  ┊  ●──┼──●──●   Li ↔ Lavrov ↔ Bala",
        " Sep  07 ┊  ○──○  ┊  ┊  ┊  ┊   Ri Yong-ho ↔ Sung Kim",
        "     ~20 ┊  ●──┼──●  ┊  ┊  ┊   Ri Yong-ho ↔ Kong Xuanyou",
        " Nov  ·· ●──┼──┼──┼──●  ┊  ┊   Cho ↔ Abe †",
        "",
        " ● held  ○ planned  ·· month only  ~12 about the 12th  † sources differ",
        " 5 meetings",
    ]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("2018-01-01", "2018-02-16", None),
        ("2018-01-01", "2018-02-17", "46 days"),
        ("2018-01-01~", "2018-02-17", None),
        ("2018-01", "2018-03-19", "46 days"),
        ("2018-01-01/2018-03-01", "2018-04-01", None),
        ("2018-01-01/..", "2020-04-01", None),
        ("2018-12-31", "2020-01-01", "365 days"),
    ],
)
def test_gaps_are_counted_from_the_latest_to_the_earliest_day(first: str, second: str, told: str | None) -> None:
    lines = plain(lanes([record("a", first), record("b", second)], Look(80), CITIES))
    gaps = [line.strip(" ┊") for line in lines if "without" in line]
    assert gaps == ([f"{told} without a recorded meeting"] if told else [])


def test_a_meeting_that_goes_on_closes_the_gap_for_those_within() -> None:
    records = [record("a", "2018-01-01/2018-06-01"), record("b", "2018-01-02"), record("c", "2018-06-02")]
    assert not any("without" in line for line in plain(lanes(records, Look(80), CITIES)))


def test_the_gap_stands_before_the_new_year() -> None:
    lines = plain(lanes([record("a", "2018-06-01"), record("b", "2019-06-01")], Look(80), CITIES))
    assert [line.split()[0] for line in lines[3:6]] == ["┊", "2019", "Jun"]


def test_the_newest_first() -> None:
    dates = ["2018-01-10", "2018-06-01", "2018-06-02", "2019-07-01/..", "2019-07-02", "2019-07"]
    lines = plain(lanes([record(day, day) for day in dates], Look(80), CITIES, newest_first=True))
    assert [line.partition("  Kim")[0].partition(" ─")[0].rstrip() for line in lines[1 : lines.index("")]] == [
        " 2019  ······█····· 3 meetings",
        " Jul  02 ●──●",
        "      ·· ●──●",
        "      1– ●──●",
        "         ┊ 393 days without a recorded meeting",
        " 2018  ▃····▆······ 3 meetings",
        " Jun  02 ●──●",
        "      01 ●──●",
        "         ┊ 141 days without a recorded meeting",
        " Jan  10 ●──●",
    ]


def test_the_month_stands_only_where_it_changes_and_again_in_a_new_year() -> None:
    dates = ["2018-06-01", "2018-06-02", "2018-07-01", "2019-07-01", "2019-07-02"]
    lines = plain(lanes([record(day, day) for day in dates], Look(80), CITIES))
    assert [line[1:4] for line in lines if "↔" in line] == ["Jun", "   ", "Jul", "Jul", "   "]


def test_the_rarest_countries_share_a_lane_when_there_are_many() -> None:
    often = [record(f"a{n}", "2020-01-01", [(None, CODES[n]), (None, CODES[(n + 1) % 11])]) for n in range(11)]
    rare = [record("rare", "2020-01-02", [(None, "KR"), (None, "TH"), (None, "SE")])]
    rare += [record("rarest", "2020-01-03", [(None, "TH"), (None, "SE")])]
    lines = plain(lanes(often * 2 + rare, Look(120), CITIES))
    assert lines[0].split()[:12] == ["KR", "KP", "US", "CN", "JP", "RU", "AU", "DE", "FR", "SG", "VN", "+2"]
    assert lines[-3:] == ["", " +2 is SE, TH", " ● held  24 meetings"]
    knots = [[at for at, cell in enumerate(line) if cell == "●"] for line in lines[-5:-3]]
    assert knots == [[lines[0].index("KR"), lines[0].index("+2")], [lines[0].index("+2")]]


def test_the_folded_countries_are_all_told_however_narrow() -> None:
    records = [record("a", "2020-01-01", [(None, code) for code in CODES])]
    text = "".join(plain(lanes(records, Look(40), CITIES))).partition("+15 is ")[2]
    assert [code for code in CODES if code in text] == CODES[1:]


def test_whole_has_a_lane_for_everybody_and_cuts_nothing() -> None:
    long = record("a", "2020-01-01", [("Name " * 30 + "End", code) for code in CODES], city="City " * 30 + "End")
    lines = plain(lanes([long], Look(80, whole=True), CITIES))
    assert lines[0].split()[:16] == [*CODES[:6], *sorted(CODES[6:])]
    assert lines[2].count("End") == 17


def test_the_where_column_goes_before_names_get_short() -> None:
    records = [record("a", "2020-01-01", [KIM_GUNN, BIEGUN, LIU, CHOE, MORGULOV], city="Singapore")]
    wide, narrow = (plain(lanes(records, Look(width), CITIES)) for width in (70, 50))
    assert wide[0].endswith("where")
    assert wide[2].endswith("Singapore")
    assert "where" not in "".join(narrow)
    assert narrow[-3].endswith("  Kim Gunn ↔ Choe Son-hui ↔ Ste…")


def test_data_that_looks_like_markup_stays_as_it_is() -> None:
    lines = list(lanes([record("a", "2020-01-01", [("Kim [sic]", "KR"), ("[red]Sung", "US")])], Look(80), CITIES))
    assert "Kim [sic] ↔ [red]Sung" in lines[2].plain


def test_knots_have_their_country_s_colour() -> None:
    row = list(lanes([record("a", "2020-01-01")], Look(80), CITIES))[2]
    knots = [span.style for span in row.spans if row.plain[span.start : span.end] == "●"]
    assert knots == ["color(27)", "color(31)"]


def test_ten_times_the_meetings_take_some_ten_times_as_long() -> None:
    def seconds(records: list[MeetingRecord]) -> float:
        started = time.perf_counter()
        assert len(list(lanes(records, Look(120), CITIES))) > len(records)
        return time.perf_counter() - started

    some = two_hundred()
    assert min(seconds(some * 10) for _ in range(3)) < 40 * min(seconds(some) for _ in range(3))


days = st.dates(date(2016, 1, 1), date(2019, 12, 31))
texts = st.one_of(
    days.map(str),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: f"{day}~"),
    days.map(lambda day: str(day.year)),
    st.builds(lambda day, more: f"{day}/{day + timedelta(days=more)}", days, st.integers(0, 500)),
)
names = st.one_of(st.none(), st.text(alphabet="Kim Gunn岸田文雄", min_size=1, max_size=30).map(lambda s: f"X{s}"))
meetings = st.builds(
    record,
    st.just("m"),
    texts,
    st.lists(st.tuples(names, st.sampled_from(CODES)), min_size=2, max_size=6),
    status=st.sampled_from(SHOWN_STATUSES),
    city=st.one_of(st.none(), st.sampled_from(["Seoul", "Tokyo", "Ulaanbaatar 울란바토르"])),
    country=st.sampled_from(["KR", "JP"]),
    differs=st.sampled_from([None, {"date": "2016"}]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(meetings, min_size=1, max_size=12), st.integers(30, 220), st.booleans())
def test_no_line_is_wider_than_the_screen_and_none_ends_in_a_space(
    records: list[MeetingRecord], width: int, ascii: bool
) -> None:
    for line in plain(lanes(records, Look(width, ascii=ascii), CITIES)):
        assert cell_len(line) <= width
        assert line == line.rstrip()
        assert line.translate({ord(c): None for c in "岸田文雄서울東京란바토르"}).isascii() or not ascii


def lanes_of(lines: list[str]) -> dict[int, str]:
    """The country code (or `+`) at each position of a lane, read off the header."""
    head, below = lines[0].split("who met")[0], lines[1]
    if "who met" in lines[0]:
        return {found.start(): found[0][:2] if found[0][0] != "+" else "+" for found in re.finditer(r"\S+", head)}
    return {at: char + below[at] if char != "+" else "+" for at, char in enumerate(head) if char != " "}


@settings(max_examples=150, deadline=None)
@given(st.lists(meetings, min_size=1, max_size=12), st.integers(50, 220))
def test_knots_are_exactly_in_the_lanes_of_their_countries(records: list[MeetingRecord], width: int) -> None:
    look = Look(width)
    lines = plain(lanes(records, look, CITIES))
    heads = lanes_of(lines)
    glyphs = {look.status(status) for status in SHOWN_STATUSES}
    row_of_a_meeting = re.compile(r" (   |[A-Z][a-z]{2}) .*?\S [┊●○◐◇✕]")
    rows = [line for line in lines[: lines.index("")] if row_of_a_meeting.match(line)]
    found = [{name for at, name in heads.items() if row[at] in glyphs} for row in rows]
    shown = set(heads.values())
    assert found == [
        {code if code in shown else "+" for code in record["countries"]} for _, record in in_order(records)
    ]
    assert all(row[at] in glyphs | {"┊", "┼"} for row in rows for at in heads)


@settings(max_examples=50, deadline=None)
@given(st.lists(meetings, min_size=1, max_size=12))
def test_the_newest_first_holds_the_same_lines(records: list[MeetingRecord]) -> None:
    one, other = (lanes(records, Look(200, whole=True), CITIES, newest_first=first) for first in (False, True))
    without_months = [sorted(line[5:] for line in plain(lines)) for lines in (one, other)]
    assert without_months[0] == without_months[1]
