"""Follow-ups on what was told: cases like it, what one takes for so, one of a list told by what it does, both of several turns."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from retrieval.question.query import ALIKE, Query
from tests.retrieval.homes import ADMIN, CORPORA, Home, KeptVectors, cited, replay


@pytest.mark.parametrize("more", ["还有类似的吗", "有没有差不多的案例", "相近的还有哪些"])
def test_the_cases_nearest_to_the_one_told_are_given_and_not_itself(more: str, answerer: Answerer) -> None:
    answer = answerer.answer(more, replay(answerer, ["村BA那个讲讲"]))
    assert 28 not in cited(answer)
    assert 20 in cited(answer), "the other brand of a village"
    assert not answer.basis.complete
    assert "没有逐个核对" in answer.text


def test_one_more_of_that_kind_is_one(answerer: Answerer) -> None:
    assert len(cited(answerer.answer("再来一个差不多的", replay(answerer, ["村BA那个讲讲"])))) == 1


def test_of_a_list_there_are_more_by_what_it_was_chosen_by(answerer: Answerer) -> None:
    answer = answerer.answer("还有类似的吗", replay(answerer, ["江苏有哪些案例"]))
    assert Query.loads(answer.understood.query).edit != "alike"


BELIEVED = [
    (["浙江哪个是法院的", "它用的那个系统叫什么"], "不对吧，我记得是检察院搞的", [12]),
    (["中科大那个叫什么模式", "学校占股吗"], "不对，我听说占一成", [14]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), BELIEVED)
def test_what_one_takes_for_so_is_held_against_the_case_told(
    turns: list[str], question: str, numbers: list[int], answerer: Answerer
) -> None:
    assert cited(answerer.answer(question, replay(answerer, turns))) == numbers


POINTED = [
    (["警察这边保护知识产权有啥新花样", "无锡的细说说", "另一个呢"], "俩有啥区别", [2, 10]),
    (["中科大那个叫什么模式", "湖大的呢"], "跟前头那个比比呗", [14, 21]),
    (["江苏有哪些案例"], "里面有海外维权的那个，说说", [9]),
    (["村BA那个讲讲"], "记错了，是十八洞村那个", [20]),
    (["陕西那个讲什么的", "福建德化的呢"], "一个陕西一个福建，这俩的标题发我就行", [16, 29]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), POINTED)
def test_what_is_pointed_at_is_found_in_the_turns_before(
    turns: list[str], question: str, numbers: list[int], answerer: Answerer
) -> None:
    assert sorted(cited(answerer.answer(question, replay(answerer, turns)))) == numbers


@pytest.mark.parametrize("question", ["只要标题，三十个案子全列出来", "三十个案例的名字都给我"])
def test_so_many_cases_as_are_held_are_all(question: str, answerer: Answerer) -> None:
    assert cited(answerer.answer(question)) == list(range(1, 31))


@pytest.mark.parametrize("question", ["跟案例4类似的还有哪些", "案例4差不多的有吗"])
def test_cases_like_one_named_by_its_number_are_others(question: str, answerer: Answerer) -> None:
    answer = answerer.answer(question)
    assert cited(answer)
    assert 4 not in cited(answer)
    assert Query.loads(answer.understood.query).edit == ALIKE


def test_any_case_is_one_and_another_is_another(answerer: Answerer) -> None:
    turns = replay(answerer, ["随便给我讲个案子呗"])
    told = turns.turns[-1].cited
    assert len(told) == 1
    more = answerer.answer("再来一个别的", turns)
    assert len(more.citations) == 1
    assert more.citations[0].case.id not in told


SUITS = CORPORA / f"{ADMIN}.txt"


@pytest.fixture(scope="module")
def long_suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    if not SUITS.is_file():
        pytest.skip("the collection of suits is not beside the project")
    home = Home.open(tmp_path_factory.mktemp("suits"), vectors)
    home.add(SUITS, ADMIN)
    return home.ready


OF_SUITS = [
    (["企业告政府告赢的有哪些"], "告输的呢", [5, 6]),
    ([], "哪些是省高院二审的？", [2, 6, 9]),
    ([], "卖地的那几件给我弄个表，哪儿的、告的谁、结果", [1, 4, 8]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), OF_SUITS)
def test_what_is_asked_of_suits_keeps_whose_they_are(
    turns: list[str], question: str, numbers: list[int], long_suits: Answerer
) -> None:
    found = cited(long_suits.answer(question, replay(long_suits, turns)))
    assert set(numbers) <= set(found)
    assert len(found) <= len(numbers) + 1, "not all there are"


def test_two_passages_of_a_section_are_quoted_in_the_order_of_the_text(long_suits: Answerer) -> None:
    questions = ["洪湖到监利的高速什么时候停工的，因为啥", "停车公司为什么输了", "宁某某的违约金二审怎么算的"]
    several = 0
    for question in questions:
        for citation in long_suits.answer(question).citations:
            fields = [field.name for field in citation.case.fields]
            places = [(fields.index(quote.field), quote.start) for quote in citation.quotes]
            several += len(places) > 1
            assert places == sorted(places), question
    assert several, "one of them is told by two passages"
