"""A turn that asks for the reverse of what was told: 反过来，没听人家意见就签了的呢; none of the cases told is that."""

from __future__ import annotations

from dataclasses import replace

from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.deixis import leans
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.query import Excluded, Query, Want

_REVERSE, _ASKS, _WHICH_CASE = listed("the_reverse"), listed("asks_anything"), listed("which_case_it_is")
_WHETHER, _OF_ALL = ("有没有", "有吗", "有么", "有没"), ("哪些", "哪几", "几个", "几件")
"""One of which a turn has that asks whether there are such cases; for all of them."""
_WHO = ("的是谁", "的有谁", "的都有谁", "的是哪位")
_BEFORE, _BEHIND = "那换个再有没 ，,", "的呢来，, "
_ENDS = "？?。！!呢吧啊 "


def turned(text: str, turn: Pointing) -> Query | None:
    """The cases that are as `text` says, which begins with the reverse of what was told, without those told; the one that
    fits best where it asks for one. None where it asks on about what was told: 那反过来，什么情形下这种合同算有效.
    """
    told, found = turn.dialogue.told_last, _REVERSE.search(text)
    if not told or found is None or text[: found.start()].strip(_BEFORE):
        return _there_are(text, turn) if told else None
    rest = text[found.end() :].lstrip(_BEHIND)
    # At length it describes the one that is meant.
    at_length = "," in rest and not any(word in rest for word in _OF_ALL)
    many = any(word in text for word in (*_WHETHER, *_OF_ALL)) and not at_length
    which = any(one.end() == len(rest.rstrip(_ENDS)) for one in _WHICH_CASE.finditer(rest.rstrip(_ENDS)))
    if not rest.strip(_ENDS) or leans(rest) or (_ASKS.search(rest) and not (many or which)):
        return None
    out = Excluded(cases=told)
    if which and not many:
        return replace(turn.read(rest), other_than=out)
    such = turn.as_set(rest)
    if many or such.course or such.when or such.places:
        want = Want.COUNT if turn.read(rest).want is Want.COUNT else Want.CASES
        return replace(such, want=want, other_than=out)
    return replace(
        turn.read(f"{rest.rstrip(_ENDS).removesuffix('的')}的是哪个案例"), want=Want.FACT, other_than=out
    )


def _there_are(text: str, turn: Pointing) -> Query | None:
    """那有没有要多少给多少的, 只受党内警告的是谁, after one case: those whose suits went so; None where it says more, or no such
    test, or asks who it is that was told."""
    asks, _, so = text.lstrip("那么 ").rstrip(_ENDS).partition("有没有")
    who = next((end for end in _WHO if asks.endswith(end)), "")
    so = asks.removesuffix(who) + "的" if who else "" if asks else so
    told = turn.dialogue.told_last
    if not so.endswith("的") or len(told) != 1 or leans(so):
        return None
    such = turn.as_set(so)
    exact = such.course and not (such.kinds or such.places or turn.content(such.theme))
    return (
        replace(such, want=Want.CASES)
        if exact and not (who and turn.held.passes(told[0], such.course))
        else None
    )
