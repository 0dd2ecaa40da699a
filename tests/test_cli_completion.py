"""What the shell offers on Tab."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronologies import small, write
from runner import (
    aged,
    completed,
    envoytl,
    offered,
    process,
    small_file,
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("envoytl list --country J", ["JP"]),
        ("envoytl list --country KR,J", ["KR,JP"]),
        ("envoytl list --envoy fun", ["funakoshi-takehiro"]),
        ("envoytl list -e sung-kim,kim-g", ["sung-kim,kim-gunn"]),
        ("envoytl people choe", ["choe-son-hui"]),
        ("envoytl list --topic nuc", ["nuclear-programme"]),
        ("envoytl list -t sanctions,abd", ["sanctions,abductees"]),
        ("envoytl topics hum", ["human-rights"]),
        ("envoytl show 2022-06", ["2022-06-beijing", "2022-06-seoul"]),
        ("envoytl show 2021-09-tokyo 2023-s", ["2023-spring"]),
        ("envoytl list --status ca", ["cancelled"]),
        ("envoytl list --mode phone,vi", ["phone,video"]),
        ("envoytl list --level v", ["vice-ministers"]),
        ("envoytl list --occasion unga", ["unga-2022"]),
        ("envoytl list --format js", ["json", "jsonl"]),
        ("envoytl list --columns id,earl", ["id,earliest"]),
        ("envoytl timeline --layout d", ["density"]),
        ("envoytl stats --by pa", ["pair"]),
        ("envoytl schema l", ["list"]),
        ("envoytl time", ["timeline"]),
        ("envoytl list --kno", ["--known-by"]),
        ("envoytl list --country Xyz", []),
        ("envoytl list --envoy kim", ["kim-sung", "kim-gunn"]),
        ("envoytl list --envoy Take", ["Takehiro"]),
        ("envoytl list -c KR,jap", ["KR,japan"]),
        ("envoytl list --place new", ["new-york"]),
        ("envoytl places 서", ["서울"]),
        ("envoytl sources Morn", ["Morning-Daily"]),
    ],
)
def test_completion(line: str, offers: list[str]) -> None:
    assert [word for word in offered(line) if word] == offers


@pytest.mark.parametrize(
    ("option", "start", "id"), [("--envoy", "funak", "takehiro-funakoshi"), ("--country", "Jap", "JP")]
)
def test_completion_by_the_name_that_one_types(option: str, start: str, id: str) -> None:
    """Over the bundled chronology, whose ids begin with the given name: a shell keeps only what begins as typed."""
    words = [word for word in completed(f"envoytl list {option} {start}").out.split("\n") if word]
    assert words
    assert all(word.casefold().startswith(start.casefold()) for word in words)
    key = "person" if option == "--envoy" else "country"
    shown = {
        entry["id"] if key == "person" else entry["country"]
        for record in envoytl("list", "--json", option, words[0]).json()
        for entry in record["participants"]
    }
    assert id in shown


def test_a_name_that_a_shell_would_not_take_as_it_stands_is_not_offered(tmp_path: Path) -> None:
    document = small()
    document["people"][2]["name"] = "Kim O'Gunn"
    document["people"][7]["name"] = "O'Kim $(sung)"
    file = write(tmp_path / "quotes.json", document)
    assert completed(f"envoytl list --data {file} --envoy ogu").out.split() == ["ogunn"]
    assert completed(f"envoytl list --data {file} --envoy o").out.split() == []


def test_completion_of_an_empty_word_offers_everything() -> None:
    assert set(offered("envoytl list --country ")) == {"KR", "KP", "US", "CN", "JP"}
    assert len(offered("envoytl list --envoy ")) == 8


def test_completion_from_the_chronology_that_the_line_names(file: Path) -> None:
    answer = completed(f"envoytl list --data {file} --envoy fun")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.split() == ["funakoshi-takehiro"]


@pytest.mark.parametrize("broken", ["missing", "broken", "folder", "settings"])
def test_completion_is_quiet_when_the_chronology_cannot_be_read(broken: str, tmp_path: Path) -> None:
    file = tmp_path / "meetings.json"
    if broken == "broken":
        file.write_text("{")
    config = tmp_path / "config.toml"
    config.write_text("what = is this\n" if broken == "settings" else "")
    data = {"ENVOYTL_DATA": str(tmp_path if broken == "folder" else file)} if broken != "settings" else {}
    for line in ("envoytl list --country J", "envoytl show 2022"):
        answer = completed(line, ENVOYTL_CONFIG=str(config), **data)
        assert (answer.code, answer.out.strip(), answer.err) == (0, "", "")


def test_completion_survives_a_damaged_cache(file: Path, cache: Path) -> None:
    envoytl("list", "--data", str(aged(file)))
    [index] = cache.glob("*.sqlite")
    data = index.read_bytes()
    index.write_bytes(data[:4096] + bytes(len(data) - 4096))
    answer = completed("envoytl list --country J", ENVOYTL_DATA=str(file))
    assert (answer.code, answer.err) == (0, "")


def test_completion_of_the_installed_command() -> None:
    done = process(
        ENVOYTL_DATA=str(small_file()),
        _ENVOYTL_COMPLETE="complete_bash",
        COMP_WORDS="envoytl list -c J",
        COMP_CWORD="3",
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["JP"], "")
    for shell in ("bash", "zsh", "fish"):
        script = process("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
        assert (script.returncode, script.stderr) == (0, "")
        assert "_ENVOYTL_COMPLETE" in script.stdout
