"""Fits the judge of sets: one logistic regression over the features of retrieval/judging, thresholds chosen by it.

data/judged.npz holds numbers only: `features` (cases x features, in the order of NAMES), `label` (1 meant, 0 not, -1
either), `question` and `collection` of each row, and whether the case is a `long` one. They were taken
from set questions over the bundled collection,
行政协议诉讼典型案例, 超时加班劳动人事争议典型案例, 人民法院贯彻实施民法典典型案例, 消费者权益保护典型案例,
行贿犯罪典型案例 and 执纪执法指导性案例.

data/judged_learned.npz holds the same for the second model, which weighs the vector learned for questions beside the first: its
`features` are BESIDE, of set questions by later writers, from which that vector was not learned (tests/gold/later); with whether
the case passes the test of the words (`said`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from retrieval.judging.features import BESIDE, NAMES
from scripts.learn.examples import DATA
from scripts.learn.logistic import save

STRENGTH = 0.3
"""Inverse of the regularisation (C)."""
GRID = tuple(round(0.2 + 0.05 * step, 2) for step in range(9))
GRID_BESIDE = tuple(round(0.3 + 0.05 * step, 2) for step in range(9))
PASSING = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)
"""Probabilities under which a long case that holds the words is no member."""
ALIKE = 0.01
"""Thresholds whose F1 and exactness together differ by less do alike: then the highest, which takes the fewest cases."""
ALONE = 0.3
"""Under this probability of the best case nothing is here; whether anything is, presence says, which stands beside it."""
SAID = NAMES.index("said")


def learn(into: Path) -> Mapping[str, float]:
    """Writes judge.json and judge_learned.json; what is measured leaves one collection out."""
    with np.load(DATA / "judged.npz") as held:
        x, label = held["features"].astype(np.float64), held["label"]
        question, collection, long = held["question"], held["collection"], held["long"]
    odds = _left_out(x, label, question, collection)
    scores = _scores(x[:, SAID] > 0, label, question, long, odds)
    best = max(map(sum, scores.values()))
    member, passing = max(at for at, score in scores.items() if sum(score) >= best - ALIKE)
    scaler, model = _fit(x, label, question)
    kept = {
        "names": list(NAMES),
        "mean": scaler.mean_.round(6).tolist(),
        "spread": scaler.scale_.round(6).tolist(),
        "weight": model.coef_[0].round(6).tolist(),
        "bias": round(float(model.intercept_[0]), 6),
        "member": member,
        "passing": passing,
        "alone": ALONE,
    }
    (into / "judge.json").write_text(json.dumps(kept, indent=0) + "\n", "utf-8")
    told = label >= 0
    off = _calibration(odds[told], label[told])
    f1, exact = scores[member, passing]
    beside = _beside(into, member)
    return {"F1": f1, "exact": exact, "member": member, "passing": passing, "off": off, **beside}


def _beside(into: Path, member: float) -> dict[str, float]:
    """Writes judge_learned.json, on the scale of the first: what it takes for a member, it does from `member` on."""
    with np.load(DATA / "judged_learned.npz") as held:
        x, label = held["features"].astype(np.float64), held["label"]
        question, collection, long, said = (held[name] for name in ("question", "collection", "long", "said"))
    odds = _left_out(x, label, question, collection)
    scores = _scores(said, label, question, long, odds, grid=GRID_BESIDE)
    best = max(map(sum, scores.values()))
    least, passing = max(at for at, score in scores.items() if sum(score) >= best - ALIKE)
    scaler, model = _fit(x, label, question)
    model.intercept_ += _log_odds(member) - _log_odds(least)
    save(into / "judge_learned.json", BESIDE, scaler, model, member)
    f1, exact = scores[least, passing]
    return {"F1, learned": f1, "exact, learned": exact, "member, learned": least, "passing, learned": passing}


def _log_odds(p: float) -> float:
    return float(np.log(p / (1 - p)))


def _left_out(
    x: NDArray[np.float64], label: NDArray[np.int8], question: NDArray[np.int16], collection: NDArray[np.int8]
) -> NDArray[np.float64]:
    """The probabilities of each collection by what is fitted on the others."""
    odds = np.zeros(len(label))
    for one in np.unique(collection):
        scaler, model = _fit(x[collection != one], label[collection != one], question[collection != one])
        odds[collection == one] = model.predict_proba(scaler.transform(x[collection == one]))[:, 1]
    return odds


def _scores(
    said: NDArray[np.bool_],
    label: NDArray[np.int8],
    question: NDArray[np.int16],
    long: NDArray[np.bool_],
    odds: NDArray[np.float64],
    *,
    grid: Sequence[float] = GRID,
) -> dict[tuple[float, float], tuple[float, float]]:
    """F1 and exactness of the sets by the two thresholds."""
    return {
        (member, passing): _sets(
            said, label, question, kept=np.where(long, odds, 1.0), odds=odds, member=member, passing=passing
        )
        for member in grid
        for passing in PASSING
        if passing <= member
    }


def _fit(
    x: NDArray[np.float64], label: NDArray[np.int8], question: NDArray[np.int16]
) -> tuple[StandardScaler, LogisticRegression]:
    told = label >= 0
    sizes = np.bincount(question)
    weights = sizes[question[told]] ** -0.5  # a large collection has no more say than its root
    scaler = StandardScaler().fit(x[told])
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(scaler.transform(x[told]), label[told], sample_weight=weights)
    return scaler, model


def _sets(
    said: NDArray[np.bool_],
    label: NDArray[np.int8],
    question: NDArray[np.int16],
    *,
    kept: NDArray[np.float64],
    odds: NDArray[np.float64],
    member: float,
    passing: float,
) -> tuple[float, float]:
    """F1 and the share exactly right, of the sets that the words and the thresholds give together.

    `kept` are the odds by which a case that holds the words stays.
    """
    found, exact = [], []
    for one in np.unique(question):
        rows = question == one
        chosen = (odds[rows] >= member) | (said[rows] & (kept[rows] >= passing))
        if not chosen.any():
            chosen = odds[rows] == odds[rows].max()
        told = label[rows]
        right = (chosen & (told != 0)).sum() / chosen.sum()
        held = (chosen & (told == 1)).sum() / max((told == 1).sum(), 1)
        found.append(2 * right * held / (right + held) if right + held else 0.0)
        exact.append(right == 1 and held == 1)
    return float(np.mean(found)), float(np.mean(exact))


def _calibration(odds: NDArray[np.float64], label: NDArray[np.int8]) -> float:
    """How far probabilities are off in the mean, over ten bins (expected calibration error)."""
    bins = np.minimum((odds * 10).astype(int), 9)
    return float(
        sum(
            abs(odds[bins == at].mean() - label[bins == at].mean()) * (bins == at).mean()
            for at in np.unique(bins)
        )
    )
