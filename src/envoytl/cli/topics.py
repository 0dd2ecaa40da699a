"""`envoytl topics`."""

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
from envoytl.core.dossier import Dossier
from envoytl.core.query import Group
from envoytl.store import lookup


@shares(FILTERS, ROWS, COMMON)
def command(
    asked: Asked,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[TOPIC]", help="Which topic's dossier to print.", autocompletion=offers("topic")),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the topics with the rule by which each is given, or print a topic's dossier.

    A topic's count takes in those that are narrower.

    Examples:
    envoytl topics
    envoytl topics sanctions --since 2016 --until 2017
    """
    index = asked.index()
    question = query(asked, index)
    topics = index.entries("topics")
    if name is None:
        counted = counts(asked, index, question, "broader", whole=True)
        rows = []
        for topic in topics:
            count = counted[topic["id"]][1:] if topic["id"] in counted else (0, None, None)
            rows.append((topic["id"], topic["name"], *count, topic.get("broader"), topic["rule"]))
        print_directory(("id", "name", *COUNTED, "broader", "rule"), rows, asked, as_json)
        return
    id = lookup.topic(index, name)
    [topic] = [topic for topic in topics if topic["id"] == id]
    records = meetings_of(index, question._replace(groups=(*question.groups, Group("topic", (id,), id))), asked)
    narrower = [other["id"] for other in topics if other.get("broader") == id]
    facts = [
        ("id", id), ("rule", topic["rule"]), ("broader", topic.get("broader")), ("narrower", narrower),
        ("plover", topic.get("plover")), *span_of(records),
    ]  # fmt: skip
    tables = [countries_table(records), people_table(records), meeting_table(records)]
    print_dossier(Dossier(topic["name"], facts, tables), asked, as_json)
