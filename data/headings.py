"""Which lines of a narrative open a case, and which a section of one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.numerals import NUMERAL, number_of

MAX_HEADING = 150
_MAX_OTHER = 80
"""Headings that do not say 案例 are believed only when they are short."""
_KIND = "(?:典型|指导性?|参考|示范|优秀)?案[例件]"

# A mark, white space or the line's end must follow the number: 案例一中，法院认为 is no heading.
_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[#\s]*(?:[【\[［]\s*{_KIND}\s*第?\s*({NUMERAL})\s*号?\s*[】\]］][：:、]?"
        rf"|{_KIND}\s*(?:之|第)?\s*({NUMERAL})\s*号?\s*(?:[：:、.．。—\s]|$))[—\s]*(.*)",
        r"[#\s]*([一二三四五六七八九十百]{1,5})()[、.．]\s*(\S.*)",
        r"[#\s]*[（(]\s*([一二三四五六七八九十百]{1,5})()\s*[）)][、.．]?\s*(\S.*)",
        r"[#\s]*[（(]?\s*([0-9０-９]{1,3})()\s*[）)]?[、.．）)](?![0-9０-９])\s*(\S.*)",
    )
)
_SECTION = re.compile(r"[#\s]*【([^【】\t]{1,20})】[：:]?\s*(.*)")
_SECTION_NAMES = (
    "(?:简要|基本)?案情(?:简介|介绍|概述|回顾)?|案件(?:基本)?(?:事实|情况|背景|来源|由来)|基本(?:情况|事实)|(?:案例|案件|事件)(?:背景|概况|简介|经过)|"
    "(?:申请人|原告|上诉人|仲裁)?(?:仲裁|诉讼)?请求|原告诉求|(?:案件)?争议焦点|(?:案件)?焦点问题|关键词|"
    "(?:处理|裁判|判决|审理|裁决|诉讼|调解|执行|查处|办理)(?:结果|情况|过程|经过|要旨|理由|要点|意见|思路)|裁判(?:结果)?[与及和]理由|"
    "(?:法院|仲裁委员会?|检察机关)(?:认为|审理|裁判|意见|判决)|检察(?:机关)?履职(?:情况|过程)|调查(?:与|和|及)(?:处理|督促整改)|"
    "(?:案例|案件|本案)?(?:分析|评析|评述|点评|解读|启示|要旨)|"
    "(?:典型|指导|社会|示范)意义|(?:专家|法官|律师|仲裁员|检察官)(?:点评|说法|评析|提醒|提示|建议|寄语)|"
    "法条链接|(?:相关|适用|参考)(?:法条|法律(?:规定|条文|依据)?|规定|条款)|(?:法律|政策|处罚|裁判)依据|"
    "(?:主要|具体|典型|创新|经验|特色)(?:做法|举措|措施|经验|亮点)(?:[与及和](?:成效|经验))?|(?:工作|实施|主要|取得)?(?:成效|效果)|"
    "(?:经验|案例|工作)(?:启示|总结|背景)|背景(?:情况|介绍)?|推广价值|下一步(?:工作)?(?:打算|计划)"
)
_BARE = re.compile(
    rf"[#\s]*(?:[（(]?(?:{NUMERAL})[）)、.．]\s*)?(?P<name>{_SECTION_NAMES})(?:\s*[：:]\s*(?P<text>.*)|\s*)"
)
"""Section names on a line of their own without brackets, or at the head of their text before a colon."""
_LIST_NUMBER = re.compile(rf"[#\s]*[（(]?(?:{NUMERAL})[）)、.．]\s*")
_SENTENCE_MARKS = re.compile(r"[。，；！？,;!?：:、“”\t]")
_MAX_PLAIN = 12
_CONTENTS = re.compile(r"目\s*[录錄次]|contents", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a case: where it stands among the lines, its number as written, its title or ""."""

    at: int
    number: str
    title: str

    @property
    def value(self) -> int | None:
        return number_of(self.number)


def section(text: str) -> tuple[str, str] | None:
    """Name of the section that the line opens, and what follows on the line; None where it opens none."""
    if bare := _BARE.fullmatch(text):
        return bare["name"], bare["text"] or ""
    if marked := _SECTION.fullmatch(text):
        return marked[1].strip(), marked[2]
    return None


def plain_name(text: str) -> str:
    """What the line would be called as a section: without list number and colon; empty where it is none."""
    if len(text) > MAX_HEADING:
        return ""
    number = _LIST_NUMBER.match(text)
    name = text[number.end() if number else 0 :].strip("#：: \t")
    return "" if len(name) > _MAX_PLAIN or len(name) < 2 or _SENTENCE_MARKS.search(name) else name


def is_group(text: str) -> bool:
    """Whether the line, which stands right before a case, names a group of cases: 一、创造类."""
    return len(text) <= 40 and not section(text) and any(_in_style(n, 0, text) for n in (1, 2))


def headings(lines: Sequence[str], about_cases: bool = False, by_number: bool = True) -> list[Heading]:
    """The headings of the cases in the lines, a table of contents not counted; empty where there are none.

    案例一 comes first. Lists by number alone (一、 （一） 1.) are cases only where something says so: sections
    such as 基本案情 under them, titles that end with 案, or `about_cases`; and only with `by_number`.
    """
    styled = _of_style(0, lines)
    if styled or not by_number:
        return without_contents(lines, styled)
    found: list[list[Heading]] = []
    for style in (1, 2, 3):
        these = without_contents(lines, _of_style(style, lines))
        if _is_list_of_cases(lines, these, about_cases):
            found.append(these)
    for outer, inner in itertools.pairwise(found):
        starts = {heading.at for heading in inner}
        if sum(heading.at + 1 in starts for heading in outer) * 2 <= len(outer):
            return outer
    return found[-1] if found else []


def _of_style(style: int, lines: Sequence[str]) -> list[Heading]:
    return [heading for at, text in enumerate(lines) if (heading := _in_style(style, at, text))]


def _in_style(style: int, at: int, text: str) -> Heading | None:
    if len(text) > (_MAX_OTHER if style else MAX_HEADING) or text.endswith(
        ("。", "；") if style == 0 else ("。", "；", "：", "，")
    ):
        return None
    match = _STYLES[style].fullmatch(text)
    if not match or (style and section(text)):
        return None
    return Heading(at, match[1] or match[2], match[3].strip())


def without_contents(lines: Sequence[str], found: Sequence[Heading]) -> list[Heading]:
    """The headings without those of a table of contents: a run with no text in it that comes again later."""
    values = [heading.value for heading in found]
    start = values.index(values[0], 1) if values and values[0] in values[1:] else 0
    run = found[:start]
    closed = all(second.at - first.at <= 1 for first, second in itertools.pairwise(run))
    listed = start > 1 or (run and any(_CONTENTS.fullmatch(text.strip()) for text in lines[: run[0].at]))
    if start and closed and listed and set(values[:start]) <= set(values[start:]):
        return list(found[start:])
    return list(found)


def _is_list_of_cases(lines: Sequence[str], found: Sequence[Heading], about_cases: bool) -> bool:
    values = [heading.value or 0 for heading in found]
    if len(found) < 2 or values[0] != 1 or any(b <= a for a, b in itertools.pairwise(values)):
        return False
    ends = [*(heading.at for heading in found[1:]), len(lines)]
    bodies = [lines[heading.at + 1 : end] for heading, end in zip(found, ends, strict=True)]
    if sum(map(bool, bodies)) * 2 < len(found):
        return False
    evidence: tuple[Callable[[int], bool], ...] = (
        lambda n: any(section(text) for text in bodies[n]),
        lambda n: found[n].title.rstrip("》」）) ").endswith("案"),
    )
    return about_cases or any(sum(map(says, range(len(found)))) * 2 >= len(found) for says in evidence)
