"""How things look: the width to keep to, the glyphs with their ASCII stand-ins, the colours of countries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from envoytl.core.words import SHOWN_STATUSES
from envoytl.view.text import ASCII

_STATUS: Final = {"held": "●", "planned": "○", "unconfirmed": "◐", "proposed": "◇", "cancelled": "✕"}
_STATUS_ASCII: Final = {"held": "*", "planned": "o", "unconfirmed": "?", "proposed": "^", "cancelled": "x"}
_BARS: Final = "▁▂▃▄▅▆▇█"

# Palette numbers of 256-colour terminals. Each has a contrast of about 3:1 or more to both white and near-black; the
# six are those of their hues that stay furthest apart under red-green blindness (Machado 2009, distances in Oklab).
# Colour never stands alone: lanes are named and in a fixed order.
COUNTRY_COLOURS: Final = {
    "KR": "color(27)",
    "KP": "color(197)",
    "US": "color(31)",
    "CN": "color(130)",
    "JP": "color(171)",
    "RU": "color(29)",
}
_OTHER_COLOURS: Final = ("color(202)", "color(96)", "color(68)", "color(102)", "color(137)", "color(199)")

HEADING: Final = "bold"
YEAR: Final = "bold reverse"
QUIET: Final = "dim"
VAGUE: Final = "italic dim"
UNHELD: Final = "italic"
BAR: Final = "color(27)"
MARK: Final = "bold color(202)"
HEAT: Final = ("black on color(153)", "black on color(111)", "white on color(26)", "white on color(18)")
"""Cells from few to many meetings; each sets both colours, so that it reads on any background."""


@dataclass(frozen=True)
class Look:
    """What the output has to keep to.

    `width` is in terminal cells. `ascii`: no glyph of ours beyond ASCII (names stay as they are written). `whole`: for
    a pipe: nothing is cut off, lines are as wide as they need to be.
    """

    width: int
    ascii: bool = False
    whole: bool = False

    def status(self, status: str) -> str:
        """The glyph of a shown status (`core.words.SHOWN_STATUSES`), one cell wide, no two alike."""
        return (_STATUS_ASCII if self.ascii else _STATUS)[status]

    def plain(self, text: str) -> str:
        """A text of ours (not data) with the glyphs that this look has."""
        return text.translate(ASCII) if self.ascii else text

    def bar(self, count: int, most: int) -> str:
        """One cell for a count, on a scale that ends at `most`: eight heights, or in ASCII the digit (`+`: over 9)."""
        if count == 0:
            return self.plain("·")
        if self.ascii:
            return str(count) if count < 10 else "+"
        return _BARS[max(0, min(len(_BARS), -(-count * len(_BARS) // max(most, 1))) - 1)]

    def bars(self, counts: Sequence[int], most: int) -> str:
        """A sparkline: one cell a count."""
        return "".join(self.bar(count, most) for count in counts)


def colour(country: str) -> str:
    """The style of a country: fixed for the six parties, for others one that depends on the code alone."""
    return COUNTRY_COLOURS.get(country) or _OTHER_COLOURS[sum(map(ord, country)) % len(_OTHER_COLOURS)]


def status_style(status: str) -> str:
    """The style of a meeting's words: plain where it was held."""
    return {"held": "", "cancelled": "dim strike"}.get(status, UNHELD)


STATUS_ORDER: Final = ("held", *(status for status in SHOWN_STATUSES if status != "held"))
"""The order of legends and counts."""


def line() -> Text:
    """An empty line, which never wraps."""
    return Text(no_wrap=True, overflow="ignore")


def done(text: Text, look: Look) -> Text:
    """The line without trailing spaces, and cut at the look's width unless that is whole."""
    text.rstrip()
    if not look.whole and text.cell_len > look.width:
        text.truncate(look.width, overflow="crop")
        text.rstrip()
    return text
