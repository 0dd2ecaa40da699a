"""Records for tests of views, written in a line each. The meetings are invented."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.text import Text

from envoytl.core.dates import Edtf
from envoytl.core.record import CitationRecord, MeetingRecord, OccasionRecord, ParticipantRecord

CITIES = {("KR", "Seoul"): "서울", ("JP", "Tokyo"): "東京", ("CN", "Beijing"): "北京", ("VN", "Hanoi"): "Hà Nội"}

Who = tuple[str | None, str] | tuple[str | None, str, str]
"""Name (None: unnamed), country, and the post if there is one."""


def record(
    id: str,
    date: str,
    who: Sequence[Who] = (("Kim Gunn", "KR"), ("Sung Kim", "US")),
    *,
    status: str = "held",
    mode: str | None = "in-person",
    level: str | None = "envoys",
    city: str | None = None,
    country: str | None = None,
    venue: str | None = None,
    occasion: str | None = None,
    topics: Sequence[str] = (),
    summary: str = "",
    sources: int = 1,
    differs: dict[str, str] | None = None,
    note: str = "",
) -> MeetingRecord:
    """A meeting's record; what follows from the date and the participants is filled in."""
    value = Edtf(date)
    parties: list[ParticipantRecord] = [
        {
            "id": person[0].lower().replace(" ", "-") if person[0] else None,
            "name": person[0],
            "country": person[1],
            "post": person[2] if len(person) > 2 else None,
        }
        for person in who
    ]
    countries = sorted({party["country"] for party in parties})
    forum: OccasionRecord | None = {"id": "forum", "name": occasion} if occasion else None
    return {
        "id": id,
        "date": date,
        "earliest": None if value.earliest == dt.date.min else value.earliest.isoformat(),
        "latest": None if value.latest == dt.date.max else value.latest.isoformat(),
        "status": status,
        "mode": mode,
        "level": level,
        "sides": len(countries),
        "place": {"city": city, "country": country, "venue": venue} if city or country or venue else None,
        "occasion": forum,
        "participants": parties,
        "countries": countries,
        "topics": list(topics),
        "summary": summary,
        "citations": [citation(number, differs if number == 0 else None) for number in range(sources)],
        "note": note,
    }


def citation(number: int, differs: dict[str, str] | None = None) -> CitationRecord:
    """A citation of an invented article."""
    return {
        "source": f"wire-{number + 1}",
        "publisher": "The Wire",
        "title": "Envoys meet",
        "url": f"https://wire.example/{number + 1}",
        "published": "2022-06-03",
        "lang": "en",
        "locator": "paragraph 1",
        "supports": ["date", "participants"],
        "status": "held",
        "differs": differs or {},
        "basis": {},
    }


KIM_GUNN, PARK_JIN, KIM_HONG_KYUN = ("Kim Gunn", "KR", "nuclear envoy"), ("Park Jin", "KR"), ("Kim Hong-kyun", "KR")
SUNG_KIM, BIEGUN = ("Sung Kim", "US", "special representative"), ("Stephen Biegun", "US")
FUNAKOSHI, KANASUGI = ("Takehiro Funakoshi", "JP", "director-general"), ("Kenji Kanasugi", "JP")
LIU, KONG = ("Liu Xiaoming", "CN"), ("Kong Xuanyou", "CN")
CHOE, RI = ("Choe Son-hui", "KP"), ("Ri Yong-ho", "KP")
MORGULOV, BALA, AN = ("Igor Morgulov", "RU"), ("Vivian Balakrishnan", "SG"), ("Nguyễn Văn An", "VN")


def two_years() -> list[MeetingRecord]:
    """2018 and 2019, with every status, kind of date and length of gap that a timeline has to show, by date."""
    return [
        record("dial-0801", "2018-08-17", [KIM_HONG_KYUN, RI], city="Seoul", country="KR", sources=2),
        record(
            "dial-0802", "2018-08-26", [KONG, MORGULOV, BALA],
            city="Singapore", country="SG", occasion="East Asia Summit (EAS)",
        ),
        record("dial-0803", "2018-08-27", [KIM_HONG_KYUN, KONG], city="Dalian", country="CN"),
        record("dial-0901", "2018-09-07", [RI, BIEGUN], status="planned", city="Pyongyang", country="KP"),
        record(
            "dial-0902", "2018-09-07/2018-09-13",
            [KIM_GUNN, PARK_JIN, KIM_HONG_KYUN, SUNG_KIM, FUNAKOSHI, KANASUGI],
            city="Tokyo", country="JP", occasion="Northeast Asia Cooperation Dialogue (NEACD)",
            topics=["sanctions", "dialogue"],
            summary="The three envoys compared notes on the talks and agreed to meet again before the end of the year.",
            differs={"date": "2018-09-08"}, sources=3,
        ),
        record("dial-0903", "2018-09-20~", [CHOE, MORGULOV], mode="phone"),
        record("dial-1101", "2018-11", [KIM_HONG_KYUN, BIEGUN], city="New York", country="US", occasion="UNGA"),
        record("dial-1102", "2018-11-09", [(None, "KR", "foreign minister"), (None, "CN")], mode="video"),
        record("dial-1103", "2018-11-20?", [CHOE, BIEGUN], status="cancelled", country="VN"),
        record("dial-1201", "2018-12-30/2019-01-02", [KIM_HONG_KYUN, BIEGUN, KANASUGI], city="Hanoi", country="VN"),
        record("dial-1901", "2019", [LIU, MORGULOV], city="Beijing", country="CN"),
        record("dial-1902", "2019-04-11", [AN, CHOE], status="unconfirmed", city="Hanoi", country="VN"),
        record("dial-1903", "2019-22", [PARK_JIN, BALA], status="proposed", city="Singapore", country="SG"),
    ]  # fmt: skip


def two_hundred() -> list[MeetingRecord]:
    """Meetings of ten countries' people every ten days over 2016 to 2021, the same ones each time."""
    people: list[Who] = [KIM_GUNN, RI, SUNG_KIM, LIU, FUNAKOSHI, MORGULOV, BALA, AN]
    people += [("Retno Marsudi", "ID"), ("Don Pramudwinai", "TH")]
    cities = list(CITIES)
    made = []
    for number in range(200):
        at = dt.date.fromordinal(dt.date(2016, 1, 4).toordinal() + number * 10 + (number * 7) % 9)
        first, step = number * 3 % 10, 1 + number % 3
        sides = [people[(first + step * side) % 10] for side in range(2 + (number % 4 == 0))]
        country, city = cities[number % len(cities)]
        made.append(record(f"m-{number:03}", at.isoformat(), sides, city=city, country=country))
    return made


def plain(lines: Iterable[Text]) -> list[str]:
    """The lines without their styles."""
    return [line.plain for line in lines]


def assert_snapshot(name: str, lines: Iterable[Text]) -> None:
    """The lines are those of `snapshots/NAME.txt`; with ENVOYTL_SNAPSHOTS=write in the environment, they become it."""
    text = "".join(f"{line}\n" for line in plain(lines))
    path = Path(__file__).parent / "snapshots" / f"{name}.txt"
    if os.environ.get("ENVOYTL_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
