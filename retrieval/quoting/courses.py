"""The words of a case where it tells that it passes a test of its course."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import sentences
from data.types import Case, Quote
from retrieval.cases.suits.conditions import Place
from retrieval.cases.suits.course import RESULT, Course
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of

_DECIDES = listed("decided_by")
QUOTED = 130
"""Code points quoted of where a case tells its outcome: a ruling with its parties and sum."""


def outcome_quotes(case: Case, places: Sequence[Place]) -> tuple[Quote, ...]:
    """The words of `case` at `places`, whole sentences as far as QUOTED code points go, the last places first."""
    chosen: list[Quote] = []
    left = QUOTED
    for name, start, end in reversed(places):
        text = case.text_of(name) or ""
        stop = start
        for _, last in sentences(text[start:end]):
            if stop > start and start + last - start > left:
                break
            stop = start + last
        quote = quote_of(case, name, start, stop)
        if quote.text and (not chosen or stop - start <= left):
            chosen.append(quote)
            left -= stop - start
    order = [f.name for f in case.fields]
    return tuple(sorted(chosen, key=lambda quote: (order.index(quote.field), quote.start)))


def ruling_quotes(case: Case, course: Course, question: str) -> tuple[Quote, ...]:
    """What was decided, at the instance that `question` names if any; the section of the result where no ruling is read."""
    at = [ruling for ruling in course.rulings if ruling.instance and ruling.instance in question]
    places = [(ruling.field, ruling.start, ruling.end) for ruling in at or course.rulings]
    if not places:
        places = [
            (field.name, start, end)
            for field in case.fields
            if RESULT.search(field.name)
            for start, end in sentences(field.text)
            if _DECIDES.search(field.text, start, end)
        ][-1:]
    return outcome_quotes(case, places)
