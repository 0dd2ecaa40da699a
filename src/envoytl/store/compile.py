"""A validated chronology into the tables of an index, whole or by what has changed since."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import chain, islice
from typing import Any

import orjson

from envoytl.core.checks import Problem, meeting_references, registry_references, used_often
from envoytl.core.lifecycle import versions
from envoytl.core.model import Meeting, Registry
from envoytl.core.names import index_text, order_free, squash, words_of
from envoytl.core.record import derive
from envoytl.store.countries import english_names, native, native_names
from envoytl.store.reading import ChronologyFile, Raw
from envoytl.store.rows import columns, parted
from envoytl.store.tables import INDEXES, TABLES

BATCH = 2000
MOST_CHANGES = 20_000
"""With more new or changed meetings than this, building all afresh is quicker than carrying over the rest."""

Progress = Callable[[int, int], None]
_BULK = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-65536;"
_KIND = {"people": "person", "countries": "country", "topics": "topic", "occasions": "occasion", "sources": "source"}


class TooManyChanges(Exception):
    """So much has changed that the index is better built from nothing."""


def compile_index(file: ChronologyFile, db: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Fill an empty database with the chronology of a file.

    Raises:
        DataError: a record breaks a rule, or the file can't be read.
    """
    db.executescript(_BULK + TABLES)
    compiler = _Compiler(file, db)
    compiler.add_registry(compiler.read_registry(_counted(file, progress)))
    compiler.add_meetings(compiler.meetings)
    compiler.write_facets(1)
    try:
        db.executescript(INDEXES)
    except sqlite3.IntegrityError:
        raise file.error(file.placed(list(_doubles(db)))) from None
    compiler.finish()


def update_index(file: ChronologyFile, db: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Bring a copy of an older index of the same file up to date, validating only what has changed.

    Raises:
        TooManyChanges: a country or topic has changed, or too many meetings; the copy is then of no use.
        DataError: as `compile_index`.
    """
    db.executescript(_BULK)
    compiler = _Compiler(file, db)
    raws = _counted(file, progress)
    registry = compiler.read_registry(raws)
    stale = set(compiler.stale_digests(registry))
    old = {row[0] for row in db.execute("SELECT digest FROM meeting")}
    keep = old - stale
    fresh: list[Raw] = []
    seen: set[int] = set()
    for raw in compiler.meetings:
        digest = digest_of(raw.data)
        if digest in keep:
            if digest in seen:
                raise TooManyChanges  # one that stands twice: the whole build says where
            seen.add(digest)
        else:
            fresh.append(raw)
            if len(fresh) > MOST_CHANGES:
                raise TooManyChanges
    compiler.remove(old - seen)
    db.execute("DELETE FROM entry")
    db.execute("DELETE FROM name")
    compiler.add_registry(registry)
    try:
        first = compiler.next_doc
        compiler.add_meetings(fresh)
        compiler.write_facets(first)
    except sqlite3.IntegrityError:
        raise TooManyChanges from None  # an id that stands twice: the whole build says where
    compiler.finish()


def digest_of(data: bytes) -> int:
    """64 bits of a record's text, as the signed integer that SQLite stores."""
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)


def _counted(file: ChronologyFile, progress: Progress | None) -> Iterator[Raw]:
    raws = file.raw_records()
    if progress is None:
        return raws
    return _reporting(raws, file.path.stat().st_size, progress)


def _reporting(raws: Iterator[Raw], total: int, progress: Progress) -> Iterator[Raw]:
    done = 0
    for count, raw in enumerate(raws):
        done += len(raw.data)
        if count % 1000 == 0:
            progress(min(done, total), total)
        yield raw
    progress(total, total)


def _doubles(db: sqlite3.Connection) -> Iterator[Problem]:
    sql = "SELECT id, count(*) FROM meeting WHERE superseded IS NULL GROUP BY id HAVING count(*) > 1"
    for id, count in db.execute(sql):
        yield used_often("meetings", id, count)


class _Compiler:
    def __init__(self, file: ChronologyFile, db: sqlite3.Connection) -> None:
        self.file, self.db = file, db
        self.registry = Registry()
        self.meetings: Iterator[Raw] = iter(())
        self.texts: dict[tuple[str, str], str] = {}
        self.terms: dict[tuple[str, str], int] = {}
        self.counts: Counter[int] = Counter()
        self._of_topic: dict[str, list[tuple[str, str]]] = {}
        self.next_doc = 1

    def read_registry(self, raws: Iterator[Raw]) -> list[tuple[Raw, Any]]:
        """Validate everything up to the first meeting; `self.meetings` gets the rest."""
        read: list[tuple[Raw, Any]] = []
        for raw in raws:
            if raw.section == "meetings":
                self.meetings = chain([raw], raws)
                break
            record = self.file.validate(raw)
            read.append((raw, record))
            if raw.section != "head":
                known = getattr(self.registry, raw.section)
                if record.id in known:
                    raise self.file.error([used_often(raw.section, record.id, 2, raw.at)])
                known[record.id] = record
        problems = list(registry_references(self.registry))
        if problems:
            raise self.file.error(self.file.placed(problems))
        return read

    def stale_digests(self, registry: list[tuple[Raw, Any]]) -> Iterable[int]:
        """The digests of the meetings whose rows hold names or titles that have changed since."""
        new = {(raw.section, record.id): digest_of(raw.data) for raw, record in registry if raw.section != "head"}
        old = {(kind, id): digest for kind, id, digest in self.db.execute("SELECT kind, id, digest FROM entry")}
        changed = [key for key, digest in old.items() if new.get(key) != digest]
        if any(section in ("countries", "topics") for section, _ in changed):
            raise TooManyChanges
        if any(section != "sources" and old.get((section, id)) != digest for (section, id), digest in new.items()):
            # What a source said instead may be readable by the new names: earlier states may be others now.
            yield from (row[0] for row in self.db.execute("SELECT digest FROM meeting WHERE superseded IS NOT NULL"))
        for section, id in changed:
            yield from (
                row[0]
                for row in self.db.execute(
                    "SELECT m.digest FROM term t JOIN facet f ON f.term = t.id JOIN meeting m ON m.doc = f.doc"
                    " WHERE t.kind = ? AND t.value = ?", (_KIND[section], id),
                )
            )  # fmt: skip

    def remove(self, digests: set[int]) -> None:
        """Take out meetings that are gone or will be written anew; full-text rows of lost docs find nothing."""
        if not digests:
            return
        self.db.execute("CREATE TEMP TABLE gone (doc INTEGER PRIMARY KEY)")
        for digest in digests:
            self.db.execute("INSERT INTO gone SELECT doc FROM meeting WHERE digest = ?", (digest,))
        self.db.execute(
            "DELETE FROM facet WHERE (term, day, doc) IN"
            " (SELECT j.value, m.day, m.doc FROM meeting m, json_each(m.terms) j WHERE m.doc IN gone)"
        )
        for (terms,) in self.db.execute("SELECT terms FROM meeting WHERE doc IN gone AND superseded IS NULL"):
            self.counts.subtract(json.loads(terms))
        self.db.execute("DELETE FROM document WHERE doc IN gone")
        self.db.execute("DELETE FROM meeting WHERE doc IN gone")
        self.db.execute("DROP TABLE gone")

    def add_registry(self, registry: list[tuple[Raw, Any]]) -> None:
        """Write the records that meetings refer to, and what each is called."""
        row = self.db.execute("SELECT value FROM meta WHERE key = 'next_doc'").fetchone()
        self.next_doc = json.loads(row[0]) if row else 1
        self.terms = {(kind, value): id for id, kind, value in self.db.execute("SELECT id, kind, value FROM term")}
        natives: dict[str, str | None] = {}
        for place, (raw, record) in enumerate(registry):
            if raw.section == "head":
                self.set_meta("head", json.loads(raw.data))
                continue
            self.db.execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
                (raw.section, record.id, place, digest_of(raw.data), raw.data.decode()),
            )
            called = [record.name if raw.section != "sources" else record.publisher]
            called += [name.text for name in getattr(record, "names", ())]
            if raw.section != "sources":
                self.name(_KIND[raw.section], record.id, called)
            if raw.section == "countries":
                self.name("country", record.code, [*record.short, *(name for _, name in native_names(record.code))])
                natives[record.code] = native(record.code, record.names)
                for city in record.cities:
                    natives[f"{record.code}/{city.name}"] = native(record.code, city.names)
                    spellings = [city.name, *(name.text for name in city.names)]
                    self.name("city", f"{record.code}/{city.name}", spellings)
                    self.texts["city", f"{record.code}/{city.name}"] = index_text(" ".join(spellings))
            if raw.section != "sources":
                self.texts[_KIND[raw.section], record.id] = index_text(" ".join(called))
        self.set_meta("native", {key: name for key, name in natives.items() if name})
        for code, name in english_names():
            self.name("country", code, [name])

    def name(self, kind: str, id: str, called: list[str]) -> None:
        """Write down what a record answers to."""
        rows = [
            (kind, id, text, squash(text), order_free(text), f" {' '.join(words_of(text))} ")
            for text in dict.fromkeys(called)
        ]
        self.db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", rows)

    def add_meetings(self, raws: Iterable[Raw]) -> None:
        """Validate and write meetings, each with the earlier states in which it was known."""
        stream = iter(raws)
        while batch := list(islice(stream, BATCH)):
            meetings: list[tuple[Any, ...]] = []
            documents: list[tuple[int, str, str]] = []
            words: list[tuple[int, str]] = []
            for raw in batch:
                meeting = self.file.validate(raw)
                if raw.section != "meetings":
                    raise self.out_of_order(raw)
                assert isinstance(meeting, Meeting)
                if not self.knows_all_of(meeting):
                    problems = meeting_references(meeting, self.registry)
                    raise self.file.error([problem._replace(at=raw.at) for problem in problems])
                digest = digest_of(raw.data)
                for version in versions(meeting, self.registry):
                    doc, self.next_doc = self.next_doc, self.next_doc + 1
                    state = version.meeting
                    record = derive(state, self.registry)
                    ended = version.superseded.isoformat() if version.superseded else None
                    facets = self.facets_of(state)
                    terms = [self.terms.get(facet) or self.term(facet) for facet in facets]
                    if ended is None:
                        self.counts.update(terms)
                    known = version.known.isoformat()
                    meetings.append((doc, state.id, digest, known, ended, str(terms), *columns(state)))
                    documents.append((doc, *parted(orjson.dumps(record).decode())))
                    words.append((doc, self.text_of(state, facets)))
            self.db.executemany("INSERT INTO meeting VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", meetings)
            self.db.executemany("INSERT INTO document VALUES (?, ?, ?)", documents)
            self.db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", words)

    def knows_all_of(self, meeting: Meeting) -> bool:
        """Whether all that a meeting refers to is there; what is not, `meeting_references` tells."""
        known, place = self.registry, meeting.place
        return (
            all(
                p.country in known.countries and (not p.person or p.person in known.people)
                for p in meeting.participants
            )
            and all(citation.source in known.sources for citation in meeting.citations)
            and all(topic in known.topics for topic in meeting.topics)
            and (not meeting.occasion or meeting.occasion in known.occasions)
            and (not place or not place.country or place.country in known.countries)
        )

    def out_of_order(self, raw: Raw) -> Exception:
        """The error for a record that stands behind the first meeting in JSON Lines."""
        message = "in JSON Lines, meetings stand last: what they refer to must come before them"
        return self.file.error([Problem("format", raw.section, f"in line {raw.at}", "", message, raw.at)])

    def write_facets(self, first: int) -> None:
        """Write which meetings have which facet, of all docs from this one on, in the table's order."""
        self.db.execute(
            "INSERT INTO facet SELECT j.value, m.day, m.doc FROM meeting m, json_each(m.terms) j WHERE m.doc >= ?"
            " ORDER BY 1, 2, 3", (first,),
        )  # fmt: skip
        counts = ((count, term) for term, count in self.counts.items())
        self.db.executemany("UPDATE term SET meetings = meetings + ? WHERE id = ?", counts)

    def term(self, facet: tuple[str, str]) -> int:
        """The number of a facet's value that had none yet."""
        number = self.terms[facet] = len(self.terms) + 1
        self.db.execute("INSERT INTO term (id, kind, value) VALUES (?, ?, ?)", (number, *facet))
        return number

    def facets_of(self, meeting: Meeting) -> list[tuple[str, str]]:
        """Everything that a meeting can be filtered and counted by, each once."""
        found: list[tuple[str, str]] = []
        for participant in meeting.participants:
            found.append(("country", participant.country))
            if participant.person:
                found.append(("person", participant.person))
        for topic in meeting.topics:
            found += self.facets_of_topic(topic)
        if meeting.occasion:
            found.append(("occasion", meeting.occasion))
        for citation in meeting.citations:
            found.append(("source", citation.source))
            found.append(("publisher", self.registry.sources[citation.source].publisher))
        place = meeting.place
        if place:
            if place.country:
                found.append(("host", place.country))
            if place.city:
                found.append(("city", f"{place.country or ''}/{place.city}"))
            if place.venue:
                found.append(("venue", place.venue))
        return list(dict.fromkeys(found))

    def facets_of_topic(self, topic: str) -> list[tuple[str, str]]:
        """The topic itself and, as what a filter finds, all that are broader."""
        if topic not in self._of_topic:
            broader = (("topic", id) for id in self.registry.with_broader(topic))
            self._of_topic[topic] = [("tagged", topic), *broader]
        return self._of_topic[topic]

    def text_of(self, meeting: Meeting, facets: Iterable[tuple[str, str]]) -> str:
        """What `--text` looks through: names in every script, posts, places, topics, occasion, summary, note."""
        texts = self.texts
        found = [texts[facet] for facet in facets if facet in texts]
        own = [meeting.summary, meeting.note, *(p.post for p in meeting.participants if p.post)]
        if meeting.place:
            own += [part for part in (meeting.place.city, meeting.place.venue) if part]
        return " ".join([*found, index_text(" ".join(own))])

    def finish(self) -> None:
        """Write the totals and commit."""
        count, first, last = self.db.execute(
            "SELECT count(*), min(earliest), max(latest) FROM meeting WHERE superseded IS NULL"
        ).fetchone()
        for key, value in (("meetings", count), ("first", first), ("last", last), ("next_doc", self.next_doc)):
            self.set_meta(key, value)
        self.db.commit()

    def set_meta(self, key: str, value: Any) -> None:
        """Write one of the index's own records."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value, ensure_ascii=False)))
