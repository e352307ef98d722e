"""What somebody says of himself asks nothing, and nothing is looked for."""

from __future__ import annotations

import pytest

from retrieval.question.utterance.normalising import is_spelled
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import cited


@pytest.mark.parametrize(
    "aside", ["我刚坐高铁上，信号不太好", "等下，我接个电话", "开完会再看", "稍等", "领导叫我，回头再聊"]
)
def test_an_aside_of_oneself_is_answered_in_a_line_and_searches_nothing(ask: Ask, aside: str) -> None:
    answer = ask(aside, "浙江有哪些案例？")
    assert answer.text.startswith("不急")
    assert not answer.refused
    assert cited(answer) == []


@pytest.mark.parametrize(
    ("question", "cases"),
    [("再看看福建的", [15, 16]), ("等下，先看福建的有哪些", [15, 16]), ("稍等，上海的呢", [7, 8])],
)
def test_what_asks_beside_an_aside_is_answered(ask: Ask, question: str, cases: list[int]) -> None:
    assert cited(ask(question, "浙江有哪些案例？")) == cases


def test_of_ones_own_matter_the_nearest_words_are_said_to_be_no_more_than_that(ask: Ask) -> None:
    answer = ask("那我客户这批货能放行吗", "厦门海关是按什么思路查侵权的？")
    assert answer.text.startswith("案例没有写您自己的这件事，最接近的原文是：")
    assert "不是法律意见" in answer.text
    assert cited(answer) == [15]


def test_a_question_typed_in_pinyin_is_one_in_chinese(ask: Ask) -> None:
    answer = ask("cun BA shi nage sheng de")
    assert answer.text.startswith("贵州省台江县")
    assert cited(answer) == [28]
    assert not is_spelled("Can you help me")
    assert not is_spelled("What is this about")


@pytest.mark.parametrize("word", ["xian" * 1000, "xian" * 1000 + "8"])
def test_a_long_word_in_pinyin_is_read_in_steps_that_grow_with_its_length(word: str) -> None:
    assert is_spelled(f"shi de nage {word}") is not word.endswith(
        "8"
    )  # no ways are tried again, and none nested


def test_what_can_be_asked_is_told_with_what_is_held_here(ask: Ask) -> None:
    assert "《知识产权强国建设第二批典型案例》共30个案例" in ask("你能干什么").text
