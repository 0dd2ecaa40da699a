"""`envoytl countries`."""

from __future__ import annotations

from typing import Annotated

import typer

from envoytl.cli.directory import (
    COUNTED,
    AsJson,
    countries_table,
    counts,
    meeting_table,
    meetings_of,
    people_table,
    places_table,
    print_directory,
    print_dossier,
    span_of,
)
from envoytl.cli.options import COMMON, FILTERS, ROWS, Asked, offers, query, shares
from envoytl.core.dossier import Dossier
from envoytl.core.query import Group
from envoytl.core.words import side_rank
from envoytl.store import lookup


@shares(FILTERS, ROWS, COMMON)
def command(
    asked: Asked,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[COUNTRY]", help="Whose dossier.", autocompletion=offers("country")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the sides that take part in meetings, or print a dossier: with whom, through whom, where.

    Examples:
    envoytl countries
    envoytl countries DPRK --since 2018
    """
    index = asked.index()
    question = query(asked, index)
    if name is None:
        counted = counts(asked, index, question, "country")
        entries = {entry["code"]: entry for entry in index.entries("countries")}
        natives = index.meta("native")
        rows = [
            (code, entries[code]["name"], natives.get(code), *counted[code][1:])
            for code in sorted(counted, key=side_rank)
        ]
        print_directory(("code", "name", "also", *COUNTED), rows, asked, as_json)
        return
    code = lookup.country(index, name)
    entry = index.entry("countries", code) or {"name": code}
    records = meetings_of(index, question._replace(groups=(*question.groups, Group("country", (code,), code))), asked)
    own = people_table(records)
    people = own._replace(rows=[row for row in own.rows if row[2] == code])
    others = own._replace(title="counterparts", rows=[row for row in own.rows if row[2] != code])
    facts = [
        ("code", code),
        ("also", [*entry.get("short", ()), *(n["text"] for n in entry.get("names", ()))]),
        *span_of(records),
    ]
    tables = [countries_table(records, without=code), people, others, places_table(records), meeting_table(records)]
    print_dossier(Dossier(entry["name"], facts, tables), asked, as_json)
