"""Cases like one that was told or is named by its number: the nearest in meaning, and that they were not held against it."""

from __future__ import annotations

from dataclasses import replace

from data.types import Basis, BasisKind
from retrieval.answers.facts.shown import SHORT, by_number, gist
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.question.query import ALIKE, Query
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase

FEW = 3
"""Cases told where nobody says how many: what comes behind them is hardly like it."""

LIKE = 0.3
"""Share of the weight of the words of a case's title that a case of another collection must hold to be told as like it: there
may be none, and one is always the nearest."""


def asks(query: Query) -> bool:
    """Whether cases like those named are asked for."""
    return query.edit == ALIKE and bool(query.targets or query.numbers.numbers)


def answer(inquiry: Inquiry) -> Reply | None:
    """The cases nearest to those named, the nearest first; None where those are none that are held."""
    question = inquiry.question
    like, missing = by_number(inquiry)
    if missing or not like:
        return None
    titles = "，".join(p.title for p in like)
    known = (*question.other_than.cases, *(p.id for p in like))
    rest = inquiry.asking(
        replace(
            question,
            text=titles,
            theme=titles,
            other_than=replace(question.other_than, cases=known),
            targets=(),
            within=(),
        )
    )
    nearest = [one.profile for one in rest.ranked(rest.pool)][: question.form.limit or FEW]
    if question.collections and not any(p.id.collection in question.collections for p in like):
        nearest = [
            one for one in nearest if any(inquiry.weigh(p.title).coverage(one.text) >= LIKE for p in like)
        ]
        if not nearest:
            what = "".join(f"《{p.title}》" for p in like)
            said = phrase("no_alike", question.english, what=what)
            there = replace(
                question, other_than=replace(question.other_than, cases=())
            )  # those are elsewhere
            return refuse(inquiry.asking(there), "no_alike", test=said.rstrip("。."), what=what)
    if not nearest:
        return refuse(inquiry, "no_more")
    entries = [Entry(p.case, gist(inquiry, p, SHORT)) for p in nearest]
    what = inquiry.names(like)
    head = phrase("alike", question.english, what=what, count=len(nearest))
    composed = listing(entries, inquiry.labels, head)
    basis = Basis(BasisKind.SEMANTIC, head.rstrip("：:"), False)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)
