"""How much each character of a question is theme rather than furniture (请帮我找一下…相关的案例): learned, by position.

A logistic model over the characters around each one; the weights come from `python -m scripts.learn`.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property

from retrieval.learned.arrays import load

WEIGHTS = "tagger.npz"
"""In retrieval/learned, written by `make learn`: `weights` (one a bucket, int8), `bias`, `scale`."""
BUCKETS = 1 << 15
REACH = 4
"""Characters looked at on either side."""
EDGE = "\x02"


class Tagger:
    """The model with its weights, read when first asked."""

    def weights(self, text: str) -> tuple[float, ...]:
        """For each character of `text` (folded) the probability that it is theme, in [0, 1]."""
        if not text:
            return ()
        table, bias, scale = self._weights
        scores = [sum(table[at] for at in around) * scale + bias for around in features(text)]
        return tuple(1 / (1 + math.exp(-max(min(score, 30.0), -30.0))) for score in scores)

    @cached_property
    def _weights(self) -> tuple[Sequence[float], float, float]:
        held = load(WEIGHTS)
        bias, scale = (float(held[name].values[0]) for name in ("bias", "scale"))
        return held["weights"].values, bias, scale  # type: ignore[return-value]


def features(text: str) -> Iterator[list[int]]:
    """For each character the features around it: characters, pairs and triples with their distance."""
    padded = EDGE * REACH + text + EDGE * REACH
    for at in range(REACH, REACH + len(text)):
        found = []
        for size in (1, 2, 3, 4):
            for start in range(at - REACH, at + REACH + 2 - size):
                gram = padded[start : start + size]
                found.append(zlib.crc32(f"{start - at}:{gram}".encode()) % BUCKETS)
        yield found
