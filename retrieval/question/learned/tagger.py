"""How much each character of a question says what it is about, and how much it only asks: learned, as weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from zlib import crc32

from data.text import fold
from retrieval.learned.arrays import load
from retrieval.question.learned.features import OTHER, signs

ROWS = 1 << 14
"""Rows of the table."""
WEIGHTS = "tagger.npz"
"""In retrieval/learned, written by `make learn`: `table` (rows, in steps), `scale` (the step), `offset`."""
_NEAR = 3
"""Characters looked at on either side."""


class Tagger:
    """Weighs the characters of a question; loads its weights (in retrieval/learned) when first asked."""

    def __init__(self, weights: str = WEIGHTS) -> None:
        self._name = weights

    def weights(self, text: str) -> tuple[float, ...]:
        """For each character of `text` (or of it folded, which is as long): how probably it is theme, 0 to 1."""
        if not text:
            return ()
        table, scale, offset = self._weights
        scores = (sum(map(table.__getitem__, found)) * scale + offset for found in rows(fold(text)))
        return tuple(1 / (1 + math.exp(-max(min(score, 30.0), -30.0))) for score in scores)

    @cached_property
    def _weights(self) -> tuple[Sequence[float], float, float]:
        """The table, what a step in it is worth, and what every character starts from."""
        held = load(self._name)
        scale, offset = (float(held[name].values[0]) for name in ("scale", "offset"))
        return held["table"].values, scale, offset  # type: ignore[return-value]


@lru_cache(maxsize=8)
def rows(text: str) -> list[list[int]]:
    """For each character of `text` (folded) the rows of the table that it is the sum of; not to be changed."""
    return [sorted(set(map(_row, pieces))) for pieces in seen(text)]


def seen(text: str) -> list[list[str]]:
    """For each character of `text` (folded) what is looked at, named."""
    classes = signs(text)
    letters = ["^"] * _NEAR + list(text) + ["$"] * _NEAR
    kinds = ["^"] * _NEAR + classes + ["$"] * _NEAR
    before, after = _nearest(classes), _nearest(classes[::-1])[::-1]
    found = []
    for at in range(len(text)):
        here = at + _NEAR
        pieces = [f"c{d}{letters[here + d]}" for d in range(-_NEAR, _NEAR + 1)]
        pieces += [f"k{d}{kinds[here + d]}" for d in range(-_NEAR, _NEAR + 1)]
        for d in range(-2, 2):
            pieces.append(f"C{d}{letters[here + d]}{letters[here + d + 1]}")
            pieces.append(f"K{d}{kinds[here + d]}{kinds[here + d + 1]}")
        pieces.append("T" + "".join(letters[here - 1 : here + 2]))
        pieces.append("L" + "".join(letters[here - 2 : here + 1]))
        pieces.append("R" + "".join(letters[here : here + 3]))
        one = kinds[here]
        pieces += [
            f"b{one}{before[at]}",
            f"a{one}{after[at]}",
            f"n{one}{before[at]}{after[at]}",
            f"l{one}{len(text) // 5}",
        ]
        found.append(pieces)
    return found


def _nearest(classes: Sequence[str]) -> list[str]:
    """For each place the nearest sign before it that is none of a word of content."""
    found, last = [], "^"
    for sign in classes:
        found.append(last)
        if sign[0] != OTHER:
            last = sign[0]
    return found


def _row(piece: str) -> int:
    return crc32(piece.encode("utf-8", "surrogatepass")) % ROWS
