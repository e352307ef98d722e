"""Which lines of a narrative open a section of a case, and what the section is called."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.numerals import NUMERAL
from data.patterns import regex

_SIGNS = "#■□◆◇●○•·▲△▶►★☆※◎"
BULLETS = rf"[\s{_SIGNS}]*"
"""What may stand before a heading or the name of a section to catch the eye."""
LIST_NUMBER = rf"(?:[（(]?(?:{NUMERAL})[）)、.．]\s*)"
_NAMES = (
    "(?:简要|基本)?案情(?:简介|介绍|概述|回顾)?|案件(?:基本)?(?:事实|情况|背景|来源|由来)|基本(?:情况|事实)|(?:案例|案件|事件)(?:背景|概况|简介|经过)|"
    "(?:申请人|原告|上诉人|仲裁)?(?:仲裁|诉讼)?请求|原告诉求|(?:案件)?争议焦点|(?:案件)?焦点问题|关键词|"
    "(?:处理|裁判|判决|审理|裁决|诉讼|调解|执行|查处|办理)(?:结果|情况|过程|经过|要旨|理由|要点|意见|思路)|裁判(?:结果)?[与及和]理由|"
    "(?:法院|仲裁委员会?|检察机关)(?:认为|审理|裁判|意见|判决)|检察(?:机关)?履职(?:情况|过程)|调查(?:与|和|及)(?:处理|督促整改)|"
    "(?:案例|案件|本案|法律)?(?:分析|评析|评述|点评|解读|启示|要旨)|"
    "(?:典型|指导|社会|示范|现实)?意义|(?:专家|法官|律师|仲裁员|检察官)(?:点评|说法|评析|提醒|提示|建议|寄语)|"
    "法条链接|(?:相关|适用|参考)(?:法条|法律(?:规定|条文|依据)?|规定|条款)|(?:法律|政策|处罚|裁判)依据|"
    "(?:主要|具体|典型|创新|经验|特色)(?:做法|举措|措施|经验|亮点)(?:[与及和](?:成效|经验))?|(?:工作|实施|主要|取得)?(?:成效|效果)|"
    "(?:经验|案例|工作)(?:启示|总结|背景)|背景(?:情况|介绍)?|推广价值|下一步(?:工作)?(?:打算|计划)"
)
_MARKED = regex(r"【(?!\d+】)([^【】\t]{1,20}|[^【】\t]{3,100}案)】[：:]?\s*(.*)")
_BRACKETED = regex(rf"[\[［〔〖<＜《「『]\s?({_NAMES})\s?[\]］〕〗>＞》」』][：:]?\s*(.*)")
"""Other brackets than 【】 hold many things: a section only where the name is a known one."""
_BARE = regex(rf"(?P<name>{_NAMES})(?:(?:\s?[：:]|[ \t]*[\u3000\xa0])\s*(?P<text>.*)|\s*)")
"""Section names on a line of their own without brackets, or at the head of their text before a colon or wide space."""
_WITHIN = regex(r"(?<=[。！？；”）])\s*(?=【[^【】。，；\s]{1,10}】)")
_SPACED = regex(r"[【\[［〔〖]?\s*[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,9}\s*[】\]］〕〗]?\s*[：:]?")
"""基 本 案 情"""
_NUMBERED = regex(LIST_NUMBER)
_EDGE = f" \t\u3000\xa0{_SIGNS}"
_NO_NAME = regex(r"[。，；！？,;!?：:、“”\s\d]")
_MAX_PLAIN = 12
_MAX_LINE = 150


OWN_NAME = "案名"
"""The field of a case's own name, where a list gives the case another title."""
_OWN_NAME = regex(r"(?:\S.*诉.+|\S.{2,}(?:与|和|等|、|申请|纠纷|某|罪|犯|被告|公司).*)(?<![方答档提预草])案")


class Section(NamedTuple):
    """A section's name and the text after it on its line; `inline` where only a colon parts the two."""

    name: str
    text: str
    inline: bool = False


def section(text: str) -> Section | None:
    """The section that the line opens; None where it opens none."""
    text = _led(_together(text))
    if bare := _BARE.fullmatch(text):
        return Section(bare["name"], bare["text"] or "", bool(bare["text"]))
    if marked := _MARKED.fullmatch(text) or _BRACKETED.fullmatch(text):
        return Section(marked[1].strip(), marked[2])
    return None


def own_name(name: str) -> str:
    """OWN_NAME where what stands in 【】 is the name a court gives a case: 【甲诉乙合同纠纷案】; else empty."""
    return OWN_NAME if _OWN_NAME.fullmatch(name) and not _BARE.fullmatch(name) else ""


def apart(text: str) -> list[str]:
    """The text, parted before the names of sections in it: 【案情】…。【结果】…."""
    return _WITHIN.split(text) if "】" in text else [text]


def plain_name(text: str) -> str:
    """What the line would be called as a section: without list number, brackets and colon; empty where it is none."""
    if len(text) > _MAX_LINE:
        return ""
    name = _led(_together(text)).strip("#：: \t[]［］〔〕〖〗")
    return "" if len(name) > _MAX_PLAIN or len(name) < 2 or _NO_NAME.search(name) else name


def _led(text: str) -> str:
    """The text without bullets and a list number before it."""
    text = text.lstrip(_EDGE)  # not in the pattern, which would look at a line of bullets from each of them
    number = _NUMBERED.match(text)
    return text[number.end() :].lstrip(_EDGE) if number else text


def _together(text: str) -> str:
    return re.sub(r"\s+", "", text) if len(text) < _MAX_PLAIN * 3 and _SPACED.fullmatch(text) else text
