"""An index that was brought up to date tells the same as one built from nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from chronologies import Document, citation, meeting, small, who, write
from envoytl.core.model import SECTIONS
from envoytl.core.query import SORTS, Query
from envoytl.errors import EnvoytlError
from envoytl.store import fill, lookup, offers, refresh, sql
from envoytl.store.index import Index, open_index
from envoytl.store.reading import ChronologyFile
from strategies import WORDS, chance, edit, some_document

FACETS = ("country", "person", "topic", "occasion", "source", "publisher", "host", "city", "venue")
ASKED: dict[Callable[[Index, str], Any], list[str]] = {
    lookup.country: ["South Korea", "Seoul", "RU"], lookup.person: ["kim", "kim geon", "Renamed Person", "sung", "m-1"],
    lookup.topic: ["sanctions", "Renamed topic", "peace"], lookup.occasions: ["neacd", "late", "renamed"],
    lookup.places: ["Seoul", "Geneva", "Moscow", "Blue House", "South Korea"],
    lookup.source: ["Morning Daily", "Renamed Wire", "notebook", "Han River"], lookup.meeting: ["m-1", "m", "n"],
}  # fmt: skip


def _asked(find: Callable[[Index, str], Any], index: Index, name: str) -> Any:
    try:
        found = find(index, name)
    except EnvoytlError as error:
        return type(error), sorted(str(error).split("\n"))
    return found if isinstance(found, str) else sorted(map(str, found))


def everything(path: Path, open_one: Callable[..., Index]) -> dict[str, Any]:
    """All that a chronology's indexes, with and without the earlier states of meetings, can be asked."""
    index, history = open_one(path), open_one(path, history=True)
    days = [None, date(2021, 9, 15), date(2022, 6, 2), date(2022, 6, 4), date(2022, 8, 31), date(2022, 10, 8)]
    return {
        "meetings": list(sql.select(index, Query())),
        "known": {day: list(sql.select(history, Query(known_by=day))) for day in days},
        "sorted": {sort: list(sql.select(index, Query(sort=sort))) for sort in SORTS},
        "words": {text: list(sql.select(index, Query(text=text))) for text in WORDS},
        "entries": {section: index.entries(section) for section in SECTIONS},
        "meta": [index.meta(key) for key in ("head", "meetings", "first", "last", "native")],
        "values": {kind: (sorted(index.values(kind)), sorted(history.values(kind))) for kind in FACETS},
        "names": {(find.__name__, name): _asked(find, index, name) for find, names in ASKED.items() for name in names},
        "offers": {
            kind: sorted(offers.complete(index, kind, "")) for kind in ("country", "person", "occasion", "publisher")
        },
    }


def _outcome(path: Path, open_one: Callable[..., Index]) -> Any:
    try:
        return everything(path, open_one)
    except EnvoytlError as error:
        return str(error)


def _fresh(path: Path, *, history: bool = False) -> Index:
    return Index(refresh.in_memory(ChronologyFile(path), history=history), path)


def _assert_same(path: Path) -> None:
    updated, fresh = _outcome(path, open_index), _outcome(path, _fresh)
    if isinstance(fresh, str) or isinstance(updated, str):
        assert updated == fresh
    else:
        for part, told in fresh.items():
            assert updated[part] == told, part


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])  # what fails is small, and each try is slow
@given(
    seed=st.integers(0, 2**32), size=st.integers(1, 8), edits=st.integers(1, 4), form=st.sampled_from(["json", "jsonl"])
)
def test_random_edits(tmp_path_factory: pytest.TempPathFactory, seed: int, size: int, edits: int, form: str) -> None:
    dice, document = chance(seed), some_document(seed, size)
    path = write(tmp_path_factory.mktemp("edits") / f"m.{form}", document)
    open_index(path)
    for _ in range(edits):
        before = copy.deepcopy(document)
        edit(dice, document)
        write(path, document)
        _assert_same(path)
        if isinstance(_outcome(path, _fresh), str):
            document = before
            write(path, document)


@pytest.fixture
def updated(file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Document], Index]:
    """A function that changes the indexed small chronology into a document by an update, not by a whole build."""
    everything(file, open_index)

    def change(document: Document) -> Index:
        def refuse(*_: object) -> None:
            raise AssertionError("built from nothing")

        with monkeypatch.context() as patch:
            patch.setattr(refresh, "fill", refuse)
            told = everything(write(file, document), open_index)
        assert told == everything(file, _fresh)
        return open_index(file)

    return change


def _records(index: Index, text: str) -> list[str]:
    return list(sql.select(index, Query(text=text)))


def test_a_meeting_is_added_changed_and_taken_out(updated: Callable[[Document], Index]) -> None:
    document = small()
    document["meetings"][3]["summary"] = "They agreed on a roadmap."
    del document["meetings"][5]
    document["meetings"].append(meeting("2024-new", "2024-01-02", who("CN liu-xiaoming", "KP choe-son-hui")))
    index = updated(document)
    assert index.meta("meetings") == 12
    assert len(_records(index, "roadmap")) == 1
    assert _records(index, "추가") == []


def test_only_what_has_changed_is_validated(
    updated: Callable[[Document], Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    validated: list[str] = []
    validate = ChronologyFile.validate

    def watched(self: ChronologyFile, raw: Any) -> Any:
        validated.append(raw.section)
        return validate(self, raw)

    document = small()
    document["meetings"][3]["summary"] = "They agreed on a roadmap."
    with monkeypatch.context() as patch:
        patch.setattr(ChronologyFile, "validate", watched)
        patch.setattr("test_index_updates.everything", lambda path, open_one: open_one(path).meta("meetings"))
        updated(document)
    assert validated.count("meetings") == 1 + 12  # the changed one; then all by the fresh build it is compared with


def test_a_person_is_renamed(updated: Callable[[Document], Index]) -> None:
    document = small()
    document["people"][2] |= {"name": "Kim Geon", "names": [{"text": "金健", "lang": "zh-Hans"}]}
    index = updated(document)
    assert len(_records(index, "geon")) == len(_records(index, "金健")) == 4
    assert _records(index, "gunn") == []


def test_a_source_turns_out_to_be_older(updated: Callable[[Document], Index]) -> None:
    document = small()
    document["sources"][0]["published"] = "2022-05-20"
    index = updated(document)
    assert index.entries("sources")[0]["published"] == "2022-05-20"
    known = open_index(index.source, history=True)
    assert len(list(sql.select(known, Query(known_by=date(2022, 5, 20))))) == 3


def test_a_new_spelling_explains_what_a_source_said(file: Path) -> None:
    document = small()
    document["meetings"] = [
        meeting(
            "m", "2022-06-03", who("KR kim-gunn", "US sung-kim"),
            citation("daily-2022-05-27", ["date"], "planned", participants="KR Kim Geon; US Kim", place="Omsk, RU"),
            citation("daily-2022-06-04", ["date", "participants"], "held"),
        )
    ]  # fmt: skip
    open_index(write(file, document))
    document["people"].append({"id": "kim-geon", "name": "Kim Geon", "country": "KR"})
    write(file, document)
    _assert_same(file)
    document["countries"].append({"code": "RU", "name": "Russia"})
    write(file, document)
    _assert_same(file)


def test_what_no_meeting_has_any_more_is_no_longer_offered(file: Path) -> None:
    open_index(file)
    document = small()
    document["meetings"] = [m for m in document["meetings"] if "venue" not in m.get("place", {})]
    index = open_index(write(file, document))
    assert index.values("venue") == []
    _assert_same(file)


def test_a_meeting_that_stands_twice_is_refused(file: Path) -> None:
    open_index(file)
    document = small()
    document["meetings"].append(document["meetings"][4])
    write(file, document)
    with pytest.raises(EnvoytlError) as caught:
        open_index(file)
    assert "meeting 2022-07-new-york: id: this id is used 2 times" in str(caught.value)


def test_a_reference_that_leads_nowhere_any_more_is_refused(file: Path) -> None:
    open_index(file)
    document = small()
    del document["people"][2]
    write(file, document)
    with pytest.raises(EnvoytlError, match=r"participants\[1\].person: there is no person 'kim-gunn'"):
        open_index(file)


def test_a_changed_country_or_topic_builds_all_afresh(file: Path) -> None:
    open_index(file)
    for change in ({"countries": 3, "name": "Korea"}, {"topics": 4, "name": "Peace and security"}):
        document = small()
        [section] = [key for key in change if key != "name"]
        document[section][change[section]]["name"] = change["name"]  # type: ignore[index]
        write(file, document)
        _assert_same(file)


def test_many_changes_build_all_afresh(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fill, "MOST_CHANGES", 2)
    open_index(file)
    document = small()
    for made in document["meetings"][:5]:
        made["note"] = "Changed."
    write(file, document)
    _assert_same(file)
