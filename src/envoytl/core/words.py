"""The closed vocabularies of the field, one place for each."""

from __future__ import annotations

from typing import Final, Literal

Status = Literal["proposed", "planned", "held", "cancelled"]
Mode = Literal["in-person", "video", "phone"]
Level = Literal["leaders", "ministers", "vice-ministers", "security-advisers", "envoys", "deputies", "working-level"]

STATUSES: Final = ("proposed", "planned", "held", "cancelled")
PLANS: Final = ("proposed", "planned")
"""What only a source says that was printed before the meeting."""
UNCONFIRMED: Final = "unconfirmed"
"""Derived, never stored: planned, its date past, and nothing reported since."""
SHOWN_STATUSES: Final = (*STATUSES, UNCONFIRMED)
MODES: Final = ("in-person", "video", "phone")
LEVELS: Final = ("leaders", "ministers", "vice-ministers", "security-advisers", "envoys", "deputies", "working-level")
"""From the highest to the lowest; the order of rows wherever levels are listed."""

SUPPORTABLE: Final = (
    "date", "status", "mode", "level", "place", "occasion", "participants", "topics", "summary",
)  # fmt: skip
"""The fields of a meeting that a citation can support; a field that is not empty needs one that does."""

SIDES_WORDS: Final = {"bilateral": (2, 2), "trilateral": (3, 3), "multilateral": (3, 250)}

SIDE_ORDER: Final = ("KR", "KP", "US", "CN", "JP", "RU")
"""The six parties in the order in which lanes and columns show them; others follow by code."""


_SIDE_RANKS: Final = {code: rank for rank, code in enumerate(SIDE_ORDER)}


def side_rank(code: str) -> tuple[int, str]:
    """Sort key of a country code: the six parties first, then the alphabet."""
    return (_SIDE_RANKS.get(code, len(SIDE_ORDER)), code)
