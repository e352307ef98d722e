"""Of cases told at length: the court and day of the instance asked for, the sum of the deed, what became of somebody."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from tests.retrieval.homes import Home, KeptVectors

LIST = """某省典型案例

案例一　供热公司多收管网费应当退还
【何某诉某供热公司供用热力合同纠纷案】
【基本案情】
2019年3月4日，何某与某供热公司签订供热合同，某供热公司多收管网费4000元。何某诉至法院，请求判令某供热公司退还管网费、承担检测费用，共计5200元。
【裁判结果】
某省清河市东城区人民法院于2020年6月8日作出（2020）清0102民初12号民事判决：驳回何某的诉讼请求。何某不服，提起上诉。某省清河市中级人民法院于2020年11月20日作出（2020）清01民终34号民事判决：撤销一审判决，某供热公司退还何某管网费4000元。
【裁判理由】
法院认为，某供热公司多收管网费没有依据，应当退还。

案例二　医药代表向药剂科主任行贿案
【关键词】
行贿 医药购销
【基本案情】
2014年至2017年，医药代表钱某为多销药品，先后12次给予药剂科主任罗某人民币38万元，给予采购员夏某人民币3万元，其所在公司销售额达900万元。
【办案过程】
监察机关查明，本案行贿数额达41万元。立案以后，钱某主动退缴违法所得25万元。2019年5月，某县人民法院以行贿罪判处钱某有期徒刑二年，缓刑三年，并处罚金十万元。罗某受到开除党籍处分。
【典型意义】
行贿人员应当依法处理，不得一概从宽。

案例三　外卖站点以离职登记表否认拖欠工资
【基本案情】
孙某在某外卖站点任配送组长。市劳动监察大队在年底巡查中发现该站点拖欠工资。该站点以登记表写有“工资已结清”为由拒绝支付，孙某提交了派单记录和转账流水。
【处理结果】
仲裁委员会裁决某外卖站点支付孙某工资6800元，并向该站点发出仲裁建议书。市劳动监察大队责令该站点改正，给予警告。
【案例分析】
本案中，用人单位应当对工资支付情况承担举证责任。

案例四　食堂承包合同提前解除
【基本案情】
2017年4月19日，某学校与某餐饮公司订立食堂承包合同，承包期自2017年5月1日至2022年4月30日。2018年9月3日，区检查组到食堂检查，发现后厨脏乱。2018年9月12日，检查组再次到食堂检查，仍未整改。某学校通知某餐饮公司解除合同，要求其于2018年10月31日之前搬离。
【处理结果】
2018年11月6日，区教育局经研究，认定食堂管理员马某未及时督促整改，负有责任，决定给予其政务记过处分。
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("matters")
    (folder / "list.txt").write_text(LIST, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(folder / "list.txt", "matters")
    return home.ready


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("供热公司那个案子头一回是哪家法院审的？", "某省清河市东城区人民法院。"),
        ("供热公司那个案子最后是哪个法院判的，什么时候？", "某省清河市中级人民法院；2020年11月20日。"),
        ("供热公司的官司中院是哪天判的？", "2020年11月20日。"),
        ("供热公司那个官司，终审法院是哪个，改判了没有？", "某省清河市中级人民法院；是的。"),
    ],
)
def test_the_court_and_the_day_are_of_the_instance_that_is_asked_for(
    told: Answerer, question: str, begins: str
) -> None:
    answer = told.answer(question)
    assert answer.text.startswith(begins), answer.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("那个医药代表给主任塞了多少钱？", "人民币38万元。"),
        ("那个医药代表一共送了多少钱？", "41万元。"),
        ("那个医药代表自己吐出来多少钱？", "25万元。"),
        ("何某起诉要了多少钱？", "5200元。"),
        ("何某的供热合同是哪天签的？", "2019年3月4日。"),
    ],
)
def test_a_sum_is_of_the_deed_that_is_asked_of_and_a_whole_no_part(
    told: Answerer, question: str, begins: str
) -> None:
    answer = told.answer(question)
    assert answer.text.startswith(begins), answer.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("那个医药代表最后坐牢了吗？", "判处钱某有期徒刑二年，缓刑三年"),
        ("医药代表钱某后来怎么样了？", "判处钱某有期徒刑二年，缓刑三年"),
        ("药剂科主任罗某给了什么处分？", "罗某受到开除党籍处分"),
        ("多收了几十户管网费的供热公司那个案子后来怎么样了？", "某供热公司退还何某管网费4000元"),
        ("供热公司那个案子的判决是怎么来的，法院为什么这么判？", "某供热公司多收管网费没有依据"),
    ],
)
def test_what_became_of_somebody_is_the_penalty_of_the_one_named(
    told: Answerer, question: str, says: str
) -> None:
    answer = told.answer(question)
    assert says in answer.text, answer.text
    assert len(answer.text) < 120


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("食堂承包合同本来要到哪天才到期？", "2022年4月30日。"),
        ("食堂那家餐饮公司被要求几号之前搬走？", "2018年10月31日。"),
        ("检查组第一次到食堂检查是哪天？", "2018年9月3日。"),
        ("检查组第二次到食堂检查是哪天？", "2018年9月12日。"),
        ("检查组到食堂检查了两次，分别是哪天？", "2018年9月3日；2018年9月12日。"),
        ("食堂管理员马某的处分是哪天定下来的？", "2018年11月6日。"),
    ],
)
def test_of_the_days_of_one_matter_the_one_is_told_that_plays_the_part_asked_for(
    told: Answerer, question: str, begins: str
) -> None:
    assert told.answer(question).text.startswith(begins)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("外卖站点欠工资是谁发现的？", "市劳动监察大队在年底巡查中发现"),
        ("外卖站点那个孙某是干什么的？", "任配送组长"),
        ("孙某拿什么证明站点欠他工资？", "派单记录和转账流水"),
        ("外卖站点用的什么理由不给工资？", "以登记表写有“工资已结清”为由"),
        ("仲裁委还给外卖站点发了个什么文书？", "仲裁建议书"),
        ("外卖站点后来挨罚了没？", "责令该站点改正，给予警告"),
    ],
)
def test_what_has_a_place_of_its_own_in_a_case_is_told_from_there(
    told: Answerer, question: str, says: str
) -> None:
    answer = told.answer(question)
    assert says in answer.text, answer.text
    assert len(answer.text) < 120


def test_a_text_on_one_case_tells_what_happened_what_came_of_it_and_what_it_means(told: Answerer) -> None:
    answer = told.answer("就供热公司那个案子写个简报，案情、结果、启示都要有")
    assert [said in answer.text for said in ("签订供热合同", "撤销一审判决", "没有依据")] == [True] * 3
