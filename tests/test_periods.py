from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envoytl.core.dates import DateError, Span
from envoytl.core.periods import HINT, parse_period

TODAY = date(2024, 5, 31)
"""A Friday, the last day of a month of 31 days, in a leap year."""

RELATIVE = re.compile("ago|day|morrow|week|month|quarter|year", re.IGNORECASE)

PERIODS = [
    ("2023", "2023-01-01", "2023-12-31"),
    ("2023-Q1", "2023-01-01", "2023-03-31"),
    ("2023-Q2", "2023-04-01", "2023-06-30"),
    ("2023-q3", "2023-07-01", "2023-09-30"),
    ("2023Q4", "2023-10-01", "2023-12-31"),
    ("2024-Q1", "2024-01-01", "2024-03-31"),
    ("2023-04", "2023-04-01", "2023-04-30"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-04-06", "2023-04-06", "2023-04-06"),
    ("  2023-04-06 ", "2023-04-06", "2023-04-06"),
    ("2023-W14", "2023-04-03", "2023-04-09"),
    ("2023-w01", "2023-01-02", "2023-01-08"),
    ("2020-W53", "2020-12-28", "2021-01-03"),
    ("2021-W01", "2021-01-04", "2021-01-10"),
    ("2023-04~", "2023-03-01", "2023-05-31"),
    ("2023-24", "2023-12-01", "2024-02-29"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("202x", "2020-01-01", "2029-12-31"),
    ("2023-04-06/2023-04-08", "2023-04-06", "2023-04-08"),
    ("2023-04/..", "2023-04-01", "9999-12-31"),
    ("../2023-04", "0001-01-01", "2023-04-30"),
    ("today", "2024-05-31", "2024-05-31"),
    ("Yesterday", "2024-05-30", "2024-05-30"),
    ("tomorrow", "2024-06-01", "2024-06-01"),
    ("this week", "2024-05-27", "2024-06-02"),
    ("last week", "2024-05-20", "2024-05-26"),
    ("next week", "2024-06-03", "2024-06-09"),
    ("this month", "2024-05-01", "2024-05-31"),
    ("last month", "2024-04-01", "2024-04-30"),
    ("LAST   Month", "2024-04-01", "2024-04-30"),
    ("next month", "2024-06-01", "2024-06-30"),
    ("this quarter", "2024-04-01", "2024-06-30"),
    ("last quarter", "2024-01-01", "2024-03-31"),
    ("next quarter", "2024-07-01", "2024-09-30"),
    ("this year", "2024-01-01", "2024-12-31"),
    ("last year", "2023-01-01", "2023-12-31"),
    ("next year", "2025-01-01", "2025-12-31"),
    ("0 days ago", "2024-05-31", "2024-05-31"),
    ("1 day ago", "2024-05-30", "2024-05-30"),
    ("2 weeks ago", "2024-05-17", "2024-05-17"),
    ("a week ago", "2024-05-24", "2024-05-24"),
    ("1 month ago", "2024-04-30", "2024-04-30"),
    ("3 months ago", "2024-02-29", "2024-02-29"),
    ("15 months ago", "2023-02-28", "2023-02-28"),
    ("a year ago", "2023-05-31", "2023-05-31"),
    ("April 2023", "2023-04-01", "2023-04-30"),
    ("apr 2023", "2023-04-01", "2023-04-30"),
    ("February 2024", "2024-02-01", "2024-02-29"),
    ("6 April 2023", "2023-04-06", "2023-04-06"),
    ("April 6, 2023", "2023-04-06", "2023-04-06"),
    ("6th of April 2023", "2023-04-06", "2023-04-06"),
    ("1 May 2023", "2023-05-01", "2023-05-01"),
    ("2 february 2001", "2001-02-02", "2001-02-02"),
]
REFUSALS = [
    ("", HINT),
    ("soon", HINT),
    ("april", HINT),
    ("april 23", HINT),
    ("6 april", HINT),
    ("friday", HINT),
    ("last friday", HINT),
    ("04/06/2023", HINT),
    ("6.4.2023", HINT),
    ("31 April 2023", HINT),
    ("29 February 2023", HINT),
    ("April 2023 10:00", HINT),
    ("6 April 2023 10:00 UTC", HINT),
    ("Monday 2023", HINT),
    ("summer 2023", HINT),
    ("in 2023", HINT),
    ("23", HINT),
    ("0000", HINT),
    ("20230406", HINT),
    ("3 months", HINT),
    ("months ago", HINT),
    ("3 quarters ago", HINT),
    ("-3 days ago", HINT),
    ("2022-13", "there is no month 13; months run from 01 to 12"),
    ("2023-02-29", "February 2023 has 28 days, so there is no day 29"),
    ("2023-4-6", "write 2023-04-06"),
    ("2023-Q5", HINT),
    ("2023-Q0", HINT),
]


def _span(first: str, last: str) -> Span:
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("text", "first", "last"), PERIODS)
def test_periods(text: str, first: str, last: str) -> None:
    assert parse_period(text, TODAY) == _span(first, last)


@pytest.mark.parametrize(("text", "why"), REFUSALS)
def test_what_is_no_period_is_refused(text: str, why: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_period(text, TODAY)
    assert str(caught.value) == f"{text!r} is not a period; {why}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2023-W53", "the year 2023 has no week 53"),
        ("2023-W00", "the year 2023 has no week 00"),
        ("2020-W54", "the year 2020 has no week 54"),
        ("9999-W52", "the year 9999 has no week 52"),
    ],
)
def test_weeks_that_a_year_has_not(text: str, why: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_period(text, TODAY)
    assert str(caught.value) == f"{text!r} is not a period; {why}"


@pytest.mark.parametrize(
    "text",
    [
        "monday april 2023",
        "thu 04/06/2023",
        "and 04/06/2023",
        "friday 6 april 2023",
        "12 april 23 0000",
        "3000 years ago",
    ],
)
def test_nothing_is_guessed_from_words(text: str) -> None:
    with pytest.raises(DateError):
        parse_period(text, TODAY)


@pytest.mark.parametrize(
    ("today", "text", "first", "last"),
    [
        ("2023-03-31", "1 month ago", "2023-02-28", "2023-02-28"),
        ("2024-03-31", "1 month ago", "2024-02-29", "2024-02-29"),
        ("2024-02-29", "1 year ago", "2023-02-28", "2023-02-28"),
        ("2024-02-29", "4 years ago", "2020-02-29", "2020-02-29"),
        ("2024-08-31", "6 months ago", "2024-02-29", "2024-02-29"),
        ("2024-01-01", "last month", "2023-12-01", "2023-12-31"),
        ("2024-03-31", "last month", "2024-02-01", "2024-02-29"),
        ("2024-01-31", "next month", "2024-02-01", "2024-02-29"),
        ("2024-02-15", "last quarter", "2023-10-01", "2023-12-31"),
        ("2024-12-31", "next quarter", "2025-01-01", "2025-03-31"),
        ("2024-12-30", "this week", "2024-12-30", "2025-01-05"),
        ("2024-01-01", "last week", "2023-12-25", "2023-12-31"),
    ],
)
def test_relative_periods_at_the_edges_of_months(today: str, text: str, first: str, last: str) -> None:
    assert parse_period(text, date.fromisoformat(today)) == _span(first, last)


@given(st.dates(date(1, 1, 8)), st.integers(1, 53))
def test_weeks_have_seven_days_from_monday(day: date, week: int) -> None:
    try:
        span = parse_period(f"{day.year:04}-W{week:02}", TODAY)
    except DateError:
        assert week == 53 or day.year == 9999
    else:
        assert (span.last - span.first).days == 6
        assert span.first.isocalendar()[:] == (day.year, week, 1)


@given(
    st.text(max_size=16)
    | st.text(alphabet="0123456789-/ QWapril", max_size=12)
    | st.from_regex(r"(last|next) (week|quarter)|[0-9]{1,2} months? ago", fullmatch=True)
)
def test_any_text_is_a_period_or_refused_in_words(text: str) -> None:
    try:
        span = parse_period(text, TODAY)
    except DateError as error:
        assert "not a" in str(error)
    else:
        assert span.first <= span.last
        assert span == parse_period(text, date(1999, 3, 3)) or RELATIVE.search(text)
