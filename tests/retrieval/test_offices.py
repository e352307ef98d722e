"""How high an office stands, and which cases a question means by offices and divided opinions."""

from __future__ import annotations

import pytest

from retrieval.cases.suits.offices import held
from retrieval.question.closed.offices import divided, offices

OFFICES = [
    ("夏某,中共党员,某乡副乡长。", 1.0, "township"),
    ("王某,中共党员,某县住房和城乡建设局局长。", 2.0, "county"),
    ("崔某,中共党员,某乡某村原党支部书记、村民委员会主任。", 0.0, "village"),
    ("徐某,中共党员,a省交通运输厅原党组成员、副厅长。", 5.0, "province"),
    ("沈某,中共党员,某市委组织部常务副部长(正县级)。", 4.0, "city"),
]


@pytest.mark.parametrize(("sentence", "rank", "level"), OFFICES)
def test_an_office_stands_as_high_as_its_body_and_post(sentence: str, rank: float, level: str) -> None:
    office = held(sentence)
    assert office is not None
    assert (office.level, office.rank) == (level, rank)


def test_offices_stand_in_the_order_of_the_law() -> None:
    said = (
        "夏某,中共党员,某乡副乡长。",
        "吴某,中共党员,某乡党委副书记、乡长。",
        "林某,中共党员,a市b区副区长。",
    )
    ranks = [office.rank for one in said if (office := held(one))]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(said)


@pytest.mark.parametrize(
    "sentence",
    ["某公司职工张某。", "实践中,具有中共党员身份的公职人员,应当从重。", "李某,中共党员,退休工人。"],
)
def test_nobody_without_an_office_holds_one(sentence: str) -> None:
    assert held(sentence) is None


ASKED = [
    ("官最大的是谁", ["office:most"]),
    ("那官最小的呢", ["office:least"]),
    ("乡镇和村一级干部出事的", ["office=village,township"]),
    ("县里的领导有哪些", ["office=county"]),
    ("干部出国的案例", []),
]


@pytest.mark.parametrize(("text", "tests"), ASKED)
def test_offices_are_asked_for_by_their_level_or_their_end(text: str, tests: list[str]) -> None:
    assert [test for test, _ in offices(text)] == tests


def test_divided_opinions_are_asked_for_and_no_opinion_that_is_sought() -> None:
    assert list(divided("有两种意见打架的"))
    assert not list(divided("征求意见的有哪些"))
