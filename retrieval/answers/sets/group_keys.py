"""What groups a case is in, by each thing that cases are grouped by: place, body, theme, stage, result, time, a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.places.regions import Place, find_places
from data.text import squeeze
from retrieval import lexicon
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.grouping import OTHER, organisation_of, theme_of
from retrieval.cases.profiles import Profile
from retrieval.cases.shelf import Shelf
from retrieval.cases.suits import penalties
from retrieval.cases.suits.rulings import ARBITRATION, FIRST, RETRIAL, SECOND
from retrieval.cases.told import where
from retrieval.language import dates

Keys = Callable[[Profile], Sequence[str]]
NAMED = (
    "region",
    "zone",
    "city",
    "stage",
    "result",
    "penalty",
    "organisation",
    "court",
    "theme",
    "collection",
    "year",
    "month",
    "places",
    "kinds",
)
"""What cases are grouped by beside their columns, as a Query calls it in `by`."""
PLACES = ("region", "city", "zone")
"""Those by where a case is."""
UNTOLD = dict.fromkeys(("stage", "result", "court", "penalty", *PLACES), "no_criterion") | dict.fromkeys(
    ("year", "month"), "no_dates"
)
"""What no case at all may tell → the refusal that says so."""
ZONES = (
    (
        "东部",
        ("北京市", "天津市", "河北省", "上海市", "江苏省", "浙江省", "福建省", "山东省", "广东省", "海南省"),
    ),
    ("中部", ("山西省", "安徽省", "江西省", "河南省", "湖北省", "湖南省")),
    (
        "西部",
        (
            "内蒙古自治区",
            "广西壮族自治区",
            "重庆市",
            "四川省",
            "贵州省",
            "云南省",
            "西藏自治区",
            "陕西省",
            "甘肃省",
            "青海省",
            "宁夏回族自治区",
            "新疆维吾尔自治区",
        ),
    ),
    ("东北", ("辽宁省", "吉林省", "黑龙江省")),
)
"""The four zones of the National Bureau of Statistics (东西中部和东北地区划分方法, 2011)."""


def keys_at(inquiry: Inquiry) -> Callable[[int], Sequence[str]] | None:
    """The same by where a case stands, of a library that is read by key; None where the case must be read for it."""
    profiles, by = inquiry.profiles, inquiry.question.by
    if not isinstance(profiles.all, Shelf):
        return None
    if by in PLACES:
        return lambda at: _of_places(by, profiles.places_at(at))
    if by == "organisation":
        of = {at: k.name for k in reversed(lexicon.kinds()) for at in profiles.acting_at((k.name,))}
        return lambda at: (of.get(at, OTHER),)
    return None


def keys_of(inquiry: Inquiry) -> Keys:
    """The groups of a case by what the question asks."""
    titles = {c.id: c.title for c in inquiry.profiles.records.collections}
    by = inquiry.question.by
    if by == "organisation":
        return lambda p: (organisation_of(p.case),)
    if by == "court":
        return lambda p: _courts(p) or (OTHER,)
    if by == "theme":
        return lambda p: (theme_of(p.case),)
    if by == "stage":
        return lambda p: (_stage(p),)
    if by == "result":
        return lambda p: (_RESULTS.get(p.course.result, OTHER),)
    if by == "penalty":
        return lambda p: (penalties.heaviest(p.course.penalties),)
    if by == "collection":
        return lambda p: (titles[p.id.collection],)
    if by in ("year", "month"):
        return lambda p: _when(inquiry, p, by)
    if by in inquiry.profiles.columns:
        return lambda p: (p.case.text_of(by) or OTHER,)
    return lambda p: _of_places(by, p.places)


def _of_places(by: str, places: Sequence[Place]) -> Sequence[str]:
    named = {"zone": _zone, "city": _city}.get(by, _province)
    return tuple(dict.fromkeys(filter(None, map(named, places)))) or (OTHER,)


def _province(place: Place) -> str:
    return place.province or place.name


def _courts(profile: Profile) -> tuple[str, ...]:
    """The courts that a case names, each once and from its place on: of two names of one the longer."""
    told = where(profile, "court", alone=True)
    names = {_from_place((profile.case.text_of(field) or "")[start:end]) for field, start, end in told}
    before, court, _ = profile.case.title.partition(_COURT)
    if not names and court:  # 重庆两江新区人民法院创新…
        names = {_from_place(before + court)}
    return tuple(sorted(name for name in names if not any(_is_short(name, one) for one in names)))


def _from_place(name: str) -> str:
    """A court's name without what stands before it: 维持陕西省西安市中级人民法院."""
    name = "".join(name.split())
    return name[next((mention.start for mention in find_places(name)), 0) :]


def _is_short(name: str, other: str) -> bool:
    """Whether `name` is a shorter one of the same court: 温江区法院 of 成都市温江区人民法院."""
    whole = other.replace(_PEOPLES, "")
    return name != other and len(name) < len(other) and whole.endswith(name.replace(_PEOPLES, ""))


_PEOPLES, _COURT = "人民", "法院"
_STAGES = (RETRIAL, SECOND, FIRST, ARBITRATION)
_RESULTS = {"won": "获得支持", "partly": "部分支持", "lost": "未获支持"}
"""What became in the end of what was asked for, as groups are called."""


def _stage(profile: Profile) -> str:
    """How far the case went, by the last of its rulings."""
    return next((stage for stage in _STAGES if profile.course.at(stage) is not None), OTHER)


_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))
"""Provinces that are cities: a district of theirs is in no other."""


def _city(place: Place) -> str:
    """The city of a place; '' of a province as a whole."""
    name = _province(place)
    if name in _MUNICIPALITIES:
        return name
    return "" if place.level == "province" else place.name


def _zone(place: Place) -> str:
    name = _province(place)
    return next((zone for zone, provinces in ZONES if name in provinces), OTHER)


def date_columns(inquiry: Inquiry) -> list[str]:
    """The columns all of whose values are dates."""
    columns = inquiry.profiles.columns
    return [
        n
        for n, values in columns.items()
        if values and all(any(True for _ in dates.stated(v)) for v in values)
    ]


def _when(inquiry: Inquiry, profile: Profile, by: str) -> tuple[str, ...]:
    for name in date_columns(inquiry):
        for date in dates.stated(squeeze(profile.case.text_of(name) or "")):
            if date.year is None:
                continue
            month = min(date.months, default=0)
            return (f"{date.year}年",) if by == "year" or not month else (f"{date.year}年{month}月",)
    return (OTHER,)
