"""Institutions whose names do not say where they are, their head offices, and the short names they go by."""

from __future__ import annotations

from functools import cache
from operator import add

from data.places.gazetteer import gazetteer, make_index
from data.places.placenames import Place, read_table, split_names
from data.values import dataclass

_BEFORE = frozenset("在和与及跟同向对由从给让是把的被请问说讲谈看查找到去来或像比如按为了下些那这有没原即")
_AFTER = frozenset(
    "的和与及跟同在是有创探强完深加聚呢吗么啊吧做搞把对向怎如什为哪几多都也还又用靠将会能里那这当推建设开出打发以之案公法"
    "检海知仲市监税县区乡镇某修卖种、"
)


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution and the place of its head office; `kind` is as in institutions.tsv (university, …)."""

    name: str
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class InstitutionMention:
    """`text == source[start:end]` is a name or short name of `institution`."""

    institution: Institution
    start: int
    end: int
    text: str


_COMPARED = (
    "相比",
    "对比",
    "比起",
    "比一",
    "比有",
    "两家",
    "三家",
    "四家",
    "两地",
    "三地",
    "四地",
    "两个",
    "三个",
    "四个",
)
"""跟大同相比有什么不一样; 上海、抚州、吴兴三家."""


def edge_before(text: str, at: int) -> bool:
    """Whether a word may well begin at `at`: after nothing, no Chinese character, or a word of grammar."""
    return at == 0 or not _is_chinese(text[at - 1]) or text[at - 1] in _BEFORE


_SOMEBODY = "某"
"""What follows the surname of somebody who is not named: 定西宁某某."""


def edge_after(text: str, at: int) -> bool:
    """Whether a word may well end at `at`: nothing follows, no Chinese character, or a usual next word."""
    follows = at >= len(text) or not _is_chinese(text[at]) or text[at] in _AFTER
    return follows or text.startswith(_COMPARED, at) or text[at + 1 : at + 2] == _SOMEBODY


def find_institutions(text: str) -> tuple[InstitutionMention, ...]:
    """The institutions named in `text` by full or short name, leftmost longest, in order."""
    names, index = _tables()
    found: list[InstitutionMention] = []
    free = 0
    for at in [at for at, pair in enumerate(map(add, text, text[1:])) if pair in index]:
        if at < free:
            continue
        for length in index[text[at : at + 2]]:
            end = at + length
            known = names.get(_plain(text[at:end])) if end <= len(text) else None
            if (
                known is None
                or (known[1] and not edge_before(text, at))
                or (known[2] and not edge_after(text, end))
            ):
                continue
            found.append(InstitutionMention(known[0], at, end, text[at:end]))
            free = end
            break
    return tuple(found)


def institutions() -> tuple[Institution, ...]:
    """All institutions of the tables."""
    return tuple({id(known[0]): known[0] for known in _tables()[0].values()}.values())


def _plain(name: str) -> str:
    return name.replace("（", "(").replace("）", ")")


def _is_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


_Named = tuple[Institution, bool, bool]
"""The institution; whether the name needs the edge of a word before it; and after it."""


@cache
def _tables() -> tuple[dict[str, _Named], dict[str, tuple[int, ...]]]:
    seats = {row[0]: row[1] for row in read_table("universities.tsv", 2)}
    names: dict[str, _Named] = {}
    place = gazetteer().place
    for name, kind, seat, short_names in read_table("institutions.tsv", 4):
        institution = Institution(name, kind, place(seat or seats[name]))
        names[name] = (institution, False, False)
        for mark in split_names(short_names):
            names[mark.strip("^$")] = (institution, mark[0] == "^", mark[-1] == "$")
    for name, seat in seats.items():
        if name not in names:
            names[name] = (Institution(name, "university", place(seat)), False, False)
    return names, make_index(names)


@cache
def _shortened() -> dict[str, tuple[str, ...]]:
    rows = read_table("institutions.tsv", 4)
    return {name: tuple(mark.strip("^$") for mark in split_names(short)) for name, _, _, short in rows}


def short_names(name: str) -> tuple[str, ...]:
    """The short names of the institution of that full name, the everyday one first; () where none is known."""
    return _shortened().get(name, ())
