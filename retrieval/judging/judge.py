"""One judge for every case: how surely it is meant by a question for a set, and by which tier.

A logistic model over the table of features.py; its weights and thresholds come from `python -m scripts.learn`. Where the vector
learned for questions is known, a second one weighs what it says beside the first, on the same scale.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType

from data.types import CaseId
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.judging import logistic
from retrieval.judging.features import NAMES, Wanted, features, shares
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


def probable(odds: float) -> float:
    """The probability that log-odds stand for."""
    return 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0)))


class Judge:
    """The learned judge, its weights read when first asked."""

    def judge(
        self,
        wanted: Wanted,
        pool: Sequence[Profile],
        near: Mapping[CaseId, Nearness],
        grounds: Mapping[str, Ground],
        learned: Mapping[CaseId, Nearness] = MappingProxyType({}),
    ) -> list[Judged]:
        """All of `pool` in order; `grounds` is what each collection is measured against, `learned` how near each case is by the
        vector learned for questions, nothing where there is none."""
        rows = features(wanted, pool, near, grounds)
        odds = [self.odds(row) for row in rows]
        if learned:
            beside = logistic.learned("judge_learned")
            each = [beside.probability(row) for row in zip(odds, shares(pool, learned), strict=True)]
        else:
            each = list(map(probable, odds))
        return [
            Judged(profile, p, profile.id in wanted.said, tuple(row))
            for profile, p, row in zip(pool, each, rows, strict=True)
        ]

    def odds(self, row: Sequence[float]) -> float:
        """The log-odds for one row of features."""
        w = self.weights
        return w.bias + sum(
            [
                weight * (value - mean) / spread
                for value, mean, spread, weight in zip(row, w.mean, w.spread, w.weight, strict=True)
            ]
        )

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
