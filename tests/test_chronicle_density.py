from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from envoytl.core.record import MeetingRecord
from envoytl.view.chronicle import chronicle
from envoytl.view.density import density
from envoytl.view.look import Look
from records import CITIES, FUNAKOSHI, KIM_GUNN, SUNG_KIM, assert_snapshot, plain, record, two_hundred, two_years


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("80", Look(80)),
        ("120", Look(120)),
        ("80-ascii", Look(80, ascii=True)),
        ("whole", Look(80, whole=True)),
    ],
)
def test_the_pictures(name: str, look: Look) -> None:
    assert_snapshot(f"chronicle-{name}", chronicle(two_years(), look, CITIES))
    assert_snapshot(f"density-weeks-{name}", density(two_years(), look))
    assert_snapshot(f"density-months-{name}", density(two_hundred(), look))


def test_nothing_yields_nothing() -> None:
    assert list(chronicle([], Look(80), CITIES)) == list(density([], Look(80))) == []


def test_the_newest_first() -> None:
    records = [record("may", "2018-05-01"), record("june", "2018-06-02"), record("later", "2021-06-03")]
    listed = plain(chronicle(records, Look(80), CITIES, newest_first=True))
    assert [line.split()[0] for line in listed if line.startswith(" ") and line[1] != " "] == [
        "2021", "June", "●", "2018", "June", "●", "May", "●", "3",
    ]  # fmt: skip
    counts = plain(density(records, Look(80), newest_first=True))
    assert [line.split()[0] for line in counts[1:6]] == ["2021", "2020", "2019", "2018", "all"]
    assert counts[6:] == plain(density(records, Look(80)))[6:]


def test_a_meeting_in_a_few_lines() -> None:
    meeting = record(
        "trilateral-0603", "2022-06-03", [KIM_GUNN, SUNG_KIM, FUNAKOSHI], status="planned", city="Seoul", country="KR",
        topics=["sanctions"], summary="To agree on a [joint] answer.", sources=2, differs={"date": "2022-06-04"},
    )  # fmt: skip
    assert plain(chronicle([meeting], Look(100), CITIES))[2:] == [
        " June",
        " ○ 3 June 2022 · planned · Seoul 서울",
        "   Kim Gunn ↔ Sung Kim ↔ Takehiro Funakoshi",
        "   To agree on a [joint] answer.",
        "   sanctions · trilateral-0603 · 2 sources, in conflict †",
        "",
        " 1 meeting",
    ]


def test_posts_where_there_is_room_for_them() -> None:
    meeting = record("a", "2022-06-03", [KIM_GUNN, SUNG_KIM])
    wide, narrow = (plain(chronicle([meeting], Look(width), CITIES))[4] for width in (80, 60))
    assert wide == "   Kim Gunn (nuclear envoy) ↔ Sung Kim (special representative)"
    assert narrow == "   Kim Gunn ↔ Sung Kim"


def test_what_is_known_to_the_year_only_is_counted_apart() -> None:
    dates = ["2016-03-07", "2016-03", "2016", "2018-05-01/2018-06-03", "2018-22"]
    lines = plain(density([record(date, date) for date in dates], Look(80)))
    assert lines[:5] == [
        "       Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec  all",
        " 2016    ·   ·   2   ·   ·   ·   ·   ·   ·   ·   ·   ·    3  +1 without a month",
        " 2017    ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·    0",
        " 2018    ·   ·   ·   ·   1   ·   ·   ·   ·   ·   ·   ·    2  +1 without a month",
        " all     0   0   2   0   1   0   0   0   0   0   0   0    5",
    ]


def test_two_years_are_shown_by_week() -> None:
    dates = ["2018-12-07", "2018-12-08", "2018-12-29", "2018-12", "2019", "2019-01-15"]
    lines = plain(density([record(date, date) for date in dates], Look(80)))
    assert lines[:5] == [
        "             1–7  8–14 15–21 22–28 29–31  all",
        " 2018 Dec      1     1     ·     ·     1    4  +1 without a day",
        " 2019          ·     ·     ·     ·     ·    1  +1 without a month",
        " 2019 Jan      ·     ·     1     ·     ·    1",
        " all           1     1     1     0     1    6",
    ]


def test_countries_are_numbers_where_the_look_is_whole() -> None:
    records = [record("a", "2016-03-07"), record("b", "2018-05"), record("c", "2018", [KIM_GUNN, FUNAKOSHI])]
    assert plain(density(records, Look(80, whole=True)))[-4:] == [
        "      2016 2017 2018 all",
        " KR      1    0    2   3",
        " US      1    0    1   2",
        " JP      0    0    1   1",
    ]


def test_sparklines_take_longer_steps_where_there_is_less_room() -> None:
    records = two_hundred()
    steps = {width: plain(density(records, Look(width)))[-1].split(";")[0].strip() for width in (120, 60, 25)}
    assert steps == {120: "a bar: a month", 60: "a bar: a quarter", 25: "a bar: a year"}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*two_hundred(), *two_years()]), min_size=1, max_size=30),
    st.integers(30, 200),
    st.booleans(),
)
def test_no_line_is_wider_than_the_screen(records: list[MeetingRecord], width: int, ascii: bool) -> None:
    look = Look(width, ascii=ascii)
    for line in plain([*chronicle(records, look, CITIES), *density(records, look)]):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*two_hundred(), *two_years()]), min_size=1, max_size=30))
def test_every_meeting_is_counted_once(records: list[MeetingRecord]) -> None:
    lines = plain(density(records, Look(80, whole=True)))
    assert next(line for line in lines if line.startswith(" all")).split()[-1] == str(len(records))
    assert plain(chronicle(records, Look(80), CITIES))[-1].split()[0] == str(len(records))
