"""Every filter in every spelling that design.md names, over the small chronology."""

from __future__ import annotations

import pytest

from runner import ALL, ask, found, refused

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


def test_without_a_filter_everything_comes_in_order_of_date() -> None:
    assert found() == ALL


@pytest.mark.parametrize("name", ["JP", "jp", "JPN", "Japan", "japan", "日本"])
def test_country_in_each_spelling(name: str) -> None:
    assert found("--country", name) == JP
    assert found("-c", name) == JP


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("ROK", KR),
        ("KOR", KR),
        ("South Korea", KR),
        ("한국", KR),
        ("대한민국", KR),
        ("DPRK", KP),
        ("North Korea", KP),
        ("북한", KP),
        ("PRK", KP),
        ("USA", US),
        ("United States", US),
        ("미국", US),
    ],
)
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
    assert refused("-c", "Xyzzyland") == "no country is called 'Xyzzyland'; `envoytl countries` lists what there is"


def test_a_country_that_took_no_part() -> None:
    answer = ask("list", "-c", "FR")
    assert (answer.code, answer.out, answer.err) == (0, "", "no meetings for --country FR\n")
    assert ask("list", "-c", "Frankreich").code == 2
    assert ask("list", "-c", "Россия").err == "no meetings for --country Россия\n"


@pytest.mark.parametrize(
    "name",
    [
        "funakoshi",
        "Funakoshi Takehiro",
        "Takehiro Funakoshi",
        "TAKEHIRO",
        "funakoshi-takehiro",
        "船越健裕",
        "船越",
        "후나코시",
        "후나코시 다케히로",
        "takeh",
    ],
)
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
    assert refused("-e", "Xyzzy") == "no person is called 'Xyzzy'; `envoytl people` lists what there is"


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
        ("Seoul, KR", ["2022-06-seoul"]),
        ("서울,South Korea,Peking , China", ["2022-06-beijing", "2022-06-seoul"]),
        ("Beijing,KR", ["2022-06-beijing", "2022-06-seoul", "2022-12-panmunjom"]),
    ],
)
def test_place_by_city_venue_or_country(name: str, ids: list[str]) -> None:
    assert found("--place", name) == ids


def test_a_city_without_a_meeting_and_an_unknown_one() -> None:
    answer = ask("list", "--place", "Washington")
    assert (answer.code, answer.out, answer.err) == (0, "", "no meetings for --place Washington\n")
    assert refused("--place", "Seol") == "no place is called 'Seol'; did you mean Seoul?"
    assert refused("--place", "Atlantis") == "no place is called 'Atlantis'; `envoytl places` lists what there is"


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
