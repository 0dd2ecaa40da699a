"""The records of a chronology as Pydantic models: frozen, closed, references checked.

Design of the fields: Popolo (person, post), Wikidata P710 (participant), schema.org superEvent (occasion), CSL-JSON
(source), W3C PROV (citation), EDTF (dates), ISO 3166-1 (countries), BCP 47 (languages), PLOVER (contexts of topics).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from envoytl.core.dates import Edtf
from envoytl.core.words import SUPPORTABLE, Level, Mode, Status

FORMAT = 1
"""The version of the file format that this program writes, and the newest that it reads."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False, pattern=r"^\S(?:[\s\S]*\S)?$")]
Supported = Literal[
    "date", "status", "mode", "level", "place", "occasion", "participants", "topics", "summary",
]  # fmt: skip
Values = dict[Supported, Text]


class Record(BaseModel):
    """What every model shares: immutable, no field beyond the ones named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(Record):
    """One spelling of a name, in one language and script."""

    text: Text
    lang: Language


class Gap(Record):
    """What was looked for and not found."""

    period: Edtf
    kind: Text
    text: Text


class Head(Record):
    """What the chronology is as a whole."""

    format: Annotated[int, Field(ge=1, le=FORMAT, strict=True)]
    title: Text
    scope: Text
    period: Edtf
    licence: Text
    gaps: tuple[Gap, ...] = ()


class City(Record):
    """A city where meetings took place, with its name in its own script and other spellings."""

    name: Text
    names: tuple[Name, ...] = ()


class Country(Record):
    """A country (or an organization with a code reserved in ISO 3166-1, like EU or UN)."""

    code: CountryCode
    name: Text
    names: tuple[Name, ...] = ()
    short: tuple[Text, ...] = ()
    cities: tuple[City, ...] = ()

    @property
    def id(self) -> str:
        """The code, under the name that all records' keys have."""
        return self.code


class Citation(Record):
    """A source, where in it, and what it supports.

    `status` is what it said of the meeting when it was published; `differs` maps a field to what this source says
    instead of the record's value; `basis` maps a field to how its value was worked out where it isn't stated.
    """

    source: Id
    locator: Text
    supports: tuple[Supported, ...] = ()
    status: Status | None = None
    differs: Values = Field(default_factory=dict)
    basis: Values = Field(default_factory=dict)


class Evidence(Record):
    """A citation of something other than a meeting: the source and where in it."""

    source: Id
    locator: Text


class Post(Record):
    """A title held in an organization.

    `start` and `end` are its first and last day where a source tells them (null: not known); `seen` spans the days on
    which the sources show the person in the post.
    """

    title: Text
    organization: Text | None = None
    start: Edtf | None = None
    end: Edtf | None = None
    seen: Edtf | None = None
    citations: tuple[Evidence, ...] = ()


class Person(Record):
    """Somebody who takes part in meetings, with every spelling and script that sources use."""

    id: Id
    name: Text
    country: CountryCode
    names: tuple[Name, ...] = ()
    posts: tuple[Post, ...] = ()
    note: str = ""


class Topic(Record):
    """A term of the controlled list; `rule` says when it is applied, `plover` is the nearest PLOVER context."""

    id: Id
    name: Text
    rule: Text
    names: tuple[Name, ...] = ()
    broader: Id | None = None
    plover: Text | None = None


class Occasion(Record):
    """A forum, summit or visit on whose margins meetings take place."""

    id: Id
    name: Text
    date: Edtf | None = None
    city: Text | None = None
    country: CountryCode | None = None
    names: tuple[Name, ...] = ()
    citations: tuple[Evidence, ...] = ()
    note: str = ""


class Source(Record):
    """An article, release or readout that was read (fields as in CSL-JSON)."""

    id: Id
    type: Literal["article", "release", "readout"] = "article"
    publisher: Text
    title: Text | None = None
    """As printed; one in square brackets is supplied, since the text that was read shows none (IASA Cataloguing Rules,
    1.A.2)."""
    author: Text | None = None
    published: Edtf | None = None
    lang: Language
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    read: Edtf
    note: str = ""


class Place(Record):
    """Where a meeting took place, as far as it is known."""

    city: Text | None = None
    country: CountryCode | None = None
    venue: Text | None = None


class Participant(Record):
    """Who took part, for which side, in what capacity on that day; a person unnamed by the sources is null."""

    person: Id | None = None
    country: CountryCode
    post: Text | None = None


class Meeting(Record):
    """One encounter: a day or days, a mode, a place, sides."""

    id: Id
    date: Edtf
    """An interval is from one day to the other, or some day of these; a citation's `basis` says which."""
    status: Status
    mode: Mode | None = None
    level: Level | None = None
    """By the lower-ranking side's head; `envoys` wherever a chief envoy takes part as such."""
    place: Place | None = None
    occasion: Id | None = None
    participants: Annotated[tuple[Participant, ...], Field(min_length=2)]
    topics: tuple[Id, ...] = ()
    summary: str = ""
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    note: str = ""

    @property
    def countries(self) -> tuple[str, ...]:
        """The sides' country codes, sorted."""
        return tuple(sorted({participant.country for participant in self.participants}))

    def filled(self) -> Iterator[str]:
        """The names of the supportable fields that are not empty."""
        return (name for name in SUPPORTABLE if getattr(self, name))


class Chronology(Record):
    """A whole chronology; its records are looked up by id."""

    head: Head
    countries: tuple[Country, ...] = ()
    people: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    sources: tuple[Source, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @cached_property
    def registry(self) -> Registry:
        """Everything that meetings refer to, by kind and id."""
        return Registry(
            countries={record.code: record for record in self.countries},
            people={record.id: record for record in self.people},
            topics={record.id: record for record in self.topics},
            occasions={record.id: record for record in self.occasions},
            sources={record.id: record for record in self.sources},
        )

    def meeting(self, id: str) -> Meeting:
        """The meeting of that id. Raises KeyError."""
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> dict[str, Meeting]:
        return {meeting.id: meeting for meeting in self.meetings}


@dataclass(frozen=True)
class Registry:
    """The records that meetings refer to, by id (countries by code)."""

    countries: dict[str, Country] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    occasions: dict[str, Occasion] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    def with_broader(self, topic: str) -> list[str]:
        """A topic and all topics broader than it, narrowest first; ends at a circle or a gap in the chain."""
        chain: list[str] = []
        at: str | None = topic
        while at in self.topics and at not in chain:
            chain.append(at)
            at = self.topics[at].broader
        return chain


SECTIONS: dict[str, type[Record]] = {
    "countries": Country,
    "people": Person,
    "topics": Topic,
    "occasions": Occasion,
    "sources": Source,
    "meetings": Meeting,
}
"""The sections of a file in their order, with the model of their records."""

SINGULAR = {
    "countries": "country", "people": "person", "topics": "topic", "occasions": "occasion",
    "sources": "source", "meetings": "meeting",
}  # fmt: skip
