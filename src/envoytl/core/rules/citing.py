"""Rules for what citations say of their meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from envoytl.core.checks import Problem, meeting_problem
from envoytl.core.lifecycle import differing_value, in_order, status_by
from envoytl.core.model import Chronology, Citation, Evidence
from envoytl.core.words import PLANS

_AMERICAS = frozenset(
    {
        "AG", "AR", "BB", "BO", "BR", "BS", "BZ", "CA", "CL", "CO", "CR", "CU", "DM", "DO", "EC", "GD", "GT", "GY",
        "HN", "HT", "JM", "KN", "LC", "MX", "NI", "PA", "PE", "PY", "SR", "SV", "TT", "US", "UY", "VC", "VE",
    }
)  # fmt: skip
"""Where it is still yesterday when Asia writes down a day (ISO 3166-1)."""
_BEYOND_PLANS = {"held": ("status", "summary"), "cancelled": ("status",)}
"""What a plan can't tell of a meeting, by the meeting's status."""


def supported(chronology: Chronology) -> Iterator[Problem]:
    """`supported`: every field of a meeting that is not empty has a citation that supports it."""
    for meeting in chronology.meetings:
        cited = {field for citation in meeting.citations for field in citation.supports}
        for field in meeting.filled():
            if field not in cited:
                yield meeting_problem("supported", meeting, field, "no citation supports this field")


def supports_something(chronology: Chronology) -> Iterator[Problem]:
    """`supports-empty`: a citation supports only fields that are not empty, and gives a basis only for those."""
    for meeting in chronology.meetings:
        filled = set(meeting.filled())
        for i, citation in enumerate(meeting.citations):
            for field in citation.supports:
                if field not in filled:
                    message = f"the citation supports {field}, which is empty"
                    yield meeting_problem("supports-empty", meeting, "citations", message, "citations", i, "supports")
            for field in citation.basis:
                if field not in citation.supports and field not in citation.differs:
                    message = f"a basis for {field}, which this citation does not support"
                    yield meeting_problem(
                        "supports-empty", meeting, "citations", message, "citations", i, "basis", field
                    )


def cited_once(chronology: Chronology) -> Iterator[Problem]:
    """`cited-once`: a meeting, a post or an occasion cites a source once."""
    for meeting in chronology.meetings:
        for i, message in _again(meeting.citations):
            yield meeting_problem("cited-once", meeting, "citations", message, "citations", i, "source")
    for person in chronology.people:
        for i, post in enumerate(person.posts):
            for j, message in _again(post.citations):
                at = ("posts", i, "citations", j, "source")
                yield Problem("cited-once", "people", person.id, "posts", f"{post.title!r}: {message}", path=at)
    for occasion in chronology.occasions:
        for i, message in _again(occasion.citations):
            yield Problem("cited-once", "occasions", occasion.id, "citations", message, path=("citations", i, "source"))


def _again(citations: Iterable[Citation | Evidence]) -> Iterator[tuple[int, str]]:
    """The places of citations whose source has been cited before, and what to say of them."""
    seen: set[str] = set()
    for i, citation in enumerate(citations):
        if citation.source in seen:
            yield i, f"{citation.source} is cited more than once"
        seen.add(citation.source)


def plans_support(chronology: Chronology) -> Iterator[Problem]:
    """`plan-supports`: a plan supports no status or summary of a meeting that was held, no status of one cancelled."""
    for meeting in chronology.meetings:
        for i, citation in enumerate(meeting.citations):
            for field in _BEYOND_PLANS.get(meeting.status, ()):
                if citation.status in PLANS and field in citation.supports:
                    said = f"{citation.source} says {citation.status}"
                    message = f"{said}: no support for the {field} of a meeting {meeting.status}"
                    yield meeting_problem("plan-supports", meeting, "citations", message, "citations", i, "supports")


def lifecycle_status(chronology: Chronology) -> Iterator[Problem]:
    """`lifecycle`: a meeting's status is what its citations, in order of print, amount to."""
    for meeting in chronology.meetings:
        status = status_by(in_order(meeting, chronology.registry.sources))
        if status is not None and status != meeting.status:
            yield meeting_problem(
                "lifecycle", meeting, "status", f"the citations amount to {status}, not {meeting.status}"
            )


def told_in_time(chronology: Chronology) -> Iterator[Problem]:
    """`told-in-time`: no source reports a meeting as held before its first possible day, or plans it after its last.

    Where the date line can matter, a day's grace: on its other side it is tomorrow or yesterday.
    """
    for meeting in chronology.meetings:
        across = not _AMERICAS.isdisjoint((*meeting.countries, meeting.place and meeting.place.country))
        for i, citation in enumerate(meeting.citations):
            source = chronology.registry.sources[citation.source]
            if "date" in citation.differs or source.published is None:
                continue
            grace = timedelta(days=1 if across or "date" in citation.basis else 0)
            printed = source.published
            early = citation.status == "held" and meeting.date.earliest - printed.latest > grace
            late = citation.status in PLANS and printed.earliest - meeting.date.latest > grace
            if early or late:
                when = "before" if early else "after"
                message = f"{source.id} of {printed} says {citation.status}, {when} {meeting.date}"
                yield meeting_problem("told-in-time", meeting, "citations", message, "citations", i, "status")


def readable_differs(chronology: Chronology) -> Iterator[Problem]:
    """`differs`: what a citation says instead can be read as a value of its field, and is another one."""
    for meeting in chronology.meetings:
        for i, citation in enumerate(meeting.citations):
            for field, text in citation.differs.items():
                value = differing_value(field, text, chronology.registry)
                path = ("citations", i, "differs", field)
                if value is None:
                    yield meeting_problem("differs", meeting, "citations", f"{text!r} is not a {field}", *path)
                elif value == getattr(meeting, field):
                    yield meeting_problem(
                        "differs", meeting, "citations", f"{text!r} does not differ from the {field}", *path
                    )
