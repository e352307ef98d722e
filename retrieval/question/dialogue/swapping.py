"""A slot of an earlier Query exchanged for what a turn names: 那浙江呢, 那输的呢, 我说的是浙江."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.patterns import regex
from data.places.regions import find_places
from data.text import split_at, without
from data.types import CaseId
from retrieval.language import terms
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.closed.wanted import FIGURES, ONE_FACT
from retrieval.question.dialogue.deixis import THAT_ONE
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.query import Query, Want
from retrieval.question.slots.wants import CASES

_SWAP = regex(
    r"^\W*(?:好(?:的|吧)?|嗯|哦|行|ok)?[，,\s]*(?:(?:那|那么|然后|and|what about|how about|还有|换成?|改成?|如果是|要是)[\s,，]*)*(?P<what>.{1,24}?)(?:的|那边|那里|那个|这边|方面|这块)?(?:的)?(?:呢|怎么样|如何|咋样|有吗|有没有|吗)?\W*$",
    re.I,
)
_OF_PARTIES = ("plaintiff:", "defendant:", "sues:", "sued:")
"""Tests of who stands against whom, which hold on: 告输的呢, after the firms that won."""
_VERB = 2
"""Characters of what is done, before how much: 赔了 of 开车的赔了多少."""
_OF_SOMETHING = listed("of_something")
_EXCHANGES = ("换", "改成", "改为")
_LEADS = ("那", "换", "改", "还有", "然后", "如果", "要是")
_EVERYWHERE, _ASKS = listed("everywhere"), listed("asks_anything")
_OF_SUIT = (listed("stage_of_suit"), listed("side_of_suit"))
"""What a suit has several of, one of which is asked for after another: 一审 and 二审, 原告 and 被告."""


@dataclass(frozen=True)
class Swapping:
    """Exchanges slots, for a turn beside those before it."""

    turn: Pointing

    def swap(self, text: str, query: Query) -> Query | None:
        base = self.turn.dialogue.asked
        assert base is not None
        match = _SWAP.match(text)
        what = match["what"] if match else text
        old = base.query
        if _of_its_own(text, query) or self._asks_of_one(text, query, old):
            return query
        if _EVERYWHERE.fullmatch(what):
            return replace(old, places=(), within=(), near=(), text=without(old.text, _spans(old.places)))
        if query.numbers.numbers and (old.numbers.numbers or old.targets):
            return replace(query, want=old.want) if old.want is not Want.COMPARE else query
        told = self.turn.dialogue.answered
        query = self._read_beside(old, query, what)
        if old.want is Want.FACT and (person := self._other_person(old, what)):
            return person
        if told and (of_suit := self._other_of_suit(old, query, what, told.cited)):
            return of_suit
        if told and (figure := self._other_figure(old, query, what, told.cited)):
            return figure
        if old.want in (Want.FACT, Want.TEXT) and told and (those := self._those(text, what, told.cited)):
            return those
        if old.want is Want.FACT and told and not query.narrows and self.turn.held.holds(told.cited[0], what):
            return replace(query, want=Want.FACT, near=told.cited)  # 那分局大队的呢: it speaks of that too
        if told and (party := self._other_party(old, query, what, told.cited)):
            return party
        if old.want in (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME, Want.BRIEF):
            if base.refused and _OF_SOMETHING.search(what):
                return self.turn.as_set(f"{what}的")  # 那跟生态环境局沾边的呢, after what no case has
            return self.of_set(old, query, what)
        sets = (Want.CASES, Want.COUNT, Want.GROUPS)
        named = query.places or query.institutions or any(e - s + 1 >= len(what) for _, s, e in query.kinds)
        other = (
            text.rstrip("？?").endswith("呢") and not named
        )  # 保险公司呢: the same of another, no set of firms
        alone = bool(query.places) and not self.turn.content(query.theme) and not query.kinds
        alone = alone and (bool(old.places) or query.want is Want.CASES)  # 那天津呢
        if not (other or alone) and query.want in sets and (query.narrows or self.turn.content(query.theme)):
            return query
        return self.of_fact(old, query, what)

    def _those(self, text: str, what: str, told: tuple[CaseId, ...]) -> Query | None:
        """那2021年的呢, 那官最小的呢, after what was asked of one case: those that are so by an exact test; None where the one
        told says so itself, or more is said than such a test.
        """
        if not text.rstrip("？?。 ").endswith("的呢") or Cue.SUPPOSED_SO in cues_of(text):
            return None
        such, chosen = self.turn.as_set(f"{what}的案例"), self.turn.dialogue.chosen
        if such.places or such.kinds or such.institutions or self.turn.content(such.theme):
            return None
        if such.when and chosen is not None and chosen.query.when:
            return self.of_set(chosen.query, such, what)  # after one of those of 2022
        here = any(self.turn.held.says(case, what) for case in told)
        return such if (such.when or such.course) and not here else None

    def _asks_of_one(self, text: str, query: Query, old: Query) -> bool:
        """Whether, after a list, a fact of the case of a place is asked for: 广西的分几级."""
        named = query.want is Want.FACT and old.want is Want.CASES and (query.places or query.institutions)
        return bool(named) and query.asked.type in ONE_FACT and not text.rstrip("？?。 ").endswith("呢")

    def _read_beside(self, old: Query, query: Query, what: str) -> Query:
        """`what` read anew where it says in few words what `old` asked by: a year, how a suit went."""
        if query.theme.startswith(_EXCHANGES):  # 那换成教育口的呢: what it says to do is no part of the theme
            return replace(query, theme=query.theme.lstrip("换改").lstrip("成为作"))
        if old.when and len(what) == 3 and what[:2].isdigit() and what.endswith("年"):
            return self.turn.read(f"20{what}的")  # 19年呢, after 2018年的
        if what.endswith("倍") and any(test.startswith("times") for test in old.course):
            return self.turn.read(
                f"判{what}的"
            )  # 十倍的呢, after those that were granted three times the price
        if old.course and query.literal and len(what.strip("的了")) == 1:
            return self.turn.read(f"那{what}的呢")  # 输的呢: no word that is looked for, after 哪几家赢了
        sued = any(one.startswith("defendant:") for one in old.course) and (query.kinds or query.levels)
        lead = "告" if sued else ""  # 那县政府呢, after who sued a subdistrict office
        of_course = self.turn.read(f"{lead}{what}的") if old.course and not query.course else query
        return of_course if of_course.course else query  # 那二审维持的呢, after those that were changed

    def _other_person(self, old: Query, what: str) -> Query | None:
        """那常某呢, after 吴某最后拿到多少钱: the same asked of another party, whose case may be another."""
        said = terms.PERSON.search(old.text) if terms.PERSON.fullmatch(what) else None
        if said is None:
            return None
        return replace(
            self.turn.read(old.text[: said.start()] + what + old.text[said.end() :]), want=Want.FACT
        )

    def _other_figure(self, old: Query, new: Query, what: str, told: tuple[CaseId, ...]) -> Query | None:
        """联络点呢, after how many stations there are: how many of these, of the case told that speaks of them."""
        asked = old.asked
        counts = old.want is Want.FACT and asked.type in (Type.NUMBER, Type.AMOUNT, Type.SHARE)
        if not counts or new.narrows or len(told) != 1 or not self.turn.held.holds(told[0], what):
            return None
        text = f"有{old.text[asked.span[0] : asked.span[1]].removesuffix(asked.noun)}{what}"
        return replace(self.turn.read(text), want=Want.FACT, within=told)

    def _other_party(self, old: Query, new: Query, what: str, told: tuple[CaseId, ...]) -> Query | None:
        """保险公司呢, after what the driver paid: the same of a body that the one case told speaks of."""
        asked = old.asked
        start, end = asked.span
        of_body = new.kinds and not (new.places or new.institutions)
        if old.want is not Want.FACT or not of_body or len(told) != 1 or asked.type is not Type.AMOUNT:
            return None
        if not self.turn.held.says(told[0], what):
            return None
        verb = split_at(old.text[:start], "，,。；; ")[-1][-_VERB:]
        return replace(self.turn.read(f"{what}{verb}{old.text[start:end]}"), want=Want.FACT, within=told)

    def _other_of_suit(self, old: Query, new: Query, what: str, told: tuple[CaseId, ...]) -> Query | None:
        """二审呢, after what was held at first instance: the same asked of the case told, with that word exchanged."""
        here = not new.kinds or (
            len(told) == 1 and self.turn.held.says(told[0], what)
        )  # 那检察院呢: of it too
        for words in _OF_SUIT if old.want is Want.FACT and len(told) == 1 else ():
            if words.fullmatch(what) and here:
                said = words.search(old.text)
                if said is None and new.kinds:
                    return None  # 那仲裁方面呢, after how soon a court decides: others, and no step of a suit
                text = old.text[: said.start()] + what + old.text[said.end() :] if said else what + old.text
                return replace(self.turn.read(text), want=Want.FACT, within=told)
        return None

    def of_set(self, old: Query, new: Query, what: str) -> Query | None:
        theme = new.theme if self.turn.content(new.theme) else ""
        if new.course and not (
            new.places or new.kinds or new.institutions or theme
        ):  # 那输的呢, of the same cases
            sides = {one.removeprefix("of:") for one in new.course if one.startswith("of:")}
            parties = tuple(one for one in old.course if one.startswith(_OF_PARTIES))
            if sides and any(
                one.startswith("plaintiff:") and one.partition(":")[2] not in sides for one in parties
            ):
                # 那政府赢了的呢, after persons who won: whoever it was that sued, and all of these
                parties = ()
                old = replace(old, other_than=new.other_than, again=False, form=new.form, single=False)
            of_new = any(one.startswith(_OF_PARTIES) for one in new.course)
            course = new.course if of_new else tuple(dict.fromkeys((*parties, *new.course)))
            return replace(old, text=new.text, course=course, course_at=new.course_at)
        if new.when and old.when and not (new.places or new.kinds or new.institutions or theme):
            text = old.text.replace(old.when.words, new.when.words)
            return replace(old, text=text, when=new.when, within=(), near=(), targets=(), again=False)
        said = new.places or new.kinds or new.institutions or theme or new.literal or new.collections
        if not (said or new.when):
            return None
        if new.places and not theme and old.literal and find_places("".join(old.literal.words)):
            literal = replace(old.literal, required=((new.places[0].text,),))  # 提到山东的, 那广东呢
            return replace(old, text=_named(old, new), literal=literal, within=(), near=(), targets=())
        keeps_theme = bool(new.places or new.kinds or new.institutions) and not theme
        want = new.want if new.want in (Want.COUNT, Want.GROUPS, Want.EXTREME) else old.want
        text = f"{what}{old.theme}" if keeps_theme and old.theme else new.text
        if _ASKS.search(what) or new.by:
            text = new.text  # 重庆有哪些举措, 按类型各有多少: says by itself what is asked
        elif (
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
            when=new.when or old.when,
            other_than=new.other_than,
            collections=new.collections or old.collections,
            within=(),
            near=(),
            targets=(),
            again=False,
        )

    def of_fact(self, old: Query, new: Query, what: str) -> Query | None:
        """那上海呢 after a fact or a case shown: the same asked with the name exchanged, or the cases of that name."""
        named = bool(new.places or new.institutions)
        spans = [*_spans(old.places), *_spans(old.institutions)] if named else []
        if new.kinds and not named:
            spans = [(start, end) for _, start, end in old.kinds]
        if new.want is Want.COUNT:
            return new  # 上海有几个
        if named or new.kinds:
            told = old.within and any(self.turn.held.says(case, what) for case in old.within)
            if (
                not spans and told and not named
            ):  # 那仲裁方面呢 is of another, where that one says nothing of it
                return replace(new, want=Want.FACT, within=old.within, text=f"{what}{old.text}")
            if not spans:
                asks = self.turn.content(new.theme) or new.asked.type in FIGURES  # 那天津呢，铺了多少个点
                return replace(new, want=Want.FACT if asks else Want.TEXT)
            text = _exchanged(old.text, spans, what)
            return replace(self.turn.read(text), want=old.want)
        if not self.turn.content(what):
            return None
        answered = self.turn.dialogue.answered
        one = THAT_ONE.search(what)
        if answered is not None and new.text.lstrip("那 ").startswith(_EXCHANGES):
            holds = any(self.turn.held.holds(case, what) for case in answered.cited)
            answered = answered if holds else None  # 换成买房子的呢, after one of a car
        if answered is None or (one and len(what) - one.end() > 1):
            return replace(new, want=Want.TEXT)  # 那个打篮球的呢: another case, told by what it does
        return replace(new, want=Want.FACT, near=answered.cited)


def _of_its_own(text: str, query: Query) -> bool:
    """Whether `text` names the cases of a place and nothing that leads on from what was asked: 福建的案例, not 那福建的案例呢."""
    leads = text.lstrip(" ，,").startswith(_LEADS) or text.rstrip(" ？?。").endswith("呢")
    return bool(query.places and CASES.search(text)) and not leads


def _named(old: Query, new: Query) -> str:
    """The text of `old` with the place of `new` where its own words stood."""
    assert old.literal is not None
    return old.text.replace(old.literal.words[0], new.places[0].text)


def _spans(mentions: Sequence[object]) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in mentions]  # type: ignore[attr-defined]


def _exchanged(text: str, spans: Sequence[tuple[int, int]], what: str) -> str:
    """`text` with `what` in the place of the names at `spans`."""
    outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    start = min(at for at, _ in outer)
    rest = without(text, outer)
    return rest[:start] + what + rest[start:]
