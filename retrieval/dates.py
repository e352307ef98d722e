"""Months and years that a question asks by, and the dates that cases state: 2024年1月, 2024-01-05, 上半年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.numerals import number_of
from data.patterns import regex

_FEW = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_DATE = regex(
    rf"(?<!\d)({_YEAR})(?:年|[-./](?=\d))(?:度)?(?:({_FEW})(?:月|(?=[-./]\d)|(?!\d)))?(?:份|[-./])?(?:([0-3]?\d)(?:日|号|(?![\d月])))?"
)
_COMPACT = regex(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)?(?!\d)")
_PART = regex(r"([上下])半年|(?:第?([一二三四1-4])|(首))(?:个)?季度")
_UNTIL = regex(rf"[-–—~至到]?({_FEW})月份?")
_ALONE = regex(
    rf"(?<![\d年个第一二三四五六七八九十])({_FEW})月份?(?![\d一二三四五六七八九十]*[日号天])(?=的|有|里|中|发)"
)
"""A month without a year: 1月的案例, but neither 3个月 nor 1月5日."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A stretch of time: a year, months of one, or a day; `year` or `day` is None where it was not said."""

    year: int | None
    months: frozenset[int]
    day: int | None = None

    def holds(self, other: Dates) -> bool:
        """Whether the date `other`, as a case states it, lies within; one that is told less exactly does not."""
        return (
            (self.year is None or self.year == other.year)
            and (not self.months or (bool(other.months) and other.months <= self.months))
            and (self.day is None or self.day == other.day)
        )

    def told_in(self, text: str) -> bool:
        """Whether `text` (folded) names the year and one of the months, though perhaps apart: 2019年…同年3月."""
        if any(self.holds(date) for date in stated(text)):
            return True
        apart = any(date.year == self.year for date in stated(text))
        months = "|".join(map(str, self.months))
        return (
            apart
            and self.day is None
            and bool(months)
            and bool(re.search(rf"(?<![\d年.])(?:{months})月", text))
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """The time a question asks by, and the words that ask it."""

    dates: Dates
    words: str


def asked(text: str) -> Asked | None:
    """The time that `text` (folded) asks by: 2024年, 2024年1月, 2024年上半年, 1月的; None where it names none."""
    match = _DATE.search(text)
    if match is None:
        alone = _ALONE.search(text)
        month = number_of(alone[1]) if alone else None
        return Asked(Dates(None, frozenset({month})), alone[0]) if alone and month else None
    found = _dates(match)
    end = match.end()
    if not found.months and (part := _PART.match(text, end)):
        found = Dates(found.year, _months(part[1], part[2] or part[3]))
        end = part.end()
    elif found.months and not found.day and (until := _UNTIL.match(text, end)):
        found = Dates(found.year, frozenset(range(min(found.months), (number_of(until[1]) or 0) + 1)))
        end = until.end()
    return Asked(found, text[match.start() : end].rstrip("-./"))


def stated(text: str) -> Iterator[Dates]:
    """The dates that `text` (folded) states."""
    for match in _DATE.finditer(text):
        yield _dates(match)
    for match in _COMPACT.finditer(text):
        yield _dates(match)


def _dates(match: re.Match[str]) -> Dates:
    year, month, day = match.groups()
    months = frozenset({number}) if month and (number := number_of(month)) else frozenset()
    return Dates(number_of(year), months, int(day) if day and months else None)


def _months(half: str | None, quarter: str | None) -> frozenset[int]:
    if half:
        return frozenset(range(1, 7) if half == "上" else range(7, 13))
    first = 3 * ((number_of(quarter or "") or 1) - 1) + 1
    return frozenset(range(first, first + 3))
