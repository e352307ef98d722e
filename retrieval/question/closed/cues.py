"""Cues: what a closed class of words says of a question, read once with it. Rooms behind the reader ask for a cue by its name.

A cue is found by the row of words that has its name (`retrieval/lexicon/listed.tsv`, where an example and a counter-example
stand beside each), or where the end, the beginning or the whole of a question says it, by a rule below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache

from data.patterns import regex
from data.places.regions import find_places
from data.text import Span, clauses, split_at
from data.values import dataclass
from retrieval import lexicon
from retrieval.language.polarity import negations
from retrieval.language.terms import PERSON, SURNAMES
from retrieval.lexicon.listed import listed, under, words
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.sameness import sameness
from retrieval.question.closed.who.bodies import find_kinds


class Cue(StrEnum):
    """What is said, each by the name of its words."""

    # which cases, and whether any
    ONE_CASE = "one_case"
    """哪家: one of several is asked for."""
    WHICH = "which_word"
    WHICH_ONES = "which_ones"
    """哪四层: several are asked for, cases or parts of something in one."""
    WHICH_CASE_ALONE = "which_case_alone"
    """…的是哪一起: which case that is, and nothing of it."""
    WHETHER_ANY = "whether_any"
    """有没有跟版权有关的: whether there are such cases at all."""
    SOME_THERE = "some_there"
    """有…吗: the same, of a question that is one of yes or no."""
    IS_THERE = "is_there"
    ENGLISH_ANY = "english.any"
    OF_EACH, OF_EACH_FIRST = "of_each", "of_each_first"
    """结果都怎样, 都是谁牵头的: asked of each, and so from its first word on."""
    POINTS_AT_ONE, POINTS_AT_SEVERAL = "points_at_one", "points_at_several"
    ALL_THESE = "all_these"
    THOSE_THERE = "those_there"
    """福建那两个: behind a place, the cases there."""
    LINE_EACH = "line_each"
    """捋成四条，一条一行: a line for each of what is told."""
    DIFFERENT, ALIKE_AND_NOT, REASON_COMPARED = "different", "alike_and_not", "reason_compared"
    COMPARES_ON, COMPARED_FACT, COMPARED_ROW = "compares_on", "compared_fact", "compared_row"
    """比较赔偿额: on what cases are compared, a fact or a row of the table as its sort."""
    SHARED = "shared"
    """有什么共同点."""
    SAME_OF_THEM = "same_of_them"
    """同省吗: region, city or court as its sort."""
    COUNTS_TOO = "counting_too"
    """云贵都算: a clause, or what stands in brackets, that only says what counts as well."""
    AS_DEFENDANT = "as_defendant"
    ABROAD = "abroad"
    """A country or place abroad."""
    # what is asked of them
    ASKS_WORD = "asks_word"
    DOES_WHAT = "does_what"
    ASKS_TO_BE_TOLD = "asks_to_be_told"
    EFFECT_ASKED = "effect_asked"
    """有什么效果: what came of it."""
    OUTCOME_ASKED = "outcome_asked"
    SEVERAL = "several"
    """哪些方面: several things are asked for."""
    ASKS_MEANING, ASKS_WORK = "asks_meaning", "asks_work"
    ASKS_FOR_LAW = "asks_for_law"
    ASKS_TRIBUNAL = "asks_tribunal"
    """怎么看: why something is held to be so, and not why a party did something."""
    WHY_DECIDED, WHY_RULED = "why_decided", "why_ruled"
    """处分, 放过: what was decided about somebody, of which it may be asked why."""
    IDENTITY_OF = "identity_of"
    """赵某是什么人: of this person it is asked who that is."""
    CLOCK, ALL_DONE, TO_WHAT_END, WHO_WON = "clock", "all_done", "to_what_end", "who_won"
    WHO, WHOSE, RELIED_ON = "who_word", "whose", "relied_on"
    """靠谁来干活: who does the work, of all that have a part in it."""
    OF_ANOTHER_ACTOR = "of_another_actor"
    """给谁看, 在哪一带: somebody beside who acts, or where something else is."""
    ROLE = "role"
    """What is asked for by its place among words, as its sort: 职务, 证据."""
    KIN, KIN_SPOKEN, KIN_SERVED = "kin", "kin_spoken", "kin_served"
    TERM_ASKED, WHEN_JUDGED = "term_asked", "when_judged"
    ASKS_CRIME = "asks_crime"
    """算什么罪: of which crime somebody was found guilty."""
    BECAME_OF, HOW_IT_ENDED, IS_PUNISHED = "became_of", "how_it_ended", "is_punished"
    DEALT_WITH, SANCTION = "asks_if_dealt_with", "names_sanction"
    """查了没有, 不是被撤职了么: whether somebody was punished at all, or in that way."""
    ASKS_END = "asks_end"
    """最后归谁了: what came of something, and not how it came about."""
    PRISON = "prison"
    AWARDED_OR_TAKEN = "awarded_or_taken"
    APPEAL_ASKED, LAST_RULING = "appeal_asked", "last_ruling"
    INSTANCE_ASKED = "instance_asked"
    """Which instance, as its sort."""
    IN_ALL_COUNTS, OF_EACH_CRIME = "in_all_counts", "of_each_crime"
    """What is to be served for all crimes together, or for each."""
    SUPPOSES = "supposes"
    ROUGHLY = "roughly"
    """七万多: a sum that is only nearly so."""
    WHY_LENIENT, HOW_COME, WHERE_WRONG = "why_so_lenient", "how_come", "where_wrong"
    """靠什么轻判的; 一审怎么就判无效了: a reason, in whatever words."""
    YES_OR_NO = "yes_or_no"
    """Which answer of yes or no is asked for, as its sort: 能不能, 算不算."""
    OR_NOT = "or_not"
    ASKS_THERE, THERE_AT_ALL = "asks_there", "there_at_all"
    OF_CASES, WEIGHS = "of_cases", "asks_more"
    """More is asked than whether it is so: which, how many, only, all."""
    TAKEN_FOR_SO = "taken_for_so"
    """…吧, …对: the question says itself what it asks."""
    ACTOR_TAKEN = "actor_taken"
    """前哨是法院设的吧: somebody is taken for who did something; behind 是."""
    PLACE_TAKEN = "place_taken"
    """十八洞村是不是在贵州: something is taken to be somewhere; from the word that says so on, to the end."""
    IS_IT_SO = "is_it_so"
    """对吧: that it is so is only to be said."""
    SUPPOSED_SO = "supposed_so"
    """要是喝了酒呢: something is asked of what was otherwise."""
    DENYING = "denying"
    """没有采取留置的: something is denied in it."""
    ABOUT_SO_MUCH = "about_so_much"
    """不到二十块: a figure that bounds, and is none that a case states."""
    WHERE_ALONE = "where_alone"
    """它在哪儿: where it is, and nothing else."""
    ONE_SENTENCE_OF = "one_sentence_of"
    OUTCOME_COLUMN = "outcome_column"
    AS_TABLE = "as_table"
    WRITER_ASKED = "writer_asked"
    ASKS_DOCKET, HAVING_DOCKET = "asks_docket", "having_docket"
    OF_EVERY_CASE = "of_every_case"
    SAYS_ISSUED = "says_issued"
    # figures, and which of them is furthest
    WHICH_GROUP_MORE = "which_group_more"
    """哪一年的案例多."""
    COUNTS_PLACES = "counts_places"
    HOW_MANY_LAST = "how_many_last"
    ASKS_TIMES, ASKS_PERSONS = "asks_times", "asks_persons"
    AVERAGE_OVER, AVERAGE = "average_over", "average"
    """平均判几年: an average over cases; and of what, as its sort."""
    MEASURE = "measure"
    """岁数, 年限: what is compared, as its sort."""
    DEED, MOST_OF = "deed", "most_of"
    """送的钱, 送得最多: what was done with a sum, as its sort; and where that alone says which sum is meant."""
    OF_PERSON_ALONE = "of_person_alone"
    KIND_OF_MONEY = "kind_of_money"
    DECIDED_SUM, NOT_GRANTED = "decided_sum", "not_granted"
    """赔得最多: a sum that was decided; 要得最多: one that was not."""
    DRAGS_ON, WORKS_OVER, AGREED_FOR = "drags_on", "works_over", "agreed_for"
    LIMITATION = "limitation"
    HAPPENED = "happened"
    """事情发生得最早的: when it was, and not when it was published."""
    WHICH_OF_TWO, FURTHEST, HOW_FAR_APART = "which_of_two", "furthest", "how_far_apart"
    SENTENCED_SO, RESULT_COMPARED = "sentenced_so", "result_compared"
    OF_SERVICE, OF_PARTY = "of_service", "of_party"
    """A penalty of the service, or of the Party."""
    # of the library, of oneself, of the answer before
    LIBRARY_UPDATED, LIBRARY_PUBLISHED = "library_updated", "library_published"
    SOURCE_OR_TRUTH = "source_or_truth"
    ADVICE_WANTED, ADVICE_OF_OWN = "advice_wanted", "advice_of_own"
    OF_ONESELF, OWN_MATTER = "of_oneself", "own_matter"
    WHETHER_ALLOWED = "whether_allowed"
    """我这批货: something of one's own, which no case tells of."""
    IN_PLAIN_WORDS = "in_plain_words"
    RHETORICAL = "rhetorical"
    """他不是说是闲置的吗: what is put as so, and not asked."""
    OBJECTS = "objects"
    """可家属不是都签字了嘛: it begins by objecting to what was told."""


@dataclass(frozen=True, slots=True)
class Said:
    """A cue where a text says it: `[start, end)`, and which of its sorts, where it has any."""

    cue: Cue
    start: int
    end: int
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Cues:
    """All that a text says by closed classes of words, cue by cue, the sorts of one in the order of their rows."""

    text: str
    said: tuple[Said, ...]
    names: frozenset[Cue]

    def __contains__(self, cue: Cue) -> bool:
        return cue in self.names

    def all(self, *cues: Cue) -> tuple[Said, ...]:
        """Wherever any of `cues` is said."""
        return tuple(one for one in self.said if one.cue in cues)

    def first(self, cue: Cue) -> Said | None:
        """Where `cue` is said first."""
        return next((one for one in self.said if one.cue is cue), None)

    def words(self, cue: Cue) -> tuple[str, ...]:
        """The words that say it."""
        return tuple(self.text[one.start : one.end] for one in self.said if one.cue is cue)

    def sorts(self, cue: Cue) -> tuple[str, ...]:
        """The sorts of it that are said, in the order of their rows."""
        return tuple(dict.fromkeys(one.sort for one in self.said if one.cue is cue))

    def without(self, cue: Cue, instead: str = "", sort: str = "") -> str:
        """The text with `instead` for the words of the cue; of one of its `sort`s alone, where one is given."""
        parts, start = [], 0
        for one in self.all(cue):
            if one.sort == sort or not sort:
                parts += [self.text[start : one.start], instead]
                start = one.end
        return "".join([*parts, self.text[start:]])

    def as_json(self) -> list[str]:
        """The names of what is said."""
        return list(dict.fromkeys(f"{one.cue}.{one.sort}" if one.sort else str(one.cue) for one in self.said))


@lru_cache(maxsize=512)
def cues_of(text: str) -> Cues:
    """What `text` (folded) says by closed classes of words."""
    said = tuple(_read(text))
    return Cues(text, said, frozenset(one.cue for one in said))


def _read(text: str) -> Iterator[Said]:
    for cue in Cue:
        if cue in _RULES:
            yield from (Said(cue, start, end) for start, end in _RULES[cue](text))
        elif cue in _SORTED:
            for sort, row in under(cue).items():
                yield from (Said(cue, *match.span(), sort) for match in row.finditer(text))
        elif cue is Cue.SAME_OF_THEM:
            yield from (Said(cue, 0, len(text), sort) for sort in filter(None, [sameness(text)]))
        else:
            yield from (Said(cue, *match.span()) for match in listed(cue).finditer(text))


_IDENTITY = regex(
    rf"(?P<who>{PERSON.pattern}|[{SURNAMES}][一-鿿]{{1,2}}?)(?:在[^，,。]{{0,8}})?是(?:个|一个)?(?:什么人|谁|什么身份|啥人|干什么的|做什么的)"
)
# 十几二十块, 七万多, 大约三千元; and 拍摄那一块, which is no yuan
_ROUGHLY = regex(
    r"[\d.,一二两三四五六七八九十百千万亿]*(?:好几|几|数)[十百千万亿]*[一二三四五六七八九十]*(?:块钱?|元)?|"
    r"[\d.,一二两三四五六七八九十百千]+[万亿]?(?:多|来|余)[万亿]?(?:块钱?|元)?|"
    r"(?:大概|大约|约|差不多|将近|接近)(?:是|有)?[\d.,一二两三四五六七八九十百千]+[万亿]?(?:块钱?|元)?|(?<![十百千万亿零〇\d])一块(?!钱)"
)
_SORTED = frozenset(
    (
        Cue.YES_OR_NO,
        Cue.COMPARED_FACT,
        Cue.COMPARED_ROW,
        Cue.INSTANCE_ASKED,
        Cue.ROLE,
        Cue.AVERAGE,
        Cue.MEASURE,
        Cue.DEED,
        Cue.MOST_OF,
    )
)
_WITH_WHOM, WITH_WHOM = ("跟", "和", "与", "同"), 9
"""Between a time and what was done then: with whom; characters within which it is done."""
_TIME_OF = ("落", "时间", "日期", "明确", "写着", "写明", "写的", "的")
"""What may stand between a deed and its time: 处分时间写明是2021年的."""
_IS_OF, _BETWEEN = ("是", "在", "于"), "年底初才就都已经里当刚新间期法院"
"""What may stand between what was done and its time, and behind a time."""
_TAKEN_TO_BE = ("是", "在", "是在", "是不是", "是不是在", "属于", "是不是属于", "来自", "是不是来自")
"""How what is said of something leads on to where it is taken to be, and how it ends behind the place."""
_OF_PLACE = ("", "的", "那边的", "那儿的", "那边", "那个地方的", "搞的", "做的", "弄的", "办的", "建的")
PLACED = 30
"""Code points of a clause that takes something to be somewhere, at most."""
_DONE_BY = ("的吧", "的吗", "的么", "的对吧")
"""How a question ends that takes somebody for who did something: 法院设的吧."""
_PARTICLES = "吗么没有得呢啊呀了？?。.！! "
_ENDS = "？?。.！! 啊呀呢"
_ASKED_LAST = 6
"""Code points at the end of a question that ask which ones, whatever it asked before."""
_CASES, _AT_END, _ASKS_WHICH = ("案例", "案子", "的"), ("没有", "没", "吗", "么"), frozenset("哪几多什啥")


def counting_too(text: str) -> list[Span]:
    """The clauses of `text`, or what stands in brackets in one, that only say what counts too; not one that says all there is."""
    told = []
    for start, end in clauses(text):
        match = listed("counts_too").search(text, start, end)
        begins = start > 0 and listed("including").match(text[start:end].lstrip("，,(（ "))
        if match or begins:
            opened = text.rfind("(", start, match.start() if match else end)
            told.append((opened if opened > start else start, end))
    return told


def done_then(text: str, time: str) -> tuple[str, str]:
    """What `text` says right behind `time`, or before it, to have been done then: its sort, and the word; ('', '') for none."""
    rows, (before, _, behind) = under("done_then"), text.partition(time)
    behind = behind.lstrip(_BETWEEN)
    told = [match for row in rows.values() if (match := row.match(behind))]
    if not told and behind.startswith(_WITH_WHOM):  # 2013年跟政府签的
        told = [match for row in rows.values() if (match := row.search(behind, 1, WITH_WHOM))]
    word = told[0][0] if told else ""
    if not word and before.endswith(_IS_OF):
        before = before.rstrip("".join(_IS_OF))  # 处分是2022年才下来的
        while said := next((one for one in _TIME_OF if before.endswith(one)), ""):
            before = before.removesuffix(said)  # 处分时间写明是2021年上半年的
        ends = (m[0] for row in rows.values() for m in row.finditer(before) if m.end() == len(before))
        word = max(ends, key=len, default="")
    return next((sort for sort, row in rows.items() if word and row.match(word)), ""), word


def _beginning(row: str) -> Callable[[str], Iterator[Span]]:
    return lambda text: ((0, len(one)) for one in words(row) if text.startswith(one))


def _ending(row: str, behind: str) -> Callable[[str], Iterator[Span]]:
    def ends(text: str) -> Iterator[Span]:
        told = text.rstrip(behind)
        return ((len(told) - len(one), len(told)) for one in words(row) if told.endswith(one))

    return ends


def _of_each_first(text: str) -> Iterator[Span]:
    told = listed("points_at_several").sub("", text.lstrip("那么请问 "))
    return ((0, len(text)) for one in words("of_each_first") if told.startswith(one))


def _which_case_alone(text: str) -> Iterator[Span]:
    told = text.rstrip(_PARTICLES)
    last = split_at(told, "，,。；;？?！!")[-1]
    if last in words("which_of_told"):  # …说改好了再来看还是老样子。是哪个?
        yield from () if any(mark in told for mark in "？?") else [(len(told) - len(last), len(told))]
        return
    ending = next((one for one in words("which_case") if told.endswith(one)), "")
    before = told.removesuffix(ending)
    if ending and not listed("asks_word").search(before):
        yield len(before), len(told)


def _some_there(text: str) -> Iterator[Span]:
    one_of_yes_or_no = "有" in text and asked(text).type is Type.YESNO
    if one_of_yes_or_no and not listed("which_ones").search(text[-_ASKED_LAST:]):
        yield text.index("有"), len(text)  # not 拿“有没有过失”来定的，是哪几起


def _whether_any(text: str) -> Iterator[Span]:
    """The last sentence, where it asks for such cases: 有没有跟版权有关的, 有卖酒的案子没; not 品牌有没有被抢注."""
    last = split_at(text.removesuffix("？").removesuffix("?"), "。？?")[-1]
    end = next(filter(last.endswith, _AT_END), "")
    told = last.removesuffix(end) if end else ""
    asks = (
        listed("there_is_of").search(last)
        or ("有没有" in last and last.endswith(_CASES))
        or ("有" in told and told.endswith(_CASES) and _ASKS_WHICH.isdisjoint(told.rpartition("有")[2]))
    )
    if asks:
        yield text.rindex(last), len(text)


def _where_alone(text: str) -> Iterator[Span]:
    what = asked(text)
    if what.type is Type.PLACE:
        start, end = what.span
        named = [one.end() for one in listed("that_one").finditer(text, 0, start)]  # 黄花那个是哪儿的
        rest = listed("around_where").sub("", text[max(named, default=0) : start] + text[end:])
        if not rest or lexicon.is_scaffolding(rest):
            yield what.span


def _actor_taken(text: str) -> Iterator[Span]:
    told = text.rstrip("？?。！! ")
    last = split_at(told, "，,。；;")[-1]
    at = last.rfind("是")
    if at >= 0 and told.endswith(_DONE_BY):
        yield len(told) - len(last) + at + 1, len(told)


DONE = 4
"""Characters behind a body of what it is said to have done: 推的, 牵头搞的."""


def _place_taken(text: str) -> Iterator[Span]:
    """是不是在贵州, 是江苏的吧: the last clause, where one place stands at its end and is put to be agreed with."""
    told = text.rstrip("？?。！! ")
    last = split_at(told, "，,。；;？?！!")[-1]
    remembers = listed("remembers").match(last)
    last = last.rstrip("啊呀呢") if remembers else last
    ends = next((one for one in words("is_it_so") if last.endswith(one)), "")
    if not (ends or remembers or "是不是" in last) or len(last) > PLACED:
        return
    places = find_places(last)
    if len(places) != 1 or places[0].in_name:
        return
    start, behind = places[0].start, last[places[0].end : len(last) - len(ends)]
    before = last[:start]
    copula = max((one for one in _TAKEN_TO_BE if before.endswith(one)), key=len, default="")
    if copula and (behind in _OF_PLACE or _of_body_there(behind)):
        first = told.rindex(last)
        yield first + start - len(copula), len(text)


def _of_body_there(behind: str) -> bool:
    """Whether a body of that place is said to have done it: 高院推 of 法护知产是北京高院推的吧."""
    kind = next((one for one in find_kinds(behind) if one[1] <= len("的")), None)
    return kind is not None and behind.endswith("的") and len(behind) - kind[2] <= DONE


def _why_lenient(text: str) -> Iterator[Span]:
    """数额这么大怎么才五年: why somebody got off so lightly."""
    told = listed("why_lenient").search(text)
    if told and listed("why_so").search(text):
        yield told.span()


def _weighs(text: str) -> Iterator[Span]:
    if listed("weighs").search(listed("no_number").sub("", text)):
        yield 0, len(text)


_RULES: Mapping[Cue, Callable[[str], Iterable[Span]]] = {
    Cue.WHICH_CASE_ALONE: _which_case_alone,
    Cue.WHETHER_ANY: _whether_any,
    Cue.SOME_THERE: _some_there,
    Cue.OF_EACH_FIRST: _of_each_first,
    Cue.COUNTS_TOO: counting_too,
    Cue.IS_IT_SO: _ending("is_it_so", "？?。 "),
    Cue.WHERE_ALONE: _where_alone,
    Cue.ROUGHLY: lambda text: (match.span() for match in _ROUGHLY.finditer(text) if match[0]),
    Cue.WHY_LENIENT: _why_lenient,
    Cue.ACTOR_TAKEN: _actor_taken,
    Cue.PLACE_TAKEN: _place_taken,
    Cue.WEIGHS: _weighs,
    Cue.OR_NOT: _ending("or_not", _ENDS),
    Cue.THERE_AT_ALL: _ending("there_at_all", _ENDS),
    Cue.TAKEN_FOR_SO: _ending("taken_for_so", "？?。"),
    Cue.IDENTITY_OF: lambda text: (match.span("who") for match in _IDENTITY.finditer(text)),
    Cue.HOW_MANY_LAST: _ending("how_many_last", "？?"),
    Cue.OBJECTS: _beginning("objects"),
    Cue.DENYING: lambda text: ((at, at + 1) for at, _ in negations(text)),
}
"""How a cue is read that its words alone do not tell."""
