"""What was understood of a question, whole: a small value that later rooms ask instead of the words.

A Query prints itself in Chinese and English, travels as JSON both ways, and is what a follow-up edits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from data.places.regions import InstitutionMention, Mention, find_institutions
from data.text import clauses
from data.types import CaseId
from data.values import dataclass
from retrieval import lexicon
from retrieval.language import dates
from retrieval.language.numbers import Numbers
from retrieval.language.polarity import denied
from retrieval.question.closed.counting import sums
from retrieval.question.closed.counting.sums import Sum
from retrieval.question.closed.cues import Cue, cues_of, done_then
from retrieval.question.closed.literals import Literal
from retrieval.question.closed.suits.findings import Finding
from retrieval.question.json_values import (
    bodies_of,
    case_as,
    cases_of,
    finding_as,
    finding_of,
    kept,
    levels_of,
    literal_as,
    literal_of,
    pair_of,
    places_of,
)
from retrieval.question.worded import Worded


class Act(StrEnum):
    """What a turn does; everything but `ask` is answered without a look at the cases."""

    ASK = "ask"
    GREET = "greet"
    THANKS = "thanks"
    BYE = "bye"
    WHO = "who"
    HELP = "help"
    OK = "ok"
    LATER = "later"
    COMPLAIN = "complain"
    SURE = "sure"
    FOREIGN = "foreign"
    RANK = "rank"
    PRIVACY = "privacy"
    METHOD = "method"
    TRUST = "trust"
    SERVICE = "service"
    SCOPE = "scope"
    MEMORY = "memory"
    PRICE = "price"
    SHARE = "share"
    OPINION = "opinion"
    ADVICE = "advice"
    AS_PERSON = "as_person"
    MOOD = "mood"
    CONTENTS = "contents"
    SUGGEST = "suggest"
    ORDER = "order"
    PREFER = "prefer"
    UNCLEAR = "unclear"
    EMPTY = "empty"


ALIKE = "alike"
"""How a Query relates to the cases it names where others like them are asked for, and none of them."""
ALL_THERE = "all_there"
"""How a Query relates to the cases told where it asks whether they lie in the place it names: 这俩都是上海的吗."""
SO_TOO = "so_too"
"""How a Query relates to the case told before, of which it is asked if another does the same: 湖大呢，也这么干."""
SUGGESTED = "suggested"
"""By what cases are chosen where nothing is asked but which to look at; it stands where others say what groups are made by."""


class Want(StrEnum):
    """What is wanted of the cases."""

    FACT = "fact"
    CASES = "cases"
    COUNT = "count"
    GROUPS = "groups"
    EXTREME = "extreme"
    COMPARE = "compare"
    BRIEF = "brief"
    TEXT = "text"
    LIBRARY = "library"


class Layout(StrEnum):
    """The form an answer is to have; PLAIN where nothing is said."""

    PLAIN = "none"
    SHORT = "short"
    ONE = "one"
    LEAST = "least"
    PARAGRAPH = "paragraph"
    POINTS = "points"
    TITLES = "titles"
    NUMBERS = "numbers"
    HEADLINE = "headline"
    TABLE = "table"
    FULL = "full"
    VERBATIM = "verbatim"


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by: date, sum, number, place, title or a column's name; '' as it was, to be turned about."""

    key: str = ""
    down: bool = False
    """From the last, the highest, the latest on."""


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer is to look: its layout, at most how many cases, the columns of a table by name, the order, in how many
    sentences (0 where nothing is said), and whether no word is to stand beside it."""

    layout: Layout = Layout.PLAIN
    limit: int | None = None
    columns: tuple[str, ...] = ()
    order: Order | None = None
    sentences: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Excluded:
    """What the asked-for cases must not be: 除了北京, 大学别算进来."""

    places: tuple[Mention, ...] = ()
    kinds: tuple[tuple[str, int, int], ...] = ()
    cases: tuple[CaseId, ...] = ()
    described: tuple[str, ...] = ()
    """By a word of theirs: 除了陶瓷那个."""
    unsure: bool = False
    """Whether a word of `described` left out nobody, or cases that no exact test tells: found while it is answered."""

    def __bool__(self) -> bool:
        return bool(self.places or self.kinds or self.cases or self.described)


FIRST, ANY = (1, 1), (1, 0)
"""The one at the end alone; groups of any size."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of what a question sets beside each other, as it says it, and the question for its cases: 合同的多还是侵权的多."""

    name: str
    query: Query
    rest: bool = False
    """Whether it is all that the one before it is not: 和没支持的."""


@dataclass(frozen=True, slots=True)
class Query(Worded):
    """One question as understood. `text` is what is searched: folded, simplified, follow-ups resolved.

    Conditions of one kind are alternatives (浙江和上海), those of different kinds must all hold; `other_than` must not.
    """

    act: Act = Act.ASK
    want: Want = Want.FACT
    english: bool = False
    numbers: Numbers = Numbers((), ())
    places: tuple[Mention, ...] = ()
    institutions: tuple[InstitutionMention, ...] = ()
    kinds: tuple[tuple[str, int, int], ...] = ()
    levels: tuple[tuple[str, int, int], ...] = ()
    """Levels of government the place must be of: 县, 自治区."""
    other_than: Excluded = Excluded()
    literal: Literal | None = None
    when: dates.Asked | None = None
    """The time it asks by, with its side: 2022年以后."""
    amount: Sum | None = None
    """The bound on a sum that the cases must tell: 上百万的."""
    course: tuple[str, ...] = ()
    """The tests of the course of a suit (retrieval/cases/suits/conditions.py): lost, of:firm, changed."""
    course_at: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    """The spans of the text that say them."""
    found: Finding = Finding()
    """What a court must have found: 合同被认定无效的."""
    tells: tuple[str, ...] = ()
    """The sorts of things the cases must tell (retrieval/cases/told.py): sum, -writer where they must not."""
    tells_at: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    """The spans of the text that say them."""
    theme: str = ""
    """The words to search by: what is left without numbers, places, kinds and furniture."""
    by: str = ""
    """What groups are made by: region, zone, organisation, month, year, collection, or a column's name."""
    extreme: str = ""
    """most, least, none of groups; first, last by date; highest, lowest by sum."""
    rank: tuple[int, int] = FIRST
    """The first and the last of the places that are asked for, counted from that end: 第二, 前三."""
    sizes: tuple[int, int] = ANY
    """How many cases a group must have, at least and at most (0: no bound): 不止一个, 只有一个."""
    parts: tuple[Part, ...] = ()
    """What the question itself sets beside each other to be counted, where groups are made `by` that ("parts")."""
    collections: tuple[str, ...] = ()
    unknown_batch: str | None = None
    within: tuple[CaseId, ...] = ()
    """The cases it is about; empty where the whole scope is meant."""
    near: tuple[CaseId, ...] = ()
    """The cases it is probably about: preferred, not required."""
    lean: float = 1.0
    """How probably, in [0, 1]."""
    targets: tuple[CaseId, ...] = ()
    """Cases to be shown or set side by side, known by an earlier answer."""
    described: str = ""
    """The case it is about, told by what it does and by no number: 打球的那个."""
    form: Form = Form()
    dangling: bool = False
    """Leans on an earlier turn, and there is none."""
    single: bool = False
    """One case is looked for: 是哪个案例."""
    each: bool = False
    """A fact is asked of each of the cases told, and not of the one that says it best: 另外两个是哪家中院驳的."""
    again: bool = False
    """Asked for more after an answer."""
    edit: str = ""
    """How it relates to the turn before: narrow, swap, pick, others, alike, same, show, combine, correct; '' where new."""
    unused: tuple[str, ...] = field(default=(), compare=False)
    """Content words that entered no condition."""

    @property
    def amount_at(self) -> tuple[tuple[int, int], ...]:
        """Where the text bounds a sum."""
        at = self.text.find(self.amount.words) if self.amount else -1
        return ((at, at + len(self.amount.words)),) if self.amount and at >= 0 else ()

    @property
    def narrows(self) -> bool:
        """Whether a place, a body, words or excluded cases narrow it beside its theme."""
        words = self.literal is not None or bool(self.course or self.tells)
        named = self.places or self.kinds or self.institutions or self.levels or self.when or self.amount
        return words or bool(named or self.other_than)

    @property
    def chooses(self) -> bool:
        """Whether what can be tested exactly chooses its cases: where they are, when, how they went, what they tell."""
        told = self.course or self.tells or self.levels or self.when or self.amount
        return bool(told or self.places)

    @property
    def asks_whether(self) -> bool:
        """Whether it is asked if there are such cases at all."""
        of_some = self.want is Want.CASES and Cue.SOME_THERE in self.cues
        return (of_some or Cue.WHETHER_ANY in self.cues) and not self.english

    @property
    def done_then(self) -> tuple[str, str]:
        """What was done at the time it asks by, its sort and the word that says so: 2019年判的; ('', '') where nothing is said."""
        return done_then(self.text, self.when.words) if self.when else ("", "")

    @property
    def whether_there(self) -> str:
        """What it asks to be there: 抢注的 of 有没有抢注的; '' where it asks that of nothing."""
        _, asks, what = self.text.rpartition("有没有")
        return what if asks else ""

    def denies(self, word: str) -> bool:
        """Whether it says `word` and only denies it: 没有采取留置措施的; not 有没有采取."""
        said, denies = denied(self.text, word)
        return denies and not said

    @property
    def is_bare(self) -> bool:
        """Whether it has no word of content."""
        if self.english:
            return not lexicon.english()[0].search(self.text)
        return lexicon.is_scaffolding(self.text)

    def theme_without(self, cue: Cue) -> str:
        """The theme without the words of a cue."""
        return cues_of(self.theme).without(cue)

    def clauses(self) -> list[Query]:
        """The Query by each of its clauses."""
        return [self.saying(self.text[start:end]) for start, end in clauses(self.text)]

    def saying(self, text: str) -> Query:
        """The same Query in other words, or in some of its own."""
        return replace(self, text=text)

    def as_json(self) -> dict[str, Any]:
        """The Query as JSON values; what is not said is left out."""
        out = self.other_than
        value: dict[str, Any] = {
            "act": self.act.value,
            "want": self.want.value,
            "text": self.text,
            "theme": self.theme,
            "among": kept(
                collections=list(self.collections),
                numbers=list(self.numbers.numbers),
                cases=[case_as(c) for c in self.within],
                near=[case_as(c) for c in self.near],
                targets=[case_as(c) for c in self.targets],
                described=self.described,
            ),
            "where": kept(
                place=[m.text for m in self.places],
                body=[name for name, _, _ in self.kinds],
                level=[name for name, _, _ in self.levels],
                institution=[i.text for i in self.institutions],
                words=literal_as(self.literal),
                date=self.when.words if self.when else "",
                amount=str(self.amount) if self.amount else "",
                course=list(self.course),
                found=finding_as(self.found),
                tells=list(self.tells),
            ),
            "not": kept(
                place=[m.text for m in out.places],
                body=[name for name, _, _ in out.kinds],
                cases=[case_as(c) for c in out.cases],
                described=list(out.described),
            ),
            "by": self.by,
            "extreme": self.extreme,
            "rank": list(self.rank) if self.rank != FIRST else [],
            "sizes": list(self.sizes) if self.sizes != ANY else [],
            "parts": [[one.name, one.query.as_json(), one.rest] for one in self.parts],
            "form": kept(
                layout=self.form.layout.value if self.form.layout is not Layout.PLAIN else "",
                limit=self.form.limit,
                columns=list(self.form.columns),
                order=kept(key=self.form.order.key, down=self.form.order.down) if self.form.order else None,
                sentences=self.form.sentences,
                bare=self.form.bare,
            ),
            "cues": self.cues.as_json(),
            "english": self.english,
            "single": self.single,
            "each": self.each,
            "again": self.again,
            "lean": self.lean if self.near else 0,
            "edit": self.edit,
        }
        return {name: held for name, held in value.items() if held or name in ("act", "want", "text")}

    def dumps(self) -> str:
        """The Query as one line of JSON."""
        return json.dumps(self.as_json(), ensure_ascii=False)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Query:
        """The Query that `as_json` gave; ValueError, KeyError or TypeError where `value` is none.

        Its cues are those of its text.
        """
        among, where, out = value.get("among", {}), value.get("where", {}), value.get("not", {})
        form, words = value.get("form", {}), where.get("words")
        text = str(value["text"])
        return cls(
            text=text,
            act=Act(value["act"]),
            want=Want(value["want"]),
            theme=str(value.get("theme", "")),
            english=bool(value.get("english", False)),
            numbers=Numbers(tuple(int(n) for n in among.get("numbers", ())), ()),
            places=places_of(where.get("place", ()), text),
            institutions=tuple(
                i for name in where.get("institution", ()) for i in find_institutions(name)[:1]
            ),
            kinds=bodies_of(where.get("body", ()), text),
            levels=levels_of(where.get("level", ()), text),
            other_than=Excluded(
                places_of(out.get("place", ()), text),
                bodies_of(out.get("body", ()), text),
                cases_of(out.get("cases", ())),
                tuple(map(str, out.get("described", ()))),
            ),
            literal=literal_of(words) if words else None,
            when=(dates.asked(str(where["date"])) or dates.asked(f"{where['date']}的"))  # 21年的
            if where.get("date")
            else None,
            amount=sums.asked(str(where["amount"])) if where.get("amount") else None,
            course=tuple(map(str, where.get("course", ()))),
            found=finding_of(where.get("found", {})),
            tells=tuple(map(str, where.get("tells", ()))),
            by=str(value.get("by", "")),
            extreme=str(value.get("extreme", "")),
            rank=pair_of(value.get("rank"), FIRST),
            sizes=pair_of(value.get("sizes"), ANY),
            parts=tuple(
                Part(str(name), cls.from_json(held), bool(rest))
                for name, held, rest in value.get("parts", ())
            ),
            collections=tuple(map(str, among.get("collections", ()))),
            within=cases_of(among.get("cases", ())),
            near=cases_of(among.get("near", ())),
            targets=cases_of(among.get("targets", ())),
            described=str(among.get("described", "")),
            form=Form(
                Layout(form.get("layout") or "none"),
                form.get("limit"),
                tuple(map(str, form.get("columns", ()))),
                _order(form.get("order")),
                int(form.get("sentences", 0)),
                bool(form.get("bare", False)),
            ),
            single=bool(value.get("single", False)),
            each=bool(value.get("each", False)),
            again=bool(value.get("again", False)),
            lean=float(value.get("lean", 1.0)),
            edit=str(value.get("edit", "")),
        )

    @classmethod
    def loads(cls, text: str) -> Query:
        """The Query of one line of JSON."""
        return cls.from_json(json.loads(text))

    def about(self, *cases: CaseId) -> Query:
        """The same, of these cases only."""
        return replace(self, within=cases, near=(), targets=())


def _order(value: Mapping[str, Any] | None) -> Order | None:
    return None if value is None else Order(str(value.get("key", "")), bool(value.get("down", False)))
