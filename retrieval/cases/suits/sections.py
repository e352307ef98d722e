"""What the sections are called in which cases of courts are told: the facts, what was asked, why, what was ruled, what it means."""

from __future__ import annotations

from functools import lru_cache

from data.types import Case
from retrieval.lexicon.listed import listed

RESULT, CLAIMS = listed("section.result"), listed("section.claims")
"""Names of sections that tell the rulings, and of those that tell what was asked, why, and what it means."""
FACTS = listed("section.facts")
"""Names of sections that tell what happened."""
REASONS, MEANING = listed("section.reasons"), listed("section.meaning")
LESSON = listed("section.lesson")
"""Names of sections that tell everybody what is to be done, and nothing of the case at hand."""


def gives_reasons(case: Case, name: str) -> bool:
    """Whether the section `name` says why `case` was decided so: its reasons or its ruling, if that is no account of what
    happened as well; of a case that has neither, what it is said to mean: a guiding case of discipline argues there."""
    return name in _reasoned(tuple(field.name for field in case.fields))


def argues_in_meaning(case: Case) -> bool:
    """Whether the only section of `case` that says why is what it is said to mean."""
    return any(MEANING.search(name) for name in _reasoned(tuple(field.name for field in case.fields)))


@lru_cache(maxsize=500)
def _reasoned(names: tuple[str, ...]) -> frozenset[str]:
    own = [
        one
        for one in names
        if not MEANING.search(one) and (REASONS.search(one) or (RESULT.search(one) and not FACTS.search(one)))
    ]
    return frozenset(own or (one for one in names if MEANING.search(one)))
