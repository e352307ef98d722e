"""Details that a case must state of the very person, payment or appeal that is asked of."""

from __future__ import annotations

import pytest

from data.types import Case, CaseId, Field
from retrieval.question.closed.details import asked_details, asked_quantity, states_quantity

BRIBERY = Case(
    CaseId("test", 1),
    "甲某某行贿案",
    (
        Field(
            "基本案情",
            "被告人甲某某，男，1974年10月24日出生，汉族，某药业公司业务员。甲某某安排妻子张某某向院长李某（已判决）转账6万元。"
            "法院以行贿罪判处甲某某有期徒刑五年，判决已生效。",
        ),
    ),
)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("甲某某多大年纪", True),
        ("甲某某的妻子多大年纪", False),
        ("张某某多大年纪", False),
        ("甲某某是做什么工作的", True),
        ("甲某某的老婆是做什么工作的", False),
        ("李某是做什么工作的", True),
        ("甲某某判了几年", True),
        ("院长李某判了几年", False),
        ("是谁举报的甲某某", False),
        ("平均判了几年", False),
        ("甲某某的老婆叫什么名字", True),
        ("甲某某的儿子叫什么名字", False),
    ],
)
def test_a_detail_is_stated_beside_whom_it_is_asked_of(question: str, stated: bool) -> None:
    text = "".join(field.text for field in BRIBERY.fields)
    assert all(detail.stated_in(BRIBERY, text) for detail in asked_details(question)) is stated
    assert asked_details(question)


def test_tables_are_counted_by_their_own_unit() -> None:
    quantity = asked_quantity("婚礼办了几桌")
    assert quantity is not None
    assert not states_quantity(quantity, BRIBERY)
