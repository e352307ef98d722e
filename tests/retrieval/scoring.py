"""The measures that a collection's gold questions are held to, in a few lines of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from data.types import Answer
from retrieval.answering import Answerer
from tests.retrieval.homes import cited, replay

GOLD = Path(__file__).parents[1] / "gold"


def gold(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def answer_to(answerer: Answerer, row: dict[str, Any], collections: Sequence[str] = ()) -> Answer:
    """The answer to a gold question, its earlier turns replayed."""
    return answerer.answer(row["question"], replay(answerer, row["turns"], collections), collections)


def measures(rows: Sequence[dict[str, Any]], answers: Sequence[Answer]) -> dict[str, float]:
    """Means over the `answers` to `rows`, each in [0, 1].

    exact: answerable questions whose citations hold all of gold and nothing outside gold and acceptable;
    cite_f1: of precision (against both) and recall (of gold), a refusal counting 0; refuse: unanswerable
    questions refused; answer: answerable ones not refused; count: how-many questions with the right number.
    """
    found: dict[str, list[float]] = {name: [] for name in ("exact", "cite_f1", "refuse", "answer", "count")}
    for row, answer in zip(rows, answers, strict=True):
        if row["refuse"]:
            found["refuse"].append(answer.refused)
            continue
        found["answer"].append(not answer.refused)
        if row["count"] is not None:
            found["count"].append(answer.count == row["count"])
        if row["gold"]:
            wanted, given = set(row["gold"]), set(cited(answer))
            precise = len(given & (wanted | set(row["acceptable"]))) / len(given) if given else 0.0
            recall = len(given & wanted) / len(wanted)
            found["exact"].append(precise == 1 and recall == 1)
            found["cite_f1"].append(2 * precise * recall / (precise + recall) if precise + recall else 0.0)
    return {name: fmean(values) for name, values in found.items() if values}


def below(measured: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """The measures that fell below their floors; all are printed."""
    print({name: round(value, 3) for name, value in measured.items()})
    return {name: measured[name] for name, floor in floors.items() if measured[name] < floor}
