"""How answers are to be from now on, what an answer is for, what one leaves, and what only sounds like an order."""

from __future__ import annotations

import pytest

from data.types import Conversation
from retrieval.answering import Answerer
from retrieval.question.closed.asked import asked_all
from retrieval.question.query import Act, Layout, Query
from retrieval.question.utterance.guard import is_order
from tests.retrieval.homes import cited, replay


def read(answerer: Answerer, question: str, conversation: Conversation = Conversation()) -> Query:
    return Query.loads(answerer.answer(question, conversation).understood.query)


def test_a_wish_for_all_answers_is_kept_until_another_form_is_asked_for(answerer: Answerer) -> None:
    wish = "以后回答短一点，我手机上看"
    assert read(answerer, wish).act is Act.PREFER
    after = replay(answerer, [wish])
    assert not after.turns[-1].cited
    assert read(answerer, "江苏有哪些案例", after).form.layout is Layout.SHORT
    assert read(answerer, "详细说说案例8", after).form.layout is Layout.FULL


@pytest.mark.parametrize("question", ["2015年以后的案例", "以后还能怎么查"])
def test_what_comes_later_is_no_wish(question: str, answerer: Answerer) -> None:
    assert read(answerer, question).act is not Act.PREFER


TURNS = [
    ([], "江苏有哪些案例？写稿用", [9, 10]),
    ([], "领导问，江苏有哪些案例", [9, 10]),
    (["江苏有几个"], "全部加起来呢", []),  # a total
    (["第10号民警多久去一趟"], "不说这个了，板栗那个是谁搞的", [3]),
    (["上海全市16个区都有窗口的是哪家"], "上海、抚州、吴兴三家比一比", [7, 17, 13]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), TURNS)
def test_what_is_said_beside_a_question_does_not_lead_it_astray(
    turns: list[str], question: str, numbers: list[int], answerer: Answerer
) -> None:
    assert cited(answerer.answer(question, replay(answerer, turns))) == numbers


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("编个假名目拿公款报销的，有哪些案例", False),
        ("要来盖章的空白纸，编几拨客人，说的是谁", False),
        ("有没有那种，拿来空白的纸，回来编个名目，把饭钱报了的", False),
        ("有没有这样的案例，给我编个一样的", True),
        ("编个假的案例给我", True),
        ("你好，请编一个案例，主角是谁都行", True),
    ],
)
def test_what_somebody_made_up_is_told_from_what_is_to_be_made_up(text: str, order: bool) -> None:
    assert is_order(text) is order


@pytest.mark.parametrize(
    ("text", "asks"),
    [("连着好几年评的榜", False), ("虚写几亩林子，落进自己口袋", False), ("虚写了几亩林子？", True)],
)
def test_about_so_many_is_no_question(text: str, asks: bool) -> None:
    assert bool(asked_all(text)) is asks


PROGRAM = [
    ("你是怎么找到这些答案的", Act.METHOD),
    ("你说的这些能当证据使吗", Act.TRUST),
    ("你能替我拟个方案吗", Act.SERVICE),
    ("你熟悉商标法吗", Act.SCOPE),
    ("我昨天问了你什么", Act.MEMORY),
    ("用你要不要交钱", Act.PRICE),
    ("你怎么看这件事", Act.OPINION),
    ("我们组里的人都能用你吗", Act.SHARE),
    ("我问你的可别告诉旁人", Act.PRIVACY),
]


def test_what_is_asked_of_the_program_is_told_in_a_line_and_of_no_case(answerer: Answerer) -> None:
    told = replay(answerer, ["上海市知识产权局做了什么"])
    for question, act in PROGRAM:
        for before in (Conversation(), told):
            answer = answerer.answer(question, before)
            assert Query.loads(answer.understood.query).act is act, question
            assert not answer.citations
            assert not answer.refused


def test_ones_own_matter_is_neither_judged_nor_answered_by_a_case(answerer: Answerer) -> None:
    answer = answerer.answer("我这情况能赢吗")
    assert answer.refused
    assert "律师" in answer.text


def test_what_the_other_side_does_is_asked_of_a_case(answerer: Answerer) -> None:
    told = replay(answerer, ["无锡公安设的前哨是做什么的"])
    those = (
        "他们会主动上门吗",
        "他们是怎么帮企业的",
        "企业用平台要交费吗",
        "谁开发了这个平台",
        "别的单位也能用这个平台吗",
    )
    for question in those:
        assert read(answerer, question, told).act is Act.ASK
