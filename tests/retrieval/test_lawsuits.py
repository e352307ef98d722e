"""The number that a court gives a lawsuit: a field of the case, asked for, asked by, quoted to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import dockets
from data.reading.cases import parse
from retrieval.answering import Answerer
from tests.retrieval.homes import Home, KeptVectors, cited, replay

LIST = """某市法院买卖合同典型案例
某市中级人民法院
2023年5月6日

案例一
王某诉李某买卖合同纠纷案
（2021）京0105民初1234号
【基本案情】
王某向李某购买二手相机一台，付款三千元，李某未交货。
【裁判结果】
法院判决李某返还三千元。

案例二
【某公司诉张某劳务合同纠纷案】（2020）沪02民终第567号
员工培训费由谁负担
【基本案情】
某公司主张张某返还培训费五千元。
【裁判结果】
二审维持原判。

案例三
赵某与钱某房屋租赁合同纠纷案——（2019）苏01民终88号
【基本案情】
赵某承租钱某的房屋，押金六千元未退。
【裁判结果】
法院判决退还押金六千元。

案例四 孙某诉周某民间借贷纠纷案
案号：一审：（2018）浙0106民初11号；二审：（2018）浙01民终22号
【基本案情】
孙某出借十万元。
【裁判结果】
驳回诉讼请求。

案例五
吴某诉郑某机动车交通事故责任纠纷案
【基本案情】
吴某驾车与郑某相撞。
【裁判结果】
江苏省南京市江宁区人民法院于2012年9月10日作出（2012）江宁开民初字第646号民事判决：郑某赔偿吴某八千元。

案例六
冯某诉陈某案
【基本案情】
冯某主张赔偿。
【裁判结果】
维持原判。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("lawsuits")
    (folder / "list.txt").write_text(LIST, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(folder / "list.txt", "suits")
    return home.ready


def test_the_number_beside_a_case_s_title_is_a_field_of_the_case(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LIST, "utf-8")
    _, cases, report = parse(tmp_path / "list.txt")
    assert [case.text_of("案号") for case in cases] == [
        "（2021）京0105民初1234号",
        "（2020）沪02民终第567号",
        "（2019）苏01民终88号",
        "一审：（2018）浙0106民初11号；二审：（2018）浙01民终22号",
        None,
        None,
    ]
    assert [case.title for case in cases[:3]] == [
        "王某诉李某买卖合同纠纷案",
        "员工培训费由谁负担",
        "赵某与钱某房屋租赁合同纠纷案",
    ]
    assert cases[1].text_of("案名") == "某公司诉张某劳务合同纠纷案"
    assert (report.unaccounted, report.warnings) == (0, ())


@pytest.mark.parametrize(
    "question", ["这批是谁发布的", "请问这批典型案例是哪个单位发布的？", "发布单位是谁", "这批什么时候发布的"]
)
def test_who_published_the_list_and_when_is_told_by_its_notice(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert (answer.basis.rule, answer.citations) == ("library", ())
    assert "某市中级人民法院发布，2023-05-06" in answer.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("作出(2008)二中民终字第00453号民事判决", "(2008)二中民终字第00453号"),
        ("〔2020〕最高法知民终1号", "〔2020〕最高法知民终1号"),
        ("京海劳人仲字〔2021〕第1234号裁决", "京海劳人仲字〔2021〕第1234号"),
        ("国知发〔2021〕5号", ""),
        ("指导案例18号，2021年第12号公告", ""),
    ],
)
def test_it_is_told_from_the_numbers_of_notices_and_of_cases(text: str, found: str) -> None:
    assert "".join(text[start:end] for start, end in dockets.find(text)) == found


@pytest.mark.parametrize(
    ("question", "numbers", "said"),
    [
        ("案例1的案号是什么？", [1], "（2021）京0105民初1234号"),
        ("案例4的二审案号是多少", [4], "（2018）浙01民终22号。"),
        ("案例5的案号", [5], "（2012）江宁开民初字第646号"),
        ("案例1和案例2的案号分别是什么", [1, 2], "（2020）沪02民终第567号"),
        ("房屋租赁那个案子的案号是多少", [3], "（2019）苏01民终88号"),
        ("哪些案例写了案号？", [1, 2, 3, 4, 5], "5个"),
        ("案号是（2020）沪02民终第567号的是哪个案例？", [2], "二审维持原判"),
        ("(2021) 京0105民初1234号是哪个案例", [1], "王某诉李某"),
        ("（2012）江宁开民初第646号判了什么", [5], "八千元"),
        ("2019年苏01民终88号这个案子讲了什么", [3], "押金六千元"),
    ],
)
def test_it_is_asked_for_and_asked_by_however_it_is_written(
    question: str, numbers: list[int], said: str, answerer: Answerer
) -> None:
    answer = answerer.answer(question)
    assert cited(answer) == numbers
    assert said in answer.text


def test_a_number_that_no_case_has_is_refused_and_is_no_case_s_number(answerer: Answerer) -> None:
    for question in (
        "（2023）京0105民初1号是哪个案例？",
        "案例6的案号是什么",
        "(2021)京0105民初123号判了什么",
    ):
        answer = answerer.answer(question)
        assert answer.refused, question
        assert "案例编号" not in (answer.reason or "")


def test_a_follow_up_asks_for_the_number_of_the_case_just_told_of(answerer: Answerer) -> None:
    conversation = replay(answerer, ["李某返还三千元的是哪个案例？"])
    answer = answerer.answer("它的案号是什么", conversation)
    assert cited(answer) == [1]
    assert "（2021）京0105民初1234号" in answer.text
