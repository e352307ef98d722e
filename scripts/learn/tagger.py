"""Trains the tagger: one logistic model for every character of the questions of which theme and furniture are known."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from data.text import fold
from retrieval.question.tagger import BUCKETS, features
from scripts.learn.examples import Example

STRENGTH = 0.5


def train(examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """The arrays of tagger.npz."""
    rows: list[int] = []
    columns: list[int] = []
    told: list[int] = []
    for one in examples:
        if not one.theme:
            continue
        for label, around in zip(one.theme, features(fold(one.text)), strict=True):
            rows += [len(told)] * len(around)
            columns += around
            told.append(label == "T")
    table = csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(told), BUCKETS))
    model = LogisticRegression(C=STRENGTH, max_iter=200)
    model.fit(table, np.asarray(told))
    scale = float(np.abs(model.coef_).max()) / 127
    return {
        "weights": np.rint(model.coef_[0] / scale).astype(np.int8),
        "bias": np.float32(model.intercept_[0]),
        "scale": np.float32(scale),
    }


def save(kept: dict[str, np.ndarray], path: Path) -> None:
    """Write the arrays, the same bytes for the same arrays."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(kept):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asanyarray(kept[name]), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
