"""All rules that `envoytl check` applies, each a function that yields what it finds wrong.

The first line of a rule's docstring is what `envoytl check --rules` says of it.
"""

from __future__ import annotations

from envoytl.core.checks import LOAD_RULES, Problem, Rule, usable
from envoytl.core.model import Chronology
from envoytl.core.rules import citing, meetings, people, sources, weekdays

RULES: tuple[Rule, ...] = (
    citing.supported, citing.supports_something, citing.plans_support, citing.cited_once, citing.lifecycle_status,
    citing.told_in_time, citing.readable_differs, weekdays.weekdays, meetings.doubles, meetings.two_sides,
    meetings.few_topics, meetings.short_summary, meetings.in_period, meetings.known_cities, people.own_names,
    people.one_holder, people.posts_in_order, people.posts_cover, people.cited_posts, sources.one_publisher,
    sources.read_after_print, sources.printed_by_a_day, sources.used,
)  # fmt: skip


def check_usable(chronology: Chronology, *, whole: bool) -> list[Problem]:
    """What breaks the rules beyond those of `load_problems`, tried on the records that break none of these.

    Args:
        chronology: the records that could be read.
        whole: whether these are all there are, and all can be used; else what is used can't be told.
    """
    if whole:
        return [problem for rule in RULES for problem in rule(chronology)]
    part = usable(chronology)
    return [problem for rule in RULES if rule is not sources.used for problem in rule(part)]


def described() -> list[tuple[str, str]]:
    """The rules' names and what each asks for."""
    texts = [(rule.__doc__ or "").strip().splitlines()[0] for rule in (*LOAD_RULES, *RULES)]
    return [(name.strip("`"), text) for name, _, text in (line.partition(": ") for line in texts)]
