"""The tables of an index, and opening a file that holds them.

A `doc` is one version of a meeting, as it was known from one day until another. Its record is kept as a `document` in
two parts, since tables show nothing of the second: `cited` begins with the citations. Of a large file of JSON Lines no
document is kept: `start` and `length` say which of its bytes are the meeting, and the digest whether they still are.
Such an index is a third as large, and made in less time; only it keeps what every citation of a `source` says of it.

A `term` is a value of a facet. Meetings have narrow ones only: a publisher has the meetings of its sources, and a
`topic` those that are `tagged` with it or with a narrower one.
"""

from __future__ import annotations

import sqlite3
from binascii import crc32
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import adler32

from envoytl.store.pointer import SCHEMA

if TYPE_CHECKING:
    from datetime import date

WIDE = 100
"""Days beyond which a date counts as wide: all others lie within so many days of the day that orders them."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    kind TEXT, id TEXT, place INTEGER, digest INTEGER, name TEXT, json TEXT, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE name (kind TEXT, id TEXT, text TEXT, squashed TEXT, sorted TEXT, words TEXT);
CREATE TABLE meeting (
    doc INTEGER PRIMARY KEY, id TEXT, digest INTEGER, terms TEXT,
    date TEXT, day INTEGER, until INTEGER, earliest TEXT, latest TEXT,
    status TEXT, mode TEXT, level TEXT, sides INTEGER, place TEXT, wide INTEGER,
    known TEXT, superseded TEXT, start INTEGER, length INTEGER
);
CREATE TABLE document (doc INTEGER PRIMARY KEY, json TEXT, cited TEXT);
CREATE TABLE source (id TEXT PRIMARY KEY, json TEXT) WITHOUT ROWID;
CREATE TABLE term (id INTEGER PRIMARY KEY, kind TEXT, value TEXT, meetings INTEGER DEFAULT 0);
CREATE TABLE wider (narrow INTEGER, wide INTEGER, PRIMARY KEY (narrow, wide)) WITHOUT ROWID;
CREATE TABLE facet (term INTEGER, day INTEGER, doc INTEGER, PRIMARY KEY (term, day, doc)) WITHOUT ROWID;
CREATE VIRTUAL TABLE called USING fts5(text, content='', tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, tokenize="unicode61 remove_diacritics 2");
INSERT INTO words (words, rank) VALUES ('hashsize', 8388608);
INSERT INTO words (words, rank) VALUES ('automerge', 16);
"""

INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS meeting_id ON meeting (id) WHERE superseded IS NULL;
CREATE INDEX IF NOT EXISTS meeting_order ON meeting (day, until DESC, date, id);
CREATE INDEX IF NOT EXISTS meeting_wide ON meeting (latest) WHERE wide;
CREATE INDEX IF NOT EXISTS entry_name ON entry (kind, id, name) WHERE name IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS term_value ON term (kind, value);
CREATE INDEX IF NOT EXISTS wider_wide ON wider (wide, narrow);
"""
"""Made after the rows, which is much faster than keeping them up to date while rows come in."""


def digest_of(data: bytes) -> int:
    """What tells a record's text from others: 64 bits, as the signed integer that SQLite stores.

    Two checksums (RFC 1952 and 1950) in a third of the time of a cryptographic hash: nobody gains by a text that passes
    for another in the index of their own file.
    """
    return (crc32(data) << 32 | adler32(data)) - (1 << 63)


def day_number(day: date) -> int:
    """2022-06-03 as 20220603."""
    return day.year * 10000 + day.month * 100 + day.day


def connect(path: Path) -> sqlite3.Connection:
    """Open a finished index for reading. Raises sqlite3.DatabaseError where it isn't one of this version."""
    db = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version != SCHEMA:
        db.close()
        raise sqlite3.DatabaseError("an index of another version")
    return db


def _quoted(path: Path) -> str:
    text = str(path.absolute())
    return text.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
