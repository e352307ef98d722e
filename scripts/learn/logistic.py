"""Writes a fitted logistic model as the numbers that retrieval/judging/logistic.py reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def save(
    path: Path, names: Sequence[str], scaler: StandardScaler, model: LogisticRegression, least: float
) -> None:
    """`names` of the numbers in order, what they are standardised by, weights, bias, and the threshold."""
    kept = {
        "names": list(names),
        "mean": scaler.mean_.round(6).tolist(),
        "spread": scaler.scale_.round(6).tolist(),
        "weight": model.coef_[0].round(6).tolist(),
        "bias": model.intercept_.round(6).tolist(),
        "least": [least],
    }
    path.write_text(json.dumps(kept, indent=0) + "\n", "utf-8")
