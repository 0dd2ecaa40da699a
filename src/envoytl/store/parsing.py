"""JSON text into plain values, with every way in which it can be broken told by its place."""

from __future__ import annotations

import json
import re
from typing import Any

from envoytl.errors import DataError
from envoytl.store.position import double_key, line_and_column

_HALVES = re.compile(r"\\u[dD][89abAB]\w\w(\\u[dD][c-fC-F]\w\w)?|\\u[dD][c-fC-F]\w\w")
"""Escaped surrogates: a pair of them (with the group) is a character, one alone is half of one."""


def parse(text: str, file: str, line: int) -> Any:
    """The value of a JSON text.

    Args:
        text: the text; not empty.
        file: the name of the file that it is from, for messages.
        line: the number of the file's line with which the text begins.

    Raises:
        DataError: it is not JSON, a field stands twice in one object, or it can't be UTF-8.
    """
    try:
        value = json.loads(text, object_pairs_hook=_no_doubles)
        if "\\u" in text:
            _whole_characters(text, file, line)
        return value
    except _DoubleKey:
        key, at = double_key(text)
        raise _error(f"the field {key!r} stands twice in one object", text, at, file, line) from None
    except json.JSONDecodeError as error:
        reason = error.msg[0].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
        raise _error(f"this is not JSON: {reason}", text, error.pos, file, line) from None
    except RecursionError:
        raise DataError("this is not a chronology: it is nested too deeply", file=file) from None
    except ValueError:
        raise DataError("this is not a chronology: it holds a number of endless length", file=file) from None


def has_single_keys(data: bytes) -> bool:
    """Whether a text is JSON and no field stands twice in one of its objects."""
    try:
        json.loads(data, object_pairs_hook=_no_doubles)
    except (_DoubleKey, ValueError, RecursionError):
        return False
    return True


def dump(value: Any) -> bytes:
    """A plain value as compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode()


def _whole_characters(text: str, file: str, line: int) -> None:
    for match in _HALVES.finditer(text):
        if match[0][3] in "cdefCDEF" or match[1] is None:
            raise _error(f"{match[0]} is half of a character", text, match.start(), file, line)


def _error(message: str, text: str, at: int, file: str, line: int) -> DataError:
    found, column = line_and_column(text, at)
    return DataError(message, file=file, line=found + line - 1, column=column)


class _DoubleKey(Exception):
    """A field stands twice in one object."""


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _DoubleKey
    return made
