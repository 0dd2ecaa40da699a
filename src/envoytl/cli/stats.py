"""`envoytl stats`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from envoytl.cli.empty import explain_empty
from envoytl.cli.options import COMMON, FILTERS, ROWS, Asked, arranged, offers, query, shares, split
from envoytl.cli.output import print_json, print_rows, print_texts, the_look
from envoytl.cli.session import on_terminal, plain_glyphs
from envoytl.core import asking
from envoytl.errors import UsageError
from envoytl.store.tally import KEYS, Count, tally

if TYPE_CHECKING:
    from envoytl.store.index import Index

_IN_TIME = ("year", "month")
_COUNTED = ("meetings", "first", "last")
_SECTION = {"envoy": "people", "topic": "topics", "country": "countries", "occasion": "occasions"}


@shares(FILTERS, ROWS, COMMON)
def command(
    asked: Asked,
    by: Annotated[
        list[str],
        typer.Option(
            "--by",
            metavar="KEY",
            help=", ".join(KEYS) + "; two of them are crossed.",
            autocompletion=offers(KEYS),
        ),
    ] = ["year"],  # noqa: B006 - Typer copies it
    as_json: Annotated[
        bool, typer.Option("--json", help="An array of objects: the keys, `meetings`, `first`, `last`.")
    ] = False,
) -> None:
    """Count meetings: with bars on a terminal, plain numbers in a pipe.

    A meeting counts once for each side, pair, person or topic it has.

    Examples:
    envoytl stats --by pair --since 2018
    envoytl stats --by country --by year
    envoytl stats --by topic,level --status held
    """
    keys = tuple(asking.one_of(key, KEYS, "count") for keys in split(by, "--by") for key in keys)
    if not 1 <= len(keys) <= 2 or len(set(keys)) < len(keys):
        raise UsageError("--by takes one key, or two different ones to cross")
    index = asked.index()
    question = query(asked, index)
    counts = _in_order(tally(index, question, keys), keys)
    if not counts:
        explain_empty(asked, index, question, " and ".join(keys))
    if as_json:
        headers = (*keys, *_COUNTED)
        rows = arranged(headers, [(*c.values, c.meetings, c.first, c.last) for c in counts], asked)
        print_json([dict(zip(headers, row, strict=True)) for row in rows])
    elif counts and len(keys) == 1:
        _print_one(keys[0], counts, index, asked)
    elif counts:
        _print_crossed(keys, counts, index, asked)


def _in_order(counts: list[Count], keys: tuple[str, ...]) -> list[Count]:
    """Counts by their first key, then by the other: time as it runs, of all else what has most comes first."""
    totals: Counter[tuple[str, str]] = Counter()
    for count in counts:
        for key, value in zip(keys, count.values, strict=True):
            totals[key, value] += count.meetings

    def rank(count: Count) -> list[tuple[int, str]]:
        return [
            (0 if key in _IN_TIME else -totals[key, value], value)
            for key, value in zip(keys, count.values, strict=True)
        ]

    return sorted(counts, key=rank)


def _print_one(key: str, counts: list[Count], index: Index, asked: Asked) -> None:
    names = labels(index, key)
    dash = "-" if plain_glyphs(asked.ascii_only) else "–"
    rows = [
        ((names.get(c.values[0], c.values[0]) or "not known").replace("–", dash), c.meetings, c.first, c.last)
        for c in counts
    ]
    rows = arranged((key, *_COUNTED), rows, asked)
    if on_terminal():
        from envoytl.view.bars import bars

        print_texts(bars(rows, the_look(asked)), asked)
        return
    print_rows((key, *_COUNTED), [tuple(map(str, row)) for row in rows], asked, numeric=("meetings",))


def _print_crossed(keys: tuple[str, ...], counts: list[Count], index: Index, asked: Asked) -> None:
    """Rows by the first key, a column for each value of the second."""
    cells: dict[str, dict[str, int]] = {}
    for count in counts:
        cells.setdefault(count.values[0], {})[count.values[1]] = count.meetings
    across = sorted({count.values[1] for count in counts})
    if keys[1] not in _IN_TIME:
        across.sort(key=lambda value: -sum(row.get(value, 0) for row in cells.values()))
    names, others = labels(index, keys[0]), labels(index, keys[1])
    headers = [keys[0], *(others.get(value, value) or "not known" for value in across)]
    totals = [(names.get(value, value) or "not known", sum(cells[value].values()), value) for value in cells]
    rows = [
        [name, *(str(cells[value].get(other, "")) for other in across)]
        for name, _, value in arranged((keys[0], "meetings"), totals, asked)
    ]
    if on_terminal():
        from envoytl.view.bars import heat

        print_texts(heat(headers, rows, the_look(asked)), asked)
        return
    print_rows(headers, [[cell or "0" for cell in row] for row in rows], asked, numeric=headers[1:])


def labels(index: Index, key: str) -> dict[str, str]:
    """What values are called, for people; values that aren't ids are their own names."""
    if key == "place":
        return {
            value: ", ".join(reversed([part for part in value.split("/", 1) if part])) for value in index.values("city")
        }
    if key == "country":
        return {entry["code"]: f"{entry['code']} {entry['name']}" for entry in index.entries("countries")}
    section = _SECTION.get(key)
    return {entry["id"]: entry["name"] for entry in index.entries(section)} if section else {}
