"""The commands: parse, call, render. The one place that prints, reads the clock and ends the process."""

from __future__ import annotations

import gc
import os
import sys


def entry() -> None:
    """The console script. Leaves without tearing the interpreter down, which takes a tenth of a short command's time:
    output is flushed, files and locks are closed by then, and nothing waits for the exit.
    """
    code = main()
    sys.stderr.flush()
    os._exit(code)


def main() -> int:
    """Run the command line; returns the exit code. Whatever goes wrong, the user sees a sentence and no traceback."""
    gc.disable()  # a short-lived process: collecting while modules load costs more than it frees
    try:
        from envoytl.cli.app import run

        code = run()
    except KeyboardInterrupt:
        return 130
    except SystemExit as leaving:  # how Typer ends the completion of a word
        code = leaving.code if isinstance(leaving.code, int) else 0
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Keep the interpreter from complaining when it flushes once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
