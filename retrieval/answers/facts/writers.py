"""Who wrote of a case, where its text ends with a line that says so: 那篇是谁写的, 作者叫什么."""

from __future__ import annotations

from collections.abc import Sequence

from data.types import Basis, BasisKind
from retrieval.answers.facts.shown import by_number
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.profiles import Profile
from retrieval.cases.told import THINGS, where
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query
from retrieval.quoting.clauses import quote_of
from retrieval.wording.extractive import Entry, told


def asks(question: Query) -> bool:
    """Whether it is asked who wrote something."""
    return Cue.WRITER_ASKED in question.cues


def answer(inquiry: Inquiry) -> Reply | None:
    """Who wrote of the one case that is meant; None where its text does not say, or several are meant."""
    profile = _meant(inquiry)
    places = where(profile, "writer", alone=True) if profile is not None else ()
    if profile is None or not places:
        return None
    field, start, end = places[-1]
    quote = quote_of(profile.case, field, start, end)
    composed = told(Entry(profile.case, (quote,)), inquiry.labels, quote.text)
    return Reply(
        composed.text,
        composed.citations,
        Basis(BasisKind.FIELD, THINGS["writer"].name, True),
        outline=composed.outline,
    )


def _meant(inquiry: Inquiry) -> Profile | None:
    """The case that is asked about: by its number, as the one told before, or the nearest to what else is said."""
    question = inquiry.question
    found: Sequence[Profile] = inquiry.pool
    if question.numbers.numbers or question.targets:
        found, _ = by_number(inquiry)
    elif len(found) > 1 and inquiry.terms(question.without(Cue.WRITER_ASKED)):
        found = [one.profile for one in inquiry.ranked(found)[:1]]
    return found[0] if len(found) == 1 else None
