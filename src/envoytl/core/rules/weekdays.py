"""A rule for the weekdays that stand beside days where a basis says how a date was worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from envoytl.core.checks import Problem, meeting_problem
from envoytl.core.dates import MONTHS, Edtf
from envoytl.core.model import Chronology

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = r"\b(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_MONTH = "|".join(rf"{name[:3]}\b\.?|{name}\b" for name in MONTHS)
_YEAR = r"(?:,? (?P<{}>\d{{4}})\b(?!-))?"
_DAY = (
    r"\b(?:(?P<iso>\d{4}-\d{2}-\d{2})\b"
    rf"|(?P<day>\d{{1,2}}) (?P<month>{_MONTH}){_YEAR.format('year')}"
    rf"|(?P<us_month>{_MONTH}) (?P<us_day>\d{{1,2}})\b{_YEAR.format('us_year')})"
)
"""`2016-03-18`; `18 March 2016`, `18 March`; `March 18, 2016`, `Mar. 18`."""
_SHAPES = (
    re.compile(rf"{_WEEKDAY}['’]?,? \(?{_DAY}"),
    re.compile(rf"{_DAY}(?: \((?:a )?|, a | (?:is|was) (?:a|the) ){_WEEKDAY}"),
)
"""`Friday 2016-03-18`, `'Friday', 2016-03-18`, `Friday (2016-03-18)`; `2016-03-18 (Friday)`, `2016-03-18, a Friday`,
`2016-03-18 was a Friday`; also cut short (`Fri`).
"""


def weekdays(chronology: Chronology) -> Iterator[Problem]:
    """`weekday`: a weekday that stands beside a day in a basis is that day's."""
    for meeting in chronology.meetings:
        for i, citation in enumerate(meeting.citations):
            for field, text in citation.basis.items():
                for message in dict.fromkeys(_wrong(text, meeting.date)):
                    yield meeting_problem("weekday", meeting, "citations", message, "citations", i, "basis", field)


def _wrong(text: str, meeting: Edtf) -> Iterator[str]:
    """What is wrong with the weekdays in a basis of a meeting of that date."""
    for shape in _SHAPES:
        for found in shape.finditer(text):
            day = _iso(found, meeting)
            if day is None:
                continue
            try:
                right = _WEEKDAYS[date.fromisoformat(day).weekday()]
            except ValueError:
                yield f"there is no day {day}"
                continue
            told = next(name for name in _WEEKDAYS if name.startswith(found["weekday"][:3]))
            if right != told:
                yield f"{day} was a {right}, not a {told}"


def _iso(found: re.Match[str], meeting: Edtf) -> str | None:
    """The day that was found, as in `2016-03-18`; None where its year can't be told."""
    if found["iso"]:
        return found["iso"]
    month = next(i for i, name in enumerate(MONTHS, 1) if name[:3] == (found["month"] or found["us_month"])[:3])
    told = found["year"] or found["us_year"]
    year = int(told) if told else _nearest_year(month, meeting)
    return f"{year:04}-{month:02}-{int(found['day'] or found['us_day']):02}" if year else None


def _nearest_year(month: int, meeting: Edtf) -> int | None:
    """The year of a month that is told without one: the meeting's, or beyond a New Year where that brings the two
    within half a year of each other. None for a meeting that may be of several years.
    """
    first = meeting.earliest
    if first.year != meeting.latest.year:
        return None
    return first.year + (first.month - month > 6) - (month - first.month > 6)
