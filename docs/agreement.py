"""How far two independent codings of the same meetings agree, field by field: `python -m docs.agreement`.

`data/coding/*.csv` hold them: a row for each meeting and coder, an empty cell where a coder left a field empty.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "coding"
FIELDS = ("date", "sides", "people", "mode", "status", "level", "place")
NOMINAL = ("mode", "status", "level")
"""Fields of few values, for which agreement by chance matters."""

Pair = tuple[str, str]


def pairs(name: str) -> dict[str, list[Pair]]:
    """The two coders' values of each field, for every meeting that both coded."""
    rows: dict[str, dict[str, dict[str, str]]] = {}
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row["place"] = f"{row['city']}, {row['country']}"
            rows.setdefault(row["case"], {})[row["coder"]] = row
    both = [found for found in rows.values() if len(found) == 2]
    return {field: [(found["1"][field], found["2"][field]) for found in both] for field in FIELDS}


def coded_once(name: str) -> int:
    """How many meetings only one of the coders took for one."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for count in Counter(row["case"] for row in csv.DictReader(file)).values() if count == 1)


def reread() -> str:
    """How many fields their pages bore out when they were read again, as Markdown, by sample."""
    with (FOLDER / "reread.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [
        "| meetings | fields right | wrong | not judged | share of those judged |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    samples = (
        ("drawn", "drawn"), ("added", "added since"), ("again", "drawn after that"),
        ("unsampled", "added then, or in doubt"), ("newest", "added next"), ("last", "drawn from all of these"),
        ("risky", "never read before, weakest in sources"), ("final", "added after that"),
    )  # fmt: skip
    for sample, name in samples:
        own = [row for row in rows if row["sample"] == sample]
        count = Counter(row["verdict"] for row in own)
        right, wrong = count["right"], count["wrong"]
        meetings = f"{len({row['meeting'] for row in own})} {name}"
        lines.append(f"| {meetings} | {right} | {wrong} | {count['unseen']} | {right / (right + wrong):.1%} |")
    return "\n".join(lines)


def coverage() -> str:
    """How many meetings that other people's chronologies tell of were there when they were compared, as Markdown."""
    with (FOLDER / "coverage.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    there = sum(row["found"] == "yes" for row in rows)
    added = len(rows) - there
    return f"{there} of {len(rows)} were there already ({there / len(rows):.0%}); the other {added} have been added."


def blind() -> str:
    """How many core meetings that collectors found who didn't know the chronology were in it, as Markdown."""
    with (FOLDER / "blind.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = ["| core meetings held | in all | found | of these with another day or status | share |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    samples = (
        ("drawn", "in the months drawn"), ("beside", "in other months, found on the way"),
        ("again", "in the months drawn next"), ("again-beside", "in other months, found on that way"),
        ("third", "in the months drawn last"), ("third-beside", "in other months, found on that way"),
    )  # fmt: skip
    for sample, name in samples:
        own = [row["found"] for row in rows if row["sample"] == sample]
        there = len(own) - own.count("no")
        lines.append(f"| {name} | {len(own)} | {there} | {there - own.count('yes')} | {there / len(own):.0%} |")
    return "\n".join(lines)


def kappa(values: list[Pair]) -> float | None:
    """Cohen's kappa (1960): agreement beyond chance; None where there is no variety to disagree about."""
    total = len(values)
    observed = sum(one == other for one, other in values) / total
    first, second = Counter(one for one, _ in values), Counter(other for _, other in values)
    chance = sum(first[value] * second[value] for value in first) / total**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def table() -> str:
    """Agreement by field as Markdown."""
    found = {name: pairs(name) for name in ("articles", "sample")}
    rows = (
        f"| {field} | {_cell(field, found['articles'][field])} | {_cell(field, found['sample'][field])} |"
        for field in FIELDS
    )
    alone = f"| meetings that one coder alone found | {coded_once('articles')} | {coded_once('sample')} |"
    return "\n".join(["| field | five articles | random sample |", "| --- | --- | --- |", *rows, alone])


def _cell(field: str, values: list[Pair]) -> str:
    same = sum(one == other for one, other in values)
    text = f"{same} of {len(values)}"
    beyond = kappa(values) if field in NOMINAL else None
    return text if beyond is None else f"{text} (κ {beyond:.2f})"


if __name__ == "__main__":
    print(table())
