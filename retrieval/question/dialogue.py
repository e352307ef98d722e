"""A follow-up is an edit of an earlier Query: narrow it, swap a slot, take one of its cases, count it, show it anew.

How a turn relates to those before it is learned (heads.py); this module carries each edit out. Pointing words
(它, 这两个, 第二个, 下一个) are a closed class and stand here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from data.numerals import number_of
from data.patterns import regex
from data.places.regions import Place, find_places
from data.text import clauses
from data.types import CaseId, Conversation
from retrieval import lexicon
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed
from retrieval.question.closed import MANNER
from retrieval.question.query import Act, Excluded, Form, Layout, Query, Want

NEW_SUBJECT = regex(
    r"^\s*(?:好的?|行|嗯|ok)?[，,。\s]*(?:我们|咱们?|现在|那)?(?:换(?:个|一个)?(?:话题|问题|主题|方向)|另外(?:一个问题|问一?下|想问)?(?=[，,：:\s])|换一?个问|新问题|不聊这个了?|"
    r"(?:再)?问(?:个|一个)?别的|说点别的|换一?个(?=[，,]\s*[^，,]{5})|new topic|different question|change of topic)[，,。：:；;\s]*(?:吧|了)?[，,。：:\s]*",
    re.I,
)
POINTS_AT_ONE, POINTS_AT_SEVERAL = listed("points_at_one"), listed("points_at_several")
_STEP = regex(
    r"^\W*(?:那|再|往|看|看看|说说|讲讲|来|给我|它|这(?:一)?(?:个|条|篇|家|例))*(?:的)?(?P<back>上|前|previous)?(?P<on>接下来|紧接着|往下|下|后|next)?(?:面|边|头)?(?:的|那|数)?(?:一|1)?(?:个|例|条|篇|则|家|起|件|号|case|one)(?:案例)?(?:呢|是什么|讲什么|讲了什么|讲的什么|说什么|说的什么|说的是什么|是啥|讲啥|说啥)*\W*$",
    re.I,
)
_FORMER, _LATTER, _MIDDLE, _REST = (
    listed("former"),
    listed("latter"),
    listed("middle"),
    listed("rest_of_them"),
)
_EXCEPTION = 14
"""Characters of what is left out before a question: 除了栗子呢，."""
_COUNTED = regex(
    r"^\W*(?:把|将|给我|回到|刚才|上面|前面|之前|的|[那这])*(?P<n>俩|[两二三四五六七八九十]|\d{1,2})(?P<what>[个家起件条地省市份样处位篇则块案例])"
)
"""三个列个表, 这三地: how many of what was told before."""
_SAME_PLACE = regex(
    r"(?:这|那|该|(?P<same>同|他们)一?|本|当地)个?(?P<what>省份?|自治区|直辖市|城市|[市县](?!级)|地方|地|边|里|儿)|(?P<level>[省市县])里"
)
"""同省的法院, 那个省还有吗: a place that the case last spoken of names."""
_AMONG, _ONLY, _ONE_MORE = listed("among_them"), listed("only_those"), listed("one_more")
_CORRECTS = regex(
    r"^\W*(?:不对|不是|错了|搞错了|弄错了|说错了|你?理解错了|不|no)*[，,。！!\s]*(?:啊|吧|呀|哦|了)*[，,。！!\s]*(?:我|咱)*(?:刚才|刚刚|本来|其实)?(?:的意思|想)?(?:是)?(?:说|问|指|要|找|看|想问|想知道|想看)?(?:的)?(?:是)?[，,：:\s]*"
)
_THAT_ONE, _ASKS = listed("that_one"), listed("asks_anything")
_SWAP = regex(
    r"^\W*(?:好(?:的|吧)?|嗯|哦|行|ok)?[，,\s]*(?:那|那么|然后|and|what about|how about|还有|换成?|改成?|如果是|要是)?[\s,，]*(?P<what>.{1,24}?)(?:的|那边|那里|那个|这边|方面|这块)?(?:的)?(?:呢|怎么样|如何|咋样|有吗|有没有|吗)?\W*$",
    re.I,
)
_THE_ONE = regex(
    r"^\W*(?:那|还有|另外|再说)*(?P<what>[^，,。？?它他她这那]{2,12}?)的?那一?(?:个|家|位|起|件|条|所|批)(?P<who>[^，,。？?呢的叫是啥谁哪什怎]{0,4})(?:的?呢|吧|啊)?(?:[，,：:](?P<rest>.+))?[？?]*$|"
    r"^\W*(?:那|另外)一?(?:个|家|位|起|件|所)(?P<that>[^，,。？?]{2,12}?)的?呢(?:[，,：:](?P<more>.+))?[？?]*$"
)
"""A case told by what it does, not by its number: 打球的那个，他们在商标上做了啥; 那个电池的呢，用了多久坏的."""
_EVERYWHERE, _OF_LIBRARY = listed("everywhere"), listed("these_cases")
_PLACES = "地省市处"
_UNITS = ("省", "市", "县")
_SET = (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME, Want.BRIEF, Want.COMPARE)
MOST = 10
"""Cases that several turns are set side by side of, at most."""


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier turn: what was understood, and which cases the answer cited, in order."""

    query: Query
    cited: tuple[CaseId, ...]
    refused: bool


@dataclass(frozen=True)
class Dialogue:
    """The turns so far, oldest first."""

    turns: tuple[Past, ...] = ()

    @classmethod
    def of(cls, conversation: Conversation) -> Dialogue:
        past = []
        for turn in conversation.turns:
            read = Query(text=turn.understood.text)
            with suppress(
                ValueError, KeyError, TypeError
            ):  # of a release that wrote queries otherwise, or none
                read = Query.loads(turn.understood.query)
            past.append(Past(read, turn.cited, turn.refused))
        return cls(tuple(past))

    @cached_property
    def asked(self) -> Past | None:
        """The newest turn that asked something, answered or not."""
        return next((turn for turn in reversed(self.turns) if turn.query.act is Act.ASK), None)

    @cached_property
    def answered(self) -> Past | None:
        """The newest turn whose answer cites cases."""
        return next((turn for turn in reversed(self.turns) if turn.cited and not turn.refused), None)

    @cached_property
    def listed(self) -> Past | None:
        """The newest answer that gave several cases: what 第二个 and 剩下那个 count in."""
        return next((t for t in reversed(self.turns) if len(t.cited) > 1 and not t.refused), None)

    @cached_property
    def told(self) -> tuple[CaseId, ...]:
        """The cases that the newest answers gave, back to the last list, newest first."""
        found: dict[CaseId, None] = {}
        for turn in reversed(self.turns):
            found.update(dict.fromkeys(turn.cited))
            if turn is self.listed:
                break
        return tuple(found)

    def group(self, size: int, places: bool) -> tuple[CaseId, ...]:
        """The `size` cases spoken of together: the newest answer of as many; of `places`, the newest answers."""
        if places:
            newest = [turn for turn in reversed(self.turns) if turn.cited and not turn.refused][:size]
            return tuple(dict.fromkeys(case for turn in reversed(newest) for case in turn.cited))
        whole = next((t.cited for t in reversed(self.turns) if len(t.cited) == size and not t.refused), None)
        return whole or self.several(size)

    def several(self, least: int = 2) -> tuple[CaseId, ...]:
        """The cases of the newest turns, oldest first, until there are `least`."""
        found: list[CaseId] = []
        for turn in reversed(self.turns):
            found = [*(c for c in turn.cited if c not in found), *found]
            if len(found) >= least:
                break
        return tuple(found[:MOST])


Read = Callable[[str], Query]
"""A text read by itself, what is wanted of it included."""


class Held(Protocol):
    """What an edit has to know of the cases that are held."""

    def places(self, case: CaseId) -> Sequence[Place]:
        """Where `case` is."""

    def title(self, case: CaseId) -> str:
        """The title of `case`; '' where there is no such case."""

    def answers_to(self, case: CaseId, query: Query) -> bool:
        """Whether `case` is in a place and by a body that `query` names."""

    def holds(self, case: CaseId, text: str) -> bool:
        """Whether every word of content of `text`, one at least, stands in `case`."""


@dataclass(frozen=True)
class Editor:
    """Carries edits out; `read` reads a text by itself."""

    dialogue: Dialogue
    read: Read
    held: Held
    content: Callable[[str], bool]
    """Whether a text has a word of content."""

    def pointed(self, text: str) -> Query | None:
        """What pointing words of a closed class decide by themselves: 第二个, 前者, 下一个, 剩下那个."""
        d = self.dialogue
        if d.answered is None:
            return None
        if d.answered is not d.listed and (step := self._step(text)):
            return step  # 往前一个 after one was opened: the number before, not the first of the list
        if d.listed and (counted := self._counted_off(text, d.listed)):
            return counted
        if described := self._described(text):
            return described
        if d.listed and d.answered is not d.listed and (match := _REST.search(text)):
            left = tuple(case for case in d.listed.cited if case not in d.answered.cited)
            return self._about(text[: match.start()] + text[match.end() :], left or d.listed.cited)
        if (match := _REST.search(text)) and (d.listed is None or d.answered is d.listed):
            rest = text[: match.start()] + text[match.end() :]
            query = self.read(rest)
            told = [case for case in d.told if case not in d.answered.cited]
            told = [case for case in told if self.held.answers_to(case, query)] if query.narrows else []
            if told:
                return self._about(rest, tuple(told))
            if query.places or query.kinds:  # 福建另外那个: not what was told
                return replace(query, want=Want.CASES, other_than=Excluded(cases=d.told), edit="others")
        return self._step(text)

    def _counted_off(self, text: str, listed: Past) -> Query | None:
        """第二个, 前者, 中间那个: one or some of the newest list by where they stand in it."""
        numbers = find_numbers(text)
        if _FORMER.search(text) and _LATTER.search(text):
            rest = _LATTER.sub("", _FORMER.sub("", text))
            return self._about(rest, (listed.cited[0], listed.cited[-1]))
        if _FORMER.search(text):
            return self._about(_FORMER.sub("", text), listed.cited[:1])
        if _LATTER.search(text) and "案例" not in text:
            return self._about(_LATTER.sub("", text), listed.cited[-1:])
        size = len(listed.cited)
        if size % 2 and _MIDDLE.search(text):
            return self._about(_MIDDLE.sub("", text), (listed.cited[size // 2],))
        if numbers.ordinal and all(0 < n <= size for n in numbers.numbers):
            meant = tuple(listed.cited[n - 1] for n in numbers.numbers)
            return self._about(_without(text, numbers.spans), meant)
        return None

    def _described(self, text: str) -> Query | None:
        """打球的那个，做了什么: the one of those told that holds these words, or of all where none does."""
        match = _THE_ONE.match(text)
        if match is None or leaves_out(text) or _REST.search(text):
            return None
        what = (match["what"] or match["that"]) + (match["who"] or "")
        rest = (match["rest"] or match["more"] or "").strip("？? ")
        read = self.read(what)
        if read.numbers.numbers or read.narrows or not self.content(what) or what.startswith("姓"):
            return None
        told = self.dialogue.told
        holding = tuple(case for case in told if self.held.holds(case, what))
        if len(holding) == 1:
            return self._about(rest, holding)
        if holding or len(told) > MOST:
            return None
        if not self.content(rest):
            return Query(text=what, want=Want.TEXT, theme=read.theme, described=what, edit="pick")
        asked = self.read(rest)
        want = asked.want if asked.want is Want.TEXT else Want.FACT
        return replace(asked, want=want, described=what, edit="pick")

    def placed(self, text: str) -> str:
        """`text` with the place that 同省 or 同一个市 points at, where the last case names it."""
        match, answered = _SAME_PLACE.search(text), self.dialogue.answered
        if match is None or not match["same"] or match["what"] not in _UNITS or answered is None:
            return text
        name = self._place(answered, match["what"])
        return text[: match.start()] + name + text[match.end() :] if name else text

    def _step(self, text: str) -> Query | None:
        match = _STEP.match(text)
        answered = self.dialogue.answered
        if answered is None or not match or bool(match["back"]) == bool(match["on"]):
            return None
        here = answered.cited[-1] if match["on"] else answered.cited[0]
        number = here.number + (1 if match["on"] else -1)
        return Query(
            text=f"案例{number}", want=Want.TEXT, targets=(CaseId(here.collection, number),), edit="pick"
        )

    def _about(self, rest: str, cases: tuple[CaseId, ...]) -> Query:
        """`rest` asked of `cases`; these shown where nothing more is asked."""
        query = self.read(rest)
        if query.want is Want.COMPARE and len(cases) > 1:
            return replace(query, targets=cases, edit="pick")
        if not self.content(rest) and query.want in (Want.FACT, Want.TEXT, Want.CASES):
            return replace(query, want=Want.TEXT, targets=cases, edit="pick")
        if query.want in (Want.CASES, Want.COUNT) and len(cases) == 1:
            query = replace(query, want=Want.FACT)
        if query.want is Want.TEXT:
            return replace(query, targets=cases, edit="pick")
        return replace(query, within=cases, edit="pick")

    def edit(self, relation: str, text: str, query: Query, likely: float = 1.0) -> Query | None:
        """`query`, the reading of `text` by itself, as an edit of what was asked before; None where it is none.

        `likely` is how surely it relates so, in [0, 1].
        """
        if self.dialogue.asked is None:
            return None
        done = getattr(self, f"_{relation}", None)
        edited = done(text, query) if done else None
        return replace(edited, edit=relation, lean=likely) if edited is not None else None

    def _narrow(self, text: str, query: Query) -> Query | None:
        base = self.dialogue.listed or self.dialogue.answered
        if base is None:
            return None
        among = _ONLY.match(text) or _AMONG.search(text)
        query = self.read(text[: among.start()] + text[among.end() :]) if among else query
        want: Want = query.want if query.want in (Want.COUNT, Want.EXTREME, Want.GROUPS) else Want.CASES
        if len(base.cited) == 1 and not query.narrows:
            want = Want.FACT
        return replace(query, want=want, within=base.cited)

    def _swap(self, text: str, query: Query) -> Query | None:
        base = self.dialogue.asked
        assert base is not None
        match = _SWAP.match(text)
        what = match["what"] if match else text
        old = base.query
        if _EVERYWHERE.fullmatch(what):
            return replace(old, places=(), within=(), near=(), text=_without(old.text, _spans(old.places)))
        if query.numbers.numbers and (old.numbers.numbers or old.targets):
            return replace(query, want=old.want) if old.want is not Want.COMPARE else query
        told = self.dialogue.answered
        if old.want is Want.FACT and told and not query.narrows and self.held.holds(told.cited[0], what):
            return replace(query, want=Want.FACT, near=told.cited)  # 那分局大队的呢: it speaks of that too
        if old.want in (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME, Want.BRIEF):
            return self._swapped_set(old, query, what)
        sets = (Want.CASES, Want.COUNT, Want.GROUPS)
        named = query.places or query.institutions or any(e - s + 1 >= len(what) for _, s, e in query.kinds)
        other = (
            text.rstrip("？?").endswith("呢") and not named
        )  # 保险公司呢: the same of another, no set of firms
        if not other and query.want in sets and (query.narrows or self.content(query.theme)):
            return query
        return self._swapped_fact(old, query, what)

    def _swapped_set(self, old: Query, new: Query, what: str) -> Query | None:
        theme = new.theme if self.content(new.theme) else ""
        if new.course and not (
            new.places or new.kinds or new.institutions or theme
        ):  # 那输的呢, of the same cases
            return replace(old, text=new.text, course=new.course, course_at=new.course_at)
        if not (new.places or new.kinds or new.institutions or theme or new.literal or new.collections):
            return None
        keeps_theme = bool(new.places or new.kinds or new.institutions) and not theme
        want = new.want if new.want in (Want.COUNT, Want.GROUPS, Want.EXTREME) else old.want
        text = f"{what}{old.theme}" if keeps_theme and old.theme else new.text
        if (
            named := [*_spans(old.places), *_spans(old.institutions)]
            if new.places or new.institutions
            else []
        ):
            text = _exchanged(old.text, named, what)
        elif new.kinds and old.kinds:
            text = _exchanged(old.text, [(start, end) for _, start, end in old.kinds], what)
        return replace(
            old,
            want=Want.CASES if want in (Want.GROUPS, Want.EXTREME) and not new.by else want,
            text=text,
            places=new.places or (old.places if theme and not new.kinds else ()),
            kinds=new.kinds or (() if theme or new.institutions else old.kinds),
            institutions=new.institutions,
            literal=replace(old.literal, required=((theme,),)) if old.literal and theme else new.literal,
            theme=theme or (old.theme if keeps_theme else ""),
            numbers=new.numbers,
            other_than=new.other_than,
            collections=new.collections or old.collections,
            within=(),
            near=(),
            targets=(),
            again=False,
        )

    def _swapped_fact(self, old: Query, new: Query, what: str) -> Query | None:
        """那上海呢 after a fact or a case shown: the same asked with the name exchanged, or the cases of that name."""
        named = bool(new.places or new.institutions)
        spans = [*_spans(old.places), *_spans(old.institutions)] if named else []
        if new.kinds and not named:
            spans = [(start, end) for _, start, end in old.kinds]
        if named or new.kinds:
            if not spans and old.within and not named:
                return replace(new, want=Want.FACT, within=old.within, text=f"{what}{old.text}")
            if not spans:
                return replace(new, want=Want.FACT if self.content(new.theme) else Want.CASES)
            text = _exchanged(old.text, spans, what)
            return replace(self.read(text), want=old.want)
        if not self.content(what):
            return None
        answered = self.dialogue.answered
        one = _THAT_ONE.search(what)
        if answered is None or (one and len(what) - one.end() > 1):
            return replace(new, want=Want.TEXT)  # 那个打篮球的呢: another case, told by what it does
        return replace(new, want=Want.FACT, near=answered.cited)

    def _pick(self, text: str, query: Query) -> Query | None:
        base = self.dialogue.listed or self.dialogue.answered
        if base is None:
            return None
        rest = _without_that_one(text)
        if query.want in (Want.CASES, Want.TEXT, Want.COUNT) and len(base.cited) > 1:
            asked = self.read(rest) if self.content(rest) else query
            if asked.narrows or self.content(asked.theme):
                return replace(asked, want=Want.CASES, within=base.cited)
        meant = self._meant(query, base.cited)
        corrects = _CORRECTS.match(text)
        if len(meant) == 1 < len(base.cited) and not (corrects and corrects[0]):
            return replace(
                query, want=Want.FACT, within=meant
            )  # 法院用的那个系统: the one court of those told
        return replace(query, want=Want.FACT, near=meant)

    def _others(self, text: str, query: Query) -> Query | None:
        d = self.dialogue
        base = d.asked if d.asked and d.asked.query.want in _SET else d.listed or d.answered
        if base is None:
            return None
        here = self._here(text, base)
        out = query.other_than
        named = out.places or out.kinds or out.described
        stripped = text if named else _behind_exception(text)
        own = self.content(query.theme) and not lexicon.is_scaffolding(query.theme)
        told = d.told or base.cited
        if out and not out.cases and d.listed and not own and not here:  # 除了陶瓷那个呢: the list without it
            return replace(query, want=Want.CASES, theme="", within=d.listed.cited)
        if here:
            query = self.read(f"{here}的案例")
            return replace(query, want=Want.CASES, other_than=Excluded(cases=told), again=True)
        if query.narrows or own:
            asked = self.read(stripped) if stripped != text else query
            theme = asked.theme if self.content(asked.theme) else base.query.theme
            out = replace(asked.other_than, cases=told)
            return replace(
                asked, want=Want.CASES, theme=theme, other_than=out, again=True, form=self._limit(text)
            )
        old = base.query
        theme = old.theme or (self.held.title(base.cited[0]) if base.cited and old.want is Want.TEXT else "")
        out = replace(old.other_than, cases=(*old.other_than.cases, *told))
        return replace(
            old,
            want=Want.CASES,
            theme=theme,
            text=old.text if old.theme else theme or old.text,
            numbers=query.numbers if not old.numbers.numbers else type(old.numbers)((), ()),
            other_than=out,
            within=(),
            near=(),
            targets=(),
            again=True,
            form=self._limit(text),
        )

    def _limit(self, text: str) -> Form:
        return Form(limit=1) if _ONE_MORE.search(text) else Form()

    def _here(self, text: str, base: Past) -> str:
        """The place of the last case, where 那个省 or 当地 points at it."""
        match = _SAME_PLACE.search(text)
        if not match or find_places(text) or not base.cited:
            return ""
        return self._place(base, match["what"] or match["level"])

    def _place(self, base: Past, what: str) -> str:
        """The city or the province of the first case of `base`; '' where it is nowhere."""
        place = next(iter(self.held.places(base.cited[0])), None)
        if place is None:
            return ""
        return place.name if what in ("市", "县", "城市") else place.province or place.name

    def _same(self, text: str, query: Query) -> Query | None:
        base = self.dialogue.answered
        if base is None:
            return None
        bare = not query.narrows and not (self.content(query.theme))
        if query.want in (Want.COUNT, Want.GROUPS, Want.EXTREME) and base.query.want in _SET:
            group = self.dialogue.listed if query.want is not Want.COUNT and self.dialogue.listed else base
            if query.narrows and len(group.cited) == 1:
                return query  # 浙江福建三省加一块儿多少: of all there are, not of the one told last
            told = self._pointed_at(text, group)
            if bare:
                return replace(query, within=told, text=group.query.text, theme="")
            return replace(query, within=told)
        if query.want is Want.COMPARE:
            return self._combine(text, query)
        if query.want is Want.BRIEF:
            named = self.content(query.theme) and not MANNER.fullmatch(query.theme)
            if named and not (POINTS_AT_ONE.search(text) or POINTS_AT_SEVERAL.search(text)):
                return query  # 写一份地理标志的简报: on what it names
            told = self._pointed_at(text, base)
            return replace(query, within=told, theme=base.query.theme if told == base.cited else "")
        if query.want is Want.TEXT:
            return replace(query, targets=base.cited)
        if query.want is Want.CASES and len(base.cited) > 1 and (bare or query.narrows):
            return replace(query, within=base.cited)
        pointed = POINTS_AT_ONE.search(text) or POINTS_AT_SEVERAL.search(text)
        fact = replace(query, want=Want.FACT, numbers=type(query.numbers)((), ()))
        meant = self._meant(query, base.cited)
        if query.places and not pointed and not any(self.held.answers_to(case, query) for case in meant):
            return query  # 同省的法院做了什么: of a place where none of those told is
        if len(meant) == 1 or (pointed and len(meant) <= 3):
            return replace(fact, within=meant)
        return replace(fact, near=meant)

    def told_of(self, text: str) -> bool:
        """Whether one of the cases of the last answer holds the words of `text`."""
        base = self.dialogue.answered
        return base is not None and any(self.held.holds(case, text) for case in base.cited)

    def _meant(self, query: Query, told: tuple[CaseId, ...]) -> tuple[CaseId, ...]:
        """Of the cases told, those in the place and by the body that the turn names; all where it names none of them."""
        named = query.places or query.kinds
        return tuple(c for c in told if self.held.answers_to(c, query)) or told if named else told

    def _pointed_at(self, text: str, base: Past) -> tuple[CaseId, ...]:
        """The cases of the last answer; of earlier ones where it did not give as many as are pointed at."""
        counted = _COUNTED.match(text)
        if counted and (size := number_of(counted["n"].replace("俩", "两"))):
            if size > 1 and counted["what"] in _PLACES:
                return self.dialogue.group(size, places=True)
            if size > 1 and len(base.cited) != size:
                return self.dialogue.group(size, places=False)
        pointed = POINTS_AT_SEVERAL.search(text)
        least = _many(pointed[0]) if pointed else 0
        return self.dialogue.several(least) if len(base.cited) < least else base.cited

    def _show(self, text: str, query: Query) -> Query | None:
        base = self.dialogue.answered
        if base is None:
            return None
        form = query.form
        group = self._pointed_at(text, base)
        if group != base.cited:
            want = Want.BRIEF if query.want is Want.BRIEF else Want.TEXT
            return replace(query, want=want, text=text, theme="", targets=group, within=(), form=form)
        if form.layout is Layout.TABLE:
            query = replace(query, kinds=())  # 列个表，写上公司和金额: these are its columns
        if query.narrows and len(base.cited) > 1:
            return replace(query, want=Want.CASES, within=base.cited, form=form)
        if base.query.want is Want.COUNT and form.layout in (Layout.TABLE, Layout.TITLES, Layout.FULL):
            return replace(base.query, want=Want.CASES, form=form)
        if query.want is Want.BRIEF and form.layout in (Layout.PLAIN, Layout.FULL) and len(base.cited) > 1:
            return replace(query, within=base.cited, text=base.query.text, theme=base.query.theme)
        if base.query.want is Want.FACT and form.layout in (Layout.VERBATIM, Layout.FULL, Layout.TITLES):
            return Query(text=base.query.text, want=Want.TEXT, targets=base.cited, form=form)
        return replace(
            base.query,
            form=form,
            targets=base.query.targets or (base.cited if base.query.want is Want.TEXT else ()),
        )

    def _combine(self, text: str, query: Query) -> Query | None:
        d = self.dialogue
        if d.answered is None:
            return None
        if query.want is Want.BRIEF:
            return replace(query, targets=self._pointed_at(text, d.answered), theme="")
        if query.want is Want.COUNT:
            if query.narrows and len(d.answered.cited) == 1:
                return query  # 浙江福建江西三省加一块儿: of all there are, not of the one told last
            return replace(query, within=self._pointed_at(text, d.answered), theme="")
        if len(d.answered.cited) == 1 and not query.narrows and self._compares_words(text, query):
            return replace(query, want=Want.FACT, within=d.answered.cited)
        named = bool(query.places or query.institutions or query.kinds or query.numbers.numbers)
        if POINTS_AT_SEVERAL.search(text) and len(d.answered.cited) == 1 and not query.numbers.numbers:
            named = named and not (query.kinds and not query.places)  # 这两个法院: those told before
        if not named and not POINTS_AT_SEVERAL.search(text) and (one := POINTS_AT_ONE.search(text)):
            rest = self.read(text[: one.start()] + text[one.end() :])
            named = (rest.narrows or self.content(rest.theme)) and len(d.answered.cited) == 1
        if named:
            return self._against(text, d.answered.cited)
        cases = self._pointed_at(text, d.answered)
        cases = cases if len(cases) > 1 else d.several()
        return replace(query, want=Want.COMPARE, targets=cases[:MOST]) if len(cases) > 1 else None

    def _compares_words(self, text: str, query: Query) -> bool:
        """撤销跟离婚有啥两样: what is set side by side are two words of one case, not two cases."""
        points = POINTS_AT_SEVERAL.search(text) or POINTS_AT_ONE.search(text) or _COUNTED.match(text)
        return not points and not query.numbers.numbers and self.content(query.theme)

    def _against(self, text: str, told: tuple[CaseId, ...]) -> Query | None:
        """湖大跟它有什么不同: the case spoken of beside the one that is named."""
        if len(told) != 1:
            return None
        number = f"案例{told[0].number}"
        match = POINTS_AT_ONE.search(text)
        put = text[: match.start()] + number + text[match.end() :] if match else f"{number}{text}"
        return replace(self.read(put), want=Want.COMPARE)

    def _correct(self, text: str, query: Query) -> Query | None:
        match = _CORRECTS.match(text)
        rest = _without_what_is_not(text[match.end() :] if match else text)
        bare = _without_that_one(rest)
        if not self.content(bare) and not find_places(bare):
            return None
        read = self.read(bare if bare.strip() else rest)
        base, answered = self.dialogue.asked, self.dialogue.answered
        assert base is not None
        short = len(bare) <= 12
        if answered and short and _ASKS.search(rest) and bare == rest and not read.narrows:
            return replace(read, want=Want.FACT, near=answered.cited)  # 我是问最后谁来担: of the same case
        if base.query.want in (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME) and len(bare) <= 12:
            return self._swapped_set(base.query, read, bare)
        if (
            base.query.want is Want.FACT
            and (read.places or read.institutions or read.kinds)
            and len(bare) <= 12
        ):
            swapped = self._swapped_fact(replace(base.query, within=()), read, bare)
            if swapped is not None:
                return swapped
        if read.numbers.numbers:
            return read
        if answered and base is answered and not read.narrows:
            read = replace(read, other_than=replace(read.other_than, cases=answered.cited))  # not that one
        return read if len(bare) > 12 else replace(read, want=Want.TEXT)


_MANY = {"俩": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def _many(pointing: str) -> int:
    """How many cases `pointing` (这三样, 它们) points at, at least."""
    return next((number for word, number in _MANY.items() if word in pointing), 2)


def _behind_exception(text: str) -> str:
    """`text` without 除了栗子, at its beginning: what was told is left out anyway."""
    if not leaves_out(text):
        return text
    head, comma, rest = text.replace("，", ",").partition(",")
    return rest.strip() if comma and len(head) <= _EXCEPTION else text


def _without_what_is_not(text: str) -> str:
    """`text` without the clauses 不是江苏 and 而不是江苏."""
    told = [text[start:end] for start, end in clauses(text)]
    kept = [part for part in told if not part.strip().startswith(("不是", "而不是"))]
    return "".join(kept).rstrip("，, ") if len(kept) < len(told) else text


def _without_that_one(text: str) -> str:
    """`text` without 的那个案例呢 at its end."""
    rest = text.rstrip("？?。！!，, 呢吧啊").removesuffix("案例").removesuffix("案子")
    ends = next((one.start() for one in _THAT_ONE.finditer(rest) if one.end() == len(rest)), None)
    if ends is None and not rest.endswith("的"):
        return text
    return rest[:ends].removesuffix("的")


def counts_told(text: str) -> bool:
    """Whether `text` begins with how many of what was told are meant: 两家打法有什么两样."""
    return bool(_COUNTED.match(text))


def leaves_out(text: str) -> bool:
    """Whether `text` begins by leaving something out: 除了陶瓷那个呢, 那除开北京的."""
    return text.lstrip("那么 ，,").startswith(("除了", "除开", "除去", "除掉", "除它"))


def leans(text: str) -> bool:
    """Whether `text` means nothing without what was said before it."""
    head = text.lstrip("那么请问 ")
    if _OF_LIBRARY.match(head):
        return False
    head = head.removeprefix("除了").removeprefix("除")
    return bool(POINTS_AT_ONE.match(head) or POINTS_AT_SEVERAL.match(head))


def shown(text: str, query: Query) -> str:
    """The reading for a person: the resolved text, with the cases it is taken to be about."""
    about = query.within or query.near or query.targets
    if about and query.edit and not query.again:
        names = "、".join(f"案例{case.number}" for case in about[:6]) + ("等" if len(about) > 6 else "")
        return f"（接上文{names}）{text}"
    return query.text


def _spans(mentions: Sequence[object]) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in mentions]  # type: ignore[attr-defined]


def _exchanged(text: str, spans: Sequence[tuple[int, int]], what: str) -> str:
    """`text` with `what` in the place of the names at `spans`."""
    outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    start = min(at for at, _ in outer)
    rest = _without(text, outer)
    return rest[:start] + what + rest[start:]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + text[end:]
    return text
