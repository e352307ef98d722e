"""How near each case is to a question clause by clause: whoever tells a story names in each clause another part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from data.text import clauses, squeeze
from data.types import CaseId
from retrieval import lexicon
from retrieval.search.near import Nearness, farthest

LEAST = 3
"""Characters a clause has at least: 对吧 and 咋判 are like every part of every case."""
AT_LENGTH = 400
"""Mean length (characters) from which on the cases of a collection are told at length: what one whole chunk holds
(vectorstore.chunking.WHOLE_LIMIT) is of one piece, and its vector is of the whole story."""


def told_in_clauses(text: str) -> list[str]:
    """The clauses of a question of more than one that can be looked for by themselves.

    What only asks (有这种事吗, 这案子帮我找一下) tells nothing of a case.
    """
    every = [text[start:end] for start, end in clauses(text)]
    worded = [clause for clause in every if len(squeeze(clause)) >= LEAST]
    return [one for one in worded if not lexicon.is_scaffolding(one)] if len(worded) > 1 else []


def at_length(texts: Sequence[str]) -> bool:
    """Whether cases of these texts are told at length."""
    return sum(map(len, texts)) > AT_LENGTH * len(texts)


def shortfalls(
    told: Sequence[str], ids: Sequence[CaseId], nearness: Callable[[str], Mapping[CaseId, Nearness]]
) -> dict[CaseId, float]:
    """How far each of `ids` lies below the best of them, clause by clause (difference of cosines, at most 0).

    The likeness of its nearest part is taken of each clause, and the mean of these by the clauses' lengths.
    """
    sums = dict.fromkeys(ids, 0.0)
    for clause in told:
        near = nearness(clause)
        far = farthest(near)
        for id_ in ids:
            one = near.get(id_)
            sums[id_] += len(clause) * (one.part if one else far)
    whole = sum(map(len, told))
    best = max(sums.values(), default=0.0)
    return {id_: (reached - best) / whole for id_, reached in sums.items()}
