"""A question to the chronology, resolved: names have become ids, periods have become days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from envoytl.core.dates import Span

SORTS = ("date", "id", "level", "place", "sides", "status", "mode")
"""What `--sort` takes; ties are in order of date."""


class Group(NamedTuple):
    """One filter over a facet of meetings: at least one of the values must be there."""

    kind: str
    """`country`, `person`, `topic`, `occasion`, `source`, `publisher`, `place`."""
    values: tuple[str, ...]
    option: str
    """The option it came from, as the user typed it, for "which filter emptied the result"."""


class Query(NamedTuple):
    """Which meetings, as known when, in what order, how many. All filters must hold.

    Every filter's place among `groups` and the fields keeps its meaning everywhere: tables, lanes, counts, the API.
    """

    groups: tuple[Group, ...] = ()
    only: tuple[str, ...] = ()
    """Countries beyond which no side may be; empty: no such limit."""
    span: Span | None = None
    certain: bool = False
    statuses: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    sides: tuple[tuple[tuple[int, int], ...], ...] = ()
    """Ranges of the number of sides, both ends included: of each inner tuple, one must hold."""
    text: str = ""
    known_by: date | None = None
    today: date = date.max
    """The day on which the question is asked: plans before it are unconfirmed."""
    sort: str = "date"
    reverse: bool = False
    limit: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether some filter leaves meetings out; the day by which they are known, order and number are no filters."""
        return self._replace(known_by=None, sort="date", reverse=False, limit=None) != Query(today=self.today)

    @property
    def as_of(self) -> date:
        """The day that decides what is past: today, or the day by which things are to have been known."""
        return min(self.today, self.known_by) if self.known_by else self.today
