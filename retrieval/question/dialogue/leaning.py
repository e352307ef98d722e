"""How far a turn may lean on the cases that were told: it dangles where none was, and prefers them where it names no others."""

from __future__ import annotations

from dataclasses import replace

from data.numerals import number_of
from data.types import CaseId
from retrieval.language.numbers import counted_in
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.cues import Cue
from retrieval.question.dialogue.deixis import leans, of_this_one
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.dialogue.relations import standing
from retrieval.question.query import Layout, Query, Want
from retrieval.question.slots.library import Library
from retrieval.question.slots.wants import IS_WHICH

SHORT_FORM = 6
"""Characters up to which a turn that asks for a form asks for nothing besides: 再详细点."""
_ALL = ("全部", "所有", "每个", "统统", "全都")
"""What asks for all that is held."""
_ANYBODY = "人家"
_OF_SO_MANY = listed("of_so_many")
_READS_OUT, THINGS = listed("reads_out"), 8
"""What asks for all of some things; characters of what they are called, at most."""
_TAKEN = ("吧", "吗", "对不对", "是不是")
"""How it ends that all of them are taken for something: 那15个部门都是省里的厅局吧."""
_ENDS, _BESIDE_THINGS = " 。.！!？?，,吧呗呀啊哈", "你给我帮请麻烦那这把它的都全 ，,"
_OF_DATE = "年月日号"
"""Behind which numbers no things are told: 22年的都列出来."""
_CASE_WORDS = ("案例", "案子", "案件", "事儿", "事")


def asked_of_told(text: str, dialogue: Dialogue) -> str:
    """`text`, which asks for nothing but a place or a time, as it is asked of the cases told last: 哪里的案例, 哪个省的."""
    if (named := _numbered(text, dialogue)) is not None:
        return named
    if (items := _read_out(text, dialogue)) is not None:
        return items
    if (key := text.strip(_ENDS + "那呢")) and _same_of_key(key, text, dialogue):
        return f"{key}是哪{key}"
    of_so_many = _OF_SO_MANY.match(text)
    if of_so_many and 1 < (number_of(of_so_many[0].rstrip("里面头个家件起")) or 0) <= len(dialogue.told):
        return f"这{text}"  # 三件里哪件到了最高法, after three
    bare = text.strip("？?。 那呢啊呀")
    for word in _CASE_WORDS:
        bare = bare.removesuffix(word)
    told = dialogue.told_last
    alone = len(bare) <= SHORT_FORM and bare.startswith("哪") and bare.endswith("的")
    if not told or not alone or asked(bare).type not in (Type.PLACE, Type.DATE):
        return text
    return bare if len(told) == 1 else f"它们都是{bare}"


def _read_out(text: str, dialogue: Dialogue) -> str | None:
    """What is asked where so many things of the case told are to be read out: 那三个“式”你给我念念, 九个维度全列出来."""
    bare = text.rstrip(_ENDS)
    asks = next((one for one in _READS_OUT.finditer(bare) if one.end() == len(bare)), None)
    taken, all_are, _ = bare.partition("都是") if text.rstrip("？?。 ").endswith(_TAKEN) else ("", "", "")
    things = (bare[: asks.start()] if asks else taken if all_are else "").strip(_BESIDE_THINGS)
    many, at, what = next(counted_in(things), (0, 0, ""))
    if (
        at
        or many < 2
        or not 0 < len(what) <= THINGS
        or what.startswith((*_CASE_WORDS, *_OF_DATE))
        or len(dialogue.told) == many
    ):
        return None
    told = dialogue.answered.cited if dialogue.answered is not None else ()
    return f"{'它的' if len(told) == 1 else ''}{things}分别是哪些"


def _same_of_key(key: str, text: str, dialogue: Dialogue) -> bool:
    """Whether the same is asked of another word that sums so many up, of the case told: 三联呢, after 三治是哪三治."""
    told = dialogue.answered
    alone = told is not None and len(told.cited) == 1 and "哪" in told.query.text
    return (
        alone
        and len(key) == len("三联")
        and (number_of(key[0]) or 0) > 1
        and text.rstrip(_ENDS).endswith("呢")
    )


def _numbered(text: str, dialogue: Dialogue) -> str | None:
    """12是哪年的, where 案例12 was told: with that word; None where the number is none of theirs, or counts something."""
    told = {str(case.number) for case in dialogue.told}
    figure = text[: len(text) - len(text.lstrip("0123456789"))]
    return f"案例{text}" if figure in told and text[len(figure) :].startswith(_OF_NUMBER) else None


def dangling(text: str, query: Query, library: Library) -> Query | None:
    """What a turn asks that leans on something, where nothing was told before it; None for one that stands by itself."""
    if query.narrows or query.numbers.numbers:
        return None
    of_form = query.form.layout is not Layout.PLAIN and len(text) <= SHORT_FORM
    stands = standing(query, library)
    if (of_form or not stands) and any(word in text for word in _ALL):  # 先把全部题目列出来: of all there are
        return replace(query, want=Want.CASES, theme="", unused=())
    own = text.removeprefix(_ANYBODY)  # of whom nothing was told: 人家大喜日子
    leaning = of_form or (leans(own) and query.want in (Want.FACT, Want.TEXT, Want.COMPARE))
    return replace(query, dangling=True) if leaning or not stands else None


def of_reply(text: str, chosen: list[Query], cited: tuple[CaseId, ...], library: Library) -> list[Query]:
    """`chosen`, and before it the same of the cases whose answer is replied to, where it names no others."""
    first = chosen[0]
    own = first.narrows or first.numbers.numbers or first.within or first.targets
    if own or first.want is not Want.FACT or library.elsewhere(cited, text):
        return chosen
    return [replace(first, near=(), within=cited, lean=0.0, edit=first.edit or "same"), *chosen]


def may_be_of_another(query: Query, told: tuple[CaseId, ...], library: Library) -> bool:
    """Whether what `query` asks may be asked of a case that was not `told`: 哪个法院判的 alone is not, nor what
    is said of this one, or says no word that speaks for another (违约金到底是多少钱, after a case of 违约金 that tells no sum).
    """
    named = query.places or query.institutions or query.numbers.numbers or query.literal or query.when
    if query.want is not Want.FACT or query.english or named:
        return query.want is not Want.LIBRARY or not of_this_one(query.text)  # 这影楼叫啥名
    of_told = of_this_one(query.text) or (len(told) == 1 and library.of_no_other(told[0], query.text))
    return not of_told and library.tells_apart(query.text)


def preferring(query: Query, dialogue: Dialogue) -> Query:
    """`query`, and where it compares places that several cases lie in which of these were told: 上海、抚州、吴兴三家比一比."""
    return replace(query, near=dialogue.every) if query.want is Want.COMPARE and query.places else query


_OF_NUMBER = ("是", "呢", "讲", "的", "怎么", "在哪", "有没有", "有什么")
"""How a turn goes on behind the bare number of a case."""
_SUCH_ONES = ("的吗", "的么", "的没")


def may_lean(query: Query, told: tuple[CaseId, ...], library: Library) -> bool:
    """Whether a fact may be asked of the cases told: where it names none, or what the one told is."""
    if query.want is not Want.FACT or query.numbers.numbers:
        return False
    if len(told) == 1 and query.text.rstrip("？?。 ").endswith(IS_WHICH):
        return False  # 没验进货的是哪件, after one was told: any but that one
    if Cue.WHETHER_ANY in query.cues and query.text.rstrip("？?。 ").endswith(_SUCH_ONES):
        return False  # 有讲赔偿金怎么算的吗, after a case that tells of none
    if query.kinds and len(told) == 1 and not library.acted_by(query):
        query = replace(query, kinds=())  # 老板本人判了多久: names none, where no employer goes to court
    named = (query.places or query.kinds or query.institutions) and query.literal is None
    return not query.narrows or bool(named and len(told) == 1 and library.answers_to(told[0], query))
