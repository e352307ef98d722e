"""Cases by province, by kind of organisation, by theme: one group a case, computed and never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from data.patterns import regex
from data.places.regions import places_of
from data.types import Case
from retrieval import lexicon

OTHER = "其他"
REST = "其余"
BARS = 15
"""Bars of a chart; what comes after the largest is drawn as one."""
# A theme is what the title says most, else what the text does; the table's order settles a draw.
_THEMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("海外与涉外", regex(r"海外|涉外|国际化|进出口|出海|跨境|“一带一路”")),
    ("品牌与地理标志", regex(r"品牌|商标|地理标志|区域公用|老字号|招牌")),
    ("版权与文化", regex(r"版权|著作权|文博|文化|文物|非遗|博物馆")),
    ("转化运用与金融", regex(r"转化|运用|赋权|转让|质押|融资|保险|证券化|运营|专利许可|成果|披露")),
    ("创造与培育", regex(r"培育|新品种|种业|高价值|攻关|专精特新|创新发展|研发")),
    (
        "执法与司法保护",
        regex(r"执法|司法|诉讼|审判|仲裁|检察|法院|打击|侵权|刑事|防御|警|保护体系|监管"),
    ),
    ("公共服务", regex(r"公共服务|服务站|窗口|一站式|画像|援助|服务")),
    ("宣传教育与人才", regex(r"教育|宣传|培训|人才|普法|学校")),
    ("制度与机制", regex(r"制度|机制|规则|条例|登记|商业秘密|数据知识产权|体系")),
    ("工资与加班", regex(r"加班|工资|劳动报酬|工时|工作时间|休息休假")),
    ("劳动关系", regex(r"劳动关系|劳动合同|用工|工伤|社会保险|竞业限制")),
    ("征收与补偿", regex(r"征收|补偿|安置|拆迁|房屋")),
    ("行政协议", regex(r"行政协议|特许经营|招商引资|出让合同|土地使用权")),
    ("合同与侵权", regex(r"合同|违约|赔偿|纠纷")),
    ("产业发展", regex(r"产业|乡村|经济|农业")),
)
_BODY = 0.2
"""A word of the text counts this much of one of the title."""


@lru_cache(maxsize=20_000)
def region_of(case: Case) -> str:
    """The province of the case (its own name where it lies in none); 其他 where it does not say."""
    places = places_of(case)
    return next((place.province or place.name for place in places), OTHER)


@lru_cache(maxsize=20_000)
def place_of(case: Case) -> str:
    """The places of the case as a table shows them: 江苏省南通市; — where it does not say."""
    places = places_of(case)
    names = [p.name if p.province in ("", p.name) else p.province + p.name for p in places]
    return "、".join(dict.fromkeys(names)) or "—"


@lru_cache(maxsize=20_000)
def organisation_of(case: Case) -> str:
    """The kind of organisation that acts in the title, the narrowest the table knows."""
    return next((kind.name for kind in lexicon.kinds() if kind.acts_in(case.title)), OTHER)


@lru_cache(maxsize=20_000)
def theme_of(case: Case) -> str:
    """The theme whose words the title holds most of, the text counting less."""
    text = "".join(field.text for field in case.fields)[:2000]
    weights = {
        name: len(set(words.findall(case.title))) + _BODY * len(set(words.findall(text)))
        for name, words in _THEMES
    }
    best = max(weights.values())
    return next(name for name, weight in weights.items() if weight == best) if best > 0 else OTHER


GROUPINGS: Mapping[str, Callable[[Case], str]] = {
    "region": region_of,
    "organisation": organisation_of,
    "theme": theme_of,
}


def grouped(cases: Iterable[Case], by: str) -> dict[str, tuple[Case, ...]]:
    """The cases in groups, the largest first, then by their first case, in whichever order they come; 其他 is last."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(GROUPINGS[by](case), []).append(case)
    order = sorted(found, key=lambda name: (name == OTHER, -len(found[name]), min(c.id for c in found[name])))
    return {name: tuple(found[name]) for name in order}


def fitting(cases: tuple[Case, ...]) -> str:
    """By what to part `cases`: the first of theme, region, organisation with groups neither one nor all."""
    for by in ("theme", "region", "organisation"):
        groups = grouped(cases, by)
        if 1 < len(groups) <= max(2, 0.75 * len(cases)):
            return by
    return "theme"


def charted(counts: Mapping[str, int]) -> tuple[list[str], list[int]]:
    """The names and lengths of the bars of a chart."""
    rows = list(counts.items())
    if len(rows) > BARS:
        rows = [*rows[: BARS - 1], (REST, sum(value for _, value in rows[BARS - 1 :]))]
    return [name for name, _ in rows], [value for _, value in rows]
