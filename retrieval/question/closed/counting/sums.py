"""A sum of money by which a question bounds its cases: 罚款1万元以上的, 上百万的, 不到五十万的."""

from __future__ import annotations

import re

from data.numerals import CHINESE_NUMBER
from data.patterns import regex
from data.values import dataclass
from retrieval.language.amounts import value_of
from retrieval.lexicon.listed import listed

_BOUND = regex(
    rf"(?:(?P<over>超过了?|(?<![提谈说找拿得判做看想])到了|高于|多于|大于|不少于|不低于|至少|达到|(?<![不没未])(?:满了?|够)|过了?|上了?|逾|好?几|数)|(?P<under>低于|少于|不到|不足|不满|未满|没满|不够|没够|不超过|没超过|没到|小于|最多))?"
    rf"(?P<number>\d[\d,.]*|{CHINESE_NUMBER}|(?=[百千万亿]))(?P<scale>百万|千万|[百千万亿])?(?:多|余|来)?(?P<unit>元|块钱?|人民币)?"
    rf"(?:\(含(?:本数)?\))?(?:(?P<above>(?:或者?|甚至|乃至|还要?|以及)?(?:以上|往上|开外|起步)|(?:或者?|甚至|乃至|还要?)更?多)|(?P<below>以下|以内|之内|以里))?",
)
_LEADS = "在为是达了的有到都也"
_SORTS = ("金额", "数额", "总额", "标的额", "标的", "钱数", "款额")
_ANY = listed("any_sum")
"""What names no sort of sum: 金额, 涉案, 案子."""
_COUNTED = frozenset("人户名位件个家次份张平亩公吨斤年月天日岁小分条本种棵台辆套间字股倍号")
"""What stands behind a number that counts these, where no unit of money does."""
_SORT_OF_SUM = listed("measure.sum")
_NAME = 2
"""Characters of what the sum is of, right before it."""
_NO_NAME = "的就都共还才又曾"
"""Around such a name and no part of it: 就送了五百万以上."""
_SOME = 2
"""Least number of what 几 and 数 count: 几百万 is two millions at least."""


@dataclass(frozen=True, slots=True)
class Sum:
    """`words` of the question that bound it; what the sum is `of`, '' for any that a case tells; the bounds in yuan."""

    words: str
    of: str
    least: float
    most: float

    def holds(self, least: float, most: float) -> bool:
        """Whether a case is so whose sums are from `least` to `most`: what is told below is so of all, what above of one."""
        return most >= self.least if self.most == float("inf") else self.least <= most <= self.most

    def __str__(self) -> str:
        return self.of + self.words


def asked(text: str) -> Sum | None:
    """The bound on a sum that `text` (folded) names, of two the one within both; None where it names none."""
    bounds = [bound for match in _BOUND.finditer(text) if (bound := _bound(match, text)) is not None]
    if not bounds:
        return None
    first, last = bounds[0], bounds[-1]
    least, most = max(b.least for b in bounds), min(b.most for b in bounds)
    words = text[text.find(first.words) : text.rfind(last.words) + len(last.words)]
    return Sum(words, first.of, least, most) if least <= most else None


def _bound(match: re.Match[str], text: str) -> Sum | None:
    over, upper = match["over"] or "", bool(match["under"] or match["below"])
    scale, number = match["scale"] or "", match["number"]
    value = value_of(number or "1", scale)
    money = match["unit"] or (_of_size(number, scale) and text[match.end() :][:1] not in _COUNTED)
    if value is None or not money or not (over or upper or match["above"]) or not (number or over):
        return None
    before = text[: match.start()].rstrip(_LEADS)
    passed = text[len(before) : match.start()]
    sort = next((one for one in _SORTS if before.endswith(one)), "")
    named = before.removesuffix(sort)[-_NAME:].strip(_NO_NAME)  # 涉及的钱超过一百万的
    unnamed = len(named) < _NAME or not named.isalpha() or bool(_ANY.search(named))
    of = (
        "" if unnamed or "的" in passed or _SORT_OF_SUM.fullmatch(named) else named
    )  # 每个人送出去的都没到一百万的 names no sort of sum
    start = len(before) - len(sort) if sort else match.start()
    start -= len(named) if _ANY.fullmatch(named) and start == len(before) - len(sort) else 0
    least = value * (_SOME if over.endswith(("几", "数")) else 1)
    return Sum(text[start : match.end()], of, 0.0 if upper else least, value if upper else float("inf"))


def _of_size(number: str, scale: str) -> bool:
    """Whether a number without a unit is as large as sums of money are told without one: 一百万, 50万."""
    return any(char in "万亿" for char in number + scale)
