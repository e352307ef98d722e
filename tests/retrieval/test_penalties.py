"""Penalties of the Party and the public service: as cases tell them, as questions ask for them."""

from __future__ import annotations

import pytest

from data.types import Case, CaseId, Field
from retrieval.cases.suits.course import course_of
from retrieval.cases.suits.penalties import NONE, OF_PARTY, heaviest, received
from retrieval.question.closed.penalties import penalties

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
        ("压根没背处分的有吗", ["penalty="]),
        ("有没有口头警告过店家的", []),
    ],
)
def test_a_question_names_penalties_in_its_own_words(text: str, tests: list[str]) -> None:
    assert [test for test, _ in penalties(text)] == tests
