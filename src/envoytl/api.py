"""The Python API: load a chronology, ask it, save it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from envoytl.core import asking
from envoytl.core.model import Chronology, Meeting
from envoytl.core.query import Group, Query
from envoytl.core.record import MeetingRecord
from envoytl.core.words import LEVELS, MODES, SHOWN_STATUSES
from envoytl.errors import UsageError
from envoytl.store import lookup, sql
from envoytl.store.index import Index
from envoytl.store.locate import chronology_path
from envoytl.store.reading import ChronologyFile
from envoytl.store.refresh import of_chronology
from envoytl.store.writing import save as _save

_indexes: dict[int, tuple[Chronology, Index]] = {}
Names = str | Sequence[str]
"""One name, or several of which one must fit."""


def load(path: str | Path | None = None) -> Chronology:
    """A chronology as frozen Pydantic models, validated, its references checked.

    Args:
        path: the file; without one, as on the command line: `ENVOYTL_DATA`, the configuration, the bundled one.

    Raises:
        EnvoytlError: the file can't be read or breaks a rule; the message says where.
    """
    return ChronologyFile(chronology_path(str(path) if path else None)).load()


def find(
    chronology: Chronology,
    *,
    country: Names | None = None,
    envoy: Names | None = None,
    topic: Names | None = None,
    place: Names | None = None,
    occasion: Names | None = None,
    source: Names | None = None,
    only: bool = False,
    since: str | None = None,
    until: str | None = None,
    on: str | None = None,
    certain: bool = False,
    status: Names | None = None,
    mode: Names | None = None,
    level: Names | None = None,
    sides: Names | None = None,
    text: str | None = None,
    today: date | None = None,
) -> list[Meeting]:
    """The meetings that fit all filters, in order of date; each filter means what it means on the command line.

    Args:
        chronology: as `load` gives it.
        country, envoy, topic, place, occasion, source: names as people write them; of a list, one must fit.
        only: with `country`: these sides and no other.
        since, until, on: periods (`2023`, `2023-Q2`, `2023-04-06`); `on` is both bounds at once.
        certain: only what surely falls in that time.
        status: as shown, `unconfirmed` included.
        mode, level: as the file has them.
        sides: how many (`2`, `3+`, `trilateral`).
        text: words in names, posts, places, topics and summaries.
        today: the day that decides which plans are unconfirmed; the last day of all without it, so that every plan is.

    Raises:
        EnvoytlError: a filter names something that isn't there, or two contradict each other.
    """
    _texts(*(value for value in (since, until, on, text) if value is not None))
    index = _index(chronology)
    now = today or date.max
    countries = _group(index, "country", country, lookup.country)
    if only and not countries:
        raise UsageError("only goes with country: these sides and no other")
    groups = [
        *countries,
        *_group(index, "person", envoy, lookup.person),
        *_group(index, "topic", topic, lookup.topic),
        *_group(index, "place", place, lookup.places),
        *_group(index, "occasion", occasion, lookup.occasions),
        *([Group(*lookup.sources(index, names), "source")] if (names := _listed(source)) else []),
    ]
    query = Query(
        groups=tuple(groups),
        only=countries[0].values if only else (),
        span=asking.span(since, until, on, now, certain=certain),
        certain=certain,
        statuses=tuple(asking.one_of(word, SHOWN_STATUSES, "status") for word in _listed(status)),
        modes=tuple(asking.one_of(word, MODES, "mode") for word in _listed(mode)),
        levels=tuple(asking.one_of(word, LEVELS, "level") for word in _listed(level)),
        sides=(tuple(asking.sides(number) for number in numbers),) if (numbers := _listed(sides)) else (),
        text=asking.words_to_find([text] if text is not None else []),
        today=now,
    )
    return [chronology.meeting(id) for id in sql.ids(index, query)]


def records(chronology: Chronology, meetings: Iterable[Meeting]) -> list[MeetingRecord]:
    """Meetings as `envoytl list --json` prints them, with names, titles and bounds filled in."""
    from envoytl.core.derive import Told, derive

    told = Told.by(chronology.registry)
    return [derive(meeting, told) for meeting in meetings]


def save(chronology: Chronology, path: str | Path) -> None:
    """Write a chronology in canonical form; the old file survives whatever goes wrong.

    Raises:
        EnvoytlError: the file can't be written, or is being written by somebody else.
    """
    _save(chronology, Path(path), "whatever")


def _index(chronology: Chronology) -> Index:
    """The chronology's index in memory, kept as long as it is the last one that was asked."""
    known = _indexes.get(id(chronology))
    if known is None or known[0] is not chronology:
        _indexes.clear()
        known = (chronology, Index(of_chronology(chronology), Path("chronology")))
        _indexes[id(chronology)] = known
    return known[1]


def _listed(names: Names | None) -> tuple[str, ...]:
    """One name or several as several. Raises UsageError for what is no text."""
    if names is None:
        return ()
    several = isinstance(names, Iterable) and not isinstance(names, str)
    return _texts(*names) if several else _texts(names)


def _texts(*values: Any) -> tuple[str, ...]:
    """The values, if they are texts. Raises UsageError."""
    for value in values:
        if not isinstance(value, str):
            raise UsageError(f"a filter takes text, not {value!r}")
    return values


def _group(index: Index, kind: str, names: Names | None, resolve: Any) -> list[Group]:
    found = [resolve(index, name) for name in _listed(names)]
    values = tuple(value for each in found for value in ((each,) if isinstance(each, str) else each))
    return [Group(kind, values, kind)] if values else []
