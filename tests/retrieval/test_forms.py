"""The order and the form that are asked for in words, and whether it is so: said first, with the words that bear it out."""

from __future__ import annotations

import pytest

from retrieval.answers.facts.story import ONE_LINE, PIECES
from retrieval.cases.suits.sides import Side, asked_for
from retrieval.question.query import Form, Layout, Order, Query
from retrieval.question.slots.forms import layout, order, sentences
from tests.retrieval.homes import cited

ORDERS = [
    ("按时间从早到晚排一下", Order("date"), ""),
    ("把江苏的案例按日期从新到旧列出来", Order("date", down=True), "把江苏的案例"),
    ("金额从高到低排", Order("sum", down=True), "金额"),
    ("浙江的案例倒着排", Order("", down=True), "浙江的案例"),
    ("按编号倒着排", Order("number", down=True), ""),
    ("按类别排一下", Order("类别"), ""),
    ("按赔偿金额从高到低排序", Order("sum", down=True), ""),
    ("案例按金额排一下，从多到少", Order("sum", down=True), "案例"),
    ("按判决日期从最早到最晚列一下", Order("date"), ""),
]


@pytest.mark.parametrize(("text", "asked", "rest"), ORDERS)
def test_an_order_is_read_and_its_words_are_no_theme(text: str, asked: Order, rest: str) -> None:
    assert order(text, ("类别",)) == (asked, rest)


@pytest.mark.parametrize(
    "text", ["按省份统计", "从早到晚都要加班吗", "按规定排除了哪些人", "排名最高的是哪个"]
)
def test_what_only_looks_like_an_order_is_none(text: str) -> None:
    assert order(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("压成三句话给我", 3),
        ("用两三句话概括一下", 3),
        ("太长，压到三行", 3),
        ("几句话讲清楚", 3),
        ("缩成两句", 2),
        ("每案写两句话", 0),
        ("说的是哪三句话", 0),
        ("一句话说完", 0),
        ("上榜的有几条", 0),
    ],
)
def test_in_how_many_sentences_it_is_to_be_told(text: str, number: int) -> None:
    assert sentences(text) == number


def test_so_many_sentences_are_told_as_were_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    two = ask("把三亚和银川这两个写成三句话的简报")
    assert cited(two) == [25, 30]
    assert sum(len(citation.quotes) for citation in two.citations) == 3
    one = ask("缩成两句话", "德化的做法详细说说")
    assert [len(citation.quotes) for citation in one.citations] == [2]


@pytest.mark.parametrize(
    ("turns", "question", "case"),
    [
        (("写一段浙江数据知识产权的材料",), "还是长，压成一句", 11),
        ((), "写段国博的材料，60字以内", 1),
        ((), "案例5，不超过七十字", 5),
    ],
)
def test_one_sentence_is_short_however_long_the_case_writes_its_own(  # type: ignore[no-untyped-def]
    ask, turns: tuple[str, ...], question: str, case: int
) -> None:
    answer = ask(question, *turns)
    quotes = answer.citations[0].quotes
    assert cited(answer) == [case]
    assert 20 < sum(len(quote.text) for quote in quotes) <= ONE_LINE
    assert len(quotes) <= PIECES


@pytest.mark.parametrize("text", ["写150字左右", "三百五十字以内", "用一千二十字", "字数不超过500字"])
def test_a_length_that_leaves_room_for_several_sentences_is_not_one(text: str) -> None:
    assert layout(text) is not Layout.ONE


def test_a_query_keeps_its_order_and_its_sentences_as_json() -> None:
    query = Query(text="浙江", form=Form(order=Order("sum", down=True), sentences=3, bare=True))
    assert Query.loads(query.dumps()) == query


@pytest.mark.parametrize(
    ("text", "form"),
    [("案例8讲了什么，短一点", Layout.SHORT), ("只要题目", Layout.TITLES), ("缩短一些时间的案例", None)],
)
def test_a_form_is_read_by_its_words(text: str, form: Layout | None) -> None:
    assert layout(text) is form


def test_what_was_claimed_and_what_was_decided_are_told_apart() -> None:
    assert asked_for("他要了多少，判了多少") == {Side.CLAIMED, Side.DECIDED}
    assert asked_for("公司要赔多少钱") == {Side.DECIDED}
    assert asked_for("送了他多少钱") == frozenset()


def test_a_list_comes_in_the_order_asked_for_and_a_later_turn_turns_it_about(ask) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask("西部的案例按编号从大到小排")) == [30, 29, 28, 27, 26, 24, 5]
    assert cited(ask("倒着排", "浙江有哪些案例？")) == [13, 12, 11]


def test_whether_it_is_so_is_said_first(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("中科大在公司里占不占股份？").text.startswith("没有。")
    assert ask("台江有没有申请商标注册？").text.startswith(("是的。", "有，"))
    assert not ask("天津公安去过每个企业吗？").text.startswith(("是的", "没有。", "不"))


def test_items_stand_a_line_each_where_that_is_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    told = ask("南通那个七联，一行一个写").text.split("\n")
    assert told[:7] == ["组织联动", "布局联网", "信息联通", "保护联合", "政策联心", "人才联盟", "多方联建"]
    assert ask("农科院那六样，送品种、教技术，后头几样我忘了").text.startswith("送品种+教技术+换思想")


def test_how_often_is_refused_by_its_name_where_no_case_says_so(ask) -> None:  # type: ignore[no-untyped-def]
    for question, what in (("广州那个元宇宙仲裁院开了几回", "多少回"), ("陕西的“十大IP”评了几届", "多少届")):
        told = ask(question)
        assert told.refused
        assert what in told.text


def test_another_that_is_named_is_told_in_the_form_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask("海关那个说短点 一句话", "银川的葡萄酒那个")) == [15]
    assert cited(ask("算了打字 云小仲是个啥", "银川的葡萄酒那个")) == [22]


OFFICES = "知识产权局的案例有哪些"
ALL = list(range(1, 31))


@pytest.mark.parametrize(
    ("turns", "question", "cites", "begins"),
    [
        ((), "把所有案例的标题给我，别的字不要", ALL, "国家博物馆"),
        ((), "整个库的题目，一行一个", ALL, "30个，全部案例如下："),
        ((), "每个案例一句话介绍介绍", ALL, "1. 国家博物馆"),
        ((), "全部案例只要编号", ALL, "30个，全部案例如下：[案例1–30]"),
        ((), "所有案例的单位名称列出来", ALL, "30个，全部案例如下：\n编号｜单位\n[案例1]｜国家博物馆"),
        ((), "整个库做成一张表，地方、单位", ALL, "30个，全部案例如下：\n编号｜地方｜单位"),
        ((), "Show all cases, titles only", ALL, "30 cases, all there are:\n国家博物馆"),
        ((), "导出成Excel给我", ALL, "30个，全部案例如下：\n编号｜"),
        ((), "按编号倒着排，只要前三个", [30, 29, 28], "30个，全部案例如下，先列3个"),
        ((), "浙江的案例，只给案例号", [11, 12, 13], "3个，在浙江：[案例11–13]"),
        ((), "浙江的案例导出成excel", [11, 12, 13], "3个，在浙江：\n编号｜"),
        ((), "哪个案例讲板栗？只说编号，别的字不要", [3], "[案例3]"),
        ((), "请用英文回答：浙江有哪些案例", [11, 12, 13], "3 cases located in"),
        ((), "把三十个案例排成一张表", ALL, "30个，全部案例如下：\n编号｜"),
        ((OFFICES,), "各讲两句", [5, 7, 11, 17], "1. 内蒙古"),
        ((OFFICES,), "别的字不要，只要编号", [5, 7, 11, 17], "[案例5、7、11、17]"),
        ((OFFICES,), "引文就不用了", [5, 7, 11, 17], "4个，主体是知识产权局：\n内蒙古"),
        ((OFFICES,), "只留前两个", [5, 7], "就是这2个："),
        ((OFFICES,), "发我Excel", [5, 7, 11, 17], "4个，主体是知识产权局：\n编号｜"),
        ((OFFICES,), "能弄成PDF吗", [5, 7, 11, 17], "相关案例4个："),
        ((OFFICES,), "用英文再说一遍", [5, 7, 11, 17], "4 cases by intellectual property offices"),
        ((OFFICES, "换成英文"), "还是换回中文吧", [5, 7, 11, 17], "4个，主体是知识产权局："),
        (
            (OFFICES, "做成表"),
            "加一列单位",
            [5, 7, 11, 17],
            "4个，主体是知识产权局：\n编号｜案例｜地方｜做法｜单位",
        ),
        ((OFFICES, "做成表"), "地方那一列不要", [5, 7, 11, 17], "4个，主体是知识产权局：\n编号｜案例｜做法"),
        (("浙江的有哪些", "上海呢"), "刚才说的两个地方拼成一段话", [7, 8, 11, 12, 13], ""),
        (
            ("浙江的有哪些", "上海呢", "北京呢"),
            "刚才问的三个地方写成一小段",
            [1, 7, 8, 11, 12, 13],
            "就是这6个：\n国家",
        ),
    ],
)
def test_what_asks_for_nothing_but_a_form_is_obeyed(  # type: ignore[no-untyped-def]
    ask, turns: tuple[str, ...], question: str, cites: list[int], begins: str
) -> None:
    answer = ask(question, *turns)
    assert not answer.refused
    assert sorted(cited(answer)) == sorted(cites)
    assert cited(answer)[:1] == cites[:1] or "前" not in question
    assert answer.text.startswith(begins)


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        ((), "大同黄花怎么做的，一二三列出来"),
        ((), "把大同黄花的做法一条一条写出来"),
        (("大同黄花是怎么保护的",), "分条列"),
    ],
)
def test_points_are_numbered_a_line_each(ask, turns: tuple[str, ...], question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, *turns)
    assert cited(answer) == [4]
    assert [line[:4] for line in answer.text.split("\n")[1:4]] == ["1. “", "2. “", "3. “"]


def test_words_that_look_like_a_form_are_none(ask) -> None:  # type: ignore[no-untyped-def]
    assert not any("英文" in ask(text).text for text in ("有没有教英语的案例", "目前三个地方试点的是哪个"))
    assert cited(ask("前三个案例每个一句话")) == [1, 2, 3]
    told = ask("浙江的案例各用一句话说")
    assert cited(told) == [11, 12, 13]
    assert all(citation.quotes for citation in told.citations)
