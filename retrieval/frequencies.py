"""How often: a sentence that says 每周 of what its source does 每月, or at all where it says no time, is not borne out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from data.patterns import regex

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
    r"(?P<c>季度|[月周年])度?(?=晾晒|总结|通报|考核|会商|调度|例会|报告|评估)|一(?:个)?(?P<d>季度|星期|礼拜|[天周月季年])[^，。；、,;\d]{0,3}一[次回趟]"
)
_EVERYDAY = (
    (regex(r"每(?:一)?个?(?:星期|礼拜)|一个?(?:星期|礼拜|周)(?=[^，。；、,;]{0,3}一[次回趟])"), "每周"),
    (regex(r"每(?:一)?个月|一个月(?=[^，。；、,;]{0,3}一[次回趟])"), "每月"),
    (regex(r"每(?:一)?个季度|一个?季度(?=[^，。；、,;]{0,3}一[次回趟])"), "每季"),
)
_QUOTED = regex("[“《][^”》]*[”》]")
_PART = regex("[，。；、：！？,;:!?]")


def official(text: str) -> str:
    """`text` with periods as official prose writes them: 每个星期 becomes 每周."""
    for everyday, written in _EVERYDAY:
        text = everyday.sub(written, text)
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
    bare = _QUOTED.sub(lambda found: "，" * len(found[0]), text)
    for part in _PART.split(bare):
        found = list(_PERIOD.finditer(part))
        rest = _PERIOD.sub("，", part)
        for match in found:
            unit = next(value for value in match.groups() if value)
            yield _UNITS[unit], _pairs(rest)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(a + b for run in re.split("，", text) for a, b in pairwise(run) if _both(a, b))


def _both(a: str, b: str) -> bool:
    return "一" <= a <= "鿿" and "一" <= b <= "鿿"
