"""A turn beside those before it: which cases its words are of, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from data.numerals import number_of
from data.patterns import regex
from data.places.regions import Place, find_places
from data.types import CaseId, Collection
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.closed.sameness import sameness
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.dialogue.deixis import COUNTED, POINTS_AT_SEVERAL, THAT_ONE, many
from retrieval.question.dialogue.history import MOST, Dialogue, Past
from retrieval.question.query import Query, Want

_ALL_TOLD = listed("all_told")
"""前面说到的这几个: of all answers so far."""
SAME_PLACE = regex(
    r"(?:这|那|该|(?P<same>同|他们)一?|本|当地)[个座]?(?P<what>省份?|城(?!市)|自治区|直辖市|城市|[市县](?!级)|地方|地|边|里|儿)|(?P<level>[省市县])里"
)
"""同省的法院, 那个省还有吗: a place that the case last spoken of names."""
_SIDES, _BEFORE_SIDE = ("边", "里", "儿"), frozenset(("", *"们在从到就有，,。；; "))
"""那边 is a place at the beginning and behind these; behind another word it is the side of somebody: 公安那边."""
_PLACES = "地省市处"
UNITS = ("省", "市", "县", "城")
_IT = "它"
AND_IT = "呢那又的？?。！!，, "
"""All that is left of a turn that asks the same of another: 那第一件呢."""

Read = Callable[[str], Query]
"""A text read by itself, what is wanted of it included."""


class Held(Protocol):
    """What an edit has to know of the cases that are held."""

    @property
    def collections(self) -> tuple[Collection, ...]:
        """The collections they are of."""

    def places(self, case: CaseId) -> Sequence[Place]:
        """Where `case` is."""

    def title(self, case: CaseId) -> str:
        """The title of `case`; '' where there is no such case."""

    def answers_to(self, case: CaseId, query: Query) -> bool:
        """Whether `case` is in a place and by a body that `query` names."""

    def holds(self, case: CaseId, text: str) -> bool:
        """Whether every word of content of `text`, one at least, stands in `case`."""

    def says(self, case: CaseId, text: str) -> bool:
        """Whether `text` stands in `case` as it is."""

    def passes(self, case: CaseId, tests: Sequence[str]) -> bool:
        """Whether `case` passes every one of `tests` of the course of a suit."""

    def tells_of(self, text: str, cases: Sequence[CaseId]) -> int:
        """How many of the words of `text` that may tell a case from another stand in one of `cases`."""

    def elsewhere(self, told: Sequence[CaseId], text: str, least: int = 2) -> bool:
        """Whether `text`, of `least` words of content, speaks of what no case of `told` says a word of and another says in every word."""


@dataclass(frozen=True)
class Pointing:
    """A turn beside those before it: `read` reads a text by itself."""

    dialogue: Dialogue
    read: Read
    held: Held
    content: Callable[[str], bool]
    """Whether a text has a word of content."""
    as_set: Read
    """A text read as one that asks for cases, whatever it asks for."""

    def placed(self, text: str) -> str:
        """`text` with the place that 同省 or 同一个市 points at, where the last case names it."""
        match, answered = SAME_PLACE.search(text), self.dialogue.answered
        if match is None or not match["same"] or match["what"] not in UNITS or answered is None:
            return text
        if sameness(text):
            return text  # 跟德化那个同省吗: whether it is one
        name = self.place(answered, match["what"].replace("城", "市"))
        return text[: match.start()] + name + text[match.end() :] if name else text

    def about(self, rest: str, cases: tuple[CaseId, ...]) -> Query:
        """`rest` asked of `cases`; these shown where nothing more is asked."""
        if (same := self._same_of(rest, cases)) is not None:
            return same
        if (of_body := self._naming_body(rest)) != rest:  # what that body did, and not all of the case
            return replace(self.read(of_body), want=Want.FACT, kinds=(), within=cases, edit="pick")
        query = self.read(rest)
        if query.want is Want.LIBRARY:
            query = replace(query, want=Want.FACT)  # 剩下两个都是维持对吧
        if query.want is Want.COMPARE:
            told = self.dialogue.told_last
            if len(cases) == 1 and len(told) == 1:
                cases = tuple(dict.fromkeys((*cases, *told)))  # 跟头一个比，差在哪
            if len(cases) > 1:
                return replace(query, targets=cases, edit="pick")
            query = replace(query, want=Want.FACT)  # 前一个是谁上诉的，两个人一起: of one nothing is compared
        one_fact = query.asked.type in ONE_FACT  # 第二个呢，赔了多少
        if not (self.content(rest) or one_fact) and query.want in (Want.FACT, Want.TEXT, Want.CASES):
            return replace(query, want=Want.TEXT, targets=cases, edit="pick")
        if query.want in (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME) and len(cases) == 1:
            query = replace(query, want=Want.FACT)
        if query.want is Want.TEXT and not one_fact:
            return replace(query, targets=cases, edit="pick")
        want = Want.FACT if query.want is Want.TEXT else query.want
        return replace(query, want=want, within=cases, edit="pick")

    def _naming_body(self, rest: str) -> str:
        """`rest` with the body that the list was chosen by in the place of 它: 第二个里它干了什么, after 劳动监察在哪几个案子里."""
        last, bare = self.dialogue.listed, rest.replace("其它", "").replace("它们", "")
        if last is None or len(last.query.kinds) != 1 or self.content(last.query.theme) or _IT not in bare:
            return rest
        _, start, end = last.query.kinds[0]
        return rest.replace(_IT, last.query.text[start:end], 1)

    def _same_of(self, rest: str, cases: tuple[CaseId, ...]) -> Query | None:
        """第一件呢, after a fact of the second: the same of the first; None where more is said, or another thing was asked."""
        last = self.dialogue.asked
        if last is None or rest.strip(AND_IT) or not rest.strip("？?。 "):
            return None
        of_one = (
            last.query.want is Want.FACT
            and last.query.edit == "pick"
            and len(last.cited or last.query.within) == 1
        )
        one = THAT_ONE.search(last.query.text)
        if of_one and one is not None and self.content(last.query.text[: one.start()]):
            asked = self.read(last.query.text[one.end() :].lstrip("，, "))  # 里面有蜘蛛的那个判赔了多少
            return replace(asked, want=Want.FACT, within=cases, edit="pick") if asked.text else None
        # 江苏那件赔了多少, and then 另外一件呢: where the first lies is no test of the other
        same = replace(last.query, within=cases, near=(), targets=(), described="", places=())
        return same if of_one and cases not in (last.cited, last.query.within) else None

    def here(self, text: str, base: Past) -> str:
        """The place of the last case, where 那个省 or 当地 points at it."""
        match = SAME_PLACE.search(text)
        if not match or find_places(text) or not base.cited:
            return ""
        if match["what"] in _SIDES and text[: match.start()][-1:] not in _BEFORE_SIDE:
            return ""  # 公安那边的人: the side of somebody, and no place
        return self.place(base, match["what"] or match["level"])

    def place(self, base: Past, what: str) -> str:
        """The city or the province of the first case of `base`; '' where it is nowhere."""
        place = next(iter(self.held.places(base.cited[0])), None)
        if place is None:
            return ""
        return place.name if what in ("市", "县", "城市") else place.province or place.name

    def told_of(self, text: str) -> bool:
        """Whether one of the cases of the last answer holds the words of `text`."""
        base = self.dialogue.answered
        return base is not None and any(self.held.holds(case, text) for case in base.cited)

    def meant(self, query: Query, told: tuple[CaseId, ...]) -> tuple[CaseId, ...]:
        """Of the cases told, those in the place and by the body that the turn names; all where it names none of them."""
        named = query.places or query.kinds
        return tuple(c for c in told if self.held.answers_to(c, query)) or told if named else told

    def two_listed(self, text: str) -> tuple[CaseId, ...]:
        """A list of two that is spoken of after one of them was told: 哪个赔得多, 两边最后各给了多少钱; () where none is."""
        listed_last, cues = self.dialogue.listed, cues_of(text)
        of_two = listed_last is not None and len(listed_last.cited) == 2
        if listed_last is None or not of_two or not set(self.dialogue.told_last) < set(listed_last.cited):
            return ()
        each = text.startswith("两") and Cue.OF_EACH in cues
        return listed_last.cited if each or Cue.WHICH_OF_TWO in cues else ()

    def pointed_at(self, text: str, base: Past) -> tuple[CaseId, ...]:
        """The cases of the last answer; of earlier ones where it did not give as many as are pointed at."""
        if _ALL_TOLD.search(text):
            return self.dialogue.several(MOST)
        counted = COUNTED.match(text)
        if counted and (size := number_of(counted["n"].replace("俩", "两").replace("仨", "三"))):
            if size > 1 and counted["what"] and counted["what"] in _PLACES:
                return self.dialogue.group(size, places=True)
            if size > 1 and len(base.cited) != size:
                return self.dialogue.group(size, places=False)
        pointed = POINTS_AT_SEVERAL.search(text)
        least = many(pointed[0]) if pointed else 0
        if least > 2 and len(base.cited) < least:
            return self.dialogue.group(least, places=False)  # 网上买的那四个再列一遍, after one of them
        return self.dialogue.several(least) if len(base.cited) < least else base.cited


def of_instances(query: Query) -> bool:
    """Whether `query` speaks of an instance of one suit, beside another or a court: 二审看法跟一审差在哪, 中院跟一审想法不一样."""
    return bool(query.cues.sorts(Cue.INSTANCE_ASKED)) and not (query.places or query.numbers.numbers)
