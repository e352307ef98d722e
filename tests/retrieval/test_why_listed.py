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
