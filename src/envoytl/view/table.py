"""Tables: a Rich one for a terminal, a plain one for a pipe and for long lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.table import Table

LONGEST_RICH = 200
"""Rows beyond which a table is written plainly: Rich needs 1.2 s for 2,000 rows, the plain writer a twentieth of it."""

_GAP = 3
"""Cells between two columns of the Rich table."""
_LEAST = 24
"""No flexible column is made narrower than its longest word, as far as that is no longer than this."""


def fitting(
    headers: Sequence[str], rows: Sequence[Sequence[str]], room: int, flexible: Sequence[str], keep: Sequence[str]
) -> dict[str, int]:
    """Which columns find room, and how wide each may be.

    Columns keep their natural width where all fit. Else the flexible ones are narrowed, the widest first, down to
    their longest word; and where that is not enough, columns are left out from the right, except those to keep.

    Args:
        headers: the columns' names.
        rows: the cells.
        room: the terminal's width in cells.
        flexible: the headers of columns whose cells may be broken into lines.
        keep: the headers of columns that are never left out; too wide, they are narrowed below their words.

    Returns:
        The width of each column that is shown, in order.
    """
    natural = {h: max(cell_len(row[i]) for row in [headers, *rows]) for i, h in enumerate(headers)}
    least = dict(natural)
    for i, header in enumerate(headers):
        if header in flexible:
            words = [cell_len(word) for row in [headers, *rows] for word in row[i].split()]
            least[header] = min(max(words, default=1), _LEAST)
    shown = list(headers)
    while sum(least[h] + _GAP for h in shown) - _GAP > room and (loose := [h for h in shown if h not in keep]):
        shown.remove(loose[-1])
    widths = {h: natural[h] for h in shown}
    while sum(widths[h] + _GAP for h in shown) - _GAP > room:
        spare = [h for h in shown if widths[h] > least[h]] or [h for h in shown if widths[h] > 1]
        if not spare:
            break
        widest = max(spare, key=lambda h: widths[h])
        widths[widest] -= 1
    return widths


def rich_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: dict[str, int],
    *,
    ascii_only: bool = False,
    numeric: Sequence[str] = (),
    styles: Sequence[str | None] = (),
) -> Table:
    """A Rich table.

    Args:
        headers: the columns' names.
        rows: the cells, as plain text (markup in them stays text).
        widths: the columns that are shown, with their widths, as `fitting` gives them.
        ascii_only: draw the frame in ASCII.
        numeric: the headers of columns that are aligned to the right.
        styles: a Rich style for each row, or None.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    frame = box.ASCII2 if ascii_only else box.SIMPLE_HEAD
    table = Table(box=frame, show_edge=False, pad_edge=False, header_style="bold")
    for header, width in widths.items():
        table.add_column(header, justify="right" if header in numeric else "left", width=width, overflow="fold")
    places = [headers.index(header) for header in widths]
    for number, row in enumerate(rows):
        table.add_row(*(Text(row[place]) for place in places), style=styles[number] if styles else None)
    return table


def plain_lines(headers: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[str] = ()) -> Iterator[str]:
    """A table for a pipe: a header and rows, columns aligned by cell width and two spaces apart, nothing cut off."""
    table = [headers, *rows]
    widths = [max(cell_len(row[i]) for row in table) for i in range(len(headers))]
    for row in table:
        cells = [_padded(cell, widths[i], headers[i] in numeric) for i, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()


def _padded(text: str, width: int, right: bool) -> str:
    gap = " " * (width - cell_len(text))
    return gap + text if right else text + gap
