"""Which case is first or last, most or least; the groups by stage; and a long case by how its sections begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answering import Answerer
from retrieval.wording.extractive import lookup_quotes
from tests.retrieval.homes import Home, KeptVectors, case, cited, replay


@pytest.fixture(scope="module")
def suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    home = Home.open(tmp_path_factory.mktemp("suits-ends"), vectors)
    home.add(Path(__file__).with_name("suits.txt"), "suits")
    return home.ready


ENDS = [
    ([], "判的钱最多的是哪件", [1], "八万元。"),
    (["判的钱最多的是哪件"], "最少的呢", [3], "二万元。"),
    ([], "金额最小的是哪一件", [3], "二万元。"),
    ([], "月工资最高的是谁", [2], "12000元。"),
    ([], "把所有案子列个表，谁告谁、结果怎样", [1, 2, 3], ""),
]


@pytest.mark.parametrize(("turns", "question", "numbers", "first"), ENDS)
def test_a_sum_at_one_end_is_said_first_and_is_of_what_was_granted(
    turns: list[str], question: str, numbers: list[int], first: str, suits: Answerer
) -> None:
    answer = suits.answer(question, replay(suits, turns))
    assert cited(answer) == numbers
    assert answer.text.startswith(first)


MORE = [
    (
        "案例1和案例3哪个赔得多",
        [1, 3],
        "更多的是王某诉某科技公司加班费纠纷案（八万元），张某诉某物流公司经济补偿纠纷案（二万元），差6万元：",
    ),
    ("案例1、2、3里判得最少的是哪个", [3, 2, 1], "最少的是张某诉某物流公司经济补偿纠纷案（二万元）"),
]


@pytest.mark.parametrize(("question", "numbers", "first"), MORE)
def test_which_of_a_few_cases_has_more_is_said_with_the_figure_of_each(
    question: str, numbers: list[int], first: str, suits: Answerer
) -> None:
    answer = suits.answer(question)
    assert cited(answer) == numbers
    assert answer.text.startswith(first)


def test_stages_that_are_named_are_the_groups(suits: Answerer) -> None:
    answer = suits.answer("按怎么收场的归归类：一审了结的、打到二审的")
    assert {group.key: [c.number for c in group.cases] for group in answer.groups} == {
        "一审": [1, 3],
        "二审": [2],
    }


def test_nothing_is_earliest_where_no_case_tells_a_time(suits: Answerer) -> None:
    assert suits.answer("这里头哪个案子最早，哪年的事").refused


def test_what_no_case_has_is_not_left_out_where_it_is_asked_whether_there_is_such_a_case(
    suits: Answerer,
) -> None:
    assert suits.answer("有没有休产假被公司解除合同的案子").refused


OVER_BUNDLED = [
    (["江苏有哪些案例？"], "第二家在哪", [10], ""),
    (["第10号民警多久去一趟"], "那天津呢", [2], "流动警务站"),
    ([], "第一家快速维权中心是谁建的", None, ""),
]


@pytest.mark.parametrize(("turns", "question", "numbers", "said"), OVER_BUNDLED)
def test_an_ordinal_is_of_the_list_and_a_place_after_a_fact_is_told(
    turns: list[str], question: str, numbers: list[int] | None, said: str, answerer: Answerer
) -> None:
    answer = answerer.answer(question, replay(answerer, turns))
    assert said in answer.text
    if numbers is None:
        assert answer.understood.numbers == ()
    else:
        assert cited(answer) == numbers


def test_a_long_case_is_shown_by_how_its_sections_begin_and_end() -> None:
    middle = "双方就此多次协商，均未能达成一致意见，原告又数次催告。" * 20
    facts = f"2020年1月，甲公司与乙公司订立合同。{middle}乙公司遂解除合同。"
    reasons = f"本案的争议焦点是解除是否合法。{middle}故乙公司解除合同不合法。"
    told = case(
        "long", 1, "甲公司诉乙公司合同纠纷案", {"基本案情": facts, "裁判理由": reasons, "典型意义": reasons}
    )
    shown = {}
    for quote in lookup_quotes(told):
        shown.setdefault(quote.field, []).append(quote.text)
        assert (told.text_of(quote.field) or "")[quote.start : quote.end] == quote.text
    assert [len(texts) for texts in shown.values()] == [2, 2, 1]
    assert shown["基本案情"][1].endswith("乙公司遂解除合同")
    assert shown["裁判理由"][1].endswith("故乙公司解除合同不合法")
    assert [quote.text for quote in lookup_quotes(told, ["裁判理由"])] == [reasons.rstrip("。")]


def test_a_case_is_retold_by_what_happened_and_what_came_of_it_before_any_moral() -> None:
    moral = "对此类行为必须坚持严的主基调，防止反弹回潮。" * 10
    who = "被告人薛某，男，1974年12月20日出生，汉族，住某某路1号。"
    deed = "2014年8月，薛某串通投标，给予丁某15万元。" + "此后双方多次往来，均未被发现。" * 30
    ruled = "12月，法院判处薛某有期徒刑二年。薛某未上诉，判决已生效。"
    differed = "形成了两种不同意见：\n第一种意见认为，不构成。\n第二种意见认为，应当认定为行贿。\n我们同意第二种意见。"
    fields = {"执纪执法要点": moral, "基本案情": who + deed + ruled, "指导意义": differed, "相关条款": moral}
    told = lookup_quotes(case("story", 1, "薛某行贿案", fields))
    assert list(dict.fromkeys(quote.field for quote in told)) == ["基本案情", "指导意义"]
    assert told[0].text.startswith("2014年8月")
    assert told[1].text == ruled.rstrip("。")
    assert told[2].text == "应当认定为行贿"
