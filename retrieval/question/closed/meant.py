"""What is asked for, as it is meant: a sum where money goes by a bare 多少, a day where a term is asked by 哪天, a reason."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from retrieval.cases.suits.sides import asked_for
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type, asked
from retrieval.question.closed.cues import Cue, cues_of

_MONEY_GOES = listed("money_goes")
_GIVEN = "给"
REACH = 6
"""Code points before 多少 within which stands what is done with the money: 赔了人家多少."""


@lru_cache(maxsize=1024)
def meant(text: str) -> Asked:
    """What `text` (folded) asks for, where its words alone leave that open or tell another type of thing."""
    kind = asked(text)
    if _is_reason(kind, text):
        return replace(kind, type=Type.REASON)
    first, last = kind.span
    if kind.by_day(text):
        return replace(kind, type=Type.DATE)  # 保质期到哪天
    if kind.type is Type.NUMBER and kind.noun.startswith("钱"):
        return replace(kind, type=Type.AMOUNT)  # 一个月工资几个钱
    bare = kind.type is Type.NUMBER and not (kind.unit or kind.noun) and text[first:last] == "多少"
    paid = _MONEY_GOES.search(text, max(0, first - REACH), first)
    if bare and (paid or (_GIVEN in text[max(0, first - REACH) : first] and asked_for(text))):
        return replace(kind, type=Type.AMOUNT)  # 最后给了多少, where a tribunal gave it
    return kind


def _is_reason(kind: Asked, text: str) -> bool:
    """Whether it is asked how it came that somebody got off so lightly, how come (一审怎么就判无效了), what was wrong (公司输在哪)."""
    cues = cues_of(text)
    how_come = kind.type in (Type.HOW, Type.TEXT) and Cue.HOW_COME in cues
    return how_come or Cue.WHY_LENIENT in cues or (kind.type is Type.PLACE and Cue.WHERE_WRONG in cues)
