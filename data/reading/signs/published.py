"""The number that a list gave a case where it was published: 检例第61号, 指导案例105号, 总第8号, 〔2023〕第5号, 1号：."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.numerals import NUMERAL, number_of
from data.patterns import regex
from data.reading.signs.sections import BULLETS

LABEL = "编号"
"""The field of a number as published, where it is more than a number."""
_YEAR = r"[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]"
_NAMED = rf"(?:检例|[^\s（）()，,。]{{0,8}}案例)\s*(?:{_YEAR})?\s*第?\s*(?:{NUMERAL})\s*号|{_YEAR}\s*第?\s*(?:{NUMERAL})\s*号"
_WHOLE = rf"(?:\d{{4}}年)?(?:{_NAMED})(?:\s*[，,、]\s*总第\s*(?:{NUMERAL})\s*号)?"
_BRACKETS = rf"[（(【\[〔［]\s*(?:{_WHOLE})\s*[）)】\]〕］]"
_ALONE = regex(rf"{BULLETS}(?:{_BRACKETS}|{_WHOLE})\s*[：:]?")
_BEFORE = regex(
    rf"{BULLETS}(?P<mark>{_BRACKETS}|{_WHOLE})\s*(?:[：:、—–|｜]|\s|(?<=[）)】\]〕］]))\s*(?P<title>\S.*)"
)
_AFTER = regex(rf"{BULLETS}(?P<title>\S.*?案?)\s*(?P<mark>{_BRACKETS})")
_PLAIN = regex(rf"{BULLETS}第?\s*(?P<mark>(?:{NUMERAL})\s*号)\s*[：:、—–]\s*(?P<title>\S.*)")
_NUMBER = regex(rf"({NUMERAL})\s*号")
_LONGEST = 150


class Published(NamedTuple):
    """A number, the words that give it, and the title on the same line, or ""."""

    number: int
    mark: str
    title: str

    @property
    def bracketed(self) -> bool:
        return self.mark[:1] in "（(【[〔［"


def published(text: str, plain: bool = False) -> Published | None:
    """The published number in a line that is a title with it, or the number alone; None for any other.

    `plain`: also 1号：, which many texts begin with, where the line is known to be a title.
    """
    text = text.strip()
    if "号" not in text or len(text) > _LONGEST or text.endswith(("。", "；")):
        return None
    if _ALONE.fullmatch(text):
        return _made(text.rstrip("：: "), "")
    for pattern in (_BEFORE, _AFTER, _PLAIN)[: 3 if plain else 2]:
        if match := pattern.fullmatch(text):
            return _made(match["mark"], match["title"])
    return None


def _made(mark: str, title: str) -> Published | None:
    """The last number counts: of 2021年指导性案例第1号，总第8号 it is the one that goes on over the years."""
    found = _NUMBER.findall(mark)
    number = number_of(found[-1]) if found else None
    return Published(number, re.sub(r"^[\s#■□◆●○•·]+", "", mark), title) if number else None
