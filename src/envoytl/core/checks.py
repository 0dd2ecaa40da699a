"""The rules without which a chronology can't be used: ids name one record, and what is referred to exists.

A rule is a function that yields what it finds wrong; `envoytl.core.rules` has all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, NamedTuple

from envoytl.core.model import SECTIONS, Chronology, Country, Meeting, Registry
from envoytl.core.names import nearest


class Problem(NamedTuple):
    """One finding: which rule, in which record and field, and what is wrong."""

    rule: str
    section: str
    record: str
    field: str
    message: str
    at: int | None = None
    """The record's place in its section, where it is known."""
    path: tuple[str | int, ...] = ()
    """The field's path in the record, for finding its line."""


def meeting_problem(rule: str, meeting: Meeting, field: str, message: str, *path: str | int) -> Problem:
    """A problem of a meeting; the path of what is wrong is the field itself unless another is given."""
    return Problem(rule, "meetings", meeting.id, field, message, path=path or (field,))


Rule = Callable[[Chronology], Iterator[Problem]]
"""Its docstring begins with its name in backquotes."""


def load_problems(chronology: Chronology, unread: Container[tuple[str, str]] = ()) -> list[Problem]:
    """What makes a chronology unusable: ids that stand twice, and references to what isn't there.

    Args:
        chronology: the records that could be read.
        unread: section and id of those that stand in the file but couldn't: they are there to be referred to. An
            empty id stands for any, where it can't be told what a record is called.
    """
    found = [problem for rule in LOAD_RULES for problem in rule(chronology)]
    if not unread:
        return found
    records = {(section, _key(record)): record for section in SECTIONS for record in getattr(chronology, section)}
    doubled = {(problem.section, problem.record) for problem in found if problem.rule == "unique-id"}

    def leads_nowhere(problem: Problem) -> bool:
        key = (problem.section, problem.record)
        if key in doubled:  # which of them has the problem can't be told
            return True
        section, id = _target(problem, records[key])
        return (section, id) not in unread and (section, "") not in unread

    return [problem for problem in found if problem.rule != "reference" or leads_nowhere(problem)]


def usable(chronology: Chronology) -> Chronology:
    """A chronology without the records that have such problems, and without those that refer to them."""
    while wrong := {(problem.section, problem.record) for problem in load_problems(chronology)}:
        kept: dict[str, Any] = {
            section: tuple(r for r in getattr(chronology, section) if (section, _key(r)) not in wrong)
            for section in SECTIONS
        }
        chronology = Chronology.model_construct(head=chronology.head, **kept)
    return chronology


def _key(record: Any) -> str:
    key: str = record.code if isinstance(record, Country) else record.id
    return key


_SECTION_NAMED = {
    "country": "countries", "person": "people", "occasion": "occasions", "source": "sources", "topics": "topics",
    "broader": "topics",
}  # fmt: skip
"""The section that a field refers to."""


def _target(problem: Problem, record: Any) -> tuple[str, str]:
    """The section and id to which the reference leads that a problem of a record is about."""
    name = ""
    for step in problem.path:
        name = name if isinstance(step, int) else step
        record = record[step] if isinstance(step, int) else getattr(record, step)
    return _SECTION_NAMED[name], record


def unique_ids(chronology: Chronology) -> Iterator[Problem]:
    """`unique-id`: an id names one record of its section."""
    for section in SECTIONS:
        counts = Counter(record.id for record in getattr(chronology, section))
        for id, count in counts.items():
            if count > 1:
                yield used_often(section, id, count)


def used_often(section: str, id: str, count: int, at: int | None = None) -> Problem:
    """The problem of an id that several records of a section have."""
    field = "code" if section == "countries" else "id"
    return Problem("unique-id", section, id, field, f"this id is used {count} times", at, (field,))


def references(chronology: Chronology) -> Iterator[Problem]:
    """`reference`: what a record names exists."""
    registry = chronology.registry
    yield from registry_references(registry)
    for meeting in chronology.meetings:
        yield from meeting_references(meeting, registry)


def registry_references(registry: Registry) -> Iterator[Problem]:
    """`reference` for everything that meetings refer to."""
    for topic in registry.topics.values():
        if topic.broader and topic.broader not in registry.topics:
            yield _dangling("topics", topic.id, ("broader",), "topic", topic.broader, registry.topics)
    for person in registry.people.values():
        if person.country not in registry.countries:
            yield _dangling("people", person.id, ("country",), "country", person.country, registry.countries)
        for i, post in enumerate(person.posts):
            for j, evidence in enumerate(post.citations):
                if evidence.source not in registry.sources:
                    at = ("posts", i, "citations", j, "source")
                    yield _dangling("people", person.id, at, "source", evidence.source, registry.sources)
    for occasion in registry.occasions.values():
        if occasion.country and occasion.country not in registry.countries:
            yield _dangling("occasions", occasion.id, ("country",), "country", occasion.country, registry.countries)
        for j, evidence in enumerate(occasion.citations):
            if evidence.source not in registry.sources:
                path = ("citations", j, "source")
                yield _dangling("occasions", occasion.id, path, "source", evidence.source, registry.sources)


def meeting_references(meeting: Meeting, registry: Registry) -> Iterator[Problem]:
    """`reference` for one meeting."""
    key = ("meetings", meeting.id)
    if meeting.occasion and meeting.occasion not in registry.occasions:
        yield _dangling(*key, ("occasion",), "occasion", meeting.occasion, registry.occasions)
    if meeting.place and meeting.place.country and meeting.place.country not in registry.countries:
        yield _dangling(*key, ("place", "country"), "country", meeting.place.country, registry.countries)
    for i, participant in enumerate(meeting.participants):
        if participant.person and participant.person not in registry.people:
            yield _dangling(*key, ("participants", i, "person"), "person", participant.person, registry.people)
        if participant.country not in registry.countries:
            yield _dangling(*key, ("participants", i, "country"), "country", participant.country, registry.countries)
    for i, topic in enumerate(meeting.topics):
        if topic not in registry.topics:
            yield _dangling(*key, ("topics", i), "topic", topic, registry.topics)
    for i, citation in enumerate(meeting.citations):
        if citation.source not in registry.sources:
            yield _dangling(*key, ("citations", i, "source"), "source", citation.source, registry.sources)


def _dangling(
    section: str, record: str, path: tuple[str | int, ...], kind: str, asked: str, known: Iterable[str]
) -> Problem:
    near = nearest(asked, known, 1)
    field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return Problem("reference", section, record, field, f"there is no {kind} {asked!r}{hint}", None, path)


LOAD_RULES: tuple[Rule, ...] = (unique_ids, references)
