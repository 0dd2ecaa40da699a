"""An invented chronology of any size, as JSON Lines in canonical form: `python -m bench.synthetic N OUT.jsonl`.

It has the shape of a real one: a few countries take part in most meetings, many meetings have a plan and a report,
some dates are months or weeks. A rare country (`--rare JP=500`) takes part in the same number of meetings at any size,
so that the same question has answers of one length and only the haystack grows. Meetings are written as they are made.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Container, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench import vocabulary as words
from bench.cast import DAYS, FIRST, LAST, MARGIN, Cast, Json, countries, topics
from envoytl.core.dates import days_in

EVERYTHING = ("date", "status", "mode", "level", "place", "occasion", "participants", "topics", "summary")


class Size(NamedTuple):
    """How many of each record."""

    meetings: int
    people: int = 5_000
    sources: int = 20_000


def records(size: Size, rare: dict[str, int], seed: int = 1) -> Iterator[tuple[str, Json]]:
    """All records of an invented chronology in canonical order, each with the key of its line.

    Args:
        size: how many records of each kind.
        rare: in how many meetings each of these countries takes part.
        seed: the same seed gives the same records.
    """
    cast = Cast(Random(seed), size.people, size.sources)  # noqa: S311 - nothing secret
    yield "head", {
        "format": 1, "title": f"{size.meetings} invented meetings", "scope": "Invented from end to end, for measuring.",
        "period": f"{FIRST}/{LAST}", "licence": "CC0-1.0",
    }  # fmt: skip
    yield from (("country", record) for record in countries())
    yield from (("person", record) for record in cast.people)
    yield from (("topic", record) for record in topics())
    yield from (("occasion", record) for record in cast.occasions)
    yield from (("source", record) for record in cast.sources)
    yield from (("meeting", record) for record in _meetings(cast, size.meetings, rare))


def _meetings(cast: Cast, count: int, rare: dict[str, int]) -> Iterator[Json]:
    random, left = cast.random, dict(rare)
    today: list[tuple[int, str, Json]] = []
    at = 0
    for i in range(count):
        day = int((i + random.random()) * DAYS / count)
        if day != at:
            yield from _in_order(today)
            today, at = [], day
        # Knuth's algorithm S: in the end each has taken part in just as many as asked.
        sides = [code for code, still in left.items() if random.random() * (count - i) < still]
        for code in sides:
            left[code] -= 1
        today.append(_meeting(cast, day, sides, rare))
    yield from _in_order(today)


def _in_order(today: list[tuple[int, str, Json]]) -> Iterator[Json]:
    """The meetings of a day as the canonical form has them (the longer date first, then by id), with their ids."""
    taken: Counter[str] = Counter()
    for _, base, meeting in today:
        taken[base] += 1
        meeting["id"] = base if taken[base] == 1 else f"{base}-{taken[base]}"
    today.sort(key=lambda entry: (-entry[0], entry[2]["date"], entry[2]["id"]))
    return (meeting for _, _, meeting in today)


def _date(cast: Cast, first: date) -> tuple[str, date]:
    """A date's text and its last day: mostly a day, sometimes a run of days; on a first often the month."""
    drawn = cast.random.random()
    if first.day == 1 and drawn < 0.4:
        last = first.replace(day=days_in(first.year, first.month))
        return f"{first:%Y-%m}" + ("~" if drawn < 0.05 else ""), last
    if drawn > 0.96 and (LAST - first).days > 4:
        last = first + timedelta(days=cast.random.randint(1, 4))
        return f"{first}/{last}", last
    return first.isoformat(), first


def _meeting(cast: Cast, day: int, sides: list[str], rare: Container[str]) -> tuple[int, str, Json]:
    random, first = cast.random, FIRST + timedelta(days=day)
    text, last = _date(cast, first)
    wanted = random.choices((2, 3, 4), (70, 22, 8))[0]
    while len(sides) < wanted:
        code = random.choices(cast.codes, cum_weights=cast.weights)[0]
        if code not in sides and code not in rare:
            sides.append(code)
    level, post, _ = random.choices(words.POSTS, words.LEVEL_WEIGHTS)[0]
    mode = random.choices(("in-person", "phone", "video"), (80, 14, 6))[0]
    about = random.sample(cast.topics, random.choices((1, 2, 3), (55, 30, 15))[0])
    meeting: Json = {"id": "", "date": text, "status": "held", "mode": mode, "level": level}
    if mode == "in-person":
        host = random.choice(sides)
        meeting["place"] = {"city": random.choice(words.COUNTRIES[host][2]), "country": host}
        if random.random() < 0.25:
            meeting["place"]["venue"] = random.choice(words.VENUES)
        if random.random() < 0.15 and first.year in cast.forums:
            meeting["occasion"] = random.choice(cast.forums[first.year])
    meeting["participants"] = [_participant(cast, code, post) for code in sides]
    meeting["topics"] = about
    number = {2: "two", 3: "three", 4: "four"}[len(sides)]
    topic = about[0].replace("-", " ")
    meeting["summary"] = random.choice(words.SUMMARIES).format(sides=f"{number} sides", topic=topic)
    meeting["citations"] = _citations(cast, meeting, day, (last - FIRST).days)
    return (last - first).days, f"{text[:10].rstrip('~')}-{'-'.join(sorted(sides)).lower()}", meeting


def _participant(cast: Cast, code: str, post: str) -> Json:
    if cast.random.random() < 0.12 or not cast.envoys[code]:
        return {"country": code, "post": post}
    envoys = cast.envoys[code]
    envoy = envoys[int(len(envoys) * cast.random.random() ** 2)]  # some meet far more often than others
    return {"person": envoy.id, "country": code, "post": envoy.post}


def _citations(cast: Cast, meeting: Json, first: int, last: int) -> list[Json]:
    """A report; a plan and a report; two reports; a plan alone; or a plan and a cancellation."""
    kind = cast.random.choices(("report", "both", "two", "plan", "cancelled"), (48, 36, 8, 5, 3))[0]
    supports = [field for field in EVERYTHING if meeting.get(field)]
    plan: Json = {
        "source": cast.source_near(first - cast.random.randint(1, MARGIN)), "locator": "headline",
        "supports": [field for field in supports if field not in ("status", "summary")], "status": "planned",
    }  # fmt: skip
    report: Json = {
        "source": cast.source_near(min(last + cast.random.randint(0, 2), DAYS)),
        "locator": f"paragraph {cast.random.randint(1, 12)}", "supports": supports, "status": "held",
    }  # fmt: skip
    if cast.random.random() < 0.4:
        report["basis"] = {"date": "'Tuesday', in a text of that week"}
    if kind == "plan":
        meeting["status"] = "planned"
        return [{**plan, "supports": supports}]
    if kind == "cancelled":
        meeting["status"] = "cancelled"
        return [plan, {**report, "status": "cancelled"}]
    if kind == "both":
        if cast.random.random() < 0.1:
            plan["supports"] = [field for field in plan["supports"] if field != "date"]
            plan["differs"] = {"date": (FIRST + timedelta(days=max(0, first - 1))).isoformat()}
        return [plan, report]
    if kind == "two":
        return [report, {**report, "source": cast.source_near(min(last + 2, DAYS)), "locator": "caption"}]
    return [report]


def write(path: Path, size: Size, rare: dict[str, int], seed: int = 1) -> None:
    """Write an invented chronology (see `records`) as JSON Lines."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for kind, record in records(size, rare, seed):
            file.write(json.dumps({kind: record}, ensure_ascii=False) + "\n")


def rarity(text: str) -> tuple[str, int]:
    """`JP=500` as a country's code and a number of meetings. Raises ValueError."""
    code, _, number = text.partition("=")
    if code not in words.COUNTRIES or int(number) < 0:
        raise ValueError(text)
    return code, int(number)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.synthetic", description="Write an invented chronology.")
    parser.add_argument("meetings", type=int, metavar="N")
    parser.add_argument("out", type=Path, metavar="OUT.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rare", type=rarity, metavar="JP=N", default="JP=500", help="meetings of a rare country")
    asked = parser.parse_args()
    write(asked.out, Size(asked.meetings), dict([asked.rare]), asked.seed)


if __name__ == "__main__":
    main()
