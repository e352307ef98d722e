"""A question that asks for a text: an overview, then each case of the theme with its quotes."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import squeeze
from data.types import TITLE, Basis, Quote
from retrieval.answers.facts.asked_cells import asked_cells
from retrieval.answers.facts.shown import gist, outcome
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Layout
from retrieval.quoting.clauses import asides, quote_of, telling_clause
from retrieval.quoting.passages import statements
from retrieval.quoting.shown import tidied
from retrieval.wording.columns import table
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase
from retrieval.wording.lists import sentence
from retrieval.wording.themes import as_written

_QUOTE = 150
"""Code points quoted of each case in a briefing."""
SECTIONED_QUOTE = 80
"""The same of a case told in sections: what happened and what came of it."""
_KEEP = 0.2
MANY_WORDS = 3
"""Words set beside each other from which on they are no topic a reader would own: 行贿、便宜、利益、追回来."""
_FEW = 3
_FEW_QUOTE = 260
"""Where the text is on up to three cases there is room for most of each."""


def answer_brief(inquiry: Inquiry, chosen: tuple[Profile, ...], basis: Basis) -> Reply:
    """Compose the overview and the sections over `chosen`."""
    question = inquiry.question
    budget, keep = (_FEW_QUOTE, 0.0) if len(chosen) <= _FEW else (_QUOTE, _KEEP)
    entries = [
        Entry(p.case, _with_judged(inquiry, p, _of_theme(inquiry, p, gist(inquiry, p, SECTIONED_QUOTE))))
        if len(p.case.fields) > 1
        else Entry(
            p.case, _with_judged(inquiry, p, tidied(p.case, inquiry.entry(p, None, budget, keep).quotes))
        )
        for p in chosen
    ]
    named = [(place.start, place.end) for place in question.places]
    named += [(body.start, body.end) for body in question.institutions]
    named += [(start, end) for _, start, end in question.kinds]
    topic = as_written([term.text for term in inquiry.words.terms], question.theme)
    topic = topic or "、".join(question.text[start:end] for start, end in sorted(named))
    said = "brief" if topic and topic.count("、") < MANY_WORDS else "brief_some"
    head = phrase(said, question.english, topic=topic, count=len(chosen))
    if question.form.layout is Layout.TABLE or Cue.AS_TABLE in question.cues:
        of_outcome = Cue.OUTCOME_COLUMN in question.cues
        each = [
            Entry(
                p.case,
                outcome(inquiry, p)
                if of_outcome and len(p.case.fields) > 1
                else telling_clause(p.case, inquiry.words),
            )
            for p in chosen
        ]
        names = question.form.columns
        composed = table(each, names, inquiry.labels, head, asked_cells(inquiry, chosen, names))
    elif question.form.layout is Layout.ONE and len(entries) > 1:
        composed = sentence(entries, inquiry.labels, head, question.english)
    else:
        composed = listing(entries, inquiry.labels, head if len(entries) > 1 else "")
    return Reply(composed.text, composed.citations, basis, outline=composed.outline, table=composed.table)


def _with_judged(inquiry: Inquiry, profile: Profile, told: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`told` of a case, the last of which tells what came of it, with the clauses by which a model found it to be meant."""
    judged = inquiry.judgement.members.get(profile.id, ()) if inquiry.judgement is not None else ()
    return _in_order(profile, (*judged, *_apart_from(judged, told[-1:]))) if judged else told


def _apart_from(quotes: Sequence[Quote], told: Sequence[Quote]) -> list[Quote]:
    """Those of `told` that overlap none of `quotes`."""
    return [
        one
        for one in told
        if not any(one.field == q.field and one.start < q.end and q.start < one.end for q in quotes)
    ]


def _in_order(profile: Profile, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    names = [TITLE, *(field.name for field in profile.case.fields)]
    return tuple(sorted(quotes, key=lambda q: (names.index(q.field), q.start)))


def _of_theme(inquiry: Inquiry, profile: Profile, told: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`told` of a case, with the statement that has most of the theme where it has less; what has none of it gives way.

    What came of the case stays.
    """
    case, words = profile.case, inquiry.words
    beside = asides(case)
    every = [one for one in statements(profile) if one.field not in beside and not MEANING.search(one.field)]
    if not any(words.known) or not every:
        return told
    best = max(every, key=lambda one: words.coverage(one.text))
    if words.coverage(best.text) <= max((words.coverage(squeeze(q.text)) for q in told), default=0.0):
        return told
    quote = quote_of(case, best.field, best.start, best.end)
    kept = _apart_from([quote], told[-1:] if len(told) > 1 else ())
    return _in_order(profile, (quote, *kept))
