"""How a turn may relate to those before it: heads.py says how probably, pointing words and numbers have their say."""

from __future__ import annotations

from collections.abc import Callable

from data.patterns import regex
from data.text import without
from retrieval.language import terms
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.details import asked_details
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.dialogue.beside import bare
from retrieval.question.dialogue.deixis import (
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
    counts_told,
    leaves_out,
    of_one_and_other,
    of_this_one,
    points_at_two,
)
from retrieval.question.dialogue.halves import halves
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.learned.heads import SURE, Reading
from retrieval.question.query import Layout, Query, Want
from retrieval.question.slots.library import Library
from retrieval.question.slots.wants import CASES, IS_WHICH, ONLY_THIS, SETS, asks_for_such

KEYWORD = 8
"""Characters of the longest word that is looked for by itself."""
_RELATED = ("有关", "有关的", "相关的", "有关的案例", "相关的案例", "有关的有哪些", "相关的有哪些")
"""How a turn ends that asks for cases of something, of which one was told at most."""
_WITHIN = ("narrow", "same", "pick")
_CHOOSING = ("哪", "最")
"""One of which a turn has that chooses: 第一名是谁 may ask for a name that the case tells."""
_WHETHER, _OTHERS = ("吗", "么", "不"), ("有", "哪", "别", "其他", "其它", "其余", "另", "谁", "几")
"""How a turn ends that asks whether something is so; one of which it has that asks of other cases."""
_OF_MANY = ("cases", "extreme")
SURE_OF_MANY = 0.9
"""Probability from which on a turn that asks for cases, or for the most, does so."""
WHOLE = 4
"""Words from which on a turn in English is a question of its own, where it points at nothing."""
_OF_KIND = listed("of_that_kind")
_TELLS_OF = tuple(
    f"有{no}{verb}" for no in ("", "没有") for verb in ("讲", "写", "提", "关于", "涉及", "介绍")
)
_SUCH_ONES = ("的吗", "的么", "的没", "的案例吗", "的案例没", "的")
_HIM, FAR, _OTHERS_BESIDE = (
    ("他", "她", "它"),
    3,
    ("别的", "其他", "谁", "哪", "他们", "她们", "它们", "还有"),
)
"""What points at the one told, how many characters stand before it at least, and what asks of others."""
_STILL_OTHERS = ("还有哪个", "还有哪家", "还有哪几", "还有谁", "还有别的", "还有其他")
_SO, _AGREED = (
    ("所以", "那就是说", "也就是说", "这么说"),
    ("对吧", "是吧", "对吗", "是吗", "对不对", "咯", "吧", "吗"),
)
_HERE, _EVERY = "当地", ("全部", "所有", "全都")
_IS_WHO = ("的是谁", "的有谁", "的是哪个", "的是哪位", "的是哪家", "的都有谁")
_MARKS = " 。.！!，,～~？?…"
_THERE_IS = regex(
    r"有没有(?:关于|讲到?|说到?|提到|涉及|写到?)?(?P<what>.+?)(?:的(?:案例|案子)?)?[吗么呢]?"
    r"|有(?:关于|讲到?|说到?|提到|涉及|写到?)?(?P<such>[^什哪多几]+?)的(?:案例|案子)?[吗么嘛]"
    r"|(?P<kind>.+?)[这那之]?一?类?的?(?:案例|案子)?(?:有吗|有么|有没有)"
)
"""盲盒、潮玩这一类有吗, 有教小学生的吗: whether there is such a thing."""
_ASKS, _INSIDE, _REVERSE = listed("asks_anything"), listed("inside_told"), listed("the_reverse")
_IN_THIS = listed("in_this_case")
_ALL_OF_IT = ("都有哪", "都有谁", "都有啥", "都有什么", "都是哪", "都是谁")
_OF_DOCKET, _OBJECTS = listed("docket"), listed("objects_to_told")
_THAT_PART, _OTHER_CASES = (
    listed("that_part"),
    ("别的", "其他", "其它", "还有", "案子", "案例", "哪个", "哪几"),
)
_OF_THEME = listed("of_something")
_TABLE, _WHICH_CASE = listed("as_table"), listed("which_case_it_is")
ONE_MORE, IN_OTHERS = listed("one_more"), listed("in_other_cases")


def relations(
    text: str,
    reading: Reading,
    follows: bool,
    query: Query,
    library: Library,
    *,
    afresh: Callable[[str], bool],
    named: Callable[[str], bool],
    befell: Callable[[str], bool],
    acts: Callable[[Query], bool] = lambda query: False,
    unnamed: Callable[[str], bool] = lambda text: False,
    elsewhere: Callable[[Query], bool] = lambda query: False,
    alone: bool = False,
    listed_last: bool = True,
) -> list[tuple[str, float]]:
    """How the turn may relate to those before, with probabilities; pointing words and numbers have their say.

    `named` tells whether a text names another case than those told; `befell`: whether what it says came of a case did so
    of the one told, `acts` whether the body that a question names acts there; `elsewhere`: whether what it names by place or body
    is another case; `alone`: whether one case was told last, and
    none can be picked among several; `listed_last`: whether those told last were chosen as a set, and not told one by one.
    """
    if not follows:
        return [("new", 1.0)]
    odds = dict(reading.relation)
    own = _without_own(text, query)
    there = _without_kind(own)
    points = bool(POINTS_AT_ONE.search(there) or POINTS_AT_SEVERAL.search(there))
    # 展开 is a form, and no word to look for; nor is 一共几篇.
    free = query.want in (Want.CASES, Want.FACT, Want.TEXT) and not query.narrows and not points
    plain = free and query.form.layout is Layout.PLAIN
    sought = plain and not (alone and _of_part(text)) and _keyword(text, library) and afresh(text)
    if not standing(query, library) and not ONE_MORE.search(text):
        odds["new"] = 0.0  # 还有吗: without a word of its own it can only lean on what was said
        if alone and _asks_figure(text, query):
            odds["same"] = odds.get("same", 0.0) + 0.5  # 涉及的钱有多少, after one of a list was told
    elif own != text:
        return [("new", 1.0)]  # 广东那两个: those there
    elif points and query.want is Want.COMPARE and query.numbers.numbers:
        odds["combine"] = odds.get("combine", 0.0) + 1.0  # 1号也是两个罪，跟它比有啥不同
    elif query.numbers.numbers and not query.numbers.ordinal:
        odds["new"] = odds.get("new", 0.0) + 1.0
    elif query.english and not points and len(text.split()) >= WHOLE:
        odds["new"] = odds.get("new", 0.0) + 2.0  # what goes on about a case says it or its in English
    elif query.want is Want.COUNT and _INSIDE.search(text) and not query.narrows:
        odds["same"] = odds.get("same", 0.0) + 1.0  # 里面有几个案例: of those told
    elif query.want is Want.COUNT and CASES.search(text) and not points and not query.theme:
        odds["new"] = odds.get("new", 0.0) + 1.0  # 一共有多少个案例: of all there are
    elif sought and not held(text, library):
        return [("new", 1.0)]  # 盲盒有吗: what no case has is none of the one told before
    elif (
        sought
        or (free and query.want is not Want.CASES and not _corrects(odds) and named(text))
        or (max(odds, key=lambda name: odds[name]) == "show" and elsewhere(query))  # 海关那个说短点
    ):
        odds["new"] = odds.get("new", 0.0) + 2.0  # 陶瓷, 黄花是哪里的: after an answer on something else
    else:
        goes_on = max(odds, key=lambda name: odds[name]) in _WITHIN
        likely = max(reading.kind.get(kind, 0.0) for kind in _OF_MANY)
        grouped = reading.kind.get("groups", 0.0) >= SURE_OF_MANY
        chooses = grouped or (likely >= SURE_OF_MANY and any(word in text for word in _CHOOSING))
        of_many = alone and goes_on and chooses
        somebody = alone and text.rstrip(_MARKS).endswith(_IS_WHO) and not befell(text)
        _leaning(
            odds,
            text,
            query,
            library,
            points=points,
            alone=alone,
            of_all=of_many or somebody,
            acts=acts(query),
            unnamed=unnamed(text),
            listed_last=listed_last,
        )
    total = sum(odds.values()) or 1.0
    ordered = sorted(((name, p / total) for name, p in odds.items()), key=lambda one: -one[1])
    return ordered if ordered[0][1] < SURE else ordered[:1]


def _corrects(odds: dict[str, float]) -> bool:
    """Whether a turn rather corrects than says anything new: 要的是板栗不是陶瓷."""
    return odds.get("correct", 0.0) > odds.get("new", 0.0)


def _leaning(
    odds: dict[str, float],
    text: str,
    query: Query,
    library: Library,
    *,
    points: bool,
    alone: bool,
    of_all: bool,
    acts: bool,
    unnamed: bool,
    listed_last: bool,
) -> None:
    """Weighs `odds` by what a turn says that may stand by itself; `points`: whether it points at what was told.

    `of_all`: whether it can be no question about the one case told: cases are to be chosen, or the most found, and of one
    there is no choice; or somebody is asked for to whom came what did not in that case (那真正开除党籍的是谁).
    """
    said, several = text.rstrip(_MARKS), POINTS_AT_SEVERAL.search(text)
    which = said.endswith(IS_WHICH) or any(one.end() == len(said) for one in _WHICH_CASE.finditer(said))
    such = query.want in (Want.CASES, Want.FACT) and asks_for_such(text) and not _INSIDE.search(text)
    turned = _REVERSE.search(text) and (query.want in SETS or text.rstrip(_MARKS).endswith("的"))
    also = alone and "也" in text and said.endswith(_WHETHER) and not any(w in text for w in _OTHERS)
    if not alone and text.rstrip("？?。 ").endswith("的呢") and not points:
        odds["same"] = 0.0  # 责令退赔的呢, after a list: those that are so, and no fact of the ones told
    if also and not points:  # 一审也同意解除吗, after one case: whether that is so of it, too
        odds["same"] = odds.get("same", 0.0) + odds.pop("others", 0.0)
    one_fact = alone and query.asked.type in ONE_FACT and not any(word in text for word in _OTHERS)
    inside = _INSIDE.match(text.lstrip("那它的文案例这 ")) and not any(word in text for word in _OTHER_CASES)
    signs: tuple[tuple[str, float, object], ...] = (
        ("same", 3.0, alone and Cue.ASKS_DOCKET in query.cues and not query.narrows),  # 二审案号
        ("same", 3.0, alone and _of_part(text)),  # 只留处理结果那段, after one case
        ("same", 2.0, alone and inside and not query.narrows),  # 里面有没有提哪些做法, after one case
        (
            "same",
            3.0,
            alone and text.startswith(_ALL_OF_IT) and not CASES.search(text),
        ),  # 都有哪几方一起参与的
        ("same", 3.0, alone and _IN_THIS.search(text)),  # 省政府在这案子里又做了什么
        ("same", 1.0, alone and acts and not points and query.want is Want.FACT),  # 县政府到底错在哪
        ("same", 1.0, unnamed and one_fact and not points),  # 老板本人一共判了多久
        ("same", 2.0, alone and unnamed and not points and _HERE in text),  # 维权找谁，当地设了什么机构
        (
            "same",
            2.0,
            alone and not points and not query.places and _OBJECTS.search(text),
        ),  # 明明是老板送的，怎么不算个人行贿
        (
            "show",
            2.0,
            (not points or several) and _asks_table(text, query, library),
        ),  # 列个表吧，谁告谁、结果怎样
        (
            "new",
            3.0,
            query.when and not points and any(word in text for word in _EVERY),
        ),  # 把2022年的全部列表
        ("new", 3.0, query.want is Want.LIBRARY and not alone),  # 这是第几批啊, after all of them
        ("same", 2.0, query.want is Want.LIBRARY and of_this_one(text)),  # 这影楼叫啥名, after a case of one
        ("new", 3.0, query.want is Want.COUNT and query.places and ONLY_THIS.search(text)),  # 宁夏就这一个
        (
            "same",
            2.0,
            alone and leaves_out(text) and (query.asked.type is Type.REASON or _of_him(text)),
        ),  # 除了处分为什么还挪岗位
        ("same", 3.0, alone and text.startswith(_SO) and said.endswith(_AGREED) and not points),  # 所以…对吧
        (  # 浙江另外还有哪几个, after one of them
            "others",
            3.0,
            alone and not points and bool(query.places) and any(word in text for word in _STILL_OTHERS),
        ),
        ("others", 1.0 if query.other_than.described else 0.5, leaves_out(text)),
        ("new", 1.0, such and not points),  # 那有没有要多少给多少的, after one that had to do with less
        ("new", 2.0, turned and not points),  # 反过来呢，公司要求解约还成了的
        ("new", 3.0, alone and said.endswith(_RELATED) and not points),  # 跟种地有关的, 哪些跟平台有关
        (
            "new",
            3.0,
            (alone or not listed_last)
            and not points
            and query.want is Want.CASES
            and query.theme
            and _of_theme(text),
        ),  # 跟版权沾边的都给我列一下, after one case
        ("new", 2.0, which and alone and not points),  # 997条又是哪件, after another
        ("others", 3.0, IN_OTHERS.search(text)),  # 别的案子里监察也出现过没
        ("new", 3.0, alone and _tells_of(text) and not points),  # 有讲赔偿金怎么算的吗, after one case
        ("new", 3.0, of_all and not points),  # 哪些是公司输了的, after one case
        (
            "same",
            1.0,
            alone and points_at_two(text) and text.rstrip(_MARKS + "吗吧").endswith("的"),
        ),  # 这两个都是改判的？
        (
            "combine",
            3.0,
            (not points or _two_places(query)) and _sets_side_by_side(text, query, library),
        ),  # 那就村BA和十八洞村，做个表
        (
            "combine",
            2.0,
            alone
            and query.want is Want.COMPARE
            and (of_one_and_other(text) or len(terms.PERSON.findall(text)) == 1),
        ),  # 吴某不也是为公家么，怎么一个罚一个不罚
        ("combine", 1.0, counts_told(text) and query.want is Want.COMPARE and not query.narrows),
        ("combine", 1.0, points and query.want is Want.COMPARE and query.narrows),  # 湖大跟它有什么不同
    )
    if ONE_MORE.search(text) and not (
        points or turned or _OBJECTS.search(text)
    ):  # 再来一个农村的: whatever else it says, another
        odds["others"], odds["combine"] = odds.get("others", 0.0) + 3.0, 0.0
        return
    found = next(((name, weight) for name, weight, holds in signs if holds), None)
    if found is not None:
        odds[found[0]] = odds.get(found[0], 0.0) + found[1]
        odds["same"] = 0.0 if such and found[0] == "new" else odds.get("same", 0.0)
    elif points and not (query.places or query.institutions if several else query.narrows):
        odds["new"] = odds.get("new", 0.0) * 0.3


def _of_theme(text: str) -> bool:
    """Whether a turn names by its theme what it asks for, and neither others than those told nor the same of another theme."""
    others = any(word in text for word in (*_OTHER_CASES, "再")) or text.rstrip(_MARKS).endswith("呢")
    return _OF_THEME.search(text) is not None and not others


def _of_him(text: str) -> bool:
    """Whether a turn goes on of the one told besides what it leaves out: 除了处分还动没动他的职务; not 除了他还有谁."""
    at = min((found for word in _HIM if (found := text.find(word)) >= 0), default=-1)
    return at > FAR and not any(word in text for word in _OTHERS_BESIDE)


def _two_places(query: Query) -> bool:
    """Whether a turn names two places: 把中山这件跟门头沟停车那件比一比."""
    return len({place.text for place in query.places}) > 1


def _sets_side_by_side(text: str, query: Query, library: Library) -> bool:
    """Whether a turn names two cases or more itself to be told side by side, each by its name or by words that it alone has."""
    if query.want is not Want.COMPARE:
        return False
    if len(query.institutions) > 1 or _two_places(query):
        return True
    return any(
        len(one) == 1 == len(other) and one != other
        for one, other in (
            [set(library.profiles.holding(bare(half).lstrip("就"))) for half in pair] for pair in halves(text)
        )
    )


def _tells_of(text: str) -> bool:
    """Whether a turn asks if there is a case that tells of something: 有讲赔偿金怎么算的吗."""
    return text.startswith(_TELLS_OF) and text.rstrip(_MARKS).endswith(_SUCH_ONES)


def _of_part(text: str) -> bool:
    """Whether a turn ends in the part of a case that it asks for: 只留处理结果那段."""
    return any(one.end() == len(text.rstrip(_MARKS)) for one in _THAT_PART.finditer(text))


def _asks_figure(text: str, query: Query) -> bool:
    """Whether a figure, a date or a name is asked for, of no case that is chosen or named besides."""
    one = (
        query.want in (Want.FACT, Want.CASES, Want.COUNT)
        and query.asked.type in ONE_FACT
        and not query.narrows
    )
    return one and not _INSIDE.search(text) and not any(word in text for word in _CHOOSING)


def _keyword(text: str, library: Library) -> bool:
    """Whether `text` is a word or two to look for, or asks whether there is such a thing, and nothing else."""
    theme = text.strip(_MARKS)
    if whether := _THERE_IS.fullmatch(theme):
        theme = (whether["what"] or whether["such"] or whether["kind"]).strip(_MARKS)
    if not _is_word(theme) or _ASKS.search(theme):
        return False
    if asked_details(theme) or _OF_DOCKET.search(theme):
        return False  # 经费, 联系电话, 二审案号: of what was told before
    return any(library.content(word) for word in library.words(theme))


def _asks_table(text: str, query: Query, library: Library) -> bool:
    """Whether `text` begins by asking for a table, of nothing that it names: what follows are its columns."""
    named = query.places or query.institutions or query.numbers.numbers or query.literal or query.course
    if query.form.layout is not Layout.TABLE or named:
        return False
    return not library.content(_TABLE.sub("", text.partition(",")[0]))


def held(text: str, library: Library) -> bool:
    """Whether some case holds a word of content of `text`, where that is soon told."""
    words = [word for word in library.words(text) if library.content(word)]
    return any(library.profiles.holding(word) for word in words)


def _without_kind(text: str) -> str:
    """`text` without 这一类 behind what it names, which points at nothing that was told: 盲盒、潮玩这一类."""
    kinds = [one.span() for one in _OF_KIND.finditer(text) if "一" <= text[: one.start()][-1:] <= "鿿"]
    return without(text, kinds)


def _without_own(text: str, query: Query) -> str:
    """`text` without 那两个 right behind a place or a body, which points at those there: 广东那两个."""
    spans = [(m.start, m.end) for m in query.places] + [(start, end) for _, start, end in query.kinds]
    for _, end in sorted(spans, reverse=True):
        found = POINTS_AT_SEVERAL.match(text, end)
        text = text[:end] + text[found.end() :] if found else text
    return text


def _is_word(text: str) -> bool:
    """Whether `text` is one short run of letters that does not end as a turn of speech does."""
    short = 1 < len(text) <= KEYWORD
    return short and all(c.isalnum() or c in "·_、" for c in text) and text[-1] not in "呢吗吧啊的了没么"


def searched(dialogue: Dialogue, english: bool) -> bool:
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
