"""`envoytl show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from envoytl.cli.options import COMMON, FILTERS, Asked, offers, shares
from envoytl.cli.output import print_json, print_texts, the_look
from envoytl.cli.session import say, today
from envoytl.core import asking
from envoytl.core.query import Group, Query
from envoytl.store import lookup, sql

if TYPE_CHECKING:
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index

_KNOWN_BY = tuple(parameter for parameter in FILTERS if parameter.name == "known_by")


@shares(_KNOWN_BY, COMMON)
def command(
    asked: Asked,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID…",
            help="Meetings, each by a prefix of its id that no other has.",
            autocompletion=offers("meeting"),
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="An array of records with `lifecycle`, `before` and `after`.")
    ] = False,
) -> None:
    """Show meetings whole: every field with its sources, conflicts, lifecycle, what came before and after.

    Examples:
    envoytl show 2023-04-06-kr-us
    envoytl show 2022-06-03-jp-kr-us --known-by 2022-06-01
    """
    index = asked.index()
    span = asking.period(asked.known_by, "--known-by", today())
    base = Query(today=today(), known_by=span.last if span else None)
    shown = []
    for id in dict.fromkeys(lookup.meeting(index, asked_for) for asked_for in ids):
        record = sql.one(index, base, id)
        if record is None:
            why = "what was surely in print by then does not tell both its day and who took part"
            say(f"{id} was not known by {asked.known_by}: {why}")
        else:
            shown.append((record, *neighbours(index, base, record)))
    if as_json:
        print_json([_as_object(*each) for each in shown])
        return
    from rich.text import Text

    from envoytl.view.dossier import meeting

    for number, each in enumerate(shown):
        if number:
            print_texts([Text("")], asked)
        print_texts(meeting(*each, the_look(asked)), asked)


def neighbours(index: Index, base: Query, record: MeetingRecord) -> tuple[MeetingRecord | None, MeetingRecord | None]:
    """The last earlier and the next later meeting of just the same sides."""
    sides = tuple(record["countries"])
    groups = tuple(Group("country", (side,), "") for side in sides)
    same = list(sql.ids(index, base._replace(groups=groups, sides=(((len(sides), len(sides)),),))))
    at = same.index(record["id"])
    before = sql.one(index, base, same[at - 1]) if at > 0 else None
    after = sql.one(index, base, same[at + 1]) if at + 1 < len(same) else None
    return before, after


def _as_object(record: MeetingRecord, before: MeetingRecord | None, after: MeetingRecord | None) -> dict[str, Any]:
    from envoytl.core.dossier import history

    steps = [
        {"published": c["published"], "status": c["status"], "source": c["source"], "publisher": c["publisher"]}
        for c in history(record)
    ]
    return {
        **record, "lifecycle": steps,
        "before": before["id"] if before else None, "after": after["id"] if after else None,
    }  # fmt: skip
