"""Trains the tagger: a logistic regression over the surroundings of each character, quantised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from data.text import fold
from retrieval.question.learned.tagger import ROWS, WEIGHTS, rows
from scripts.learn.examples import Tagged, tagged
from scripts.learn.grammar import generated

LISTS = frozenset(("cases", "count", "groups", "extreme", "brief"))
"""Kinds whose questions have a theme to be told from the furniture."""
WRITTEN = 5.0
"""What a character of a question tagged by hand weighs beside a generated one."""
STRENGTH = 0.1
"""Inverse of the regularisation (C): letters of the slots' words are not to be learned by heart."""
FOLDS = 4
THEME = 0.3
"""Probability from which on a character counts as theme where the measure wants a yes or no."""


@dataclass(frozen=True)
class Trained:
    """What a character's score is the sum of."""

    table: NDArray[np.float64]
    offset: float

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """How probably each character of `text` is theme."""
        scores = [self.table[found].sum() + self.offset for found in rows(fold(text))]
        return np.asarray(1 / (1 + np.exp(-np.array(scores))))


def learn(into: Path) -> Mapping[str, float]:
    """Writes the weights; precision, recall and F1 by characters on voices that were held out."""
    made = [Tagged("", e.text, e.theme) for e in generated() if e.act == "ask" and e.kind in LISTS]
    hand = list(tagged())
    save(fit([*made, *hand]), into / WEIGHTS)
    voices = sorted({t.voice for t in hand})
    marks = [
        mark
        for fold_ in range(FOLDS)
        for mark in _judged(
            fit([*made, *(t for t in hand if t.voice not in voices[fold_::FOLDS])]),
            [t for t in hand if t.voice in voices[fold_::FOLDS]],
        )
    ]
    told, right = (np.array(column) for column in zip(*marks, strict=True))
    both = float((told & right).sum())
    precision, recall = both / told.sum(), both / right.sum()
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


def fit(examples: Sequence[Tagged]) -> Trained:
    """Trains on the characters of `examples`."""
    at: list[int] = []
    ends, labels, weights = [0], [], []
    for example in examples:
        for found, mark in zip(rows(fold(example.text)), example.theme, strict=True):
            at += found
            ends.append(len(at))
            labels.append(mark == "T")
            weights.append(WRITTEN if example.voice else 1.0)
    x = csr_matrix((np.ones(len(at)), at, ends), shape=(len(labels), ROWS))
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(x, labels, sample_weight=weights)
    return Trained(model.coef_[0], float(model.intercept_[0]))


def _judged(trained: Trained, examples: Sequence[Tagged]) -> Iterator[tuple[bool, bool]]:
    """(told, right) of every character: whether it is theme."""
    for example in examples:
        told = trained.probabilities(example.text) >= THEME
        yield from zip(told.tolist(), (mark == "T" for mark in example.theme), strict=True)


def save(trained: Trained, path: Path) -> None:
    scale = float(np.abs(trained.table).max()) / 127
    table = np.rint(trained.table / scale).astype(np.int8)
    np.savez_compressed(path, table=table, scale=np.array(scale), offset=np.array(trained.offset))
