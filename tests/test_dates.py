from __future__ import annotations

import pickle
import re
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envoytl.core.dates import DateError, Edtf, Span, days_in, human_day

# text, precision, qualifier, start, end, earliest, latest, for people
KINDS = [
    ("2022-06-03", "day", "", "2022-06-03", "2022-06-03", "2022-06-03", "2022-06-03", "3 June 2022"),
    ("2022-06", "month", "", "2022-06-01", "2022-06-30", "2022-06-01", "2022-06-30", "June 2022"),
    ("2022", "year", "", "2022-01-01", "2022-12-31", "2022-01-01", "2022-12-31", "2022"),
    ("2024-02", "month", "", "2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29", "February 2024"),
    ("1900-02", "month", "", "1900-02-01", "1900-02-28", "1900-02-01", "1900-02-28", "February 1900"),
    ("2000-02-29", "day", "", "2000-02-29", "2000-02-29", "2000-02-29", "2000-02-29", "29 February 2000"),
    ("2022-21", "season", "", "2022-03-01", "2022-05-31", "2022-03-01", "2022-05-31", "spring 2022"),
    ("2022-22", "season", "", "2022-06-01", "2022-08-31", "2022-06-01", "2022-08-31", "summer 2022"),
    ("2022-23", "season", "", "2022-09-01", "2022-11-30", "2022-09-01", "2022-11-30", "autumn 2022"),
    ("2023-24", "season", "", "2023-12-01", "2024-02-29", "2023-12-01", "2024-02-29", "winter 2023"),
    ("2022-06-XX", "month", "", "2022-06-01", "2022-06-30", "2022-06-01", "2022-06-30", "June 2022"),
    ("2022-XX", "year", "", "2022-01-01", "2022-12-31", "2022-01-01", "2022-12-31", "2022"),
    ("2022-XX-XX", "year", "", "2022-01-01", "2022-12-31", "2022-01-01", "2022-12-31", "2022"),
    ("202X", "decade", "", "2020-01-01", "2029-12-31", "2020-01-01", "2029-12-31", "the 2020s"),
    ("20XX", "century", "", "2000-01-01", "2099-12-31", "2000-01-01", "2099-12-31", "the years 2000–2099"),
    ("2022-06-03~", "day", "~", "2022-06-03", "2022-06-03", "2022-06-02", "2022-06-04", "about 3 June 2022"),
    ("2022-06-03?", "day", "?", "2022-06-03", "2022-06-03", "2022-06-02", "2022-06-04", "perhaps 3 June 2022"),
    ("2022-06-03%", "day", "%", "2022-06-03", "2022-06-03", "2022-06-01", "2022-06-05", "perhaps about 3 June 2022"),
    ("2022-01~", "month", "~", "2022-01-01", "2022-01-31", "2021-12-01", "2022-02-28", "about January 2022"),
    ("2022-06%", "month", "%", "2022-06-01", "2022-06-30", "2022-04-01", "2022-08-31", "perhaps about June 2022"),
    ("2022-21~", "season", "~", "2022-03-01", "2022-05-31", "2021-12-01", "2022-08-31", "about spring 2022"),
    ("2022?", "year", "?", "2022-01-01", "2022-12-31", "2021-01-01", "2023-12-31", "perhaps 2022"),
    ("202X~", "decade", "~", "2020-01-01", "2029-12-31", "2010-01-01", "2039-12-31", "about the 2020s"),
    ("0001~", "year", "~", "0001-01-01", "0001-12-31", "0001-01-01", "0002-12-31", "about 1"),
    ("9999-12-31~", "day", "~", "9999-12-31", "9999-12-31", "9999-12-30", "9999-12-31", "about 31 December 9999"),
]
INTERVALS = [
    ("2016-03-07/2016-03-13", "", "2016-03-07", "2016-03-13", "2016-03-07", "2016-03-13", "7–13 March 2016"),
    ("2016-02-29/2016-03-01", "", "2016-02-29", "2016-03-01", "2016-02-29", "2016-03-01", "29 February – 1 March 2016"),
    (
        "2018-12-30/2019-01-02", "", "2018-12-30", "2019-01-02", "2018-12-30", "2019-01-02",
        "30 December 2018 – 2 January 2019",
    ),
    ("2022-06-03/2022-06-03", "", "2022-06-03", "2022-06-03", "2022-06-03", "2022-06-03", "3 June 2022"),
    ("2022-05/2022-06", "", "2022-05-01", "2022-06-30", "2022-05-01", "2022-06-30", "May 2022 – June 2022"),
    ("2022-05-XX/2022-06-XX", "", "2022-05-01", "2022-06-30", "2022-05-01", "2022-06-30", "May 2022 – June 2022"),
    ("2022-05/..", "", "2022-05-01", "9999-12-31", "2022-05-01", "9999-12-31", "since May 2022"),
    ("2022-05/", "", "2022-05-01", "9999-12-31", "2022-05-01", "9999-12-31", "from May 2022, end unknown"),
    ("../2022-05", "", "0001-01-01", "2022-05-31", "0001-01-01", "2022-05-31", "until May 2022"),
    ("/2022-05", "", "0001-01-01", "2022-05-31", "0001-01-01", "2022-05-31", "until, from a day unknown, May 2022"),
    (
        "2022-06-03~/2022-06-05", "~", "2022-06-03", "2022-06-05", "2022-06-02", "2022-06-05",
        "about 3 June 2022 – 5 June 2022",
    ),
    ("2022-06-03~/2022-06-05?", "%", "2022-06-03", "2022-06-05", "2022-06-02", "2022-06-06",
     "about 3 June 2022 – perhaps 5 June 2022"),
]  # fmt: skip
HINT = "; write it like 2022-06-03, 2022-06, 2022-06~ (about) or 2016-03-07/2016-03-13 (an interval)"
LEVEL_1 = ": at level 1, digits are left open from the right only, as in 2022-06-XX or 202X"
REFUSALS = [
    ("2022-6-3", " is not an EDTF date; write 2022-06-03"),
    ("2022-6", " is not an EDTF date; write 2022-06"),
    ("2022/06/03", " is not an EDTF date; write 2022-06-03"),
    ("2022/6", " is not an EDTF date; write 2022-06"),
    ("2022.06.03", " is not an EDTF date; write 2022-06-03"),
    (" 2022-06-03", " is not an EDTF date; write 2022-06-03"),
    ("2022-06-03\n", " is not an EDTF date; write 2022-06-03"),
    ("2022-13-1", " is not an EDTF date" + HINT),
    ("20220603", " is not an EDTF date" + HINT),
    ("3 June 2022", " is not an EDTF date" + HINT),
    ("03-06-2022", " is not an EDTF date" + HINT),
    ("22-06-03", " is not an EDTF date" + HINT),
    ("2022-06-03T10:00", " is not an EDTF date" + HINT),
    ("2022-06-xx", " is not an EDTF date" + HINT),
    ("２０２２-06", " is not an EDTF date" + HINT),
    ("-2022", " is not an EDTF date" + HINT),
    ("Y12022", " is not an EDTF date" + HINT),
    ("~2022", " is not an EDTF date" + HINT),
    ("2022~~", " is not an EDTF date" + HINT),
    ("", " is not an EDTF date" + HINT),
    ("~", " is not an EDTF date" + HINT),
    ("2022-06-03/2022-06-05/2022-06-07", " is not an EDTF date" + HINT),
    ("2022-13", ": there is no month 13; months run from 01 to 12"),
    ("2022-00", ": there is no month 00; months run from 01 to 12"),
    ("2022-25", ": there is no month 25; months run from 01 to 12"),
    ("2022-13-01", ": there is no month 13; months run from 01 to 12"),
    ("2022-21-01", ": there is no month 21; months run from 01 to 12"),
    ("2022-21-XX", ": there is no month 21; months run from 01 to 12"),
    ("2022-06-31", ": June 2022 has 30 days, so there is no day 31"),
    ("2022-02-29", ": February 2022 has 28 days, so there is no day 29"),
    ("1900-02-29", ": February 1900 has 28 days, so there is no day 29"),
    ("2022-06-00", ": June 2022 has 30 days, so there is no day 00"),
    ("0000", ": years run from 0001 to 9999"),
    ("0000-01-01", ": years run from 0001 to 9999"),
    ("9999-24", " runs past the year 9999"),
    ("2XXX", LEVEL_1),
    ("XXXX", LEVEL_1),
    ("2022-XX-03", LEVEL_1),
    ("2022-0X", LEVEL_1),
    ("202X-06", LEVEL_1),
    ("2022-06-05/2022-06-03", " ends before it begins"),
    ("2022/2021", " ends before it begins"),
    ("/", " says nothing: give at least one end of the interval"),
    ("../..", " says nothing: give at least one end of the interval"),
    ("2022-06/2022-13", ": there is no month 13; months run from 01 to 12"),
]


@pytest.mark.parametrize(("text", "precision", "qualifier", "start", "end", "earliest", "latest", "human"), KINDS)
def test_every_kind_of_level_1(
    text: str, precision: str, qualifier: str, start: str, end: str, earliest: str, latest: str, human: str
) -> None:
    value = Edtf(text)
    assert (value.text, str(value), value.precision, value.qualifier) == (text, text, precision, qualifier)
    assert [d.isoformat() for d in (value.start, value.end)] == [start, end]
    assert [d.isoformat() for d in (value.earliest, value.latest)] == [earliest, latest]
    assert value.human() == human
    assert (value.approximate, value.uncertain) == (qualifier in ("~", "%"), qualifier in ("?", "%"))


@pytest.mark.parametrize(("text", "qualifier", "start", "end", "earliest", "latest", "human"), INTERVALS)
def test_intervals(text: str, qualifier: str, start: str, end: str, earliest: str, latest: str, human: str) -> None:
    value = Edtf(text)
    assert (value.precision, value.qualifier) == ("interval", qualifier)
    assert [d.isoformat() for d in (value.start, value.end)] == [start, end]
    assert [d.isoformat() for d in (value.earliest, value.latest)] == [earliest, latest]
    assert value.human() == human


@pytest.mark.parametrize(("text", "message"), REFUSALS)
def test_refusals_say_why_and_give_the_right_spelling(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        Edtf(text)
    assert str(caught.value) == repr(text) + message


@pytest.mark.parametrize("text", ["2022-0603", "2022-123", "2022-06-103", "2022-006-03"])
def test_no_digits_are_dropped_to_find_a_right_spelling(text: str) -> None:
    with pytest.raises(DateError) as caught:
        Edtf(text)
    assert str(caught.value) == f"{text!r} is not an EDTF date{HINT}"


def test_order_is_by_first_day_and_the_wider_date_first() -> None:
    texts = [
        "../2022-05",
        "2022",
        "2022-06",
        "2022-06-XX",
        "2022-06-01/2022-06-03",
        "2022-06-01",
        "2022-06-02",
        "2022-07/..",
    ]
    values = [Edtf(text) for text in texts]
    assert [str(value) for value in sorted(values)] == [
        "2022", "../2022-05", "2022-06", "2022-06-XX", "2022-06-01/2022-06-03", "2022-06-01", "2022-06-02",
        "2022-07/..",
    ]  # fmt: skip
    assert Edtf("2022-06") < Edtf("2022-06-01") <= Edtf("2022-06-01") < Edtf("2022-06-02~")


def test_equality_is_that_of_the_text() -> None:
    assert Edtf("2022-06") == Edtf("2022-06")
    assert Edtf("2022-06") != Edtf("2022-06-XX")
    assert Edtf("2022-06") != "2022-06"
    assert len({Edtf("2022-06"), Edtf("2022-06"), Edtf("2022-06-XX")}) == 2
    assert repr(Edtf("2022-06~")) == "Edtf('2022-06~')"
    assert pickle.loads(pickle.dumps(Edtf("2022-06~"))) == Edtf("2022-06~")  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("text", "first", "last", "possibly", "certainly"),
    [
        ("2022-06-03", "2022-06-03", "2022-06-03", True, True),
        ("2022-06-03", "2022-06-04", "2022-06-05", False, False),
        ("2022-06", "2022-06-10", "2022-06-12", True, False),
        ("2022-06", "2022-06-01", "2022-06-30", True, True),
        ("2022-06-03~", "2022-06-03", "2022-06-30", True, False),
        ("2022-06-03~", "2022-06-04", "2022-06-30", True, False),
        ("2022-06-03%", "2022-06-06", "2022-06-30", False, False),
        ("2022-06/..", "2030-01-01", "2030-01-31", True, False),
        ("../2022-06", "2022-07-01", "2022-07-31", False, False),
    ],
)
def test_within_a_span(text: str, first: str, last: str, possibly: bool, certainly: bool) -> None:
    span = Span(date.fromisoformat(first), date.fromisoformat(last))
    assert (Edtf(text).possibly_within(span), Edtf(text).certainly_within(span)) == (possibly, certainly)


def test_spans_compare_by_their_days() -> None:
    span = Span(date(2022, 6, 1), date(2022, 6, 30))
    assert span == Span(date(2022, 6, 1), date(2022, 6, 30))
    assert span != Span(date(2022, 6, 1), date(2022, 6, 29))
    assert hash(span) == hash(Span(date(2022, 6, 1), date(2022, 6, 30)))
    assert repr(span) == "Span(2022-06-01, 2022-06-30)"


def test_a_day_for_people() -> None:
    assert human_day(date(2022, 6, 3)) == "3 June 2022"


@given(st.integers(1, 9998), st.integers(1, 12))
def test_days_in_a_month(year: int, month: int) -> None:
    following = date(year + month // 12, month % 12 + 1, 1)
    assert days_in(year, month) == (following - timedelta(days=1)).day


def _single(years: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    def spell(day: date, form: str) -> str:
        season = f"{day.year:04}-{20 + (day.month - 1) // 3 + 1}"
        return {
            "day": day.isoformat(), "month": day.isoformat()[:7], "year": day.isoformat()[:4], "season": season,
            "days open": day.isoformat()[:7] + "-XX", "months open": day.isoformat()[:4] + "-XX-XX",
            "decade": day.isoformat()[:3] + "X", "century": day.isoformat()[:2] + "XX",
        }[form]  # fmt: skip

    forms = st.sampled_from(["day", "day", "month", "year", "season", "days open", "months open", "decade", "century"])
    return st.builds(spell, years, forms)


SINGLE = _single(st.dates(date(100, 1, 1), date(9899, 12, 31)))
QUALIFIED = st.builds(str.__add__, SINGLE, st.sampled_from(["", "", "?", "~", "%"]))
ENDS = QUALIFIED | st.sampled_from(["", ".."])
TEXTS = QUALIFIED | st.builds("{}/{}".format, ENDS, ENDS)


def _read(text: str) -> Edtf | None:
    try:
        return Edtf(text)
    except DateError as error:
        assert "before it begins" in str(error) or "says nothing" in str(error), error
        return None


@given(TEXTS)
def test_what_is_read_is_written_back_and_bounds_are_in_order(text: str) -> None:
    value = _read(text)
    if value is not None:
        assert str(value) == text
        assert value.earliest <= value.start <= value.end <= value.latest
        assert value.start <= value.place <= value.end
        assert value.human()
        if not value.qualifier:
            assert (value.earliest, value.latest) == (value.start, value.end)


@given(TEXTS, TEXTS)
def test_order_is_total(one: str, other: str) -> None:
    a, b = _read(one), _read(other)
    if a is not None and b is not None:
        assert [a < b, a == b, b < a].count(True) == 1
        if a.start < b.start and a.place == a.start and b.place == b.start:
            assert a < b


@given(st.text(alphabet="0123456789X-/.?~% ", max_size=24) | st.text(max_size=12))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    try:
        value = Edtf(text)
    except DateError as error:
        assert str(error).startswith(repr(text))
    else:
        assert str(value) == text


def _struct_day(value: object) -> date | None:
    return date(value[0], value[1], value[2]) if hasattr(value, "tm_year") else None  # type: ignore[index]


@settings(max_examples=60)
@given(
    SINGLE
    | st.builds("{}/{}".format, SINGLE, SINGLE)
    | st.builds("{}/..".format, SINGLE)
    | st.builds("../{}".format, SINGLE)
)
def test_bounds_are_those_of_the_edtf_library(text: str) -> None:
    value = _read(text)
    if value is None or re.search(r"-24(/|$)", text):  # its winter ends with the year, ours in February
        return
    try:
        theirs = edtf.parse_edtf(text)
    except Exception:
        assert ".." in text
        return
    assert value.start == (_struct_day(theirs.lower_strict()) or date.min)
    assert value.end == (_struct_day(theirs.upper_strict()) or date.max)
