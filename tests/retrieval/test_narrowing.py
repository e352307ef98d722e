"""What is asked for beside a theme is put to every case, or the answer is not called complete."""

from __future__ import annotations

import pytest

from data.types import Answer, Collection, Conversation
from tests.retrieval.homes import Home, KeptVectors, case, cited

SUITS = (
    (
        "甲某诉某网络公司买卖合同案",
        "甲某在网上购买手机，收到的是旧机。某区人民法院一审判决某网络公司退款。某网络公司不服，提起上诉，二审法院判决驳回上诉，维持原判。",
    ),
    (
        "乙某诉某物业公司服务合同案",
        "乙某拖欠物业费。某区人民法院判决乙某支付物业费，双方均未上诉。",
    ),
    (
        "丙某诉某食品公司侵权案",
        "丙某吃了过期罐头住院。某县人民法院判决某食品公司赔偿医疗费，双方均未上诉。",
    ),
    (
        "丁某诉某健身公司服务合同案",
        "丁某办理健身卡后门店关闭。某区人民法院判决某健身公司返还剩余费用，双方均未上诉。",
    ),
)


@pytest.fixture(scope="module")
def suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Home:
    made = Home.open(tmp_path_factory.mktemp("suits"), vectors)
    cases = [
        case("suits", number, title, {"基本案情": text}) for number, (title, text) in enumerate(SUITS, 1)
    ]
    made.library.replace(Collection("suits", "消费纠纷典型案例", "消费", "t.csv", "0" * 64), cases)
    vectors.save()
    return made


def _ask(home: Home, question: str) -> Answer:
    return home.ready.answer(question, Conversation())


def test_an_outcome_that_no_case_of_the_theme_has_refuses_and_is_not_dropped(suits: Home) -> None:
    answer = _ask(suits, "二审维持原判的物业费案例有哪些？")
    assert 2 not in cited(answer)
    assert not answer.basis.complete or answer.refused


def test_a_body_that_acts_in_most_cases_is_no_test_and_the_answer_not_complete(suits: Home) -> None:
    answer = _ask(suits, "个人买到过期罐头的案例有哪些？")
    assert cited(answer) == [3]
    assert not answer.basis.complete


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("基本案情里提到“罐头”的有哪些？", [3]),
        ("有“基本案情”这一栏的有几个？", [1, 2, 3, 4]),
        ("基本案情部分没提到“一审”的有哪些？", [2, 3, 4]),
    ],
)
def test_words_asked_of_a_part_are_looked_for_in_that_part(
    suits: Home, question: str, numbers: list[int]
) -> None:
    answer = _ask(suits, question)
    assert cited(answer) == numbers
    assert "【基本案情】" in answer.basis.test
