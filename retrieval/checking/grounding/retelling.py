"""Whether a sentence in words of its own says only what its case tells: hardly a word of it without a like there.

What turns a sentence (who, how many, whether at all) is looked for elsewhere. What is invented adds words: 卖, 上课 or
赚钱 of a case that knows nothing of them, where who tells the case again adds only words of speech.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.types import TITLE
from retrieval import lexicon
from retrieval.checking.grounding.closeness import Clause
from retrieval.lexicon.listed import words

STRETCH = 8
"""Clauses in a row (beside the title) that must have them: what a long case tells far apart bears no sentence out."""
LIKE = 0.6
"""From this on a form of a word that a clause has stands for it: half a compound, and not one character of a verb."""
KNOWN, EACH = 3, 1
"""Words that a stretch must have at least, and how many more for each that it has not.

Of 300 true and 326 false sentences over four collections, none of them turned: DECISIONS.md.
"""
LACKS = 0.67
"""For each word that it has how many a clause of a sentence may have that the stretch has not."""
_LIGHT = words("adds_nothing")
_CHARACTERS = frozenset(word for word in _LIGHT if len(word) == 1)


@dataclass(frozen=True, slots=True)
class Share:
    """Of the words of a sentence those that a stretch of its case has, and those that it has not, clause by clause."""

    clauses: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    figures: bool
    """Whether it has figures, which are looked at by themselves: they are told like one word."""

    @property
    def borne(self) -> bool:
        known = sum(len(has) for has, _ in self.clauses) + self.figures
        missing = sum(len(lacks) for _, lacks in self.clauses)
        return known >= KNOWN + EACH * missing and all(
            len(lacks) <= LACKS * len(has) for has, lacks in self.clauses
        )


class Retelling:
    """One case as its retellings are held against it."""

    def __init__(self, clauses: Sequence[Clause], strengths: Callable[[str], Sequence[float]]) -> None:
        """`strengths`: how far each clause has a word."""
        self._clauses, self._strengths = clauses, strengths
        self._held: dict[str, tuple[bool, ...]] = {}

    def share(self, said: Sequence[Sequence[str]], figures: bool) -> Share:
        """`said` (of each clause of a sentence the words that say anything) by the stretch that has most of them."""
        content = [[word for word in clause if not _is_light(word)] for clause in said]
        words = dict.fromkeys(word for clause in content for word in clause)
        titled = bool(self._clauses) and self._clauses[0].field == TITLE
        best = set[str]()
        for first in range(max(len(self._clauses) - STRETCH + 1, 1)):
            stretch = slice(first, first + STRETCH)
            has = {w for w in words if any((held := self._has(w))[stretch]) or (titled and held[0])}
            best = max(best, has, key=len)
        parted = (
            (tuple(w for w in clause if w in best), tuple(w for w in clause if w not in best))
            for clause in content
        )
        return Share(tuple(parted), figures)

    def _has(self, word: str) -> tuple[bool, ...]:
        """Which clauses have a word, or what is left of it without characters of speech: 建 of 还建."""
        kept = self._held.get(word)
        if kept is None:
            kept = tuple(strength >= LIKE for strength in self._strengths(word)) if len(word) > 1 else ()
            if not any(kept):
                forms = _characters(word)
                kept = tuple(any(form in clause.text for form in forms) for clause in self._clauses)
            self._held[word] = kept
        return kept


def _characters(word: str) -> tuple[str, ...]:
    """The one character that says what `word` does, and what it retells; empty where more than one does."""
    left = [char for char in word if char not in _CHARACTERS]
    return (*left, *lexicon.retold().get(left[0], ())) if len(left) == 1 else ()


def _is_light(word: str) -> bool:
    return word in _LIGHT or _CHARACTERS.issuperset(word)
