"""The timeline as a list: year by year, month by month, each meeting in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from envoytl.core.dates import MONTHS, Edtf
from envoytl.core.record import MeetingRecord
from envoytl.view import look as styles
from envoytl.view.labels import Cities, conflicting, in_order, month, where, who
from envoytl.view.lanes import busiest, year_counts, year_line
from envoytl.view.look import Look, done, line
from envoytl.view.text import count, fit, tidy, wrap

_INDENT = 3


def chronicle(
    records: Sequence[MeetingRecord], look: Look, cities: Cities, *, newest_first: bool = False
) -> Iterator[Text]:
    """The lines of the list, none wider than the look's width (unless whole); none at all without records.

    A meeting has its date, status (unless held) and place on one line, then who met, what about, and where it is from.
    """
    dated = in_order(records)[:: -1 if newest_first else 1]
    years = year_counts(dated)
    year, heading = 0, ""
    for value, record in dated:
        filed_under = value.place
        if filed_under.year != year:
            if year:
                yield Text("")
            year, heading = filed_under.year, ""
            yield year_line(year, years[year], busiest(years), look)
        now = MONTHS[filed_under.month - 1] if month(value) else "without a month"
        yield Text("")
        if now != heading:
            yield done(line().append(f" {now}", styles.HEADING), look)
        heading = now
        yield _first(value, record, look, cities)
        yield from _rest(record, look)
    if dated:
        yield Text("")
        yield done(line().append(f" {count(len(dated), 'meeting')}", styles.QUIET), look)


def _first(value: Edtf, record: MeetingRecord, look: Look, cities: Cities) -> Text:
    text = line()
    status = record["status"]
    text.append(f" {look.status(status)} ", styles.status_style(status))
    text.append(look.plain(value.human()), styles.HEADING)
    dot = look.plain(" · ")
    if status != "held":
        text.append(dot, styles.QUIET).append(status, styles.UNHELD)
    room = None if look.whole else look.width - text.cell_len - len(dot)
    place = where(record, cities, width=room, ascii=look.ascii)
    if place:
        text.append(dot, styles.QUIET).append(fit(place, room or 0, whole=look.whole, ascii=look.ascii, pad=False))
    return done(text, look)


def _rest(record: MeetingRecord, look: Look) -> Iterator[Text]:
    room = look.width - _INDENT
    full = who(record, ascii=look.ascii, posts=True)
    names = full if look.whole or cell_len(full) <= room else who(record, ascii=look.ascii)
    dot = look.plain(" · ")
    origin = record["id"] + dot + count(len({citation["source"] for citation in record["citations"]}), "source")
    if conflicting(record):
        origin += look.plain(", in conflict †")
    about = [", ".join(record["topics"])] if record["topics"] else []
    for told, style in (
        (names, styles.status_style(record["status"])),
        (tidy(record["summary"]), ""),
        (dot.join([*about, origin]), styles.QUIET),
    ):
        for part in [told] if look.whole and told else wrap(told, room):
            yield done(line().append(" " * _INDENT).append(part, style), look)
