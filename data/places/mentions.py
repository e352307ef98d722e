"""Finding the names of places in a text, in Chinese, by abbreviation and in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from data.patterns import regex
from data.places.gazetteer import CHAIN, EDGE, NEVER, SURE, Entry, gazetteer, located
from data.places.institutions import InstitutionMention, edge_after, edge_before, find_institutions
from data.places.placenames import Place, latin_key
from data.values import dataclass

_STREET = regex(r"(?:[东南西北中一二三]?路(?![演由线径桥政网段])|大道|大街)")
_LIST_MARKS = "、/"
_MAX_RUN = 24
_LONG_RUN = 4
_PROVINCES = regex("[两二三四五六七八九十]+(?:省|地|市|区)")
_LATIN = regex("[A-Za-z]{3}")
_WORD = regex(r"(?<![0-9A-Za-z_])[A-Za-z]+(?:['’](?!s\b)[A-Za-z]+)*(?![0-9A-Za-z_])")
_MAX_WORDS = 7
_KIND = regex(r"\s+(?:Province|City|Municipality|Prefecture|County|District|Autonomous\s+Region)\b", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """`text == source[start:end]` names `places`.

    Several places are either all meant (沪苏浙皖) or, if `ambiguous`, one of them is and the text does not
    say which (鼓楼区). A place named through those that hold it (江苏省南通市) is one mention, of the
    innermost; so are the members of one group that lie in another (西部自治区). `in_name`: it is part of
    the name of an institution (浙江大学), which tells where that is, but need not be meant as a place.
    """

    places: tuple[Place, ...]
    start: int
    end: int
    text: str
    ambiguous: bool = False
    in_name: bool = False

    @property
    def place(self) -> Place:
        """The first of the places."""
        return self.places[0]


def find_places(text: str) -> tuple[Mention, ...]:
    """The places named in `text`, in order and apart: the leftmost longest names that stand for a place.

    A word that only holds the letters of a name does not count, and neither does part of the name of an
    institution that does not tell where it is: 中山大学 is not in 中山, 华东师范大学 is not about 华东.
    """
    found = _Scan(text).run()
    if _LATIN.search(text):
        found = sorted([*found, *_latin(text)], key=lambda mention: mention.start)
    return tuple(_resolved(found)) if any(mention.ambiguous for mention in found) else tuple(found)


class _Scan:
    """One pass over the Chinese of a text, from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.gazetteer = gazetteer()
        self.found: list[Mention] = []

    @cached_property
    def institutions(self) -> tuple[InstitutionMention, ...]:
        return find_institutions(self.text)

    def run(self) -> list[Mention]:
        index, letters, text = self.gazetteer.index, self.gazetteer.abbreviations, self.text
        free = 0
        for at in [at for at, (a, b) in enumerate(pairwise(text)) if a in letters or a + b in index]:
            if at >= free:
                sizes = index.get(text[at : at + 2], ())
                run = _run_length(text, at) if text[at] in letters else 0
                free = (sizes and self._name(at, sizes, run)) or (run and self._run(at, run)) or at + 1
        return self.found

    def _run(self, at: int, length: int) -> int:
        letters, end = self.gazetteer.abbreviations, at + length
        run = self.text[at:end]
        self.found.append(Mention(tuple(letters[char] for char in run if char in letters), at, end, run))
        return end

    def _name(self, at: int, sizes: Iterable[int], run: int) -> int:
        """Take the longest name at `at` that counts and is no shorter than `run`; where it ends, or 0."""
        for size in sizes:
            end = at + size
            name = self.text[at:end]
            if size < run or name not in self.gazetteer.names or _cut_short(self.text, name, end):
                continue
            entry = self.gazetteer.entry(name)
            mask = next((m for m in self.institutions if m.start <= at and end <= m.end), None)
            if not entry.places or (mask and not _tells(mask, entry.places)):
                return end
            if self._nested(entry, at, end) or self._alone(entry, at, end, mask is not None):
                return end
        return 0

    def _alone(self, entry: Entry, at: int, end: int, in_name: bool) -> bool:
        if entry.caution in (CHAIN, NEVER):
            return False
        ends = edge_after(self.text, end) or self._goes_on(entry, end) or self._crossed(at, end)
        edges = edge_before(self.text, at) and ends
        if entry.caution == EDGE and not edges:
            return False
        self.found.append(Mention(entry.places, at, end, self.text[at:end], len(entry.places) > 1, in_name))
        return True

    def _goes_on(self, entry: Entry, end: int) -> bool:
        """Whether the name of a place in one of `entry` follows: 定西安定区."""
        followed = (
            self.text[end : end + size] for size in self.gazetteer.index.get(self.text[end : end + 2], ())
        )
        names = (name for name in followed if name in self.gazetteer.names)
        inner = (place for name in names for place in self.gazetteer.entry(name).nested)
        return any(located(place, whole) for place in inner for whole in entry.places if place != whole)

    def _crossed(self, at: int, end: int) -> bool:
        """Whether the only name that begins within text[at:end] runs over its end into a word: 定西|安置房, and not 西安."""
        names = [
            (start, start + size)
            for start in range(at + 1, end)
            for size in self.gazetteer.index.get(self.text[start : start + 2], ())
            if start + size > end and self.text[start : start + size] in self.gazetteer.names
        ]
        return bool(names) and not any(edge_after(self.text, last) for _, last in names)

    def _nested(self, entry: Entry, at: int, end: int) -> bool:
        """Make it one with the mention before it if that holds it (江苏省|南通市; 西部|自治区)."""
        last = self.found[-1] if self.found else None
        if last is None or last.in_name or entry.caution == NEVER:
            return False
        gap = self.text[last.end : at]
        if gap and (gap != "的" or entry.caution != SURE):
            return False
        if entry.caution == CHAIN and not edge_after(self.text, end):
            return False
        parts = entry.nested
        if parts[0].level == "country-group":
            parts = self.gazetteer.members[parts[0].code]
        inner = tuple(p for p in parts if any(p != q and located(p, q) for q in last.places))
        if inner:
            ambiguous = len(inner) > 1 and parts is entry.nested
            self.found[-1] = Mention(inner, last.start, end, self.text[last.start : end], ambiguous)
        return bool(inner)


def _tells(mention: InstitutionMention, places: Iterable[Place]) -> bool:
    """Whether that part of an institution's name tells where it is."""
    seat = mention.institution.place
    return any(p.level != "country-group" and (located(seat, p) or located(p, seat)) for p in places)


def _cut_short(text: str, name: str, end: int) -> bool:
    """Whether `name` runs on into another word: 南京市|场监管, 河北区|域, 成县|级, 中山|路."""
    after = text[end : end + 3]
    if not after:
        return False
    runs_on = {"省": "会", "市": "场", "区": "域间", "县": "级域", "州": "长"}.get(name[-1], "")
    return after[0] in runs_on or (name[-1] not in "省市县区旗" and _STREET.match(after) is not None)


def _run_length(text: str, at: int) -> int:
    """The length of the run of abbreviations (沪苏浙皖; 沪、苏、浙) at `at`; 0 unless it is one."""
    letters, weak = gazetteer().abbreviations, gazetteer().weak_abbreviations
    end, marks = at + 1, 0
    while end < len(text) and end - at < _MAX_RUN:
        if text[end] in letters:
            end += 1
        elif text[end] in _LIST_MARKS and end + 1 < len(text) and text[end + 1] in letters:
            end, marks = end + 2, marks + 1
        else:
            break
    run = [char for char in text[at:end] if char in letters]
    strong = sum(char not in weak for char in run)
    if len(run) == 1 and strong and text[end : end + 1] == "企" and text[end + 1 : end + 2] != "业":
        return 1  # 浙企: the firms of 浙江
    if len(set(run)) < len(run) or len(run) < 2:
        return 0
    sure = strong >= 2 or (strong and len(run) >= _LONG_RUN) or _PROVINCES.match(text, end)
    return end - at if sure else 0


def _latin(text: str) -> list[Mention]:
    words = list(_WORD.finditer(text))
    found: list[Mention] = []
    at = 0
    while at < len(words):
        for size in range(min(_MAX_WORDS, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + size - 1].end()
            places = gazetteer().latin.get(latin_key(text[start:end]))
            if places:
                kind = _KIND.match(text, end)
                _join(found, Mention(places, start, end, text[start:end], len(places) > 1), text, kind)
                at += size - 1
                break
        at += 1
    return found


def _join(found: list[Mention], new: Mention, text: str, kind: re.Match[str] | None) -> None:
    """Add `new`, as one with the mention before it if one holds the other: Nantong, Jiangsu."""
    end = kind.end() if kind else new.end
    new = replace(new, end=end, text=text[new.start : end])
    if found and re.fullmatch(r"(?:['’]s)?,? ?(?:in )?", text[found[-1].end : new.start]):
        for one, other in ((found[-1], new), (new, found[-1])):
            inner = tuple(p for p in one.places if any(located(p, q) for q in other.places))
            if inner:
                start = found[-1].start
                found[-1] = Mention(inner, start, end, text[start:end], len(inner) > 1)
                return
    found.append(new)


def _resolved(found: Sequence[Mention]) -> list[Mention]:
    """Of what an ambiguous name may mean, keep what lies in, or holds, a place named beside it."""
    certain = (mention for mention in found if not mention.ambiguous)
    sure = [p for mention in certain for p in mention.places if p.level != "country-group"]
    resolved = []
    for mention in found:
        kept: tuple[Place, ...] = ()
        if mention.ambiguous:
            kept = tuple(p for p in mention.places if any(located(p, q) or located(q, p) for q in sure))
        resolved.append(replace(mention, places=kept, ambiguous=len(kept) > 1) if kept else mention)
    return resolved
