"""`envoytl timeline`."""

from __future__ import annotations

from typing import Annotated

import typer

from envoytl.cli.empty import explain_empty
from envoytl.cli.options import COMMON, FILTERS, ORDER, Asked, offers, query, shares
from envoytl.cli.output import native_cities, print_texts, the_look
from envoytl.cli.session import setting
from envoytl.core import asking
from envoytl.store import sql

LAYOUTS = ("lanes", "list", "density")


@shares(FILTERS, ORDER, COMMON)
def command(
    asked: Asked,
    layout: Annotated[
        str | None,
        typer.Option(metavar="LAYOUT", help=", ".join(LAYOUTS) + ".", autocompletion=offers(LAYOUTS)),
    ] = None,
) -> None:
    """Draw meetings in time: a lane for each country, a knot for each meeting.

    The order is that of time, the newest first with --reverse; --sort decides which meetings --limit keeps.

    Examples:
    envoytl timeline --since 2022
    envoytl timeline -c KP --layout list --reverse --limit 10
    envoytl timeline --layout density
    """
    chosen = setting("layout", layout, lambda text: asking.one_of(text, LAYOUTS, "layout"), "lanes")
    index = asked.index()
    question = query(asked, index)
    records = list(sql.found(index, question))
    if not records:
        explain_empty(asked, index, question)
        return
    look, cities = the_look(asked), native_cities(index)
    if chosen == "density":
        from envoytl.view.density import density

        print_texts(density(records, look, newest_first=asked.reverse), asked)
    elif chosen == "list":
        from envoytl.view.chronicle import chronicle

        print_texts(chronicle(records, look, cities, newest_first=asked.reverse), asked)
    else:
        from envoytl.view.lanes import RECORDED, SUCH, lanes

        lacking = "" if question.limit is not None else SUCH if question.narrowed else RECORDED
        print_texts(lanes(records, look, cities, newest_first=asked.reverse, lacking=lacking), asked)
