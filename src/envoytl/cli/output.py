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

DIM = {"planned": "italic", "proposed": "italic", "unconfirmed": "italic", "cancelled": "dim strike"}
ASCII = str.maketrans({"↔": "<->", "–": "-", "…": "...", "·": "."})


def print_table(records: Iterator[MeetingRecord], columns: Sequence[str], asked: Asked) -> None:
    """Meetings as a table."""
    seen = list(records)
    rows = [[COLUMNS[name](record) for name in columns] for record in seen]
    styles = [DIM.get(record["status"]) for record in seen]
    print_rows(
        columns,
        rows,
        asked,
        numeric=("sides",),
        flexible=("who", "topics", "summary", "posts", "where", "occasion", "publishers", "urls", "note", "venue"),
        styles=styles,
    )
    if on_terminal() and seen:
        print_count(len(seen), asked)


def print_rows(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    asked: Asked,
    *,
    numeric: Sequence[str] = (),
    flexible: Sequence[str] = (),
    styles: Sequence[str | None] = (),
) -> None:
    """Any table; in a pipe every column in full."""
    from envoytl.view.table import LONGEST_RICH, plain_lines, rich_table

    if plain_glyphs(asked.ascii_only):
        rows = [[cell.translate(ASCII) for cell in row] for row in rows]
    if not rows:
        return
    if on_terminal() and len(rows) <= LONGEST_RICH:
        console(asked.no_color).print(
            rich_table(
                headers,
                rows,
                ascii_only=plain_glyphs(asked.ascii_only),
                numeric=numeric,
                flexible=flexible,
                styles=styles,
            )
        )
        return
    write("".join(line + "\n" for line in plain_lines(headers, rows, numeric)))


def print_count(count: int, asked: Asked) -> None:
    """How many meetings a table shows, for people only."""
    console(asked.no_color).print(f"{count} meeting{'' if count == 1 else 's'}", style="dim")


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
