"""Who stands before what is done and who behind it: 甲转让给乙 is not borne out by 乙转让给甲."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from data.text import pairs, split_at
from retrieval.checking.aspects.actors import Actors, Named, same
from retrieval.lexicon.listed import listed

_ENDS = "，。；：,;"
_BESIDE = frozenset("与和同跟及、")
"""Between two names that do something together: either may be named first."""
OPENS = 2
"""Up to this place of a clause a name begins it; else the clause goes on about who acts in the one before."""
FAR = 2
"""How many times more of what is said must stand between the two the other way round."""
_WAYS = (listed("takes"), listed("gives"))
Find = Callable[[str], Sequence[Named]]
Found = tuple[str, str, frozenset[str]]
"""Two names in order, and the pairs of characters of what stands between them."""


def turned_round(sentence: str, clauses: Sequence[str], named: Find) -> bool:
    """Whether two named in a clause of `sentence` (squeezed) stand round what the case has them round the other way."""
    own = [found for clause in split_at(sentence, _ENDS) for found in _between(clause, named)]
    if not own:
        return False
    told = [found for clause in clauses for found in _between(clause, named)]
    gone_on = [
        found
        for one, other in pairwise(clauses)
        if one[-1:] in "，," and not any(name.start <= OPENS for name in named(other)[:1])
        for found in _between(one + other, named)
    ]
    return any(
        round_ > FAR * _most(words, before, after, [*told, *gone_on])
        for before, after, words in own
        if (round_ := _most(words, after, before, told))
    )


def takes_for_gives(sentence: str, clauses: Sequence[str], actors: Actors) -> bool:
    """Whether who begins a clause of `sentence` takes what the case has him give, or the other way round: 租用, 租给."""
    for clause in split_at(sentence, _ENDS):
        first = actors.first(clause)
        for own, other in (_WAYS, _WAYS[::-1]):
            if first is None or not (said := own.search(clause, first.end)):
                continue
            things = pairs(clause[said.end() :])
            held = [one for one in clauses if any(same(it.text, first.text) for it in actors.named(one)[:1])]
            turned = any(_has(one, other, things) for one in held)
            if turned and not any(_has(one, own, things) for one in clauses):
                return True
    return False


def _has(clause: str, way: re.Pattern[str], things: frozenset[str]) -> bool:
    return bool(way.search(clause)) and bool(pairs(way.sub("，", clause)) & things)


def _between(clause: str, named: Find) -> Iterator[Found]:
    """Two names of a clause, in order, and the pairs of characters of what stands between them."""
    found = named(clause)
    for one, other in combinations(found, 2):
        said = clause[one.end : other.start]
        if said and said[0] not in _BESIDE and said[-1] not in _BESIDE and (words := pairs(said)):
            yield one.text, other.text, words


def _most(words: frozenset[str], before: str, after: str, told: Sequence[Found]) -> int:
    return max(
        (len(words & held) for one, other, held in told if same(one, before) and same(other, after)),
        default=0,
    )
