"""envoytl: a cited chronology of diplomatic meetings, at the prompt and in Python.

    import envoytl
    chronology = envoytl.load()                       # the bundled one, as Pydantic models
    meetings = envoytl.find(chronology, country="JP", since="2022")

Names are imported when they are first used, so that `import envoytl` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself is slow to import, and an interrupt meanwhile would not be caught yet

__version__ = "0.1.0"

_HOME = {
    "load": "envoytl.api", "find": "envoytl.api", "records": "envoytl.api", "save": "envoytl.api",
    "Chronology": "envoytl.core.model", "Citation": "envoytl.core.model", "Country": "envoytl.core.model",
    "Meeting": "envoytl.core.model", "Occasion": "envoytl.core.model", "Participant": "envoytl.core.model",
    "Person": "envoytl.core.model", "Place": "envoytl.core.model", "Post": "envoytl.core.model",
    "Source": "envoytl.core.model", "Topic": "envoytl.core.model", "Edtf": "envoytl.core.dates",
    "EnvoytlError": "envoytl.errors", "MeetingRecord": "envoytl.core.record",
}  # fmt: skip

__all__ = [
    "Chronology", "Citation", "Country", "Edtf", "EnvoytlError", "Meeting", "MeetingRecord", "Occasion", "Participant",
    "Person", "Place", "Post", "Source", "Topic", "__version__", "find", "load", "records", "save",
]  # fmt: skip

if TYPE_CHECKING:
    from typing import Any

    from envoytl.api import find, load, records, save
    from envoytl.core.dates import Edtf
    from envoytl.core.model import (
        Chronology,
        Citation,
        Country,
        Meeting,
        Occasion,
        Participant,
        Person,
        Place,
        Post,
        Source,
        Topic,
    )
    from envoytl.core.record import MeetingRecord
    from envoytl.errors import EnvoytlError


def __getattr__(name: str) -> Any:
    if name in _HOME:
        from importlib import import_module

        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'envoytl' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
