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
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell: `>&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
    try:
        from envoytl.cli.app import run

        code = run()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except SystemExit as leaving:  # how Typer ends the completion of a word
        return leaving.code if isinstance(leaving.code, int) else 0
    except BrokenPipeError:
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        print(f"envoytl: the answer can't be written: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 3
    except Exception as error:
        if os.environ.get("ENVOYTL_DEBUG"):
            raise
        said = f"{type(error).__name__}: {error}"
        print(f"envoytl: this is a bug of envoytl: {said} (ENVOYTL_DEBUG=1 shows where)", file=sys.stderr)
        return 70


def _drop_output() -> None:
    """What is still to be written goes nowhere, lest the interpreter complain when it flushes once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
