"""Reading a chronology file: its raw records one by one, each validated on demand, every problem with its place.

Two forms: one JSON document (`data/meetings.json`), and JSON Lines (a name ending in `.jsonl` or `.ndjson`), in which
every line is an object of one key: `{"head": …}` first, then the records by their singular, `{"person": …}`,
`{"source": …}`, `{"meeting": …}`, what is referred to before what refers to it. JSON Lines are streamed.
"""

from __future__ import annotations

import json
from array import array
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from io import BytesIO
from itertools import accumulate, dropwhile
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from envoytl.core.checks import Problem, load_problems
from envoytl.core.model import FORMAT, SECTIONS, SINGULAR, Chronology, Head, Meeting, Record
from envoytl.errors import DataError
from envoytl.store.parsing import dump, has_single_keys, parse
from envoytl.store.position import Positions, position
from envoytl.store.wording import describe, named, unreadable

_SECTION_OF = {singular: section for section, singular in SINGULAR.items()}
_MODELS: dict[str, type[Record]] = {"head": Head, **SECTIONS}
_VALIDATE_JSON: dict[str, Callable[[bytes], Any]] = {
    section: TypeAdapter(model).validator.validate_json for section, model in _MODELS.items()
}


Progress = Callable[[int, int], None]
"""Told the bytes read so far and in all, while an index is built."""


class Raw(NamedTuple):
    """A record as it stands in the file."""

    section: str
    """`head` or the name of a section."""
    data: bytes
    """The record as JSON; for JSON Lines the line without the wrapping key."""
    at: int
    """Its place in its section, from 0; for JSON Lines the number of its line, from 1."""
    start: int = 0
    """For JSON Lines the bytes before it, in the file or in the piece of it that was read."""


class ChronologyFile:
    """One chronology file, opened for reading.

    Args:
        path: the file.

    Raises (from all methods):
        DataError: the file is missing, not readable, not JSON, of a newer format, or holds a record that breaks a rule.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = path.suffix in (".jsonl", ".ndjson")
        self._text = ""
        self._starts: array[int] = array("q")
        """Where each line of JSON Lines begins, once one of them was asked for."""

    def raw_records(self) -> Iterator[Raw]:
        """The head, then all records in the order of the file."""
        return self._from_lines() if self.lines else self._from_document()

    def validate(self, raw: Raw) -> Any:
        """The record as its model. Raises DataError with the first problem's place."""
        if self.lines and raw.section != "meetings":
            self._parse_strictly(raw)
        try:
            record = _VALIDATE_JSON[raw.section](raw.data)
        except ValidationError as error:
            if self.lines:
                self._parse_strictly(raw)
            raise self.error(self.problems(raw, error)) from None
        if self.lines and raw.section == "meetings" and raw.data.count(b'":') != _fields_set(record):
            self._parse_strictly(raw)
        return record

    def _parse_strictly(self, raw: Raw) -> None:
        """Pydantic lets the last of two fields of one name win; a chronology has no such fields."""
        if not has_single_keys(raw.data):
            self._parse(self._line(raw.at), raw.at)

    def problems(self, raw: Raw, error: ValidationError) -> list[Problem]:
        """What a failed validation found, in envoytl's words."""
        value = self._parse_record(raw)
        model = Head if raw.section == "head" else SECTIONS[raw.section]
        key = value.get("id") or value.get("code") if isinstance(value, dict) else None
        name = str(key) if isinstance(key, str) else f"in line {raw.at}" if self.lines else str(raw.at + 1)
        details = error.errors(include_url=False)
        wrong = {detail["loc"][:i] for detail in details for i in range(len(detail["loc"]))}
        return [
            Problem("format", raw.section, name, field, message, raw.at, path)
            for field, message, path in (
                # A list that is too short because its items are wrong is told of by its items.
                describe(detail, model)
                for detail in details
                if detail["type"] != "too_short" or detail["loc"] not in wrong
            )
        ]

    def error(self, problems: list[Problem]) -> DataError:
        """The first problem as an error with its place, counting the others."""
        first = problems[0]
        line, column = self.place(first)
        record = named(first)
        return DataError(
            first.message, file=str(self.path), line=line, column=column, record=record, field=first.field,
            more=len(problems) - 1,
        )  # fmt: skip

    def place(self, problem: Problem) -> tuple[int | None, int | None]:
        """Line and column of a problem, as far as they can be told."""
        if self.lines:
            if problem.at is None:
                return None, None
            text = self._line(problem.at)
            return problem.at, position(text, (SINGULAR.get(problem.section, "head"), *problem.path))[1]
        if problem.section == "head":
            return self._positions.of(("head", *problem.path))
        if problem.at is None:
            return None, None
        return self._positions.of((problem.section, problem.at, *problem.path))

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self._text)

    def load(self) -> Chronology:
        """The whole chronology, validated, its references checked."""
        chronology, problems = self.load_with_problems()
        if problems or chronology is None:
            raise self.error(problems)
        return chronology

    def load_with_problems(self) -> tuple[Chronology | None, list[Problem]]:
        """The chronology without the records that can't be read, and what is wrong with those and with references.

        The chronology is None where the head can't be read.
        """
        found: dict[str, list[Any]] = {section: [] for section in ("head", *SECTIONS)}
        problems: list[Problem] = []
        unread: set[tuple[str, str]] = set()
        for raw in self.raw_records():
            if self.lines:
                self._parse_strictly(raw)
            try:
                found[raw.section].append(_VALIDATE_JSON[raw.section](raw.data))
            except ValidationError as error:
                own = self.problems(raw, error)
                nameless = any(problem.path[:1] in (("id",), ("code",)) for problem in own)
                unread.add((raw.section, "" if nameless else own[0].record))
                problems += own
        if not found["head"]:
            return None, problems
        [head] = found.pop("head")
        chronology = Chronology.model_validate({"head": head, **found})
        problems.extend(load_problems(chronology, unread))
        return chronology, self.placed(problems)

    def late(self) -> list[Problem]:
        """The records of JSON Lines that stand behind a meeting, as no file of which an index is made may have them."""
        raws = dropwhile(lambda raw: raw.section != "meetings", self.raw_records() if self.lines else ())
        return [out_of_order(raw) for raw in raws if raw.section != "meetings"]

    def placed(self, problems: list[Problem]) -> list[Problem]:
        """Problems with their records' places in their sections, where they were found by id."""
        wanted = {(problem.section, problem.record) for problem in problems if problem.at is None}
        if not wanted:
            return problems
        places: dict[tuple[str, str], int] = {}
        for raw in self.raw_records():
            value = json.loads(raw.data)
            key = (raw.section, value.get("id") or value.get("code"))
            if key in wanted:
                places[key] = raw.at  # of a double, the last
        return [p if p.at is not None else p._replace(at=places.get((p.section, p.record))) for p in problems]

    def _read(self) -> str:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise unreadable(self.path, error) from None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise DataError("this is not UTF-8 text", file=str(self.path), line=line) from None

    def _from_document(self) -> Iterator[Raw]:
        self._text = self._text or self._read()
        document = self._parse(self._text, 1)
        if not isinstance(document, dict):
            raise DataError("a chronology is a JSON object with a head and sections", file=str(self.path), line=1)
        self._check_head(document.get("head"), 1)
        for key in document:
            if key != "head" and key not in SECTIONS:
                line, column = self._positions.of((key,))
                hint = ", ".join(SECTIONS)
                raise DataError(
                    f"unknown section {key!r}; the sections are {hint}", file=str(self.path), line=line, column=column
                )
        yield Raw("head", dump(document["head"]), 0)
        for section in SECTIONS:
            records = document.get(section, [])
            if not isinstance(records, list):
                line, column = self._positions.of((section,))
                raise DataError(
                    "this section must be a list", file=str(self.path), line=line, column=column, record=section
                )
            for index, record in enumerate(records):
                yield Raw(section, dump(record), index)

    def _from_lines(self) -> Iterator[Raw]:
        try:
            with self.path.open("rb") as file:
                raws = self._raws(file, 1)
                for raw in raws:
                    self._check_head(self._parse_record(raw) if raw.section == "head" else None, raw.at)
                    yield raw
                    break
                else:
                    raise self._empty()
                yield from self._behind_head(raws)
        except OSError as error:
            raise unreadable(self.path, error) from None

    def _raws(self, lines: Iterable[bytes], number: int) -> Iterator[Raw]:
        """The records of lines, of which the first has that number."""
        start = 0
        for at, line in enumerate(lines, number):
            if line.startswith(b'{"meeting": {') and line.endswith(b"}}\n"):
                yield Raw("meetings", line[12:-2], at, start + 12)  # the usual form, without a closer look
            elif not line.isspace():
                raw = self._unwrap(line.removeprefix(BOM_UTF8) if at == 1 else line, at)
                yield raw._replace(start=start + line.index(raw.data, line.index(b":")))
            start += len(line)

    def _behind_head(self, raws: Iterator[Raw]) -> Iterator[Raw]:
        for raw in raws:
            if raw.section == "head":
                raise DataError("a second head; only the first line is one", file=str(self.path), line=raw.at)
            yield raw

    def records_in(self, lines: bytes, number: int) -> Iterator[Raw]:
        """The records of some lines behind the head, of which the first has that number."""
        return self._behind_head(self._raws(BytesIO(lines), number))

    def _unwrap(self, line: bytes, number: int) -> Raw:
        """Cut the record out of `{"kind": record}` without parsing it, so that a streamed line is parsed only once."""
        start = line.find(b'"') + 1
        end = line.find(b'"', start)
        kind = line[start:end].decode("utf-8", "replace")
        section = "head" if kind == "head" else _SECTION_OF.get(kind)
        colon = line.find(b":", end)
        stripped = line.rstrip()
        if (
            line[: start - 1].strip() == b"{"
            and section
            and colon > 0
            and stripped.endswith(b"}")
            and line[end + 1 : colon].isspace() | (colon == end + 1)
        ):
            data = stripped[colon + 1 : -1].strip()
            if data[:1] == b"{" and data[-1:] == b"}":
                return Raw(section, data, number)
        value = self._parse(self._decoded(line, number), number)
        if isinstance(value, dict) and len(value) == 1 and section:
            raise DataError("the record must be a JSON object", file=str(self.path), line=number, record=kind)
        raise self._more_keys(number)

    def _decoded(self, line: bytes, number: int) -> str:
        """A line as text, without its end: what is missing there is missing in this line."""
        try:
            return line.rstrip(b"\r\n").decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise DataError("this is not UTF-8 text", file=str(self.path), line=number) from None

    def _line(self, number: int) -> str:
        if not self._starts:
            with self.path.open("rb") as file:
                self._starts = array("q", accumulate(map(len, file), initial=0))
        if not 1 <= number < len(self._starts):
            return ""
        with self.path.open("rb") as file:
            file.seek(self._starts[number - 1])
            return self._decoded(file.readline(), number)

    def _parse(self, text: str, line: int) -> Any:
        if not text.strip():
            raise self._empty()
        return parse(text, str(self.path), line)

    def _parse_record(self, raw: Raw) -> Any:
        """A record as plain JSON. Raises DataError with the place in the file where a line is broken."""
        try:
            return json.loads(raw.data)
        except (ValueError, RecursionError):
            if self.lines:
                self._parse(self._line(raw.at), raw.at)
                raise self._more_keys(raw.at) from None
            raise

    def _more_keys(self, number: int) -> DataError:
        kinds = ", ".join(["head", *_SECTION_OF])
        return DataError(f"a line is an object with one key, one of {kinds}", file=str(self.path), line=number)

    def _empty(self) -> DataError:
        return DataError("the file is empty; a chronology has at least a head", file=str(self.path))

    def _check_head(self, head: Any, line: int) -> None:
        """Before anything else: is it a chronology, and one that this version reads?"""
        if not isinstance(head, dict):
            raise DataError("a chronology begins with its head; there is none", file=str(self.path), line=line)
        version = head.get("format")
        if isinstance(version, int) and version > FORMAT:
            raise DataError(
                f"the file has format {version}; this envoytl reads formats up to {FORMAT}: upgrade envoytl",
                file=str(self.path), line=line, record="head", field="format",
            )  # fmt: skip


def _fields_set(meeting: Meeting) -> int:
    """How many fields a meeting's text gives, so that a text in which more seem to stand is looked at closely."""
    fields = vars(meeting)  # quicker than the attributes
    count = len(meeting.__pydantic_fields_set__)
    for participant in fields["participants"]:
        count += len(participant.__pydantic_fields_set__)
    for citation in fields["citations"]:
        own = vars(citation)
        count += len(citation.__pydantic_fields_set__) + len(own["differs"]) + len(own["basis"])
    place = fields["place"]
    return count + len(place.__pydantic_fields_set__) if place else count


def out_of_order(raw: Raw) -> Problem:
    """The problem of a record that stands behind a meeting in JSON Lines."""
    message = "in JSON Lines, meetings stand last: what they refer to must come before them"
    return Problem("format", raw.section, f"in line {raw.at}", "", message, raw.at)
