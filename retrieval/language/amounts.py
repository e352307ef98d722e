"""Figures as text states them, brought to one measure: 10万元 and 十万块 are both 100,000 yuan."""

from __future__ import annotations

from data.numerals import CHINESE_NUMBER, number_of
from data.patterns import regex

_DIGITS = r"\d[\d,]*(?:\.\d+)?"
_CHINESE = CHINESE_NUMBER
_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8}
_SUM = regex(
    rf"(?P<number>{_DIGITS}|{_CHINESE})(?P<more>多|余|来|几)?(?P<scale>千万|百万|[千万亿])?(?:多|余|来)?(?P<unit>元|块(?!地|儿|招|牌|宅|土|田)(?P<tenths>[\d一二三四五六七八九](?![\d十百千万]))?|人民币|美元|港元|欧元)",
    only_with="元块币",
)


def value_of(number: str, scale: str = "") -> float | None:
    """The value of a number in digits or Chinese numerals times its scale (万, 亿); None where it is none."""
    plain = number.replace(",", "").replace(" ", "")
    try:
        value = float(plain)
    except ValueError:
        whole = number_of(plain)
        if whole is None:
            return None
        value = float(whole)
    return value * _SCALES.get(scale, 1.0)


def sums(text: str) -> list[float]:
    """Every sum of money that `text` (folded) states, in its own currency's unit, in order."""
    found = (
        (value_of(match["number"], match["scale"] or ""), match["tenths"]) for match in _SUM.finditer(text)
    )
    return [
        value + (number_of(tenths) or 0) / 10 if tenths else value
        for value, tenths in found
        if value is not None
    ]


_UNITS = {
    "%": "%",
    "平方米": "㎡",
    "平米": "㎡",
    "㎡": "㎡",
    "公顷": "公顷",
    "亩": "亩",
    "小时": "小时",
    "倍": "倍",
    "岁": "岁",
}
_MEASURE = regex(
    rf"(?:百分之(?P<part>{_DIGITS}|{_CHINESE})|(?P<number>{_DIGITS}|{_CHINESE})(?P<scale>[万亿])?(?:多|余)?(?:个)?(?P<unit>{'|'.join(_UNITS)}))"
)


def measures(text: str) -> list[tuple[float, str]]:
    """Every percentage, area, number of hours, multiple or age that `text` (folded) states, in one unit a kind."""
    found = []
    for match in _MEASURE.finditer(text):
        value = value_of(match["part"] or match["number"], match["scale"] or "")
        if value is not None:
            found.append((value, "%" if match["part"] else _UNITS[match["unit"]]))
    return found
