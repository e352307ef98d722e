"""Whether anything is here: how surely the best case is meant at all, rather than the least far of what is held.

A logistic model over nine numbers of the best case; its weights and threshold come from `python -m scripts.learn`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from data.types import CaseId
from retrieval.judging.logistic import learned
from retrieval.language.terms import Weighted
from retrieval.search.meaning import Ground
from retrieval.search.near import Nearness, scores_of
from retrieval.search.ranking import Judged

NAMES = (
    "above",  # its likeness above what strangers' questions reach, in spreads of theirs
    "margin",  # its likeness above the mean of its collection, in the same
    "letters",  # share, by rarity, of the question's characters in its best passage
    "together",  # share of the words' weight within one window
    "anywhere",  # the same anywhere in the case
    "related",  # whether it holds the official words that the everyday ones are related to
    "known",  # share of the words' weight that some case of the scope holds
    "unknown",  # share of the words that none holds
    "words",  # how many words
)
LEARNED = (
    "learned_ahead",  # likeness by the vector learned for questions above the next case's, in hundredths
    "learned_margin",  # the same above the mean of its collection
)
"""What is known besides where the vector learned for questions is."""


USUAL_MARGIN = 0.5
"""What the margin is to the height above the strangers, in the mean over the seven collections fitted on."""


def features(
    best: Judged,
    words: Weighted,
    near: Mapping[CaseId, Nearness],
    ground: Ground,
    *,
    learned: Mapping[CaseId, Nearness] = MappingProxyType({}),
    whole: bool = True,
) -> tuple[float, ...]:
    """The row of NAMES for the best case, and of LEARNED where that is known; `near` holds the likeness of every case found,
    `learned` that by the vector learned for questions, empty where there is none.

    Not `whole`: of a large library only the nearest were found, whose mean is no mean of the collection.
    """
    above, collection = ground.above(best.near.score), best.id.collection
    field = [score for id_, score in scores_of(near) if id_.collection == collection]
    mean = sum(field) / max(len(field), 1)
    held = sum(weight for weight, known in zip(words.weights, words.known, strict=True) if known)
    unknown = 1 - sum(words.known) / len(words.known) if words.known else 0.0
    return (
        above,
        (best.near.score - mean) / ground.spread if whole else USUAL_MARGIN * above,
        best.letters,
        best.together,
        best.anywhere,
        best.related,
        held / words.total if words.terms else 0.0,
        unknown,
        float(len(words.terms)),
        *ahead(best.id, learned),
    )


def ahead(best: CaseId, learned: Mapping[CaseId, Nearness]) -> tuple[float, ...]:
    """How far the best case lies above the next of its collection, and above their mean, in hundredths; () where it is alone or
    not known."""
    others = [score for id_, score in scores_of(learned) if id_.collection == best.collection and id_ != best]
    mine = learned.get(best)
    if mine is None or not others:
        return ()
    mean = (sum(others) + mine.score) / (len(others) + 1)
    return 100 * (mine.score - max(others)), 100 * (mine.score - mean)


def probability(row: Sequence[float]) -> float:
    """How likely a question with such a best case has its answer in this collection."""
    return learned("presence" if len(row) == len(NAMES) else "presence_learned").probability(row)


def least() -> float:
    """The probability from which on the best case is an answer."""
    return learned("presence").least
