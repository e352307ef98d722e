"""One judge for every case: how surely it is meant by a question for a set, and by which tier.

A logistic model over the table of features.py; its weights and thresholds come from `python -m scripts.learn`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files

from data.types import CaseId
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.judging.features import NAMES, Wanted, features
from retrieval.search.meaning import Ground
from retrieval.search.near import Nearness


@dataclass(frozen=True, slots=True)
class Judged:
    """One case with the probability that it is meant; `said` where it passes the exact test of the words."""

    profile: Profile
    p: float
    said: bool
    row: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Plain numbers: a feature less its mean, in its spread, times its weight; two thresholds on the probability."""

    mean: tuple[float, ...]
    spread: tuple[float, ...]
    weight: tuple[float, ...]
    bias: float
    member: float
    """From which probability on a case belongs to a set."""
    passing: float
    """Under which a long case that holds the words only mentions them."""
    alone: float
    """From which on the best case is given where none belongs."""


class Judge:
    """The learned judge, its weights read when first asked."""

    def judge(
        self,
        wanted: Wanted,
        pool: Sequence[Profile],
        near: Mapping[CaseId, Nearness],
        grounds: Mapping[str, Ground],
    ) -> list[Judged]:
        """All of `pool` in order; `grounds` is what each collection is measured against."""
        rows = features(wanted, pool, near, grounds)
        return [
            Judged(profile, self.probability(row), profile.id in wanted.said, tuple(row))
            for profile, row in zip(pool, rows, strict=True)
        ]

    def probability(self, row: Sequence[float]) -> float:
        """The probability for one row of features."""
        w = self.weights
        score = w.bias + sum(
            [
                weight * (value - mean) / spread
                for value, mean, spread, weight in zip(row, w.mean, w.spread, w.weight, strict=True)
            ]
        )
        return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))

    @cached_property
    def weights(self) -> Weights:
        kept = json.loads((files("retrieval.learned") / "judge.json").read_text("utf-8"))
        assert tuple(kept["names"]) == NAMES
        return Weights(
            tuple(kept["mean"]),
            tuple(kept["spread"]),
            tuple(kept["weight"]),
            kept["bias"],
            kept["member"],
            kept["passing"],
            kept["alone"],
        )
