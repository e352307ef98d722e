"""Titles that a number as published stands beside, under or over: 甲诉乙案 over （检例第61号）."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from data.patterns import regex
from data.reading.signs.published import Published, published
from data.reading.signs.sections import section
from data.reading.signs.styles import LISTS, SAID, Heading, in_style

_MAX_TITLE = 80
_TOLD = regex(
    r"[^：:，]{0,4}(?:地区|地点|单位|机关|机构|部门|法院|时间|日期|类别|类型|领域|来源|案由|关键词|作者)\s*[：:]\s*\S"
)
"""地区：某市 beside a number is no title."""
_Marks = dict[int, Published]
"""The marks by the place of their line."""


def marked(lines: Sequence[str], styled: Sequence[Heading], labels: bool = False) -> list[Heading]:
    """The headings by their numbers as published; empty where there are none, or where they do not rise.

    Empty also where the lines `styled` as headings say as much, or more. `labels`: those that are only labels with an
    order in them (编号：2024-001), numbered through where their orders do not rise.
    """
    marks = {at: mark for at, text in enumerate(lines) if (mark := published(text)) and mark.label == labels}
    if not marks or (labels and len(marks) < max(2, len(styled))):
        return []
    over = _stand_over(lines, marks)
    found: list[Heading] = []
    above = False
    for at, mark in marks.items():
        title = lines[at - 1].strip() if at and not mark.title and not over else ""
        if _may_be_title(title):
            above = True
            said = published(title, plain=True)
            found.append(Heading(at - 1, str(mark.number), said.title or title if said else title, mark.bare))
        else:
            found.append(Heading(at, str(mark.number), mark.title, mark.bare))
    if any((a.value or 0) >= (b.value or 0) for a, b in itertools.pairwise(found)):
        if not labels:
            return []
        found = [replace(one, number=str(order)) for order, one in enumerate(found, 1)]
    reached = {one.at + down for one in found for down in (0, 1)}
    if not {one.at for one in styled} <= reached:
        return []
    beside = all(mark.told for mark in marks.values()) and len(styled) == len(found)
    if above or beside or labels or (len(found) > 1 and not styled):
        return _bare(found)
    return []


def _stand_over(lines: Sequence[str], marks: _Marks) -> bool:
    """Whether the numbers that stand alone stand over their titles, as most of them do; bracketed ones rather under."""
    alone = [at for at, mark in marks.items() if not mark.title]
    below = sum(at + 1 < len(lines) and at + 1 not in marks and _may_be_title(lines[at + 1]) for at in alone)
    above = sum(at > 0 and at - 1 not in marks and _may_be_title(lines[at - 1]) for at in alone)
    if below != above:
        return below > above
    return not any(marks[at].bracketed for at in alone)


def _may_be_title(text: str) -> bool:
    text = text.strip()
    return bool(
        0 < len(text) <= _MAX_TITLE
        and not text.endswith(("。", "；", "："))
        and not text.startswith(("—", "–"))
        and not section(text)
        and not _TOLD.match(text)
    )


def _bare(found: Sequence[Heading]) -> list[Heading]:
    """The headings without the numbers of a list before their titles: 一、甲案（检例第61号）, 案例一：甲案（检例第61号）."""
    for style in (SAID, *LISTS):
        inner = [in_style(style, one.at, one.title) for one in found]
        listed = [one.value for one in inner if one and one.title]
        if listed == list(range(1, len(found) + 1)):
            return [
                replace(one, title=bare.title) for one, bare in zip(found, filter(None, inner), strict=True)
            ]
    return list(found)
