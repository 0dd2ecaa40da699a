"""Manners: help, pipes, terminals, interruptions, settings, the cache, completion."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from chronologies import EVERYTHING, Document, citation, small, who, write
from chronologies import meeting as made
from envoytl import __version__
from envoytl.cli.app import COMMANDS
from runner import (
    ESCAPE,
    Answer,
    aged,
    ask,
    ask_on_terminal,
    envoytl,
    on_terminal,
    process,
    process_environment,
    small_file,
)  # fmt: skip

EXIT_CODES = (
    "Exit codes: 0 fine, also for an empty result; 1 check found problems, or format --verify a difference;"
    " 2 wrong use; 3 the chronology can't be read, or the answer not be written; 70 a bug of envoytl;"
    " 130 interrupted."
)


def words(answer: Answer) -> str:
    """The words of a help page, its frames and line breaks left out."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", "\n".join(answer.lines())).split())


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_a_sentence_examples_and_exit_codes(command: str) -> None:
    answer = envoytl(command, "--help", COLUMNS="100")
    assert (answer.code, answer.err) == (0, "")
    text = words(answer)
    assert f"Usage: envoytl {command} " in text
    assert text.count(f"envoytl {command}") >= 3
    assert text.endswith(EXIT_CODES)
    lines = [ESCAPE.sub("", line).rstrip() for line in answer.out.splitlines()]
    examples = lines[lines.index(" Examples:") + 1 :]
    examples = examples[: examples.index("")]
    assert len(examples) >= 2
    assert all(line.startswith(f" envoytl {command}") for line in examples)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("check", "format", "schema")])
def test_the_examples_of_the_help_work(command: str) -> None:
    """Over the bundled chronology, as a new user tries them."""
    text = "\n".join(
        ESCAPE.sub("", line).strip() for line in envoytl(command, "--help", COLUMNS="200").out.splitlines()
    )
    examples = re.findall(rf"^envoytl {command}(.*)$", text.partition("Examples:")[2], re.MULTILINE)
    assert examples
    for example in examples:
        answer = envoytl(command, *shlex.split(example.partition("|")[0]))
        assert answer.code == 0, (example, answer.err)


def test_the_help_lists_every_command() -> None:
    for arguments in (("--help",), ()):
        answer = envoytl(*arguments, COLUMNS="100")
        assert all(re.search(rf"│ {command} ", answer.out) for command in COMMANDS)
        assert answer.err == ""


def test_help_on_a_narrow_terminal() -> None:
    for command in ("list", "people", "check"):
        assert max(map(cell_len, on_terminal(command, "--help", columns=80).lines())) <= 80


def test_version() -> None:
    assert process("--version").stdout == f"envoytl {__version__}\n"


def test_wrong_use_is_one_sentence_on_stderr() -> None:
    for arguments in (
        ("list", "--bogus"),
        ("bogus",),
        ("list", "surplus"),
        ("show",),
        ("list", "--limit"),
        ("check", "x", "y"),
    ):
        answer = ask(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert re.fullmatch(r"envoytl: [a-z].*\n", answer.err), answer.err


# Pipes


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A chronology whose every listing is longer than a pipe holds."""
    document = small()
    document["meetings"] = [
        made(f"m-{i:04}", f"{2021 + i // 700}-{i % 12 + 1:02}-{i % 28 + 1:02}", who("KR kim-gunn", "US sung-kim"),
             citation("notebook", EVERYTHING, "held"), summary=f"The {i}th meeting. " * 8)
        for i in range(1200)
    ]  # fmt: skip
    return str(aged(write(tmp_path_factory.mktemp("large") / "large.jsonl", document)))


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "list --json",
        "list -f jsonl",
        "list -f csv",
        "list -f tsv",
        "list -f md",
        "timeline",
        "timeline --layout list",
        "people kim-gunn",
        "stats --by month,envoy --json",
    ],
)
def test_head_ends_it_quietly(command: str, large: str) -> None:
    done = process(script=f"envoytl {command} | head -n 1; echo ${{PIPESTATUS[0]}}", ENVOYTL_DATA=large)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize("command", ["list", "list --json", "timeline", "stats", "show 2021", "list --help", "check"])
def test_a_closed_stdout_is_no_traceback(command: str) -> None:
    done = process(script=f"envoytl {command} >&-", ENVOYTL_DATA=str(small_file()))
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["list", "list --json", "timeline", "show 2021"])
def test_a_full_disk_is_a_sentence_and_not_success(command: str) -> None:
    done = process(script=f"envoytl {command} > /dev/full", ENVOYTL_DATA=str(small_file()))
    assert done.returncode == 3
    assert done.stderr == "envoytl: the answer can't be written: no space left on device\n"


def test_the_same_bytes_from_the_installed_command() -> None:
    """What the tests run in their own process is what the console script does."""
    done = process("list", "--json", "--status", "held", ENVOYTL_DATA=str(small_file()))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ask("list", "--json", "--status", "held").out
    assert process("list", "--sides", "9", ENVOYTL_DATA=str(small_file())).stderr == "no meetings for --sides 9\n"
    assert process("list", "-c", "Nowhere", ENVOYTL_DATA=str(small_file())).returncode == 2
    assert process("list", ENVOYTL_DATA="/nowhere").returncode == 3


def test_output_is_utf8_whatever_the_locale() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("envoytl")), "list", "--json"],
        env=process_environment(ENVOYTL_DATA=str(small_file()), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert "추가 제재" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("command", ["list -e", "list -c", "list -q", "list --place", "list --since", "show", "people"])
def test_bytes_that_are_no_text_are_refused(command: str) -> None:
    done = process(script=f"envoytl {command} $'\\xff\\xfe'", ENVOYTL_DATA=str(small_file()))
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) in ((2, ""), (0, ""))


# Terminals


def test_a_terminal_that_is_not_utf8_gets_ascii_glyphs() -> None:
    done = process(script="PYTHONIOENCODING=latin-1 envoytl timeline -c KP", ENVOYTL_DATA=str(small_file()))
    assert (done.returncode, done.stderr) == (0, "")
    assert "*--" in done.stdout
    assert not set("●┼┊─") & set(done.stdout)


def test_columns_decides_the_width() -> None:
    narrow = ask_on_terminal("timeline", columns=200, COLUMNS="80").lines()
    assert max(map(cell_len, narrow)) <= 80


def ascii_only(document: Document) -> Document:
    """The chronology without any letter beyond ASCII."""

    def cleaned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: cleaned(inner) for key, inner in value.items() if key != "names"}
        if isinstance(value, list):
            return [cleaned(inner) for inner in value]
        return value.encode("ascii", "ignore").decode().strip() if isinstance(value, str) else value

    made = cleaned(document)
    assert isinstance(made, dict)
    return made


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("timeline",),
        ("timeline", "--layout", "list"),
        ("timeline", "--layout", "density"),
        ("show", "2022-06-seoul"),
        ("people",),
        ("people", "funakoshi"),
        ("stats",),
        ("stats", "--by", "pair"),
        ("stats", "--by", "country,year"),
        ("places",),
        ("countries", "JP"),
        ("sources",),
        ("topics",),
        ("occasions",),
    ],
)
def test_ascii_keeps_to_ascii(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = str(write(tmp_path / "ascii.json", ascii_only(small())))
    for answer in (
        envoytl(*arguments, "--ascii", "--data", file),
        on_terminal(*arguments, "--ascii", "--data", file, columns=100),
    ):
        assert answer.code == 0
        assert answer.out.isascii(), {char for char in answer.out if not char.isascii()}


# Interruptions


def interrupted(command: list[str], marker: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command until the marker is there, press Ctrl-C, and wait for the end."""
    child = subprocess.Popen(
        command, env=process_environment(**environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        for _ in range(500):
            if marker.exists():
                break
            time.sleep(0.02)
        assert marker.exists()
        time.sleep(0.1)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    finally:
        child.kill()
    return subprocess.CompletedProcess(command, child.returncode, out, err)


@pytest.mark.parametrize("module", ["typer", "sqlite3", "pydantic", "envoytl.store.sql"])
def test_ctrl_c_while_starting(module: str, tmp_path: Path) -> None:
    """A module that takes its time to load stands for a slow disk."""
    marker = tmp_path / "loading"
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, time, importlib.abc, pathlib\n"
        "class Slow(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}:\n"
        f"            pathlib.Path({str(marker)!r}).touch(); time.sleep(30)\n"
        "sys.meta_path.insert(0, Slow())\n"
    )
    command = [str(Path(sys.executable).with_name("envoytl")), "list", "--json"]
    done = interrupted(command, marker, {"PYTHONPATH": str(tmp_path), "ENVOYTL_DATA": str(small_file())})
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip() == ""


def test_ctrl_c_while_working(tmp_path: Path) -> None:
    """A named pipe that nobody writes to stands for a file that takes long to read."""
    fifo = tmp_path / "meetings.jsonl"
    os.mkfifo(fifo)
    child = subprocess.Popen(
        [str(Path(sys.executable).with_name("envoytl")), "list", "--data", str(fifo)],
        env=process_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        time.sleep(1)
        assert child.poll() is None
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    finally:
        child.kill()
    assert (child.returncode, out) == (130, "")
    assert err.strip() == ""
