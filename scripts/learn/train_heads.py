"""Trains the heads of the reader: multinomial logistic regressions over hashed n-grams, quantised to eight bits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from retrieval.question.heads import HEADS, WIDTH, features
from scripts.learn.grammar import Labelled

STRENGTH = 6.0
"""Inverse strength of the ridge penalty; between 3 and 12 it makes little difference."""


def matrix(examples: Sequence[Labelled]) -> csr_matrix:
    """The features of `examples`, a row each."""
    rows, columns, values = [], [], []
    for at, one in enumerate(examples):
        for column, value in features(one.text).items():
            rows.append(at)
            columns.append(column)
            values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(examples), WIDTH), dtype=np.float32)


def train(examples: Sequence[Labelled], weights: Sequence[float]) -> dict[str, np.ndarray]:
    """The arrays of heads.npz."""
    table = matrix(examples)
    worth = np.asarray(weights)
    kept: dict[str, np.ndarray] = {}
    labels: dict[str, list[str]] = {}
    for head in HEADS:
        told = np.array([getattr(one, head) for one in examples])
        if head == "relation" or head in ("kind", "form"):
            use = np.array([one.act == "ask" for one in examples])
        else:
            use = np.ones(len(examples), dtype=bool)
        # Every act counts alike: most questions ask, and thanks are rare in gold questions, not among people.
        balance = "balanced" if head == "act" else None
        model = LogisticRegression(C=STRENGTH, max_iter=400, class_weight=balance)
        model.fit(table[use], told[use], sample_weight=None if balance else worth[use])
        coefficients = model.coef_.T
        scale = float(np.abs(coefficients).max()) / 127
        kept[head] = np.rint(coefficients / scale).astype(np.int8)
        kept[f"{head}_bias"] = model.intercept_.astype(np.float32)
        kept[f"{head}_scale"] = np.float32(scale)
        labels[head] = [str(label) for label in model.classes_]
    kept["labels"] = np.frombuffer(json.dumps(labels).encode(), dtype=np.uint8)
    return kept


def save(kept: dict[str, np.ndarray], path: Path) -> None:
    """Write the arrays, the same bytes for the same arrays."""
    import io
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(kept):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asanyarray(kept[name]), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
