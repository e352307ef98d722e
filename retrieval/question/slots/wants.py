"""What closed signs of a question settle about what is wanted, which the heads only find likely."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data.numerals import number_of
from data.text import split_at, without
from retrieval import lexicon
from retrieval.language import terms
from retrieval.language.numbers import counted_in
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.counting.counted import counts_no_cases
from retrieval.question.closed.counting.group_sizes import sizes
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.details import asked_details
from retrieval.question.query import Layout, Query, Want

SETS = (Want.CASES, Want.COUNT, Want.BRIEF, Want.GROUPS, Want.EXTREME)
"""Wants that choose cases."""
_GROUPS = (Want.GROUPS, Want.EXTREME)
_OF_ONE = (*_GROUPS, Want.FACT, Want.TEXT, Want.CASES)
_OF_CASES = frozenset("件个起例宗桩")
"""Units by which cases are counted."""
_ARE_COUNTED, _COUNTED_IN = ("案", "官司"), ("有", "在", "共", "的", "是", "，", ",")
"""What follows such a unit, and stands before 几, where cases are counted: 在几个案例里被引用过; not 找几个案例."""
NEVER_STATED = frozenset({"好坏", "联系方式", "参观与办理"})
"""Details that no case states: who asks for them asks for no cases."""
_ASKS_DETAIL = listed("asks_detail")
_HANDLED, _HOW_MANY = listed("handled"), 9
"""How many lawsuits a court closed is a figure that a case states, not a number of cases."""
_ONE_END = listed("one_end")
"""Which of the groups, or of the cases, is at one end."""
_SUCH, _OF_SUCH = listed("such_cases"), ("的", "案例", "案子")
"""Whether there are cases of something: 有没有讲人工智能的."""
_SEVERAL, _ARE_WHICH, _SHORT = listed("several_did"), listed("are_which"), 6
"""Several cases of a place or of a kind of body are meant, each with what it did."""
_WHICH_ONES = listed("which_of_them")
"""Which they are, one by one: no grouping, whatever 分别 sounds like."""
_SUMS = ("金额", "数额", "钱数", "涉案", "案值")
"""By one of which sums are asked for, whatever the cases are about."""
_ITEMS_ASKED = listed("items_asked")
_THINGS = 10
THING = 6
"""Code points of what is counted, up to where it is asked for: 试点市县; not 晚九一周六天那种 of 早九晚九一周六天那种."""
_NO_THINGS = "字家起件例篇案位名省市地单都是分，,里这那年月日号天"
"""Characters of what is counted, at most; how it goes on where it is a case, a body, a date, or nothing: 三个都是哪些."""
_OF_SUM, _AGE, _END = listed("sum_of"), listed("measure.age"), listed("at_the_end")
_SIDES = frozenset(("个人/劳动者", "企业", "用人单位"))
"""Kinds of body that are a side in every suit, and tell none apart."""
_IS_IT_SO, _SO_MANY = ("吧", "对吗", "对不对", "是吗"), listed("a_number_of")
CASES, _COURT_OF_ONE = listed("cases"), listed("court_of_one")
_COUNTS_PLACES, _NUMBER_OF_CASES = listed("counts_places"), listed("number_of_cases")
_CHANGED = listed("changed_by")
_WHETHER, _THOSE, _SUCH_CASES = listed("whether_such"), listed("which_are_such"), listed("are_there_cases")
"""Whether there are such cases, of whatever sort; and which those are that are so."""
_AROUND = "？?。 吗么呢啊呀哦嗯那，,"
_WHICH_NOT, _IN_WHICH = listed("which_is_not"), listed("in_which_cases")
_DONE_WHERE, _CASES_EACH = listed("done_by_which"), listed("cases_each")
_NAMES_WANTED = listed("names_wanted")
_IS_THERE = ("有没有", "有无", "有没")
_OF_CASES_THERE = (
    "的案例",
    "的案子",
    "的指导性案例",
    "的指导案例",
    "的典型案例",
    "的判例",
    "的案例吗",
    "的案例啊",
)
"""How it begins and ends where it is asked if there are such cases: 有没有干部酒后开车被处分的指导性案例."""
ONLY_THIS, _OF_EVERY_SUIT = listed("only_this"), listed("of_every_suit")
_QUOTES = "”\"」』’'"
_ROUGHLY = ("大概", "大致", "大体上", "到底", "究竟", "具体", "主要")
"""How closely it is to be told: it makes no other question of 讲的什么."""
_TOLD_OF_ONE, _MARKS = listed("told_of_one"), "？?。！!，, 吧呗啊呀"
_MISTAKEN = (Want.COMPARE, Want.BRIEF)
"""What the head takes a turn for that speaks of one case by words of likeness, or asks to be told: 好意同乘那个说一下."""
_SIDE_BY_SIDE, _SPREAD, _WHICH_OF_TWO = listed("different"), listed("spread"), listed("which_of_two")


_HOW_MANY_OF_THEM = ("几个", "几件", "几家", "几起", "几例", "几条", "多少个", "共几个", "有几个")
"""A turn that is nothing else: 几个来着."""
_NUMBER_OF_THEM = ("是几个", "是几件", "有几个", "有几件", "有几起", "共几个", "共几件", "占几个", "占几件")


WHICH_THINGS = ("哪两样", "哪两种", "哪两项", "哪两类", "哪几样", "哪三样", "哪三种", "哪三项")
"""靠哪两样东西撑着的: things that one case tells, which sets nothing side by side."""


def _of_things(base: Query, want: Want) -> Want:
    """A fact where only things that one case tells are asked for: 靠哪两样东西撑着的 compares none."""
    alone = len(base.numbers.numbers) < 2 and not _SIDE_BY_SIDE.search(base.text)
    things = want is Want.COMPARE and alone and any(word in base.text for word in WHICH_THINGS)
    one_by_one = want is Want.CASES and not base.kinds and not CASES.search(base.text)
    items = one_by_one and (_asks_items(base.text) or _asks_key(base.text))
    return Want.FACT if things or items else want  # 14个试点市县都是哪些


def _of_one_suit(base: Query, want: Want) -> Want:
    """中山闲置土地那案，一审二审怎么判得不一样: what two instances of one suit held is a fact of it, and compares no cases."""
    instances = len(base.cues.sorts(Cue.INSTANCE_ASKED)) > 1
    named = max(len({place.text for place in base.places}), len(base.institutions), len(base.numbers.numbers))
    return Want.FACT if want is Want.COMPARE and instances and named <= 1 else want


def settled(base: Query, want: Want, decided: Callable[[], bool]) -> tuple[Query, Want]:
    """`base` without what that want does not use, and the want; `decided`: whether there are cases that a court decided."""
    text = base.text
    want = _of_one_suit(base, _of_things(base, _of_several(base, _of_whole(text, want))))
    base = _without_sides(base, want, decided)
    said = text.rstrip("？?。 ").removesuffix("来着").removesuffix("呀").removesuffix("啊")
    number = said.endswith(
        _NUMBER_OF_THEM
    )  # 2021年那批是几个来着; 关键词写了财物处置的有几个, of a part that cases have
    written = base.literal is not None and (base.literal.part or said[-1:] in _OF_CASES)
    of_number = number and (want is Want.CASES or bool(written))  # 写明终局裁决的有几件
    counts = of_number or _counts(text) or (want is Want.CASES and _counts_cases(base))
    base, want = _choosing(base, Want.COUNT if want in (Want.FACT, Want.CASES) and counts else want)
    if want in (Want.TEXT, Want.FACT) and len(base.numbers.numbers) > 1 and _SIDE_BY_SIDE.search(text):
        want = Want.COMPARE  # 比较4和28
    most = _ONE_END.search(text) and _OF_SUM.search(text) and not _WHICH_NOT.search(text)
    if want in (Want.FACT, Want.COMPARE) and most and (decided() or any(word in text for word in _SUMS)):
        want = Want.EXTREME  # 加班费拿到最多的是哪个，多少钱
    if base.literal and base.literal.of_part and want not in SETS:
        base = replace(base, literal=None)  # 裁判要旨里怎么说的: what is asked for, not which cases
    never = {detail.name for detail in asked_details(text)} & NEVER_STATED
    of_part = bool(written) and (number or bool(base.literal and base.literal.part))
    sets = want in (Want.CASES, Want.COUNT) and not (base.tells or of_part)
    listing = sets and (asked_details(text) or counts_no_cases(text)) and not CASES.search(text)
    # 刑事案子降了多少: by how much, and not how many cases
    caseload = want is Want.COUNT and not of_part and (_asks_of_caseload(text) or _CHANGED.search(text))
    listing = listing or (sets and bool(_COURT_OF_ONE.search(text)))
    if (never and want in SETS) or ((listing or caseload) and not base.course):
        want = Want.FACT  # 局长是谁 looks like a list of holders, and asks for what a case may not state
    if base.literal and not base.literal.only_quoted and want is Want.FACT and not _ASKS_DETAIL.search(text):
        want = Want.CASES
    if want is Want.FACT and base.when and base.when.side and base.asked.type is Type.TEXT:
        want = Want.CASES  # 2022年4月以后发布的
    others = (
        base.other_than.described and base.kinds and base.asked.type is Type.BODY
    )  # 除了湖大，还有哪些大学
    if want is Want.FACT and (others or ((base.places or base.kinds or base.when) and _means_several(text))):
        want = Want.CASES  # 上海那俩分别干了啥, 公安是哪两个, 2022年发的那几号都是什么案
    of_places = want is Want.COUNT and _COUNTS_PLACES.search(text) and not (base.places or base.kinds)
    if of_places or (want in (Want.FACT, Want.CASES, Want.COUNT) and _SPREAD.search(text)):
        want = Want.GROUPS  # 一共多少个省份有案例, 在东中西部怎么分布的, 按省份数一下: the groups are counted
    if want is Want.FACT and Cue.WHICH_ONES in base.cues and (base.levels or _quotes_what_they_say(base)):
        want = Want.CASES  # 县一级上榜的是哪些县, 讲“区域公用品牌”的有哪些
    if want is Want.FACT and "," not in text and _SUCH.match(text) and text.rstrip("？?").endswith(_OF_SUCH):
        want = Want.CASES  # 有没有讲人工智能的
    if want in (Want.GROUPS, Want.FACT) and _WHICH_ONES.fullmatch(text.rstrip("？?").removesuffix("案例")):
        want = Want.CASES
    if want is Want.GROUPS and _ONE_END.search(text):
        want = Want.EXTREME
    return (_without_sides(base, want, decided) if want is Want.CASES else base), want


def _quotes_what_they_say(base: Query) -> bool:
    """Whether it is asked which ones say what is quoted: 讲“区域公用品牌”的有哪些; not what 五合一 is."""
    said = base.literal.words if base.literal is not None and base.literal.only_quoted else ()
    behind = (base.text.partition(word)[2].lstrip(_QUOTES) for word in said)
    return any(rest.startswith(("的有哪", "的都有哪", "的是哪", "的案例", "的案子")) for rest in behind)


def _without_sides(base: Query, want: Want, decided: Callable[[], bool]) -> Query:
    """`base` of a set without who is a side in every suit."""
    if want not in SETS or base.course or not base.kinds or not decided():
        return base
    return replace(base, kinds=tuple(kind for kind in base.kinds if kind[0] not in _SIDES))


def _takes_for_so(base: Query) -> bool:
    """Whether a figure of something that cases count is put to be agreed with, and no cases are asked for."""
    said = base.text.rstrip("？?。 ")
    if base.form.limit is not None or CASES.search(said) or not said.endswith(_IS_IT_SO):
        return False
    figure = _SO_MANY.search(said)
    return figure is not None and said[figure.end() :].removesuffix("吧") not in ("", "对")


def _asks_key(text: str) -> bool:
    """Whether it is asked what a word sums up that says how many: 三治是哪三治."""
    said, asks, rest = text.partition("哪")
    return bool(asks) and len(rest) > 1 and (number_of(rest[0]) or 0) > 1 and rest[:2] in said


def _asks_items(text: str) -> bool:
    """Whether so many things of one case are asked for one by one, and no cases: 14个试点市县都是哪些; not 三个案例都是哪些."""
    asked = _ITEMS_ASKED.search(text)
    before = text[: asked.start()] if asked else ""
    told = counted_in(before)
    return any(
        number > 1 and 1 < len(what) <= _THINGS and what[0] not in _NO_THINGS and "的" not in what
        for number, _, what in told
    )


def _of_whole(text: str, want: Want) -> Want:
    """The want of a turn that asks to be told of the one case it describes: 种茶叶的那个案子讲讲, 停车那个大概讲的什么."""
    for word in _ROUGHLY:
        text = text.replace(word, "")
    end = len(text.rstrip(_MARKS))
    one = not _SIDE_BY_SIDE.search(text) and "," not in text and text.count("那个") < 2
    of_one = want is Want.FACT or (want in _MISTAKEN and one)
    told = of_one and any(one.end() == end for one in _TOLD_OF_ONE.finditer(text))
    return Want.TEXT if told else want


def _of_several(base: Query, want: Want) -> Want:
    """The want of what is set beside each other (ages of persons, how many cases places have), or of titles alone."""
    text = base.text
    # 排在头一个的是谁家的; 案例12是哪年的: of that one, and not of all that is held
    of_list = want in (Want.EXTREME, Want.LIBRARY) and base.numbers.numbers
    if of_list or (want in (Want.CASES, Want.COUNT) and _takes_for_so(base)):  # 湖州的画像有9个维度吧
        return Want.FACT
    ages = _AGE.search(text) and _END.search(text)
    if want in (Want.FACT, Want.CASES) and not base.numbers.numbers and ages:
        return Want.EXTREME  # 谁年纪最大
    titles = base.form.layout is Layout.TITLES and not base.numbers.numbers
    if want is Want.TEXT and titles and (base.places or base.kinds or base.when):
        return Want.CASES  # 只要标题，上海那俩
    if want in _OF_ONE and (told := _told_apart(base, want)):
        return told
    if not base.numbers.numbers and sizes(text) is not None:
        return Want.GROUPS  # 有两个以上案例的省份
    return want


def _told_apart(base: Query, want: Want) -> Want | None:
    """The want of a turn that asks which cases there are, or of each of two, though it reads like a fact or a group."""
    text = base.text
    if want not in _GROUPS and base.places and ONLY_THIS.search(text):
        return Want.COUNT  # 宁夏就这一个？
    if want is Want.FACT and (_two_apart(base) or _between_parties(text)):
        return Want.COMPARE
    # 判了十倍的又是哪些; 哪个没让被告赔: a case, and no group without one
    writers = Cue.WRITER_ASKED in base.cues and Cue.WHICH_ONES in base.cues  # 文后署了作者名字的是哪几篇
    # 劳动监察在哪几个案子里露过面; 公用品牌是哪几个地方在做; 知假买假的案子,分别是怎么判的
    several = any(row.search(text) for row in (_IN_WHICH, _DONE_WHERE, _CASES_EACH, _NAMES_WANTED))
    there = text.startswith(_IS_THERE) and text.rstrip("？?。 ").endswith(_OF_CASES_THERE) and "," not in text
    fact = want is Want.FACT and (writers or several or there or asks_which(text))
    which = _WHICH_NOT.search(text) if want in _GROUPS else fact
    return Want.CASES if which else None


def _two_apart(base: Query) -> bool:
    """Whether it is asked of each of two that are named whose it is, or where: 云小仲和知联侨分别是哪家的."""
    both, apart, _ = base.text.partition("分别")
    halves = [half.strip("，, ") for half in split_at(both, "和与跟及")] if apart else []
    if len(halves) != 2 or base.asked.type not in (Type.WHO, Type.BODY, Type.PLACE):
        return False
    return all(len(half) > 1 and not _OF_EVERY_SUIT.fullmatch(half) for half in halves)


def _between_parties(text: str) -> bool:
    """Whether two parties that are named are set side by side: 高某某跟刘某富，哪个判得久."""
    beside = _SIDE_BY_SIDE.search(text) or _WHICH_OF_TWO.search(text)
    return bool(beside) and len(set(terms.parties(text))) > 1


def asks_for_such(text: str) -> bool:
    """Whether it is asked if there are such cases, or which those are, of none that was told before: 有没有要多少给多少的."""
    bare = text.strip(_AROUND)
    return bool(_WHETHER.match(bare) and bare.endswith("的") and "," not in bare) or asks_which(text)


def asks_which(text: str) -> bool:
    """Whether it is asked which cases are so: 判了十倍的又是哪些."""
    whole = split_at(_unbracketed(text), "？?")[0].strip(_AROUND).replace("的,", "的")
    bare = whole.removesuffix("案例")
    which, there_are = _THOSE.search(bare), _SUCH_CASES.search(whole)  # 上海有案例
    found = which.end() == len(bare) and which.start() > 1 if which else False
    return found or (there_are is not None and there_are.end() == len(whole) and there_are.start() > 1)


def _unbracketed(text: str) -> str:
    """`text` without what stands in brackets: what it says besides."""
    before, opened, rest = text.replace("（", "(").replace("）", ")").partition("(")
    _, closed, behind = rest.partition(")")
    return before + _unbracketed(behind) if opened and closed else text


def _counts(text: str) -> bool:
    """几个来着, and nothing else; or 要违法解除赔偿金的，几件."""
    last = split_at(text.rstrip("？?。 "), "，,")[-1]
    many = last.strip().removesuffix("来着").rstrip("呀啊呢哈").lstrip("总一共有")
    return many in _HOW_MANY_OF_THEM and (
        len(last) == len(text.rstrip("？?。 "))
        or text.rstrip("？?。 ")[: -len(last)].rstrip("，, ").endswith("的")
    )


def _counts_cases(base: Query) -> bool:
    """Whether the number of cases is asked for beside which they are: 拆房子的官司有几桩，都是哪些."""
    unit, noun, before = base.asked.unit, base.asked.noun, base.text[: base.asked.span[0]]
    what = noun.startswith(_ARE_COUNTED) if unit == "个" or noun else unit in _OF_CASES
    if base.asked.type is Type.NUMBER and unit and what and before.endswith(_COUNTED_IN):
        return True  # or that is said before what else is asked: 浙江省有几个案例入选，都是哪些单位
    return any(base.text[: one.start()].endswith(_COUNTED_IN) for one in _NUMBER_OF_CASES.finditer(base.text))


def _means_several(text: str) -> bool:
    """上海那俩分别干了啥, 公安是哪两个."""
    bare = text.rstrip("？?")
    which = _ARE_WHICH.search(bare)
    named = which is not None and which.end() == len(bare) and 0 < which.start() <= _SHORT
    return bool(_SEVERAL.search(text)) or named


def _asks_of_caseload(text: str) -> bool:
    """Whether 多少 or 几 stands close behind 审结 or 查处."""
    near = (text[found.end() : found.end() + _HOW_MANY] for found in _HANDLED.finditer(text))
    return any("多少" in part or "几" in part for rest in near for part in split_at(rest, "，,。？?")[:1])


IS_WHICH = (
    "的是哪个",
    "的是哪家",
    "的是哪件",
    "的是哪起",
    "的是哪一个",
    "的是哪个案例",
    "的是哪个案子",
    "的是哪所",
    "的是哪一家",
)
"""How a question ends that asks for the case itself."""
_WHICH_IS = ("哪个是", "哪件是", "哪家是", "哪起是", "哪个案子是", "哪个案例是")
"""How one begins that does: 哪个是老百姓输了."""


def _choosing(base: Query, want: Want) -> tuple[Query, Want]:
    """`base` as far as cases are to be chosen by the course of a suit: not in 公司为什么输了; and what is wanted then."""
    if not base.course:
        return base, want
    if want is Want.GROUPS:
        return replace(base, course=()), want  # 按个人告的和公司告的分成两堆
    if any(test.startswith(("term:", "penalty:", "office:")) for test in base.course):
        want = Want.CASES  # 判得最狠的是哪个，判了多少
    if want is Want.FACT and base.asked.unit in _OF_CASES:
        want = Want.COUNT  # 终局裁决的有几件
    of_person = all(test.startswith(("penalty", "crime", "term")) for test in base.course)
    if want is Want.FACT and base.asked.type is Type.WHO and of_person:
        rest = without(base.text, base.course_at)
        want = Want.CASES if lexicon.is_scaffolding(rest) else want  # 谁被开除党籍了
    bare = base.text.rstrip("？?。 ")
    such = bare.endswith("的") and "," not in bare and base.asked.type is Type.TEXT  # 刑期判到十年往上的
    if want is Want.FACT and (such or bare.endswith(IS_WHICH) or base.text.startswith(_WHICH_IS)):
        want = Want.CASES  # 把市政府告上法庭的是哪个
    return (_of_suits(base) if want in SETS else replace(base, course=(), course_at=())), want


def _of_suits(base: Query) -> Query:
    """Without the bodies that say its course and are no condition besides: 员工告赢公司的."""

    def free(kind: tuple[str, int, int]) -> bool:
        said = any(start < kind[2] and kind[1] < end for start, end in base.course_at)
        return not said and kind[0] not in _SIDES  # 月薪一万以上的劳动者

    return replace(base, kinds=tuple(filter(free, base.kinds)), levels=tuple(filter(free, base.levels)))
