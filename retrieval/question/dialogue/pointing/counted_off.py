"""Cases told by where they stand in what was told: 第二个, 前两个, 后面这个, 垫底的, 下一个."""

from __future__ import annotations

import re
from dataclasses import replace

from data.numerals import number_of, numerals_in
from data.patterns import regex
from data.text import without
from data.types import CaseId
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.deixis import THAT_ONE
from retrieval.question.dialogue.history import Past
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.query import Form, Query, Want

_STEP = regex(
    r"^\W*(?:那|再|往|看|看看|说说|讲讲|来|给我|它|这(?:一)?(?:个|条|篇|家|例))*(?:的)?(?P<back>上|前|previous)?(?P<on>接下来|紧接着|往下|下|后|next)?(?:面|边|头)?(?:的|那|数)?(?:一|1)?(?:个|例|条|篇|则|家|起|件|号|case|one)(?:案例)?(?:呢|是什么|讲什么|讲了什么|讲的什么|说什么|说的什么|说的是什么|是啥|讲啥|说啥)*\W*$",
    re.I,
)
FORMER, _LATTER, _MIDDLE = listed("former"), listed("latter"), listed("middle")
_FIRST_FEW = regex(
    r"(?P<which>最?前面?|打头|开头|头|最后面?|末尾)(?:的|那|这)?(?P<n>[两二三四五六七八九十俩仨]|\d{1,2})[个家起件条位篇则]?(?:案例|案子)?"
)
"""前两个, 最后三家: so many of a longer list."""
_OF_SO_MANY = listed("of_so_many")
_FIRST_IN_ORDER, _LAST_IN_ORDER = listed("first_in_order"), listed("last_in_order")
_THING = 2
"""Characters of a thing that a number stands before: 第三个嵌入."""


def in_list(text: str, last: Past, turn: Pointing) -> Query | None:
    """第二个, 前两个: of the newest list; of the one told alone, or of two told one after the other, where there is none."""
    listed_last, several = turn.dialogue.listed, len(last.cited) > 1
    alone = last.query.want is Want.CASES and not several
    told_alone = listed_last is None and not several and "案例" not in text
    counts = listed_last is not None and _counts(text, listed_last)
    of_one = (alone or told_alone) and find_numbers(text).numbers == (1,) and not counts
    newest = last if of_one else listed_last  # 第一个, of a list of one
    if newest and (found := counted_off(text, newest, turn)):
        earlier = alone and newest is not last and len(found.within or found.targets) == 1
        return replace(found, edit="earlier") if earlier else found
    if newest is not None and newest is last and _beyond(text, newest):
        return replace(turn.read(text), edit="beyond")
    return _of_two(text, turn.dialogue.several(), turn) if listed_last is None else None


def first_items(text: str, last: Past, turn: Pointing) -> Query | None:
    """只说前三个, after what one case enumerates: of that case again, and no cases by number; None where more is said."""
    few = _FIRST_FEW.search(text)
    alone = len(last.cited) == 1 and last.query.want is Want.FACT and last is turn.dialogue.asked
    if few is None or not alone or "案" in text or turn.content(text[: few.start()] + text[few.end() :]):
        return None
    _, which, summed = last.query.text.partition("哪")
    items = bool(which) and number_of(summed[:1]) is not None  # 七联是哪七联: whatever list was told before
    if turn.dialogue.listed is not None and not items:
        return None
    form = Form(limit=next(filter(None, map(number_of, numerals_in(few[0]))), None))
    return replace(last.query, within=last.cited, near=(), form=form, edit="show")


def end_of_order(text: str, turn: Pointing) -> Query | None:
    """垫底的是哪个, after cases in an order: the last of them; None where no end is asked for alone, or none were ordered."""
    first, last = _FIRST_IN_ORDER.search(text), _LAST_IN_ORDER.search(text)
    said = (last or first) if bool(first) is not bool(last) else None
    that = THAT_ONE.match(text, said.end() + text.startswith("的", said.end())) if said else None
    rest = text[that.end() :] if that else ""  # 排第一的那家公司是做什么的: asks more of it
    if said is None or (not rest and turn.content(text[: said.start()] + text[said.end() :])):
        return None
    ordered = (t for t in reversed(turn.dialogue.turns) if t.query.form.order and len(t.cited) > 1)
    base = next(ordered, None)
    if base is None:
        return None
    one = base.cited[-1:] if last else base.cited[:1]
    form = Form(order=base.query.form.order)
    if turn.content(rest):
        return turn.about(rest, one)
    return replace(base.query, want=Want.CASES, targets=(), within=one, form=form, edit="pick")


def _of_two(text: str, told: tuple[CaseId, ...], turn: Pointing) -> Query | None:
    """后面这个, 前者: of two cases told one after the other."""
    former, latter = bool(FORMER.search(text)), bool(_LATTER.search(text))
    if len(told) != 2 or find_numbers(text).numbers or former == latter:
        return None
    row, at = (FORMER, 0) if FORMER.search(text) else (_LATTER, 1)
    return turn.about(row.sub("", text), told[at : at + 1])


def counted_off(text: str, listed: Past, turn: Pointing) -> Query | None:
    """第二个, 前者, 中间那个: one or some of the newest list by where they stand in it."""
    if some := _some(text, listed.cited):
        return turn.about(*some)
    cited, size, numbers = listed.cited, len(listed.cited), find_numbers(text)
    former, latter = FORMER.search(text), _LATTER.search(text)
    if former and latter:
        return turn.about(_LATTER.sub("", FORMER.sub("", text)), (cited[0], cited[-1]))
    middle = size % 2 and _MIDDLE.search(text)
    rows = ((FORMER, former, 0), (_LATTER, latter and "案例" not in text, -1), (_MIDDLE, middle, size // 2))
    if one := next(((row, at) for row, said, at in rows if said), None):
        return turn.about(one[0].sub("", text), (cited[one[1]],))
    if numbers.ordinal and all(0 < n <= size for n in numbers.numbers):
        return turn.about(without(text, numbers.spans), tuple(cited[n - 1] for n in numbers.numbers))
    return None


def thing_counted(text: str, last: Past, turn: Pointing) -> Query | None:
    """第三个嵌入是嵌到什么里: of a thing of which the one case told last has several; None where a case may be counted so."""
    numbers, counted = find_numbers(text), turn.dialogue.listed
    if not numbers.ordinal or len(last.cited) != 1:
        return None
    if counted is not None and max(numbers.numbers) <= len(counted.cited):
        return None  # 第二个平台是怎么做的, after a list: the second of it
    thing = text[numbers.spans[-1][1] :][:_THING]
    told = len(thing) == _THING and turn.content(thing) and turn.held.says(last.cited[0], thing)
    if not told:
        return None
    return replace(turn.read(without(text, numbers.spans)), want=Want.FACT, within=last.cited, edit="same")


def step(text: str, turn: Pointing) -> Query | None:
    match = _STEP.match(text)
    answered = turn.dialogue.answered
    if answered is None or not match or bool(match["back"]) == bool(match["on"]):
        return None
    here = answered.cited[-1] if match["on"] else answered.cited[0]
    number = here.number + (1 if match["on"] else -1)
    return Query(
        text=f"案例{number}", want=Want.TEXT, targets=(CaseId(here.collection, number),), edit="pick"
    )


def _some(text: str, listed: tuple[CaseId, ...]) -> tuple[str, tuple[CaseId, ...]] | None:
    """前两个, 最后三个: `text` without that, and those of a longer list."""
    match = _FIRST_FEW.search(text)
    size = number_of(match["n"].replace("俩", "两").replace("仨", "三")) if match else None
    if match is None or not size or not 1 < size < len(listed):
        return None
    few = listed[:size] if match["which"].startswith(("前", "最前", "打", "开", "头")) else listed[-size:]
    return text[: match.start()] + text[match.end() :], few


def _beyond(text: str, listed: Past) -> bool:
    """Whether 第四个 is said of a list of three: it can only be the number of a case."""
    numbers = find_numbers(text)
    return (
        numbers.ordinal
        and listed.query.want in (Want.CASES, Want.COUNT)
        and max(numbers.numbers) > len(listed.cited)
    )


def _counts(text: str, listed: Past) -> bool:
    """Whether `text` says how many there are of the list it speaks of: 刚才三个里的第一个."""
    match = _OF_SO_MANY.search(text)
    said = match[0][: -len("个里")].replace("俩", "两").replace("仨", "三") if match else ""
    return bool(said) and number_of(said) == len(listed.cited)
