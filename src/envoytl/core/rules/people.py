"""Rules for people, their names and their posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from envoytl.core.checks import Problem, meeting_problem
from envoytl.core.model import Chronology, Meeting, Person, Post
from envoytl.core.names import order_free

_SEVERAL = ("vice", "deputy", "assistant", "senior", "member", "adviser", "advisor", "official", "counsellor", "former")
"""A title that begins so may be held by several people at once."""


def own_names(chronology: Chronology) -> Iterator[Problem]:
    """`name`: no two people answer to the same spelling."""
    seen: dict[str, str] = {}
    for person in chronology.people:
        for name in dict.fromkeys((person.name, *(spelling.text for spelling in person.names))):
            other = seen.setdefault(order_free(name), person.id)
            if other != person.id:
                yield Problem(
                    "name", "people", person.id, "names", f"{name!r} is also a name of {other}", path=("names",)
                )


def one_holder(chronology: Chronology) -> Iterator[Problem]:
    """`post-holder`: no post of which there is one (title, organization, country) is held by two people at once."""
    held: dict[tuple[str, str], list[tuple[str, Post]]] = defaultdict(list)
    for person in chronology.people:
        for post in person.posts:
            if not post.title.casefold().startswith(_SEVERAL):
                held[person.country, post.title.casefold()].append((person.id, post))
    for holders in held.values():
        for (one, post), (other, its) in combinations(holders, 2):
            if one != other and _in_one_place(post, its) and _overlap(_surely(post), _surely(its)):
                yield Problem(
                    "post-holder",
                    "people",
                    other,
                    "posts",
                    f"{one} held {post.title!r} at the same time",
                    path=("posts",),
                )


def _in_one_place(one: Post, other: Post) -> bool:
    """Whether two posts are of one organization, as far as both tell of it."""
    if one.organization is None or other.organization is None:
        return True
    return one.organization.casefold() == other.organization.casefold()


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


def posts_in_order(chronology: Chronology) -> Iterator[Problem]:
    """`post-order`: a post neither ends before it starts nor is seen only before it starts or after it ends."""
    for person in chronology.people:
        for i, post in enumerate(person.posts):
            for field, message in _out_of_order(post):
                yield Problem("post-order", "people", person.id, "posts", message, path=("posts", i, field))


def _out_of_order(post: Post) -> Iterator[tuple[str, str]]:
    """Which date of a post surely contradicts another of its dates, and what to say of it."""
    if post.start and post.end and post.end.latest < post.start.earliest:
        yield "end", f"{post.title!r} ends {post.end}, before it starts {post.start}"
    if post.start and post.seen and post.seen.latest < post.start.earliest:
        yield "seen", f"{post.title!r} is seen {post.seen}, before it starts {post.start}"
    if post.end and post.seen and post.seen.earliest > post.end.latest:
        yield "seen", f"{post.title!r} is seen {post.seen}, after it ends {post.end}"


def posts_cover(chronology: Chronology) -> Iterator[Problem]:
    """`post-days`: the post by which a person takes part in a meeting that was held is one of that person's then."""
    for meeting in chronology.meetings:
        if meeting.status != "held":
            continue
        for i, participant in enumerate(meeting.participants):
            person = chronology.registry.people[participant.person] if participant.person else None
            message = _not_held(person, participant.post, meeting) if person and participant.post else ""
            if message:
                yield meeting_problem("post-days", meeting, "participants", message, "participants", i, "post")


def _not_held(person: Person, title: str, meeting: Meeting) -> str:
    """What to say of a post that a person did not have on the day of a meeting; empty for one that may be right."""
    titles = list(dict.fromkeys(post.title for post in person.posts if _may_cover(post, meeting)))
    if not titles:
        return f"no post of {person.id} covers {meeting.date}"
    if _folded(title) in map(_folded, titles):
        return ""
    told = ", ".join(map(repr, titles))
    return f"{person.id} held no post {title!r} on {meeting.date}; the posts of that day: {told}"


def _folded(title: str) -> str:
    """A title without case, punctuation and spaces."""
    return "".join(char for char in title.casefold() if char.isalnum())


def _may_cover(post: Post, meeting: Meeting) -> bool:
    firsts = [value.earliest for value in (post.start, post.seen) if value]
    lasts = [value.latest for value in (post.end, post.seen) if value]
    return bool(firsts and lasts and min(firsts) <= meeting.date.latest and max(lasts) >= meeting.date.earliest)


def cited_posts(chronology: Chronology) -> Iterator[Problem]:
    """`post-cited`: every post and every occasion has a citation."""
    for person in chronology.people:
        for i, post in enumerate(person.posts):
            if not post.citations:
                yield Problem(
                    "post-cited", "people", person.id, "posts", f"no citation for {post.title!r}", path=("posts", i)
                )
    for occasion in chronology.occasions:
        if not occasion.citations:
            yield Problem("post-cited", "occasions", occasion.id, "citations", "no citation", path=("id",))
