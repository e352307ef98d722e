"""How often: a sentence that says 每周 of what its source does 每月, or at all where it says no time, is not borne out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from data.patterns import regex
from data.text import quotations, split_at
from retrieval.language.figures import figures

_UNITS = {
    "日": "日",
    "天": "日",
    "周": "周",
    "星期": "周",
    "礼拜": "周",
    "月": "月",
    "季度": "季",
    "季": "季",
    "年": "年",
}
_PERIOD = regex(
    r"每(?:一|隔)?(?:个)?(?P<a>季度|星期|礼拜|[日天周月季年])|[按逐](?P<b>季度|[日周月季年])(?!度)|"
    r"(?P<c>季度|[月周年])度?(?=工资|薪|晾晒|总结|通报|考核|会商|调度|例会|报告|评估)|一(?:个)?(?P<d>季度|星期|礼拜|[天周月季年])[^，。；、,;\d]{0,3}一[次回趟]"
)
# 每个星期 is 每周, 一个月来一次 is 每月 · not 一个月的工资
_EVERYDAY = regex(
    r"每一?个?(?P<a>星期|礼拜)|每一?个(?P<b>月|季度)|一个?(?P<c>星期|礼拜|周|月|季度)(?=[^，。；、,;]{0,3}一[次回趟])"
)
_SPOKEN_TIMES, _TIMES = ("回", "趟"), "次"
_MARKS = "，。；、：！？,;:!?"


def official(text: str) -> str:
    """`text` with periods and times as official prose writes them: 每个星期 becomes 每周, 两回 两次."""
    text = _EVERYDAY.sub(lambda found: f"每{_UNITS[found[found.lastgroup or 0]]}", text)
    for figure in figures(text):
        if figure.unit in _SPOKEN_TIMES:
            text = text[: figure.end] + _TIMES + text[figure.end + len(figure.unit) :]
    return text


def otherwise(sentence: str, source: str) -> bool:
    """Whether `sentence` says a period that `source` does not, or gives one to what has another there."""
    told = list(_periods(source))
    for unit, own in _periods(sentence):
        same = [pairs for held, pairs in told if held == unit]
        if not same:
            return True
        shared = max(len(own & pairs) for pairs in same)
        other = max((len(own & pairs) for held, pairs in told if held != unit), default=0)
        if other > shared:
            return True
    return False


def _periods(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each period, and the pairs of characters beside it within its part of an enumeration."""
    for start, end in quotations(text, "“《"):
        text = text[:start] + "，" * (end - start) + text[end:]
    for part in split_at(text, _MARKS):
        found = list(_PERIOD.finditer(part))
        rest = _PERIOD.sub("，", part)
        for match in found:
            unit = next(value for value in match.groups() if value)
            yield _UNITS[unit], _pairs(rest)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for run in text.split("，") for a, b in pairwise(run) if _both(a, b))


def _both(a: str, b: str) -> bool:
    return "一" <= a <= "鿿" and "一" <= b <= "鿿"
