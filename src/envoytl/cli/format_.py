"""`envoytl format`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from envoytl.cli.options import COMMON, AFile, Asked, shares
from envoytl.cli.session import say, write
from envoytl.errors import PROBLEMS

_DATA = tuple(parameter for parameter in COMMON if parameter.name == "data")


@shares(_DATA)
def command(
    asked: Asked,
    file_: AFile = None,
    in_place: Annotated[bool, typer.Option("--write", "-w", help="Write the file instead of printing it.")] = False,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write to a new file; .jsonl gives JSON Lines.")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Only say whether the file is in canonical form (exit code 1 if not).")
    ] = False,
) -> None:
    """Bring a chronology into canonical form: fixed order of keys and records, two spaces, nothing empty.

    Examples:
    envoytl format my.json --write
    envoytl format --to chronology.jsonl
    """  # fmt: skip
    from envoytl.errors import UsageError
    from envoytl.store.locate import chronology_path
    from envoytl.store.reading import ChronologyFile
    from envoytl.store.writing import canonical, canonical_lines, save

    if sum((in_place, to is not None, verify)) > 1:
        raise UsageError("--write, --to and --verify each ask for something else: give one")
    file = ChronologyFile(chronology_path(asked.file(file_)))
    chronology = file.load()
    before = file.path.read_bytes()
    if to is not None:
        if to.exists():
            raise UsageError(f"{to} exists already; name another file")
        save(chronology, to, None)
        say(f"{to}: written, {len(chronology.meetings)} meetings")
        return
    text = "".join(canonical_lines(chronology)) if file.lines else canonical(chronology)
    same = text.encode() == before
    if verify:
        found = "in canonical form" if same else "not in canonical form; `envoytl format --write` mends it"
        say(f"{file.path}: {found}")
        if not same:
            raise typer.Exit(PROBLEMS)
    elif in_place:
        if not same:
            save(chronology, file.path, before)
        say(f"{file.path}: {'was in canonical form already' if same else 'brought into canonical form'}")
    else:
        write(text)
