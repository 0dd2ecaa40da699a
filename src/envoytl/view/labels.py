"""The words that every view shares: who met, where, on what day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from envoytl.core.columns import SIDES, by_side, called
from envoytl.core.dates import MONTHS, SEASONS, Edtf
from envoytl.core.record import MeetingRecord, ParticipantRecord
from envoytl.view.text import ASCII, cell_width, tidy

Cities = Mapping[tuple[str, str], str]
"""(country code, city) → the city's name in its own script."""
Dated = tuple[Edtf, MeetingRecord]
"""A record with its date, read."""

_BY_MODE = {"phone": "by phone", "video": "by video"}


def who(record: MeetingRecord, *, ascii: bool = False, posts: bool = False) -> str:
    """`Kim Gunn, Park Jin ↔ Sung Kim`: sides in the order of lanes; with `posts`: `Kim Gunn (nuclear envoy)`.

    Whoever the sources leave unnamed is the country and the post: `KR foreign minister`, or the code alone.
    """
    arrow = SIDES.translate(ASCII) if ascii else SIDES
    return arrow.join(", ".join(_name(participant, posts) for participant in side) for _, side in by_side(record))


def _name(participant: ParticipantRecord, posts: bool) -> str:
    name, post = tidy(called(participant)), participant["post"]
    return f"{name} ({tidy(post)})" if posts and post and participant["name"] else name


def where(record: MeetingRecord, cities: Cities, *, width: int | None = None, ascii: bool = False) -> str:
    """`Seoul 서울`, `New York (UNGA)`, `by phone`: the fullest form within `width` cells; empty where nothing is known.

    Without a city it is the venue and the country's code, without any place the mode or the occasion. The shortest
    form is given even where it is wider than `width`. With `ascii`, the name in the city's own script is left out.
    """
    occasion = _occasion(record)
    place = record["place"]
    head = ""
    if place:
        head = place["city"] or ", ".join(part for part in (place["venue"], place["country"]) if part)
    native = ""
    if place and place["city"] and not ascii:
        native = cities.get((place["country"] or "", place["city"]), "")
    head, native = tidy(head), tidy(native)
    if not head:
        head = _BY_MODE.get(record["mode"] or "", "")
    if not head:
        return occasion
    named = f"{head} {native}" if native and native != head else head
    forms = [f"{named} ({occasion})", f"{head} ({occasion})", named] if occasion else [named]
    return next((form for form in forms if width is None or cell_width(form) <= width), head)


def _occasion(record: MeetingRecord) -> str:
    """The occasion's name, or the abbreviation that the name gives in parentheses."""
    if record["occasion"] is None:
        return ""
    name = tidy(record["occasion"]["name"])
    short = re.search(r"\(([^()]+)\)$", name)
    return short[1] if short else name


def in_order(records: Iterable[MeetingRecord]) -> list[Dated]:
    """Records with their dates, in order of the day they are filed under."""
    return sorted(((Edtf(record["date"]), record) for record in records), key=lambda pair: pair[0])


def month(value: Edtf) -> str:
    """`Aug`: the month that a date is filed under, empty where it is known to the season or wider only."""
    first, _, last = value.text.partition("/")
    end = last if first in ("", "..") else first
    return _month(Edtf(end)) if end else ""


def _month(value: Edtf) -> str:
    return MONTHS[value.start.month - 1][:3] if value.precision in ("day", "month") else ""


def day(record: MeetingRecord, *, ascii: bool = False) -> str:
    """What a date says beyond the year and month that it is filed under, without anything it doesn't say.

    `17`; `~20` (about), `20?` (perhaps), `~20?` (both); `··` month only, `····` year only; `summer`; `202X`, `20XX`;
    `7–13`, `28–2 Apr` (the next April), `28–2 Apr 2019`; `7–` still going on, `7–?` end unknown,
    and likewise `–7` and `?–7`.
    """
    value = Edtf(record["date"])
    label = _interval(value.text) if value.precision == "interval" else _one(value, 2)
    return label.translate(ASCII) if ascii else label


def _interval(text: str) -> str:
    left, _, right = text.partition("/")
    ends = {"..": "", "": "?"}
    first, last = (None if end in ends else Edtf(end) for end in (left, right))
    if last is None:
        return f"{_one(first, 1) if first else ''}–{ends[right]}"
    shown = _one(last, 1)
    if first is None:
        return f"{ends[left]}–{shown}"
    if last.precision == "year":
        shown = shown.replace("····", str(last.start.year))
    elif last.precision in ("day", "month", "season"):
        months = (last.start.year - first.start.year) * 12 + last.start.month - first.start.month
        if _month(last) and (months or not _month(first)):
            shown += f" {_month(last)}"
        # A month alone is the next one of that name; only beyond that, or after a vaguer date, is the year needed.
        if months >= 12 or (last.start.year != first.start.year and not _month(first)):
            shown += f" {last.start.year}"
    return f"{_one(first, 1)}–{shown}"


def _one(value: Edtf, digits: int) -> str:
    if value.precision == "day":
        text = str(value.start.day).zfill(digits)
    elif value.precision == "season":
        text = SEASONS[int(value.text[5:7])][0]
    else:
        text = {"month": "··", "year": "····"}.get(value.precision, value.text[:4])
    return f"{'~' if value.approximate else ''}{text}{'?' if value.uncertain else ''}"


def conflicting(record: MeetingRecord) -> bool:
    """Whether any source says something else than the record does."""
    return any(citation["differs"] for citation in record["citations"])
