"""Which of the words that may answer are quoted, and how much of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from data.text import clauses, squeeze
from data.types import TITLE, Case, Quote
from retrieval.answers.extraction.whether import asks_so
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING
from retrieval.cases.typed import sheet
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import FIGURES, in_form
from retrieval.question.query import Layout
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.shown import widened
from retrieval.wording.extractive import Entry

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans

LONG = 60
"""Code points from which on a quote whose words are said first is cut to the clauses that hold them."""
LEAST = 12
"""Code points of a quote without what stands behind the clause that answers."""
BARE = 6
"""Code points that a quote must have beside the answer to say anything."""
SURELY = 0.5
"""Share of the question's weight that one quote must hold for another with less of it to add nothing."""
SPOKEN_OF = 0.4
"""Share of the question's weight in the quotes and the title from which on they speak of what is asked: of 30 questions
that were answered with the remark that the case does not say so, 26 were answered by these words."""
_MANNERS = frozenset((Type.HOW, Type.REASON))
"""Types of what is told by several clauses that hold other words than the question."""
_TELLS_END = listed("tells_end")
_BECAUSE, _WHY = listed("because"), listed("why_alone")


def narrowed(case: Case, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of `quotes` the one whose words are said first, and of a long one the clauses that hold them."""
    told = next((quote for quote in quotes if quote.answer), None)
    if told is None or told.answer is None:
        return quotes
    (first, last), text = told.answer, case.text_of(told.field) or ""
    begins = text.rfind("\n", told.start, first) + 1
    if begins > told.start:  # what stands on the line before is of another
        begins += text[begins] in "”’』」"
        told = replace(told, start=begins, text=text[begins : told.end])
    if len(told.text) - (last - first) < BARE:
        return (_with_next(case, told),)
    held = [(a, b) for a, b in clauses(text) if a < last and first < b]
    if len(told.text) <= LONG and "。" not in told.text:
        return (_without_tail(case, told, held),)
    if not held:
        return (told,)
    start, end = max(held[0][0], told.start), min(held[-1][1], told.end)
    cut = replace(quote_of(case, told.field, start, end), answer=told.answer)
    return (widened(case, cut) if cut.start <= first and last <= cut.end else told,)


def _without_tail(case: Case, quote: Quote, held: Sequence[tuple[int, int]]) -> Quote:
    """A quote of a case of one text up to the clause that answers: 确定14个试点市县 without what else was done."""
    if len(case.fields) > 1 or not held or held[-1][1] - quote.start < LEAST or quote.text.count("“") > 1:
        return quote
    cut = quote_of(case, quote.field, quote.start, min(held[-1][1], quote.end))
    answer = quote.answer
    whole = answer is not None and cut.start <= answer[0] and answer[1] <= cut.end
    return replace(cut, answer=answer) if whole and cut.text.count("“") == cut.text.count("”") else quote


def _with_next(case: Case, quote: Quote) -> Quote:
    """A quote that is hardly more than its answer, with the clause behind it: 2018年10月22日，李某在…购买."""
    text = case.text_of(quote.field) or ""
    behind = next((end for start, end in clauses(text) if start >= quote.end), quote.end)
    longer = quote_of(case, quote.field, quote.start, behind)
    return quote if "\n" in longer.text else replace(longer, answer=quote.answer)


def is_unsaid(inquiry: Inquiry, profile: Profile, spans: Spans, kept: Sequence[Quote]) -> bool:
    """Whether `kept` are only what comes nearest: neither a tribunal's reason nor much of the question's words."""
    cues = inquiry.question.cues
    of_ruling = Cue.ASKS_TRIBUNAL in cues or Cue.AWARDED_OR_TAKEN in cues
    of_tribunal = inquiry.question.asked.type is Type.REASON and of_ruling
    if not spans.nearest or (of_tribunal and len(profile.case.fields) > 1):
        return False
    kind = inquiry.question.meant
    if kind.type in FIGURES and any(_has_form(profile, kind, quote) for quote in kept):
        return False  # a sum where a sum is asked for: whoever reads it sees whether it is the one
    told = squeeze(" ".join((profile.title, *(quote.text for quote in kept))))
    return inquiry.words.coverage(told) < SPOKEN_OF


def no_reason(profile: Profile, text: str, kept: Sequence[Quote]) -> bool:
    """Whether it is asked why, and nothing more, and a case of one text tells what followed or was aimed at, and no reason."""
    alone = len(profile.case.fields) == 1 and _WHY.fullmatch(text.rstrip("？?。！!呢啊呀嘛"))
    return bool(alone) and not any(_BECAUSE.search(quote.text) for quote in kept)


def of_the_form(inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Where a figure is asked for, those of `quotes` that have one; all where none has."""
    kind, form = inquiry.question.meant, inquiry.question.form
    if kind.type not in FIGURES or form.layout not in (Layout.PLAIN, Layout.SHORT):
        return quotes
    return tuple(quote for quote in quotes if _has_form(profile, kind, quote)) or quotes


def adding(inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of `quotes` that tell one thing the one that has most of the question, and those that do not have less of the same: of a
    case told in sections, or where one is described or a manner is asked for, only if it has so much that it surely tells it.
    """
    question, words = inquiry.question, inquiry.words
    kind, of_one_text = question.asked.type, len(profile.case.fields) == 1
    plain = question.form.layout is Layout.PLAIN and Cue.SEVERAL not in question.cues
    if len(quotes) < 2 or not plain or kind in FIGURES or question.particulars.sides or question.english:
        return quotes
    if not of_one_text and asks_so(question):
        return quotes
    describes = kind is Type.TEXT and Cue.ASKS_WORD not in question.cues
    told = [squeeze(quote.text) for quote in quotes]
    held = [{term.text for term in words.terms if term.strength(one)} for one in told]
    best = max(range(len(quotes)), key=lambda at: (bool(quotes[at].answer), len(held[at]), -at))
    at_length = kind in _MANNERS or describes or not of_one_text
    if at_length and words.coverage(told[best]) < SURELY:
        return quotes
    return tuple(q for at, q in enumerate(quotes) if at == best or not held[at] < held[best])


def end_alone(inquiry: Inquiry, entry: Entry) -> Entry:
    """`entry` without what only led to it, where it is asked what came of something and some of its quotes tell that, in as
    many of the question's words: 那顿饭的钱最后谁来掏."""
    question, words = inquiry.question, inquiry.words
    ends = [quote for quote in entry.quotes if _TELLS_END.search(quote.text)]
    ends = [quote for quote in ends if not MEANING.search(quote.field)] or ends
    of_thing = question.asked.type in FIGURES or question.asked.type is Type.NAME
    if Cue.ASKS_END not in question.cues or Cue.SEVERAL in question.cues or of_thing or not ends:
        return entry
    held = max(words.coverage(squeeze(quote.text)) for quote in ends)
    kept = (q for q in entry.quotes if q in ends or words.coverage(squeeze(q.text)) > held)
    return replace(entry, quotes=tuple(kept))


def _has_form(profile: Profile, kind: Asked, quote: Quote) -> bool:
    page = sheet(profile.case)
    return quote.field != TITLE and in_form(kind, page.text, page.inside(quote.field, quote.start, quote.end))


def pointed(quote: Quote, found: Quote | None) -> Quote:
    """`quote` with the words that answer pointed out, where it holds them."""
    return replace(quote, answer=found.answer) if found is not None and holds(quote, found) else quote


def holds(quote: Quote, found: Quote) -> bool:
    span = found.answer
    return span is not None and quote.field == found.field and quote.start <= span[0] and span[1] <= quote.end
