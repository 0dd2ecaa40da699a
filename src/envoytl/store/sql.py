"""A query as SQL over an index: the one place that says what a filter means.

Facets are kept in order of date, so a filter that has one value is walked in that order and stops at a limit; the
narrowest filter drives, the others are looked up for each candidate.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from envoytl.core.names import match_terms
from envoytl.core.words import LEVELS, SHOWN_STATUSES, UNCONFIRMED
from envoytl.store.records import records
from envoytl.store.tables import WIDE, day_number

if TYPE_CHECKING:
    from envoytl.core.dates import Span
    from envoytl.core.query import Query
    from envoytl.core.record import MeetingRecord
    from envoytl.store.index import Index, Row
    from envoytl.store.records import Records

_PAST_PLAN = "m.status = 'planned' AND m.latest < ?"
ORDER = "m.day, m.until DESC, m.date, m.id"
"""By first day, the wider date first, then by its text and by id: the order of the canonical file."""
COMMON = 10
"""Where more than one meeting in so many has one of several values, each is tried in turn: nothing needs sorting."""

WIDE_KINDS = ("publisher", "topic")
"""The kinds of facets that meetings have only through others (see `tables`)."""

_NARROW = "SELECT id, meetings FROM term WHERE kind = ? AND value = ?"
_WIDE = (
    "SELECT n.id, n.meetings FROM term t JOIN wider w ON w.wide = t.id JOIN term n ON n.id = w.narrow"
    " WHERE t.kind = ? AND t.value = ? AND n.meetings > 0"
)

_SAYING = (
    "SELECT rowid FROM words WHERE words MATCH ?"
    " UNION ALL SELECT g.doc FROM called CROSS JOIN facet g ON g.term = called.rowid WHERE called MATCH ?"
)
"""The meetings that say something in their own words, or have to do with something that is called so."""

STATUS_SQL = f"CASE WHEN {_PAST_PLAN} THEN '{UNCONFIRMED}' ELSE m.status END"
"""The status as it is shown; takes the day that the question is asked of."""


class Clauses:
    """A query's parts, ready to be put into a statement.

    Attributes:
        tables: what follows FROM; the meeting's row is `m`.
        where: what follows WHERE.
        order: what follows ORDER BY.
        values: the values of `tables` and `where`, in order.
    """

    def __init__(self, query: Query, index: Index) -> None:
        self.tables = "meeting m"
        self.order = ORDER
        self.values: list[Any] = []
        self._conditions: list[str] = []
        self._values: list[Any] = []
        self._facets(query, index)
        self._scalars(query, index)
        if query.sort != "date":
            self.order = f"{_sort_column(query)}, {ORDER}"
        if query.reverse:
            self.order = _reversed(self.order)
        self.where = " AND ".join(self._conditions) or "1"
        self.values += self._values

    def _also(self, condition: str, *values: Any) -> None:
        self._conditions.append(condition)
        self._values += values

    def _facets(self, query: Query, index: Index) -> None:
        groups = [_terms(index, group.kind, group.values) for group in query.groups]
        groups.sort(key=lambda terms: sum(terms.values()))
        for place, terms in enumerate(groups):
            inside = "IN (SELECT value FROM json_each(?))"
            listed = f"[{', '.join(map(str, terms))}]"
            if not terms:
                self._also("0")
            elif place == 0 and len(terms) == 1:
                self.tables = "facet f JOIN meeting m ON m.doc = f.doc"
                self.order = ORDER.replace("m.day", "f.day")
                self._also("f.term = ?", *terms)
            elif place == 0 and sum(terms.values()) * COMMON < _meetings(index):
                self._also(f"m.doc IN (SELECT doc FROM facet WHERE term {inside})", listed)
            else:
                self._also(
                    f"EXISTS (SELECT 1 FROM facet g WHERE g.term {inside} AND g.day = m.day AND g.doc = m.doc)", listed
                )
        if query.only:
            terms = _terms(index, "country", query.only)
            marks = ", ".join("?" * len(terms))
            inside = f"SELECT count(*) FROM facet g WHERE g.term IN ({marks}) AND g.day = m.day AND g.doc = m.doc"
            self._also(f"m.sides = ({inside})", *terms)
        if query.text:
            expressions = match_terms(query.text)
            for expression in expressions:
                self._also(f"m.doc IN ({_SAYING})", expression, expression)
            if not expressions:
                self._also("0")

    def _day_bounds(self, span: Span, index: Index) -> None:
        """Bounds of the day that orders meetings, by which the index is searched instead of walked from its beginning.

        A date that isn't wide has that day within WIDE days of its own; the few wide ones are asked for.
        """
        wide = "SELECT min(day), max(day) FROM meeting WHERE wide AND latest >= ? AND earliest <= ?"
        [(least, most)] = index.rows(wide, (span.first.isoformat(), span.last.isoformat()))
        day = "f.day" if "facet f" in self.tables else "m.day"
        if (span.first - date.min).days > WIDE:
            number = day_number(span.first - timedelta(days=WIDE))
            self._also(f"{day} >= ?", number if least is None else min(number, least))
        if (date.max - span.last).days > WIDE:
            number = day_number(span.last + timedelta(days=WIDE))
            self._also(f"{day} <= ?", number if most is None else max(number, most))

    def _scalars(self, query: Query, index: Index) -> None:
        if query.known_by:
            if not index.meta("history"):
                raise ValueError("this index holds no earlier states of meetings")
            day = query.known_by.isoformat()
            self._also("m.known <= ? AND (m.superseded IS NULL OR m.superseded > ?)", day, day)
        else:
            self._also("m.superseded IS NULL")
        if query.span:
            first, last = query.span.first, query.span.last
            self._day_bounds(query.span, index)
            lower, upper = ("m.earliest", "m.latest") if query.certain else ("m.latest", "m.earliest")
            if first != date.min:
                self._also(f"{lower} >= ?", first.isoformat())
            if last != date.max:
                self._also(f"{upper} <= ?", last.isoformat())
        if query.statuses:
            marks = ", ".join("?" * len(query.statuses))
            self._also(f"{STATUS_SQL} IN ({marks})", query.as_of.isoformat(), *query.statuses)
        for column, words in (("mode", query.modes), ("level", query.levels)):
            if words:
                self._also(f"m.{column} IN ({', '.join('?' * len(words))})", *words)
        for ranges in query.sides:
            either = " OR ".join("m.sides BETWEEN ? AND ?" for _ in ranges)
            self._also(f"({either})", *(bound for pair in ranges for bound in pair))


def _meetings(index: Index) -> int:
    [(count,)] = index.rows("SELECT value FROM meta WHERE key = 'meetings'")
    return int(count)


def _terms(index: Index, kind: str, values: tuple[str, ...]) -> dict[int, int]:
    """The numbers of the narrow values of a facet with how many meetings have each; unknown values are left out.

    A value may name its kind itself, as in `city:KR/Seoul`.
    """
    found: dict[int, int] = {}
    for value in values:
        own, colon, rest = value.partition(":")
        pair = (own, rest) if colon and kind == "place" else (kind, value)
        found.update(index.rows(_WIDE if kind in WIDE_KINDS else _NARROW, pair))
    return found


def _sort_column(query: Query) -> str:
    sort = query.sort
    if sort == "level":
        whens = " ".join(f"WHEN '{level}' THEN {rank}" for rank, level in enumerate(LEVELS))
        return f"CASE m.level {whens} ELSE {len(LEVELS)} END"
    if sort == "status":
        whens = " ".join(f"WHEN '{status}' THEN {rank}" for rank, status in enumerate(SHOWN_STATUSES))
        day = query.as_of.isoformat()
        past = len(SHOWN_STATUSES) - 1
        return f"CASE WHEN m.status = 'planned' AND m.latest < '{day}' THEN {past} ELSE CASE m.status {whens} END END"
    return {"id": "m.id", "place": "m.place IS NULL, m.place", "sides": "m.sides", "mode": "m.mode IS NULL, m.mode"}[
        sort
    ]


def _reversed(order: str) -> str:
    return ", ".join(part[:-5] if part.endswith(" DESC") else f"{part} DESC" for part in order.split(", "))


def select(index: Index, query: Query) -> Iterator[bytes]:
    """The canonical JSON of every meeting that a query finds, in UTF-8, in its order, one by one."""
    kept = records(index)
    return kept.texts(_rows(index, query, kept))


def found(index: Index, query: Query, *, whole: bool = True) -> Iterator[MeetingRecord]:
    """The record of every meeting likewise; without `whole` it may lack the citations and the note."""
    kept = records(index, whole=whole)
    return kept.plain(_rows(index, query, kept))


def _rows(index: Index, query: Query, kept: Records) -> Iterator[Row]:
    clauses = Clauses(query, index)
    limit = "" if query.limit is None else f" LIMIT {int(query.limit)}"
    sql = (
        f"SELECT {kept.columns}, {_PAST_PLAN} FROM {clauses.tables}"
        f" WHERE {clauses.where} ORDER BY {clauses.order}{limit}"
    )
    return index.rows(sql, [query.as_of.isoformat(), *clauses.values])


def ids(index: Index, query: Query) -> Iterator[str]:
    """The ids of the meetings that a query finds, in its order."""
    clauses = Clauses(query, index)
    rows = index.rows(
        f"SELECT m.id FROM {clauses.tables} WHERE {clauses.where} ORDER BY {clauses.order}", clauses.values
    )
    return (row[0] for row in rows)


def one(index: Index, query: Query, id: str) -> MeetingRecord | None:
    """The record of one meeting as the query's days have it; None where it wasn't known by then."""
    kept = records(index)
    clauses = Clauses(query._replace(groups=(), span=None, text=""), index)
    sql = f"SELECT {kept.columns}, {_PAST_PLAN} FROM {clauses.tables} WHERE {clauses.where} AND m.id = ?"
    return next(kept.plain(index.rows(sql, [query.as_of.isoformat(), *clauses.values, id])), None)


def count(index: Index, query: Query) -> int:
    """How many meetings a query finds, its limit aside."""
    clauses = Clauses(query, index)
    [(found,)] = index.rows(f"SELECT count(*) FROM {clauses.tables} WHERE {clauses.where}", clauses.values)
    return int(found)


def emptied_by(index: Index, query: Query) -> str | tuple[str, ...] | None:
    """What empties a query that finds nothing: the filter without which it would find most.

    Returns:
        A group's option as it was given, or the names of the options behind another field of the query; None where
        no single filter does.
    """
    without: list[tuple[str | tuple[str, ...], Query]] = []
    for place, group in enumerate(query.groups):
        others = query.groups[:place] + query.groups[place + 1 :]
        sides = tuple(code for other in others if other.kind == "country" for code in other.values)
        without.append((group.option, query._replace(groups=others, only=sides if query.only else ())))
    fields: dict[tuple[str, ...], dict[str, Any]] = {
        ("only",): {"only": ()}, ("certain",): {"certain": False}, ("since", "until", "on", "certain"): {"span": None},
        ("status",): {"statuses": ()}, ("mode",): {"modes": ()}, ("level",): {"levels": ()}, ("sides",): {"sides": ()},
        ("text",): {"text": ""}, ("known_by",): {"known_by": None},
    }  # fmt: skip
    for options, change in fields.items():
        [(field, value)] = change.items()
        if getattr(query, field) != value:
            without.append((options, query._replace(**change)))
    found = [(count(index, changed), option) for option, changed in without]
    most, option = max(found, key=lambda pair: pair[0], default=(0, None))
    return option if most else None
