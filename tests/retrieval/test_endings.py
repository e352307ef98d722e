"""Who ended a contract, and what a court found: as cases tell it, as questions ask for it."""

from __future__ import annotations

import pytest

from data.types import Collection, Conversation
from retrieval.cases.suits.conditions import SPOUSES
from retrieval.cases.suits.endings import ended_by_suit, ended_in
from retrieval.cases.suits.spouses import spouses
from retrieval.question.closed.suits.endings import endings
from retrieval.question.closed.suits.spouses import spouses as asked_spouses
from tests.retrieval.homes import Home, KeptVectors, case, cited


@pytest.mark.parametrize(
    ("told", "by"),
    [
        ("某物流公司以高某不服从安排为由与其解除劳动合同", {"firm"}),
        ("高某因个人原因提出解除劳动合同", {"person"}),
        ("某县林业局作出通知，解除承包协议", {"public"}),
        ("高某与某物流公司协商解除劳动合同", set()),
        ("请求判令某县林业局解除承包协议", set()),
        ("用人单位可以解除劳动合同", set()),
    ],
)
def test_who_ends_a_contract_is_who_does_it_and_not_who_is_asked_to(told: str, by: set[str]) -> None:
    assert ended_in(told) == by


def test_a_suit_over_ending_a_contract_names_who_ended_it() -> None:
    assert ended_by_suit("某停车公司诉某县城管局解除协议通知案") == {"public"}
    assert ended_by_suit("某停车公司诉某县城管局要求解除协议案") == set()


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("员工被公司炒了鱿鱼的", ["ended:firm"]),
        ("政府单方面把协议解了的", ["ended:public"]),
        ("主动辞职的有哪些", ["ended:person"]),
        ("被裁定驳回的有哪些", []),
        ("开除党籍的有几个", []),
        ("要求解除协议的有哪些", []),
    ],
)
def test_a_question_says_who_ended_it_in_its_own_words(text: str, tests: list[str]) -> None:
    assert list(dict.fromkeys(test for test, _ in endings(text))) == tests


FOUND = (
    (
        "高某诉某农场承包合同案",
        "高某承包大棚后改建木屋。",
        "双方改变土地用途，合同应属无效。如果按约定种植，则合同有效。",
    ),
    (
        "某商行诉某超市买卖合同案",
        "某超市主张合同无效。",
        "某超市的抗辩没有依据，双方签订的合同合法有效，某超市应当付款。",
    ),
    (
        "梁某诉某村委会租赁合同案",
        "一审法院认定合同无效。",
        "二审法院认为，不应认定合同无效，某村委会应当继续履行。",
    ),
    (
        "宋某诉某车行买卖合同案",
        "宋某买到的新车是旧车，认为某车行构成欺诈。",
        "某车行隐瞒车辆维修过的事实，其行为构成欺诈，应当退一赔三。",
    ),
    (
        "某公司诉丁某服务合同案",
        "丁某认为某公司构成欺诈。",
        "现有证据不足以认定构成欺诈，丁某应当付清服务费。",
    ),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Home:
    made = Home.open(tmp_path_factory.mktemp("found"), vectors)
    cases = [
        case("found", number, title, {"基本案情": facts, "裁判理由": reasons})
        for number, (title, facts, reasons) in enumerate(FOUND, 1)
    ]
    made.library.replace(Collection("found", "合同纠纷典型案例", "合同", "t.csv", "0" * 64), cases)
    vectors.save()
    return made


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("合同最后被认定无效的有哪些", [1]),
        ("法院说合同算数的是哪几个", [2, 3]),
        ("法院认定构成欺诈的有哪些", [4]),
    ],
)
def test_what_is_claimed_supposed_or_turned_is_no_finding(
    found: Home, question: str, numbers: list[int]
) -> None:
    assert cited(found.ready.answer(question, Conversation())) == numbers


def test_only_who_stand_against_each_other_are_spouses_of_a_suit() -> None:
    couple = ["高某(男)与梁某(女)于2019年登记结婚", "梁某以高某隐瞒重病为由申请撤销婚姻关系"]
    assert spouses(couple, "", "") == 0
    assert spouses(["高某、梁某系夫妻"], "梁某", "高某离婚纠纷案") == 0
    assert spouses(["高某与梁某系夫妻"], "宋某", "某县民政局") is None
    assert [test for test, _ in asked_spouses("两口子之间打官司的有吗")] == [SPOUSES]
    assert not list(asked_spouses("夫妻共同财产怎么分"))
