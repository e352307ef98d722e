"""The case in which most or least was granted, or paid: the sum first, and the words that tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.text import clauses, fold
from data.types import Basis, BasisKind, Quote
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.sets.placing import head_of
from retrieval.cases.profiles import Profile
from retrieval.language.measures import measures
from retrieval.question.query import FIRST
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.courses import outcome_quotes
from retrieval.wording.extractive import Entry, listing, told
from retrieval.wording.frames import phrase


def reply(inquiry: Inquiry, chosen: Mapping[Profile, float], told_as: str = "") -> Reply | None:
    """The answer that names each of `chosen`, of which so much (yuan) was granted; None where it is empty.

    `told_as`: under which key a course says where the sum is told, where no ruling grants it (`pay`).
    """
    if not chosen:
        return None
    quotes = [clause_of(profile, value, told_as) for profile, value in chosen.items()]
    entries = [
        Entry(p.case, (quote,) if quote else _ruling(p)) for p, quote in zip(chosen, quotes, strict=True)
    ]
    first = quotes[0]
    if len(entries) == 1 and first is not None and first.answer is not None:
        composed = told(entries[0], inquiry.labels, value_said(first))
    else:
        ranked = inquiry.question.rank != FIRST and len(entries) > 1
        head = head_of(inquiry.question, value_said(first), len(entries)) if ranked else ""
        composed = listing(entries, inquiry.labels, head)
    basis = Basis(BasisKind.FIELD, phrase("by_granted", inquiry.question.english), False)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def value_said(quote: Quote | None) -> str:
    """The figure that a quote answers with; "" where it has none."""
    if quote is None or quote.answer is None:
        return ""
    start, end = (at - quote.start for at in quote.answer)
    return quote.text[start:end]


def clause_of(profile: Profile, value: float, told_as: str = "") -> Quote | None:
    """The clause that tells the sum of that value (yuan), which is its answer; None without one."""
    ruling = profile.course.operative
    of_ruling = (ruling.field, ruling.start, ruling.end) if ruling is not None else None
    place = profile.course.spans.get(told_as) if told_as else of_ruling
    if place is None:
        return None
    name, first, last = place
    text = profile.case.text_of(name) or ""
    for start, end in clauses(text):
        if not first <= start < last:
            continue
        for figure in measures(fold(text[start:end]), "sum"):
            if figure.value == value:
                quote = quote_of(profile.case, name, start, end)
                return replace(quote, answer=(start + figure.start, start + figure.end))
    return None


def _ruling(profile: Profile) -> tuple[Quote, ...]:
    ruling = profile.course.operative
    places = [(ruling.field, ruling.start, ruling.end)] if ruling is not None else []
    return outcome_quotes(profile.case, places)
