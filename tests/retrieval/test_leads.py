"""What is said first of cases told in sections: the day of a deed, an office, a finder, a paper, an article, a share; each of several."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.types import Case, CaseId, Field
from retrieval.answering import Answerer
from retrieval.answers.leads.fitting import fitting
from retrieval.question.closed.asked import asked
from retrieval.quoting.clauses import quote_of
from tests.retrieval.homes import Home, KeptVectors, cited

CASES = """某省典型案例

案例一　干部骗领补贴应当如何处理
【基本案情】
钱某，中共党员，某县农业局党组成员、副局长，2018年10月退休。2016年3月，钱某以其女儿的名义编造亩数，骗领补贴资金8000元。此后，省委巡视组在专项巡视中发现上述问题，并移交纪委处理。2019年5月，钱某受到党内警告处分，纪委向县政府发出监察建议书。
【指导意义】
各级机关应当引以为戒。

案例二　好意同乘发生事故应当减轻责任
【孙某诉周某机动车纠纷案】
【基本案情】
2020年4月2日，周某购买汽车一辆，该车保险期限至2021年4月1日。周某免费搭乘孙某，途中发生事故，孙某受伤。孙某请求周某赔偿50000元。
【裁判结果】
一审法院认为，周某负主要责任，本应承担70%的赔偿责任。但周某系好意同乘，全部由其承担有违公平。一审法院判决：驳回孙某的诉讼请求。孙某不服，提起上诉。二审法院依据《中华人民共和国民法典》第一千二百一十七条规定，酌定减轻10%，即周某承担63%的责任。二审法院改判：周某支付孙某赔偿金32000元，并自2021年5月起每月支付护理费600元。
【裁判理由】
法院认为，周某未尽安全注意义务。

案例三　送报工作量不得单方增加
【吴某诉某报刊公司劳动争议案】
【基本案情】
吴某在某报刊公司从事投递工作，每天工作6小时，每周工作6天，月工资3500元。吴某请求某报刊公司支付赔偿金14000元。
【裁判结果】
一审法院判决：某报刊公司支付吴某赔偿金9000元。某报刊公司不服，提起上诉。二审法院判决：驳回上诉，维持原判。
【裁判理由】
法院认为，增加工作任务应当协商一致。
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("leads")
    (folder / "cases.txt").write_text(CASES, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(Path(folder / "cases.txt"), "leads")
    return home.ready


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("钱某啥时候退的休", "2018年10月。"),
        ("钱某是多大的官", "某县农业局党组成员、副局长。"),
        ("骗领补贴那个，是谁先发现的", "省委巡视组。"),
        ("骗领补贴挂的是谁的名字", "钱某的女儿。"),
        ("有个干部骗领补贴，查了没有", "是的，党内警告。"),
        ("骗领补贴那个，钱某不是被开除了么", "没有，是党内警告。"),
        ("骗补贴那个，纪委给县政府发了个什么文书", "监察建议书。"),
        ("好意同乘那个，二审靠的是第几条", "《中华人民共和国民法典》第一千二百一十七条。"),
        ("好意同乘那个，周某最后承担百分之几", "63%。"),
        ("好意同乘那个，二审判给孙某多少赔偿", "32000元。"),
        ("周某哪天买的汽车，保险期限到哪天", "2020年4月2日；2021年4月1日。"),
        ("送报那个一天干几小时 一周几天 月薪多少", "6小时；6天；3500元。"),
        ("送报那个案子二审改了没有", "没有。"),
        ("送报那个案子二审什么结果", "驳回上诉，维持原判。"),
        ("报刊公司那个，吴某要了多少，给了多少", "14000元；9000元。"),
    ],
)
def test_the_value_that_is_asked_for_comes_first(told: Answerer, question: str, begins: str) -> None:
    answer = told.answer(question)
    assert answer.text.startswith(begins), answer.text


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("好意同乘那个，一审为什么没支持孙某", "“周某系好意同乘"),
        ("好意同乘那个，一审怎么就驳回了", "“周某系好意同乘"),
    ],
)
def test_why_something_was_denied_is_what_the_tribunal_turned_to(
    told: Answerer, question: str, held: str
) -> None:
    assert told.answer(question).text.startswith(held)


def test_a_title_stands_behind_the_words_that_answer_and_before_those_of_a_case_that_is_described(
    told: Answerer,
) -> None:
    text = told.answer("好意同乘那个，一审为什么没支持孙某").text
    assert text.endswith("[案例2]）")
    assert text.count("“") == 1
    described = told.answer("退了休的农业局干部编造亩数，拿女儿顶名领了几笔钱就没事了。是哪个？")
    assert cited(described) == [1]
    assert described.text.startswith("《干部骗领补贴应当如何处理》[案例1]：“")


def test_what_is_to_be_paid_is_no_price() -> None:
    text = "李某花1200元买了两瓶白酒，经鉴定为假冒产品。法院判令退还货款1200元，并赔偿三倍价款3600元。"
    case = Case(CaseId("third", 1), "出售假酒三倍赔偿", (Field("summary", text),))
    price = quote_of(case, "summary", 0, text.index("，"))
    for question, said in (("假酒那个商家要赔多少", "3600元"), ("酒花了多少钱", "1200元")):
        assert fitting(case, asked(question), question, "1200元", (price,))[0] == said
