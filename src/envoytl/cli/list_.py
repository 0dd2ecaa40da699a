"""`envoytl list`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from envoytl.cli.empty import explain_empty
from envoytl.cli.options import COMMON, FILTERS, ORDER, Asked, offers, query, shares, split
from envoytl.cli.session import setting, write
from envoytl.core import asking
from envoytl.core.columns import COLUMNS, FLAT, OF_CITATIONS, SIDES, TABLE
from envoytl.errors import UsageError
from envoytl.store import sql

if TYPE_CHECKING:
    from envoytl.core.query import Query
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index

Answer = TypeVar("Answer")
Piece = TypeVar("Piece", str, bytes)

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")


@shares(FILTERS, ORDER, COMMON)
def command(
    asked: Asked,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help=", ".join(FORMATS) + ".", autocompletion=offers(FORMATS)
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="A,B,…", help="Columns of a table, CSV, TSV or Markdown: " + ", ".join(COLUMNS) + ".",
            autocompletion=offers(tuple(COLUMNS)),
        ),
    ] = None,
) -> None:  # fmt: skip
    """List meetings, as a table or for other programs.

    Examples:
    envoytl list --country JP --since 2022
    envoytl list -c KR -c US,JP --only --status held
    envoytl list --envoy funakoshi --json | jq -r '.[].date'
    """
    if as_json and format and format != "json":
        raise UsageError(f"--json and --format {format} contradict each other")
    chosen = "json" if as_json else asking.one_of(format or "table", FORMATS, "format")
    named = _columns(columns, chosen)
    index = asked.index()
    question = query(asked, index)
    asked.values["columns_named"] = columns is not None
    if named:
        records = sql.found(index, question, whole=not set(named).isdisjoint(OF_CITATIONS))
        _write_columns(chosen, _told_if_empty(records, asked, index, question), named, asked, question)
        return
    from envoytl.export import json_

    texts = _told_if_empty(sql.select(index, question), asked, index, question)
    for part in _blocks(b"", (json_.array if chosen == "json" else json_.lines)(texts)):
        write(part)


def _columns(text: str | None, chosen: str) -> tuple[str, ...]:
    if chosen in ("json", "jsonl"):
        if text is not None:
            raise UsageError(f"--columns goes with table, csv, tsv and md; --format {chosen} always holds every field")
        return ()
    usual = TABLE if chosen in ("table", "md") else FLAT
    return setting("columns", text, _named, ",".join(usual))


def _named(text: str) -> tuple[str, ...]:
    [names] = split([text], "--columns")
    return tuple(asking.one_of(name, tuple(COLUMNS), "column") for name in names)


def _told_if_empty(answer: Iterator[Answer], asked: Asked, index: Index, question: Query) -> Iterator[Answer]:
    """An answer as it comes; where nothing does, it is told why."""
    first = list(islice(answer, 1))
    if not first:
        explain_empty(asked, index, question)
    return chain(first, answer)


def _write_columns(
    chosen: str, records: Iterator[MeetingRecord], columns: tuple[str, ...], asked: Asked, question: Query
) -> None:
    if chosen == "table":
        from envoytl.cli.output import print_table

        print_table(records, columns, asked, question)
        return
    from envoytl.export import flat

    writers = {"csv": flat.csv_rows, "tsv": flat.tsv_rows, "md": flat.markdown_rows}
    for part in _blocks("", writers[chosen](records, columns)):
        write(part.replace(SIDES, " <-> ") if asked.ascii_only else part)


def _blocks(empty: Piece, parts: Iterator[Piece]) -> Iterator[Piece]:
    """Parts joined to pieces worth a system call."""
    while block := empty.join(islice(parts, 512)):
        yield block
