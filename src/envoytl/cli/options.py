"""The options that commands share, and what they mean: one `Query`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

import typer

from envoytl.cli.session import opened, today
from envoytl.core import asking
from envoytl.core.query import SORTS, Group, Query
from envoytl.core.words import LEVELS, MODES, SHOWN_STATUSES, SIDES_WORDS
from envoytl.errors import UsageError
from envoytl.store import lookup
from envoytl.store.index import Index

Row = TypeVar("Row", bound=Sequence[Any])
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
ROWS = (
    _option(
        "row_sort", str | None, None, "--sort", panel=_ORDER, metavar="COLUMN", help="By a column, the smallest first."
    ),
    _flag("row_reverse", "--reverse", "Last first.", _ORDER),
    _option(
        "row_limit", int | None, None, "--limit", "-n", panel=_ORDER, metavar="N", min=0, help="At most so many rows."
    ),
)
"""The order of directories and counts, which have rows of their own."""
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


AFile = Annotated[str | None, typer.Argument(metavar="[FILE]", help="The chronology; the same as --data.")]


class Asked:
    """The shared options of one call, as typed, as attributes and in `values`."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __getattr__(self, name: str) -> Any:
        return self.values[name]

    def file(self, named: str | None) -> str | None:
        """The chronology's file as the curator's commands have it: named outright, or by `--data`."""
        data: str | None = self.values["data"]
        if named is not None and data is not None:
            raise UsageError("FILE and --data both name the chronology: give one")
        return data if named is None else named

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
        *_places(index, asked.place),
        *_groups(index, asked.occasion, "occasion", "--occasion", lookup.occasions),
        *_sources(index, asked.source),
    ]
    known_by = asking.period(asked.known_by, "--known-by", now)
    values = asked.values
    return Query(
        groups=tuple(groups),
        only=tuple(dict.fromkeys(code for group in countries for code in group.values)) if asked.only else (),
        span=asking.span(asked.since, asked.until, asked.on, now, certain=asked.certain),
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


def tidied(texts: list[str]) -> list[str]:
    """Options as typed, without the white space round their commas."""
    return [",".join(parts) for parts in split(texts, "")]


def arranged(headers: Sequence[str], rows: Sequence[Row], asked: Asked) -> list[Row]:
    """Rows in the order and number that `ROWS` ask for; what isn't known stands last.

    Raises:
        UsageError: there is no such column.
    """
    made = list(rows)
    if asked.row_sort is not None:
        column = list(headers).index(asking.one_of(asked.row_sort, tuple(headers), "column"))
        made.sort(key=lambda row: (row[column] is None, _sortable(row[column])))
    if asked.row_reverse:
        made.reverse()
    return made[: asked.row_limit]


def _sortable(cell: Any) -> Any:
    return 0 if cell is None else cell.casefold() if isinstance(cell, str) else cell


def refuse_order(asked: Asked) -> None:
    """For a dossier, whose parts have their own order. Raises UsageError."""
    if asked.row_sort is not None or asked.row_reverse or asked.row_limit is not None:
        raise UsageError("--sort, --reverse and --limit order a list; with a name given there is none")


def _groups(index: Index, texts: list[str], kind: str, option: str, find: Callable[[Index, str], Any]) -> list[Group]:
    made = []
    for parts in split(texts, option):
        found = [find(index, part) for part in parts]
        values = tuple(value for each in found for value in ((each,) if isinstance(each, str) else each))
        made.append(Group(kind, values, f"{option} {','.join(parts)}"))
    return made


def _places(index: Index, texts: list[str]) -> list[Group]:
    lists = split(texts, "--place")
    return [Group("place", lookup.every_place(index, parts), f"--place {','.join(parts)}") for parts in lists]


def _sources(index: Index, texts: list[str]) -> list[Group]:
    lists = split(texts, "--source")
    return [Group(*lookup.sources(index, parts), f"--source {','.join(parts)}") for parts in lists]


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
