"""Reasons not to answer: each says what was searched and what is nearest, and cites nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.patterns import regex
from data.types import Basis, BasisKind
from retrieval import dates
from retrieval.details import asked_details, asked_quantity, asked_time, states_quantity
from retrieval.inquiry import Inquiry, Reply
from retrieval.profiles import Profile
from retrieval.terms import names_in
from retrieval.wording.frames import phrase

_NAME_ASKED = regex(
    r"(?P<of>[^，,。？?！!]{0,16}?)(?:的)?(?:名字|名称|全称|全名|大名)?(?:叫|是)(?:什么|啥)(?:名字|名儿|名称|名)?(?:[？?。了呢啊]|$)"
)
_FEE = regex(
    r"((?:诉讼|律师|代理|鉴定|评估|公证|仲裁|受理|保全|差旅|服务|管理|登记|检测|咨询)费)[^，,。？?]{0,8}(?:多少|几)"
)
_QUOTED = regex(r"[“\"「『]([^”\"」』]{2,24})[”\"」』]")
_SEVERAL = regex(r"都叫|分别叫|各叫|几(?:个|级|层|种|类|项|条|家)|哪些")
_DOCUMENTS = ("文件", "通知", "办法", "意见", "方案", "规定", "制度", "指引", "条例", "规章", "细则")
_BODIES = "队庭会院局站所馆组网库盟台"
"""How the names of bodies end, which are names without quotation marks: 综合执法队, 巡回法庭."""
HALF = 0.5
"""Share of a question's words that a case must hold to be worth naming in a refusal."""
MANY = 3
"""Collections up to which a refusal names each."""
_NAMED = regex(r"[“《][^”》]+[”》]")


def refuse(
    inquiry: Inquiry, why: str, nearest: Sequence[Profile] = (), test: str = "", **facts: object
) -> Reply:
    """A refusal for the reason `why` (a phrase's name) with its facts."""
    english = inquiry.question.english
    what = phrase(why, english, **facts)
    parts = [what.rstrip("。."), searched(inquiry)]
    near = nearest[0] if nearest else None
    if near is not None and _really_near(inquiry, near):
        parts.append(phrase("nearest", english, names=inquiry.names([near])))
    reason = "".join(parts)
    return Reply(
        text=reason,
        reason=reason,
        basis=Basis(BasisKind.FIELD if test else BasisKind.SEMANTIC, test or what, bool(test)),
    )


def _really_near(inquiry: Inquiry, profile: Profile) -> bool:
    """Whether a case is worth a look though it is no answer: what merely is the least far is not named."""
    ranked = inquiry.ranked(inquiry.pool)
    if not ranked or ranked[0].id != profile.id or ranked[0].anywhere < HALF:
        return False
    return inquiry.confident(ranked)


def searched(inquiry: Inquiry, how: str = "searched") -> str:
    """What was searched, in words; `how` names the phrase (`scope` where nothing had to be)."""
    english = inquiry.question.english
    titles = [
        f"《{c.title}》"
        for c in inquiry.profiles.records.collections
        if not inquiry.question.collections or c.id in inquiry.question.collections
    ]
    scope = "".join(titles) if len(titles) <= MANY else phrase("scopes", english, count=len(titles))
    return phrase(how, english, scope=scope, total=len(inquiry.pool))


def unstated(inquiry: Inquiry, profile: Profile) -> str | None:
    """The detail that is asked for and that `profile` does not state; None where nothing is missing."""
    text, held = inquiry.question.text, profile.text
    for detail in asked_details(text):
        if not detail.stated.search(held):
            return detail.name
    for fee in _FEE.findall(text):
        if fee not in held:
            return str(fee)
    if time := _untold_time(text, held):
        return f"时间（{time}）"
    quantity = asked_quantity(text)
    if quantity and not states_quantity(*quantity, held):
        return f"数量（多少{''.join(quantity)}）"
    match = _NAME_ASKED.search(text)
    if (
        match
        and not _SEVERAL.search(text)
        and re.search(r"名字|名称|全称|全名|大名|叫(?:什么|啥)", match[0])
        and not _names_something(profile, match["of"])
    ):
        return "名称"
    return None


def _untold_time(text: str, held: str) -> str | None:
    """The year, or the month of one, that is asked by and that `held` does not state."""
    for time in asked_time(text):
        if time not in held:
            return time
    when = dates.asked(text)
    return when.words if when and when.dates.months and not when.dates.told_in(held) else None


def _names_something(profile: Profile, of: str) -> bool:
    """Whether `profile` holds a name for `of`: in quotation marks or 《》 beside its word, or the body's own title."""
    head = of.rstrip("的")[-2:]
    if len(head) < 2 or head in ("那个", "这个", "它的"):
        return True
    if head in _DOCUMENTS and "《" in profile.text:
        return True
    tail = head[0] if head[0] in _BODIES else head[1] if head[1] in _BODIES else ""
    spoken = [
        clause
        for clause in re.split(r"[，,。；;]", profile.text)
        if head in clause or (tail and tail in clause)
    ]
    return bool(spoken and tail) or any(map(_NAMED.search, spoken))


def false_premise(inquiry: Inquiry, profile: Profile) -> str | None:
    """A name that the question gives to `profile` and that belongs to other cases only (银川的三贴近)."""
    text = inquiry.question.text
    for name in names_in(text, inquiry.profiles.names):
        if len(name) > 2 and name not in profile.text:
            return f"{profile.case.title}的“{name}”"
    for quoted in _QUOTED.findall(text):
        words = inquiry.weigh(quoted)
        held = zip(inquiry.pool, words.coverages(inquiry.texts), strict=True)
        others = max((words.together(p.text) for p, share in held if share >= 0.8), default=0.0)
        if words.terms and others >= 0.8 and words.together(profile.text) < 0.5:
            return f"{profile.case.title}的“{quoted}”"
    return None


def unknown_institution(inquiry: Inquiry, pool: Sequence[Profile]) -> str | None:
    """An institution the question names that no case of `pool` names or is: a false premise."""
    for found in inquiry.question.institutions:
        names = {found.institution.name, found.text}
        held = {p.at for name in names for p in inquiry.profiles.holding(name)}
        if not any(p.at in held for p in pool):
            return found.institution.name
    return None
