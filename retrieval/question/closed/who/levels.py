"""Levels of government that a question asks by: 县一级, 地级市; one table, with what a place of the level is.

直辖市 and 自治区 are groups of places and stand in the gazetteer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.patterns import regex
from data.places.regions import Mention, Place

_BEHIND = r"(?:这)?(?:一级|一层|级别|层面|级)"
# 区县一级, 县区里, 县（市、区） · not 13个县区 of one case's text | 县一级自己做的, 县里的, 以一个县为主角 · not 台江县,
# 县里的人 | 市辖区 · not 吴兴区 | 地级市的, 市级, 地市一级 · not 直辖市, 南通市 | 省级, 省一级 · not 省级人民政府 of a text
_ASKED = regex(
    rf"(?P<word>区县|县区|县级|县市区?|市辖区|地级市|地市|省份(?=一级)){_BEHIND}?(?!政府信息)|(?<![一-鿿])(?P<unit>[省市区]){_BEHIND}|"
    rf"(?<![一-鿿]{{2}})(?P<county>县)(?:{_BEHIND}|域|(?=或|和|、))|(?:哪些|哪几个|几个|多少个|一个|各|有)(?P<some>县)(?![级市区里城])"
)
_COURTS = ("高院", "高级人民法院", "高级法院", "中院", "中级法院", "中级人民法院")
_NAMES = {
    **dict.fromkeys(("区县", "县区", "县级", "县市", "县市区"), "县区"),
    "县": "县", "区": "市辖区", "市辖区": "市辖区", "市": "地级市", "地市": "地级市", "地级市": "地级市", "省": "省级", "省份": "省级",
}  # fmt: skip
"""What is said, and the level it asks by."""


def _of(level: str, *endings: str) -> Callable[[Place], bool]:
    return lambda place: place.level == level and (not endings or place.name.endswith(endings))


_HOLDS = {
    "县区": _of("county"),
    "县": _of("county", "县", "自治县", "旗"),
    "市辖区": _of("county", "区"),
    "地级市": _of("city"),
    "省级": _of("province"),
}
"""Which places are of a level."""


def find_levels(text: str, places: Sequence[Mention] = ()) -> tuple[tuple[str, int, int], ...]:
    """The levels `text` (folded) asks by: (name, start, end); not within the names of `places`."""
    found: list[tuple[str, int, int]] = []
    for match in _ASKED.finditer(text):
        start, end = match.span()
        of_court = text.startswith(_COURTS, end)  # 省一级高院终审的: where it was heard, and no place
        if not of_court and not any(m.start < end and start < m.end for m in places):
            found.append((_NAMES[match[match.lastgroup or 0]], start, end))
    return tuple(found)


def is_of(name: str, place: Place) -> bool:
    """Whether `place` is of the level of that name."""
    return name in _HOLDS and _HOLDS[name](place)
