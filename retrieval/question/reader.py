"""Text and dialogue to Queries: the one place where the words of a question are read.

What is named comes from slots/, what is wanted and how a turn relates to those before from learned/, what it points at
and which edit it is from dialogue/. Where a head is unsure its second reading is given too, and the better evidence decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from data.numerals import number_of
from data.patterns import regex
from data.text import without
from retrieval import lexicon
from retrieval.cases.suits.conditions import OF_NO_SUIT
from retrieval.cases.suits.sides import asked_for
from retrieval.language import terms
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.counting import sums
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.literals import Literal
from retrieval.question.closed.sameness import sameness
from retrieval.question.closed.suits import lawsuits
from retrieval.question.closed.suits.findings import finding
from retrieval.question.closed.who.offices import divided
from retrieval.question.dialogue import showing
from retrieval.question.dialogue.about_library import contents, of_act, of_library
from retrieval.question.dialogue.acts import TERM, is_term, opens_talk
from retrieval.question.dialogue.acts import act as act_of
from retrieval.question.dialogue.beside import Beside
from retrieval.question.dialogue.deixis import (
    POINTS_AT_ONE,
    leads_on,
    leans,
)
from retrieval.question.dialogue.doubting import doubted, of_another_matter
from retrieval.question.dialogue.editing import LIKE_IT, Editor, form_of_each
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.dialogue.leaning import (
    asked_of_told,
    dangling,
    may_be_of_another,
    may_lean,
    of_reply,
    preferring,
)
from retrieval.question.dialogue.on_groups import on_groups
from retrieval.question.dialogue.pointing.earlier_list import to_earlier_list
from retrieval.question.dialogue.pointing.of_each import of_each
from retrieval.question.dialogue.pointing.of_one import of_one
from retrieval.question.dialogue.pointing.pointed import pointed
from retrieval.question.dialogue.pointing.returning import goes_back
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.dialogue.pointing.turned import turned
from retrieval.question.dialogue.ranking import asked_for_place, heavier, other_end
from retrieval.question.dialogue.relations import relations, searched, standing
from retrieval.question.dialogue.staying import of_opened
from retrieval.question.learned.course import CourseReader, named
from retrieval.question.learned.heads import SURE, Heads, Reading
from retrieval.question.learned.tagger import Tagger
from retrieval.question.query import ALIKE, Act, Excluded, Form, Layout, Query, Want
from retrieval.question.slots import english, entities, forms
from retrieval.question.slots.all_cases import (
    of_places,
    of_what_is_described,
    on_that_one,
    told_of_several,
)
from retrieval.question.slots.columns import beside_table, columns
from retrieval.question.slots.demands import subject as subject_of
from retrieval.question.slots.groups import grouped, without_examples
from retrieval.question.slots.library import Library
from retrieval.question.slots.parts import parted
from retrieval.question.slots.suing import of_bodies
from retrieval.question.slots.themes import theme_of_set
from retrieval.question.slots.wants import SETS, settled
from retrieval.question.utterance.framing import (
    ALL_CASES,
    asks_for_all,
    changing_subject,
    doubting_figure,
    without_all_here,
    without_chatter,
    without_frame,
    without_who_asks,
)

_GENRE = listed("genre_alone")
"""案例, 对比: what is wanted, and of nothing yet."""
_GOES_ON = listed("goes_on_from")
"""下一个呢, 还有吗: of an answer that there was not."""
_OF_EACH = (Layout.TABLE, Layout.TITLES, Layout.ONE, Layout.SHORT)
"""Forms in which all cases may be told, a line each."""
_ALL_OF_THEM = ("这些案", "这批案")
"""把行政协议这些案例做个表: all of what the collection is called by."""
_OF_SOMEBODY = ("他", "她")
_THOSE = ("那几", "那些", "这几", "这些", "那两", "那三")
_OF_OTHERS = ("哪", "谁", "别的", "其他", "其它", "案例", "几个", "多少个", "没有", "吗", "呢")
"""One of which a turn has that begins with 还有 and asks for others."""
_OPEN_KINDS = ("fact", "text", "compare", "none")
SAYS_LITTLE = 10
"""Characters up to which a turn that names nothing may leave open what it is about."""
LONE = 2
"""Characters up to which a theme without a word of content is looked for as it stands."""
POSSIBLE = 0.12
"""Probability from which on a second choice is worth trying."""
_KINDS = {
    "cases": Want.CASES,
    "fact": Want.FACT,
    "count": Want.COUNT,
    "groups": Want.GROUPS,
    "extreme": Want.EXTREME,
    "compare": Want.COMPARE,
    "brief": Want.BRIEF,
    "text": Want.TEXT,
    "library": Want.LIBRARY,
}
_LIMIT = regex(
    r"(?:给|来|找|列|举|挑|选|推荐|说|讲|要|介绍|提供|看|留)(?:我|出|一下|领导|上|了)?(?:大概|最多|不超过|随便)?(?P<n>[一两二三四五六七八九十]|\d{1,2})(?:[、到至-](?:[二三四五六七八九十]|\d))?(?:个|条|则|例|篇|家|件|起)(?!省|市|地区|区)"
)
_SINGLE = listed("one_case")
"""One is looked for, whatever else is near it."""
_SUM = listed("measure.sum")
"""Words for a sum, which bound it and are looked for nowhere."""
_NOTHING = listed("beside_order")
"""What a turn that asks for an order may say besides, and ask for nothing more."""
_EACH = listed("each_case")
_SPREAD = listed("spread")


_IN_ALL, _COLLECTED = listed("in_all"), ("收了多少个", "收了几个", "收录了几", "收了多少件", "收了几件")
"""一共, 总共: all that a collection has, where nothing but its name is asked for."""
MOST_OF_ALL = 0.8
"""Share of the cases that hold a word from which on it tells none of them from the others."""
MOST_FOR_ONE = 0.5
"""The same where one case is looked for: what half of them hold is not by what it is told."""
SAID_BESIDES = 2
"""Characters that are no small words, of what is said besides."""
_LIGHT_VERBS = frozenset("走行出上打去找")
"""Verbs of one character that tell nothing beside a place or a body."""


class Reader:
    """Reads questions; knows no index and no answer."""

    def __init__(self, heads: Heads | None = None, tagger: Tagger | None = None) -> None:
        self._heads = heads or Heads()
        self._tagger = tagger or Tagger()
        self._course = CourseReader()

    def candidates(self, text: str, dialogue: Dialogue, library: Library) -> list[Query]:
        """The readings of `text` (folded, simplified), the likeliest first; one at least. Where it says nothing of how it is
        to be answered, what was asked of all answers holds.
        """
        found = self._as_asked(text, dialogue, library)
        preferred = dialogue.preferred
        if preferred is Layout.PLAIN:
            return found
        of_sets = preferred is Layout.TABLE  # one fact makes no table
        return [
            replace(q, form=replace(q.form, layout=preferred))
            if q.act is Act.ASK and q.form.layout is Layout.PLAIN and (q.want in SETS or not of_sets)
            else q
            for q in found
        ]

    def _as_asked(self, text: str, dialogue: Dialogue, library: Library) -> list[Query]:
        """As `candidates`, each with the form that its own words ask for."""
        if about := of_library(text, dialogue, library):
            return [about]
        lawsuit = lawsuits.named(text, library.profiles, library.scope)
        if lawsuit is None:
            return self._candidates(text, dialogue, library)
        if not lawsuit.cases:
            literal = Literal(((lawsuit.docket,),))
            return [Query(text=text, want=Want.CASES, literal=literal, collections=library.scope)]
        found = self._candidates(lawsuit.text, dialogue, library)
        return [replace(query, within=lawsuit.cases) if query.numbers.numbers else query for query in found]

    def _candidates(self, text: str, dialogue: Dialogue, library: Library) -> list[Query]:
        """As `candidates`, each in the order that is asked for."""
        text = without_who_asks(self._behind_chatter(text, dialogue, library))
        of_set = heavier(text, dialogue) or other_end(text, dialogue)
        if held := contents(text, dialogue, library) or on_groups(text, dialogue) or of_set:
            return [held]
        if (named := columns(text)) is not None:
            whole = dialogue.asked is None and not library.content(beside_table(named.rest))
            all_there_are = Query(text=named.rest, want=Want.CASES, collections=library.scope)
            found = [all_there_are] if whole else self._candidates(named.rest, dialogue, library)
            return [_in_columns(query, named.names, named.rest) for query in found]
        if shown := showing.shown(text.lower(), dialogue, library):
            return [shown]
        if beside := showing.beside_file(text):
            rest, sheet = beside
            found = self._candidates(rest, dialogue, library)
            return [_as_file(query, sheet) for query in found]
        if parts := showing.form_beside(text):
            return [
                showing.in_form(query, parts[1]) for query in self._candidates(parts[0], dialogue, library)
            ]
        if (of := forms.headline(text)) is not None:
            found = self._candidates(f"{of or '这个案例'}讲了什么", dialogue, library)
            return [replace(q, form=Form(Layout.HEADLINE)) for q in found]
        asked = forms.order(text, tuple(library.profiles.columns))
        if asked is None or _SPREAD.search(text):  # 各省案例数量排个名: of groups, not of what was told
            of_place = asked_for_place(text, dialogue, lambda said: self._readings(said, dialogue, library))
            return of_place or self._readings(text, dialogue, library)
        order, rest = asked
        few = showing.first_few(rest)
        base = dialogue.answered
        rest, every_one = without_all_here(rest, len(library.profiles.all), base is not None)
        nothing_else = every_one or not library.content(_NOTHING.sub("", showing.without_form(rest)))
        if nothing_else and (base is None or _EACH.search(rest)):  # 把每个案子判的钱从高到低排一排
            every = Query(text=rest or text, want=Want.CASES, collections=library.scope)
            form = self._form(text, self._heads.read(text, False))
            return [replace(every, form=replace(form, order=order, limit=few or form.limit))]
        if base is not None and nothing_else:
            want = Want.CASES if base.query.want in (Want.COUNT, Want.FACT) else base.query.want
            form = replace(base.query.form, order=order, limit=few or base.query.form.limit)
            again = replace(base.query, want=want, form=form, edit="show")
            return [
                again if want is base.query.want or len(base.cited) > 1 else replace(again, want=Want.CASES)
            ]
        found = self._readings(rest or text, dialogue, library)
        return [replace(query, form=replace(query.form, order=order)) for query in found]

    def _behind_chatter(self, text: str, dialogue: Dialogue, library: Library) -> str:
        """`text` without the chatter that leads on to a question; as it is where all of it is small talk: 好吧，我去喝口水."""
        rest = without_chatter(text)
        if rest == text:
            return text
        read = self._heads.read(text, dialogue.asked is not None)
        return rest if act_of(text, read, self._heads, dialogue, library) is Act.ASK else text

    def _readings(self, text: str, dialogue: Dialogue, library: Library) -> list[Query]:
        text, fresh = changing_subject(without_frame(text))
        if not re.search(r"\w", text):
            return [Query(text=text, act=Act.OK if fresh else Act.EMPTY)]
        text, all_here = without_all_here(text, len(library.profiles.all), dialogue.asked is not None)
        if fresh or all_here or asks_for_all(text):
            dialogue = Dialogue()
        text, dialogue = to_earlier_list(text, self._pointing(dialogue, library))
        dialogue = dialogue.pointed_at() if POINTS_AT_ONE.search(text) or leads_on(text) else dialogue
        follows = dialogue.asked is not None
        text = asked_of_told(doubting_figure(text), dialogue) if follows else text
        text = _besides_told(text, dialogue, library) if follows else text
        reading = self._heads.read(text, follows)
        act = act_of(text, reading, self._heads, dialogue, library)
        says_nothing = not follows and self._says_nothing(text, reading, library)
        if act in (Act.ASK, Act.FOREIGN) and (says_nothing or opens_talk(text)):
            act = Act.UNCLEAR
        pointing = self._pointing(dialogue, library)
        if act is not Act.ASK:
            another = of_another_matter(text, pointing) if act is Act.SURE and follows else None
            return [another or of_act(text, act, dialogue, library)]
        decided = (
            (
                doubted(text, pointing)
                or goes_back(text, pointing)
                or turned(text, pointing)
                or of_one(text, pointing)
                or Beside(pointing).added(text)
                or pointed(text, pointing)
            )
            if follows
            else None
        )
        if decided is not None:
            return [of_each(text, decided)]
        text = pointing.placed(text) if follows else text
        found: list[tuple[float, Query]] = []
        readings = self._alone(text, reading, library)
        if follows and text.startswith(_OF_SOMEBODY) and dialogue.answered is not None:
            readings = [(p, _of_him(query)) for p, query in readings]
        for relation, likely in relations(
            text,
            reading,
            follows,
            readings[0][1],
            library,
            alone=dialogue.answered is not None and len(dialogue.answered.cited) == 1,
            listed_last=dialogue.answered is None or dialogue.answered.query.want is not Want.FACT,
            befell=lambda said: self._befell(said, dialogue, library),
            acts=lambda query: _acts_in_told(query, dialogue, library),
            unnamed=lambda said: (
                dialogue.answered is not None and library.of_no_other(dialogue.answered.cited[0], said)
            ),
            elsewhere=lambda query: library.named_elsewhere(query, dialogue.told_last),
            afresh=lambda word: searched(dialogue, readings[0][1].english) or not pointing.told_of(word),
            named=lambda said: (
                dialogue.answered is not None and library.titled(dialogue.answered.cited, said)
            ),
        ):
            if relation == "new":
                told = dialogue.told_last
                lean = min(1.0, 2 * (1 - likely))
                found += [
                    (
                        likely * p,
                        replace(query, near=told, lean=lean)
                        if told and may_lean(query, told, library)
                        else preferring(query, dialogue),
                    )
                    for p, query in readings
                ]
            else:
                edited = Editor(pointing).edit(relation, text, readings[0][1], likely)
                found += [(likely, of_each(text, edited))] if edited is not None else []
        chosen = _of_all(text, _likely(found) or [readings[0][1]])
        if dialogue.pointed and dialogue.answered is not None:
            chosen = of_reply(text, chosen, dialogue.answered.cited, library)
        base = dialogue.answered
        own = (
            standing(readings[0][1], library)
            and not leans(text)
            and may_be_of_another(readings[0][1], dialogue.told_last, library)
        )
        settled = chosen[0].edit == "same" and base and of_opened(text, readings[0][1], base, library)
        if follows and chosen[0].edit not in ("", "show", "others") and own and not settled:
            # Where the edit leads nowhere, the words by themselves may; but not to what was told, when others are asked.
            chosen.append(readings[0][1])
        leads = follows and (dialogue.answered is not None or bool(chosen[0].edit))
        if not leads and (alone := dangling(text, chosen[0], library)):
            named = dialogue.pointed_at()  # 花了多少钱？ after a refusal that named the case it looked at
            return self._readings(text, named, library) if alone.dangling and named != dialogue else [alone]
        return list(dict.fromkeys(chosen))[:4]

    def _pointing(self, dialogue: Dialogue, library: Library) -> Pointing:
        """A turn beside those of `dialogue`."""
        return Pointing(
            dialogue,
            lambda part: self.alone(part, library),
            library,
            library.content,
            self._cases_of(library),
        )

    def _befell(self, text: str, dialogue: Dialogue, library: Library) -> bool:
        """Whether the course of a suit by which `text` chooses, where it does, is that of the one case told last."""
        course = self.without_want(text, library).course
        told = dialogue.told_last
        return not course or any(library.passes(case, course) for case in told)

    def _says_nothing(self, text: str, reading: Reading, library: Library) -> bool:
        """给我讲讲, 做个对比, 那个案例: which case, or what about, is left open."""
        base = entities.read(text, library.collections, library.scope, library.profiles.parts)
        named = base.narrows or base.numbers.numbers or base.unknown_batch or base.english or base.described
        kind = max(reading.kind, key=lambda name: reading.kind[name])
        if (
            named
            or _GOES_ON.search(text)
            or not (kind in _OPEN_KINDS or (kind == "brief" and Cue.ASKS_TO_BE_TOLD in base.cues))
            or base.collections != library.scope
        ):
            return False
        if _is_acronym(text, library):
            return False
        rest = _GENRE.sub("", text)
        small = lexicon.is_scaffolding(text) or lexicon.is_scaffolding(rest)
        return small and len(rest.strip()) <= SAYS_LITTLE and not library.content(rest)

    def alone(self, text: str, library: Library) -> Query:
        """The likeliest reading of `text` by itself."""
        return self._alone(text, self._heads.read(text, False), library)[0][1]

    def _alone(self, text: str, reading: Reading, library: Library) -> list[tuple[float, Query]]:
        """The readings of `text` by itself, the likeliest first, each with its probability."""
        form = self._form(text, reading)
        if max(reading.kind, key=lambda name: reading.kind[name]) == "brief":
            text = subject_of(text)
        base = entities.read(text, library.collections, library.scope, library.profiles.parts)
        base = self._with_course(replace(base, form=form), library)
        if len(base.numbers.numbers) > 1 and sameness(text):
            return [(1.0, replace(base, want=Want.COMPARE))]  # 案例12和15同省吗
        if _is_acronym(text, library):
            return [(1.0, replace(base, want=Want.CASES, literal=Literal(((text.strip().lower(),),))))]
        alike = LIKE_IT.search(base.text)
        if (
            base.numbers.numbers
            and alike
            and not library.content(without(base.text, [*base.numbers.spans, alike.span()]))
        ):
            return [(1.0, replace(base, want=Want.CASES, edit=ALIKE))]  # 跟案例4类似的还有哪些
        if base.numbers.numbers and _is_bare(without(text, base.numbers.spans)):
            return [(1.0, replace(base, want=Want.TEXT))]
        if apart := parted(
            base, library, lambda q, want: self.wanting(q, want, library), self._cases_of(library)
        ):
            return [(1.0, apart)]
        kinds = sorted(
            ((name, p) for name, p in reading.kind.items() if name in _KINDS), key=lambda one: -one[1]
        )
        if base.english:
            kinds = [(next(name for name, want in _KINDS.items() if want is english.wanted(text)), 1.0)]
        elif not base.narrows and is_term(text.rstrip("？?。！! "), library):
            kinds = [("cases", 1.0)]  # 地理标志
        total = sum(p for _, p in kinds[:2]) or 1.0
        first = kinds[0][1] / total
        chosen = kinds[:1] if first >= SURE else kinds[:2]
        if base.form.layout is Layout.TABLE and _EACH.search(text) and asked_for(text):
            return [(1.0, replace(base, want=Want.CASES))]  # 每个案例判了多少，列个表: a row each
        if chosen[0][0] == "groups" and (subject := without_examples(text)) != text:
            return self._alone(subject, reading, library)
        return [(p / total, self.wanting(base, _KINDS[name], library)) for name, p in chosen]

    def _cases_of(self, library: Library) -> Callable[[str], Query]:
        """Reads a text as a question for cases."""
        return lambda text: self.wanting(self.without_want(text, library), Want.CASES, library)

    def without_want(self, text: str, library: Library) -> Query:
        """What `text` says beside what is wanted: its conditions, the form and the order of the answer."""
        order, rest = forms.order(text, tuple(library.profiles.columns)) or (None, text)
        base = entities.read(rest or text, library.collections, library.scope, library.profiles.parts)
        form = self._form(base.text, self._heads.read(base.text, follows=False))
        return self._with_course(replace(base, form=replace(form, order=order)), library)

    def _with_course(self, base: Query, library: Library) -> Query:
        """`base` with the tests of the course of a suit that its text asks for, where there are suits."""
        called = {name for name, _ in named(base.text)} if base.literal else set()
        if base.literal and called and {f"named:{word}" for word in base.literal.words} <= called:
            base = replace(
                base, literal=None
            )  # 劳动者叫张某的: who is so called, not the letters of 主张某公司
        if base.literal and any(
            word in base.text[s:e] for word in base.literal.words for _, (s, e) in divided(base.text)
        ):
            base = replace(base, literal=None)  # 出现两种不同意见的: how it was handled, and no words
        reworded = base.literal is not None and base.literal.loose and not base.literal.only_quoted
        if base.english or base.numbers.numbers or (base.literal and not reworded):
            return base
        course = self._course.read(
            entities.without_exceptions(base), library.sentenced, library.penalised, library.contested
        )
        undecided = any(test.startswith(OF_NO_SUIT) for test in course.tests)
        if not course.tests or not (library.decided or undecided):
            return base
        if base.literal and not any(
            start <= base.text.find(word) < end for word in base.literal.words for start, end in course.spans
        ):
            return (
                base  # 写明闹到法院去的: how it went on, and no words; not where the words say something else
            )
        return replace(base, course=of_bodies(course.tests, base), course_at=course.spans, literal=None)

    def wanting(self, base: Query, want: Want, library: Library) -> Query:
        """`base` with what is wanted, and what only that kind of answer needs."""
        if want not in SETS or want is Want.BRIEF:  # 带案号: how a text is to be
            base = replace(base, tells=(), tells_at=())
        base, want = settled(base, want, lambda: library.decided)
        of_part = base.literal is not None and bool(base.literal.part)
        if want is Want.COUNT and not (base.tells or of_part) and library.counts(base):
            want = Want.FACT  # 吴兴区的画像看几个维度: what a case counts
        base = _with_sum(base, want)
        query = replace(base, want=want, theme=entities.theme_of(base))
        if want in SETS and not base.english:
            theme, unused = theme_of_set(query, library, self._tagger)
            of_sum = query.amount is not None and _SUM.fullmatch(theme)
            theme = "" if of_sum else theme  # 涉及的钱超过一百万的: no word that stands there
            if want is Want.BRIEF and query.narrows:
                theme = entities.without_aspect(query, theme)
            if 0 < len(theme) <= LONE and not library.content(theme) and library.content(theme + "的"):
                theme += "的"  # 跟吃的有关的: a verb by itself is no word to look for
            theme = _word_before_of(theme)
            of_most = _of_most(query, theme, library)
            if of_most and not query.asks_whether:
                return replace(query, want=Want.FACT)  # 学校里讲知识产权的是哪个: by all that is said of it
            theme = "" if of_most else theme
            query, theme = _of_lone_word(query, theme, library)
            query = replace(
                query, theme=theme, unused=unused, found=finding(base.text) if theme else query.found
            )
        query = _whole_term(query)
        collected = any(word in base.text for word in _COLLECTED)
        whole = want is Want.COUNT and (collected or _IN_ALL.search(base.text))
        in_form = query.form.layout is not Layout.PLAIN and any(word in base.text for word in _ALL_OF_THEM)
        listing = want in (Want.CASES, Want.COUNT) and (query.when or in_form)
        if (whole or listing) and library.is_called(query):
            query = replace(query, theme="", unused=(), institutions=())
        if want is Want.BRIEF and query.form.layout is Layout.TABLE and not query.theme and not query.narrows:
            query, want = replace(query, want=Want.CASES), Want.CASES  # 把所有案子列个表，写清结果
        those = query.places or query.kinds or any(word in base.text for word in _THOSE)
        titles = query.form.layout is Layout.TITLES and want in (Want.FACT, Want.TEXT)
        if those and (titles or (want is Want.FACT and query.form.layout is Layout.TABLE)):
            query, want = replace(query, want=Want.CASES), Want.CASES  # 浙江那三个做成表格
        if want in (Want.CASES, Want.BRIEF) and query.form.layout is Layout.ONE and form_of_each(base.text):
            query, want = replace(query, want=Want.CASES, each=True), Want.CASES  # 各用一句话: one of each
        if want is Want.CASES and _SINGLE.search(base.text):
            query = replace(query, single=True)
        query = of_what_is_described(of_places(told_of_several(query, library), library), library)
        query = on_that_one(query, library) if want is Want.BRIEF else query
        if query.want in (Want.GROUPS, Want.EXTREME):
            query = grouped(english.grouped(query), library)
        return query

    def _form(self, text: str, reading: Reading) -> Form:
        label, likely = max(reading.form.items(), key=lambda one: one[1])
        layout = forms.surely(text) or (Layout(label) if likely >= 0.5 else Layout.PLAIN)
        if layout is Layout.PLAIN:
            layout = forms.layout(text) or Layout.PLAIN
        match = _LIMIT.search(text)
        limit = number_of(match["n"]) if match else None
        only = layout is not Layout.PLAIN and showing.bare(text)
        return Form(layout, limit, sentences=forms.sentences(text), bare=only)


def _besides_told(text: str, dialogue: Dialogue, library: Library) -> str:
    """`text` without 还有 where what it names is of the one case told, and no others are asked for: 还有管家保姆，都配齐了."""
    told = dialogue.answered.cited if dialogue.answered is not None else ()
    rest = text.removeprefix("那").removeprefix("还有").lstrip("，, ")
    others = rest == text or len(told) != 1 or any(word in rest for word in _OF_OTHERS)
    return text if others or not library.tells_of(rest, told) else rest


def _acts_in_told(query: Query, dialogue: Dialogue, library: Library) -> bool:
    """Whether the body that `query` names, and no place or institution, is one that acts in the case told last, or is named there."""
    told = dialogue.told_last
    named = query.kinds and not (query.places or query.institutions or query.course)
    bodies = [query.text[start:end] for _, start, end in query.kinds]
    return bool(named) and any(
        library.answers_to(case, query) or all(library.says(case, body) for body in bodies) for case in told
    )


def _of_him(query: Query) -> Query:
    """`query` of the one who is spoken of, where it says that he is not somewhere: 他户口不在余杭，凭什么能算进去 leaves nobody out."""
    if not query.other_than.places or query.asked.type is Type.TEXT:
        return query
    return replace(query, want=Want.FACT, other_than=Excluded())


def _in_columns(query: Query, names: tuple[str, ...], rest: str) -> Query:
    """`query` as a table with columns of these names: 违法解除的那两件列个表，要公司和金额 compares none."""
    of_one = query.want in (Want.FACT, Want.TEXT) and bool(terms.PERSON.search(query.text))  # 林某这个列个表
    sets = query.want in (Want.FACT, Want.TEXT, Want.COMPARE) and not (query.targets or of_one)
    want = Want.CASES if sets else query.want
    if query.targets and want is Want.COMPARE:
        # 把这两个列个表，解除原因、二审结果: by what they are set side by side is said, whatever was asked of them before
        query, want = replace(query, text=rest, theme=""), Want.TEXT
    return replace(query, want=want, form=replace(query.form, layout=Layout.TABLE, columns=names))


def _as_file(query: Query, sheet: bool) -> Query:
    """`query` for cases as what a file of them shows: a table, or a briefing."""
    if query.want is not Want.CASES:
        return query
    if not sheet:
        return replace(query, want=Want.BRIEF)
    return replace(query, form=replace(query.form, layout=Layout.TABLE))


def _with_sum(query: Query, want: Want) -> Query:
    """`query` with the sum that bounds its cases, unless what became of a suit is bounded by it (赔了一万以上)."""
    if want not in (Want.CASES, Want.COUNT) or query.english:
        return query
    bounded = replace(query, amount=sums.asked(query.text))
    taken = any(start < e and s < end for s, e in bounded.amount_at for start, end in query.course_at)
    return query if taken else bounded


def _is_acronym(text: str, library: Library) -> bool:
    """Whether a turn is a few Latin letters that some case holds, and nothing else: AI."""
    word = text.strip().lower()
    return word.isascii() and word.isalpha() and 1 < len(word) <= 4 and bool(library.profiles.holding(word))


def _likely(found: list[tuple[float, Query]]) -> list[Query]:
    """The readings that are likely enough to be tried, the likeliest first."""
    found.sort(key=lambda one: -one[0])
    return list(dict.fromkeys(query for p, query in found if p >= POSSIBLE or query is found[0][1]))


def _of_all(text: str, chosen: list[Query]) -> list[Query]:
    """`chosen`, without a theme where all cases are asked for: 把全部案例的题目列一遍."""
    first = chosen[0]
    if first.form.layout in _OF_EACH and not first.narrows and ALL_CASES.search(text):
        layout = Layout.SHORT if first.form.layout is Layout.ONE else first.form.layout
        form = replace(first.form, layout=layout)  # what is named beside are columns, or what is not wanted
        return [replace(first, want=Want.CASES, theme="", unused=(), form=form)]
    if not asks_for_all(text):
        return chosen
    return [replace(one, theme="", unused=()) if one.want is Want.CASES else one for one in chosen]


def _whole_term(query: Query) -> Query:
    """`query` of all the words of a turn that is one term and nothing else: 标准必要专利 is not 必要专利 with a word left over."""
    text = query.text.strip("？?。 ")
    rest = text.replace(query.theme, "", 1) if query.theme else text
    one = query.want is Want.CASES and query.unused and not query.narrows and rest == "".join(query.unused)
    return replace(query, theme=text, unused=()) if one and len(text) <= TERM else query


def _word_before_of(theme: str) -> str:
    """A theme of one word without the 的 behind it, with which another word could be read: 地标的 is no 标的."""
    return theme[:-1] if theme.endswith("的") and theme[:-1] in lexicon.synonyms() else theme


def _is_bare(text: str) -> bool:
    """Whether nothing is said beside a number: 第12号呢."""
    return not any(c.isalnum() and c not in "号呢" for c in text)


def _of_lone_word(query: Query, theme: str, library: Library) -> tuple[Query, str]:
    """跟龙有关的: a theme of so few characters that is looked for by no other way must stand there as it is."""
    few = 0 < len(theme) <= LONE and not (lexicon.is_scaffolding(theme) or library.content(theme))
    if few and query.narrows and theme in _LIGHT_VERBS:
        return query, ""  # 走仲裁的: by whom is said, and 走 is no word to look for
    if few and theme in query.done_then[1]:
        return query, ""  # 2020年入职的: 职 is a piece of what was done then
    if few and query.literal is None and not query.course:
        return replace(query, literal=Literal(((theme,),))), ""
    return query, theme


def _of_most(query: Query, theme: str, library: Library) -> bool:
    """Whether `theme` is what most cases are about, and more is said of those meant: 有没有因为加班把命都搭上的, of disputes on 加班."""
    one_of_them = query.asks_whether or _SINGLE.search(
        query.text
    )  # 学校里讲知识产权的是哪个, where all are on that
    if not theme or query.narrows or query.want is not Want.CASES or not one_of_them:
        return False  # told before words are cut
    words = [word for word in library.words(theme) if library.content(word)]
    share = MOST_OF_ALL if query.asks_whether else MOST_FOR_ONE
    most = share * len(library.profiles.all)
    if not words or any(len(library.profiles.holding(word)) < most for word in words):
        return False
    rest = query.text
    for word in words:
        rest = rest.replace(word, "，")
    more = [word for word in library.words(rest) if word.isalpha() and not lexicon.is_scaffolding(word)]
    return sum(map(len, more)) >= SAID_BESIDES
