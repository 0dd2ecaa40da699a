"""The benches' own ground: invented chronologies are valid, canonical and repeatable; figures are computed right."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import envoytl
from envoytl.core.checks import load_problems
from envoytl.core.query import Group, Query
from envoytl.store import sql
from envoytl.store.index import open_index
from envoytl.store.writing import canonical_lines

sys.path.insert(0, str(Path(__file__).parents[1]))  # the benches are not part of the package

from bench import build, start, synthetic

SMALL = synthetic.Size(meetings=300, people=80, sources=200)
RARE = {"JP": 17}


@pytest.fixture(scope="module")
def chronology_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "small.jsonl"
    synthetic.write(path, SMALL, RARE)
    return path


@pytest.fixture(scope="module")
def chronology(chronology_path: Path) -> envoytl.Chronology:
    return envoytl.load(chronology_path)


def test_is_valid_and_as_large_as_asked(chronology: envoytl.Chronology) -> None:
    assert load_problems(chronology) == []
    assert (len(chronology.meetings), len(chronology.people), len(chronology.sources)) == (300, 80, 200)
    assert len(chronology.topics) == 60


def test_every_field_that_is_filled_is_supported(chronology: envoytl.Chronology) -> None:
    for meeting in chronology.meetings:
        supported = {field for citation in meeting.citations for field in citation.supports}
        assert set(meeting.filled()) <= supported, meeting.id


def test_is_in_canonical_form(chronology: envoytl.Chronology, chronology_path: Path) -> None:
    assert "".join(canonical_lines(chronology)) == chronology_path.read_text("utf-8")


def test_ids_are_unique(chronology: envoytl.Chronology) -> None:
    assert len({meeting.id for meeting in chronology.meetings}) == 300


def test_the_rare_country_meets_as_often_as_asked(chronology: envoytl.Chronology) -> None:
    assert sum("JP" in meeting.countries for meeting in chronology.meetings) == 17


@pytest.mark.parametrize("rare", [{"JP": 0}, {"JP": 300}, {"JP": 5, "KR": 6}])
def test_any_number_can_be_asked_for(rare: dict[str, int]) -> None:
    meetings = [record for kind, record in synthetic.records(SMALL, rare) if kind == "meeting"]
    counted = {code: sum(any(p["country"] == code for p in m["participants"]) for m in meetings) for code in rare}
    assert counted == rare


def test_korea_takes_part_in_about_a_third() -> None:
    size = SMALL._replace(meetings=3000)
    meetings = [record for kind, record in synthetic.records(size, RARE) if kind == "meeting"]
    share = sum(any(p["country"] == "KR" for p in meeting["participants"]) for meeting in meetings) / len(meetings)
    assert 0.28 < share < 0.39


def test_the_shape_is_that_of_a_real_chronology(chronology: envoytl.Chronology) -> None:
    sides = {len(meeting.countries) for meeting in chronology.meetings}
    assert sides == {2, 3, 4}
    statuses = {meeting.status for meeting in chronology.meetings}
    assert statuses == {"planned", "held", "cancelled"}
    assert {meeting.date.precision for meeting in chronology.meetings} >= {"day", "interval"}
    citations = sum(len(meeting.citations) for meeting in chronology.meetings) / 300
    assert 1.2 < citations < 1.8
    assert any(c.status == "planned" for m in chronology.meetings if m.status == "held" for c in m.citations)


def test_the_same_seed_gives_the_same_and_another_seed_another(chronology_path: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again.jsonl", tmp_path / "other.jsonl"
    synthetic.write(again, SMALL, RARE)
    synthetic.write(other, SMALL, RARE, seed=2)
    assert again.read_bytes() == chronology_path.read_bytes()
    assert other.read_bytes() != chronology_path.read_bytes()


def test_the_index_holds_the_same_meetings(chronology: envoytl.Chronology, chronology_path: Path) -> None:
    index = open_index(chronology_path)
    listed = [json.loads(text)["id"] for text in sql.select(index, Query())]
    assert listed == [meeting.id for meeting in chronology.meetings]
    japan = Query(groups=(Group("country", ("JP",), "--country JP"),))
    wanted = [meeting.id for meeting in chronology.meetings if "JP" in meeting.countries]
    assert [json.loads(text)["id"] for text in sql.select(index, japan)] == wanted


def test_rarities_are_read() -> None:
    assert synthetic.rarity("JP=500") == ("JP", 500)
    for wrong in ("JP", "XX=5", "JP=-1", "JP=many"):
        with pytest.raises(ValueError):
            synthetic.rarity(wrong)


def test_a_figure_is_made_of_the_ratios_of_pairs() -> None:
    pairs = [(0.010, 0.060), (0.020, 0.100), (0.010, 0.080)]
    assert start.Figure.of(pairs) == pytest.approx((6.0, 5.0, 8.0))


def test_bounds_may_hang_on_another_case() -> None:
    one = start.Case("one", ("true",), 6.5)
    two = start.Case("two", ("true",), 1.3, against="one")
    figures = {"one": start.Figure(6.0, 5.0, 7.0), "two": start.Figure(7.9, 7.0, 9.0)}
    assert start.bounds([one, two], figures) == pytest.approx({"one": 6.5, "two": 7.8})
    assert start.exceeded([one, two], figures) == ["two"]
    assert start.table([one, two], figures) == [
        "case                                      median     min     max   bound",
        "one                                         6.00    5.00    7.00    6.50",
        "two                                         7.90    7.00    9.00    7.80 !",
    ]


def test_a_median_at_its_bound_is_allowed() -> None:
    case = start.Case("one", ("true",), 6.5)
    assert start.exceeded([case], {"one": start.Figure(6.5, 1, 99)}) == []


def test_the_million_adds_cases_bound_to_those_of_the_bundled_data(tmp_path: Path) -> None:
    plain, more = start.cases(None), start.cases(tmp_path / "m.jsonl")
    assert [case.bound for case in plain] == [6.5, 9.5, 6.5]
    assert [case.bound for case in more[3:]] == [1.3, 1.3, 1.3]
    assert [case.against for case in more[3:]] == [plain[0].name, plain[1].name, plain[0].name]


def test_a_case_that_answers_wrongly_is_not_timed() -> None:
    wrong = start.Case("echo", (sys.executable, "-c", "print('KR')"), 1, expected="JP")
    with pytest.raises(RuntimeError, match="echo: exit code 0, output 'KR"):
        start.started(wrong, {})


def test_a_terminal_is_as_wide_as_said() -> None:
    program = "import os, sys; print(sys.stdout.isatty(), os.get_terminal_size(1).columns)"
    case = start.Case("width", (sys.executable, "-c", program), 1, terminal=True, expected="True 120")
    assert start.started(case, {})[1] == "True 120\r\n"


def test_the_added_meeting_stands_in_its_place(chronology_path: Path, tmp_path: Path) -> None:
    before = chronology_path.read_bytes()
    changed = tmp_path / "changed.jsonl"
    changed.write_bytes(b"".join(build.with_one_more(chronology_path)))
    assert chronology_path.read_bytes() == before
    chronology = envoytl.load(changed)
    assert len(chronology.meetings) == 301
    assert "".join(canonical_lines(chronology)) == changed.read_text("utf-8")


def test_validating_reads_every_line(chronology_path: Path) -> None:
    assert build.validate(chronology_path) == len(chronology_path.read_bytes().splitlines())


def test_a_result_says_whether_it_is_over() -> None:
    assert build.Result("(b) over (a)", 3.0, "times", 3.0).line().endswith("3.00 times   bound 3")
    assert build.Result("(b) over (a)", 3.01, "times", 3.0).line().endswith("3.01 times   bound 3 !")
    assert not build.Result("(b)", 99.0, "s").over
