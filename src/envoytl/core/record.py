"""The JSON contract: what `list --json` prints of a meeting, and how it is derived from the chronology's records."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from json import dumps, loads
from typing import TYPE_CHECKING, Any

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from envoytl.core.dates import Edtf
    from envoytl.core.model import Meeting, Registry, Source


class PlaceRecord(TypedDict):
    """Where; each part may be unknown."""

    city: str | None
    country: str | None
    venue: str | None


class OccasionRecord(TypedDict):
    """The occasion on whose margins the meeting took place."""

    id: str
    name: str


class ParticipantRecord(TypedDict):
    """Who took part; `id` and `name` are null where the sources leave the person unnamed."""

    id: str | None
    name: str | None
    country: str
    post: str | None


class CitationRecord(TypedDict):
    """A source, where in it, what it supports, what it said of the status then and what it says instead."""

    source: str
    publisher: str
    title: str | None
    url: str | None
    published: str | None
    lang: str
    locator: str
    supports: list[str]
    status: str | None
    differs: dict[str, str]
    basis: dict[str, str]


class MeetingRecord(TypedDict):
    """One meeting as the machine formats give it; the order of the keys is part of the promise."""

    id: str
    date: str
    earliest: str | None
    latest: str | None
    status: str
    mode: str | None
    level: str | None
    sides: int
    place: PlaceRecord | None
    occasion: OccasionRecord | None
    participants: list[ParticipantRecord]
    countries: list[str]
    topics: list[str]
    summary: str
    citations: list[CitationRecord]
    note: str


def derive(meeting: Meeting, registry: Registry) -> MeetingRecord:
    """The record of a meeting, with names and titles filled in from the registry.

    The status is the stored one; `unconfirmed` depends on the day and is put in when a query is answered.

    Raises:
        KeyError: the meeting refers to a record that the registry does not hold.
    """
    record: MeetingRecord = loads(dumps(filled_in(meeting, registry)))
    for place, citation in enumerate(meeting.citations):
        told: Any = cited(registry.sources[citation.source])
        record["citations"][place] = {**told, **record["citations"][place]}
    return record


def cited(source: Source) -> dict[str, str | None]:
    """What every citation of a source says of it, beginning with its id."""
    return {
        "source": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": source.published.text if source.published else None,
        "lang": source.lang,
    }


def filled_in(meeting: Meeting, registry: Registry) -> dict[str, Any]:
    """What becomes a `MeetingRecord` when it is written as JSON and what is `cited` is put in the place of each source.

    Raises:
        KeyError: as `derive`.
    """
    names = registry.names
    fields = vars(meeting)  # looking up in this takes a third of the time that attributes of models take
    participants = []
    sides = set()
    for participant in map(vars, fields["participants"]):
        person, country = participant["person"], participant["country"]
        participants.append(
            {"id": person, "name": names[person] if person else None, "country": country, "post": participant["post"]}
        )
        sides.add(country)
    date, place, occasion = fields["date"], fields["place"], fields["occasion"]
    earliest, latest = _bounds(date)
    return {
        "id": fields["id"],
        "date": date.text,
        "earliest": earliest,
        "latest": latest,
        "status": fields["status"],
        "mode": fields["mode"],
        "level": fields["level"],
        "sides": len(sides),
        "place": {"city": place.city, "country": place.country, "venue": place.venue} if place else None,
        "occasion": {"id": occasion, "name": registry.occasions[occasion].name} if occasion else None,
        "participants": participants,
        "countries": sorted(sides),
        "topics": fields["topics"],
        "summary": fields["summary"],
        "citations": [vars(citation) for citation in fields["citations"]],  # its fields in their order
        "note": fields["note"],
    }


@lru_cache(maxsize=16384)
def _bounds(value: Edtf) -> tuple[str | None, str | None]:
    return _bound(value.earliest), _bound(value.latest)


def _bound(day: date) -> str | None:
    return None if day in (date.min, date.max) else day.isoformat()
