"""Building the index of a large chronology, in time and memory: `python -m bench.build FILE.jsonl`.

Every step is a process of its own, so that its peak memory is its own. The measure of time is (a) validating every line
with Pydantic and keeping nothing, before and after (b). Exits 1 where a bound is exceeded.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.start import COMMAND, surroundings

ROOT = Path(__file__).parents[1]
MIB = 1 << 20
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts a process's largest resident size (getrusage)."""
MOST_TIMES_VALIDATING, MOST_BUILDING, MOST_STREAMING = 3.0, 350.0, 100.0
"""Bounds: (b) over (a); MiB of (b); MiB of (d)."""


class Step(NamedTuple):
    """What one process took."""

    seconds: float
    processor: float
    """Seconds of processor time, its own and the system's for it."""
    peak: float
    """Its largest resident size, in MiB."""


def mean(one: Step, other: Step) -> Step:
    """What two runs took in the mean: around a third, against a machine whose speed drifts."""
    return Step(*(sum(pair) / 2 for pair in zip(one, other, strict=True)))


class Result(NamedTuple):
    """One line of the report; without a bound it only informs."""

    name: str
    value: float
    unit: str
    bound: float | None = None

    @property
    def over(self) -> bool:
        """Whether the bound is exceeded."""
        return self.bound is not None and self.value > self.bound

    def line(self) -> str:
        """The result as it is printed."""
        bound = "" if self.bound is None else f"   bound {self.bound:g}" + (" !" if self.over else "")
        return f"{self.name:50} {self.value:9.2f} {self.unit}{bound}"


def run(command: Sequence[str], environment: Mapping[str, str]) -> Step:
    """Run a command to its end with its output thrown away. Raises RuntimeError where it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}")
    seconds = time.perf_counter() - begin
    return Step(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * PEAK_UNIT / MIB)


def validate(path: Path) -> int:
    """Validate every line of a chronology with Pydantic alone, keeping nothing; how many there were."""
    from pydantic import TypeAdapter

    from envoytl.core.model import SECTIONS, SINGULAR, Head

    models: dict[str, type[Any]] = {"head": Head, **{SINGULAR[name]: model for name, model in SECTIONS.items()}}
    check = {kind.encode(): TypeAdapter(model).validate_json for kind, model in models.items()}
    count = 0
    with path.open("rb") as file:
        for line in file:
            end = line.index(b'"', 2)
            check[line[2:end]](line[end + 3 : -2])
            count += 1
    return count


def with_one_more(path: Path) -> Iterator[bytes]:
    """The lines of a chronology with one meeting more, in its place: the middle one's double, with an id of its own."""
    middle = path.stat().st_size // 2
    done = 0
    added = False
    with path.open("rb") as file:
        for line in file:
            yield line
            done += len(line)
            if not added and done >= middle and line.startswith(b'{"meeting"'):
                meeting = json.loads(line)["meeting"]
                meeting["id"] += "-0"  # sorts right behind the id that it extends
                yield json.dumps({"meeting": meeting}, ensure_ascii=False).encode() + b"\n"
                added = True
    if not added:
        raise ValueError(f"{path} has no meeting in its second half")


def measure(path: Path, folder: Path) -> list[Result]:
    """Take all steps with a chronology that is only read, in a folder for the index and the changed copy."""
    environment = surroundings(str(folder / "cache"))
    data = folder / "chronology.jsonl"
    data.symlink_to(path.absolute())
    first = (COMMAND, "list", "--limit", "1", "--json", "--data", str(data))
    validating = (sys.executable, "-m", "bench.build", "--validate", str(path.absolute()))
    run(validating, environment)  # the file's first reading is the disk's time
    before = run(validating, environment)
    b = run(first, environment)
    a = mean(before, run(validating, environment))
    warm = run(first, environment)
    data.unlink()
    with data.open("wb") as file:
        file.writelines(with_one_more(path))
    c = run(first, environment)
    d = run((COMMAND, "list", "--json", "--data", str(data)), environment)
    return [
        Result("(a) validating with Pydantic", a.seconds, "s"),
        Result("(a) peak", a.peak, "MiB"),
        Result("(b) building the index", b.seconds, "s"),
        Result("(b) over (a)", b.seconds / a.seconds, "times", MOST_TIMES_VALIDATING),
        Result("(b) over (a), processor time", b.processor / a.processor, "times"),
        Result("(b) peak", b.peak, "MiB", MOST_BUILDING),
        Result("opening the finished index", warm.seconds, "s"),
        Result("(c) one meeting added", c.seconds, "s"),
        Result("(c) over (b)", c.seconds / b.seconds, "times"),
        Result("(c) peak", c.peak, "MiB"),
        Result("(d) list --json of everything", d.seconds, "s"),
        Result("(d) peak", d.peak, "MiB", MOST_STREAMING),
    ]


def main() -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.build", description="Measure building an index.")
    parser.add_argument("file", type=Path, metavar="FILE.jsonl", help="a chronology made by bench.synthetic")
    parser.add_argument("--validate", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.validate:
        gc.disable()  # as the command does, which building is compared with
        validate(asked.file)
        return 0
    with tempfile.TemporaryDirectory(prefix="envoytl-bench-", dir=asked.file.absolute().parent) as folder:
        results = measure(asked.file, Path(folder))
    print("\n".join(result.line() for result in results))
    return 1 if any(result.over for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
