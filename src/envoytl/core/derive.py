"""What is printed of a meeting, derived from what stands in the chronology; imports nothing that takes time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from envoytl.core.model import Meeting, Registry
    from envoytl.core.record import MeetingRecord, ParticipantRecord

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
"""The bounds of a date that is open: the first and the last day that there are."""


# What the fields of which nothing stands in the file are, in the order of the contract.
_EMPTY: dict[str, Any] = dict.fromkeys(
    ("id", "date", "earliest", "latest", "status", "mode", "level", "sides", "place", "occasion", "participants",
     "countries", "topics", "summary", "citations", "note"),
) | {"topics": (), "summary": "", "note": ""}  # fmt: skip
_EMPTY_PLACE = {"city": None, "country": None, "venue": None}
_EMPTY_CITATION: dict[str, Any] = {
    "source": "",
    "locator": "",
    "supports": (),
    "status": None,
    "differs": {},
    "basis": {},
}


class Told(NamedTuple):
    """What a chronology says of all that its meetings refer to, by id."""

    people: dict[str, str]
    """What each person is called."""
    occasions: dict[str, str]
    """What each occasion is called."""
    sources: dict[str, dict[str, str | None]] | None
    """What every citation of a source says of it (see `cited`); None where it is put in later."""

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
    record: Any = {
        **_EMPTY,
        **own,
        "earliest": None if earliest == FIRST_DAY else earliest,
        "latest": None if latest == LAST_DAY else latest,
        "sides": len(countries),
        "place": None if place is None else {**_EMPTY_PLACE, **place},
        "occasion": {"id": occasion, "name": told.occasions[occasion]} if occasion else None,
        "participants": people,
        "countries": countries,
        "citations": [
            {**(told.sources[citation["source"]] if told.sources is not None else {}), **_EMPTY_CITATION, **citation}
            for citation in own["citations"]
        ],
    }
    return record  # type: ignore[no-any-return]
