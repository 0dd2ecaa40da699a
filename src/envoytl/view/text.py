"""Text by the cells that it takes on a terminal: cut, padded, wrapped, cleaned."""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len, chop_cells, set_cell_size

ASCII = str.maketrans(
    {"─": "-", "┼": "+", "┊": ":", "·": ".", "…": "...", "–": "-", "†": "!", "↔": "<->", "“": '"', "”": '"'}
)
"""What stands for our glyphs where there is only ASCII."""


_one_cell_each = re.compile("[ -~↔]*").fullmatch


def count(number: int, noun: str) -> str:
    """`1 meeting`, `2 meetings`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fit(text: str, width: int, *, whole: bool = False, ascii: bool = False, pad: bool = True) -> str:
    """`text` in exactly `width` cells: cut with `…` where longer (never with `whole`), padded with `pad`."""
    length = cell_width(text)
    if length > width and not whole:
        text = set_cell_size(text, max(width - 1, 0)).rstrip() + ("~" if ascii else "…") if width > 0 else ""
        length = cell_width(text)
    return text + " " * (width - length) if pad else text


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, parted at spaces; a longer word is parted behind a slash, if it has one
    (addresses, intervals), else where the line ends.
    """
    lines = [""]
    for word in text.split():
        room = width - cell_width(lines[-1]) - 1
        if lines[-1] and cell_width(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines += _broken(word, width) if cell_width(word) > width else [word]
    return lines[1:]


def _broken(word: str, width: int) -> list[str]:
    lines = [""]
    for part in parts_of(word):
        if lines[-1] and cell_width(lines[-1] + part) <= width:
            lines[-1] += part
        else:
            lines += chop_cells(part, max(width, 2))
    return lines[1:]


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes; for ASCII and our arrow, as most of it is, without looking it up."""
    return len(text) if text.isascii() or _one_cell_each(text) else cell_len(text)


def parts_of(word: str) -> list[str]:
    """A word's parts, each but the last with the slash behind it: what a narrow column may part it into."""
    return re.findall("[^/]*/+|[^/]+", word)


def tidy(text: str) -> str:
    """Data on one line: runs of white space become a space; control and invisible formatting characters go."""
    if text.isprintable():
        return text
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cf"))
