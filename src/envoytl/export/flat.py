"""CSV (RFC 4180), TSV and a Markdown table of chosen columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from envoytl.core.columns import COLUMNS
from envoytl.core.record import MeetingRecord


def csv_rows(records: Iterable[MeetingRecord], columns: Sequence[str]) -> Iterator[str]:
    """A header and a row a meeting; lines end in CR LF."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(columns)
    for record in records:
        writer.writerow(COLUMNS[name](record) for name in columns)
        yield _taken(page)
    yield _taken(page)


def _taken(page: io.StringIO) -> str:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text


def tsv_rows(records: Iterable[MeetingRecord], columns: Sequence[str]) -> Iterator[str]:
    """A header and a row a meeting; tabs and line feeds inside a cell become spaces."""
    yield "\t".join(columns) + "\n"
    for record in records:
        yield "\t".join(" ".join(COLUMNS[name](record).split()) for name in columns) + "\n"


def markdown_rows(records: Iterable[MeetingRecord], columns: Sequence[str]) -> Iterator[str]:
    """A Markdown table; what Markdown would read as markup is escaped."""
    yield "| " + " | ".join(columns) + " |\n"
    yield "|" + " --- |" * len(columns) + "\n"
    for record in records:
        yield "| " + " | ".join(_markdown(COLUMNS[name](record)) for name in columns) + " |\n"


def _markdown(text: str) -> str:
    return "".join("\\" + c if c in "\\|*_`[]<>" else c for c in " ".join(text.split()))
