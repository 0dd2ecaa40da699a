"""`envoytl places`."""

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
    print_directory,
    print_dossier,
    span_of,
)
from envoytl.cli.options import COMMON, FILTERS, ROWS, Asked, offers, query, shares
from envoytl.cli.output import native_cities
from envoytl.core.dossier import Dossier, Table, counterparts
from envoytl.core.query import Group
from envoytl.store import lookup


@shares(FILTERS, ROWS, COMMON)
def command(
    asked: Asked,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[PLACE]", help="A city, a venue or a country.", autocompletion=offers("city")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the cities where meetings took place, or print the dossier of a city, a venue or a country.

    Examples:
    envoytl places
    envoytl places 東京
    """
    index = asked.index()
    question = query(asked, index)
    if name is None:
        counted = counts(asked, index, question, "place").items()
        known = native_cities(index)
        rows = []
        for value, count in sorted(counted, key=lambda item: (-item[1].meetings, item[0])):
            country, _, city = value.partition("/")
            rows.append((city, country, known.get((country, city)), *count[1:]))
        print_directory(("city", "country", "also", *COUNTED), rows, asked, as_json)
        return
    values = lookup.places(index, name)
    records = meetings_of(index, question._replace(groups=(*question.groups, Group("place", values, name))), asked)
    venues = counterparts(records, lambda r: [r["place"]["venue"]] if r["place"] and r["place"]["venue"] else [])
    cities = counterparts(records, lambda r: [r["place"]["city"]] if r["place"] and r["place"]["city"] else [])
    tables = [
        Table("cities", ("city", *COUNTED), cities if len(cities) > 1 else []),
        Table("venues", ("venue", *COUNTED), venues),
        countries_table(records), people_table(records), meeting_table(records),
    ]  # fmt: skip
    title = ", ".join(dict.fromkeys(value.partition(":")[2].rpartition("/")[2] for value in values))
    print_dossier(Dossier(title, span_of(records), tables), asked, as_json)
