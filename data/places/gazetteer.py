"""Every name of a place and what it may mean: the divisions and the tables, joined when first needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from data.places.placenames import Level, Place, divisions, latin_key, read_table, short_name, split_names
from data.values import dataclass

SURE, EDGE, CHAIN, NEVER = "sure", "edge", "chain", "never"
"""Where a name counts: anywhere; between the edges of words; right after what holds it; nowhere."""

_LEVELS: Mapping[int, Level] = {2: "province", 4: "city", 6: "county"}
_RANK: Mapping[Level, int] = {"country-group": 0, "province": 0, "city": 1, "county": 2, "seat": 2}
_COMMON_NOUNS = frozenset(
    ("城区", "郊区", "矿区", "新城区", "市中区", "城中区", "中站区", "站前区", "新市区")
)
"""Official names that are common nouns as well."""
_EVERY_MEANING = frozenset(("朝阳",))
"""Names of a city that mean a county (朝阳区 of Beijing) as readily as the city."""
_NOT_PINYIN = frozenset(("aba", "dali", "jian", "bose", "baise", "anda", "ili", "hami", "linxia"))
"""Pinyin that is rather another word or a personal name."""
_MIN_COUNTY_PINYIN = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name may mean: `places` by itself, `nested` right after a place that holds one of them.

    A word that holds a place's name and is none has an entry without places.
    """

    places: tuple[Place, ...]
    nested: tuple[Place, ...]
    caution: str


def make_index(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For the first two characters of the names, the lengths there are, longest first."""
    found: dict[str, tuple[int, ...]] = {}
    for name in names:
        head, size = name[:2], len(name)
        known = found.get(head, ())
        if size not in known:
            found[head] = tuple(sorted((*known, size), reverse=True)) if known else (size,)
    return found


class Gazetteer:
    """Gathers places and names. To be read through `gazetteer()` and not changed after."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.named: defaultdict[str, list[Place]] = defaultdict(list)
        self.names: dict[str, list[Place]] = {}
        self.members: dict[str, tuple[Place, ...]] = {}
        self.abbreviations: dict[str, Place] = {}
        self.weak_abbreviations: set[str] = set()
        self._latin: dict[str, list[Place]] = {}
        self._cautions: dict[str, str] = dict.fromkeys(_COMMON_NOUNS, CHAIN)
        self._entries: dict[str, Entry] = {}
        self._divisions()
        self._tables()
        self.index = make_index(self.names)

    def place(self, name: str) -> Place:
        """The place that a table means by 深圳市, by 沪, or by 南沙区@44 (the one whose code starts so)."""
        if name in self.abbreviations:
            return self.abbreviations[name]
        own, _, start = name.partition("@")
        return next(place for place in self.named[own] if place.code.startswith(start))

    def entry(self, name: str) -> Entry:
        """What one of `names` may mean."""
        known = self._entries.get(name)
        if known is None:
            known = self._entries[name] = self._read(name, self.names[name])
        return known

    @cached_property
    def latin(self) -> dict[str, tuple[Place, ...]]:
        """Names in Latin letters, by `latin_key`; short pinyin of a county only with County or District."""
        names = {key: list(places) for key, places in self._latin.items()}
        for code, letters in read_table("pinyin.tsv", 2):
            place = self.places.get(code)
            if place is None or letters in _NOT_PINYIN:
                continue
            if place.level == "city" or len(letters) >= _MIN_COUNTY_PINYIN:
                known = names.setdefault(letters, [])
                known += () if place in known else (place,)
            if place.level == "county":
                names.setdefault(letters + " county", []).append(place)
                names.setdefault(letters + " district", []).append(place)
        return {key: _foremost(places) for key, places in names.items()}

    @cached_property
    def in_latin(self) -> dict[str, str]:
        """Code → how a place is written in Latin letters: a province by its usual name, any other by its pinyin first."""
        usual = [(place.code, key) for key, places in self._latin.items() for place in places]
        pinyin = [(code, letters) for code, letters in read_table("pinyin.tsv", 2) if code in self.places]
        provinces = [(code, key) for code, key in usual if self.places[code].level == "province"]
        names: dict[str, str] = {}
        for code, letters in (*provinces, *pinyin, *usual):
            names.setdefault(code, letters.title())
        return names

    def _add(self, place: Place, names: Iterable[str]) -> None:
        self.places[place.code] = place
        self.named[place.name].append(place)
        self._call(place, (place.name, *names))

    def _call(self, place: Place, names: Iterable[str]) -> None:
        for name in dict.fromkeys(names):
            if name.isascii():
                self._latin.setdefault(latin_key(name), []).append(place)
            else:
                self.names.setdefault(name, []).append(place)

    def _divisions(self) -> None:
        province = ""
        for code, name in divisions():
            province = name if len(code) == 2 else province
            short = short_name(name)
            names = (short, short + "自治州", short + "州") if name.endswith("自治州") else (short,)
            self._add(Place(code, name, _LEVELS[len(code)], province), names)

    def _tables(self) -> None:
        for name, abbreviations, names in read_table("provinces.tsv", 3):
            place = self.place(name)
            self._call(place, split_names(names))
            for mark in abbreviations.split():
                self.abbreviations[mark[-1]] = place
                if mark[0] == "~":
                    self.weak_abbreviations.add(mark[-1])
        for name, names in read_table("nicknames.tsv", 2):
            self._call(self.place(name), split_names(names))
        for name, holder, names in read_table("zones.tsv", 3):
            within = self.place(holder)
            self._add(Place(f"{within.code}/{name}", name, "seat", within.province), split_names(names))
        for name, members, names, _source in read_table("groups.tsv", 4):
            group = Place(f"group:{name}", name, "country-group", "")
            self.members[group.code] = tuple(map(self.place, members.split()))
            self._add(group, split_names(names))
        self._cautions.update((name, caution) for name, caution in read_table("cautious.tsv", 2))
        for (words,) in read_table("not_places.tsv", 1):
            self.names.update((word, []) for word in words.split())

    def _read(self, name: str, places: list[Place]) -> Entry:
        own = tuple(places) if name in _EVERY_MEANING else _foremost(places)
        rank = _RANK[own[0].level] if own else 0
        # A short name of two characters arises too easily where two words meet (财政和税务 holds 政和).
        usual = EDGE if rank == 2 and len(name) == 2 and name[-1] not in "县市区旗" else SURE
        return Entry(own, tuple(places), self._cautions.get(name, usual) if rank else SURE)


def _foremost(places: list[Place]) -> tuple[Place, ...]:
    """Those of the highest level: 吉林 is rather the province than the city."""
    if len(places) < 2:
        return tuple(places)
    top = min(_RANK[place.level] for place in places)
    return tuple(place for place in places if _RANK[place.level] == top)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read on the first call."""
    return Gazetteer()


def located(place: Place, inside: Place) -> bool:
    """Whether `place` lies in `inside`, or is it; a group holds its members and what lies in them."""
    if inside.level == "country-group":
        members = gazetteer().members[inside.code]
        parts = gazetteer().members.get(place.code, (place,))
        return all(any(located(part, member) for member in members) for part in parts)
    if place.level == "country-group":
        return all(located(part, inside) for part in gazetteer().members[place.code])
    held = place.code.startswith(f"{inside.code}/" if inside.level == "seat" else inside.code)
    return held or place.code == inside.code
