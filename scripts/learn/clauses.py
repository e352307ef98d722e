"""Fits which clause of a case told in sections answers, and which words of it: two conditional logits over few signs.

data/clauses.npz holds numbers only. Of the clauses, the sixty likeliest of each case: `clause_signs` (in the order of
retrieval/judging/clause_signs.py), `clause_right` (it holds words that a right answer must hold), `clause_question`
(which question it was held against); of the spans in the likeliest eight: `span_signs` (retrieval/judging/answer_signs.py), `span_right`,
`span_question`, `span_text` (spans of a question that read the same have one number). Of the questions `…_collection`
and `…_weight`. They are the gold questions of 行政协议诉讼典型案例, 超时加班劳动人事争议典型案例,
人民法院贯彻实施民法典典型案例, 消费者权益保护典型案例, 行贿犯罪典型案例 and 执纪执法指导性案例 that have one case and words
their answer must hold (weight 1), and 82 questions whose clause was chosen by hand (weight 2).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from retrieval.judging import answer_signs, clause_signs
from retrieval.judging.sections import WEIGHTS
from scripts.learn.examples import DATA

Numbers = NDArray[np.float64]
STRENGTH = {"clause": 3.0, "span": 1.0}
"""Regularisation: what half the square of a weight, per spread of its sign, costs."""
SAID = 0.6
"""Probability from which on a span is said first."""


@dataclass(frozen=True)
class Told:
    """One question: the signs of what may answer it, which of these is right, and where it is from."""

    signs: Numbers
    right: NDArray[np.bool_]
    texts: NDArray[np.int16]
    collection: int
    weight: float


def learn(into: Path) -> Mapping[str, float]:
    """Writes clauses.json; what is measured leaves one collection out."""
    clauses, spans = _read("clause"), _read("span")
    kept = {
        f"{what}.{sign}": round(float(weight), 3)
        for what, told, signs in (
            ("clause", clauses, clause_signs.SIGNS),
            ("span", spans, answer_signs.SIGNS),
        )
        for sign, weight in zip(signs, _fit(told, told, STRENGTH[what]), strict=True)
    }
    (into / WEIGHTS).write_text(json.dumps(kept, indent=0) + "\n", "utf-8")
    first = [told.right[np.argmax(told.signs @ weights)] for told, weights in _left_out(clauses, "clause")]
    likeliest = []
    for told, weights in _left_out(spans, "span"):
        at, sure = answer_signs.likeliest([f"<{text}>" for text in told.texts], told.signs @ weights)
        likeliest.append((sure, bool(told.right[told.texts == told.texts[at]].any())))
    said = [right for sure, right in likeliest if sure >= SAID]
    return {
        "clause": float(np.mean(first)),
        "span": float(np.mean([right for _, right in likeliest])),
        "said": len(said) / len(likeliest),
        "said right": float(np.mean(said)),
    }


def _read(what: str) -> list[Told]:
    with np.load(DATA / "clauses.npz") as kept:
        signs, right = kept[f"{what}_signs"].astype(np.float64), kept[f"{what}_right"]
        question = kept[f"{what}_question"]
        texts = kept["span_text"] if what == "span" else np.zeros(len(right), np.int16)
        collections, weights = kept[f"{what}_collection"], kept[f"{what}_weight"]
    return [
        Told(signs[of], right[of], texts[of], int(collections[at]), float(weights[at]))
        for at in range(len(collections))
        if (of := question == at).any()
    ]


def _left_out(every: Sequence[Told], what: str) -> list[tuple[Told, Numbers]]:
    """Each question with the weights that were learned from the other collections."""
    weights = {
        one: _fit([told for told in every if told.collection != one], every, STRENGTH[what])
        for one in sorted({told.collection for told in every})
    }
    return [(told, weights[told.collection]) for told in every]


def _fit(some: Sequence[Told], every: Sequence[Told], strength: float) -> Numbers:
    """The weights by which what is right is likeliest among what may answer; signs are measured by their spread."""
    spread = np.vstack([told.signs for told in every]).std(0) + 1e-6
    reached = [(told.signs / spread, told.right, told.weight) for told in some if told.right.any()]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        total, slope = strength * float(weights @ weights) / 2, strength * weights
        for signs, right, weight in reached:
            worth = signs @ weights
            raised = np.exp(worth - worth.max())
            chances, held = raised / raised.sum(), raised * right
            total -= weight * float(np.log(held.sum() / raised.sum()))
            slope += weight * (signs.T @ (chances - held / held.sum()))
        return total, slope

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x / spread)
