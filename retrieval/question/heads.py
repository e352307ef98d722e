"""The learned part of reading: act, kind, relation to the turn before, form; linear models over characters.

Two views of a question are hashed into one table of features: its characters, and the same with numbers, places,
kinds of body and quotations replaced by letters. The weights come from `python -m scripts.learn`, which names its data.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from data.patterns import regex
from data.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADS = ("act", "kind", "relation", "form")
BUCKETS = 1 << 14
"""Features of one view; two n-grams that share one are told apart by the others."""
LONGEST = 4
"""Characters of an n-gram at most."""
_EDGE = regex(r"^[\s，,。.！!？?~…]+|[\s，,。.！!？?~…]+$")


@dataclass(frozen=True, slots=True)
class Reading:
    """For each head, label → probability; they add up to 1. `relation` is {"new": 1} where nothing was before."""

    act: Mapping[str, float]
    kind: Mapping[str, float]
    relation: Mapping[str, float]
    form: Mapping[str, float]


class Heads:
    """The heads with their weights, read when first asked."""

    def read(self, text: str, follows: bool) -> Reading:
        """What `text` is, as far as is learned; `follows`: there was a turn before it."""
        import numpy as np

        found = features(text)
        at = np.fromiter(found, dtype=np.int64, count=len(found))
        worth = np.fromiter(found.values(), dtype=np.float32, count=len(found))
        told: dict[str, dict[str, float]] = {}
        for head, (labels, weights, bias, scale) in self._weights.items():
            if head == "relation" and not follows:
                told[head] = {"new": 1.0}
                continue
            scores = (worth @ weights[at].astype(np.float32)) * scale + bias
            odds = np.exp(scores - scores.max())
            told[head] = dict(zip(labels, (odds / odds.sum()).tolist(), strict=True))
        return Reading(**told)

    @cached_property
    def _weights(self) -> dict[str, tuple[list[str], NDArray[np.int8], NDArray[np.float32], float]]:
        import numpy as np

        with (files("retrieval.learned") / "heads.npz").open("rb") as file, np.load(file) as kept:
            labels = json.loads(bytes(kept["labels"]).decode())
            return {
                head: (labels[head], kept[head], kept[f"{head}_bias"], float(kept[f"{head}_scale"]))
                for head in HEADS
            }


def features(text: str) -> dict[int, float]:
    """Feature → its worth: n-grams of both views, each view of length 1; with how long the text is."""
    plain = _EDGE.sub("", fold(text))
    found: dict[int, float] = {}
    for view, chars in enumerate((plain, masked(plain))):
        counts: dict[int, int] = {}
        for gram in _grams(f"^{chars}$"):
            at = view * BUCKETS + zlib.crc32(gram.encode()) % BUCKETS
            counts[at] = counts.get(at, 0) + 1
        length = math.sqrt(sum((1 + math.log(n)) ** 2 for n in counts.values())) or 1.0
        for at, n in counts.items():
            found[at] = found.get(at, 0.0) + (1 + math.log(n)) / length
    size = min(len(plain) // 4, 9)
    found[2 * BUCKETS + size] = 0.5
    return found


WIDTH = 2 * BUCKETS + 10
"""How many features there are."""


def masked(text: str) -> str:
    """`text` (folded) with what is a closed class as one letter: N number, P place, K kind of body, Q quotation."""
    from data.regions import find_institutions, find_places
    from retrieval.numbers import find_numbers
    from retrieval.question.closed import find_kinds

    spans = [(s, e, "N") for s, e in find_numbers(text).spans]
    spans += [(m.start, m.end, "P") for m in find_places(text)]
    spans += [(i.start, i.end, "I") for i in find_institutions(text)]
    spans += [(s, e, "K") for _, s, e in find_kinds(text)]
    spans += [(m.start(), m.end(), "Q") for m in _QUOTED.finditer(text)]
    spans += [(m.start(), m.end(), "D") for m in _DIGITS.finditer(text)]
    chars: list[str] = []
    done = 0
    for start, end, letter in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done:
            chars += [text[done:start], letter]
            done = end
    return "".join([*chars, text[done:]])


_QUOTED = regex(r"[“\"「『][^”\"」』]{1,24}[”\"」』]")
_DIGITS = regex(r"\d+")


def _grams(text: str) -> Iterator[str]:
    for size in range(1, LONGEST + 1):
        for at in range(len(text) - size + 1):
            yield text[at : at + size]


def first(odds: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest label with its probability; the first in order where two are equal."""
    return max(odds.items(), key=lambda one: (one[1], one[0]))


def labels_of(odds: Sequence[Mapping[str, float]]) -> list[str]:
    """The likeliest labels of several readings."""
    return [first(one)[0] for one in odds]
