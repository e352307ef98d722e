"""A case that a turn tells by what it does: 打球的那个，做了什么."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from retrieval.answers.inquiry import Inquiry
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
