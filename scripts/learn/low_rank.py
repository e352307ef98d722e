"""The moved layers as they are trained: the slopes of what was learned, by what the layers leave behind, and how it is moved.

Of every matrix W only a sum of low rank is learned, W + SCALE·down·up
(LoRA: Hu et al. 2021), and the weights of the norms. Slopes by the chain rule, by hand: a test holds them against differences.
"""

from __future__ import annotations

import numpy as np

from vectorstore.e5_file import E5File, Floats
from vectorstore.e5_layers import CUBE, MATRICES, SCALE, TANH, Ints, joined, moved_by

RATE, WARM, DECAY = 1e-3, 0.05, 0.01
"""Adam's step at most, the share of the steps in which it grows, and what the weights lose of themselves (Loshchilov & Hutter 2019)."""


def unmoved(file: E5File, layers: int, rank: int, rng: np.random.Generator) -> dict[str, Floats]:
    """What is learned of the layers, before it is: the model as it is."""
    shape = file.shape
    wide = {"fi": (shape.width, shape.inner), "fo": (shape.inner, shape.width)}
    made: dict[str, Floats] = {}
    for layer in range(layers):
        for name in MATRICES:
            into, out = wide.get(name, (shape.width, shape.width))
            made[f"{layer}.{name}.down"] = rng.normal(0, into**-0.5, (into, rank)).astype(np.float32)
            made[f"{layer}.{name}.up"] = np.zeros((rank, out), np.float32)
        made[f"{layer}.norm"] = np.zeros((4, shape.width), np.float32)
    return made


class Adam:
    """Moves what is learned along its slopes (Kingma & Ba 2015), over so many steps in all."""

    def __init__(self, moved: dict[str, Floats], steps: int, kept: frozenset[str] = frozenset()) -> None:
        """`kept`: what loses nothing of itself."""
        self._moved, self._steps, self._kept, self._at = moved, steps, kept, 0
        self._first = {name: np.zeros_like(value) for name, value in moved.items()}
        self._second = {name: np.zeros_like(value) for name, value in moved.items()}

    def step(self, slopes: dict[str, Floats], weight: float) -> None:
        """One step by slopes that were added up over examples of so much `weight`; no longer than 1 they are followed."""
        at, warm = self._at, max(1, int(self._steps * WARM))
        self._at += 1
        size = float(np.sqrt(sum(float((slope * slope).sum()) for slope in slopes.values()))) / weight
        rate = RATE * min(
            (at + 1) / warm, 0.5 * (1 + np.cos(np.pi * max(0, at - warm) / (self._steps - warm)))
        )
        for name, whole in slopes.items():
            slope = whole * np.float32(min(1.0, 1 / max(size, 1e-12)) / weight)
            first = self._first[name] = 0.9 * self._first[name] + 0.1 * slope
            second = self._second[name] = 0.999 * self._second[name] + 0.001 * slope * slope
            move = (first / (1 - 0.9 ** (at + 1))) / (np.sqrt(second / (1 - 0.999 ** (at + 1))) + 1e-8)
            lost = DECAY * self._moved[name] * (name not in self._kept)
            self._moved[name] = (self._moved[name] - rate * (move + lost)).astype(np.float32)


class Pass:
    """Pieces on their way through the layers, and back."""

    def __init__(self, file: E5File, moved: dict[str, Floats], many: int) -> None:
        self.moved = moved
        self.layers = moved_by(file, moved, many)
        self.tape: list[tuple[Floats, ...]] = []

    def forward(self, pieces: Ints, mark: Floats | None = None) -> Floats:
        """The states of the pieces after the last layer, (pieces, width); see `Layers.states`."""
        return self.layers.states(pieces, mark, self.tape)

    def backward(self, slope: Floats, slopes: dict[str, Floats]) -> Floats:
        """Adds to `slopes` those of what is learned; `slope` is that of the states `forward` gave, and that of the pieces'
        vectors comes back.
        """
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
        return _unnormed(slope, w["first.w"], *self.tape[0])

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
