"""Whether the words alone say which case answers, and in which of its words: then nothing is embedded.

Which case, a logistic model over the ranking by words says; its weights and threshold come from `python -m
scripts.learn`. Which words, that the same are quoted whichever parts of the case are taken to be nearest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache

from data.text import pairs, squeeze
from data.types import Case, CaseId
from retrieval.cases.profiles import Profile
from retrieval.judging.logistic import learned
from retrieval.language.terms import Weighted
from retrieval.quoting.clauses import letters_by_rarity
from retrieval.search.near import Nearness
from retrieval.search.ranking import Judged
from vectorstore.chunking import PART, WHOLE, Chunk, chunks
from vectorstore.hits import Hit

NAMES = (
    "lead",  # score of the best case above the next one's, in hundredths
    "together",  # share of the words' weight within one window of the best case
    "anywhere",  # the same anywhere in it
    "letters",  # share, by rarity, of the question's characters in its best passage
    "related",  # whether it holds the official words that the everyday ones are related to
    "together_lead",  # `together` above the best of any other case
    "anywhere_lead",  # `anywhere` above that
    "letters_lead",  # `letters` above that
    "known",  # share of the words' weight that some case of the scope holds
    "unknown",  # share of the words that none holds
    "words",  # how many words
    "size",  # log10 of the number of cases in scope, up to LARGEST: larger ones were not learned from
)
LARGEST = 2.0
PAIRS_FULL = 4, 12
"""Of a question's pairs of characters, so many at least and at most make it whole: one or two are chance."""


class Order(Enum):
    """Which parts of a case are taken for the nearest where meaning is not asked."""

    LIKE = "those with most of the question's words, pairs and characters"
    FIRST = "the first"
    NONE = "none"


def decided(ranked: Sequence[Judged], words: Weighted) -> bool:
    """Whether the best of `ranked` by words alone is surely the best by meaning, too."""
    return bool(ranked) and probability(features(ranked, words)) >= least()


def features(ranked: Sequence[Judged], words: Weighted) -> tuple[float, ...]:
    """The row of NAMES for cases ranked by words alone, best first."""
    best, rest = ranked[0], ranked[1:]
    held = sum(weight for weight, known in zip(words.weights, words.known, strict=True) if known)
    return (
        100 * (best.score - (rest[0].score if rest else 0.0)),
        best.together,
        best.anywhere,
        best.letters,
        best.related,
        best.together - max((one.together for one in rest), default=0.0),
        best.anywhere - max((one.anywhere for one in rest), default=0.0),
        best.letters - max((one.letters for one in rest), default=0.0),
        held / words.total if words.terms else 0.0,
        1 - sum(words.known) / len(words.known) if words.known else 0.0,
        float(len(words.terms)),
        min(math.log10(len(ranked)), LARGEST),
    )


def probability(row: Sequence[float]) -> float:
    """How likely the best case by words is the best one by meaning, too."""
    return learned("surely").probability(row)


def least() -> float:
    """The probability from which on it is taken for that."""
    return learned("surely").least


def unasked(pool: Sequence[Profile]) -> dict[CaseId, Nearness]:
    """All of `pool` as they are before an index is asked: none nearer than another, each with its passages."""
    return {profile.id: _unasked(profile) for profile in pool}


@lru_cache(maxsize=500)  # those of one question, which are looked at in three ways
def _unasked(profile: Profile) -> Nearness:
    return Nearness(wholes=[_hit(one) for one in chunks(profile.case, parts=False) if one.kind == WHOLE])


class Supposed(dict[CaseId, Nearness]):
    """What stands in for the index's answer: the parts of any case, as near as `order` has it; no case is near."""

    def __init__(self, cases: Mapping[CaseId, Profile], words: Weighted, text: str, order: Order) -> None:
        super().__init__()
        self._cases, self._words, self._text, self._order = cases, words, text, order

    def get(self, id_: CaseId, default: object = None) -> Nearness:
        """The parts of the case, of which one is nearest as ever."""
        parts = _parts(self._cases[id_].case) if self._order is not Order.NONE else ()
        if self._order is Order.LIKE:
            scores = _likenesses(self._text, self._words, [squeeze(part.text) for part in parts])
        else:
            scores = [-float(at) for at in range(len(parts))]
        return Nearness(parts=[_hit(part, score) for part, score in zip(parts, scores, strict=True)])


def _likenesses(text: str, words: Weighted, parts: Sequence[str]) -> list[float]:
    """How much of the question's words, pairs of characters and rare characters each part has."""
    letters, asked = letters_by_rarity(text, parts), pairs(text)
    few, many = PAIRS_FULL
    whole = max(few, min(len(asked), many))
    return [
        words.coverage(part)
        + len(asked & pairs(part)) / whole
        + sum(weight for letter, weight in letters.items() if letter in part)
        for part in parts
    ]


@lru_cache(maxsize=4_000)
def _parts(case: Case) -> tuple[Chunk, ...]:
    return tuple(one for one in chunks(case) if one.kind == PART)


def _hit(chunk: Chunk, score: float = 0.0) -> Hit:
    return Hit(chunk.case, chunk.kind, chunk.field, chunk.start, chunk.end, score)
