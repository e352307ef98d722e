"""Whether those who stand against each other in a case are husband and wife."""

from __future__ import annotations

from collections.abc import Sequence

from data.patterns import regex
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed

_NAME = PERSON.pattern
# 李某(男)与张某(女)于2020年3月登记结婚; 张某某、徐某某系夫妻
_MARRIED = regex(
    rf"(?P<one>{_NAME})(?:[（(][^）)]{{1,6}}[）)])?[与和、](?P<other>{_NAME})(?:[（(][^）)]{{1,6}}[）)])?"
    r"[^，,。；;]{0,24}?(?:夫妻|结婚|再婚|配偶)"
)
_AGAINST_SPOUSE = listed("asks_of_spouse")


def spouses(sentences: Sequence[str], claimant: str, opponent: str) -> int | None:
    """The place in `sentences` (squeezed, of the facts) of that which says the parties are married; None where none does.

    The parties are those of the suit; where it names none, one of the couple must ask to end or divide the marriage.
    """
    for at, text in enumerate(sentences):
        for match in _MARRIED.finditer(text):
            one, other = match["one"], match["other"]
            sides = claimant, opponent
            if any(sides):
                if any(one in a and other in b for a, b in (sides, sides[::-1])):
                    return at
            elif any(_AGAINST_SPOUSE.search(t) and (one in t or other in t) for t in sentences):
                return at
    return None
