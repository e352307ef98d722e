"""Follow-ups on what was told: cases like it, what one takes for so, one of a list told by what it does, both of several turns."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from retrieval.question.query import Query
from tests.retrieval.homes import Home, KeptVectors, cited, replay


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    home = Home.open(tmp_path_factory.mktemp("alike"), vectors)
    home.add_bundled()
    return home.ready


@pytest.mark.parametrize("more", ["还有类似的吗", "有没有差不多的案例", "相近的还有哪些"])
def test_the_cases_nearest_to_the_one_told_are_given_and_not_itself(more: str, bundled: Answerer) -> None:
    answer = bundled.answer(more, replay(bundled, ["村BA那个讲讲"]))
    assert 28 not in cited(answer)
    assert 20 in cited(answer), "the other brand of a village"
    assert not answer.basis.complete
    assert "没有逐个核对" in answer.text


def test_one_more_of_that_kind_is_one(bundled: Answerer) -> None:
    assert len(cited(bundled.answer("再来一个差不多的", replay(bundled, ["村BA那个讲讲"])))) == 1


def test_of_a_list_there_are_more_by_what_it_was_chosen_by(bundled: Answerer) -> None:
    answer = bundled.answer("还有类似的吗", replay(bundled, ["江苏有哪些案例"]))
    assert Query.loads(answer.understood.query).edit != "alike"


BELIEVED = [
    (["浙江哪个是法院的", "它用的那个系统叫什么"], "不对吧，我记得是检察院搞的", [12]),
    (["中科大那个叫什么模式", "学校占股吗"], "不对，我听说占一成", [14]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), BELIEVED)
def test_what_one_takes_for_so_is_held_against_the_case_told(
    turns: list[str], question: str, numbers: list[int], bundled: Answerer
) -> None:
    assert cited(bundled.answer(question, replay(bundled, turns))) == numbers


POINTED = [
    (["警察这边保护知识产权有啥新花样", "无锡的细说说", "另一个呢"], "俩有啥区别", [2, 10]),
    (["中科大那个叫什么模式", "湖大的呢"], "跟前头那个比比呗", [14, 21]),
    (["江苏有哪些案例"], "里面有海外维权的那个，说说", [9]),
    (["村BA那个讲讲"], "记错了，是十八洞村那个", [20]),
    (["陕西那个讲什么的", "福建德化的呢"], "一个陕西一个福建，这俩的标题发我就行", [16, 29]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), POINTED)
def test_what_is_pointed_at_is_found_in_the_turns_before(
    turns: list[str], question: str, numbers: list[int], bundled: Answerer
) -> None:
    assert sorted(cited(bundled.answer(question, replay(bundled, turns)))) == numbers


@pytest.mark.parametrize("question", ["只要标题，三十个案子全列出来", "三十个案例的名字都给我"])
def test_so_many_cases_as_are_held_are_all(question: str, bundled: Answerer) -> None:
    assert cited(bundled.answer(question)) == list(range(1, 31))
