"""Figures that may be set beside each other: sums, ages, lengths of time, areas and numbers of things, each with its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.numerals import CHINESE_NUMBER
from data.patterns import regex
from data.values import dataclass
from retrieval.language.amounts import value_of

# 138 000元 is written with a blank between thousands
_N = rf"(?P<n>(?<!\d)\d{{1,3}}(?: \d{{3}})+(?!\d)|\d[\d,]*(?:\.\d+)?|{CHINESE_NUMBER})(?P<scale>千万|百万|[万亿])?[多余来]?"
_COUNTED = _N.replace(CHINESE_NUMBER, "[一二两三四五六七八九十百千]+")
"""In no numerals of cheques, which words are made of: 队伍支撑."""
_FORMS = {
    # 190万余元, 八千块钱
    "sum": rf"{_N}(?P<unit>元|块(?=钱)|人民币|美元|港元|欧元)",
    # 时年71岁 · not 未满18周岁, 八周岁以上
    "age": rf"(?<![未不满\d一二两三四五六七八九十百]){_N}周?(?P<unit>岁)(?!以[上下])",
    # 25年, 三个月 · not 2014年, 3月
    "duration": (
        rf"(?<!\d){_N}(?:个)?(?P<unit>年(?!第|[\d一二三四五六七八九十]+月)|(?<=个)月|天|个?工作日|周|小时|分钟)(?!以前|份)"
    ),
    "area": rf"{_N}(?P<unit>平方公里|平方米|平米|公顷|亩)(?!以[上下])",
    "time": r"(?P<n>(?:19|20)\d{2})年(?:(?P<scale>\d{1,2})月(?:\d{1,2}[日号])?)?(?P<unit>)",
    "number": (
        rf"(?<!第)(?<![\d零〇一二两三四五六七八九十百千]){_COUNTED}(?P<unit>[个名位人件起宗家所项次份户亩吨套部辆台张条种类批头只棵株瓶箱包袋盒斤页本支枚颗间栋处层]|(?:人|场)次|万公里|公里)(?!月|小时|工作日)"
    ),
}
_COMPILED = {sort: regex(form) for sort, form in _FORMS.items()}
DAYS: Mapping[str, float] = {
    "年": 365.0, "月": 30.0, "周": 7.0, "天": 1.0, "工作日": 1.0, "小时": 1 / 24, "分钟": 1 / 1440,
}  # fmt: skip
"""Lengths of time in days."""
SQUARE_METRES: Mapping[str, float] = {
    "平方公里": 1e6,
    "平方米": 1.0,
    "平米": 1.0,
    "公顷": 1e4,
    "亩": 10000 / 15,
}
"""Areas in square metres; fifteen 亩 are one hectare (国务院关于在我国统一实行法定计量单位的命令, 1984)."""
LONGEST = 200
"""Years from which on a number before 年 is one of the calendar."""
MONTHS = 13
"""Places of a year on the scale of times: its months, and before them the year of which no month is told."""
SORTS = tuple(_FORMS)


@dataclass(frozen=True, slots=True)
class Measure:
    """`text[start:end]` says `value`: yuan, years of age, days, square metres, things of `unit`, or a point in time."""

    value: float
    unit: str
    start: int
    end: int


def measures(text: str, sort: str) -> Iterator[Measure]:
    """The figures of that sort in `text` (folded), in order; KeyError for a sort that is none of SORTS."""
    for match in _COMPILED[sort].finditer(text):
        if sort == "time":
            yield Measure(int(match["n"]) * MONTHS + int(match["scale"] or 0), "", *match.span())
            continue
        value, unit = value_of(match["n"], match["scale"] or ""), match["unit"]
        if value is None or (sort == "duration" and unit == "年" and value > LONGEST):
            continue
        size = {"duration": DAYS, "area": SQUARE_METRES}.get(sort, {}).get(unit.removeprefix("个"), 1.0)
        yield Measure(value * size, unit, *match.span())
