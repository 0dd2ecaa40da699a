from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from chronologies import chronology_of, head, meeting, small, text_of, who, write
from envoytl.core.model import Chronology
from envoytl.errors import DataError
from envoytl.store import writing
from envoytl.store.reading import ChronologyFile
from envoytl.store.writing import canonical, canonical_lines, save
from strategies import some_document

FIXTURE = Path(__file__).parent / "fixtures" / "small.json"


def _read(path: Path, text: str) -> Chronology:
    path.write_text(text, encoding="utf-8")
    return ChronologyFile(path).load()


def _files(folder: Path) -> list[str]:
    """What lies in a folder, locks aside."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def test_the_canonical_form_is_pinned() -> None:
    assert canonical(chronology_of(small())) == FIXTURE.read_text("utf-8")


def test_fields_that_are_empty_are_left_out_and_keys_keep_their_order() -> None:
    one = meeting("m", "2022", who("KR", "US"), note="", topics=[], mode=None, place=None)
    shuffled = dict(reversed(one.items()))
    text = canonical(chronology_of({"meetings": [shuffled], "head": dict(reversed(head().items()))}))
    document = json.loads(text)
    assert list(document) == ["head", "countries", "people", "topics", "occasions", "sources", "meetings"]
    assert list(document["head"]) == ["format", "title", "scope", "period", "licence"]
    assert list(document["meetings"][0]) == ["id", "date", "status", "participants", "citations"]
    assert document["meetings"][0]["participants"] == [{"country": "KR"}, {"country": "US"}]
    assert document["countries"] == []


def test_text_is_not_escaped_and_ends_with_one_line_feed() -> None:
    text = canonical(chronology_of(small()))
    assert "船越健裕" in text
    assert "\\u" not in text
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert "\n  " in text
    assert "\t" not in text


def test_meetings_are_in_order_of_date_then_id_and_the_rest_by_id() -> None:
    document = small()
    for section in document:
        if section != "head":
            document[section].reverse()
    document["meetings"].append(meeting("2022-06-a", "2022-06-03", who("KR", "US")))
    chronology = chronology_of(document)
    ids = [record.id for record in writing.in_order(chronology, "meetings")]
    assert ids[2:5] == ["2022-06-beijing", "2022-06-a", "2022-06-seoul"]
    assert ids[-3:] == ["2023-notebook", "2023-01-tokyo", "2023-spring"]
    for section in ("countries", "people", "topics", "occasions", "sources"):
        found = [record.id for record in writing.in_order(chronology, section)]
        assert found == sorted(found)


@given(seed=st.integers(0, 2**32), size=st.integers(0, 8))
def test_the_canonical_form_is_a_fixed_point_and_both_forms_hold_the_same(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    text = canonical(chronology_of(some_document(seed, size)))
    once = _read(folder / "once.json", text)
    assert canonical(once) == text
    lines = "".join(canonical_lines(once))
    again = _read(folder / "again.jsonl", lines)
    assert again == once
    assert canonical(again) == text
    assert "".join(canonical_lines(again)) == lines


def test_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    save(chronology_of(small()), path, None)
    assert path.read_text("utf-8") == FIXTURE.read_text("utf-8")
    assert _files(tmp_path) == ["new.json"]


@pytest.mark.parametrize("name", ["new.jsonl", "new.ndjson"])
def test_a_new_file_of_lines(tmp_path: Path, name: str) -> None:
    chronology = chronology_of(small())
    save(chronology, tmp_path / name, None)
    assert (tmp_path / name).read_text("utf-8") == "".join(canonical_lines(chronology))


def test_a_changed_file_keeps_its_mode_and_a_link_stays_a_link(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link.json")
    link.symlink_to(file)
    save(chronology_of(small() | {"meetings": []}), link, file.read_bytes())
    assert link.is_symlink()
    assert json.loads(file.read_text("utf-8"))["meetings"] == []
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert _files(file.parent) == ["link.json", "meetings.json"]


def _refused(chronology: Chronology, path: Path, read: bytes | None) -> str:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(DataError) as caught:
        save(chronology, path, read)
    assert (path.read_bytes() if path.exists() else None) == before
    assert [name for name in _files(path.parent) if name.endswith(".tmp")] == []
    return str(caught.value).replace(f"{path.parent}{os.sep}", "")


CHANGED = "meetings.json: somebody else has changed the file meanwhile; nothing was written"


def test_a_file_that_somebody_else_has_changed(file: Path) -> None:
    read = file.read_bytes()
    file.write_bytes(read + b"\n")
    assert _refused(chronology_of(small()), file, read) == CHANGED


def test_a_file_that_somebody_else_has_made(file: Path) -> None:
    assert _refused(chronology_of(small()), file, None) == CHANGED


def test_a_file_that_somebody_else_has_deleted(file: Path) -> None:
    read = file.read_bytes()
    file.unlink()
    assert _refused(chronology_of(small()), file, read) == CHANGED


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_failure_in_the_middle_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    complaint = _refused(chronology_of(small() | {"meetings": []}), file, file.read_bytes())
    assert complaint == "meetings.json: the file can't be written: no space left on device"
    assert _files(file.parent) == ["meetings.json"]


def test_an_interruption_in_the_middle_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    before = file.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        save(chronology_of(small() | {"meetings": []}), file, before)
    assert file.read_bytes() == before
    assert _files(file.parent) == ["meetings.json"]


def test_a_file_that_another_process_is_writing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LOCK_SECONDS", 0.05)
    with FileLock(file.with_name(".meetings.json.lock")):
        complaint = _refused(chronology_of(small()), file, file.read_bytes())
    assert complaint == "meetings.json: another process is writing the file; try again"


def test_a_folder_that_is_a_file(file: Path) -> None:
    with pytest.raises(DataError, match="the file can't be written: "):
        save(chronology_of(small()), file / "below.json", None)


SAVER = """
import sys, time
from pathlib import Path
from envoytl.errors import DataError
from envoytl.store.reading import ChronologyFile
from envoytl.store.writing import save
path, title, start = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
read = path.read_bytes()
chronology = ChronologyFile(path).load()
changed = chronology.model_copy(update={"head": chronology.head.model_copy(update={"title": title})})
start.with_name(title).touch()
while not start.exists():
    time.sleep(0.005)
try:
    save(changed, path, read)
except DataError as error:
    print(error.message)
else:
    print("saved")
"""


def test_of_two_processes_that_save_one_wins_and_the_other_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "meetings.json", small())
    start = tmp_path / "start"
    titles = ["one", "two"]
    running = {
        title: subprocess.Popen(
            [sys.executable, "-c", SAVER, str(path), title, str(start)], stdout=subprocess.PIPE, text=True
        )
        for title in titles
    }
    while not all((tmp_path / title).exists() for title in titles):
        assert all(process.poll() is None for process in running.values())
    start.touch()
    said = {title: process.communicate(timeout=30)[0].strip() for title, process in running.items()}
    assert sorted(said.values()) == ["saved", "somebody else has changed the file meanwhile; nothing was written"]
    [winner] = [title for title, text in said.items() if text == "saved"]
    assert ChronologyFile(path).load().head.title == winner
    assert text_of(json.loads(path.read_text("utf-8"))) == path.read_text("utf-8")
