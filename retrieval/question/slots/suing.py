"""Which sort of body sued or was sued, where a question names it: 告住建局的 asks for no other department."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.cases.suits.conditions import SUED, SUES
from retrieval.lexicon.listed import listed
from retrieval.question.query import Query

_ANY_BODY = listed("side.public")
"""政府, 机关: who sues or is sued, and no sort of body by which cases are told apart."""
_PRIVATE = listed("side.firm"), listed("side.person")
"""企业, 老百姓: the other side, no sort of public body."""


def of_bodies(tests: Sequence[str], query: Query) -> tuple[str, ...]:
    """`tests` with the sort of body that sued or was sued where it is named: 告住建局的 asks for no other department."""
    named = {kind: query.text[start:end] for kind, start, end in query.kinds}
    sorts = [k for k, said in named.items() if not any(of.fullmatch(said) for of in (_ANY_BODY, *_PRIVATE))]
    if len(sorts) != 1:
        return tuple(tests)
    of_sort = {
        f"{role}:public": f"{how}:{sorts[0]}" for role, how in (("plaintiff", SUES), ("defendant", SUED))
    }
    return tuple(of_sort.get(test, test) for test in tests)
