"""Rules for what a meeting says: who, when, where, what about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from envoytl.core.checks import Problem, meeting_problem
from envoytl.core.model import Chronology, Meeting

MOST_TOPICS = 5
LONGEST_SUMMARY = 300
WEEK = timedelta(days=7)
"""Dates that are known to less than this may tell of one meeting twice; wider ones overlap by themselves."""
MARGIN = timedelta(days=3)
"""How long before or after an occasion a meeting on its margins may be."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def doubles(chronology: Chronology) -> Iterator[Problem]:
    """`double`: the same people do not meet twice in one mode on days that overlap, unless one note names the other."""
    alike: dict[tuple[object, ...], list[Meeting]] = {}
    for meeting in chronology.meetings:
        if meeting.date.latest - meeting.date.earliest < WEEK:
            alike.setdefault((_who(meeting), meeting.mode), []).append(meeting)
    for meetings in alike.values():
        for i, meeting in enumerate(meetings):
            for other in meetings[:i]:
                overlap = meeting.date.start <= other.date.end and other.date.start <= meeting.date.end
                if overlap and not (_names(meeting, other) or _names(other, meeting)):
                    message = f"the same people, day and mode as {other.id}; a note that names it would say why"
                    yield meeting_problem("double", meeting, "date", message)
                    break


def _who(meeting: Meeting) -> tuple[object, ...]:
    """What two records of one meeting share: its sides and who is named; where nobody is, each side's posts."""
    people = sorted(p.person for p in meeting.participants if p.person)
    if people:
        return (meeting.countries, *people)
    return tuple(sorted((p.country, p.post or "") for p in meeting.participants))


def _names(meeting: Meeting, other: Meeting) -> bool:
    """Whether the note of a meeting names another one by its whole id."""
    return other.id in _ID.findall(meeting.note)


def two_sides(chronology: Chronology) -> Iterator[Problem]:
    """`sides`: a meeting has at least two sides, nobody twice, and people stand on the side of their own country."""
    for meeting in chronology.meetings:
        if len(meeting.countries) < 2:
            yield meeting_problem("sides", meeting, "participants", "there is only one side")
        seen: set[str] = set()
        for i, participant in enumerate(meeting.participants):
            if participant.person is None:
                continue
            if participant.person in seen:
                yield meeting_problem(
                    "sides", meeting, "participants", f"{participant.person} takes part twice", "participants", i
                )
            seen.add(participant.person)
            own = chronology.registry.people[participant.person].country
            if own != participant.country:
                message = f"{participant.person} is of {own}, not of {participant.country}"
                yield meeting_problem("sides", meeting, "participants", message, "participants", i, "country")


def few_topics(chronology: Chronology) -> Iterator[Problem]:
    """`topics`: a meeting has at most five topics, none twice; no topic is broader than itself."""
    for meeting in chronology.meetings:
        if len(meeting.topics) > MOST_TOPICS:
            yield meeting_problem("topics", meeting, "topics", f"{len(meeting.topics)} topics; at most {MOST_TOPICS}")
        if len(set(meeting.topics)) < len(meeting.topics):
            yield meeting_problem("topics", meeting, "topics", "a topic stands twice")
    for topic in chronology.topics:
        last = chronology.registry.with_broader(topic.id)[-1]
        if chronology.registry.topics[last].broader is not None:
            yield Problem(
                "topics", "topics", topic.id, "broader", "the broader topics lead round in a circle", path=("broader",)
            )


def short_summary(chronology: Chronology) -> Iterator[Problem]:
    """`summary`: a meeting has a summary of at most 300 characters."""
    for meeting in chronology.meetings:
        if not meeting.summary:
            yield meeting_problem("summary", meeting, "summary", "there is no summary")
        elif len(meeting.summary) > LONGEST_SUMMARY:
            yield meeting_problem(
                "summary", meeting, "summary", f"{len(meeting.summary)} characters; at most {LONGEST_SUMMARY}"
            )


def in_period(chronology: Chronology) -> Iterator[Problem]:
    """`period`: a meeting may fall into the chronology's period, and within three days of its occasion."""
    period = chronology.head.period
    for meeting in chronology.meetings:
        if meeting.date.latest < period.earliest or meeting.date.earliest > period.latest:
            yield meeting_problem("period", meeting, "date", f"{meeting.date} is outside {period}")
        occasion = chronology.registry.occasions[meeting.occasion] if meeting.occasion else None
        if (
            occasion
            and occasion.date
            and (
                occasion.date.earliest - meeting.date.latest > MARGIN
                or meeting.date.earliest - occasion.date.latest > MARGIN
            )
        ):
            yield meeting_problem(
                "period", meeting, "occasion", f"{meeting.date} is outside {occasion.id}, {occasion.date}"
            )


def known_cities(chronology: Chronology) -> Iterator[Problem]:
    """`city`: a meeting's city is among the cities of its country, or of any where its country is left open."""
    cities = {(country.code, city.name) for country in chronology.countries for city in country.cities}
    cities |= {("", city) for _, city in cities}
    for meeting in chronology.meetings:
        place = meeting.place
        if place and place.city and (place.country or "", place.city) not in cities:
            message = f"{place.city} is not among the cities of {place.country or 'any country'}"
            yield meeting_problem("city", meeting, "place", message, "place", "city")
