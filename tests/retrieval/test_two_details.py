"""Two details asked beside each other, and the same told in fewer words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.types import Case, CaseId, Field
from retrieval.answers.extraction.beside import only_beside
from retrieval.answers.extraction.several import asked_in_turn
from retrieval.answers.leads.figures import times_told
from retrieval.answers.leads.forms import answer_of
from retrieval.answers.leads.pointed_back import by_its_name
from retrieval.answers.leads.things import thing_told
from retrieval.question.closed.asked import asked
from retrieval.quoting.clauses import quote_of
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import cited


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("湖州那个画像用了几个部门的数据、几个维度", "15个；9个。"),
        ("国家博物馆有哪几个自己的品牌", "“国博衍艺”“国博美饌”。"),
        ("浙江高院那个系统叫什么，有哪些功能", "“法护知产”；信息协查、"),
        ("板栗那个好！增收了多少？品种叫啥名字", "案例没有写明所问的数量、名称"),
    ],
)
def test_each_of_two_details_is_told_or_said_to_be_unstated(ask: Ask, question: str, said: str) -> None:
    assert ask(question).text.startswith(said)


def test_what_is_asked_behind_a_mark_is_a_thing_of_its_own_where_it_asks_when_or_why() -> None:
    assert asked_in_turn("报了多少、什么时候的事") == ("报了多少", "什么时候的事")
    assert not asked_in_turn("平台靠的是哪个网、哪条链")


@pytest.mark.parametrize(
    ("before", "figures"),
    [
        ("湖州那个画像用了几个部门的数据、几个维度", ("15个", "9个")),
        ("南通设了几家海外分中心", ("34家",)),
    ],
)
def test_what_was_told_is_told_in_fewer_words_with_its_figures(
    ask: Ask, before: str, figures: tuple[str, ...]
) -> None:
    long, short = ask(before), ask("短一点，一句话", before)
    assert len(short.text) < len(long.text)
    assert all(figure in short.text for figure in figures)
    assert cited(short) == cited(long)


def test_a_thing_that_is_not_sure_by_itself_is_told_where_it_stands_alone_beside_a_sure_one() -> None:
    told = "钱某，某局局长。2021年7月，钱某在开发商孙某的饭店吃饭，每人1888元，共计4327元在本单位报销。"
    one = Case(CaseId("c", 1), "钱某公款吃喝案", (Field("案情", told),))
    at = told.index("4327元")
    sure = (replace(quote_of(one, "案情", at - 2, at + 5), answer=(at, at + 5)),)
    whole = "钱局长报了多少、什么时候的事、谁请的"
    for part, said in (("什么时候的事", "2021年7月"), ("谁请的", "孙某")):
        quote = only_beside(one, asked(part), part, whole, sure)
        assert quote is not None
        assert answer_of(quote) == said
    for part in ("那几个人吃的", "后来是谁叫他们改的"):
        assert only_beside(one, asked(part), part, whole, sure) is None


def test_who_is_told_by_what_was_said_before_is_named() -> None:
    told = "侵权发生时，仅有某栋1201室正在装修，故侵权人应推定为该室业主。钱某以其女儿的名义领取补贴。"
    one = Case(CaseId("c", 1), "钱某骗领补贴案", (Field("案情", told),))
    for said, named in (("该室业主", "1201室业主"), ("其女儿", "钱某的女儿")):
        at = told.index(said)
        quote = replace(quote_of(one, "案情", at - 2, at + len(said)), answer=(at, at + len(said)))
        assert by_its_name(one, (quote,), said) == named
    assert by_its_name(one, (), "该室业主") == "该室业主"


def test_a_thing_that_is_asked_for_by_the_end_of_its_name_is_told_by_all_of_it() -> None:
    for asks, told, said in (
        ("建了个什么运营中心", "建成洁净能源知识产权运营中心等平台", "洁净能源知识产权运营中心"),
        ("抓的是什么产业", "将发展中医药产业作为“一号工程”来抓", "中医药产业"),
        ("找谁投诉", "设立知识产权投诉中心", ""),
    ):
        one = Case(CaseId("c", 1), "某所建设平台", (Field("案情", told),))
        assert thing_told(asks, (quote_of(one, "案情", 0, len(told)),))[0] == said


def test_how_many_times_over_is_no_share_of_something_else() -> None:
    told = "毛衣标称羊绒，经送检羊绒含量仅为31.5%。经营者退还货款680元，并按货款三倍赔偿2040元。"
    one = Case(CaseId("c", 1), "羊绒衫成分不符案", (Field("案情", told),))
    quote = times_told(one, "羊绒衫呢，赔了几倍")
    assert quote is not None
    assert answer_of(quote) == "三倍"
    assert times_told(one, "羊绒含量是多少") is None


def test_what_is_asked_of_each_beside_a_comparison_is_told_of_each(ask: Ask) -> None:
    answer = ask("案例9和案例24比一比，各自靠谁来干活的？")
    assert cited(answer) == [9, 24]
    for words in ("通商总会海外商会组织", "海外专家智库", "自治区主导全区资源", "专家人才队伍支撑"):
        assert words in answer.text


def test_what_it_came_to_is_told_to_its_end(ask: Ask) -> None:
    # of one sentence, all of which is how it was done
    assert cited(ask("德化陶瓷那个最后怎么处理的")) == [16]


def test_what_answers_both_of_two_questions_is_quoted_once(ask: Ask) -> None:
    answer = ask("小额诉讼是哪家法院的？依据何文件？")
    assert answer.text.startswith("重庆两江新区（自贸区）人民法院。")
    assert answer.text.count("《关于审理知识产权小额诉讼案件的实施办法（试行）》") == 1
