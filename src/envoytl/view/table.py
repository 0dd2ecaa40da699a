"""Tables: a Rich one for a terminal, a plain one for a pipe and for long lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.table import Table

LONGEST_RICH = 200
"""Rows beyond which a table is written plainly: Rich needs 1.2 s for 2,000 rows, the plain writer a twentieth of it."""


def rich_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    ascii_only: bool = False,
    numeric: Sequence[str] = (),
    flexible: Sequence[str] = (),
    styles: Sequence[str | None] = (),
) -> Table:
    """A Rich table.

    Args:
        headers: the columns' names.
        rows: the cells, as plain text (markup in them stays text).
        ascii_only: draw the frame in ASCII.
        numeric: the headers of columns that are aligned to the right.
        flexible: the headers of columns that wrap when the terminal is narrow; the others keep their width.
        styles: a Rich style for each row, or None.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.ASCII2 if ascii_only else box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for header in headers:
        table.add_column(
            header, justify="right" if header in numeric else "left", no_wrap=header not in flexible, overflow="fold"
        )
    for number, row in enumerate(rows):
        table.add_row(*(Text(cell) for cell in row), style=styles[number] if styles else None)
    return table


def plain_lines(headers: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[str] = ()) -> Iterator[str]:
    """A table for a pipe: a header and rows, columns aligned by cell width and two spaces apart, nothing cut off."""
    table = [list(headers), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(cell_len(row[i]) for row in table) for i in range(len(headers))]
    for row in table:
        cells = [_padded(cell, widths[i], headers[i] in numeric) for i, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()


def _padded(text: str, width: int, right: bool) -> str:
    gap = " " * (width - cell_len(text))
    return gap + text if right else text + gap
