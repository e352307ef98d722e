"""Columns that a table has beside number, title and text are asked for by their values."""

from __future__ import annotations

import pytest

from data.types import SUMMARY, Case, CaseId, Collection, Field
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
            (Field(SUMMARY, text), Field("类别", sort), Field("日期", date), Field("地区", PLACES[n - 1])),
        )
        for n, (title, text, sort, date) in enumerate(ROWS, 1)
    ]
    made.library.replace(collection, cases)
    return made


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
    ],
)
def test_every_case_with_that_value_and_no_other(
    table: Home, question: str, numbers: list[int], count: int | None
) -> None:
    answer = table.answerer().answer(question)
    assert [c.case.number for c in answer.citations] == numbers
    assert answer.count == count
    assert answer.basis.complete


def test_a_value_that_no_case_has_is_refused(table: Home) -> None:
    assert table.answerer().answer("2020年的有哪些案例？").refused


def test_a_summary_is_shown_by_its_own_word(table: Home) -> None:
    text = table.answerer().answer("案例3").text
    assert "【摘要】" in text
    assert "summary" not in text
