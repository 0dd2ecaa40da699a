"""Meetings as they stand in a chronology file into the rows that an index holds of them.

What is needed of the other records is looked up once, in `Compiler`; a meeting is then a matter of looking up, and of
nothing that depends on other meetings, so that several processes can share the work.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from envoytl.core.checks import meeting_references
from envoytl.core.dates import Edtf
from envoytl.core.derive import Told, derive
from envoytl.core.lifecycle import versions
from envoytl.core.model import SINGULAR, Meeting, Place, Registry
from envoytl.core.names import index_text
from envoytl.errors import DataError
from envoytl.store.reading import ChronologyFile, Raw, out_of_order
from envoytl.store.tables import WIDE, day_number, digest_of

MOST_POSTINGS = 1_000_000
"""How many postings, of 8 bytes each, are collected before they are written."""

Facet = tuple[str, str]
"""A kind and a value that a meeting can be filtered and counted by: `("city", "KR/Seoul")`."""


class Batch(NamedTuple):
    """What an index holds of some meetings and of their earlier states; each has a number, its `doc`."""

    meetings: list[tuple[Any, ...]]
    """Rows of the table of meetings, its columns in their order."""
    documents: list[tuple[int, bytes, bytes]]
    """Their records up to the citations, and from them on; none where they are left in the file."""
    words: list[tuple[int, str]]
    """What the full-text index is to hold of their own words."""
    places: set[Facet]
    """The facets that are not the registry's: where meetings took place."""


Postings = dict[int, "array[int]"]
"""By the number of a facet's value the rows that have it: a row's day, times 2 to the 32nd, and its doc."""


class Compiler:
    """Makes rows of meetings.

    Args:
        file: where the meetings stand, for messages.
        registry: what they refer to.
        terms: the numbers of the facets that the registry makes possible (see `numbered`).
        history: whether the earlier states of a meeting get rows, too.
        left: whether records are left where they stand in the file (see `tables`); not with a history.

    Attributes:
        history, left: as given.
        postings: which rows have which facets, collected over all batches until they are taken out.
        collected: how many they are.
        earlier: by a facet's number, how many of them are of earlier states.
    """

    def __init__(
        self, file: ChronologyFile, registry: Registry, terms: dict[Facet, int], *, history: bool, left: bool
    ) -> None:
        self._file, self._registry = file, registry
        self.history, self.left = history, left
        self._told = None if left else Told.by(registry)
        self.postings: Postings = defaultdict(partial(array, "q"))
        self.collected = 0
        self.earlier: Counter[int] = Counter()
        self._person = {id: terms["person", id] for id in registry.people}
        self._occasion = {id: terms["occasion", id] for id in registry.occasions}
        self._topic = {id: terms["tagged", id] for id in registry.topics}
        self._source = {id: terms["source", id] for id in registry.sources}
        self._side = {code: terms["country", code] for code in registry.countries}
        self._host = {code: terms["host", code] for code in registry.countries}

    def batch(self, raws: Iterable[Raw], doc: int, before: int = 0) -> Batch:
        """The rows of meetings, with docs from this number on.

        Args:
            raws: the meetings.
            doc: the first number.
            before: how many bytes stand in the file before the piece of it that they were read from.

        Raises:
            DataError: one breaks a rule, or refers to what isn't there.
        """
        made = Batch([], [], [], set())
        postings = self.postings
        for raw in raws:
            digest = digest_of(raw.data)
            for meeting, known, superseded in self._states(raw):
                fields = vars(meeting)  # looking up in this takes a third of the time that attributes of models take
                words = [fields["summary"], fields["note"]]
                try:
                    terms, sides = self._terms(fields, words)
                except KeyError:
                    raise self._dangling(meeting, raw) from None
                place = fields["place"]
                where = None
                if place:
                    places = _places(place)
                    made.places.update(places)
                    terms += map(place_number, places)
                    where = ", ".join([part for part in (place.city, place.country, place.venue) if part]) or None
                terms = list(dict.fromkeys(terms))
                if superseded:
                    self.earlier.update(terms)
                date, day, until, first, last, wide = _days(fields["date"])
                made.meetings.append(
                    (doc, fields["id"], digest, orjson.dumps(terms).decode(), date, day, until, first, last,
                     fields["status"], fields["mode"], fields["level"], sides, where, wide, known, superseded,
                     before + raw.start, len(raw.data))
                )  # fmt: skip
                if self._told:
                    record = orjson.dumps(derive(meeting, self._told))
                    cut = record.index(b',"citations":[')  # inside a string, quotes would be escaped
                    made.documents.append((doc, record[:cut], record[cut:]))
                made.words.append((doc, index_text("\n".join(dict.fromkeys(words)))))
                posting = day << 32 | doc
                for term in terms:
                    postings[term].append(posting)
                self.collected += len(terms)
                doc += 1
        return made

    def take_postings(self) -> tuple[Postings, Counter[int]]:
        """What was collected, and how much of it is of earlier states; collecting begins anew."""
        taken = self.postings, self.earlier
        self.postings, self.collected, self.earlier = defaultdict(partial(array, "q")), 0, Counter()
        return taken

    def _states(self, raw: Raw) -> Iterable[tuple[Meeting, str | None, str | None]]:
        """A meeting, for a history in all its states, each with the days from which and until which it was known so."""
        meeting = self._file.validate(raw)
        if raw.section != "meetings":
            raise self._out_of_order(raw)
        if not self.history:
            return ((meeting, None, None),)
        if any(citation.source not in self._source for citation in meeting.citations):
            raise self._dangling(meeting, raw)
        return [
            (state, known.isoformat(), superseded.isoformat() if superseded else None)
            for known, superseded, state in versions(meeting, self._registry)
        ]

    def _dangling(self, meeting: Meeting, raw: Raw) -> Exception:
        """The error for a meeting that refers to what isn't there, or isn't there yet."""
        if self._file.lines:
            with suppress(DataError):  # what is wrong further on is not told of yet
                for later in self._file.raw_records():
                    if later.at > raw.at and later.section != "meetings":
                        return self._out_of_order(later)
        problems = meeting_references(meeting, self._registry)
        return self._file.error([problem._replace(at=raw.at) for problem in problems])

    def _terms(self, fields: dict[str, Any], words: list[str]) -> tuple[list[int], int]:
        """The numbers of all that a meeting can be filtered and counted by, and how many sides it has.

        Its places are not among the numbers, and some stand there twice. What it calls people's posts is added to
        its words.

        Raises:
            KeyError: it refers to what isn't there.
        """
        sides = set()
        terms: list[int] = []
        for participant in map(vars, fields["participants"]):
            sides.add(self._side[participant["country"]])
            if participant["person"]:
                terms.append(self._person[participant["person"]])
            if participant["post"]:
                words.append(participant["post"])
        terms += sides
        for topic in fields["topics"]:
            terms.append(self._topic[topic])
        for citation in map(vars, fields["citations"]):
            terms.append(self._source[citation["source"]])
        if fields["occasion"]:
            terms.append(self._occasion[fields["occasion"]])
        if fields["place"] and fields["place"].country:
            terms.append(self._host[fields["place"].country])
        return terms, len(sides)

    def _out_of_order(self, raw: Raw) -> Exception:
        """The error for a record that stands behind the first meeting in JSON Lines."""
        return self._file.error([out_of_order(raw)])


def numbered(registry: Registry, known: dict[Facet, int] | None = None) -> dict[Facet, int]:
    """The facets that meetings can have by what they refer to, numbered on from those that are known."""
    terms = dict(known or {})
    facets: list[Facet] = []
    for section in ("countries", "people", "topics", "occasions", "sources"):
        facets += ((SINGULAR[section], id) for id in getattr(registry, section))
    facets += (("host", code) for code in registry.countries)
    facets += (("tagged", id) for id in registry.topics)
    facets += (("publisher", source.publisher) for source in registry.sources.values())
    for facet in facets:
        terms.setdefault(facet, len(terms) + 1)
    return terms


def wider(registry: Registry, terms: dict[Facet, int]) -> Iterator[tuple[int, int]]:
    """The terms that meetings have, each with a term that they have through it (see `tables`)."""
    for source in registry.sources.values():
        yield terms["source", source.id], terms["publisher", source.publisher]
    for topic in registry.topics:
        yield from ((terms["tagged", topic], terms["topic", broader]) for broader in registry.with_broader(topic))


@lru_cache(maxsize=65536)
def place_number(facet: Facet) -> int:
    """The number of a place: made of its name, so that processes that compile side by side give it the same one.

    Of 61 bits, none of them small: two places share one with a probability of 1 in 10^10 among ten thousand.
    """
    return int.from_bytes(sha256("/".join(facet).encode()).digest()[:8], "big") & (1 << 61) - 1 | 1 << 60


def _places(place: Place) -> list[Facet]:
    places = []
    if place.city:
        places.append(("city", f"{place.country or ''}/{place.city}"))
    if place.venue:
        places.append(("venue", place.venue))
    return places


@lru_cache(maxsize=16384)
def _days(date: Edtf) -> tuple[str, int, int, str, str, int]:
    """A date's columns: its text, the day that orders it, its last day, its bounds, and whether these are far apart."""
    wide = (date.latest - date.earliest).days > WIDE
    first, last = date.earliest.isoformat(), date.latest.isoformat()
    return date.text, day_number(date.place), day_number(date.end), first, last, int(wide)
