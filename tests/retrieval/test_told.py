"""Cases asked for by what they tell (a sum, an age, a court by name, who wrote), and by the highest figure of a sort."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from retrieval.language.measures import measures
from retrieval.question.closed import tells
from retrieval.question.query import Query
from tests.retrieval.homes import Home, KeptVectors, case, cited, collection, replay
from tests.retrieval.promises import broken_promises

CASES = tuple(
    case("told", number, title, text)
    for number, title, text in [
        (
            1,
            "老人学书法摔伤",
            "71岁的郑先生在某公园学书法时摔倒。公园设有12个服务点。\n文/四川省成都市中级人民法院 法官 梁小满",
        ),
        (
            2,
            "租船合同纠纷",
            "2016年3月，武先生租船，约定租期25年，租金八万元。浙江省宁波市海曙区人民法院判决退还租金三万元。",
        ),
        (3, "养蜂人与果园相邻纠纷", "48岁的养蜂人与果园约定三年内互不相扰，双方在340个服务点设了告示。"),
        (4, "未成年人购买贵重物品", "未满18周岁的学生在商场买表，商场同意退货，双方没有再起争执。"),
    ]
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Home:
    made = Home.open(tmp_path_factory.mktemp("told") / "home", vectors)
    made.library.replace(collection("told", "邻里生活典型案例", "邻里"), CASES)
    return made


@pytest.fixture(scope="module")
def answerer(home: Home) -> Answerer:
    return home.answerer()


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("哪些案例写明了具体金额？", [2]),
        ("点出了当事人多大岁数的有几个？", [1, 3]),
        ("末尾署了作者名的有哪些", [1]),
        ("署了作者名字的是哪几篇", [1]),
        ("写文章的法官署了名的有几个？", [1]),
        ("写清楚是哪家法院判的有哪几件", [2]),
        ("看不出地方的有哪些案例", [3, 4]),
        ("没写明日期的是哪些案例", [1, 3, 4]),
    ],
)
def test_cases_are_chosen_by_what_they_tell(
    answerer: Answerer, home: Home, question: str, numbers: list[int]
) -> None:
    answer = answerer.answer(question)
    assert cited(answer) == numbers
    assert answer.basis.complete
    assert not broken_promises(answer, home.catalog.records())


@pytest.mark.parametrize(
    ("question", "number", "value"),
    [
        ("当事人里谁年纪最大？", 1, "71岁"),
        ("服务点设得最多的是哪家", 3, "340个"),
        ("约定年限最长的是哪个案例", 2, "25年"),
        ("哪份协议年头最长", 2, "25年"),
    ],
)
def test_the_highest_figure_of_a_sort_is_found_and_said_first(
    answerer: Answerer, home: Home, question: str, number: int, value: str
) -> None:
    answer = answerer.answer(question)
    assert (cited(answer), answer.text.startswith(value)) == ([number], True)
    assert not answer.basis.complete  # figures are read from prose
    assert not broken_promises(answer, home.catalog.records())


def test_who_wrote_of_a_case_is_answered_and_of_another_refused(answerer: Answerer) -> None:
    answer = answerer.answer("作者是谁？", replay(answerer, ["学书法的那个讲讲"]))
    assert (cited(answer), answer.text.startswith("四川省成都市中级人民法院")) == ([1], True)
    assert "梁小满" not in answerer.answer("案例4是谁写的").text


@pytest.mark.parametrize(
    ("text", "sort"), [("写明是哪家法院判的案子", "court"), ("写明年纪多大的案子", "age")]
)
def test_a_thing_told_may_be_named_by_what_was_done(text: str, sort: str) -> None:
    assert [told for told, _ in tells.told(text)] == [sort]


@pytest.mark.parametrize(
    "question", ["有法院参与的案例", "提到商标的案例", "写字楼里的案例", "哪些案例写了地方标准"]
)
def test_what_only_looks_like_it_asks_for_nothing_told(question: str) -> None:
    assert not list(tells.told(question))


def test_what_must_be_told_travels_in_the_query() -> None:
    query = Query(text="写明金额、没署名的", tells=("sum", "-writer"))
    assert Query.loads(query.dumps()) == query
    assert query.narrows


@pytest.mark.parametrize(
    ("text", "sort", "values"),
    [
        ("两人相差三岁，一个未满18周岁，一个35岁", "age", [3, 35]),
        ("2014年签的25年租约，又延三个月", "duration", [25 * 365, 90]),
        ("队伍支撑，设34家分中心，三千余个站点", "number", [34, 3000]),
        ("共计5527.54万元，另付八千元", "sum", [55_275_400, 8000]),
    ],
)
def test_figures_that_may_be_set_beside_each_other(text: str, sort: str, values: list[float]) -> None:
    assert [one.value for one in measures(text, sort)] == values


SUITS = tuple(
    case("suits", number, title, text)
    for number, title, text in [
        (1, "谢某诉某公司租赁合同纠纷案", "谢某诉某公司。四川省成都市锦江区人民法院一审判决：某公司返还谢某押金二万元。"),
        (2, "唐某诉某公司加工合同纠纷案", "唐某诉某公司。四川省绵阳市涪城区人民法院一审判决：驳回唐某的诉讼请求。"),
        (3, "韦某诉某公司运输合同纠纷案", "韦某诉某公司。一审判决：驳回韦某的诉讼请求。二审判决：撤销一审判决，某公司赔偿韦某三万元。"),
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    made = Home.open(tmp_path_factory.mktemp("grouped") / "home", vectors)
    made.library.replace(collection("suits", "合同纠纷典型案例", "合同"), SUITS)
    return made.answerer()


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("按审级给这些案例分分类", {"一审": [1, 2], "二审": [3]}),
        ("按判决结果把案例分分类", {"获得支持": [1, 3], "未获支持": [2]}),
        ("哪些省的案例不止一个？按省份分", {"四川省": [1, 2]}),
    ],
)
def test_suits_are_grouped_by_stage_result_and_more_than_one(
    suits: Answerer, question: str, groups: dict[str, list[int]]
) -> None:
    told = {group.key: [id_.number for id_ in group.cases] for group in suits.answer(question).groups}
    assert told == groups


def test_cases_without_a_place_are_counted_apart_and_cited_nowhere(suits: Answerer) -> None:
    answer = suits.answer("按省份统计一下案例数")
    assert cited(answer) == [1, 2]
    assert "没有写明地点的另有1个（3号）" in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [("按办事流程给案例分分类", "办事流程"), ("按年份统计案例数", "年份")],
)
def test_what_no_case_tells_is_no_criterion(suits: Answerer, question: str, said: str) -> None:
    answer = suits.answer(question)
    assert (answer.refused, said in (answer.reason or "")) == (True, True)


def test_who_asks_what_they_are_called_is_given_their_titles(suits: Answerer) -> None:
    asked = replay(suits, ["四川的有几个案例？"])
    assert cited(suits.answer("都叫什么", asked)) == [1, 2]
