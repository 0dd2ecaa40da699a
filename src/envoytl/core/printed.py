"""The order in which the citations of a meeting came into print, for models and for records; imports nothing slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envoytl.core.words import PLANS

if TYPE_CHECKING:
    from datetime import date

    from envoytl.core.dates import Edtf


def print_order(printed: Edtf, status: str | None, meeting: Edtf) -> tuple[date, bool]:
    """The day by which a citation surely was in print, and whether it comes after the plans of that day.

    The day is the last that its source's date may mean. What says that a meeting is planned was printed before it was
    over, so by its last possible day at the latest; never before the first day that the source's own date may mean.

    Args:
        printed: when its source was published, or else read.
        status: what it says of the meeting.
        meeting: the meeting's date.
    """
    if status not in PLANS:
        return printed.latest, True
    return max(printed.earliest, min(printed.latest, meeting.latest)), False
