"""`envoytl schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from envoytl.cli.options import offers
from envoytl.cli.output import print_json
from envoytl.core import asking

OF = ("chronology", "list")


def command(
    of: Annotated[
        str,
        typer.Argument(
            metavar="[OF]",
            help="chronology: the file; list: what list --json prints.",
            autocompletion=offers(OF),
        ),
    ] = "chronology",
) -> None:
    """Print the JSON Schema (draft 2020-12) of the chronology file, or of what `list --json` prints.

    Examples:
    envoytl schema > chronology.schema.json
    envoytl schema list
    """
    chosen = asking.one_of(of, OF, "schema")
    from envoytl.core.schema import chronology_schema, list_schema

    print_json(chronology_schema() if chosen == "chronology" else list_schema())
