"""Who is named in a case and in a sentence about it, and whose doing a clause tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce

from data.patterns import regex
from data.places.regions import find_places
from data.reading.signs.sections import OWN_NAME
from data.text import pairs, split_at, squeeze
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.checking.aspects.named import LEVELS
from retrieval.checking.aspects.relations import PARTY
from retrieval.checking.aspects.roles import ACTOR, LEAD
from retrieval.language.terms import SURNAMES
from retrieval.lexicon import first_verb
from retrieval.lexicon.listed import listed, under, words

_COURT = r"(?:最高|[一-鿿]{2,6}?(?:高级|中级)|[一-鿿]{1,6}[区县市旗])?人民法院|合议庭|[一二再]审法院|[一二再]审(?=认|判|改|裁|驳|撤|维)"
_HOUSE = (
    r"某?(?:影楼|超市|书店|网店|店铺|门店|商场|广场|酒店|医院|银行|诊所|工厂|照相馆|游泳馆|网站|开发商|生产商|销售商|"
    r"定作人|承揽人|出租人|承租人)"
)
_TITLE_PARTS, _MATTER = listed("between_parties"), listed("matter_of_suit")
_SHORT = regex(r"[（(](?:以下|下)?(?:简称|称)[“\"「]?([一-鿿]{2,12})")
_STANDS_AS, _BEHIND_NAME = listed("stands_as"), frozenset("，,。、诉在向因从于与系为等的")
"""By what a party of a suit is introduced, and what may follow its name: 原告张某向…"""
_SUED = ("起诉", "诉", "与")
"""Between who sued and who was sued, in the name of a suit."""
_INSTANCES = ("一审", "二审", "再审")
_PLACES, _COURTS = frozenset("省市区县旗州"), ("法院", "人民", "高级", "中级", "第一", "第二", "第三", "第四")
"""What the places end in by which courts are told from one another, and what follows them, last first."""
_BEGINS, _DATES = listed("clause_opens"), frozenset("0123456789年月日至、，“")
"""What may stand before whoever a clause begins with."""
LONGEST_NAME, SHORT_NAME = 24, 3
ANY_COURT = 4
"""Characters of a court's name that does not say where: 法院, 二审法院."""
AWAY = 6
"""Characters of a clause within which whoever acts in it is named."""
BACK = 6
"""Clauses back in which whoever acts may be named that a clause leaves out."""
_GATHERS = frozenset("集聚引组联动邀请依推发为帮")
"""How verbs begin that have somebody do something, or do it to him: 集聚企业, 组建多部门参与的联盟."""
_HANDLES = frozenset("向对为给与和同跟把将的在从于")
"""Right before a name: it is not that one's doing; but for these."""
_NO_HANDLES = ("作为", "认为")
_THINGS = (
    "协议",
    "合同",
    "通知",
    "决定",
    "办法",
    "条例",
    "方案",
    "规定",
    "房屋",
    "工程",
    "项目",
    "书",
    "函",
    "文",
    "地",
    "考试",
)
"""How what is no party ends, though a short form of it is given: 以下简称委托管理协议."""
OFTEN = 3
"""Characters that stand behind a name, at least, where what stands behind 某 is of the name."""
_NO_NAME = frozenset(
    "的与在向对为给和同跟及于从将把被由因以就系是有应须要等、已未不没又再后前中上下并提请认主称诉辩所之其该公购要当一两三"
)
"""What stands behind 某 and is of no name."""
_PLACED = ("在", "从", "于")
"""Behind whoever acts: what follows tells where."""
_NO_OWNER = frozenset("的在与不可应须被由能")
"""What stands in a matter, and in no name."""
_JOINS = frozenset("并且后,，")
"""Right before what is done: whoever does it may be any that its clause names."""
_DECIDES, _CLAIMS = listed("decides_suit"), listed("claimed")
_SORTS = under("sort")
_TRADES = {"sells": listed("sells"), "buys": listed("buys")}
_SIDES = frozenset(("原告", "被告", "双方", "各方", "当事人"))
"""Who they are another part of the case says."""
NAMED_COURT = "人民法院"


@dataclass(frozen=True, slots=True)
class Named:
    """A name and where it stands."""

    start: int
    end: int
    text: str


class Actors:
    """Finds those named in texts about one case: by its title, its short forms, and what names of parties look like."""

    def __init__(self, profile: Profile) -> None:
        title = squeeze(profile.case.title)
        self.owner = "" if _is_of_suit(title) else _owner(title[: first_verb(title) or 0])
        """Who a case is of that is no suit, as its title begins: every clause may be told of him."""
        suit = squeeze(profile.case.text_of(OWN_NAME) or "")
        self.plaintiffs, self.defendants = _parties(suit or title)
        names = {*self.plaintiffs, *self.defendants, *_names(title, profile.text)}
        if self.owner.endswith(NAMED_COURT):
            names.add(self.owner)
        known = sorted(names, key=lambda name: (-len(name), name))
        trades = (word for name in _TRADES for word in words(name))
        forms = [*map(re.escape, known), _COURT, PARTY.pattern, *trades, _HOUSE, ACTOR.pattern, "双方|各方"]
        self._pattern = re.compile("|".join(forms))

    def named(self, text: str) -> list[Named]:
        """Everybody that `text` (squeezed) names, in order."""
        return [Named(match.start(), match.end(), match[0]) for match in self._pattern.finditer(text)]

    def without_persons(self, text: str) -> str:
        """`text` with the names of persons blanked: 小胡."""
        for one in self.named(text):
            if _is_short_name(one.text):
                text = text[: one.start] + "　" * (one.end - one.start) + text[one.end :]
        return text

    def first(self, clause: str) -> Named | None:
        """Whoever a clause begins with, None where it begins with what is done."""
        start = _opened(clause)
        match = self._pattern.search(clause, start)
        if match is None or match.start() - start > AWAY:
            return None
        lead = clause[start : match.start()]
        if not LEAD.match(lead) or _acts_on(lead):
            return None
        return Named(match.start(), match.end(), match[0])


def _acts_on(lead: str) -> bool:
    """Whether what stands before a name is done to it: 集聚企业, 维持一审判决."""
    return first_verb(lead) is not None or lead[:1] in _GATHERS or bool(_DECIDES.search(lead))


def _opened(clause: str) -> int:
    """Where a clause begins behind 因此, 同年5月，"""
    start = 0
    while start < len(clause):
        opens = _BEGINS.match(clause, start)
        if opens is None and clause[start] not in _DATES:
            break
        start = opens.end() if opens else start + 1
    return start


def _is_of_suit(title: str) -> bool:
    return "诉" in title.replace("诉讼", "") or "纠纷" in title or title.endswith("案")


def _without_matter(part: str) -> str:
    matter = _MATTER.search(part)
    return part[: matter.start()] if matter else part


def _names(title: str, text: str) -> set[str]:
    """What the parties of a case are called: in a title that is a suit's, by short forms, as plaintiff."""
    parts = map(_without_matter, _TITLE_PARTS.split(title) if _is_of_suit(title) else ())
    names = {part for part in parts if 2 <= len(part) <= LONGEST_NAME}
    names |= {match[1] for match in _SHORT.finditer(text) if not match[1].endswith(_THINGS)}
    names |= set(_introduced(text))
    names |= {match[0] for match in PARTY.finditer(text) if _is_short_name(match[0])}
    names |= _apart(text)
    return names | {name[-2:] for name in names if len(name) > 3 and _sort(name) in ("firm", "public")}


def _apart(text: str) -> set[str]:
    """The names of those that share a surname and are told apart by one character more: 刘某富, 刘某东."""
    told: dict[str, set[str]] = {}
    for at in range(1, len(text) - 3):
        if (
            text[at] == "某"
            and text[at - 1] in SURNAMES
            and _is_chinese(text[at + 1])
            and text[at + 1] != "某"
        ):
            told.setdefault(text[at - 1 : at + 2], set()).add(text[at + 2])
    names = {name for name, behind in told.items() if len(behind) >= OFTEN and name[-1] not in _NO_NAME}
    return {
        name
        for name in names
        if any(other[0] == name[0] for other in names - {name}) or f"{name[0]}某某" in text
    }


def _owner(lead: str) -> str:
    """What a title begins with, where that is somebody or somewhere and no matter: not 惩罚性赔偿不以…为前提."""
    if not _NO_OWNER.isdisjoint(lead):
        return ""
    acts = any(one.end() == len(lead) for one in ACTOR.finditer(lead)) or _sort(lead) != "person"
    return lead if acts or find_places(lead) else ""


def _is_short_name(name: str) -> bool:
    return len(name) <= SHORT_NAME and (name[0] == "小" or name[0] in SURNAMES)


def _parties(suit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who sued and who was sued, by the name of the suit; empty where it does not say."""
    if not _is_of_suit(suit):
        return (), ()
    between = next((word for word in _SUED if word in suit.replace("诉讼", "")), None)
    if between is None:
        return (), ()
    plaintiffs, defendants = suit.split(between, 1)
    return _listed(plaintiffs), _listed(_without_matter(defendants))


def _listed(side: str) -> tuple[str, ...]:
    return tuple(part for part in side.split("等", maxsplit=1)[0].split("、") if len(part) > 1)


def _introduced(text: str) -> Iterator[str]:
    """The names of two or three characters that stand behind 原告 and the like."""
    for found in _STANDS_AS.finditer(text):
        behind = text[found.end() :][:4]
        ends = (size for size in (3, 2) if behind[size : size + 1] and behind[size] in _BEHIND_NAME)
        size = next((size for size in ends if _is_chinese(behind[:size])), 0)
        if size:
            yield behind[:size]


def _is_chinese(text: str) -> bool:
    return all("一" <= char <= "鿿" for char in text)


def doing(
    clauses: Sequence[str],
    named: Sequence[Sequence[Named]],
    firsts: Sequence[Named | None],
    at: int,
    place: int,
) -> list[str]:
    """Whose doing may stand at `place` of the clause `at`: the last named before it, else who an earlier one begins with."""
    text = clauses[at]
    before = [(one, text[: one.start]) for one in named[at] if one.start < place]
    here = [
        one.text
        for one, lead in before
        if lead[-1:] not in _HANDLES or lead.endswith(_NO_HANDLES) or _CLAIMS.match(text, one.end)
    ]
    if len(here) > 1 and _stands_in_a_phrase(text, before[1][0].start, place):
        here = here[:1]  # 王某在张某经营的店里接受宴请: it is the first one's doing
    if len(here) > 1 and here[-1] in _INSTANCES and _sort(here[-2]) == "court":
        here.pop()  # 某市中级人民法院一审判处: it is named before
    if here:
        return here if text[place - 1 : place] in _JOINS else here[-1:]
    for back in range(at - 1, max(at - BACK, -1), -1):
        first = firsts[back]
        if first is not None:
            return [first.text]
    return []


def _trade(name: str) -> str:
    """What somebody only called so does in a sale, who may be any of its parties: 经营者, 买家."""
    return next((sort for sort, words in _TRADES.items() if words.fullmatch(name)), "")


def _stands_in_a_phrase(text: str, start: int, place: int) -> bool:
    """Whether the name at `start` stands in what tells where something was done or by what: 在…店, 从…处, 以…名义."""
    said = split_at(text[:start], "，,。；;：:")[-1]
    return place > start and any(said.find(word, 1) > 0 for word in _PLACED)


def same(one: str, other: str) -> bool:
    """Whether two names may be one's: the longer holds the shorter, or one only says of what sort it is."""
    if one in other or other in one:
        return True
    trades = [_trade(one), _trade(other)]
    if any(trades):
        return trades[0] == trades[1] or (not all(trades) and "court" not in (_sort(one), _sort(other)))
    sort, its = _sort(one), _sort(other)
    if one in _SIDES or other in _SIDES:
        return "court" not in (sort, its)
    if sort != its:
        return False
    levels = {level for name in (one, other) if (level := _level(name))}
    if sort == "court" and not _of_one_place(one, other):
        return False
    return len(levels) < 2 and (sort == "court" or not (is_name(one) and is_name(other)))


def is_called(name: str, one: str) -> bool:
    """Whether `one` is called `name` by a part of his name, or both are courts that may be one: nobody else by his sort."""
    return name in one or one in name or (_sort(name) == _sort(one) == "court" and same(name, one))


def _of_one_place(one: str, other: str) -> bool:
    """Whether two courts may be one's as far as the places go that they are called by."""
    places = [reduce(str.removesuffix, _COURTS, name) for name in (one, other)]
    return not all(place[-1:] in _PLACES for place in places) or bool(pairs(places[0]) & pairs(places[1]))


def _level(name: str) -> str:
    """Which court of the four it is that is named; empty where no name says."""
    found = next((level for level in LEVELS if level in name), "")
    return found or ("基层" if name.endswith(NAMED_COURT) and name != NAMED_COURT else "")


def _sort(name: str) -> str:
    sort = next((sort for sort, words in _SORTS.items() if words.search(name)), "")
    if sort in ("", "firm") and name.endswith("办"):
        return "public"
    return sort or ("firm" if name.endswith(("院", "所")) else "person")


def is_court(name: str) -> bool:
    """Whether it is a court or an instance, or nobody that a name tells from one."""
    return _sort(name) == "court" or name in _INSTANCES


def is_any_court(name: str) -> bool:
    """Whether it is a court of which is not said where."""
    return _sort(name) == "court" and len(name) <= ANY_COURT


def is_name(name: str) -> bool:
    """Whether it tells one from another: 某公司 and 超市 do not."""
    return "某" in name or len(name) > 3 or (_sort(name) == "person" and ACTOR.fullmatch(name) is None)


def begins_with_verb(clause: str) -> bool:
    """Whether a clause begins with what is done, so that another tells who does it."""
    at = first_verb(clause)
    return at is not None and at <= 2
