"""The columns that tables and flat files show of a meeting's record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from envoytl.core.words import side_rank

if TYPE_CHECKING:
    from envoytl.core.record import MeetingRecord, ParticipantRecord

SIDES = " ↔ "
MANY = "; "


def by_side(record: MeetingRecord) -> list[tuple[str, list[ParticipantRecord]]]:
    """The participants of each side, sides in their usual order."""
    sides: dict[str, list[ParticipantRecord]] = {code: [] for code in sorted(record["countries"], key=side_rank)}
    for participant in record["participants"]:
        sides[participant["country"]].append(participant)
    return list(sides.items())


def called(participant: ParticipantRecord) -> str:
    """A participant's name; one unnamed by the sources as `KR foreign minister`, or by the bare code."""
    if participant["name"]:
        return participant["name"]
    return f"{participant['country']} {participant['post'] or ''}".rstrip()


def who(record: MeetingRecord) -> str:
    """`Kim Gunn, Park Jin ↔ Sung Kim`: everybody, sides parted by an arrow."""
    return SIDES.join(", ".join(called(participant) for participant in side) for _, side in by_side(record))


def where(record: MeetingRecord) -> str:
    """`Seoul, KR`, a country alone, or `by phone`; the venue is a column of its own."""
    place = record["place"]
    parts = [part for part in (place["city"], place["country"]) if part] if place else []
    if not parts and place and place["venue"]:
        return place["venue"]
    if not parts and record["mode"] in ("phone", "video"):
        return f"by {record['mode']}"
    return ", ".join(parts)


def _place(part: str) -> Callable[[MeetingRecord], str]:
    def cell(record: MeetingRecord) -> str:
        place: Mapping[str, object] = record["place"] or {}
        return str(place.get(part) or "")

    return cell


COLUMNS: dict[str, Callable[[MeetingRecord], str]] = {
    "id": lambda record: record["id"],
    "date": lambda record: record["date"],
    "earliest": lambda record: record["earliest"] or "",
    "latest": lambda record: record["latest"] or "",
    "status": lambda record: record["status"],
    "mode": lambda record: record["mode"] or "",
    "level": lambda record: record["level"] or "",
    "sides": lambda record: str(record["sides"]),
    "countries": lambda record: " ".join(sorted(record["countries"], key=side_rank)),
    "who": who,
    "posts": lambda record: MANY.join(
        f"{called(p)}: {p['post']}" for p in record["participants"] if p["post"] and p["name"]
    ),
    "where": where,
    "city": _place("city"),
    "country": _place("country"),
    "venue": _place("venue"),
    "occasion": lambda record: record["occasion"]["name"] if record["occasion"] else "",
    "topics": lambda record: " ".join(record["topics"]),
    "summary": lambda record: record["summary"],
    "publishers": lambda record: MANY.join(dict.fromkeys(citation["publisher"] for citation in record["citations"])),
    "urls": lambda record: " ".join(dict.fromkeys(c["url"] for c in record["citations"] if c["url"])),
    "note": lambda record: record["note"],
}
"""Every column by the name that `--columns` takes, with the text it shows."""

TABLE = ("id", "date", "status", "who", "where", "topics")
"""What a table shows unless told otherwise."""

FLAT = tuple(name for name in COLUMNS if name != "where")
"""What CSV and TSV hold unless told otherwise: everything, places by their parts."""

OF_CITATIONS = ("publishers", "urls", "note")
"""The columns that are made of the citations, the most of a record by far, or of what stands behind them."""
