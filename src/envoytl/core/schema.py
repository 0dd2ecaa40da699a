"""The JSON Schemas that are promised to other programs."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from envoytl.core.model import Chronology
from envoytl.core.record import MeetingRecord
from envoytl.core.words import LEVELS, MODES, SHOWN_STATUSES, STATUSES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def chronology_schema() -> dict[str, Any]:
    """The schema of a chronology file (the JSON form)."""
    return {"$schema": _DIALECT, **Chronology.model_json_schema(), "title": "envoytl chronology, format 1"}


def list_schema() -> dict[str, Any]:
    """The schema of the array that `list --json` prints; each line of `jsonl` is one of its items."""
    schema = TypeAdapter(list[MeetingRecord]).json_schema()
    for definition in schema["$defs"].values():
        definition["additionalProperties"] = False
    meeting = schema["$defs"]["MeetingRecord"]["properties"]
    meeting["status"] = {"enum": list(SHOWN_STATUSES)}
    meeting["mode"] = {"enum": [*MODES, None]}
    meeting["level"] = {"enum": [*LEVELS, None]}
    schema["$defs"]["CitationRecord"]["properties"]["status"] = {"enum": [*STATUSES, None]}
    return {"$schema": _DIALECT, "title": "envoytl list --json", **schema}
