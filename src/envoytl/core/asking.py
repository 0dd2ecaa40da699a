"""What may be asked: the words and ranges that filters take, for the command line and for the Python API alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envoytl.core.words import SIDES_WORDS
from envoytl.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from datetime import date

    from envoytl.core.dates import Span

MOST_SIDES = 250


def one_of(asked: str, words: tuple[str, ...], kind: str) -> str:
    """The word, if it is one of these. Raises UnknownName with the nearest and all of them."""
    from envoytl.core.names import nearest

    if asked.strip().casefold() in words:
        return asked.strip().casefold()
    raise UnknownName(kind, asked, nearest(asked, words, 1), f"there are {', '.join(words)}")


def sides(text: str) -> tuple[int, int]:
    """A range of the number of sides, both ends included: `2`, `3+`, `2-4`, `bilateral`. Raises UsageError."""
    first, dash, last = text.partition("-")
    found: tuple[int, int] | None = None
    if text in SIDES_WORDS:
        found = SIDES_WORDS[text]
    elif text.isdecimal():
        found = (int(text), int(text))
    elif text.endswith("+") and text[:-1].isdecimal():
        found = (int(text[:-1]), MOST_SIDES)
    elif dash and first.isdecimal() and last.isdecimal():
        found = (int(first), int(last))
    if found is None:
        raise UsageError(f"--sides takes 2, 3+, 2-4, {', '.join(SIDES_WORDS)}; not {text!r}")
    if found[0] > found[1]:
        raise UsageError(f"--sides {text}: the lower number comes first")
    if found[1] < 2:
        raise UsageError(f"--sides {text}: no meeting can have that; a meeting has two sides or more")
    return found


def period(text: str | None, option: str, today: date) -> Span | None:
    """The days that an option names, or None where it isn't given. Raises UsageError."""
    if text is None:
        return None
    from envoytl.core.dates import DateError
    from envoytl.core.periods import parse_period

    try:
        return parse_period(text, today)
    except DateError as error:
        raise UsageError(f"{option}: {error}") from None


def between(since: str | None, until: str | None, today: date) -> Span | None:
    """The days from the first of one period to the last of another; None where neither is given. Raises UsageError."""
    from datetime import date as day

    first, last = period(since, "--since", today), period(until, "--until", today)
    if first is None and last is None:
        return None
    start, end = first.first if first else day.min, last.last if last else day.max
    if start > end:
        raise UsageError(f"--since {since} begins after --until {until} ends ({start} > {end})")
    from envoytl.core.dates import Span

    return Span(start, end)


def span(since: str | None, until: str | None, on: str | None, today: date, *, certain: bool = False) -> Span | None:
    """The days that the options of time name together, or None without them. Raises UsageError."""
    whole = period(on, "--on", today)
    if whole and (since or until):
        raise UsageError("--on names the whole period: leave out --since and --until")
    found = whole or between(since, until, today)
    if certain and found is None:
        raise UsageError("--certain goes with --since, --until or --on")
    return found


def words_to_find(texts: list[str]) -> str:
    """Repeated `--text` options as one: all must be found. Raises UsageError where one has no letter or digit."""
    for text in texts:
        if not any(char.isalnum() for char in text):
            raise UsageError(f"--text {text!r} holds no word to look for")
    return " ".join(text + '"' * (text.count('"') % 2) for text in texts)
