"""Names in a sentence: places, institutions, offices, what stands in quotation marks, Latin letters."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from data.patterns import regex
from data.places.regions import InstitutionMention, Mention, Place, find_institutions, find_places, located
from retrieval.profiles import Profile

_QUOTED = regex(r"[“「『《‘\"]([^“”「」『』《》‘’\"]{1,40})[”」』》’\"]")
_LATIN = regex(r"[a-z][a-z0-9]*")
_OFFICE = regex(
    r"(?:法院|检察院|检察机关|公安局|公安机关|派出所|海关|仲裁委|仲裁院|大学|学院|研究所|研究院|农科院|博物馆|图书馆|医院|银行|公司|集团|"
    r"协会|商会|学会|联合会|委员会|基金会|出版社|电视台|总局|分局|支队|总队|大队|"
    r"(?:宣传|组织|统战|教育|商务|财政|科技|文化|农业|公安|司法|外交|国防)部|局|厅|署|院|省委|市委|县委|区委|政府)"
)
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
_PREFIX = 4
"""Characters before such an ending where a name is looked for: 知识产权|局 where it says 公安|局."""
_DONE = regex(r"^.*[\d个家所处名去来开办建设]")
"""Before such an ending: how many there are, or what is done to them, which is no part of a name (去开|公司)."""
_ANY_COURT, _TRIED = (
    ("", "一审", "二审", "再审", "人民"),
    regex("[一二再]审|合议庭|判决|裁定|法官|诉讼请求|原告|被告"),
)
"""A court that is not named, and what shows that one tried the case."""
_BREAK = regex(r"[^一-鿿]|[的了和与及同跟在由为对将把被让使向从到以等该本其各全是有还并也]")


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
            *self._unknown_institutions(sentence),
            *(q for q in _QUOTED.findall(sentence) if _unquoted(q) not in self._bare),
            *(word for word in _LATIN.findall(sentence) if word not in self.text),
        ]

    def _unknown_places(self, sentence: str) -> list[str]:
        return [
            mention.text
            for mention in places_of(sentence)
            if mention.text not in self.text
            and not any(located(held, place) for place in mention.places for held in self._places)
        ]

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
        cut = max((m.end() for m in _BREAK.finditer(before)), default=0)
        places = [m for m in find_places(before[cut:]) if not m.in_name]
        start = cut + places[-1].end if places else max(cut, office.start() - _PREFIX)
        lead = _DONE.sub("", before[start:][-2:])  # 天津市|公安局: the place is looked at by itself
        endings = [office[0], *([_ALSO[office[0]]] if office[0] in _ALSO else [])]
        if lead and lead[-1:] + office[0] in _ALSO:  # 高|院
            lead, endings = "", [_ALSO[lead[-1:] + office[0]]]
        if office[0] == "法院" and lead in _ANY_COURT and _TRIED.search(self.text):
            return True
        return any(lead + ending in self.text for ending in endings)


def _unquoted(text: str) -> str:
    return re.sub(r"[“”「」『』《》‘’\"'\s]", "", text)
