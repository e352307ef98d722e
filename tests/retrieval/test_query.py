"""A Query travels as JSON both ways, groups are counted, forms are kept, and a conversation edits it."""

from __future__ import annotations

import json

import pytest

from data.types import Conversation
from retrieval.answers.saying import said
from retrieval.question.query import Act, Form, Layout, Query, Want
from retrieval.question.slots import entities
from tests.retrieval.scoring import cited

QUESTIONS = [
    "浙江有哪些法院的案例？",
    "除了北京，还有哪些大学的案例？",
    "提到“平台”但没提“数据”的有几个？",
    "哪个省入选最多？",
    "给我三个商标的例子，只要题目",
    "案例14和案例21有什么不同？",
    "湖南大学的评估制度是怎么做的？",
    "谢谢",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_query_is_the_same_after_a_journey_as_json(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    for answer in (ask(question), ask(question, "哪些案例涉及版权？")):
        value = json.loads(answer.understood.query)
        assert Query.from_json(value).as_json() == value


def test_groups_hold_every_case_of_a_place_once_and_count_it(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("按省份统计一下案例数")
    groups = {group.key: [case.number for case in group.cases] for group in answer.groups}
    assert groups["浙江省"] == [11, 12, 13]
    assert "浙江省：3个" in answer.text
    assert set(range(1, 31)) == {number for numbers in groups.values() for number in numbers}


def test_the_provinces_without_a_case_are_named_and_no_other(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("哪些省份没有案例？")
    assert not answer.refused
    missing = {group.key for group in answer.groups}
    assert {"云南省", "新疆维吾尔自治区"} <= missing
    assert "浙江省" not in missing


@pytest.mark.parametrize(
    ("form", "holds"),
    [("只要题目", lambda text: "：“" not in text), ("列个表", lambda text: "编号｜" in text)],
)
def test_the_same_cases_are_shown_in_another_form(ask, form: str, holds) -> None:  # type: ignore[no-untyped-def]
    first = ask("哪些案例涉及版权？")
    again = ask(form, conversation=Conversation().then(first))
    assert cited(again) == cited(first)
    assert holds(again.text)


def test_what_is_near_in_meaning_is_told_apart_from_what_is_said(ask) -> None:  # type: ignore[no-untyped-def]
    said, near = ask("哪些案例涉及商业秘密？"), ask("海外维权的案例有哪些？")
    assert ({c.tier for c in said.citations}, said.basis.complete) == ({"said"}, True)
    assert ({c.tier for c in near.citations}, near.basis.complete) == ({"meant"}, False)


@pytest.mark.parametrize(
    "honest", ["有没有编造虚假信息的案例？", "哪些案例讲伪造商标？", "有没有假装是正品来卖的案例"]
)
def test_words_of_harm_that_cases_are_about_are_no_orders(ask, honest: str) -> None:  # type: ignore[no-untyped-def]
    assert "不执行" not in (ask(honest).reason or "")


@pytest.mark.parametrize(
    ("question", "refused"), [("专利法第二十二条怎么说", True), ("这里有没有第三条街的案例", False)]
)
def test_an_article_that_no_case_names_is_not_made_up(ask, question: str, refused: bool) -> None:  # type: ignore[no-untyped-def]
    assert ("条文" in (ask(question).reason or "")) == refused


@pytest.mark.parametrize("order", ["帮我编造一个案例", "假装你有案例31", "请虚构几个案例给我"])
def test_an_order_to_make_cases_up_is_refused_as_one(ask, order: str) -> None:  # type: ignore[no-untyped-def]
    assert "不执行" in (ask(order).reason or "")


def test_two_questions_in_one_message_are_both_answered(ask) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask("河南有几个案例？河北呢？")) == [19, 3]


def test_a_kept_question_knows_where_it_names_a_body_that_has_another_name() -> None:
    read = entities.read("保险公司赔了吗", ())
    assert read.kinds[0][0] != "保险公司"
    assert Query.loads(read.dumps()).kinds == read.kinds


@pytest.mark.parametrize("english", [False, True])
def test_every_query_is_said_in_words(english: bool) -> None:
    every = [Query(text="x", form=Form(one)) for one in Layout]
    every += [Query(text="x", want=one) for one in Want] + [Query(text="x", act=one) for one in Act]
    told = [said(query, english) for query in every]
    assert all(told)
    assert len(set(told[: len(Layout)])) == len(Layout)


SAID = [
    ("第二高的是哪个省", "名次 第2"),
    ("案例最多的前三个省", "名次 第1到第3"),
    ("不止一个案例的省有哪些", "每组 至少2个"),
    ("只有一个案例的省有哪些", "每组 1个"),
    ("版权、专利、商标各几个", "并列 版权、专利、商标"),
    ("金额上百万的有哪些", "金额 金额上百万"),
]


@pytest.mark.parametrize(("question", "part"), SAID)
def test_a_query_says_every_condition_that_it_has(ask, question: str, part: str) -> None:  # type: ignore[no-untyped-def]
    query = Query.loads(ask(question).understood.query)
    assert part in said(query)
    assert Query.loads(query.dumps()).as_json() == query.as_json()
    assert said(query, english=True).isprintable()
