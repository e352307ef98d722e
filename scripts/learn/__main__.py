"""Learns what is learned and writes it to retrieval/learned: `make learn`, or `python -m scripts.learn [PART…]`.

ANWEN_LEARN_GOLD=0 leaves the gold questions of tests/gold out, so that the heads can be measured on them.
One row in PARTS for each thing that is learned; a part writes its weights and returns what it measured on the way.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

# One thread: sums are then always taken in the same order, and the weights are the same to the byte.
os.environ.update({f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")})
WITH_GOLD = os.environ.get("ANWEN_LEARN_GOLD", "1") != "0"
"""Whether the gold questions are learned from too. They are, but where it is measured how well they are answered."""
LEARNED = Path(__file__).parents[2] / "retrieval" / "learned"

Learn = Callable[[Path], Mapping[str, float]]
"""Writes weights into the folder; gives what was measured on what was held out, by name."""


def heads(into: Path) -> Mapping[str, float]:
    """What a question does, wants, how it relates, its form, and what it asks of the program itself."""
    from retrieval.question.learned.heads import WEIGHTS
    from scripts.learn import examples, grammar, heads

    gold = examples.gold() if WITH_GOLD else ()
    trained, accuracy = heads.tempered(
        [*grammar.generated(), *examples.written(), *examples.of_itself(), *gold]
    )
    heads.save(trained, into / WEIGHTS)
    return accuracy


def tagger(into: Path) -> Mapping[str, float]:
    """How much of a question is theme."""
    from scripts.learn import tagger

    return tagger.learn(into)


def judge(into: Path) -> Mapping[str, float]:
    """Which cases belong to a set."""
    from scripts.learn import judge

    return judge.learn(into)


def presence(into: Path) -> Mapping[str, float]:
    """Whether a collection holds anything for a question."""
    from scripts.learn import presence

    return presence.learn(into)


def surely(into: Path) -> Mapping[str, float]:
    """Whether the words alone say which case answers."""
    from scripts.learn import surely

    return surely.learn(into)


def clauses(into: Path) -> Mapping[str, float]:
    """Which clause of a case told in sections answers, and which words of it."""
    from scripts.learn import clauses

    return clauses.learn(into)


def course(into: Path) -> Mapping[str, float]:
    """By which course of a suit a question chooses."""
    from scripts.learn import course

    return course.learn(into)


def usual(into: Path) -> Mapping[str, float]:
    """How near questions come that have nothing to do with a collection."""
    from scripts.learn import usual

    return usual.learn(into)


PARTS: Mapping[str, Learn] = {
    "heads": heads,
    "tagger": tagger,
    "judge": judge,
    "presence": presence,
    "surely": surely,
    "clauses": clauses,
    "course": course,
    "usual": usual,
}
"""Name → how it is learned, in order."""


def main(names: list[str]) -> int:
    """Learns the parts of these names, all where none is named."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no part is called {unknown[0]}; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    LEARNED.mkdir(exist_ok=True)
    for name in names or PARTS:
        start = time.monotonic()
        measured = PARTS[name](LEARNED)
        told = " ".join(f"{what} {value:.3f}" for what, value in measured.items())
        print(f"{name}: held out {told}; {time.monotonic() - start:.0f} s")
    for path in sorted(LEARNED.glob("*.npz")):
        print(f"{sha256(path.read_bytes()).hexdigest()[:16]}  {path.stat().st_size:7d}  {path.name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
