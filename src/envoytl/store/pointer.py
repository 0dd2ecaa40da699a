"""Which index belongs to a chronology file: a small file per chronology file, read at every start.

Its fields are parted by NUL, which no path holds, so that reading it needs no parser.
"""

from __future__ import annotations

import os
from binascii import crc32
from pathlib import Path
from typing import NamedTuple

SCHEMA = 9
"""Raised by one whenever the tables of an index change, or what is written into them for a file; an index of another
version is not opened.
"""

RACY_NS = 2_000_000_000
"""A file changed less than this before its pointer was written may change again unseen: its content is checked."""

SUFFIX = ".pointer"


class Pointer(NamedTuple):
    """What is known of a chronology file and its index."""

    source: str
    """The chronology file's absolute path."""
    size: int
    modified: int
    """The chronology file's modification time in nanoseconds."""
    changed: int
    """When the file's status changed, in nanoseconds: no tool sets it, so it shows a change that keeps the others."""
    name: str
    """The index's file name."""
    index_size: int


def path_of(folder: Path, source: Path, *, history: bool = False) -> Path:
    """Where the pointer of a chronology file is kept, for its index with or without the earlier states of meetings."""
    return folder / f"{crc32(os.fsencode(source.absolute())):08x}{'-history' if history else ''}{SUFFIX}"


def read(path: Path, source: Path | None = None) -> tuple[Pointer, int] | None:
    """A pointer and when it was written (nanoseconds); None where there is none of this version, or not of `source`."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            schema, found, size, modified, changed, index, index_size = file.read().split("\0")
            written = os.fstat(file.fileno()).st_mtime_ns
        pointer = Pointer(found, int(size), int(modified), int(changed), os.path.basename(index), int(index_size))
    except (OSError, ValueError):
        return None
    if schema != str(SCHEMA) or (source is not None and found != str(source.absolute())):
        return None
    return pointer, written


def write(path: Path, pointer: Pointer) -> None:
    """Put a pointer in place, whole or not at all."""
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    text = "\0".join(map(str, (SCHEMA, *pointer)))
    temporary.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    os.replace(temporary, path)


def trusted(folder: Path, source: Path, found: os.stat_result, *, history: bool) -> Path | None:
    """The index that surely belongs to the file as it is now, as far as size and times can tell; else None."""
    known = read(path_of(folder, source, history=history), source)
    if known is None:
        return None
    pointer, written = known
    index = folder / pointer.name
    try:
        same = (
            pointer.size == found.st_size
            and pointer.modified == found.st_mtime_ns
            and pointer.changed == found.st_ctime_ns
            and found.st_mtime_ns < written - RACY_NS
            and pointer.index_size == os.stat(index).st_size
        )
    except OSError:
        return None
    return index if same else None
