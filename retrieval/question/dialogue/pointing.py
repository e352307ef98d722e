"""What a turn points at: 那个X, 第二个, 前者, 下一个, 剩下那个, 同省 are resolved to the cases that earlier turns told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from data.numerals import number_of, numerals_in
from data.patterns import regex
from data.places.regions import Place, find_places
from data.text import without
from data.types import CaseId, Collection
from retrieval.language import terms
from retrieval.language.numbers import find_numbers
from retrieval.language.terms import SURNAMES
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.closed.sameness import ASKS_FOR_OTHERS, CITY, REGION, others_of_same, sameness
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.dialogue.deixis import (
    CORRECTS,
    COUNTED,
    INSIDE,
    ONLY,
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
    THAT_ONE,
    WITH,
    counts_told,
    leans,
    leaves_out,
    many,
)
from retrieval.question.dialogue.history import MOST, Dialogue, Past
from retrieval.question.query import ALL_THERE, Excluded, Form, Query, Want

_STEP = regex(
    r"^\W*(?:那|再|往|看|看看|说说|讲讲|来|给我|它|这(?:一)?(?:个|条|篇|家|例))*(?:的)?(?P<back>上|前|previous)?(?P<on>接下来|紧接着|往下|下|后|next)?(?:面|边|头)?(?:的|那|数)?(?:一|1)?(?:个|例|条|篇|则|家|起|件|号|case|one)(?:案例)?(?:呢|是什么|讲什么|讲了什么|讲的什么|说什么|说的什么|说的是什么|是啥|讲啥|说啥)*\W*$",
    re.I,
)
_ALL_TOLD = listed("all_told")
"""前面说到的这几个: of all answers so far."""
_FORMER, _LATTER, _MIDDLE, _REST = (
    listed("former"),
    listed("latter"),
    listed("middle"),
    listed("rest_of_them"),
)
_FIRST_FEW = regex(
    r"(?P<which>最?前面?|打头|开头|头|最后面?|末尾)(?:的|那|这)?(?P<n>[两二三四五六七八九十俩仨]|\d{1,2})[个家起件条位篇则]?(?:案例|案子)?"
)
"""前两个, 最后三家: so many of a longer list."""
_SAME_PLACE = regex(
    r"(?:这|那|该|(?P<same>同|他们)一?|本|当地)[个座]?(?P<what>省份?|城(?!市)|自治区|直辖市|城市|[市县](?!级)|地方|地|边|里|儿)|(?P<level>[省市县])里"
)
"""同省的法院, 那个省还有吗: a place that the case last spoken of names."""
_THE_ONE = regex(
    r"^\W*(?:那|还有|另外|再说)*(?P<what>[^，,。？?它他她这那]{2,12}?)的?那一?(?:个|家|位|起|件|条|所|批)(?P<who>[^，,。？?呢的叫是啥谁哪什怎几多]{0,4})(?:的?呢|吧|啊)?(?:[，,：:](?P<rest>.+))?[？?]*$|"
    r"^\W*(?:那|另外)一?(?:个|家|位|起|件|所)(?P<that>[^，,。？?]{2,12}?)的?呢(?:[，,：:](?P<more>.+))?[？?]*$|"
    r"^\W*(?:那|另外)一?(?:个|家|位|起|件|所)(?P<those>[^，,。？?哪什怎谁多几啥吗呢]{2,12}?)的[？?.。]*$"
)
"""A case told by what it does, not by its number: 打球的那个，他们在商标上做了啥; 那个电池的呢，用了多久坏的."""
_WITH_THIS, _LEFT_OUT = listed("with_this_one"), listed("left_out_behind")
_TAKES_OUT = ("去掉", "刨去", "刨掉", "刨开", "扣掉", "扣除", "剔除", "排除", "除掉", "撇开")
_SIDES, _BEFORE_SIDE = ("边", "里", "儿"), frozenset(("", *"们在从到就有，,。；; "))
"""那边 is a place at the beginning and behind these; behind another word it is the side of somebody: 公安那边."""
_PLACES = "地省市处"
_UNITS = ("省", "市", "县", "城")
_LEVELS = {"市": CITY, "县": CITY, "城": CITY}
_BESIDE_WHOM = ("跟", "和", "与", "同", "比")
_COMPARES = ("比一比", "比比", "对比", "比较", "相比", "比一下", "比")


_OF_SO_MANY = listed("of_so_many")
_FIRST_IN_ORDER, _LAST_IN_ORDER = listed("first_in_order"), listed("last_in_order")
_GOES_BACK = listed("goes_back")
_SURNAMED = len("姓某的")
"""Characters before 那个 where one is told by a surname: 姓郭的那个."""
_ALSO_CALLED = ("也叫", "也姓")
"""Before the name that another case has, too."""
_THING = 2
"""Characters of a thing that a number stands before: 第三个嵌入."""
_IT, _MORE = "它", (Want.TEXT, Want.COMPARE, Want.BRIEF)
_AND_IT = "呢那又的？?。！!，, "
"""All that is left of a turn that asks the same of another: 那第一件呢."""
_AHEAD, _OF_IT = 10, ("它", "他", "她")
"""Characters of what is named before 呢 of which it is asked then."""
RATHER = 0.25
"""How surely the one that is described is of those told, where none of them holds the words: 带球赛的那个."""

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

    def tells_of(self, text: str, cases: Sequence[CaseId]) -> int:
        """How many of the words of `text` that may tell a case from another stand in one of `cases`."""

    def elsewhere(self, told: Sequence[CaseId], text: str, least: int = 2) -> bool:
        """Whether `text`, of `least` words of content, speaks of what no case of `told` says a word of and another says in every word."""


@dataclass(frozen=True)
class Pointing:
    """A turn beside those before it: resolves what it points at; `read` reads a text by itself."""

    dialogue: Dialogue
    read: Read
    held: Held
    content: Callable[[str], bool]
    """Whether a text has a word of content."""
    as_set: Read
    """A text read as one that asks for cases, whatever it asks for."""

    def pointed(self, text: str) -> Query | None:
        """What pointing words of a closed class decide by themselves: 第二个, 前者, 下一个, 剩下那个."""
        d = self.dialogue
        if d.answered is None:
            return None
        stepped = self._step(text) if d.answered is not d.listed else None
        # 往前一个 after one was opened: the number before, not the first of the list
        beside = (
            self._thing(text, d.answered)
            or self._first_items(text, d.answered)
            or self._of_person(text)
            or self._end_of_order(text)
            or self._whether_one(text, d.answered)
            or self._former_beside_this(text, d.answered)
            or self._of_same_place(text, d.answered)
        )
        if one := beside or self._beside_number(text, d.answered) or stepped:
            return one
        alone = d.answered.query.want is Want.CASES and len(d.answered.cited) == 1
        told_alone = d.listed is None and len(d.answered.cited) == 1 and "案例" not in text
        of_one = (
            (alone or told_alone)
            and find_numbers(text).numbers == (1,)
            and not (d.listed and _counts(text, d.listed))
        )
        newest = d.answered if of_one else d.listed  # 第一个, of a list of one
        if newest and (counted := self._counted_off(text, newest)):
            earlier = alone and newest is not d.answered and len(counted.within or counted.targets) == 1
            return replace(counted, edit="earlier") if earlier else counted
        if newest is not None and newest is d.answered and _beyond(text, newest):
            return replace(self.read(text), edit="beyond")
        if d.listed is None and (last := self._of_two(text, d.several())):
            return last
        if d.listed and (fewer := self._without(text, d.listed)):
            return fewer
        if described := (
            self._namesake(text) or self._surnamed(text) or self._gone_back(text) or self._described(text)
        ):
            return described
        if d.listed and d.answered is not d.listed and (match := _REST.search(text)):
            left = tuple(case for case in d.listed.cited if case not in d.answered.cited)
            return self._about(text[: match.start()] + text[match.end() :], left or d.listed.cited)
        if (match := _REST.search(text)) and (d.listed is None or d.answered is d.listed):
            rest = text[: match.start()] + text[match.end() :]
            if left := d.left_of_list:  # 剩下那两个, after a few of six were picked out
                return self._about(rest, left)
            query = self.read(rest)
            told = [case for case in d.told if case not in d.answered.cited]
            told = [case for case in told if self.held.answers_to(case, query)] if query.narrows else []
            if told:
                return self._about(rest, tuple(told))
            of_others = query.want is not Want.FACT or Cue.ASKS_WORD not in query.cues
            if of_others and (query.places or query.kinds):  # 福建另外那个: not what was told
                return replace(query, want=Want.CASES, other_than=Excluded(cases=d.told), edit="others")
        return self._step(text)

    def _first_items(self, text: str, last: Past) -> Query | None:
        """只说前三个, after what one case enumerates: of that case again, and no cases by number; None where more is said."""
        few = _FIRST_FEW.search(text)
        alone = len(last.cited) == 1 and last.query.want is Want.FACT and last is self.dialogue.asked
        if few is None or not alone or "案" in text or self.content(text[: few.start()] + text[few.end() :]):
            return None
        _, which, summed = last.query.text.partition(
            "哪"
        )  # 七联是哪七联: of its items, whatever list was told before
        items = bool(which) and number_of(summed[:1]) is not None
        if self.dialogue.listed is not None and not items:
            return None
        form = Form(limit=next(filter(None, map(number_of, numerals_in(few[0]))), None))
        return replace(last.query, within=last.cited, near=(), form=form, edit="show")

    def _end_of_order(self, text: str) -> Query | None:
        """垫底的是哪个, after cases in an order: the last of them; None where no end is asked for alone, or none were ordered."""
        first, last = _FIRST_IN_ORDER.search(text), _LAST_IN_ORDER.search(text)
        said = (last or first) if bool(first) is not bool(last) else None
        if said is None or self.content(text[: said.start()] + text[said.end() :]):
            return None
        ordered = (t for t in reversed(self.dialogue.turns) if t.query.form.order and len(t.cited) > 1)
        base = next(ordered, None)
        if base is None:
            return None
        one = base.cited[-1:] if last else base.cited[:1]
        form = Form(order=base.query.form.order)
        return replace(base.query, want=Want.CASES, targets=(), within=one, form=form, edit="pick")

    def _whether_one(self, text: str, last: Past) -> Query | None:
        """它们同省吗, 那两个案子是不是同一个法院: whether those told are of one; None where the turn names cases itself."""
        there = self._asks_whether_there(text)
        if (not there and (not sameness(text) or find_places(text))) or find_numbers(text).numbers:
            return None
        told = self.pointed_at(text, last)
        told = told if len(told) > 1 else self.dialogue.several()
        edit = ALL_THERE if there else "combine"
        query = replace(self.read(text), want=Want.COMPARE, theme="", kinds=(), targets=told, edit=edit)
        return query if 1 < len(told) <= MOST else None

    def _asks_whether_there(self, text: str) -> bool:
        """这俩都是上海的吗: whether it asks of several told if they are in a place, and nothing else."""
        if not (POINTS_AT_SEVERAL.search(text) or counts_told(text)) or Cue.IS_IT_SO not in cues_of(text):
            return False
        rest = POINTS_AT_SEVERAL.sub("", without(text, [(p.start, p.end) for p in find_places(text)]))
        return len(find_places(text)) == 1 and not self.content(rest)

    def _former_beside_this(self, text: str, last: Past) -> Query | None:
        """前一个和这个有啥一样的: the one case told last beside the one told before it."""
        if not (_FORMER.search(text) and _WITH_THIS.search(text) and len(last.cited) == 1):
            return None
        query, told = self.read(text), self.dialogue.several()
        two = query.want is Want.COMPARE and len(told) == 2
        return replace(query, theme="", kinds=(), targets=told, edit="combine") if two else None

    def _of_same_place(self, text: str, last: Past) -> Query | None:
        """还有跟它同省的吗, 这里面哪几个跟它一个省: others in the place of the one case told, whatever it was found by."""
        match = _SAME_PLACE.search(text)
        what, rest = others_of_same(text)
        if match is not None and match["same"] and match["what"] in _UNITS:
            what, rest = _LEVELS.get(match["what"], REGION), text[: match.start()] + text[match.end() :]
        if what not in (REGION, CITY) or len(last.cited) != 1:
            return None
        name = self._place(last, "市" if what == CITY else "省")
        if not name or self.content(rest) or not ASKS_FOR_OTHERS.search(text):
            return None
        query = self.read(f"{name}的案例")
        out = Excluded(cases=last.cited)
        return replace(query, want=Want.CASES, other_than=out, again=True, edit="others")

    def _beside_number(self, text: str, last: Past) -> Query | None:
        """跟7比呢: the one told beside the case of that number."""
        bare = text.strip(" ？?。.！!，,呢吧啊那再")
        ends = next((word for word in _COMPARES if bare.endswith(word)), "")
        numbers = find_numbers(text).numbers
        if (
            len(numbers) == 1 == len(last.cited)
            and POINTS_AT_ONE.search(text)
            and numbers[0] != last.cited[0].number
        ):
            read = self.read(text)  # 案例3也是签了字的，跟这个有啥不同
            other = CaseId(last.cited[0].collection, numbers[0])
            two = replace(
                read, numbers=type(read.numbers)((), ()), targets=(last.cited[0], other), edit="combine"
            )
            return two if read.want is Want.COMPARE else None
        if not ends or not bare.startswith(_BESIDE_WHOM) or len(last.cited) != 1:
            return None
        number = number_of(bare[1 : len(bare) - len(ends)].strip("第号个那案例"))
        if not number:
            return None
        beside = CaseId(last.cited[0].collection, number)
        return Query(text=text, want=Want.COMPARE, targets=(last.cited[0], beside), edit="combine")

    def _without(self, text: str, listed: Past) -> Query | None:
        """吃的不要, 去掉卖吃的: the list without those that a word tells."""
        bare = text.rstrip("？?。！!，, 了吧啊")
        match = next((one for one in _LEFT_OUT.finditer(bare) if one.end() == len(bare)), None)
        takes = next((word for word in _TAKES_OUT if bare.lstrip("把那再 ").startswith(word)), "")
        what = bare[: match.start()].strip("，, 的都也把") if match else ""
        kept, _, last = what.replace(",", "，").rpartition("，")
        if kept and self.content(kept):  # 只留争加班费的，赔偿金的不要
            rest = self.as_set(ONLY.sub("", kept))
            out = Excluded(described=(last,))
            none = rest.kinds and not any(self.held.answers_to(case, rest) for case in listed.cited)
            within = (
                () if none else listed.cited
            )  # 法院办的有几个？仲裁不算, after those of the police: of all
            return replace(rest, want=Want.CASES, other_than=out, within=within, edit="narrow")
        what = what or (bare.lstrip("把那再 ").removeprefix(takes).strip("，, 的") if takes else "")
        read = self.read(what) if what else None
        if read is None or read.narrows or read.numbers.numbers or not self.content(f"{what}的"):
            return None
        out = Excluded(described=(what,))
        return Query(text=text, want=Want.CASES, other_than=out, within=listed.cited, edit="narrow")

    def _of_two(self, text: str, told: tuple[CaseId, ...]) -> Query | None:
        """后面这个, 前者: of two cases told one after the other."""
        former, latter = bool(_FORMER.search(text)), bool(_LATTER.search(text))
        if len(told) != 2 or find_numbers(text).numbers or former == latter:
            return None
        row, at = (_FORMER, 0) if _FORMER.search(text) else (_LATTER, 1)
        return self._about(row.sub("", text), told[at : at + 1])

    def _counted_off(self, text: str, listed: Past) -> Query | None:
        """第二个, 前者, 中间那个: one or some of the newest list by where they stand in it."""
        if some := _some(text, listed.cited):
            return self._about(some[0], some[1])
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
            return self._about(without(text, numbers.spans), meant)
        return None

    def _of_person(self, text: str) -> Query | None:
        """王某两样都有啊，各多少, after a list with one case of his: of that; None where he is of none of them, or of several."""
        name, told = terms.PERSON.match(text.lstrip("那")), self.dialogue.answered
        if name is None or told is None or len(told.cited) < 2:
            return None
        titled = tuple(case for case in told.cited if name[0] in self.held.title(case))
        his = titled or tuple(case for case in told.cited if self.held.says(case, name[0]))
        query = self.read(text)
        if len(his) != 1 or query.want is not Want.FACT or query.numbers.numbers:
            return None
        return replace(query, within=his, edit="pick")

    def _thing(self, text: str, last: Past) -> Query | None:
        """第三个嵌入是嵌到什么里: of a thing of which the one case told last has several; None where a case may be counted so."""
        numbers, counted = find_numbers(text), self.dialogue.listed
        if not numbers.ordinal or len(last.cited) != 1:
            return None
        if counted is not None and max(numbers.numbers) <= len(counted.cited):
            return None  # 第二个平台是怎么做的, after a list: the second of it
        thing = text[numbers.spans[-1][1] :][:_THING]
        told = len(thing) == _THING and self.content(thing) and self.held.says(last.cited[0], thing)
        if not told:
            return None
        return replace(
            self.read(without(text, numbers.spans)), want=Want.FACT, within=last.cited, edit="same"
        )

    def _described(self, text: str) -> Query | None:
        """打球的那个，做了什么: the one of those told that holds these words, or of all where none does."""
        if (ahead := self._named_ahead(text)) is not None:
            return ahead
        match = _THE_ONE.match(text)
        if match is None or leaves_out(text) or _REST.search(text) or find_numbers(text).numbers:
            return None
        if CORRECTS.match(text)[0].strip():  # type: ignore[index]
            return None  # 不对，我说的是大棚那个
        what = (match["what"] or match["that"] or match["those"]) + (match["who"] or "")
        if (inside := INSIDE.match(what)) and self.dialogue.listed is not None:
            among = what[inside.end() :].lstrip(
                "有是的"
            )  # 里面有跟自家亲哥做局的那个: one of those, if none says so
            within = self.dialogue.listed.cited
            return Query(text=among, want=Want.TEXT, described=among, within=within, edit="pick")
        if WITH.match(what):
            return None  # 跟刚才那个放一起
        rest = (match["rest"] or match["more"] or "").strip("？? ")
        read = self.read(what)
        if read.numbers.numbers or read.narrows or not self.content(what) or what.startswith("姓"):
            return None
        told = self.dialogue.told
        holding = tuple(case for case in told if self.held.holds(case, what))
        if len(holding) == 1:
            return self._about(rest or text[len(text.rstrip(_AND_IT)) :], holding)
        if holding or len(told) > MOST:
            return None
        if not self.content(rest):
            return Query(
                text=what,
                want=Want.TEXT,
                theme=read.theme,
                near=told,
                lean=RATHER,
                described=what,
                edit="pick",
            )
        asked = self.read(rest)
        want = asked.want if asked.want is Want.TEXT else Want.FACT
        return replace(asked, want=want, near=told, lean=RATHER, described=what, edit="pick")

    def _namesake(self, text: str) -> Query | None:
        """还有个辅警也叫王某某，他收了多少, after a case of one of that name: another case, told by the rest; None where it is not so said."""
        also = next(
            (one for one in terms.PERSON.finditer(text) if text[: one.start()].endswith(_ALSO_CALLED)), None
        )
        last = self.dialogue.answered
        if also is None or last is None or not any(self.held.says(case, also[0]) for case in last.cited):
            return None
        said = next(word for word in _ALSO_CALLED if text[: also.start()].endswith(word))
        query = self.read(text[: also.start() - len(said)] + text[also.end() :])
        return replace(query, want=Want.FACT, other_than=Excluded(cases=last.cited))

    def _gone_back(self, text: str) -> Query | None:
        """回到雅安这件，写三句话: the one of all told that the clause tells, by its place or its words; None where not one is."""
        lead = _GOES_BACK.match(text)
        clause = text[lead.end() :].partition(",")[0] if lead else ""
        one = THAT_ONE.search(clause)
        what = clause[: one.start()].strip("说的") if one else ""
        if lead is None or one is None or not what:
            return None
        read, held = self.read(what), self.held
        if read.numbers.numbers or not (read.places or self.content(what)):
            return None
        so = [
            c for c in self.dialogue.told if (held.answers_to(c, read) if read.places else held.says(c, what))
        ]
        return self._about(text[lead.end() + one.end() :].lstrip(",， "), tuple(so)) if len(so) == 1 else None

    def _surnamed(self, text: str) -> Query | None:
        """姓郭的那个，国家损失了多少: the one of those told of somebody of that name; None where no one is."""
        bare = text.lstrip("那 ")
        one = THAT_ONE.match(bare, _SURNAMED) if bare[:1] == "姓" and bare[2:3] == "的" else None
        if one is None or bare[1] not in SURNAMES:
            return None
        told = [case for case in self.dialogue.told if self.held.says(case, f"{bare[1]}某")]
        titled = [case for case in told if f"{bare[1]}某" in self.held.title(case)] or told
        return (
            self._about(bare[one.end() :].lstrip("，, 案子呢"), tuple(titled)) if len(titled) == 1 else None
        )

    def _named_ahead(self, text: str) -> Query | None:
        """报刊公司呢，它是凭什么开的人: another than those told, by a word that none of them has; the one that has it of several."""
        head, mark, rest = text.replace("，", ",").partition("呢,")
        what = head.lstrip("那 ")
        of_it = THAT_ONE.search(what) or any(word in rest for word in _OF_IT)
        if not mark or not 1 < len(what) <= _AHEAD or what.startswith(_BESIDE_WHOM) or leans(what):
            return None
        read, told = self.read(what), self.dialogue.told
        if read.numbers.numbers or read.places:
            return None
        asked = self.read(rest)
        want = asked.want if asked.want is Want.TEXT else Want.FACT
        holding = tuple(case for case in told if self.held.says(case, what))
        last = self.dialogue.answered
        if len(holding) == 1 and last is not None and holding != last.cited and asked.want not in _MORE:
            return replace(
                asked, want=Want.FACT, within=holding, edit="pick"
            )  # 那副乡长呢，收上来多少: of those told
        if not of_it or not self.held.elsewhere(told, what, least=1):
            return None
        return replace(asked, want=want, near=self.dialogue.told, lean=RATHER, described=what, edit="pick")

    def placed(self, text: str) -> str:
        """`text` with the place that 同省 or 同一个市 points at, where the last case names it."""
        match, answered = _SAME_PLACE.search(text), self.dialogue.answered
        if match is None or not match["same"] or match["what"] not in _UNITS or answered is None:
            return text
        if sameness(text):
            return text  # 跟德化那个同省吗: whether it is one
        name = self._place(answered, match["what"].replace("城", "市"))
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
        if (same := self._same_of(rest, cases)) is not None:
            return same
        if (of_body := self._naming_body(rest)) != rest:  # what that body did, and not all of the case
            return replace(self.read(of_body), want=Want.FACT, kinds=(), within=cases, edit="pick")
        query = self.read(rest)
        if query.want is Want.COMPARE:
            told = self.dialogue.answered.cited if self.dialogue.answered else ()
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
        if last is None or rest.strip(_AND_IT) or not rest.strip("？?。 "):
            return None
        of_one = (
            last.query.want is Want.FACT
            and last.query.edit == "pick"
            and len(last.cited or last.query.within) == 1
        )
        same = replace(last.query, within=cases, near=(), targets=(), described="")
        return same if of_one and cases not in (last.cited, last.query.within) else None

    def here(self, text: str, base: Past) -> str:
        """The place of the last case, where 那个省 or 当地 points at it."""
        match = _SAME_PLACE.search(text)
        if not match or find_places(text) or not base.cited:
            return ""
        if match["what"] in _SIDES and text[: match.start()][-1:] not in _BEFORE_SIDE:
            return ""  # 公安那边的人: the side of somebody, and no place
        return self._place(base, match["what"] or match["level"])

    def _place(self, base: Past, what: str) -> str:
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


def _some(text: str, listed: tuple[CaseId, ...]) -> tuple[str, tuple[CaseId, ...]] | None:
    """前两个, 最后三个: `text` without that, and those of a longer list."""
    match = _FIRST_FEW.search(text)
    size = number_of(match["n"].replace("俩", "两").replace("仨", "三")) if match else None
    if match is None or not size or not 1 < size < len(listed):
        return None
    few = listed[:size] if match["which"].startswith(("前", "最前", "打", "开", "头")) else listed[-size:]
    return text[: match.start()] + text[match.end() :], few


def of_instances(query: Query) -> bool:
    """Whether `query` speaks of an instance of one suit, beside another or a court: 二审看法跟一审差在哪, 中院跟一审想法不一样."""
    return bool(query.cues.sorts(Cue.INSTANCE_ASKED)) and not (query.places or query.numbers.numbers)
