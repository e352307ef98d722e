"""What a question does, wants, how it relates to the turn before, in which form, and what it asks of the program itself:
learned, as probabilities."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

from data.values import dataclass
from retrieval.learned.arrays import Array, load
from retrieval.question.learned.features import plain, rows

SURE = 0.8
"""Probability from which on a head's first choice is taken alone: above it kinds were right 97 % of the time."""
HEADS = ("act", "kind", "relation", "form", "itself")
WEIGHTS = "heads.npz"
"""In retrieval/learned, written by `make learn`: `table` (rows x labels, in steps), `scale` (the step of each label),
`offset` (one a label), `labels` (head:label) and `temperature` (one a head)."""

Probabilities = Mapping[str, float]
"""Label → probability; they add up to one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How likely each label of each head is. The labels are listed in scripts/learn/data/README.md."""

    act: Probabilities
    kind: Probabilities
    relation: Probabilities
    form: Probabilities
    itself: Probabilities


class Heads:
    """Reads one question by its letters alone, in a few ms; loads its weights when first asked."""

    def read(self, text: str, follows: bool) -> Reading:
        """How `text` reads; `follows`: there was a turn before. Where there was none, the relation is `new`."""
        weights = self._weights
        found = rows(plain(text), follows)
        sums = weights.table.summed(found)
        # Divided by the root of how many they are, long questions are not read more surely than short ones.
        root = len(found) ** 0.5
        scores = [
            held * step / root + offset
            for held, step, offset in zip(sums, weights.scale, weights.offset, strict=True)
        ]
        told = {head: _softmax(scores[start:end], labels) for head, start, end, labels in weights.spans}
        if not follows:
            told["relation"] = {"new": 1.0}
        return Reading(**told)

    @cached_property
    def _weights(self) -> _Weights:
        held = load(WEIGHTS)
        scale, offset = (list(map(float, held[name].values)) for name in ("scale", "offset"))
        names = list(map(str, held["labels"].values))
        temperature = dict(zip(HEADS, map(float, held["temperature"].values), strict=True))
        spans = []
        for head in HEADS:
            own = [at for at, name in enumerate(names) if name.startswith(f"{head}:")]
            start, end = own[0], own[-1] + 1
            spans.append((head, start, end, tuple(names[at].partition(":")[2] for at in own)))
            scale[start:end] = [value / temperature[head] for value in scale[start:end]]
            offset[start:end] = [value / temperature[head] for value in offset[start:end]]
        return _Weights(held["table"], tuple(scale), tuple(offset), tuple(spans))


@dataclass(frozen=True, slots=True)
class _Weights:
    table: Array
    scale: tuple[float, ...]
    offset: tuple[float, ...]
    spans: tuple[tuple[str, int, int, tuple[str, ...]], ...]
    """Each head, its columns, their labels."""


def _softmax(scores: Sequence[float], labels: tuple[str, ...]) -> dict[str, float]:
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    total = sum(raised)
    return {label: value / total for label, value in zip(labels, raised, strict=True)}
