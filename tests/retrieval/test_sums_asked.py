"""Sums of money by which questions bound their cases, and which of them cases tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answering import Answerer
from retrieval.question.closed.counting.sums import asked
from retrieval.question.query import Query
from tests.retrieval.homes import Home, KeptVectors, cited, replay

INF = float("inf")
ASKED = [
    ("涉及金额上百万的有哪些", "", 1e6, INF),
    ("超过一百万的案子有几个", "", 1e6, INF),
    ("行贿金额不到50万的有哪些", "行贿", 0.0, 5e5),
    ("罚款1万元以上的案例", "罚款", 1e4, INF),
    ("好几十万的有吗", "", 2e5, INF),
    ("案值上亿的", "", 1e8, INF),
    ("金额在十万以上五十万以下的", "", 1e5, 5e5),
    ("涉案不到一千块的", "", 0.0, 1000.0),
    ("涉及金额满20万的案子", "", 2e5, INF),
    ("加起来够500万的", "", 5e6, INF),
]


@pytest.mark.parametrize(("text", "of", "least", "most"), ASKED)
def test_a_sum_is_read_with_what_it_is_of(text: str, of: str, least: float, most: float) -> None:
    found = asked(text)
    assert found is not None
    assert (found.of, found.least, found.most) == (of, least, most)
    assert asked(str(found)) == found, "a Query that was written down says it again"


@pytest.mark.parametrize(
    "text",
    ["服务企业超过1万家的", "上万人受益的", "2019年以后的", "亩产过千斤的", "案例12以后", "一万多块的"],
)
def test_what_counts_something_else_or_compares_nothing_is_no_sum(text: str) -> None:
    assert asked(text) is None


LIST = """《零售纠纷典型案例》
案例1
甲市住户诉物业公司案
住户张某购买香肠花费96元，商店退还货款96元。
案例2
乙市合伙案
双方签订合同，货款共计190万余元，逾期付款利息3000元。
案例3
丙市企业被罚案
执法人员查明该企业虚假宣传，处以罚款3万元。
"""


def _reading(folder: Path, vectors: KeptVectors, text: str) -> Answerer:
    """Answers over a published list of that text."""
    home = Home.open(folder, vectors)
    (folder / "list.txt").write_text(text, encoding="utf-8")
    home.add(folder / "list.txt", "list")
    return home.ready


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    return _reading(tmp_path_factory.mktemp("sums"), vectors, LIST)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("涉及金额上百万的有哪些？", [2]),
        ("超过一万的案子有几个？", [2, 3]),
        ("金额不到一百块的有吗？", [1]),
        ("罚款1万元以上的有哪些？", [3]),
    ],
)
def test_the_cases_that_tell_such_a_sum_are_given_with_it(
    question: str, numbers: list[int], shops: Answerer
) -> None:
    answer = shops.answer(question)
    assert cited(answer) == numbers
    assert answer.basis.complete
    assert all("元" in quote.text for citation in answer.citations for quote in citation.quotes)


def test_no_case_with_such_a_sum_is_refused_by_it(shops: Answerer) -> None:
    answer = shops.answer("金额上亿的有哪些？")
    assert answer.refused
    assert Query.loads(answer.understood.query).amount is not None


BRIBES = """《行贿典型案例》
案例1
甲行贿案
甲先后给予乙人民币六百万元，通过行贿非法获利两千万元。
案例2
丙行贿案
丙给予丁人民币八十万元，违法所得三千万元被没收。
案例3
郭某行贿案
郭某给予己人民币一百二十万元，未对其采取留置措施。
案例4
庚行贿案
庚给予辛人民币三十万元，对其采取留置措施。
"""


@pytest.fixture(scope="module")
def bribes(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    return _reading(tmp_path_factory.mktemp("bribes"), vectors, BRIBES)


def test_a_bound_is_of_the_deed_that_is_named_and_may_be_moved(bribes: Answerer) -> None:
    turns = ["送出去的钱过了五百万的有哪些"]
    assert cited(bribes.answer(turns[0], replay(bribes, []))) == [1]
    assert cited(bribes.answer("放宽到一百万以上呢", replay(bribes, turns))) == [1, 3]


def test_a_case_that_only_denies_what_is_asked_for_is_none(bribes: Answerer) -> None:
    assert cited(bribes.answer("采取了留置措施的有哪些", replay(bribes, []))) == [4]
    assert cited(bribes.answer("没有采取留置措施的有哪些", replay(bribes, []))) == [3]


def test_a_sum_by_any_name_is_no_word_to_look_for(bribes: Answerer) -> None:
    assert cited(bribes.answer("涉及的钱超过一千万的有哪些", replay(bribes, []))) == [1, 2]
    assert cited(bribes.answer("涉案金额到了三千万（含三千万）的有哪些", replay(bribes, []))) == [2]
    assert cited(bribes.answer("论涉及的钱数，哪个案子最多呀？", replay(bribes, []))) == [2]


def test_one_of_those_told_is_picked_by_a_surname(bribes: Answerer) -> None:
    assert cited(bribes.answer("姓郭的那个送了多少", replay(bribes, ["有哪些案例"]))) == [3]
