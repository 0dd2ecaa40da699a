"""The configuration file, the environment, and the cache."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chronologies import small, write
from runner import (
    aged,
    envoytl,
    process,
    small_file,
)  # fmt: skip

# Settings


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("ENVOYTL_CONFIG", str(file))
    return file


def test_settings(config: Path) -> None:
    config.write_text(f'data = "{small_file()}"\nlayout = "list"\ncolumns = "id,date"\nascii = true\n')
    assert envoytl("list", "-n", "1").out == "id             date\n2021-09-tokyo  2021-09-13/2021-09-14\n"
    assert envoytl("list", "-n", "1", "--format", "csv").out == "id,date\r\n2021-09-tokyo,2021-09-13/2021-09-14\r\n"
    assert len(envoytl("list", "--json").ids()) == 12
    assert " * 25 May 2022" in envoytl("timeline").out
    assert "who met" in envoytl("timeline", "--layout", "lanes").lines()[0]


def test_the_command_line_goes_before_the_environment_and_that_before_the_settings(
    config: Path, tmp_path: Path
) -> None:
    files = {}
    for name in ("given", "environment", "configured"):
        document = small()
        document["meetings"] = document["meetings"][:1]
        document["meetings"][0]["id"] = name
        files[name] = str(write(tmp_path / f"{name}.json", document))
    config.write_text(f'data = "{files["configured"]}"\n')
    assert envoytl("list", "--json").ids() == ["configured"]
    assert envoytl("list", "--json", ENVOYTL_DATA=files["environment"]).ids() == ["environment"]
    assert envoytl("list", "--json", "--data", files["given"], ENVOYTL_DATA=files["environment"]).ids() == ["given"]


@pytest.mark.parametrize(
    ("command", "text", "message"),
    [
        ("timeline", 'lay_out = "list"\n', "there is no setting 'lay_out'; did you mean 'layout'?"),
        ("list", "xyzzy = 1\n", "there is no setting 'xyzzy'; there are data, layout, columns, ascii"),
        ("list", "ascii = 1\n", "ascii must be true or false"),
        ("list", "data = 5\n", "data must be text"),
        ("timeline", "layout\n", "the configuration is not TOML: "),
        ("timeline", 'layout = "lane"\n', "no layout is called 'lane'; did you mean lanes?"),
        ("list", 'columns = "dat"\n', "no column is called 'dat'; did you mean date?"),
    ],
)
def test_wrong_settings(command: str, text: str, message: str, config: Path) -> None:
    config.write_text(text)
    answer = envoytl(command)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err
    assert answer.err.count("\n") == 1


def test_a_wrong_setting_names_the_file_it_stands_in(config: Path) -> None:
    for text in ('layout = "lane"\n', "ascii = 1\n"):
        config.write_text(text)
        assert str(config) in envoytl("timeline", "--data", str(small_file())).err


def test_a_chronology_that_the_settings_name_and_that_is_not_there(config: Path, tmp_path: Path) -> None:
    missing = tmp_path / "gone.json"
    config.write_text(f'data = "{missing}"\n')
    answer = envoytl("list")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == f"envoytl: {missing}: there is no such file, though {config} names it as data\n"


# The cache


def test_a_second_call_reads_the_cache(file: Path, cache: Path) -> None:
    assert not cache.exists()
    first = envoytl("list", "--json", "--data", str(aged(file)))
    assert any(cache.iterdir())
    assert envoytl("list", "--json", "--data", str(file)) == first


def test_a_changed_file_is_seen(file: Path) -> None:
    assert len(envoytl("list", "--json", "--data", str(aged(file))).ids()) == 12
    document = small()
    document["meetings"].pop()
    write(file, document)
    assert len(envoytl("list", "--json", "--data", str(file)).ids()) == 11


def test_a_file_that_broke_after_it_was_indexed(file: Path) -> None:
    assert envoytl("list", "--data", str(aged(file))).code == 0
    file.write_text("{")
    assert envoytl("list", "--data", str(file)).code == 3


@pytest.mark.parametrize("damage", ["empty", "garbage", "header only", "pages", "halved"])
def test_a_damaged_cache_is_made_anew(damage: str, file: Path, cache: Path) -> None:
    good = envoytl("list", "--json", "--data", str(aged(file)))
    [index] = cache.glob("*.sqlite")
    data = index.read_bytes()
    index.chmod(0o600)
    index.write_bytes(
        {
            "empty": b"",
            "garbage": os.urandom(len(data)),
            "header only": data[:100] + bytes(len(data) - 100),
            "pages": data[:4096] + os.urandom(len(data) - 4096),
            "halved": data[: len(data) // 2],
        }[damage]
    )
    for command in (("list", "--json"), ("list", "--json")):
        answer = envoytl(*command, "--data", str(file))
        assert (answer.code, answer.err) == (0, "")
        assert answer.out == good.out


@pytest.mark.parametrize("command", [("people",), ("show", "2021"), ("stats",), ("timeline",), ("list", "-q", "talks")])
def test_every_command_survives_a_damaged_cache(command: tuple[str, ...], file: Path, cache: Path) -> None:
    good = envoytl(*command, "--data", str(aged(file)))
    [index] = cache.glob("*.sqlite")
    data = index.read_bytes()
    index.write_bytes(data[:4096] + bytes(len(data) - 4096))
    assert envoytl(*command, "--data", str(file)) == good


def test_a_cache_that_cannot_be_written(file: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    answer = envoytl("list", "--json", "--data", str(file), ENVOYTL_CACHE=str(blocked))
    assert (answer.code, answer.err) == (0, "")
    assert len(answer.ids()) == 12
    assert blocked.read_text() == "a file where the folder should be"


def test_two_processes_at_once(file: Path) -> None:
    command = f"envoytl list --json --data {file}"
    done = process(script=f"{command} > {file}.1 & {command} > {file}.2 & {command} > {file}.3 & wait")
    assert done.stderr == ""
    texts = {Path(f"{file}.{i}").read_text("utf-8") for i in (1, 2, 3)}
    assert texts == {process("list", "--json", "--data", str(file)).stdout}
