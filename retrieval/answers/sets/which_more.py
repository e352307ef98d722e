"""Which of a few cases has more of something: the figures of all of them, and that one first. 哪个判得久, 谁赔得多."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.text import clauses, fold, without
from data.types import Basis, BasisKind, Quote
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.sets import granted, measured
from retrieval.cases.profiles import Profile
from retrieval.cases.suits import imprisonment
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.sameness import sameness
from retrieval.quoting.clauses import quote_of
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase

_WHICH, _END = listed("which_of_two"), listed("furthest")
_LESS, _SENTENCED = listed("less_of_it"), listed("sentenced_so")
_OF_SUIT = listed("decided_sum")
_MEASURES = under("measure")
_BY_DEGREE = {"早": "time", "晚": "time", "久": "duration", "长": "duration", "短": "duration"}
"""Sorts of figures that a degree names by itself."""


def answer(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply | None:
    """Which of `targets` has more (or less, as asked), with the figure of each; None where one of them tells none."""
    text = inquiry.question.text
    if sameness(text):  # 是不是同一个省: whether they are alike, not which has more
        return None
    asked = _WHICH.search(text) or _END.search(text)
    if asked is None:
        return None
    degree = asked[0][-1]
    less = bool(_LESS.fullmatch(degree))
    told = _terms(targets) if _SENTENCED.search(text) and degree not in "多少" else None
    told = told or _sums(inquiry, targets) or _measured(inquiry, targets, degree, less)
    if not told or len(told) < len(targets):
        return None
    english = inquiry.question.english
    order = sorted(told, key=lambda one: one[0], reverse=not less)
    figures = [phrase("of_it", english, case=p.case.number, value=_said(quote)) for _, p, quote in order]
    if order[0][0] == order[1][0]:
        head = phrase("as_much", english, degree=degree, value=_said(order[0][2]))
    else:
        name = "more_of_it" if len(order) == 2 else "most_of_it"
        head = phrase(name, english, degree=degree, first=figures[0], others="、".join(figures[1:]))
    composed = listing([Entry(p.case, (quote,)) for _, p, quote in order], inquiry.labels, head)
    names = "、".join(f"案例{p.case.number}" for p in targets)
    return Reply(
        composed.text,
        composed.citations,
        Basis(BasisKind.LOOKUP, f"对照{names}", True),
        outline=composed.outline,
    )


def _said(quote: Quote) -> str:
    assert quote.answer is not None
    return quote.text[quote.answer[0] - quote.start : quote.answer[1] - quote.start]


_Told = list[tuple[float, Profile, Quote]]


def _terms(targets: Sequence[Profile]) -> _Told:
    """How long somebody is sent to prison in each, the longest term of a case."""
    told = []
    for profile in targets:
        place = profile.course.spans.get("term")
        if place is None:
            continue
        name, first, stop = place
        text = fold((profile.case.text_of(name) or "")[first:stop])
        value, start, end = max(imprisonment.told(text), default=(0.0, 0, 0))
        if value:  # with what stands behind a comma: 死刑，缓期二年执行
            spans = clauses(text)
            begin = next(a for a, b in spans if a <= start < b)
            last = next(b for a, b in spans if a < end <= b)
            quote = quote_of(profile.case, name, first + begin, first + last)
            told.append((value, profile, replace(quote, answer=(first + start, first + end))))
    return told


def _sums(inquiry: Inquiry, targets: Sequence[Profile]) -> _Told:
    """What the ruling of each grants, the whole of it; only where sums of rulings are asked about."""
    if not _OF_SUIT.search(inquiry.question.text):
        return []
    told = []
    for profile in targets:
        value = None if profile.course.result == "lost" else profile.course.awarded
        quote = granted.clause_of(profile, value) if value is not None else None
        if quote is not None and value is not None:
            told.append((value, profile, quote))
    return told


def _measured(inquiry: Inquiry, targets: Sequence[Profile], degree: str, less: bool) -> _Told:
    """The figure of each case that its clauses tell of what is asked about."""
    text = inquiry.question.text
    subject = _subject(text)
    named = (sort for sort, form in _MEASURES.items() if form.search(subject))
    other = "sum" if _OF_SUIT.search(subject) else "number"
    sort = _BY_DEGREE.get(degree) or next(named, other)
    if not subject and sort != "time":
        return []
    end = "lowest" if less else "highest"
    query = replace(inquiry.question, by=sort, extreme=end, theme=subject, targets=())
    each = ((p, measured.of_case(inquiry.asking(replace(query, within=(p.id,))))) for p in targets)
    return [(found[0].value, profile, found[1]) for profile, found in each if found is not None]


def _subject(text: str) -> str:
    """What is compared: the words of the clause that asks, without those that ask."""
    asking = (text[start:end] for start, end in clauses(text))
    said = next((one for one in asking if _WHICH.search(one) or _END.search(one)), text)
    return without(said, find_numbers(said).spans)
