"""Sets by what became of the cases: 二审撤销一审的, 原告输了的, 终局裁决的, 判得比要的少的: tests over the course of each case.

The wordings are everyday ones for the acts that the laws of procedure know; none is a question's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from data.text import sentences
from data.types import CaseId
from retrieval.profiles import Profile
from retrieval.suits.conditions import Condition, Keep, Place, Reading, Told, each, rulings_of, told_at
from retrieval.suits.course import ARBITRATION, SECOND, Course
from retrieval.suits.parties import (
    CHANGES,
    LOST,
    PARTY,
    UPHOLDS,
    WON,
    both_appealed,
    has_appealed,
    result_for,
)
from retrieval.suits.sums import read_compared, read_sums
from retrieval.terms import PERSON, SURNAMES

_END = r"(?:告|打|闹)?(?:到)?(?:最后|最终|到底|到头来|终归|结果|终审)?(?:还是|都|也|仍然?|是)*"
_INSTANCE = r"(?P<instance>一审|二审|终审|再审|仲裁)"
_NOT = r"(?:(?<!有)没有?|未|不曾|并未|无)"
WENT_TO_COURT = "诉至法院"
"""Of judgments all have: then 打官司 asks for nothing."""


def conditions(text: str, pool: Sequence[Profile]) -> tuple[Condition, ...]:
    """The tests that `text` (folded) names over the courses of the cases in `pool`.

    None where no case of `pool` was decided; that all went to court is no test.
    """
    readings = list(_read(text))
    courses = [(p, p.course) for p in pool] if readings else []
    if not any(course.rulings for _, course in courses):
        return ()
    found: list[Condition] = []
    for start, end, said, keep in readings:
        if any(start < other.end and other.start < end for other in found):
            continue
        chosen = keep(courses)
        if len(chosen) < len(pool) or said != WENT_TO_COURT:
            found.append(Condition(start, end, said, chosen))
    return tuple(found)


def passing(found: Sequence[Condition], pool: Sequence[Profile]) -> list[Profile]:
    """The cases of `pool` that pass all of the conditions."""
    return [p for p in pool if all(p.id in one.chosen for one in found)]


def places_of(found: Sequence[Condition], case: CaseId) -> tuple[Place, ...]:
    """Where `case` tells that it passes the conditions."""
    return tuple(dict.fromkeys(place for one in found for place in one.chosen.get(case, ())))


def _read(text: str) -> Iterator[Reading]:
    """Every reading of `text` as a condition, the more special first: span, statement, test."""
    said = set(text)
    for reader, needed in _READERS:
        if not said.isdisjoint(needed):
            yield from reader(text)


def _reading(match: re.Match[str], said: str, keep: Keep) -> Reading:
    return match.start(), match.end(), said, keep


def _named(text: str) -> Iterator[Reading]:
    called = rf"(?:{PARTY}(?:的)?)?(?:名叫|叫做?|名字(?:是|叫))(?P<name>[{SURNAMES}]某[某甲乙丙丁]?)"
    surname = (
        rf"(?:{PARTY}(?:的)?)?姓(?P<name>[{SURNAMES}])(?![名氏])(?:的{PARTY.replace('party', 'other')})?"
    )
    for match in re.finditer(called, text):
        yield _reading(match, f"当事人为{match['name']}", _has_person(match["name"], whole=True))
    for match in re.finditer(surname, text):
        yield _reading(match, f"当事人姓{match['name']}", _has_person(match["name"], whole=False))


def _has_person(name: str, whole: bool) -> Keep:
    def keep(courses: Sequence[tuple[Profile, Course]]) -> Told:
        chosen: dict[CaseId, tuple[Place, ...]] = {}
        for profile, course in courses:
            names = [one for one in course.persons if (one == name if whole else one.startswith(name))]
            if names:
                chosen[profile.id] = tuple(_first_told(profile, names))
        return chosen

    return keep


def _first_told(profile: Profile, names: Sequence[str]) -> Iterator[Place]:
    for f in profile.case.fields:
        for start, end in sentences(f.text):
            if any(name in PERSON.findall(f.text[start:end]) for name in names):
                yield f.name, start, end
                return


def _appeals(text: str) -> Iterator[Reading]:
    none = rf"(?:双方|两边|谁)?(?:都|均)?{_NOT}(?:人|一方|有|再|提起|提出)*上诉|一审(?:判完|之后|后)?(?:就|便)(?:生效|结束|了结|完事)|{_NOT}[^，,。？?]{{0,4}}二审"
    both = r"(?:双方|两边|两头|原被告)(?:都|均|全)?[^，,。？?]{0,4}上诉"
    one = rf"{PARTY}[^，,。？?]{{0,6}}?上诉|上诉(?:人|的)?(?:是|为|方是){PARTY.replace('party', 'other')}"
    for match in re.finditer(none, text):
        yield _reading(match, "没有上诉", each(_nobody_appealed, told_at("appeal")))
    for match in re.finditer(both, text):
        yield _reading(match, "双方都上诉", each(both_appealed, told_at("appeal")))
    for match in re.finditer(one, text):
        party = match["party"] or match["other"]
        yield _reading(match, f"{party}上诉", each(partial(has_appealed, party), told_at("appeal")))


def _nobody_appealed(course: Course) -> bool:
    return course.in_court and not course.appellants and course.at(SECOND) is None


def _second(text: str) -> Iterator[Reading]:
    """What the second instance made of the first."""
    second = r"(?:二审|终审|上诉(?:后|以后|之后))"
    changed = rf"{second}[^，,。？?]{{0,14}}?(?:{CHANGES})(?!诉)[^，,。？?的（(]{{0,3}}|一审[^，,。？?]{{0,8}}?(?:被|让|给|叫|遭)[^，,。？?]{{0,8}}?(?:{CHANGES})|一审(?:判决)?和二审[^，,。？?]{{0,4}}(?:不一样|不同|相反)|(?<![一-鿿])(?:改判|翻盘|翻案)"
    upheld = rf"{second}[^，,。？?]{{0,10}}?(?:{UPHOLDS})[^，,。？?的]{{0,4}}|维持(?:了)?(?:一审|原判)|一审[^，,。？?]{{0,6}}被[^，,。？?]{{0,4}}维持"
    for match in re.finditer(changed, text):
        if not re.search(rf"{_NOT}[^，,。？?]{{0,3}}(?:{CHANGES})", match[0]):
            yield _reading(match, "二审撤销或改变一审判决", each(lambda c: c.reversed, _second_rulings))
    for match in re.finditer(upheld, text):
        yield _reading(match, "二审维持一审判决", each(lambda c: c.upheld, _second_rulings))


def _second_rulings(course: Course) -> list[Place]:
    return rulings_of(course, SECOND)


def _won(text: str) -> Iterator[Reading]:
    towards = {
        "赢": rf"支持(?:了)?(?:的是)?{PARTY}",
        "输": rf"驳回(?:了)?(?:的是)?{PARTY}(?:的)?(?:全部)?(?:诉讼)?(?:请求|诉求)",
    }
    for words, wanted, verb in ((LOST, ("lost",), "输"), (WON, ("won", "partly"), "赢")):
        at_one = rf"{_INSTANCE}(?:时|里|中|就|的时候|判决?|先)*(?:{PARTY})?(?:就|是|都|先)*{words}(?:了|的)?"
        in_the_end = rf"(?:{PARTY}[^，,。？?]{{0,6}}?)?{_END}{words}(?:了|的)?"
        for match in re.finditer(at_one, text):
            instance = {"终审": SECOND}.get(match["instance"], match["instance"])
            yield _reading(match, *_won_test(match["party"] or "", wanted, verb, instance))
        for match in re.finditer(in_the_end, text):
            of_uphold = text[match.end() : match.end() + 2] == "上诉"
            if not of_uphold and (match["party"] or re.search(r"告|官司|最[后终]|到底|到头来|案", text)):
                yield _reading(match, *_won_test(match["party"] or "", wanted, verb, ""))
        for match in re.finditer(towards[verb], text):
            yield _reading(match, *_won_test(match["party"], wanted, verb, ""))


def _won_test(party: str, wanted: tuple[str, ...], verb: str, instance: str) -> tuple[str, Keep]:
    said = f"{instance or '最终'}{party or '原告'}{'未获支持' if verb == '输' else '获得支持'}"
    return said, each(
        lambda c: result_for(party, c, instance) in wanted,
        lambda c: rulings_of(c, instance) if instance else rulings_of(c),
    )


def _final(text: str) -> Iterator[Reading]:
    final = r"(?P<no>不是|非|不属于)?(?:仲裁)?(?:一裁[^，,。？?]{0,3}终局|终局裁决|一裁|终局)(?:的)?"
    for match in re.finditer(final, text):
        if match["no"]:
            yield _reading(match, "裁决不是终局裁决", each(_award_not_final, rulings_of))
        else:
            yield _reading(match, "裁决为终局裁决", each(lambda c: c.final_award, told_at("final")))


def _award_not_final(course: Course) -> bool:
    return not course.final_award and course.at(ARBITRATION) is not None


def _defendants(text: str) -> Iterator[Reading]:
    as_defendant = r"(?:当|列成|列为|列作|作为|作|成为|成了|是|做|坐)(?:了|上)?被告(?:席)?"
    patterns = (
        rf"(?P<level>省|市|县|区)?级?(?:人民)?政府[^，,。？?]{{0,4}}?{as_defendant}",
        r"被告(?:的)?(?:是|为|里有|席上是)(?P<level>省|市|县|区)?级?(?:人民)?政府",
        r"(?:告|起诉)(?:的是|了|的)?(?P<level>省|市|县|区)?级?人民政府",
    )
    for match in (match for pattern in patterns for match in re.finditer(pattern, text)):
        body = f"{match['level'] or ''}人民政府"
        yield _reading(match, f"被告为{body}", each(partial(_defends, body), lambda _: ()))


def _defends(body: str, course: Course) -> bool:
    """Whether a party sued is such a government itself, not an office of one."""
    return bool(re.search(rf"{body}(?=[、，和与]|$)", course.opponent))


def _granted(text: str) -> Iterator[Reading]:
    """判公司支付加班费的: what the ruling that stands grants."""
    ruled = r"(?:判决?|裁决?|判令)(?:或者?(?:是)?(?:判决?|裁决?))?(?:了|令|定)?"
    pays = r"(?:要|得|应当?|必须|需要?)?(?:给|支付|付|赔偿|赔|补发|补)(?:了|付|偿)*"
    for match in re.finditer(rf"{ruled}(?:{PARTY})?{pays}(?P<what>[^，,。？?的几哪多]{{2,6}})", text):
        what = match["what"]
        yield _reading(match, f"判决或裁决支付{what}", each(partial(_grants, what), rulings_of))


def _grants(what: str, course: Course) -> bool:
    ruling = course.operative
    return course.result != "lost" and ruling is not None and what in ruling.text


def _courts(text: str) -> Iterator[Reading]:
    court = r"(?:法院|法庭|诉讼|官司|起诉)"
    over = r"(?:结束|了结|完|定|解决|到头|到此)"
    only = rf"(?:只|仅|就|光|单)(?:是|走|靠|经)?(?:了|过)?[^，,。？?]{{0,3}}仲裁(?:阶段|程序)?(?:就|便)?{over}?|{_NOT}[^，,。？?]{{0,5}}{court}|仲裁(?:阶段|这一步|完|后)?(?:就|便){over}"
    went = rf"(?:闹|告|打|走|上|进|诉|起诉|捅|折腾)(?:到|至|上|进|了|过)+(?:了)?{court}|打(?:了|过)?官司|(?:经|到)(?:过)?法院(?:判|审)?|进入?(?:了)?诉讼(?:程序|阶段)?|法院判(?:决)?(?:过)?的"
    through = r"(?:打|告|走|闹|上诉)?(?:到|进|过)(?:了)?(?P<instance>二审|再审)|经(?:过)?(?:两审|二审)|(?:有|走)(?:过)?二审"
    for match in re.finditer(only, text):
        yield _reading(match, "只经仲裁、未到法院", each(lambda c: not c.in_court, rulings_of))
    for match in re.finditer(went, text):
        yield _reading(match, WENT_TO_COURT, each(lambda c: c.in_court, told_at("court")))
    for match in re.finditer(through, text):
        instance = match["instance"] or SECOND
        yield _reading(
            match, f"经过{instance}", each(partial(_reached, instance), partial(_told_by, instance))
        )


def _reached(instance: str, course: Course) -> bool:
    return course.at(instance) is not None


def _told_by(instance: str, course: Course) -> list[Place]:
    return rulings_of(course, instance)


_READERS: tuple[tuple[Callable[[str], Iterator[Reading]], str], ...] = (
    (_named, "叫姓名"),
    (read_sums, "资薪入判裁赔拿支付要张求索"),
    (read_compared, "判裁拿支得要张求开申索额部折全如分最"),
    (_appeals, "诉审"),
    (_second, "诉审判翻维"),
    (_won, "输败赢胜告打驳支要"),
    (_final, "裁局"),
    (_defendants, "告诉"),
    (_granted, "判裁"),
    (_courts, "裁法诉官审"),
)
"""What reads, and the characters of which every wording it knows has one: most questions need no reader."""
