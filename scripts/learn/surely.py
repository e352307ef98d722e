"""Fits how surely words alone say which case answers: one logistic regression over retrieval/judging/surely.py.

data/surely.npz holds numbers only: `features` (questions x features, in the order of NAMES), `label` (1 the best case by
words was the best by meaning, too, and was refused or not for the same reason), `held` (the number of the collection that
was asked), `skipped` (whether the words then stayed the same whichever part was nearest, or it was a refusal) and `worse`
(whether the answer then held fewer of the words that a right one must hold). The gold questions of seven collections,
which are named in presence.py, each put to its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from retrieval.judging.surely import NAMES
from scripts.learn.examples import DATA
from scripts.learn.logistic import save

STRENGTH = 3.0
"""Inverse of the regularisation (C)."""
RIGHT = 0.995
"""Share of the questions so decided, of collections not fitted on, that are to be decided as with meaning."""
LEAST = 0.9
"""The threshold at least: beyond what was measured there are other collections."""


def learn(into: Path) -> Mapping[str, float]:
    """Writes surely.json; the threshold is the one that collections left out would have needed."""
    with np.load(DATA / "surely.npz") as kept:
        x, label, held = kept["features"].astype(np.float64), kept["label"], kept["held"]
        skipped, worse = kept["skipped"], kept["worse"]
    odds = np.zeros(len(label))
    for one in np.unique(held):
        scaler, model = _fit(x[held != one], label[held != one])
        odds[held == one] = model.predict_proba(scaler.transform(x[held == one]))[:, 1]
    least = max(float(np.round(_least(odds, label), 3)), LEAST)
    scaler, model = _fit(x, label)
    save(into / "surely.json", NAMES, scaler, model, least)
    sure = odds >= least
    return {
        "sure of the case": float(sure.mean()),
        "right": float(label[sure].mean()),
        "not embedded": float((sure & (skipped == 1)).mean()),
        "worse": float(worse[sure & (skipped == 1)].mean()),
        "least": least,
    }


def _least(odds: NDArray[np.float64], label: NDArray[np.int8]) -> float:
    """The lowest probability from which on, and from every higher one on, at least RIGHT are right."""
    order = np.argsort(-odds, kind="stable")
    right = np.cumsum(label[order]) / np.arange(1, len(order) + 1)
    return float(odds[order[np.flatnonzero(right >= RIGHT).max()]])


def _fit(x: NDArray[np.float64], label: NDArray[np.int8]) -> tuple[StandardScaler, LogisticRegression]:
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(scaler.transform(x), label)
    return scaler, model
