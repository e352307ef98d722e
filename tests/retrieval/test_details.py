"""Details that a case must state of the very person, payment or appeal that is asked of."""

from __future__ import annotations

import pytest

from data.types import Case, CaseId, Field
from retrieval.cases.typed import sheet
from retrieval.question.closed.asked import asked, asked_all
from retrieval.question.closed.counting.counted import asked_quantity, states_quantity
from retrieval.question.closed.details import asked_details, asked_times
from retrieval.question.closed.matters import matters
from retrieval.question.closed.who.called import called_thing, names_thing
from retrieval.question.closed.who.doers import doers
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import case

BRIBERY = Case(
    CaseId("test", 1),
    "甲某某行贿案",
    (
        Field(
            "基本案情",
            "被告人甲某某，男，1974年10月24日出生，汉族，某药业公司业务员。甲某某安排妻子张某某向院长李某（已判决）转账6万元。"
            "法院以行贿罪判处甲某某有期徒刑五年，判决已生效。",
        ),
    ),
)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("甲某某多大年纪", True),
        ("甲某某的妻子多大年纪", False),
        ("张某某多大年纪", False),
        ("甲某某是做什么工作的", True),
        ("甲某某的老婆是做什么工作的", False),
        ("李某是做什么工作的", True),
        ("甲某某判了几年", True),
        ("院长李某判了几年", False),
        ("是谁举报的甲某某", False),
        ("平均判了几年", False),
        ("甲某某的老婆叫什么名字", True),
        ("甲某某的儿子叫什么名字", False),
    ],
)
def test_a_detail_is_stated_beside_whom_it_is_asked_of(question: str, stated: bool) -> None:
    text = "".join(field.text for field in BRIBERY.fields)
    assert all(detail.stated_in(BRIBERY, text) for detail in asked_details(question)) is stated
    assert asked_details(question)


def test_tables_are_counted_by_their_own_unit() -> None:
    quantity = asked_quantity("婚礼办了几桌")
    assert quantity is not None
    assert not states_quantity(quantity, BRIBERY)


APP = Case(
    CaseId("test", 2),
    "乙公司管理案",
    (
        Field(
            "案情",
            "乙公司在海外设立34家服务分中心，三家企业参展，员工用某软件打卡。当地遏制抢注商标，林某购买的金镯重30克，"
            "账户在某某商业银行。某甲科技公司开发了“快签”小程序，年营业额300万元。林某2020年3月5日加入中国共产党。",
        ),
    ),
)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("设立了多少家分中心", True),
        ("设立了多少家分点", True),
        ("有多少家企业参展", True),
        ("帮多少家学校上线", False),
        ("金镯有多重", True),
        ("镯子有多高", False),
    ],
)
def test_a_number_answers_where_it_counts_what_is_asked_for(question: str, stated: bool) -> None:
    quantity = asked_quantity(question)
    assert quantity is not None
    assert states_quantity(quantity, APP) is stated


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("小程序是哪家公司开发的", True),
        ("是谁抢注了商标", False),
        ("金镯是哪家工厂生产的", False),
        ("账户在哪家银行", True),
        ("在哪个民政局登记的", False),
    ],
)
def test_who_did_something_is_told_where_somebody_stands_beside_the_act(question: str, stated: bool) -> None:
    asked_of = list(doers(question, asked_all(question)))
    assert asked_of
    assert all(doer.told(APP) for doer in asked_of) is stated


@pytest.mark.parametrize(
    ("question", "stated"),
    [("小程序叫什么", True), ("那个app叫什么", True), ("新品种叫什么", False), ("游戏叫什么", False)],
)
def test_a_thing_is_named_by_a_quotation_beside_it(question: str, stated: bool) -> None:
    sort = called_thing(asked(question), question)
    assert sort
    assert names_thing(sort, sheet(APP)) is stated


@pytest.mark.parametrize("question", ["保质期写到哪天", "那袋馒头的保质期到什么时候"])
def test_a_term_asked_for_by_its_last_day_is_told_by_a_date(question: str) -> None:
    bread = sheet(
        case("suits", 1, "过期馒头案", {"案情": "李某买馒头一袋，外包装载明保质期至2018年10月20日。"})
    )
    assert all(matter.told(bread) for matter in matters(question))
    assert not next(matters("保质期多久")).told(bread)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("一年的营业额是多少", True),
        ("土地出让金一共多少", False),
        ("林某是哪一年入党的", True),
        ("乙公司是哪一年停产的", False),
    ],
)
def test_a_figure_answers_where_its_sentence_names_the_matter(question: str, stated: bool) -> None:
    found = list(matters(question))
    assert found
    assert all(matter.told(sheet(APP)) for matter in found) is stated


@pytest.mark.parametrize(
    "question",
    [
        "法国波尔多的葡萄酒是怎么保护的",
        "有没有美国的案例",
        "厦门海关后来为什么又改回原来那样了",
        "南通的知联侨中心最后怎么关门了",
        "宠物狗咬伤邻居的案子赔了多少",
        "无锡市公安局为什么当庭翻供",
        "十八洞村后来怎么跑路了",
        "有没有讲网约车的案例",
        "你说我这官司能不能打赢",
    ],
)
def test_what_no_case_writes_of_is_refused(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.refused
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "吴兴区怎么一下子让企业少跑一倍的路",
        "深圳检察院的说法法院为什么没采信",
        "被人抢注了村名，这种官司能打赢吗",
    ],
)
def test_loose_figures_a_tribunals_act_and_a_wish_to_win_are_no_premise(ask: Ask, question: str) -> None:
    assert ask(question).citations


@pytest.mark.parametrize(
    ("text", "told"), [("（生效裁判审判人员：王甲、钱乙、杜丙）。", True), ("法院判令退还货款。", False)]
)
def test_judges_are_named_by_the_heading_of_a_judgment(text: str, told: bool) -> None:
    case = Case(CaseId("test", 4), "货款案", (Field("裁判结果", text),))
    details = asked_details("是哪几位法官审的")
    assert details
    assert all(detail.stated_in(case, text.replace("：", ":")) for detail in details) is told


def test_how_heavy_a_penalty_is_asks_no_number_and_an_evening_is_no_week() -> None:
    assert asked_quantity("那帮人判了多重") is None
    assert not list(asked_times("晚上周末多干的也算在里头"))
    assert not list(asked_times("单子上写着去年就得交房，这样的承诺还有用吗"))
    assert list(asked_times("去年，一共退了几户的钱")) == ["去年"]


def test_what_lasts_from_one_day_to_another_has_a_length_and_a_masked_sum_is_one() -> None:
    text = "保险自2014年4月2日零时起至2015年4月1日二十四时止，收取126万某。"
    case = Case(CaseId("test", 3), "保险案", (Field("案情", text),))
    for question in ("保险有效多久", "收了多少钱"):
        assert all(detail.stated_in(case, text) for detail in asked_details(question))
