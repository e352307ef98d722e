"""A follow-up is an edit of an earlier Query: narrow it, swap a slot, take one of its cases, count it, show it anew.

How a turn relates to those before is learned (heads.py); this module carries each edit out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from data.text import without
from data.types import CaseId
from retrieval import lexicon
from retrieval.language import terms
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.counting import sums
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.dialogue import relations
from retrieval.question.dialogue.beside import ADDED, Beside, bare, side_by_side
from retrieval.question.dialogue.combining import Combining
from retrieval.question.dialogue.correcting import Correcting
from retrieval.question.dialogue.deixis import (
    CORRECTS,
    COUNTED,
    ONLY,
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
    THAT_ONE,
    leaves_out,
    of_one_and_other,
    points_at_two,
    that_one_at_end,
    without_that_one,
)
from retrieval.question.dialogue.history import MOST, Past
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.dialogue.staying import Staying
from retrieval.question.dialogue.swapping import Swapping
from retrieval.question.query import ALIKE, Excluded, Form, Layout, Query, Want
from retrieval.question.slots.named_collections import find_collections
from retrieval.question.slots.wants import CASES

_EXCEPTION = 14
"""Characters of what is left out before a question: 除了栗子呢，."""
_AMONG, LIKE_IT = listed("among_them"), listed("alike")
_OF_CASE = listed("of_whole_case")
_ALL_TOGETHER, _ALL_OF = listed("all_together"), listed("all_put_together")
_OF_NAMED, _IN_BOTH = listed("of_those_named"), listed("in_both")
_IN_ALL = listed("in_all_of_two")
_MOVES, _ANOTHER = listed("moves_bound"), listed("another_one")
_BOTH = ("两个", "俩", "两位")
"""Before a name that two persons bear: 两个郑某."""
_NAMES, _OF_EACH = listed("names_of_them"), listed("of_each")
_CHOOSES = (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME, Want.BRIEF)
"""Wants that choose cases, of which there may be others."""
_SIDE_BY_SIDE = ("对照", "对比", "比较")
"""With what a table is asked of all that were set side by side: 列个对照表."""
_BUT_IT = listed("but_it")
_STEPS = (Layout.SHORT, Layout.ONE, Layout.LEAST)
"""Forms each shorter than the one before."""


@dataclass(frozen=True)
class Editor:
    """Carries edits out, for a turn beside those before it."""

    turn: Pointing

    def edit(self, relation: str, text: str, query: Query, likely: float = 1.0) -> Query | None:
        """`query`, the reading of `text` by itself, as an edit of what was asked before; None where it is none.

        `likely` is how surely it relates so, in [0, 1].
        """
        if self.turn.dialogue.asked is None:
            return None
        base = self.turn.dialogue.answered
        if base is not None and len(base.cited) > 1 and _NAMES.fullmatch(text.strip("？?。 ")):
            titles = Form(Layout.TITLES)
            return replace(query, want=Want.CASES, theme="", within=base.cited, form=titles, edit="show")
        counted = base is not None and base.query.want is Want.COUNT and bool(base.query.narrows)
        if counted and _ALL_TOGETHER.search(text):
            return replace(
                query, want=Want.COUNT, theme="", edit="same"
            )  # 全部加起来呢, after how many one has
        shown = query.want in (Want.CASES, Want.TEXT) and POINTS_AT_SEVERAL.search(text)
        if shown and base is not None and len(named := self._told_in_places(query)) > 1:
            return replace(query, want=Want.TEXT, theme="", targets=named, edit="pick")
        if (wider := self._widened(text, query)) is not None:
            return wider
        if (inside := self._inside_named(text)) is not None:
            return inside
        if (those := self._those_so(text) or self._namesakes(text)) is not None:
            return those
        if (of_lists := self._of_two_lists(text, query) or self._other_bound(text)) is not None:
            return of_lists
        if base is not None and self._leaves_all(query, base):
            return self._elsewhere(query, base)
        done: Callable[[str, Query], Query | None] | None = getattr(self, f"_{relation}", None)
        edited = done(text, query) if done else None
        if edited is None:
            return None
        if relation == "swap" and edited.want is Want.CASES and Cue.HOW_MANY_LAST in query.cues:
            edited = replace(edited, want=Want.COUNT)  # 大学的呢，有几所, after those of schools
        return edited if edited.edit == ALIKE else replace(edited, edit=relation, lean=likely)

    def _widened(self, text: str, query: Query) -> Query | None:
        """再加上江苏, after those of Zhejiang: those of both; None where nothing is added to a list by places."""
        asked = self.turn.dialogue.asked
        old = asked.query if asked is not None else Query("")
        if old.want not in _CHOOSES or not (old.places and query.places) or not ADDED.search(text):
            return None
        names = "、".join(dict.fromkeys(place.text for place in (*old.places, *query.places)))
        both = self.turn.as_set(f"{names}{old.theme}的案例")
        return replace(both, want=Want.COUNT if old.want is Want.COUNT else Want.CASES, edit="swap")

    def _inside_named(self, text: str) -> Query | None:
        """赢的里面有几个是二审翻过来的, after those that lost: of the earlier list that is named; None where none is."""
        inside = _OF_NAMED.search(text)
        if inside is None:
            return None
        named, rest = self.turn.as_set(f"{text[: inside.start()]}的"), text[inside.end() :]
        if not named.narrows:
            named = self.turn.as_set(f"那{text[: inside.start()]}的呢")  # 赢的, said in one word
        if not named.narrows or not rest.strip("？?。 "):
            return None
        base = next((turn for turn in reversed(self.turn.dialogue.turns) if _chose_so(turn, named)), None)
        if base is None:
            return None
        query = self.turn.read(rest)
        want = query.want if query.want in (Want.COUNT, Want.GROUPS, Want.EXTREME) else Want.CASES
        query = query if query.want is want else self.turn.as_set(rest)
        return replace(query, want=want, within=base.cited, edit="narrow")

    def _those_so(self, text: str) -> Query | None:
        """那二审维持的那两个分别是什么事, after a list: those of it that are so; None where that is not said of several."""
        pointed, base = POINTS_AT_SEVERAL.search(text), self.turn.dialogue.listed
        head = text[: pointed.start()].lstrip("那么 ") if pointed else ""
        if base is None or not head.endswith("的") or side_by_side(text):
            return None
        if (called := self._called_so(head, text[pointed.end() :] if pointed else "")) is not None:
            return called
        named = self.turn.as_set(f"{head}案例")
        return replace(named, want=Want.CASES, within=base.cited, edit="narrow") if named.course else None

    def _called_so(self, head: str, rest: str) -> Query | None:
        """前面网上买的那几个，判了十倍的是哪些: of the list that was chosen by these words; None where none was, or nothing is asked."""
        lists = (turn for turn in reversed(self.turn.dialogue.turns) if len(turn.cited) > 1)
        what = bare(head)
        chosen_so = (one for one in lists if self.turn.content(what) and what in one.query.text)
        base = next(chosen_so, None)
        such = self.turn.as_set(rest.lstrip("，, "))
        if base is None or not (such.narrows or self.turn.content(such.theme)):
            return None
        return replace(such, want=Want.CASES, within=base.cited, edit="narrow")

    def _namesakes(self, text: str) -> Query | None:
        """所以两个郑某谁拿得多, after two cases with one of that name each: these side by side; None where no two are so told."""
        names = [one for one in terms.PERSON.finditer(text) if text[: one.start()].endswith(_BOTH)]
        told = [c for c in self.turn.dialogue.told if names and self.turn.held.says(c, names[0][0])]
        if len(names) != 1 or len(told) != 2:
            return None
        said = next(both for both in _BOTH if text[: names[0].start()].endswith(both))
        apart = self.turn.read(text[: names[0].start() - len(said)] + text[names[0].start() :])
        return replace(apart, want=Want.COMPARE, targets=tuple(told), edit="combine")

    def _of_two_lists(self, text: str, query: Query) -> Query | None:
        """两样都占的是哪个, 两年加一块儿几个, after two lists: those of both, or of either; None where neither is asked for."""
        lists = [
            turn for turn in self.turn.dialogue.turns if turn.query.want in _CHOOSES and not turn.refused
        ]
        either, both = _IN_ALL.search(text), _IN_BOTH.search(text)
        if not (either or both) or len(lists) < 2:
            return None
        before, last = lists[-2].cited, lists[-1].cited
        cases = tuple(dict.fromkeys((*before, *last))) if either else tuple(c for c in before if c in last)
        want = Want.COUNT if query.want is Want.COUNT else Want.CASES
        return replace(query, want=want, theme="", unused=(), within=cases, edit="combine") if cases else None

    def _other_bound(self, text: str) -> Query | None:
        """放宽到一百万以上呢, after those over five millions: the same with the other bound; None where more is said."""
        asked, bound = self.turn.dialogue.asked, sums.asked(text)
        old = asked.query if asked is not None else Query("")
        if old.amount is None or bound is None or old.want not in _CHOOSES:
            return None
        if self.turn.content(_MOVES.sub("", text.replace(bound.words, ""))):
            return None
        return replace(old, amount=replace(bound, of=old.amount.of), within=(), near=(), edit="swap")

    def _leaves_all(self, query: Query, base: Past) -> bool:
        """Whether the places that `query` leaves out are those of all cases told: it asks of others than these."""
        out = Query(query.text, places=query.other_than.places)
        return len(out.places) == 1 and all(self.turn.held.answers_to(case, out) for case in base.cited)

    def _elsewhere(self, query: Query, base: Past) -> Query:
        """除了上海呢, after those of Shanghai: all others; after those of a theme, which lie there: others of that theme."""
        old = base.query
        of_theme = old.want in (*_CHOOSES, Want.FACT) and not old.places and self.turn.content(old.theme)
        if not of_theme or self.turn.content(query.theme):
            return replace(query, want=Want.CASES, edit="others")
        old = self.turn.as_set(old.text) if old.want is Want.FACT else old
        kept = replace(old, other_than=query.other_than, within=(), near=(), targets=(), form=query.form)
        return replace(kept, want=Want.CASES, single=False, again=True, edit="others")

    def _narrow(self, text: str, query: Query) -> Query | None:
        base = self.turn.dialogue.listed or self.turn.dialogue.answered
        if base is None:
            return None
        if len(base.cited) != 2 and points_at_two(text) and len(two := self.turn.dialogue.several()) == 2:
            base = replace(base, cited=two)  # 这两个里面哪个做了登记, after one was told and then another
        if len(base.cited) == 1 and COUNTED.match(text) and len(few := self.turn.pointed_at(text, base)) > 1:
            base = replace(base, cited=few)  # 这三个里哪个是海关, after three were told one by one
        of_all = query.want is Want.EXTREME or self._counts_elsewhere(text, query, base)
        if self._left(text, base) or (len(base.cited) == 1 and of_all):
            return query  # 商业秘密的有几个, after one case: of all there are
        if query.want is Want.EXTREME and query.by != "sum" and self._told_sums():
            end = "highest" if query.extreme == "most" else "lowest"
            return replace(query, by="sum", extreme=end, within=base.cited)  # 这里面最多的是哪个, after sums
        among = ONLY.match(text) or _AMONG.search(text)
        query = self.turn.read(text[: among.start()] + text[among.end() :]) if among else query
        if len(base.cited) > 1 and that_one_at_end(text) is not None:
            query = replace(query, single=True)  # 就要交警那个
        want: Want = query.want if query.want in (Want.COUNT, Want.EXTREME, Want.GROUPS) else Want.CASES
        if len(base.cited) == 1 and not query.narrows:
            want = Want.FACT
        one = (
            Cue.ONE_CASE in query.cues and not query.narrows
        )  # 这几个里面哪个二审加了点: that one, and no list
        as_set = self.turn.as_set(query.text) if query.want is Want.FACT else query
        of_one = one and query.want is Want.FACT and not as_set.narrows
        if want is Want.CASES and as_set.course:
            query = as_set  # 这里面政务处分是记大过的呢: how it went is a test
        want = Want.FACT if of_one else want  # not 哪个闹到法院去了: how it went on is a test
        which = Cue.ONE_CASE in query.cues and not query.course  # 里面哪个后来被中院打回去重来了
        return replace(query, want=want, within=base.cited, single=query.single or which)

    def _counts_elsewhere(self, text: str, query: Query, base: Past) -> bool:
        """Whether it is counted what the cases told say no word of."""
        if query.want is not Want.COUNT:
            return False
        if query.kinds and not (POINTS_AT_SEVERAL.search(text) or _AMONG.search(text)):
            return not any(self.turn.held.answers_to(case, query) for case in base.cited)  # 法院办的有几个
        return self.turn.content(query.theme) and not self.turn.held.tells_of(text, base.cited)

    def _told_sums(self) -> bool:
        """Whether the answer before was of sums of several cases."""
        last = self.turn.dialogue.answered
        return last is not None and len(last.cited) > 1 and last.query.asked.type is Type.AMOUNT

    def _left(self, text: str, base: Past) -> bool:
        """Whether what was told last is none of the list `base`, and `text` does not point back at it: 公安的有几个."""
        last = self.turn.dialogue.answered
        points = POINTS_AT_SEVERAL.search(text) or ONLY.match(text) or _AMONG.search(text)
        return last is not None and not points and not set(last.cited) & set(base.cited)

    def _swap(self, text: str, query: Query) -> Query | None:
        return Swapping(self.turn).swap(text, query)

    def _pick(self, text: str, query: Query) -> Query | None:
        base = self.turn.dialogue.listed or self.turn.dialogue.answered
        if base is None:
            return None
        rest = without_that_one(text)
        if query.want in (Want.CASES, Want.TEXT, Want.COUNT) and len(base.cited) > 1:
            asked = self.turn.read(rest) if self.turn.content(rest) else query
            if asked.narrows or self.turn.content(asked.theme):
                alone = bool(THAT_ONE.search(text)) and query.want is not Want.COUNT  # 讲讲乡长那个
                return replace(asked, want=Want.CASES, within=base.cited, single=alone or asked.single)
        compares = query.want is Want.COMPARE and of_one_and_other(text)
        if compares or Beside(self.turn).sets(text):
            return Combining(self.turn).combine(
                text, replace(query, want=Want.COMPARE)
            )  # 跟问责问过头那个放一起比比
        meant = self.turn.meant(query, base.cited)
        corrects = CORRECTS.match(text)
        if corrects and corrects[0]:
            return replace(query, want=Want.FACT, near=meant)
        if len(meant) == 1 < len(base.cited):
            return replace(
                query, want=Want.FACT, within=meant
            )  # 法院用的那个系统: the one court of those told
        if one := Beside(self.turn).told_one(text) or self._thing_told(text):
            return replace(query, want=Want.FACT, within=one)  # 付款的那个拿到多少: a party of the case told
        if what := Beside(self.turn).told_otherwise(text, base.cited):
            if _ANOTHER.match(text.lstrip("那 ")):  # 另外还有一对，一方得了癌症的，那个讲讲
                what, out = what.partition(",")[2] or what, Excluded(cases=base.cited)
                return replace(query, want=Want.FACT, near=(), other_than=out, described=what)
            return replace(query, want=Want.FACT, near=meant, described=what)  # 买轿车那件赔了几倍
        if len(meant) > 1 and THAT_ONE.search(text):
            return replace(query, want=Want.FACT, within=meant)  # of those listed the one that is so
        return replace(query, want=Want.FACT, near=meant)

    def _thing_told(self, text: str) -> tuple[CaseId, ...]:
        """The one case told last, where 那个 points at a thing in it and at no case: 发的那个文叫什么; none where it may."""
        one, answered = THAT_ONE.search(text), self.turn.dialogue.answered
        if one is None or answered is None or len(answered.cited) != 1:
            return ()
        before, behind = text[: one.start()].rstrip("那 "), text[one.end() :]
        of_thing = before and not self.turn.content(before) and behind and "的" not in behind
        return answered.cited if of_thing and not CASES.match(behind) else ()

    def _others(self, text: str, query: Query) -> Query | None:
        d = self.turn.dialogue
        base = d.asked if d.asked and d.asked.query.want in _CHOOSES else d.chosen or d.subject or d.answered
        if base is None:
            return None
        here = self.turn.here(text, base)
        out = query.other_than
        named = out.places or out.kinds or out.described
        stripped = text if named else _behind_exception(text)
        elsewhere = relations.IN_OTHERS.search(text)
        if elsewhere is not None and self.turn.content(text[elsewhere.end() :]):
            # 里面提到劳动监察，别的案子里监察也出现过没
            stripped, here = text[elsewhere.end() :], ""
        own = self.turn.content(query.theme) and not lexicon.is_scaffolding(query.theme)
        told = d.since(base) or base.cited
        if d.answered and len(d.answered.cited) == 1 and _BUT_IT.match(text):
            told = d.answered.cited  # 除了它还有谁: all but that one, whatever was told before it
        if (alike := self._alike(text, query, told)) is not None:
            return alike
        if out and not out.cases and d.listed and not own and not here:  # 除了陶瓷那个呢: the list without it
            return replace(query, want=Want.CASES, theme="", within=d.listed.cited)
        if here:
            query = self.turn.read(f"{here}的案例")
            return replace(query, want=Want.CASES, other_than=Excluded(cases=told), again=True)
        if query.want is Want.FACT and not query.narrows and (such := self.turn.as_set(stripped)).course:
            query = such  # 再来一个，也是要多少给多少的: how it went is a test
        if query.narrows or own:
            anew = own and not relations.ONE_MORE.search(
                text
            )  # 还有别的也一周干六天吗, and not 再来一个板栗的
            asked = self.turn.read(stripped) if stripped != text else query
            asked = self.turn.as_set(stripped) if asked.want is Want.FACT else asked
            of_base = base.query.theme if base.query.want in _CHOOSES and len(base.cited) > 1 else ""
            theme = asked.theme if asked.course or self.turn.content(asked.theme) else of_base
            out = replace(asked.other_than, cases=told)
            return replace(
                asked, want=Want.CASES, theme=theme, other_than=out, again=not anew, form=self._limit(text)
            )
        # 举一个赔了三倍的例子, read as one fact: what there is more of is a set.
        old = self.turn.as_set(base.query.text) if base.query.want is Want.FACT else base.query
        theme = old.theme or (
            self.turn.held.title(base.cited[0]) if base.cited and old.want is Want.TEXT else ""
        )
        out = replace(old.other_than, cases=(*old.other_than.cases, *told))
        return replace(
            old,
            want=Want.CASES,
            theme=theme,
            text=old.text if old.theme else theme or old.text,
            numbers=query.numbers if not old.numbers.numbers else type(old.numbers)((), ()),
            other_than=out,
            within=old.within if old.edit == "narrow" else (),  # 其中原告是个人的, 还有吗: of the same list
            near=(),
            targets=(),
            again=True,
            form=self._limit(text),
        )

    def _alike(self, text: str, query: Query, told: tuple[CaseId, ...]) -> Query | None:
        """还有类似的吗, after one case was told or two side by side: those nearest to them; None where a theme is named."""
        last = self.turn.dialogue.answered
        match = LIKE_IT.search(text)
        if match is None or last is None or len(last.cited) > 2 or query.narrows:
            return None
        if last.query.want in _CHOOSES and last.query.want is not Want.BRIEF and len(last.cited) > 1:
            return None  # of a list there are more by what it was chosen by
        named = find_collections(text, self.turn.held.collections).found
        if self.turn.content(without(text, [match.span(), *(span for _, span in named)])):
            return None
        titles = "，".join(self.turn.held.title(case) for case in last.cited)
        return Query(
            text=titles,
            want=Want.CASES,
            theme=titles,
            targets=last.cited,
            other_than=Excluded(cases=told),
            collections=tuple(id_ for id_, _ in named),  # 那一本里有类似的吗
            form=self._limit(text),
            edit=ALIKE,
        )

    def _limit(self, text: str) -> Form:
        return Form(limit=1) if relations.ONE_MORE.search(text) else Form()

    def _same(self, text: str, query: Query) -> Query | None:
        return Staying(self.turn, self._pick).stay(text, query)

    def _show(self, text: str, query: Query) -> Query | None:
        base = self.turn.dialogue.answered
        plain = query.form.layout is Layout.PLAIN and query.want is Want.FACT
        if base is None or (plain and self._asks(text, query)) or self._of_another(text, query, base.cited):
            return None  # 多大面积的房 asks for a figure, and for no form
        form = query.form
        form = replace(form, layout=_shorter(form.layout, base.query.form.layout))
        limit = base.query.form.limit if form.layout in _STEPS else None
        form = replace(form, limit=form.limit or limit)  # 短点, after 随便讲一个: of that one
        group = self.turn.pointed_at(text, base)
        if len(group) == 1 and form_of_each(text) and len(several := self.turn.dialogue.several()) > 1:
            group = several  # 一家一句, after two told one after the other
        if form.layout is Layout.ONE and 1 < len(group) <= MOST and form_of_each(text):
            each = Form(Layout.SHORT)  # 每个一句话: a sentence of each, and not all in one
            return replace(query, want=Want.TEXT, theme="", targets=group, within=(), form=each)
        if group != base.cited:
            want = Want.BRIEF if query.want is Want.BRIEF else Want.TEXT
            return replace(query, want=want, text=text, theme="", targets=group, within=(), form=form)
        if form.layout is Layout.TABLE:
            query = replace(query, kinds=())  # 列个表，写上公司和金额: these are its columns
            if rows := self._rows(text, query, base):
                return replace(query, want=Want.CASES, theme="", within=rows, single=False)
        if query.narrows and len(base.cited) > 1:
            whole = base.query.other_than.cases and _ALL_OF.search(text)  # 浙江的全放一起, after its others
            return replace(query, want=Want.CASES, within=() if whole else base.cited, form=form)
        if form.layout is Layout.VERBATIM and len(base.cited) == 1 and base.query.want in _CHOOSES:
            return replace(query, want=Want.TEXT, theme="", targets=base.cited)  # 它的处理结果，原文贴给我
        listed = query.want is Want.CASES and not query.narrows  # 22年的都列出来 is of another year
        lists = listed or form.layout in (Layout.TABLE, Layout.TITLES, Layout.FULL)
        if base.query.want is Want.COUNT and lists:  # 列出来, after how many there are
            return replace(base.query, want=Want.CASES, form=form)
        if query.want is Want.BRIEF and form.layout in (Layout.PLAIN, Layout.FULL) and len(base.cited) > 1:
            return replace(query, within=base.cited, text=base.query.text, theme=base.query.theme)
        alone = base.query.want is Want.CASES and len(base.cited) == 1 and POINTS_AT_ONE.search(text)
        told = base.query.want is Want.FACT or alone  # 它的原文, after a list of one
        if told and form.layout in (Layout.ONE, Layout.SHORT) and _OF_CASE.search(text):
            form = replace(form, layout=query.form.layout)  # 一句话概括这个案子, after one of its facts
            return Query(text=base.query.text, want=Want.TEXT, targets=base.cited, form=form)
        if told and form.layout in (Layout.VERBATIM, Layout.FULL, Layout.TITLES):
            return Query(text=base.query.text, want=Want.TEXT, targets=base.cited, form=form)
        return replace(
            base.query,
            form=form,
            targets=base.query.targets or (base.cited if base.query.want is Want.TEXT else ()),
        )

    def _asks(self, text: str, query: Query) -> bool:
        """Whether one thing is asked for, by a word of content."""
        return query.asked.type in ONE_FACT or (Cue.ASKS_WORD in query.cues and self.turn.content(text))

    def _rows(self, text: str, query: Query, base: Past) -> tuple[CaseId, ...]:
        """The cases of a table that is asked for after one of them was told; none where it names its own."""
        beside = POINTS_AT_SEVERAL.search(text) or any(word in text for word in _SIDE_BY_SIDE)
        if query.narrows:
            return ()
        if beside and len(base.cited) == 1 < len(base.query.within):
            return base.query.within  # 两个案子列个表, after one of the two was picked
        several = base if len(base.cited) > 1 else self.turn.dialogue.listed or base
        of_one = base.query.want in (Want.FACT, Want.TEXT) or len(base.cited) < len(base.query.within)
        return several.cited if of_one and len(several.cited) > 1 else ()

    def _told_in_places(self, query: Query) -> tuple[CaseId, ...]:
        """The cases told, of whatever turn, in the places that are named, the newest of each: 一个陕西一个福建，这俩的标题."""
        told = [
            case for turn in reversed(self.turn.dialogue.turns) if not turn.refused for case in turn.cited
        ]
        places = [Query(query.text, places=(place,)) for place in query.places]
        found = (next((c for c in told if self.turn.held.answers_to(c, one)), None) for one in places)
        return tuple(dict.fromkeys(case for case in found if case is not None))

    def _of_another(self, text: str, query: Query, told: tuple[CaseId, ...]) -> bool:
        """Whether a form is asked of other cases than those told: 把重庆那个原文给我, after an answer on Sanya."""
        if POINTS_AT_SEVERAL.search(text) and not query.institutions:
            return False
        named = query.places or query.institutions
        if named and not any(self.turn.held.answers_to(case, query) for case in told):
            return True
        # 版权的给我拢一拢, after a list of the police: a word is enough; after one case it may be none of a case
        return self.turn.held.elsewhere(
            told, query.theme, least=1 if len(told) > 1 or form_of_each(text) else 2
        )

    def _combine(self, text: str, query: Query) -> Query | None:
        return Combining(self.turn).combine(text, query)

    def _correct(self, text: str, query: Query) -> Query | None:
        correcting = Correcting(self.turn, self._show)
        return correcting.by_number(text) or correcting.correct(text)


def _chose_so(turn: Past, named: Query) -> bool:
    """Whether `turn` told several cases that it chose by all that `named` says of places, bodies and how suits went."""
    places, kinds = {m.text for m in turn.query.places}, {kind[0] for kind in turn.query.kinds}
    said = (
        set(named.course) <= set(turn.query.course)
        and {m.text for m in named.places} <= places
        and {kind[0] for kind in named.kinds} <= kinds
    )
    return said and len(turn.cited) > 1 and not turn.refused


def form_of_each(text: str) -> bool:
    """Whether a form is asked for each of several: 每个一句话, 各用一句."""
    return bool(_OF_EACH.search(text)) or any(word in text for word in ("每", "各", "逐"))


def _shorter(said: Layout, before: Layout) -> Layout:
    """What is meant by a short form that is asked for where `before` was given: 再短点 is one step shorter still."""
    if said not in _STEPS or before not in _STEPS:
        return said
    return _STEPS[min(max(_STEPS.index(said), _STEPS.index(before) + 1), len(_STEPS) - 1)]


def _behind_exception(text: str) -> str:
    """`text` without 除了栗子, at its beginning: what was told is left out anyway."""
    if not leaves_out(text):
        return text
    head, comma, rest = text.replace("，", ",").partition(",")
    return rest.strip() if comma and len(head) <= _EXCEPTION else text
