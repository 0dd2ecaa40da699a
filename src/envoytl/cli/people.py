"""`envoytl people`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from envoytl.cli.directory import (
    COUNTED,
    AsJson,
    counts,
    meeting_table,
    meetings_of,
    native,
    people_table,
    posts_of,
    print_directory,
    print_dossier,
    span_of,
)
from envoytl.cli.options import COMMON, FILTERS, ROWS, Asked, offers, query, shares, split
from envoytl.cli.session import say, today
from envoytl.core import asking
from envoytl.core.dossier import Dossier, Table, posts_on
from envoytl.core.query import Group
from envoytl.core.words import side_rank
from envoytl.errors import UsageError
from envoytl.store import lookup

if TYPE_CHECKING:
    from envoytl.store.index import Index

_OTHER_FILTERS = {parameter.name for parameter in FILTERS} - {"country", "on", "known_by"}
_SURELY = {"sure": "yes", "vague": "dates not exact", "open": "end not known"}
_ROSTER = ("name", "post", "country", "surely", "start", "end", "seen", "organization", "id")


@shares(FILTERS, ROWS, COMMON)
def command(
    asked: Asked,
    name: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="Whose dossier to print.", autocompletion=offers("person"))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the people of the chronology, or print a dossier: posts, meetings, with whom how often.

    With --on: who held which post on that day.

    Examples:
    envoytl people --country JP
    envoytl people funakoshi
    envoytl people --on 2023-04-06
    """
    index = asked.index()
    if name:
        _dossier(lookup.person(index, name), index, asked, as_json)
    elif asked.on:
        _roster(index, asked, as_json)
    else:
        _list(index, asked, as_json)


def _list(index: Index, asked: Asked, as_json: bool) -> None:
    question = query(asked, index)
    counted = counts(asked, index, question, "envoy")
    people = [person for person in index.entries("people") if person["id"] in counted]
    posts = posts_of(people, index, question)
    people.sort(key=lambda person: (-counted[person["id"]].meetings, person["id"]))
    rows = [
        (p["id"], p["name"], p["country"], *counted[p["id"]][1:], native(p), _latest_post(posts[p["id"]]))
        for p in people
    ]
    print_directory(("id", "name", "country", *COUNTED, "also", "post"), rows, asked, as_json)


def _latest_post(posts: list[dict[str, Any]]) -> str | None:
    """The post in which the sources show a person last."""
    if not posts:
        return None
    from envoytl.core.dates import Edtf

    def last_day(post: dict[str, Any]) -> date:
        return max((Edtf(post[key]).latest for key in ("start", "end", "seen") if post.get(key)), default=date.min)

    # Of posts that are shown equally late, the one that stands last.
    latest: str = max(reversed(posts), key=last_day)["title"]
    return latest


def _roster(index: Index, asked: Asked, as_json: bool) -> None:
    """Who held which post on the day, as far as the sources show."""
    others = [name for name, value in asked.values.items() if value and name in _OTHER_FILTERS]
    if others:
        option = "--" + others[0].replace("_", "-")
        raise UsageError(
            f"--on asks who held which post then, which goes with --country and --known-by alone, not with {option}"
        )
    span = asking.period(asked.on, "--on", today())
    assert span is not None
    countries = {lookup.country(index, part) for parts in split(asked.country, "--country") for part in parts}
    people = {p["id"]: p for p in index.entries("people") if not countries or p["country"] in countries}
    posts = posts_of(people.values(), index, query(asked, index))
    rows = []
    for id, post, surely in posts_on([{"id": id, "posts": posts[id]} for id in people], span.first, span.last):
        person = people[id]
        dates = (post.get("start"), post.get("end"), post.get("seen"))
        how = _SURELY[surely]
        rows.append((person["name"], post["title"], person["country"], how, *dates, post.get("organization"), id))
    rows.sort(key=lambda row: (row[3] != "yes", side_rank(row[2]), row[0]))
    if not rows:
        whose = f" of {', '.join(sorted(countries))}" if countries else ""
        say(f"no source shows anybody{whose} in a post on {asked.on}")
    print_directory(_ROSTER, rows, asked, as_json)


def _dossier(id: str, index: Index, asked: Asked, as_json: bool) -> None:
    person = index.entry("people", id)
    assert person is not None
    question = query(asked, index)
    records = meetings_of(index, question._replace(groups=(*question.groups, Group("person", (id,), id))), asked)
    posts = [
        (p["title"], p.get("start"), p.get("end"), p.get("seen"), p.get("organization"), p.get("citations", []))
        for p in posts_of([person], index, question)[id]
    ]
    facts = [
        ("id", id),
        ("country", person["country"]),
        ("also", person.get("names", [])),
        *span_of(records),
        ("note", None if question.known_by else person.get("note")),  # it tells what came later, too
    ]
    tables = [
        Table("posts", ("post", "start", "end", "seen", "organization", "sources"), posts),
        people_table(records, without=id),
        meeting_table(records),
    ]
    print_dossier(Dossier(person["name"], facts, tables), asked, as_json)
