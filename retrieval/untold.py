"""Figures that a question asks for, which the case must state of the very thing they are asked of."""

from __future__ import annotations

import re

from data.patterns import regex
from retrieval.amounts import sums
from retrieval.profiles import Profile

_MONEY_NOUN = regex(
    r"多少(?:元|钱)?(?:的)?(?P<noun>[一-鿿]{0,4}?(?:款|费|费用|补偿金?|赔偿金?|违约金|奖金|工资|薪水|利息|押金|本金|租金|罚款))"
)
_OF = regex(r"(?P<noun>[一-鿿]{4,8})(?:一共|大概|究竟|到底)?(?:是|为|有)多少")
_PAID_FOR = regex(r"(?:请|找|雇)(?:了)?(?P<what>律师|代理人|鉴定机构|评估机构)[^。？?]{0,8}(?:多少|几)")
_FIGURE = regex(
    r"[\d.,]*(?:\d|[一二三四五六七八九十百千])(?:多|余)?(?:万|亿)?(?:元|块|倍|%|平方米|亩|公里|小时|天|日|个|人|年|月|套|名|件)|百分之"
)
_HEADS = regex(r"(?:标准|工资|基数|费用?|款|金|额|价|率|面积|比例|数)$")


def untold_figure(text: str, profile: Profile) -> str | None:
    """The figure that `text` (folded) asks for and that `profile` does not state; None where none is missing."""
    money = _MONEY_NOUN.search(text)
    if money and not sums(profile.text):
        return money["noun"]
    paid = _PAID_FOR.search(text)
    if paid and not re.search(rf"{paid['what'][:2]}[^。]{{0,12}}费", profile.text):
        return f"{paid['what']}费"
    of = _OF.search(text)
    noun = of["noun"] if of else ""
    for start in range(max(0, len(noun) - 3)):
        name = noun[start:]
        if name in profile.text and _HEADS.search(name):
            clauses = [part for part in re.split(r"[，,。；;\n]", profile.text) if name in part]
            return None if any(map(_FIGURE.search, clauses)) else name
    return None
