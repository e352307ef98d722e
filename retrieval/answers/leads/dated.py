"""A date as it is said first: in full, where the case tells its year or its day only with reference to an earlier one.

同年9月5日 or 12月24日 says nothing to who has not the sentence before at hand.
"""

from __future__ import annotations

from data.text import fold
from data.types import Case, Quote
from retrieval.cases.typed import Sheet, Sort, Typed, sheet

_SAME_YEAR, _SAME_DAY = ("同年", "当年", "自同年", "从同年"), ("同日", "当日", "当天")
_NEXT_DAY = "次日"
_DAYS = ("日", "号")


def is_bare(told: str) -> bool:
    """Whether a date says nothing by itself: 同年, 当天, 次日."""
    return told.strip() in (*_SAME_YEAR, *_SAME_DAY, _NEXT_DAY)


def _names_day(told: str) -> bool:
    """Whether a date has its day of the month."""
    return "月" in told and any(mark in told.partition("月")[2] for mark in _DAYS)


def in_full(case: Case, quote: Quote) -> str:
    """The date pointed out in `quote` with the year, and the day, that stand before it; as it is told where none does."""
    if quote.answer is None or quote.field not in (field.name for field in case.fields):
        return ""
    page = sheet(case)
    base = dict(page.fields)[quote.field]
    start, end = quote.answer
    told = quote.text[start - quote.start : end - quote.start]
    before = [d for d in page.typed if d.sort is Sort.DATE and base <= d.start and d.end <= base + start]
    year = next((y for d in reversed(before) if (y := _year_of(page, d))), "")
    same = next((word for word in _SAME_YEAR if told.startswith(word)), "")
    if year and (same or fold(told[:1]).isdigit()) and "年" not in told.removeprefix(same):
        return f"{year}年{told.removeprefix(same)}"
    if told not in (*_SAME_DAY, _NEXT_DAY) or not before:
        return told
    day = page.text[before[-1].start : before[-1].end]
    if not _names_day(day):
        return told
    day = day if "年" in day or not year else f"{year}年{day}"
    return f"{day}的{_NEXT_DAY}" if told == _NEXT_DAY else day


def _year_of(page: Sheet, date: Typed) -> str:
    """The four digits of the year that a date has; none of one without a month, which may be that of a law."""
    told = page.text[date.start : date.end].lstrip("自从")
    year, mark, rest = told.partition("年")
    return year if mark and year.isdigit() and "月" in rest else ""


def part_of(span: Typed, other: Typed) -> bool:
    """Whether `span` is but a part of `other`: 12月 of 2019年12月."""
    return span.sort is not other.sort and other.start <= span.start and span.end <= other.end
