"""Some cases for who has no question yet: of several themes one each, and the program judges none to be better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.types import Basis, BasisKind, Case
from retrieval.answers.facts.shown import SHORT, gist
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.sets.sets import answer_set
from retrieval.cases.grouping import OTHER, grouped
from retrieval.question.query import SUGGESTED, Layout, Query
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase

LOOKED_AT = 2_000
"""Cases by which themes are told, the first of a large library."""
SOME = 3
"""Cases that are suggested where nobody said how many."""


def asks(query: Query) -> bool:
    """Whether some cases are to be suggested, and nothing was asked of them since but another form."""
    narrowed = replace(
        query, other_than=replace(query.other_than, cases=())
    ).narrows  # by more than what was told
    return query.by == SUGGESTED and query.edit in ("", "show", "others") and not (query.theme or narrowed)


def answer(inquiry: Inquiry) -> Reply | None:
    """So many cases, of the commonest themes in turn the one that tells most; None where there is none."""
    question = inquiry.question
    pool = inquiry.pool[:LOOKED_AT]
    if not pool:
        return None
    by_id = {profile.id: profile for profile in pool}
    count = question.form.limit or SOME
    chosen = [by_id[case.id] for case, _ in zip(_in_turn([p.case for p in pool]), range(count), strict=False)]
    if question.form.layout is not Layout.PLAIN:  # 把这些列成表
        form = replace(question.form, limit=None)
        those = tuple(profile.id for profile in chosen)
        return answer_set(inquiry.asking(replace(question, by="", within=those, form=form)))
    frame = "suggested" if len(chosen) > 1 else "suggested_one"
    head = phrase(frame, question.english, count=len(chosen))
    composed = listing([Entry(p.case, gist(inquiry, p, SHORT)) for p in chosen], inquiry.labels, head)
    basis = Basis(BasisKind.FIELD, phrase("by_theme", question.english), False)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def _in_turn(cases: list[Case]) -> Iterator[Case]:
    """The cases, one of each theme and then the next of each, those of no theme last."""
    groups = [
        sorted(members, key=lambda case: -sum(len(field.text) for field in case.fields))
        for name, members in grouped(cases, "theme").items()
        if name != OTHER
    ]
    rest = [case for case in cases if not any(case in group for group in groups)]
    for nth in range(max(map(len, groups), default=0)):
        yield from (group[nth] for group in groups if nth < len(group))
    yield from rest
