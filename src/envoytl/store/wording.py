"""What is wrong with a file, in envoytl's words: Pydantic's findings, the system's errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from envoytl.core.model import SINGULAR
from envoytl.core.names import nearest
from envoytl.errors import DataError

if TYPE_CHECKING:
    from envoytl.core.checks import Problem


def describe(detail: Any, model: type[BaseModel]) -> tuple[str, str, tuple[str | int, ...]]:
    """The field (as `citations[0].source`), a sentence, and the path of one entry of `ValidationError.errors()`."""
    path = tuple(step for step in detail["loc"] if step != "[key]")
    return field_name(path), _sentence(detail, path, model), path


def named(problem: Problem) -> str:
    """The record of a problem, for messages: `meeting 2022-06-03-jp-kr-us`, or `head`."""
    return "head" if problem.section == "head" else f"{SINGULAR[problem.section]} {_printable(problem.record)}"


def _printable(name: str) -> str:
    """A name that stands in a file, fit for a terminal: whatever is no printable character escaped."""
    return name if name.isprintable() else repr(name)[1:-1]


def unreadable(path: Path, error: OSError) -> DataError:
    """A file system's error as envoytl's."""
    if isinstance(error, FileNotFoundError):
        return DataError("there is no such file; name one with --data FILE or ENVOYTL_DATA", file=str(path))
    if isinstance(error, IsADirectoryError):
        return DataError("this is a folder; name the chronology file in it", file=str(path))
    return DataError(f"the file can't be read: {(error.strerror or str(error)).lower()}", file=str(path))


def field_name(path: tuple[str | int, ...]) -> str:
    """`("citations", 0, "source")` as `citations[0].source`."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f"{'.' if out else ''}{_printable(step)}"
    return out


def _sentence(detail: Any, path: tuple[str | int, ...], model: type[BaseModel]) -> str:
    kind, value, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        near = nearest(str(path[-1]), known, 1)
        return f"there is no field {path[-1]!r}" + (
            f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"
        )
    if kind == "missing":
        return "this field is missing"
    if kind == "literal_error":
        words = [word.strip("'") for word in context["expected"].replace(" or ", ", ").split(", ")]
        near = nearest(str(value), words, 1)
        return f"{value!r} is not one of {', '.join(words)}" + (f"; did you mean {near[0]!r}?" if near else "")
    if kind == "value_error":
        return str(context["error"])
    if kind == "string_pattern_mismatch":
        return _pattern(context["pattern"], value)
    if kind == "too_short":
        least = context["min_length"]
        return f"there must be at least {least}, not {context['actual_length']}"
    if kind == "string_too_short":
        return "this text is empty; leave the field out instead"
    if kind.endswith("_type"):
        wanted = {"string_type": "text", "int_type": "a whole number", "tuple_type": "a list", "dict_type": "an object"}
        return f"this must be {wanted.get(kind, 'an object')}, not {_kind_of(value)}"
    message: str = detail["msg"]
    return message[0].lower() + message[1:]


def _pattern(pattern: str, value: object) -> str:
    if pattern.startswith("^[a-z0-9]+"):
        return f"{value!r} is not an id: small letters, digits and single hyphens, like 'kim-gunn'"
    if pattern == "^[A-Z]{2}$":
        return f"{value!r} is not a country code of ISO 3166-1 alpha-2, like 'KR'"
    if pattern.startswith("^[a-z]{2,3}"):
        return f"{value!r} is not a language tag, like 'en' or 'ko-Hang'"
    if pattern.startswith("^https?"):
        return f"{value!r} is not a web address"
    return f"{value!r} is empty or has white space at an end"


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    return {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}.get(type(value), "that")


def _fields_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The field names of the model that stands at a path."""
    at: type[BaseModel] = model
    for step in path:
        if isinstance(step, str) and step in at.model_fields:
            inner = _model_in(at.model_fields[step].annotation)
            if inner is not None:
                at = inner
    return list(at.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _model_in(part)
        if found is not None:
            return found
    return None
