"""What is said first is of the sort that is asked for, and is no party's or rejected opinion's."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from retrieval.cases.opinions import opinions
from tests.retrieval.homes import Home, KeptVectors

LIST = """某省纪委指导性案例

案例一　邓某接受企业赠送茶具案
【基本案情】
邓某，中共党员，某县水务局供水科科长。2020年5月，邓某以其表弟的名义承接供水管道检修，并收下某水管公司送来的茶具12套，其中价值3000元的4套茶具已转送他人，折合金额1.2万余元。邓某先后提醒维修队3次（现场2次、电话1次）。该县给供水站配备了水质检测员。2021年3月，邓某受到党内警告处分。
【处理意见】
关于邓某收下茶具的问题，形成了如下两种不同意见。
第一种意见认为，茶具用于办公室待客，邓某没有拿回家，应当认定为违反工作纪律。
第二种意见认为，邓某收下管理服务对象的茶具，应当认定为违规收受礼品。
经分析，我们同意第二种意见。

案例二　黄某诉某物流公司运输合同纠纷案
【基本案情】
2019年8月1日，黄某委托某物流公司托运瓷砖，黄某的妻子周某某在托运单上签名。某物流公司向仓库主管郑某转交了货物。瓷砖运到后有300余箱破损，货款共计5万余元。经检验，破损原因为捆扎过松。某物流公司未标明装卸要求和承重上限。
【裁判结果】
一审法院判决某物流公司赔偿黄某21000元。黄某不服，提起上诉。二审法院改判：某物流公司赔偿黄某36000元。
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("leads")
    (folder / "list.txt").write_text(LIST, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(folder / "list.txt", "leads")
    return home.ready


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        ("邓某是什么职务？", "某县水务局供水科科长。", "邓某，中共党员"),
        ("邓某用的是谁的名义？", "其表弟。", "以其表弟的名义"),
        ("邓某收的茶具有几套是转送他人的？", "4套。", "4套茶具已转送他人"),
        ("邓某提醒了维修队几次？", "3次。", "先后提醒维修队3次"),
        ("供水站配的是什么人？", "水质检测员。", "配备了水质检测员"),
        ("黄某的妻子叫什么？", "周某某。", "妻子周某某"),
        ("瓷砖破损是什么毛病？", "捆扎过松。", "原因为捆扎过松"),
        ("物流公司的单子上缺了什么？", "装卸要求和承重上限。", "未标明装卸要求和承重上限"),
        ("黄某的案子一审二审各判赔多少？", "21000元；36000元。", "赔偿黄某36000元"),
        ("黄某的案子是谁上诉的？", "黄某。", "提起上诉"),
    ],
)
def test_the_words_that_stand_where_it_is_asked_are_said_first(
    told: Answerer, question: str, begins: str, says: str
) -> None:
    answer = told.answer(question)
    assert answer.text.startswith(begins), answer.text
    assert says in answer.text


def test_a_sum_is_no_answer_to_how_many_boxes(told: Answerer) -> None:
    answer = told.answer("黄某的瓷砖破了多少箱？")
    assert not answer.text.startswith("5万")
    assert "300余箱" in answer.text


def test_an_opinion_that_was_not_followed_is_no_doctrine(told: Answerer) -> None:
    found = opinions(told.answer("邓某是什么职务？").citations[0].case)
    assert [one.followed for one in found] == [False, True]
    no, yes = told.answer("邓某算违反工作纪律吗？"), told.answer("邓某算违规收受礼品吗？")
    assert no.text.startswith("不算。"), no.text
    assert yes.text.startswith("算。"), yes.text
    assert told.answer("邓某收茶具最后怎么定性的？").text.startswith("违规收受礼品。")
    assert told.answer("邓某那案有几种意见，采纳了哪种？").text.startswith("两种不同意见；第二种。")


def test_cases_are_compared_on_the_point_that_is_named(told: Answerer) -> None:
    sums = told.answer("比较案例1和案例2的赔偿金额")
    assert "36000元" in sums.text
    assert "【案情】" not in sums.text
