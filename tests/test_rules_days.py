"""The rules of `envoytl check` about days in all their cases: weekdays, days of print, two records of one day."""

from __future__ import annotations

import pytest

from chronologies import Document, chronology_of, country, source
from test_rules import again, check, clean, first

# Weekdays


def test_a_weekday_before_a_day_that_does_not_exist_is_a_problem_and_not_a_crash() -> None:
    document = clean()
    first(document)["citations"][1]["basis"] = {"date": "printed Friday 2022-02-30"}
    [problem] = check(chronology_of(document))
    assert (problem.rule, problem.record) == ("weekday", "first")


@pytest.mark.parametrize(
    "told",
    [
        "'Monday', 2022-10-01",
        "Monday (2022-10-01)",
        "Monday, 2022-10-01",
        "'Monday', 1 October 2022",
        "Monday 1 October 2022",
        "Monday, October 1, 2022",
        "'Monday, Oct. 1, 2022' in the caption",
        "2022-10-01, a Monday",
        "2022-10-01 was a Monday",
        "2022-10-01 was the Monday after the launch",
        "2022-10-01 (Monday)",
        "2022-10-01 (a Monday)",
        "1 October 2022, a Monday",
        "October 1, 2022 (Monday)",
        "before 1 October 2022, 2022-10-01 was a Monday",
    ],
)
def test_a_weekday_is_held_against_its_day_however_that_is_written(told: str) -> None:
    document = clean()
    first(document)["citations"][1]["basis"] = {"date": told}
    [problem] = check(chronology_of(document))
    assert problem.message == "2022-10-01 was a Saturday, not a Monday"
    first(document)["citations"][1]["basis"] = {"date": told.replace("Monday", "Saturday")}
    assert check(chronology_of(document)) == []


@pytest.mark.parametrize(
    ("meeting", "told", "message"),
    [
        ("2022-06-03", "'Monday' 3 June", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "Monday 3 June", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "'Monday', 3 June, 2022-06-03", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "Monday, June 3", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "3 June (Monday)", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "3 June was a Monday", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "2022-06-03 is a Monday", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "2022-06-03 (Mon)", "2022-06-03 was a Friday, not a Monday"),
        ("2022-06-03", "Thurs. 3 June", "2022-06-03 was a Friday, not a Thursday"),
        ("2022-06-03", "‘Tuesday’ 3 June", "2022-06-03 was a Friday, not a Tuesday"),
        ("2022-06-03", "Monday 31 June", "there is no day 2022-06-31"),
        ("2022-06-03", "Monday 3 December", "2022-12-03 was a Saturday, not a Monday"),
        ("2022-01-02", "Monday 31 December", "2021-12-31 was a Friday, not a Monday"),
        ("2021-12-30", "Monday 2 January", "2022-01-02 was a Sunday, not a Monday"),
        ("2022", "Monday 2 January", "2022-01-02 was a Sunday, not a Monday"),
        ("2021-12-31/2022-01-01", "Monday 1 January", None),
        ("2022-06/..", "Monday 3 June", None),
        ("2022-06-03", "Monday and Tuesday, 7 and 8 June", None),
        ("2022-06-03", "after 2022-06-05, Monday of the next week", None),
    ],
)
def test_a_day_without_a_year_is_of_the_year_nearest_to_the_meeting(
    meeting: str, told: str, message: str | None
) -> None:
    document = clean()
    first(document)["date"] = meeting
    first(document)["citations"][1]["basis"] = {"date": told}
    found = [problem.message for problem in check(chronology_of(document)) if problem.rule == "weekday"]
    assert found == ([message] if message else [])


# Days of print


BASIS, DIFFERS = {"basis": {"date": "'tomorrow'"}}, {"differs": {"date": "2022-09-21"}}


@pytest.mark.parametrize(
    ("other", "place", "printed", "citation", "found"),
    [
        ("JP", "KR", "2022-09-19", {"status": "held"}, "report of 2022-09-19 says held, before 2022-09-20"),
        ("JP", "KR", "2022-09-21", {"status": "planned"}, "report of 2022-09-21 says planned, after 2022-09-20"),
        ("JP", "KR", "2022-09-21", {"status": "proposed"}, "report of 2022-09-21 says proposed, after 2022-09-20"),
        ("JP", "KR", "2022-09-20", {"status": "held"}, None),
        ("JP", "KR", "2022-09-20", {"status": "planned"}, None),
        ("JP", "KR", "2022-09-19~", {"status": "held"}, None),
        ("JP", "KR", "2022-09", {"status": "planned"}, None),
        ("JP", "KR", "2022-09-21", {"status": "held"}, None),
        ("JP", "KR", "2022-09-21", {"status": "cancelled"}, None),
        ("JP", "US", "2022-09-19", {"status": "held"}, None),
        ("US", "KR", "2022-09-19", {"status": "held"}, None),
        ("US", "KR", "2022-09-21", {"status": "planned"}, None),
        ("US", "KR", "2022-09-18", {"status": "held"}, "report of 2022-09-18 says held, before 2022-09-20"),
        ("US", "KR", "2022-09-22", {"status": "planned"}, "report of 2022-09-22 says planned, after 2022-09-20"),
        ("JP", "KR", "2022-09-19", {"status": "held", "supports": ["date"], **BASIS}, None),
        ("JP", "KR", "2022-09-18", {"status": "held", "supports": ["date"], **BASIS},
         "report of 2022-09-18 says held, before 2022-09-20"),
        ("JP", "KR", "2022-09-21", {"status": "planned", **DIFFERS}, None),
    ],
)  # fmt: skip
def test_a_days_grace_is_given_where_the_date_line_can_matter(
    other: str, place: str, printed: str, citation: Document, found: str | None
) -> None:
    document = clean()
    document["countries"].append(country("JP", "Japan"))
    document["people"][1]["country"] = other
    for meeting in document["meetings"]:
        meeting["participants"][1]["country"] = other
    document["meetings"][1]["place"] = {"country": place}
    document["meetings"][1]["citations"][0]["supports"].append("place")
    document["meetings"][1]["citations"].append({"source": "report", "locator": "x", **citation})
    document["sources"].append(source("report", "Weekly", printed))
    assert [problem.message for problem in check(chronology_of(document))] == ([found] if found else [])


# Two records of one day


@pytest.mark.parametrize(("date", "is_double"), [
    ("2022-06-01/2022-06-03", True), ("2022-06-03/2022-06-05", True), ("2022-06-04/2022-06-05", False),
    ("2022-06-04", False), ("2022-06", False),
])  # fmt: skip
def test_days_that_overlap_are_the_same_day(date: str, is_double: bool) -> None:
    document = clean()
    again(document, date=date)
    found = [problem.record for problem in check(chronology_of(document)) if problem.rule == "double"]
    assert found == (["again"] if is_double else [])


def named(person: str, country: str) -> Document:
    return {"person": person, "country": country}


def unnamed(country: str, post: str) -> Document:
    return {"post": post, "country": country}


ANN, BOB = named("ann", "KR"), named("bob", "US")


@pytest.mark.parametrize(("one", "other", "is_double"), [
    ([ANN, BOB], [BOB, ANN], True),
    ([ANN, BOB], [ANN, BOB, unnamed("KR", "aide")], True),
    ([ANN, BOB], [ANN, BOB, named("cho", "KR")], False),
    ([ANN, BOB], [ANN, unnamed("US", "envoy")], False),
    ([ANN, unnamed("US", "envoy")], [ANN, unnamed("US", "Envoy for talks")], True),
    ([ANN, BOB], [ANN, BOB, unnamed("JP", "envoy")], False),  # another side
    ([ANN, unnamed("US", "envoy")], [ANN, unnamed("JP", "envoy")], False),  # one who meets each of the others
    ([unnamed("KR", "envoy"), unnamed("US", "envoy")], [unnamed("US", "envoy"), unnamed("KR", "envoy")], True),
    ([unnamed("KR", "envoy"), unnamed("US", "envoy")], [unnamed("US", "envoy"), unnamed("KR", "deputy")], False),
])  # fmt: skip
def test_the_same_people_are_the_same_sides_and_the_same_named_people(
    one: list[Document], other: list[Document], is_double: bool
) -> None:
    document = clean()
    document["countries"].append(country("JP", "Japan"))
    first(document)["participants"] = one
    again(document, participants=other)
    found = [problem.record for problem in check(chronology_of(document)) if problem.rule == "double"]
    assert found == (["again"] if is_double else [])


@pytest.mark.parametrize("note", ["A second session.", "See first-of-all.", "See the-first, not 1first.", "FIRST"])
def test_a_note_that_does_not_name_the_other_meeting_leaves_a_double(note: str) -> None:
    document = clean()
    again(document, note=note)
    first(document)["note"] = "Of the same day as nothing."
    assert [problem.rule for problem in check(chronology_of(document))] == ["double"]
