"""The root of the command line: commands are imported when they are called."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from envoytl.errors import CacheDamaged, EnvoytlError, ReaderGone, UsageError

COMMANDS = {
    "list": "list_", "timeline": "timeline", "show": "show", "people": "people", "countries": "countries",
    "topics": "topics", "occasions": "occasions", "places": "places", "sources": "sources", "stats": "stats",
    "check": "check", "format": "format_", "schema": "schema",
}  # fmt: skip
"""Each command's module below `envoytl.cli`; it holds a function `command`."""

EPILOG = (
    "Exit codes: 0 fine, also for an empty result; 1 check found problems, or format --verify a difference; 2 wrong"
    " use; 3 the chronology can't be read, or the answer not be written; 70 a bug of envoytl; 130 interrupted."
)


class Commands(TyperGroup):
    """A group that knows its commands' names and imports a command only when it is needed."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # the names are what suggestions are made of

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, or None."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None


def load_command(name: str) -> Any:
    """Import a command and make it one of Typer's."""
    function: Callable[..., Any] = import_module(f"envoytl.cli.{COMMANDS[name]}").command
    single = typer.Typer(add_completion=False)
    single.command(name, epilog=EPILOG, no_args_is_help=False)(function)
    return get_command(single)


def _version(value: bool) -> None:
    if value:
        from envoytl import __version__

        print(f"envoytl {__version__}")
        raise typer.Exit


app = typer.Typer(cls=Commands, epilog=EPILOG)


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Who met whom, where, when, and who says so: a cited chronology of diplomatic meetings.

    Repeating a filter narrows (and), a comma widens (or): --country KR --country US,JP.
    """
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


def run(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit code; errors are told on stderr."""
    wrong_use = typer.BadParameter.__mro__[2]  # Click's base of all complaints, which Typer vendors
    try:
        try:
            _only_text(sys.argv[1:] if arguments is None else arguments)
            return _call(arguments)
        except CacheDamaged as error:
            return _again(arguments, error)
    except ReaderGone:
        return 0
    except EnvoytlError as error:
        return _tell(str(error), error.exit_code)
    except typer.Abort:
        return 130
    except wrong_use as error:  # type: ignore[misc]
        return _tell(_complaint(error), 2)


def _call(arguments: list[str] | None) -> int:
    code = get_command(app)(args=arguments, prog_name="envoytl", standalone_mode=False)
    return code if isinstance(code, int) else 0


def _only_text(arguments: list[str]) -> None:
    """Refuse bytes that are no text, except where a file is named."""
    for before, argument in zip(["", *arguments], arguments, strict=False):
        names_file = before in ("--data", "--to") or argument.startswith(("--data=", "--to="))
        if not names_file and any("\ud800" <= char <= "\udfff" for char in argument):
            raise UsageError(f"an argument is not text in UTF-8: {argument!a}")


def _again(arguments: list[str] | None, error: CacheDamaged) -> int:
    """Throw the damaged index away and ask once more, unless part of an answer is already out."""
    from envoytl.cli.session import discard, something_written

    discard()
    if something_written():
        raise error
    return _call(arguments)


def _complaint(error: Any) -> str:
    """Click's message as one sentence, with the command whose help says more."""
    message = str(error.format_message()).rstrip(".").replace("\n", " ")
    message = message[:1].lower() + message[1:]
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "envoytl"
    return f"{message} (see `{where} --help`)"


def _tell(message: str, code: int) -> int:
    sys.stdout.flush()
    print(f"envoytl: {message}", file=sys.stderr)
    return code
