"""A turn that goes back to a case told before: 回到雅安这件，写三句话; 再说牛肉干的，凭什么说人家明知; 回头说第一个."""

from __future__ import annotations

from dataclasses import replace

from data.text import without
from data.types import CaseId
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.deixis import THAT_ONE, said_so_many
from retrieval.question.dialogue.pointing.counted_off import counted_off
from retrieval.question.dialogue.pointing.told_by import RATHER
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.query import Query, Want

_GOES_BACK, _GOES_ON_TO = listed("goes_back"), listed("goes_on_to")
"""回到, which takes for granted that it was told; 再说, behind which something new may stand."""
_OF_MANY, _OTHERS = (
    (Want.CASES, Want.COUNT, Want.GROUPS),
    ("还有", "别的", "其他", "其它", "几个", "几件", "哪些", "有没有"),
)
_AROUND = "，, 说的案子呢"
_FIRST_TALKED, _AROUND_FIRST = listed("first_talked"), "，, 过到起的那这个件案子例"
"""最早聊的那个: the first case that was told of."""


def goes_back(text: str, turn: Pointing) -> Query | None:
    """What `text` asks of the case that it goes back to; None where it goes back to none, or does not tell which."""
    if (first := _FIRST_TALKED.match(text)) is not None:
        told = next((past.cited for past in turn.dialogue.turns if len(past.cited) == 1), ())
        rest = text[first.end() :].lstrip(_AROUND_FIRST)
        return turn.about(rest, told) if told and rest else None
    back = _GOES_BACK.match(text)
    lead = back or _GOES_ON_TO.match(text)
    if lead is None:
        return None
    said = text[lead.end() :]
    return (_counted(said, turn) if back else None) or _named(said, turn, surely=bool(back))


def _named(said: str, turn: Pointing, *, surely: bool) -> Query | None:
    """What is asked of the one told that the first clause of `said` names; by meaning, where none says so in these words: of
    those told where `surely` one of them is meant, else rather of them.
    """
    clause, _, rest = said.partition(",")
    one, told = THAT_ONE.search(clause), turn.dialogue.every
    what = (clause[: one.start()] if one else clause).strip(_AROUND)
    rest = f"{clause[one.end() :]},{rest}".strip(",， ") if one else rest
    read, asked = turn.read(what), turn.read(rest)
    of_others = asked.want in _OF_MANY and any(word in rest for word in _OTHERS)
    if read.numbers.numbers or not (read.places or turn.content(what)) or of_others:
        return None  # 回到刚才的大学，除了湖大还有别的吗
    at = turn.dialogue.chosen_in({mention.text for mention in read.places}) if surely else None
    so = _told_so(what, read, told, turn) if at is None else turn.dialogue.turns[at].cited
    if len(so) == 1:
        return turn.about(rest, so)
    if surely and so and rest and asked.want in (Want.FACT, Want.TEXT) and turn.content(rest):
        # 回到浙江，修路那位花了多少: one of those told there
        return replace(asked, want=Want.FACT, within=so, theme=asked.theme or rest, edit="pick")
    if so or read.places or not rest or (surely and len(told) < 2):
        return None
    want = asked.want if asked.want is Want.TEXT else Want.FACT  # 回到修路的，他退了多少钱
    within, near = (told, ()) if surely else ((), told)  # 再说牛肉干的: of those told, or another
    return replace(asked, want=want, within=within, near=near, lean=RATHER, described=what, edit="pick")


def _told_so(what: str, read: Query, told: tuple[CaseId, ...], turn: Pointing) -> tuple[CaseId, ...]:
    """Those of `told` in the place that `what` names, or that say it or hold its words; of several the one called by it."""
    there = tuple(case for case in told if turn.held.answers_to(case, read)) if read.places else ()
    says = there or tuple(case for case in told if turn.held.says(case, what))
    titled = tuple(case for case in says if what in turn.held.title(case))
    if len(titled) == 1 or read.places:
        return titled if len(titled) == 1 else says
    return says or tuple(case for case in told if turn.held.holds(case, what))


def _counted(said: str, turn: Pointing) -> Query | None:
    """第一个 of those told one by one, where no list is spoken of; or of the list of so many: 回到那四个，第一个是说啥的."""
    clause, _, rest = said.partition(",")
    size, _ = said_so_many(clause)
    lists = (past for past in reversed(turn.dialogue.turns) if len(past.cited) == size and not past.refused)
    if size > 1 and (base := next(lists, None)) is not None:
        return counted_off(rest, base, turn) or turn.about(rest, base.cited) if rest else None
    numbers, told, listed_last = find_numbers(said), turn.dialogue.every, turn.dialogue.listed
    of_list = listed_last is not None and set(turn.dialogue.told_last) <= set(listed_last.cited)
    if of_list or not numbers.ordinal or len(numbers.numbers) != 1:
        return None
    at = numbers.numbers[0]
    rest = without(said, numbers.spans).strip(_AROUND)
    return turn.about(rest, told[at - 1 : at]) if 0 < at <= len(told) else None
