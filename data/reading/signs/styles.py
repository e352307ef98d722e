"""The ways in which a line opens a case: 案例一, 一、, 第一案, 项目一, Case 1, 01 甲案."""

from __future__ import annotations

import re

from data.numerals import ENCLOSED, NUMERAL, number_of
from data.patterns import regex
from data.reading.signs.sections import BULLETS, LIST_NUMBER, section
from data.values import dataclass

MAX_HEADING = 150
_MAX_OTHER = 80
"""Headings that do not say 案例 are believed only when they are short."""
_LEAST_TEXT = 20
"""Characters of text that follow a title on its line, at least."""
CHINESE = "[一二三四五六七八九十百]"
_KIND = r"(?:典型|指导性?|参考|示范|优秀|公报|精选|经典)?(?:案\s{0,2}[例件])"
_NOUN = (
    "[事实范]例|实践|故事|模式|样板|项目|做法|典型|经验|举措|措施|事项|成果|亮点|企业|单位|机构|品牌|产品|人物|"
    "获奖(?:人|者|单位|项目|作品)|条款|条|例"
)
NOUNS = (
    "事例|实践|故事|模式|样板|项目|做法|典型|经验|举措|措施|事项|成果|亮点|企业|单位|机构|品牌|产品|人物|"
    "获奖|作品|条款"
)
"""What published lists are lists of."""
_AFTER = r"(?:[：:、.．。|｜丨—–\s]|[-－](?![0-9０-９])|(?=[《“\"「『（(])|$)"
"""A mark, white space or the line's end must follow the number: 案例一中，法院认为 is no heading."""
_BIG = f"{NUMERAL}|[壹贰叁肆伍陆柒捌玖拾]{{1,3}}"


def _named(kind: str, ordinal: str) -> str:
    """【案例1】, 案例1：, 案例（一）, 第1个案例, 1号案例, and the title behind."""
    return (
        rf"{BULLETS}{LIST_NUMBER}?(?:[【\[［〔〖<＜（(]\s*(?:{kind})\s*第?\s*({_BIG})\s*号?\s*[】\]］〕〗>＞）)][：:、]?"
        rf"|(?:{kind})\s*(?:之|第)?\s*({_BIG})\s*号?\s*{_AFTER}"
        rf"|(?:{kind})\s*[（(]\s*({_BIG})\s*[）)]\s*[：:、.．]?"
        rf"|第\s*({_BIG})\s*(?:{ordinal})\s*{_AFTER}"
        rf"|第?\s*({_BIG})\s*号\s*(?:{kind})\s*{_AFTER})[—–|｜丨▏◀\s-]*(.*)"
    )


SAID = "案例"
_FORMS = {
    SAID: _named(_KIND, r"[个起件]?\s*(?:典型)?案[例件]?"),
    "一、": rf"{BULLETS}({CHINESE}{{1,5}})[、.．]\s*(\S.*)",
    "（一）": rf"{BULLETS}[（(]\s*({CHINESE}{{1,5}})\s*[）)][、.．]?\s*(\S.*)",
    "1.": rf"{BULLETS}[（(]?\s*([0-9０-９]{{1,3}})\s*[）)]?[、.．）)](?![0-9０-９])\s*(\S.*)",
    "①": rf"{BULLETS}([{ENCLOSED}])\s*[、.．]?\s*(\S.*)",
    "1号：": rf"{BULLETS}第?\s*({NUMERAL})\s*号\s*[：:、]\s*(\S.*)",
    "项目一": _named(_NOUN, rf"[个项条名家]?\s*(?:{_NOUN})|[条项例]"),
    "Case 1": rf"{BULLETS}(?:[cｃ][aａ][sｓ][eｅ]|no|ｎｏ|№)\s*[.．]?\s*({NUMERAL}){_AFTER}\s*(.*)",
    "案例一甲": rf"{BULLETS}{_KIND}\s*({CHINESE}{{1,5}}|[0-9０-９]{{1,3}})(?![中里、和与及的至到])(\S.*)",
    "1": rf"{BULLETS}[（(【\[]?\s*({CHINESE}{{1,5}}|[0-9０-９]{{1,3}})\s*[）)】\]]?[、.．]?\s*()",
    "【1】甲": rf"{BULLETS}[【\[]\s*({CHINESE}{{1,5}}|[0-9０-９]{{1,3}})\s*[】\]]\s*(\S.*)",
    "1 甲": rf"{BULLETS}([0-9０-９]{{1,3}})\s+([^\d\s].*)",
    "01甲": rf"{BULLETS}(0[1-9]|[1-9]0|[1-9][1-9])([^\d\s\W].*)",
    "之一": rf"{BULLETS}之({CHINESE}{{1,5}})(?:\s*[：:、\s]\s*|$)(.*)",
}
_STYLES = {name: regex(pattern, re.IGNORECASE) for name, pattern in _FORMS.items()}
LISTS = ("一、", "（一）", "1.", "①", "1号：")
"""By number alone: cases where something else says so."""
OF_OTHERS = "项目一"
"""What is not called 案例: only where the list is a list of these."""
ENDS = ("案", "问题")
"""How the titles of cases end: of lawsuits, and of what was found with officials."""
FAINT = ("Case 1", "案例一甲", "1", "【1】甲", "1 甲", "01甲", "之一")
"""What needs the most evidence."""
_OPENS = regex(
    rf"{BULLETS}{LIST_NUMBER}?[【\[〔（(]?\s*{_KIND}\s*(?:之|第)?\s*({NUMERAL})(?![0-9０-９年月日件个起])"
)
_OPENS_BARE = regex(rf"{BULLETS}[（(]?\s*({NUMERAL})\s*[、.．）)\s]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a case: where it stands among the lines, its number as written, its title or "".

    `mark` is the number as published where it is more than a number: 检例第61号.
    """

    at: int
    number: str
    title: str
    mark: str = ""

    @property
    def value(self) -> int | None:
        return number_of(self.number)


def in_style(style: str, at: int, text: str) -> Heading | None:
    """The heading that the line is, at place `at`; None where it is none of that style."""
    said = style == SAID
    ends = ("。", "；") if said else ("。", "；", "：", "，")
    if len(text) > (MAX_HEADING if said else _MAX_OTHER) or text.endswith(ends):
        return None
    match = _STYLES[style].fullmatch(text)
    if not match or (not said and section(text)):
        return None
    *numbers, title = match.groups()
    return Heading(at, next(filter(None, numbers)), title.strip().lstrip("#").strip())


def loosely(at: int, text: str, bare: bool) -> Heading | None:
    """The heading in a line that ends in 。 or ；, or with `bare` has no mark after its number (案例三甲县推行……).

    None for one with a sentence before its last, which is a case in a line.
    """
    plain = text.rstrip("。；")
    if len(text) > MAX_HEADING or "。" in plain or not (bare or plain != text):
        return None
    heading = in_style(SAID, at, plain) or (in_style("案例一甲", at, plain) if bare else None)
    return heading and Heading(at, heading.number, heading.title + text[len(plain) :])


def parted(text: str, explicit: bool) -> tuple[str, str] | None:
    """A line that holds a case whole as heading and text: 案例1．甲诉乙案。原告……; None where it is none.

    `explicit`: only with the word 案例, else also lists by number alone whose titles end with 案 or 问题.
    """
    for style in (SAID,) if explicit else LISTS:
        match = _STYLES[style].fullmatch(text)
        title = match.groups()[-1] if match else ""
        end = next((at for at, char in enumerate(title[:_MAX_OTHER]) if char in "。：:"), 0)
        if end and len(title) - end > _LEAST_TEXT and (explicit or title[:end].endswith(ENDS)):
            return text[: len(text) - len(title) + end], title[end + 1 :].strip()
    return None


def opening_number(text: str, bare: bool) -> int | None:
    """The number with which the line begins as a case would: 案例七……, and with `bare` also 7、 and 七、; else None."""
    match = _OPENS.match(text) or (_OPENS_BARE.match(text) if bare else None)
    return number_of(next(filter(None, match.groups()))) if match else None
