"""`envoytl occasions`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from envoytl.cli.directory import (
    AsJson,
    countries_table,
    counts,
    meeting_table,
    meetings_of,
    people_table,
    print_directory,
    print_dossier,
    print_no_dossier,
    printed_then,
    span_of,
)
from envoytl.cli.options import COMMON, FILTERS, ROWS, Asked, offers, query, shares
from envoytl.cli.session import say
from envoytl.core.dossier import Dossier, Table
from envoytl.core.query import Group
from envoytl.store import lookup

if TYPE_CHECKING:
    from envoytl.core.query import Query
    from envoytl.store.index import Index


@shares(FILTERS, ROWS, COMMON)
def command(
    asked: Asked,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[OCCASION]", help="Which one's dossier to print.", autocompletion=offers("occasion")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the forums, summits and visits on whose margins meetings took place, or print a dossier.

    Examples:
    envoytl occasions
    envoytl occasions neacd-2024
    """
    index = asked.index()
    question = query(asked, index)
    if name is None:
        counted = counts(asked, index, question, "occasion", whole=True)
        rows = [
            (o["id"], o["name"], o.get("date"), _place(o), counted[o["id"]].meetings if o["id"] in counted else 0)
            for o in sorted(_known(index, question), key=lambda o: (o.get("date", "~").lstrip("/."), o["id"]))
        ]
        if question.known_by and not rows:
            say("no occasions are known")
        print_directory(("id", "name", "date", "place", "meetings"), rows, asked, as_json)
        return
    id = lookup.occasion(index, name)
    occasion = index.entry("occasions", id)
    assert occasion is not None
    if id not in [known["id"] for known in _known(index, question)]:
        print_no_dossier(f"{id} was not known by {asked.known_by}", as_json)
        return
    records = meetings_of(index, question._replace(groups=(*question.groups, Group("occasion", (id,), id))), asked)
    facts = [
        ("id", id), ("date", occasion.get("date")), ("place", _place(occasion)), ("also", occasion.get("names", [])),
        *span_of(records), ("note", occasion.get("note")),
    ]  # fmt: skip
    cited = [(evidence["source"], evidence["locator"]) for evidence in occasion.get("citations", ())]
    tables = [
        Table("sources", ("source", "locator"), cited),
        countries_table(records),
        people_table(records),
        meeting_table(records),
    ]
    print_dossier(Dossier(occasion["name"], facts, tables), asked, as_json)


def _known(index: Index, question: Query) -> list[dict[str, Any]]:
    """The occasions; with `--known-by`, without those that only later sources tell of."""
    occasions = index.entries("occasions")
    if question.known_by is None:
        return occasions
    printed = printed_then(index, question, question.known_by)
    return [o for o in occasions if not o.get("citations") or any(c["source"] in printed for c in o["citations"])]


def _place(occasion: dict[str, Any]) -> str | None:
    return ", ".join(part for part in (occasion.get("city"), occasion.get("country")) if part) or None
