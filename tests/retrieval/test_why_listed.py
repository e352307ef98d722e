"""Lists asked for in loose words, after something else was told, and why one case is in them."""

from __future__ import annotations

import pytest

from tests.retrieval.conftest import Ask
from tests.retrieval.homes import cited

OF_COPYRIGHT = [16, 25, 28, 29]


@pytest.mark.parametrize(
    ("question", "cases"),
    [
        ("跟版权沾边的都给我列一下，只要标题", OF_COPYRIGHT),
        ("跟脱贫搭边的给我看看", [3]),
        ("跟它相关的部门有哪些", [28]),
    ],
)
def test_a_theme_of_its_own_asks_anew_after_one_case(ask: Ask, question: str, cases: list[int]) -> None:
    assert cited(ask(question, "村BA是哪个省的")) == cases


def test_why_a_list_has_one_is_told_by_the_words_for_which_it_is_in_it(ask: Ask) -> None:
    for question, case, words in (
        ("为啥有三亚的？", 25, "专利、商标、版权、地理标志"),
        ("台江那个怎么也算", 28, "版权登记"),
    ):
        answer = ask(question, "跟版权沾边的都给我列一下，只要标题")
        assert cited(answer) == [case]
        assert words in answer.text


def test_why_a_list_has_not_one_says_that_its_case_does_not_speak_of_it(ask: Ask) -> None:
    answer = ask("大同的为什么没有", "与版权有关的有哪些")
    assert cited(answer) in ([], [4])
    assert "版权" in answer.text


def test_whether_another_does_the_same_is_told_by_what_it_does_and_neither_yes_nor_no(ask: Ask) -> None:
    answer = ask("湖大呢，也这么干？", "中科大那种模式，学校占多少股？")
    assert cited(answer) == [21]
    assert "周演" in answer.text
    assert not answer.text.startswith(("是", "不"))


def test_a_body_that_is_named_ahead_by_a_slip_is_another_case(ask: Ask) -> None:
    answer = ask("仲才那边呢，有个机器人叫啥", "检察院有没有")
    assert answer.text.startswith("“云小仲”")
    assert cited(answer) == [22]


def test_the_same_of_another_in_one_message_is_of_what_stands_before_it_there(ask: Ask) -> None:
    answer = ask("北京市有哪些案例？大连的呢", "中科大那种模式，学校占多少股？", "湖大呢，也这么干？")
    assert cited(answer) == [1, 6]
    assert "湖大" not in answer.understood.text
    assert "这么干" not in answer.understood.text
