"""Dates that admit what they don't know: EDTF (ISO 8601-2:2019, profile of the Library of Congress), level 1.

Taken: `2022-06-03`, `2022-06`, `2022`, seasons (`2022-21` … `2022-24`), the qualifiers `?` (uncertain), `~`
(approximate) and `%` (both), unspecified digits from the right (`2022-06-XX`, `2022-XX`, `202X`), and intervals of
those (`2016-03-07/2016-03-13`), open (`2022-05/..`) or with an unknown end (`2022-05/`). Years run from 0001 to 9999;
level 1's `Y`-years and negative years are refused, since no meeting has them.

A date is the pair of its first and last possible day. `start`/`end` are read off the text; `earliest`/`latest` also
allow for a qualifier: one unit of the date's own precision (a day, a month, a year) to either side for `?` or `~`,
two for `%`. EDTF leaves that width to the application.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache, total_ordering
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
"""Name and first month (meteorological, northern hemisphere); a winter runs into the next year."""


class DateError(ValueError):
    """The text is not an EDTF level 1 date; the message says why and, where there is one, gives the right spelling."""


class Span:
    """A run of days, both ends included, as asked for in a query.

    `first` and `last` are dates; `date.min` and `date.max` stand for "no bound".
    """

    __slots__ = ("first", "last")

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.first, self.last))

    def __repr__(self) -> str:
        return f"Span({self.first}, {self.last})"


@total_ordering
class Edtf:
    """One EDTF level 1 date. Immutable; two are equal when their texts are.

    Order: by first day, wider before narrower, then by text, so that "June 2022" stands before 1 June 2022.
    """

    __slots__ = ("earliest", "end", "latest", "precision", "qualifier", "start", "text")

    text: str
    start: date
    end: date
    earliest: date
    latest: date
    precision: str
    """`day`, `month`, `season`, `year`, `decade`, `century` or `interval`."""
    qualifier: str
    """`""`, `"?"`, `"~"` or `"%"`; of an interval: of either of its ends."""

    def __new__(cls, text: str) -> Edtf:
        """Read a date. Raises DateError."""
        return _parse(text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edtf) and self.text == other.text

    def __lt__(self, other: Edtf) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Edtf({self.text!r})"

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type[Edtf], tuple[str]]:
        return (Edtf, (self.text,))

    def _key(self) -> tuple[int, int, str]:
        return (self.place.toordinal(), -self.end.toordinal(), self.text)

    @property
    def place(self) -> date:
        """The day by which the date takes its place in a chronology: its first, or its last where it has no first."""
        return self.end if self.start == date.min else self.start

    @property
    def approximate(self) -> bool:
        """Whether the text says "about" (`~` or `%`)."""
        return self.qualifier in ("~", "%")

    @property
    def uncertain(self) -> bool:
        """Whether the text says "perhaps" (`?` or `%`)."""
        return self.qualifier in ("?", "%")

    def possibly_within(self, span: Span) -> bool:
        """Whether some day that the date may mean falls into the span."""
        return self.latest >= span.first and self.earliest <= span.last

    def certainly_within(self, span: Span) -> bool:
        """Whether every day that the date may mean falls into the span."""
        return self.earliest >= span.first and self.latest <= span.last

    def human(self) -> str:
        """The date for people: `3 June 2022`, `about June 2022`, `7–13 March 2016`, `since May 2022`."""
        return _human(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            _validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            "type": "string",
            "format": "edtf",
            "description": "EDTF (ISO 8601-2:2019) level 1 date or interval",
            "examples": ["2022-06-03", "2022-06", "2022-06~", "2016-03-07/2016-03-13"],
        }


def _validate(value: object) -> Edtf:
    if isinstance(value, Edtf):
        return value
    if not isinstance(value, str):
        raise DateError(f'an EDTF date is a string like "2022-06-03", not {type(value).__name__}')
    return _parse(value)


class _Part:
    """One date of an interval, or a date that stands alone, before the two are joined."""

    __slots__ = ("end", "precision", "qualifier", "start")

    def __init__(self, start: date, end: date, precision: str, qualifier: str) -> None:
        self.start, self.end, self.precision, self.qualifier = start, end, precision, qualifier


@lru_cache(maxsize=16384)
def _parse(text: str) -> Edtf:
    if "/" in text:
        left, _, right = text.partition("/")
        first, last = _interval_end(left, text), _interval_end(right, text)
        if first is None and last is None:
            raise DateError(f"{text!r} says nothing: give at least one end of the interval")
        start = first.start if first else date.min
        end = last.end if last else date.max
        if start > end:
            raise DateError(f"{text!r} ends before it begins")
        earliest = _pad(first, -1) if first else date.min
        latest = _pad(last, +1) if last else date.max
        qualifier = _join_qualifiers(first.qualifier if first else "", last.qualifier if last else "")
        return _make(text, start, end, earliest, latest, "interval", qualifier)
    part = _single(text, text)
    return _make(text, part.start, part.end, _pad(part, -1), _pad(part, +1), part.precision, part.qualifier)


def _make(text: str, start: date, end: date, earliest: date, latest: date, precision: str, qualifier: str) -> Edtf:
    made = object.__new__(Edtf)
    made.text, made.start, made.end = text, start, end
    made.earliest, made.latest, made.precision, made.qualifier = earliest, latest, precision, qualifier
    return made


def _interval_end(text: str, whole: str) -> _Part | None:
    return None if text in ("", "..") else _single(text, whole)


def _join_qualifiers(one: str, other: str) -> str:
    both = {one, other} - {""}
    return "%" if len(both) > 1 else both.pop() if both else ""


def _single(text: str, whole: str) -> _Part:
    body, qualifier = (text[:-1], text[-1]) if text[-1:] in ("?", "~", "%") else (text, "")
    pieces = body.split("-")
    widths = [len(piece) for piece in pieces]
    if widths not in ([4], [4, 2], [4, 2, 2]) or not all(c in "0123456789X" for c in "".join(pieces)):
        raise DateError(f"{whole!r} is not an EDTF date{_right_spelling(whole)}")
    digits = "".join(pieces)
    if "X" in digits:
        start, end, precision = _unspecified(pieces, whole)
    else:
        start, end, precision = _specified([int(piece) for piece in pieces], whole)
    return _Part(start, end, precision, qualifier)


def _specified(numbers: list[int], whole: str) -> tuple[date, date, str]:
    year = numbers[0]
    if year == 0:
        raise DateError(f"{whole!r}: years run from 0001 to 9999")
    if len(numbers) == 1:
        return date(year, 1, 1), date(year, 12, 31), "year"
    month = numbers[1]
    if len(numbers) == 2 and month in SEASONS:
        return *_season(year, month, whole), "season"
    if not 1 <= month <= 12:
        raise DateError(f"{whole!r}: there is no month {month:02}; months run from 01 to 12")
    length = days_in(year, month)
    if len(numbers) == 2:
        return date(year, month, 1), date(year, month, length), "month"
    day = numbers[2]
    if not 1 <= day <= length:
        raise DateError(f"{whole!r}: {MONTHS[month - 1]} {year} has {length} days, so there is no day {day:02}")
    only = date(year, month, day)
    return only, only, "day"


def _season(year: int, code: int, whole: str) -> tuple[date, date]:
    first = SEASONS[code][1]
    last_year, last = (year, first + 2) if first < 12 else (year + 1, 2)
    if last_year > 9999:
        raise DateError(f"{whole!r} runs past the year 9999")
    return date(year, first, 1), date(last_year, last, days_in(last_year, last))


def _unspecified(pieces: list[str], whole: str) -> tuple[date, date, str]:
    """EDTF level 1, "unspecified digit(s) from the right": 201X, 20XX, 2004-XX, 1985-04-XX, 1985-XX-XX."""
    year, *rest = pieces
    if year[:2].isdigit() and year[2:] in ("XX",) and not rest:
        return _years(int(year[:2]) * 100, 99, "century", whole)
    if year[:3].isdigit() and year[3] == "X" and not rest:
        return _years(int(year[:3]) * 10, 9, "decade", whole)
    if year.isdigit() and rest in (["XX"], ["XX", "XX"]):
        start, end, _ = _specified([int(year)], whole)
        return start, end, "year"
    if year.isdigit() and len(rest) == 2 and rest[0].isdigit() and rest[1] == "XX":
        start, end, _ = _specified([int(year), int(rest[0])], whole)
        if end - start > timedelta(days=31):
            raise DateError(f"{whole!r}: there is no month {rest[0]}; months run from 01 to 12")
        return start, end, "month"
    raise DateError(f"{whole!r}: at level 1, digits are left open from the right only, as in 2022-06-XX or 202X")


def _years(first: int, more: int, precision: str, whole: str) -> tuple[date, date, str]:
    if first + more < 1:
        raise DateError(f"{whole!r}: years run from 0001 to 9999")
    return date(max(first, 1), 1, 1), date(first + more, 12, 31), precision


def _pad(part: _Part, sign: int) -> date:
    """The part's first (`sign` -1) or last (+1) possible day, its qualifier allowed for."""
    edge = part.start if sign < 0 else part.end
    units = {"": 0, "?": 1, "~": 1, "%": 2}[part.qualifier]
    if not units:
        return edge
    try:
        if part.precision == "day":
            return edge + timedelta(days=sign * units)
        months = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}[part.precision] * units
        anchor = edge.replace(day=1)
        index = anchor.year * 12 + anchor.month - 1 + sign * months
        year, month = divmod(index, 12)
        return date(year, month + 1, 1 if sign < 0 else days_in(year, month + 1))
    except (OverflowError, ValueError):
        return date.min if sign < 0 else date.max


def _right_spelling(text: str) -> str:
    """`"; write 2022-06-03"` for a text that is a date in another spelling, else a general hint."""
    pieces = text.strip().replace("/", "-").replace(".", "-").split("-")
    widths = [len(piece) for piece in pieces]
    if (
        "".join(pieces).isdecimal()
        and 2 <= len(pieces) <= 3
        and widths[0] == 4
        and min(widths) >= 1
        and max(widths[1:]) <= 2
    ):
        guess = "-".join([pieces[0], *(piece.zfill(2) for piece in pieces[1:])])
        if guess != text:
            try:
                _parse(guess)
            except DateError:
                pass
            else:
                return f"; write {guess}"
    return "; write it like 2022-06-03, 2022-06, 2022-06~ (about) or 2016-03-07/2016-03-13 (an interval)"


def days_in(year: int, month: int) -> int:
    """How many days a month has; as `calendar.monthrange`, whose module is slow to import."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def human_day(day: date) -> str:
    """`3 June 2022`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _human(value: Edtf) -> str:
    if value.precision != "interval":
        return _human_single(value.text)
    left, _, right = value.text.partition("/")
    if left in ("", ".."):
        return ("until " if left == ".." else "until, from a day unknown, ") + _human_single(right)
    if right in ("", ".."):
        return ("since " if right == ".." else "from ") + _human_single(left) + (", end unknown" if not right else "")
    if (left + right).replace("-", "").isdigit() and len(left) == len(right) == 10 and left[:4] == right[:4]:
        first, last = value.start, value.end
        if left == right:
            return human_day(first)
        if first.month == last.month:
            return f"{first.day}–{last.day} {MONTHS[last.month - 1]} {last.year}"
        return f"{first.day} {MONTHS[first.month - 1]} – {human_day(last)}"
    return f"{_human_single(left)} – {_human_single(right)}"


def _human_single(text: str) -> str:
    part = _single(text, text)
    day = part.start
    plain = {
        "day": human_day(day),
        "month": f"{MONTHS[day.month - 1]} {day.year}",
        "season": f"{SEASONS[int(text[5:7])][0] if part.precision == 'season' else ''} {day.year}",
        "year": str(day.year),
        "decade": f"the {day.year}s",
        "century": f"the years {day.year}–{part.end.year}",
    }[part.precision]
    return {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}[part.qualifier] + plain
