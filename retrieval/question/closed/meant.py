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
_ON_WHICH_DAY = ("哪", "什么时候", "啥时候", "何时", "几月", "几号")
REACH = 6
"""Code points before 多少 within which stands what is done with the money: 赔了人家多少."""


@lru_cache(maxsize=1024)
def meant(text: str) -> Asked:
    """What `text` (folded) asks for, where its words alone leave that open or tell another type of thing."""
    kind, cues = asked(text), cues_of(text)
    if Cue.WHY_LENIENT in cues:  # how it came that somebody got off so lightly
        return replace(kind, type=Type.REASON)
    if kind.type is Type.HOW and Cue.HOW_COME in cues:
        return replace(kind, type=Type.REASON)  # 一审怎么就判无效了
    first, last = kind.span
    if kind.type is Type.DURATION and any(word in text[first:last] for word in _ON_WHICH_DAY):
        return replace(kind, type=Type.DATE)  # 保质期到哪天
    if kind.type is Type.NUMBER and kind.noun.startswith("钱"):
        return replace(kind, type=Type.AMOUNT)  # 一个月工资几个钱
    bare = kind.type is Type.NUMBER and not (kind.unit or kind.noun) and text[first:last] == "多少"
    paid = _MONEY_GOES.search(text, max(0, first - REACH), first)
    if bare and (paid or (_GIVEN in text[max(0, first - REACH) : first] and asked_for(text))):
        return replace(kind, type=Type.AMOUNT)  # 最后给了多少, where a tribunal gave it
    return kind
