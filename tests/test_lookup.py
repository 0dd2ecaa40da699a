from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chronologies import meeting, small, who, write
from envoytl.errors import USAGE, AmbiguousName, UnknownName
from envoytl.store import lookup
from envoytl.store.index import Index, open_index


def unknown(find: Callable[[Index, str], Any], index: Index, asked: str) -> str:
    with pytest.raises(UnknownName) as caught:
        find(index, asked)
    assert caught.value.exit_code == USAGE == 2
    return str(caught.value)


def ambiguous(find: Callable[[Index, str], Any], index: Index, asked: str) -> str:
    with pytest.raises(AmbiguousName) as caught:
        find(index, asked)
    assert caught.value.exit_code == USAGE
    return str(caught.value)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("JP", "JP"), ("jp", "JP"), ("JPN", "JP"), ("jpn", "JP"), ("392", "JP"), ("Japan", "JP"),
        ("japan", "JP"), ("日本", "JP"), ("DPRK", "KP"), ("d.p.r.k.", "KP"), ("PRK", "KP"),
        ("North Korea", "KP"), ("Korea, North", "KP"), ("북한", "KP"), ("ROK", "KR"), ("KOR", "KR"),
        ("한국", "KR"), ("대한민국", "KR"), ("USA", "US"), ("United States", "US"), ("PRC", "CN"),
        ("中国", "CN"), ("France", "FR"), ("FRA", "FR"), ("EU", "EU"), ("UK", "GB"), ("Deutschland", "DE"),
        ("北朝鮮", "KP"), ("韓国", "KR"), ("韩国", "KR"), ("朝鲜", "KP"), ("미국", "US"), ("일본", "JP"),
        ("美国", "US"),
        ("the United States", "US"), ("Россия", "RU"), ("Việt Nam", "VN"), ("viet nam", "VN"), ("Côte d’Ivoire", "CI"),
    ],
)  # fmt: skip
def test_countries(small_index: Index, asked: str, code: str) -> None:
    assert lookup.country(small_index, asked) == code


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Tokyo", "no country is called 'Tokyo'; Tokyo is a city: say --country JP, or --place Tokyo"),
        ("東京", "no country is called '東京'; Tokyo is a city: say --country JP, or --place Tokyo"),
        ("peking", "no country is called 'peking'; Beijing is a city: say --country CN, or --place Beijing"),
        ("New York", "no country is called 'New York'; New York is a city: say --country US, or --place \"New York\""),
        ("Korea", "no country is called 'Korea'; did you mean South Korea or North Korea?"),
        ("Frnace", "no country is called 'Frnace'; did you mean France?"),
        ("Untied States", "no country is called 'Untied States'; did you mean United States?"),
        ("Xyzzyland", "no country is called 'Xyzzyland'; `envoytl countries` lists what there is"),
        ("XX", "no country is called 'XX'; `envoytl countries` lists what there is"),
        ("%", "no country is called '%'; `envoytl countries` lists what there is"),
        ("J_", "no country is called 'J_'; `envoytl countries` lists what there is"),
        ("", "no country is called ''; `envoytl countries` lists what there is"),
    ],
)
def test_what_is_no_country(small_index: Index, asked: str, message: str) -> None:
    assert unknown(lookup.country, small_index, asked) == message


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("funakoshi-takehiro", "funakoshi-takehiro"),
        ("Takehiro Funakoshi", "funakoshi-takehiro"),
        ("Funakoshi Takehiro", "funakoshi-takehiro"),
        ("FUNAKOSHI, takehiro", "funakoshi-takehiro"),
        ("funakoshi", "funakoshi-takehiro"),
        ("船越健裕", "funakoshi-takehiro"),
        ("船越", "funakoshi-takehiro"),
        ("越健", "funakoshi-takehiro"),
        ("후나코시", "funakoshi-takehiro"),
        ("Lee Joon-il", "lee-joon-il"),
        ("lee joonil", "lee-joon-il"),
        ("Joon il Lee", "lee-joon-il"),
        ("이준일", "lee-joon-il"),
        ("성김", "sung-kim"),
        ("성 김", "sung-kim"),
        ("Kim Sung", "sung-kim"),
        ("Noh Kyuduk", "noh-kyu-duk"),
        ("sasae", "sasae-kenichiro"),
        ("Kenichiro", "sasae-kenichiro"),
        ("佐々江", "sasae-kenichiro"),
        ("gun", "kim-gunn"),
        ("liu", "liu-xiaoming"),
        ("xiaom", "liu-xiaoming"),
        ("hui", "choe-son-hui"),
    ],
)
def test_people(small_index: Index, asked: str, id: str) -> None:
    assert lookup.person(small_index, asked) == id


def test_a_name_of_several_people_lists_them_with_their_meetings(small_index: Index) -> None:
    assert ambiguous(lookup.person, small_index, "kim").split("\n") == [
        "'kim' fits 2 people; say which:",
        "  Kim Gunn (kim-gunn), KR, 4 meetings",
        "  Sung Kim (sung-kim), US, 5 meetings",
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("funakosi", "no person is called 'funakosi'; did you mean Funakoshi?"),
        ("Sung Kin", "no person is called 'Sung Kin'; did you mean Sung Kim or Sung?"),
        ("kim joon-il", "no person is called 'kim joon-il'; did you mean Joon-il or Lee Joon-il?"),
        ("zzz", "no person is called 'zzz'; `envoytl people` lists what there is"),
        ("%", "no person is called '%'; `envoytl people` lists what there is"),
        ("_", "no person is called '_'; `envoytl people` lists what there is"),
        ("%im", "no person is called '%im'; `envoytl people` lists what there is"),
        ("\\", "no person is called '\\\\'; `envoytl people` lists what there is"),
        ("-", "no person is called '-'; `envoytl people` lists what there is"),
        ("", "no person is called ''; `envoytl people` lists what there is"),
    ],
)
def test_who_is_no_person(small_index: Index, asked: str, message: str) -> None:
    assert unknown(lookup.person, small_index, asked) == message


@pytest.fixture
def tiers(tmp_path: Path) -> Index:
    """People whose names hold each other's."""
    document = small()
    for id, name in [("an", "An"), ("an-yong", "An Yong"), ("hanae-tan", "Hanae Tan"), ("an-chol", "An Chol")]:
        document["people"].append({"id": id, "name": name, "country": "KP"})
    return open_index(write(tmp_path / "tiers.json", document))


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("An", ["an"]),  # called just that
        ("an yong", ["an-yong"]),
        ("yong", ["an-yong"]),
        ("chol an", ["an-chol"]),
        ("hana", ["hanae-tan"]),  # nobody has that word, so a part of one counts
        ("ana", ["hanae-tan"]),
    ],
)
def test_a_whole_name_goes_before_a_word_and_a_word_before_a_part(tiers: Index, asked: str, ids: list[str]) -> None:
    assert [lookup.person(tiers, asked)] == ids


def test_an_id_goes_before_all_names(tmp_path: Path) -> None:
    document = small()
    document["people"].append({"id": "kim", "name": "Gunn Sung", "country": "US"})
    assert lookup.person(open_index(write(tmp_path / "ids.json", document)), "kim") == "kim"


@pytest.mark.parametrize(
    ("asked", "id"),
    [
        ("sanctions", "sanctions"),
        ("Sanction", "sanctions"),
        ("nuclear", "nuclear-programme"),
        ("rights", "human-rights"),
    ],
)
def test_topics(small_index: Index, asked: str, id: str) -> None:
    assert lookup.topic(small_index, asked) == id


def test_what_is_no_topic(small_index: Index) -> None:
    assert unknown(lookup.topic, small_index, "sanktions") == "no topic is called 'sanktions'; did you mean Sanctions?"


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("NEACD", ("neacd-2021", "neacd-2022")),
        ("neacd-2022", ("neacd-2022",)),
        ("NEACD 2021", ("neacd-2021",)),
        ("General Assembly", ("unga-2022",)),
        ("총회", ("unga-2022",)),
        ("2022", ("neacd-2022", "unga-2022")),
    ],
)
def test_occasions(small_index: Index, asked: str, ids: tuple[str, ...]) -> None:
    assert lookup.occasions(small_index, asked) == ids


def test_one_occasion_of_several(small_index: Index) -> None:
    assert lookup.occasion(small_index, "general assembly") == "unga-2022"
    assert ambiguous(lookup.occasion, small_index, "NEACD").split("\n") == [
        "'NEACD' fits 2 occasions; say which:",
        "  NEACD 2021 (neacd-2021), 0 meetings",
        "  NEACD 2022 (neacd-2022), 1 meeting",
    ]
    assert unknown(lookup.occasions, small_index, "NEACT") == "no occasion is called 'NEACT'; did you mean NEACD?"


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("Seoul", ("city:KR/Seoul",)),
        ("서울", ("city:KR/Seoul",)),
        ("Peking", ("city:CN/Beijing",)),
        ("york", ("city:US/New York",)),
        ("South Korea", ("host:KR",)),
        ("KP", ("host:KP",)),
        ("West Wing", ("venue:Blue House/West Wing",)),
        ("Blue House", ("venue:Blue House/West Wing",)),
        ("Washington", ("city:US/Washington",)),
        ("Seoul, KR", ("city:KR/Seoul",)),
        ("뉴욕, United States", ("city:US/New York",)),
    ],
)
def test_places(small_index: Index, asked: str, values: tuple[str, ...]) -> None:
    assert lookup.places(small_index, asked) == values


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Soeul", "no place is called 'Soeul'; did you mean Seoul?"),
        ("Atlantis City Hall", "no place is called 'Atlantis City Hall'; `envoytl places` lists what there is"),
        ("%", "no place is called '%'; `envoytl places` lists what there is"),
        ("", "no place is called ''; `envoytl places` lists what there is"),
        ("Seoul, JP", "no place is called 'Seoul, JP'; did you mean Seoul?"),
        ("Atlantis, KR", "no place is called 'Atlantis, KR'; `envoytl places` lists what there is"),
        (", KR", "no place is called ', KR'; `envoytl places` lists what there is"),
    ],
)
def test_what_is_no_place(small_index: Index, asked: str, message: str) -> None:
    assert unknown(lookup.places, small_index, asked) == message


def test_a_city_of_unknown_country(tmp_path: Path) -> None:
    document = small() | {"meetings": [meeting("m", "2022", who("KR", "US"), place={"city": "Geneva"})]}
    index = open_index(write(tmp_path / "geneva.json", document))
    assert lookup.places(index, "geneva") == ("city:/Geneva",)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("notebook", ("source", ("notebook",))),
        ("Morning Daily", ("publisher", ("Morning Daily",))),
        ("morning", ("publisher", ("Morning Daily",))),
        ("ministry", ("publisher", ("Foreign Ministry of Japan",))),
        ("i", ("publisher", ("Foreign Ministry of Japan", "Han River Wire", "Morning Daily"))),
    ],
)
def test_sources(small_index: Index, asked: str, found: tuple[str, tuple[str, ...]]) -> None:
    kind, values = lookup.source(small_index, asked)
    assert (kind, tuple(sorted(value for value in values if value != "Private notebook"))) == found


def test_what_is_no_source(small_index: Index) -> None:
    message = "no publisher or source is called 'Mourning Daily'; did you mean Morning Daily?"
    assert unknown(lookup.source, small_index, "Mourning Daily") == message
    assert (
        unknown(lookup.source, small_index, "%")
        == "no publisher or source is called '%'; `envoytl sources` lists what there is"
    )
