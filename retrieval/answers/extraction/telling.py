"""What of a case answers a question: one thing, or each of several that are asked one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.types import Quote
from retrieval.answers.extraction.one_thing import Telling, named_or_listed, tell_one
from retrieval.answers.extraction.sectioned import apart
from retrieval.answers.extraction.several import asked_in_turn
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.question.query import Layout
from retrieval.quoting.clauses import quote_of
from retrieval.wording.extractive import Entry


def telling(inquiry: Inquiry, profile: Profile) -> Telling:
    """What of `profile` answers the question; in another language than the case's, what bears on it.

    Of several things that are asked one after another, each.
    """
    parts = _asked_in_turn(inquiry, profile)
    if not parts:
        return tell_one(inquiry, profile)
    return named_or_listed(inquiry, profile) or _in_turn(
        inquiry, profile, parts
    )  # 分几级，都叫什么: the items are both


def _asked_in_turn(inquiry: Inquiry, profile: Profile) -> tuple[str, ...]:
    """The clauses of a question each of which asks something, of a case of one text: 叫什么，有多少人; none where one does."""
    question = inquiry.question
    if question.english or len(profile.case.fields) > 1 or question.form.layout is not Layout.PLAIN:
        return ()
    return asked_in_turn(question.text)


def _in_turn(inquiry: Inquiry, profile: Profile, parts: Sequence[str]) -> Telling:
    """What is told of each of `parts` by itself: the answers one behind another where all are sure, and the words of all;
    where they are not, also the words that answer the question as a whole.
    """
    question, case = inquiry.question, profile.case
    told = [tell_one(inquiry.asking(replace(question, text=part, theme=part)), profile) for part in parts]
    answers = [one.answer for one in told]
    sure = all(answers) and len(set(answers)) == len(answers)
    told += [] if sure else [tell_one(inquiry, profile)]
    quotes: list[Quote] = []
    for quote in sorted((q for one in told for q in one.entry.quotes), key=lambda q: (q.field, q.start)):
        if apart(quote, quotes):
            quotes.append(quote)
        elif quote.end > quotes[-1].end:
            quotes[-1] = quote_of(case, quote.field, quotes[-1].start, quote.end)
    return Telling(Entry(case, tuple(quotes)), "；".join(answers) if sure else "")
