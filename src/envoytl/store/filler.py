"""Records and rows into the tables of an index."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from orjson import dumps

from envoytl.core.derive import cited
from envoytl.core.model import SINGULAR
from envoytl.core.names import index_text, order_free, squash, words_of
from envoytl.store.compile import (
    MOST_POSTINGS,
    Batch,
    Compiler,
    Facet,
    Postings,
    numbered,
    place_number,
    wider,
)
from envoytl.store.countries import english_names, native, native_names
from envoytl.store.reading import ChronologyFile, Raw
from envoytl.store.registry import Beginning
from envoytl.store.tables import digest_of

BATCH = 1000
MOST_WAITING = 10_000
"""How many rows are held back before they are written in order."""


class TooManyChanges(Exception):
    """So much has changed that the index is better built from nothing."""


class Filler:
    """Writes records and rows into the tables.

    Attributes:
        terms: the number of each facet's value.
    """

    def __init__(self, file: ChronologyFile, db: sqlite3.Connection) -> None:
        self.file, self.db = file, db
        self.terms: dict[Facet, int] = {}
        self._counts: Counter[int] = Counter()
        self._waiting: list[Batch] = []
        self._cities: dict[str, list[str]] = {}

    def stale_digests(self, begun: Beginning) -> Iterable[int]:
        """The digests of the meetings whose rows hold names or titles that have changed since."""
        new = {(raw.section, record.id): digest_of(raw.data) for raw, record in begun.records if raw.section != "head"}
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
                    " WHERE t.kind = ? AND t.value = ?", (SINGULAR[section], id),
                )
            )  # fmt: skip

    def remove(self, digests: Collection[int]) -> None:
        """Take out meetings that are gone or will be written anew; full-text rows of lost docs find nothing."""
        if not digests:
            return
        self.db.execute("CREATE TEMP TABLE lost (digest INTEGER PRIMARY KEY)")
        self.db.executemany("INSERT INTO lost VALUES (?)", ((digest,) for digest in digests))
        self.db.execute("CREATE TEMP TABLE gone (doc INTEGER PRIMARY KEY)")
        self.db.execute("INSERT INTO gone SELECT doc FROM meeting WHERE digest IN lost")
        self.db.execute(
            "DELETE FROM facet WHERE (term, day, doc) IN"
            " (SELECT j.value, m.day, m.doc FROM meeting m, json_each(m.terms) j WHERE m.doc IN gone)"
        )
        for (terms,) in self.db.execute("SELECT terms FROM meeting WHERE doc IN gone AND superseded IS NULL"):
            self._counts.subtract(json.loads(terms))
        self.db.execute("DELETE FROM document WHERE doc IN gone")
        self.db.execute("DELETE FROM meeting WHERE doc IN gone")
        self.db.execute("DROP TABLE gone")
        self.db.execute("DROP TABLE lost")

    def forget_registry(self) -> None:
        """Take out the records that meetings refer to, with all that they are called."""
        self.db.execute("DELETE FROM entry")
        self.db.execute("DELETE FROM name")
        self.db.execute("DELETE FROM source")
        self.db.execute("DELETE FROM wider")
        self.db.execute("INSERT INTO called (called) VALUES ('delete-all')")

    def add_registry(self, begun: Beginning, *, left: bool) -> None:
        """Write the records that meetings refer to, what each is called, and, for records that are left in the file,
        what citations say of each source.
        """
        known = {(kind, value): id for id, kind, value in self.db.execute("SELECT id, kind, value FROM term")}
        self.terms = numbered(begun.registry, known)
        self.db.executemany(
            "INSERT INTO term (id, kind, value) VALUES (?, ?, ?)",
            ((number, *facet) for facet, number in self.terms.items() if facet not in known),
        )
        self.db.executemany("INSERT INTO wider VALUES (?, ?)", wider(begun.registry, self.terms))
        natives: dict[str, str | None] = {}
        for place, (raw, record) in enumerate(begun.records):
            if raw.section == "head":
                self.set_meta("head", json.loads(raw.data))
                continue
            self.db.execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
                (raw.section, record.id, place, digest_of(raw.data), getattr(record, "name", None), raw.data.decode()),
            )
            if raw.section == "sources":
                if left:
                    told = dumps(cited(record.model_dump(mode="json"))).decode()
                    self.db.execute("INSERT INTO source VALUES (?, ?)", (record.id, told))
                continue
            called = [record.name, *(name.text for name in record.names)]
            self.name(SINGULAR[raw.section], record.id, called)
            if raw.section == "topics":
                chain = [begun.registry.topics[id] for id in begun.registry.with_broader(record.id)]
                called = [text for topic in chain for text in (topic.name, *(name.text for name in topic.names))]
                self.find_by("tagged", record.id, called)
            else:
                self.find_by(SINGULAR[raw.section], record.id, called)
            if raw.section == "countries":
                self.name("country", record.code, [*record.short, *(name for _, name in native_names(record.code))])
                natives[record.code] = native(record.code, record.names)
                for city in record.cities:
                    value = f"{record.code}/{city.name}"
                    natives[value] = native(record.code, city.names)
                    self._cities[value] = [city.name, *(name.text for name in city.names)]
                    self.name("city", value, self._cities[value])
        self.set_meta("native", {key: name for key, name in natives.items() if name})
        for code, name in english_names():
            self.name("country", code, [name])
        for facet in known:
            if facet[0] in ("city", "venue"):
                self.find_place(facet)

    def name(self, kind: str, id: str, called: list[str]) -> None:
        """Write down what a record answers to."""
        rows = [
            (kind, id, text, squash(text), order_free(text), f" {' '.join(words_of(text))} ")
            for text in dict.fromkeys(called)
        ]
        self.db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?)", rows)

    def find_by(self, kind: str, value: str, called: list[str]) -> None:
        """Have `--text` find the meetings with a facet by any of its names."""
        row = (self.terms[kind, value], index_text("\n".join(called)))
        self.db.execute("INSERT INTO called (rowid, text) VALUES (?, ?)", row)

    def find_place(self, place: Facet) -> None:
        """The same for a city or a venue that some meeting has."""
        kind, value = place
        names = [*self._cities.get(value, []), value.partition("/")[2]] if kind == "city" else [value]
        self.find_by(kind, value, names)

    def add_meetings(self, compiler: Compiler, raws: Iterator[Raw], doc: int) -> None:
        """Compile meetings and write them, with docs from this number on."""
        while some := list(islice(raws, BATCH)):
            batch = compiler.batch(some, doc)
            self.add_batch(batch)
            doc += len(batch.meetings)
            if compiler.collected > MOST_POSTINGS:
                self.add_postings(*compiler.take_postings())
        self.add_postings(*compiler.take_postings())

    def add_later(self, batch: Batch) -> None:
        """Write the rows of meetings when there are many of them: batches may come in any order then."""
        self._waiting.append(batch)
        if sum(len(batch.meetings) for batch in self._waiting) > MOST_WAITING:
            self.add_waiting()

    def add_waiting(self) -> None:
        """Write what waits, in order: so trees grow at their end, and full text needn't be sorted anew."""
        for batch in sorted(self._waiting):
            self.add_batch(batch)
        self._waiting.clear()

    def add_batch(self, batch: Batch) -> None:
        """Write the rows of meetings and of their earlier states."""
        self.db.executemany(f"INSERT INTO meeting VALUES ({', '.join('?' * 19)})", batch.meetings)
        self.db.executemany("INSERT INTO document VALUES (?, ?, ?)", batch.documents)
        self.db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", batch.words)
        for place in batch.places:
            if place not in self.terms:
                self.add_place(place)

    def add_place(self, place: Facet) -> None:
        """Write down a place where no meeting took place so far."""
        number = self.terms[place] = place_number(place)
        self.db.execute("INSERT INTO term (id, kind, value) VALUES (?, ?, ?)", (number, *place))
        self.find_place(place)

    def add_postings(self, postings: Postings, earlier: Counter[int]) -> None:
        """Write which rows have which facet, facet by facet: far quicker than row by row as they come."""
        for term in sorted(postings):
            packed = sorted(postings.pop(term))
            self._counts[term] += len(packed)
            self.db.execute(
                "INSERT INTO facet SELECT ?, value >> 32, value & 4294967295 FROM json_each(?)",
                (term, dumps(packed).decode()),
            )
        self._counts.subtract(earlier)

    def last_doc(self) -> int:
        """The highest doc that was ever given: the full-text index may still hold words of those that are gone."""
        sql = (
            "SELECT max((SELECT coalesce(max(doc), 0) FROM meeting), coalesce((SELECT CAST(value AS INTEGER) FROM meta"
            " WHERE key = 'last_doc'), 0))"
        )
        return int(self.db.execute(sql).fetchone()[0])

    def finish(self) -> None:
        """Write the totals and commit."""
        counts = ((count, term) for term, count in self._counts.items())
        self.db.executemany("UPDATE term SET meetings = meetings + ? WHERE id = ?", counts)
        self.db.execute(
            "UPDATE term SET meetings = (SELECT coalesce(sum(n.meetings), 0)"
            " FROM wider w JOIN term n ON n.id = w.narrow WHERE w.wide = term.id) WHERE kind IN ('publisher', 'topic')"
        )
        count, first, last = self.db.execute(
            "SELECT count(*), min(earliest), max(latest) FROM meeting WHERE superseded IS NULL"
        ).fetchone()
        for key, value in (("meetings", count), ("first", first), ("last", last), ("last_doc", self.last_doc())):
            self.set_meta(key, value)
        self.db.commit()

    def set_meta(self, key: str, value: Any) -> None:
        """Write one of the index's own records."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value, ensure_ascii=False)))
