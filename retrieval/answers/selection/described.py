"""Cases that a turn tells by what they do: 打球的那个，做了什么; 除了陶瓷那个; 不是在网上买的."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data.places.regions import find_institutions, find_places
from data.types import CaseId
from retrieval.answers.inquiry import NEAR_BONUS, Inquiry
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.narrowing import in_places
from retrieval.answers.selection.sets import select
from retrieval.question.query import Excluded, Query, Want

DESCRIBED = 0.1
"""How surely a case told by what it does must be here: who says 打球的那个 takes for granted that it is."""


def pointed_out(query: Query, ask: Callable[[Query], Inquiry]) -> Query:
    """`query` of the case that is told by what it does, where it is one at all; `ask` opens an inquiry."""
    if not query.described:
        return query
    places = tuple(find_places(query.described))
    told = Query(
        query.described,
        theme=query.described,
        collections=query.collections,
        places=places,
        other_than=Excluded(cases=query.other_than.cases),
    )
    inquiry = ask(told)
    if query.want is Want.COMPARE:  # 把温江那件也加进来比: one more beside those told
        found = in_places(inquiry, inquiry.pool) if places else []
        meant = next((one.id for one in inquiry.ranked(found or inquiry.pool)), None)
        if meant in query.targets and len(query.targets) == 1:
            others = inquiry.profiles.without(inquiry.pool, [inquiry.profiles.by_id[query.targets[0]]])
            meant = next((one.id for one in inquiry.ranked(others)), None)
        return replace(
            query, targets=tuple(dict.fromkeys((*query.targets, *filter(None, [meant])))), described=""
        )
    near, bonus = set(query.near), NEAR_BONUS * query.lean  # of those told before rather than another
    among = [p for p in inquiry.pool if p.id in set(query.within)]
    pool = among or inquiry.pool
    ranked = sorted(inquiry.ranked(pool), key=lambda one: -(one.score + bonus * (one.id in near)))
    if not ranked or (not among and inquiry.presence(ranked[0]) < DESCRIBED):
        return query
    if query.want is Want.TEXT:
        return replace(query, targets=(ranked[0].id,), within=())
    return replace(query, within=(ranked[0].id,), near=())


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
    named = find_institutions(word)
    theme = "" if any(one.text == word for one in named) else word
    inquiry = ask(
        Query(word, want=Want.CASES, theme=theme, institutions=named, collections=query.collections)
    )
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
