"""Tables with the columns that are named for them: read from the question, filled by what each case tells."""

from __future__ import annotations

import pytest

from retrieval.answers.facts.asked_cells import ruled_at
from retrieval.cases.profiles import Profile
from retrieval.question.slots.columns import columns
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import case, cited


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        (
            "违法解除的那两件列个表,要公司、月工资、赔了多少",
            ("公司", "月工资", "赔了多少"),
            "违法解除的那两件列个表",
        ),
        ("弄成表格,单位一列,做法一列", ("单位", "做法"), "弄成表格"),
        ("做个表格:罪名、刑期、罚金", ("罪名", "刑期", "罚金"), "做个表格"),
        ("把这些案例做个表,就编号跟案名两栏", ("编号", "案名"), "把这些案例做个表"),
        ("列个表吧,谁告谁、结果怎样", ("谁告谁", "结果怎样"), "列个表吧"),
        ("去年的几个列个表,带原告和判决", ("原告", "判决"), "去年的几个列个表"),
    ],
)
def test_columns_are_told_by_what_leads_to_them_or_behind_what_asks_for_a_table(
    text: str, names: tuple[str, ...], rest: str
) -> None:
    found = columns(text)
    assert found is not None
    assert (found.names, found.rest) == (names, rest)


@pytest.mark.parametrize(
    "text",
    [
        "江苏、浙江、上海的列个表",
        "列个表,江苏、浙江、上海",
        "涉及商标、专利、版权的做成表格",
        "法院、理由、结果",
    ],
)
def test_what_chooses_cases_is_no_column(text: str) -> None:
    assert columns(text) is None


def test_a_table_of_what_was_told_has_the_columns_asked_for(ask: Ask) -> None:
    answer = ask("浙江的案例列个表，要单位、用了什么系统")
    assert answer.table is not None
    assert answer.table.head == ("编号", "单位", "用了什么系统")
    cells = {row[0]: row[2] for row in answer.table.rows}
    assert "法护知产" in cells["[案例12]"]
    assert cited(answer) == [11, 12, 13]
    quoted = {quote.text for citation in answer.citations for quote in citation.quotes}
    for row in answer.table.rows:
        for cell in row[2:]:
            told = cell.strip("“”")
            assert cell == "（未写明）" or any(told in text or text in told for text in quoted)


def test_a_table_of_two_set_side_by_side_has_the_columns_asked_for(ask: Ask) -> None:
    answer = ask("做个表格，单位、用了什么系统", "比较案例12和案例13")
    assert answer.table is not None
    assert (answer.table.head, cited(answer)) == (("编号", "单位", "用了什么系统"), [12, 13])


def test_a_column_of_an_instance_tells_what_was_ruled_there() -> None:
    ruled = "一审法院判决驳回原告的诉讼请求。二审法院判决撤销一审判决，被告支付原告货款5万元。"
    suit = Profile(
        case("suits", 1, "甲诉乙买卖合同纠纷案", {"基本案情": "双方订立合同。", "裁判结果": ruled}), 0
    )
    told = [ruled_at(suit, name) or () for name in ("一审结果", "二审结果")]
    assert ["驳回" in first.text and "5万元" not in first.text for first in told[0]] == [True]
    assert "5万元" in told[1][-1].text
    assert ruled_at(suit, "再审结果") == ()
    assert ruled_at(suit, "结果") is None


def test_a_column_of_what_was_done_tells_that_and_not_what_only_leads_on_to_it(ask) -> None:  # type: ignore[no-untyped-def]
    table = ask("法院和检察机关的案例列个表：单位、举措").table
    assert table is not None
    done = {row[0]: row[-1] for row in table.rows}
    assert "推广使用“法护知产”在线协同应用" in done["[案例12]"]
    assert "制定发布" in done["[案例23]"]


def test_a_comparison_asked_for_as_a_table_has_a_row_a_case(ask: Ask) -> None:
    apart = ask("案例14和案例21有什么不同")
    table = ask("列个表", "案例14和案例21有什么不同")
    assert table.table is not None
    assert [row[0] for row in table.table.rows] == ["[案例14]", "[案例21]"]
    assert table.text.splitlines()[1].startswith("编号｜案例｜做法")
    assert table.text != apart.text


@pytest.mark.parametrize(
    "question", ["去年全国一共授权了多少件发明专利", "我开饭馆的，店名被别人先注册成商标了，能要回多少赔偿"]
)
def test_that_no_case_states_it_is_said_of_none_that_is_not_meant(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.refused
    assert "只查了" not in answer.text


def test_where_each_is_stands_first_in_its_line(ask: Ask) -> None:
    lines = ask("分别是哪里的", "法院的案例有哪些").text.splitlines()
    assert [line.partition("：")[0] for line in lines] == ["1. 浙江省", "2. 重庆市两江新区"]
