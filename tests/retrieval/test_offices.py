"""How high an office stands, and which cases a question means by offices and divided opinions."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answering import Answerer
from retrieval.cases.suits.offices import held
from retrieval.question.closed.who.offices import divided, offices
from tests.retrieval.homes import Home, KeptVectors, cited, replay

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


CASES = """违纪典型案例
某省纪委监委
2022年5月6日

案例一
甲某违规收礼案
【基本案情】
王某，中共党员，某乡副乡长。2020年3月，王某受到党内警告处分。
【指导意义】
本案处理过程中，形成了如下两种不同意见。

案例二
乙某违规吃喝案
【基本案情】
李某，中共党员，某县财政局局长。2020年5月，李某受到党内警告处分。
【指导意义】
节俭是美德。

案例三
丙某违规经商案
【基本案情】
张某，中共党员，某县教育局副局长。张某自2019年起违规经商。2021年6月，张某受到党内严重警告、政务降级处分。
【指导意义】
纪律面前人人平等。
"""


@pytest.fixture(scope="module")
def discipline(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("offices")
    (folder / "cases.txt").write_text(CASES, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(Path(folder / "cases.txt"), "discipline")
    return home.ready


@pytest.mark.parametrize(
    ("turns", "question", "numbers"),
    [
        ([], "官最大的是谁", [2]),
        ([], "官最小的呢", [1, 3]),
        ([], "乡里的干部有哪些", [1]),
        ([], "处理时有两种意见的是哪个", [1]),
        ([], "比党内警告还重的有哪些", [3]),
        (["挨了党内警告的有谁"], "比这重的呢", [3]),
        ([], "只受了党纪处分的是哪几个", [1, 2]),
        ([], "党纪政务处分都给了的有吗", [3]),
        ([], "谁被政务降级了", [3]),
        (["王某那个讲讲"], "那真正受到政务降级的是谁", [3]),
        ([], "处分是2021年才下来的有谁", [3]),
        ([], "2021年以后受的处分有哪些", [3]),
    ],
)
def test_cases_are_chosen_by_offices_penalties_and_divided_opinions(
    turns: list[str], question: str, numbers: list[int], discipline: Answerer
) -> None:
    assert cited(discipline.answer(question, replay(discipline, turns))) == numbers
