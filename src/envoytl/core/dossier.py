"""What the chronology knows of one thing: facts, tables and the meetings it took part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from envoytl.core.printed import print_order
from envoytl.core.words import UNCONFIRMED

if TYPE_CHECKING:
    from envoytl.core.record import CitationRecord, MeetingRecord


OPEN_DAYS = 366
"""How long after the last sign of a post whose end is not known somebody is still taken to be perhaps in it."""


class Table(NamedTuple):
    """A titled table of a dossier; the cells are text, whole numbers, or lists of objects."""

    title: str
    headers: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def as_objects(self) -> list[dict[str, Any]]:
        """The rows as objects, for JSON."""
        return [dict(zip(self.headers, row, strict=True)) for row in self.rows]


class Dossier(NamedTuple):
    """A title, facts by their names (text, whole numbers, or lists), and tables."""

    title: str
    facts: list[tuple[str, Any]]
    tables: list[Table]

    def as_object(self) -> dict[str, Any]:
        """The dossier as one object, for JSON: `name`, `facts`, and the tables by their titles."""
        tables = {table.title: table.as_objects() for table in self.tables}
        return {"name": self.title, "facts": dict(self.known()), **tables}

    def known(self) -> list[tuple[str, Any]]:
        """The facts of which something is known."""
        return [fact for fact in self.facts if fact[1] not in ("", None, [])]


def counterparts(
    records: Iterable[MeetingRecord], keys: Callable[[MeetingRecord], Iterable[str]]
) -> list[tuple[str, int, str, str]]:
    """How often each key occurs in records that are in order of date, and when first and last.

    Args:
        records: the meetings, in order of date.
        keys: what a meeting counts for, such as the other people in it.

    Returns:
        (key, meetings, date of the first, date of the last), the most frequent first.
    """
    dates: dict[str, list[str]] = defaultdict(list)
    for record in records:
        for key in dict.fromkeys(keys(record)):
            dates[key].append(record["date"])
    rows = [(key, len(found), found[0], found[-1]) for key, found in dates.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def history(record: MeetingRecord) -> list[CitationRecord]:
    """The citations in the order in which they came into print, those of unknown date last: a meeting's lifecycle."""
    from envoytl.core.dates import Edtf

    meeting = Edtf(record["date"])

    def order(citation: CitationRecord) -> tuple[Any, ...]:
        if citation["published"] is None:
            return (1,)
        return 0, *print_order(Edtf(citation["published"]), citation["status"], meeting)

    return sorted(record["citations"], key=order)


def supporters(record: MeetingRecord, field: str) -> list[int]:
    """The numbers (from 1, in the record's order) of the citations that support a field.

    A status is supported by those that tell this one: a report of a plan doesn't stand behind "held".
    """
    numbers = [number for number, citation in enumerate(record["citations"], 1) if field in citation["supports"]]
    if field != "status":
        return numbers
    status = "planned" if record["status"] == UNCONFIRMED else record["status"]
    return [number for number in numbers if record["citations"][number - 1]["status"] in (None, status)]


def conflicts(record: MeetingRecord) -> list[tuple[str, int, str]]:
    """Where sources differ from the record: (field, number of the citation, what it says instead)."""
    return [
        (field, number, text)
        for number, citation in enumerate(record["citations"], 1)
        for field, text in citation["differs"].items()
    ]


def supplied(title: str) -> bool:
    """Whether a source's title is not the page's own but ours, in square brackets (see `model.Source`)."""
    return title[0] == "[" and title[-1] == "]"


def printed_by(sources: Iterable[dict[str, Any]], day: date) -> set[str]:
    """The ids of the sources that surely were in print by a day, as `lifecycle.in_print` has it.

    Args:
        sources: entries as they stand in the file.
        day: the day.
    """
    from envoytl.core.dates import Edtf

    return {source["id"] for source in sources if Edtf(source.get("published") or source["read"]).latest <= day}


def posts_by(posts: Iterable[dict[str, Any]], printed: Container[str], day: date) -> list[dict[str, Any]]:
    """The posts that some source in print tells of, with just those sources.

    The dates of a post that later sources tell of too may come from these: only the first day it was seen is kept,
    which is the earliest source's.

    Args:
        posts: a person's, as they stand in the file.
        printed: the ids of the sources in print.
        day: the day by which they were.
    """
    known = []
    for post in posts:
        all_cited = post.get("citations", [])
        cited = [citation for citation in all_cited if citation["source"] in printed]
        if len(cited) == len(all_cited):
            known.append(post)
        elif cited:
            sure = {key: value for key, value in post.items() if key not in ("start", "end", "seen")}
            seen = post["seen"].split("/")[0] if "seen" in post else ""
            known.append({**sure, **({"seen": seen} if seen and seen <= day.isoformat() else {}), "citations": cited})
    return known


def posts_on(people: Sequence[dict[str, Any]], first: date, last: date) -> list[tuple[str, dict[str, Any], str]]:
    """Who held which post in a span of days.

    Args:
        people: entries as they stand in the file.
        first, last: the span's bounds.

    Returns:
        (person's id, post, how surely): `sure` where it was certainly held on a day of the span; `vague` where the
        bounds of its dates leave that open; `open` where no end is known and the last sign of it, before the span, is
        not older than `OPEN_DAYS`, nor than the beginning of another of these posts, which replaced it.
    """
    found = []
    for person in people:
        held = [(post, how) for post in person.get("posts", ()) if (how := _held(post, first, last))]
        for post, how in held:
            if how != "open" or not any(_begun(later) > _last_sign(post) for later, _ in held):
                found.append((person["id"], post, how))
    return found


def _begun(post: dict[str, Any]) -> date:
    """The first day on which a post was surely held."""
    from envoytl.core.dates import Edtf

    start, seen = (Edtf(post[key]) if key in post else None for key in ("start", "seen"))
    return min(day for day in (start and start.latest, seen and seen.earliest) if day)


def _last_sign(post: dict[str, Any]) -> date:
    """The last day for which anything tells that a post was held."""
    from envoytl.core.dates import Edtf

    end, *signs = (Edtf(post[key]) if key in post else None for key in ("end", "start", "seen"))
    return max(day for day in (end and end.earliest, *(sign.latest for sign in signs if sign)) if day)


def _held(post: dict[str, Any], first: date, last: date) -> str:
    """How surely a post was held on a day of a span, as `posts_on` has it; empty where it was not."""
    from envoytl.core.dates import Edtf

    start, end, seen = (Edtf(post[key]) if key in post else None for key in ("start", "end", "seen"))
    signs = [value for value in (start, seen) if value]
    if not signs or min(sign.earliest for sign in signs) > last:
        return ""
    begun, ended = _begun(post), _last_sign(post)
    if begun <= last and ended >= first:
        return "sure"
    if max(ended, end.latest if end else ended) >= first:
        return "vague"
    return "open" if end is None and (first - ended).days <= OPEN_DAYS else ""
