"""Rules for what citations say of their meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from envoytl.core.checks import Problem, meeting_problem
from envoytl.core.lifecycle import differing_value, in_order, status_by
from envoytl.core.model import Chronology


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


def lifecycle_status(chronology: Chronology) -> Iterator[Problem]:
    """`lifecycle`: a meeting's status is what its citations, in order of print, amount to."""
    for meeting in chronology.meetings:
        status = status_by(in_order(meeting.citations, chronology.registry.sources))
        if status is not None and status != meeting.status:
            yield meeting_problem(
                "lifecycle", meeting, "status", f"the citations amount to {status}, not {meeting.status}"
            )


def told_in_time(chronology: Chronology) -> Iterator[Problem]:
    """`told-in-time`: no source reports a meeting as held before its first possible day, or plans it after its last.

    A day's grace: on the other side of the date line it is tomorrow or yesterday.
    """
    for meeting in chronology.meetings:
        for i, citation in enumerate(meeting.citations):
            if "date" in citation.differs:
                continue
            source = chronology.registry.sources[citation.source]
            if source.published is None:
                continue
            printed = source.published
            if citation.status == "held" and _before(printed.latest, meeting.date.earliest):
                message = f"{source.id} of {printed} says held, before {meeting.date}"
                yield meeting_problem("told-in-time", meeting, "citations", message, "citations", i, "status")
            if citation.status in ("planned", "proposed") and _before(meeting.date.latest, printed.earliest):
                message = f"{source.id} of {printed} says {citation.status}, after {meeting.date}"
                yield meeting_problem("told-in-time", meeting, "citations", message, "citations", i, "status")


def _before(one: date, other: date) -> bool:
    """Whether a day is surely before another wherever on Earth each was written down."""
    return (other - one).days > 1


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
