"""Finding the names of places in a text, in Chinese, by abbreviation and in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.gazetteer import CHAIN, EDGE, NEVER, SURE, gazetteer, located
from data.institutions import InstitutionMention, edge_after, edge_before, find_institutions
from data.placenames import Place, latin_key

_STREET = re.compile(r"(?:[东南西北中一二三]?路(?![演由线径桥政网段])|大道|大街)")
_LIST_MARKS = "、/"
_MAX_RUN = 24
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_MAX_WORDS = 7
_KIND = re.compile(r"\s+(?:Province|City|Municipality|Prefecture|County|District|Autonomous\s+Region)\b", re.I)


@dataclass(frozen=True, slots=True)
class Mention:
    """`text == source[start:end]` names `places`.

    Several places are either all meant (沪苏浙皖) or, if `ambiguous`, one of them is and the text does not say
    which (鼓楼区). A place named through those that hold it (江苏省南通市) is one mention, of the innermost.
    """

    places: tuple[Place, ...]
    start: int
    end: int
    text: str
    ambiguous: bool = False

    @property
    def place(self) -> Place:
        """The first of the places."""
        return self.places[0]


def find_places(text: str) -> tuple[Mention, ...]:
    """The places named in `text`, in order and apart: the leftmost longest names that stand for a place.

    A word that only holds the letters of a name does not count, and neither does part of an institution's name
    that does not tell where it is: 中山大学 is not in 中山, 华东师范大学 does not speak of 华东.
    """
    found = _chinese(text, find_institutions(text))
    if re.search("[A-Za-z]{3}", text):
        found = sorted([*found, *_latin(text)], key=lambda mention: mention.start)
    return tuple(_resolved(found)) if any(mention.ambiguous for mention in found) else tuple(found)


def _chinese(text: str, masks: Sequence[InstitutionMention]) -> list[Mention]:
    found: list[Mention] = []
    index, letters = gazetteer().index, gazetteer().abbreviations
    at = 0
    while at < len(text) - 1:
        sizes, run = index.get(text[at : at + 2], ()), 0
        if text[at] in letters:
            run = _run_length(text, at)
        before = found[-1] if found and found[-1].end == at else None
        end = _name(text, at, sizes, run, before, found)
        if end == 0 and run:
            end = at + run
            places = _letters(text[at:end])
            found.append(Mention(places, at, end, text[at:end]))
        if end and masks and found and found[-1].end == end:
            _unmask(found, masks)
        at = end or at + 1
    return found


def _name(
    text: str, at: int, sizes: Iterable[int], run: int, before: Mention | None, found: list[Mention]
) -> int:
    """Put the longest name at `at` that counts and is no shorter than `run` into `found`; where it ends, or 0."""
    for size in sizes:
        if size < run:
            return 0
        name, end = text[at : at + size], at + size
        if name not in gazetteer().names or _cut_short(text, name, end):
            continue
        entry = gazetteer().entry(name)
        if not entry.places:
            return end
        if before is not None:
            inner = tuple(p for p in entry.nested if any(located(p, q) and p != q for q in before.places))
            if inner and (entry.caution in (SURE, EDGE) or (entry.caution == CHAIN and edge_after(text, end))):
                start = before.start
                found[-1] = Mention(inner, start, end, text[start:end], len(inner) > 1)
                return end
        if _counts(text, at, end, entry.caution):
            found.append(Mention(entry.places, at, end, name, len(entry.places) > 1))
            return end
    return 0


def _counts(text: str, at: int, end: int, caution: str) -> bool:
    if caution in (CHAIN, NEVER):
        return False
    return caution == SURE or (edge_before(text, at) and edge_after(text, end))


def _cut_short(text: str, name: str, end: int) -> bool:
    """Whether what looks like `name` runs on into another word: 南京市|场监管, 河北区|域, 成县|级, 中山|路."""
    after = text[end : end + 3]
    if not after:
        return False
    runs_on = {"市": "场", "区": "域间", "县": "级域", "州": "长"}.get(name[-1], "")
    return after[0] in runs_on or (name[-1] not in "省市县区旗" and _STREET.match(after) is not None)


def _run_length(text: str, at: int) -> int:
    """The length of the run of abbreviations (沪苏浙皖; 沪、苏、浙、皖) at `at`; 0 unless it is surely one."""
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
    return end - at if strong >= 2 and len(set(run)) == len(run) else 0


def _letters(run: str) -> tuple[Place, ...]:
    letters = gazetteer().abbreviations
    return tuple(letters[char] for char in run if char in letters)


def _unmask(found: list[Mention], masks: Sequence[InstitutionMention]) -> None:
    """Drop the newest mention if it is part of an institution's name and does not tell where that is."""
    new = found[-1]
    for mask in masks:
        if mask.start < new.end and new.end <= mask.end:
            seat = mask.institution.place
            if not any(p.level != "country-group" and (located(seat, p) or located(p, seat)) for p in new.places):
                found.pop()
            return


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
    if found and re.fullmatch(r"(?:'s)?,? ?(?:in )?", text[found[-1].end : new.start]):
        for one, other in ((found[-1], new), (new, found[-1])):
            inner = tuple(p for p in one.places if any(located(p, q) for q in other.places))
            if inner:
                start = found[-1].start
                found[-1] = Mention(inner, start, end, text[start:end], len(inner) > 1)
                return
    found.append(new)


def _resolved(found: Sequence[Mention]) -> list[Mention]:
    """Of what an ambiguous name may mean, keep what lies in, or holds, a place named elsewhere in the text."""
    sure = [p for mention in found if not mention.ambiguous for p in mention.places if p.level != "country-group"]
    resolved = []
    for mention in found:
        if mention.ambiguous:
            kept = tuple(p for p in mention.places if any(located(p, q) or located(q, p) for q in sure))
            if kept:
                mention = replace(mention, places=kept, ambiguous=len(kept) > 1)
        resolved.append(mention)
    return resolved
