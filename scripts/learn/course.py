"""Trains the reader of courses: one logistic regression a label, and a tagger for the words that say them."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from data.text import fold
from retrieval.cases.suits.conditions import TESTS
from retrieval.question.learned.course import ROWS, WEIGHTS, WORDS, chosen, parts_of, runs, said_rows
from scripts.learn import tagger
from scripts.learn.examples import DATA, Tagged, tagged, written

LABELS = (*TESTS, *(f"of:{side}" for side in ("plaintiff", "defendant", "person", "firm", "public")))
STRENGTH = 30.0
"""Inverse of the regularisation (C)."""
FOLDS = 4
NEVER = -20.0
"""Score of a label that no example has."""
FILLED = 16
"""How often each template with slots is filled."""
FRAMES = (
    "{}的有哪些",
    "{}的有几个",
    "有没有{}的",
    "哪些案子{}",
    "{}的",
    "列一下{}的案例",
    "其中{}的呢",
    "{}的有吗",
    "那{}的呢",
    "{}",
    "挑出{}的",
)
"""What stands around a generated condition."""


@dataclass(frozen=True)
class Asked:
    """A question, its labels, and beside each character C where it says one, T where it is theme."""

    voice: str
    text: str
    labels: frozenset[str]
    marks: str

    @property
    def said(self) -> str:
        """The words that say its course, as the reader joins them."""
        spans = (match.span() for match in re.finditer("C+", self.marks))
        return "，".join(fold(self.text)[start:end] for start, end in spans)


def by_hand() -> list[Asked]:
    """The questions written by hand (course.tsv): voice, text with {conditions} and [theme], labels."""
    found = []
    for line in (DATA / "course.tsv").read_text(encoding="utf-8").splitlines():
        voice, marked, labels = line.split("\t")
        text, marks = _unmarked(marked)
        found.append(Asked(voice, text, frozenset(filter(None, labels.split(","))), marks))
    return found


def _unmarked(marked: str) -> tuple[str, str]:
    text, marks, now = "", "", "."
    for char in marked:
        if char in "{[":
            now = "C" if char == "{" else "T"
        elif char in "}]":
            now = "."
        else:
            text, marks = text + char, marks + now
    return text, marks


def generated() -> list[Asked]:
    """Conditions out of the grammar (course_grammar.tsv), each in one frame; always the same."""
    rng = random.Random(1)
    slots: dict[str, list[str]] = {}
    found: dict[str, Asked] = {}
    for line in (DATA / "course_grammar.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        form, told = line.split("\t")
        if form.startswith("="):
            slots[form[1:]] = told.split()
            continue
        for _ in range(FILLED if "<" in form else 1):
            said = re.sub(r"<(\w+)>", lambda match: rng.choice(slots[match[1]]), form)
            before, after = rng.choice(FRAMES).split("{}")
            marks = "." * len(before) + "C" * len(said) + "." * len(after)
            found.setdefault(said, Asked("", before + said + after, frozenset(told.split(",")), marks))
    return list(found.values())


def others(hand: Sequence[Asked]) -> list[Asked]:
    """Questions written by hand for other readers that say nothing of a course."""
    said = {asked.text for asked in hand}
    texts = [e.text for e in written() if e.act == "ask"]
    themes = [t.text for t in tagged() if t.text not in said]
    texts = [*(t for t in texts if t not in said), *themes]
    return [Asked("", text, frozenset(), "." * len(text)) for text in texts]


def learn(into: Path) -> Mapping[str, float]:
    """Writes the weights; on voices that were held out: exact sets of labels, F1 by labels, F1 by characters."""
    hand, made = by_hand(), generated()
    plain = others(hand)
    voices = sorted({asked.voice for asked in hand})
    exact: list[bool] = []
    counts, chars = np.zeros(3), np.zeros(3)
    for fold_ in range(FOLDS):
        out = [a for a in hand if a.voice in voices[fold_::FOLDS]]
        inside = [a for a in hand if a.voice not in voices[fold_::FOLDS]]
        words = _words([*inside, *made, *plain])
        found = []
        for asked in out:
            marks = _marked(words, asked.text)
            found.append(Asked("", asked.text, frozenset(), marks))
            right, said = (np.array([mark == "C" for mark in m]) for m in (asked.marks, marks))
            chars += (int((right & said).sum()), int(said.sum()), int(right.sum()))
        table, offset = fit([*inside, *made, *_mistaken(words, [*inside, *plain])])
        for asked, labels in zip(out, map(partial(_told, table, offset), found), strict=True):
            exact.append(labels == asked.labels)
            counts += (len(labels & asked.labels), len(labels), len(asked.labels))
    words = _words([*hand, *made, *plain])
    table, offset = fit([*hand, *made, *_mistaken(words, [*hand, *plain])])
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
    np.savez_compressed(
        into / WEIGHTS,
        table=np.rint(table / scale).astype(np.int8),
        scale=scale,
        offset=offset,
        labels=np.array(LABELS),
    )
    tagger.save(words, into / WORDS)
    return {"exact": float(np.mean(exact)), "F1": _f1(counts), "characters F1": _f1(chars)}


def _marked(words: tagger.Trained, text: str) -> str:
    marks = ["."] * len(text)
    for start, end in runs(words.probabilities(text).tolist()):
        marks[start:end] = "C" * (end - start)
    return "".join(marks)


def _mistaken(words: tagger.Trained, asked: Sequence[Asked]) -> list[Asked]:
    """Questions that say no course, with the words that the tagger takes for one."""
    return [replace(one, marks=_marked(words, one.text)) for one in asked if not one.labels]


def _f1(counts: NDArray[np.float64]) -> float:
    both, told, right = counts
    return float(2 * both / (told + right))


def fit(asked: Sequence[Asked]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(rows x labels, one a label): the weights and offsets, by the words that say a course alone."""
    taught = [one for one in asked if one.said]
    x = _matrix(taught)
    table, offset = np.zeros((ROWS, len(LABELS))), np.full(len(LABELS), NEVER)
    for at, label in enumerate(LABELS):
        y = np.array([label in one.labels for one in taught])
        if y.any():
            model = LogisticRegression(C=STRENGTH, max_iter=300, solver="liblinear", class_weight="balanced")
            model.fit(x, y)
            table[:, at], offset[at] = model.coef_[0], model.intercept_[0]
    return table, offset


def _matrix(asked: Sequence[Asked]) -> csr_matrix:
    at, ends = [], [0]
    for one in asked:
        at += said_rows(one.said)
        ends.append(len(at))
    sizes = np.diff(ends)
    return csr_matrix((np.repeat(sizes**-0.5, sizes), at, ends), shape=(len(asked), ROWS))


def _told(table: NDArray[np.float64], offset: NDArray[np.float64], asked: Asked) -> frozenset[str]:
    """The labels as the reader gives them: each by its likeliest part."""
    if not (parts := parts_of([asked.said])):
        return frozenset()
    each = [replace(asked, text=part, marks="C" * len(part)) for part in parts]
    odds = 1 / (1 + np.exp(-(np.asarray(_matrix(each) @ table) + offset).max(axis=0)))
    return frozenset(chosen(dict(zip(LABELS, odds.tolist(), strict=True))))


def _words(asked: Sequence[Asked]) -> tagger.Trained:
    """A tagger for the words that say a course; what is written by hand weighs more."""
    return tagger.fit(
        [Tagged(a.voice, fold(a.text), a.marks.replace("T", ".").replace("C", "T")) for a in asked]
    )
