"""How far an answer's own word on itself holds: its tiers, its probability, its claim to be complete. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.values import dataclass
from retrieval.measuring.evaluation import Fault, Outcome, faults

BINS = 10
AGAINST_COMPLETE = frozenset({Fault.ANSWERED, Fault.REFUSED, Fault.MISSING, Fault.EXTRA, Fault.COUNT})
"""What an answer that was called complete cannot have wrong."""


@dataclass(frozen=True, slots=True)
class Tier:
    """The cases that were cited with one tier, and how many of them the labels allow."""

    name: str
    cited: int
    right: int


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose told probability lies in [low, high): how many, its mean, and the share that held."""

    low: float
    high: float
    answers: int
    told: float
    held: float


@dataclass(frozen=True, slots=True)
class Soundness:
    """What is known of the answers' own word on themselves."""

    tiers: tuple[Tier, ...]
    curve: tuple[Bin, ...]
    complete: int
    not_complete: tuple[str, ...]
    """The ids of the answers that were called complete and are not."""


def soundness(outcomes: Sequence[Outcome]) -> Soundness:
    """Tiers and curve in a fixed order; a bin into which nothing falls is left out."""
    whole = [one for one in outcomes if one.answer and one.answer.basis.complete]
    wrong = (one.gold.id for one in whole if any(fault in AGAINST_COMPLETE for fault, _ in faults(one)))
    return Soundness(
        tuple(_tier(name, outcomes) for name in ("said", "meant")), _curve(outcomes), len(whole), tuple(wrong)
    )


def _tier(name: str, outcomes: Iterable[Outcome]) -> Tier:
    """Questions whose citations are not judged are passed over."""
    right = [
        one.gold.key(citation.case.id) in {*one.gold.gold, *one.gold.acceptable}
        for one in outcomes
        if one.answer and not one.gold.uncited
        for citation in one.answer.citations
        if citation.tier == name
    ]
    return Tier(name, len(right), sum(right))


def _curve(outcomes: Iterable[Outcome]) -> tuple[Bin, ...]:
    told = [(one.answer.sure, _meant(one)) for one in outcomes if one.answer and one.answer.sure is not None]
    found = []
    for at in range(BINS):
        here = [(sure, meant) for sure, meant in told if min(BINS - 1, int(sure * BINS)) == at]
        if here:
            mean, held = sum(sure for sure, _ in here) / len(here), sum(m for _, m in here) / len(here)
            found.append(Bin(at / BINS, (at + 1) / BINS, len(here), mean, held))
    return tuple(found)


def _meant(outcome: Outcome) -> bool:
    """Whether anything was meant: a cited case that the labels allow; of a refusal, whether it was wrong."""
    if outcome.refused:
        return not outcome.gold.refuse
    return any(key in {*outcome.gold.gold, *outcome.gold.acceptable} for key in outcome.cited)
