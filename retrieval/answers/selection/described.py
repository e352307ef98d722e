"""Cases that a turn tells by what they do: 打球的那个，做了什么; 除了陶瓷那个; 不是在网上买的."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data.types import CaseId
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.selection.sets import Selection, select
from retrieval.question.query import Query, Want

DESCRIBED = 0.1
"""How surely a case told by what it does must be here: who says 打球的那个 takes for granted that it is."""


def pointed_out(query: Query, ask: Callable[[Query], Inquiry]) -> Query:
    """`query` of the case that is told by what it does, where it is one at all; `ask` opens an inquiry."""
    if not query.described:
        return query
    told = Query(text=query.described, theme=query.described, collections=query.collections)
    inquiry = ask(told)
    ranked = inquiry.ranked(inquiry.pool)
    if not ranked or inquiry.presence(ranked[0]) < DESCRIBED:
        return query
    if query.want is Want.TEXT:
        return replace(query, targets=(ranked[0].id,))
    return replace(query, within=(ranked[0].id,))


def left_out(query: Query, ask: Callable[[Query], Inquiry]) -> Query:
    """`query` without the cases that are left out by what they do; `ask` opens an inquiry.

    What a word singles out by title is one case; else those are left out that would be answered if it were asked for.
    """
    out = query.other_than
    told = [_told_by(word, query, ask) for word in out.described]
    cases = dict.fromkeys((*out.cases, *(case for found, _ in told for case in found)))
    unsure = not all(exact for _, exact in told)
    return replace(query, other_than=replace(out, cases=tuple(cases), unsure=unsure))


def _told_by(word: str, query: Query, ask: Callable[[Query], Inquiry]) -> tuple[list[CaseId], bool]:
    """The cases that `word` tells, of those only meant by it none where some say it; and whether an exact test told them."""
    inquiry = ask(Query(text=word, theme=word, want=Want.CASES, collections=query.collections))
    if not inquiry.terms(word) and inquiry.terms(f"{word}的"):
        inquiry = inquiry.asking(replace(inquiry.question, text=f"{word}的", theme=f"{word}的"))
    titled = [p for p in inquiry.holding([word], inquiry.pool) if word in p.title]
    if len(titled) == 1:
        return [titled[0].id], True
    found = select(inquiry)
    if not isinstance(found, Selection):
        return [], False
    said = [p.id for p in found.chosen if p.id not in found.meant]
    return said or [p.id for p in found.chosen], found.basis.complete
