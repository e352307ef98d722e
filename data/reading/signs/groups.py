"""Headings that stand over several cases: 一、创造类, 第一部分 创造."""

from __future__ import annotations

from data.patterns import regex
from data.reading.signs.sections import BULLETS, LIST_NUMBER, section
from data.reading.signs.styles import CHINESE, in_style

GROUP, OTHER_GROUP = "类别", "分组"
"""The fields of the headings that cases stand under; the other one where there are two, or 类别 is a column."""
_LONGEST = 40
_UNIT = rf"第{CHINESE}{{1,3}}(?:部分|编|篇|章|类|单元|辑)"
_PART = regex(rf"{BULLETS}{_UNIT}(?:\s.*|[：:、].*)?")
_NUMBER = regex(rf"^{BULLETS}(?:{LIST_NUMBER}|{_UNIT}[\s：:、]+)?")


def is_group(text: str) -> bool:
    """Whether the line, which stands right before a case, names a group of cases: 一、创造类, 第一部分 创造."""
    if len(text) > _LONGEST or section(text):
        return False
    return _PART.fullmatch(text) is not None or bool(_rank(text))


def bare_group(text: str) -> str:
    """The name of a group without its number."""
    return _NUMBER.sub("", text).strip() or text.strip()


def alike(group: str, other: str) -> bool:
    """Whether two headings of groups are of one rank: both 第一部分, 一、 or （一）."""
    return _rank(group) == _rank(other)


def _rank(text: str) -> int:
    """1 for 一、, 2 for （一）, else 0."""
    return next((n for n, style in enumerate(("一、", "（一）"), 1) if in_style(style, 0, text)), 0)
