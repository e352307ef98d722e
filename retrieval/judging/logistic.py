"""A logistic model of numbers by name, as `python -m scripts.learn` leaves it in retrieval/learned."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights over standardised numbers, and the probability from which on its answer is yes."""

    mean: tuple[float, ...]
    spread: tuple[float, ...]
    weight: tuple[float, ...]
    bias: float
    least: float

    def probability(self, row: Sequence[float]) -> float:
        """How likely it is, in (0, 1); `row` has one number for each name, in order."""
        score = self.bias + sum(
            weight * (value - mean) / spread
            for value, mean, spread, weight in zip(row, self.mean, self.spread, self.weight, strict=True)
        )
        return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


@cache
def learned(name: str) -> Logistic:
    """The model of that name: retrieval/learned/`name`.json."""
    kept = json.loads((files("retrieval.learned") / f"{name}.json").read_text("utf-8"))
    mean, spread, weight = (tuple(kept[part]) for part in ("mean", "spread", "weight"))
    return Logistic(mean, spread, weight, kept["bias"][0], kept["least"][0])
