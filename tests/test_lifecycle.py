from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronologies import EVERYTHING, chronology_of, citation, meeting, small, source, who
from envoytl.core.dates import Edtf
from envoytl.core.derive import Told, derive
from envoytl.core.dossier import history
from envoytl.core.lifecycle import Version, differing_value, in_order, in_print, status_by, versions
from envoytl.core.model import Chronology, Citation, Meeting, Place
from envoytl.core.words import SUPPORTABLE


@pytest.fixture(scope="module")
def chronology() -> Chronology:
    return chronology_of(small())


def _versions(chronology: Chronology, id: str) -> list[Version]:
    return versions(chronology.meeting(id), chronology.registry)


def _with(
    *citations: dict[str, Any], sources: Sequence[dict[str, Any]] = (), **values: Any
) -> tuple[Chronology, list[Version]]:
    """The small chronology with one meeting that has these citations, its versions; `sources` are added to its own."""
    made = meeting("m", values.pop("date", "2022-06-03"), values.pop("who", who("KR", "US")), *citations, **values)
    document = small()
    chronology = chronology_of(document | {"meetings": [made], "sources": [*document["sources"], *sources]})
    return chronology, versions(chronology.meetings[0], chronology.registry)


def test_a_source_is_in_print_on_the_last_day_it_may_mean(chronology: Chronology) -> None:
    sources = chronology.registry.sources
    assert in_print(sources["daily-2022-06-04"]) == date(2022, 6, 4)
    assert in_print(sources["wire-2023-01"]) == date(2023, 1, 31)
    assert in_print(sources["notebook"]) == date(2024, 2, 1)


def test_citations_in_order_of_print(chronology: Chronology) -> None:
    names = ["wire-2023-01", "notebook", "daily-2022-06-04", "ministry-2022-06-03"]
    _, found = _with(*(citation(name, EVERYTHING) for name in names))
    ordered = in_order(found[-1].meeting, chronology.registry.sources)
    assert [c.source for c in ordered] == ["ministry-2022-06-03", "daily-2022-06-04", "wire-2023-01", "notebook"]


@pytest.mark.parametrize(
    ("published", "status", "day_of", "day"),
    [
        ("2022-06~", "planned", "2022-06-03", "2022-06-03"),
        ("2022-06", "proposed", "2022-06-03/2022-06-04", "2022-06-04"),
        ("2022-06", "planned", "2022-06-03~", "2022-06-04"),
        ("2022-06/..", "planned", "2022-06-03", "2022-06-03"),
        ("../2022-06", "planned", "2022-06-03", "2022-06-03"),
        ("2022-06", "planned", "2022-06", "2022-06-30"),
        ("2022-06", "planned", "2022-07-01", "2022-06-30"),
        ("2022-06", "planned", "2022-06-03/..", "2022-06-30"),
        ("2022-06", "planned", "2022-05-31", "2022-06-01"),  # beyond the date line: not before its own first day
        ("2022-06-02", "planned", "2022-06-03", "2022-06-02"),
        (None, "planned", "2022-06-03", "2024-02-01"),
        ("2022-06~", "held", "2022-06-03", "2022-07-31"),
        ("2022-06", "cancelled", "2022-06-03", "2022-06-30"),
        ("2022-06", None, "2022-06-03", "2022-06-30"),
    ],
)
def test_a_plan_is_in_print_by_the_last_day_of_what_it_plans(
    published: str | None, status: str | None, day_of: str, day: str
) -> None:
    document = small()
    document["sources"] = [source("paper", "Weekly", published)]
    document["meetings"] = [meeting("m", day_of, who("KR", "US"), citation("paper", EVERYTHING, status))]
    document |= {"people": [], "occasions": []}
    chronology = chronology_of(document)
    [version] = versions(chronology.meetings[0], chronology.registry)
    assert version.known.isoformat() == day


def test_a_plan_known_to_the_month_comes_before_the_report_of_the_day() -> None:
    papers = [source("monthly", "Weekly", "2022-06~")]
    report = citation("ministry-2022-06-03", EVERYTHING, "held")
    plan = citation("monthly", ["date", "participants"], "planned")
    later = citation("daily-2022-06-04", EVERYTHING, "held")
    chronology, found = _with(later, report, plan, sources=papers)
    whole = chronology.meetings[0]
    assert [c.source for c in in_order(whole, chronology.registry.sources)] == [
        "monthly", "ministry-2022-06-03", "daily-2022-06-04",
    ]  # fmt: skip
    assert [(v.known.isoformat(), v.meeting.status, len(v.meeting.citations)) for v in found] == [
        ("2022-06-03", "held", 2),
        ("2022-06-04", "held", 3),
    ]
    _, found = _with(later, plan, sources=papers)
    assert [(v.known.isoformat(), v.meeting.status) for v in found] == [
        ("2022-06-03", "planned"),
        ("2022-06-04", "held"),
    ]


@given(st.integers(0, 2**32))
def test_a_dossier_tells_the_lifecycle_in_the_same_order(seed: int) -> None:
    chronology = _any_meeting(seed)
    [whole] = chronology.meetings
    sources = chronology.registry.sources
    told = [c["source"] for c in history(derive(whole, Told.by(chronology.registry))) if c["published"]]
    assert told == [c.source for c in in_order(whole, sources) if sources[c.source].published]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([], None),
        ([None, None], None),
        (["proposed"], "proposed"),
        (["proposed", "planned"], "planned"),
        (["planned", "proposed"], "proposed"),
        (["planned", "held"], "held"),
        (["held", "planned"], "held"),
        (["cancelled", "planned"], "cancelled"),
        (["planned", "cancelled", "held"], "held"),
        (["held", "cancelled", None], "cancelled"),
    ],
)
def test_the_status_that_citations_amount_to(said: list[Any], status: str | None) -> None:
    _, found = _with(*(citation("notebook", EVERYTHING, word) for word in said or [None]))
    assert status_by(found[-1].meeting.citations[: len(said)]) == status


def test_one_citation_makes_one_version(chronology: Chronology) -> None:
    [version] = _versions(chronology, "2021-09-tokyo")
    assert (version.known, version.superseded) == (date(2021, 9, 15), None)
    assert version.meeting is chronology.meeting("2021-09-tokyo")


def test_a_plan_becomes_a_report(chronology: Chronology) -> None:
    plan, release, report = _versions(chronology, "2022-06-seoul")
    assert (plan.known, plan.superseded) == (date(2022, 5, 27), date(2022, 6, 3))
    assert (release.known, release.superseded) == (date(2022, 6, 3), date(2022, 6, 4))
    assert (report.known, report.superseded) == (date(2022, 6, 4), None)
    assert [str(v.meeting.date) for v in (plan, release, report)] == ["2022-06-02", "2022-06-03", "2022-06-03"]
    assert [v.meeting.status for v in (plan, release, report)] == ["planned", "held", "held"]
    assert plan.meeting.place == Place(city="Tokyo", country="JP")
    assert (
        release.meeting.place == report.meeting.place == Place(city="Seoul", country="KR", venue="Blue House/West Wing")
    )
    assert (plan.meeting.level, plan.meeting.mode, plan.meeting.topics) == ("envoys", None, ())
    assert (release.meeting.mode, release.meeting.summary, release.meeting.note) == ("in-person", "", "")
    assert [len(v.meeting.citations) for v in (plan, release, report)] == [1, 2, 3]
    assert report.meeting is chronology.meeting("2022-06-seoul")


def test_a_plan_that_was_cancelled(chronology: Chronology) -> None:
    plan, end = _versions(chronology, "2022-07-new-york")
    assert [(v.meeting.status, v.known.isoformat()) for v in (plan, end)] == [
        ("planned", "2022-06-04"),
        ("cancelled", "2022-10-06"),
    ]
    assert plan.meeting.level is None


def test_a_meeting_is_not_known_before_its_date_and_its_sides_are() -> None:
    _, found = _with(
        citation("daily-2022-05-27", ["date"], "planned"),
        citation("ministry-2022-06-03", ["status"], "planned"),
        citation("daily-2022-06-04", ["participants"], "held"),
        citation("notebook", EVERYTHING),
    )
    assert [v.known.isoformat() for v in found] == ["2022-06-04", "2024-02-01"]


def test_prints_of_one_day_make_one_version() -> None:
    _, found = _with(
        citation("wire-2022-10-08", ["date", "participants"], "planned"),
        citation("wire-2022-10-08", ["level"], "held"),
        citation("notebook", EVERYTHING),
        level="envoys",
    )
    assert [(v.known.isoformat(), v.meeting.level, v.meeting.status) for v in found] == [
        ("2022-10-08", "envoys", "held"),
        ("2024-02-01", "envoys", "held"),
    ]


def test_the_newest_differing_value_counts_until_the_field_is_supported() -> None:
    _, found = _with(
        citation("daily-2022-05-27", ["participants"], "planned", date="2022-06-01"),
        citation("ministry-2022-06-03", [], None, date="2022-06-02"),
        citation("daily-2022-06-04", ["date"], "held"),
        citation("daily-2022-10-06", [], None, date="2022-06-30"),
        citation("notebook", EVERYTHING),
    )
    assert [str(v.meeting.date) for v in found] == [
        "2022-06-01",
        "2022-06-02",
        "2022-06-03",
        "2022-06-03",
        "2022-06-03",
    ]


def test_a_differing_value_that_can_not_be_read_leaves_the_field_empty() -> None:
    _, found = _with(
        citation("daily-2022-05-27", ["participants", "date"], "planned", level="heads", occasion="no-such"),
        citation("notebook", EVERYTHING, "held"),
        level="envoys", occasion="neacd-2022",
    )  # fmt: skip
    assert [(v.meeting.level, v.meeting.occasion) for v in found] == [(None, None), ("envoys", "neacd-2022")]


def test_an_article_of_the_future_does_not_tell_the_status_of_today() -> None:
    _, found = _with(
        citation("daily-2022-05-27", ["date", "participants"]), citation("daily-2022-06-04", EVERYTHING, "held")
    )
    assert found[0].meeting.status != "held"


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("date", "2022-06~", Edtf("2022-06~")),
        ("date", "June", None),
        ("status", "planned", "planned"),
        ("status", "unconfirmed", None),
        ("mode", "phone", "phone"),
        ("mode", "letter", None),
        ("level", "leaders", "leaders"),
        ("level", "heads", None),
        ("occasion", "neacd-2022", "neacd-2022"),
        ("occasion", "neacd-1999", None),
        ("topics", "sanctions, security", ("sanctions", "security")),
        ("topics", "sanctions, peace", None),
        ("place", "Seoul, KR", Place(city="Seoul", country="KR")),
        ("place", "KR", Place(country="KR")),
        ("place", "Geneva", Place(city="Geneva")),
        ("place", "Geneva, CH", Place(city="Geneva, CH")),
        ("place", "Seoul , KR", Place(city="Seoul", country="KR")),
        ("participants", "KR", None),
        ("participants", "KR Kim Gunn; XX Nobody", None),
        ("summary", "They met.", "They met."),
    ],
)
def test_differing_values(chronology: Chronology, field: str, text: str, value: Any) -> None:
    assert differing_value(field, text, chronology.registry) == value


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("KR Kim Gunn; US 성 김", [("kim-gunn", "KR", None), ("sung-kim", "US", None)]),
        ("KR vice minister;US", [(None, "KR", "vice minister"), (None, "US", None)]),
        ("KR  Kim Gunn; US Sung Kim", [("kim-gunn", "KR", None), ("sung-kim", "US", None)]),
    ],
)
def test_differing_participants(chronology: Chronology, text: str, people: list[Any]) -> None:
    found = differing_value("participants", text, chronology.registry)
    assert [(p.person, p.country, p.post) for p in found] == people


DIFFERENT = {
    "date": ["2022-06-01", "2022-06"], "status": ["planned"], "mode": ["phone", "letter"], "level": ["leaders"],
    "place": ["Tokyo, JP", "Geneva"], "occasion": ["neacd-2021", "no-such"], "topics": ["security", "peace"],
    "participants": ["JP; CN", "KR Kim Gunn; US"], "summary": ["Otherwise."],
}  # fmt: skip


def _any_meeting(seed: int) -> Chronology:
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    sources = [*small()["sources"], source("monthly", "Weekly", "2022-06"), source("about", "Weekly", "2022-05~")]
    citations = []
    for _ in range(chance.randint(1, 5)):
        supports = chance.sample(SUPPORTABLE, chance.randint(0, len(SUPPORTABLE)))
        others = {
            field: chance.choice(DIFFERENT[field]) for field in chance.sample(SUPPORTABLE, 3) if field not in supports
        }
        status = chance.choice([None, "proposed", "planned", "held", "cancelled"])
        citations.append(citation(chance.choice(sources)["id"], supports, status, **others))
    made = meeting(
        "m", "2022-06-03", who("KR kim-gunn", "US sung-kim"), *citations,
        status=chance.choice(["held", "planned", "cancelled"]), mode="video", level="envoys",
        place={"city": "Seoul", "country": "KR"}, topics=["sanctions"], summary="Text.", note="N.",
    )  # fmt: skip
    return chronology_of(small() | {"meetings": [made], "sources": sources})


def _day(citation: Citation, whole: Meeting, chronology: Chronology) -> date:
    """The day by which a citation was in print, told in other words than the module does."""
    source = chronology.registry.sources[citation.source]
    printed = source.published or source.read
    if citation.status in ("proposed", "planned"):
        return sorted((printed.earliest, printed.latest, whole.date.latest))[1]
    return printed.latest


@given(st.integers(0, 2**32))
def test_versions_touch_and_the_last_is_the_meeting_itself(seed: int) -> None:
    chronology = _any_meeting(seed)
    [whole] = chronology.meetings
    found = versions(whole, chronology.registry)
    assert found[-1].meeting == whole
    assert found[-1].superseded is None
    for one, other in pairwise(found):
        assert one.known < other.known
        assert one.superseded == other.known
    days = sorted({_day(c, whole, chronology) for c in whole.citations})
    assert {version.known for version in found} <= set(days)
    assert found[-1].known == days[-1]


def _naive(whole: Meeting, chronology: Chronology, day: date) -> dict[str, Any] | None:
    """What was known of a meeting on a day, by the words of the module's docstring; None: not known."""
    printed = sorted(
        (c for c in whole.citations if _day(c, whole, chronology) <= day),
        key=lambda c: (_day(c, whole, chronology), c.status not in ("proposed", "planned")),
    )
    if len(printed) == len(whole.citations):
        return {field: getattr(whole, field) for field in SUPPORTABLE}
    known: dict[str, Any] = {}
    for field in SUPPORTABLE:
        value = None
        if any(field in c.supports for c in printed):
            value = getattr(whole, field)
        else:
            for c in printed:
                if field in c.differs:
                    value = differing_value(field, c.differs[field], chronology.registry)  # type: ignore[index]
        known[field] = value or ("" if field == "summary" else () if field == "topics" else None)
    said = [c.status for c in printed if c.status]
    final = [status for status in said if status in ("held", "cancelled")]
    known["status"] = final[-1] if final else said[-1] if said else None
    return known if printed and known["date"] and known["participants"] else None


@given(st.integers(0, 2**32))
def test_what_was_known_by_each_day(seed: int) -> None:
    chronology = _any_meeting(seed)
    [whole] = chronology.meetings
    found = versions(whole, chronology.registry)
    for day in [
        *map(in_print, chronology.sources),
        date(2020, 1, 1),
        date(2022, 5, 1),
        date(2022, 6, 3),
        date(2022, 6, 30),
        date(2025, 1, 1),
    ]:
        then = [v.meeting for v in found if v.known <= day and (v.superseded is None or v.superseded > day)]
        expected = _naive(whole, chronology, day)
        assert len(then) == (expected is not None)
        if expected is not None:
            told = expected.pop("status")
            assert {field: getattr(then[0], field) for field in expected} == expected
            assert told in (None, then[0].status)
