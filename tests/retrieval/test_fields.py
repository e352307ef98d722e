"""Columns that a table has beside number, title and text are asked for by their values."""

from __future__ import annotations

import pytest

from data.types import SUMMARY, Case, CaseId, Collection, Conversation, Field
from retrieval.answering import Answerer
from tests.retrieval.homes import Home, KeptVectors

ROWS = [
    ("甲市推行专利导航", "甲市面向中小企业开展专利导航服务", "专利", "2023年5月"),
    ("乙市打击假冒商标", "乙市公安开展打击假冒商标专项行动", "商标", "2022年11月"),
    ("丙市建设版权登记窗口", "丙市设立版权登记窗口方便创作者", "版权", "2023年8月"),
    ("丁市商标质押融资", "丁市推动商标质押融资破解企业融资难", "商标", "2021年3月"),
    ("戊市护航出海", "戊市帮助企业应对海外商标抢注", "海外", "2021年6月"),
]
PLACES = ["江苏省南京市", "浙江省", "广东省深圳市", "江苏省", "福建省"]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Home:
    made = Home.open(tmp_path_factory.mktemp("columns"), vectors)
    collection = Collection("by-columns", "带列的案例集", "带列", "t.csv", "0" * 64)
    cases = [
        Case(
            CaseId("by-columns", n),
            title,
            (
                Field(SUMMARY, text),
                Field("类别", sort),
                Field("日期", date),
                Field("地区", PLACES[n - 1]),
                *([Field("单位", "绍兴市公安局")] if n == 2 else []),
            ),
        )
        for n, (title, text, sort, date) in enumerate(ROWS, 1)
    ]
    cases.append(
        Case(
            CaseId("by-columns", 6),
            "己市送法进企业",
            (Field(SUMMARY, "己市送法上门"), Field("地区", "河南省")),
        )
    )
    made.library.replace(collection, cases)
    return made


@pytest.fixture(scope="module")
def answerer(table: Home) -> Answerer:
    """One for all questions, as its words are cut once."""
    return table.answerer()


@pytest.mark.parametrize(
    ("question", "numbers", "count"),
    [
        ("类别为商标的有几个？", [2, 4], 2),
        ("商标类的案例有哪些？", [2, 4], None),
        ("类别是“海外”的有哪些案例？", [5], None),
        ("2023年的案例有哪些？", [1, 3], None),
        ("江苏有哪些案例？", [1, 4], None),
        ("江苏商标类的有几个？", [4], 1),
        ("商标类的、跟融资有关的案例有哪些？", [4], None),
        ("2021年3月的案例", [4], None),
        ("2021年上半年的案例有几个？", [4, 5], 2),
        ("2021年第二季度有哪些案例？", [5], None),
        ("2021年3月到6月的案例有哪些？", [4, 5], None),
        ("二〇二三年五月有哪些案例？", [1], None),
        ("11月的案例有哪些？", [2], None),
        ("2021年商标类的案例有哪些？", [4], None),
        ("绍兴市公安局的案例有哪些？", [2], None),
        ("单位为绍兴市公安局的有几个？", [2], 1),
    ],
)
def test_every_case_with_that_value_and_no_other(
    answerer: Answerer, question: str, numbers: list[int], count: int | None
) -> None:
    answer = answerer.answer(question)
    assert [c.case.number for c in answer.citations] == numbers
    assert answer.count == count
    assert answer.basis.complete


def test_a_value_that_no_case_has_is_refused(answerer: Answerer) -> None:
    assert answerer.answer("2020年的有哪些案例？").refused


@pytest.mark.parametrize(
    "question", ["2021年5月的案例有哪些？", "2023年2月有几个案例？", "12月的案例有哪些？"]
)
def test_a_month_in_which_no_case_is_is_refused(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).refused


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("案例3的日期", [(3, "日期")]),
        ("案例3是哪一年的？", [(3, "日期")]),
        ("案例3属于哪个地区", [(3, "地区")]),
        ("第3个案例在哪里？", [(3, "地区")]),
        ("案例4属于什么类别？", [(4, "类别")]),
        ("案例1和案例4的类别和日期分别是什么？", [(1, "类别"), (1, "日期"), (4, "类别"), (4, "日期")]),
        ("案例2的摘要", [(2, SUMMARY)]),
        ("案例3", [(3, SUMMARY), (3, "类别"), (3, "日期"), (3, "地区")]),
        ("案例3讲了什么？", [(3, SUMMARY), (3, "类别"), (3, "日期"), (3, "地区")]),
    ],
)
def test_a_column_that_is_asked_for_is_quoted_and_no_other(
    answerer: Answerer, question: str, fields: list[tuple[int, str]]
) -> None:
    answer = answerer.answer(question)
    assert [(c.case.number, q.field) for c in answer.citations for q in c.quotes] == fields


def test_a_column_that_the_case_left_empty_is_refused(answerer: Answerer) -> None:
    answer = answerer.answer("案例6的日期是什么？")
    assert answer.refused
    assert "日期" in (answer.reason or "")
    both = answerer.answer("案例5和案例6的日期")
    assert [c.case.number for c in both.citations] == [5]
    assert "案例6没有写明日期" in both.text


def test_a_column_may_be_asked_for_in_a_follow_up(answerer: Answerer) -> None:
    talk = Conversation().then(answerer.answer("案例3"))
    answer = answerer.answer("它的地区是哪里？", talk)
    assert [(c.case.number, q.field) for c in answer.citations for q in c.quotes] == [(3, "地区")]


def test_a_summary_is_shown_by_its_own_word(answerer: Answerer) -> None:
    text = answerer.answer("案例3").text
    assert "【摘要】" in text
    assert "summary" not in text
