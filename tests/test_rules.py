"""Every rule of `envoytl check`: a chronology that breaks just it, with the exact message, and one that doesn't."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from chronologies import Document, chronology_of, city, country, head, source, topic
from envoytl.core.checks import Problem, load_problems
from envoytl.core.model import Chronology
from envoytl.core.rules import check_usable, described
from runner import envoytl


def check(chronology: Chronology) -> list[Problem]:
    """Everything that the command finds wrong with a chronology that can be read."""
    found = load_problems(chronology)
    return found + check_usable(chronology, whole=not found)


def clean() -> Document:
    """A chronology of two meetings that breaks no rule."""
    seen = [{"source": "before", "locator": "headline"}]

    def person(id: str, name: str, code: str) -> Document:
        post = {
            "title": "envoy",
            "organization": f"Ministry of {name}",
            "start": "2021",
            "end": "2022-12",
            "citations": seen,
        }
        return {"id": id, "name": name, "country": code, "posts": [post]}

    def envoy(person: str, country: str) -> Document:
        return {"person": person, "country": country, "post": "envoy"}

    def cited(source: str, status: str, supports: list[str]) -> Document:
        return {"source": source, "locator": "paragraph 1", "supports": supports, "status": status}

    everything = ["date", "status", "mode", "level", "place", "participants", "topics", "summary"]
    elsewhere = [field for field in everything if field != "place"] + ["occasion"]
    return {
        "head": {**head(), "period": "2021/2023"},
        "countries": [
            country("KR", "South Korea", cities=[city("Seoul")]),
            country("US", "United States", cities=[city("New York")]),
        ],
        "people": [person("ann", "Ann Ahn", "KR"), person("bob", "Bob Barr", "US"), person("cho", "Cho Cha", "KR")],
        "topics": [topic(f"topic-{i}", f"Topic {i}") for i in range(6)],
        "occasions": [{"id": "forum", "name": "The Forum", "date": "2022-09", "citations": seen}],
        "sources": [
            source("after", "Daily", "2022-10-01", url="https://daily.example/after"),
            source("before", "Daily", "2022-05-30", url="https://daily.example/before"),
        ],
        "meetings": [
            {
                "id": "first", "date": "2022-06-03", "status": "held", "mode": "in-person", "level": "envoys",
                "place": {"city": "Seoul", "country": "KR"},
                "participants": [envoy("ann", "KR"), envoy("bob", "US")],
                "topics": ["topic-0"], "summary": "They met.",
                "citations": [cited("before", "planned", ["date"]), cited("after", "held", everything)],
            },
            {
                "id": "second", "date": "2022-09-20", "status": "held", "mode": "in-person", "level": "envoys",
                "occasion": "forum", "participants": [envoy("cho", "KR"), envoy("bob", "US")],
                "topics": ["topic-1"], "summary": "They met again.",
                "citations": [cited("after", "held", elsewhere)],
            },
        ],
    }  # fmt: skip


def test_a_clean_chronology_breaks_no_rule() -> None:
    assert check(chronology_of(clean())) == []


Change = Callable[[Document], object]
Found = tuple[str, str, str, str]
"""Rule, record, field, message."""


def first(document: Document) -> Document:
    found = document["meetings"][0]
    assert isinstance(found, dict)
    return found


def again(document: Document, **changes: object) -> None:
    """The first meeting a second time, after it."""
    document["meetings"].insert(1, {**copy.deepcopy(first(document)), "id": "again", **changes})


def post_of(document: Document, person: int, **changes: object) -> None:
    document["people"][person]["posts"][0].update(changes)


def both_in(document: Document, title: str, organization: str | None) -> None:
    """One post for the first and the third person, by which they also meet."""
    for person, meeting in zip((0, 2), document["meetings"], strict=True):
        post_of(document, person, title=title, organization=organization)
        meeting["participants"][0]["post"] = title


def cancelled(document: Document, planned: list[str]) -> None:
    """The first meeting as one that was cancelled; what its plan supports."""
    first(document)["status"] = "cancelled"
    plan, report = first(document)["citations"]
    plan["supports"], report["status"] = planned, "cancelled"


def another_post(document: Document, **dates: str) -> None:
    """One more post of the first person, with these dates."""
    posts = document["people"][0]["posts"]
    posts.append({"title": "aide", "citations": posts[0]["citations"], **dates})


BREAKS: list[tuple[Change, Found]] = [
    (lambda d: again(d, id="first", date="2022-06-04"),
     ("unique-id", "first", "id", "this id is used 2 times")),
    (lambda d: d["people"].append({**d["people"][2]}), ("unique-id", "cho", "id", "this id is used 2 times")),
    (lambda d: d["topics"][0].update(broader="topic-9"),
     ("reference", "topic-0", "broader", "there is no topic 'topic-9'; did you mean 'topic-5'?")),
    (lambda d: d["people"][0].update(country="XX"),
     ("reference", "ann", "country", "there is no country 'XX'")),
    (lambda d: post_of(d, 0, citations=[{"source": "befor", "locator": "x"}]),
     ("reference", "ann", "posts[0].citations[0].source", "there is no source 'befor'; did you mean 'before'?")),
    (lambda d: d["occasions"][0].update(country="JP"),
     ("reference", "forum", "country", "there is no country 'JP'")),
    (lambda d: d["occasions"][0].update(citations=[{"source": "xyzzy", "locator": "x"}]),
     ("reference", "forum", "citations[0].source", "there is no source 'xyzzy'")),
    (lambda d: first(d).update(occasion="forums"),
     ("reference", "first", "occasion", "there is no occasion 'forums'; did you mean 'forum'?")),
    (lambda d: first(d)["place"].update(country="JP"),
     ("reference", "first", "place.country", "there is no country 'JP'")),
    (lambda d: first(d)["participants"][1].update(person="bobb"),
     ("reference", "first", "participants[1].person", "there is no person 'bobb'; did you mean 'bob'?")),
    (lambda d: first(d)["participants"].append({"country": "JP"}),
     ("reference", "first", "participants[2].country", "there is no country 'JP'")),
    (lambda d: first(d).update(topics=["xyzzy"]),
     ("reference", "first", "topics[0]", "there is no topic 'xyzzy'")),
    (lambda d: first(d)["citations"][1].update(source="afte"),
     ("reference", "first", "citations[1].source", "there is no source 'afte'; did you mean 'after'?")),
    (lambda d: first(d)["citations"][1]["supports"].remove("mode"),
     ("supported", "first", "mode", "no citation supports this field")),
    (lambda d: first(d)["citations"][1]["supports"].append("occasion"),
     ("supports-empty", "first", "citations", "the citation supports occasion, which is empty")),
    (lambda d: first(d)["citations"][0].update(basis={"mode": "a guess"}),
     ("supports-empty", "first", "citations", "a basis for mode, which this citation does not support")),
    (lambda d: first(d)["citations"][0]["supports"].append("status"),
     ("plan-supports", "first", "citations", "before says planned: no support for the status of a meeting held")),
    (lambda d: first(d)["citations"][0].update(status="proposed", supports=["summary"]),
     ("plan-supports", "first", "citations", "before says proposed: no support for the summary of a meeting held")),
    (lambda d: cancelled(d, ["status", "summary"]),
     ("plan-supports", "first", "citations", "before says planned: no support for the status of a meeting cancelled")),
    (lambda d: first(d)["citations"].append(first(d)["citations"][0]),
     ("cited-once", "first", "citations", "before is cited more than once")),
    (lambda d: d["people"][0]["posts"][0].update(citations=[*d["occasions"][0]["citations"]] * 2),
     ("cited-once", "ann", "posts", "'envoy': before is cited more than once")),
    (lambda d: d["occasions"][0].update(citations=d["occasions"][0]["citations"] * 2),
     ("cited-once", "forum", "citations", "before is cited more than once")),
    (lambda d: first(d).update(status="cancelled"),
     ("lifecycle", "first", "status", "the citations amount to held, not cancelled")),
    (lambda d: first(d)["citations"][0].update(status="held"),
     ("told-in-time", "first", "citations", "before of 2022-05-30 says held, before 2022-06-03")),
    (lambda d: (d["sources"].append(source("later", "Weekly", "2022-10-01")), d["meetings"][1]["citations"].append(
        {"source": "later", "locator": "x", "supports": ["date"], "status": "planned"})),
     ("told-in-time", "second", "citations", "later of 2022-10-01 says planned, after 2022-09-20")),
    (again,
     ("double", "again", "date", "the same people, day and mode as first; a note that names it would say why")),
    (lambda d: first(d).update(participants=[{"person": "ann", "country": "KR"}, {"person": "cho", "country": "KR"}]),
     ("sides", "first", "participants", "there is only one side")),
    (lambda d: first(d)["participants"].append({"person": "ann", "country": "KR"}),
     ("sides", "first", "participants", "ann takes part twice")),
    (lambda d: first(d)["participants"].append({"person": "cho", "country": "US"}),
     ("sides", "first", "participants", "cho is of KR, not of US")),
    (lambda d: first(d).update(topics=[f"topic-{i}" for i in range(6)]),
     ("topics", "first", "topics", "6 topics; at most 5")),
    (lambda d: first(d).update(topics=["topic-0", "topic-0"]),
     ("topics", "first", "topics", "a topic stands twice")),
    (lambda d: d["topics"][0].update(broader="topic-0"),
     ("topics", "topic-0", "broader", "the broader topics lead round in a circle")),
    (lambda d: first(d).update(summary="x" * 301),
     ("summary", "first", "summary", "301 characters; at most 300")),
    (lambda d: d["head"].update(period="2022-07/2023"),
     ("period", "first", "date", "2022-06-03 is outside 2022-07/2023")),
    (lambda d: d["occasions"][0].update(date="2022-08"),
     ("period", "second", "occasion", "2022-09-20 is outside forum, 2022-08")),
    (lambda d: d["occasions"][0].update(date="2022-09-24"),
     ("period", "second", "occasion", "2022-09-20 is outside forum, 2022-09-24")),
    (lambda d: first(d)["citations"][1].update(basis={"date": "'today', printed Monday 2022-10-01"}),
     ("weekday", "first", "citations", "2022-10-01 was a Saturday, not a Monday")),
    (lambda d: first(d)["citations"][0].update(differs={"mode": "by ship"}),
     ("differs", "first", "citations", "'by ship' is not a mode")),
    (lambda d: first(d)["citations"][0].update(differs={"mode": "in-person"}),
     ("differs", "first", "citations", "'in-person' does not differ from the mode")),
    (lambda d: first(d)["place"].update(city="Busan"),
     ("city", "first", "place", "Busan is not among the cities of KR")),
    (lambda d: post_of(d, 2, organization="Ministry of Ann Ahn"),
     ("post-holder", "cho", "posts", "ann held 'envoy' at the same time")),
    (lambda d: d["people"][2]["posts"][0].pop("organization"),
     ("post-holder", "cho", "posts", "ann held 'envoy' at the same time")),
    (lambda d: [d["people"][i]["posts"][0].pop("organization") for i in (0, 2)],
     ("post-holder", "cho", "posts", "ann held 'envoy' at the same time")),
    (lambda d: another_post(d, start="2022", end="2021-05"),
     ("post-order", "ann", "posts", "'aide' ends 2021-05, before it starts 2022")),
    (lambda d: another_post(d, start="2022-10-01", seen="2022-09-19/2022-09-30"),
     ("post-order", "ann", "posts", "'aide' is seen 2022-09-19/2022-09-30, before it starts 2022-10-01")),
    (lambda d: another_post(d, end="2022-09", seen="2022-10-01/.."),
     ("post-order", "ann", "posts", "'aide' is seen 2022-10-01/.., after it ends 2022-09")),
    (lambda d: post_of(d, 0, start="2022-07"),
     ("post-days", "first", "participants", "no post of ann covers 2022-06-03")),
    (lambda d: post_of(d, 0, end="2022-05"),
     ("post-days", "first", "participants", "no post of ann covers 2022-06-03")),
    (lambda d: first(d)["participants"][0].update(post="Ambassador to the Moon"),
     ("post-days", "first", "participants",
      "ann held no post 'Ambassador to the Moon' on 2022-06-03; the posts of that day: 'envoy'")),
    (lambda d: (first(d)["participants"][0].update(post="chief aide"), another_post(d, seen="2022-06-03")),
     ("post-days", "first", "participants",
      "ann held no post 'chief aide' on 2022-06-03; the posts of that day: 'envoy', 'aide'")),
    (lambda d: (first(d)["participants"][0].update(post="aide"), another_post(d, start="2022-06-04", end="2022-07")),
     ("post-days", "first", "participants", "ann held no post 'aide' on 2022-06-03; the posts of that day: 'envoy'")),
    (lambda d: d["sources"][1].update(url="https://daily.example/after/"),
     ("url", "before", "url", "the same address as after")),
    (lambda d: d["sources"][0].update(read="2022-09-30"),
     ("read", "after", "read", "read 2022-09-30, published 2022-10-01")),
    (lambda d: d["people"][2].update(names=[{"text": "Ahn ANN", "lang": "en"}]),
     ("name", "cho", "names", "'Ahn ANN' is also a name of ann")),
    (lambda d: d["sources"].append(source("idle", "Weekly", "2022-01-01")),
     ("used", "idle", "id", "nothing cites this source")),
    (lambda d: d["people"].append({**d["people"][2], "id": "dee", "name": "Dee Doe", "posts": []}),
     ("used", "dee", "id", "this person takes part in no meeting")),
    (lambda d: post_of(d, 0, citations=[]), ("post-cited", "ann", "posts", "no citation for 'envoy'")),
    (lambda d: d["occasions"][0].update(citations=[]), ("post-cited", "forum", "citations", "no citation")),
    (lambda d: d["sources"][0].update(published="2022-10-01/.."),
     ("published", "after", "published", "2022-10-01/.. has no last day")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"), BREAKS, ids=[f"{found[0]}-{found[1]}-{found[2]}" for _, found in BREAKS]
)
def test_a_chronology_that_breaks_just_this_rule(change: Change, expected: Found) -> None:
    document = clean()
    change(document)
    found = check(chronology_of(document))
    assert [(problem.rule, problem.record, problem.field, problem.message) for problem in found] == [expected]


def test_every_rule_has_a_case() -> None:
    named = [name for name, _ in described()]
    assert len(set(named)) == len(named)
    assert {found[0] for _, found in BREAKS} == set(named)


def test_every_rule_is_described_in_a_sentence() -> None:
    for name, text in described():
        assert name
        assert text.endswith(".")
    assert envoytl("check", "--rules").out == "".join(f"{name}: {text}\n" for name, text in described())


KEEPS: list[Change] = [
    lambda d: again(d, note="A second session, in the evening of first."),
    lambda d: (again(d), first(d).update(note="A morning session; see again.")),
    lambda d: again(d, mode="phone", place=None, citations=[
        {"source": "after", "locator": "x", "status": "held",
         "supports": ["date", "status", "mode", "level", "participants", "topics", "summary"]}]),
    lambda d: again(d, date="2022-06"),  # a month may mean another day
    lambda d: first(d).update(topics=[f"topic-{i}" for i in range(5)]),
    lambda d: first(d).update(summary="x" * 300),
    lambda d: first(d)["participants"].append({"country": "KR", "post": "interpreter"}),
    lambda d: first(d)["participants"][0].update(post="En-voy."),
    lambda d: (first(d)["participants"][0].update(post="aide"), another_post(d, seen="2022-06-03")),
    lambda d: (cancelled(d, ["date"]), first(d)["participants"][0].update(post="Ambassador to the Moon")),
    lambda d: first(d)["citations"][0].update(differs={"mode": "phone"}),
    lambda d: cancelled(d, ["date", "summary"]),
    lambda d: (first(d).update(status="planned"), first(d)["citations"][1].update(status=None)),
    lambda d: first(d)["citations"][1].update(basis={"date": "'Friday' 2022-06-03, printed Saturday, 2022-10-01"}),
    lambda d: d["head"].update(period="2022-06-03/2022-09-20"),
    lambda d: d["occasions"][0].update(date="2022-09-19/2022-09-23"),
    lambda d: d["occasions"][0].update(date="2022-09-23"),  # the three days before
    lambda d: d["occasions"][0].update(date="2022-09-17"),  # the three days after
    lambda d: d["occasions"][0].update(date="2022-09-01/.."),
    lambda d: d["occasions"][0].update(date="../2022-09-30"),
    lambda d: d["meetings"][1].update(date="2022-09-20/.."),
    lambda d: d["meetings"][1].update(date="../2022-09-20"),
    lambda d: first(d)["place"].pop("country"),
    lambda d: (first(d)["participants"][0].pop("post"), post_of(d, 0, start="2022-07")),  # in no post that is named
    lambda d: both_in(d, title="Vice Minister", organization="Ministry"),
    lambda d: both_in(d, title="former envoy", organization=None),
    lambda d: post_of(d, 1, organization=None),  # of another country
    lambda d: d["sources"][0].update(read="2022-10-01"),
    lambda d: post_of(d, 0, end="2022-06-03"),
    lambda d: post_of(d, 0, start="2022-06-03"),
    lambda d: (post_of(d, 0, end="2022-06-30", organization="Ministry"),
               post_of(d, 2, start="2022-06-30", organization="Ministry")),  # a handover in one day
    lambda d: another_post(d, start="2022", end="2022-05"),
    lambda d: another_post(d, start="2022-05-31", end="2022-05", seen="2022-05"),
    lambda d: another_post(d, start="2022-05~", end="2022-04"),  # about May may be April
    lambda d: another_post(d, start="2022-05", seen="2022-04/2022-06"),  # seen also before
    lambda d: (d["topics"][0].update(broader="topic-1"), d["topics"][1].update(broader="topic-2")),
]  # fmt: skip


@pytest.mark.parametrize("change", KEEPS)
def test_what_is_just_allowed(change: Change) -> None:
    document = clean()
    change(document)
    assert check(chronology_of(document)) == []


def test_a_missing_summary_is_a_problem_once() -> None:
    document = clean()
    del first(document)["summary"]
    first(document)["citations"][1]["supports"].remove("summary")
    assert [(problem.rule, problem.message) for problem in check(chronology_of(document))] == [
        ("summary", "there is no summary")
    ]


def test_a_circle_of_topics_is_told_of_each_topic_in_it() -> None:
    document = clean()
    document["topics"][0]["broader"] = "topic-1"
    document["topics"][1]["broader"] = "topic-0"
    found = [(problem.rule, problem.record) for problem in check(chronology_of(document))]
    assert found == [("topics", "topic-0"), ("topics", "topic-1")]


@pytest.mark.parametrize("url", ["http://daily.example/after", "https://www.daily.example/after#top"])
def test_an_address_that_leads_to_the_same_page(url: str) -> None:
    document = clean()
    document["sources"][1]["url"] = url
    assert [problem.rule for problem in check(chronology_of(document))] == ["url"]


def test_dangling_references_hide_the_rules_that_would_follow_them() -> None:
    document = clean()
    first(document)["citations"][0]["source"] = "gone"
    first(document)["summary"] = "x" * 301
    first(document)["topics"] = ["gone"]
    assert [(problem.rule, problem.field) for problem in check(chronology_of(document))] == [
        ("reference", "topics[0]"), ("reference", "citations[0].source"),
    ]  # fmt: skip


def test_several_problems_are_told_at_once() -> None:
    document = clean()
    document["sources"][0]["read"] = "2022-09-30"
    first(document)["place"]["city"] = "Busan"
    document["meetings"][1]["summary"] = "x" * 400
    assert {problem.rule for problem in check(chronology_of(document))} == {"read", "city", "summary"}


def test_a_post_that_begins_by_being_seen_covers_the_days_it_is_seen() -> None:
    document = clean()
    for person in document["people"]:
        post = person["posts"][0]
        del post["start"], post["end"]
        post["seen"] = "2022-06-03/2022-09-20"
    assert check(chronology_of(document)) == []
    document["people"][0]["posts"][0]["seen"] = "2022-06-04/2022-09-20"
    assert [problem.rule for problem in check(chronology_of(document))] == ["post-days"]
