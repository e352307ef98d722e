"""Levels of government that a question asks by: 县一级, 地级市; one table, with what a place of the level is.

直辖市 and 自治区 are groups of places and stand in the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.patterns import regex
from data.places.regions import Mention, Place

_BEHIND = r"(?:这)?(?:一级|一层|级别|层面|级)"


@dataclass(frozen=True, slots=True)
class Level:
    """One row: its name, how it is asked for, which places are of it."""

    name: str
    asked: re.Pattern[str]
    holds: Callable[[Place], bool]


def _of(level: str, *endings: str) -> Callable[[Place], bool]:
    return lambda place: place.level == level and (not endings or place.name.endswith(endings))


LEVELS: tuple[Level, ...] = (
    # 区县一级, 县区里, 县（市、区） · not 13个县区 of one case's text
    Level(
        "县区", regex(r"(?:区县|县区|县级|县市区?)(?:这)?(?:一级|级别|层面|级)?(?!政府信息)"), _of("county")
    ),
    # 县一级自己做的, 县里的, 以一个县为主角 · not 台江县, 县里的人
    Level(
        "县",
        regex(
            rf"(?<![一-鿿]{{2}})县(?:{_BEHIND}|域|(?=或|和|、))|(?:哪些|哪几个|几个|多少个|一个|各|有)县(?![级市区里城])"
        ),
        _of("county", "县", "自治县", "旗"),
    ),
    # 市辖区 · not 吴兴区
    Level("市辖区", regex(rf"市辖区|(?<![一-鿿])区{_BEHIND}"), _of("county", "区")),
    # 地级市的, 市级, 地市一级 · not 直辖市, 南通市
    Level("地级市", regex(rf"地级市|地市(?:{_BEHIND})?|(?<![一-鿿])市{_BEHIND}"), _of("city")),
    # 省级, 省一级 · not 省级人民政府 of a text
    Level("省级", regex(rf"(?<![一-鿿])省{_BEHIND}|省份一级"), _of("province")),
)
"""Read in order; a question may ask for several, which are alternatives."""


def find_levels(text: str, places: Sequence[Mention] = ()) -> tuple[tuple[str, int, int], ...]:
    """The levels `text` (folded) asks by: (name, start, end); not within the names of `places`."""
    found: list[tuple[str, int, int]] = []
    for level in LEVELS:
        for match in level.asked.finditer(text):
            start, end = match.span()
            named = any(m.start < end and start < m.end for m in places)
            if not named and not any(s < end and start < e for _, s, e in found):
                found.append((level.name, start, end))
    return tuple(sorted(found, key=lambda one: one[1:]))


def is_of(name: str, place: Place) -> bool:
    """Whether `place` is of the level of that name."""
    return any(level.name == name and level.holds(place) for level in LEVELS)
