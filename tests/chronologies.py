"""Chronologies for tests, built afresh at each call. All the meetings are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from envoytl.core.model import SINGULAR, Chronology

Document = dict[str, Any]
"""A chronology as its file holds it."""

EVERYTHING = ["date", "status", "mode", "level", "place", "occasion", "participants", "topics", "summary"]


def text_of(document: Document) -> str:
    """The document as the text of a JSON file, two spaces deep."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def lines_of(document: Document) -> str:
    """The document as JSON Lines."""
    lines = [{"head": document["head"]}] if "head" in document else []
    lines += [{kind: record} for section, kind in SINGULAR.items() for record in document.get(section, [])]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def write(path: Path, document: Document) -> Path:
    """Write a document in the form that the file's name asks for."""
    path.write_text(lines_of(document) if path.suffix == ".jsonl" else text_of(document), encoding="utf-8")
    return path


def chronology_of(document: Document) -> Chronology:
    """The document as models."""
    return Chronology.model_validate_json(json.dumps(document))


def head() -> Document:
    return {
        "format": 1,
        "title": "Invented meetings",
        "scope": "Meetings that never took place, for tests.",
        "period": "2021/2023",
        "licence": "CC0-1.0",
    }


def country(
    code: str, name: str, *names: str, short: list[str] | None = None, cities: list[Document] | None = None
) -> Document:
    made: Document = {"code": code, "name": name, "names": [named(text) for text in names]}
    return made | ({"short": short} if short else {}) | ({"cities": cities} if cities else {})


def named(text: str) -> Document:
    """A spelling, its language told by its script."""
    lang = "en" if text.isascii() else "ko-Hang" if any("\uac00" <= c <= "\ud7a3" for c in text) else "ja"
    return {"text": text, "lang": lang}


def city(name: str, *names: str) -> Document:
    return {"name": name, "names": [named(text) for text in names]}


def person(id: str, name: str, country: str, *names: str) -> Document:
    return {"id": id, "name": name, "country": country, "names": [named(text) for text in names]}


def source(id: str, publisher: str, published: str | None, lang: str = "en", **more: str) -> Document:
    dated = {"published": published} if published else {}
    return {"id": id, "publisher": publisher, **dated, "lang": lang, "read": "2024-02-01", **more}


def citation(source: str, supports: list[str], status: str | None = None, /, **differs: str) -> Document:
    made: Document = {"source": source, "locator": "paragraph 1", "supports": supports}
    return made | ({"status": status} if status else {}) | ({"differs": differs} if differs else {})


def who(*texts: str) -> list[Document]:
    """Participants, each as `KR kim-gunn`, or with nobody named as `KR: foreign minister` or `KR`."""
    made = []
    for text in texts:
        code, rest = text[:2], text[2:]
        key = "post" if rest.startswith(":") else "person"
        made.append({"country": code} | ({key: rest.strip(": ")} if rest else {}))
    return made


def small() -> Document:
    """Twelve meetings of five countries and eight people, with every kind of date, status and citation."""
    return {
        "head": head(),
        "countries": [
            country("CN", "China", "中国", short=["PRC"], cities=[city("Beijing", "北京", "Peking")]),
            country("JP", "Japan", "日本", cities=[city("Tokyo", "東京")]),
            country("KP", "North Korea", "조선", "북한", short=["DPRK"], cities=[city("Pyongyang", "평양")]),
            country(
                "KR",
                "South Korea",
                "한국",
                "대한민국",
                short=["ROK"],
                cities=[city("Panmunjom", "판문점"), city("Seoul", "서울")],
            ),
            country(
                "US", "United States", "미국", short=["USA"], cities=[city("New York", "뉴욕"), city("Washington")]
            ),
        ],
        "people": [
            person("choe-son-hui", "Choe Son Hui", "KP", "최선희"),
            person("funakoshi-takehiro", "Takehiro Funakoshi", "JP", "船越健裕", "후나코시 다케히로"),
            person("kim-gunn", "Kim Gunn", "KR", "김건"),
            person("lee-joon-il", "Lee Joon-il", "KR", "이준일"),
            person("liu-xiaoming", "Liu Xiaoming", "CN", "刘晓明"),
            person("noh-kyu-duk", "Noh Kyu-duk", "KR", "노규덕"),
            person("sasae-kenichiro", "Kenichirō Sasae", "JP", "佐々江賢一郎"),
            person("sung-kim", "Sung Kim", "US", "성 김"),
        ],
        "topics": [
            topic("abductees", "Abductees", broader="human-rights"),
            topic("human-rights", "Human rights"),
            topic("nuclear-programme", "Nuclear programme", broader="security"),
            topic("sanctions", "Sanctions", broader="nuclear-programme"),
            topic("security", "Security"),
        ],
        "occasions": [
            {"id": "neacd-2021", "name": "NEACD 2021", "date": "2021-11", "city": "Tokyo", "country": "JP"},
            {"id": "neacd-2022", "name": "NEACD 2022", "date": "2022-12", "city": "Seoul", "country": "KR"},
            {"id": "unga-2022", "name": "UN General Assembly 2022", "names": [named("국제연합 총회")]},
        ],
        "sources": [
            source(
                "daily-2022-05-27",
                "Morning Daily",
                "2022-05-27",
                title="Envoys to meet in Seoul",
                url="https://daily.example/0527",
            ),
            source("daily-2022-06-04", "Morning Daily", "2022-06-04", title="Envoys met in Seoul"),
            source("daily-2022-10-06", "Morning Daily", "2022-10-06"),
            source("ministry-2022-06-03", "Foreign Ministry of Japan", "2022-06-03", "ja", type="release"),
            source("notebook", "Private notebook", None),
            source("wire-2021-09-15", "Han River Wire", "2021-09-15", "ko-Hang"),
            source("wire-2022-10-08", "Han River Wire", "2022-10-08", "ko-Hang"),
            source("wire-2023-01", "Han River Wire", "2023-01", "ko-Hang"),
        ],
        "meetings": small_meetings(),
    }


def topic(id: str, name: str, broader: str | None = None) -> Document:
    return {"id": id, "name": name, "rule": f"{name} is a subject."} | ({"broader": broader} if broader else {})


def meeting(
    id: str, date: str, participants: list[Document], *citations: Document, status: str = "held", **more: Any
) -> Document:
    return {
        "id": id, "date": date, "status": status, **more,
        "participants": participants, "citations": list(citations or (citation("notebook", EVERYTHING),)),
    }  # fmt: skip


def small_meetings() -> list[Document]:
    """The meetings of `small`, in order."""
    return [
        meeting(
            "2021-09-tokyo", "2021-09-13/2021-09-14", who("JP funakoshi-takehiro", "KR noh-kyu-duk", "US sung-kim"),
            citation("wire-2021-09-15", EVERYTHING, "held"),
            mode="in-person", level="envoys", place={"city": "Tokyo", "country": "JP"}, topics=["nuclear-programme"],
            summary="The three envoys spoke of talks without preconditions.",
        ),
        meeting(
            "2022-05-phone", "2022-05-25", who("JP funakoshi-takehiro", "KR kim-gunn"),
            citation("daily-2022-05-27", EVERYTHING, "held"), mode="phone", level="envoys", topics=["security"],
        ),
        meeting(
            "2022-06-beijing", "2022-06", who("CN: foreign minister", "KR: foreign minister"),
            mode="in-person", level="ministers", place={"city": "Beijing", "country": "CN"},
        ),
        meeting(
            "2022-06-seoul", "2022-06-03", who("JP funakoshi-takehiro", "KR kim-gunn", "US sung-kim"),
            citation("daily-2022-05-27", ["participants", "level"], "planned", date="2022-06-02", place="Tokyo, JP"),
            citation("ministry-2022-06-03", ["date", "mode", "place"], "held"),
            citation("daily-2022-06-04", EVERYTHING, "held"),
            mode="in-person", level="envoys", place={"city": "Seoul", "country": "KR", "venue": "Blue House/West Wing"},
            topics=["nuclear-programme", "sanctions"], summary="The envoys agreed on new sanctions: 추가 제재.",
            note="The day was moved.",
        ),
        meeting(
            "2022-07-new-york", "2022-07-12", who("KP choe-son-hui", "US sung-kim"),
            citation("daily-2022-06-04", ["date", "participants", "place"], "planned"),
            citation("daily-2022-10-06", EVERYTHING, "cancelled"),
            status="cancelled", level="vice-ministers", place={"city": "New York", "country": "US"},
        ),
        meeting("2022-08-pyongyang", "2022-08-20~", who("CN liu-xiaoming", "KP choe-son-hui"), place={"country": "KP"}),
        meeting(
            "2022-09-unga", "2022-09-22?", who("JP sasae-kenichiro", "US sung-kim"),
            mode="in-person", level="deputies", occasion="unga-2022", place={"city": "New York", "country": "US"},
        ),
        meeting(
            "2022-10-video", "2022-10-07", who("JP funakoshi-takehiro", "KR kim-gunn", "US sung-kim"),
            citation("daily-2022-10-06", ["participants", "mode"], "planned", date="2022-10-06"),
            citation("wire-2022-10-08", EVERYTHING, "held"), mode="video", level="envoys", topics=["sanctions"],
        ),
        meeting(
            "2022-12-panmunjom", "2022-12/..", who("KP", "KR lee-joon-il"),
            mode="in-person", level="working-level", occasion="neacd-2022",
            place={"city": "Panmunjom", "country": "KR"},
        ),
        meeting(
            "2023-notebook", "2023", who("CN liu-xiaoming", "US"), level="working-level", topics=["human-rights"],
        ),
        meeting(
            "2023-01-tokyo", "2023-01-20", who("JP funakoshi-takehiro", "KR kim-gunn"),
            citation("wire-2023-01", EVERYTHING, "planned"),
            status="planned", mode="in-person", level="envoys", place={"city": "Tokyo", "country": "JP"},
        ),
        meeting(
            "2023-spring", "2023-21", who("JP: prime minister", "KP: head of state"),
            citation("wire-2023-01", EVERYTHING, "proposed"),
            status="proposed", level="leaders", topics=["abductees"],
        ),
    ]  # fmt: skip
