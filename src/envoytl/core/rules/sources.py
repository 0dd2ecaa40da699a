"""Rules for sources, and for what is there without a use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from envoytl.core.checks import Problem
from envoytl.core.lifecycle import in_print
from envoytl.core.model import Chronology, Source


def one_publisher(chronology: Chronology) -> Iterator[Problem]:
    """`url`: an address is cited as one source, under one publisher."""
    seen: dict[str, str] = {}
    for source in chronology.sources:
        if source.url:
            other = seen.setdefault(_folded(source.url), source.id)
            if other != source.id:
                yield _problem("url", source, "url", f"the same address as {other}")


def _problem(rule: str, source: Source, field: str, message: str) -> Problem:
    return Problem(rule, "sources", source.id, field, message, path=(field,))


def _folded(url: str) -> str:
    """An address without what leads to the same page: the scheme, `www.`, a fragment, a slash at the end."""
    return url.partition("://")[2].partition("#")[0].removeprefix("www.").rstrip("/")


def read_after_print(chronology: Chronology) -> Iterator[Problem]:
    """`read`: a source was read on or after the day on which it was published."""
    for source in chronology.sources:
        if source.published and source.read.latest < source.published.earliest:
            yield _problem("read", source, "read", f"read {source.read}, published {source.published}")


def printed_by_a_day(chronology: Chronology) -> Iterator[Problem]:
    """`published`: a source with a published date was in print by a day that is known (no open end)."""
    for source in chronology.sources:
        if in_print(source) == date.max:
            yield _problem("published", source, "published", f"{source.published} has no last day")


def used(chronology: Chronology) -> Iterator[Problem]:
    """`used`: every source is cited, and every person takes part in a meeting."""
    cited = {c.source for m in chronology.meetings for c in m.citations}
    cited |= {c.source for p in chronology.people for post in p.posts for c in post.citations}
    cited |= {c.source for o in chronology.occasions for c in o.citations}
    for source in chronology.sources:
        if source.id not in cited:
            yield _problem("used", source, "id", "nothing cites this source")
    present = {p.person for m in chronology.meetings for p in m.participants}
    for person in chronology.people:
        if person.id not in present:
            yield Problem("used", "people", person.id, "id", "this person takes part in no meeting", path=("id",))
