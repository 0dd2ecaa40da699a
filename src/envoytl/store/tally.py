"""Counting meetings by what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from envoytl.core.names import nearest
from envoytl.errors import UnknownName
from envoytl.store.sql import STATUS_SQL, WIDE_KINDS, Clauses

if TYPE_CHECKING:
    from envoytl.core.query import Query
    from envoytl.store.index import Index

_FACETS = {
    "country": "country", "envoy": "person", "topic": "tagged", "place": "city", "occasion": "occasion",
    "publisher": "publisher", "source": "source", "host": "host", "broader": "topic", "venue": "venue",
}  # fmt: skip
_COLUMNS = {
    "year": "printf('%04d', m.day / 10000)",
    # A date that is not known to the month counts for its year.
    "month": "CASE WHEN m.day / 100 = m.until / 100 THEN printf('%04d-%02d', m.day / 10000, m.day / 100 % 100)"
    " ELSE printf('%04d', m.day / 10000) END",
    "mode": "coalesce(m.mode, '')",
    "level": "coalesce(m.level, '')",
    "sides": "printf('%d', m.sides)",
}
KEYS = (
    "year",
    "month",
    "country",
    "pair",
    "envoy",
    "topic",
    "place",
    "mode",
    "level",
    "status",
    "sides",
    "occasion",
    "publisher",
)
"""What meetings can be counted by; the first ones as `stats --by` has them."""


class Count(NamedTuple):
    """How many meetings have these values, and the dates of the first and the last of them (EDTF)."""

    values: tuple[str, ...]
    meetings: int
    first: str
    last: str


def tally(index: Index, query: Query, keys: tuple[str, ...]) -> list[Count]:
    """The meetings that a query finds, counted by one key or by two crossed; ordered by the values.

    A meeting counts once for each of its values: for each side, each pair of sides, each topic. Meetings without a
    value are left out; `mode` and `level` count them under an empty one. The query's order and limit have no effect.

    Raises:
        UnknownName: there is no such key.
    """
    clauses = Clauses(query, index)
    selected, joins, values = [], [], []
    for number, key in enumerate(keys):
        expression, join, bound = _key(key, f"k{number}", query)
        selected.append(expression)
        joins.append(join)
        values += bound
    grouping = ", ".join(str(i + 1) for i in range(len(keys)))
    # Only through a wide facet does a meeting have a value twice.
    counted = "count(DISTINCT m.doc)" if any(_FACETS.get(key) in WIDE_KINDS for key in keys) else "count(*)"
    sql = (
        f"SELECT {', '.join(selected)}, {counted},"
        " substr(min(printf('%08d', m.day) || m.date), 9), substr(max(printf('%08d', m.day) || m.date), 9)"
        f" FROM (SELECT m.* FROM {clauses.tables} WHERE {clauses.where}) m {' '.join(joins)}"
        f" GROUP BY {grouping} ORDER BY {grouping}"
    )
    # The values of expressions come first in the text of the statement, then those of the query.
    rows = index.rows(sql, [*values, *clauses.values])
    return [Count(tuple(map(str, row[: len(keys)])), *row[len(keys) :]) for row in rows]


def _key(key: str, alias: str, query: Query) -> tuple[str, str, list[str]]:
    """SQL for a key: its expression, the joins it needs, and the values bound in the expression."""
    if key in _COLUMNS:
        return _COLUMNS[key], "", []
    if key == "status":
        return STATUS_SQL, "", [query.as_of.isoformat()]
    if key == "pair":
        return (
            f"{alias}a.value || '–' || {alias}b.value",
            f"{_facet(f'{alias}a', 'country')} {_facet(f'{alias}b', 'country')} AND {alias}a.value < {alias}b.value",
            [],
        )
    if key in _FACETS:
        return f"{alias}.value", _facet(alias, _FACETS[key]), []
    raise UnknownName("count", key, nearest(key, KEYS, 1), f"there are {', '.join(KEYS)}")


def _facet(alias: str, kind: str) -> str:
    """The facets of each meeting that the query finds; CROSS keeps SQLite from walking all meetings of every value."""
    own = f"CROSS JOIN json_each(m.terms) {alias}j"
    if kind in WIDE_KINDS:
        own += f" CROSS JOIN wider {alias}w ON {alias}w.narrow = {alias}j.value"
    number = f"{alias}w.wide" if kind in WIDE_KINDS else f"{alias}j.value"
    return f"{own} CROSS JOIN term {alias} ON {alias}.id = {number} AND {alias}.kind = '{kind}'"
