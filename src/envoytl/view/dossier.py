"""Dossiers and single meetings, as lines of styled text and Rich tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from envoytl.core.dates import Edtf
from envoytl.core.dossier import conflicts, history, supplied, supporters
from envoytl.core.words import UNCONFIRMED
from envoytl.view import look as styles
from envoytl.view.look import Look, done, line
from envoytl.view.text import fit, tidy, wrap

if TYPE_CHECKING:
    from envoytl.core.record import CitationRecord, MeetingRecord

_LABEL = 14


def heading(text: str) -> Text:
    """The first line of a dossier."""
    return line().append(tidy(text), styles.HEADING)


def facts(pairs: Sequence[tuple[str, str]], look: Look) -> Iterator[Text]:
    """Facts, a label and a text each, wrapped to the look's width."""
    for label, text in pairs:
        yield from _labelled(label, [(text, "")], look)


def _labelled(label: str, parts: Sequence[tuple[str, str]], look: Look) -> Iterator[Text]:
    """A label and paragraphs beside it, each with a style."""
    first = True
    for text, style in parts:
        width = max(look.width - _LABEL, 20) if not look.whole else 1_000_000
        for piece in wrap(look.plain(tidy(text)), width) or [""]:
            row = line().append(fit(label if first else "", _LABEL, whole=True), styles.QUIET)
            yield done(row.append(piece, style), look)
            first = False


def meeting(
    record: MeetingRecord, before: MeetingRecord | None, after: MeetingRecord | None, look: Look
) -> Iterator[Text]:
    """One meeting whole: every field with its sources, conflicts, lifecycle, and its neighbours of the same sides.

    Args:
        record: the meeting, its status as shown.
        before, after: the last earlier and the next later meeting of just these sides, if there are any.
        look: width and glyphs.
    """
    yield line().append(look.status(record["status"]) + " ").append(record["id"], styles.HEADING)
    yield Text("")
    for field, texts in _fields(record):
        numbers = "".join(f"[{number}]" for number in supporters(record, field))
        parts = [(f"{text}  {numbers}".rstrip(), "") for text in texts]
        for number, citation in enumerate(record["citations"], 1):
            if field in citation["basis"]:
                parts.append((f"[{number}] {citation['basis'][field]}", styles.QUIET))
        for _, number, said in (found for found in conflicts(record) if found[0] == field):
            parts.append((f"† [{number}] says instead: {said}", styles.MARK))
        yield from _labelled(field, parts, look)
    if record["note"]:
        yield from _labelled("note", [(record["note"], "")], look)
    yield Text("")
    yield line().append("sources", styles.HEADING)
    for number, citation in enumerate(record["citations"], 1):
        yield from _labelled(f"  [{number}]", _source(citation), look)
    yield Text("")
    yield line().append("lifecycle", styles.HEADING)
    for citation in history(record):
        when = citation["published"] or "undated"
        yield from _labelled(
            f"  {when}", [(f"{citation['status'] or 'mentions it'} ({citation['publisher']})", "")], look
        )
    for label, other in (("before", before), ("after", after)):
        if other:
            yield from _labelled(label, [(f"{other['id']}  {other['summary']}", "")], look)


def _fields(record: MeetingRecord) -> Iterator[tuple[str, list[str]]]:
    """The fields that are known, each in one or several texts."""
    value = Edtf(record["date"])
    ends = (record["earliest"], record["latest"])
    told = ends[0] == ends[1] or record["date"] == "/".join(end or "" for end in ends)
    bounds = "" if told else f", between {ends[0] or '…'} and {ends[1] or '…'}"
    yield "date", [f"{value.human()} ({record['date']}{bounds})"]
    meaning = " (planned; its day is past, and no source reports it since)" if record["status"] == UNCONFIRMED else ""
    yield "status", [record["status"] + meaning]
    if record["mode"]:
        yield "mode", [record["mode"]]
    if record["level"]:
        yield "level", [record["level"]]
    place = record["place"]
    if place:
        yield "place", [", ".join(part for part in (place["venue"], place["city"], place["country"]) if part)]
    if record["occasion"]:
        yield "occasion", [f"{record['occasion']['name']} ({record['occasion']['id']})"]
    yield (
        "participants",
        [
            f"{p['country']}  {p['name'] or 'unnamed'}" + (f", {p['post']}" if p["post"] else "")
            for p in record["participants"]
        ],
    )
    if record["topics"]:
        yield "topics", [", ".join(record["topics"])]
    if record["summary"]:
        yield "summary", [record["summary"]]


def _source(citation: CitationRecord) -> list[tuple[str, str]]:
    title = f"{_quoted(citation['title'])}, " if citation["title"] else ""
    published = citation["published"] or "undated"
    rows = [(f"{citation['publisher']}, {title}{published}, {citation['lang']}; {citation['locator']}", "")]
    if citation["url"]:
        rows.append((citation["url"], styles.QUIET))
    rows.append((f"supports {', '.join(citation['supports']) or 'nothing'}", styles.QUIET))
    return rows


def _quoted(title: str) -> str:
    """A printed title in quotation marks; one that is supplied, in square brackets, as it stands."""
    return title if supplied(title) else f"“{title}”"
