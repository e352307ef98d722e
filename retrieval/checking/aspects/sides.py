"""Who stands before what is done and who behind it: 甲转让给乙 is not borne out by 乙转让给甲."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from data.text import pairs, split_at
from retrieval.checking.aspects.actors import Named, same

_ENDS = "，。；：,;"
_BESIDE = frozenset("与和同跟及、")
"""Between two names that do something together: either may be named first."""
FAR = 2
"""How many times more of what is said must stand between the two the other way round."""
Find = Callable[[str], Sequence[Named]]


def turned_round(sentence: str, clauses: Sequence[str], named: Find) -> bool:
    """Whether two named in a clause of `sentence` (squeezed) stand round what the case has them round the other way."""
    own = [found for clause in split_at(sentence, _ENDS) for found in _between(clause, named)]
    if not own:
        return False
    told = [
        found
        for one, other in pairwise((*clauses, ""))
        for found in _between(one + (other if one[-1:] in "，," else ""), named)
    ]
    return any(
        round_ > FAR * _most(words, before, after, told)
        for before, after, words in own
        if (round_ := _most(words, after, before, told))
    )


def _between(clause: str, named: Find) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Two names of a clause, in order, and the pairs of characters of what stands between them."""
    found = named(clause)
    for one, other in combinations(found, 2):
        said = clause[one.end : other.start]
        if said and said[0] not in _BESIDE and said[-1] not in _BESIDE and (words := pairs(said)):
            yield one.text, other.text, words


def _most(
    words: frozenset[str], before: str, after: str, told: Sequence[tuple[str, str, frozenset[str]]]
) -> int:
    return max(
        (len(words & held) for one, other, held in told if same(one, before) and same(other, after)),
        default=0,
    )
