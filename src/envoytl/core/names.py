"""Names as people type them: without regard to case, accents, hyphens and the order of family and given name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_JOINERS = "-‐‑‒–—'’ʼ‘`.·・"
# Unified ideographs, 々〆〇, Hangul, kana, compatibility ideographs and the supplementary planes.
_CJK_RUN = re.compile("([\u3400-\u9fff\u3005-\u3007\uac00-\ud7a3\u3041-\u30ff\uf900-\ufaff\U00020000-\U0003ffff]+)")


def fold(text: str) -> str:
    """`text` in lower case, without Latin, Greek and Cyrillic accents and full-width forms; Hangul stays whole."""
    if text.isascii():
        return text.lower()
    # NFKD makes capitals out of some signs (№), hence the second folding of case.
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    bare = "".join(c for c in plain if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The folded words of a name; a hyphenated or apostrophised word is one word: `Suk-yeol` is `sukyeol`."""
    joined = "".join("" if c in _JOINERS else " " if c in ",;()/" else c for c in fold(text))
    return joined.split()


def squash(text: str) -> str:
    """The folded name in one piece: `Noh Kyu-duk` is `nohkyuduk`."""
    return "".join(words_of(text))


def order_free(text: str) -> str:
    """The folded words in alphabetical order, so that both name orders are equal."""
    return " ".join(sorted(words_of(text)))


def is_cjk(char: str) -> bool:
    """Whether a character belongs to a script that is written without spaces between words, or to Hangul."""
    return _CJK_RUN.match(char) is not None


def index_text(text: str) -> str:
    """Text for a full-text index: folded; each run of CJK characters as overlapping pairs and its last character.

    `岸田文雄` becomes `岸田 田文 文雄 雄`, so that any part of it of any length can be found (see `match_terms`).
    """
    folded = fold(text)
    if folded.isascii():
        return folded
    out: list[str] = []
    for run, cjk in _runs(folded):
        if cjk:
            out.extend(run[i : i + 2] for i in range(len(run) - 1))
            out.append(run[-1])
        else:
            out.append(run)
    return " ".join(out)


def match_terms(query: str) -> list[str]:
    """FTS5 expressions, one for each word of `query`; words between double quotes are found as a phrase.

    A Latin word finds words that begin with it; CJK text finds every place where it stands. None for a query
    that has no letter or digit in it.
    """
    terms: list[str] = []
    for piece, quoted in _pieces(fold(query)):
        for run, cjk in _runs(piece):
            if not any(c.isalnum() for c in run):
                continue
            if not cjk:
                plain = "".join(c if c.isalnum() else " " for c in run).split()
                if quoted and plain:
                    terms.append(f'"{" ".join(plain)}"')
                else:
                    terms.extend(f'"{word}"*' for word in plain)
            elif len(run) == 1:
                terms.append(f'"{run}"*')
            else:
                terms.append('"' + " ".join(run[i : i + 2] for i in range(len(run) - 1)) + '"')
    return terms


def _pieces(text: str) -> list[tuple[str, bool]]:
    return [(part, i % 2 == 1) for i, part in enumerate(text.split('"')) if part.strip()]


def _runs(text: str) -> list[tuple[str, bool]]:
    return [(run, i % 2 == 1) for i, run in enumerate(_CJK_RUN.split(text)) if run]


def nearest(asked: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` of the `known` names that look like what was asked for, best first."""
    from difflib import get_close_matches

    by_key: dict[str, str] = {}
    for name in known:
        by_key.setdefault(squash(name), name)
    keys = get_close_matches(squash(asked), list(by_key), n=most, cutoff=0.65)
    return [by_key[key] for key in keys]
