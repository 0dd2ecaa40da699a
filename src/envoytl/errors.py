"""One tree of errors; each class knows the exit code that `envoytl --help` documents."""

from __future__ import annotations

FINE, PROBLEMS, USAGE, DATA, INTERRUPTED = 0, 1, 2, 3, 130


class EnvoytlError(Exception):
    """Anything envoytl has to tell its user; `str(error)` is the whole message."""

    exit_code = DATA


class UsageError(EnvoytlError):
    """A word, option or combination that was asked for does not exist (exit code 2)."""

    exit_code = USAGE


_LISTED_BY = {
    "country": "countries", "person": "people", "topic": "topics", "occasion": "occasions", "place": "places",
    "publisher or source": "sources", "meeting": "list --columns id",
}  # fmt: skip


class UnknownName(UsageError):
    """A name that the chronology does not hold, with the nearest ones it does hold."""

    def __init__(self, kind: str, asked: str, nearest: list[str], hint: str = "") -> None:
        self.kind, self.asked, self.nearest = kind, asked, nearest
        message = f"no {kind} is called {asked!r}"
        if nearest:
            message += "; did you mean " + " or ".join(nearest) + "?"
        elif not hint and kind in _LISTED_BY:
            hint = f"`envoytl {_LISTED_BY[kind]}` lists what there is"
        if hint:
            message += f" ({hint})" if nearest else f"; {hint}"
        super().__init__(message)


class AmbiguousName(UsageError):
    """A name that several records answer to, with all of them."""

    def __init__(self, kind: str, asked: str, candidates: list[str], most: int | None = None) -> None:
        self.kind, self.asked, self.candidates = kind, asked, candidates
        rows = "".join(f"\n  {candidate}" for candidate in candidates[:most])
        if most is not None and len(candidates) > most:
            rows += f"\n  and {len(candidates) - most} more"
        super().__init__(f"{asked!r} fits {len(candidates)} {kind}; say which:{rows}")


class DataError(EnvoytlError):
    """The chronology can't be read (exit code 3).

    The message has the form `file:line:column: record: field: what is wrong`; what is not known is left out.
    """

    exit_code = DATA

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        line: int | None = None,
        column: int | None = None,
        record: str = "",
        field: str = "",
        more: int = 0,
    ) -> None:
        self.message, self.file, self.line, self.column = message, file, line, column
        self.record, self.field, self.more = record, field, more
        place = file
        if line is not None:
            place += f":{line}" + (f":{column}" if column is not None else "")
        text = ": ".join(part for part in (place, record, field, message) if part)
        if more:
            text += f"\n(and {more} more; `envoytl check` lists them all)"
        super().__init__(text)


class CacheDamaged(EnvoytlError):
    """The cached index turned out to be unreadable while a query ran; it can be thrown away and rebuilt."""


class ReaderGone(EnvoytlError):
    """Whoever read our output has seen enough: nothing is wrong (exit code 0)."""

    exit_code = FINE
