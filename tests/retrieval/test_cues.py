"""Cues: what closed classes of words say of a question, read once with it and never out of step with its text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import retrieval
from retrieval.lexicon.listed import rows, under
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.query import Layout, Query, Want
from retrieval.question.slots.demands import demands
from retrieval.question.slots.forms import layout
from retrieval.question.slots.wants import settled

BY_RULE = {
    Cue.DENYING: ("没有采取留置的有哪些", "采取了留置的有哪些"),
    Cue.WHICH_CASE_ALONE: ("好心捎人出了车祸的那个", "好心捎人出了车祸的那个判了多久"),
    Cue.WHETHER_ANY: ("有没有跟版权有关的？", "品牌有没有被抢注？"),
    Cue.PLACE_TAKEN: ("十八洞村是不是在贵州?", "十八洞村在贵州有几个案例?"),
    Cue.ACTOR_TAKEN: ("前哨是法院设的吧", "前哨是法院设的，派了几个人"),
    Cue.SOME_THERE: ("有这样的案子吗？", "拿“有没有过失”来定的，是哪几起"),
    Cue.OF_EACH_FIRST: ("它们分别在哪", "在哪"),
    Cue.SAME_OF_THEM: ("它们同省吗", "它们在哪个省"),
    Cue.COUNTS_TOO: ("西南那边的，四川云贵都算", "西南那边的"),
    Cue.IS_IT_SO: ("一审是青羊区法院对吧？", "一审是哪家法院？"),
    Cue.WHERE_ALONE: ("这俩是哪里的案例", "法院在哪里设的站点"),
    Cue.IDENTITY_OF: ("赵某是什么人", "赵某是怎么进来的"),
    Cue.WHY_LENIENT: ("数额这么大怎么才五年", "数额这么大判了几年"),
    Cue.WEIGHS: ("是不是都赔了", "是不是赔了"),
    Cue.OR_NOT: ("能要医药费不", "能要医药费"),
    Cue.THERE_AT_ALL: ("这样的案子有没有", "有没有赔"),
    Cue.ROUGHLY: ("送了七万多", "送了七万元"),
    Cue.TAKEN_FOR_SO: ("是20个吧", "是20个吗"),
    Cue.HOW_MANY_LAST: ("不止一个案例的省有几个？", "有几个不止一个案例的省"),
    Cue.OBJECTS: ("可家属不是都签字了嘛", "家属可都签字了"),
}


@pytest.mark.parametrize(("cue", "texts"), BY_RULE.items(), ids=str)
def test_a_cue_read_by_a_rule_is_found_in_its_example_and_not_in_what_looks_alike(
    cue: Cue, texts: tuple[str, str]
) -> None:
    example, counter = texts
    assert cue in cues_of(example)
    assert cue not in cues_of(counter)


def test_every_cue_has_its_words_and_some_room_that_asks_for_it() -> None:
    rooms = Path(retrieval.__file__).parent
    asked = "".join(path.read_text("utf-8") for path in rooms.rglob("*.py") if path.name != "cues.py")
    for cue in Cue:
        assert cue in BY_RULE or cue in rows() or under(cue), cue
        assert f"Cue.{cue.name}" in asked, cue


def test_a_question_in_other_words_has_the_cues_of_those() -> None:
    query = Query("谁判得重？")
    assert Cue.WHICH_OF_TWO in query.cues
    assert Cue.WHICH_OF_TWO not in replace(query, text="结果都怎样").cues
    assert Cue.OF_EACH in query.saying("结果都怎样").cues
    assert [Cue.WHICH_OF_TWO in part.cues for part in Query("谁判得重，结果都怎样").clauses()] == [
        True,
        False,
    ]


def test_cues_travel_with_the_query() -> None:
    query = Query("判得最久的是哪个，平均判几年？")
    held = query.as_json()["cues"]
    assert {"one_case", "furthest", "average_over", "average.term"} <= set(held)
    assert Query.loads(query.dumps()).cues == query.cues


def test_what_a_cue_says_can_be_left_out() -> None:
    query = Query("案例3的案号是什么，案号")
    assert query.without(Cue.ASKS_DOCKET) == "案例3是什么，"
    assert query.cues.words(Cue.ASKS_DOCKET) == ("的案号", "案号")


@pytest.mark.parametrize(
    ("text", "head", "wanted"),
    [
        ("好意同乘那个说一下", Want.COMPARE, Want.TEXT),
        ("梅毒那个案子讲的啥", Want.FACT, Want.TEXT),
        ("撤销婚姻那个啥情况", Want.FACT, Want.TEXT),
        ("大棚那个案子什么结果", Want.FACT, Want.FACT),
        ("遗嘱那个和监护那个说一下", Want.COMPARE, Want.COMPARE),
        ("这两个有什么不同，那个说一下", Want.COMPARE, Want.COMPARE),
    ],
)
def test_who_asks_to_be_told_of_one_case_compares_none(text: str, head: Want, wanted: Want) -> None:
    assert settled(Query(text), head, lambda: False)[1] is wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("写份简报,主题是撤销婚姻,要有案情、结果和依据的条文", ["要有案情、结果和依据的条文"]),
        ("围绕版权保护写一份简报,注明出自哪个案例。", ["注明出自哪个案例。"]),
        ("写份材料,要写清公款吃喝的处分", []),
        ("写份材料,要有葡萄酒的案例", []),
    ],
)
def test_what_a_briefing_is_to_have_is_no_theme_of_its_cases(text: str, said: list[str]) -> None:
    assert [text[start:end] for start, end in demands(text)] == said


def test_who_wants_the_title_alone_says_so_in_everyday_words() -> None:
    for text in ("这俩的标题发我就行", "给个标题就成", "把标题给我"):
        assert layout(text) is Layout.TITLES, text
    assert layout("标题里有村字的") is not Layout.TITLES
