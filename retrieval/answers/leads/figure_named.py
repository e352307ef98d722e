"""What a case says of a figure that is asked about: 那545万是怎么回事, 63%怎么算出来的."""

from __future__ import annotations

from fractions import Fraction

from data.text import clauses, fold, squeeze
from data.types import Quote
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING
from retrieval.language.figures import SHARES, figures
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query
from retrieval.quoting.clauses import asides, quote_of
from retrieval.quoting.sentences import whole_sentences

LEAST = 10
"""The least figure that tells a clause apart."""
_OPEN = frozenset((Type.TEXT, Type.HOW))
_LIGHT, _OF_TIME = frozenset("%％元块钱是又到底究竟的这那"), frozenset("年月日号条岁期批")
"""What may stand between a figure and the words that ask of it, and the units of one that names a time, an article, an age."""
ROOM = 170
"""Code points of a sentence that is quoted whole."""


def figure_asked_of(query: Query) -> Fraction | None:
    """The figure of which it is asked what there is to it; None where another thing is asked."""
    if query.asked.type not in _OPEN or query.english:
        return None
    asking, taken = [one.start for one in query.cues.all(Cue.ASKS_WORD)], query.numbers.spans
    for one in figures(query.text):
        of_case = any(a < one.end and one.start < b for a, b in taken)
        if of_case or one.unit in _OF_TIME or (one.value < LEAST and one.unit not in SHARES):
            continue
        start = next((at for at in asking if at >= one.end), -1)
        if start >= 0 and _LIGHT.issuperset(query.text[one.end : start]):
            return one.value
    return None


def figures_said(query: Query) -> frozenset[Fraction]:
    """The figures that a question says and that tell a clause apart: 六成, 一千; no time, no article, no number of a case."""
    taken = query.numbers.spans
    return frozenset(
        one.value
        for one in figures(query.text)
        if not any(a < one.end and one.start < b for a, b in taken)
        if one.unit not in _OF_TIME and (one.value >= LEAST or one.unit in SHARES)
    )


def of_figure(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """The sentence of a case that says it, the one that has most of the question; () where none is asked of, or none says it."""
    value, case = figure_asked_of(inquiry.question), profile.case
    if value is None:
        return ()
    beside = asides(case)
    found = [
        (bool(MEANING.search(field.name)), -inquiry.words.coverage(squeeze(field.text[start:end])), at, quote)
        for at, field in enumerate(case.fields)
        if field.name not in beside
        for start, end in clauses(field.text)
        if any(one.value == value for one in figures(fold(field.text[start:end])))
        for quote in (quote_of(case, field.name, start, end),)
    ]
    if not found:
        return ()
    return whole_sentences(case, (min(found, key=lambda one: (*one[:3], one[3].start))[3],), ROOM)
