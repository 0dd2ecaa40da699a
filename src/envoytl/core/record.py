"""The JSON contract: what `list --json` prints of a meeting, and how it is derived from the chronology's records."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from envoytl.core.model import Citation, Meeting, Registry, Source


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
    people, countries = registry.people, meeting.countries
    occasion = registry.occasions[meeting.occasion] if meeting.occasion else None
    place = meeting.place
    return {
        "id": meeting.id,
        "date": meeting.date.text,
        "earliest": _bound(meeting.date.earliest),
        "latest": _bound(meeting.date.latest),
        "status": meeting.status,
        "mode": meeting.mode,
        "level": meeting.level,
        "sides": len(countries),
        "place": {"city": place.city, "country": place.country, "venue": place.venue} if place else None,
        "occasion": {"id": occasion.id, "name": occasion.name} if occasion else None,
        "participants": [
            {
                "id": participant.person,
                "name": people[participant.person].name if participant.person else None,
                "country": participant.country,
                "post": participant.post,
            }
            for participant in meeting.participants
        ],
        "countries": list(countries),
        "topics": list(meeting.topics),
        "summary": meeting.summary,
        "citations": [_citation(citation, registry) for citation in meeting.citations],
        "note": meeting.note,
    }


def _bound(day: date) -> str | None:
    return None if day in (date.min, date.max) else day.isoformat()


def _citation(citation: Citation, registry: Registry) -> CitationRecord:
    cited = registry.cited.get(citation.source)
    if cited is None:
        cited = registry.cited[citation.source] = _cited(registry.sources[citation.source])
    return {
        **cited,  # type: ignore[typeddict-item]  # the first six keys
        "locator": citation.locator,
        "supports": list(citation.supports),
        "status": citation.status,
        "differs": citation.differs,
        "basis": citation.basis,
    }


def _cited(source: Source) -> dict[str, str | None]:
    """What every citation of a source says of it."""
    return {
        "source": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": source.published.text if source.published else None,
        "lang": source.lang,
    }
