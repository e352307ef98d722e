"""Published lists read from files and asked: groups, numerals of banks, ordinary words that only sound like orders."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from tests.retrieval.homes import Home, KeptVectors, cited

GROUPED = """编号,名称,类别,内容
1,青禾县建立农机共享站,经济服务类,建立农机共享站18个。
2,云岭市推行检查结果互认,民生保障类,推行检查结果互认。
3,北湖区建设小区充电站,民生保障类,建设小区充电站92处。
"""
TOLD = """沿海法院典型案例

案例四　江口县法院审理渔网合同案
【裁判结果】
二○二三年三月十二日，江口县法院判决被告支付货款贰拾叁万元。

案例五　海门区法院审理房屋租赁案
【裁判结果】
二○二二年十一月五日，海门区法院判决被告返还押金三万六千元。

案例六　高某编造虚假险情案
【裁判结果】
2021年9月，高某编造虚假险情，被行政拘留十日。

案例七　林某检测报告案
【裁判结果】
林某收取费用5200元，市场监督管理局对林某罚款3万元。

案例八　何某检测报告案
【裁判结果】
何某收取费用五万元，市场监督管理局对何某罚款八千元。
"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("lists")
    home = Home.open(folder / "home", vectors)
    for name, text, id_ in (("a.csv", GROUPED, "grouped"), ("b.txt", TOLD, "told")):
        (folder / name).write_text(text, "utf-8")
        home.add(folder / name, id_)
    return home.ready


@pytest.mark.parametrize(
    ("question", "numbers", "said"),
    [
        ("民生保障类有哪些案例", [2, 3], "2个"),
        ("经济服务类的案例有几个", [1], "1个"),
        ("哪些案例是2022年判的", [5], "二○二二年"),
        ("押金返还了多少钱", [5], "三万六千元"),
        ("有几个编造虚假险情的案例？", [6], "1个"),
        ("罚款1万元以上的有哪些？", [7], "罚款3万元"),
        ("罚款一万元以下的案例有哪些", [8], "罚款八千元"),
        ("共有几个案例？", [], "8个"),
        ("比较案例4号和5号", [4, 5], "贰拾叁万元"),
    ],
)
def test_lists_are_asked_by_what_they_say(
    answerer: Answerer, question: str, numbers: list[int], said: str
) -> None:
    answer = answerer.answer(question)
    assert (answer.refused, cited(answer)) == (False, numbers)
    assert said in answer.text
