"""Random chronologies and questions, each from a number, so that a failing one is named by it."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from chronologies import Document, citation, meeting, small
from envoytl.core.dates import Edtf, Span
from envoytl.core.query import Group, Query
from envoytl.core.words import LEVELS, MODES, SHOWN_STATUSES, STATUSES, SUPPORTABLE

DATES = [
    "2022-05-30", "2022-06-03", "2022-06-03", "2022-06-04", "2022-06", "2022-06~", "2022", "2022?", "2022-06-03~",
    "2022-06-01/2022-06-05", "2022-21", "202X", "2022-06/..", "../2022-06", "2022-07/", "2022-07-12%", "2023-01-20",
    "2022-12-31/2023-01-02",
]  # fmt: skip
PLACES = [
    None, None, {"city": "Seoul", "country": "KR"}, {"city": "Tokyo", "country": "JP"}, {"country": "JP"},
    {"city": "Geneva"}, {"venue": "Blue House/West Wing"}, {"city": "Seoul", "country": "KR", "venue": "Blue House"},
]  # fmt: skip
DIFFERENT: dict[str, list[str]] = {
    "date": ["2022-06-01", "2022-06", "2022-07-01/2022-07-03"], "mode": ["phone", "letter"], "level": ["leaders"],
    "place": ["Tokyo, JP", "Geneva", "KR", "Moscow, RU"], "occasion": ["neacd-2021", "no-such"],
    "topics": ["security", "sanctions, abductees", "peace"], "summary": ["Otherwise: 制裁."],
    "participants": ["JP 船越健裕; CN", "KR Kim Gunn; US 성 김", "KR Kim Geon; US", "KR envoy; JP envoy"],
}  # fmt: skip
SUMMARIES = ["", "On sanctions.", "They spoke of 추가 제재 and 制裁.", "Talks about talks, without conditions."]
WORDS = ["sanctions", "talks", "tal", "제재", "制", "船越", "越健", "Seoul", "서울", "kim gunn", '"without conditions"',
         "neacd", "envoy", "geneva", "佐々江", "sung 성", "nothing-of-this", "blue house"]  # fmt: skip
TODAYS = [date(2022, 6, 4), date(2022, 7, 1), date(2024, 1, 1), date.max]


def chance(seed: int) -> random.Random:
    """Dice that always fall alike for the same number."""
    return random.Random(seed)  # noqa: S311 - nothing is kept secret with it


def some_document(seed: int, size: int) -> Document:
    """The registry of the small chronology with so many random meetings."""
    dice = chance(seed)
    return small() | {"meetings": [some_meeting(dice, f"m-{number}") for number in range(size)]}


def some_meeting(dice: random.Random, id: str) -> Document:
    """A meeting of up to four participants, with up to three citations that support and differ as they please."""
    document = small()
    participants = []
    for person in dice.sample(document["people"], dice.randint(2, 4)):
        kinds = [{"person": person["id"]}, {"person": person["id"]}, {"post": "envoy"}, {}]
        participants.append({"country": person["country"]} | dice.choice(kinds))
    values: dict[str, Any] = {
        "mode": dice.choice([None, *MODES]), "level": dice.choice([None, *LEVELS]), "place": dice.choice(PLACES),
        "occasion": dice.choice([None, None, "neacd-2021", "unga-2022"]), "summary": dice.choice(SUMMARIES),
        "topics": dice.sample([topic["id"] for topic in document["topics"]], dice.randint(0, 2)),
        "note": dice.choice(["", "A note on sanctions."]),
    }  # fmt: skip
    citations = [some_citation(dice) for _ in range(dice.choice([1, 1, 2, 3]))]
    return meeting(id, dice.choice(DATES), participants, *citations, status=dice.choice(STATUSES), **values)


def some_citation(dice: random.Random) -> Document:
    """A citation of a random source."""
    supports = dice.sample(SUPPORTABLE, dice.randint(0, len(SUPPORTABLE)))
    fields = [field for field in dice.sample(list(DIFFERENT), 3) if field not in supports]
    differs = {field: dice.choice(DIFFERENT[field]) for field in fields}
    source = dice.choice([source["id"] for source in small()["sources"]])
    return citation(source, supports, dice.choice([None, *STATUSES]), **differs)


VALUES: dict[str, list[str]] = {
    "country": ["KR", "US", "JP", "CN", "KP", "FR"],
    "person": ["kim-gunn", "sung-kim", "funakoshi-takehiro", "sasae-kenichiro", "nobody"],
    "topic": ["security", "sanctions", "human-rights", "nuclear-programme"],
    "occasion": ["neacd-2021", "unga-2022"],
    "source": ["notebook", "daily-2022-05-27", "wire-2023-01"],
    "publisher": ["Morning Daily", "Han River Wire"],
    "place": ["city:KR/Seoul", "city:JP/Tokyo", "host:JP", "city:/Geneva", "venue:Blue House", "host:KP"],
}


def some_query(seed: int) -> Query:
    """A question in which each filter is there now and then."""
    dice = chance(seed)

    def now_and_then(make: Any, otherwise: Any, often: float = 0.25) -> Any:
        return make() if dice.random() < often else otherwise

    groups = []
    for _ in range(dice.choice([0, 0, 1, 1, 1, 2, 3])):
        kind = dice.choice(list(VALUES))
        values = dice.sample(VALUES[kind], dice.randint(1, 2))
        groups.append(Group(kind, tuple(values), f"--{kind} {','.join(values)}"))
    return Query(
        groups=tuple(groups),
        only=now_and_then(lambda: tuple(dice.sample(["KR", "US", "JP", "CN", "KP"], dice.randint(2, 4))), (), 0.15),
        span=now_and_then(lambda: some_span(dice), None, 0.4),
        certain=dice.random() < 0.3,
        statuses=now_and_then(lambda: tuple(dice.sample(SHOWN_STATUSES, dice.randint(1, 3))), ()),
        modes=now_and_then(lambda: tuple(dice.sample(MODES, dice.randint(1, 2))), (), 0.15),
        levels=now_and_then(lambda: tuple(dice.sample(LEVELS, 3)), (), 0.15),
        sides=now_and_then(
            lambda: dice.choice([(((2, 2),),), (((3, 250),),), (((2, 2), (4, 4)),), (((2, 3),), ((3, 9),))]), (), 0.2
        ),
        text=now_and_then(lambda: dice.choice(WORDS), "", 0.2),
        known_by=now_and_then(lambda: date(2022, dice.randint(5, 10), dice.randint(1, 28)), None, 0.4),
        today=dice.choice(TODAYS),
        sort=dice.choice(["date", "date", "id", "level", "place", "sides", "status", "mode"]),
        reverse=dice.random() < 0.3,
        limit=now_and_then(lambda: dice.randint(0, 4), None),
    )


def some_span(dice: random.Random) -> Span:
    """A day, a month, or everything before or after one."""
    value = Edtf(dice.choice(["2022-06-03", "2022-06", "2022", "2022-07/..", "../2022-06-02", "2023-01"]))
    return Span(value.earliest, value.latest)


def edit(dice: random.Random, document: Document) -> None:
    """Change something in a document, as a curator or a slip would."""
    meetings, people, sources = document["meetings"], document["people"], document["sources"]
    names = [{"text": "Kim Geon", "lang": "en"}, {"text": "김겐", "lang": "ko-Hang"}]
    kind = dice.choice(
        ["add", "add", "drop", "change", "change", "order", "double", "registry", "registry", "registry"]
    )
    if kind == "add" or not meetings:
        meetings.append(some_meeting(dice, f"n-{len(meetings)}-{dice.randint(0, 99)}"))
    elif kind == "drop":
        meetings.remove(dice.choice(meetings))
    elif kind == "change":
        place = dice.randrange(len(meetings))
        meetings[place] = some_meeting(dice, meetings[place]["id"])
    elif kind == "order":
        meetings.reverse()
    elif kind == "double":
        meetings.append(dice.choice(meetings))
    else:
        dice.choice([
            lambda: dice.choice(people).update(name=dice.choice(["Kim Geon", "Renamed Person", "Sung Kim"])),
            lambda: dice.choice(people).update(names=names),
            lambda: people.append({"id": f"new-{len(people)}", "name": "Kim Geon", "country": "KR"}),
            lambda: people.remove(dice.choice(people)),
            people.reverse,
            lambda: dice.choice(document["occasions"]).update(name="NEACD renamed"),
            lambda: document["occasions"].append({"id": "no-such", "name": "Late occasion"}),
            lambda: dice.choice(sources).update(published=dice.choice(["2022-06-01", "2022-08", "2021"])),
            lambda: dice.choice(sources).update(publisher=dice.choice(["Renamed Wire", "Morning Daily"])),
            lambda: sources.remove(dice.choice(sources)),
            lambda: dice.choice(document["topics"]).update(name="Renamed topic"),
            lambda: document["topics"].append({"id": "peace", "name": "Peace", "rule": "Peace is a subject."}),
            lambda: dice.choice(document["countries"]).update(name="Renamed country"),
            lambda: document["countries"].append({"code": "RU", "name": "Russia", "cities": [{"name": "Moscow"}]}),
            lambda: document["head"].update(title="Renamed"),
        ])()  # fmt: skip
