"""What a sentence denies that its case says plainly, or says plainly that its case denies."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import split_at
from retrieval.checking.grounding.chains import Match
from retrieval.lexicon.listed import listed, words

_DENIERS, _BEHIND_DENIAL = words("denies_next"), words("behind_denial")
"""What denies the word that stands behind it; what may stand between the two."""
PLAIN_DENIERS = ("没有", "未", "没", "不", "并未", "未能")
"""What denies and says nothing else; any stands for another."""
BETWEEN = 3
"""Such words that may stand there, at most."""
_DENIES = listed("denies_any")
ENDS = "，。；：,;"


def spots_of(unit: str, words: Sequence[str]) -> list[int]:
    """Where each of its words, in order, stands in a clause."""
    at, spots = 0, []
    for word in words:
        at = max(unit.find(word, at), 0)
        spots.append(at)
        at += len(word)
    return spots


def turned(unit: str, words: Sequence[str], text: str, chain: Sequence[Match]) -> bool:
    """Whether either denies one of the words that the other says plainly."""
    spots = spots_of(unit, words)
    for one in chain:
        own, told = _clause(unit[: spots[one.word]]), _clause(text[: one.start])
        if _denies_alone(own, told) or _denies_alone(told, own):
            return True
    return False


def _denies_alone(before: str, other: str) -> bool:
    """Whether what stands before a word denies it, and what stands before it elsewhere denies nothing."""
    return _denied(before) and not _DENIES.search(other)


def _denied(before: str, between: int = BETWEEN) -> bool:
    """Whether what follows `before` is denied: 未能, 没有及时."""
    if before.endswith(_DENIERS):
        return True
    passed = filter(before.endswith, _BEHIND_DENIAL) if between else ()
    return any(_denied(before.removesuffix(word), between - 1) for word in passed)


def _clause(text: str) -> str:
    """The last clause of `text`, as far as it goes."""
    return split_at(text, ENDS)[-1]
