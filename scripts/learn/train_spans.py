"""Learns which clauses and words of a case answer a question: `python -m scripts.learn.train_spans CJRC.jsonl`.

The file holds one judgment a line (`number`, `title`, `summary`, `questions` with `question`, `answers`, `impossible`):
CJRC of the Joint Laboratory of HIT and iFLYTEK Research, CAIL 2019. It is not part of the project; only the weights
are. The first 700 judgments are learned from, the others measured. Same file, same bytes.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

os.environ.update({f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")})

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from data.text import fold
from data.types import SUMMARY, Case, CaseId, Field
from retrieval.cases.typed import sheet
from retrieval.judging import marks, span_marks
from retrieval.judging.spans import SPOKEN, WEIGHTS, Choice, picked
from retrieval.language.terms import Weighted, content_terms
from retrieval.language.tokens import Tokenizer
from retrieval.question.closed.asked import Type, asked

LEARNED = Path(__file__).parents[2] / "retrieval" / "learned"
TRAIN = 700
"""Judgments that are learned from; the rest is held out."""
FOLDS = 4
KEPT = 0.35
"""Share of the windows without an answer that are learned from, each weighing as much more."""
MEDIAN, MEAN = 108, 130
"""Code points that may be quoted of a case."""
REFUSED = 0.05
"""Share of the answerable that may be marked as not said in so many words."""
OPEN = {Type.TEXT, Type.REASON, Type.HOW, Type.YESNO}
"""Types whose spans have no form of their own."""


@dataclass
class Example:
    """One question with its judgment, laid out."""

    case: int
    one: marks.Found
    answers: tuple[str, ...]
    impossible: bool
    decided: str
    """YES or NO where that is the answer."""
    rows: Any
    start: Any
    end: Any
    right: Any
    """For each window whether it holds an answer."""
    chances: Any = None
    kept: list[int] = field(default_factory=list)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    span_rows: Any = None
    overlap: Any = None
    scores: Any = None

    @property
    def spanned(self) -> bool:
        return bool(self.answers) and not self.impossible


def examples(path: Path) -> list[Example]:
    """The questions of the file."""
    tokenizer = Tokenizer(None)
    found = []
    for at, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        page = sheet(Case(CaseId("cjrc", at), row["title"], (Field(SUMMARY, row["summary"]),)))
        first, last = marks.windows(page)
        for told in row["questions"]:
            text = fold(told["question"])
            terms = content_terms(text, tokenizer)
            words = Weighted(terms, (1.0,) * len(terms), (True,) * len(terms))
            one = marks.found(asked(text), words, page, text)
            start, end = one.starts[first], one.ends[last]
            answers = tuple(fold(a) for a in told["answers"] if a and a not in ("YES", "NO"))
            right = np.array(
                [any(a in page.text[s:e] for a in answers) for s, e in zip(start, end, strict=True)]
            )
            found.append(
                Example(
                    at, one, answers, told["impossible"],
                    next((a for a in told["answers"] if a in ("YES", "NO")), ""),
                    marks.window_rows(one, first, last), start, end, right,
                )
            )  # fmt: skip
    return found


def f1(one: str, other: str) -> float:
    """Overlap of characters, as the task's own measure."""
    same = sum((Counter(one) & Counter(other)).values())
    return 2 * same / (len(one) + len(other)) if same else 0.0


def out_of_fold(
    every: Sequence[Example],
    use: Callable[[Example], bool],
    fit: Callable[[Sequence[Example]], Any],
    give: Callable[[Any, Example], None],
) -> Any:
    """Fits on what is learned from, and gives each example the word of a model that has not seen its judgment."""
    for fold_ in range(FOLDS):
        model = fit([e for e in every if e.case < TRAIN and e.case % FOLDS != fold_ and use(e)])
        for e in every:
            if e.case < TRAIN and e.case % FOLDS == fold_:
                give(model, e)
    model = fit([e for e in every if e.case < TRAIN and use(e)])
    for e in every:
        if e.case >= TRAIN:
            give(model, e)
    return model


def fit_windows(some: Sequence[Example]) -> Any:
    rows = np.concatenate([e.rows for e in some])
    right = np.concatenate([e.right & (not e.impossible) for e in some])
    keep = right | (np.random.default_rng(0).random(len(right)) < KEPT)
    return HistGradientBoostingClassifier(
        max_iter=80, learning_rate=0.12, max_leaf_nodes=15, min_samples_leaf=40, l2_regularization=5.0,
        early_stopping=False, random_state=0,
    ).fit(rows[keep], right[keep], sample_weight=np.where(right, 1.0, 1 / KEPT)[keep])  # fmt: skip


def fit_spans(some: Sequence[Example]) -> Any:
    rows = np.concatenate([e.span_rows for e in some])
    overlap = np.concatenate([e.overlap for e in some])
    return HistGradientBoostingRegressor(
        max_iter=100, learning_rate=0.12, max_leaf_nodes=15, min_samples_leaf=40, l2_regularization=5.0,
        early_stopping=False, random_state=0,
    ).fit(rows, overlap)  # fmt: skip


def fit_stated(some: Sequence[Example]) -> Any:
    rows = np.stack([stated_row(e) for e in some])
    scaled = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=1000))
    return scaled.fit(rows, [not e.impossible for e in some])


def choice_of(e: Example) -> Choice:
    order = np.argsort(-e.scores, kind="stable")[:3].tolist() if e.spans else []
    return Choice(
        tuple((int(e.start[k]), int(e.end[k])) for k in e.kept),
        tuple(float(e.chances[k]) for k in e.kept),
        e.spans[order[0]][:2] if order else None,
        tuple(float(e.scores[at]) for at in order),
    )


def stated_row(e: Example) -> Any:
    return marks.stated_row(e.one, e.rows, e.chances, choice_of(e))


def lengths(some: Iterable[Example], stop: float) -> tuple[float, float, float]:
    """Share of the questions whose windows hold an answer, and the median and mean length of these."""
    held, size = [], []
    for e in some:
        kept = picked(e.chances, 0 * e.chances, e.start, e.end, stop)
        held.append(bool(e.right[kept].any()))
        size.append(int(sum(e.end[k] - e.start[k] for k in kept)))
    return mean(held), median(size), mean(size)


def span_up(every: Sequence[Example], stop: float) -> None:
    """The candidates within the windows that are quoted."""
    for e in every:
        e.kept = picked(e.chances, 0 * e.chances, e.start, e.end, stop)
        windows = [(int(e.start[k]), int(e.end[k])) for k in e.kept]
        e.spans = span_marks.candidates(e.one, windows)
        if e.spans:
            e.span_rows = span_marks.span_rows(e.one, e.spans, [float(e.chances[k]) for k in e.kept])
            text = e.one.sheet.text
            e.overlap = np.array(
                [max((f1(text[a:b], said) for said in e.answers), default=0.0) for a, b, _, _ in e.spans]
            )


def plain(model: Any) -> dict[str, Any]:
    """The trees of a fitted model as lists of numbers."""
    kept: dict[str, Any] = {name: [] for name in ("feature", "threshold", "left", "right", "value", "root")}
    deep = 0
    for (tree,) in model._predictors:
        base = len(kept["feature"])
        kept["root"].append(base)
        for at, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            deep = max(deep, int(node["depth"]))
            kept["feature"].append(0 if leaf else int(node["feature_idx"]))
            kept["threshold"].append(0.0 if leaf else float(f"{node['num_threshold']:.6g}"))
            kept["left"].append(base + (at if leaf else int(node["left"])))
            kept["right"].append(base + (at if leaf else int(node["right"])))
            kept["value"].append(float(f"{node['value']:.4g}") if leaf else 0.0)
    return {**kept, "depth": deep, "bias": float(np.ravel(model._baseline_prediction)[0])}


def line(model: Any) -> dict[str, Any]:
    """A fitted logistic regression as lists of numbers."""
    scaler, fitted = model[0], model[-1]
    listed = {"mean": scaler.mean_, "spread": scaler.scale_, "weight": fitted.coef_[0]}
    kept: dict[str, Any] = {name: [float(f"{v:.5g}") for v in values] for name, values in listed.items()}
    return {**kept, "bias": float(f"{fitted.intercept_[0]:.5g}")}


def main(path: Path) -> None:
    every = examples(path)
    windows = out_of_fold(
        every,
        lambda e: e.impossible or (e.spanned and bool(e.right.any())),
        fit_windows,
        lambda model, e: setattr(e, "chances", model.predict_proba(e.rows)[:, 1].astype(np.float32)),
    )
    learned = [e for e in every if e.case < TRAIN and e.spanned]
    measured = [(*lengths(learned, stop / 100), stop / 100) for stop in range(1, 21)]
    stop = max((m for m in measured if m[1] <= MEDIAN and m[2] <= MEAN), key=lambda m: m[0])[3]
    span_up(every, stop)
    spans = out_of_fold(
        every,
        lambda e: e.spanned and bool(e.spans),
        fit_spans,
        lambda model, e: setattr(e, "scores", model.predict(e.span_rows) if e.spans else np.zeros(0)),
    )
    chance: dict[int, float] = {}
    stated = out_of_fold(
        every,
        lambda e: True,
        fit_stated,
        lambda model, e: chance.__setitem__(id(e), float(model.predict_proba(stated_row(e)[None])[0, 1])),
    )
    told = sorted(
        chance[id(e)] if e.one.pairs.known >= SPOKEN else 1.0
        for e in every
        if e.case < TRAIN and not e.impossible
    )
    nearest = told[int(REFUSED * len(told))]
    kept = {
        "source": "CJRC (CAIL 2019), the first 700 judgments of its dev set, by scripts/learn/train_spans.py",
        "window_marks": marks.WINDOW_MARKS, "span_marks": span_marks.SPAN_MARKS, "stated_marks": marks.STATED_MARKS,
        "thresholds": {"stop": stop, "nearest": round(nearest, 4)},
        "windows": plain(windows), "spans": plain(spans), "stated": line(stated),
    }  # fmt: skip
    (LEARNED / WEIGHTS).write_text(json.dumps(kept, separators=(",", ":")) + "\n", "utf-8")
    report([e for e in every if e.case >= TRAIN], chance, stop, nearest)


def report(held_out: Sequence[Example], chance: dict[int, float], stop: float, nearest: float) -> None:
    spanned = [e for e in held_out if e.spanned]
    print(f"stop {stop}: hold %.3f, median %d, mean %.0f" % lengths(spanned, stop))
    by: dict[Type, list[float]] = defaultdict(list)
    for e in spanned:
        by[e.one.asked.type].append(float(e.overlap[int(np.argmax(e.scores))]) if e.spans else 0.0)
    for kind, shares in sorted(by.items()):
        print(f"  {kind:10} {len(shares):4d} {mean(shares):.3f}")
    typed = [share for kind, shares in by.items() if kind not in OPEN for share in shares]
    print(
        f"span F1: typed {mean(typed):.3f} (n {len(typed)}), all {mean(s for v in by.values() for s in v):.3f}"
    )
    told = sorted(chance[id(e)] for e in held_out if not e.impossible)
    impossible = [chance[id(e)] for e in held_out if e.impossible]
    for name, some in (("answerable", False), ("impossible", True)):
        marked = [
            chance[id(e)] < nearest and e.one.pairs.known >= SPOKEN for e in held_out if e.impossible is some
        ]
        print(f"marked as the program does: {name} {mean(marked):.3f}")
    for share in (0.02, 0.05, 0.10, 0.20):
        cut = told[int(share * len(told))]
        print(
            f"  marked of the answerable {share:.2f}: of the impossible {mean(c < cut for c in impossible):.3f}"
        )
    above = mean((a > b) + 0.5 * (a == b) for a in told for b in impossible)
    print(f"AUC {above:.3f} (n {len(told)}, {len(impossible)})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
