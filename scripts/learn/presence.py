"""Fits the judge's word on whether anything is here: logistic regressions over retrieval/judging/presence.py.

One is for where the vector learned for questions is known, one for where it is not; and both are on one scale.

data/present.npz and present_learned.npz hold numbers only: `features` (questions x features, in the order of NAMES and
LEARNED), `label` (1 the collection
was what the question was written for, and its gold answer lies in it; 0 it was another), `asked` and `held` (numbers of
the question's collection and of the one it was put to). Questions over seven collections: the bundled one,
行政协议诉讼典型案例, 超时加班劳动人事争议典型案例, 人民法院贯彻实施民法典典型案例, 消费者权益保护典型案例,
中央纪委国家监委指导性案例 and the guiding cases on bribery of 国家监察委 and 最高检. In present_learned.npz the vector of a question was
learned from other questions than it, over other collections for two of them; only questions are in it that words do not decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from retrieval.answers.selection.absent import SURE
from retrieval.judging.presence import LEARNED, NAMES
from scripts.learn.examples import DATA
from scripts.learn.logistic import save

STRENGTH = 0.3
"""Inverse of the regularisation (C)."""
FALSE_REFUSALS = 0.01
"""Share of the questions of a collection not fitted on that may be refused though their answer is there."""


def learn(into: Path) -> Mapping[str, float]:
    """Writes presence.json and presence_learned.json; the threshold is the one that a collection left out would have needed."""
    plain, found = _learned("present.npz")
    least = found["least"]
    save(into / "presence.json", NAMES, *plain, least)
    beside, told = _learned("present_learned.npz")
    _scaled(*beside, *plain, (least, SURE))
    save(into / "presence_learned.json", (*NAMES, *LEARNED), *beside, least)
    return {**found, **{f"{name}, learned": value for name, value in told.items()}}


def _scaled(
    scaler: StandardScaler,
    model: LogisticRegression,
    of_plain: StandardScaler,
    plain: LogisticRegression,
    at: tuple[float, float],
) -> None:
    """Brings `model` onto the scale of `plain`: at two probabilities as many that are there fall short by the one as by the other."""
    with np.load(DATA / "present_learned.npz") as held:
        here = held["features"][held["label"] == 1].astype(np.float64)
    known = plain.decision_function(of_plain.transform(here[:, : len(NAMES)]))
    odds = model.decision_function(scaler.transform(here))
    theirs = [float(np.log(p / (1 - p))) for p in at]
    mine = [float(np.quantile(odds, (known < one).mean())) for one in theirs]
    slope = (theirs[1] - theirs[0]) / (mine[1] - mine[0])
    model.coef_ *= slope
    model.intercept_ = theirs[0] + slope * (model.intercept_ - mine[0])


def _learned(file: str) -> tuple[tuple[StandardScaler, LogisticRegression], dict[str, float]]:
    """What is fitted on all of the data in `file`; and what was measured, each collection by the others."""
    with np.load(DATA / file) as held:
        x, label = held["features"].astype(np.float64), held["label"]
        asked, where = held["asked"], held["held"]
    odds = np.zeros(len(label))
    for one in np.unique(where):
        others = (where != one) & (asked != one)
        scaler, model = _fit(x[others], label[others])
        odds[where == one] = model.predict_proba(scaler.transform(x[where == one]))[:, 1]
    least = float(np.round(np.quantile(odds[label == 1], FALSE_REFUSALS), 3))
    measured = {
        "answered": float((odds[label == 1] >= least).mean()),
        "refused": float((odds[label == 0] < least).mean()),
        "least": least,
    }
    return _fit(x, label), measured


def _fit(x: NDArray[np.float64], label: NDArray[np.int8]) -> tuple[StandardScaler, LogisticRegression]:
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced")
    model.fit(scaler.transform(x), label)
    return scaler, model
