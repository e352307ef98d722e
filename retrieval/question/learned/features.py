"""What the learned readers look at: pieces of a question, with closed classes masked, as rows of a fixed table."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from zlib import crc32

from data.patterns import regex
from data.places.regions import find_institutions, find_places
from data.text import fold
from retrieval.language.numbers import find_numbers
from retrieval.lexicon import furniture
from retrieval.question.closed.bodies import find_kinds

ROWS = 1 << 15
"""Rows of the table: with half as many, held-out questions lose about a point to pieces that share a row."""
LONGEST = 4
"""Characters of the longest piece."""
_QUOTED = regex(r"[“\"「『《]([^”\"」』》]{1,30})[”\"」』》]")
_DIGITS = regex(r"\d+(?:\.\d+)?")
_WORD = regex(r"[a-z]+(?:'[a-z]+)?")
OTHER = "*"
"""The sign of letters that are neither of a closed class nor furniture."""
_SIGNS = 0xE000
"""Where the signs of furniture begin: code points for private use, which no question holds."""
_EDGE = " \t\n？?。.！!，,、；;~～…"
_LENGTHS = (2, 4, 6, 9, 13, 18, 26, 40)


def plain(text: str) -> str:
    """`text` folded, without the marks at its ends: what the heads read."""
    return fold(text).strip(_EDGE)


def masked(text: str) -> str:
    """`text` (folded) with each span of a closed class as one capital letter.

    N case numbers · P places · I institutions · K kinds of organisation · Q what stands in quotation marks · D digits.
    """
    parts: list[str] = []
    at = 0
    for start, end, letter in _closed(text):
        parts += (text[at:start], letter)
        at = end
    return "".join((*parts, text[at:]))


def _closed(text: str) -> list[tuple[int, int, str]]:
    """The spans of closed classes, apart and in order."""
    spans = [(start, end, "N") for start, end in find_numbers(text).spans]
    spans += [(m.start(1), m.end(1), "Q") for m in _QUOTED.finditer(text)]
    spans += [(i.start, i.end, "I") for i in find_institutions(text)]
    spans += [(m.start, m.end, "P") for m in find_places(text) if not m.in_name]
    spans += [(start, end, "K") for _, start, end in find_kinds(text)]
    spans += [(m.start(), m.end(), "D") for m in _DIGITS.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    # Of spans that begin together the first named wins; one that begins inside another is part of it.
    for start, end, letter in sorted(spans, key=lambda span: span[0]):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, letter))
    return kept


def signs(text: str) -> list[str]:
    """For each character of `text` (folded) the sign of its closed class or furniture, + after it within; else OTHER."""
    pattern, known = _furniture()
    found = [OTHER] * len(text)

    def put(start: int, end: int, sign: str) -> None:
        found[start:end] = [sign] + [sign + "+"] * (end - start - 1)

    for match in pattern.finditer(text):
        put(match.start(), match.end(), known.get(match[0], match[0]))
    for start, end, letter in _closed(text):
        put(start, end, letter)
    return found


def skeleton(bare: str) -> str:
    """`bare` (`masked`) with each word of furniture as the sign of its row, and OTHER for each run of other letters."""
    pattern, signs = _furniture()
    parts: list[str] = []
    at = 0
    for match in pattern.finditer(bare):
        if match.start() > at:
            parts.append(OTHER)
        # A letter of `masked` stands for itself.
        parts.append(signs.get(match[0], match[0]))
        at = match.end()
    return "".join(parts) + (OTHER if at < len(bare) else "")


@cache
def _furniture() -> tuple[re.Pattern[str], dict[str, str]]:
    signs: dict[str, str] = {}
    for at, row in enumerate(furniture().values()):
        signs.update(dict.fromkeys(row, chr(_SIGNS + at)))
    words = [re.escape(word) for word in sorted(signs, key=lambda word: (-len(word), word))]
    latin, other = "|".join(filter(str.isascii, words)), "|".join(w for w in words if not w.isascii())
    return re.compile(rf"[A-Z，,。.？?：:、]|\b(?:{latin})\b|{other}"), signs


def rows(text: str, follows: bool) -> list[int]:
    """The rows of the table that a question (`plain`) is the sum of, in order, each once."""
    bare = masked(text)
    turn = "F" if follows else "0"
    found = {_row(turn), _row(f"{turn}l{_length(text)}"), _row(f"{turn}={bare}")}
    for kind, form in (("r", text), ("m", bare), ("s", skeleton(bare))):
        framed = f"^{form}$"
        for size in range(1, LONGEST + 1):
            pieces = [kind + framed[at : at + size] for at in range(len(framed) - size + 1)]
            found.update(map(_row, pieces))
            # How a question begins and ends weighs otherwise where there was a turn before.
            found.add(_row(f"{turn}{kind}<{form[:size]}"))
            found.add(_row(f"{turn}{kind}>{form[-size:]}"))
    words = _WORD.findall(text)
    found.update(_row("w" + word) for word in words)
    found.update(_row(f"w{one} {two}") for one, two in pairwise(words))
    return sorted(found)


def _length(text: str) -> int:
    return next((at for at, most in enumerate(_LENGTHS) if len(text) <= most), len(_LENGTHS))


@lru_cache(maxsize=1 << 14)  # of pieces of one or two letters and signs, questions have the same
def _row(piece: str) -> int:
    return crc32(piece.encode("utf-8", "surrogatepass")) % ROWS
