"""What happened at the time that is asked by: 2020年入职的 asks for no case that only names the year beside another entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.text import Span, clauses, fold, sentences
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.fields import DateTest, FieldTest
from retrieval.cases.profiles import Profile
from retrieval.language.dates import Asked, stated
from retrieval.language.terms import Term

_WITHIN: tuple[Callable[[str], list[Span]], ...] = (clauses, sentences)
"""How near a time and what happened are told: in one clause, else in one sentence."""


def happened_then(found: Selection, asked: Sequence[FieldTest | DateTest]) -> Selection:
    """Of the cases `found` those that tell time and theme together, where any does; all where none does, or a column dates them."""
    times = [test.when for test in asked if isinstance(test, DateTest) and not test.names]
    if not times or not found.words.terms or len(found.chosen) < 2:
        return found
    for parts in _WITHIN:
        chosen = [p for p in found.chosen if _told_together(p, times, found.words.terms, parts)]
        if chosen:
            kept = frozenset(p.id for p in chosen)
            return replace(found, chosen=chosen, meant=found.meant & kept, otherwise=found.otherwise & kept)
    return found


def _told_together(
    profile: Profile, times: Sequence[Asked], terms: Sequence[Term], parts: Callable[[str], list[Span]]
) -> bool:
    for field in profile.case.fields:
        text = fold(field.text)
        for start, end in parts(text):
            part = text[start:end]
            if any(term.strength(part) for term in terms) and any(
                when.holds(date) for when in times for date in stated(part)
            ):
                return True
    return False
