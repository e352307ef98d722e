"""The contrary of what a case holds: valid for 无效, in time for 超过时效, for a party's claim the tribunal's word."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from data.text import clauses, pairs, split_at
from retrieval.cases.holdings import Holding, Said, said_in
from retrieval.lexicon.listed import listed

CLAIMED = listed("party_claims")
"""A sentence that tells what a party says is not held against what the tribunal held."""
_MAY, _MAY_NOT = listed("lets_do"), listed("lets_not")
_NOT_FOUND, _DENIES, AS_LONG = listed("finds_not"), listed("denies_any"), 4
"""What says that something was not found; what is said again of it has so many characters in a row at least."""
NEAR = 12
"""Characters on either side of such a word among which stands what it is said of."""
_RULINGS = frozenset(("一审", "二审", "再审", "审判", "审法", "法院", "判决", "裁决"))
"""Which ruling is spoken of, which is looked at by itself: 撤销二审判决，维持一审判决."""
SHARED = 2
"""Pairs of characters that what is said of it must have in common to be the same matter."""


def contrary(sentence: str, holdings: Sequence[Holding], source: str) -> bool:
    """Whether `sentence` (squeezed) says of a matter the other side of what the holdings nearest to it say.

    What stands so in `source` is not looked at.
    """
    for start, end in clauses(sentence):
        clause = sentence[start:end]
        if CLAIMED.search(clause) or clause.strip("，。；,; ") in source:
            continue
        for said in said_in(clause):
            own = _around(clause, said)
            same = _nearest(own, said, holdings, said.side)
            other = _nearest(own, said, holdings, not said.side)
            if other >= SHARED and other > same:
                return True
    return False


def not_found(sentence: str, holdings: Sequence[Holding], told: Sequence[str]) -> bool:
    """Whether `sentence` (squeezed) says what the holdings say was not found: 不应认定其存在重大过失.

    What `told`, the clauses that tell what happened and what was held, say so themselves is not looked at.
    """
    denied = [held.text[found.end() :] for held in holdings for found in _NOT_FOUND.finditer(held.text)]
    for start, end in clauses(sentence):
        clause = sentence[start:end]
        if CLAIMED.search(clause):
            continue
        for rest in denied:
            said = _in_common(clause, split_at(rest, "，。；,;")[0])
            if len(said) < AS_LONG or _DENIES.search(clause[: clause.find(said) + len(said)]):
                continue
            if not any(said in one and not _NOT_FOUND.search(one) for one in told):
                return True
    return False


def may_not(sentence: str, told: Sequence[str]) -> bool:
    """Whether `sentence` (squeezed) lets somebody do what `told`, the case's clauses, say may not be done."""
    denied = [pairs(one[found.end() :]) for one in told if (found := _MAY_NOT.search(one))]
    allowed = [pairs(one) for one in told if _MAY.search(one) and not _MAY_NOT.search(one)]
    for start, end in clauses(sentence):
        found = _MAY.search(sentence, start, end)
        if not found or _MAY_NOT.search(sentence, start, end):
            continue
        done = pairs(sentence[found.end() : end])
        most = max((len(done & one) for one in denied), default=0)
        if most >= max(AS_LONG, len(done) / 2) and most > max(
            (len(done & one) for one in allowed), default=0
        ):
            return True
    return False


def _in_common(one: str, other: str) -> str:
    """The longest run of characters that both have."""
    found = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[found.a : found.a + found.size]


def _nearest(own: frozenset[str], said: Said, holdings: Sequence[Holding], side: bool) -> int:
    return max(
        (
            len(own & _around(held.text, there))
            for held in holdings
            for there in held.said
            if there.matter == said.matter and there.side == side
        ),
        default=0,
    )


def _around(text: str, said: Said) -> frozenset[str]:
    """Pairs of characters beside a matter's word, without the word itself."""
    left, right = text[max(said.start - NEAR, 0) : said.start], text[said.end : said.end + NEAR]
    return (pairs(left) | pairs(right)) - _RULINGS
