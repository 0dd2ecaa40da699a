"""Why an answer holds nothing."""

from __future__ import annotations

from envoytl.cli.options import FILTERS, Asked, tidied
from envoytl.cli.session import say
from envoytl.core.query import Query
from envoytl.store import sql
from envoytl.store.index import Index


def explain_empty(asked: Asked, index: Index, question: Query, counted: str = "") -> None:
    """Say on stderr what was asked for and which filter left nothing.

    Args:
        asked: the options as typed.
        index: the chronology.
        question: what the options ask.
        counted: what meetings were to be counted by; where there are meetings, none of them has one.
    """
    if question.limit == 0:
        say("no meetings are shown with --limit 0")
        return
    meetings = sql.count(index, question) if counted else 0
    if meetings:
        which = f"none of the {meetings} meetings has a" if meetings > 1 else "the meeting has no"
        say(f"{which} known {counted}")
        return
    given = _given(asked)
    if not given:
        say("no meetings" if sql.count(index, Query()) else "no meetings: the chronology is empty")
        return
    culprit = sql.emptied_by(index, question)
    tail = ""
    if culprit and len(given) > 1:
        named = [text for name, text in given if (text == culprit if isinstance(culprit, str) else name in culprit)]
        tail = f"; without {' '.join(named)} there are some"
    if "planned" in question.statuses and "unconfirmed" not in question.statuses:
        tail += "; a plan whose day is past and of which nothing was reported is `--status unconfirmed`"
    say(f"no meetings for {' '.join(text for _, text in given)}{tail}")


def _given(asked: Asked) -> list[tuple[str, str]]:
    """The filters that were given: the parameter's name, and the option as on a command line."""
    found = []
    for name in (parameter.name for parameter in FILTERS):
        value, option = asked.values.get(name), "--" + name.replace("_", "-")
        if value is True:
            found.append((name, option))
        elif value:
            texts = [value] if isinstance(value, str) else value if name == "text" else tidied(value)
            found += [(name, f"{option} {text}") for text in texts]
    return found
