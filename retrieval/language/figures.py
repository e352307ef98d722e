"""The figures of a text: counts, dates, shares, in digits or in Chinese numerals, each with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from data.numerals import number_of
from data.patterns import regex
from data.values import dataclass
from retrieval.lexicon.listed import listed

_CHINESE = "零〇一二两三四五六七八九十百千"
_NUMERAL = rf"(?:\d[\d,，]*(?:\.\d+)?|[{_CHINESE}]+(?:[万亿][{_CHINESE}]+)*)"
"""In Chinese numerals whole, with what goes unsaid: 两万四 is 24,000."""
_CLOCK = regex(
    rf"(?P<day>早上?|上午|凌晨|清晨|中午|下午|傍晚|晚上?|夜里)?(?P<hour>\d{{1,2}}|[{_CHINESE}]{{1,3}})"
    rf"(?:[:：](?P<exact>[0-5]\d)(?!\d)|(?:点钟?|时)(?!间)(?P<half>半)?(?:(?P<minute>\d{{1,2}}|[{_CHINESE}]{{1,3}})分(?!之))?)"
)
"""A time of day: 21:00, 晚上九点, 8时30分."""
CLOCK = "刻"
"""The unit of a time of day, whose value is minutes after midnight."""
_FIGURE = regex(
    rf"百分之(?P<percent>{_NUMERAL})|(?P<tenths>[一二三四五六七八九1-9])成(?![立为员功本果就都语熟品交长人年天])|(?P<below>{_NUMERAL})分之(?P<above>{_NUMERAL})|(?P<top>\d+)/(?P<bottom>\d+)|"
    rf"(?P<number>{_NUMERAL})(?P<odd>[余多](?=[万亿]))?(?P<times>[万亿]*)(?P<more>余|多(?![种样方部层类级边]|元化))?(?P<unit>%|％|percent\b|[一-鿿]?)"
)
_TIMES = {"万": 10_000, "亿": 100_000_000}
_NOT_FIGURES = listed("set_phrase")
"""Set phrases that count nothing."""
_SINGLE = frozenset("号期级审等季届批")
"""一 alone is a figure only before one of these or after 第: 一号工程, but not 一批, 统一, 一体化."""
MEASURES = frozenset("个家所处项名位人件起宗条种类款份户套座次场支只张方层级面")
"""Words that count things and may stand for each other: 16个区, 16家分局."""
_DAYS, _TURNS = frozenset("天日"), frozenset("次回趟遍")
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
_THIRDS = {"half": (1, 2), "third": (1, 3), "thirds": (1, 3), "quarter": (1, 4), "quarters": (1, 4)}
_ENGLISH_NUMBER = regex(
    rf"\b(?:(?P<of>a|one|two|three)[ -](?P<part>{'|'.join(_THIRDS)})|(?P<whole>{'|'.join(_ENGLISH)}))\b"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """`text[start:end]` says `value`; `unit` is % or the character that follows, empty where none does.

    `over`: it says 多 or 余, so the value is less than one of its last places more.
    """

    value: Fraction
    unit: str
    start: int
    end: int
    over: bool = False

    def says(self, value: Fraction) -> bool:
        """Whether a figure of `value` bears this one out."""
        return (
            self.value <= value < self.value + _last_place(self.value) if self.over else value == self.value
        )


def figures(text: str) -> list[Figure]:
    """The figures of `text` (folded), in order."""
    if text.isascii():
        return _english(text)
    phrases = [match.span() for match in _NOT_FIGURES.finditer(text)]
    found = list(_clocks(text))
    phrases += [(figure.start, figure.end) for figure in found]
    for match in _FIGURE.finditer(text):
        if any(start <= match.start() < end for start, end in phrases):
            continue
        figure = _figure(match)
        if figure is not None and not _only_one(text, figure):
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


SHARES = ("%", "/")
"""The units of a share."""
_HALVES = (("一半", "二分之一"), ("减半", "减少二分之一"), ("翻倍", "增长百分之一百"))


def halved(text: str) -> str:
    """`text` with halves as shares: 少了一半 as 少了二分之一."""
    for said, share in _HALVES:
        text = text.replace(said, share)
    return text


def same_unit(one: str, other: str) -> bool:
    """Whether two units may count the same things."""
    return (
        one == other
        or not one
        or not other
        or any(one in kind and other in kind for kind in (MEASURES, _DAYS, _TURNS))
    )


def _clocks(text: str) -> Iterator[Figure]:
    for match in _CLOCK.finditer(text):
        if not (match["exact"] or match["day"] or match["minute"]):
            continue  # 四点要求
        hour = _value(match["hour"])
        minute = Fraction(30) if match["half"] else _value(match["exact"] or match["minute"] or "0")
        if hour is None or minute is None or hour > 24:
            continue
        if hour < 12 and (match["day"] or "")[:1] in ("下", "傍", "晚", "夜") and match["day"]:
            hour += 12
        yield Figure(hour * 60 + minute, CLOCK, *match.span())


def _last_place(value: Fraction) -> Fraction:
    """The place of the last digit of a whole number that is no zero: 18,000 ends in thousands."""
    place = Fraction(1)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _figure(match: re.Match[str]) -> Figure | None:
    if match["percent"]:
        value = _value(match["percent"])
        return None if value is None else Figure(value, "%", *match.span())
    if match["tenths"]:
        value = _value(match["tenths"])
        return None if value is None else Figure(value * 10, "%", *match.span())
    if match["below"] or match["bottom"]:
        above, below = _value(match["above"] or match["top"]), _value(match["below"] or match["bottom"])
        return Figure(above / below, "/", *match.span()) if above is not None and below else None
    value = _value(match["number"])
    if value is None:
        return None
    for times in match["times"]:
        value *= _TIMES[times]
    unit = {"％": "%", "percent": "%", "块": "元"}.get(match["unit"], match["unit"])
    return Figure(
        value, unit, match.start(), match.end() - len(match["unit"]), bool(match["odd"] or match["more"])
    )


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
    return not (text[figure.start - 1 : figure.start] == "第" or figure.unit in _SINGLE)


def _english(text: str) -> list[Figure]:
    found = [
        Figure(
            Fraction(match[0].replace(",", "")),
            "%" if text[match.end() :].lstrip()[:1] == "%" else "",
            *match.span(),
        )
        for match in re.finditer(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)", text.rstrip(".,"))
    ]
    for match in _ENGLISH_NUMBER.finditer(text):
        if match["whole"]:
            found.append(Figure(Fraction(_ENGLISH[match[0]]), "", *match.span()))
            continue
        above, below = _THIRDS[match["part"]]
        value = Fraction({"a": 1, "one": 1, "two": 2, "three": 3}[match["of"]] * above, below)
        found.append(Figure(value, "/", *match.span()))
    return sorted(found, key=lambda figure: figure.start)
