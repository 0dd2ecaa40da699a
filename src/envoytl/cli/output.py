"""Tables and lines on stdout: for a person on a terminal, or whole and plain for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from envoytl.cli.session import console, on_terminal, plain_glyphs, width, write
from envoytl.core.columns import COLUMNS

if TYPE_CHECKING:
    from rich.segment import Segments
    from rich.text import Text

    from envoytl.cli.options import Asked
    from envoytl.core.query import Query
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index
    from envoytl.view.look import Look

_KEPT = ("id", "date", "status", "who")
"""Columns of meetings that are shown on any terminal, unless others are asked for."""
_BLOCK = 256
"""Lines that are printed together."""


def print_table(records: Iterator[MeetingRecord], columns: Sequence[str], asked: Asked, question: Query) -> None:
    """Meetings as a table; a date that only possibly falls into the period asked for says so.

    On a terminal they are counted, and a status that all of them share, being held, is said there alone.
    """
    seen = list(records)
    rows = [[COLUMNS[name](record) for name in columns] for record in seen]
    if question.span and not question.certain and "date" in columns:
        place = columns.index("date")
        for row, record in zip(rows, seen, strict=True):
            row[place] += "" if _surely(record, question) else " (possibly)"
    if not on_terminal() or not seen:
        print_rows(columns, rows, asked, numeric=("sides",))
        return
    from envoytl.view.look import status_style
    from envoytl.view.text import count

    styles = [status_style(record["status"]) for record in seen]
    all_held = "status" in columns and all(record["status"] == "held" for record in seen)
    keep, without = (columns, ()) if asked.columns_named else (_KEPT, ("status",) if all_held else ())
    print_rows(columns, rows, asked, numeric=("sides",), keep=keep, without=without, styles=styles)
    counted = count(len(seen), "meeting") + (f", {'all ' * (len(seen) > 1)}held" if without else "")
    console(asked.no_color).print(counted, style="dim")


def _surely(record: MeetingRecord, question: Query) -> bool:
    """Whether a meeting surely falls into the period asked for."""
    from envoytl.core.dates import Edtf

    return question.span is None or Edtf(record["date"]).certainly_within(question.span)


def print_rows(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    asked: Asked,
    *,
    numeric: Sequence[str] = (),
    keep: Sequence[str] | None = None,
    without: Sequence[str] = (),
    styles: Sequence[str] = (),
) -> None:
    """Any table: fitted to the terminal, or in a pipe every column in full.

    Args:
        headers: the columns' names, the most important first.
        rows: the cells.
        asked: the call's options.
        numeric: columns that are aligned to the right.
        keep: columns that are not left out on a narrow terminal; by default the first two.
        without: columns that a terminal does not need.
        styles: a Rich style for each row, or none at all.
    """
    from envoytl.view.table import LONGEST_RICH, fitted_lines, fitting, plain_lines, rich_table
    from envoytl.view.text import ASCII, tidy, wrap

    if not rows:
        return
    plain = plain_glyphs(asked.ascii_only)
    rows = [[tidy(cell.translate(ASCII) if plain else cell) for cell in row] for row in rows]
    if not on_terminal():
        write("".join(line + "\n" for line in plain_lines(headers, rows, numeric)))
        return
    wanted = [header for header in headers if header not in without]
    places = [headers.index(header) for header in wanted]
    rows = [[row[place] for place in places] for row in rows]
    widths = fitting(wanted, rows, width(), wanted[:2] if keep is None else keep)
    if len(rows) <= LONGEST_RICH:
        table = rich_table(wanted, rows, widths, the_look(asked), numeric=numeric, styles=styles)
        console(asked.no_color).print(table)
    else:
        lines = fitted_lines(wanted, rows, widths, the_look(asked), numeric=numeric, styles=styles)
        console(asked.no_color).print(_segments(lines), end="")
    left_out = [header for header in wanted if header not in widths]
    if left_out:
        note = wrap(f"left out for lack of room: {', '.join(left_out)}", width())
        console(asked.no_color).print("\n".join(note), style="dim")


def _segments(lines: Iterable[tuple[str, str]]) -> Segments:
    """Styled lines in the form that Rich prints fastest."""
    from rich.segment import Segment, Segments
    from rich.style import Style

    styles = {"": Style.null()}
    made = []
    for text, name in lines:
        if name not in styles:
            styles[name] = Style.parse(name)
        made += [Segment(text, styles[name]), Segment.line()]
    return Segments(made)


def print_texts(texts: Iterable[Text], asked: Asked) -> None:
    """Lines of styled text; in a pipe plain, as they come."""
    lines = iter(texts)
    if on_terminal():
        from rich.text import Text

        screen = console(asked.no_color)
        while block := list(islice(lines, _BLOCK)):
            screen.print(Text("\n").join(block))
        return
    while block := list(islice(lines, _BLOCK)):
        write("".join(line.plain.rstrip() + "\n" for line in block))


def print_json(value: Any) -> None:
    """One JSON document, indented."""
    from json import dumps

    write(dumps(value, ensure_ascii=False, indent=2) + "\n")


def the_look(asked: Asked) -> Look:
    """Width and glyphs of the place that output goes to."""
    from envoytl.view.look import Look

    return Look(width=width(), ascii=plain_glyphs(asked.ascii_only), whole=not on_terminal())


def native_cities(index: Index) -> dict[tuple[str, str], str]:
    """What each city is called in a language of its own country, by country and city."""
    natives: dict[str, str] = index.meta("native")
    return {(key[:2], key[3:]): name for key, name in natives.items() if len(key) > 2}
