"""The part of a set question that asks what became of the cases, put to its tests before the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.text import clauses, sentences
from data.types import Case, Quote
from retrieval.inquiry import Inquiry
from retrieval.lexicon.listed import listed
from retrieval.question import closed
from retrieval.question.asked import Type
from retrieval.question.query import Query, Want
from retrieval.quoting import quote_of
from retrieval.suits.conditions import Condition, Place
from retrieval.suits.verdicts import conditions, passing

QUOTED = 130
"""Code points quoted of where a case tells its outcome: a ruling with its parties and sum."""
_OF_CASES = frozenset("件个起例宗")
"""Units by which cases are counted."""
_COUNTS_TOO, _PROCEDURE = listed("counts_too"), listed("procedure")
"""Words of procedure that are in every such case, and what leads up to an outcome."""


def asked_outcomes(inquiry: Inquiry) -> tuple[Condition, ...]:
    """The outcomes by which a question asks which or how many of the cases; none where it asks for something else."""
    question = inquiry.question
    if (
        question.english
        or question.near
        or len(question.within) == 1
        or (question.literal and question.literal.of_part)
        or not _of_cases(question)
        or question.asked.type in (Type.REASON, Type.HOW)
    ):
        return ()
    return conditions(question.text, inquiry.pool)


def _of_cases(question: Query) -> bool:
    """Whether it is asked which or how many cases, or for the one with the most: 终局裁决的有几件."""
    if question.want in (Want.CASES, Want.COUNT, Want.EXTREME):
        return True
    return (question.asked.type is Type.NUMBER and question.asked.unit in _OF_CASES) or "最" in question.text


def remaining(inquiry: Inquiry, found: Sequence[Condition]) -> Inquiry:
    """The same inquiry over the cases that pass, asked only what the conditions do not cover."""
    question = inquiry.question
    text = list(question.text)
    for one in found:
        text[one.start : one.end] = "，" * (one.end - one.start)
    left = "".join(text)
    counted = (left[start:end] for start, end in clauses(left))
    wanted = _PROCEDURE.sub("，", "".join(part for part in counted if not _COUNTS_TOO.search(part)))
    rest = closed.read(wanted, inquiry.profiles.records.collections, question.collections)
    rest = replace(
        rest,
        want=question.want,
        theme=closed.theme_of(rest),
        collections=question.collections,
        again=question.again,
    )
    return inquiry.asking(replace(rest, within=tuple(p.id for p in passing(found, inquiry.pool))))


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
