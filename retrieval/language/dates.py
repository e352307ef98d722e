"""Months and years that a question asks by, and the dates that cases state: 2024年1月, 2024-01-05, 上半年."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product

from data.numerals import number_of
from data.patterns import regex
from data.values import dataclass

_FEW = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_DATE = regex(
    rf"(?<!\d)({_YEAR})(?:年|[-./](?=\d))(?:度)?(?:({_FEW})(?:月|(?=[-./·]\d)|(?<=\d)(?![\d审季家件个起次届批期回笔名位人级])))?(?:份|[-./·])?(?:([0-3]?\d)(?:日|号|(?![\d月])))?"
)
_SHORT = regex(
    r"(?<![\d第了处刑])([12]\d)年(?=的(?:有|都|也|案|哪|几|那|这|是|呢|发|来|给|全|单|$)|发布|发的|出的|那批|公布|通报|印发|审结)"
    r"|(?<![\d一二三四五六七八九])([0-9〇零一二三四五六七八九]{2})年(?=出生|生(?:[的人，,？?]|$))"
)
"""21年的有几个: a year of this century; not 21年的租约. 六八年生的, and not 20年生产的: the newest such year."""
_LAST_CENTURY = 30
"""From which on a year of birth told in two figures is one of the last century."""
_COMPACT = regex(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)?(?!\d)")
_PARTS = {
    "上半年": range(1, 7),
    "下半年": range(7, 13),
    **{
        f"{before}{said}{unit}季度": range(first, first + 3)
        for first, numbers in ((1, "一1首"), (4, "二2"), (7, "三3"), (10, "四4"))
        for before, said, unit in product(("", "第"), numbers, ("", "个"))
    },
}
"""Parts of a year by what they are called, and their months."""
_MONTH = regex(rf"({_FEW})月份?")
_ISSUED = ("发布", "发的", "发了", "发出", "公布", "出的", "出来", "印发", "通报", "登")
"""Behind a day without a year on which cases were published: 3月15号发的, 315那天发布的."""
_CONSUMERS_DAY = ("315", "3.15", "3·15", "三一五")
"""How the day of consumers, the fifteenth of March, is called."""
_NO_MONTH_BEHIND = frozenset("年个第0123456789一二三四五六七八九十")
"""3个月, 第三月 and the like name no month of a year."""


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

    def bounds(self) -> tuple[int, int]:
        """The first and the last day it may be, as ordinals that compare with each other only; a year must be told."""
        months = self.months or frozenset(range(1, 13))
        first, last = (self.day, self.day) if self.day else (1, 31)
        year = (self.year or 0) * 12
        return (year + min(months) - 1) * 31 + first, (year + max(months) - 1) * 31 + last


_BEHIND = (
    ("since", ("及以后", "开始", "以来", "至今", "以后", "往后", "后到现在", "到现在", "起")),
    ("after", ("之后", "过后")),
    ("until", ("及以前", "为止", "底之前", "底以前", "底前", "末之前", "末以前", "末前", "以内")),
    ("before", ("以前", "之前", "往前")),
)
"""Which side of the time named is asked for, by the words behind it. Years and days named with 起 are meant
themselves, with 之后 and 以前 they are not (for sums 民法典 art. 1259 says so of 以上 and 超过)."""
_LATER = ("以后", "往后")
"""With a year these mean from it on, with a month or a day the time after it."""
_ALONE_BEHIND = {"后": "after", "前": "before"}
"""The same where a verb or nothing follows: 2024年前发布的, but not 2024年前三季度."""
_MAY_FOLLOW = frozenset("的发公作判办成入受审印，,")
_BEFORE = (
    ("since", ("不早于", "自从", "自打", "自")),
    ("until", ("不晚于", "不迟于", "截至", "截止到", "截止")),
    ("after", ("晚于", "迟于")),
    ("before", ("早于", "先于")),
)
"""The same by the words before it."""
_UP_TO = frozenset("到至—–-~和与")
_TO = tuple("到至—–-~")
_JOINS = frozenset("、,，和与或及跟")
_SPAN_ENDS = ("之间", "期间", "年间", "这几年", "这两年", "间")


@dataclass(frozen=True, slots=True)
class Asked:
    """The time a question asks by, and the words that ask it.

    `side`: the time itself where empty; since and until with it, after and before without; between it and `end`.
    """

    dates: Dates
    words: str
    side: str = ""
    end: Dates | None = None

    def holds(self, other: Dates) -> bool:
        """Whether the date `other`, as a case states it, is what is asked for."""
        if not self.side:
            return self.dates.holds(other)
        if other.year is None or self.dates.year is None:
            return False
        first, last = other.bounds()
        own_first, own_last = self.dates.bounds()
        if self.side == "between":
            assert self.end is not None
            return own_first <= first and last <= self.end.bounds()[1]
        return {
            "since": first >= own_first,
            "after": first > own_last,
            "until": last <= own_last,
            "before": last < own_first,
        }[self.side]


def asked(text: str) -> Asked | None:
    """The time that `text` (folded) asks by: 2024年, 2024年1月, 2024年上半年, 1月的; None where it names none."""
    match = _DATE.search(text)
    if (of_year := _consumers_day(text, match)) is not None:
        return of_year
    if match is None and (short := _SHORT.search(text)):
        return Asked(Dates(_full(short[1] or short[2]), frozenset()), short[0])
    if match is None and (day := _day_of_issue(text)) is not None:
        return day
    if match is None:
        alone = next(filter(partial(_alone, text), _MONTH.finditer(text)), None)
        month = number_of(alone[1]) if alone else None
        return Asked(Dates(None, frozenset({month})), alone[0]) if alone and month else None
    found = _dates(match)
    end = match.end()
    if (years := _one_after_another(text, match, found)) is not None:
        return years
    if not found.months and (part := _first(text[end:], tuple(_PARTS))):
        found = Dates(found.year, frozenset(_PARTS[part]))
        end += len(part)
    elif found.months and not found.day and (until := _MONTH.match(text, end + (text[end : end + 1] in _TO))):
        found = Dates(found.year, frozenset(range(min(found.months), (number_of(until[1]) or 0) + 1)))
        end = until.end()
    return _sided(text, match.start(), end, found)


def _consumers_day(text: str, year: re.Match[str] | None) -> Asked | None:
    """That day of a year which is told beside it: 22年315, 3·15当天(2022年那次); None where no year alone is."""
    name = next((name for name in _CONSUMERS_DAY if name in text), "")
    at = text.find(name)
    if not name or (year is not None and _dates(year).months):
        return None
    if year is not None:
        start, end = min(at, year.start()), max(at + len(name), year.end())
        end = text.find(")", end) + 1 or end if "(" in text[start:end] else end
        return Asked(Dates(_dates(year).year, frozenset({3}), 15), text[start:end])
    before = text[:at].removesuffix("年")
    short = before[-2:] if before != text[:at] and before[-2:].isdigit() else ""
    return Asked(Dates(_full(short), frozenset({3}), 15), text[at - 3 : at + len(name)]) if short else None


def _day_of_issue(text: str) -> Asked | None:
    """The day without a year on which cases were published; None where none is named as such."""
    named = next((name for name in _CONSUMERS_DAY if name in text), "")
    if named and _is_issue(text[text.index(named) + len(named) :]):
        return Asked(Dates(None, frozenset({3}), 15), named)
    for found in _MONTH.finditer(text):
        rest = text[found.end() :]
        day = rest[: 2 if rest[:2].isdecimal() else 1]
        month = number_of(found[1])
        if (
            month
            and day.isdecimal()
            and rest[len(day) :][:1] in ("日", "号")
            and _is_issue(rest[len(day) + 1 :])
        ):
            return Asked(
                Dates(None, frozenset({month}), int(day)), text[found.start() : found.end() + len(day) + 1]
            )
    return None


def _is_issue(behind: str) -> bool:
    """Whether what stands behind a day says that something was published then."""
    return behind.lstrip("那当天日").startswith(_ISSUED)


def _full(year: str) -> int:
    """A year told in two figures, as a whole one."""
    digits = [
        "一二三四五六七八九".find(figure) + 1 if not figure.isdigit() else int(figure) for figure in year
    ]
    number = 10 * digits[0] + digits[1]
    return number + (2000 if number < _LAST_CENTURY else 1900)


def _one_after_another(text: str, match: re.Match[str], found: Dates) -> Asked | None:
    """2016、2017年的, 2016年和2017年的: two years of which one follows the other, from the one to the other."""
    if found.months or not found.year:
        return None
    start, end = match.span()
    before = text[max(0, start - 5) : start]
    if len(before) == 5 and before[:4].isdigit() and before[4] in _JOINS:
        first = Dates(int(before[:4]), frozenset())
        return Asked(first, text[start - 5 : end], "between", found) if first.year == found.year - 1 else None
    other = _DATE.match(text, end + 1) if text[end : end + 1] in _JOINS and end < len(text) else None
    last = _dates(other) if other else None
    if other is None or last is None or last.months or last.year != found.year + 1:
        return None
    return Asked(found, text[start : other.end()], "between", last)


def _alone(text: str, month: re.Match[str]) -> bool:
    """A month without a year: 1月的案例, but neither 3个月 nor 1月5日."""
    before, behind = text[month.start() - 1 : month.start()], text[month.end() : month.end() + 1]
    return before not in _NO_MONTH_BEHIND and behind in tuple("的有里中发")


def _sided(text: str, start: int, end: int, found: Dates) -> Asked:
    """The time at `start` to `end` with the side of it that the words around ask for."""
    joint = end + (text[end : end + 1] in ("年", "底", "初"))
    leads_on = found.year and text[joint : joint + 1] in _UP_TO
    other = _DATE.match(text, joint + 1) if leads_on else None
    if other:
        last = _dates(other)
        stop = other.end() + len(_first(text[other.end() :], _SPAN_ENDS))
        return Asked(found, text[start:stop], "between", last)
    words = text[start:end].rstrip("-./")
    if found.year is None:
        return Asked(found, words)
    rest = text[end:]
    for side, behind in _BEHIND:
        if said := _first(rest, behind):
            later = bool(found.months) and said in _LATER
            return Asked(found, text[start:end] + said, "after" if later else side)
    if rest[:1] in _ALONE_BEHIND and (len(rest) == 1 or rest[1] in _MAY_FOLLOW):
        return Asked(found, text[start : end + 1], _ALONE_BEHIND[rest[0]])
    for side, before in _BEFORE:
        for said in before:
            if text[:start].endswith(said):
                return Asked(found, said + words, side)
    return Asked(found, words)


def _first(text: str, words: Sequence[str]) -> str:
    """The first of `words` with which `text` begins; '' where it begins with none."""
    return next((word for word in words if text.startswith(word)), "")


def year_forms(year: int) -> list[str]:
    """How a date writes `year`: every text that `stated` finds a date of that year in holds one of these."""
    digits = ["〇○零" if c == "0" else "一二三四五六七八九"[int(c) - 1] for c in str(year)]
    return [str(year), *map("".join, product(*digits))]


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
