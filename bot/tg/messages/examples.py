"""Questions that the cases there are answer, to tap: for who is new, and for who was refused. Pure."""

from __future__ import annotations

from collections import Counter

from data.places.regions import places_of
from data.types import Records

LOOKED_AT = 200
"""Cases that examples are taken from."""
FIRST = 3
"""So many greet who is new; the last one more is for who was refused."""
ALL = "全部案例的名称"


def examples(records: Records) -> list[str]:
    """A place's cases, one case, how they are spread; and at the end all by name."""
    if not records.cases:
        return []
    looked_at = records.cases[:LOOKED_AT]
    places = Counter(p.province or p.name for case in looked_at for p in places_of(case))
    found = [f"{place}有哪些案例？" for place, _ in places.most_common(1)]
    first = looked_at[0]
    several = sum(case.number == first.number for case in records.cases) > 1
    label = next(c.label for c in records.collections if c.id == first.id.collection) if several else ""
    found.append(f"{label}案例{first.number}讲了什么？")
    return [*found, "按省份统计" if places else "一共有多少个案例？", ALL]


def ways_on(records: Records) -> list[tuple[int, str]]:
    """Two of the examples for who was refused, each with its place among them: what all are called, and a place's or one."""
    found = list(enumerate(examples(records)))
    return [found[-1], found[0]] if found else []
