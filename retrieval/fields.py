"""Columns that a table has beside number, title and text (类别, 日期, 单位), and questions that ask by their values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.patterns import regex
from data.text import squeeze
from retrieval.profiles import Profile, Profiles

_IS = r"(?:一栏|栏)?(?:里|中)?(?:为|是|属于|属|叫|写的是|写着|等于|=|:)?[“\"「]?"
_SORT = regex(r"类|型|种|领域|专题|板块")
"""Names of columns by whose values cases are called a sort: 商标类的案例."""


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One value asked of one column, and the words of the question that ask it."""

    name: str
    value: str
    asked: str

    def holds(self, profile: Profile) -> bool:
        return squeeze(profile.case.text_of(self.name) or "") == self.value

    def __str__(self) -> str:
        return f"{self.name}为“{self.value}”"


def asked_fields(text: str, profiles: Profiles) -> tuple[FieldTest, ...]:
    """The values that `text` (folded) asks of columns: 类别为商标的, 商标类的案例; the longest value of each."""
    text = squeeze(text)
    tests = []
    for name, values in profiles.columns.items():
        for value in sorted(values, key=lambda value: (-len(value), value)):
            exact = re.escape(squeeze(name)) + _IS + re.escape(value)
            sort = (
                rf"(?<![一-鿿]){re.escape(value)}类|[是属为]{re.escape(value)}类"
                if _SORT.search(name)
                else r"(?!)"
            )
            found = re.search(rf"{exact}|{sort}", text)
            if found:
                tests.append(FieldTest(name, value, found[0]))
                break
    return tuple(tests)
