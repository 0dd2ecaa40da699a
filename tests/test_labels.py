from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from envoytl.core.dates import Edtf
from envoytl.core.words import SHOWN_STATUSES
from envoytl.view.labels import day, in_order, month, where, who
from envoytl.view.look import COUNTRY_COLOURS, Look, colour
from envoytl.view.text import cell_width, fit, tidy, wrap
from records import AN, CITIES, FUNAKOSHI, KIM_GUNN, PARK_JIN, SUNG_KIM, record


@pytest.mark.parametrize(
    ("date", "shown_month", "label"),
    [
        ("2022-06-03", "Jun", "03"),
        ("2022-06-20~", "Jun", "~20"),
        ("2022-06-20?", "Jun", "20?"),
        ("2022-06-20%", "Jun", "~20?"),
        ("2022-06", "Jun", "··"),
        ("2022-06-XX", "Jun", "··"),
        ("2022-06~", "Jun", "~··"),
        ("2022-22", "", "summer"),
        ("2022-24?", "", "winter?"),
        ("2022", "", "····"),
        ("2022-XX-XX", "", "····"),
        ("2022~", "", "~····"),
        ("202X", "", "202X"),
        ("20XX", "", "20XX"),
        ("2016-03-07/2016-03-13", "Mar", "7–13"),
        ("2016-03-07~/2016-03-13?", "Mar", "~7–13?"),
        ("2016-03-28/2016-04-02", "Mar", "28–2 Apr"),
        ("2018-12-30/2019-01-02", "Dec", "30–2 Jan"),
        ("2018-03-28/2019-03-02", "Mar", "28–2 Mar 2019"),
        ("2018-03-28/2020-01-02", "Mar", "28–2 Jan 2020"),
        ("2022-05/2022-06", "May", "··–·· Jun"),
        ("2022-05-07/2022-05", "May", "7–··"),
        ("2022-05-07/2022-21", "May", "7–spring"),
        ("2021-24/2022-03-02", "", "winter–2 Mar 2022"),
        ("2022/2022-05-03", "", "····–3 May"),
        ("2022/2023", "", "····–2023"),
        ("2022-05-07/..", "May", "7–"),
        ("2022-05-07/", "May", "7–?"),
        ("../2022-05-07", "May", "–7"),
        ("/2022-05", "May", "?–··"),
    ],
)
def test_day_says_what_the_date_says_and_no_more(date: str, shown_month: str, label: str) -> None:
    assert (month(Edtf(date)), day(record("a", date))) == (shown_month, label)


def test_day_in_ascii_is_ascii() -> None:
    assert day(record("a", "2022-05/2022-06"), ascii=True) == "..-.. Jun"


def test_an_open_beginning_is_filed_under_the_end() -> None:
    records = [record("open", "../2022-05-07"), record("june", "2022-06"), record("may", "2022-05-02")]
    assert str(Edtf("../2022-05-07").place) == "2022-05-07"
    assert [found["id"] for _, found in in_order(records)] == ["may", "open", "june"]


def test_who_parts_sides_in_the_order_of_lanes() -> None:
    meeting = record("a", "2022-06-03", [AN, FUNAKOSHI, KIM_GUNN, SUNG_KIM, PARK_JIN])
    assert who(meeting) == "Kim Gunn, Park Jin ↔ Sung Kim ↔ Takehiro Funakoshi ↔ Nguyễn Văn An"
    assert who(meeting, ascii=True).startswith("Kim Gunn, Park Jin <-> Sung Kim <-> Take")
    assert who(meeting, posts=True).startswith("Kim Gunn (nuclear envoy), Park Jin ↔ Sung Kim (special representative)")


def test_who_gives_the_unnamed_by_country_and_post() -> None:
    meeting = record("a", "2022-06-03", [(None, "US"), (None, "KR", "foreign minister")])
    assert who(meeting) == "KR foreign minister ↔ US"
    assert who(meeting, posts=True) == "KR foreign minister ↔ US"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"city": "Seoul", "country": "KR"}, "Seoul 서울"),
        ({"city": "Seoul", "country": None}, "Seoul"),
        ({"city": "Seoul", "country": "KR", "mode": "phone"}, "Seoul 서울"),
        ({"city": "New York", "country": "US", "occasion": "UNGA"}, "New York (UNGA)"),
        ({"city": "Tokyo", "country": "JP", "occasion": "Northeast Asia Dialogue (NEACD)"}, "Tokyo 東京 (NEACD)"),
        ({"venue": "Foreign Ministry", "country": "KR"}, "Foreign Ministry, KR"),
        ({"country": "VN"}, "VN"),
        ({"mode": "phone"}, "by phone"),
        ({"mode": "video", "occasion": "ARF"}, "by video (ARF)"),
        ({"mode": None, "occasion": "ARF"}, "ARF"),
        ({}, ""),
    ],
)
def test_where(fields: dict[str, str], shown: str) -> None:
    assert where(record("a", "2022-06-03", **fields), CITIES) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "shown"),
    [(18, "Tokyo 東京 (NEACD)"), (17, "Tokyo (NEACD)"), (12, "Tokyo 東京"), (9, "Tokyo"), (3, "Tokyo")],
)
def test_where_is_the_fullest_form_that_fits(width: int, shown: str) -> None:
    meeting = record("a", "2022-06-03", city="Tokyo", country="JP", occasion="Dialogue (NEACD)")
    assert where(meeting, CITIES, width=width) == shown


def test_where_in_ascii_leaves_the_native_name_out() -> None:
    assert where(record("a", "2022", city="Seoul", country="KR"), CITIES, ascii=True) == "Seoul"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Seoul", 7, "Seoul  "),
        ("Seoul", 5, "Seoul"),
        ("Seoul", 4, "Seo…"),
        ("서울 서울", 9, "서울 서울"),
        ("서울 서울", 8, "서울 서…"),
        ("서울 서울", 7, "서울…  "),
        ("서울", 1, "…"),
        ("서울", 0, ""),
    ],
)
def test_fit_counts_cells(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_fit_whole_cuts_nothing_but_pads() -> None:
    assert fit("서울 서울", 3, whole=True) == "서울 서울"
    assert fit("서울", 6, whole=True) == "서울  "
    assert fit("Seoul", 3, ascii=True) == "Se~"


@given(st.text(max_size=40), st.integers(0, 30))
def test_fit_is_exact(text: str, width: int) -> None:
    assert cell_len(fit(tidy(text), width)) == width


@given(st.text(alphabet="ab 서울[]", max_size=60), st.integers(2, 20))
def test_wrap_keeps_every_letter_within_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(0 < cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_tidy_keeps_data_on_one_line() -> None:
    assert tidy("Kim\n Gunn\x1b[31m\u202e") == "Kim Gunn[31m"
    assert tidy("[sic] 서울") == "[sic] 서울"


@pytest.mark.parametrize("ascii", [False, True])
def test_statuses_are_told_apart_without_colour(ascii: bool) -> None:
    glyphs = [Look(80, ascii=ascii).status(status) for status in SHOWN_STATUSES]
    assert len(set(glyphs)) == len(SHOWN_STATUSES)
    assert all(cell_len(glyph) == 1 and glyph.isascii() is ascii for glyph in glyphs)


def test_countries_have_colours_of_their_own() -> None:
    assert len({colour(code) for code in COUNTRY_COLOURS}) == 6
    assert colour("SG") == colour("SG") not in COUNTRY_COLOURS.values()


def test_bars_grow_with_the_count() -> None:
    assert Look(80).bars([0, 1, 2, 4, 8], 8) == "·▁▂▄█"
    assert Look(80).bars([0, 1, 2, 3], 3) == "·▃▆█"
    assert Look(80, ascii=True).bars([0, 3, 9, 10], 10) == ".39+"


@given(st.text(alphabet="Kim Gunn, ↔岸田文雄서울é–·\u0301", max_size=40))
def test_the_width_of_a_text_is_what_rich_measures(text: str) -> None:
    assert cell_width(text) == cell_len(text)
