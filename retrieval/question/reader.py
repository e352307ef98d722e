"""Text and dialogue to Queries: the one place where the words of a question are read.

Closed classes come from closed.py, what is wanted and how a turn relates to those before from heads.py, what it
points at is resolved by pointing.py, edits are carried out by editing.py. Where a head is unsure its second reading is given too, and the better evidence decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from data.numerals import number_of
from data.patterns import regex
from data.text import CLAUSE_ENDS, without
from retrieval import lexicon
from retrieval.cases.suits.sides import asked_for
from retrieval.lexicon.listed import listed
from retrieval.question import closed, english, forms, guard, lawsuits
from retrieval.question.course import CourseReader
from retrieval.question.details import OFF_TOPIC, asked_details
from retrieval.question.dialogue import Dialogue
from retrieval.question.editing import Editor
from retrieval.question.groups import grouped
from retrieval.question.heads import Heads, Reading
from retrieval.question.library import Library
from retrieval.question.literals import Literal
from retrieval.question.pointing import (
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
    Pointing,
    counts_told,
    leans,
    leaves_out,
)
from retrieval.question.query import Act, Form, Layout, Query, Want
from retrieval.question.tagger import Tagger
from retrieval.question.themes import theme_of_set
from retrieval.question.wants import CASES, SETS, settled

_NEW_SUBJECT = regex(
    r"^\s*(?:好的?|行|嗯|ok)?[，,。\s]*(?:我们|咱们?|现在|那)?(?:换(?:个|一个)?(?:话题|问题|主题|方向)|另外(?:一个问题|问一?下|想问)?(?=[，,：:\s])|换一?个问|新问题|不聊这个了?|"
    r"(?:再)?问(?:个|一个)?别的|说点别的|换一?个(?=[，,]\s*[^，,]{5})|new topic|different question|change of topic)[，,。：:；;\s]*(?:吧|了)?[，,。：:\s]*",
    re.I,
)
SHORT_FORM = 6
"""Characters up to which a turn that asks for a form asks for nothing besides: 再详细点."""
LONG = 200
"""Characters from which on a part is not taken apart further."""
LONE = 2
"""Characters up to which a theme without a word of content is looked for as it stands."""
SURE = 0.8
"""Probability from which on a head's first choice is taken alone: above it kinds were right 97 % of the time."""
SURE_OF_ONE = 0.95
"""The same for a turn of one character, which says little."""
POSSIBLE = 0.12
"""Probability from which on a second choice is worth trying."""
ACTS = 0.6
"""Probability from which on a turn that is no question is taken for none."""
POSSIBLE_ACT = 0.5
"""The same where the turn has no word of content."""
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
_COLUMNS = listed("columns_asked")
FEW_CLAUSES = 4
"""Clauses of small talk in one message, at most."""
_SMALL_TALK = frozenset((Act.OK, Act.GREET, Act.THANKS, Act.BYE))
_QUESTION_END = regex(r"(?<=[？?])\s*(?=[^\s？?。！!，,])|\n+")
_ASKS, _SHORT = listed("asks_anything"), 13
_ASKS_DETAIL, _HELP = listed("asks_detail"), listed("help")
_BESIDE = listed("beside_all")
_LIST = r"(?:(?:请问|这|那|本|该|此|整|一)*(?:批|份|些|本|个|套)?(?:典型|指导性?|优秀)?(?:案例集?|清单|名单|材料|汇编|列表)?)"
_SENT_OUT = r"(?:联合|一起|正式)?(?:发布|公布|印发|发文|编印|发)(?:出来)?"
_OF_NOTICE = regex(
    rf"{_LIST}(?:都|是|由|在|到底|究竟)*(?:谁|什么(?:单位|部门|机关|机构|时候|时间)|哪(?:些|几)?[个家一]?(?:单位|部门|机关|机构)?|何时|哪[天年月]|几号)"
    rf"(?:给|来)?{_SENT_OUT}的?\W*|{_LIST}的?(?:发布|发文|公布|印发)(?:单位|机关|机构|部门|者|方|人|时间|日期)(?:都|分别)?(?:是|为|有|在)?(?:谁|哪.{{0,6}}|什么.{{0,3}}|何时|几号)\W*"
)
"""Who published the list and when is told by its notice, not by its cases: 这批是谁发布的, 发布单位是哪几家."""
_SINGLE = listed("one_case")
"""One is looked for, whatever else is near it."""
_ALL = ("全部", "所有", "每个", "统统", "全都")
"""What asks for all that is held."""
_ALL_CASES = listed("all_cases")
"""全部案例列一下: of all that is held, whatever was told before."""
KEYWORD = 8
"""Characters of the longest word that is looked for by itself."""
PRAISE = 14
"""Characters up to which words of praise, or laughter, are all that a turn says."""
_OF_KIND = regex(r"(?<=[一-鿿])[这那](?:一?类|一?种)")
_PRAISE, _ASKS = listed("praise"), listed("asks_anything")
_MARKS = " 。.！!，,～~？?…"
_THERE_IS = regex(r"^有没有(?:关于|讲)?|[这那之]?一?类?的?(?:案例|案子)?(?:有吗|有么|有没有)$")
"""盲盒、潮玩这一类有吗: whether there is such a thing."""
_ITEM = regex(
    r"(?:^|(?<=[：:；;，,。\n]))\s*(?:[一二三四五六]是|第[一二三四五六][，,、是]|其[一二三四五六][，,、是]?)\s*"
)
"""Before each of several questions: 一是…；二是…"""
_NOTHING = listed("beside_order")
"""What a turn that asks for an order may say besides, and ask for nothing more."""
_EACH = listed("each_case")


class Reader:
    """Reads questions; knows no index and no answer."""

    def __init__(self, heads: Heads | None = None, tagger: Tagger | None = None) -> None:
        self._heads = heads or Heads()
        self._tagger = tagger or Tagger()
        self._course = CourseReader()

    def parts(self, text: str) -> list[str]:
        """The questions of one message, in order: each is answered in the light of those before it."""
        if text.isascii():
            return [text]
        items = list(_ITEM.finditer(text))
        if itemised(text):
            ends = [*(item.start() for item in items[1:]), len(text)]
            pieces = [text[item.end() : end] for item, end in zip(items, ends, strict=True)]
            return [piece.strip("；;，,。？? \n") + "？" for piece in pieces if re.search(r"\w", piece)]
        found: list[str] = []
        waiting = ""
        for piece in _QUESTION_END.split(text):
            part = waiting + piece.strip()
            if not part:
                continue
            if re.search(r"[？?]\s*$", part) or self._asks(part):
                found += _two(part) if len(part) < LONG else [part]
                waiting = ""
            else:
                waiting = part if part.endswith(("，", "。", ",", ".")) else part + "，"
        if waiting:
            found = [*found[:-1], found[-1] + waiting.rstrip("，")] if found else [waiting.rstrip("，")]
        return found or [text]

    def _asks(self, part: str) -> bool:
        return bool(_ASKS_DETAIL.search(part))

    def candidates(self, text: str, dialogue: Dialogue, library: Library) -> list[Query]:
        """The readings of `text` (folded, simplified), the likeliest first; one at least."""
        if _OF_NOTICE.fullmatch(text.strip()) and not any(
            "发布" in name for name in library.profiles.columns
        ):
            return [replace(closed.read(text, library.collections, library.scope), want=Want.LIBRARY)]
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
        asked = forms.order(text, tuple(library.profiles.columns))
        if asked is None:
            return self._readings(text, dialogue, library)
        order, rest = asked
        base = dialogue.answered
        if base is not None and not library.content(_NOTHING.sub("", rest)):
            want = Want.CASES if base.query.want in (Want.COUNT, Want.FACT) else base.query.want
            again = replace(base.query, want=want, form=replace(base.query.form, order=order), edit="show")
            return [
                again if want is base.query.want or len(base.cited) > 1 else replace(again, want=Want.CASES)
            ]
        found = self._readings(rest or text, dialogue, library)
        return [replace(query, form=replace(query.form, order=order)) for query in found]

    def _readings(self, text: str, dialogue: Dialogue, library: Library) -> list[Query]:
        text, fresh = _NEW_SUBJECT.subn("", text)
        if not re.search(r"\w", text):
            return [Query(text=text, act=Act.OK if fresh else Act.EMPTY)]
        if fresh or _asks_for_all(text):
            dialogue = Dialogue()
        follows = dialogue.asked is not None
        reading = self._heads.read(text, follows)
        act = self._talk(text, dialogue, library) or self._act(text, reading, dialogue, library)
        if act is Act.SURE and dialogue.answered is not None:
            return [replace(dialogue.answered.query, edit="sure")]
        if act is not Act.ASK:
            return [Query(text=text, act=act)]
        pointing = Pointing(
            dialogue,
            lambda part: self.alone(part, library),
            library,
            library.content,
        )
        if follows and (pointed := pointing.pointed(text)) is not None:
            return [pointed]
        text = pointing.placed(text) if follows else text
        found: list[tuple[float, Query]] = []
        readings = self._alone(text, reading, library)
        for relation, likely in self._relations(
            text,
            reading,
            follows,
            readings[0][1],
            library,
            afresh=lambda word: _searched(dialogue, readings[0][1].english) or not pointing.told_of(word),
        ):
            if relation == "new":
                told = dialogue.answered.cited if dialogue.answered else ()
                lean = min(1.0, 2 * (1 - likely))
                found += [
                    (likely * p, replace(query, near=told, lean=lean) if _may_lean(query) and told else query)
                    for p, query in readings
                ]
            else:
                edited = Editor(pointing).edit(relation, text, readings[0][1], likely)
                found += [(likely, edited)] if edited is not None else []
        found.sort(key=lambda one: -one[0])
        chosen = list(dict.fromkeys(query for p, query in found if p >= POSSIBLE or query is found[0][1]))
        chosen = chosen or [readings[0][1]]
        if follows and chosen[0].edit not in ("", "show") and standing(readings[0][1], library):
            chosen.append(readings[0][1])  # where the edit leads nowhere, the words by themselves may
        if not follows and not chosen[0].narrows and not chosen[0].numbers.numbers:
            of_form = chosen[0].form.layout is not Layout.PLAIN and len(text) <= SHORT_FORM
            bare = of_form or not standing(chosen[0], library)
            if bare and any(word in text for word in _ALL):  # 先把全部题目列出来: of all there are
                return [replace(chosen[0], want=Want.CASES, theme="", unused=())]
            leaning = of_form or (leans(text) and chosen[0].want in (Want.FACT, Want.TEXT, Want.COMPARE))
            if leaning or not standing(chosen[0], library):
                return [replace(chosen[0], dangling=True)]
        return list(dict.fromkeys(chosen))[:4]

    def alone(self, text: str, library: Library) -> Query:
        """The likeliest reading of `text` by itself."""
        return self._alone(text, self._heads.read(text, False), library)[0][1]

    def _talk(self, text: str, dialogue: Dialogue, library: Library) -> Act | None:
        """What a message is whose clauses all are small talk (嗯嗯知道了，拜拜): what the last says; None for others."""
        clauses = "".join(" " if char in CLAUSE_ENDS else char for char in text).split()
        if not 1 < len(clauses) <= FEW_CLAUSES:
            return None
        follows = dialogue.asked is not None
        acts = [self._act(one, self._heads.read(one, follows), dialogue, library) for one in clauses]
        return acts[-1] if all(act in _SMALL_TALK for act in acts) else None

    def _act(self, text: str, reading: Reading, dialogue: Dialogue, library: Library) -> Act:
        if guard.is_order(text):
            return Act.ORDER
        label, likely = max(reading.act.items(), key=lambda one: one[1])
        if any(d.name == OFF_TOPIC for d in asked_details(text)):
            return Act.FOREIGN
        if _HELP.fullmatch(text.strip(" 。.！!~") or text):
            return Act.HELP
        praises = _PRAISE.search(text) and len(text) <= PRAISE and not _ASKS.search(text)
        if praises and not self._held(text, library):
            return Act.THANKS  # 哈哈哈, 可以啊，比百度好用: nothing that a case has is asked for
        if len(text.strip()) < 2 and likely < SURE_OF_ONE and not library.content(text):
            return Act.EMPTY
        if label == "ask" or english.asks(text) or likely < (ACTS if library.content(text) else POSSIBLE_ACT):
            return Act.ASK
        query = closed.read(text, library.collections)
        if query.numbers.numbers or query.places or query.literal:
            return Act.ASK
        if label in ("sure", "complain") and dialogue.answered is None:
            return Act.HELP
        return Act(label)

    @staticmethod
    def _keyword(text: str, library: Library) -> bool:
        """Whether `text` is a word or two to look for, or asks whether there is such a thing, and nothing else."""
        theme = _THERE_IS.sub("", text.strip(_MARKS)).strip(_MARKS)
        if not _is_word(theme) or _ASKS_DETAIL.search(theme):
            return False
        if asked_details(theme):
            return False  # 经费, 联系电话: of what was told before
        return any(library.content(word) for word in library.words(theme))

    @staticmethod
    def _held(text: str, library: Library) -> bool:
        """Whether some case holds a word of content of `text`, where that is soon told."""
        words = [word for word in library.words(text) if library.content(word)]
        return any(library.profiles.holding(word) for word in words)

    def _relations(
        self,
        text: str,
        reading: Reading,
        follows: bool,
        query: Query,
        library: Library,
        *,
        afresh: Callable[[str], bool],
    ) -> list[tuple[str, float]]:
        """How the turn may relate to those before, with probabilities; pointing words and numbers have their say."""
        if not follows:
            return [("new", 1.0)]
        odds = dict(reading.relation)
        own = _without_own(text, query)
        there = _OF_KIND.sub("", own)  # 盲盒、潮玩这一类: what is named, not what was told
        points = bool(POINTS_AT_ONE.search(there) or POINTS_AT_SEVERAL.search(there))
        if not standing(query, library):
            odds["new"] = 0.0  # 还有吗: without a word of its own it can only lean on what was said
        elif own != text:
            return [("new", 1.0)]  # 广东那两个: those there
        elif query.numbers.numbers and not query.numbers.ordinal:
            odds["new"] = odds.get("new", 0.0) + 1.0
        elif query.want is Want.COUNT and CASES.search(text) and not points and not query.theme:
            odds["new"] = odds.get("new", 0.0) + 1.0  # 一共有多少个案例: of all there are
        elif (
            query.form.layout is Layout.PLAIN  # 展开 is a form, and no word to look for
            and query.want in (Want.CASES, Want.FACT, Want.TEXT)  # nor is 一共几篇
            and not query.narrows
            and not points
            and self._keyword(text, library)
            and afresh(text)
        ):
            if not self._held(text, library):
                return [("new", 1.0)]  # 盲盒有吗: what no case has is none of the one told before
            odds["new"] = odds.get("new", 0.0) + 2.0  # 陶瓷, after an answer on day lilies
        elif leaves_out(text):
            odds["others"] = odds.get("others", 0.0) + (1.0 if query.other_than.described else 0.5)
        elif counts_told(text) and query.want is Want.COMPARE and not query.narrows:
            odds["combine"] = odds.get("combine", 0.0) + 1.0  # 两家打法有什么两样: those told
        elif points and query.want is Want.COMPARE and query.narrows:
            odds["combine"] = odds.get("combine", 0.0) + 1.0  # 湖大跟它有什么不同
        elif points and not query.narrows:
            odds["new"] = odds.get("new", 0.0) * 0.3
        total = sum(odds.values()) or 1.0
        ordered = sorted(((name, p / total) for name, p in odds.items()), key=lambda one: -one[1])
        return ordered if ordered[0][1] < SURE else ordered[:1]

    def _alone(self, text: str, reading: Reading, library: Library) -> list[tuple[float, Query]]:
        """The readings of `text` by itself, the likeliest first, each with its probability."""
        base = closed.read(text, library.collections, library.scope, library.profiles.parts)
        base = self._with_course(replace(base, form=self._form(text, reading)), library)
        if base.numbers.numbers and _is_bare(without(text, base.numbers.spans)):
            return [(1.0, replace(base, want=Want.TEXT))]
        kinds = sorted(
            ((name, p) for name, p in reading.kind.items() if name in _KINDS), key=lambda one: -one[1]
        )
        if base.english:
            kinds = [(next(name for name, want in _KINDS.items() if want is english.wanted(text)), 1.0)]
        total = sum(p for _, p in kinds[:2]) or 1.0
        first = kinds[0][1] / total
        chosen = kinds[:1] if first >= SURE else kinds[:2]
        if base.form.layout is Layout.TABLE and _EACH.search(text) and asked_for(text):
            return [(1.0, replace(base, want=Want.CASES))]  # 每个案例判了多少，列个表: a row each
        return [(p / total, self.wanting(base, _KINDS[name], library)) for name, p in chosen]

    def without_want(self, text: str, library: Library) -> Query:
        """What `text` says beside what is wanted: its conditions, the form and the order of the answer."""
        order, rest = forms.order(text, tuple(library.profiles.columns)) or (None, text)
        base = closed.read(rest or text, library.collections, library.scope, library.profiles.parts)
        form = self._form(base.text, self._heads.read(base.text, follows=False))
        return self._with_course(replace(base, form=replace(form, order=order)), library)

    def _with_course(self, base: Query, library: Library) -> Query:
        """`base` with the tests of the course of a suit that its text asks for, where there are suits."""
        if base.english or base.numbers.numbers or base.literal:
            return base
        course = self._course.read(base.text)
        if not course.tests or not library.decided:
            return base
        return replace(base, course=course.tests, course_at=course.spans)

    def wanting(self, base: Query, want: Want, library: Library) -> Query:
        """`base` with what is wanted, and what only that kind of answer needs."""
        base, want = settled(base, want, lambda: library.decided)
        if want is Want.COUNT and library.counts(base):
            want = Want.FACT  # 吴兴区的画像看几个维度: what a case counts
        query = replace(base, want=want, theme=closed.theme_of(base))
        if want in SETS and not base.english:
            theme, unused = theme_of_set(query, library, self._tagger)
            if want is Want.BRIEF and query.narrows:
                theme = closed.without_aspect(query, theme)
            small = lexicon.is_scaffolding(theme)
            lone = 0 < len(theme) <= LONE and not (small or library.content(theme))
            if lone and query.literal is None and not query.course:
                # 跟龙有关的: no word that is looked for otherwise, so it must stand there as it is.
                query, theme = replace(query, literal=Literal(((theme,),))), ""
            query = replace(query, theme=theme, unused=unused)
        if want is Want.CASES and _SINGLE.search(base.text):
            query = replace(query, single=True)
        if want in (Want.GROUPS, Want.EXTREME):
            query = grouped(query, library)
        return query

    def _form(self, text: str, reading: Reading) -> Form:
        label, likely = max(reading.form.items(), key=lambda one: one[1])
        layout = Layout(label) if likely >= 0.5 else Layout.PLAIN
        if layout is Layout.PLAIN:
            layout = forms.layout(text) or Layout.PLAIN
        match = _LIMIT.search(text)
        limit = number_of(match["n"]) if match else None
        columns = tuple(_COLUMNS.findall(text)) if layout is Layout.TABLE else ()
        return Form(layout, limit, columns if len(columns) > 1 else ())


def _asks_for_all(text: str) -> bool:
    """全部案例列一下, and nothing that says which."""
    all_cases = _ALL_CASES.search(text)
    return all_cases is not None and lexicon.is_scaffolding(
        _BESIDE.sub("", without(text, [all_cases.span()]))
    )


def itemised(text: str) -> bool:
    """Whether a message numbers its questions, so that none goes on about the one before: 一是…；二是…"""
    return len(_ITEM.findall(text)) > 1


def _without_own(text: str, query: Query) -> str:
    """`text` without 那两个 right behind a place or a body, which points at those there: 广东那两个."""
    spans = [(m.start, m.end) for m in query.places] + [(start, end) for _, start, end in query.kinds]
    for _, end in sorted(spans, reverse=True):
        found = POINTS_AT_SEVERAL.match(text, end)
        text = text[:end] + text[found.end() :] if found else text
    return text


def _two(part: str) -> list[str]:
    """河南有几个案例，河北呢: a question and the same of another, each by itself."""
    first, comma, second = part.replace("，", ",").rpartition(",")
    second = second.strip()
    said = second.rstrip("？?")
    apart = comma and said.endswith("呢") and 1 < len(said) <= _SHORT and _ASKS.search(first)
    return [first + "？", second] if apart else [part]


def _is_word(text: str) -> bool:
    """Whether `text` is one short run of letters that does not end as a turn of speech does."""
    short = 1 < len(text) <= KEYWORD
    return short and all(c.isalnum() or c in "·_、" for c in text) and text[-1] not in "呢吗吧啊的了"


def _is_bare(text: str) -> bool:
    """Whether nothing is said beside a number: 第12号呢."""
    return not any(c.isalnum() and c not in "号呢" for c in text)


def _may_lean(query: Query) -> bool:
    return query.want is Want.FACT and not query.narrows and not query.numbers.numbers


def _searched(dialogue: Dialogue, english: bool) -> bool:
    """Whether the last turn was a word or two to look for, too, or in the other language: it is typed anew."""
    asked = dialogue.asked
    if asked is None:
        return False
    return asked.query.english != english or (not asked.query.edit and _is_word(asked.query.text))


def standing(query: Query, library: Library) -> bool:
    """Whether a question says anything by itself: a name, a word of content, or that all cases are meant."""
    named = query.collections and query.collections != library.scope
    if query.narrows or query.numbers.numbers or named or query.unknown_batch:
        return True
    if query.want in (Want.COUNT, Want.GROUPS, Want.EXTREME, Want.LIBRARY, Want.BRIEF):
        return True
    small = query.want in SETS and len(query.theme) > 3  # a theme told in small words: 过了期还在卖的
    return small or bool(CASES.search(query.text)) or library.content(query.text)
