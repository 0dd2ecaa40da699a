"""`envoytl people`."""

from __future__ import annotations

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
    print_directory,
    print_dossier,
    span_of,
)
from envoytl.cli.options import COMMON, FILTERS, Asked, explain_empty, offers, period, query, shares
from envoytl.cli.session import say, today
from envoytl.core.dossier import Dossier, Table, posts_on
from envoytl.core.query import Group
from envoytl.store import lookup

if TYPE_CHECKING:
    from envoytl.store.index import Index

_ROSTER = ("id", "name", "country", "post", "organization", "from", "to", "surely")


@shares(FILTERS, COMMON)
def command(
    asked: Asked,
    name: Annotated[
        str | None, typer.Argument(metavar="[PERSON]", help="Whose dossier to print.", autocompletion=offers("person"))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the people of the chronology, or print a dossier: posts, meetings, with whom how often.

    With --on alone: who held which post on that day.

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
    counted = counts(index, question, "envoy")
    people = [person for person in index.entries("people") if person["id"] in counted]
    if not people:
        explain_empty(asked, index, question)
    people.sort(key=lambda person: (-counted[person["id"]].meetings, person["id"]))
    rows = [
        (p["id"], p["name"], native(p), p["country"], *counted[p["id"]][1:], _latest_post(p.get("posts", ())))
        for p in people
    ]
    print_directory(
        ("id", "name", "also", "country", *COUNTED, "post"), rows, asked, as_json, flexible=("post", "also", "name")
    )


def _latest_post(posts: Any) -> str:
    return posts[-1]["title"] if posts else ""


def _roster(index: Index, asked: Asked, as_json: bool) -> None:
    """Who held which post on the day, as far as the sources show."""
    span = period(asked.on, "--on", today())
    assert span is not None
    countries = {lookup.country(index, part.strip()) for text in asked.country for part in text.split(",")}
    people = {p["id"]: p for p in index.entries("people") if not countries or p["country"] in countries}
    rows = [
        (
            id, people[id]["name"], people[id]["country"], post["title"], post.get("organization"),
            _begin(post), _end(post), "yes" if surely == "sure" else "end not known",
        )
        for id, post, surely in posts_on(list(people.values()), span.first.isoformat(), span.last.isoformat())
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[7] != "yes", row[2], row[1]))
    if not rows:
        say(f"no source shows anybody in a post on {asked.on}")
    print_directory(_ROSTER, rows, asked, as_json, flexible=("post", "organization"))


def _begin(post: dict[str, Any]) -> str:
    """The first day in the post, or the first day seen in it."""
    return str(post.get("start") or f"seen {post.get('seen', '').split('/')[0]}")


def _end(post: dict[str, Any]) -> str:
    return str(post.get("end") or (f"seen {post['seen'].split('/')[-1]}" if post.get("seen") else ""))


def _cited(post: dict[str, Any]) -> str:
    return "; ".join(f"{citation['source']}, {citation['locator']}" for citation in post.get("citations", ()))


def _dossier(id: str, index: Index, asked: Asked, as_json: bool) -> None:
    person = index.entry("people", id)
    assert person is not None
    question = query(asked, index)
    records = meetings_of(index, question._replace(groups=(*question.groups, Group("person", (id,), id))), asked)
    posts = [
        (p["title"], p.get("organization"), _begin(p), _end(p), _cited(p))
        for p in person.get("posts", ())
    ]  # fmt: skip
    names = ", ".join(f"{name['text']} ({name['lang']})" for name in person.get("names", ()))
    facts = [
        ("id", id),
        ("country", person["country"]),
        ("also", names),
        *span_of(records),
        ("note", person.get("note", "")),
    ]
    tables = [
        Table("posts", ("post", "organization", "from", "to", "source"), posts),
        people_table(records, without=id),
        meeting_table(records),
    ]
    print_dossier(Dossier(person["name"], [fact for fact in facts if fact[1]], tables), asked, as_json)
