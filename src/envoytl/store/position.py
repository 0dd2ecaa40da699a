"""Where in a JSON text a value stands, for messages; only ever run once something is wrong."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined]
from re import finditer

_scan = json.JSONDecoder().raw_decode


class Positions:
    """Where values stand in a text, which must be valid JSON; the items of a list at the top are looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._items: dict[str | int, list[int]] = {}

    def of(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`; where it leads nowhere, of the nearest value above it."""
        at, steps = _skip(self._text, 0), path
        if len(path) > 1 and isinstance(path[1], int):
            items = self._items_of(path[0])
            if path[1] < len(items):
                at, steps = items[path[1]], path[2:]
        for step in steps:
            found = _member(self._text, at, step)
            if found is None:
                break
            at = found
        line = bisect_left(self._line_ends, at)
        return line + 1, at - (self._line_ends[line - 1] if line else -1)

    @cached_property
    def _line_ends(self) -> array[int]:
        return array("q", (match.start() for match in finditer("\n", self._text)))

    def _items_of(self, key: str | int) -> list[int]:
        if key not in self._items:
            starts: list[int] = []
            at = _member(self._text, _skip(self._text, 0), key)
            if at is not None and self._text[at] == "[":
                at = _skip(self._text, at + 1)
                while self._text[at] != "]":
                    starts.append(at)
                    at = _skip(self._text, _scan(self._text, at)[1])
                    if self._text[at] == ",":
                        at = _skip(self._text, at + 1)
            self._items[key] = starts
        return self._items[key]


def position(text: str, path: Sequence[str | int]) -> tuple[int, int]:
    """Line and column (from 1) of one value of a text (see `Positions`)."""
    return Positions(text).of(path)


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Line and column (from 1) of a place in a text."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def double_key(text: str) -> tuple[str, int]:
    """The first key that stands twice in one object of a valid JSON text, and where it stands again.

    Raises:
        LookupError: none does.
    """
    seen: list[set[str]] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == '"':
            key, after = scanstring(text, at + 1, True)
            if text[_skip(text, after) : _skip(text, after) + 1] == ":":
                if key in seen[-1]:
                    return key, at
                seen[-1].add(key)
            at = after
            continue
        if char == "{":
            seen.append(set())
        elif char == "}":
            seen.pop()
        at += 1
    raise LookupError("no key stands twice")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _member(text: str, at: int, step: str | int) -> int | None:
    """The place of the value below the object or array at `at`, or None."""
    if text[at] not in "{[" or (text[at] == "{") != isinstance(step, str):
        return None
    closing = "}" if text[at] == "{" else "]"
    at = _skip(text, at + 1)
    index = 0
    while text[at] != closing:
        key: str | int = index
        if closing == "}":
            key, after = scanstring(text, at + 1, True)
            at = _skip(text, _skip(text, after) + 1)
        if key == step:
            return at
        _, at = _scan(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1
    return None
