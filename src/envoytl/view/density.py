"""The timeline as counts: how many meetings in each month of each year, and each country's share of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rich.text import Text

from envoytl.core.dates import MONTHS
from envoytl.core.record import MeetingRecord
from envoytl.core.words import side_rank
from envoytl.view import look as styles
from envoytl.view.labels import Dated, in_order, month
from envoytl.view.look import Look, done, line
from envoytl.view.text import count

_WEEKS = ("1–7", "8–14", "15–21", "22–28", "29–31")
_FEW_YEARS = 2
_STEPS = (1, 3, 12, 24, 60, 120, 600, 1200, 6000, 12000)
_STEP_NAMES = {1: "month", 3: "quarter", 12: "year"}


class _Row(NamedTuple):
    """A line of the strip: its name, its cells, how many meetings fall into none of them, and for want of what."""

    name: str
    cells: list[int]
    vague: int
    lacking: str


def density(records: Sequence[MeetingRecord], look: Look, *, newest_first: bool = False) -> Iterator[Text]:
    """Counts by year and month (up to two years: by month and week), then by country; none at all without records.

    A meeting counts once, on the day it begins. What is known to the year only (or in the finer strip to the month
    only) is counted apart, at the end of the line. Where the look is whole, countries have numbers, not sparklines.
    """
    dated = in_order(records)
    if not dated:
        return
    years = sorted({value.place.year for value, _ in dated})
    fine = years[-1] - years[0] < _FEW_YEARS
    heads = _WEEKS if fine else tuple(name[:3] for name in MONTHS)
    rows = _by_week(dated) if fine else _by_month(dated)
    yield from _strip(rows[::-1] if newest_first else rows, heads, look)
    yield Text("")
    yield from _countries(dated, look)


def _by_month(dated: Sequence[Dated]) -> list[_Row]:
    cells: Counter[tuple[int, int]] = Counter()
    vague: Counter[int] = Counter()
    for value, _ in dated:
        first = value.place
        if month(value):
            cells[first.year, first.month] += 1
        else:
            vague[first.year] += 1
    first_year, last_year = dated[0][0].place.year, dated[-1][0].place.year
    return [
        _Row(str(year), [cells[year, number] for number in range(1, 13)], vague[year], "month")
        for year in range(first_year, last_year + 1)
    ]


def _by_week(dated: Sequence[Dated]) -> list[_Row]:
    """A row for each month from the first to the last with a meeting, and one for what is known to a year only."""
    cells: Counter[tuple[int, int]] = Counter()
    vague: Counter[int] = Counter()
    years: Counter[int] = Counter()
    for value, _ in dated:
        first = value.place
        index = first.year * 12 + first.month - 1
        if not month(value):
            years[first.year] += 1
        elif value.precision == "month":
            vague[index] += 1
        else:
            cells[index, (first.day - 1) // 7] += 1
    months = {index for index, _ in cells} | set(vague)
    rows = {
        (index, True): _Row(
            f"{index // 12} {MONTHS[index % 12][:3]}", [cells[index, week] for week in range(5)], vague[index], "day"
        )
        for index in (range(min(months), max(months) + 1) if months else ())
    }
    rows |= {(year * 12, False): _Row(str(year), [0] * 5, number, "month") for year, number in years.items()}
    return [rows[key] for key in sorted(rows)]


def _strip(rows: Sequence[_Row], heads: Sequence[str], look: Look) -> Iterator[Text]:
    columns = [sum(row.cells[index] for row in rows) for index in range(len(heads))]
    total = sum(columns) + sum(row.vague for row in rows)
    names = max(len(row.name) for row in rows) + 2
    totals = max(len(str(total)), len("all")) + 2
    least = max(2, max(len(str(number)) for number in columns) + 1)
    notes = _notes(rows, look, look.width - names - totals - least * len(heads))
    longest = max(map(len, heads)) + 1
    room = (look.width - names - totals - max(map(len, notes))) // len(heads)
    cell = longest if look.whole or room >= longest else max(least, room)
    most = max(max(row.cells) for row in rows)
    text = line().append(" " * names)
    for head in heads:
        text.append(look.plain(head if cell > len(head) else head[0]).rjust(cell), styles.QUIET)
    yield done(text.append("all".rjust(totals), styles.QUIET), look)
    for row, note in zip(rows, notes, strict=True):
        text = line().append(f" {row.name}".ljust(names), styles.HEADING)
        for number in row.cells:
            text.append(" ")
            shown = str(number) if number else look.plain("·")
            text.append(shown.rjust(cell - 1), styles.HEAT[_shade(number, most)] if number else styles.QUIET)
        text.append(str(sum(row.cells) + row.vague).rjust(totals), styles.HEADING)
        yield done(text.append(note, styles.VAGUE), look)
    text = line().append(" all".ljust(names), styles.QUIET)
    for number in columns:
        text.append(str(number).rjust(cell), styles.QUIET)
    yield done(text.append(str(total).rjust(totals), styles.HEADING), look)


def _notes(rows: Sequence[_Row], look: Look, room: int) -> list[str]:
    """For each row what its cells don't show, in the fullest words that have room in every row."""
    for words in ("  +{} without a {}", "  +{} no {}", "  +{}"):
        notes = [words.format(row.vague, row.lacking) if row.vague else "" for row in rows]
        if look.whole or max(map(len, notes)) <= room:
            return notes
    return [""] * len(rows)


def _shade(number: int, most: int) -> int:
    """The shade of a count above zero on a scale that ends at `most`."""
    return (number * len(styles.HEAT) - 1) // most


def _countries(dated: Sequence[Dated], look: Look) -> Iterator[Text]:
    """A sparkline for each country, over months, quarters, years or more, whichever is the finest that has room."""
    totals = Counter(country for _, record in dated for country in record["countries"])
    start, end = dated[0][0].place, dated[-1][0].place
    years = end.year - start.year + 1
    digits = max(len(str(max(totals.values()))), len("all") if look.whole else 0)
    width = look.width - 5 - 1 - digits
    step = 12 if look.whole else next((s for s in _STEPS if -(-years * 12 // s) <= width), _STEPS[-1])
    counts: Mapping[str, list[int]] = {code: [0] * -(-years * 12 // step) for code in totals}
    for value, record in dated:
        if month(value) or step >= 12:
            for code in record["countries"]:
                counts[code][_bin(value.place, start.year, step)] += 1
    most = max(max(bins) for bins in counts.values())
    cell = max(len(str(most)), 4) + 1 if look.whole else 1
    axis = _axis(start.year, years, step, cell, look)
    if look.whole:
        axis += " " + "all".rjust(digits)
    yield done(line().append(axis, styles.QUIET), look)
    for code in sorted(totals, key=side_rank):
        text = line().append(f" {code}  ", f"{styles.HEADING} {styles.colour(code)}")
        shown = "".join(str(n).rjust(cell) for n in counts[code]) if look.whole else look.bars(counts[code], most)
        text.append(shown, styles.colour(code))
        yield done(text.append(" " + str(totals[code]).rjust(digits), styles.HEADING), look)
    if not look.whole:
        yield Text("")
        bar = _STEP_NAMES.get(step, f"{step // 12} years")
        yield done(line().append(f" a bar: a {bar}; the highest: {count(most, 'meeting')}", styles.QUIET), look)


def _bin(day: date, first_year: int, step: int) -> int:
    return ((day.year - first_year) * 12 + day.month - 1) // step


def _axis(first_year: int, years: int, step: int, cell: int, look: Look) -> str:
    """The years over the bars where each of them begins, as far as there is room for their names."""
    axis = " " * 5
    for year in range(first_year, first_year + years):
        at = 5 + (year - first_year) * 12 // step * cell + (cell - 4 if look.whole else 0)
        if len(axis) <= at and (len(axis) < at or axis[-1] == " "):
            axis = axis.ljust(at) + str(year)
    return axis
