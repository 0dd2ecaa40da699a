"""`envoytl check`."""

from __future__ import annotations

from typing import Annotated

import typer

from envoytl.cli.options import COMMON, AFile, Asked, shares
from envoytl.cli.output import print_json
from envoytl.cli.session import say, write
from envoytl.errors import PROBLEMS


@shares(COMMON)
def command(
    asked: Asked,
    file_: AFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="An array of objects, one a problem.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and leave.")] = False,
) -> None:
    """Check a chronology by every rule; all problems at once, each with its place. Exit code 1 where there are any.

    Examples:
    envoytl check
    envoytl check my.json --json
    """
    from envoytl.core.rules import check_usable, described
    from envoytl.store.locate import chronology_path
    from envoytl.store.reading import ChronologyFile
    from envoytl.store.wording import named

    if rules:
        write("".join(f"{name}: {text}\n" for name, text in described()))
        return
    file = ChronologyFile(chronology_path(asked.file(file_)))
    chronology, problems = file.load_with_problems()
    if chronology is not None:
        problems += file.placed(check_usable(chronology, whole=not problems))
    problems += file.late()
    rows = [(*file.place(problem), problem) for problem in problems]
    if as_json:
        print_json([
            {
                "file": str(file.path), "line": line, "column": column, "rule": problem.rule,
                "section": problem.section, "record": problem.record, "field": problem.field,
                "message": problem.message,
            }
            for line, column, problem in rows
        ])  # fmt: skip
    else:
        for line, column, problem in rows:
            place = f"{file.path}:{line}:{column}" if line else str(file.path)
            record = named(problem)
            parts = (place, record, problem.field, f"{problem.message} [{problem.rule}]")
            write(": ".join(part for part in parts if part) + "\n")
        say(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in {file.path}")
    if problems:
        raise typer.Exit(PROBLEMS)
