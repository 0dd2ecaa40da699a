"""Tables: Rich ones fitted to a terminal, the same written line by line where they are long, plain ones for a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from envoytl.view.text import cell_width, parts_of, wrap

if TYPE_CHECKING:
    from rich.table import Table

    from envoytl.view.look import Look

LONGEST_RICH = 30
"""Rows up to which a table is Rich's: it needs 0.6 ms a row, `fitted_lines` a twentieth of that for the same look."""

_GAP = "  "
_LEAST = 28
"""Cells that a column of long texts keeps, so that it stays readable beside others."""


def fitting(headers: Sequence[str], rows: Sequence[Sequence[str]], room: int, keep: Sequence[str]) -> dict[str, int]:
    """Which columns find room, and how wide each is.

    Each column needs the width of its longest word, and half of its longest text, up to a readable measure. The
    columns to keep come first, then whichever of the others finds room, in order. Narrowed are first those that only
    a few of their texts make so wide, then the widest.

    Args:
        headers: the columns' names, the most important first.
        rows: the cells.
        room: the terminal's width in cells.
        keep: the headers of columns that are left out only where not even their words find room.

    Returns:
        The width of each column that is shown, in order.
    """
    natural, usual, least, words = {}, {}, {}, {}
    for i, header in enumerate(headers):
        texts = [header, *(row[i] for row in rows)]
        lengths = sorted(cell_width(text) for text in texts)
        natural[header], usual[header] = min(lengths[-1], room), lengths[len(lengths) * 3 // 4]
        parts = {part for word in " ".join(texts).split() for part in (parts_of(word) if "/" in word else (word,))}
        longest = max(map(cell_width, parts))
        words[header] = min(longest, max(_LEAST, cell_width(header)))
        least[header] = max(words[header], min(natural[header] // 2, _LEAST))
    shown = [header for header in headers if header in keep]
    if _width([least[header] for header in shown]) > room:
        least = words
        while len(shown) > 1 and _width([least[header] for header in shown]) > room:
            shown.pop()
    for header in headers:
        if header not in keep and _width([least[each] for each in (*shown, header)]) <= room:
            shown.append(header)
    widths = {header: natural[header] for header in headers if header in shown}
    for floor in ({header: max(usual[header], least[header]) for header in widths}, least):
        while _width(list(widths.values())) > room and (loose := [h for h in widths if widths[h] > floor[h]]):
            widths[max(loose, key=lambda header: widths[header])] -= 1
    return widths


def _width(columns: Sequence[int]) -> int:
    return sum(columns) + len(_GAP) * (len(columns) - 1)


def rich_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: dict[str, int],
    look: Look,
    *,
    numeric: Sequence[str] = (),
    styles: Sequence[str] = (),
) -> Table:
    """A table for a terminal, drawn by Rich; arguments and look are those of `fitted_lines`."""
    from rich.table import Table
    from rich.text import Text

    from envoytl.view.look import HEADING, QUIET

    table = Table(box=None, padding=(0, len(_GAP), 0, 0), pad_edge=False, header_style=HEADING)
    for header, width in widths.items():
        table.add_column(header, justify="right" if header in numeric else "left", width=width, no_wrap=True)
    table.add_row(*(Text(look.plain("─") * width, QUIET) for width in widths.values()))
    places = [(headers.index(header), width) for header, width in widths.items()]
    for number, row in enumerate(rows):
        cells = (
            Text("\n".join(wrap(row[i], width) if cell_width(row[i]) > width else [row[i]])) for i, width in places
        )
        table.add_row(*cells, style=styles[number] if styles else None)
    return table


def fitted_lines(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: dict[str, int],
    look: Look,
    *,
    numeric: Sequence[str] = (),
    styles: Sequence[str] = (),
) -> Iterator[tuple[str, str]]:
    """A table for a terminal: a header, a rule and rows, whose cells go on below where they are too long.

    Args:
        headers: the columns' names.
        rows: the cells.
        widths: the columns that are shown, with their widths, as `fitting` gives them.
        look: the glyphs.
        numeric: the headers of columns that are aligned to the right.
        styles: a Rich style for each row, or none at all.

    Yields:
        Each line and its Rich style.
    """
    from envoytl.view.look import HEADING, QUIET

    places = [(headers.index(header), width, header in numeric) for header, width in widths.items()]
    for text in _lines(headers, places):
        yield text, HEADING
    yield _GAP.join(look.plain("─") * width for width in widths.values()), QUIET
    for number, row in enumerate(rows):
        for text in _lines(row, places):
            yield text, styles[number] if styles else ""


def _lines(row: Sequence[str], places: Sequence[tuple[int, int, bool]]) -> Iterator[str]:
    cells = [wrap(row[i], width) if cell_width(row[i]) > width else [row[i]] for i, width, _ in places]
    for number in range(max(map(len, cells))):
        parts = (parts[number] if number < len(parts) else "" for parts in cells)
        padded = (_padded(part, width, right) for part, (_, width, right) in zip(parts, places, strict=True))
        yield _GAP.join(padded).rstrip()


def plain_lines(headers: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[str] = ()) -> Iterator[str]:
    """A table for a pipe: a header and rows, columns aligned by cell width and two spaces apart, nothing cut off."""
    table = [headers, *rows]
    widths = [max(cell_width(row[i]) for row in table) for i in range(len(headers))]
    for row in table:
        cells = [_padded(cell, widths[i], headers[i] in numeric) for i, cell in enumerate(row)]
        yield _GAP.join(cells).rstrip()


def _padded(text: str, width: int, right: bool) -> str:
    gap = " " * (width - cell_width(text))
    return gap + text if right else text + gap
