"""What people type, resolved to ids: countries, people, topics, occasions, places, sources, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envoytl.core.names import nearest, order_free, squash, words_of
from envoytl.core.query import Group, Query
from envoytl.errors import AmbiguousName, UnknownName, UsageError
from envoytl.store.sql import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from envoytl.store.index import Index

MOST_CANDIDATES = 20
"""Of how many candidates an ambiguous name's message lists."""

_PLURAL = {"person": "people", "topic": "topics", "occasion": "occasions", "country": "countries"}


def country(index: Index, asked: str) -> str:
    """The code of a country, asked for by code, English or native name, or a usual short form.

    Raises:
        UnknownName: nothing is called that; a city that stands for its government is pointed to `--place`.
    """
    found = exact(index, "country", asked) or exact(index, "country", _without_article(asked))
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise AmbiguousName("countries", asked, [_described(index, "country", id) for id in found])
    cities = exact(index, "city", asked)
    if cities:
        code, _, city = cities[0].partition("/")
        raise UnknownName("country", asked, [], f"{city} is a city: say --country {code}, or --place {_quoted(city)}")
    from envoytl.store.countries import search

    code = search(asked) or ""
    if code:
        return code
    known = (row[0] for row in index.rows("SELECT text FROM name WHERE kind = 'country'"))
    raise UnknownName("country", asked, nearest(asked, [name for name in known if not _is_code(name)]))


def _without_article(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name


def _is_code(name: str) -> bool:
    """Whether a name is a country's code of three letters or digits."""
    return len(name) == 3 and (name.isdigit() or (name.isascii() and name.isupper()))


def person(index: Index, asked: str) -> str:
    """The id of a person, asked for by id or any part of any spelling in any script.

    Raises:
        AmbiguousName: several people answer to it. UnknownName: nobody does.
    """
    return _one(index, "person", asked)


def topic(index: Index, asked: str) -> str:
    """The id of a topic, asked for by id or (part of) its name. Raises as `person`."""
    return _one(index, "topic", asked)


def occasion(index: Index, asked: str) -> str:
    """The id of an occasion, asked for by id or (part of) its name. Raises as `person`."""
    return _one(index, "occasion", asked)


def occasions(index: Index, asked: str) -> tuple[str, ...]:
    """All occasions that a word fits: `NEACD` means every one of its years. Raises UnknownName."""
    found = _id(index, "occasion", asked) or _tiers(index, "occasion", asked)
    if not found:
        raise _unknown(index, "occasion", asked)
    return tuple(found)


def places(index: Index, asked: str) -> tuple[str, ...]:
    """The facet values of a place: a city in any spelling, alone or with its country as tables print it
    (`Seoul, KR`), a country that was host, or any part of a venue's name.

    Returns:
        Values that name their kind: `city:KR/Seoul`, `host:KR`, `venue:Blue House`.

    Raises:
        UnknownName: no meeting took place there and nothing is called that.
    """
    city, comma, host = asked.rpartition(",")
    if comma and (within := _in_country(index, city, host)):
        return within
    wanted = squash(asked)
    cities = {value: squash(value.partition("/")[2]) for value in index.values("city")}
    venues = {value: squash(value) for value in index.values("venue")}
    found = [f"city:{id}" for id in exact(index, "city", asked)]
    found += [f"city:{value}" for value, name in cities.items() if name == wanted]
    found += [f"host:{code}" for code in exact(index, "country", asked)]
    if not found and wanted:
        found = [f"city:{id}" for id in _containing(index, "city", asked)]
        found += [f"city:{value}" for value, name in cities.items() if wanted in name]
        found += [f"venue:{value}" for value, name in venues.items() if wanted in name]
    if not found:
        known = [row[0] for row in index.rows("SELECT text FROM name WHERE kind = 'city'")]
        raise UnknownName("place", asked, nearest(asked, [*known, *venues]))
    return tuple(dict.fromkeys(found))


def every_place(index: Index, asked: Sequence[str]) -> tuple[str, ...]:
    """The facet values of several places; a country right after one of its cities belongs to that: `Seoul`, `KR`.

    Raises:
        UnknownName: as `places`.
    """
    found: list[tuple[str, ...]] = []
    for i, part in enumerate(asked):
        within = _in_country(index, asked[i - 1], part) if i else ()
        if within:
            found[-1] = within
        else:
            found.append(places(index, part))
    return tuple(dict.fromkeys(value for values in found for value in values))


def _in_country(index: Index, city: str, country: str) -> tuple[str, ...]:
    """The facet values of a city that lies in a country; none where there is no such city or country."""
    codes = exact(index, "country", country.strip())
    try:
        found = places(index, city.strip()) if codes else ()
    except UnknownName:
        return ()
    return tuple(value for value in found if value.startswith(tuple(f"city:{code}/" for code in codes)))


def source(index: Index, asked: str) -> tuple[str, tuple[str, ...]]:
    """A source by id, or a publisher by (part of) its name: the facet's kind and values. Raises UnknownName."""
    for id in (asked, asked.lower()):
        if index.entry("sources", id):
            return "source", (id,)
    wanted = squash(asked)
    publishers = [row[0] for row in index.rows("SELECT value FROM term WHERE kind = 'publisher'")]
    found = [name for name in publishers if squash(name) == wanted] or [
        n for n in publishers if wanted and wanted in squash(n)
    ]
    if not found:
        raise UnknownName("publisher or source", asked, nearest(asked, publishers))
    return "publisher", tuple(found)


def sources(index: Index, asked: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Several of what `source` finds, of one kind.

    Raises:
        UnknownName: as `source`. UsageError: publishers and ids of sources are mixed.
    """
    found = [source(index, each) for each in asked]
    if len({kind for kind, _ in found}) > 1:
        raise UsageError("--source takes publishers or ids of sources, not both at once")
    return found[0][0], tuple(value for _, values in found for value in values)


def meeting(index: Index, asked: str) -> str:
    """The id of a meeting, asked for by any prefix that only one meeting has. Raises as `person`."""
    asked = asked.lower()
    exact = index.row("SELECT id FROM meeting WHERE id = ? LIMIT 1", (asked,))
    if exact:
        return str(exact[0])
    sql = "SELECT DISTINCT id FROM meeting WHERE substr(id, 1, ?) = ? ORDER BY day, id"
    found = [str(row[0]) for row in index.rows(sql, (len(asked), asked))] if asked else []
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousName("meetings", asked, found, MOST_CANDIDATES)
    start = asked[:4] if asked[:4].isdigit() else ""
    ids = [
        row[0]
        for row in index.rows("SELECT id FROM meeting WHERE substr(id, 1, ?) = ? LIMIT 5000", (len(start), start))
    ]
    raise UnknownName("meeting", asked, nearest(asked, ids))


def exact(index: Index, kind: str, asked: str) -> list[str]:
    """Who is called just that, in either order of the names; a code of a country counts as a name."""
    sql = "SELECT DISTINCT id FROM name WHERE kind = ? AND (squashed = ? OR sorted = ? OR id = ?)"
    return [row[0] for row in index.rows(sql, (kind, squash(asked) or "\0", order_free(asked) or "\0", asked.upper()))]


def escaped(word: str) -> str:
    """The word as it stands in a LIKE pattern, whose escape sign is a backslash."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _one(index: Index, kind: str, asked: str) -> str:
    found = _id(index, kind, asked) or _tiers(index, kind, asked) or _tiers(index, kind, asked.replace("-", " "))
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousName(_PLURAL[kind], asked, [_described(index, kind, id) for id in found])
    raise _unknown(index, kind, asked)


def _unknown(index: Index, kind: str, asked: str) -> UnknownName:
    known = [row[0] for row in index.rows("SELECT text FROM name WHERE kind = ?", (kind,))]
    words = {word for name in known for word in name.split() if len(word) > 3}
    return UnknownName(kind, asked, nearest(asked, [*known, *sorted(words)]))


def _id(index: Index, kind: str, asked: str) -> list[str]:
    sql = "SELECT DISTINCT id FROM name WHERE kind = ? AND id = ?"
    return [row[0] for row in index.rows(sql, (kind, asked.lower()))]


def _tiers(index: Index, kind: str, asked: str) -> list[str]:
    """Who is called just that; else who has all the words; else who has all of them somewhere in one spelling."""
    found = exact(index, kind, asked)
    words = words_of(asked)
    if found or not words:
        return found
    whole = " AND ".join("words LIKE ? ESCAPE '\\'" for _ in words)
    sql = f"SELECT DISTINCT id FROM name WHERE kind = ? AND {whole}"
    found = [row[0] for row in index.rows(sql, (kind, *(f"% {escaped(word)} %" for word in words)))]
    return found or _containing(index, kind, asked)


def _containing(index: Index, kind: str, asked: str) -> list[str]:
    words = words_of(asked)
    parts = " AND ".join("squashed LIKE ? ESCAPE '\\'" for _ in words)
    sql = f"SELECT DISTINCT id FROM name WHERE kind = ? AND {parts or '0'}"
    return [row[0] for row in index.rows(sql, (kind, *(f"%{escaped(word)}%" for word in words)))]


def _described(index: Index, kind: str, id: str) -> str:
    """`Kim Gunn (kim-gunn), KR, 27 meetings`."""
    entry = index.entry(_PLURAL[kind], id) or {"name": id}
    meetings = count(index, Query(groups=(Group(kind, (id,), ""),)))
    parts = [f"{entry['name']} ({id})"]
    if kind == "person":
        parts.append(entry["country"])
    parts.append(f"{meetings} meeting{'' if meetings == 1 else 's'}")
    return ", ".join(parts)


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text
