"""What the directories share: a list with counts, and a dossier for a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from envoytl.cli.empty import explain_empty
from envoytl.cli.options import Asked, arranged, refuse_order
from envoytl.cli.output import print_json, print_rows, print_texts, the_look
from envoytl.cli.session import say
from envoytl.core.columns import where, who
from envoytl.core.dossier import Dossier, Table, counterparts, posts_by, printed_by
from envoytl.core.query import Query
from envoytl.store import sql
from envoytl.store.tally import Count, tally

if TYPE_CHECKING:
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index

AsJson = Annotated[bool, typer.Option("--json", help="An array of objects; with a name, one object.")]
COUNTED = ("meetings", "first", "last")


def counts(asked: Asked, index: Index, question: Query, key: str, *, whole: bool = False) -> dict[str, Count]:
    """How many of the meetings that were asked for have each value of a key; says why where there is none.

    With `whole`, the directory lists also what no meeting has; then it is only said where there are no meetings.
    """
    found = {count.values[0]: count for count in tally(index, question, (key,))}
    if not found and not (whole and sql.count(index, question)):
        explain_empty(asked, index, question, key)
    return found


def print_directory(headers: Sequence[str], rows: Sequence[Sequence[Any]], asked: Asked, as_json: bool) -> None:
    """A directory's rows as a table or as JSON objects; null where something isn't known."""
    rows = arranged(headers, rows, asked)
    if as_json:
        print_json([dict(zip(headers, row, strict=True)) for row in rows])
    else:
        cells = [[cell_text(cell) for cell in row] for row in rows]
        print_rows(headers, cells, asked, numeric=("meetings", "sources"))


def print_dossier(dossier: Dossier, asked: Asked, as_json: bool) -> None:
    """A dossier as text and tables, or as one JSON object."""
    refuse_order(asked)
    if as_json:
        print_json(dossier.as_object())
        return
    from rich.text import Text

    from envoytl.view.dossier import facts, heading

    look = the_look(asked)
    known = [(name, _fact_text(fact)) for name, fact in dossier.known()]
    print_texts([heading(dossier.title), *facts(known, look)], asked)
    for table in dossier.tables:
        if table.rows:
            print_texts([Text(""), heading(table.title)], asked)
            cells = [[cell_text(cell) for cell in row] for row in table.rows]
            print_rows(
                table.headers,
                cells,
                asked,
                numeric=("meetings",),
            )


def print_no_dossier(why: str, as_json: bool) -> None:
    """Says why there is none on the day that was asked for; as JSON it is null."""
    say(why)
    if as_json:
        print_json(None)


def posts_of(people: Iterable[dict[str, Any]], index: Index, question: Query) -> dict[str, list[dict[str, Any]]]:
    """People's posts by their ids; with `--known-by`, as they were known by then."""
    posts = {person["id"]: person.get("posts", []) for person in people}
    if question.known_by is None:
        return posts
    printed = printed_then(index, question, question.known_by)
    return {id: posts_by(held, printed, question.known_by) for id, held in posts.items()}


def printed_then(index: Index, question: Query, day: date) -> set[str]:
    """The ids of the sources that surely were in print by the day of `--known-by`.

    That follows from the date that each bears, or from a meeting that it plans and that is known by then.
    """
    known = Query(today=question.today, known_by=day)
    cited = {count.values[0] for count in tally(index, known, ("source",))}
    return cited | printed_by(index.entries("sources"), day)


def meetings_of(index: Index, question: Query, asked: Asked) -> list[MeetingRecord]:
    """The meetings of a dossier, in order of date; says so where the filters leave none."""
    records = list(sql.found(index, question))
    if not records:
        explain_empty(asked, index, question)
    return records


def meeting_table(records: Iterable[MeetingRecord]) -> Table:
    """The meetings of a dossier."""
    rows = [(record["id"], record["date"], record["status"], who(record), where(record)) for record in records]
    return Table("meetings", ("id", "date", "status", "who", "where"), rows)


def span_of(records: Sequence[MeetingRecord]) -> list[tuple[str, Any]]:
    """How many meetings, how many of them were held, and the dates of the first and the last."""
    held = sum(record["status"] == "held" for record in records)
    ends = [("first", records[0]["date"]), ("last", records[-1]["date"])] if records else []
    return [("meetings", len(records)), ("held", held), *ends]


def people_table(records: Sequence[MeetingRecord], without: str | None = None) -> Table:
    """Who took part, how often, first and last; `without` leaves out the person whom the dossier is of."""
    names = {p["id"]: (p["name"], p["country"]) for record in records for p in record["participants"] if p["id"]}

    def ids(record: MeetingRecord) -> list[str]:
        return [p["id"] for p in record["participants"] if p["id"] and p["id"] != without]

    rows = [(id, *names[id], *rest) for id, *rest in counterparts(records, ids)]
    return Table("people", ("id", "name", "country", *COUNTED), rows)


def countries_table(records: Sequence[MeetingRecord], without: str | None = None) -> Table:
    """Which sides took part, how often, first and last."""
    rows = counterparts(records, lambda record: [code for code in record["countries"] if code != without])
    return Table("countries", ("country", *COUNTED), rows)


def places_table(records: Sequence[MeetingRecord]) -> Table:
    """Where, how often, first and last."""
    rows = counterparts(records, lambda record: [where(record)] if record["place"] else [])
    return Table("places", ("place", *COUNTED), rows)


def native(entry: dict[str, Any]) -> list[str]:
    """A record's names in other languages than English, the first in each."""
    names = {name["lang"]: name["text"] for name in reversed(entry.get("names", ())) if name["lang"] != "en"}
    return list(reversed(names.values()))


def cell_text(cell: Any) -> str:
    """A value in a table: nothing for null, the items of a list beside each other."""
    if isinstance(cell, list):
        return "; ".join(", ".join(item.values()) for item in cell) if _objects(cell) else " ".join(cell)
    return "" if cell is None else str(cell)


def _fact_text(fact: Any) -> str:
    """A fact of a dossier: the items of a list with commas, names with their languages."""
    if isinstance(fact, list):
        return ", ".join(f"{item['text']} ({item['lang']})" if isinstance(item, dict) else item for item in fact)
    return str(fact)


def _objects(cell: list[Any]) -> bool:
    return any(isinstance(item, dict) for item in cell)
