"""The JSON contract: what `list --json` prints of a meeting (`derive` says how it is derived)."""

from __future__ import annotations

from typing_extensions import TypedDict


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
