"""The cases at other places than the first by what became of them: 判得第二重的, 加班费前三名, 处分第二重的."""

from __future__ import annotations

from dataclasses import replace

from data.types import Basis, BasisKind
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.selection.sets import select
from retrieval.answers.sets import granted
from retrieval.answers.sets.placing import head_of, no_place, placed
from retrieval.cases.suits import penalties
from retrieval.cases.suits.conditions import PENALTY, spoken, stated_as, valued
from retrieval.question.query import FIRST, Query
from retrieval.quoting.courses import outcome_quotes
from retrieval.wording.extractive import Entry, listing

_ENDS = (":most", ":least")
_OF_SUMS = {"awarded": "", "claimed": "claimed", "pay": "pay"}
"""Measures that are sums, with the key under which a course says where they are told."""


def asks(question: Query) -> bool:
    """Whether another place than the first is asked for, by a test of the course of cases."""
    return question.rank != FIRST and bool(_test(question))


def answer(inquiry: Inquiry) -> Reply | None:
    """The cases at those places with what each was put there by; None where none tells that."""
    question = inquiry.question
    test = _test(question)
    others = replace(question, rank=FIRST, course=tuple(one for one in question.course if one != test))
    pool = inquiry.pool
    if others.narrows or others.theme:
        selection = select(inquiry.asking(others))
        if isinstance(selection, Reply):
            return selection
        pool = selection.chosen
    what, _, end = test.partition("|")[0].rpartition(":")
    told = valued(test, pool)
    values = {profile: value for profile, (value, _) in told.items()}
    if not values:
        return None
    chosen = placed(values, question.rank, down=end == "most")
    if not chosen:
        return no_place(inquiry, len(set(values.values())))
    if what in _OF_SUMS:
        return granted.reply(inquiry, {p: values[p] for p in chosen}, _OF_SUMS[what])
    entries = [Entry(p.case, outcome_quotes(p.case, told[p][1])) for p in chosen]
    penalised = penalties.heaviest(chosen[0].course.penalties)
    said = penalised if what == PENALTY else spoken(test, values[chosen[0]])
    head = head_of(question, said, len(entries)) if len(entries) > 1 else f"{said}。" if said else ""
    composed = listing(entries, inquiry.labels, head)
    basis = Basis(BasisKind.FIELD, "；".join(stated_as((test,))), False)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def _test(question: Query) -> str:
    return next((test for test in question.course if test.partition("|")[0].endswith(_ENDS)), "")
