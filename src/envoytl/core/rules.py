"""All rules that `envoytl check` applies, each a function that yields what it finds wrong.

The first line of a rule's docstring is what `envoytl check --rules` says of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from envoytl.core.checks import LOAD_RULES, Problem, Rule, load_problems
from envoytl.core.dates import Edtf
from envoytl.core.lifecycle import differing_value, in_order, in_print, status_by
from envoytl.core.model import Chronology, Meeting, Post
from envoytl.core.names import order_free

MOST_TOPICS = 5
LONGEST_SUMMARY = 300
MARGIN = timedelta(days=3)
"""How long before or after an occasion a meeting on its margins may be."""
_SEVERAL = ("vice", "deputy", "assistant", "senior", "member", "adviser", "advisor", "official", "counsellor")
"""A title that begins so may be held by several people at once."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY_AND_DAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),? (\d{{4}}-\d{{2}}-\d{{2}})\b")


def check(chronology: Chronology) -> list[Problem]:
    """Everything that breaks a rule; where references lead nowhere, only those, since the other rules follow them."""
    return load_problems(chronology) or [problem for rule in RULES for problem in rule(chronology)]


def described() -> list[tuple[str, str]]:
    """The rules' names and what each asks for."""
    texts = [(rule.__doc__ or "").strip().splitlines()[0] for rule in (*LOAD_RULES, *RULES)]
    return [(name.strip("`"), text) for name, _, text in (line.partition(": ") for line in texts)]


def _meeting(rule: str, meeting: Meeting, field: str, message: str, *path: str | int) -> Problem:
    return Problem(rule, "meetings", meeting.id, field, message, None, path or (field,))


def supported(chronology: Chronology) -> Iterator[Problem]:
    """`supported`: every field of a meeting that is not empty has a citation that supports it."""
    for meeting in chronology.meetings:
        cited = {field for citation in meeting.citations for field in citation.supports}
        for field in meeting.filled():
            if field not in cited:
                yield _meeting("supported", meeting, field, "no citation supports this field")


def supports_something(chronology: Chronology) -> Iterator[Problem]:
    """`supports-empty`: a citation supports only fields that are not empty, and gives a basis only for those."""
    for meeting in chronology.meetings:
        filled = set(meeting.filled())
        for i, citation in enumerate(meeting.citations):
            for field in citation.supports:
                if field not in filled:
                    message = f"the citation supports {field}, which is empty"
                    yield _meeting("supports-empty", meeting, "citations", message, "citations", i, "supports")
            for field in citation.basis:
                if field not in citation.supports and field not in citation.differs:
                    message = f"a basis for {field}, which this citation does not support"
                    yield _meeting("supports-empty", meeting, "citations", message, "citations", i, "basis", field)


def lifecycle_status(chronology: Chronology) -> Iterator[Problem]:
    """`lifecycle`: a meeting's status is what its citations, in order of print, amount to."""
    for meeting in chronology.meetings:
        status = status_by(in_order(meeting.citations, chronology.registry.sources))
        if status is not None and status != meeting.status:
            yield _meeting("lifecycle", meeting, "status", f"the citations amount to {status}, not {meeting.status}")


def told_in_time(chronology: Chronology) -> Iterator[Problem]:
    """`told-in-time`: no source reports a meeting as held before its first possible day, or plans it after its last."""
    for meeting in chronology.meetings:
        for i, citation in enumerate(meeting.citations):
            if "date" in citation.differs:
                continue
            source = chronology.registry.sources[citation.source]
            if source.published is None:
                continue
            printed = source.published
            if citation.status == "held" and printed.latest < meeting.date.earliest:
                message = f"{source.id} of {printed} says held, before {meeting.date}"
                yield _meeting("told-in-time", meeting, "citations", message, "citations", i, "status")
            if citation.status in ("planned", "proposed") and printed.earliest > meeting.date.latest:
                message = f"{source.id} of {printed} says {citation.status}, after {meeting.date}"
                yield _meeting("told-in-time", meeting, "citations", message, "citations", i, "status")


def doubles(chronology: Chronology) -> Iterator[Problem]:
    """`double`: the same people do not meet twice on one day in one mode, unless a note says so."""
    seen: dict[tuple[object, ...], Meeting] = {}
    for meeting in chronology.meetings:
        if meeting.date.precision != "day":
            continue
        people = tuple(sorted((p.country, p.person or p.post or "") for p in meeting.participants))
        key = (meeting.date.text, people, meeting.mode)
        other = seen.setdefault(key, meeting)
        if other is not meeting and not meeting.note and not other.note:
            yield _meeting(
                "double", meeting, "date", f"the same people, day and mode as {other.id}; a note would say why"
            )


def two_sides(chronology: Chronology) -> Iterator[Problem]:
    """`sides`: a meeting has at least two sides, nobody twice, and people stand on the side of their own country."""
    for meeting in chronology.meetings:
        if len(meeting.countries) < 2:
            yield _meeting("sides", meeting, "participants", "there is only one side")
        seen: set[str] = set()
        for i, participant in enumerate(meeting.participants):
            if participant.person is None:
                continue
            if participant.person in seen:
                yield _meeting(
                    "sides", meeting, "participants", f"{participant.person} takes part twice", "participants", i
                )
            seen.add(participant.person)
            own = chronology.registry.people[participant.person].country
            if own != participant.country:
                message = f"{participant.person} is of {own}, not of {participant.country}"
                yield _meeting("sides", meeting, "participants", message, "participants", i, "country")


def few_topics(chronology: Chronology) -> Iterator[Problem]:
    """`topics`: a meeting has at most five topics, none twice; no topic is broader than itself."""
    for meeting in chronology.meetings:
        if len(meeting.topics) > MOST_TOPICS:
            yield _meeting("topics", meeting, "topics", f"{len(meeting.topics)} topics; at most {MOST_TOPICS}")
        if len(set(meeting.topics)) < len(meeting.topics):
            yield _meeting("topics", meeting, "topics", "a topic stands twice")
    for topic in chronology.topics:
        last = chronology.registry.with_broader(topic.id)[-1]
        if chronology.registry.topics[last].broader is not None:
            yield Problem(
                "topics", "topics", topic.id, "broader", "the broader topics lead round in a circle", None, ("broader",)
            )


def short_summary(chronology: Chronology) -> Iterator[Problem]:
    """`summary`: a meeting has a summary of at most 300 characters."""
    for meeting in chronology.meetings:
        if not meeting.summary:
            yield _meeting("summary", meeting, "summary", "there is no summary")
        elif len(meeting.summary) > LONGEST_SUMMARY:
            yield _meeting(
                "summary", meeting, "summary", f"{len(meeting.summary)} characters; at most {LONGEST_SUMMARY}"
            )


def in_period(chronology: Chronology) -> Iterator[Problem]:
    """`period`: a meeting may fall into the chronology's period, and within three days of its occasion."""
    period = chronology.head.period
    for meeting in chronology.meetings:
        if meeting.date.latest < period.earliest or meeting.date.earliest > period.latest:
            yield _meeting("period", meeting, "date", f"{meeting.date} is outside {period}")
        occasion = chronology.registry.occasions[meeting.occasion] if meeting.occasion else None
        if (
            occasion
            and occasion.date
            and (
                occasion.date.earliest - meeting.date.latest > MARGIN
                or meeting.date.earliest - occasion.date.latest > MARGIN
            )
        ):
            yield _meeting("period", meeting, "occasion", f"{meeting.date} is outside {occasion.id}, {occasion.date}")


def _days_between(one: Edtf, other: Edtf) -> timedelta:
    """How far apart two dates are at the least; below zero where they may overlap."""
    return max(one.earliest - other.latest, other.earliest - one.latest)


def weekdays(chronology: Chronology) -> Iterator[Problem]:
    """`weekday`: a weekday that stands before a date in a basis is that date's."""
    for meeting in chronology.meetings:
        for i, citation in enumerate(meeting.citations):
            for field, text in citation.basis.items():
                for weekday, day in _WEEKDAY_AND_DAY.findall(text):
                    path = ("citations", i, "basis", field)
                    try:
                        right = _WEEKDAYS[date.fromisoformat(day).weekday()]
                    except ValueError:
                        yield _meeting("weekday", meeting, "citations", f"there is no day {day}", *path)
                        continue
                    if right != weekday:
                        yield _meeting("weekday", meeting, "citations", f"{day} was a {right}, not a {weekday}", *path)


def readable_differs(chronology: Chronology) -> Iterator[Problem]:
    """`differs`: what a citation says instead can be read as a value of its field, and is another one."""
    for meeting in chronology.meetings:
        for i, citation in enumerate(meeting.citations):
            for field, text in citation.differs.items():
                value = differing_value(field, text, chronology.registry)
                path = ("citations", i, "differs", field)
                if value is None:
                    yield _meeting("differs", meeting, "citations", f"{text!r} is not a {field}", *path)
                elif value == getattr(meeting, field):
                    yield _meeting("differs", meeting, "citations", f"{text!r} does not differ from the {field}", *path)


def known_cities(chronology: Chronology) -> Iterator[Problem]:
    """`city`: a meeting's city is among the cities of its country, or of any where its country is left open."""
    cities = {(country.code, city.name) for country in chronology.countries for city in country.cities}
    cities |= {("", city) for _, city in cities}
    for meeting in chronology.meetings:
        place = meeting.place
        if place and place.city and (place.country or "", place.city) not in cities:
            message = f"{place.city} is not among the cities of {place.country or 'any country'}"
            yield _meeting("city", meeting, "place", message, "place", "city")


def one_holder(chronology: Chronology) -> Iterator[Problem]:
    """`post-holder`: no post of which there is one (title, organization, country) is held by two people at once."""
    held: dict[tuple[str, str, str], list[tuple[str, Post]]] = defaultdict(list)
    for person in chronology.people:
        for post in person.posts:
            if post.organization and not post.title.casefold().startswith(_SEVERAL):
                held[person.country, post.organization.casefold(), post.title.casefold()].append((person.id, post))
    for holders in held.values():
        for (one, post), (other, its) in combinations(holders, 2):
            if one != other and _overlap(_surely(post), _surely(its)):
                yield Problem(
                    "post-holder",
                    "people",
                    other,
                    "posts",
                    f"{one} held {post.title!r} at the same time",
                    None,
                    ("posts",),
                )


def _surely(post: Post) -> tuple[date, date] | None:
    """The days on which the post was surely held: from the latest possible start to the earliest possible end."""
    starts = [
        value
        for value in (post.start.latest if post.start else None, post.seen.earliest if post.seen else None)
        if value
    ]
    ends = [
        value for value in (post.end.earliest if post.end else None, post.seen.latest if post.seen else None) if value
    ]
    return (min(starts), max(ends)) if starts and ends and min(starts) <= max(ends) else None


def _overlap(one: tuple[date, date] | None, other: tuple[date, date] | None) -> bool:
    """Whether two spans share more than a day on which the post changed hands."""
    return bool(one and other and max(one[0], other[0]) < min(one[1], other[1]))


def posts_cover(chronology: Chronology) -> Iterator[Problem]:
    """`post-days`: a person's posts cover the days of the meetings, once held, that they take part in by their post."""
    for meeting in chronology.meetings:
        if meeting.status != "held":
            continue
        for i, participant in enumerate(meeting.participants):
            person = chronology.registry.people[participant.person] if participant.person else None
            if person and participant.post and not any(_may_cover(post, meeting) for post in person.posts):
                path = ("participants", i)
                yield _meeting(
                    "post-days", meeting, "participants", f"no post of {person.id} covers {meeting.date}", *path
                )


def _may_cover(post: Post, meeting: Meeting) -> bool:
    firsts = [value.earliest for value in (post.start, post.seen) if value]
    lasts = [value.latest for value in (post.end, post.seen) if value]
    return bool(firsts and lasts and min(firsts) <= meeting.date.latest and max(lasts) >= meeting.date.earliest)


def one_publisher(chronology: Chronology) -> Iterator[Problem]:
    """`url`: an address is cited as one source, under one publisher."""
    seen: dict[str, str] = {}
    for source in chronology.sources:
        if source.url:
            other = seen.setdefault(source.url.rstrip("/"), source.id)
            if other != source.id:
                yield Problem("url", "sources", source.id, "url", f"the same address as {other}", None, ("url",))


def read_after_print(chronology: Chronology) -> Iterator[Problem]:
    """`read`: a source was read on or after the day on which it was published."""
    for source in chronology.sources:
        if source.published and source.read.latest < source.published.earliest:
            yield Problem(
                "read",
                "sources",
                source.id,
                "read",
                f"read {source.read}, published {source.published}",
                None,
                ("read",),
            )


def own_names(chronology: Chronology) -> Iterator[Problem]:
    """`name`: no two people answer to the same spelling."""
    seen: dict[str, str] = {}
    for person in chronology.people:
        for name in dict.fromkeys((person.name, *(spelling.text for spelling in person.names))):
            other = seen.setdefault(order_free(name), person.id)
            if other != person.id:
                yield Problem(
                    "name", "people", person.id, "names", f"{name!r} is also a name of {other}", None, ("names",)
                )


def used(chronology: Chronology) -> Iterator[Problem]:
    """`used`: every source is cited, and every person takes part in a meeting."""
    cited = {c.source for m in chronology.meetings for c in m.citations}
    cited |= {c.source for p in chronology.people for post in p.posts for c in post.citations}
    cited |= {c.source for o in chronology.occasions for c in o.citations}
    for source in chronology.sources:
        if source.id not in cited:
            yield Problem("used", "sources", source.id, "id", "nothing cites this source", None, ("id",))
    present = {p.person for m in chronology.meetings for p in m.participants}
    for person in chronology.people:
        if person.id not in present:
            yield Problem("used", "people", person.id, "id", "this person takes part in no meeting", None, ("id",))


def cited_posts(chronology: Chronology) -> Iterator[Problem]:
    """`post-cited`: every post and every occasion has a citation."""
    for person in chronology.people:
        for i, post in enumerate(person.posts):
            if not post.citations:
                yield Problem(
                    "post-cited", "people", person.id, "posts", f"no citation for {post.title!r}", None, ("posts", i)
                )
    for occasion in chronology.occasions:
        if not occasion.citations:
            yield Problem("post-cited", "occasions", occasion.id, "citations", "no citation", None, ("id",))


def in_print_by_reading(chronology: Chronology) -> Iterator[Problem]:
    """`published`: a source with a published date was in print by a day that is known (no open end)."""
    for source in chronology.sources:
        if in_print(source) == date.max:
            yield Problem(
                "published",
                "sources",
                source.id,
                "published",
                f"{source.published} has no last day",
                None,
                ("published",),
            )


RULES: tuple[Rule, ...] = (
    supported, supports_something, lifecycle_status, told_in_time, doubles, two_sides, few_topics, short_summary,
    in_period, weekdays, readable_differs, known_cities, one_holder, posts_cover, one_publisher, read_after_print,
    own_names, used, cited_posts, in_print_by_reading,
)  # fmt: skip
