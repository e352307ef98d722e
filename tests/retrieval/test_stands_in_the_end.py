"""What stands in the end is said first: the sentence after all rulings, which of two has more, a date with its year, why so mild."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from tests.retrieval.homes import Home, KeptVectors, cited, replay

LIST = """某省典型案例

案例一　包工头向供销社主任行贿案
【基本案情】
2012年至2016年，曹某为承揽冷库工程，先后给予供销社主任严某（曹某表哥，已判决）人民币60万元，给予会计陶某人民币8万元。2018年3月2日，某县人民检察院提起公诉。同年6月5日，某县人民法院以行贿罪判处曹某有期徒刑三年，并处罚金二十万元。曹某提出上诉。某市中级人民法院于2018年9月17日裁定撤销原判，发回重审。2019年1月8日，某县人民法院判决认定曹某构成行贿罪，因其具有自首、立功等情节，判处曹某有期徒刑二年三个月。
【办案过程】
监察机关查明，本案行贿数额达68万元。
【典型意义】
对行贿人应当依法处理，鉴于行贿危害严重，不得一概从宽。

案例二　粮库承包人行贿、诈骗案
【基本案情】
2015年，薛某多次给予粮库主任邹某人民币145万元。2020年4月7日，某市人民法院以行贿罪判处薛某有期徒刑五年，并处罚金三十万元。与前犯诈骗罪数罪并罚，决定执行有期徒刑九年，并处罚金五十万元。
【典型意义】
承包人应当守法经营。

案例三　两名中介分别向考务人员行贿案
【基本案情】
中介人员请托考务人员俞某篡改成绩。后袁某先后给予俞某共计21.5万元，柳某先后给予俞某共计18万元。某区人民法院以行贿罪判处袁某有期徒刑一年，缓刑一年六个月；以行贿罪判处柳某有期徒刑九个月，缓刑一年。
【典型意义】
考试的公平不容破坏。
"""


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("ended")
    (folder / "list.txt").write_text(LIST, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(folder / "list.txt", "ended")
    return home.ready


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("案例1曹某最后判了几年", "二年三个月。"),
        ("案例1一审判了几年", "三年。"),
        ("案例1一审是哪天判的", "2018年6月5日。"),
        ("案例2薛某最后是个什么刑", "有期徒刑九年，并处罚金五十万元。"),
    ],
)
def test_what_stands_in_the_end_is_told_and_the_date_with_its_year(
    ended: Answerer, question: str, begins: str
) -> None:
    assert ended.answer(question).text.startswith(begins)


def test_what_a_higher_court_did_is_told_whole(ended: Answerer) -> None:
    assert "裁定撤销原判，发回重审" in ended.answer("案例1里中级法院怎么处理的").text


@pytest.mark.parametrize(
    ("turns", "question", "begins"),
    [
        ([], "案例1和案例2谁判得重", "更重的是粮库承包人行贿、诈骗案（有期徒刑九年），"),
        (["案例1和案例2有什么不同"], "谁送得多", "更多的是粮库承包人行贿、诈骗案（145万元），"),
        (["案例3讲了什么"], "谁送得多", "袁某（21.5万元），柳某18万元，差3.5万元。"),
        (["案例3讲了什么"], "谁判得重", "袁某（有期徒刑一年），柳某有期徒刑九个月，差3个月。"),
    ],
)
def test_which_has_more_is_said_with_both_figures(
    ended: Answerer, turns: list[str], question: str, begins: str
) -> None:
    answer = ended.answer(question, replay(ended, turns))
    assert answer.text.startswith(begins)


def test_how_it_ended_stands_beside_which_gave_more_where_it_is_asked(ended: Answerer) -> None:
    text = ended.answer("案例1和案例2谁送得多，差多少，判得咋样").text
    assert "差77万元：" in text.partition("\n")[0]
    assert "有期徒刑二年三个月" in text
    assert "决定执行有期徒刑九年" in text


def test_why_somebody_got_off_lightly_is_told_by_the_grounds_and_not_by_what_the_case_means(
    ended: Answerer,
) -> None:
    answer = ended.answer("案例1数额这么大怎么才判二年")
    assert "自首、立功" in answer.text
    assert all(quote.field != "典型意义" for one in answer.citations for quote in one.quotes)


def test_whether_somebody_went_to_prison_is_answered_by_his_sentence(ended: Answerer) -> None:
    assert ended.answer("案例3他们坐牢了吗").text.startswith("没有。")
    assert ended.answer("案例2薛某判了吗").text.startswith("是的。")


def test_a_case_is_named_where_it_is_first_spoken_of(ended: Answerer) -> None:
    answer = ended.answer("粮库那个承包人给主任送了多少")
    assert cited(answer) == [2]
    assert answer.text.startswith("人民币145万元。粮库承包人行贿、诈骗案[案例2]：")
