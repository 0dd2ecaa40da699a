"""What the tables of an index hold of one meeting."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from envoytl.core.dates import Edtf
from envoytl.core.model import Meeting
from envoytl.store.sql import WIDE, day_number


def parted(text: str) -> tuple[str, str]:
    """A record's text up to its citations, and from them on; inside a string, quotes would be escaped."""
    at = text.index(',"citations":[')
    return text[:at], text[at:]


def columns(meeting: Meeting) -> tuple[Any, ...]:
    """A meeting's row in the table of meetings, from its date on."""
    place = meeting.place
    where = ", ".join(part for part in (place.city, place.country, place.venue) if part) if place else None
    day, until, first, last, wide = _days(meeting.date)
    return (
        meeting.date.text, day, until, first, last,
        meeting.status, meeting.mode, meeting.level, len(meeting.countries), where, wide,
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _days(date: Edtf) -> tuple[int, int, str, str, bool]:
    """A date's columns: the day that orders it, its last day, its bounds, and whether these are far apart."""
    wide = (date.latest - date.earliest).days > WIDE
    return day_number(date.place), day_number(date.end), date.earliest.isoformat(), date.latest.isoformat(), wide
