"""Trains the heads: one multinomial logistic regression each over the pieces of a question, tempered, quantised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from retrieval.question.learned.features import ROWS, plain, rows
from retrieval.question.learned.heads import HEADS
from scripts.learn.examples import LABELS, Example

WRITTEN = 10.0
"""What a question written by hand weighs beside a generated one."""
STRENGTH = 64.0
"""Inverse of the regularisation (C)."""
FOLDS = 5
"""Parts of the voices; each is held out once to fit the temperature."""
TEMPERATURES = tuple(np.arange(0.5, 4.01, 0.05).tolist())
WANT_NOTHING = frozenset({"privacy", "contents", "suggest"})
"""Acts of which neither the kind of answer nor its form is ever asked: they teach nothing of these."""
NEVER = -20.0
"""Score of a label that no example has."""


@dataclass(frozen=True)
class Trained:
    """Weights of all heads side by side: column j belongs to `labels[j]`, named head:label."""

    table: NDArray[np.float64]
    offset: NDArray[np.float64]
    labels: tuple[str, ...]
    temperature: tuple[float, ...]

    def probabilities(
        self, head: str, x: csr_matrix, temperature: float | None = None
    ) -> NDArray[np.float64]:
        """(examples x labels of `head`), tempered."""
        own = [at for at, name in enumerate(self.labels) if name.startswith(f"{head}:")]
        scores = np.asarray(x @ self.table[:, own]) + self.offset[own]
        scores /= temperature or self.temperature[HEADS.index(head)]
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def matrix(examples: Sequence[Example]) -> csr_matrix:
    """(examples x ROWS): where a piece of the question falls into a row; of length one each."""
    at, ends = [], [0]
    for example in examples:
        at += rows(plain(example.text), bool(example.before))
        ends.append(len(at))
    sizes = np.diff(ends)
    return csr_matrix((np.repeat(sizes**-0.5, sizes), at, ends), shape=(len(examples), ROWS))


def fit(examples: Sequence[Example], x: csr_matrix | None = None) -> Trained:
    """Trains every head on `examples`; the relation on those with a turn before only. Not tempered."""
    x = matrix(examples) if x is None else x
    weights = np.array([WRITTEN if example.voice else 1.0 for example in examples])
    columns, offsets, names = [], [], []
    for head in HEADS:
        labels = [example.label(head) for example in examples]
        kept = [i for i, e in enumerate(examples) if _teaches(e, head)]
        model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-4)
        model.fit(x[kept], [labels[i] for i in kept], sample_weight=weights[kept])
        table = np.zeros((ROWS, len(LABELS[head])))
        offset = np.full(len(LABELS[head]), NEVER)
        for place, label in enumerate(model.classes_):
            table[:, LABELS[head].index(label)] = model.coef_[place]
            offset[LABELS[head].index(label)] = model.intercept_[place]
        columns.append(table)
        offsets.append(offset)
        names += [f"{head}:{label}" for label in LABELS[head]]
    return Trained(np.hstack(columns), np.concatenate(offsets), tuple(names), (1.0,) * len(HEADS))


def _teaches(example: Example, head: str) -> bool:
    """Whether something is known of that head; only a question that follows another relates to it."""
    if head == "relation":
        return bool(example.before) and example.act == "ask"
    if head in {"kind", "form"} and example.act in WANT_NOTHING:
        return False
    if head == "itself":
        return example.act in {"", "ask"}  # what other talk is, the act tells
    return bool(example.label(head))


def tempered(examples: Sequence[Example]) -> tuple[Trained, dict[str, float]]:
    """Trained on all, each head's temperature, accuracy and calibration taken from voices that were held out."""
    x = matrix(examples)
    voices = sorted({e.voice for e in examples if e.voice})
    held: dict[str, list[tuple[NDArray[np.float64], NDArray[np.int64]]]] = {head: [] for head in HEADS}
    for fold in range(FOLDS):
        out = np.array([e.voice in voices[fold::FOLDS] for e in examples])
        inside = [e for e, o in zip(examples, out, strict=True) if not o]
        trained = fit(inside, x[~out])
        for head in HEADS:
            kept = [i for i in np.flatnonzero(out) if _teaches(examples[i], head)]
            told = trained.probabilities(head, x[kept], 1.0)
            held[head].append((told, np.array([LABELS[head].index(examples[i].label(head)) for i in kept])))
    temperature, accuracy = [], {}
    for head in HEADS:
        told = np.vstack([t for t, _ in held[head]])
        right = np.concatenate([r for _, r in held[head]])
        temperature.append(min(TEMPERATURES, key=lambda t: _surprise(told, right, t)))
        accuracy[head] = float((told.argmax(axis=1) == right).mean())
        accuracy[f"{head}-off"] = _off(_warmed(told, temperature[-1]), right)
    whole = fit(examples, x)
    return Trained(whole.table, whole.offset, whole.labels, tuple(temperature)), accuracy


def _surprise(told: NDArray[np.float64], right: NDArray[np.int64], temperature: float) -> float:
    """Mean negative logarithm of the probability of what was right, at that temperature."""
    warmed = _warmed(told, temperature)
    return float(-np.log(warmed[np.arange(len(right)), right]).mean())


def _warmed(told: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    raised = (told + 1e-12) ** (1 / temperature)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _off(told: NDArray[np.float64], right: NDArray[np.int64]) -> float:
    """By how much the probability of the first choice and the share that is right differ, over ten bins of it."""
    best, hit = told.max(axis=1), told.argmax(axis=1) == right
    bins = np.minimum((best * 10).astype(int), 9)
    return float(sum(abs((best - hit)[bins == at].sum()) for at in range(10)) / len(best))


def save(trained: Trained, path: Path) -> None:
    """Writes the weights as eight-bit steps; the same weights give the same bytes."""
    scale = np.maximum(np.abs(trained.table).max(axis=0), 1e-9) / 127
    np.savez_compressed(
        path,
        table=np.rint(trained.table / scale).astype(np.int8),
        scale=scale,
        offset=trained.offset,
        labels=np.array(trained.labels),
        temperature=np.array(trained.temperature),
    )
