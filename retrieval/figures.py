"""The figures of a text: counts, dates, shares, in digits or in Chinese numerals, each with its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from data.numerals import number_of
from data.patterns import regex

_CHINESE = "零〇一二两三四五六七八九十百千"
_NUMERAL = rf"(?:\d[\d,，]*(?:\.\d+)?|[{_CHINESE}]+)"
_FIGURE = regex(
    rf"百分之(?P<percent>{_NUMERAL})|(?P<below>{_NUMERAL})分之(?P<above>{_NUMERAL})|(?P<top>\d+)/(?P<bottom>\d+)|"
    rf"(?P<number>{_NUMERAL})(?P<times>[万亿]*)(?P<more>余|多(?=[个家件名位项万亿元年种次]))?(?P<unit>%|％|percent\b|[一-鿿]?)"
)
_TIMES = {"万": 10_000, "亿": 100_000_000}
_NOT_FIGURES = regex(
    "万一|千方百计|千家万户|百姓|百花|两者|两侧|十分|四处|七上八下|一五一十|三番五次|百年大计"
)
"""Set phrases that count nothing."""
_SINGLE = regex("[号期级审等季届批]")
"""一 alone is a figure only before one of these or after 第: 一号工程, but not 一批, 统一, 一体化."""
MEASURES = frozenset("个家所处项名位人件起宗条种类款份户套座次场支只张方层级面")
"""Words that count things and may stand for each other: 16个区, 16家分局."""
_ENGLISH = {
    word: value
    for value, word in enumerate(
        (
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
        ),
        2,
    )
}
_ENGLISH_WORD = regex(rf"\b({'|'.join(_ENGLISH)})\b")
_THIRDS = {"half": (1, 2), "third": (1, 3), "thirds": (1, 3), "quarter": (1, 4), "quarters": (1, 4)}
_ENGLISH_SHARE = regex(rf"\b(a|one|two|three)[ -]({'|'.join(_THIRDS)})\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """`text[start:end]` says `value`; `unit` is % or the character that follows, empty where none does."""

    value: Fraction
    unit: str
    start: int
    end: int


def figures(text: str) -> list[Figure]:
    """The figures of `text` (folded), in order."""
    if text.isascii():
        return _english(text)
    phrases = [match.span() for match in _NOT_FIGURES.finditer(text)]
    found = []
    for match in _FIGURE.finditer(text):
        if any(start <= match.start() < end for start, end in phrases):
            continue
        figure = _figure(match)
        if figure is not None and not _only_one(text, figure):
            found.append(figure)
    return found


def same_unit(one: str, other: str) -> bool:
    """Whether two units may count the same things."""
    return one == other or not one or not other or (one in MEASURES and other in MEASURES)


def _figure(match: re.Match[str]) -> Figure | None:
    if match["percent"]:
        value = _value(match["percent"])
        return None if value is None else Figure(value, "%", *match.span())
    if match["below"] or match["bottom"]:
        above, below = _value(match["above"] or match["top"]), _value(match["below"] or match["bottom"])
        return Figure(above / below, "/", *match.span()) if above is not None and below else None
    value = _value(match["number"])
    if value is None:
        return None
    for times in match["times"]:
        value *= _TIMES[times]
    unit = "%" if match["unit"] in ("％", "percent") else match["unit"]
    return Figure(value, unit, match.start(), match.end() - len(match["unit"]))


def _value(written: str) -> Fraction | None:
    plain = written.replace(",", "").replace("，", "")
    if plain[0].isdigit():
        return Fraction(plain)
    value = number_of(plain)
    return None if value is None else Fraction(value)


def _only_one(text: str, figure: Figure) -> bool:
    """Whether the figure is a 一 that counts nothing."""
    if text[figure.start : figure.end] != "一":
        return False
    return not (text[figure.start - 1 : figure.start] == "第" or _SINGLE.match(figure.unit or "。"))


def _english(text: str) -> list[Figure]:
    found = [
        Figure(
            Fraction(match[0].replace(",", "")),
            "%" if text[match.end() :].lstrip()[:1] == "%" else "",
            *match.span(),
        )
        for match in re.finditer(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)", text.rstrip(".,"))
    ]
    shares = [
        Figure(
            Fraction({"a": 1, "one": 1, "two": 2, "three": 3}[m[1]] * _THIRDS[m[2]][0], _THIRDS[m[2]][1]),
            "/",
            *m.span(),
        )
        for m in _ENGLISH_SHARE.finditer(text)
    ]
    words = [
        Figure(Fraction(_ENGLISH[m[1]]), "", *m.span())
        for m in _ENGLISH_WORD.finditer(text)
        if not any(share.start <= m.start() < share.end for share in shares)
    ]
    return sorted([*found, *shares, *words], key=lambda figure: figure.start)
