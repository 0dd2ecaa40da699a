"""Who and what an invented chronology's meetings refer to: countries, people, topics, occasions, sources."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

from bench import vocabulary as words

FIRST, LAST = date(1990, 1, 1), date(2024, 12, 31)
DAYS = (LAST - FIRST).days + 1
READ = "2026-01-15"
MARGIN = 6
"""Days before and after the period on which sources are printed as well."""

Json = dict[str, Any]


class Envoy(NamedTuple):
    """A person as far as it is needed for drawing one."""

    id: str
    post: str


class Cast:
    """Everything that meetings refer to, and the means to draw from it.

    Args:
        random: where all chance comes from.
        people: how many there are; each country has at least one where there are as many.
        sources: how many there are.
    """

    def __init__(self, random: Random, people: int, sources: int) -> None:
        self.random = random
        self.codes = list(words.COUNTRIES)
        self.weights = list(accumulate(weight for *_, weight in words.COUNTRIES.values()))
        self.topics = sorted(_topic_ids())
        self.sources = sorted(self._sources(sources), key=lambda source: str(source["id"]))
        by_day = sorted((str(source["published"]), str(source["id"])) for source in self.sources)
        self.print_days = [(date.fromisoformat(day) - FIRST).days for day, _ in by_day]
        self.print_ids = [id for _, id in by_day]
        self.people, self.envoys = self._people(people)
        self.occasions, self.forums = self._occasions()

    def _sources(self, count: int) -> Iterator[Json]:
        days = DAYS + 2 * MARGIN
        taken: Counter[str] = Counter()
        for i in range(count):
            day = (FIRST + timedelta(days=i * days // count - MARGIN)).isoformat()
            publisher = self.random.choice(words.PUBLISHERS)
            base = f"{publisher[4:].lower().replace(' ', '-')}-{day}"
            taken[base] += 1
            id = base if taken[base] == 1 else f"{base}-{taken[base]}"
            topic = self.random.choice(self.topics).replace("-", " ")
            author = {"author": f"{self.random.choice(words.FAMILIES[''])[0]} Reporter"} if i % 3 else {}
            yield {
                "id": id, "publisher": publisher, "title": f"Envoys to talk about {topic} amid tensions", **author,
                "published": day, "lang": "en", "url": f"https://news.example/{id}", "read": READ,
            }  # fmt: skip

    def _people(self, count: int) -> tuple[list[Json], dict[str, list[Envoy]]]:
        shares = [weight + 0.5 for *_, weight in words.COUNTRIES.values()]
        people: list[Json] = []
        envoys: dict[str, list[Envoy]] = {code: [] for code in self.codes}
        taken: Counter[str] = Counter()
        for i in range(count):
            code = self.codes[i] if i < len(self.codes) else self.random.choices(self.codes, shares)[0]
            person = self._person(code, taken)
            _, title, organization = self.random.choices(words.POSTS, words.LEVEL_WEIGHTS)[0]
            post: Json = {"title": title, "organization": organization} if organization else {"title": title}
            post["citations"] = [{"source": self.random.choice(self.print_ids), "locator": "paragraph 2"}]
            person["posts"] = [post]
            people.append(person)
            envoys[code].append(Envoy(str(person["id"]), title))
        return sorted(people, key=lambda person: str(person["id"])), envoys

    def _person(self, code: str, taken: Counter[str]) -> Json:
        kind = {"KP": "KR"}.get(code, code if code in words.FAMILIES else "")
        family, own_family = self.random.choice(words.FAMILIES[kind])
        (one, own_one), (two, own_two) = self.random.choices(words.SYLLABLES[kind], k=2)
        name = f"{family} {one.capitalize()}-{two}" if kind == "KR" else f"{(one + two).capitalize()} {family}"
        base = _slug(name)
        taken[base] += 1
        person: Json = {"id": base if taken[base] == 1 else f"{base}-{taken[base]}", "name": name, "country": code}
        if own_family:
            person["names"] = [{"text": own_family + own_one + own_two, "lang": words.LANGUAGES[code]}]
        return person

    def _occasions(self) -> tuple[list[Json], dict[int, list[str]]]:
        made: list[Json] = []
        forums: dict[int, list[str]] = {}
        for year in range(FIRST.year, LAST.year + 1):
            for forum in words.FORUMS:
                id, code = f"{_slug(forum)}-{year}", self.random.choice(self.codes)
                city = words.COUNTRIES[code][2][0]
                made.append({"id": id, "name": f"{forum} {year}", "date": f"{year}", "city": city, "country": code})
                forums.setdefault(year, []).append(id)
        return sorted(made, key=lambda occasion: str(occasion["id"])), forums

    def source_near(self, day: int) -> str:
        """A source printed on that day of the period, or as soon after it as there is one."""
        at = bisect_left(self.print_days, day)
        last = at
        while last < len(self.print_days) - 1 and self.print_days[last + 1] == day:
            last += 1
        return self.print_ids[min(self.random.randint(at, max(at, last)), len(self.print_ids) - 1)]


_PLAIN = str.maketrans("öüáø ", "ouao-", "'")


def _slug(name: str) -> str:
    return name.lower().translate(_PLAIN)


def _topic_ids() -> Iterator[str]:
    for area in words.AREAS:
        yield area
        yield from (f"{area}-{aspect}" for aspect in words.ASPECTS)


def countries() -> Iterator[Json]:
    """The records of the countries."""
    for code, (name, own, cities, _) in sorted(words.COUNTRIES.items()):
        country: Json = {"code": code, "name": name}
        if own:
            country["names"] = [{"text": own, "lang": words.LANGUAGES.get(code, "en")}]
        yield {**country, "cities": [{"name": city} for city in cities]}


def topics() -> Iterator[Json]:
    """The records of the topics."""
    for id in sorted(_topic_ids()):
        name, area = id.replace("-", " "), id.partition("-")[0]
        topic: Json = {"id": id, "name": name.capitalize(), "rule": f"The page names {name} as a subject."}
        yield topic if area == id else {**topic, "broader": area}
