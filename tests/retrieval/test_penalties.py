"""Penalties of the Party and the public service, and convictions: as cases tell them, as questions ask for them."""

from __future__ import annotations

import pytest

from data.types import Case, CaseId, Field
from retrieval.cases.suits.conditions import HANDED_OVER, stated_as
from retrieval.cases.suits.course import course_of
from retrieval.cases.suits.crimes import SEVERAL, SUSPENDED, convicted
from retrieval.cases.suits.penalties import NONE, OF_PARTY, handed_over, heaviest, received
from retrieval.question.closed.suits.crimes import crimes as asked_crimes
from retrieval.question.closed.suits.penalties import handed_over as asked_handed_over
from retrieval.question.closed.suits.penalties import penalties

FACTS = "高某受到党内严重警告、政务记大过处分，违纪所得予以收缴。"
RULE = "情节严重的，给予开除党籍处分。"
ARGUED = "第二种意见认为，应当给予高某撤销党内职务处分。"


def test_what_is_argued_or_ruled_in_general_is_no_penalty() -> None:
    assert received(FACTS) == ("党内严重警告", "政务记大过")
    assert received(RULE) == received(ARGUED) == ()


def test_only_the_facts_of_a_case_tell_its_penalties() -> None:
    case = Case(
        CaseId("x", 1),
        "高某违规接受宴请案",
        (
            Field("基本案情及处理结果", FACTS),
            Field("指导意义", "同时受到开除党籍处分的，依法处理。"),
            Field("相关条款", RULE),
        ),
    )
    assert course_of(case).penalties == ("党内严重警告", "政务记大过")
    assert not course_of(case).decided


def test_who_was_handed_over_is_no_one_of_whom_a_rule_says_when_one_is() -> None:
    assert handed_over("徐某受到开除党籍处分，其涉嫌受贿犯罪问题被移送检察机关依法审查起诉。")
    assert not handed_over("涉嫌职务犯罪的，还应当移送司法机关追究其刑事责任。")
    assert not handed_over("将问题线索移送县纪委监委。")
    assert stated_as((HANDED_OVER,)) == ("被移送检察或司法机关",)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("最后移送检察机关的有几起", True),
        ("有没有移送检察院审查起诉的", True),
        ("没移送检察机关的有哪些", False),
        ("线索移送给巡察组的", False),
    ],
)
def test_cases_are_chosen_by_whether_somebody_was_handed_over(text: str, asks: bool) -> None:
    assert bool(list(asked_handed_over(text))) is asks


def test_the_heaviest_is_by_the_order_of_the_rules() -> None:
    assert heaviest(OF_PARTY) == "开除党籍"
    assert heaviest(("政务降级", "党内严重警告")) == "党内严重警告"
    assert heaviest(()) == NONE


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("挨了党内严重警告的有哪些", ["penalty=党内严重警告"]),
        ("党籍都丢了的有几个", ["penalty=开除党籍"]),
        ("谁只挨了个党内警告", ["penalty=党内警告"]),
        ("处分最重的是谁", ["penalty:most"]),
        ("还有谁也只挨了个警告", ["penalty=党内警告"]),
        ("党内严重警告和撤销党内职务的", ["penalty=撤销党内职务|党内严重警告"] * 2),
        ("严重警告加记大过的", ["penalty=党内严重警告", "penalty=政务记大过"]),
        ("压根没背处分的有吗", ["penalty="]),
        ("比严重警告还重的", ["penalty>党内严重警告"]),
        ("记大过以上的", ["penalty>=政务记大过"]),
        ("比撤销党内职务轻的", ["penalty<撤销党内职务"]),
        ("只给了党纪、没给政务处分的", ["penalty:party"] * 2),
        ("党纪政务处分都给了的", ["penalty:both"]),
        ("既受了党纪处分又受了政务处分的", ["penalty:both"]),
        ("其中还挨了政务处分的呢", ["penalty:service"]),
        ("公职人员政务处分法第几条", []),
        ("有没有口头警告过店家的", []),
    ],
)
def test_a_question_names_penalties_in_its_own_words(text: str, tests: list[str]) -> None:
    assert [test for test, _ in penalties(text)] == tests


@pytest.mark.parametrize(
    ("told", "crimes"),
    [
        (
            "某县人民法院以高某犯受贿罪，判处有期徒刑二年；以犯行贿罪，判处拘役六个月，数罪并罚，决定执行有期徒刑二年",
            {"受贿罪", "行贿罪", SEVERAL},
        ),
        ("以洗钱罪判处梁某有期徒刑一年，缓刑一年", {"洗钱罪", SUSPENDED}),
        ("判处宋某死刑，缓期二年执行", set()),
        ("检察机关以涉嫌行贿罪移送审查起诉", set()),
        ("提出以行贿罪判处五年至六年有期徒刑的量刑建议", set()),
    ],
)
def test_a_conviction_is_what_a_court_pronounced(told: str, crimes: set[str]) -> None:
    assert set(convicted(told)) == crimes


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("定单位行贿罪的有几件", ["crime=单位行贿罪"]),
        ("几个罪合并一起算的有哪些", ["crime:several"]),
        ("判了缓刑的有哪些", ["crime:suspended"]),
        ("最后只定了行贿罪这一个罪的", ["crime:single", "crime=行贿罪"]),
        ("行贿罪怎么认定", []),
    ],
)
def test_a_question_names_convictions_in_its_own_words(text: str, tests: list[str]) -> None:
    assert [test for test, _ in asked_crimes(text)] == tests
