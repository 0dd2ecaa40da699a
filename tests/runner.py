"""Running the command line in tests: in this process (fast), on a pseudo-terminal, or as a process of its own."""

from __future__ import annotations

import atexit
import csv
import fcntl
import io
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from chronologies import Document, small, write
from envoytl.cli import session
from envoytl.cli.app import run

TODAY = date(2024, 2, 1)
"""The day of all tests that don't name another: every plan of the small chronology is past."""

ALL = [
    "2021-09-tokyo", "2022-05-phone", "2022-06-beijing", "2022-06-seoul", "2022-07-new-york", "2022-08-pyongyang",
    "2022-09-unga", "2022-10-video", "2022-12-panmunjom", "2023-notebook", "2023-01-tokyo", "2023-spring",
]  # fmt: skip
"""The ids of the small chronology, in order of date."""

ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
COLOUR = re.compile(r"\x1b\[[0-9;]*?(?:\b3[0-8]|\b4[0-8]|\b9[0-7]|\b10[0-7])[0-9;]*m")


class Answer(NamedTuple):
    """What a command line gave: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """stdout as one JSON document; the command must have gone well."""
        assert (self.code, self.err) == (0, ""), self
        return json.loads(self.out)

    def ids(self) -> list[str]:
        """The ids of the meetings of `list --json`, in order."""
        return [record["id"] for record in self.json()]

    def csv(self) -> list[list[str]]:
        """stdout as CSV, the header among the rows."""
        assert self.code == 0, self
        return list(csv.reader(io.StringIO(self.out, newline="")))

    def lines(self) -> list[str]:
        """The lines of stdout, without colours and other escapes."""
        assert self.code == 0, self
        return ESCAPE.sub("", self.out).splitlines()


def envoytl(*arguments: str, today: date = TODAY, **environment: str) -> Answer:
    """Run a command line in this process, its output into pipes."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with _surroundings(today, environment), patch.object(sys, "stdout", out), patch.object(sys, "stderr", err):
        code = _run(arguments)
    return Answer(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def ask(*arguments: str, today: date = TODAY, **environment: str) -> Answer:
    """The same over the small chronology, whose index is made once for all tests."""
    return envoytl(*arguments, today=today, **_shared(), **environment)


def found(*arguments: str, today: date = TODAY) -> list[str]:
    """The ids of the small chronology's meetings that `list` finds."""
    return ask("list", "--json", *arguments, today=today).ids()


def refused(*arguments: str, command: str = "list") -> str:
    """The one sentence on stderr with which a wrong use is refused."""
    answer = ask(command, *arguments)
    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.err.startswith("envoytl: ")
    assert answer.err.endswith("\n")
    assert "Traceback" not in answer.err
    return answer.err.removeprefix("envoytl: ").removesuffix("\n")


def on_terminal(
    *arguments: str, columns: int = 80, today: date = TODAY, encoding: str = "utf-8", **environment: str
) -> Answer:
    """Run a command line in this process with stdout on a terminal of so many columns."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    read: list[bytes] = []
    reader = threading.Thread(target=_drain, args=(parent, read))
    reader.start()
    err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with (
        open(child, "w", encoding=encoding, newline="") as out,
        _surroundings(today, {"TERM": "xterm-256color", **environment}),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        code = _run(arguments)
    reader.join(10)
    os.close(parent)
    return Answer(
        code,
        b"".join(read).decode(encoding).replace("\r\n", "\n"),
        err.buffer.getvalue().decode(),  # type: ignore[attr-defined]
    )


def ask_on_terminal(*arguments: str, columns: int = 80, today: date = TODAY, **environment: str) -> Answer:
    """The same over the small chronology."""
    return on_terminal(*arguments, columns=columns, today=today, **_shared(), **environment)


def completed(words: str, **environment: str) -> Answer:
    """What bash is offered for a command line; the last word is the one that is being typed."""
    count = str(len(words.split(" ")) - 1)
    return envoytl(_ENVOYTL_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=count, **environment)


def offered(words: str) -> list[str]:
    """The words that bash is offered, read from the small chronology."""
    answer = completed(words, **_shared())
    assert (answer.code, answer.err) == (0, "")
    return answer.out.split("\n")[:-1] if answer.out.endswith("\n") else answer.out.split("\n")


def process(*arguments: str, script: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command as a process; `script` is a bash text in which `envoytl` is that command."""
    installed = Path(sys.executable).with_name("envoytl")
    command = (
        ["bash", "-c", f'envoytl() {{ "{installed}" "$@"; }}; {script}'] if script else [str(installed), *arguments]
    )
    return subprocess.run(
        command, capture_output=True, text=True, env=process_environment(**environment), timeout=60, check=False
    )


def process_environment(**more: str) -> dict[str, str]:
    """The environment of a process: the test's own, on no particular terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    return {**kept, "PYTHONWARNINGS": "error", **more}


@cache
def small_file() -> Path:
    """The small chronology as a file that all tests may read."""
    return write(_folder() / "meetings.json", small())


def aged(path: Path) -> Path:
    """The file with a modification time of long ago, so that its index counts as current at a glance."""
    os.utime(path, (1_600_000_000, 1_600_000_000))
    return path


def saved(path: Path, document: Document) -> str:
    return str(write(path, document))


def line_of(file: str, text: str, after: str = "") -> int:
    """The number of the line in which the text stands for the first time (after another text)."""
    content = Path(file).read_text("utf-8")
    start = content.index(after) if after else 0
    return content.count("\n", 0, content.index(text, start)) + 1


def at(file: str | Path, text: str) -> str:
    """`file:line:column` of a value in a file; the text begins with its key."""
    content = Path(file).read_text("utf-8")
    place = content.index(text) + text.index(": ") + 2
    line = content.count("\n", 0, place) + 1
    return f"{file}:{line}:{place - content.rfind(chr(10), 0, place)}"


def changed(id: str, **fields: object) -> Document:
    document = small()
    meetings_by_id(document)[id].update(fields)
    return document


def meetings_by_id(document: Document) -> dict[str, Document]:
    """A document's meetings by their ids, to be changed in place."""
    return {meeting["id"]: meeting for meeting in document["meetings"]}


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="envoytl-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _shared() -> dict[str, str]:
    return {"ENVOYTL_DATA": str(aged(small_file())), "ENVOYTL_CACHE": str(_folder() / "cache")}


@contextmanager
def _surroundings(today: date, environment: dict[str, str]) -> Iterator[None]:
    class Clock(date):
        @classmethod
        def today(cls) -> Clock:
            return cls(today.year, today.month, today.day)

    session._opened.clear()
    with (
        patch.object(session, "date", Clock),
        patch.object(session, "_written", False),
        patch.dict(os.environ, environment),
    ):
        for name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "PY_COLORS", "GITHUB_ACTIONS"} - environment.keys():
            os.environ.pop(name, None)
        yield


def _run(arguments: tuple[str, ...]) -> int:
    try:
        code = run(list(arguments))
    except SystemExit as leaving:  # completion leaves so
        code = int(leaving.code or 0)
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _drain(parent: int, read: list[bytes]) -> None:
    while True:
        try:
            block = os.read(parent, 65536)
        except OSError:
            return
        if not block:
            return
        read.append(block)
