"""A Query for an end, asked for another place from it: the second, the first three."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.lexicon.listed import listed
from retrieval.question.closed.counting.ranks import Ranked, is_of_list, placed_again, ranked
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.query import FIRST, Query, Want
from retrieval.question.slots.groups import end_named
from retrieval.question.slots.wants import SETS

ENDS_OF_COURSE = (":most", ":least")
_OTHER_END = {
    "most": "least",
    "least": "most",
    "highest": "lowest",
    "lowest": "highest",
    "first": "last",
    "last": "first",
}
_LOW = ("least", "lowest")
_SUM = listed("measure.sum")
_OF_TIME, _LOWEST = ("first", "last"), (*_LOW, "first")
_AROUND_END = " ，,。？?！!呢吧啊的那哪个是"
_THAN_TOLD = {">": listed("heavier_than_told"), "<": listed("lighter_than_told")}
_PENALTY = "penalty="
_ASKS, _WHICH = frozenset("哪谁"), "是哪个"


def has_end(query: Query) -> bool:
    """Whether `query` asks for an end by which cases or groups are put in an order."""
    of_course = any(test.partition("|")[0].endswith(ENDS_OF_COURSE) for test in query.course)
    return of_course or (query.want is Want.EXTREME and query.extreme not in ("", "none"))


def asked_for_place(text: str, dialogue: Dialogue, read: Callable[[str], Sequence[Query]]) -> list[Query]:
    """The readings of `text` that asks for a place from an end, as `read` takes the end itself; [] where it asks for none."""
    asked = ranked(text)
    again = _again(text, asked, dialogue)
    if again is not None:
        return [again]
    if asked is None or asked.bare:
        return []
    plain = asked.text if not _ASKS.isdisjoint(asked.text) else asked.text.rstrip("？?。") + _WHICH
    found = (replace(query, rank=(asked.first, asked.last)) for query in read(plain) if has_end(query))
    return [replace(query, form=replace(query.form, limit=None)) for query in found]


def other_end(text: str, dialogue: Dialogue) -> Query | None:
    """最少的呢, after the most was asked for: the same with the other end; None where more is said."""
    said = text.strip(_AROUND_END)
    old = next((turn.query for turn in reversed(dialogue.turns) if _ends(turn.query)), None)
    of_sum = old is not None and old.by in ("", "sum")
    end = end_named(_SUM.sub("", said).lstrip("数") if of_sum else said)  # 钱数最小的, after the largest sum
    if old is None or end in ("", "none") or (end in _OF_TIME) is not (old.extreme in _OF_TIME):
        return None  # 最早的呢, after the most: another question
    low = end in _LOWEST
    if old.extreme == "none":
        return replace(old, text=text, extreme="least" if low else "most", edit="swap")
    asked = replace(old, text=text, rank=FIRST, edit="swap")
    return asked if (end_of(old) in _LOWEST) is low else turned(asked)


def _ends(query: Query) -> bool:
    """Whether `query` asks for an end, or which groups have none."""
    return has_end(query) or bool(query.extreme)


def heavier(text: str, dialogue: Dialogue) -> Query | None:
    """比这重的呢, after those with one penalty: those whose is heavier, or lighter; None where that is not asked."""
    base = dialogue.asked
    named = [test for test in base.query.course if test.startswith(_PENALTY)] if base is not None else []
    how = next((sign for sign, words in _THAN_TOLD.items() if words.search(text)), "")
    if base is None or not how or len(named) != 1 or "|" in named[0]:
        return None
    course = tuple(
        f"penalty{how}{test.removeprefix(_PENALTY)}" if test in named else test for test in base.query.course
    )
    want = base.query.want if base.query.want in SETS else Want.CASES
    return replace(base.query, text=text, want=want, course=course, within=(), again=False, edit="swap")


def _again(text: str, asked: Ranked | None, dialogue: Dialogue) -> Query | None:
    """The end that was asked for before, and now another place from it: 第二呢, 排第三的是谁."""
    base = dialogue.answered
    if base is None or not has_end(base.query):
        return None
    told = replace(base.query, edit="show", within=base.query.within)
    if asked is not None and asked.bare:
        low = end_of(base.query) in _LOW
        other = bool(asked.end) and (asked.end == "least") is not low
        return replace(turned(told) if other else told, rank=(asked.first, asked.last))
    place = placed_again(text)
    if place is None or (is_of_list(text) and len(base.cited) > 1):
        return None
    return replace(told, rank=place)


def end_of(query: Query) -> str:
    """The end that `query` asks for, of what became of suits or else of groups and figures."""
    test = next((test for test in query.course if test.partition("|")[0].endswith(ENDS_OF_COURSE)), "")
    return test.partition("|")[0].rpartition(":")[2] if test else query.extreme


def turned(query: Query) -> Query:
    """The same from the other end."""
    course = tuple(
        f"{name.rpartition(':')[0]}:{_OTHER_END[name.rpartition(':')[2]]}{bar}{thing}"
        if name.endswith(ENDS_OF_COURSE)
        else test
        for test in query.course
        for name, bar, thing in [test.partition("|")]
    )
    return replace(query, course=course, extreme=_OTHER_END.get(query.extreme, query.extreme))
