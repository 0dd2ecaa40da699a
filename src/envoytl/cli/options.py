"""The options that commands share, and what they mean: one `Query`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from envoytl.cli.session import opened, say, today
from envoytl.core import asking
from envoytl.core.query import SORTS, Group, Query
from envoytl.core.words import LEVELS, MODES, SHOWN_STATUSES, SIDES_WORDS
from envoytl.errors import UsageError
from envoytl.store import lookup, sql
from envoytl.store.index import Index

if TYPE_CHECKING:
    from envoytl.core.dates import Span

_FILTERS = "Filters (repeat: and; comma: or)"
_ORDER = "Order"
_COMMON = "Common"


def offers(what: str | tuple[str, ...]) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """What Tab completes an option to: one of some words, or a kind of thing that the chronology holds."""

    def offer(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from envoytl.cli import complete

        if isinstance(what, str):
            return complete.from_chronology(what, ctx.params.get("data"), incomplete)
        return complete.from_words(what, incomplete)

    return offer


def _option(name: str, kind: Any, default: Any, *flags: str, panel: str, help: str, **more: Any) -> inspect.Parameter:
    annotation = Annotated[kind, typer.Option(*flags, help=help, rich_help_panel=panel, **more)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _many(name: str, *flags: str, help: str, **more: Any) -> inspect.Parameter:
    return _option(name, list[str], [], *flags, panel=_FILTERS, help=help, show_default=False, **more)


def _maybe(name: str, *flags: str, help: str, **more: Any) -> inspect.Parameter:
    return _option(name, str | None, None, *flags, panel=_FILTERS, help=help, **more)


def _flag(name: str, flag: str, help: str, panel: str = _FILTERS) -> inspect.Parameter:
    return _option(name, bool, False, flag, panel=panel, help=help)


FILTERS = (
    _many(
        "country",
        "--country",
        "-c",
        metavar="COUNTRY",
        help="A side: code, name or short form (JP, Japan, 日本, DPRK).",
        autocompletion=offers("country"),
    ),
    _many(
        "envoy",
        "--envoy",
        "-e",
        metavar="PERSON",
        help="A person: any part of any known spelling, any script.",
        autocompletion=offers("person"),
    ),
    _many(
        "topic",
        "--topic",
        "-t",
        metavar="TOPIC",
        help="A topic, with all that are narrower.",
        autocompletion=offers("topic"),
    ),
    _many(
        "place",
        "--place",
        metavar="PLACE",
        help="A city, a venue, or the country where it was.",
        autocompletion=offers("city"),
    ),
    _maybe(
        "since", "--since", metavar="WHEN", help="From this period on: 2023, 2023-Q2, 2023-04, 2023-W14, 'last month'."
    ),
    _maybe("until", "--until", metavar="WHEN", help="Up to the end of this period."),
    _maybe("on", "--on", metavar="WHEN", help="In this period."),
    _flag("certain", "--certain", "Only what surely falls into the period, not what possibly does."),
    _many(
        "status",
        "--status",
        metavar="STATUS",
        help=", ".join(SHOWN_STATUSES) + ".",
        autocompletion=offers(SHOWN_STATUSES),
    ),
    _many("mode", "--mode", metavar="MODE", help=", ".join(MODES) + ".", autocompletion=offers(MODES)),
    _many("level", "--level", metavar="LEVEL", help=", ".join(LEVELS) + ".", autocompletion=offers(LEVELS)),
    _many(
        "sides",
        "--sides",
        metavar="N",
        help="How many: 2, 3+, 2-4, bilateral, trilateral.",
        autocompletion=offers(tuple(SIDES_WORDS)),
    ),
    _many(
        "occasion",
        "--occasion",
        metavar="OCCASION",
        help="The forum, summit or visit.",
        autocompletion=offers("occasion"),
    ),
    _many(
        "source",
        "--source",
        metavar="SOURCE",
        help="A publisher, or a source by id.",
        autocompletion=offers("publisher"),
    ),
    _many("text", "--text", "-q", metavar="WORDS", help="Words in names, posts, places, topics and summaries."),
    _flag("only", "--only", "With --country: these sides and no other."),
    _maybe("known_by", "--known-by", metavar="WHEN", help="The chronology as it stood in print on that day."),
)
ORDER = (
    _option(
        "sort",
        str,
        "date",
        "--sort",
        panel=_ORDER,
        metavar="FIELD",
        help=", ".join(SORTS) + ".",
        autocompletion=offers(SORTS),
    ),
    _flag("reverse", "--reverse", "Last first.", _ORDER),
    _option("limit", int | None, None, "--limit", "-n", panel=_ORDER, metavar="N", min=0, help="At most so many."),
)
COMMON = (
    _option(
        "data",
        str | None,
        None,
        "--data",
        panel=_COMMON,
        metavar="FILE",
        help="Another chronology (or ENVOYTL_DATA, or the configuration file).",
    ),
    _flag("ascii_only", "--ascii", "Keep to ASCII glyphs.", _COMMON),
    _flag("no_color", "--no-color", "No colours (or NO_COLOR).", _COMMON),
)


class Asked:
    """The shared options of one call, as typed, as attributes and in `values`."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __getattr__(self, name: str) -> Any:
        return self.values[name]

    def index(self) -> Index:
        """The chronology that is meant."""
        return opened(self.values.get("data"), history=self.values.get("known_by") is not None)


def shares(*groups: tuple[inspect.Parameter, ...]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of these groups; the function receives them together as `asked`."""
    shared = [parameter for group in groups for parameter in group]

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        own = [p for p in inspect.signature(function, eval_str=True).parameters.values() if p.name != "asked"]
        names = [parameter.name for parameter in shared]

        def command(**values: Any) -> None:
            function(asked=Asked({name: values.pop(name) for name in names}), **values)

        command.__doc__ = function.__doc__
        command.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        return command

    return decorate


def query(asked: Asked, index: Index) -> Query:
    """The question that the filters ask.

    Raises:
        UsageError: a filter names something that isn't there, or the filters contradict each other.
    """
    now = today()
    countries = _groups(index, asked.country, "country", "--country", lookup.country)
    if asked.only and not countries:
        raise UsageError("--only goes with --country: these sides and no other")
    groups = [
        *countries,
        *_groups(index, asked.envoy, "person", "--envoy", lookup.person),
        *_groups(index, asked.topic, "topic", "--topic", lookup.topic),
        *_groups(index, asked.place, "place", "--place", lookup.places),
        *_groups(index, asked.occasion, "occasion", "--occasion", lookup.occasions),
        *_sources(index, asked.source),
    ]
    known_by = asking.period(asked.known_by, "--known-by", now)
    values = asked.values
    return Query(
        groups=tuple(groups),
        only=tuple(dict.fromkeys(code for group in countries for code in group.values)) if asked.only else (),
        span=_span(asked, now),
        certain=asked.certain,
        statuses=_words(asked.status, SHOWN_STATUSES, "status"),
        modes=_words(asked.mode, MODES, "mode"),
        levels=_words(asked.level, LEVELS, "level"),
        sides=tuple(tuple(asking.sides(part) for part in parts) for parts in split(asked.sides, "--sides")),
        text=asking.words_to_find(asked.text),
        known_by=known_by.last if known_by else None,
        today=now,
        sort=asking.one_of(values.get("sort", "date"), SORTS, "order"),
        reverse=values.get("reverse", False),
        limit=values.get("limit"),
    )


def split(texts: list[str], option: str) -> list[list[str]]:
    """Repeated options, each split at its commas: all of the outer list must hold, one of each inner list.

    Raises:
        UsageError: there is nothing in one of them.
    """
    lists = [[part for part in (piece.strip() for piece in text.split(",")) if part] for text in texts]
    if not all(lists):
        raise UsageError(f"{option} is given without a value")
    return lists


def _tidied(texts: list[str]) -> list[str]:
    """Options as typed, without the white space round their commas."""
    return [",".join(parts) for parts in split(texts, "")]


def _groups(index: Index, texts: list[str], kind: str, option: str, find: Callable[[Index, str], Any]) -> list[Group]:
    made = []
    for parts in split(texts, option):
        found = [find(index, part) for part in parts]
        values = tuple(value for each in found for value in ((each,) if isinstance(each, str) else each))
        made.append(Group(kind, values, f"{option} {','.join(parts)}"))
    return made


def _sources(index: Index, texts: list[str]) -> list[Group]:
    made = []
    for parts in split(texts, "--source"):
        found = [lookup.source(index, part) for part in parts]
        if len({kind for kind, _ in found}) > 1:
            raise UsageError("--source takes publishers or ids of sources, not both at once")
        values = tuple(value for _, values in found for value in values)
        made.append(Group(found[0][0], values, f"--source {','.join(parts)}"))
    return made


def _words(texts: list[str], words: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """The words asked for; repeated options narrow, and since a meeting has only one, both can't hold."""
    lists = split(texts, f"--{kind}")
    found = [{asking.one_of(part, words, kind) for part in parts} for parts in lists]
    if not found:
        return ()
    common = set.intersection(*found)
    if not common:
        every = ",".join(part for parts in lists for part in parts)
        raise UsageError(f"a meeting has one {kind}: give several with a comma, as in --{kind} {every}")
    return tuple(word for word in words if word in common)


def _span(asked: Asked, now: date) -> Span | None:
    on = asking.period(asked.on, "--on", now)
    if on and (asked.since or asked.until):
        raise UsageError("--on names the whole period: leave out --since and --until")
    span = on or asking.between(asked.since, asked.until, now)
    if asked.certain and span is None:
        raise UsageError("--certain goes with --since, --until or --on")
    return span


def explain_empty(asked: Asked, index: Index, question: Query, counted: str = "") -> None:
    """Say on stderr what was asked for and which filter left nothing.

    Args:
        asked: the options as typed.
        index: the chronology.
        question: what the options ask.
        counted: what meetings were to be counted by; where there are meetings, none of them has one.
    """
    if question.limit == 0:
        say("no meetings are shown with --limit 0")
        return
    meetings = sql.count(index, question) if counted else 0
    if meetings:
        which = f"none of the {meetings} meetings has a" if meetings > 1 else "the meeting has no"
        say(f"{which} known {counted}")
        return
    given = _given(asked)
    if not given:
        say("no meetings: the chronology is empty")
        return
    culprit = sql.emptied_by(index, question)
    tail = ""
    if culprit and len(given) > 1:
        named = [text for name, text in given if (text == culprit if isinstance(culprit, str) else name in culprit)]
        tail = f"; without {' '.join(named)} there are some"
    if "planned" in question.statuses and "unconfirmed" not in question.statuses:
        tail += "; a plan whose day is past and of which nothing was reported is `--status unconfirmed`"
    say(f"no meetings for {' '.join(text for _, text in given)}{tail}")


def _given(asked: Asked) -> list[tuple[str, str]]:
    """The filters that were given: the parameter's name, and the option as on a command line."""
    found = []
    for name in (parameter.name for parameter in FILTERS):
        value, option = asked.values.get(name), "--" + name.replace("_", "-")
        if value is True:
            found.append((name, option))
        elif value:
            texts = [value] if isinstance(value, str) else value if name == "text" else _tidied(value)
            found += [(name, f"{option} {text}") for text in texts]
    return found
