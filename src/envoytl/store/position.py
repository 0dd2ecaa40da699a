"""Where in a JSON text a value stands, for messages; only ever run once something is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]

_scan = json.JSONDecoder().raw_decode


def position(text: str, path: Sequence[str | int]) -> tuple[int, int]:
    """Line and column (from 1) of the value at `path`; where the path leads nowhere, of the nearest value above it.

    `text` must be valid JSON.
    """
    at = _skip(text, 0)
    for step in path:
        found = _member(text, at, step)
        if found is None:
            break
        at = found
    return line_and_column(text, at)


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
