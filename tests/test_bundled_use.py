"""The shipped chronology, asked as its users ask."""

from __future__ import annotations

import pytest

from runner import envoytl

HANKYOREH, HERALD, KOREA_TIMES = "hankyoreh-2022-05-30", "korea-herald-2016-03-18", "korea-times-2023-04-06"
LEADERS, VIETNAM = "leaders-times-2024-05-10", "vietnam-vn-2024-05"


# People


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Funakoshi Takehiro", "Takehiro Funakoshi"), ("takehiro funakoshi", "Takehiro Funakoshi"),
        ("Lee Joon-il", "Lee Jun-il"), ("Lee Jun-il", "Lee Jun-il"), ("lee joonil", "Lee Jun-il"),
        ("Wu Dawei", "Wu Dawei"), ("Liu Xiaoming", "Liu Xiaoming"), ("Hayashi", "Yoshimasa Hayashi"),
        ("Namazu", "Hiroyuki Namazu"), ("yoon suk yeol", "Yoon Suk-yeol"), ("船越健裕", "Takehiro Funakoshi"),
        ("성김", "Sung Kim"),
    ],
)  # fmt: skip
def test_people_under_the_spellings_of_the_sources(asked: str, name: str) -> None:
    assert envoytl("people", asked, "--json").json()["name"] == name


def test_an_ambiguous_kim_lists_the_kims() -> None:
    answer = envoytl("list", "--envoy", "kim")
    assert answer.code == 2
    for name in ("Kim Gunn (kim-gunn), KR", "Kim Hong-kyun (kim-hong-kyun), KR", "Sung Kim (sung-kim), US"):
        assert f"  {name}, " in answer.err


@pytest.mark.parametrize(
    ("day", "person", "post"),
    [
        ("2016-03-18", "kim-hong-kyun", "Special Representative for Korean Peninsula Peace and Security Affairs"),
        ("2022-05-30", "kim-gunn", "Special Representative for Korean Peninsula Peace and Security Affairs"),
        ("2023-04-06", "park-jin", "Minister"),
        ("2024-05-09", "lee-jun-il", "Director-General for North Korean Nuclear Affairs"),
        ("2022-05-21", "joe-biden", "President"),
    ],
)
def test_who_held_which_post(day: str, person: str, post: str) -> None:
    rows = envoytl("people", "--on", day, "--json").json()
    assert any(row["id"] == person and post in row["post"] and row["surely"] == "yes" for row in rows)


def test_a_minister_who_had_not_taken_office_is_not_in_the_post() -> None:
    rows = envoytl("people", "--on", "2022-02-12", "--json").json()
    assert not any(row["id"] in ("park-jin", "yoon-suk-yeol") for row in rows)


# Questions that the articles answer


def listed(*arguments: str) -> set[str]:
    """Dates and sides of what `list` finds."""
    return {
        f"{record['date']} {' '.join(record['countries'])}" for record in envoytl("list", "--json", *arguments).json()
    }


def test_what_was_known_by_a_day() -> None:
    assert "2022-06-03 JP KR US" in listed("--known-by", "2022-05-30", "--status", "planned")
    assert "2022-06-03 JP KR US" not in listed("--known-by", "2022-05-29")
    assert not any(found.startswith("2024") for found in listed("--known-by", "2023-12-31"))
    assert listed("--known-by", "2016-03-18") >= {"2016-03-18 CN KR"}


def test_the_main_questions() -> None:
    assert listed("--country", "JP", "--on", "2023-04-06", "--certain") >= {"2023-04-06 JP KR"}
    assert listed("--sides", "trilateral", "--on", "2024-05", "--certain") >= {"2024-05-09 JP KR US"}
    assert listed("-e", "funakoshi", "-e", "sung kim") >= {"2022-06-03 JP KR US", "2023-04-07 JP KR US"}
    assert listed("--occasion", "NEACD") >= {
        "2024-05-09 CN KR",
        "2024-05-09 CN US",
        "2024-05-09 JP KR US",
        "2024-05-10 KR US",
    }
    assert listed("-q", "船越") == listed("-e", "Funakoshi")
    assert listed("--place", "서울", "--on", "2023-04") >= {"2023-04-06 JP KR", "2023-04-06 KR US"}
