"""Cases told set side by side: 它们有什么不同, 跟它比呢, 把刷流量和封号这俩比一比; or counted, or briefed, together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.types import CaseId
from retrieval.language import terms
from retrieval.question.dialogue.beside import Beside, bare, side_by_side
from retrieval.question.dialogue.deixis import (
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
    THAT_ONE,
    counts_cases,
    counts_told,
    of_one_and_other,
    points_at_two,
)
from retrieval.question.dialogue.halves import halves
from retrieval.question.dialogue.history import MOST, Past
from retrieval.question.dialogue.leaning import preferring
from retrieval.question.dialogue.pointing.turn import (
    Pointing,
    of_instances,
)
from retrieval.question.query import Query, Want
from retrieval.question.slots.wants import WHICH_THINGS

_THIS = ("它", "他", "她", "这")


def _points(text: str) -> bool:
    """Whether it points at what was told, or counts it."""
    return bool(POINTS_AT_SEVERAL.search(text) or POINTS_AT_ONE.search(text) or counts_told(text))


def _several(query: Query) -> bool:
    """Whether several places, or several institutions, are named: 中科大跟湖大."""
    places, bodies = {p.text for p in query.places}, {one.institution.name for one in query.institutions}
    return max(len(places), len(bodies)) > 1


def _names_places(text: str, query: Query) -> bool:
    """Whether it names what it sets side by side by their places: 中山那个跟怀宁那个."""
    behind = {place.end for place in query.places}  # 把中山这件跟门头沟那件比一比: that of the place
    points = any(word in text and text.find(word) not in behind for word in _THIS)
    return _several(query) and not points


@dataclass(frozen=True)
class Combining:
    """Takes several of the cases told together, for a turn beside those before it."""

    turn: Pointing

    def combine(self, text: str, query: Query) -> Query | None:
        d = self.turn.dialogue
        if d.answered is None or any(word in text for word in WHICH_THINGS):
            return None  # 它靠哪两样东西撑着: things of one case
        both = query.want is Want.COMPARE and _several(query)
        if not both and (beside := Beside(self.turn).compared(text, query, d.answered.cited)):
            return beside  # 跟前面农场那个比有什么不同; but 把中山这件跟门头沟那件比一比 names both
        if query.want in (Want.BRIEF, Want.COUNT):
            return self._together(text, query, d.answered)
        # 两个人谁挣得多
        several = POINTS_AT_SEVERAL.search(text) or counts_told(text) or of_one_and_other(text)
        if query.want is Want.FACT and not (several or side_by_side(text)):
            # 十八洞村那边有没有跟网购平台谈过: with whom somebody spoke sets nothing side by side
            return None
        alone = len(d.answered.cited) == 1
        if (pair := self._pair(text, query, d.answered.cited)) is not None:
            return pair
        together = POINTS_AT_SEVERAL.search(text) and len(self.turn.pointed_at(text, d.answered)) > 1
        # 这两件二审改判的理由有啥不同: of two, told one by one
        of_one = alone and not (together or counts_cases(text))
        if of_one and (of_instances(query) or (not query.narrows and self._compares_words(text, query))):
            return replace(query, want=Want.FACT, within=d.answered.cited, kinds=())
        named = bool(query.places or query.institutions or query.kinds or query.numbers.numbers)
        if several and not query.numbers.numbers:
            named = named and not (query.kinds and not query.places)  # 这两个法院: those told before
        by_words = (
            not named and not _points(text) and any(all(map(self.turn.content, p)) for p in halves(text))
        )
        if by_words or _names_places(text, query):
            return preferring(query, d)  # 馒头跟香肠比，哪个赔得多: what it sets side by side it names itself
        if not named and not POINTS_AT_SEVERAL.search(text) and (one := POINTS_AT_ONE.search(text)):
            rest = self.turn.read(text[: one.start()] + text[one.end() :])
            named = (rest.narrows or self.turn.content(rest.theme)) and len(d.answered.cited) == 1
        if other := self._of_another_person(text):
            return replace(query, want=Want.COMPARE, targets=other, kinds=())  # 跟沈某比，俩人谁处分重
        if named:
            return self._against(text, d.answered.cited)
        cases = self._two_of(text) or self.turn.pointed_at(text, d.answered)
        cases = cases if len(cases) > 1 else d.several()
        if len(cases) < 2 and len(d.answered.cited) == 1 and not named:
            return replace(
                query, want=Want.FACT, within=d.answered.cited, kinds=()
            )  # 两个人各多大, of one case
        return replace(query, want=Want.COMPARE, targets=cases[:MOST]) if len(cases) > 1 else None

    def _pair(self, text: str, query: Query, told: tuple[CaseId, ...]) -> Query | None:
        """The one case told beside the one of somebody else that is named, or beside the other of a list of two: 哪个赔得多."""
        if len(told) == 1 and (another := self._another_person(text)):
            return replace(query, want=Want.COMPARE, targets=told, described=another)
        two = self.turn.two_listed(text) if query.want is Want.COMPARE and not query.narrows else ()
        return replace(query, targets=two) if two else None

    def _together(self, text: str, query: Query, last: Past) -> Query:
        """A briefing on, or a count of, those told, or those that the turn names itself."""
        if query.want is Want.BRIEF:
            if other := self._of_another_person(text):
                return replace(query, targets=other, theme="")  # 把他和夏某放一张表里
            named = _names_places(text, query)  # 德化和陕西合起来写一段
            return query if named else replace(query, targets=self.turn.pointed_at(text, last), theme="")
        if (query.narrows or self.turn.content(query.theme)) and len(last.cited) == 1:
            return query  # 浙江福建江西三省加一块儿: of all there are, not of the one told last
        return replace(query, within=self.turn.pointed_at(text, last), theme="")

    def _of_another_person(self, text: str) -> tuple[CaseId, ...]:
        """The one case told last beside the one, told before, of a person that `text` names and it does not."""
        d = self.turn.dialogue
        if d.answered is None or len(d.answered.cited) != 1:
            return ()
        here = d.answered.cited[0]
        for name in terms.PERSON.findall(text):
            of_name = [case for case in d.every if self.turn.held.says(case, name)]
            if len(of_name) == 1 and of_name[0] != here:
                return (here, of_name[0])
        return ()

    def _another_person(self, text: str) -> str:
        """Whom `text` names of whom no case that was told says a word: 跟崔某收的礼金比; '' where it names none, or several."""
        told, named = self.turn.dialogue.told, terms.PERSON.findall(text)
        if len(set(named)) != 1:
            return ""
        return next((name for name in named if not any(self.turn.held.says(case, name) for case in told)), "")

    def _two_of(self, text: str) -> tuple[CaseId, ...]:
        """The two of those told that are set side by side by a word of each: 把刷流量和封号这俩比一比; none where they are not told so."""
        told = self.turn.dialogue.told
        for first, second in halves(text):
            each = [THAT_ONE.search(half) for half in (first, second)]  # 婚礼那个和照相馆那个
            behind = POINTS_AT_SEVERAL.search(second)
            if not (points_at_two(text) or all(each)):
                continue
            named = (bare(first), bare(second[: behind.start()] if behind else second))
            if all(each):
                named = (bare(first[: each[0].start()]), bare(second[: each[1].start()]))  # type: ignore[union-attr]
            meant = [[case for case in told if self.turn.held.holds(case, what)] for what in named]
            if all(len(one) == 1 for one in meant) and meant[0] != meant[1]:
                return (*meant[0], *meant[1])
        return ()

    def _compares_words(self, text: str, query: Query) -> bool:
        """撤销跟离婚有啥两样: what is set side by side are two words of one case, not two cases."""
        if _points(text) or query.numbers.numbers or not self.turn.content(query.theme):
            return False
        # 黄花和酒对比下, after the one on wine: of which no word is told names another case
        first = next((pair for pair in halves(text) if all(map(self.turn.content, pair))), ())
        return all(self.turn.told_of(half) for half in first)

    def _against(self, text: str, told: tuple[CaseId, ...]) -> Query | None:
        """湖大跟它有什么不同: the case spoken of beside the one that is named."""
        if len(told) != 1:
            return None
        number = f"案例{told[0].number}"
        match = POINTS_AT_ONE.search(text)
        put = text[: match.start()] + number + text[match.end() :] if match else f"{number}{text}"
        return replace(self.turn.read(put), want=Want.COMPARE)
