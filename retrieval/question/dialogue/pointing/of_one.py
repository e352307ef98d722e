"""What is asked of one in particular after others were told: why the list has it, whether it does the same, what of it."""

from __future__ import annotations

from dataclasses import replace

from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.literals import Literal
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.query import SO_TOO, Form, Layout, Query, Want

LIST = 2
"""Cases from which on an answer is a list."""
AHEAD = 8
"""Characters of what names another ahead of a question: 仲裁那边呢，有个机器人叫啥."""
_SIDES = ("呢", "那边呢", "那头呢", "那里呢", "那家呢", "那个呢", "这边呢", "方面呢", "的呢")
"""What may stand behind the name of a body that another is named by: 老板自己呢 is of the one told."""
_AROUND = " ？?。.！!，,"
_WHY_LISTED, _DOES_SO = listed("why_listed"), listed("does_so_too")
_ASKS, _DID_ELSE = listed("asks_word"), listed("did_what_else")
_OF_OTHERS = ("案例", "案子", "谁", "地方", "单位")
"""One of which a turn has that asks of other cases: 还有哪些地方有新做法."""


def of_one(text: str, turn: Pointing) -> Query | None:
    """The question that `text` asks of one by name beside those told; None where it is nothing of the sort."""
    return (
        _did_else(text, turn)
        or _why_listed(text.strip(_AROUND), turn)
        or _does_so(text, turn)
        or _named_ahead(text, turn)
    )


def _did_else(text: str, turn: Pointing) -> Query | None:
    """All that the one told last did, where it is asked what else it did: 除了这个还搞了什么新花样; None where others are asked for."""
    told, else_ = turn.dialogue.told_last, _DID_ELSE.search(text)
    if else_ is None or len(told) != 1:
        return None
    if turn.content(text[: else_.start()]) or any(word in text for word in _OF_OTHERS):
        return None
    return Query(text=text, want=Want.TEXT, targets=told, form=Form(Layout.FULL), edit="same")


def _why_listed(bare: str, turn: Pointing) -> Query | None:
    """What was asked for a list, of the one that it is asked why it has: 为啥有三亚的 is told by the words for which it is one.

    Of one that it has not, the same question of that one; None where no list was told, or none of its kind is named.
    """
    base, why = turn.dialogue.answered, _WHY_LISTED.search(bare)
    if why is None or base is None or base is not turn.dialogue.asked or base.query.want is not Want.CASES:
        return None
    if len(base.cited) < LIST or (why.start() > 0 and why.end() < len(bare)):
        return None
    said = (bare[: why.start()] + bare[why.end() :]).strip(_AROUND + "呢啊呀")
    named = turn.read(said)
    if not (named.places or named.kinds or named.institutions) or turn.content(named.theme):
        return None
    listed_so = tuple(case for case in base.cited if turn.held.answers_to(case, named))
    if listed_so:
        return replace(base.query, within=listed_so, form=Form(), again=False, edit="narrow")
    if not named.places:
        return None
    there = replace(base.query, places=named.places, kinds=named.kinds, institutions=named.institutions)
    said_there = Literal(((there.theme,),)) if there.theme and not there.literal else there.literal
    return replace(there, literal=said_there, form=Form(), again=False, edit="swap")


def _does_so(text: str, turn: Pointing) -> Query | None:
    """What another does, where it is asked if it does the same as the one told: 湖大呢，也这么干？ is told by what it does itself."""
    bare, told = text.strip(_AROUND), turn.dialogue.answered
    so = _DOES_SO.search(bare)
    if so is None or told is None or bare[so.end() :].strip("的吗么呢吧嘛啊"):
        return None
    who = bare[: so.start()].strip("那，, ").removesuffix("呢").removesuffix("是不是").removesuffix("的")
    named = turn.read(f"{who}是怎么做的") if who else None
    if named is None or not (named.places or named.institutions) or turn.content(named.theme):
        return None
    return replace(named, want=Want.FACT, near=told.cited, lean=0.0, edit=SO_TOO)


def _named_ahead(text: str, turn: Pointing) -> Query | None:
    """What is asked of a body that is named ahead, where none of those told is one: 仲裁那边呢，有个机器人叫啥."""
    said, comma, rest = text.replace(",", "，").partition("，")
    who, last = said.strip("那 "), turn.dialogue.answered
    if not (comma and last and who.endswith("呢") and len(who) <= AHEAD and _ASKS.search(rest)):
        return None
    if asked(rest).type is Type.NUMBER or not turn.content(rest):
        return None  # 大学的呢，有几所: how many such cases there are; 检察院呢，怎么做的: the same of it
    named = turn.read(who.removesuffix("呢"))
    of_body = any(not at and who[end:] in _SIDES for _, at, end in named.kinds)
    if (
        not of_body
        or named.places
        or named.institutions
        or any(turn.held.answers_to(case, named) for case in last.cited)
    ):
        return None
    return replace(turn.read(f"{who.removesuffix('呢')}，{rest}"), want=Want.FACT)
