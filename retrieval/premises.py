"""What a question takes for granted, held against the case: outcomes, parties, figures, words with a contrary.

A question such as 法院为什么支持甲 supposes that the court did. Where the case says the contrary, an answer would
bear out what is not so: the question is refused, and the reason says what the case does hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.patterns import regex
from retrieval.amounts import measures, sums, value_of
from retrieval.holdings import Said, holdings, said_in, verbatim
from retrieval.inquiry import Inquiry
from retrieval.outcomes import FIRST, RESULT, RETRIAL, SECOND, SET_ASIDE, Course, Ruling
from retrieval.parties import LOST, WON, is_sort
from retrieval.profiles import Profile
from retrieval.terms import Weighted

_ASKS_WHETHER = regex(
    r"吗|(?<![什怎多那这要])么(?=[?？。，,]|$)|没有(?=[?？。，,]|$)|没(?=[?？]|$)|是不是|是否|有没有|能不能|能否|可否|算不算|会不会|对不对|该不该|要不要|行不行|还是(?!输|赢|被|判)|谁|如果|假如|要是"
)
_SUPPOSES = regex(
    r"为什么|为何|为啥|凭什么|凭啥|怎么(?!办|样|处理|判|认定|看|说|规定|分|算的?[?？]?$)|咋|依据(?:是|什么|的)|理由|原因|因为什么|根据什么|以后|之后|后来|是怎么|多少"
)
_TRIBUNALS = regex(r"法院|一审|二审|再审|终审|高院|中院|仲裁|最高法|法官|判|裁|复议")
_ACTS = {
    "撤销": regex(r"撤"),
    "驳回请求": regex(r"驳回(?!上诉|再审)"),
    "支付": regex(r"判(?:决)?(?:了|令|要|给)?[^，,。？?]{0,6}(?:赔|付)|被?判赔|裁[^，,。？?]{0,4}(?:赔|付)"),
}
_ACTS_TOLD = {
    "撤销": regex(r"撤销"),
    "驳回请求": regex(r"驳回(?!上诉|再审)|不予支持"),
    "支付": regex(r"支付|赔偿|给付|付给|返还|承担|补偿|不低于"),
}
_RECEIVES = regex(r"判|裁|支持|拿到|得到|获得?|赔|补(?:了|发|给)|付(?:了|给)|给了")
_AGREED = regex(r"约定|主张|请求|要求|诉请")
_RETRIAL = regex(r"最高(?:人民)?法院?[^，,。？?]{0,8}(?:判|裁|认|撤|支持|驳|改)|再审")
_RETRIED = regex(r"最高人民法院(?:经|再审|提审|作出|认为|裁定|判决)|再审")
_CHANGED = regex(
    r"(?:二审|终审|高院|中院|上诉)[^，,。？?]{0,12}(?:改判|推翻|翻盘|翻案|逆转)|改判|撤(?:销|掉|了)(?:了)?一审"
)
_LOWERED = regex(
    r"(?:二审|终审|上诉)[^。？?]*(?:降|减|提高?|加|涨)(?:到|低|为|至)|(?:降|减)(?:到|低|为|至)[^。？?]*(?:二审|终审)"
)
_NOT_APPEALED = regex(r"(?:没有?|未|不)(?:再|提起|提出|去)*上诉")
MATTER = 0.2
"""Share of a question's weight that a sentence must hold to speak of the same matter."""
AS_MUCH = 0.8
"""Of the share the contrary sentence holds, what one that agrees must hold to bear the question out."""


def false_supposition(inquiry: Inquiry, profile: Profile) -> str | None:
    """What `profile` says against what the question takes for granted; None where nothing speaks against it."""
    text = inquiry.question.text
    if inquiry.question.english or _ASKS_WHETHER.search(text):
        return None
    course = profile.course
    checks = (
        _figure(text, profile, course),
        *((check(text, profile, course) for check in _OF_COURSE) if course.rulings else ()),
        _contrary(inquiry, profile) if _SUPPOSES.search(text) else None,
    )
    return next((wrong for wrong in checks if wrong), None)


def _instance(text: str, profile: Profile, course: Course) -> str | None:
    """A second instance or a retrial that there was not, a ruling that was not changed."""
    second, last = course.at(SECOND), course.rulings[-1]
    if course.at(RETRIAL) is None and _RETRIAL.search(text) and not _RETRIED.search(profile.text):
        return "没有经过再审"
    if second is None and re.search(r"二审|终审", text):
        return _quoted(profile, "没有二审", last)
    if _CHANGED.search(text) and not course.reversed:
        return _quoted(profile, "后一审没有改变前一审的判决", last)
    if second and SET_ASIDE not in second.effects and _LOWERED.search(text):
        return _quoted(profile, "二审没有改变一审判决", second)
    return None


def _appeal(text: str, profile: Profile, course: Course) -> str | None:
    """An appeal that nobody made, or one that is said not to have been made."""
    denied = _NOT_APPEALED.search(text)
    if denied and any(name in text[: denied.start()] for who in course.appellants for name in _names(who)):
        return f"{'、'.join(course.appellants)}提起了上诉"
    if course.at(SECOND) is None and not denied and re.search(r"(?<!不)上诉(?:以后|之后|后|的|时|是)", text):
        return "没有人上诉" if course.nobody_appealed else "没有写到上诉"
    return None


def _names(who: str) -> list[str]:
    """The natural persons in the name of a party: 惠某等 → 惠某."""
    return re.findall(r"[一-鿿]某[某甲乙丙丁]?(?![一-鿿]{0,8}(?:公司|集团|厂))", who)


def _reasons(text: str, profile: Profile, course: Course) -> str | None:
    """Why an instance ruled as it did, where the case tells its ruling and not its reasons."""
    asked = re.search(
        r"一审[^，,。？?]{0,8}(?:为什么|为何|为啥|凭什么|怎么(?:说|想|认为))|(?:^|[，,])为什么一审", text
    )
    ruling = course.at(FIRST)
    if not asked or ruling is None or ruling is course.rulings[-1]:
        return None
    told = re.search(r"一审(?:法院)?[^。]{0,12}(?:认为|认定|查明)", profile.text)
    if told or re.search(r"因|由于|鉴于|按照|根据|依照", ruling.text):
        return None
    return _quoted(profile, "没有写明一审的理由", ruling)


def _result(text: str, profile: Profile, course: Course) -> str | None:
    """Who is said to have won or lost, against what was ruled."""
    for words, wanted in ((LOST, ("lost",)), (WON, ("won", "partly"))):
        for match in re.finditer(rf"(?<![驳不没])(?:{words})(?!上诉)", text):
            before = text[max(0, match.start() - 14) : match.start()]
            named = re.findall("一审|二审|终审", before)
            instance = "" if not named else FIRST if named[-1] == "一审" else SECOND
            side = _side(before, course)
            result = course.result_of(instance) if instance else course.result
            if not side or not result:
                continue
            other = {"won": "lost", "partly": "lost", "lost": "won"}[result]
            held = result if side == "claimant" else other
            if held not in wanted and not (held == "lost" and result == "partly"):
                ruling = (course.at(instance) if instance else course.operative) or course.rulings[-1]
                return _quoted(profile, "裁判结果不是这样", ruling)
    return None


def _side(text: str, course: Course) -> str:
    """Whether the party named last in `text` is the claimant or the opponent; '' where neither or unclear."""
    names = dict.fromkeys(_names(course.claimant), "claimant") | dict.fromkeys(
        _names(course.opponent), "opponent"
    )
    found = max(((text.rfind(name), side) for name, side in names.items() if name in text), default=(-1, ""))
    for match in re.finditer(r"[一-鿿]{0,4}(?:公司|企业|政府|[局厅委])|公司|单位|企业", text):
        sort = "公司" if re.search("公司|企业|单位", match[0]) else "政府"
        sides = [
            s
            for s, name in (("claimant", course.claimant), ("opponent", course.opponent))
            if is_sort(sort)(name)
        ]
        if len(sides) == 1 and match.start() > found[0]:
            found = (match.start(), sides[0])
    return found[1]


def _act(text: str, profile: Profile, course: Course) -> str | None:
    """An act that the tribunal is said to have done, and that none of the rulings tells."""
    if not _TRIBUNALS.search(text) or re.search(r"复议", text):
        return None
    for name, asked in _ACTS.items():
        match = asked.search(text)
        if match and re.search(
            r"请求|要求|申请|起诉|(?:没|不|未)[^，,。？?]{0,2}支持", text[: match.start()]
        ):
            continue
        if match and not any(_ACTS_TOLD[name].search(ruling.text) for ruling in course.rulings):
            return _quoted(profile, f"裁判没有{name}", course.operative or course.rulings[-1])
    return None


def _figure(text: str, profile: Profile, course: Course) -> str | None:
    """A sum of money that the question states, and that the case does not, or not as granted."""
    other = set(measures(profile.text))
    if _SUPPOSES.search(text):
        for value, unit in measures(text):
            if (value, unit) not in other:
                return f"没有写到{value:g}{unit}"
    stated = set(sums(text)) | {v for v in _bare(text) if v is not None}
    if not stated:
        return None
    told = set(sums(profile.text))
    for value in stated:
        if told and value not in told:
            return f"没有写到{value:g}元"
        granted = {v for text_ in _granting(profile, course) for v in sums(text_)}
        if course.rulings and value not in granted and value in told and _is_granted(text):
            return _quoted(profile, "裁判的数额不是这样", course.operative or course.rulings[-1])
    return None


def _bare(text: str) -> Iterator[float | None]:
    """Sums without their unit: 降到了42万."""
    for match in re.finditer(
        r"(\d[\d,.]*|[一二两三四五六七八九十]+)(万)(?![元块人户亩个件吨家平]|千瓦)", text
    ):
        yield value_of(match[1], match[2])


def _is_granted(text: str) -> bool:
    match = re.search(r"\d|[一二两三四五六七八九十]+万?[元块]", text)
    before = text[: match.start()] if match else text
    return bool(
        re.search(r"法院|二审|一审|仲裁|裁|判", before) and _RECEIVES.search(before)
    ) and not _AGREED.search(before)


def _granting(profile: Profile, course: Course) -> Iterator[str]:
    """What was ruled, and the sentences in which the tribunal sets a figure."""
    yield from (ruling.text for ruling in course.rulings)
    for holding in holdings(profile.case):
        if not _AGREED.search(holding.text):
            yield holding.text
    for section in profile.case.fields:
        if RESULT.search(section.name):
            yield from (part for part in re.split("[。；]", section.text) if not _AGREED.search(part))


def _contrary(inquiry: Inquiry, profile: Profile) -> str | None:
    """A word with a contrary, where the case says the contrary of the same matter and nowhere the same."""
    text = inquiry.question.text
    words = inquiry.words
    for said in said_in(text):
        if not words.terms:
            return None
        agree, against, held = 0.0, 0.0, ""
        for holding in holdings(profile.case):
            share = _share(words, holding.text, said, text)
            for other in holding.said:
                if other.matter != said.matter:
                    continue
                if other.side == said.side:
                    agree = max(agree, share)
                elif share > against:
                    against, held = share, _around(holding.text, other)
        if against >= MATTER and agree < AS_MUCH * against:
            return f"原文写的是“{verbatim(profile.case, held)}”"
    return None


def _share(words: Weighted, held: str, said: Said, text: str) -> float:
    """The share of the question's weight that `held` holds, the word with the contrary itself left out."""
    own = text[said.start : said.end]
    kept = [
        (t, w)
        for t, w in zip(words.terms, words.weights, strict=True)
        if t.text not in own and own not in t.text
    ]
    total = sum(weight for _, weight in kept)
    return sum(w * t.strength(held) for t, w in kept) / total if total else 0.0


def _around(text: str, said: Said) -> str:
    """The clause of `text` in which `said` stands."""
    start = max(text.rfind(mark, 0, said.start) for mark in "，,；;。：:") + 1
    ends = [at for mark in "，,；;。" if (at := text.find(mark, said.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _quoted(profile: Profile, what: str, ruling: Ruling) -> str:
    told = verbatim(profile.case, re.split(r"[。；;]", ruling.text)[0][:60])
    return f"{what}，原文写的是“{told}”"


_OF_COURSE = (_instance, _appeal, _result, _act, _reasons)
