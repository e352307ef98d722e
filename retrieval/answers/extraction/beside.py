"""Of several things that are asked in turn one that is not sure by itself: the only thing of its sort beside a sure one.

报了多少、什么时候的事: the day on which that sum was claimed opens the very sentence that tells the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import clauses, sentences
from data.types import Case, Quote
from retrieval.answers.leads.dated import is_bare, part_of
from retrieval.cases.typed import Sort, Typed, sheet
from retrieval.language.terms import SOMEBODY
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.wanted import FIGURES, WANTED, has_unit
from retrieval.quoting.clauses import quote_of

_SOME = ("那", "这", "好", "里", "上")
"""What stands before a number that nobody asks for: 广西那几个部门, 局里几个人."""
ASKS_ALONE = 6
"""Characters of what asks who did what was told before, and says nothing of its own: 谁请的客, 转给谁了."""
_NEXT_TO = 1
"""Code points between two figures of one thing: 20批90件, 三年零六个月."""


def only_beside(case: Case, kind: Asked, text: str, whole: str, sure: Sequence[Quote]) -> Quote | None:
    """The clause of a sentence with an answer of `sure` that tells the one thing there of the sort asked for, pointed out.

    `text` asks for that one, `whole` for all. None where it asks neither for a figure nor for somebody, or the sentence has
    none beside those that are told already, or several.
    """
    if kind.type is Type.WHO and len(text.rstrip("？?")) > ASKS_ALONE:
        return None  # 后来是谁叫他们改的: of a matter of its own
    if kind.type not in (*FIGURES, Type.WHO) or text[: kind.span[0]].endswith(_SOME):
        return None
    told = [quote for quote in sure if quote.answer is not None]
    for quote in told:
        spans = _others(case, quote, whole) if kind.type is Type.WHO else _of_sort(case, kind, quote, told)
        found = _merged(list(spans))
        if len(found) == 1:
            (start, end), field = found[0], case.text_of(quote.field) or ""
            clause = next(((a, b) for a, b in clauses(field) if a <= start < b), (start, end))
            cut = quote_of(case, quote.field, clause[0], max(clause[1], end))
            return replace(cut, answer=(start, end)) if cut.start <= start and end <= cut.end else None
    return None


def _of_sort(case: Case, kind: Asked, beside: Quote, told: Sequence[Quote]) -> Iterator[tuple[int, int]]:
    """Where in the sentence of an answer what is of the sort asked for stands, but for what is `told` already."""
    page, field = sheet(case), case.text_of(beside.field) or ""
    assert beside.answer is not None
    at = beside.answer[0]
    sentence = next(((a, b) for a, b in sentences(field) if a <= at < b), None)
    base = dict(page.fields).get(beside.field)
    if sentence is None or base is None:
        return
    inside = page.inside(beside.field, *sentence)
    dates = [span for span in inside if span.sort is Sort.DATE]
    for span in inside:
        start, end = span.start - base, span.end - base
        taken = any(
            one.field == beside.field and one.answer and one.answer[0] < end and start < one.answer[1]
            for one in told
        )
        if taken or start < sentence[0] or end > sentence[1] or not _fits(kind, page.text, span):
            continue
        if not any(part_of(span, date) for date in dates):
            yield start, end


def _others(case: Case, beside: Quote, whole: str) -> Iterator[tuple[int, int]]:
    """Where in the sentence of an answer persons stand whom neither the question nor the title names: 谁请的."""
    field = case.text_of(beside.field) or ""
    assert beside.answer is not None
    at = beside.answer[0]
    sentence = next(((a, b) for a, b in sentences(field) if a <= at < b), (at, at))
    for match in SOMEBODY.finditer(field, *sentence):
        if match[0][0] not in whole and match[0] not in case.title:
            yield match.span()


def _fits(kind: Asked, text: str, span: Typed) -> bool:
    """Whether a span is of the sort asked for, in its unit; where neither unit nor thing is named, a sum."""
    if kind.type is Type.DATE:
        return span.sort is Sort.DATE and not is_bare(text[span.start : span.end])
    if kind.type is Type.NUMBER and kind.unit:
        return span.sort in (Sort.NUMBER, Sort.DURATION) and has_unit(kind, text, span)
    if kind.type is Type.NUMBER and not kind.noun:
        return span.sort is Sort.MONEY
    return span.sort is WANTED[kind.type][0]


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`found`, those that stand next to each other as one."""
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start - merged[-1][1] < _NEXT_TO:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
