"""Small boosted trees as plain numbers: read from a file of retrieval/learned, asked for many rows at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.values import dataclass

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Binary trees of one depth at most: a row goes left where its feature is at most the threshold."""

    feature: Ints
    threshold: Floats
    branches: Ints
    """Of each node the right branch and the left one."""
    value: Floats
    root: Ints
    depth: int
    bias: float

    def scores(self, rows: Floats) -> Floats:
        """The sum of the leaves each row (n × features) comes to, and the bias; a log-odds for a classifier."""
        flat = rows.ravel()
        line = np.arange(len(rows), dtype=np.int32)[:, None] * np.int32(rows.shape[1])
        at = np.broadcast_to(self.root, (len(rows), len(self.root)))
        for _ in range(self.depth):
            goes = flat.take(self.feature.take(at) + line) <= self.threshold.take(at)
            at = self.branches.take(2 * at + goes)
        total: Floats = self.value.take(at).sum(axis=1) + np.float32(self.bias)
        return total

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Trees:
        """Those that the training wrote; a leaf leads to itself."""
        return cls(
            np.array(kept["feature"], np.int32),
            np.array(kept["threshold"], np.float32),
            np.stack([kept["right"], kept["left"]], axis=1).astype(np.int32).ravel(),
            np.array(kept["value"], np.float32),
            np.array(kept["root"], np.int32),
            int(kept["depth"]),
            float(kept["bias"]),
        )


@cache
def learned(name: str) -> Mapping[str, Any]:
    """The weights of that name, as they were written."""
    kept: Mapping[str, Any] = json.loads((files("retrieval.learned") / name).read_text("utf-8"))
    return kept
