"""A correction of the turn before: 不对，我说的是浙江, 我是问最后谁来担, 我要的是原文."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from data.places.regions import find_places
from data.text import clauses, split_at, without
from data.types import CaseId
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.question.dialogue.deixis import (
    CORRECTS,
    THAT_ONE,
    leans,
    without_that_one,
)
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.dialogue.swapping import Swapping
from retrieval.question.query import Layout, Query, Want

SHORT = 12
"""Characters up to which what is said instead is a word for what was asked, and no question of its own."""
TELLS = 2
"""Words that may tell a case from others by which the one just told is meant: one may come about by accident."""
_OF_SAME = (Layout.VERBATIM, Layout.FULL, Layout.TITLES, Layout.TABLE, Layout.SHORT, Layout.ONE)
"""Forms that are asked of what was just told."""
_ASKS = listed("asks_anything")
_NOT_ASKED, _MISREMEMBERED = listed("not_asked"), listed("misremembered")
"""不是问做法，我问哪家法院: what is not asked stands first."""
_ENDS, _AROUND_NUMBER = " 。.！!啊呀吧哦的才对", "应该是我说的要找看第号个案例"
"""Around a number that is meant instead: 应该是21号才对."""
_IS_NOT = ("不是", "而不是", "没问", "没有问")


@dataclass(frozen=True)
class Correcting:
    """Reads a correction, beside the turns before it; `show` shows what was told in another form."""

    turn: Pointing
    show: Callable[[str, Query], Query | None]

    def correct(self, text: str) -> Query | None:
        """What `text` corrects the last turn to; None where it says nothing to go by."""
        if own := _MISREMEMBERED.match(text.strip("哦噢啊呃，, ")):
            text = text.strip("哦噢啊呃，, ")[own.end() :].lstrip("，, ")
        otherwise = _NOT_ASKED.match(text.strip()) is not None
        said = _without_what_is_not(text) if otherwise else text
        match = CORRECTS.match(said)
        rest = _without_what_is_not(said[match.end() :] if match else said)
        bare = without_that_one(_instead(rest))
        read = self.turn.read(bare if bare.strip() else rest)
        answered = self.turn.dialogue.answered
        short, says = len(bare) <= SHORT, self.turn.content(bare)
        if answered and short and _ASKS.search(rest) and bare == rest and (otherwise or not read.narrows):
            fact = replace(read, want=Want.FACT)  # 我是问最后谁来担: of the same case
            of_one = len(answered.cited) == 1 and not THAT_ONE.search(rest)
            of_told = not says or (of_one and self.turn.held.tells_of(bare, answered.cited))
            return replace(fact, within=answered.cited) if of_told else replace(fact, near=answered.cited)
        named = bool(read.places or read.institutions or read.numbers.numbers)
        if answered and len(answered.cited) == 1 and short and not named and Cue.INSTANCE_ASKED in read.cues:
            return replace(read, want=Want.FACT, within=answered.cited)  # 不对，我说的是一审法院
        formed = read.form.layout in _OF_SAME and not (read.narrows or read.numbers.numbers)
        if answered and formed and not self.turn.held.elsewhere(answered.cited, rest):
            return self.show(rest, read)  # 我要的是一审那段的原文
        if not says and not find_places(bare):
            told = answered.cited if answered and _ASKS.search(rest) else ()
            return replace(read, want=Want.FACT, within=told) if told else None
        described = THAT_ONE.search(rest)  # 给企业用的那个: another, told by what it does
        one = answered.cited if answered and len(answered.cited) == 1 and bare == rest else ()
        one = () if described and described.start() else one
        if one and not (named or read.narrows) and self.turn.held.holds(one[0], bare):
            return replace(read, want=Want.FACT, within=one)  # 不对，我问的是那个副局长, of the case told
        return self._of_another(read, bare, asks=bool(_ASKS.search(rest)) or own is not None)

    def by_number(self, text: str) -> Query | None:
        """按反了，是21, after a case that was opened by its number: that of the number meant; None where no case has it."""
        told = self.turn.dialogue.answered
        opened = (
            told is not None and len(told.cited) == 1 and (told.query.numbers.numbers or told.query.targets)
        )
        last = split_at(text.rstrip(_ENDS), "，,。！!；; ")[-1].strip(_AROUND_NUMBER)
        if told is None or not opened or not last.isdigit():
            return None
        meant = CaseId(told.cited[0].collection, int(last))
        return (
            Query(text=f"案例{last}", want=Want.TEXT, targets=(meant,))
            if self.turn.held.title(meant)
            else None
        )

    def _of_another(self, read: Query, bare: str, *, asks: bool) -> Query | None:
        """`read`, what `bare` says by itself, of another case than the one told, or with a slot of what was asked exchanged."""
        base, answered = self.turn.dialogue.asked, self.turn.dialogue.answered
        assert base is not None
        if base.query.want in (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME) and len(bare) <= SHORT:
            return Swapping(self.turn).of_set(base.query, read, bare)
        told_by_deed = read.kinds and not read.places and self.turn.content(_without_kinds(read, bare))
        slot = (read.places or read.institutions or read.kinds) and not told_by_deed  # 学校不占股的那个
        if base.query.want is Want.FACT and slot and len(bare) <= SHORT:
            swapped = Swapping(self.turn).of_fact(replace(base.query, within=()), read, bare)
            if swapped is not None:
                return swapped
        if read.numbers.numbers:
            return read
        only = answered is not None and base is answered and len(answered.cited) == 1
        meant = (
            answered and self.turn.held.tells_of(bare, answered.cited) >= TELLS
        )  # it was that one all along
        asks = asks or leans(bare)  # 这种容错了的，以后提拔受不受影响
        if answered and only and (told_by_deed or not read.narrows) and not asks and not meant:
            read = replace(
                read, other_than=replace(read.other_than, cases=answered.cited)
            )  # not that one; who asks besides may mean the same case
        named = read.places or read.institutions or read.literal or read.other_than
        if answered and only and asks and not (named or THAT_ONE.search(bare)):
            read = replace(read, near=answered.cited)  # 我要问的是处分谁给的，县里还是市里
        return read if len(bare) > SHORT else replace(read, want=Want.TEXT)


def _without_kinds(read: Query, bare: str) -> str:
    """`bare`, which was read as `read`, without the bodies that it names."""
    return without(bare, [(start, end) for _, start, end in read.kinds])


def _without_what_is_not(text: str) -> str:
    """`text` without the clauses 不是江苏 and 而不是江苏."""
    told = [text[start:end] for start, end in clauses(text)]
    kept = [part for part in told if not part.strip().removeprefix("我").startswith(_IS_NOT)]
    return "".join(kept).rstrip("，, ") if len(kept) < len(told) else text


def _instead(text: str) -> str:
    """What is meant in 要的是茶叶不是陶瓷; `text` where it names nothing else that is not."""
    before, other, _ = text.rpartition("不是")
    return before.rpartition("是")[2].rstrip("，, ") if other and "是" in before else text
