"""`envoytl list`: formats, columns, and what tables look like on a terminal and in a pipe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from chronologies import EVERYTHING, citation, small, who, write
from chronologies import meeting as made
from runner import COLOUR, ESCAPE, Answer, ask, ask_on_terminal, envoytl, on_terminal

COLUMNS = [
    "id",
    "date",
    "earliest",
    "latest",
    "status",
    "mode",
    "level",
    "sides",
    "countries",
    "who",
    "posts",
    "where",
    "city",
    "country",
    "venue",
    "occasion",
    "topics",
    "summary",
    "publishers",
    "urls",
    "note",
]
NASTY = {
    "summary": '[bold]not markup[/bold], =1+1, "quoted", a|pipe, a\ttab,\nand a second line *with* stars_and_lines.',
    "note": "@SUM(A1), <b>no tag</b> & `code` \\ backslash; 넓은 글자 広い文字",
    "place": {"city": "Seoul", "country": "KR", "venue": "[red]청와대[/red]"},
}


@pytest.fixture
def nasty(tmp_path: Path) -> str:
    """The name of a chronology whose texts are hard to write down."""
    document = small()
    document["meetings"] = [
        made("2022-01-nasty", "2022-01-05", who("KR kim-gunn", "US: [sic] “minister”, =cmd"), **NASTY),
        made(
            "2022-02-plain", "2022-02-05", who("KR kim-gunn", "US sung-kim"), citation("notebook", EVERYTHING, "held")
        ),
    ]
    return str(write(tmp_path / "nasty.json", document))


def cells(answer: Answer, column: str) -> list[str]:
    header, *rows = answer.csv()
    return [row[header.index(column)] for row in rows]


# CSV, TSV, Markdown


def test_csv_holds_everything() -> None:
    answer = ask("list", "--format", "csv")
    header, *rows = answer.csv()
    assert header == [name for name in COLUMNS if name != "where"]
    assert len(rows) == 12
    assert answer.out.endswith("\r\n")
    seoul = dict(zip(header, next(row for row in rows if row[0] == "2022-06-seoul"), strict=True))
    assert seoul == {
        "id": "2022-06-seoul", "date": "2022-06-03", "earliest": "2022-06-03", "latest": "2022-06-03", "status": "held",
        "mode": "in-person", "level": "envoys", "sides": "3", "countries": "KR US JP",
        "who": "Kim Gunn ↔ Sung Kim ↔ Takehiro Funakoshi", "posts": "", "city": "Seoul", "country": "KR",
        "venue": "Blue House/West Wing", "occasion": "", "topics": "nuclear-programme sanctions",
        "summary": "The envoys agreed on new sanctions: 추가 제재.",
        "publishers": "Morning Daily; Foreign Ministry of Japan", "urls": "https://daily.example/0527",
        "note": "The day was moved.",
    }  # fmt: skip


def test_csv_gives_nasty_texts_back(nasty: str) -> None:
    answer = envoytl("list", "--data", nasty, "--format", "csv")
    assert cells(answer, "summary") == [NASTY["summary"], ""]
    assert cells(answer, "note") == [NASTY["note"], ""]
    assert cells(answer, "venue") == ["[red]청와대[/red]", ""]
    assert cells(answer, "who") == ["Kim Gunn ↔ US [sic] “minister”, =cmd", "Kim Gunn ↔ Sung Kim"]


def test_tsv_is_one_line_a_meeting(nasty: str) -> None:
    lines = envoytl("list", "--data", nasty, "--format", "tsv", "--columns", "id,summary,note").out.split("\n")
    assert [line.split("\t") for line in lines] == [
        ["id", "summary", "note"],
        ["2022-01-nasty", " ".join(str(NASTY["summary"]).split()), NASTY["note"]],
        ["2022-02-plain", "", ""],
        [""],
    ]


def test_markdown_escapes_what_would_be_markup(nasty: str) -> None:
    lines = envoytl("list", "--data", nasty, "-f", "md", "--columns", "id,summary,note").out.splitlines()
    assert lines[:2] == ["| id | summary | note |", "| --- | --- | --- |"]
    assert lines[3] == "| 2022-02-plain |  |  |"
    assert len(lines) == 4
    _, _, summary, note, _ = re.split(r"(?<!\\)\|", lines[2])
    assert summary.strip() == (
        '\\[bold\\]not markup\\[/bold\\], =1+1, "quoted", a\\|pipe, a tab, and a second line'
        " \\*with\\* stars\\_and\\_lines."
    )
    assert note.strip() == "@SUM(A1), \\<b\\>no tag\\</b\\> & \\`code\\` \\\\ backslash; 넓은 글자 広い文字"


def test_markdown_has_the_columns_of_the_table() -> None:
    head, rule, *rows = ask("list", "--format", "md").out.splitlines()
    assert head == "| id | date | status | who | where | topics |"
    assert rule == "| --- | --- | --- | --- | --- | --- |"
    assert rows[1] == "| 2022-05-phone | 2022-05-25 | held | Kim Gunn ↔ Takehiro Funakoshi | by phone | security |"


@pytest.mark.parametrize("format", ["csv", "tsv", "md"])
def test_nothing_found_is_a_header_alone(format: str) -> None:
    answer = ask("list", "--format", format, "--columns", "id,date", "--place", "Washington")
    assert answer.code == 0
    assert answer.out == {"csv": "id,date\r\n", "tsv": "id\tdate\n", "md": "| id | date |\n| --- | --- |\n"}[format]
    assert answer.err == "no meetings for --place Washington\n"


# Columns


def test_columns_come_in_the_order_asked_for() -> None:
    answer = ask("list", "--format", "csv", "--columns", "Status, where ,id", "-n", "2")
    assert answer.csv() == [
        ["status", "where", "id"],
        ["held", "Tokyo, JP", "2021-09-tokyo"],
        ["held", "by phone", "2022-05-phone"],
    ]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_can_be_asked_for(column: str) -> None:
    header, *rows = ask("list", "--format", "csv", "--columns", column).csv()
    assert header == [column]
    assert any(row != [""] for row in rows) or column == "posts"


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("--columns", "dat"), "no column is called 'dat'; did you mean date? (there are id, date, earliest, "),
        (("--columns", "id,xyzzy"), "no column is called 'xyzzy'; there are id, date, earliest, "),
        (
            ("--format", "jsn"),
            "no format is called 'jsn'; did you mean json? (there are table, json, jsonl, csv, tsv, md)",
        ),
        (("--format", "xlsx"), "no format is called 'xlsx'; there are table, json, jsonl, csv, tsv, md"),
        (("--json", "--format", "csv"), "--json and --format csv contradict each other"),
        (
            ("--json", "--columns", "id"),
            "--columns goes with table, csv, tsv and md; --format json always holds every field",
        ),
        (("--columns", ","), ""),
        (("--columns", ""), ""),
    ],
)
def test_unknown_columns_and_formats(arguments: tuple[str, ...], start: str) -> None:
    answer = ask("list", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"envoytl: {start}")
    assert answer.err.count("\n") == 1


# A pipe


def test_a_pipe_gets_a_plain_whole_table() -> None:
    answer = ask("list")
    assert (answer.code, answer.err) == (0, "")
    assert "\x1b" not in answer.out
    lines = answer.out.splitlines()
    assert lines[0].split() == ["id", "date", "status", "who", "where", "topics"]
    assert lines[4] == (
        "2022-06-seoul      2022-06-03             held         Kim Gunn ↔ Sung Kim ↔ Takehiro Funakoshi     Seoul, KR"
        "      nuclear-programme sanctions"
    )
    assert len(lines) == 13
    assert not re.search("[─│┃━…]", answer.out)


def test_a_pipe_aligns_wide_characters_by_cell_width(nasty: str) -> None:
    head, first, second = envoytl("list", "--data", nasty, "--columns", "venue,note,id").out.splitlines()
    id_column = cell_len(head) - 2
    assert cell_len(first) - len("2022-01-nasty") == id_column
    assert cell_len(second) - len("2022-02-plain") == id_column


def test_a_narrow_pipe_is_still_whole() -> None:
    assert ask("list", COLUMNS="40").out == ask("list").out


# A terminal


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_no_line_is_wider_than_the_terminal(columns: int, nasty: str) -> None:
    for arguments in ((), ("--columns", ",".join(COLUMNS))):
        for answer in (
            ask_on_terminal("list", *arguments, columns=columns),
            on_terminal("list", *arguments, "--data", nasty, columns=columns),
        ):
            assert max(map(cell_len, answer.lines())) <= columns


@pytest.mark.parametrize("columns", [80, 120])
def test_names_stay_readable_on_a_terminal(columns: int) -> None:
    """No word that fits into a column is broken in its middle, and whole lines are not spent on white space."""
    lines = ask_on_terminal("list", columns=columns).lines()
    text = "\n".join(lines)
    for word in ("Takehiro", "Funakoshi", "Kenichirō", "Panmunjom", "pyongyang", "2021-09-13/", "2021-09-14"):
        assert word in text
    if columns == 80:
        assert lines[-2] == "left out for lack of room: topics"
    else:
        assert "topics" in lines[0]


def test_a_table_on_a_terminal_of_80_columns() -> None:
    shown = ask_on_terminal("list", "--text", "envoys", columns=80).lines()
    assert [line.rstrip() for line in shown] == [
        "id             date          who                    where      topics",
        "─────────────  ────────────  ─────────────────────  ─────────  ─────────────────",
        "2021-09-tokyo  2021-09-13/   Noh Kyu-duk ↔ Sung     Tokyo, JP  nuclear-programme",
        "               2021-09-14    Kim ↔ Takehiro",
        "                             Funakoshi",
        "2022-06-seoul  2022-06-03    Kim Gunn ↔ Sung Kim ↔  Seoul, KR  nuclear-programme",
        "                             Takehiro Funakoshi                sanctions",
        "2 meetings, all held",
    ]


def test_ascii_is_kept_to_in_flat_files_that_ask_for_it() -> None:
    for format in ("csv", "tsv", "md"):
        arguments = ("list", "--format", format, "--columns", "who", "-n", "1")
        assert "Noh Kyu-duk <-> Sung Kim <-> Takehiro" in ask(*arguments, "--ascii").out
        assert "Noh Kyu-duk ↔ Sung Kim ↔ Takehiro" in ask(*arguments).out


def test_columns_that_are_asked_for_are_shown_as_far_as_their_words_have_room() -> None:
    lines = ask_on_terminal("list", "--columns", "id,posts,who,summary,where,topics", columns=80).lines()
    assert lines[0].split() == ["id", "posts", "who", "summary", "where"]
    assert lines[-2] == "left out for lack of room: topics"


def test_a_long_list_fits_the_terminal_too(tmp_path: Path) -> None:
    document = small()
    document["meetings"] = [
        made(f"m-{i:03}", f"2022-01-{i % 28 + 1:02}", who("KR kim-gunn", "US: deputy assistant secretary of state"))
        for i in range(300)
    ]
    lines = on_terminal("list", "--data", str(write(tmp_path / "long.json", document)), columns=60).lines()
    assert max(map(cell_len, lines)) <= 60
    assert lines[-1] == "300 meetings, all held"


def test_a_terminal_gets_a_count_and_a_pipe_does_not() -> None:
    assert ask_on_terminal("list", columns=120).lines()[-1] == "12 meetings"
    assert ask_on_terminal("list", "-n", "1", columns=120).lines()[-1] == "1 meeting, held"
    assert ask_on_terminal("list", "-n", "2", columns=120).lines()[-1] == "2 meetings, all held"
    assert ask_on_terminal("list", "-n", "2", "--columns", "id", columns=120).lines()[-1] == "2 meetings"
    assert "12 meetings" not in ask("list").out


def test_nothing_is_cut_off_on_a_terminal(nasty: str) -> None:
    """What does not fit is wrapped: every character of a text is there."""

    def letters(text: str) -> str:
        return re.sub(r"\s", "", text)

    text = "".join(on_terminal("list", "--data", nasty, "--columns", "summary", columns=80).lines())
    assert letters(str(NASTY["summary"])) in letters(text)
    assert "…" not in text


def test_markup_in_data_stays_text(nasty: str) -> None:
    text = "\n".join(on_terminal("list", "--data", nasty, "--columns", "venue,who", columns=120).lines())
    assert "[red]청와대[/red]" in text
    assert "[sic]" in text


def test_control_characters_in_data_do_not_reach_the_terminal(tmp_path: Path) -> None:
    document = small()
    document["meetings"] = [
        made("2022-01-escape", "2022-01-05", who("KR kim-gunn", "US sung-kim"), summary="a \x1b[31mred\x07 b")
    ]
    file = str(write(tmp_path / "escape.json", document))
    for arguments in (("list", "--columns", "summary"), ("timeline", "--layout", "list"), ("show", "2022-01-escape")):
        out = on_terminal(*arguments, "--data", file).out
        assert "\x1b[31m" not in out
        assert "\x07" not in out


def test_wide_characters_are_aligned_on_a_terminal(nasty: str) -> None:
    lines = on_terminal("list", "--data", nasty, "--columns", "venue,id,date", columns=120).lines()
    ids = [line for line in lines if "2022-0" in line]
    assert len({cell_len(line[: line.index("2022-0")]) for line in ids}) == 1


def test_colours_are_for_terminals_that_want_them() -> None:
    assert COLOUR.search(ask_on_terminal("timeline", columns=120).out)
    for arguments, environment in (
        (("--no-color",), {}),
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
    ):
        answer = ask_on_terminal("timeline", *arguments, columns=120, **environment)
        assert answer.code == 0
        assert not COLOUR.search(answer.out)
    assert "\x1b" not in ask_on_terminal("list", columns=120, TERM="dumb").out
    assert ESCAPE.sub("", ask_on_terminal("list", columns=120, NO_COLOR="1").out) == ESCAPE.sub(
        "", ask_on_terminal("list", columns=120).out
    )
