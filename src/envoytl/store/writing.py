"""The canonical form of a chronology, and saving it so that nothing is lost.

Canonical: UTF-8, fixed order of the keys, fields that are empty left out, two spaces, meetings by date then id,
everything else by id; one line feed at the end.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from envoytl.core.model import SECTIONS, SINGULAR, Chronology, Record
from envoytl.errors import DataError

LOCK_SECONDS = 10.0


def canonical(chronology: Chronology) -> str:
    """The chronology as one JSON document."""
    document: dict[str, Any] = {"head": _plain(chronology.head)}
    for section in SECTIONS:
        document[section] = [_plain(record) for record in in_order(chronology, section)]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def canonical_lines(chronology: Chronology) -> Iterator[str]:
    """The chronology as JSON Lines, each with its line feed."""
    yield _line("head", chronology.head)
    for section in SECTIONS:
        for record in in_order(chronology, section):
            yield _line(SINGULAR[section], record)


def _line(kind: str, record: Record) -> str:
    return json.dumps({kind: _plain(record)}, ensure_ascii=False) + "\n"


def in_order(chronology: Chronology, section: str) -> list[Any]:
    """The records of a section in canonical order."""
    records = getattr(chronology, section)
    if section == "meetings":
        return sorted(records, key=lambda meeting: (meeting.date, meeting.id))
    return sorted(records, key=lambda record: str(record.id))


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


def save(chronology: Chronology, path: Path, read: bytes | None | Literal["whatever"]) -> None:
    """Write a chronology in canonical form (JSON Lines for `.jsonl` and `.ndjson`), or leave the file as it was.

    The text is written beside the file and renamed over it.

    Args:
        chronology: what to write.
        path: where to.
        read: what the file held when the chronology was read from it; None for a new file; "whatever" to write over
            what is there now.

    Raises:
        DataError: somebody has changed the file since, or holds its lock, or it can't be written.
    """
    text = "".join(canonical_lines(chronology)) if path.suffix in (".jsonl", ".ndjson") else canonical(chronology)
    path = path.resolve()
    if not path.parent.is_dir():
        raise DataError(f"the file can't be written: there is no folder {path.parent}", file=str(path))
    if path.is_dir():
        raise DataError("the file can't be written: is a directory", file=str(path))
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=LOCK_SECONDS):
            now = path.read_bytes() if path.exists() else None
            if read not in (now, "whatever"):
                raise DataError("somebody else has changed the file meanwhile; nothing was written", file=str(path))
            with temporary.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if now is not None:
                os.chmod(temporary, path.stat().st_mode)
            os.replace(temporary, path)
    except Timeout:
        raise DataError("another process is writing the file; try again", file=str(path)) from None
    except OSError as error:
        raise DataError(
            f"the file can't be written: {(error.strerror or str(error)).lower()}", file=str(path)
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
