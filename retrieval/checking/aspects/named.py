"""Names in a sentence: places, institutions, offices, what stands in quotation marks, Latin letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache

from data.places.regions import InstitutionMention, Mention, Place, find_institutions, find_places, located
from data.text import quotations
from retrieval.cases.profiles import Profile
from retrieval.lexicon.listed import listed, words

_OFFICE = listed("office")
"""What the names of bodies end in."""
_ALSO = {
    "高院": "高级人民法院",
    "中院": "中级人民法院",
    "法院": "人民法院",
    "检察院": "检察机关",
    "检察机关": "检察院",
    "公安机关": "公安局",
    "警方": "公安局",
    "仲裁委": "仲裁委员会",
    "农科院": "农业科学院",
    "大学": "高校",
    "学院": "高校",
}
"""Short and long names of one body."""
_HOUSES, BODY = listed("sort.firm"), 8
"""What the names of firms end in; characters behind a place among which one stands."""
_PREFIX = 4
"""Characters before such an ending where a name is looked for: 知识产权|局 where it says 公安|局."""
_DONE = frozenset("0123456789个家所处名去来开办建设找请让叫帮跟和给予")
"""Before such an ending: how many there are, or what is done to them, which is no part of a name (去开|公司)."""
LEVELS = ("最高", "高级", "中级")
"""How courts are told from one another, but for those at the bottom."""
_RULES, _SPEECH = listed("rules_so"), words("adds_nothing")
_ANY_COURT, _TRIED = (
    ("", "一审", "二审", "再审", "人民"),
    listed("tried"),
)
"""A court that is not named, and what shows that one tried the case."""
_BREAK = frozenset("的了和与及同跟在由为对将把被让使向从到以等该本其各全是有还并也系属于令判认责因")
"""Small words, at which a name begins."""


@lru_cache(maxsize=512)
def places_of(text: str) -> tuple[Mention, ...]:
    """The places that a sentence names, its institutions' own ones left out."""
    return tuple(mention for mention in find_places(text) if not mention.in_name)


@lru_cache(maxsize=512)
def institutions_of(text: str) -> tuple[InstitutionMention, ...]:
    """The institutions that a sentence names."""
    return find_institutions(text)


def without_names(text: str) -> str:
    """`text` with its places and institutions blanked: they are looked at by themselves."""
    letters = list(text)
    spans = [(m.start, m.end) for m in places_of(text)] + [(m.start, m.end) for m in institutions_of(text)]
    for start, end in spans:
        letters[start:end] = "　" * (end - start)
    return "".join(letters)


class Names:
    """The names of one case."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.text = profile.text

    @cached_property
    def _is_tried(self) -> bool:
        return any(_TRIED.search(field.name) for field in self._profile.case.fields)

    @cached_property
    def _bare(self) -> str:
        return _unquoted(self.text)

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        named = [place for mention in find_places(self.text) for place in mention.places]
        return (*self._profile.places, *named)

    @cached_property
    def _institutions(self) -> frozenset[str]:
        return frozenset(found.institution.name for found in find_institutions(self.text))

    def unknown(self, sentence: str) -> list[str]:
        """The names in `sentence` (squeezed) that the case does not bear."""
        return [
            *self._unknown_places(sentence),
            *self._misplaced(sentence),
            *self._unknown_institutions(sentence),
            *(q for a, b in quotations(sentence) if _unquoted(q := sentence[a:b]) not in self._bare),
            *(word for word in _latin(sentence) if word not in self.text),
        ]

    def _unknown_places(self, sentence: str) -> list[str]:
        return [
            mention.text
            for mention in places_of(sentence)
            if mention.text not in self.text
            and not any(located(held, place) for place in mention.places for held in self._places)
        ]

    def _misplaced(self, sentence: str) -> list[str]:
        """Places at which a sentence has a body that the case has at another one: 湖南的机构 for 北京某机构."""
        return [
            mention.text
            for mention in places_of(sentence)
            if (body := _body_behind(sentence, mention.end))
            and (held := self._at.get(body))
            and not any(located(one, own) for own in mention.places for one in held)
        ]

    @cached_property
    def _at(self) -> dict[str, list[Place]]:
        """The bodies right behind places, and these."""
        found: dict[str, list[Place]] = {}
        for mention in find_places(self.text):
            if not mention.in_name and (body := _body_behind(self.text, mention.end)):
                found.setdefault(body, []).extend(mention.places)
        return found

    def _unknown_institutions(self, sentence: str) -> list[str]:
        found = institutions_of(sentence)
        unknown = [
            one.text
            for one in found
            if one.text not in self.text and one.institution.name not in self._institutions
        ]
        spans = [(one.start, one.end) for one in found]
        for match in _OFFICE.finditer(sentence):
            if any(start < match.end() <= end for start, end in spans):
                continue
            if not self._bears(sentence, match):
                unknown.append(match[0])
        return unknown

    def _bears(self, sentence: str, office: re.Match[str]) -> bool:
        """Whether the case has a body so called: its ending, with what stands before it as far as that is a name."""
        before = sentence[: office.start()]
        cut = _after_last(before, lambda char: char in _BREAK or not "一" <= char <= "鿿")
        places = [m for m in find_places(before[cut:]) if not m.in_name]
        start = cut + places[-1].end if places else max(cut, office.start() - _PREFIX)
        lead = before[start:][-2:]
        lead = lead[
            _after_last(lead, lambda char: char in _DONE) :
        ]  # 天津市|公安局: the place is looked at by itself
        if _RULES.fullmatch(lead) or lead in _SPEECH:
            lead = ""  # 裁决|公司, 时候|公司
        endings = [office[0], *([_ALSO[office[0]]] if office[0] in _ALSO else [])]
        if lead and lead[-1:] + office[0] in _ALSO:  # 高|院
            lead, endings = "", [_ALSO[lead[-1:] + office[0]]]
        if office[0] == "法院" and lead in _ANY_COURT and (_TRIED.search(self.text) or self._is_tried):
            level = before[-4:-2] if lead == "人民" else ""
            return level not in LEVELS or any(
                name in self.text for name in (f"{level}人民法院", f"{level[0]}院")
            )
        return any(lead + ending in self.text for ending in endings)


def _body_behind(text: str, start: int) -> str:
    """The body that stands right behind a place: 北京某医美机构."""
    rest = text[start : start + BODY].lstrip("的某")
    office = _OFFICE.search(rest) or _HOUSES.search(rest)
    return rest[: office.end()] if office and rest[: office.end()].isalpha() else ""


def _latin(text: str) -> list[str]:
    """The words of `text` (folded) in Latin letters: ai, u2."""
    kept = "".join(char if char.isascii() and char.isalnum() else " " for char in text)
    return [word for word in kept.split() if word[0].isalpha()]


def _after_last(text: str, is_end: Callable[[str], bool]) -> int:
    """Where `text` goes on after the last of its characters that is an end; 0 where none is."""
    return max((at + 1 for at, char in enumerate(text) if is_end(char)), default=0)


def _unquoted(text: str) -> str:
    return re.sub(r"[“”「」『』《》‘’\"'\s]", "", text)
