"""The number that a list gave a case where it was published: 检例第61号, 指导案例105号, 总第8号, 〔2023〕第5号, 1号：, 2024-001."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.numerals import NUMERAL, number_of
from data.patterns import regex
from data.reading.signs.sections import BULLETS

LABEL = "编号"
"""The field of a number as published, where it is more than a number."""
_YEAR = r"[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]"
_NAMED = (
    rf"(?:检例|[^\s（）()，,。]{{0,8}}案例)\s*(?:{_YEAR})?\s*第?\s*(?:{NUMERAL})\s*号|{_YEAR}\s*第?\s*(?:{NUMERAL})\s*号"
    rf"|总第\s*(?:{NUMERAL})\s*号"
)
_WHOLE = rf"(?:\d{{4}}年)?(?:{_NAMED})(?:\s*[，,、]\s*总第\s*(?:{NUMERAL})\s*号)?"
_ORDER = r"(?:19|20)\d\d(?:[-－–]\d{1,4}){1,5}"
_LABELLED = (
    rf"(?:(?:案例|案件|入库|文书)?(?:编号|序号)\s*[：:]?\s*(?:{_ORDER}|第?(?:{NUMERAL})号?)|[^\s，。（）()]{{0,4}}案例\s?{_ORDER}"
    r"|(?:19|20)\d\d[-－–]\d{3,4}(?!\d))"
)
"""编号：2024-001, 入库编号 2023-07-2-137-001, 案例2024-001; without a word never what may be a day."""
_BRACKETS = rf"[（(【\[〔［]\s*(?:{_WHOLE})\s*[）)】\]〕］]"
_ALONE = regex(rf"{BULLETS}(?:{_BRACKETS}|{_WHOLE})\s*[：:]?")
_BEFORE = regex(
    rf"{BULLETS}(?P<mark>{_BRACKETS}|{_WHOLE})\s*(?:[：:、—–|｜]|\s|(?<=[）)】\]〕］]))\s*(?P<title>\S.*)"
)
_AFTER = regex(rf"{BULLETS}(?P<title>\S.*?案?)\s*(?P<mark>{_BRACKETS}|(?<=案)[—–-]{{1,2}}(?:{_WHOLE}))")
_PLAIN = regex(rf"{BULLETS}第?\s*(?P<mark>(?:{NUMERAL})\s*号)\s*[：:、—–]\s*(?P<title>\S.*)")
_LABEL_ALONE = regex(rf"{BULLETS}[【（(]?(?:{_LABELLED})[】）)]?")
_LABEL_BEFORE = regex(rf"{BULLETS}(?P<mark>{_LABELLED})\s*(?:[：:、|｜]|\s)\s*(?P<title>\S.*)")
_WORD = regex(r"^编号\s*[：:]?\s*")
_NUMBER = regex(rf"({NUMERAL})\s*号")
_MERE = regex(
    rf"(?:典型|指导性?|参考|优秀)?(?:案例)?第?\s*(?:{NUMERAL})\s*号|(?:案例|案件)?(?:编号|序号)\s*[：:]?\s*第?(?:{NUMERAL})号?"
)
"""What says no more than the number."""
_LONGEST = 150


class Published(NamedTuple):
    """A number, the words that give it, and the title on the same line, or "". `label`: 2024-001 and the like."""

    number: int
    mark: str
    title: str
    label: bool = False

    @property
    def bracketed(self) -> bool:
        return self.mark[:1] in tuple("（(【[〔［") and self.mark[-1:] in tuple("）)】]〕］")

    @property
    def told(self) -> bool:
        """Whether the words say more than the number, or are set apart in brackets."""
        return self.bracketed or _MERE.fullmatch(self.mark) is None

    @property
    def bare(self) -> str:
        """The words without the brackets around them; empty where they say no more than the number."""
        words = self.mark.strip("—–- ")
        words = words[1:-1].strip() if self.bracketed else words
        return _WORD.sub("", words) if self.told else ""


def published(text: str, plain: bool = False) -> Published | None:
    """The published number in a line that is a title with it, or the number alone; None for any other.

    `plain`: also 1号：, which many texts begin with, where the line is known to be a title.
    """
    text = text.strip()
    if len(text) > _LONGEST or text.endswith(("。", "；")):
        return None
    return (_of_number(text, plain) if "号" in text else None) or _of_label(text)


def _of_number(text: str, plain: bool) -> Published | None:
    if _ALONE.fullmatch(text):
        return _made(text.rstrip("：: "), "")
    for pattern in (_BEFORE, _AFTER, _PLAIN)[: 3 if plain else 2]:
        if match := pattern.fullmatch(text):
            return _made(match["mark"], match["title"])
    return None


def _of_label(text: str) -> Published | None:
    """The order in a label, which is its last number."""
    if not any(char.isdigit() for char in text[:40]):
        return None
    match = _LABEL_BEFORE.fullmatch(text)
    mark = match["mark"] if match else text if _LABEL_ALONE.fullmatch(text) else ""
    last = re.findall(NUMERAL, mark)
    number = number_of(last[-1]) if last else None
    return Published(number, _clean(mark), match["title"] if match else "", label=True) if number else None


def _made(mark: str, title: str) -> Published | None:
    """The last number counts: of 2021年指导性案例第1号，总第8号 it is the one that goes on over the years."""
    found = _NUMBER.findall(mark)
    number = number_of(found[-1]) if found else None
    return Published(number, _clean(mark), title) if number else None


def _clean(mark: str) -> str:
    return re.sub(r"^[\s#■□◆●○•·]+", "", mark)
