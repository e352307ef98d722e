"""Columns that a table has beside number, title and text (类别, 日期, 单位), and questions that ask by their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.places.regions import Mention
from data.text import squeeze
from data.values import dataclass
from retrieval.cases.profiles import Profile, Profiles
from retrieval.language import dates
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query

_IS = r"(?:一栏|栏)?(?:里|中)?(?:为|是|属于|属|叫|写的是|写着|等于|=|:)?[“\"「]?"
_SORT = listed("column.sort")
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
            if value not in text:
                continue
            exact = re.escape(squeeze(name)) + _IS + re.escape(value)
            sort = (
                rf"(?:(?<![一-鿿])|(?<=[年月份度省市])){re.escape(value)}类|[是属为]{re.escape(value)}类"
                if _SORT.search(name)
                else r"(?!)"
            )
            found = re.search(rf"{exact}|{sort}", text)
            if found:
                tests.append(FieldTest(name, value, found[0]))
                break
    return tuple(tests)


@dataclass(frozen=True, slots=True)
class DateTest:
    """A time asked of the columns of dates, or of the texts where there are none, and the words that ask it."""

    names: tuple[str, ...]
    when: dates.Asked

    @property
    def asked(self) -> str:
        return self.when.words

    def holds(self, profile: Profile) -> bool:
        texts = [squeeze(profile.case.text_of(name) or "") for name in self.names]
        if texts:
            return any(self.when.holds(date) for text in texts for date in dates.stated(text))
        if self.when.side:
            return any(self.when.holds(date) for date in dates.stated(profile.text))
        return self.when.dates.told_in(profile.text)

    def __str__(self) -> str:
        if self.names:
            return f"{'或'.join(self.names)}在“{self.asked}”"
        return f"案例名称或正文写到“{self.asked}”"


MOST = 3 / 4
"""Share of the cases that have a column from which on it is one of the list."""


def asked_date(question: Query, profiles: Profiles, pool: Sequence[Profile]) -> DateTest | None:
    """The test of the time asked by, None where there is none. A month alone, or a side of a time, only where `pool` has a
    column of dates: in its text a case names many; a side also where it is said what was done then.
    """
    found, (_, deed) = question.when, question.done_then
    if found is None:
        return None
    here = [name for name in _date_columns(profiles) if any(p.case.text_of(name) for p in pool)]
    if Cue.SAYS_ISSUED not in question.cues:
        # 2012年出的事: a day on which only some were issued tells when nothing happened
        here = [name for name in here if sum(bool(p.case.text_of(name)) for p in pool) >= MOST * len(pool)]
        if deed:  # 处分是2022年下来的: no day of issue, but one of 裁判日期 for 判
            here = [name for name in here if not set(name).isdisjoint(deed)]
    if found.dates.months:  # 2021年8月受到处分的: 2021年第4号 tells of no month
        here = [
            name
            for name in here
            if any(date.months for text in profiles.columns[name] for date in dates.stated(text))
        ]
    named = [name for name in here if squeeze(name) in squeeze(question.text)]
    one_sided = found.side and found.side != "between" and not deed
    if not here and (not found.dates.year or one_sided):
        return None
    return DateTest(tuple(named or here), found)


def _date_columns(profiles: Profiles) -> list[str]:
    """The columns most of whose values are dates."""
    return [
        name
        for name, values in profiles.columns.items()
        if sum(any(True for _ in dates.stated(value)) for value in values) * 2 > len(values)
    ]


def naming(places: Sequence[Mention], profiles: Profiles, pool: Sequence[Profile]) -> list[Profile]:
    """The cases of `pool` with a column that names one of `places`: 单位 昆山市公安局, where 地区 says 江苏省."""
    names = {mention.text for mention in places}
    return [
        p
        for p in pool
        if any(
            field.name in profiles.columns and any(name in squeeze(field.text) for name in names)
            for field in p.case.fields
        )
    ]
