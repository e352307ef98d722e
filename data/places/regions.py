"""Where a case is, and what a question's words for places mean.

find_places(text)        the places named in a text
located(place, inside)   containment, of groups such as 长三角 too
case_places(title, text) where a case is
places_of(case)          where a case is, by a column of its table too
find_institutions(text)  the institutions named in a text, with their seats
names()                  every name of a place
"""

from __future__ import annotations

from collections.abc import Iterable

from data.patterns import regex
from data.places.gazetteer import gazetteer, located
from data.places.institutions import Institution, InstitutionMention, find_institutions, institutions
from data.places.mentions import Mention, find_places
from data.places.placenames import Level, Place, latin_key
from data.types import Case
from data.values import dataclass

__all__ = [
    "Institution",
    "InstitutionMention",
    "Level",
    "Mention",
    "Place",
    "case_places",
    "find_institutions",
    "find_places",
    "institutions",
    "located",
    "members",
    "names",
    "places_of",
]

_DEFENDANT = regex(r"(?<![投申起公上控自反])诉(?![讼求讯前中外])")
_AND = regex(r"[^，。；：“”《》]{0,14}?(?:、|和|与|及|以及|联合|携手|会同)(?:原)?")
_WITHIN = regex(r"[^在与和为向赴对于将，。；：]{0,10}")
"""What may part an institution from the place of its branch: 国家知识产权局专利审查协作|河南|中心."""
_BRANCH = regex(r"[）)]?[^在与和为向赴对于将，。；：]{0,8}?(?:院|所|中心|局|行|公司|法庭|校区|海关|基地|站)")
_OFFICE = regex(r"[^，。；：、《》]{0,10}?(?:法院|检察院|仲裁|公安|海关|人民政府|管理局|委员会|知识产权局)")
_UNNAMED = regex(
    r"(?:市|省)?某[^，。；：、《》]{0,8}?(?:院|公司|机构|企业|店|厂|酒店|学校|单位|中心|平台|协会|合作社)"
)
"""A body without its name, behind its place: 北京某医美机构."""
_STATUTE = regex(r"《[^》]*》")
_COLUMN = regex(r"(?:所属|所在|案例)?(?:地区|区域|地域|省份|省市|城市|属地|地点|所在地)")
_OFFICIAL = regex(r"[省市县区州旗盟]$")


def names() -> tuple[tuple[str, Place], ...]:
    """Every Chinese name with each place it may stand for, in a fixed order."""
    return tuple((name, place) for name, places in gazetteer().names.items() for place in places)


def members(place: Place) -> tuple[Place, ...]:
    """The provinces and cities of a group; any other place by itself."""
    return gazetteer().members.get(place.code, (place,))


def case_places(title: str, text: str = "") -> tuple[Place, ...]:
    """Where a case is, innermost places only; () if it does not say.

    The place or the institution that the title names first (in a lawsuit: of the defendant), with those
    joined to it by 和 and the like; else the first place whose court or office acts in the text, else the
    first place there under its official name, else those before a body without its name. Statutes (《…》) do not count.
    """
    suit = _DEFENDANT.search(title)
    for part in (title[suit.end() :], title) if suit else (title,):
        subject = _subject(part)
        if subject:
            return subject
    return _acting(text)


def places_of(case: Case) -> tuple[Place, ...]:
    """Where `case` is: by a column of its table that says so (地区, 所在地), else as `case_places`."""
    for field in case.fields:
        if _COLUMN.fullmatch(field.name.strip()):
            told = _innermost(place for mention in find_places(field.text) for place in _places(mention))
            if told:
                return told
    told = case_places(case.title)
    if told:
        return told
    found = [acting for field in case.fields if (acting := _acting(field.text))]
    first = found[0] if found else ()
    within = (place for acting in found[1:] for place in acting if any(located(place, one) for one in first))
    return _innermost((*first, *within))  # a court of 北京市, signed by 北京市朝阳区人民法院


def names_place(english: str) -> bool:
    """Whether words in Latin letters are the name of a place, or of what kind one is (autonomous region)."""
    return latin_key(english) in gazetteer().latin or english.startswith("autonomous ")


def called_in_english(places: Iterable[Place]) -> list[str]:
    """The places' names in Latin letters, a city's or a county's before its province's: Wuxi, Jiangsu."""
    found: dict[str, None] = {}
    for place in places:
        for one in (place, gazetteer().named[place.province][0] if place.province else place):
            if name := gazetteer().in_latin.get(one.code):
                found[name] = None
    return list(found)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A part of a title that tells where its case is."""

    start: int
    end: int
    places: tuple[Place, ...]
    is_seat: bool


def _subject(title: str) -> tuple[Place, ...]:
    anchors = _anchors(_without_statutes(title))
    chosen = anchors[:1]
    for anchor in anchors[1:]:
        if not _AND.fullmatch(title, chosen[-1].end, anchor.start):
            break
        chosen.append(anchor)
    return _innermost(place for anchor in chosen for place in anchor.places)


def _anchors(title: str) -> list[_Anchor]:
    """What tells where a case is, in order: places, and seats of institutions whose branch is not named."""
    named = [_Anchor(m.start, m.end, _places(m), False) for m in find_places(title) if not m.in_name]
    seats = [_Anchor(i.start, i.end, (i.institution.place,), True) for i in find_institutions(title)]
    anchors: list[_Anchor] = []
    for anchor in sorted((a for a in named + seats if a.places), key=lambda a: (a.start, a.end)):
        last = anchors[-1] if anchors else None
        if last and anchor.start < last.end:
            continue
        if last and last.is_seat and _is_branch(title, last.end, anchor):
            anchors[-1] = _Anchor(last.start, anchor.end, anchor.places, False)
        else:
            anchors.append(anchor)
    return anchors


def _places(mention: Mention) -> tuple[Place, ...]:
    """The places a mention puts a case in: none if it could be in any of several provinces."""
    if mention.ambiguous and len({place.code[:2] for place in mention.places}) > 1:
        return ()
    if mention.place.level == "country-group":
        # 长三角三省一市… opens the title of a case of them all; elsewhere a group is what a case is good for.
        return members(mention.place) if mention.start == 0 else ()
    return mention.places


def _is_branch(title: str, end: int, anchor: _Anchor) -> bool:
    """Whether the place names the branch of the institution that ends at `end`."""
    gap = title[end : anchor.start]
    return _WITHIN.fullmatch(gap) is not None and _BRANCH.match(title, anchor.end) is not None


def _acting(text: str) -> tuple[Place, ...]:
    plain = _without_statutes(text)
    mentions = [m for m in find_places(plain) if not m.ambiguous and m.place.level != "country-group"]
    for mention in mentions:
        if _OFFICE.match(plain, mention.end):
            return mention.places
    official = next((mention.places for mention in mentions if _OFFICIAL.search(mention.text)), ())
    return official or _innermost(
        place for mention in mentions if _UNNAMED.match(plain, mention.end) for place in mention.places
    )


def _without_statutes(text: str) -> str:
    """`text` with the titles of laws and documents blanked; offsets are kept."""
    return _STATUTE.sub(lambda title: "　" * len(title.group()), text)


def _innermost(places: Iterable[Place]) -> tuple[Place, ...]:
    known = tuple(dict.fromkeys(places))
    return tuple(p for p in known if not any(q != p and located(q, p) for q in known))
