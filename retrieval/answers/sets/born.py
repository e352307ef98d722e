"""Who is oldest or youngest where cases tell no age, but when somebody was born."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.text import clauses, fold
from data.types import Basis, BasisKind, Quote
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.leads.forms import answer_of
from retrieval.answers.refusing import refuse
from retrieval.answers.sets.placing import head_of, no_place, placed
from retrieval.cases.profiles import Profile
from retrieval.language.holders import FEW
from retrieval.language.measures import measures
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase

_BORN = listed("born")
_OLDEST = ("highest", "most", "first")


def answer(inquiry: Inquiry) -> Reply:
    """The cases whose people were born first, or last; the refusal where none tells an age or a birth."""
    question = inquiry.question
    oldest = question.extreme in _OLDEST
    told = {profile: found for profile in _pool(inquiry) if (found := _birth(profile, oldest)) is not None}
    if not told:
        return refuse(inquiry, "no_age")
    values = {profile: value for profile, (value, _) in told.items()}
    chosen = placed(values, question.rank, down=not oldest)
    if not chosen:
        return no_place(inquiry, len(set(values.values())))
    quotes = [told[profile][1] for profile in chosen]
    entries = [Entry(p.case, (quote,)) for p, quote in zip(chosen, quotes, strict=True)]
    value = answer_of(quotes[0])
    first, last = question.rank
    head = phrase("by_birth", question.english, value=value)
    if first != last:
        head = phrase("by_births", question.english) + head_of(question, value, len(entries))
    composed = listing(entries, inquiry.labels, head)
    basis = Basis(BasisKind.FIELD, phrase("by_age", question.english), False)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def _pool(inquiry: Inquiry) -> Iterator[Profile]:
    pool = inquiry.pool if len(inquiry.pool) <= FEW else inquiry.holding(("出生",), inquiry.pool)
    yield from pool


def _birth(profile: Profile, oldest: bool) -> tuple[float, Quote] | None:
    """The earliest (or the latest) birth that a case tells, with the clause that does."""
    found = [
        (figure.value, field.name, start, end, figure)
        for field in profile.case.fields
        for start, end in clauses(field.text)
        if _BORN.search(field.text[start:end])
        for figure in measures(fold(field.text[start:end]), "time")
    ]
    if not found:
        return None
    value, name, start, end, figure = (min if oldest else max)(found, key=lambda one: one[0])
    quote = quote_of(profile.case, name, start, end)
    return value, replace(quote, answer=(start + figure.start, start + figure.end))
