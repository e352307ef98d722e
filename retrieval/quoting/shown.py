"""Quotes as answers show them: whole clauses in quotation marks, none a scrap, none what the title says already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from data.patterns import regex
from data.text import clauses, squeeze, trimmed
from data.types import TITLE, Case, Quote

SCRAP = 10
"""Code points up to which a quote tells a reader nothing by itself: 优化了环境."""
REPEATS = 0.8
"""Share of a quote's pairs of characters that the title has, from which on it says what the title says."""
PAIRS, NEAR = ("“”", "（）", "《》"), 40
"""Marks that stand in pairs, and within how many code points the other half is looked for."""
FEW = 12
"""Code points on one side of such a mark that are left out."""
GAP = "……"
BAR = "｜"
"""Between the cells of a table that is told in lines."""
_POINT = regex(r"(?:^|[；;。]\s*)\d{1,2}[.．、](?=[一-鿿])")
"""The number of a point, at the beginning or behind the one before it."""
_OF_DATE, FEW_MORE = "0123456789年月日，,", 3
"""What a date is written in, and how little else leaves a quote nothing but one: 2015年10月20日."""
_MARKED = regex(r"\[(?=[^\[\]]*案例\d+\])")


def plain(text: str) -> str:
    """`text` with what looks like a citation mark made harmless: only the program itself may mark."""
    return _MARKED.sub("［", text) if "[" in text else text


def in_marks(quote: Quote) -> str:
    """The words of `quote` in quotation marks."""
    return f"“{plain(quote.text)}”"


def shown(quotes: Sequence[Quote]) -> str:
    """Quotes for reading: gaps between them are shown by an ellipsis."""
    return GAP.join(map(in_marks, quotes))


def repeats(title: str, text: str) -> bool:
    """Whether `text` says hardly more than `title`."""
    pairs = set(pairwise(squeeze(text)))
    return bool(pairs) and len(pairs & _pairs_of(title)) >= REPEATS * len(pairs)


@lru_cache(maxsize=4_000)
def _pairs_of(title: str) -> frozenset[tuple[str, str]]:
    """Of a title, which all clauses of its case are held against."""
    return frozenset(pairwise(squeeze(title)))


def tidied(case: Case, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """`quotes` without scraps and without what the title says; the last one left is made longer instead.

    A quote that holds the answer stays. None has half of a pair of brackets or of quotation marks, if the other is near.
    """
    quotes = [_unnumbered(_paired(case, quote)) for quote in quotes]
    kept = [q for q in quotes if q.answer or not _says_little(case, q)]
    if kept or not quotes:
        return tuple(q if len(q.text) > SCRAP else widened(case, q) for q in kept)
    return (widened(case, max(quotes, key=lambda q: len(q.text))),)


def _paired(case: Case, quote: Quote) -> Quote:
    """`quote` with the other half of a pair of marks that it has one of; without the few characters outside of it."""
    text = case.text_of(quote.field) or ""
    for pair in PAIRS:
        opens, closes = pair[0], pair[1]
        start, end = quote.start, quote.end
        first = _unpaired(quote.text, opens, closes)
        last = _unpaired(quote.text[::-1], closes, opens)
        if first is not None and not _ends_a_rule(quote, first):
            at = text.rfind(opens, max(0, start - NEAR), start)
            start = _clause_to(text, at) if at >= 0 and closes not in text[at:start] else start
        if last is not None:
            at = text.find(closes, end, end + NEAR)
            end = at + 1 if at >= 0 and opens not in text[end:at] else end
        if first is not None and start == quote.start:
            start, end = _one_side(quote, first)
        if "\n" not in text[start : quote.start] + text[quote.end : end]:
            start, end = trimmed(text, (start, end))
            quote = replace(quote, start=start, end=end, text=text[start:end])
    return quote


def _clause_to(text: str, at: int) -> int:
    """Where the clause begins in which a bracket opens at `at`, if that is near; else there."""
    begin = max(text.rfind(mark, 0, at) for mark in "，。；：！？,;:\n") + 1
    return begin if at - begin <= NEAR else at


def without_rule(quote: Quote) -> Quote:
    """`quote` without the end of a law's words that it begins with, unless these answer."""
    at = _unpaired(quote.text, "“", "”")
    if at is None or not _ends_a_rule(quote, at) or (quote.answer and quote.answer[0] <= quote.start + at):
        return quote
    return replace(quote, start=quote.start + at + 1, text=quote.text[at + 1 :])


def _ends_a_rule(quote: Quote, at: int) -> bool:
    """Whether a law's words end at `at`, and what follows is the case's own: …的除外。”某公司销售的…."""
    return quote.text[:at].endswith("。") and quote.text[at] == "”" and len(quote.text) - at > FEW


def _one_side(quote: Quote, at: int) -> tuple[int, int]:
    """Of a quote in which something ends that began long before, all but the few words on one side of that end."""
    middle = quote.start + at
    first, last = quote.answer or (quote.start, quote.start)
    before, behind = quote.text[:at], quote.text[at + 1 :]
    if (len(before) <= FEW or _ends_a_rule(quote, at)) and (not quote.answer or first > middle):
        return middle + 1, quote.end
    told = quote.answer is not None or not any(map(str.isdigit, behind))
    if len(behind) <= FEW and last <= middle and told:
        return quote.start, middle
    return quote.start, quote.end


def _unpaired(text: str, opens: str, closes: str) -> int | None:
    """Where the first `closes` stands that has no `opens` before it; None where each has."""
    depth = 0
    for at, char in enumerate(text):
        depth += (char == opens) - (char == closes)
        if depth < 0:
            return at
    return None


def widened(case: Case, quote: Quote) -> Quote:
    """`quote` with the clause after it, else the one before, and so on until it says something of its own."""
    text = case.text_of(quote.field) or ""
    if quote.field == TITLE:
        return quote
    spans = clauses(text)
    first = next((at for at, (_, end) in enumerate(spans) if end > quote.start), 0)
    last = next((at for at, (_, end) in enumerate(spans) if end >= quote.end), len(spans) - 1)
    while _says_little(case, quote) and (first > 0 or last + 1 < len(spans)):
        ends = any(mark in text[quote.end : spans[last][1]] for mark in "。\n")
        if last + 1 < len(spans) and not (ends and first > 0):
            last += 1
        elif first > 0:
            first -= 1
        else:
            break
        start, end = trimmed(text, (spans[first][0], spans[last][1]))
        quote = Quote(quote.field, start, end, text[start:end], quote.answer)
    return quote


def _unnumbered(quote: Quote) -> Quote:
    """`quote` without the number that a point of several begins with, where it is of that point alone: 2.双方未生育子女."""
    points = list(_POINT.finditer(quote.text))
    end = points[0].end() if points and points[0].start() == 0 else 0
    if len(points) != 1 or not end or (quote.answer and quote.answer[0] < quote.start + end):
        return quote
    return replace(quote, start=quote.start + end, text=quote.text[end:])


def _says_little(case: Case, quote: Quote) -> bool:
    bare = len(quote.text.strip(_OF_DATE)) < FEW_MORE and len(quote.text) > SCRAP
    return quote.field != TITLE and (len(quote.text) <= SCRAP or bare or repeats(case.title, quote.text))
