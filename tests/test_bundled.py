"""The chronology that is shipped: it breaks no rule, and holds what the five articles tell."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from envoytl.core.model import Chronology, Meeting
from envoytl.store.locate import bundled_path
from envoytl.store.reading import ChronologyFile
from envoytl.store.writing import canonical
from runner import envoytl

HANKYOREH, HERALD, KOREA_TIMES = "hankyoreh-2022-05-30", "korea-herald-2016-03-18", "korea-times-2023-04-06"
LEADERS, VIETNAM = "leaders-times-2024-05-10", "vietnam-vn-2024-05"


@pytest.fixture(scope="module")
def bundled() -> Chronology:
    return ChronologyFile(bundled_path()).load()


def name_of(chronology: Chronology, id: str | None) -> str:
    return chronology.registry.people[id].name if id else "?"


def people(chronology: Chronology, meeting: Meeting) -> set[str]:
    """Who took part, as `KR Kim Gunn`; the unnamed as `KR ?`."""
    return {f"{p.country} {name_of(chronology, p.person)}" for p in meeting.participants}


def cites(meeting: Meeting, source: str) -> bool:
    return any(citation.source == source for citation in meeting.citations)


def the(chronology: Chronology, source: str, date: str, *who: str) -> Meeting:
    """The one meeting of a day, reported by a source, in which just these took part."""
    found = [
        meeting
        for meeting in chronology.meetings
        if meeting.date.text == date and cites(meeting, source) and people(chronology, meeting) == set(who)
    ]
    assert len(found) == 1, (date, who, [meeting.id for meeting in found])
    return found[0]


# The file


def test_check_finds_nothing() -> None:
    answer = envoytl("check")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith("0 problems in ")


def test_the_file_is_in_canonical_form_and_valid(bundled: Chronology) -> None:
    text = bundled_path().read_text("utf-8")
    assert text == canonical(bundled)
    jsonschema.Draft202012Validator(envoytl("schema").json()).validate(json.loads(text))


def test_what_list_prints_is_valid() -> None:
    jsonschema.Draft202012Validator(envoytl("schema", "list").json()).validate(envoytl("list", "--json").json())


def test_the_head_says_what_it_is(bundled: Chronology) -> None:
    head = bundled.head
    assert head.format == 1
    assert head.licence == "CC-BY-4.0"
    assert head.title
    assert head.scope
    assert all(meeting.date.possibly_within(_span(head.period)) for meeting in bundled.meetings)


def _span(period: Any) -> Any:
    from envoytl.core.dates import Span

    return Span(period.earliest, period.latest)


def test_no_source_lacks_what_it_takes_to_cite_it(bundled: Chronology) -> None:
    assert {HANKYOREH, HERALD, KOREA_TIMES, LEADERS, VIETNAM} <= set(bundled.registry.sources)
    for source in bundled.sources:
        assert source.publisher
        assert source.title
        assert source.lang
        assert source.url
        assert source.published
        assert source.read.precision == "day"
    assert {id: bundled.registry.sources[id].lang for id in (HANKYOREH, LEADERS, VIETNAM)} == {
        HANKYOREH: "en", LEADERS: "en", VIETNAM: "id",
    }  # fmt: skip


SCRIPTS = {"CN": "CJK", "JP": "CJK", "KP": "HANGUL", "KR": "HANGUL", "RU": "CYRILLIC"}


def test_who_takes_part_more_than_once_has_a_name_in_the_own_script_and_cited_posts(bundled: Chronology) -> None:
    times = Counter(p.person for meeting in bundled.meetings for p in meeting.participants)
    for person in bundled.people:
        if times[person.id] < 2:
            continue
        assert person.posts, person.id
        assert all(post.citations and (post.start or post.end or post.seen) for post in person.posts), person.id
        script = SCRIPTS.get(person.country)
        if script:
            letters = {
                unicodedata.name(letter).split()[0] for name in person.names for letter in name.text if letter.isalpha()
            }
            assert script in letters, person.id


def test_ids_tell_the_first_day_and_the_sides(bundled: Chronology) -> None:
    for meeting in bundled.meetings:
        day = re.match(r"[0-9-]*[0-9]", meeting.date.text)
        assert day
        sides = "-".join(code.lower() for code in meeting.countries)
        assert re.fullmatch(rf"{day[0]}-{sides}(-[2-9])?", meeting.id), meeting.id


def test_a_topic_that_only_gathers_others_is_not_applied(bundled: Chronology) -> None:
    gathering = {topic.id for topic in bundled.topics if topic.rule and "by itself" in topic.rule}
    assert gathering
    for meeting in bundled.meetings:
        assert not gathering & set(meeting.topics), meeting.id


def test_what_the_blind_lists_call_found_is_there(bundled: Chronology) -> None:
    with (Path(__file__).parents[1] / "data" / "coding" / "blind.csv").open(encoding="utf-8", newline="") as file:
        found = [row["record"] for row in csv.DictReader(file) if row["found"] != "no"]
    assert len(found) > 500
    assert set(found) <= {meeting.id for meeting in bundled.meetings}


def test_summaries_are_short_and_our_own(bundled: Chronology) -> None:
    for meeting in bundled.meetings:
        assert 0 < len(meeting.summary) <= 300
        assert meeting.summary.endswith((".", "!", "?"))
        assert "“" not in meeting.summary
        assert '"' not in meeting.summary


def test_every_field_that_is_not_empty_is_supported(bundled: Chronology) -> None:
    for meeting in bundled.meetings:
        supported = {field for citation in meeting.citations for field in citation.supports}
        assert set(meeting.filled()) <= supported, meeting.id


def test_every_citation_says_where_in_the_source(bundled: Chronology) -> None:
    assert all(citation.locator for meeting in bundled.meetings for citation in meeting.citations)


# The Korea Herald, 18 March 2016


def test_the_envoys_were_to_meet_in_beijing(bundled: Chronology) -> None:
    meeting = the(bundled, HERALD, "2016-03-18", "KR Kim Hong-kyun", "CN Wu Dawei")
    assert meeting.status == "planned" or not all(citation.source == HERALD for citation in meeting.citations)
    assert [c.status for c in meeting.citations if c.source == HERALD] == ["planned"]
    assert (meeting.mode, meeting.level) == ("in-person", "envoys")
    assert meeting.place
    assert (meeting.place.city, meeting.place.country) == ("Beijing", "CN")
    assert {"nuclear-programme", "sanctions", "six-party-talks"} <= set(meeting.topics)


def test_the_trip_to_washington_last_week(bundled: Chronology) -> None:
    """ "Last week" of Friday 18 March 2016; a later source may know the day."""
    [meeting] = [
        meeting
        for meeting in bundled.meetings
        if cites(meeting, HERALD) and people(bundled, meeting) == {"KR Kim Hong-kyun", "US Sung Kim"}
    ]
    assert meeting.status == "held"
    assert "2016-03-06" <= meeting.date.earliest.isoformat() <= meeting.date.latest.isoformat() <= "2016-03-13"
    assert meeting.place
    assert (meeting.place.city, meeting.place.country) == ("Washington", "US")
    [citation] = [citation for citation in meeting.citations if citation.source == HERALD]
    assert citation.status == "held"


# The Hankyoreh, 30 May 2022


def test_the_round_announced_for_friday(bundled: Chronology) -> None:
    """ "On Friday", printed on Monday 30 May 2022."""
    meeting = the(bundled, HANKYOREH, "2022-06-03", "KR Kim Gunn", "US Sung Kim", "JP Takehiro Funakoshi")
    [citation] = [citation for citation in meeting.citations if citation.source == HANKYOREH]
    assert citation.status == "planned"
    assert "2022-05-30" in citation.basis["date"]
    assert meeting.place
    assert meeting.place.city == "Seoul"
    assert meeting.level == "envoys"
    assert "missiles" in meeting.topics


def test_the_ministers_expected_in_japan_in_mid_june(bundled: Chronology) -> None:
    meeting = the(bundled, HANKYOREH, "2022-06", "KR Park Jin", "JP Yoshimasa Hayashi")
    [plan] = [citation for citation in meeting.citations if citation.source == HANKYOREH]
    assert plan.status == "planned"
    assert (meeting.status, meeting.level) == ("cancelled", "ministers")  # later pages tell that it was put off
    assert meeting.place
    assert (meeting.place.city, meeting.place.country) == (None, "JP")
    assert "history" in meeting.topics


def test_the_summit_of_21_may(bundled: Chronology) -> None:
    meeting = the(bundled, HANKYOREH, "2022-05-21", "KR Yoon Suk-yeol", "US Joe Biden")
    assert (meeting.status, meeting.level) == ("held", "leaders")


def test_the_ministers_in_hawaii_in_february(bundled: Chronology) -> None:
    """A minister who took office in May was not there in February."""
    [meeting] = [
        meeting
        for meeting in bundled.meetings
        if cites(meeting, HANKYOREH)
        and meeting.place
        and {"Hawaii", "Honolulu"} & {meeting.place.venue, meeting.place.city}
    ]
    assert meeting.date.text.startswith("2022-02")
    assert (meeting.status, meeting.level, meeting.countries) == ("held", "ministers", ("JP", "KR", "US"))
    assert "KR Park Jin" not in people(bundled, meeting)
    [citation] = [citation for citation in meeting.citations if citation.source == HANKYOREH]
    assert {"status", "participants"} <= set(citation.basis)


def test_a_statement_and_a_vote_are_no_meetings(bundled: Chronology) -> None:
    days = {"2022-05-26", "2022-05-28"}
    assert not [meeting for meeting in bundled.meetings if meeting.date.text in days and cites(meeting, HANKYOREH)]
    assert not [
        meeting
        for meeting in bundled.meetings
        if cites(meeting, HANKYOREH) and "KR Park Jin" in people(bundled, meeting) and meeting.date.text < "2022-05-12"
    ]


# The Korea Times, 6 April 2023


def test_the_talks_of_thursday_morning(bundled: Chronology) -> None:
    meeting = the(bundled, KOREA_TIMES, "2023-04-06", "KR Kim Gunn", "US Sung Kim")
    assert (meeting.status, meeting.mode, meeting.level) == ("held", "in-person", "envoys")
    assert meeting.place
    assert (meeting.place.city, meeting.place.country) == ("Seoul", "KR")
    assert "foreign" in (meeting.place.venue or "").casefold()
    assert {"cyber", "dialogue"} <= set(meeting.topics)


def test_the_minister_and_the_japanese_envoy_on_the_same_day(bundled: Chronology) -> None:
    minister = the(bundled, KOREA_TIMES, "2023-04-06", "KR Park Jin", "US Sung Kim")
    japanese = the(bundled, KOREA_TIMES, "2023-04-06", "KR Kim Gunn", "JP Takehiro Funakoshi")
    assert (minister.status, japanese.status) == ("held", "held")
    for meeting in (minister, japanese):
        [citation] = [citation for citation in meeting.citations if citation.source == KOREA_TIMES]
        assert "place" in citation.basis or "date" in citation.basis


def test_the_trilateral_slated_for_friday(bundled: Chronology) -> None:
    meeting = the(bundled, KOREA_TIMES, "2023-04-07", "KR Kim Gunn", "US Sung Kim", "JP Takehiro Funakoshi")
    assert [c.status for c in meeting.citations if c.source == KOREA_TIMES] == ["planned"]
    assert meeting.status == "planned" or len(meeting.citations) > 1


def test_the_trip_to_washington_in_february(bundled: Chronology) -> None:
    [meeting] = [
        meeting
        for meeting in bundled.meetings
        if cites(meeting, KOREA_TIMES) and meeting.place and meeting.place.city == "Washington"
    ]
    assert meeting.date.text.startswith("2023-02")
    assert {"KR Kim Gunn", "US Sung Kim"} == people(bundled, meeting)
    assert meeting.status == "held"


# The Leaders Times and Vietnam.vn, May 2024


def test_the_trilateral_in_tokyo_is_one_meeting_with_two_citations(bundled: Chronology) -> None:
    who = ("KR Lee Jun-il", "US Jung Pak", "JP Hiroyuki Namazu")
    meeting = the(bundled, LEADERS, "2024-05-09", *who)
    assert meeting is the(bundled, VIETNAM, "2024-05-09", *who)
    assert (meeting.status, meeting.level, meeting.occasion) == ("held", "envoys", "neacd-2024")
    assert meeting.place
    assert (meeting.place.city, meeting.place.country) == ("Tokyo", "JP")
    assert {"nuclear-programme", "missiles", "russia-dprk"} <= set(meeting.topics)
    assert "2024" in next(c.basis["date"] for c in meeting.citations if c.source == LEADERS)


@pytest.mark.parametrize(
    ("date", "who", "sources"),
    [
        ("2024-05-09", ("KR Lee Jun-il", "CN Liu Xiaoming"), {LEADERS, VIETNAM}),
        ("2024-05-09", ("US Jung Pak", "CN Liu Xiaoming"), {VIETNAM}),
        ("2024-05-10", ("KR Lee Jun-il", "US Jung Pak"), {LEADERS, VIETNAM}),
    ],
)
def test_the_bilaterals_in_tokyo(date: str, who: tuple[str, ...], sources: set[str], bundled: Chronology) -> None:
    for source in sources:
        meeting = the(bundled, source, date, *who)
        assert (meeting.status, meeting.occasion, meeting.level) == ("held", "neacd-2024", "envoys")


def test_the_caption_leaves_the_envoys_of_january_unnamed(bundled: Chronology) -> None:
    [meeting] = [m for m in bundled.meetings if cites(m, VIETNAM) and m.date.text.startswith("2024-01")]
    assert (meeting.status, meeting.countries) == ("held", ("JP", "KR", "US"))
    [citation] = [citation for citation in meeting.citations if citation.source == VIETNAM]
    assert "caption" in citation.locator
    assert len(meeting.citations) > 1 or people(bundled, meeting) == {"JP ?", "KR ?", "US ?"}


def test_blinken_in_beijing_in_late_april(bundled: Chronology) -> None:
    [meeting] = [m for m in bundled.meetings if cites(m, VIETNAM) and "US Antony Blinken" in people(bundled, m)]
    assert meeting.countries == ("CN", "US")
    assert "2024-04-01" <= meeting.date.earliest.isoformat() <= meeting.date.latest.isoformat() <= "2024-05-01"
    assert meeting.place
    assert meeting.place.city == "Beijing"
    assert meeting.level == "ministers"


def test_the_working_group_on_cyber_threats(bundled: Chronology) -> None:
    meetings = [m for m in bundled.meetings if cites(m, LEADERS) and m.level in ("working-level", "deputies")]
    assert any(
        m.countries == ("JP", "KR", "US") and "cyber" in m.topics and m.date.latest.isoformat() <= "2024-05-10"
        for m in meetings
    )


def test_the_forum_is_an_occasion_and_no_meeting(bundled: Chronology) -> None:
    forum = bundled.registry.occasions["neacd-2024"]
    assert forum.date
    assert (forum.date.text, forum.city, forum.country) == ("2024-05-09/2024-05-10", "Tokyo", "JP")
    assert "NEACD" in {name.text for name in forum.names}
    assert not [m for m in bundled.meetings if {"RU", "KP"} & set(m.countries) and cites(m, VIETNAM)]
