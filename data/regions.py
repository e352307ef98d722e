"""Where a case is, and what a question's words for places mean.

    find_places(text)        the places named in a text
    located(place, inside)   containment, of groups such as 长三角 too
    case_places(title, text) where a case is
    find_institutions(text)  the institutions named in a text, with their seats
    names()                  every name of a place
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.gazetteer import gazetteer, located
from data.institutions import Institution, InstitutionMention, find_institutions, institutions
from data.mentions import Mention, find_places
from data.placenames import Level, Place

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
]

_DEFENDANT = re.compile(r"诉(?![讼求讯前中外])")
_AND = re.compile(r"[^，。；：“”《》]{0,14}?(?:、|和|与|及|以及|联合|携手|会同)(?:原)?")
_WITHIN = re.compile(r"[^在与和为向赴对于将，。；：]{0,10}$")
"""What may part an institution from the place of its branch: 国家知识产权局专利审查协作|河南|中心."""
_BRANCH = re.compile(r"[）)]?[^在与和为向赴对于将，。；：]{0,8}?(?:院|所|中心|局|行|公司|法庭|校区|海关|基地|站)")
_OFFICE = re.compile(r"[^，。；：、《》]{0,10}?(?:法院|检察院|仲裁|公安|海关|人民政府|管理局|委员会|知识产权局)")
_STATUTE = re.compile(r"《[^》]*》")
_OFFICIAL = re.compile(r"[省市县区州旗盟]$")


def names() -> tuple[tuple[str, Place], ...]:
    """Every Chinese name with each place it may stand for, in a fixed order; those of one character left out."""
    return tuple((name, place) for name, places in gazetteer().names.items() for place in places)


def members(place: Place) -> tuple[Place, ...]:
    """The provinces and cities of a group; any other place by itself."""
    return gazetteer().members.get(place.code, (place,))


def case_places(title: str, text: str = "") -> tuple[Place, ...]:
    """Where a case is, innermost places only; () if it does not say.

    The place named in the title's subject (in a lawsuit: the defendant), else the seat of the institution that
    is the subject, else a place named elsewhere in the title, else the first place whose court or office acts
    in the text, else the first place there under its official name. Statutes (《…》) do not count.
    """
    suit = _DEFENDANT.search(title)
    for part in (title[suit.end() :] if suit else title, title):
        subject = _subject(part)
        if subject:
            return subject
    return _acting(text)


def _subject(title: str) -> tuple[Place, ...]:
    mentions = [m for m in find_places(_without_statutes(title)) if not _open(m)]
    seats = find_institutions(title)
    if seats and (not mentions or not _names_branch(title, seats[0], mentions[0])):
        return (seats[0].institution.place,)
    if not mentions:
        return ()
    chosen = [mentions[0]]
    for mention in mentions[1:]:
        if not _AND.fullmatch(title, chosen[-1].end, mention.start):
            break
        chosen.append(mention)
    return _innermost(place for mention in chosen for named in mention.places for place in members(named))


def _open(mention: Mention) -> bool:
    """Whether the mention leaves the place of a case open."""
    return mention.ambiguous and len({place.code[:2] for place in mention.places}) > 1


def _names_branch(title: str, seat: InstitutionMention, mention: Mention) -> bool:
    """Whether the place names where the subject is, rather than the seat of the first institution."""
    if mention.start < seat.end:
        return mention.end <= seat.start or mention.place.level != "province"
    gap = title[seat.end : mention.start]
    return _WITHIN.match(gap) is not None and _BRANCH.match(title, mention.end) is not None


def _acting(text: str) -> tuple[Place, ...]:
    plain = _without_statutes(text)
    mentions = [m for m in find_places(plain) if not m.ambiguous and m.place.level != "country-group"]
    for mention in mentions:
        if _OFFICE.match(plain, mention.end):
            return mention.places
    return next((mention.places for mention in mentions if _OFFICIAL.search(mention.text)), ())


def _without_statutes(text: str) -> str:
    """`text` with the titles of laws and documents blanked; offsets are kept."""
    return _STATUTE.sub(lambda title: "　" * len(title.group()), text)


def _innermost(places: Iterable[Place]) -> tuple[Place, ...]:
    known = tuple(dict.fromkeys(places))
    return tuple(p for p in known if not any(q != p and located(q, p) for q in known))
