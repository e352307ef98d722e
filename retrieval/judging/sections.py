"""Which clause of a case told in sections answers: how probably each does, by a few signs that are weighed together.

A judgment says the same matter several times, and of several parties: what its facts tell, what was asked, what was
decided and why. The weights are a conditional logit over the clauses of one case, learned by `python -m scripts.learn
clauses` from questions with the words that answer them; they are plain numbers in retrieval/learned/clauses.json.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sides import asked_for, told
from retrieval.cases.typed import Sheet
from retrieval.judging.clause_signs import SIGNS, Beside, signs
from retrieval.judging.cross_encoder import read_together
from retrieval.judging.marks import Floats, Found, Ints
from retrieval.language.terms import Weighted
from retrieval.quoting.passages import scored_statements

if TYPE_CHECKING:
    from vectorstore.hits import Hit

WEIGHTS = "clauses.json"


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of clauses, `first` to `last` each, with the log-odds that they hold the answer."""

    first: Ints
    last: Ints
    odds: Floats


def clause_chances(one: Found, profile: Profile, words: Weighted, parts: Sequence[Hit], runs: Runs) -> Floats:
    """For each clause of the sheet of `one` the probability that it answers; they add up to 1."""
    worth = clause_signs(one, profile, words, parts, runs) @ weights("clause", SIGNS)
    told = tuple(one.sheet.text[start:end] for start, end, _ in one.sheet.clauses)
    read = read_together(one.question, told, tuple(worth.tolist()))
    if read is not None:
        worth = read
    raised = np.exp(worth - worth.max())
    chances: Floats = (raised / raised.sum()).astype(np.float32)
    return chances


def clause_signs(one: Found, profile: Profile, words: Weighted, parts: Sequence[Hit], runs: Runs) -> Floats:
    """One row of SIGNS for each clause: what the weights are learned from."""
    bounds = one.starts, one.ends
    best, alone = _of_clauses(runs, len(one.starts))
    held = Beside(
        best,
        alone,
        manner(one, profile, words, parts, bounds),
        nearness(one.sheet, parts, *bounds),
        of_side(one.sheet, profile, one.question, *bounds),
    )
    return signs(one, profile, held)


def _of_clauses(runs: Runs, many: int) -> tuple[Floats, Floats]:
    """For each clause the best odds of a run that has it, and those of it alone."""
    best, alone = np.full(many, -np.inf, np.float32), np.full(many, -np.inf, np.float32)
    for first, last, value in zip(runs.first.tolist(), runs.last.tolist(), runs.odds.tolist(), strict=True):
        best[first : last + 1] = np.maximum(best[first : last + 1], value)
        if first == last:
            alone[first] = value
    return best, alone


def nearness(page: Sheet, parts: Sequence[Hit], start: Ints, end: Ints) -> Floats:
    """How near in meaning the nearest of `parts` that each stretch has something of is: 1 the nearest, 0 the farthest."""
    bases = dict(page.fields)
    hits = [hit for hit in parts if hit.field in bases]
    near = np.zeros(len(start), np.float32)
    if hits:
        low = min(hit.score for hit in hits)
        spread = max(hit.score for hit in hits) - low or 1.0
        for hit in hits:
            first, last = bases[hit.field] + hit.start, bases[hit.field] + hit.end
            held = (start < last) & (first < end)
            near[held] = np.maximum(near[held], np.float32((hit.score - low) / spread))
    return near


def manner(
    one: Found, profile: Profile, words: Weighted, parts: Sequence[Hit], bounds: tuple[Ints, Ints]
) -> Floats:
    """How well the statements that each stretch has something of fit the question, against the best one."""
    bases = dict(one.sheet.fields)
    start, end = bounds
    scored = scored_statements(profile, words, parts, one.question)
    best = max((score for _, score in scored), default=0.0) or 1.0
    fits = np.zeros(len(start), np.float32)
    for said, score in scored:
        first, last = bases[said.field] + said.start, bases[said.field] + said.end
        held = (start < last) & (first < end)
        fits[held] = np.maximum(fits[held], np.float32(score / best))
    return fits


def of_side(page: Sheet, profile: Profile, text: str, start: Ints, end: Ints) -> Floats:
    """1 for each stretch that tells what `text` asks for, a claim or a decision; -1 for one that tells only the other."""
    wanted = asked_for(text)
    held = np.zeros(len(start), np.float32)
    if not wanted:
        return held
    bases = dict(page.fields)
    good, bad = np.zeros(len(start), bool), np.zeros(len(start), bool)
    for stretch in told(profile.case, profile.course, text):
        first, last = bases[stretch.field] + stretch.start, bases[stretch.field] + stretch.end
        meets = (start < last) & (first < end)
        if stretch.side in wanted:
            good |= meets
        else:
            bad |= meets
    held[bad] = -1
    held[good & ~(bad & np.bool_(len(wanted) == 1))] = 1
    return held


@cache
def weights(what: str, names: tuple[str, ...]) -> NDArray[np.float32]:
    """What each of the signs of these `names` weighs, in order: of a clause, or of a span."""
    kept = json.loads((files("retrieval.learned") / WEIGHTS).read_text("utf-8"))
    return np.array([kept[f"{what}.{name}"] for name in names], np.float32)
