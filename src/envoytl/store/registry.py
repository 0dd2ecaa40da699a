"""What meetings refer to, read and checked before the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from envoytl.core.checks import registry_references, used_often
from envoytl.core.model import Registry
from envoytl.store.reading import ChronologyFile, Raw


class Beginning(NamedTuple):
    """A chronology file read up to its first meeting."""

    records: list[tuple[Raw, Any]]
    """The head and all records before the meetings, with their models."""
    registry: Registry
    first: Raw | None
    """The first meeting; None where there is none."""
    rest: Iterator[Raw]
    """What follows it."""

    def meetings(self) -> Iterator[Raw]:
        """All meetings; to be called once."""
        return chain([self.first] if self.first else [], self.rest)


def beginning(file: ChronologyFile) -> Beginning:
    """Read a file up to its first meeting.

    Raises:
        DataError: the file can't be read, or a record breaks a rule or refers to what isn't there.
    """
    records: list[tuple[Raw, Any]] = []
    registry = Registry()
    raws = file.raw_records()
    first = None
    for raw in raws:
        if raw.section == "meetings":
            first = raw
            break
        record = file.validate(raw)
        records.append((raw, record))
        if raw.section != "head":
            known = getattr(registry, raw.section)
            if record.id in known:
                raise file.error([used_often(raw.section, record.id, 2, raw.at)])
            known[record.id] = record
    problems = list(registry_references(registry))
    if problems:
        raise file.error(file.placed(problems))
    return Beginning(records, registry, first, raws)
