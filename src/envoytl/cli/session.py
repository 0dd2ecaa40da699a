"""What every command needs of its surroundings: the chronology, the terminal, the clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from envoytl.errors import ReaderGone, UsageError
from envoytl.store.index import Index, forget, open_index
from envoytl.store.locate import chronology_path, settings, settings_path

if TYPE_CHECKING:
    from rich.console import Console

PIPE_WIDTH = 80
"""Columns that what is drawn in a pipe keeps to where it can; nothing is cut there."""

Value = TypeVar("Value")
_opened: list[Path] = []
_written = False


def today() -> date:
    """The one reading of the clock."""
    return date.today()


def opened(data: str | None, *, history: bool = False) -> Index:
    """The index of the chronology that is meant; a slow first build shows its progress on a terminal.

    Args:
        data: the file, as the command line has it.
        history: whether it is to be asked what was known by a day.
    """
    path = chronology_path(data)
    _opened.append(path)
    if sys.stderr.isatty() and _is_large(path):
        from envoytl.cli.progress import Bar

        with Bar(f"indexing {path.name}") as bar:
            return open_index(path, bar, history=history)
    return open_index(path, history=history)


def _is_large(path: Path) -> bool:
    try:
        return os.stat(path).st_size > 5_000_000
    except OSError:
        return False


def discard() -> None:
    """Forget the indexes of the chronologies that were opened."""
    for path in _opened:
        forget(path)


def something_written() -> bool:
    """Whether part of an answer is out already."""
    return _written


def write(text: str | bytes) -> None:
    """Data to stdout, always as UTF-8."""
    global _written
    _written = True
    try:
        sys.stdout.buffer.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    except BrokenPipeError:
        raise ReaderGone from None  # an error of our own, since Typer would end the process with code 1


def say(text: str) -> None:
    """A word to stderr."""
    sys.stdout.flush()
    print(text, file=sys.stderr)


def setting(name: str, given: str | None, read: Callable[[str], Value], default: str) -> Value:
    """What the command line says of something that may be configured, else the configuration file, else the default.

    Args:
        name: the setting.
        given: the option's value, None where it isn't given.
        read: makes the value out of the text.
        default: the text that stands for neither.

    Raises:
        UsageError: `read` refuses the text; where it stands in the configuration file, the message says so.
    """
    if given is not None:
        return read(given)
    configured = settings().get(name)
    try:
        return read(default if configured is None else configured)
    except UsageError as error:
        raise UsageError(f"{settings_path()}: {name}: {error}") from None


def on_terminal() -> bool:
    """Whether a person looks at stdout."""
    return sys.stdout.isatty()


def width() -> int:
    """Columns of the terminal (`COLUMNS` counts, also in a pipe); a pipe has the usual 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return int(columns)
    return os.get_terminal_size(sys.stdout.fileno()).columns if on_terminal() else PIPE_WIDTH


def plain_glyphs(ascii_only: bool) -> bool:
    """Whether to keep to ASCII: asked for, configured, or all that the terminal can show."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return bool(ascii_only or settings().get("ascii")) or not encoding.startswith("utf")


def console(no_color: bool) -> Console:
    """Rich's console on stdout; NO_COLOR, FORCE_COLOR and TERM are Rich's own business."""
    from rich.console import Console

    return Console(
        no_color=no_color or None, width=width(), soft_wrap=True, legacy_windows=False,
        markup=False, emoji=False, highlight=False,  # what is printed is data: none of it means anything to Rich
    )  # fmt: skip
