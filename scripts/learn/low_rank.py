"""The cross-encoder as it is trained: its layers with what they leave behind, and the slopes of what was learned.

The layers are those of retrieval/judging/cross_encoder.py; of every matrix W only a sum of low rank is learned, W + SCALE·down·up
(LoRA: Hu et al. 2021), and the weights of the norms. Slopes by the chain rule, by hand: a test holds them against differences.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from retrieval.judging.cross_encoder import MATRICES, SCALE, Row, merged
from retrieval.judging.marks import Floats
from vectorstore.e5_file import E5File

RANK = 16
_TANH, _CUBE = np.float32(0.7978846), np.float32(0.044715)


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


@dataclass
class Pass:
    """One row on its way through the layers, and back."""

    file: E5File
    moved: dict[str, Floats]
    layers: int
    weights: dict[str, Floats] = field(init=False)
    tape: list[tuple[Floats, ...]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.weights = merged(self.file, self.moved, self.layers)

    def forward(self, row: Row) -> Floats:
        """The states of the pieces after the last layer, (pieces, width)."""
        w, shape, size = self.weights, self.file.shape, len(row.pieces)
        mark = np.where((row.owner < 0)[:, None], w["mark"][0], w["mark"][1])
        told = self.file.matrix("emb.word", shape.width, row.pieces) + w["place"][:size] + mark
        told, *first = self._normed(told, "first")
        self.tape = [tuple(first)]
        for layer in range(self.layers):
            q, k, v = (self._parted(self._through(told, f"{layer}.{name}")) for name in "qkv")
            seen = q @ k.transpose(0, 2, 1) / np.float32((shape.width // shape.heads) ** 0.5)
            seen = np.exp(seen - seen.max(-1, keepdims=True))
            seen /= seen.sum(-1, keepdims=True)
            held = self._joined(seen @ v)
            mid, *norm_a = self._normed(told + self._through(held, f"{layer}.ao"), f"{layer}.aln")
            inner = self._through(mid, f"{layer}.fi")
            bend = np.tanh(_TANH * inner * (1 + _CUBE * inner * inner))
            out = np.float32(0.5) * inner * (1 + bend)
            end, *norm_b = self._normed(mid + self._through(out, f"{layer}.fo"), f"{layer}.oln")
            self.tape.append((told, q, k, v, seen, held, mid, inner, bend, out, *norm_a, *norm_b))
            told = end
        return told

    def backward(self, slope: Floats, row: Row, slopes: dict[str, Floats]) -> None:
        """Adds to `slopes` those of what is learned; `slope` is that of the states `forward` gave."""
        w, shape = self.weights, self.file.shape
        shrink = np.float32((shape.width // shape.heads) ** -0.5)
        for layer in reversed(range(self.layers)):
            told, q, k, v, seen, held, mid, inner, bend, out, *norms = self.tape[layer + 1]
            norm = slopes[f"{layer}.norm"]
            norm[2] += (slope * norms[2]).sum(0)
            norm[3] += slope.sum(0)
            behind = _unnormed(slope, w[f"{layer}.oln.w"], norms[2], norms[3])
            straight = np.float32(0.5) * (1 + bend)
            bent = np.float32(0.5) * inner * (1 - bend * bend) * _TANH * (1 + 3 * _CUBE * inner * inner)
            of_inner = self._back(behind, out, f"{layer}.fo", slopes) * (straight + bent)
            slope = behind + self._back(of_inner, mid, f"{layer}.fi", slopes)
            norm[0] += (slope * norms[0]).sum(0)
            norm[1] += slope.sum(0)
            behind = _unnormed(slope, w[f"{layer}.aln.w"], norms[0], norms[1])
            of_held = self._parted(self._back(behind, held, f"{layer}.ao", slopes))
            of_seen = of_held @ v.transpose(0, 2, 1)
            of_seen = seen * (of_seen - (of_seen * seen).sum(-1, keepdims=True)) * shrink
            slope = behind
            parts = (of_seen @ k, of_seen.transpose(0, 2, 1) @ q, seen.transpose(0, 2, 1) @ of_held)
            for name, part in zip("qkv", parts, strict=True):
                slope = slope + self._back(self._joined(part), told, f"{layer}.{name}", slopes)
        slope = _unnormed(slope, w["first.w"], *self.tape[0])
        asked = row.owner < 0
        slopes["mark"] += np.stack([slope[asked].sum(0), slope[~asked].sum(0)])

    def _through(self, told: Floats, name: str) -> Floats:
        made: Floats = told @ self.weights[f"{name}.w"] + self.weights[f"{name}.b"]
        return made

    def _back(self, slope: Floats, told: Floats, name: str, slopes: dict[str, Floats]) -> Floats:
        """The slope of what went through a matrix; those of its low-rank part are added up."""
        down, up = self.moved[f"{name}.down"], self.moved[f"{name}.up"]
        slopes[f"{name}.up"] += SCALE * ((told @ down).T @ slope)
        slopes[f"{name}.down"] += SCALE * (told.T @ (slope @ up.T))
        made: Floats = slope @ self.weights[f"{name}.w"].T
        return made

    def _normed(self, told: Floats, name: str) -> tuple[Floats, Floats, Floats]:
        """The rows normed; about 0 with a spread of 1; one over their spread."""
        centred = told - told.mean(-1, keepdims=True)
        narrow = 1 / np.sqrt(
            (centred * centred).mean(-1, keepdims=True) + np.float32(self.file.shape.epsilon)
        )
        plain = centred * narrow
        return plain * self.weights[f"{name}.w"] + self.weights[f"{name}.b"], plain, narrow

    def _parted(self, matrix: Floats) -> Floats:
        heads = self.file.shape.heads
        return np.ascontiguousarray(matrix.reshape(len(matrix), heads, -1).transpose(1, 0, 2))

    def _joined(self, parts: Floats) -> Floats:
        return parts.transpose(1, 0, 2).reshape(parts.shape[1], -1)


def _unnormed(slope: Floats, weight: Floats, plain: Floats, narrow: Floats) -> Floats:
    inner = slope * weight
    made: Floats = narrow * (
        inner - inner.mean(-1, keepdims=True) - plain * (inner * plain).mean(-1, keepdims=True)
    )
    return made
