"""What was known of a meeting by a day: its citations in the order in which they came into print.

A meeting's state on a day follows from the citations in print by then (`printed` says since when they are). A field has
its recorded value once one of them supports it; before that, the value that the newest of them gives instead
(`differs`); else none. A meeting is known once its date and its sides are. Its status is the newest `held` or
`cancelled` that was in print, else the newest plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from envoytl.core.dates import DateError, Edtf
from envoytl.core.model import Citation, Meeting, Participant, Place, Registry, Source
from envoytl.core.printed import print_order
from envoytl.core.words import LEVELS, MODES, STATUSES, SUPPORTABLE

if TYPE_CHECKING:
    from envoytl.core.words import Status

_EMPTY: dict[str, Any] = {
    "mode": None, "level": None, "place": None, "occasion": None, "topics": (), "summary": "", "note": "",
}  # fmt: skip


class Version(NamedTuple):
    """A meeting as it was known from one day until another one (not included; null: until now)."""

    known: date
    superseded: date | None
    meeting: Meeting


def in_print(source: Source) -> date:
    """The day by which a source surely was in print: the last that its date may mean, else when it was read."""
    return (source.published or source.read).latest


def in_order(meeting: Meeting, sources: dict[str, Source]) -> list[Citation]:
    """A meeting's citations in the order in which they came into print.

    Of one day, plans come first; others stay as they stand in the file.
    """
    return [citation for _, citation in _printed(meeting, sources)]


def _printed(meeting: Meeting, sources: dict[str, Source]) -> list[tuple[date, Citation]]:
    """The same, each with the day by which it surely was in print."""
    dated = []
    for citation in meeting.citations:
        source = sources[citation.source]
        dated.append((print_order(source.published or source.read, citation.status, meeting.date), citation))
    dated.sort(key=itemgetter(0))
    return [(day, citation) for (day, _), citation in dated]


def status_by(citations: Sequence[Citation]) -> Status | None:
    """The status that citations, in order of print, amount to; None where none of them tells one."""
    said = [citation.status for citation in citations if citation.status]
    settled = [status for status in said if status in ("held", "cancelled")]
    return (settled or said or [None])[-1]


def versions(meeting: Meeting, registry: Registry) -> list[Version]:
    """The states that a meeting went through in print, oldest first; the last one is the meeting as it stands."""
    printed_on = _printed(meeting, registry.sources)
    steps = list(dict.fromkeys(day for day, _ in printed_on))
    if len(steps) == 1:
        return [Version(steps[0], None, meeting)]
    states: list[tuple[date, Meeting]] = []
    for day in steps[:-1]:
        state = _known_by(meeting, [c for printed, c in printed_on if printed <= day], registry)
        if state is not None:
            states.append((day, state))
    states.append((steps[-1], meeting))
    ends = [known for known, _ in states[1:]]
    return [Version(known, end, state) for (known, state), end in zip(states, [*ends, None], strict=True)]


def _known_by(meeting: Meeting, citations: list[Citation], registry: Registry) -> Meeting | None:
    values: dict[str, Any] = {}
    supported = {field for citation in citations for field in citation.supports}
    taken: dict[str, str] = {}
    for field in SUPPORTABLE:
        if field in supported or field == "status":
            continue
        said = [citation.differs[field] for citation in citations if field in citation.differs]
        value = differing_value(field, said[-1], registry) if said else None
        if value is None and field in ("date", "participants"):
            return None
        values[field] = _EMPTY[field] if value is None else value
        if value is not None:
            taken[field] = said[-1]
    # Until some source tells a status, a meeting that is in print is at most a plan.
    values["status"] = status_by(citations) or "planned"
    there = {id(citation) for citation in citations}
    values["citations"] = tuple(_as_it_stood(c, taken) for c in meeting.citations if id(c) in there)
    return meeting.model_copy(update={**values, "note": ""})


def _as_it_stood(citation: Citation, taken: dict[str, str]) -> Citation:
    """A citation of an earlier state: it supports what the state has from it, instead of differing from it."""
    own = [field for field, text in taken.items() if citation.differs.get(field) == text]  # type: ignore[call-overload]
    if not own:
        return citation
    rest = {field: text for field, text in citation.differs.items() if field not in own}
    return citation.model_copy(update={"supports": (*citation.supports, *own), "differs": rest})


def differing_value(field: str, text: str, registry: Registry) -> Any:
    """What the text of a citation's `differs` means for a field, as the value that the field would have.

    `date`: EDTF. `status`, `mode`, `level`: the word. `occasion`: its id. `topics`: ids, by comma. `place`: `City, CC`,
    `City` or `CC`. `participants`: `CC Name; CC Name`, a name that no person of the registry has being a post. None
    where the text can't be read so.
    """
    text = text.strip()
    if field == "date":
        try:
            return Edtf(text)
        except DateError:
            return None
    if field in ("status", "mode", "level"):
        return text if text in {"status": STATUSES, "mode": MODES, "level": LEVELS}[field] else None
    if field == "occasion":
        return text if text in registry.occasions else None
    if field == "topics":
        ids = tuple(part.strip() for part in text.split(","))
        return ids if all(id in registry.topics for id in ids) else None
    if field == "place":
        city, _, country = (part.strip() for part in text.rpartition(","))
        if country in registry.countries:
            return Place(city=city or None, country=country)
        return Place(city=text.strip())
    if field == "participants":
        return _participants(text, registry)
    return text


def _participants(text: str, registry: Registry) -> tuple[Participant, ...] | None:
    made: list[Participant] = []
    for part in text.split(";"):
        country, _, name = (word.strip() for word in part.strip().partition(" "))
        if country not in registry.countries:
            return None
        who = [p.id for p in registry.people.values() if name in (p.name, *(spelling.text for spelling in p.names))]
        made.append(
            Participant(person=who[0], country=country) if who else Participant(country=country, post=name or None)
        )
    return tuple(made) if len(made) > 1 else None
