"""What the readers of a file say of it, and where in its text things stand."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from chronologies import Document, small, write
from envoytl.errors import DATA, DataError
from envoytl.store.position import line_and_column

Read = Callable[[Path], object]
"""A way into a file."""
Change = Callable[[Document], object]
"""Something that spoils a document."""


def complaint(read: Read, path: Path) -> str:
    """What the reader says of a file that it refuses, without the file's folder."""
    with pytest.raises(DataError) as caught:
        read(path)
    assert caught.value.exit_code == DATA == 3
    text = str(caught.value)
    assert text.startswith(str(path))
    return text.replace(str(path.parent) + os.sep, "")


def place(path: Path, *texts: str) -> str:
    """`line:column` of the last of these texts, each looked for behind the one before."""
    whole = path.read_text("utf-8")
    at = whole.index(texts[0])
    for before, text in pairwise(texts):
        at = whole.index(text, at + len(before))
    line, column = line_and_column(whole, at)
    return f"{line}:{column}"


def changed(tmp_path: Path, form: str, change: Change) -> Path:
    """The small chronology, spoilt, as a file of that form."""
    document = small()
    change(document)
    return write(tmp_path / f"bad.{form}", document)
