"""Fits the judge's word on whether anything is here: one logistic regression over retrieval/judging/presence.py.

data/present.npz holds numbers only: `features` (questions x features, in the order of NAMES), `label` (1 the collection
was what the question was written for, and its gold answer lies in it; 0 it was another), `asked` and `held` (numbers of
the question's collection and of the one it was put to). Questions over seven collections: the bundled one,
行政协议诉讼典型案例, 超时加班劳动人事争议典型案例, 人民法院贯彻实施民法典典型案例, 消费者权益保护典型案例,
中央纪委国家监委指导性案例 and the guiding cases on bribery of 国家监察委 and 最高检.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from retrieval.judging.presence import NAMES
from scripts.learn.examples import DATA
from scripts.learn.logistic import save

STRENGTH = 0.3
"""Inverse of the regularisation (C)."""
FALSE_REFUSALS = 0.01
"""Share of the questions of a collection not fitted on that may be refused though their answer is there."""


def learn(into: Path) -> Mapping[str, float]:
    """Writes presence.json; the threshold is the one that a collection left out would have needed."""
    with np.load(DATA / "present.npz") as held:
        x, label = held["features"].astype(np.float64), held["label"]
        asked, where = held["asked"], held["held"]
    odds = np.zeros(len(label))
    for one in np.unique(where):
        others = (where != one) & (asked != one)
        scaler, model = _fit(x[others], label[others])
        odds[where == one] = model.predict_proba(scaler.transform(x[where == one]))[:, 1]
    least = float(np.round(np.quantile(odds[label == 1], FALSE_REFUSALS), 3))
    scaler, model = _fit(x, label)
    save(into / "presence.json", NAMES, scaler, model, least)
    return {
        "answered": float((odds[label == 1] >= least).mean()),
        "refused": float((odds[label == 0] < least).mean()),
        "least": least,
    }


def _fit(x: NDArray[np.float64], label: NDArray[np.int8]) -> tuple[StandardScaler, LogisticRegression]:
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced")
    model.fit(scaler.transform(x), label)
    return scaler, model
