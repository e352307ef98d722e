"""One case more beside those told, told by what it does: 把温江那件也加进来比, 跟问责问过头那个放一起比比."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from data.types import CaseId
from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.deixis import (
    THAT_ONE,
    WITH,
    said_so_many,
)
from retrieval.question.dialogue.history import MOST
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.query import Query, Want
from retrieval.question.slots.wants import CASES

ADDED, _DIFFERENT, _LEADS = listed("added"), listed("different"), listed("leads_to")
_IN_COMMON = listed("in_common")
_ASKS_DETAIL = listed("asks_detail")
_THING = 2
"""Characters of the shortest word of content."""


@dataclass(frozen=True)
class Beside:
    """A turn that tells one case by what it does, beside the turns before it."""

    turn: Pointing

    def added(self, text: str) -> Query | None:
        """把温江那件也加进来比: the cases told last beside one more."""
        match, answered = ADDED.search(text), self.turn.dialogue.answered
        compared = answered is not None and answered.query.want is Want.COMPARE
        if match is None or answered is None:
            return None
        behind = text[match.end() :].partition(",")[2]
        size = said_so_many(behind)[0]  # 再加上大同黄花，三个列个表: beside the last two
        if not (compared or size or side_by_side(text[match.start() :])):
            return None
        what = bare(text[: match.start()].rpartition(",")[2])
        what = what if self._names(what) else bare(text[match.end() :].partition(",")[0])  # 再加上大连化物所
        if not self._names(what):
            return None  # 三个都放进去
        told = self.turn.dialogue.several(size - 1)[1 - size :] if size > 2 else answered.cited
        query = self.one_more(what, told, named=True) if what else None
        if query is None:
            return None
        form = answered.query.form if compared else query.form
        return replace(query, text=text, form=form, edit="combine")

    def _names(self, what: str) -> bool:
        """Whether `what` tells a case by a word of content, a place or a body."""
        read = self.turn.read(what) if what else None
        return read is not None and (self.turn.content(what) or read.narrows or bool(read.institutions))

    def sets(self, text: str) -> bool:
        """Whether `text` sets a case that it tells by what it does beside what was told: 这个跟问责问过头那个有什么相通的."""
        text = _behind_this(text)
        one = THAT_ONE.search(text)
        compares = one is not None and (side_by_side(text[one.end() :]) or _IN_COMMON.search(text, one.end()))
        return one is not None and bool(compares) and self._tells(text, one.start())

    def compared(self, text: str, query: Query, told: tuple[CaseId, ...]) -> Query | None:
        """`text`, read as `query`, as a comparison of `told` with the case that it tells by what it does; None where it is none."""
        text = _behind_this(text)
        one = THAT_ONE.search(text) if query.want is Want.COMPARE else None
        return self.one_more(text, told) if one and self._tells(text, one.start()) else None

    def _tells(self, text: str, end: int) -> bool:
        """Whether a case is told behind 跟 or 把, which `text` begins with, before `end` or, at once, behind it."""
        return bool(WITH.match(text.lstrip("那再它 "))) and self.turn.content(self._what(text, end))

    def _what(self, text: str, end: int) -> str:
        """What tells a case before 那个, which begins at `end` of `text`; behind it where nothing does: 那个乱问责的案子."""
        what = bare(text[:end])
        that = THAT_ONE.search(text, end)
        if that is None or self.turn.content(what):
            return what
        behind = text[that.end() :]
        case = CASES.search(behind)
        ends = case.start() if case else _compared_at(behind)
        return bare(behind[:ends].removesuffix("的")) if ends > 0 else what

    def one_more(self, text: str, told: tuple[CaseId, ...], *, named: bool = False) -> Query | None:
        """The cases `told` beside the one that stands before 那个 in `text`; `named`: or is all that it says."""
        one = THAT_ONE.search(text)
        if one is None and not named:
            return None
        what = self._what(text, one.start()) if one else bare(text)
        read = self.turn.read(what)
        if not (self.turn.content(what) or read.narrows or read.numbers.numbers) or len(told) >= MOST:
            return None
        query = Query(text=text, want=Want.COMPARE, form=self.turn.read(text).form)
        known = [CaseId(told[0].collection, number) for number in read.numbers.numbers if number > 0]
        earlier = dict.fromkeys(case for turn in self.turn.dialogue.turns for case in turn.cited)
        known = known or [case for case in earlier if case not in told and self._is(case, what, read)]
        if len(known) == 1:
            return replace(query, targets=tuple(dict.fromkeys((*told, *known))))
        return replace(query, targets=told, described=what)

    def _is(self, case: CaseId, what: str, read: Query) -> bool:
        """Whether `case` is what `what`, read as `read`, tells: by its place or body, else by its words."""
        return self.turn.held.answers_to(case, read) if read.narrows else self.turn.held.holds(case, what)

    def told_otherwise(self, text: str, told: tuple[CaseId, ...]) -> str:
        """What tells a case in `text` by what none of `told` says a word of: 馒头 of 馒头那件是哪家法院; '' where nothing does."""
        one = THAT_ONE.search(text)
        what = bare(text[: one.start()]) if one else ""
        if one is None or self._of_thing(text, one):
            return ""
        if not what:  # 那个种板栗的是哪家, after one of ceramics
            behind, of, _ = text[one.end() :].partition("的")
            return behind if of and self.turn.held.elsewhere(told, behind, least=1) else ""
        new = self.turn.content(what) and not any(self.turn.held.says(case, what) for case in told)
        return what if new else ""

    def _of_thing(self, text: str, one: re.Match[str]) -> bool:
        """Whether 这个 stands before what it points at, which is no case: 法院怎么看这个理由."""
        behind, asks = text[one.end() :], _ASKS_DETAIL.search(text[: one.start()])
        thing = asks or self.turn.content(behind[:_THING])
        return one[0].startswith("这") and not CASES.match(behind) and bool(thing)

    def told_one(self, text: str) -> tuple[CaseId, ...]:
        """The one case told that holds what stands before 那个 in `text`: the last one, where it does."""
        one, answered = THAT_ONE.search(text), self.turn.dialogue.answered
        if one is None or answered is None:
            return ()
        what = bare(text[: one.start()])
        if not self.turn.content(what):
            return ()
        holding = tuple(case for case in self.turn.dialogue.told if self.turn.held.holds(case, what))
        if len(answered.cited) == 1 and answered.cited[0] in holding:
            return answered.cited
        return holding if len(holding) == 1 else ()


def _behind_this(text: str) -> str:
    """`text` from 跟 on, where nothing but 这个 stands before: 这个跟加油卡那案有什么相通的地方."""
    this = THAT_ONE.match(text.lstrip("那 "))
    rest = text.lstrip("那 ")[this.end() :] if this else ""
    return rest if WITH.match(rest) else text


def side_by_side(text: str) -> bool:
    """Whether `text` sets things side by side: 比一下, 差在哪."""
    return "比" in text or bool(_DIFFERENT.search(text))


def _compared_at(text: str) -> int:
    """Where `text` goes on to set side by side what it told before: 比比 of 偷挖砂石的比比; -1 where it does not."""
    found = (text.find("的比"), text.find("的放"), text.find("的一起"))
    return min((at + 1 for at in found if at > 0), default=-1)


def bare(text: str) -> str:
    """What tells a case, without the words that lead to it: 温江 of 那再把刚才温江的."""
    while lead := _LEADS.match(text):
        text = text[lead.end() :]
    return text.strip("，,。 的也都")
