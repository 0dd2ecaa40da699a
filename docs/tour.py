"""What the documents show of the program, made by the program: outputs, help texts, the picture, counts.

`cog -r README.md docs/commands.md` writes the outputs, `python -m docs.tour` the picture; `.ci/run` checks both.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

PICTURE = Path(__file__).with_name("timeline.svg")
PICTURE_PERIOD, PICTURE_WIDTH = "--since 2019-02-01 --until 2019-03-07", 104
_BASH = "```console"
AGENCIES = {
    "AFP": "Agence France-Presse", "AP": "Associated Press", "Jiji": "Jiji Press", "KCNA": "KCNA",
    "Kyodo": "Kyodo News", "News1": "News1", "Newsis": "Newsis", "NHK": "NHK", "Reuters": "Reuters", "TASS": "TASS",
    "UPI": "United Press International", "Xinhua": "Xinhua News Agency", "Yonhap": "Yonhap News Agency",
}  # fmt: skip
"""News agencies (and a broadcaster that others quote) as notes name them, and as publishers."""


def shown(command: str, width: int = 100, most: int | None = None) -> str:
    """A command and what it prints into a pipe `width` columns wide, as a fenced block; `most` lines of it."""
    out, _ = run(command, width)
    lines = out.rstrip("\n").split("\n")
    if most is not None and len(lines) > most:
        lines = [*lines[:most], "…"]
    return "\n".join([_BASH, f"$ {command}", *(line.rstrip() for line in lines), "```"])


def run(command: str, width: int) -> tuple[str, str]:
    """What `envoytl …` writes to stdout and to stderr, over the bundled chronology and with no settings."""
    from envoytl.cli.app import run as run_line

    words = shlex.split(command)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(ENVOYTL_CACHE=folder, ENVOYTL_CONFIG=f"{folder}/none", COLUMNS=str(width), TERM="dumb")
        os.environ.pop("ENVOYTL_DATA", None)
        raw, errors = io.BytesIO(), io.StringIO()
        page = io.TextIOWrapper(raw, "utf-8")
        with redirect_stdout(page), redirect_stderr(errors):
            run_line(words[1:])
            page.flush()
        return raw.getvalue().decode(), errors.getvalue()


def every_help() -> str:
    """The help of every command."""
    from envoytl.cli.app import COMMANDS

    return "\n\n".join(f"## {name}\n\n{shown(f'envoytl {name} --help', 90)}" for name in COMMANDS)


def counts() -> str:
    """The size of the bundled chronology, and its held meetings by year and level, as Markdown."""
    import json

    import envoytl
    from envoytl.core.dossier import supplied
    from envoytl.core.words import LEVELS

    chronology = envoytl.load()
    origins = {source.id: origin(source.publisher, source.note) for source in chronology.sources}
    held = [meeting for meeting in chronology.meetings if meeting.status == "held"]
    several = sum(len({origins[citation.source] for citation in meeting.citations}) > 1 for meeting in held)
    ours = sum(source.title is not None and supplied(source.title) for source in chronology.sources)
    found = json.loads(run("envoytl stats --by year,level --status held --json", 80)[0])
    cells = {(row["year"], row["level"]): row["meetings"] for row in found}
    totals = json.loads(run("envoytl stats --by year --status held --json", 80)[0])
    unranked = len(held) - sum(cells[year, level] for year, level in cells if level)
    lines = [
        f"It holds {len(chronology.meetings)} meetings ({len(held)} of them held), {len(chronology.people)} people,"
        f" {len(chronology.occasions)} occasions and {len(chronology.sources)} sources; {several} of the held meetings"
        " rest on two publishers or more (editions of one, such as its Korean and its Japanese, count once, and so do"
        " all that carry one agency's text, as far as they or their notes name it). The titles"
        f" of {ours} sources are supplied, in square brackets, since the"
        f" texts that were read show none. Held meetings by year and level ({unranked} have none):",
        "",
        f"| year | all | {' | '.join(LEVELS)} |",
        "| --- |" + " ---: |" * (len(LEVELS) + 1),
    ]
    for row in totals:
        levels = (str(cells.get((row["year"], level), "")) for level in LEVELS)
        lines.append(f"| {row['year']} | {row['meetings']} | {' | '.join(levels)} |")
    return "\n".join(lines)


def origin(publisher: str, note: str) -> str:
    """Whose report a source is: the agency that it or its note names first, else its publisher without the edition."""
    names = "|".join(AGENCIES)
    said = re.match(rf"\(?(?:[Tt]ext by |[Aa]fter )?({names})\b", note)
    said = said or re.search(rf"\((?:copy of )?({names})\b", publisher)
    return AGENCIES[said[1]] if said else publisher.partition(" (")[0]


def scope() -> str:
    """What the bundled chronology is of, as its head says."""
    import envoytl

    head = envoytl.load().head
    return f"The scope, as the file's head has it: {head.scope} Period: {head.period.human()}. Licence: {head.licence}."


def picture() -> str:
    """The timeline on a terminal, as SVG that loads nothing from anywhere."""
    import json

    from rich.console import Console
    from rich.terminal_theme import MONOKAI

    from envoytl.view.lanes import lanes
    from envoytl.view.look import Look

    out, _ = run(f"envoytl list {PICTURE_PERIOD} --json", PICTURE_WIDTH)
    records = json.loads(out)
    places = json.loads(run("envoytl places --json", 80)[0])
    cities = {(place["country"], place["city"]): place["also"] for place in places if place["also"]}
    screen = Console(record=True, width=PICTURE_WIDTH, file=io.StringIO(), color_system="truecolor")
    for line in lanes(records, Look(width=PICTURE_WIDTH), cities):
        screen.print(line, soft_wrap=True)
    svg = screen.export_svg(title=f"envoytl timeline {PICTURE_PERIOD}", theme=MONOKAI, unique_id="timeline")
    start, end = svg.index("@font-face"), svg.index(".timeline-matrix")
    return "\n".join(line.rstrip() for line in (svg[:start] + svg[end:]).splitlines()) + "\n"


def main() -> int:
    """Write the picture, or with `--check` say whether it is fresh."""
    fresh = picture()
    if "--check" not in sys.argv:
        PICTURE.write_text(fresh, "utf-8")
    elif PICTURE.read_text("utf-8") != fresh:
        print("docs/timeline.svg is stale: python -m docs.tour", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
