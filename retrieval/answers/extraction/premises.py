"""What a question takes for granted, held against the case: outcomes, parties, figures, words with a contrary.

A question such as 法院为什么支持甲 supposes that the court did. Where the case says the contrary, an answer would
bear out what is not so: the question is refused, and the reason says what the case does hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.text import split_at
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.holdings import Said, holdings, said_in, verbatim
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.course import Course
from retrieval.cases.suits.parties import LOST, WON, is_sort
from retrieval.cases.suits.rulings import FIRST, RETRIAL, SECOND, Ruling
from retrieval.cases.suits.sections import RESULT
from retrieval.cases.suits.sides import Side, asked_for
from retrieval.language.amounts import measures, sums, value_of
from retrieval.language.proper import is_untold
from retrieval.language.terms import SURNAMES, Weighted
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query

_SUPPOSING = frozenset((Type.REASON, Type.HOW, Type.DOCUMENT))
"""Types of things that are asked of what is taken for so: 为什么扩大."""
_TRIBUNAL = listed("tribunal")
_RETRIAL, _RETRIED = listed("retrial"), listed("retried")
_LAW_OF_COURT = listed("law_of_court")
"""What the highest court lays down is no case that it heard again: 最高法那个司法解释."""
_TURNED, _UNAPPEALED, _HEARD_AGAIN = listed("turned_over"), listed("unappealed"), listed("heard_again")
_LATER, _ENDED = listed("later"), listed("ended")
ONE = 1
"""What is said of anything that grows, or of which it is asked how much there is of each: 为啥突然加一倍的活, 一亩打多少斤."""
_ASKED_FOR = listed("asked_for")
"""A sum that was asked for is not one that was granted."""
MATTER = 0.2
"""Share of a question's weight that a sentence must hold to speak of the same matter."""
AS_MUCH = 0.8
"""Of the share the contrary sentence holds, what one that agrees must hold to bear the question out."""


_OF_PARTIES = frozenset(("许可", "公开"))
"""Matters of words with a contrary that parties do, as tribunals do not: 拒绝, 隐瞒."""
_DONE_SO = listed("done_so")
_DECIDES = listed("decides_suit")
"""What a tribunal does is told in many words, and those of a ruling are looked at by themselves: 为什么没采信."""
UNTOLD = "没有写到"
"""How it is said of what the case is silent on, rather than tells otherwise."""
_INSTANCES, _RULINGS = ("一审", "二审", "再审"), ("判决", "裁决", "裁定", "判决书")
_PAID = listed("paid_for_damage")
_NOT_SO = ("没判", "没有判", "没让", "未判", "不判")
_APPEALED = listed("appeal")


def false_supposition(inquiry: Inquiry, profile: Profile) -> str | None:
    """What `profile` says against what the question takes for granted; None where nothing speaks against it."""
    text = inquiry.question.text
    if (
        inquiry.question.english
        or inquiry.question.asked.type is Type.YESNO
        or Cue.OR_NOT in inquiry.question.cues
    ):
        return None
    course = profile.course
    checks = (
        _figure(inquiry.question, profile, course),
        *((check(text, profile, course) for check in _OF_COURSE) if course.rulings else ()),
        None if course.rulings else _never_appealed(text, profile),
        None if _which_case(inquiry.question) else _never_came(text, profile),
        _untold_why(inquiry, profile),
        _contrary(inquiry, profile) if _supposes(inquiry.question) else None,
    )
    return next((wrong for wrong in checks if wrong), None)


def _which_case(question: Query) -> bool:
    """Whether all of it tells of the case that is looked for, and nothing is taken for so."""
    return question.asked.type is Type.TEXT or Cue.WHICH_CASE_ALONE in question.cues


def _supposes(question: Query) -> bool:
    """Whether what is asked for is asked of something that is taken for so."""
    return question.asked.type in _SUPPOSING or Cue.SUPPOSES in question.cues


def _instance(text: str, profile: Profile, course: Course) -> str | None:
    """A second instance or a retrial that there was not, a ruling that was not changed."""
    second, last = course.at(SECOND), course.rulings[-1]
    if (
        course.at(RETRIAL) is None
        and _RETRIAL.search(_LAW_OF_COURT.sub("", text))
        and not _RETRIED.search(profile.text)
    ):
        return "没有经过再审"
    if second is None and re.search(r"二审|终审", text) and not _HEARD_AGAIN.search(profile.text):
        return _quoted(profile, "没有二审", last)
    if _TURNED.search(text) and not course.reversed:
        return _quoted(profile, "后一审没有改变前一审的判决", last)
    return None


def _appeal(text: str, profile: Profile, course: Course) -> str | None:
    """An appeal that nobody made, or one that is said not to have been made."""
    denied = _UNAPPEALED.search(text)
    if denied and any(name in text[: denied.start()] for who in course.appellants for name in _names(who)):
        return f"{'、'.join(course.appellants)}提起了上诉"
    if course.at(SECOND) is None and not denied and re.search(r"(?<!不)上诉(?:以后|之后|后|的|时|是)", text):
        return "没有人上诉" if course.nobody_appealed else f"{UNTOLD}上诉"
    return None


def _never_appealed(text: str, profile: Profile) -> str | None:
    """An appeal that is taken for made in a criminal case, which says that nobody made one: 高某某未上诉，判决已生效."""
    denied = _UNAPPEALED.search(profile.text)
    if denied is None or _HEARD_AGAIN.search(profile.text) or _UNAPPEALED.search(text):
        return None
    return f"没有人上诉，原文写的是“{denied[0]}”" if re.search("上诉|二审", text) else None


def _never_came(text: str, profile: Profile) -> str | None:
    """That something came to pass later, or came to an end, of which the case has no word: 后来为什么关门了, 后来被撤职了."""
    for came in (_ENDED, *under("befell").values()):
        found = came.search(text)
        if found and _LATER.search(text[: found.start()]) and not came.search(profile.own_text):
            return f"{UNTOLD}后来{found[0]}"
    return None


def _untold_why(inquiry: Inquiry, profile: Profile) -> str | None:
    """What it is asked why of, where the case tells nothing of it: 为什么当庭翻供."""
    what, text = inquiry.question.asked, inquiry.question.text
    if what.type is not Type.REASON:
        return None
    clause = _DONE_SO.sub("", split_at(text[what.span[1] :], "，,。？?；;、")[0])
    texts = (profile.title, profile.text)
    said = {clause[one.start : one.end] for one in said_in(clause)}  # held against what the case says of it
    return next(
        (
            f"{UNTOLD}{term.text}"
            for term in inquiry.terms(clause)
            if term.text not in said and not _DECIDES.search(term.text) and is_untold(term.text, texts)
        ),
        None,
    )


def _names(who: str) -> list[str]:
    """The natural persons in the name of a party: 惠某等 → 惠某; a name that is told in full."""
    if 2 <= len(who) <= 3 and who[0] in SURNAMES:
        return [who]
    return re.findall(r"[一-鿿]某[某甲乙丙丁]?(?![一-鿿]{0,8}(?:公司|集团|厂))", who)


def _reasons(text: str, profile: Profile, course: Course) -> str | None:
    """Why an instance ruled as it did, where the case tells its ruling and not its reasons."""
    why = re.search(
        r"一审[^，,。？?]{0,8}(?:为什么|为何|为啥|凭什么|怎么(?:说|想|认为))|(?:^|[，,])为什么一审", text
    )
    ruling = course.at(FIRST)
    if not why or ruling is None or ruling is course.rulings[-1]:
        return None
    told = re.search(r"一审(?:法院)?[^。]{0,12}(?:认为|认定|查明)", profile.text)
    if told or re.search(r"因|由于|鉴于|按照|根据|依照", ruling.text):
        return None
    return _quoted(profile, "没有写明一审的理由", ruling)


def _result(text: str, profile: Profile, course: Course) -> str | None:
    """Who is said to have won or lost, against what was ruled."""
    for words, wanted in ((LOST, ("lost",)), (WON, ("won", "partly"))):
        for match in words.finditer(text):
            before = text[max(0, match.start() - 14) : match.start()]
            denied = any(word in split_at(before, "，,。；;")[-1] for word in _NOT_SO)  # 没判政府输
            if denied or before.endswith("是"):  # 是赢是输: asked, and not taken for so
                continue
            named = re.findall("一审|二审|终审", before)
            instance = "" if not named else FIRST if named[-1] == "一审" else SECOND
            side = side_named(before, course)
            result = course.result_of(instance) if instance else course.result
            if not side or not result:
                continue
            other = {"won": "lost", "partly": "lost", "lost": "won"}[result]
            held = result if side == "claimant" else other
            if held not in wanted and not (held == "lost" and result == "partly"):
                ruling = (course.at(instance) if instance else course.operative) or course.rulings[-1]
                return _quoted(profile, "裁判结果不是这样", ruling)
    return None


def _granted(text: str, profile: Profile, course: Course) -> str | None:
    """How much was paid for damage in the end, where all that was asked for was dismissed: 最后赔了多少医药费."""
    of_damage = asked(text).type is Type.AMOUNT and _PAID.search(text)
    ruling = course.operative
    if not of_damage or ruling is None or course.result != "lost" or asked_for(text) != {Side.DECIDED}:
        return None
    return None if sums(ruling.text) else _quoted(profile, "请求没有得到支持", ruling)


def side_named(text: str, course: Course) -> str:
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
    if not _TRIBUNAL.search(text) or "复议" in text:
        return None
    for name, forms in under("act").items():
        match = forms.search(text)
        if match and course.at(SECOND) and _APPEALED.search(text[: match.start()]):
            continue  # 不服上诉，是哪个法院给驳回的: the appeal was dismissed
        if match and re.search(
            r"请求|要求|申请|起诉|(?:没|不|未)[^，,。？?]{0,2}支持", text[: match.start()]
        ):
            continue
        if match and not any(under("act_told")[name].search(ruling.text) for ruling in course.rulings):
            return _quoted(profile, f"裁判没有{name}", course.operative or course.rulings[-1])
    return None


def _figure(question: Query, profile: Profile, course: Course) -> str | None:
    """A sum of money that the question states, and that the case does not, or not as granted."""
    if Cue.WHETHER_ALLOWED in question.cues:
        return None  # 每月就给四千块，加班费也含在里面，这样行得通吗: a sum of the asker's own
    text, other = question.without(Cue.ROUGHLY, "，"), set(measures(profile.text))
    if _supposes(question):
        for value, unit in measures(text):
            if value != ONE and (value, unit) not in other:
                return f"{UNTOLD}{value:g}{unit}"
    stated = set(sums(text)) | {v for v in _bare(text) if v is not None}
    if not stated or Cue.ABOUT_SO_MUCH in question.cues:
        return None  # 不到二十块的: no sum that a case would state
    told = set(sums(profile.text))
    for value in stated:
        if told and value not in told:
            return f"{UNTOLD}{value:g}元"
        granted = {v for text_ in _granting(profile, course) for v in sums(text_)}
        if course.rulings and value not in granted and value in told and _is_granted(text):
            return _quoted(profile, "裁判的数额不是这样", course.operative or course.rulings[-1])
    return None


def _bare(text: str) -> Iterator[float | None]:
    """Sums without their unit: 降到了42万, 索赔七万二."""
    digits, whole = r"一二两三四五六七八九十百千", r"一二两三四五六七八九十"
    for match in re.finditer(
        rf"(\d[\d,.]*)(万)(?P<more>\d(?!\d))?千?(?![元块人户亩个件吨家平]|千瓦)|((?<![几数])[{whole}]+万[{digits}]*)(?![{digits}元块人户亩个件吨家平]|千瓦)",
        text,
    ):
        value = value_of(match[1], match[2]) if match[1] else value_of(match[4])
        yield value + 1e3 * int(match["more"]) if value is not None and match["more"] else value  # 1万2


def _is_granted(text: str) -> bool:
    """Whether the first sum of `text` is said to have been granted: 法院判给8万元, not 请求法院判8万元."""
    before = re.split(r"\d|[一二两三四五六七八九十]+(?:万|[元块])", text)[0]
    return bool(_TRIBUNAL.search(before)) and not _ASKED_FOR.search(before)


def _granting(profile: Profile, course: Course) -> Iterator[str]:
    """What was ruled, and the sentences in which the tribunal sets a figure."""
    yield from (ruling.text for ruling in course.rulings)
    for holding in holdings(profile.case):
        if not _ASKED_FOR.search(holding.text):
            yield holding.text
    for section in profile.case.fields:
        if RESULT.search(section.name):
            yield from (part for part in re.split("[。；]", section.text) if not _ASKED_FOR.search(part))


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
                if other.matter != said.matter or _of_another_thing(holding.text[: other.start], text):
                    continue
                if other.side == said.side:
                    agree = max(agree, share)
                elif share > against:
                    against, held = share, _around(holding.text, other)
        if (
            said.matter in _OF_PARTIES
        ):  # what a party is said to have done is so, though no finding says it again
            word = text[said.start : said.end]
            told = (part for part in split_at(profile.text, "。；;\n") if word in part)
            agree = max([agree, *(_share(words, part, said, text) for part in told)])
        if against >= MATTER and agree < AS_MUCH * against:
            return f"原文写的是“{verbatim(profile.case, held)}”"
    return None


def _of_another_thing(before: str, text: str) -> bool:
    """Whether a finding that begins so is of what the defendant holds, of when a ruling takes effect (判决生效后七日内), or of
    another instance than the one asked about: 一审判决…应予维持, asked why the second was overturned.
    """
    clause = split_at(before, "。；;，,")[-1]
    subject = next(
        (one for one in reversed(split_at(before, "。；;，,")) if any(i in one for i in _INSTANCES)), ""
    )
    instances = [one for one in _INSTANCES if one in text]
    other = len(instances) == 1 and bool(subject) and instances[0] not in subject
    return other or clause.endswith(_RULINGS) or _of_defence(before)


def _of_defence(before: str) -> bool:
    """Whether a finding that begins so is of what the defendant holds: 关于被告提出原告知假买假的主张，…不予支持."""
    return "被告" in before and any(word in before for word in ("主张", "抗辩", "辩称"))


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


_OF_COURSE = (_instance, _appeal, _result, _act, _reasons, _granted)
