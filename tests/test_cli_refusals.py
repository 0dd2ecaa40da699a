"""Words, values and options that don't exist: exit code 2 and one sentence with the nearest."""

from __future__ import annotations

import pytest

from runner import ask, refused


def test_words_of_which_a_meeting_has_only_one_cannot_both_hold() -> None:
    assert refused("--mode", "phone", "--mode", "video") == (
        "a meeting has one mode: give several with a comma, as in --mode phone,video"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--status", "hold"),
            "no status is called 'hold'; did you mean held? (there are proposed, planned, held, "
            "cancelled, unconfirmed)",
        ),
        (("--mode", "fax"), "no mode is called 'fax'; there are in-person, video, phone"),
        (
            ("--level", "minister"),
            "no level is called 'minister'; did you mean ministers? (there are leaders, ministers, "
            "vice-ministers, security-advisers, envoys, deputies, working-level)",
        ),
        (("--sides", "many"), "--sides takes 2, 3+, 2-4, bilateral, trilateral, multilateral; not 'many'"),
        (("--sides", "+"), "--sides takes 2, 3+, 2-4, bilateral, trilateral, multilateral; not '+'"),
        (("--occasion", "NEACT"), "no occasion is called 'NEACT'; did you mean NEACD?"),
        (("--source", "Mornin Dayly"), "no publisher or source is called 'Mornin Dayly'; did you mean Morning Daily?"),
        (("--source", "notebook,Han River Wire"), "--source takes publishers or ids of sources, not both at once"),
        (
            ("--sort", "dates"),
            "no order is called 'dates'; did you mean date? (there are date, id, level, place, sides, status, mode)",
        ),
    ],
)
def test_unknown_words_are_refused_with_the_nearest(arguments: tuple[str, ...], message: str) -> None:
    assert refused(*arguments) == message


def test_sides_that_no_meeting_can_have_are_refused() -> None:
    assert "4-2" in refused("--sides", "4-2")


@pytest.mark.parametrize(
    "arguments", [("-c", ""), ("-e", " "), ("-t", ","), ("--place", ""), ("--status", ""), ("-q", "")]
)
def test_an_empty_value_is_refused_and_does_not_match_everything(arguments: tuple[str, str]) -> None:
    """As from `-c "$UNSET"` in a script."""
    assert refused(*arguments)


def test_text_without_a_letter_does_not_match_everything() -> None:
    answer = ask("list", "--json", "-q", "?!")
    assert answer.code == 2 or answer.out == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [(("list", "--contry", "JP"), "--country"), (("timeline", "--layuot", "list"), "--layout"), (("lst",), "list"),
     (("timelien",), "timeline"), (("list", "--colums", "id"), "--columns")],
)  # fmt: skip
def test_did_you_mean_for_options_and_commands(arguments: tuple[str, ...], nearest: str) -> None:
    answer = ask(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert nearest in answer.err
    assert answer.err.count("\n") == 1
    assert "╭" not in answer.err
