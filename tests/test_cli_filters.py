"""Every filter in every spelling that design.md names, over the small chronology."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from chronologies import EVERYTHING, citation, small, who, write
from chronologies import meeting as made
from runner import TODAY, ask, ask_on_terminal, envoytl

ALL = [
    "2021-09-tokyo", "2022-05-phone", "2022-06-beijing", "2022-06-seoul", "2022-07-new-york", "2022-08-pyongyang",
    "2022-09-unga", "2022-10-video", "2022-12-panmunjom", "2023-notebook", "2023-01-tokyo", "2023-spring",
]  # fmt: skip
JP = [
    "2021-09-tokyo",
    "2022-05-phone",
    "2022-06-seoul",
    "2022-09-unga",
    "2022-10-video",
    "2023-01-tokyo",
    "2023-spring",
]
KR = [
    "2021-09-tokyo", "2022-05-phone", "2022-06-beijing", "2022-06-seoul", "2022-10-video", "2022-12-panmunjom",
    "2023-01-tokyo",
]  # fmt: skip
US = ["2021-09-tokyo", "2022-06-seoul", "2022-07-new-york", "2022-09-unga", "2022-10-video", "2023-notebook"]
KP = ["2022-07-new-york", "2022-08-pyongyang", "2022-12-panmunjom", "2023-spring"]
FUNAKOSHI = ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video", "2023-01-tokyo"]
TRILATERAL = ["2021-09-tokyo", "2022-06-seoul", "2022-10-video"]


def only_of(ids: list[str], *others: list[str]) -> list[str]:
    return [id for id in ids if all(id in other for other in others)]


def found(*arguments: str, today: date = TODAY) -> list[str]:
    return ask("list", "--json", *arguments, today=today).ids()


def refused(*arguments: str, command: str = "list") -> str:
    """The one sentence on stderr with which a wrong use is refused."""
    answer = ask(command, *arguments)
    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.err.startswith("envoytl: ")
    assert answer.err.endswith("\n")
    assert "Traceback" not in answer.err
    return answer.err.removeprefix("envoytl: ").removesuffix("\n")


def test_without_a_filter_everything_comes_in_order_of_date() -> None:
    assert found() == ALL


@pytest.mark.parametrize("name", ["JP", "jp", "JPN", "Japan", "japan", "日本"])
def test_country_in_each_spelling(name: str) -> None:
    assert found("--country", name) == JP
    assert found("-c", name) == JP


@pytest.mark.parametrize(
    ("name", "ids"),
    [("ROK", KR), ("KOR", KR), ("South Korea", KR), ("한국", KR), ("대한민국", KR), ("DPRK", KP), ("North Korea", KP), ("북한", KP),
     ("PRK", KP), ("USA", US), ("United States", US), ("미국", US)],
)  # fmt: skip
def test_country_by_short_and_native_names(name: str, ids: list[str]) -> None:
    assert found("-c", name) == ids


def test_repeating_narrows_and_a_comma_widens() -> None:
    assert found("-c", "KR", "-c", "US") == TRILATERAL
    assert found("-c", "KR,US") == [id for id in ALL if id in KR or id in US]
    assert found("-c", "KP", "-c", "US,CN") == ["2022-07-new-york", "2022-08-pyongyang"]
    assert found("-c", "US, KR", "-c", "JP") == only_of(JP, [*US, *KR])
    assert found("-t", "sanctions", "-c", "KR", "--mode", "in-person") == ["2022-06-seoul"]


def test_only_these_sides() -> None:
    assert found("-c", "KR", "-c", "JP", "--only") == ["2022-05-phone", "2023-01-tokyo"]
    assert found("-c", "KR", "-c", "US,JP", "--only") == [
        "2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video", "2023-01-tokyo",
    ]  # fmt: skip
    assert refused("--only") == "--only goes with --country: these sides and no other"


def test_a_city_is_no_country() -> None:
    assert refused("-c", "Tokyo") == "no country is called 'Tokyo'; Tokyo is a city: say --country JP, or --place Tokyo"
    message = refused("-c", "뉴욕")
    assert message.endswith('New York is a city: say --country US, or --place "New York"')


def test_unknown_country() -> None:
    assert refused(
        "-c", "Japon, KR"
    ) == "no country is called 'Japon'; did you mean Japan or 日本?" or "Japan" in refused("-c", "Japon")
    assert "did you mean" in refused("-c", "Nort Korea")
    assert refused("-c", "Xyzzyland") == "no country is called 'Xyzzyland'"


def test_a_country_that_took_no_part() -> None:
    answer = ask("list", "-c", "FR")
    assert (answer.code, answer.out, answer.err) == (0, "", "no meetings for --country FR\n")
    assert ask("list", "-c", "Frankreich").code == 2
    assert ask("list", "-c", "Россия").err == "no meetings for --country Россия\n"


@pytest.mark.parametrize(
    "name",
    ["funakoshi", "Funakoshi Takehiro", "Takehiro Funakoshi", "TAKEHIRO", "funakoshi-takehiro", "船越健裕", "船越", "후나코시",
     "후나코시 다케히로", "takeh"],
)  # fmt: skip
def test_envoy_in_each_spelling(name: str) -> None:
    assert found("--envoy", name) == FUNAKOSHI
    assert found("-e", name) == FUNAKOSHI


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Lee Joonil", ["2022-12-panmunjom"]),
        ("lee joon il", ["2022-12-panmunjom"]),
        ("Joon-il Lee", ["2022-12-panmunjom"]),
        ("Sasae Kenichiro", ["2022-09-unga"]),
        ("Kenichirō", ["2022-09-unga"]),
        ("성김", [id for id in US if id != "2023-notebook"]),
        ("sung kim", [id for id in US if id != "2023-notebook"]),
        ("Choe Son-hui", ["2022-07-new-york", "2022-08-pyongyang"]),
    ],
)
def test_envoy_without_regard_to_hyphens_accents_and_order(name: str, ids: list[str]) -> None:
    assert found("-e", name) == ids


def test_an_ambiguous_envoy_lists_the_candidates() -> None:
    assert refused("-e", "kim") == (
        "'kim' fits 2 people; say which:\n  Kim Gunn (kim-gunn), KR, 4 meetings\n  Sung Kim (sung-kim), US, 5 meetings"
    )


def test_unknown_envoy() -> None:
    assert refused("-e", "funakosi").startswith("no person is called 'funakosi'; did you mean ")
    assert "Funakoshi" in refused("-e", "funakosi")
    assert refused("-e", "Xyzzy") == "no person is called 'Xyzzy'"


def test_envoys_and_and_or() -> None:
    assert found("-e", "kim gunn", "-e", "sung-kim") == ["2022-06-seoul", "2022-10-video"]
    assert found("-e", "noh,lee") == ["2021-09-tokyo", "2022-12-panmunjom"]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("sanctions", ["2022-06-seoul", "2022-10-video"]),
        ("Sanctions", ["2022-06-seoul", "2022-10-video"]),
        ("nuclear-programme", ["2021-09-tokyo", "2022-06-seoul", "2022-10-video"]),
        ("Nuclear programme", ["2021-09-tokyo", "2022-06-seoul", "2022-10-video"]),
        ("security", ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video"]),
        ("human rights", ["2023-notebook", "2023-spring"]),
        ("abductees", ["2023-spring"]),
        ("abductees,security", ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-10-video", "2023-spring"]),
    ],
)
def test_topic_takes_its_narrower_ones_along(name: str, ids: list[str]) -> None:
    assert found("--topic", name) == ids
    assert found("-t", name) == ids


def test_unknown_topic() -> None:
    assert refused("-t", "sanctoins") == "no topic is called 'sanctoins'; did you mean Sanctions?"


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Seoul", ["2022-06-seoul"]),
        ("seoul", ["2022-06-seoul"]),
        ("서울", ["2022-06-seoul"]),
        ("東京", ["2021-09-tokyo", "2023-01-tokyo"]),
        ("Peking", ["2022-06-beijing"]),
        ("new york", ["2022-07-new-york", "2022-09-unga"]),
        ("Blue House", ["2022-06-seoul"]),
        ("west wing", ["2022-06-seoul"]),
        ("South Korea", ["2022-06-seoul", "2022-12-panmunjom"]),
        ("KR", ["2022-06-seoul", "2022-12-panmunjom"]),
        ("DPRK", ["2022-08-pyongyang"]),
        ("Tokyo,Beijing", ["2021-09-tokyo", "2022-06-beijing", "2023-01-tokyo"]),
    ],
)
def test_place_by_city_venue_or_country(name: str, ids: list[str]) -> None:
    assert found("--place", name) == ids


def test_a_city_without_a_meeting_and_an_unknown_one() -> None:
    answer = ask("list", "--place", "Washington")
    assert (answer.code, answer.out, answer.err) == (0, "", "no meetings for --place Washington\n")
    assert refused("--place", "Seol") == "no place is called 'Seol'; did you mean Seoul?"
    assert refused("--place", "Atlantis") == "no place is called 'Atlantis'"


@pytest.mark.parametrize(
    ("period", "ids"),
    [
        ("2021", ["2021-09-tokyo"]),
        ("2022-Q2", ["2022-05-phone", "2022-06-beijing", "2022-06-seoul"]),
        ("2022-06", ["2022-06-beijing", "2022-06-seoul"]),
        ("2022-06-03", ["2022-06-beijing", "2022-06-seoul"]),
        ("2022-W22", ["2022-06-beijing", "2022-06-seoul"]),  # 30 May to 5 June
        ("2022-W21", ["2022-05-phone"]),
        ("June 2022", ["2022-06-beijing", "2022-06-seoul"]),
        ("3 June 2022", ["2022-06-beijing", "2022-06-seoul"]),
        ("2022-08-19", ["2022-08-pyongyang"]),  # about the 20th
        ("2022-08-18", []),
        ("2022-09-23", ["2022-09-unga"]),  # perhaps the 22nd
        ("2021-09-14", ["2021-09-tokyo"]),
        ("2023-03", ["2022-12-panmunjom", "2023-notebook", "2023-spring"]),
    ],
)
def test_on_takes_what_possibly_falls_into_a_period(period: str, ids: list[str]) -> None:
    answer = ask("list", "--format", "csv", "--columns", "id", "--on", period)
    assert [row[0] for row in answer.csv()[1:]] == ids


@pytest.mark.parametrize(
    ("today", "period", "ids"),
    [
        (date(2022, 6, 3), "today", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 6, 4), "yesterday", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 7, 15), "last month", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 9, 3), "3 months ago", ["2022-06-beijing", "2022-06-seoul"]),
        (date(2022, 5, 26), "this week", ["2022-05-phone"]),
        (date(2022, 1, 1), "last year", ["2021-09-tokyo"]),
    ],
)
def test_on_takes_relative_periods(today: date, period: str, ids: list[str]) -> None:
    assert found("--on", period, today=today) == ids


def test_since_and_until_take_whole_periods() -> None:
    assert found("--since", "2022-10") == ALL[7:]
    assert found("--since", "2022-10-08") == ALL[8:]
    assert found("--until", "2022-05") == ALL[:2]
    assert found("--until", "2022-06-02") == ALL[:3]
    assert found("--since", "2022-06-04", "--until", "2022-07") == ["2022-06-beijing", "2022-07-new-york"]


def test_certain_takes_only_what_surely_falls_into_the_period() -> None:
    assert found("--on", "2022-06-03", "--certain") == ["2022-06-seoul"]
    assert found("--on", "2022-06", "--certain") == ["2022-06-beijing", "2022-06-seoul"]
    assert found("--since", "2023", "--certain") == ["2023-notebook", "2023-01-tokyo", "2023-spring"]
    assert found("--until", "2022-08-20", "--certain") == ALL[:5]
    assert (
        ask("list", "--json", "--on", "2022-08-20", "--certain").out == "[]\n"
    )  # "about the 20th" is not surely the 20th
    assert refused("--certain") == "--certain goes with --since, --until or --on"


def test_what_only_possibly_falls_into_the_period_is_marked() -> None:
    """Design: "--certain: only what surely falls in that span (otherwise also what possibly does, marked)"."""

    def row(id: str, *filters: str) -> str:
        [line] = [line for line in ask_on_terminal("list", *filters, columns=200).lines() if id in line]
        return " ".join(line.split())

    assert row("2022-06-seoul", "--on", "2022-06-03") == row("2022-06-seoul")
    assert row("2022-06-beijing", "--on", "2022-06-03") != row("2022-06-beijing")


def test_periods_that_contradict_or_say_nothing() -> None:
    assert refused("--since", "2023", "--until", "2022-12") == (
        "--since 2023 begins after --until 2022-12 ends (2023-01-01 > 2022-12-31)"
    )
    assert refused("--on", "2022", "--since", "2021") == "--on names the whole period: leave out --since and --until"
    hint = "a period is like 2023, 2023-Q2, 2023-04, 2023-04-06, 2023-W14, today, last month or 3 months ago"
    assert refused("--since", "sometime") == f"--since: 'sometime' is not a period; {hint}"
    assert refused("--until", "") == f"--until: '' is not a period; {hint}"
    assert refused("--on", "2022-13").startswith("--on: '2022-13' is not a period; there is no month 13")
    assert refused("--on", "2022-02-30").endswith("February 2022 has 28 days, so there is no day 30")
    assert refused("--on", "2022-W53").endswith("the year 2022 has no week 53")
    assert refused("--on", "6/4/2022").startswith("--on: '6/4/2022' is not a period")


@pytest.mark.parametrize(
    ("today", "status", "ids"),
    [
        (TODAY, "held", [id for id in ALL if id not in ("2022-07-new-york", "2023-01-tokyo", "2023-spring")]),
        (TODAY, "cancelled", ["2022-07-new-york"]),
        (TODAY, "proposed", ["2023-spring"]),
        (TODAY, "unconfirmed", ["2023-01-tokyo"]),
        (date(2023, 1, 20), "planned", ["2023-01-tokyo"]),
        (TODAY, "Cancelled,proposed", ["2022-07-new-york", "2023-spring"]),
    ],
)
def test_status(today: date, status: str, ids: list[str]) -> None:
    assert found("--status", status, today=today) == ids


def test_a_plan_becomes_unconfirmed_the_day_after() -> None:
    def shown(today: date) -> str:
        [record] = ask("list", "--json", "--on", "2023-01-20", "--certain", today=today).json()
        return str(record["status"])

    assert shown(date(2023, 1, 20)) == "planned"
    assert shown(date(2023, 1, 21)) == "unconfirmed"


def test_asking_for_plans_that_are_past_points_to_unconfirmed() -> None:
    answer = ask("list", "--status", "planned")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == (
        "no meetings for --status planned; a plan whose day is past and of which nothing was reported is"
        " `--status unconfirmed`\n"
    )


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--mode", "phone"), ["2022-05-phone"]),
        (("--mode", "phone,video"), ["2022-05-phone", "2022-10-video"]),
        (("--mode", "in-person"),
         ["2021-09-tokyo", "2022-06-beijing", "2022-06-seoul", "2022-09-unga", "2022-12-panmunjom", "2023-01-tokyo"]),
        (("--level", "ministers"), ["2022-06-beijing"]),
        (("--level", "leaders,vice-ministers"), ["2022-07-new-york", "2023-spring"]),
        (("--level", "deputies"), ["2022-09-unga"]),
        (("--level", "working-level"), ["2022-12-panmunjom", "2023-notebook"]),
        (("--sides", "3"), TRILATERAL),
        (("--sides", "3+"), TRILATERAL),
        (("--sides", "trilateral"), TRILATERAL),
        (("--sides", "2"), [id for id in ALL if id not in TRILATERAL]),
        (("--sides", "bilateral"), [id for id in ALL if id not in TRILATERAL]),
        (("--sides", "2-4"), ALL),
        (("--sides", "2,3"), ALL),
        (("--occasion", "NEACD"), ["2022-12-panmunjom"]),
        (("--occasion", "neacd-2022"), ["2022-12-panmunjom"]),
        (("--occasion", "General Assembly"), ["2022-09-unga"]),
        (("--occasion", "총회"), ["2022-09-unga"]),
        (("--source", "han river"), ["2021-09-tokyo", "2022-10-video", "2023-01-tokyo", "2023-spring"]),
        (("--source", "Morning Daily"), ["2022-05-phone", "2022-06-seoul", "2022-07-new-york", "2022-10-video"]),
        (("--source", "daily-2022-06-04"), ["2022-06-seoul", "2022-07-new-york"]),
        (("--source", "daily", "--source", "wire"), ["2022-10-video"]),
        (("--source", "daily-2022-06-04,ministry-2022-06-03"), ["2022-06-seoul", "2022-07-new-york"]),
    ],
)  # fmt: skip
def test_mode_level_sides_occasion_and_source(arguments: tuple[str, ...], ids: list[str]) -> None:
    assert found(*arguments) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("preconditions", ["2021-09-tokyo"]),
        ("precond", ["2021-09-tokyo"]),
        ("PRECONDITIONS talks", ["2021-09-tokyo"]),
        ('"without preconditions"', ["2021-09-tokyo"]),
        ('"preconditions without"', []),
        ("추가 제재", ["2022-06-seoul"]),
        ("제재", ["2022-06-seoul"]),
        ("船越", FUNAKOSHI),
        ("越健", FUNAKOSHI),
        ("裕", FUNAKOSHI),
        ("노규덕", ["2021-09-tokyo"]),
        ("sasae kenichiro", ["2022-09-unga"]),
        ("foreign minister", ["2022-06-beijing"]),
        ("prime", ["2023-spring"]),
        ("blue house", ["2022-06-seoul"]),
        ("東京", ["2021-09-tokyo", "2023-01-tokyo"]),
        ("abductees", ["2023-spring"]),
        ("NEACD", ["2022-12-panmunjom"]),
    ],
)
def test_text_over_names_posts_places_topics_and_summaries(text: str, ids: list[str]) -> None:
    for option in ("--text", "-q"):
        answer = ask("list", "--format", "csv", "--columns", "id", option, text)
        assert [row[0] for row in answer.csv()[1:]] == ids


def test_repeating_any_filter_narrows() -> None:
    """Design: "Repeating an option narrows (and); a comma widens (or)"; without an exception."""
    assert found("--sides", "2+", "--sides", "3") == TRILATERAL
    assert found("--status", "held,cancelled", "--status", "cancelled,planned") == ["2022-07-new-york"]
    assert found("-q", "funakoshi", "-q", "sung") == TRILATERAL
    assert found("--occasion", "NEACD,unga-2022", "--occasion", "NEACD") == ["2022-12-panmunjom"]


def test_words_of_which_a_meeting_has_only_one_cannot_both_hold() -> None:
    assert refused("--mode", "phone", "--mode", "video") == (
        "a meeting has one mode: give several with a comma, as in --mode phone,video"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--status", "hold"), "no status is called 'hold'; did you mean held? (there are proposed, planned, held, "
         "cancelled, unconfirmed)"),
        (("--mode", "fax"), "no mode is called 'fax'; there are in-person, video, phone"),
        (("--level", "minister"), "no level is called 'minister'; did you mean ministers? (there are leaders, ministers, "
         "vice-ministers, security-advisers, envoys, deputies, working-level)"),
        (("--sides", "many"), "--sides takes 2, 3+, 2-4, bilateral, trilateral, multilateral; not 'many'"),
        (("--sides", "+"), "--sides takes 2, 3+, 2-4, bilateral, trilateral, multilateral; not '+'"),
        (("--occasion", "NEACT"), "no occasion is called 'NEACT'; did you mean NEACD?"),
        (("--source", "Mornin Dayly"), "no publisher or source is called 'Mornin Dayly'; did you mean Morning Daily?"),
        (("--source", "notebook,Han River Wire"), "--source takes publishers or ids of sources, not both at once"),
        (("--sort", "dates"), "no order is called 'dates'; did you mean date? (there are date, id, level, place, sides, "
         "status, mode)"),
    ],
)  # fmt: skip
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


# What was known by a day


def at(day: str, *more: str, today: date = TODAY) -> dict[str, dict[str, object]]:
    records = ask("list", "--json", "--known-by", day, *more, today=today)
    return {record["id"]: record for record in (records.json() if not records.err else [])}


def test_known_by_takes_what_was_in_print() -> None:
    assert list(at("2021-09-15")) == ["2021-09-tokyo"]
    assert list(at("2022-05-27")) == ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul"]
    assert list(at("2022-06-04")) == ["2021-09-tokyo", "2022-05-phone", "2022-06-seoul", "2022-07-new-york"]
    assert list(at("2023-01-30")) == [
        "2021-09-tokyo",
        "2022-05-phone",
        "2022-06-seoul",
        "2022-07-new-york",
        "2022-10-video",
    ]
    assert "2023-01-tokyo" in at("2023-01-31")  # printed some time in January 2023
    assert "2023-01-tokyo" in at("January 2023")
    assert "2023-notebook" not in at("2024-01-31")
    assert list(at("2024-02-01")) == ALL


def test_known_by_before_anything_was_in_print() -> None:
    answer = ask("list", "--json", "--known-by", "2021-09-14")
    assert (answer.code, answer.out, answer.err) == (0, "[]\n", "no meetings for --known-by 2021-09-14\n")


def test_known_by_shows_a_meeting_as_it_was_told_then() -> None:
    announced = at("2022-06-02")["2022-06-seoul"]
    assert (announced["date"], announced["status"]) == ("2022-06-02", "planned")
    assert announced["place"] == {"city": "Tokyo", "country": "JP", "venue": None}
    assert (announced["mode"], announced["topics"], announced["summary"], announced["note"]) == (None, [], "", "")
    assert [citation["source"] for citation in announced["citations"]] == ["daily-2022-05-27"]
    reported = at("2022-06-03")["2022-06-seoul"]
    assert (reported["date"], reported["status"], reported["mode"]) == ("2022-06-03", "held", "in-person")
    assert (reported["summary"], len(reported["citations"])) == ("", 2)
    assert at("2022-06-04")["2022-06-seoul"] == ask("list", "--json", "-q", "Blue House").json()[0]


def test_known_by_goes_through_the_lifecycle() -> None:
    def status(day: str) -> object:
        return at(day)["2022-07-new-york"]["status"]

    assert [status(day) for day in ("2022-07-12", "2022-07-13", "2022-10-05", "2022-10-06")] == [
        "planned", "unconfirmed", "unconfirmed", "cancelled",
    ]  # fmt: skip


def test_known_by_counts_for_the_other_filters() -> None:
    assert list(at("2022-06-02", "--place", "Tokyo")) == ["2021-09-tokyo", "2022-06-seoul"]
    assert list(at("2022-06-02", "--on", "2022-06-03")) == []
    assert list(at("2022-06-02", "--status", "planned")) == ["2022-06-seoul"]
    assert list(at("2022-08-01", "--status", "unconfirmed")) == ["2022-07-new-york"]
    assert list(at("2022-06-02", "-q", "제재")) == []


@pytest.mark.parametrize(
    ("command", "there"),
    [
        ("people", "noh-kyu-duk"),
        ("countries", "JP"),
        ("places", "Tokyo"),
        ("sources", "Han River Wire"),
        ("stats", "2021"),
    ],
)
def test_known_by_everywhere(command: str, there: str) -> None:
    rows = ask(command, "--known-by", "2021-10").lines()
    assert any(there in row for row in rows)
    assert not any("2022" in row for row in rows)
    assert len(ask("timeline", "--known-by", "2021-10").lines()) < len(ask("timeline").lines())


# Empty answers


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-c", "KR", "--on", "2019"), "no meetings for --country KR --on 2019; without --on 2019 there are some"),
        (("-c", "KP", "-c", "US", "--status", "held"),
         "no meetings for --country KP --country US --status held; without --country KP there are some"),
        (("-q", "xyzzy", "-c", "KR"), "no meetings for --country KR --text xyzzy; without --text xyzzy there are some"),
        (("-e", "sung-kim", "--mode", "phone"), None),
        (("-t", "abductees", "--level", "envoys"), None),
    ],
)  # fmt: skip
def test_an_empty_answer_says_what_was_asked_and_what_emptied_it(
    arguments: tuple[str, ...], message: str | None
) -> None:
    answer = ask("list", *arguments)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("no meetings for --")
    assert answer.err.count("\n") == 1
    assert "; without --" in answer.err
    if message:
        assert answer.err == message + "\n"


def test_the_filter_that_emptied_the_answer_is_one_that_was_given() -> None:
    answer = ask("list", "-c", "JP", "--since", "2030")
    assert answer.err == "no meetings for --country JP --since 2030; without --since 2030 there are some\n"


def test_a_limit_of_nothing_does_not_say_that_the_chronology_is_empty() -> None:
    answer = ask("list", "-n", "0")
    assert "empty" not in answer.err


@pytest.mark.parametrize(
    "command", ["list", "timeline", "people", "countries", "places", "sources", "stats", "topics", "occasions"]
)
def test_every_reading_command_takes_the_same_filters(command: str) -> None:
    arguments = (
        "-c", "KR", "-e", "kim-gunn", "-t", "security", "--place", "Seoul", "--since", "2022", "--until", "2022-12", "--certain",
        "--status", "held", "--mode", "in-person", "--level", "envoys", "--sides", "3", "--source", "daily", "-q", "sanctions",
        "--known-by", "2023",
    )  # fmt: skip
    answer = ask(command, *arguments)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out
    nothing = ask(command, *arguments, "--occasion", "NEACD")
    assert nothing.code == 0
    if command not in ("topics", "occasions"):
        assert nothing.err.endswith("; without --occasion NEACD there are some\n")


@pytest.mark.parametrize("command", ["topics", "occasions"])
def test_directories_of_fixed_lists_say_so_too_when_nothing_is_found(command: str) -> None:
    answer = ask(command, "-c", "KR", "--on", "2019")
    assert answer.code == 0
    assert answer.err.startswith("no meetings for --country KR --on 2019")


# Order


def test_sort_reverse_and_limit() -> None:
    assert found("--reverse") == ALL[::-1]
    assert found("-n", "2") == ALL[:2]
    assert found("--limit", "2", "--reverse") == ALL[:-3:-1]
    assert found("--sort", "id") == sorted(ALL)
    assert found("--sort", "id", "--reverse") == sorted(ALL, reverse=True)
    assert found("--sort", "sides") == [id for id in ALL if id not in TRILATERAL] + TRILATERAL
    assert found("--sort", "level")[:2] == ["2023-spring", "2022-06-beijing"]
    assert found("--sort", "level")[-1] == "2022-08-pyongyang"
    assert found("--sort", "place", "-n", "3") == ["2022-06-beijing", "2022-08-pyongyang", "2022-07-new-york"]
    assert found("--sort", "mode")[6:] == [
        "2022-05-phone", "2022-10-video", "2022-07-new-york", "2022-08-pyongyang", "2023-notebook", "2023-spring",
    ]  # fmt: skip


def test_sort_by_status_goes_by_the_status_that_is_shown(tmp_path: Path) -> None:
    document = small()
    document["meetings"] = [
        made("past", "2021-05-01", who("KR kim-gunn", "US sung-kim"), citation("notebook", EVERYTHING, "planned"), status="planned"),
        made("held", "2021-06-01", who("KR kim-gunn", "US sung-kim"), citation("notebook", EVERYTHING, "held")),
        made("coming", "2025-05-01", who("KR kim-gunn", "US sung-kim"), citation("notebook", EVERYTHING, "planned"), status="planned"),
    ]  # fmt: skip
    file = write(tmp_path / "plans.json", document)
    answer = envoytl("list", "--json", "--sort", "status", "--data", str(file))
    assert [(record["id"], record["status"]) for record in answer.json()] == [
        ("coming", "planned"), ("held", "held"), ("past", "unconfirmed"),
    ]  # fmt: skip


def test_a_limit_must_be_a_number() -> None:
    assert "'few' is not a valid int" in refused("-n", "few")
    assert "-1" in refused("-n", "-1")
