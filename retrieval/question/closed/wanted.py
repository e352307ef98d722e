"""Which typed spans of a case are of the type that a question asks for."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.cases.typed import Sort, Typed
from retrieval.question.closed.asked import Asked, Type

WANTED: dict[Type, tuple[Sort, ...]] = {
    Type.WHO: (Sort.PERSON, Sort.BODY),
    Type.BODY: (Sort.BODY,),
    Type.PLACE: (Sort.PLACE, Sort.BODY),
    Type.DATE: (Sort.DATE,),
    Type.DURATION: (Sort.DURATION,),
    Type.AMOUNT: (Sort.MONEY, Sort.NUMBER),
    Type.NUMBER: (Sort.NUMBER, Sort.MONEY),
    Type.SHARE: (Sort.SHARE,),
    Type.NAME: (Sort.NAMED, Sort.DOCUMENT, Sort.BODY, Sort.PERSON),
    Type.DOCUMENT: (Sort.DOCUMENT, Sort.NAMED),
    Type.REASON: (Sort.REASON,),
    Type.HOW: (Sort.MEANS,),
    Type.YESNO: (Sort.DECIDES,),
    Type.TEXT: (Sort.NAMED, Sort.DOCUMENT),
}
"""The sorts of typed spans that are of the type asked for, the likeliest first."""
ONE_FACT = frozenset(
    {
        Type.WHO,
        Type.BODY,
        Type.PLACE,
        Type.DATE,
        Type.DURATION,
        Type.AMOUNT,
        Type.NUMBER,
        Type.SHARE,
        Type.NAME,
        Type.DOCUMENT,
    }
)
"""What can be answered in a word or two."""
FIGURES = frozenset((Type.DATE, Type.DURATION, Type.AMOUNT, Type.NUMBER, Type.SHARE))
"""Types of which an answer is always a typed span."""
COUNTING = frozenset((Sort.NUMBER, Sort.MONEY, Sort.DURATION, Sort.SHARE))
"""Sorts of spans that are numbers of something."""
_ALIKE = {
    "件": "件起宗", "起": "起件宗", "宗": "宗起件", "桩": "桩起件宗", "人": "人名位", "名": "名人位", "位": "位人名", "家": "家个",
    "所": "所个", "个": "个家项种条名所处位", "项": "项个", "次": "次回场",
    "回": "次回", "趟": "次趟", "场": "场次", "届": "届", "份": "份", "户": "户", "亩": "亩", "吨": "吨",
    "套": "套", "部": "部", "批": "批次", "瓶": "瓶", "箱": "箱件", "袋": "袋包", "辆": "辆台", "台": "台辆套", "头": "头只",
    "只": "只头个", "本": "本册", "张": "张", "斤": "斤", "株": "株棵", "棵": "棵株", "桌": "桌席",
    "克": "克", "千克": "克斤", "公斤": "斤克", "岁": "岁", "层": "层",
    "页": "页", "栋": "栋幢", "间": "间",
    "重": "克斤吨", "高": "米层", "宽": "米", "深": "米", "快": "里米h", "远": "里米",
}  # fmt: skip
"""Units by which people ask, or what of a thing is measured, and units by which a case may state the same."""
BEFORE = 8
"""Code points before a figure in which the question's verb speaks for it: 赔偿金8000元."""
_SMALL = "了的给到过是有在为出多该要"
_REACH = 8
"""Code points behind a number within which stands what it counts."""


_FORMED = frozenset(WANTED) - {Type.WHO, Type.PLACE, Type.REASON, Type.YESNO, Type.TEXT}
"""Types of things that are told in a form of their own: a clause without is no answer."""


def verb_of(what: Asked, question: str) -> str:
    """The character that tells what was done with what is asked for, before the asking words: 赔 in 要赔多少钱; '' if none."""
    first, last = what.span
    at = max(question.find(word, first, last) for word in ("多少", "几"))
    return question[: max(at, first)].rstrip(_SMALL)[-1:]


def has_form(what: Asked) -> bool:
    """Whether what is asked for has a form by which a clause that tells it is known."""
    return what.type in _FORMED


def in_form(what: Asked, text: str, spans: Iterable[Typed]) -> bool:
    """Whether one of `spans` of `text` is of the form that is asked for; a court, where a court is asked for."""
    loose = what.type is Type.NUMBER and not what.unit
    sorts = COUNTING if loose else WANTED[what.type][:2]
    return any(
        span.sort in sorts and (what.type is not Type.BODY or text[span.start : span.end].endswith(what.noun))
        for span in spans
    )


def counts(what: Asked, text: str, spans: Iterable[Typed]) -> bool:
    """Whether one of `spans` of `text` is a number of what is asked for: by its unit, or before its noun.

    Any number will do where none of these units was asked by: 一共多少, 占多少股.
    """
    units, noun = _ALIKE.get(what.unit, ""), what.noun[-2:]
    for span in spans:
        if span.sort not in COUNTING:
            continue
        if not units or has_unit(what, text, span):
            return True
        if noun and noun in text[span.start : span.end + _REACH].split("，", maxsplit=1)[0]:
            return True
    return False


def has_unit(what: Asked, text: str, span: Typed) -> bool:
    """Whether the number at `span` of `text` has the unit that is asked by, or one of the same."""
    units = tuple(_ALIKE.get(what.unit, ""))
    told = text[span.start : span.end].removesuffix("左右").removesuffix("以上")
    return told.endswith(units) or text[span.end : span.end + 1] in units
