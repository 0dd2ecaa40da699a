"""Counts as bars, and two keys crossed as a table shaded by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from envoytl.view import look as styles
from envoytl.view.look import Look, done, line
from envoytl.view.text import fit, tidy

_LEAST_BAR = 8
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bars(rows: Sequence[tuple[str, int, str, str]], look: Look) -> Iterator[Text]:
    """A line for each (label, meetings, first date, last date): the number and a bar to the scale of the largest."""
    most = max(row[1] for row in rows)
    digits = len(str(most))
    dates = max(len(row[2]) + len(row[3]) for row in rows) + 5
    label = max(cell_len(tidy(row[0])) for row in rows)
    label = max(min(label, look.width - digits - _LEAST_BAR - dates - 6), 8)
    if look.width < label + digits + _LEAST_BAR + dates + 6:
        dates = 0
    room = max(look.width - label - digits - dates - 6, _LEAST_BAR)
    for name, meetings, first, last in rows:
        row = line().append(fit(tidy(name), label, ascii=look.ascii)).append(f"  {meetings:>{digits}}  ")
        row.append(_bar(meetings, most, room, look), styles.BAR)
        if dates:
            span = first if first == last else f"{first} – {last}"
            row.append(" " * (label + digits + 4 + room + 2 - row.cell_len)).append(look.plain(span), styles.QUIET)
        yield done(row, look)


def _bar(count: int, most: int, room: int, look: Look) -> str:
    eighths = max(round(count * room * 8 / most), 1)
    if look.ascii:
        return "#" * max(round(eighths / 8), 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def heat(headers: Sequence[str], rows: Sequence[Sequence[str]], look: Look) -> Iterator[Text]:
    """A table of numbers, each cell shaded by its share of the largest; columns that find no room are told of.

    Args:
        headers: the first key's name, then the second key's values.
        rows: a label, then a number or an empty text for each value.
        look: width and glyphs.
    """
    numbers = [int(cell) for row in rows for cell in row[1:] if cell]
    label = min(max(cell_len(tidy(row[0])) for row in [headers, *rows]), max(look.width // 3, 10))
    least = len(str(max(numbers))) + 1
    names = [cell_len(tidy(header)) for header in headers[1:]]
    widths = [max(name, least) for name in names]
    if label + sum(width + 1 for width in widths) > look.width:
        widths = [max(min(name, 12), least) for name in names]
    shown = 0
    while shown < len(widths) and label + sum(width + 1 for width in widths[: shown + 1]) <= look.width:
        shown += 1
    head = line().append(fit(headers[0], label, ascii=look.ascii), styles.QUIET)
    for header, width in zip(headers[1 : shown + 1], widths, strict=False):
        head.append(" " + fit(tidy(header), width, ascii=look.ascii), styles.HEADING)
    yield done(head, look)
    for cells in rows:
        row = line().append(fit(tidy(cells[0]), label, ascii=look.ascii))
        for cell, width in zip(cells[1 : shown + 1], widths, strict=False):
            shade = styles.HEAT[(int(cell) * len(styles.HEAT) - 1) // max(numbers)] if cell else ""
            row.append(" ").append(f"{cell or look.plain('·'):>{width}}", shade or styles.QUIET)
        yield done(row, look)
    if shown < len(widths):
        yield line().append(f"and {len(widths) - shown} more columns, for a wider terminal or a pipe", styles.QUIET)
