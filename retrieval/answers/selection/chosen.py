"""What a question chose: its cases, by which test, and how surely."""

from __future__ import annotations

from collections.abc import Sequence

from data.types import Basis, CaseId
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import Condition
from retrieval.language.terms import Weighted


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen cases in the catalog's order, the test they passed, and the words to quote them by."""

    chosen: Sequence[Profile]
    basis: Basis
    words: Weighted
    meant: frozenset[CaseId] = frozenset()
    """Those of them that are members by meaning only."""
    sure: float = 1.0
    """How probably any case is meant."""
    otherwise: frozenset[CaseId] = frozenset()
    """Members that hold only what means the same or is a kind of it, and not the words themselves."""
    beside: tuple[str, ...] = ()
    """Words of content of the theme that took no part in choosing them."""
    outcomes: tuple[Condition, ...] = ()
    """The tests by what became of the cases, which know where each case tells it."""
