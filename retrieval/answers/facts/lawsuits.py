"""The number of a case's lawsuit, where it is asked for: 案例3的案号是什么."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data import dockets
from data.dockets import DOCKET
from data.text import clauses, trimmed
from data.types import Basis, BasisKind, Case, Quote
from retrieval.answers.facts import shown
from retrieval.answers.facts.facts import answer_fact
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.cases.profiles import Profile
from retrieval.language.numbers import spoken
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Want
from retrieval.wording.extractive import Entry, listing, told
from retrieval.wording.frames import phrase
from retrieval.wording.lists import Found, head

_COURTS = {"一审": "初", "原审": "初", "二审": "终", "终审": "终", "再审": "再申提"}
"""Which court is asked about, and the letters that its numbers have."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The numbers of the lawsuits of the cases meant, quoted; None where something else is asked."""
    question = inquiry.question
    asked = question.cues.first(Cue.ASKS_DOCKET)
    if asked is None:
        return None
    if Cue.HAVING_DOCKET in question.cues and question.want in (Want.CASES, Want.COUNT):
        return _having(inquiry)
    if question.literal is not None:
        return None
    found = _meant(inquiry, question.text[: asked.start] + question.text[asked.end :])
    if not found:
        return None
    letters = next(
        (letters for court, letters in _COURTS.items() if court in question.text[asked.start : asked.end]), ""
    )
    entries = [Entry(p.case, tuple(_quotes(p.case, letters))) for p in found]
    telling = [entry for entry in entries if entry.quotes]
    basis = Basis(BasisKind.FIELD, f"{shown.numbers_basis(found).test}；{DOCKET}", True)
    if not telling:
        return refuse(inquiry, "no_detail", test=basis.test, what=DOCKET)
    if len(entries) == 1:
        (quote, *more) = telling[0].quotes
        said = (
            quote.text[quote.answer[0] - quote.start : quote.answer[1] - quote.start] if quote.answer else ""
        )
        composed = told(telling[0], inquiry.labels, "" if more else said)
    else:
        silent = [entry.case.number for entry in entries if not entry.quotes]
        facts = {"numbers": spoken(silent), "what": DOCKET}
        tail = phrase("no_column", question.english, **facts) if silent else ""
        composed = listing(telling, inquiry.labels, tail=tail)
    return Reply(composed.text, composed.citations, basis)


def _having(inquiry: Inquiry) -> Reply | None:
    """Which cases, or how many, give a number at all; None where there are none, or more is asked."""
    question = inquiry.question
    if question.numbers.numbers or inquiry.terms(question.without(Cue.HAVING_DOCKET)):
        return None
    entries = [Entry(p.case, tuple(_quotes(p.case, ""))) for p in inquiry.pool]
    telling = [entry for entry in entries if entry.quotes]
    if not telling:
        return None
    count = len(telling)
    found = Found(total=len(entries), test=f"写明{DOCKET}", said=count, meant=0, listed=count)
    composed = listing(telling, inquiry.labels, head(found, question.english))
    basis = Basis(BasisKind.FIELD, found.test, True)
    return Reply(
        composed.text, composed.citations, basis, count=count if question.want is Want.COUNT else None
    )


def _meant(inquiry: Inquiry, rest: str) -> Sequence[Profile]:
    """The cases whose number is asked for, and nothing besides; none where more is asked, or of all of them."""
    question = inquiry.question
    if question.numbers.numbers or question.targets:
        for start, end in reversed(question.numbers.spans):
            rest = rest[:start] + rest[end:] if end <= len(rest) else rest
        return [] if inquiry.terms(rest) else shown.by_number(inquiry)[0]
    if question.within:
        return list(inquiry.pool)
    besides = replace(question, text=rest, want=Want.FACT)
    if Cue.OF_EVERY_CASE in besides.cues:
        return []
    reply = answer_fact(inquiry.asking(besides))
    return [inquiry.profiles.by_id[one.case.id] for one in reply.citations[:1]]


def _quotes(case: Case, letters: str) -> Iterator[Quote]:
    """The words of the case that give its number: the field that holds it, else the clauses of its text."""
    own = [field for field in case.fields if field.name == DOCKET]
    for field in own or case.fields:
        spans = dockets.find(field.text)
        fitting = [
            span for span in spans if any(c in field.text[span[0] : span[1]] for c in letters)
        ] or spans
        places = [(0, len(field.text))] if own else clauses(field.text)
        for start, end in places:
            if inside := [span for span in fitting if start <= span[0] and span[1] <= end]:
                sure = inside[0] if len(inside) == 1 else None
                first, last = trimmed(field.text, (start, end))
                yield Quote(field.name, first, last, field.text[first:last], sure)
