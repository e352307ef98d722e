"""A turn that stays with the cases told: a fact of them, how many they are, which of them leads, a briefing on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from retrieval.language import terms
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.dialogue.beside import Beside
from retrieval.question.dialogue.combining import Combining
from retrieval.question.dialogue.deixis import (
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
    counts_cases,
    points_at_two,
    said_so_many,
)
from retrieval.question.dialogue.history import MOST, Past
from retrieval.question.dialogue.pointing.turn import (
    Held,
    Pointing,
)
from retrieval.question.query import Query, Want
from retrieval.question.slots.entities import MANNER
from retrieval.question.slots.wants import CASES

_IN_ALL = listed("in_all_said")
_ASKS = listed("asks_word")
_WHY, _INSIDE, _OF_EACH = listed("why_alone"), listed("inside_told"), listed("of_each")
_TWO_PERSONS = ("他俩", "她俩", "他们俩", "她们俩", "两口子", "夫妻俩")
"""Two persons of the one case told, and no two cases."""
_PERSONS = ("人", "名", "位")
_OF_TOLD = ("都", "分别")
"""What a question begins with that speaks of what was told, and names nothing."""
_OPENED = (Want.TEXT, Want.CASES)
"""Wants whose answer, of one case, opens it."""
SETS_TOLD = (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME, Want.BRIEF, Want.COMPARE)
"""Wants whose answers tell of several cases."""


def _counts_persons(query: Query) -> bool:
    """Whether it is asked how many persons there are, and of no cases."""
    asked = query.asked
    of_persons = asked.unit in _PERSONS or asked.noun.startswith("人")
    return asked.type is Type.NUMBER and of_persons and not CASES.search(query.text) and not query.narrows


@dataclass(frozen=True)
class Staying:
    """Asks more of the cases told, for a turn beside those before it; `pick` takes one of them."""

    turn: Pointing
    pick: Callable[[str, Query], Query | None]

    def stay(self, text: str, query: Query) -> Query | None:
        base = self.turn.dialogue.answered
        if base is None:
            return None
        bare = not query.narrows and not (self.turn.content(query.theme))
        points = bool(POINTS_AT_ONE.search(text) or POINTS_AT_SEVERAL.search(text))
        if query.want is Want.COUNT and len(base.cited) == 1 and _counts_persons(query):
            return self._fact(text, query, base)  # 一共多少人被判了, after one case: of those in it
        if query.want in (Want.COUNT, Want.GROUPS, Want.EXTREME) and base.query.want in SETS_TOLD:
            return self._of_set(text, query, base, bare=bare, points=points)
        if query.want is Want.COUNT and query.places and not points:
            return query  # 浙江一共几个来着, after one of them was shown
        if query.want is Want.LIBRARY and len(base.cited) == 1:
            query = replace(query, want=Want.FACT)  # 这影楼叫啥名, after a case of one
        if query.want is Want.COMPARE:
            return Combining(self.turn).combine(text, query)
        if query.want is Want.BRIEF:
            return self._brief(text, query, base)
        if query.want is Want.TEXT:
            return replace(query, targets=self.turn.pointed_at(text, base))
        if query.want is Want.CASES and len(base.cited) > 1 and (bare or query.narrows):
            return replace(query, within=base.cited)
        return self._fact(text, query, base)

    def _of_set(self, text: str, query: Query, base: Past, *, bare: bool, points: bool) -> Query:
        """How many, which groups, which end: of the cases told, or of all there are."""
        group = (
            self.turn.dialogue.listed if query.want is not Want.COUNT and self.turn.dialogue.listed else base
        )
        one = len(group.cited) == 1 or (query.by == "region" and group.query.places)
        if query.want is Want.EXTREME and len(group.cited) == 1 and not points:
            return query  # 赔得最少的是哪个, after one: of all there are
        if query.want is Want.GROUPS and bare and one and not points:
            return query  # 每省几件, after one case or those of one province: of all there are
        if query.narrows and len(group.cited) == 1:
            return query  # 浙江福建三省加一块儿多少: of all there are, not of the one told last
        if query.want is Want.EXTREME and len({place.text for place in query.places}) > 1:
            return query  # 那江苏跟浙江谁多: of those that are named
        if query.want is Want.COUNT and not points and self._of_all_there_are(text, query, group):
            return query
        if query.want is Want.COUNT and bare and (here := self.turn.here(text, group)):
            return replace(self.turn.read(f"{here}的案例"), want=Want.COUNT)  # 这个省一共几个
        told = self.turn.pointed_at(text, group)
        if bare:
            return replace(query, within=told, text=group.query.text, theme="")
        return replace(query, within=told)

    def _of_all_there_are(self, text: str, query: Query, told: Past) -> bool:
        """Whether a count is of all cases: 拆迁的总共几个, after one was told."""
        of_all = len(told.cited) == 1 or _IN_ALL.search(text)  # 提到版权的总共是几个, after those besides
        themed = self.turn.content(query.theme) or query.literal is not None
        return not _INSIDE.search(text) and bool(of_all) and themed

    def _fact(self, text: str, query: Query, base: Past) -> Query | None:
        """A fact of the cases told, of each of several where that is asked; what stands by itself as it is."""
        pointed = POINTS_AT_ONE.search(text) or POINTS_AT_SEVERAL.search(text)
        if not pointed and self.turn.held.elsewhere(base.cited, text):
            return query  # “三治”指的是哪三治, after a case that has none
        named = terms.PERSON.findall(text)
        if named and not any(self.turn.held.says(case, name) for case in base.cited for name in named):
            return replace(query, want=Want.FACT)  # 那郭某某呢，认了没, after a case of others
        if Beside(self.turn).told_otherwise(text, base.cited):
            return self.pick(text, query)  # 馒头那件是哪家法院, after one that says nothing of it
        if Beside(self.turn).sets(text):
            return Combining(self.turn).combine(text, replace(query, want=Want.COMPARE))
        fact = replace(query, want=Want.FACT, numbers=type(query.numbers)((), ()))
        if (
            len(base.cited) == 1
            and base.query.want is Want.FACT
            and _WHY.fullmatch(text.strip("那又？?。！!呢啊呀嘛吗了的是 "))
        ):
            return replace(fact, within=base.cited, theme=base.query.theme)  # why that is so which was told
        both = self.turn.dialogue.several() if len(base.cited) == 1 and self._of_two_cases(text) else ()
        if len(both) > 1 and Cue.WHICH_OF_TWO in query.cues:
            return replace(query, want=Want.COMPARE, targets=both)  # 他们俩谁送的多
        if len(both) > 1:
            return replace(fact, within=both)  # 这两个都是二审翻过来的？ after one was told and then another
        of_all = _OF_EACH.search(text) or said_so_many(text)[0] == len(base.cited)
        if 1 < len(base.cited) <= MOST and of_all:
            return replace(fact, within=base.cited)  # 结果都怎样, 各是谁上诉的, 两家当初各写几口人
        if len(base.cited) > 1 and (one := Beside(self.turn).told_one(text)):
            return replace(fact, within=one)  # 大棚那个图的是啥
        meant = self.turn.meant(query, base.cited)
        first = text.partition(",")[0].rstrip("？?。 ")
        names = first.startswith("那") and first.endswith("呢") and not _ASKS.search(first)
        another = query.kinds and names  # not 那个交警本人判了几年呢
        if another and not any(self.turn.held.answers_to(case, query) for case in base.cited):
            return replace(query, want=Want.FACT)  # 那住建局长呢，啥处分, after one of another office
        named_here = bool(query.places or query.institutions)
        if named_here and not pointed and not any(self.turn.held.answers_to(case, query) for case in meant):
            return query  # 同省的法院做了什么: of a place where none of those told is
        if len(meant) == 1 or (pointed and len(meant) <= 3):
            return replace(fact, within=meant)
        return replace(fact, near=meant)

    def _of_two_cases(self, text: str) -> bool:
        """Whether two cases are spoken of, or two persons each of another, the last two told: 他们俩谁送的多, after 那郭某某呢."""
        if counts_cases(text) or self.turn.two_listed(text):
            return True
        persons = any(word in text for word in _TWO_PERSONS)
        return points_at_two(text) and (not persons or self.turn.dialogue.swapped)

    def _brief(self, text: str, query: Query, base: Past) -> Query:
        named = self.turn.content(query.theme) and not MANNER.fullmatch(query.theme)
        if named and not (POINTS_AT_ONE.search(text) or POINTS_AT_SEVERAL.search(text)):
            return query  # 写一份地理标志的简报: on what it names
        told = self.turn.pointed_at(text, base)
        return replace(query, within=told, theme=base.query.theme if told == base.cited else "")


def of_opened(text: str, query: Query, base: Past, held: Held) -> bool:
    """Whether what is asked is meant of the one case that was opened, or found alone: 都设在哪些国家, or a number of what it tells of
    (覆盖了多少学校, after a case of schools). Then it is of no other, whether the case says it or not.
    """
    named = query.places or query.institutions or query.literal or query.numbers.numbers
    if named or len(base.cited) != 1 or CASES.search(text):
        return False
    if text.startswith(_OF_TOLD):
        asked = (Want.FACT, Want.COUNT, Want.GROUPS, Want.CASES)  # 都有哪几方一起参与的
        return base.query.want in (*_OPENED, Want.FACT) and query.want in asked
    return (
        base.query.want in _OPENED and query.asked.type is Type.NUMBER and held.tells_of(text, base.cited) > 0
    )
