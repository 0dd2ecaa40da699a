"""`envoytl show`: one meeting whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from chronologies import EVERYTHING, small, who, write
from chronologies import meeting as made
from runner import ask, ask_on_terminal, envoytl, meetings_by_id, on_terminal

SEOUL = """\
● 2022-06-seoul

date          3 June 2022 (2022-06-03) [2][3]
              † [1] says instead: 2022-06-02
status        held [2][3]
mode          in-person [2][3]
level         envoys [1][3]
place         Blue House/West Wing, Seoul, KR [2][3]
              † [1] says instead: Tokyo, JP
participants  JP Takehiro Funakoshi [1][3]
              KR Kim Gunn [1][3]
              US Sung Kim [1][3]
topics        nuclear-programme, sanctions [3]
summary       The envoys agreed on new sanctions: 추가 제재. [3]
note          The day was moved.

sources
  [1]         Morning Daily, “Envoys to meet in Seoul”, 2022-05-27, en; paragraph 1
              https://daily.example/0527
              supports participants, level
  [2]         Foreign Ministry of Japan, 2022-06-03, ja; paragraph 1
              supports date, status, mode, place
  [3]         Morning Daily, “Envoys met in Seoul”, 2022-06-04, en; paragraph 1
              supports date, status, mode, level, place, participants, topics, summary

lifecycle
  2022-05-27  planned (Morning Daily)
  2022-06-03  held (Foreign Ministry of Japan)
  2022-06-04  held (Morning Daily)
before        2021-09-tokyo The three envoys spoke of talks without preconditions.
after         2022-10-video
"""


def tidied(path: Path) -> str:
    """The small chronology, in which the meeting in Seoul supports just what it has."""
    document = small()
    citations = meetings_by_id(document)["2022-06-seoul"]["citations"]
    citations[1]["supports"] = ["date", "status", "mode", "place"]
    citations[2]["supports"] = [field for field in EVERYTHING if field != "occasion"]
    return str(write(path / "tidied.json", document))


def test_a_meeting_whole(tmp_path: Path) -> None:
    answer = envoytl("show", "2022-06-seoul", "--data", tidied(tmp_path))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == SEOUL


def test_a_supplied_title_stands_in_its_brackets_alone(tmp_path: Path) -> None:
    document = small()
    document["sources"][0]["title"] = "[On the planned talks in Seoul]"
    data = str(write(tmp_path / "m.json", document))
    shown = envoytl("show", "2022-06-seoul", "--data", data).out
    assert f"{document['sources'][0]['publisher']}, [On the planned talks in Seoul], " in shown


def test_on_a_terminal_the_same_words_wrapped(tmp_path: Path) -> None:
    data = tidied(tmp_path)
    for columns in (80, 120):
        lines = on_terminal("show", "2022-06-seoul", "--data", data, columns=columns).lines()
        assert max(map(cell_len, lines)) <= columns
        assert " ".join(" ".join(lines).split()) == " ".join(SEOUL.split())


def test_every_field_and_the_basis(tmp_path: Path) -> None:
    document = small()
    document["meetings"].append(
        made(
            "2022-11-basis",
            "2022-11-04",
            who("KR kim-gunn", "US: ambassador"),
            {
                "source": "notebook",
                "locator": "page 3",
                "supports": ["date", "participants", "occasion", "place"],
                "basis": {"date": "'Friday' after Tuesday 2022-11-01", "place": "implied by the forum"},
            },
            mode="in-person",
            level="deputies",
            occasion="neacd-2022",
            place={"venue": "a hotel", "city": "Seoul", "country": "KR"},
        )
    )
    out = envoytl("show", "2022-11", "--data", str(write(tmp_path / "basis.json", document))).out
    for line in (
        "date          4 November 2022 (2022-11-04) [1]",
        "              [1] 'Friday' after Tuesday 2022-11-01",
        "place         a hotel, Seoul, KR [1]",
        "              [1] implied by the forum",
        "occasion      NEACD 2022 (neacd-2022) [1]",
        "mode          in-person",
        "level         deputies",
        "participants  KR Kim Gunn [1]",
        "              US unnamed, ambassador [1]",
        "  [1]         Private notebook, undated, en; page 3",
        "  undated     mentions it (Private notebook)",
    ):
        assert line + "\n" in out, line


@pytest.mark.parametrize(
    ("id", "line"),
    [
        ("2021-09-tokyo", "date          13–14 September 2021 (2021-09-13/2021-09-14"),
        ("2022-06-beijing", "date          June 2022 (2022-06, between 2022-06-01 and 2022-06-30) [1]"),
        (
            "2022-08-pyongyang",
            "date          about 20 August 2022 (2022-08-20~, between 2022-08-19 and 2022-08-21) [1]",
        ),
        ("2022-12-panmunjom", "date          since December 2022 (2022-12/.., between 2022-12-01 and …) [1]"),
        ("2023-01-tokyo", "status        unconfirmed"),
    ],
)
def test_dates_and_status(id: str, line: str) -> None:
    assert any(shown.startswith(line) for shown in ask("show", id).lines())


def test_any_unique_prefix_will_do() -> None:
    assert ask("show", "2021").out == ask("show", "2021-09-tokyo").out
    assert ask("show", "2022-06-s").lines()[0] == "● 2022-06-seoul"


def test_several_at_once_each_once() -> None:
    lines = ask("show", "2023-s", "2021", "2023-spring").lines()
    assert [line for line in lines if line[:2] in ("● ", "◇ ")] == ["◇ 2023-spring", "● 2021-09-tokyo"]
    assert [record["id"] for record in ask("show", "2023-s", "2021", "--json").json()] == [
        "2023-spring",
        "2021-09-tokyo",
    ]


def test_an_ambiguous_prefix_lists_the_candidates() -> None:
    answer = ask("show", "2022-06")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "envoytl: '2022-06' fits 2 meetings; say which:\n  2022-06-beijing\n  2022-06-seoul\n"


def test_unknown_ids() -> None:
    for id, message in (
        ("2022-06-soul", "no meeting is called '2022-06-soul'; did you mean 2022-06-seoul?"),
        ("xyzzy", "no meeting is called 'xyzzy'; `envoytl list --columns id` lists what there is"),
        ("%", "no meeting is called '%'; `envoytl list --columns id` lists what there is"),
        ("", "no meeting is called ''; `envoytl list --columns id` lists what there is"),
    ):
        answer = ask("show", id)
        assert (answer.code, answer.out, answer.err) == (2, "", f"envoytl: {message}\n")


def test_without_an_id() -> None:
    answer = ask("show")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("envoytl: missing argument 'ID")
    assert answer.err.count("\n") == 1


def test_neighbours_are_of_just_the_same_sides() -> None:
    [shown] = ask("show", "2022-05-phone", "--json").json()
    assert (shown["before"], shown["after"]) == (None, "2023-01-tokyo")
    assert ask("show", "2022-05-phone").lines()[-1].split()[:2] == ["after", "2023-01-tokyo"]


def test_known_by_a_day_it_is_shown_as_it_was_told_then() -> None:
    lines = ask("show", "2022-06-seoul", "--known-by", "2022-06-01").lines()
    assert lines[0] == "○ 2022-06-seoul"
    assert "status        planned" in "\n".join(lines)
    assert "date          2 June 2022 (2022-06-02)" in "\n".join(lines)
    assert "place         Tokyo, JP" in "\n".join(lines)
    assert not any("Envoys met" in line or "[2]" in line for line in lines)
    assert [line for line in lines if line.startswith("  2022")] == ["  2022-05-27  planned (Morning Daily)"]


def test_known_by_a_day_a_source_does_not_differ_from_itself() -> None:
    """What only one source said then is the record; it supports that, and says nothing else instead."""
    lines = ask("show", "2022-06-seoul", "--known-by", "2022-06-01").lines()
    assert not any("says instead" in line for line in lines)
    assert "date          2 June 2022 (2022-06-02) [1]" in lines


def test_before_it_was_known() -> None:
    answer = ask("show", "2022-06-seoul", "--known-by", "2022-05-26")
    assert (answer.code, answer.out) == (0, "")
    assert (
        answer.err == "2022-06-seoul was not known by 2022-05-26: "
        "what was surely in print by then does not tell both its day and who took part\n"
    )
    answer = ask("show", "2022-06-seoul", "--known-by", "2022-05-26", "--json")
    assert (answer.code, answer.out) == (0, "[]\n")


def test_an_id_that_only_a_later_day_knows_is_still_an_id() -> None:
    answer = ask("show", "2022-06-seoul", "2021-09-tokyo", "--known-by", "2021-12")
    assert answer.code == 0
    assert answer.out.startswith("● 2021-09-tokyo\n")
    assert (
        answer.err == "2022-06-seoul was not known by 2021-12: "
        "what was surely in print by then does not tell both its day and who took part\n"
    )


def test_colours_on_a_terminal_none_in_a_pipe() -> None:
    assert "\x1b" in ask_on_terminal("show", "2021").out
    assert "\x1b" not in ask("show", "2021").out
