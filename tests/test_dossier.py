"""The core's part of a dossier: what stands behind a status, and what was known by a day."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from envoytl.core.dossier import posts_by, printed_by, supporters
from envoytl.core.record import MeetingRecord


@pytest.mark.parametrize(
    ("status", "field", "expected"),
    [
        ("held", "status", [2, 3]),
        ("planned", "status", [1, 3]),
        ("unconfirmed", "status", [1, 3]),
        ("held", "date", [1, 2]),
    ],
)
def test_a_status_rests_on_those_who_tell_it(status: str, field: str, expected: list[int]) -> None:
    citations: list[dict[str, Any]] = [
        {"supports": ["date", "status"], "status": "planned"},
        {"supports": ["date", "status"], "status": "held"},
        {"supports": ["status"], "status": None},
    ]
    record = cast(MeetingRecord, {"status": status, "citations": citations})
    assert supporters(record, field) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 5, 30), set()),
        (date(2022, 5, 31), {"month"}),
        (date(2022, 6, 3), {"month", "day"}),
        (date(2023, 1, 1), {"month", "day", "undated"}),
    ],
)
def test_a_source_is_in_print_once_its_date_is_surely_past(day: date, expected: set[str]) -> None:
    sources = [
        {"id": "month", "published": "2022-05", "read": "2023-01-01"},
        {"id": "day", "published": "2022-06-03", "read": "2023-01-01"},
        {"id": "undated", "read": "2023-01-01"},
    ]
    assert printed_by(sources, day) == expected


def test_posts_as_they_were_known() -> None:
    early, late = {"source": "early", "locator": "paragraph 1"}, {"source": "late", "locator": "paragraph 2"}
    envoy = {"title": "Envoy", "start": "2016-03-01", "seen": "2016-03-10/2017-09-15", "citations": [early, late]}
    vice = {"title": "Vice Minister", "seen": "2024-02-02", "citations": [late]}
    day = date(2016, 3, 10)
    assert posts_by([envoy, vice], {"early", "late"}, day) == [envoy, vice]
    assert posts_by([envoy, vice], {"early"}, day) == [{"title": "Envoy", "seen": "2016-03-10", "citations": [early]}]
    assert posts_by([envoy, vice], {"early"}, date(2016, 3, 9)) == [{"title": "Envoy", "citations": [early]}]
    assert posts_by([envoy, vice], (), day) == []
