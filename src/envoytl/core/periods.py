"""The periods that people ask for (`2023-Q2`, `last month`, `6 April 2023`), as spans of days. Never guesses.

What has no year, or could mean two things, is refused. "Today" is handed in.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from envoytl.core.dates import DateError, Edtf, Span

HINT = "a period is like 2023, 2023-Q2, 2023-04, 2023-04-06, 2023-W14, today, last month or 3 months ago"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_IN_WORDS = re.compile(rf"(?:{_DAY} (?:of )?[a-z]{{3,9}}\.?|[a-z]{{3,9}}\.?(?: {_DAY})?),? \d{{4}}")
"""`6 April 2023`, `April 6th, 2023`, `April 2023`: a month by its name, so that day and month can't be confused."""


def parse_period(text: str, today: date) -> Span:
    """The days that `text` names.

    Args:
        text: a year, quarter, month, day or ISO week (`2023-W14`), an EDTF date or interval, `today`, `yesterday`,
            `tomorrow`, `this|last|next week|month|quarter|year`, `3 months ago` (one day; days, weeks, months, years),
            or a written date that states its year (`April 2023`, `6 April 2023`).
        today: the day that relative periods count from.

    Raises:
        DateError: the text names no period; the message says what would.
    """
    words = " ".join(text.strip().casefold().split())
    span = _relative(words, today) or _by_number(text.strip().upper()) or _written(words)
    if span is None:
        raise DateError(f"{text!r} is not a period; {_why_not(text.strip())}")
    return span


def _why_not(text: str) -> str:
    if text[:4].isdigit() and "-" in text:
        try:
            Edtf(text)
        except DateError as error:
            why = str(error).partition(": ")[2] or str(error).partition("; ")[2]
            return HINT if not why or why.startswith("write it like") else why
    return HINT


def _relative(words: str, today: date) -> Span | None:
    days = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if words in days:
        day = today + timedelta(days=days[words])
        return Span(day, day)
    match = re.fullmatch(r"(this|last|next) (week|month|quarter|year)", words)
    if match:
        return _around(today, {"this": 0, "last": -1, "next": 1}[match[1]], match[2])
    match = re.fullmatch(r"(\d{1,4}|an?) (day|week|month|year)s? ago", words)
    if match:
        count = int(match[1]) if match[1].isdigit() else 1
        day = _shift(today, -count, match[2])
        return Span(day, day)
    return None


def _shift(day: date, count: int, unit: str) -> date:
    from dateutil.relativedelta import relativedelta

    steps = {"day": "days", "week": "weeks", "month": "months", "quarter": "months", "year": "years"}
    step: dict[str, Any] = {steps[unit]: count * (3 if unit == "quarter" else 1)}
    try:
        moved: date = day + relativedelta(**step)
    except (OverflowError, ValueError):
        raise DateError("that is before the year 1 or after the year 9999") from None
    return moved


def _around(today: date, offset: int, unit: str) -> Span:
    if unit == "week":
        first = today - timedelta(days=today.weekday())
    elif unit == "month":
        first = today.replace(day=1)
    elif unit == "quarter":
        first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    else:
        first = today.replace(month=1, day=1)
    first = _shift(first, offset, unit)
    return Span(first, _shift(first, 1, unit) - timedelta(days=1))


def _by_number(text: str) -> Span | None:
    match = re.fullmatch(r"(\d{4})-?Q([1-4])", text)
    if match and match[1] != "0000":
        first = date(int(match[1]), int(match[2]) * 3 - 2, 1)
        return Span(first, Edtf(f"{match[1]}-{first.month + 2:02}").end)
    match = re.fullmatch(r"(\d{4})-W(\d{2})", text)
    if match:
        try:
            first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return Span(first, first + timedelta(days=6))
        except (ValueError, OverflowError):
            raise DateError(f"{text!r} is not a period; the year {match[1]} has no week {match[2]}") from None
    try:
        value = Edtf(text if "/" not in text else text.lower())
    except DateError:
        return None
    return Span(value.earliest, value.latest)


def _written(words: str) -> Span | None:
    """A date in words, by python-dateutil, which fills gaps from a default: two defaults show what it filled."""
    if not _IN_WORDS.fullmatch(words):
        return None
    from dateutil.parser import ParserError, parse

    try:
        one, other = (parse(words, default=default) for default in (datetime(2000, 1, 1), datetime(2001, 2, 2)))
    except (ParserError, OverflowError, ValueError):
        return None
    if (one.year, one.month) != (other.year, other.month):
        return None
    if one.day != other.day:
        month = Edtf(f"{one.year:04}-{one.month:02}")
        return Span(month.start, month.end)
    return Span(one.date(), one.date())
