"""Whether a sentence in words of its own says only what its case tells: hardly a word of it without a like there.

What turns a sentence (who, how many, whether at all) is looked for elsewhere. What is invented adds words: 卖, 上课 or
赚钱 of a case that knows nothing of them, where who tells the case again adds only words of speech.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.types import TITLE
from data.values import dataclass
from retrieval import lexicon
from retrieval.checking.grounding.closeness import Clause
from retrieval.lexicon.listed import words

STRETCH = 8
"""Clauses in a row (beside the title) that must have them: what a long case tells far apart bears no sentence out."""
LIKE = 0.6
"""From this on a form of a word that a clause has stands for it: half a compound, and not one character of a verb."""
KNOWN, EACH = 3, 1
"""Words that a stretch must have at least, and how many more for each that it has not.

Of 169 true everyday sentences over four collections 92 stand so, and 6 of 326 false ones; of new ones far fewer (DECISIONS.md).
"""
HALF = 0.5
"""What it is worth that the stretch has the one character that says what a word does: in a longer text each stands."""
LACKS = 0.67
"""For each word that it has how many a clause of a sentence may have that the stretch has not."""
_LIGHT = words("adds_nothing")
_CHARACTERS = frozenset(word for word in _LIGHT if len(word) == 1)


@dataclass(frozen=True, slots=True)
class Share:
    """Of the words of a sentence those that a stretch of its case has, and those that it has not, clause by clause."""

    clauses: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]
    """Of each clause the words that it has, those it has a character of, and the others."""
    figures: bool
    """Whether it has figures, which are looked at by themselves: they are told like one word."""

    @property
    def borne(self) -> bool:
        worth = [(len(has) + HALF * len(like), len(lacks)) for has, like, lacks in self.clauses]
        known, missing = sum(has for has, _ in worth) + self.figures, sum(lacks for _, lacks in worth)
        return known >= KNOWN + EACH * missing and all(lacks <= LACKS * has for has, lacks in worth)


class Retelling:
    """One case as its retellings are held against it."""

    def __init__(self, clauses: Sequence[Clause], strengths: Callable[[str], Sequence[float]]) -> None:
        """`strengths`: how far each clause has a word."""
        self._clauses, self._strengths = clauses, strengths
        self._kept: dict[str, tuple[int, ...]] = {}

    def share(self, said: Sequence[Sequence[str]], figures: bool) -> Share:
        """`said` (of each clause of a sentence the words that say anything) by the stretch that has most of them."""
        content = [[word for word in clause if not _is_light(word)] for clause in said]
        words = dict.fromkeys(word for clause in content for word in clause)
        titled = bool(self._clauses) and self._clauses[0].field == TITLE
        best, most = dict[str, int](), -1
        for first in range(max(len(self._clauses) - STRETCH + 1, 1)):
            stretch = slice(first, first + STRETCH)
            has = {
                word: max([*(held := self._held(word))[stretch], held[0] if titled else 0], default=0)
                for word in words
            }
            if sum(has.values()) > most:
                best, most = has, sum(has.values())
        return Share(
            tuple(
                (
                    tuple(word for word in clause if best[word] == 2),
                    tuple(word for word in clause if best[word] == 1),
                    tuple(word for word in clause if not best[word]),
                )
                for clause in content
            ),
            figures,
        )

    def _held(self, word: str) -> tuple[int, ...]:
        """Of each clause 2 where it has a word, 1 where it has the one character that says what the word does, else 0."""
        kept = self._kept.get(word)
        if kept is None:
            forms, chars = _forms(word)
            strengths = self._strengths(word) if len(word) > 1 else ()
            kept = self._kept[word] = tuple(
                2
                if (strengths and strengths[at] >= LIKE) or any(form in clause.text for form in forms)
                else int(any(char in clause.text for char in chars))
                for at, clause in enumerate(self._clauses)
            )
        return kept


def _forms(word: str) -> tuple[list[str], list[str]]:
    """What stands for the one character that says what `word` does: words, and characters, itself among them."""
    left = [char for char in word if char not in _CHARACTERS]
    stands = (*left, *lexicon.retold().get(left[0], ())) if len(left) == 1 else ()
    return [form for form in stands if len(form) > 1], [form for form in stands if len(form) == 1]


def _is_light(word: str) -> bool:
    return word in _LIGHT or _CHARACTERS.issuperset(word)
