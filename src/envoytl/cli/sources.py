"""`envoytl sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from envoytl.cli.directory import (
    AsJson,
    counts,
    meeting_table,
    meetings_of,
    print_directory,
    print_dossier,
    print_no_dossier,
    printed_then,
    span_of,
)
from envoytl.cli.options import COMMON, FILTERS, ROWS, Asked, offers, query, shares
from envoytl.cli.session import say, today
from envoytl.core import asking
from envoytl.core.dates import Edtf
from envoytl.core.dossier import Dossier, Table
from envoytl.core.query import Group
from envoytl.errors import UsageError
from envoytl.store import lookup

if TYPE_CHECKING:
    from envoytl.core.query import Query
    from envoytl.store.index import Index


@shares(FILTERS, ROWS, COMMON)
def command(
    asked: Asked,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[SOURCE]", help="A publisher, or a source's id.", autocompletion=offers("publisher")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="A line for each source, not for each publisher.")] = False,
    gaps: Annotated[bool, typer.Option("--gaps", help="What was looked for and not found.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the publishers that the chronology cites, or print what a publisher or a source supports.

    Examples:
    envoytl sources
    envoytl sources --all --country JP
    envoytl sources "korea times"
    envoytl sources --gaps
    """
    index = asked.index()
    if gaps:
        if name is not None or every:
            raise UsageError(f"--gaps lists what no source tells: leave out {'--all' if name is None else repr(name)}")
        _gaps(index, asked, as_json)
        return
    question = query(asked, index)
    if name is None:
        _list(index, asked, every, as_json)
        return
    kind, values = lookup.source(index, name)
    if not any({source["id"], source["publisher"]} & set(values) for source in _in_print(index, question)):
        print_no_dossier(f"{name} was not surely in print by {asked.known_by}", as_json)
        return
    records = meetings_of(index, question._replace(groups=(*question.groups, Group(kind, values, name))), asked)
    if kind == "source":
        cited = [source for source in index.entries("sources") if source["id"] in values]
    else:
        cited = [source for source in _in_print(index, question) if source["publisher"] in values]
    rows = [_row(source) for source in cited]
    facts: list[tuple[str, Any]] = []
    if kind == "source":
        [only] = cited
        facts = [
            (key, only.get(key))
            for key in ("id", "type", "publisher", "title", "author", "published", "lang", "url", "read", "note")
        ]
    tables = [Table("sources", _HEADERS, rows if kind == "publisher" else []), meeting_table(records)]
    title = cited[0]["id"] if kind == "source" else ", ".join(values)
    print_dossier(Dossier(title, [*facts, *span_of(records)], tables), asked, as_json)


_NOT_OF_GAPS = {parameter.name for parameter in FILTERS} - {"since", "until", "on", "certain"}
_HEADERS = ("id", "title", "published", "lang", "type", "url")


def _row(source: dict[str, Any]) -> tuple[str | None, ...]:
    return tuple(source.get(key, "article" if key == "type" else None) for key in _HEADERS)


def _in_print(index: Index, question: Query) -> list[dict[str, Any]]:
    """The sources; with `--known-by`, those that were in print by then."""
    sources = index.entries("sources")
    if question.known_by is None:
        return sources
    printed = printed_then(index, question, question.known_by)
    return [source for source in sources if source["id"] in printed]


def _list(index: Index, asked: Asked, every: bool, as_json: bool) -> None:
    question = query(asked, index)
    counted = counts(asked, index, question, "source" if every else "publisher", whole=True)
    sources = _in_print(index, question)
    if every:
        rows: list[tuple[Any, ...]] = []
        for source in sources:
            if source["id"] in counted or not question.narrowed:
                id, title, *rest = _row(source)
                meetings = counted[id].meetings if id in counted else 0
                rows.append((id, title, source["publisher"], meetings, *rest))
        rows.sort(key=lambda row: (row[4] or "~", row[0]))
        print_directory(("id", "title", "publisher", "meetings", *_HEADERS[2:]), rows, asked, as_json)
        return
    rows = []
    publishers = counted.keys() if question.narrowed else {source["publisher"] for source in sources}
    for publisher in publishers:
        own = [source for source in sources if source["publisher"] == publisher]
        languages = sorted({source["lang"] for source in own})
        count = counted[publisher][1:] if publisher in counted else (0, None, None)
        rows.append((publisher, len(own), *count, languages))
    rows.sort(key=lambda row: (-row[2], row[0]))
    print_directory(("publisher", "sources", "meetings", "first", "last", "lang"), rows, asked, as_json)


def _gaps(index: Index, asked: Asked, as_json: bool) -> None:
    """What was looked for and not found in the time that is asked for, in order of time."""
    if any(asked.values[name] for name in _NOT_OF_GAPS):
        raise UsageError("--gaps takes the filters --since, --until, --on and --certain alone: gaps are no meetings")
    span = asking.span(asked.since, asked.until, asked.on, today(), certain=asked.certain)
    within = Edtf.certainly_within if asked.certain else Edtf.possibly_within
    gaps = sorted((Edtf(gap["period"]), gap["kind"], gap["text"]) for gap in index.meta("head").get("gaps", ()))
    rows = [(period.text, *rest) for period, *rest in gaps if span is None or within(period, span)]
    if not rows:
        say("no gaps are recorded" + (" of that time" if gaps else ""))
    print_directory(("period", "kind", "text"), rows, asked, as_json)
