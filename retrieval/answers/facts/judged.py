"""A question about one case, answered by the clause that a model found and code held against the case."""

from __future__ import annotations

from data.types import Basis, BasisKind
from retrieval.answers.facts import shown
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.question.query import Want
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase


def answer(inquiry: Inquiry) -> Reply | None:
    """The cases the model named, with their clauses; the refusal where it named none; None where none was asked."""
    judged = inquiry.judgement
    if judged is None:
        return None
    known = inquiry.profiles.by_id
    found = [known[id_] for id_ in judged.members if id_ in known]
    if not found:
        nearest = [one.profile for one in inquiry.ranked(inquiry.pool)][:1]
        return refuse(inquiry, "no_model", nearest, read=judged.read)
    if inquiry.question.want is Want.TEXT:
        return shown.whole(inquiry, found)
    composed = listing([Entry(p.case, judged.members[p.id]) for p in found], inquiry.labels)
    test = phrase("read" if judged.whole else "read_some", inquiry.question.english, read=judged.read)
    basis = Basis(BasisKind.MODEL, test, False)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)
