"""Cold starts, as ratios to a bare interpreter's: `python -m bench.start [--runs 30] [--million FILE.jsonl]`.

Each case is timed between two bare starts' worth of the same conditions: a `python -c pass` of this virtual environment
goes right before it, and only the ratio of the two counts. Cases take turns, so that a busy minute hits all of them.
Exits 1 where a median is above its bound.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

COMMAND = str(Path(sys.executable).with_name("envoytl"))
BARE = (sys.executable, "-c", "pass")
COLUMNS, ROWS = 120, 40
PER_MILLION = 1.3
"""What a million meetings may cost: so many times the same question to the bundled chronology."""


class Case(NamedTuple):
    """One thing to start.

    `bound` is the largest median ratio allowed; where `against` names another case, it is that many times its median.
    """

    name: str
    command: tuple[str, ...]
    bound: float
    against: str = ""
    terminal: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    """More of the environment."""
    expected: str = ""
    """What its output must hold."""


class Figure(NamedTuple):
    """The ratios of a case to its bare neighbours."""

    median: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]]) -> Figure:
        """From pairs of seconds: the bare start, then the case's."""
        ratios = [case / bare for bare, case in pairs]
        return cls(statistics.median(ratios), min(ratios), max(ratios))


def cases(million: Path | None) -> list[Case]:
    """What is measured."""
    japan = (COMMAND, "list", "--country", "JP")
    completion = (
        ("_ENVOYTL_COMPLETE", "complete_bash"), ("COMP_WORDS", "envoytl list --country J"), ("COMP_CWORD", "3"),
    )  # fmt: skip
    found = [
        Case("list as JSON", (*japan, "--json"), 6.5, expected='"JP"'),
        Case("list as a table on a terminal", japan, 9.5, terminal=True, expected="JP"),
        Case("completion of a value", (COMMAND,), 6.5, extra=completion, expected="JP"),
    ]
    if million:
        data = ("--data", str(million.absolute()))
        as_json, as_table = found[0], found[1]
        few = (COMMAND, "list", "--country", "KR", "--limit", "20", "--json", *data)
        found += [
            Case("million: list as JSON", (*as_json.command, *data), PER_MILLION, as_json.name, expected='"JP"'),
            Case(
                "million: a table on a terminal", (*as_table.command, *data), PER_MILLION, as_table.name, terminal=True,
                expected="JP",
            ),
            Case("million: the first 20 of KR", few, PER_MILLION, as_json.name, expected='"KR"'),
        ]  # fmt: skip
    return found


def bounds(found: Sequence[Case], figures: Mapping[str, Figure]) -> dict[str, float]:
    """Each case's largest allowed ratio, those that depend on another case's figure worked out."""
    return {case.name: case.bound * (figures[case.against].median if case.against else 1) for case in found}


def table(found: Sequence[Case], figures: Mapping[str, Figure]) -> list[str]:
    """The lines that are printed, one a case; a `!` where its bound is exceeded."""
    allowed = bounds(found, figures)
    lines = [f"{'case':40} {'median':>7} {'min':>7} {'max':>7} {'bound':>7}"]
    for case in found:
        figure, bound = figures[case.name], allowed[case.name]
        mark = " !" if figure.median > bound else ""
        lines.append(
            f"{case.name:40} {figure.median:7.2f} {figure.lowest:7.2f} {figure.highest:7.2f} {bound:7.2f}{mark}"
        )
    return lines


def exceeded(found: Sequence[Case], figures: Mapping[str, Figure]) -> list[str]:
    """The names of the cases whose median is above their bound."""
    allowed = bounds(found, figures)
    return [case.name for case in found if figures[case.name].median > allowed[case.name]]


def surroundings(cache: str) -> dict[str, str]:
    """The environment of every start: no settings of the user's, a cache of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ENVOYTL_")}
    # A package that pip installs has its bytecode beside it; a checkout gets it in the warm-up, unless it is forbidden.
    for key in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):
        kept.pop(key, None)
    return {
        **kept,
        "ENVOYTL_CACHE": cache,
        "ENVOYTL_CONFIG": str(Path(cache, "no-such-config")),
        "TERM": "xterm-256color",
    }


def started(case: Case, environment: Mapping[str, str]) -> tuple[float, str]:
    """Seconds from start to end of a case's process, and its output. Raises RuntimeError where it isn't as expected."""
    environment = {**environment, **dict(case.extra)}
    begin = time.perf_counter()
    code, output = _on_terminal(case.command, environment) if case.terminal else _in_pipe(case.command, environment)
    seconds = time.perf_counter() - begin
    if code or case.expected not in output:
        raise RuntimeError(f"{case.name}: exit code {code}, output {output[:300]!r}")
    return seconds, output


def _in_pipe(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    return done.returncode, done.stdout.decode()


def _on_terminal(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    output = bytearray()
    try:
        while part := os.read(ours, 65536):
            output += part
    except OSError:
        pass  # Linux tells the end of a pseudo-terminal as an error
    os.close(ours)
    return process.wait(), output.decode()


def measure(found: Sequence[Case], runs: int, environment: Mapping[str, str]) -> dict[str, Figure]:
    """Time all cases, each right after a bare start, taking turns; the first round is not counted."""
    pairs: dict[str, list[tuple[float, float]]] = {case.name: [] for case in found}
    bare = Case("bare interpreter", BARE, 1)
    for case in found:
        started(case, environment)  # builds the index and compiles modules
        started(case, environment)
    for _ in range(runs):
        for case in found:
            pairs[case.name].append((started(bare, environment)[0], started(case, environment)[0]))
    return {name: Figure.of(timed) for name, timed in pairs.items()}


def main() -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.start", description="Measure cold starts.")
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--million", type=Path, metavar="FILE.jsonl", help="a large chronology made by bench.synthetic")
    asked = parser.parse_args()
    found = cases(asked.million)
    with tempfile.TemporaryDirectory(prefix="envoytl-bench-") as cache:
        environment = surroundings(cache)
        figures = measure(found, asked.runs, environment)
        counts = {
            case.name: len(json.loads(started(case, environment)[1])) for case in found if "--json" in case.command
        }
    print("\n".join(table(found, figures)))
    print("\n".join(f"{name}: {count} meetings" for name, count in counts.items()))
    over = exceeded(found, figures)
    for name in over:
        print(f"above its bound: {name}", file=sys.stderr)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
