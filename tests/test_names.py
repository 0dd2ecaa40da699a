from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from envoytl.core.names import fold, index_text, is_cjk, match_terms, nearest, order_free, squash, words_of
from envoytl.store.tables import TABLES


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sung KIM", "sung kim"),
        ("Kenichirō", "kenichiro"),
        ("Nguyễn Phú Trọng", "nguyen phu trong"),
        ("Đỗ", "do"),
        ("Håkon Øst", "hakon ost"),
        ("Straße", "strasse"),
        ("İstanbul Ilı", "istanbul ili"),
        ("ＫＩＭ", "kim"),
        ("Ёлкин", "елкин"),
        ("성김", "성김"),
        ("ガ", "ガ"),
        ("ｶﾞ", "ガ"),
        ("船越健裕", "船越健裕"),
        ("№ Ⅷ", "no viii"),
        ("𝐊im", "kim"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words", "squashed", "sorted_words"),
    [
        ("Noh Kyu-duk", ["noh", "kyuduk"], "nohkyuduk", "kyuduk noh"),
        ("Kyu‑duk Noh", ["kyuduk", "noh"], "kyuduknoh", "kyuduk noh"),
        ("Noh, Kyu Duk", ["noh", "kyu", "duk"], "nohkyuduk", "duk kyu noh"),
        ("O'Brien (Robert C.)", ["obrien", "robert", "c"], "obrienrobertc", "c obrien robert"),
        ("성 김", ["성", "김"], "성김", "김 성"),
        ("ロイド・オースティン", ["ロイドオースティン"], "ロイドオースティン", "ロイドオースティン"),
        ("-", [], "", ""),
        ("", [], "", ""),
    ],
)
def test_words_of_a_name(text: str, words: list[str], squashed: str, sorted_words: str) -> None:
    assert words_of(text) == words
    assert squash(text) == squashed
    assert order_free(text) == sorted_words


def test_both_orders_of_a_name_are_one() -> None:
    assert order_free("Funakoshi Takehiro") == order_free("TAKEHIRO Funakoshi")
    assert squash("Lee Joon-il") == squash("Lee Joonil") == squash("lee joon il")


@pytest.mark.parametrize("char", ["船", "김", "カ", "ひ", "ー", "々", "〇", "㐂", "𠮷", "金"])
def test_characters_written_without_spaces(char: str) -> None:
    assert is_cjk(char)


@pytest.mark.parametrize("char", ["a", "é", "Ж", "1", " ", "。", "「"])
def test_characters_written_with_spaces(char: str) -> None:
    assert not is_cjk(char)


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("岸田文雄", "岸田 田文 文雄 雄"),
        ("김", "김"),
        ("성 김", "성   김"),
        ("Kim Gunn 김건", "kim gunn  김건 건"),
        ("G7外相", "g7 外相 相"),
        ("", ""),
    ],
)
def test_index_text(text: str, indexed: str) -> None:
    assert index_text(text) == indexed


@pytest.mark.parametrize(
    ("query", "expressions"),
    [
        ("Kim", ['"kim"*']),
        ("kim gunn", ['"kim"*', '"gunn"*']),
        ('"Kim Gunn" talks', ['"kim gunn"', '"talks"*']),
        ('talks "Kim Gunn', ['"talks"*', '"kim gunn"']),
        ("Kyu-duk", ['"kyu"*', '"duk"*']),
        ("文雄", ['"文雄"']),
        ("田文雄", ['"田文 文雄"']),
        ("雄", ['"雄"*']),
        ("Kim김건", ['"kim"*', '"김건"']),
        ("AND", ['"and"*']),
        ("kim NOT lee*", ['"kim"*', '"not"*', '"lee"*']),
        ("text:kim^2", ['"text"*', '"kim"*', '"2"*']),
        ("", []),
        ("  ", []),
        ("*", []),
        ('"', []),
        ('""""', []),
        ("・", []),
    ],
)
def test_match_terms(query: str, expressions: list[str]) -> None:
    assert match_terms(query) == expressions


@pytest.fixture(scope="module")
def found() -> Iterator[Any]:
    """A function that says whether a query finds a text through the index's own table of words."""
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    row = 0

    def find(text: str, query: str) -> bool:
        nonlocal row
        row += 1
        db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, index_text(text)))
        sql = "SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?"
        expressions = match_terms(query)
        return bool(expressions) and all(db.execute(sql, (each, row)).fetchone() for each in expressions)

    yield find
    db.close()


TEXT = "Kenichirō Sasae (佐々江賢一郎) met 성김 in Seoul: «sanctions», Noh Kyu-duk; ロイド・オースティン"


@pytest.mark.parametrize(
    "query",
    [
        "sasae", "SASAE", "sas", "kenichiro", "Kenichirō", "sasae seoul", "佐々江", "佐々", "佐", "々", "江賢",
        "賢一郎", "郎", "성김", "성", "김", "sanctions", "kyu-duk", '"kyu duk"', '"noh kyu-duk"', "in", "オースティン",
        "ロイド・オースティン", "ド・オ", "ー", "met 성김", "seoul:",
    ],
)  # fmt: skip
def test_what_a_query_finds(found: Any, query: str) -> None:
    assert found(TEXT, query)


@pytest.mark.parametrize(
    "query",
    [
        "asae",
        "seoul tokyo",
        "江佐",
        "김성",
        '"duk noh"',
        '"sasa"',
        "AND OR",
        "NEAR",
        "々佐",
        "江々佐",
        "賢一江",
        "*",
        '"',
        "",
    ],
)
def test_what_a_query_does_not_find(found: Any, query: str) -> None:
    assert not found(TEXT, query)


CJK = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
    | st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
    | st.sampled_from("カガパーヴひんーー々ヶ北北南南"),
    min_size=1,
    max_size=8,
)


@given(
    before=st.sampled_from(["", "Kim ", "(", "x"]),
    text=CJK,
    after=st.sampled_from(["", " met", ")", "1"]),
    data=st.data(),
)
def test_any_part_of_a_cjk_text_is_found(found: Any, before: str, text: str, after: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert found(before + text + after, text[start:end])


@given(text=CJK, query=CJK)
@example(text="佐々江", query="江々佐")
def test_only_parts_of_a_cjk_text_are_found(found: Any, text: str, query: str) -> None:
    assert found(text, query) == (fold(query) in fold(text))


@given(text=st.text(max_size=20), query=st.text(max_size=20) | st.text(alphabet='AND OR*"():^-+김', max_size=12))
def test_no_query_is_a_syntax_error(found: Any, text: str, query: str) -> None:
    assert found(text, query) in (True, False)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("kim gun", ["Kim Gunn"]),
        ("lee-joon il", ["Lee Joon-il"]),
        ("Sung-Kin", ["Sung Kim"]),
        ("zzz", []),
        ("", []),
        ("kim", []),
    ],
)
def test_nearest(asked: str, near: list[str]) -> None:
    assert nearest(asked, ["Kim Gunn", "Lee Joon-il", "Sung Kim", "Choe Son Hui"]) == near


def test_nearest_gives_no_more_than_asked_for() -> None:
    assert nearest("abcd", ["abcdefgh", "abcdef", "abcde"], 2) == ["abcde", "abcdef"]
