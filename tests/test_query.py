from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from chronologies import Document, chronology_of, meeting, small, who, write
from envoytl.core.dates import Edtf, Span
from envoytl.core.derive import Told, derive
from envoytl.core.lifecycle import versions
from envoytl.core.names import fold, is_cjk
from envoytl.core.query import Group, Query
from envoytl.core.record import MeetingRecord
from envoytl.core.words import LEVELS, SHOWN_STATUSES
from envoytl.store import sql
from envoytl.store.index import Index, open_index
from envoytl.store.reading import ChronologyFile
from envoytl.store.refresh import in_memory
from strategies import some_document, some_query


def _records(index: Index, query: Query) -> list[MeetingRecord]:
    return [json.loads(text) for text in sql.select(index, query)]


def _ids(index: Index, **fields: Any) -> list[str]:
    return [record["id"] for record in _records(index, Query(**({"today": date(2024, 1, 1)} | fields)))]


class Oracle:
    """The same questions, answered slowly: every filter as a line of Python over the records of a chronology."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.chronology = chronology_of(document)
        self.by_id = {s: {r.get("id"): r for r in document[s]} for s in ("people", "topics", "occasions", "sources")}
        self.countries = {record["code"]: record for record in document["countries"]}

    def known(self, query: Query) -> list[MeetingRecord]:
        """The records as they were known on the day of the question, with the status that they have on it."""
        found = []
        told = Told.by(self.chronology.registry)
        for whole in self.chronology.meetings:
            for version in versions(whole, self.chronology.registry):
                day = query.known_by or date.max
                if (version.known <= day and (version.superseded is None or day < version.superseded)) or (
                    query.known_by is None and version.superseded is None
                ):
                    found.append(derive(version.meeting, told))
        as_of = min(query.today, query.known_by or date.max)
        for record in found:
            if record["status"] == "planned" and Edtf(record["date"]).latest < as_of:
                record["status"] = "unconfirmed"
        return found

    def answer(self, query: Query) -> list[MeetingRecord]:
        found = [record for record in self.known(query) if self.fits(record, query)]
        found.sort(key=lambda record: self.key(record, query.sort), reverse=query.reverse)
        return found[: query.limit]

    def fits(self, record: MeetingRecord, query: Query) -> bool:
        value = Edtf(record["date"])
        return (
            all(any(self.has(record, group.kind, each) for each in group.values) for group in query.groups)
            and (not query.only or set(record["countries"]) <= set(query.only))
            and (query.span is None or (value.certainly_within if query.certain else value.possibly_within)(query.span))
            and (not query.statuses or record["status"] in query.statuses)
            and (not query.modes or record["mode"] in query.modes)
            and (not query.levels or record["level"] in query.levels)
            and all(any(least <= record["sides"] <= most for least, most in either) for either in query.sides)
            and (not query.text or self.holds(record, query.text))
        )

    def has(self, record: MeetingRecord, kind: str, value: str) -> bool:
        place = record["place"] or {"city": None, "country": None, "venue": None}
        own, _, rest = value.partition(":")
        return {
            "country": lambda: value in record["countries"],
            "person": lambda: value in [participant["id"] for participant in record["participants"]],
            "topic": lambda: any(value in self.broader(topic) for topic in record["topics"]),
            "occasion": lambda: record["occasion"] is not None and record["occasion"]["id"] == value,
            "source": lambda: value in [citation["source"] for citation in record["citations"]],
            "publisher": lambda: value in [citation["publisher"] for citation in record["citations"]],
            "place": lambda: rest == {
                "city": f"{place['country'] or ''}/{place['city']}", "host": place["country"], "venue": place["venue"],
            }[own],
        }[kind]()  # fmt: skip

    def broader(self, topic: str | None) -> list[str]:
        return [topic, *self.broader(self.by_id["topics"][topic].get("broader"))] if topic else []

    def holds(self, record: MeetingRecord, query: str) -> bool:
        texts = [fold(text) for text in self.texts(record)]
        words = [
            word
            for text in texts
            for word in "".join(c if c.isalnum() and not is_cjk(c) else " " for c in text).split()
        ]
        parts = fold(query).strip('"').split() if '"' not in query else [fold(query).strip('"')]
        return bool(parts) and all(
            any(part in text for text in texts)
            if " " in part or is_cjk(part[0])
            else any(word.startswith(part) for word in words)
            for part in parts
        )

    def texts(self, record: MeetingRecord) -> list[str]:
        """Names in every script, posts, places, topics with the broader ones, the occasion, the summary, the note."""
        place = record["place"] or {}
        found = [record["summary"], record["note"], *(str(part) for part in place.values() if part)]
        found += [participant["post"] for participant in record["participants"] if participant["post"]]
        named = [self.countries[code] for code in record["countries"]]
        named += [self.by_id["people"][p["id"]] for p in record["participants"] if p["id"]]
        named += [self.by_id["topics"][id] for topic in record["topics"] for id in self.broader(topic)]
        named += [self.by_id["occasions"][record["occasion"]["id"]]] if record["occasion"] else []
        cities = self.countries.get(str(place.get("country")), {}).get("cities", [])
        named += [city for city in cities if city["name"] == place.get("city")]
        return found + [
            text for each in named for text in (each["name"], *(name["text"] for name in each.get("names", [])))
        ]

    def key(self, record: MeetingRecord, sort: str) -> tuple[Any, ...]:
        value = Edtf(record["date"])
        place = ", ".join(str(part) for part in (record["place"] or {}).values() if part)
        own: dict[str, Any] = {
            "date": 0, "id": record["id"], "sides": record["sides"], "status": SHOWN_STATUSES.index(record["status"]),
            "level": LEVELS.index(record["level"]) if record["level"] else len(LEVELS),
            "place": (not place, place), "mode": (record["mode"] is None, record["mode"] or ""),
        }  # fmt: skip
        return (own[sort], value.place, -value.end.toordinal(), record["date"], record["id"])


def _index(folder: Path, document: Document) -> Index:
    path = write(folder / "random.json", document)
    return Index(in_memory(ChronologyFile(path), history=True), path)


@settings(max_examples=50, phases=[Phase.explicit, Phase.generate])
@given(
    seed=st.integers(0, 2**32),
    size=st.integers(0, 12),
    questions=st.lists(st.integers(0, 2**32), min_size=6, max_size=12),
)
def test_every_question_is_answered_as_by_hand(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int, questions: list[int]
) -> None:
    document = some_document(seed, size)
    index, oracle = _index(tmp_path_factory.getbasetemp(), document), Oracle(document)
    for question in questions:
        query = some_query(question)
        expected = oracle.answer(query)
        found = _records(index, query)
        assert [record["id"] for record in found] == [record["id"] for record in expected], query
        assert found == expected
        assert sql.count(index, query) == len(oracle.answer(query._replace(limit=None)))
        if not expected and query.limit is None:
            assert sql.emptied_by(index, query) == _emptied_by(oracle, query)


def _emptied_by(oracle: Oracle, query: Query) -> str | tuple[str, ...] | None:
    """The filter without which most would be found, the first of several."""
    without: dict[str | tuple[str, ...], Query] = {}
    for place, group in enumerate(query.groups):
        others = query.groups[:place] + query.groups[place + 1 :]
        sides = tuple(code for other in others if other.kind == "country" for code in other.values)
        without.setdefault(group.option, query._replace(groups=others, only=sides if query.only else ()))
    without |= {
        ("only",): query._replace(only=()), ("certain",): query._replace(certain=False),
        ("since", "until", "on", "certain"): query._replace(span=None), ("status",): query._replace(statuses=()),
        ("mode",): query._replace(modes=()), ("level",): query._replace(levels=()),
        ("sides",): query._replace(sides=()), ("text",): query._replace(text=""),
        ("known_by",): query._replace(known_by=None),
    }  # fmt: skip
    counts = {option: len(oracle.answer(changed)) for option, changed in without.items() if changed != query}
    best = max(counts, key=lambda option: counts[option], default=None)
    return best if best is not None and counts[best] else None


def test_the_small_chronology_is_answered_as_by_hand(small_index: Index) -> None:
    oracle = Oracle(small())
    for number in range(300):
        query = some_query(number)
        assert _records(small_index, query) == oracle.answer(query), query


def _country(*codes: str) -> Group:
    return Group("country", codes, f"--country {','.join(codes)}")


TRILATERAL = ["2021-09-tokyo", "2022-06-seoul", "2022-10-video"]


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"groups": (_country("JP"), _country("KR"), _country("US"))}, TRILATERAL),
        ({"groups": (_country("KP", "CN"), _country("US"))}, ["2022-07-new-york", "2023-notebook"]),
        ({"groups": (_country("JP"), _country("KR")), "only": ("JP", "KR")}, ["2022-05-phone", "2023-01-tokyo"]),
        ({"sides": (((3, 250),),)}, TRILATERAL),
        ({"sides": (((2, 2), (3, 3)), ((3, 250),))}, TRILATERAL),
        ({"groups": (Group("topic", ("security",), "--topic security"),)},
         ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video"]),
        ({"span": Span(date(2022, 6, 10), date(2022, 6, 12))}, ["2022-06-beijing"]),
        ({"span": Span(date(2022, 6, 10), date(2022, 6, 12)), "certain": True}, []),
        ({"span": Span(date(2022, 8, 21), date(2022, 8, 21))}, ["2022-08-pyongyang"]),
        ({"span": Span(date(2023, 3, 1), date.max)}, ["2022-12-panmunjom", "2023-notebook", "2023-spring"]),
        ({"statuses": ("unconfirmed",)}, ["2023-01-tokyo"]),
        ({"statuses": ("planned",)}, []),
        ({"statuses": ("planned",), "today": date(2023, 1, 20)}, ["2023-01-tokyo"]),
        ({"statuses": ("unconfirmed",), "today": date(2023, 1, 21)}, ["2023-01-tokyo"]),
        ({"modes": ("phone", "video")}, ["2022-05-phone", "2022-10-video"]),
        ({"levels": ("leaders", "ministers")}, ["2022-06-beijing", "2023-spring"]),
        ({"known_by": date(2022, 6, 1)}, ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul"]),
        ({"known_by": date(2022, 6, 1), "statuses": ("planned",)}, ["2022-06-seoul"]),
        ({"known_by": date(2022, 6, 3), "statuses": ("held",)}, ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul"]),
        ({"known_by": date(2021, 9, 14)}, []),
        ({"text": "제재"}, ["2022-06-seoul"]),
        ({"text": "船越"}, ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video", "2023-01-tokyo"]),
        ({"text": "preconditions"}, ["2021-09-tokyo"]),
        ({"text": "!!!"}, []),
        ({"groups": (Group("country", ("FR",), "--country FR"),)}, []),
        ({"limit": 2}, ["2021-09-tokyo", "2022-05-phone"]),
        ({"limit": 2, "reverse": True}, ["2023-spring", "2023-01-tokyo"]),
        ({"limit": 0}, []),
    ],
)  # fmt: skip
def test_filters_one_by_one(small_index: Index, fields: dict[str, Any], ids: list[str]) -> None:
    assert _ids(small_index, **fields) == ids


def test_a_plan_is_known_with_the_values_of_that_day(small_index: Index) -> None:
    [record] = _records(small_index, Query(known_by=date(2022, 6, 1), statuses=("planned",)))
    assert (record["id"], record["date"], record["status"]) == ("2022-06-seoul", "2022-06-02", "planned")
    [record] = _records(small_index, Query(known_by=date(2022, 6, 2), statuses=("planned",)))
    assert record["date"] == "2022-06-02"


def test_unconfirmed_sorts_behind_all_other_statuses(tmp_path: Path) -> None:
    status = {"a": "held", "b": "planned", "c": "planned", "d": "cancelled", "e": "proposed"}
    days = {"a": "2022-01-01", "b": "2022-01-02", "c": "2022-12-31", "d": "2022-01-03", "e": "2022-01-04"}
    made = [meeting(id, days[id], who("KR", "US"), status=status[id]) for id in status]
    index = open_index(write(tmp_path / "sorted.json", small() | {"meetings": made}))
    assert _ids(index, sort="status", today=date(2022, 6, 1)) == ["e", "c", "a", "d", "b"]


def test_the_status_is_replaced_where_it_stands_and_nowhere_else(small_index: Index) -> None:
    query = Query(groups=(Group("occasion", (), ""),), today=date(2024, 1, 1))
    assert _records(small_index, query) == []
    [record] = _records(small_index, Query(statuses=("unconfirmed",), today=date(2024, 1, 1)))
    assert record["status"] == "unconfirmed"
    assert record["citations"][0]["status"] == "planned"


def test_the_filter_that_emptied_an_answer(small_index: Index) -> None:
    both = Query(groups=(_country("FR"), _country("JP")), today=date(2024, 1, 1))
    assert sql.emptied_by(small_index, both) == "--country FR"
    neither = Query(groups=(_country("FR"), _country("DE")))
    assert sql.emptied_by(small_index, neither) is None
    assert sql.emptied_by(small_index, Query(modes=("phone",), levels=("leaders",))) == ("mode",)
    assert sql.emptied_by(small_index, Query(text="no-such-word")) == ("text",)
    later = Query(groups=(_country("JP"),), span=Span(date(2030, 1, 1), date.max), today=date(2024, 1, 1))
    assert sql.emptied_by(small_index, later) == ("since", "until", "on", "certain")  # without JP there is one, too


def test_a_filter_beside_only_does_not_empty_by_being_one_more_side(small_index: Index) -> None:
    """Without the topic there is still no meeting of just these two."""
    groups = (_country("JP"), _country("US"), Group("topic", ("sanctions",), "--topic sanctions"))
    query = Query(groups=groups, only=("JP", "US"), modes=("video",), today=date(2024, 1, 1))
    assert sql.emptied_by(small_index, query) == ("only",)


def test_the_day_of_a_question() -> None:
    assert Query(today=date(2024, 1, 1)).as_of == date(2024, 1, 1)
    assert Query(today=date(2024, 1, 1), known_by=date(2022, 6, 1)).as_of == date(2022, 6, 1)
    assert Query(today=date(2024, 1, 1), known_by=date(2025, 6, 1)).as_of == date(2024, 1, 1)
