"""The tests a question puts to the course of a case: who sued whom, who won, what each instance made of it, how far it went.

Each is named by a word that travels in a Query; whose outcome is asked about is one of them too (`of:firm`).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence

from data.text import sentences, split_at
from data.types import CaseId
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.cases.suits import imprisonment, penalties
from retrieval.cases.suits.course import Course
from retrieval.cases.suits.crimes import SEVERAL, SINGLE, SUSPENDED
from retrieval.cases.suits.endings import FIRM, PERSON_ENDS, PUBLIC
from retrieval.cases.suits.offices import LEVELS, MEMBER
from retrieval.cases.suits.parties import SIDES, both_appealed, has_appealed, is_public, is_sort, result_for
from retrieval.cases.suits.rulings import ARBITRATION, FIRST, RETRIAL, SECOND, Level
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import words

Place = tuple[str, int, int]
"""A field and the span in it where a fact is told."""
Told = Mapping[CaseId, tuple[Place, ...]]
Where = Callable[[Course], Sequence[Place]]


@dataclass(frozen=True, slots=True)
class Condition:
    """One test put to cases: how it is stated, and which of them pass, each with where it tells so."""

    said: str
    chosen: Told


def rulings_of(course: Course, *instances: str) -> list[Place]:
    """Where the rulings of a course stand, all or those of `instances`."""
    return [(r.field, r.start, r.end) for r in course.rulings if not instances or r.instance in instances]


def told_at(key: str) -> Where:
    """Where a course tells what its spans hold under `key`; its rulings where it has none."""
    return lambda course: [course.spans[key]] if key in course.spans else rulings_of(course)


@dataclass(frozen=True, slots=True)
class Test:
    """How it is stated ({side}: who), whether a course passes for that side, and where it tells so."""

    said: str
    holds: Callable[[Course, str], bool]
    where: Where = rulings_of


WON, LOST = ("won", "partly"), ("lost",)


def _result(wanted: Sequence[str], instance: str = "") -> Callable[[Course, str], bool]:
    return lambda course, side: result_for(side, course, instance) in wanted


def _of(instance: str) -> Where:
    return lambda course: rulings_of(course, instance)


def _heard(level: Level) -> Callable[[Course, str], bool]:
    return lambda course, _: any(ruling.level is level for ruling in course.rulings)


def _heard_at(level: Level) -> Where:
    """Where a court of that level is named, and what it ruled."""

    def where(course: Course) -> list[Place]:
        heard = [r for r in course.rulings if r.level is level]
        named = [(r.field, *r.court) for r in heard if not r.start <= r.court[0] < r.end]
        return [*named, *((r.field, r.start, r.end) for r in heard)]

    return where


def _revoked(course: Course, _: str) -> bool:
    """Whether a later ruling says that it sets aside an earlier one, and does not only grant more."""
    return any("撤" in ruling.text for ruling in course.reversals)


def _set_aside(course: Course) -> list[Place]:
    return [(r.field, r.start, r.end) for r in course.reversals]


def _for(side: str, course: Course) -> str:
    """What a side got of what was asked for; where none is named, who asked for it."""
    return result_for(side, course) if side else course.result


def _everything(course: Course, side: str) -> bool:
    if course.claimed is None or course.awarded is None:
        return False
    asked = "" if side == "plaintiff" else side  # 申请人要多少，仲裁就裁多少的: whoever went to court then
    return course.awarded >= course.claimed and _for(asked, course) in WON


def _party(role: str, sort: str) -> Callable[[Course, str], bool]:
    def holds(course: Course, _: str) -> bool:
        if role == "plaintiff":  # 某服务公司、惠某等不服仲裁裁决，诉至人民法院: both sued
            return any(map(is_sort(sort), split_at(course.plaintiff, "、和与")))
        sued_by_claimant = course.claimant in course.plaintiff
        name = course.opponent if sued_by_claimant else course.claimant
        return is_sort(sort)(name)

    return holds


def _sued(level: str) -> Callable[[Course, str], bool]:
    return lambda course, _: is_public(course.opponent, level)


def _first_court(level: Level) -> Callable[[Course, str], bool]:
    def holds(course: Course, _: str) -> bool:
        ruling = course.at(FIRST)
        return ruling is not None and ruling.level is level

    return holds


TESTS: Mapping[str, Test] = {
    "won": Test("最终{side}获得支持", _result(WON)),
    "lost": Test("最终{side}未获支持", _result(LOST)),
    "partly": Test("{side}的请求只得到部分支持", lambda c, side: _for(side, c) == "partly"),
    "all": Test("{side}的请求全部得到支持", _everything),
    "first:won": Test("一审{side}获得支持", _result(WON, FIRST), _of(FIRST)),
    "first:lost": Test("一审{side}未获支持", _result(LOST, FIRST), _of(FIRST)),
    "second:won": Test("二审{side}获得支持", _result(WON, SECOND), _of(SECOND)),
    "second:lost": Test("二审{side}未获支持", _result(LOST, SECOND), _of(SECOND)),
    "arbitration:won": Test("仲裁{side}获得支持", _result(WON, ARBITRATION), _of(ARBITRATION)),
    "arbitration:lost": Test("仲裁{side}未获支持", _result(LOST, ARBITRATION), _of(ARBITRATION)),
    "changed": Test("后来撤销或改变了原判", lambda c, _: c.reversed, _set_aside),
    "revoked": Test("后来撤销了原判", _revoked, _set_aside),
    "upheld": Test("二审维持一审判决", lambda c, _: c.upheld, _of(SECOND)),
    "appealed": Test("{who}上诉", lambda c, side: has_appealed(side, c), told_at("appeal")),
    "unappealed": Test("没有上诉", lambda c, _: c.unappealed, told_at("appeal")),
    "both": Test("双方都上诉", lambda c, _: both_appealed(c), told_at("appeal")),
    "at:arbitration": Test("只经仲裁、未到法院", lambda c, _: not c.in_court),
    "at:court": Test("诉至法院", lambda c, _: c.in_court, told_at("court")),
    "at:second": Test("经过二审", lambda c, _: c.at(SECOND) is not None, _of(SECOND)),
    "at:retrial": Test("经过再审", lambda c, _: c.at(RETRIAL) is not None, _of(RETRIAL)),
    "at:supreme": Test("由最高人民法院审理", _heard(Level.SUPREME), _heard_at(Level.SUPREME)),
    "at:high": Test("经高级法院审理", _heard(Level.HIGH), _heard_at(Level.HIGH)),
    "court:basic": Test("一审在基层法院", _first_court(Level.BASIC), _of(FIRST)),
    "court:middle": Test("一审在中级法院", _first_court(Level.MIDDLE), _of(FIRST)),
    "court:high": Test("一审在高级法院", _first_court(Level.HIGH), _of(FIRST)),
    "final": Test("裁决为终局裁决", lambda c, _: c.final_award, told_at("final")),
    "notfinal": Test("裁决不是终局裁决", lambda c, _: not c.final_award and c.at(ARBITRATION) is not None),
    "plaintiff:person": Test("起诉或申请的是个人", _party("plaintiff", "person"), told_at("claimed")),
    "plaintiff:firm": Test("起诉或申请的是公司", _party("plaintiff", "firm"), told_at("claimed")),
    "plaintiff:public": Test("起诉或申请的是机关", _party("plaintiff", "public"), told_at("claimed")),
    "defendant:person": Test("被告是个人", _party("defendant", "person"), told_at("claimed")),
    "defendant:firm": Test("被告是公司", _party("defendant", "firm"), told_at("claimed")),
    "defendant:public": Test("被告是机关", _party("defendant", "public"), told_at("claimed")),
    "defendant:government": Test("被告是人民政府", _sued("government"), told_at("claimed")),
    "defendant:township": Test("被告是街道或乡镇", _sued("township"), told_at("claimed")),
    "defendant:county": Test("被告是县、区政府", _sued("county"), told_at("claimed")),
    "defendant:city": Test("被告是市政府", _sued("city"), told_at("claimed")),
    "defendant:province": Test("被告是省政府", _sued("province"), told_at("claimed")),
}
"""Name → test; the names are the labels that the reader of questions knows (retrieval/question/learned/course.py)."""
SPOUSES, DIVIDED, UNDIVIDED = "parties:spouses", "opinions:divided", "opinions:undivided"
HANDED_OVER, _HANDED = "handed:over", f"handed {penalties.TO_PROSECUTION}"
ENDED: Mapping[str, Test] = {
    "ended:person": Test("个人解除了合同", lambda c, _: PERSON_ENDS in c.ended, told_at("ended")),
    "ended:firm": Test("公司解除了合同", lambda c, _: FIRM in c.ended, told_at("ended")),
    DIVIDED: Test("处理中有不同意见", lambda c, _: c.divided, told_at("divided")),
    UNDIVIDED: Test("没有写到不同意见", lambda c, _: not c.divided, lambda _: ()),
    SPOUSES: Test("当事人是夫妻", lambda c, _: c.spouses, told_at("spouses")),
    HANDED_OVER: Test("被移送检察或司法机关", lambda c, _: _HANDED in c.spans, told_at(_HANDED)),
    "ended:public": Test("机关解除了协议", lambda c, _: PUBLIC in c.ended, told_at("ended")),
}
"""Who put an end to a contract, who stands against whom: read by closed lists (endings and spouses in question/closed)."""
BY_PARTY = ("起诉或申请的是", "被告是")
"""How a test of who sued, and of who was sued, is stated."""
SUES, SUED = "sues", "sued"
"""How a test is named that says which sort of body it was that sued, or was sued: `sued:法院`."""
CRIME = "crime"
"""How a test is named that says of what somebody was convicted: `crime=行贿罪`, `crime:several`, `crime:suspended`."""
PENALTY = "penalty"
"""How a test is named that says which penalty somebody received: `penalty=开除党籍`, `penalty=` for none, `penalty:most`,
`penalty>党内警告` (also <, >=), `penalty:party` for one of the Party alone, `penalty:both`, `penalty:service`."""
OFFICE = "office"
"""How a test is named that says which office somebody held: `office=township,village`, `office:most`."""
OF_NO_SUIT = (PENALTY, SPOUSES, OFFICE, DIVIDED, UNDIVIDED, HANDED_OVER)
"""Tests that may be asked for where no case was decided at all."""
UNDECIDED = (*OF_NO_SUIT, "plaintiff:", "defendant:")
"""Tests that cases of which no ruling is told may pass as well."""
OF = "of:"
"""How a test is named that says whose outcome is meant."""
_FOLLOW = {
    "all": "won", "partly": "won", "second:won": "at:second", "changed": "at:second", "revoked": "at:second", "upheld": "at:second",
    "defendant:township": "defendant:public", "defendant:government": "defendant:public", "defendant:county": "defendant:public",
    "defendant:city": "defendant:public", "defendant:province": "defendant:public",
}  # fmt: skip
"""Test → one that says less, and is not stated beside it."""


_MEASURES = {
    "pay": ("月工资", told_at("pay")),
    "claimed": ("请求的数额", told_at("claimed")),
    "awarded": ("判给的数额", rulings_of),
    "term": ("判处的刑期", told_at("term")),
    "times": ("判赔的倍数", told_at("times")),
}
_HOW = {">=": "不低于{}", "<=": "不高于{}", ":most": "最多", ":least": "最少", "=": "为{}"}
_OF_TERMS = {":most": "最重", ":least": "最轻"}
"""A test by a measure (yuan, months, times a price): `pay>=10000`, `awarded:most|加班费` (the most of what is granted as that),
`term>=120`, `times=10`."""
_SPOKEN: Mapping[str, Callable[[float], str]] = {
    "term": imprisonment.spoken,
    "times": lambda value: f"{value:g}倍",
}


def stated() -> dict[str, str]:
    """Every test of this table by name, as it is stated; and whose outcome may be meant."""
    sides = {f"{OF}{side}": f"问的是{who}的输赢" for side, who in SIDES.items()}
    return {
        name: test.said.format(side="原告", who="有人") for name, test in {**TESTS, **ENDED}.items()
    } | sides


def signs(tests: Sequence[str]) -> tuple[str, ...]:
    """Words (folded) of which every case that passes `tests` holds one, so that no other need be read; () where none are known."""
    if DIVIDED in tests:
        return words("divided_told")
    return (MEMBER,) if any(test.startswith(OFFICE) for test in tests) else ()


def conditions(tests: Sequence[str], pool: Sequence[Profile]) -> tuple[Condition, ...]:
    """The tests of these names over the cases of `pool`; none where no case of it was decided."""
    undecided = any(test.startswith(UNDECIDED) for test in tests)
    decided = list(pool) if undecided else [p for p in pool if p.course.decided]
    if not decided:
        return ()
    side = next((test.removeprefix(OF) for test in tests if test.startswith(OF)), "")
    less = {_FOLLOW[test] for test in tests if test in _FOLLOW}
    return tuple(
        condition
        for name in tests
        if name not in less and (condition := _condition(name, side, decided)) is not None
    )


def stated_as(tests: Sequence[str]) -> tuple[str, ...]:
    """How the tests of these names are stated, whatever cases they are put to; of an unknown one its name."""
    side = next((test.removeprefix(OF) for test in tests if test.startswith(OF)), "")
    less = {_FOLLOW[test] for test in tests if test in _FOLLOW}
    told = [name for name in tests if name not in less and not name.startswith(OF)]
    return tuple(one.said if (one := _condition(name, side, ())) is not None else name for name in told)


def _condition(name: str, side: str, decided: Sequence[Profile]) -> Condition | None:
    for prefix, by in ((CRIME, _by_crime), (PENALTY, _by_penalty), (OFFICE, _by_office)):
        if name.startswith(prefix):
            return by(name.removeprefix(prefix), decided)
    test_of_sum, _, thing = name.partition("|")
    for how in _HOW:
        what, said, value = test_of_sum.partition(how)
        if said and what in _MEASURES:
            return _by_measure(what, how, float(value or 0), thing, decided)
    how, _, who_is_named = name.partition(":")
    if how in ("named", "surname"):
        return _by_person(who_is_named, how == "named", decided)
    if how in (SUES, SUED):
        where = told_at("claimed")
        chosen = {p.id: tuple(where(p.course)) for p in decided if p.acts_as(who_is_named, how == SUED)}
        return Condition(f"{BY_PARTY[how == SUED]}{who_is_named}", chosen)
    test = TESTS.get(name) or ENDED.get(name)
    if test is None:
        return None
    if not name.startswith(UNDECIDED):
        decided = [p for p in decided if p.course.rulings]
    who = SIDES.get(side, "")
    chosen = {p.id: tuple(test.where(p.course)) for p in decided if test.holds(p.course, side)}
    return Condition(test.said.format(side=who or "原告", who=who or "有人"), chosen)


def _by_measure(what: str, how: str, value: float, thing: str, decided: Sequence[Profile]) -> Condition:
    said, where = _MEASURES[what]
    held = {p: _values(what, p.course, thing) for p in decided}
    if how in (":most", ":least"):
        best = (max if how == ":most" else min)((v for values in held.values() for v in values), default=0.0)
        passing = [p for p, values in held.items() if best in values]
    elif how == "=":
        passing = [p for p, values in held.items() if value in values]
    elif how == ">=":
        passing = [p for p, values in held.items() if any(v >= value for v in values)]
    else:
        passing = [p for p, values in held.items() if any(v <= value for v in values)]
    names = _HOW | _OF_TERMS if what == "term" else _HOW
    stated = f"{said}{names[how].format(_SPOKEN.get(what, yuan)(value))}"
    return Condition(
        f"{stated}（{thing}）" if thing else stated, {p.id: tuple(where(p.course)) for p in passing}
    )


def valued(test: str, pool: Sequence[Profile]) -> Mapping[Profile, tuple[float, Sequence[Place]]]:
    """What cases of `pool` are put in an order by for a test of an end (`awarded:most|加班费`, `penalty:least`), the best of
    each with where it is told; of those that tell it.
    """
    name, _, thing = test.partition("|")
    what, _, end = name.rpartition(":")
    choose = max if end == "most" else min
    if what == PENALTY:
        weighed = ((p, penalties.weight(penalties.heaviest(p.course.penalties))) for p in pool)
        return {p: (value, _penalised_at(p.course, f":{end}")) for p, value in weighed if value}
    if what not in _MEASURES:
        return {}
    held = ((p, _values(what, p.course, thing)) for p in pool if p.course.decided)
    return {p: (choose(values), _MEASURES[what][1](p.course)) for p, values in held if values}


def spoken(test: str, value: float) -> str:
    """A value of such a test in words: 八万元, 十年."""
    what = test.partition("|")[0].rpartition(":")[0]
    return _SPOKEN.get(what, yuan)(value)


_OF_CRIMES = {SEVERAL: "数罪并罚", SINGLE: "只定一个罪", SUSPENDED: "判处缓刑"}


def _by_crime(wanted: str, decided: Sequence[Profile]) -> Condition:
    """`=` and a crime, or `:several`, `:suspended`."""
    crime = wanted[1:]
    if crime == SINGLE:
        alone = {p.id: _convicted_of(p.course) for p in decided if SEVERAL not in p.course.crimes}
        one = {id_: crimes for id_, crimes in alone.items() if len(crimes) == 1}
        courses = {p.id: p.course for p in decided}
        return Condition(
            _OF_CRIMES[SINGLE],
            {id_: tuple(told_at(f"{CRIME} {c[0]}")(courses[id_])) for id_, c in one.items()},
        )
    where = told_at(f"{CRIME} {crime}")
    passing = {p.id: tuple(where(p.course)) for p in decided if crime in p.course.crimes}
    return Condition(_OF_CRIMES.get(crime, f"以{crime}定罪"), passing)


def _convicted_of(course: Course) -> list[str]:
    """The crimes somebody in a case was convicted of, by name."""
    return [crime for crime in course.crimes if crime not in (SEVERAL, SUSPENDED)]


_OF_KINDS = {
    "party": ("只受到党纪处分", {(True, False)}),
    "both": ("受到党纪和政务两种处分", {(True, True)}),
    "service": ("受到政务处分", {(True, True), (False, True)}),
}
"""Kind of penalties → how it is stated, and whether one of the Party and one of the public service are among them."""
_THAN: Mapping[str, Callable[[float, float], bool]] = {">": operator.gt, "<": operator.lt, ">=": operator.ge}
_SAID_THAN = {">": "重于{}", "<": "轻于{}", ">=": "不轻于{}"}


def _by_penalty(wanted: str, decided: Sequence[Profile]) -> Condition:
    """`=` and a penalty or nothing; `>`, `<` or `>=` and one; `:most` or `:least` (of cases without any, these); one of _OF_KINDS."""
    if wanted in (":most", ":least"):
        weighed = {p.id: penalties.weight(penalties.heaviest(p.course.penalties)) for p in decided}
        best = (max if wanted == ":most" else min)(weighed.values(), default=0.0)
        passing = [p for p in decided if weighed[p.id] == best]
        said = f"所受处分{_OF_TERMS[wanted]}"
    elif wanted[1:] in _OF_KINDS:
        said, kinds = _OF_KINDS[wanted[1:]]
        passing = [p for p in decided if penalties.of_kinds(p.course.penalties) in kinds]
    elif wanted[:1] in _THAN:
        how, name = (wanted[:2], wanted[2:]) if wanted[1:2] == "=" else (wanted[:1], wanted[1:])
        compare, than = _THAN[how], penalties.weight(name)
        heaviest = {p: penalties.heaviest(p.course.penalties) for p in decided if p.course.penalties}
        passing = [p for p, worst in heaviest.items() if compare(penalties.weight(worst), than)]
        said = f"所受处分{_SAID_THAN[how].format(name)}"
    else:
        name = wanted.removeprefix("=")
        names = name.split("|")
        passing = [
            p
            for p in decided
            if (any(n in p.course.penalties for n in names) if name else not p.course.penalties)
        ]
        said = f"受到{'或'.join(names)}处分" if name else "没有人受到处分"
    return Condition(said, {p.id: tuple(_penalised_at(p.course, wanted)) for p in passing})


def _by_office(wanted: str, decided: Sequence[Profile]) -> Condition:
    """`=` and levels of government, or `:most` or `:least`."""
    holding = [(p, office) for p in decided if (office := p.course.office) is not None]
    if wanted in (":most", ":least"):
        best = (max if wanted == ":most" else min)((o.rank for _, o in holding), default=0.0)
        passing = [p for p, office in holding if office.rank == best]
        said = f"所任职务{'最高' if wanted == ':most' else '最低'}"
    else:
        levels = wanted[1:].split(",")
        passing = [p for p, office in holding if office.level in levels]
        said = f"当事人是{'、'.join(LEVELS[level] for level in levels)}干部"
    return Condition(said, {p.id: tuple(told_at("office")(p.course)) for p in passing})


def _penalised_at(course: Course, wanted: str) -> Sequence[Place]:
    """Where the case tells the penalty that is asked for, its heaviest where an end is."""
    if not wanted.startswith("="):
        return told_at(f"{PENALTY} {penalties.heaviest(course.penalties)}")(course)
    names = wanted.removeprefix("=").split("|")
    name = next((one for one in names if one in course.penalties), names[0])
    return told_at(f"{PENALTY} {name}")(course)


def yuan(value: float) -> str:
    """A sum as people write it: 20万元, 1.2亿元."""
    scale, unit = next(((s, u) for s, u in ((1e8, "亿"), (1e4, "万")) if value >= s), (1.0, ""))
    return f"{value / scale:.6f}".rstrip("0").rstrip(".") + f"{unit}元"


def _values(what: str, course: Course, thing: str) -> tuple[float, ...]:
    if what in ("pay", "term", "times"):
        return {"pay": course.pay, "term": course.terms, "times": course.times}[what]
    if what == "claimed":
        return () if course.claimed is None else (course.claimed,)
    ruling = course.operative
    if ruling is None or course.result == "lost" or thing not in ruling.text:
        return ()
    return () if course.awarded is None else (course.awarded,)


def _by_person(name: str, whole: bool, decided: Sequence[Profile]) -> Condition:
    chosen = {}
    for profile in decided:
        names = [one for one in profile.course.persons if (one == name if whole else one.startswith(name))]
        if names:
            chosen[profile.id] = tuple(_first_told(profile, names))
    return Condition(f"当事人为{name}" if whole else f"当事人姓{name}", chosen)


def _first_told(profile: Profile, names: Sequence[str]) -> Iterator[Place]:
    for f in profile.case.fields:
        for start, end in sentences(f.text):
            if any(name in PERSON.findall(f.text[start:end]) for name in names):
                yield f.name, start, end
                return


def places_of(found: Sequence[Condition], case: CaseId) -> tuple[Place, ...]:
    """Where `case` tells that it passes the conditions."""
    return tuple(dict.fromkeys(place for one in found for place in one.chosen.get(case, ())))
