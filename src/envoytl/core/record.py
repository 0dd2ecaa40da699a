"""The JSON contract: what `list --json` prints of a meeting, and how it is derived from the chronology's records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import TypedDict

if TYPE_CHECKING:
    from envoytl.core.model import Meeting, Registry


FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
"""The bounds of a date that is open: the first and the last day that there are."""


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


class Told(NamedTuple):
    """What a chronology says of all that its meetings refer to, by id."""

    people: dict[str, str]
    """What each person is called."""
    occasions: dict[str, str]
    """What each occasion is called."""
    sources: dict[str, dict[str, str | None]]
    """What every citation of a source says of it (see `cited`)."""

    @classmethod
    def by(cls, registry: Registry) -> Told:
        """All that a registry says."""
        return cls(
            {id: person.name for id, person in registry.people.items()},
            {id: occasion.name for id, occasion in registry.occasions.items()},
            {id: cited(source.model_dump(mode="json")) for id, source in registry.sources.items()},
        )


def derive(meeting: Meeting, told: Told) -> MeetingRecord:
    """The record of a meeting, with names and titles filled in.

    The status is the stored one; `unconfirmed` depends on the day and is put in when a query is answered.

    Raises:
        KeyError: the meeting refers to something of which nothing is told.
    """
    days = meeting.date
    return filled_in(meeting.model_dump(mode="json"), told, days.earliest.isoformat(), days.latest.isoformat())


def cited(source: Mapping[str, Any]) -> dict[str, str | None]:
    """What every citation of a source, as it stands in the file, says of it, beginning with its id."""
    return {
        "source": source["id"],
        "publisher": source["publisher"],
        "title": source.get("title"),
        "url": source.get("url"),
        "published": source.get("published"),
        "lang": source["lang"],
    }


def filled_in(own: Mapping[str, Any], told: Told, earliest: str, latest: str) -> MeetingRecord:
    """The record of a meeting.

    Args:
        own: the meeting as it stands in the file.
        told: what is said of all that it refers to; may say more.
        earliest: the first day of its date, `0001-01-01` where that is open.
        latest: the last day, `9999-12-31` where that is open.

    Raises:
        KeyError: as `derive`.
    """
    place, occasion = own.get("place"), own.get("occasion")
    people: list[ParticipantRecord] = []
    for participant in own["participants"]:
        person = participant.get("person")
        name = told.people[person] if person else None
        people.append({"id": person, "name": name, "country": participant["country"], "post": participant.get("post")})
    countries = sorted({participant["country"] for participant in people})
    return {
        "id": own["id"],
        "date": own["date"],
        "earliest": None if earliest == FIRST_DAY else earliest,
        "latest": None if latest == LAST_DAY else latest,
        "status": own["status"],
        "mode": own.get("mode"),
        "level": own.get("level"),
        "sides": len(countries),
        "place": None if place is None else _place(place),
        "occasion": {"id": occasion, "name": told.occasions[occasion]} if occasion else None,
        "participants": people,
        "countries": countries,
        "topics": own.get("topics", []),
        "summary": own.get("summary", ""),
        "citations": [_citation(citation, told) for citation in own["citations"]],
        "note": own.get("note", ""),
    }


def _place(own: Mapping[str, Any]) -> PlaceRecord:
    return {"city": own.get("city"), "country": own.get("country"), "venue": own.get("venue")}


def _citation(own: Mapping[str, Any], told: Told) -> CitationRecord:
    return {
        **told.sources[own["source"]],  # type: ignore[typeddict-item]
        "locator": own["locator"],
        "supports": own.get("supports", []),
        "status": own.get("status"),
        "differs": own.get("differs", {}),
        "basis": own.get("basis", {}),
    }
