"""Whether a theme names by its proper term what no case has: 离婚冷静期, 采矿权, 集成电路布图设计; or a place abroad.

Everyday words may be told otherwise, so that no case has them says little; a term of art has no other words than its
synonyms, narrower ones among them. Of 226 themes over seven collections of which no case held all words 24 of the 60 that
the cases had nothing of had been answered by near cases; 15 of these name such a term, and 3 of 75 that were rightly answered
by meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import lexicon
from retrieval.answers.inquiry import Inquiry
from retrieval.language.proper import is_untold
from retrieval.language.terms import Weighted
from retrieval.question.closed.cues import Cue

LEAST = 3
"""Characters a term of art has at least: shorter words are everyday ones as well."""
MOSTLY = 0.55
"""Share of the weight from which on that is most of it: of 1,571 facts rightly answered over seven collections four lie above,
all of them near in meaning; of 59 questions answered in vain ten."""
SURE = 0.8
"""How sure it is that the best case is meant, from which on it is, whatever words are absent."""
LOOKED_AT = 2000
"""Cases among which it is looked for what none has."""
PIECE = 2
"""Characters of a piece that a term may be put together of: 农民增收 is said of who holds 农民 and 增收 apart, and 小学生
nearly of who holds 小学."""


def names_what_none_has(inquiry: Inquiry, alternatives: Sequence[Weighted]) -> bool:
    """Whether each of `alternatives` (a theme, or what stands for it) holds a term of art that no case in scope has."""
    return bool(alternatives) and all(
        any(
            not known and _of_art(term.text) and not _put_together(inquiry, term.text)
            for term, known in zip(one.terms, one.known, strict=True)
        )
        for one in alternatives
    )


def _of_art(word: str) -> bool:
    return len(word) >= LEAST and word in lexicon.official()


def _put_together(inquiry: Inquiry, word: str) -> bool:
    """Whether `word` falls into two that cases hold, or into one and a character: 小学生 where 中小学 is told of."""
    if len(word) < LEAST:
        return False
    if len(word) == LEAST:
        return inquiry.holds_text(word[:PIECE])
    return any(
        inquiry.holds_text(word[:at]) and inquiry.holds_text(word[at:])
        for at in range(PIECE, len(word) - PIECE + 1)
    )


def abroad(inquiry: Inquiry) -> str:
    """The countries and places abroad that are named, where no case in scope writes of any of them; '' where none is."""
    named = dict.fromkeys(inquiry.question.cues.words(Cue.ABROAD))
    held = any(inquiry.holds_text(form) for name in named for form in lexicon.alike(name))
    return "" if held else "、".join(named)


def mostly_absent(inquiry: Inquiry, words: Weighted) -> bool:
    """Whether most of what is asked lies on proper words of whose matter no case in scope has a word: 网约车, 肖像权."""
    if not words.terms or all(words.known) or len(inquiry.texts) > LOOKED_AT:
        return False
    each = zip(words.terms, words.weights, words.known, strict=True)
    absent = sum(
        weight
        for term, weight, known in each
        if not known and is_untold(term.text, inquiry.texts) and not _put_together(inquiry, term.text)
    )
    return absent >= MOSTLY * words.total
