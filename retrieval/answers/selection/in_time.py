"""What happened at the time that is asked by: 2020年入职的 asks for no case that only names the year beside another entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from data.text import Span, clauses, fold, sentences
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.fields import DateTest, FieldTest
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import Condition, Place
from retrieval.cases.suits.course import PUBLIC
from retrieval.cases.suits.sections import FACTS, RESULT
from retrieval.language.dates import Asked, stated
from retrieval.language.terms import Term
from retrieval.lexicon.listed import listed, under
from retrieval.question.query import Query

_RULES = listed("court_ruled_then")
_TOLD, RULING = under("done_then_told"), "判"
_WITHIN: tuple[Callable[[str], list[Span]], ...] = (clauses, sentences)
"""How near a time and what happened are told: in one clause, else in one sentence."""


def done_then(
    question: Query, pool: Sequence[Profile], asked: Sequence[FieldTest | DateTest]
) -> Condition | None:
    """The cases of `pool` in which what the question says right behind its time was done then, each with where it tells so:
    2019年判的, 2013年签的; None where it says no such deed, or no case tells it."""
    times = [test.when for test in asked if isinstance(test, DateTest) and not test.names]
    name, deed = question.done_then if times else ("", "")
    if not deed:
        return None
    told = _ruled if name == RULING else partial(_done, forms=_TOLD[name])
    found = {p: tuple(place for when in times for place in told(p, when)) for p in pool}
    if any(PUBLIC.search(kind) for kind, *_ in question.kinds):  # 跟政府部门的协议: where one is told with it
        of_one = {p: tuple(at for at in places if _names_public(p, at)) for p, places in found.items()}
        found = of_one if any(of_one.values()) else found
    chosen = {p.id: places for p, places in found.items() if places}
    return Condition(f"“{question.when.words}”{deed}", chosen) if chosen and question.when else None


def done_otherwise(profile: Profile, deed: str) -> bool:
    """Whether `profile` dates a `deed`, of the sorts of `done_then`: 2020年7月入职, and is no case of another year's entry then."""
    forms = _TOLD.get(deed) if deed != RULING else None
    return forms is not None and any(
        any(date.year for date in stated(text[start:end])) and forms.search(text, start, end)
        for text in (fold(field.text) for field in profile.case.fields)
        for start, end in clauses(text)
    )


def _names_public(profile: Profile, place: Place) -> bool:
    name, start, end = place
    return bool(PUBLIC.search((profile.case.text_of(name) or "")[start:end]))


def _ruled(profile: Profile, when: Asked) -> Iterator[Place]:
    """Where a court ruled then: a case gives the year once, and of what follows in it the month (同年9月)."""
    told = [field for field in profile.case.fields if FACTS.search(field.name) or RESULT.search(field.name)]
    for field in told or profile.case.fields[:1]:
        text = fold(field.text)
        for start, end in clauses(text):
            dates = (
                [date for date in stated(text[:end]) if date.year] if _RULES.search(text[start:end]) else []
            )
            if dates and when.holds(dates[-1]):
                yield field.name, start, end


def _done(profile: Profile, when: Asked, forms: re.Pattern[str]) -> Iterator[Place]:
    """Where a sentence tells of that time and of the deed: from the clause of the one to that of the other."""
    for field in profile.case.fields:
        text = fold(field.text)
        for start, end in sentences(text):
            part = text[start:end]
            if any(when.holds(date) for date in stated(part)) and _may_be_of(part, when, forms):
                parts = clauses(part)
                then = [one for one in parts if any(map(when.holds, stated(part[slice(*one)])))] or parts
                deeds = [one for one in parts if forms.search(part, *one)]
                first, last = min(
                    ((t, d) for t in then for d in deeds), key=lambda pair: abs(pair[0][0] - pair[1][0])
                )
                yield field.name, start + min(first[0], last[0]), start + max(first[1], last[1])


def _may_be_of(sentence: str, when: Asked, forms: re.Pattern[str]) -> bool:
    """Whether a clause of `sentence` tells of the deed and of no other time: not 2015年签订合同，2019年停产."""
    told = [sentence[start:end] for start, end in clauses(sentence) if forms.search(sentence[start:end])]
    times = [[date for date in stated(clause) if date.year] for clause in told]
    return any(not dates or any(map(when.holds, dates)) for dates in times)


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
