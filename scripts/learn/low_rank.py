"""The cross-encoder as it is trained: the slopes of what was learned, by what its layers leave behind.

Of every matrix W only a sum of low rank is learned, W + SCALE·down·up
(LoRA: Hu et al. 2021), and the weights of the norms. Slopes by the chain rule, by hand: a test holds them against differences.
"""

from __future__ import annotations

import numpy as np

from retrieval.judging.cross_encoder import CUBE, MATRICES, SCALE, TANH, Layers, Row, joined, merged
from retrieval.judging.marks import Floats
from vectorstore.e5_file import E5File

RANK = 16


def unmoved(file: E5File, layers: int, rng: np.random.Generator) -> dict[str, Floats]:
    """What is learned, before it is: the model as it is."""
    shape = file.shape
    wide = {"fi": (shape.width, shape.inner), "fo": (shape.inner, shape.width)}
    made: dict[str, Floats] = {
        "mean": np.zeros(shape.width, np.float32),
        "best": np.zeros(shape.width, np.float32),
        "known": np.ones(1, np.float32),
        "mark": np.zeros((2, shape.width), np.float32),
    }
    for layer in range(layers):
        for name in MATRICES:
            into, out = wide.get(name, (shape.width, shape.width))
            made[f"{layer}.{name}.down"] = rng.normal(0, into**-0.5, (into, RANK)).astype(np.float32)
            made[f"{layer}.{name}.up"] = np.zeros((RANK, out), np.float32)
        made[f"{layer}.norm"] = np.zeros((4, shape.width), np.float32)
    return made


class Pass:
    """One row on its way through the layers, and back."""

    def __init__(self, file: E5File, moved: dict[str, Floats], many: int) -> None:
        self.moved = moved
        self.layers = Layers(file, merged(file, moved, many), many)
        self.tape: list[tuple[Floats, ...]] = []

    def forward(self, row: Row) -> Floats:
        """The states of the pieces after the last layer, (pieces, width)."""
        return self.layers.states(row, self.tape)

    def backward(self, slope: Floats, row: Row, slopes: dict[str, Floats]) -> None:
        """Adds to `slopes` those of what is learned; `slope` is that of the states `forward` gave."""
        layers = self.layers
        w = layers.weights
        for layer in reversed(range(layers.many)):
            told, q, k, v, seen, held, mid, inner, bend, out, *norms = self.tape[layer + 1]
            norm = slopes[f"{layer}.norm"]
            norm[2] += (slope * norms[2]).sum(0)
            norm[3] += slope.sum(0)
            behind = _unnormed(slope, w[f"{layer}.oln.w"], norms[2], norms[3])
            straight = np.float32(0.5) * (1 + bend)
            bent = np.float32(0.5) * inner * (1 - bend * bend) * TANH * (1 + 3 * CUBE * inner * inner)
            of_inner = self._back(behind, out, f"{layer}.fo", slopes) * (straight + bent)
            slope = behind + self._back(of_inner, mid, f"{layer}.fi", slopes)
            norm[0] += (slope * norms[0]).sum(0)
            norm[1] += slope.sum(0)
            behind = _unnormed(slope, w[f"{layer}.aln.w"], norms[0], norms[1])
            of_held = layers.parted(self._back(behind, held, f"{layer}.ao", slopes))
            of_seen = of_held @ v.transpose(0, 2, 1)
            of_seen = seen * (of_seen - (of_seen * seen).sum(-1, keepdims=True)) * layers.shrink
            slope = behind
            parts = (of_seen @ k, of_seen.transpose(0, 2, 1) @ q, seen.transpose(0, 2, 1) @ of_held)
            for name, part in zip("qkv", parts, strict=True):
                slope = slope + self._back(joined(part), told, f"{layer}.{name}", slopes)
        slope = _unnormed(slope, w["first.w"], *self.tape[0])
        asked = row.owner < 0
        slopes["mark"] += np.stack([slope[asked].sum(0), slope[~asked].sum(0)])

    def _back(self, slope: Floats, told: Floats, name: str, slopes: dict[str, Floats]) -> Floats:
        """The slope of what went through a matrix; those of its low-rank part are added up."""
        down, up = self.moved[f"{name}.down"], self.moved[f"{name}.up"]
        slopes[f"{name}.up"] += SCALE * ((told @ down).T @ slope)
        slopes[f"{name}.down"] += SCALE * (told.T @ (slope @ up.T))
        made: Floats = slope @ self.layers.weights[f"{name}.w"].T
        return made


def _unnormed(slope: Floats, weight: Floats, plain: Floats, narrow: Floats) -> Floats:
    inner = slope * weight
    made: Floats = narrow * (
        inner - inner.mean(-1, keepdims=True) - plain * (inner * plain).mean(-1, keepdims=True)
    )
    return made
