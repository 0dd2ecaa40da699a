"""Tables and lines on stdout: for a person on a terminal, or whole and plain for a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from envoytl.cli.session import console, on_terminal, plain_glyphs, width, write
from envoytl.core.columns import COLUMNS
from envoytl.store import sql

if TYPE_CHECKING:
    from rich.text import Text

    from envoytl.cli.options import Asked
    from envoytl.core.query import Query
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index
    from envoytl.view.look import Look

STYLES = {"planned": "italic", "proposed": "italic", "unconfirmed": "italic", "cancelled": "dim strike"}
ASCII = str.maketrans({"↔": "<->", "–": "-", "…": "...", "·": "."})
WORDY = ("who", "posts", "where", "venue", "occasion", "topics", "summary", "publishers", "urls", "note")
"""Columns whose cells may be broken into lines on a narrow terminal."""


def print_table(records: Iterator[MeetingRecord], columns: Sequence[str], asked: Asked, question: Query) -> None:
    """Meetings as a table; a date that only possibly falls into the period asked for says so."""
    seen = list(records)
    rows = [[COLUMNS[name](record) for name in columns] for record in seen]
    if question.span and not question.certain and "date" in columns:
        place = columns.index("date")
        for row, record in zip(rows, seen, strict=True):
            row[place] += "" if _surely(record, question) else " (possibly)"
    styles = [STYLES.get(record["status"]) for record in seen]
    keep = columns if asked.columns_named else ("id", "date", "status", "who")
    print_rows(columns, rows, asked, numeric=("sides",), flexible=WORDY, keep=keep, styles=styles)
    if on_terminal() and seen:
        console(asked.no_color).print(f"{len(seen)} meeting{'' if len(seen) == 1 else 's'}", style="dim")


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
    flexible: Sequence[str] = (),
    keep: Sequence[str] | None = None,
    styles: Sequence[str | None] = (),
) -> None:
    """Any table: fitted to the terminal, or in a pipe every column in full.

    Args:
        headers: the columns' names, the most important first.
        rows: the cells.
        asked: the call's options.
        numeric: columns that are aligned to the right.
        flexible: columns whose cells may be broken into lines.
        keep: columns that are not left out on a narrow terminal; by default the first two.
        styles: a Rich style for each row, or None.
    """
    from envoytl.view.labels import tidy
    from envoytl.view.table import LONGEST_RICH, fitting, plain_lines, rich_table

    if not rows:
        return
    plain = plain_glyphs(asked.ascii_only)
    rows = [[tidy(" ".join(cell.split()).translate(ASCII) if plain else cell) for cell in row] for row in rows]
    if not on_terminal() or len(rows) > LONGEST_RICH:
        write("".join(line + "\n" for line in plain_lines(headers, rows, numeric)))
        return
    widths = fitting(headers, rows, width(), flexible, headers[:2] if keep is None else keep)
    screen = console(asked.no_color)
    screen.print(rich_table(headers, rows, widths, ascii_only=plain, numeric=numeric, styles=styles))
    left_out = [header for header in headers if header not in widths]
    if left_out:
        screen.print(f"left out for lack of room: {', '.join(left_out)}", style="dim")


def print_texts(texts: Iterable[Text], asked: Asked) -> None:
    """Lines of styled text; in a pipe plain, as they come."""
    lines = iter(texts)
    if on_terminal():
        screen = console(asked.no_color)
        for line in lines:
            screen.print(line)
        return
    while block := list(islice(lines, 256)):
        write("".join(line.plain.rstrip() + "\n" for line in block))


def print_json(value: Any) -> None:
    """One JSON document, indented."""
    from json import dumps

    write(dumps(value, ensure_ascii=False, indent=2) + "\n")


def found(index: Index, question: Query) -> list[MeetingRecord]:
    """The records that a query finds."""
    from json import loads

    return [loads(text) for text in sql.select(index, question)]


def the_look(asked: Asked) -> Look:
    """Width and glyphs of the place that output goes to."""
    from envoytl.view.look import Look

    return Look(width=width(), ascii=plain_glyphs(asked.ascii_only), whole=not on_terminal())


def native_cities(index: Index) -> dict[tuple[str, str], str]:
    """What each city is called in a language of its own country, by country and city."""
    natives: dict[str, str] = index.meta("native")
    return {(key[:2], key[3:]): name for key, name in natives.items() if len(key) > 2}
