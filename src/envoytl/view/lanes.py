"""The timeline as lanes: one for each country; a meeting is a knot that ties its lanes together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from envoytl.core.dates import Edtf
from envoytl.core.record import MeetingRecord
from envoytl.core.words import side_rank
from envoytl.view import look as styles
from envoytl.view.labels import Cities, Dated, conflicting, day, in_order, month, where, who
from envoytl.view.look import Look, done, line
from envoytl.view.text import count, fit, wrap

LONG_GAP = 45
"""Days without a meeting beyond which the gap is told in words."""
RECORDED, SUCH = "a recorded meeting", "such a meeting"
"""What gaps are without: between all meetings of the chronology, or between those that were asked for."""
_MOST_LANES = 12
_LEAST_WHO = 28
_LEAST_WHERE = 6
# How many cells lanes may be apart, and how many must then be left for the words.
_PITCHES = ((5, 110), (4, 76), (3, 42), (2, _LEAST_WHO))
_MONTH_AND_MARGIN = 5


class _Plan(NamedTuple):
    """Where everything stands on a line; positions and widths in cells."""

    look: Look
    lanes: tuple[str, ...]
    """Country codes from left to right; the last may be `+n`, for the n rarest countries."""
    folded: tuple[str, ...]
    day: int
    first: int
    pitch: int
    words: int
    who: int
    where: int

    def lane_of(self, country: str) -> int:
        """The lane of a country."""
        return self.lanes.index(country) if country in self.lanes else len(self.lanes) - 1


def lanes(
    records: Sequence[MeetingRecord], look: Look, cities: Cities, *, newest_first: bool = False, lacking: str = RECORDED
) -> Iterator[Text]:
    """The lines of the timeline, none wider than the look's width (unless whole); none at all without records.

    What long gaps are `lacking` is told in words; where there are none, gaps aren't told of.

    Meetings stand in order of the day they begin, or the other way round. A gap is counted from the last possible day
    of what came before to the first possible day of what follows.
    """
    if not records:
        return
    dated = in_order(records)
    gaps = _gaps(dated)
    if newest_first:
        dated, gaps = dated[::-1], [0, *gaps[:0:-1]]
    plan = _plan([record for _, record in dated], look, cities)
    years = year_counts(dated)
    most = busiest(years)
    yield from _header(plan)
    year, last_month = 0, ""
    for gap, (value, record) in zip(gaps, dated, strict=True):
        if gap > LONG_GAP and lacking:
            yield _gap(plan, gap, lacking)
        if value.place.year != year:
            year, last_month = value.place.year, ""
            yield year_line(year, years[year], most, look)
        shown = month(value)
        yield _meeting(plan, value, record, shown if shown != last_month else "", cities)
        last_month = shown
    yield Text("")
    yield from _legend(plan, dated)


def _gaps(dated: Sequence[Dated]) -> list[int]:
    """How many days before each meeting surely had none, since those before it; 0 before the first."""
    gaps, latest = [], dated[0][0].latest
    for value, _ in dated:
        gaps.append(max(0, (value.earliest - latest).days - 1))
        latest = max(latest, value.latest)
    return gaps


class YearCount(NamedTuple):
    """The meetings of a year: by month (those known to the month), and by status."""

    months: list[int]
    statuses: Counter[str]


def year_counts(dated: Sequence[Dated]) -> dict[int, YearCount]:
    """What there is in each year that has meetings; each is counted once, in the year and month it is filed under."""
    years: dict[int, YearCount] = {}
    for value, record in dated:
        filed_under = value.place
        year = years.setdefault(filed_under.year, YearCount([0] * 12, Counter()))
        year.statuses[record["status"]] += 1
        if month(value):
            year.months[filed_under.month - 1] += 1
    return years


def busiest(years: dict[int, YearCount]) -> int:
    """The number of meetings of the month that has most: where the scale of the years' sparklines ends."""
    return max((max(year.months) for year in years.values()), default=0)


def year_line(year: int, counts: YearCount, most: int, look: Look) -> Text:
    """` 2018  ·······▃█··· 11 meetings, 1 planned ───`; the sparkline's scale ends at `most`."""
    text = line()
    text.append(f" {year} ", styles.YEAR)
    said = ", ".join(
        [count(counts.statuses.total(), "meeting")]
        + [f"{counts.statuses[status]} {status}" for status in styles.STATUS_ORDER[1:] if counts.statuses[status]]
    )
    text.append(" ").append(look.bars(counts.months, most), styles.BAR)
    said = fit(said, look.width - text.cell_len - 1, whole=look.whole, ascii=look.ascii, pad=False)
    text.append(f" {said} ", styles.QUIET)
    text.append(look.plain("─") * (look.width - text.cell_len), styles.QUIET)
    return done(text, look)


def _plan(records: Sequence[MeetingRecord], look: Look, cities: Cities) -> _Plan:
    shares = Counter(country for record in records for country in record["countries"])
    days = max(3, *(len(day(record, ascii=look.ascii)) for record in records))
    first = _MONTH_AND_MARGIN + days + 1
    shown, pitch = _lane_room(len(shares), look, first)
    ranked = sorted(shares, key=lambda code: (-shares[code], side_rank(code)))
    folded = tuple(sorted(ranked[shown - 1 :], key=side_rank)) if shown < len(ranked) else ()
    names = tuple(sorted(set(ranked) - set(folded), key=side_rank)) + ((f"+{len(folded)}",) if folded else ())
    words = first + (len(names) - 1) * pitch + (2 if pitch > 2 else 1) + 2
    who_width, where_width = _word_room(records, look, cities, max(look.width - words, 0))
    return _Plan(look, names, folded, day=days, first=first, pitch=pitch, words=words, who=who_width, where=where_width)


def _word_room(records: Sequence[MeetingRecord], look: Look, cities: Cities, rest: int) -> tuple[int, int]:
    """The widths of the columns "who met" and "where" (0: left out) in the `rest` of the line."""
    whos = (cell_len(who(record, ascii=look.ascii)) + 2 * conflicting(record) for record in records)
    longest_who = max(len("who met"), *whos)
    room = None if look.whole else max(rest * 3 // 10, rest - 2 - longest_who)
    wheres = (cell_len(where(record, cities, width=room, ascii=look.ascii)) for record in records)
    longest_where = max(len("where"), *wheres)
    if room is None:
        return longest_who, longest_where
    where_width = min(longest_where, room, rest - 2 - min(_LEAST_WHO, longest_who))
    if where_width < _LEAST_WHERE:
        return rest, 0
    return min(longest_who, rest - 2 - where_width), where_width


def _lane_room(countries: int, look: Look, first: int) -> tuple[int, int]:
    """How many lanes there are, and how many cells apart."""
    if look.whole:
        return countries, 3
    number = min(countries, _MOST_LANES)
    for pitch, least in _PITCHES:
        if look.width - first - (number - 1) * pitch - 4 >= least:
            return number, pitch
    return max(min(number, 2), min(number, (look.width - first - 3 - _LEAST_WHO) // 2 + 1)), 2


def _header(plan: _Plan) -> Iterator[Text]:
    """The lanes' names; upright, a letter on each of two lines, where lanes are too close for two letters."""
    rows = [plan.lanes] if plan.pitch > 2 else [[name[0] for name in plan.lanes], [name[1:] for name in plan.lanes]]
    for number, row in enumerate(rows):
        text = line()
        text.append(" " * plan.first)
        for name, shown in zip(plan.lanes, row, strict=True):
            text.append(shown, f"{styles.HEADING} {styles.colour(name)}" if name[0] != "+" else styles.HEADING)
            text.append(" " * (plan.pitch - len(shown)))
        if number == len(rows) - 1:
            text.append(" " * (plan.words - text.cell_len))
            text.append(fit("who met", plan.who) if plan.where else "who met", styles.QUIET)
            if plan.where:
                text.append("  where", styles.QUIET)
        yield done(text, plan.look)


def _gap(plan: _Plan, days: int, lacking: str) -> Text:
    text = line()
    text.append(" " * plan.first + plan.look.plain("┊"), styles.QUIET)
    text.append(f" {days} days without {lacking}", styles.VAGUE)
    return done(text, plan.look)


def _meeting(plan: _Plan, value: Edtf, record: MeetingRecord, new_month: str, cities: Cities) -> Text:
    look = plan.look
    text = line()
    text.append(f" {new_month:<3} ", styles.HEADING)
    exact = value.precision in ("day", "interval") and not value.qualifier
    text.append(day(record, ascii=look.ascii).rjust(plan.day) + " ", "" if exact else styles.VAGUE)
    _knots(text, plan, record)
    text.append(" " * (plan.words - text.cell_len))
    names = who(record, ascii=look.ascii)
    mark = " †" if conflicting(record) else ""
    names = fit(names, plan.who - len(mark), whole=look.whole, ascii=look.ascii, pad=False)
    text.append(names, styles.status_style(record["status"]))
    text.append(look.plain(mark), styles.MARK)
    if plan.where:
        place = where(record, cities, width=None if look.whole else plan.where, ascii=look.ascii)
        text.append(" " * (plan.words + plan.who + 2 - text.cell_len))
        text.append(fit(place, plan.where, whole=look.whole, ascii=look.ascii, pad=False), styles.QUIET)
    return done(text, look)


def _knots(text: Text, plan: _Plan, record: MeetingRecord) -> None:
    tied = {plan.lane_of(country): country for country in record["countries"]}
    low, high = min(tied), max(tied)
    knot = plan.look.status(record["status"])
    across, crossing, idle = plan.look.plain("─"), plan.look.plain("┼"), plan.look.plain("┊")
    for index, name in enumerate(plan.lanes):
        inside = low <= index < high
        if index in tied:
            text.append(knot, styles.colour(name) if name[0] != "+" else styles.HEADING)
        else:
            text.append(crossing if low < index < high else idle, styles.QUIET)
        if index < len(plan.lanes) - 1:
            text.append((across if inside else " ") * (plan.pitch - 1), styles.QUIET)


def _legend(plan: _Plan, dated: Sequence[Dated]) -> Iterator[Text]:
    look = plan.look
    statuses = {record["status"] for _, record in dated}
    items = [f"{look.status(status)} {status}" for status in styles.STATUS_ORDER if status in statuses]
    days = [day(record) for _, record in dated]
    pieces = {piece.strip("~?") for label in days for piece in label.replace("–", " ").split()}
    notes = (
        ("··" in pieces, "·· month only"),
        ("····" in pieces, "···· year only"),
        (any("~" in label for label in days), "~12 about the 12th"),
        (any(value.uncertain for value, _ in dated), "12? perhaps the 12th"),
        (any(conflicting(record) for _, record in dated), "† sources differ"),
    )
    items += [look.plain(note) for occurs, note in notes if occurs]
    if plan.folded:
        for part in wrap(f"{plan.lanes[-1]} is {', '.join(plan.folded)}", max(look.width - 1, 2)):
            yield done(line().append(f" {part}", styles.QUIET), look)
    items.append(count(len(dated), "meeting"))
    told = ""
    for item in items:
        if told and not look.whole and cell_len(told) + 2 + cell_len(item) > look.width:
            yield done(line().append(told, styles.QUIET), look)
            told = ""
        told += f"{'  ' if told else ' '}{item}"
    yield done(line().append(told, styles.QUIET), look)
