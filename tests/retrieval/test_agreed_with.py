"""What is put to be agreed with, of the case told or of none: where something is, and by how much something changed."""

from __future__ import annotations

import pytest

from tests.retrieval.conftest import Ask
from tests.retrieval.homes import cited


@pytest.mark.parametrize(
    ("before", "question", "said", "case"),
    [
        ([], "十八洞村是不是在贵州？", "不是贵州，是湖南省湘西自治州的", 20),
        ([], "法护知产是浙江的吗", "是的，是浙江省高级人民法院的", 12),
        (
            ["浙江高院那个系统叫什么"],
            "不对吧，我记得法护知产是江苏的",
            "不是江苏，是浙江省高级人民法院的",
            12,
        ),
        (["南通的知联侨是什么？"], "不对吧，我记得是浙江的", "不是浙江，是江苏省南通市的", 9),
        (["南通的知联侨是什么？"], "我记得村BA是四川的啊", "不是四川，是贵州省台江县的", 28),
    ],
)
def test_what_is_taken_to_be_somewhere_is_told_where_it_is(
    ask: Ask, before: list[str], question: str, said: str, case: int
) -> None:
    answer = ask(question, *before)
    assert said in answer.text
    assert cited(answer) == [case]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("案件少了一半？", "不是，是三分之二。"),
        ("是不是少了一半", "不是，是三分之二。"),
        ("才少三分之一？", "不是，是三分之二。"),
        ("少了三分之二？", "是的。"),
    ],
)
def test_a_share_that_is_put_to_be_agreed_with_is_of_the_case_told(
    ask: Ask, question: str, said: str
) -> None:
    answer = ask(question, "检察院有没有")
    assert answer.text.startswith(said)
    assert cited(answer) == [23]


@pytest.mark.parametrize(
    ("before", "question", "said", "case"),
    [
        ("板栗那个是怎么做起来的", "你确定建了中试基地？", "是的。", 3),
        ("德化的陶瓷是怎么保护的", "您确定那边有法庭？", "有。", 16),
    ],
)
def test_what_one_doubts_that_was_not_asked_before_is_looked_up(
    ask: Ask, before: str, question: str, said: str, case: int
) -> None:
    answer = ask(question, before)
    assert answer.text.startswith(said)
    assert cited(answer) == [case]


def test_what_is_only_applied_for_is_not_said_to_be_done(ask: Ask) -> None:
    answer = ask("村BA的商标注册了没")
    assert cited(answer) == [28]
    assert not answer.text.startswith("是")
    assert "商标注册申请" in answer.text


def test_a_term_of_which_only_parts_stand_somewhere_is_refused(ask: Ask) -> None:
    assert ask("标准必要专利").refused
    assert cited(ask("专利导航")) == [18, 21]
