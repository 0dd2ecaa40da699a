"""What countries are called, by CLDR (through Babel): codes, English and native names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from envoytl.core.model import Name

_NOT_COUNTRIES = ("ZZ", "XA", "XB", "EZ", "QO")
"""CLDR's codes for the unknown, for pseudo-locales, the euro zone and outlying Oceania."""


_PARTIES = ("ko", "ja", "zh", "zh_Hant", "ru")
"""The languages, English aside, of the countries whose envoys the six-party talks had."""


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """The two-letter codes that CLDR names: ISO 3166-1 alpha-2, with what it reserves (`EU`, `UN`)."""
    return frozenset(
        str(code) for code in Locale("en").territories if len(str(code)) == 2 and code not in _NOT_COUNTRIES
    )


@lru_cache(maxsize=1)
def other_codes() -> dict[str, list[str]]:
    """Alpha-3, numeric and former codes by alpha-2 code (CLDR's territory aliases)."""
    found: dict[str, list[str]] = {}
    for alias, targets in get_global("territory_aliases").items():
        if len(targets) == 1:
            found.setdefault(targets[0], []).append(alias)
    return found


def english_names() -> Iterator[tuple[str, str]]:
    """Each alpha-2 code with its English name and its other codes."""
    names = Locale("en").territories
    for code in sorted(codes()):
        yield code, names[code]
        for alias in other_codes().get(code, []):
            yield code, alias


def native_names(code: str) -> list[tuple[str, str]]:
    """A country's name in each of its official languages: (language, name)."""
    found: list[tuple[str, str]] = []
    for language in get_official_languages(code, de_facto=True):
        try:
            name = Locale.parse(language).territories.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            found.append((language, name))
    return found


def native(code: str, names: Iterable[Name]) -> str | None:
    """The first of some names that is in an official language of the country other than English, or None."""
    official = {language.partition("_")[0] for language in get_official_languages(code, de_facto=True)} - {"en"}
    return next((name.text for name in names if name.lang.partition("-")[0] in official), None)


def search(asked: str) -> str | None:
    """The code of the country that has this name in a language of the six parties, or in one of its own; or None.

    Slow where it is in none of the parties' languages: many locales are read then.
    """
    from envoytl.core.names import squash

    wanted = squash(asked)
    if not wanted:
        return None
    for language in _PARTIES:
        names = Locale.parse(language).territories
        for code in sorted(codes()):
            if squash(names.get(code, "")) == wanted:
                return code
    for code in sorted(codes()):
        if any(squash(name) == wanted for _, name in native_names(code)):
            return code
    return None
