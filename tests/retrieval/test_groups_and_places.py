"""What a question sets beside each other, groups of a size, the second and the first three of an end, ends in other words,
ages as a condition."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answering import Answerer
from retrieval.language.measures import measures
from retrieval.question.closed.counting.ages import ages
from retrieval.question.closed.counting.group_sizes import sizes
from retrieval.question.closed.counting.parts import parts
from retrieval.question.closed.counting.ranks import ranked
from retrieval.question.query import Part, Query, Want
from tests.retrieval.homes import Home, KeptVectors, case, cited, collection, replay
from tests.retrieval.promises import broken_promises

CRIMES = tuple(
    case("crimes", number, title, {"基本案情": told, "裁判结果": ruled})
    for number, title, told, ruled in [
        (
            1,
            "甲省王某某行贿案",
            "王某某，男，1974年12月出生。王某某为承揽工程，先后给予局长李某人民币五十万元，从中获利九十万元。",
            "2019年3月5日，甲县人民法院判决：被告人王某某犯行贿罪，判处有期徒刑三年，并处罚金人民币二十万元。",
        ),
        (
            2,
            "乙省某矿业公司、赵某某单位行贿案",
            "赵某某，男，1961年11月出生。某矿业公司给予514人好处，先后给予处长孙某人民币八十万元。",
            "2020年6月1日，乙县人民法院判决：被告单位某矿业公司犯单位行贿罪，判处罚金人民币一百万元；"
            "被告人赵某某犯单位行贿罪，判处有期徒刑一年，并处罚金人民币五万元。2021年9月1日，乙市中级人民法院裁定驳回上诉，维持原判。",
        ),
        (
            3,
            "丙省钱某某行贿案",
            "钱某某，男，1980年2月出生。钱某某给予院长周某人民币三十万元。",
            "丙县人民法院判决：被告人钱某某犯行贿罪，判处有期徒刑五年，并处罚金人民币三十万元。",
        ),
    ]
)
PEOPLE = tuple(
    case("people", number, title, told)
    for number, title, told in [
        (1, "老人学书法摔伤", "71岁的郑先生在成都市某公园学书法时摔倒，公园赔偿三万元。"),
        (2, "养蜂人与果园相邻纠纷", "48岁的养蜂人与果园约定三年内互不相扰。"),
        (3, "泳池办卡", "家长为1至3岁的婴幼儿办卡，后来要求退卡。"),
        (4, "无人受伤的相邻纠纷", "两家因为围墙起了争执，后来和解。"),
    ]
)


@pytest.fixture(scope="module")
def suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    home = Home.open(tmp_path_factory.mktemp("suits-parts"), vectors)
    home.add(Path(__file__).with_name("suits.txt"), "suits")
    return home.ready


@pytest.fixture(scope="module")
def crimes(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Home:
    made = Home.open(tmp_path_factory.mktemp("crimes") / "home", vectors)
    made.library.replace(collection("crimes", "行贿犯罪典型案例", "行贿"), CRIMES)
    return made


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    made = Home.open(tmp_path_factory.mktemp("people") / "home", vectors)
    made.library.replace(collection("people", "邻里生活典型案例", "邻里"), PEOPLE)
    return made.ready


PARTED = [
    ("支持的多还是驳回的多", ("支持", "驳回"), "most"),
    ("拆迁、土地还是特许经营的最多", ("拆迁", "土地", "特许经营"), "most"),
    ("按大类分，合同纠纷、婚姻继承、侵权，哪一类最多", ("合同纠纷", "婚姻继承", "侵权"), "most"),
    ("三类：执法、服务、运用，最少的是哪一类", ("执法", "服务", "运用"), "least"),
    ("哪个多一点，讲打假的还是讲品牌的", ("打假", "品牌"), "most"),
    ("版权跟专利相比，哪个案例更多", ("版权", "专利"), "most"),
    ("合同的案子是不是比侵权的多", ("合同", "侵权"), "most"),
    ("把案子分成食品类、服务类，各几个", ("食品", "服务"), ""),
    ("退一赔三和退一赔十各有几件", ("退一赔三", "退一赔十"), ""),
    ("消费者赢的多还是输的多", ("消费者赢", "消费者输"), "most"),
    ("这批案子商家赢得多还是消费者赢得多", ("商家赢", "消费者赢"), "most"),
    ("支持了的几个，驳回了的几个", ("支持", "驳回"), ""),
    ("吃的、拍照的、买房的，这三类哪类案子最多", ("吃的", "拍照", "买房"), "most"),
    ("判三年以下的多还是三年以上的多", ("判三年以下", "判三年以上"), "most"),
    ("这批案子哪类官司最多？工伤、欠薪、辞退这几种比比", ("工伤", "欠薪", "辞退"), "most"),
    ("医疗、教育、物业，这三类里哪类案子最少，分别是哪些", ("医疗", "教育", "物业"), "least"),
    ("借款的、租房的、买车的各是哪几件", ("借款", "租房", "买车"), ""),
    ("把劳动那几件按起因分分类：欠薪的、辞退的、没写天数或工资的……", ("欠薪", "辞退", "没写天数或工资"), ""),
]


@pytest.mark.parametrize(("text", "names", "end"), PARTED)
def test_what_a_question_enumerates_to_be_counted_is_read(
    text: str, names: tuple[str, ...], end: str
) -> None:
    found = parts(text)
    assert found is not None
    assert (found.names, found.end) == (names, end)


@pytest.mark.parametrize(
    "text",
    [
        "哪个省最多",
        "谁赔得多",
        "是和解还是判决",
        "涉及普及和参与的有哪些",
        "麻烦按省份统计一下，各地分别几个",
        "罚得多还是赔得多",
        "三个平台、四个中心分别是哪些",
        "按行业归归类，比如餐饮、物流",
    ],
)
def test_what_enumerates_nothing_to_be_counted_is_not(text: str) -> None:
    assert parts(text) is None


def test_each_member_is_counted_as_a_list_of_it_would_be(suits: Answerer) -> None:
    answer = suits.answer("加班费、违约金、经济补偿各几个")
    groups = {group.key: [c.number for c in group.cases] for group in answer.groups}
    alone = {name: cited(suits.answer(f"{name}的案例有哪些")) for name in groups}
    assert groups == alone == {"加班费": [1], "违约金": [2], "经济补偿": [3]}


def test_the_member_with_the_most_cases_is_said_first(answerer: Answerer) -> None:
    answer = answerer.answer("讲专利的多还是讲地理标志的多")
    assert answer.text.startswith("最多的是专利，")
    assert "都不属于的另有" in answer.text
    assert answer.groups[0].key == "专利"


ON = [
    (["加班费、违约金、经济补偿各几个"], "违约金的是哪几个", [2]),
    (["原告赢的多还是输的多"], "赢的有哪些", [1, 2, 3]),
    (["加班费、违约金、经济补偿各几个"], "其中赢的多还是输的多", [1, 2, 3]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), ON)
def test_a_turn_goes_on_about_one_of_the_kinds_told(
    turns: list[str], question: str, numbers: list[int], suits: Answerer
) -> None:
    assert cited(suits.answer(question, replay(suits, turns))) == numbers


def test_another_size_is_asked_of_the_groups_told(answerer: Answerer) -> None:
    answer = answerer.answer("只有一个的呢", replay(answerer, ["哪个省的案例最多"]))
    assert {len(group.cases) for group in answer.groups if group.key != "其他"} == {1}


def test_parts_travel_as_json() -> None:
    query = Query(
        "甲的多还是乙的多",
        want=Want.EXTREME,
        by="parts",
        extreme="most",
        rank=(2, 2),
        sizes=(2, 0),
        parts=(Part("甲", Query("甲", want=Want.CASES, theme="甲")), Part("乙", Query("乙"), rest=True)),
    )
    assert Query.loads(query.dumps()) == query


SIZES = [
    ("不止一个案例的省", (2, 0)),
    ("哪些省有两个以上", (2, 0)),
    ("只有一个案例的省", (1, 1)),
    ("同一家法院出现不止一次的是哪家", (2, 0)),
    ("哪家法院出现了两次", (2, 2)),
    ("超过两个案例的省是哪个", (3, 0)),
    ("同一个省上了两个及以上的", (2, 0)),
    ("案例数不少于3个的省份有哪些", (3, 0)),
]


@pytest.mark.parametrize(("text", "bounds"), SIZES)
def test_how_many_cases_a_group_must_have_is_read(text: str, bounds: tuple[int, int]) -> None:
    found = sizes(text)
    assert found is not None
    assert (found.least, found.most) == bounds


@pytest.mark.parametrize(
    "text", ["建了两个以上基地的省", "两个以上的被告", "法院判了三年以上的", "浙江省有两个以上"]
)
def test_what_bounds_no_group_is_not(text: str) -> None:
    assert sizes(text) is None


def test_groups_of_the_size_that_is_asked_for_are_given_and_no_others(answerer: Answerer) -> None:
    two = answerer.answer("恰好两个案例的省是哪几个")
    assert {len(group.cases) for group in two.groups} == {2}
    assert [group.key for group in answerer.answer("三个以上案例的省").groups] == ["浙江省"]
    none = answerer.answer("哪些省有五个以上案例")
    assert none.refused
    assert "最多的有3个" in none.text


def test_courts_are_groups_by_their_names(answerer: Answerer) -> None:
    answer = answerer.answer("按法院分一下")
    assert [group.key for group in answer.groups][:2] == [
        "浙江省高级人民法院",
        "重庆两江新区（自贸区）人民法院",
    ]
    assert answerer.answer("同一家法院出现不止一次的是哪家").refused


RANKED = [
    ("第二高的罚金是哪个", (2, 2), "最高的罚金是哪个"),
    ("赔钱前三名是哪几个", (1, 3), "赔钱最多是哪几个"),
    ("最多的三个省", (1, 3), "最多的省"),
    ("倒数第二的省是哪个", (2, 2), "最少的省是哪个"),
    ("谁岁数第二大", (2, 2), "谁岁数最大"),
]


@pytest.mark.parametrize(("text", "places", "plain"), RANKED)
def test_a_place_is_taken_out_of_the_words_that_ask_for_it(
    text: str, places: tuple[int, int], plain: str
) -> None:
    found = ranked(text)
    assert found is not None
    assert ((found.first, found.last), found.text) == (places, plain)


@pytest.mark.parametrize(
    "text",
    [
        "第二批案例",
        "第二中级人民法院",
        "前三个案例讲什么",
        "第二大街的案子",
        "第二名被告判了多久",
        "倒数第二个讲什么",
    ],
)
def test_what_asks_for_no_place_of_an_end_is_not(text: str) -> None:
    assert ranked(text) is None


PLACES = [
    ([], "判的钱第二多的是哪件", [2], "三万元。"),
    (["判的钱最多的是哪件"], "第二呢", [2], "三万元。"),
    (["判的钱最多的是哪件"], "倒数第一呢", [3], "二万元。"),
    ([], "判的钱前两名是哪几件", [1, 2], "前2名（按顺序）："),
    ([], "月工资第二高的是谁", [1], "6000元。"),
]


@pytest.mark.parametrize(("turns", "question", "numbers", "first"), PLACES)
def test_another_place_of_an_end_is_told_with_its_figure(
    turns: list[str], question: str, numbers: list[int], first: str, suits: Answerer
) -> None:
    answer = suits.answer(question, replay(suits, turns))
    assert cited(answer) == numbers
    assert answer.text.startswith(first)


def test_all_that_are_level_at_a_place_are_given(answerer: Answerer) -> None:
    second = answerer.answer("哪个省排第二")
    assert second.text.startswith("排第2的是上海市、江苏省")
    assert len(second.citations) == 10
    again = answerer.answer("第二呢", replay(answerer, ["哪个省的案例最多"]))
    assert cited(again) == cited(second)
    assert "末位并列" in answerer.answer("最多的三个省").text


ENDS = [
    ("送得最多的是哪一件", [2], "八十万元"),
    ("个人罚金最多的是谁", [3], "三十万元"),
    ("罚金最高的是哪个", [2], "一百万元"),
    ("第二高的罚金是哪个", [3], "三十万元"),
    ("关得最久的是哪个案子", [3], "有期徒刑五年"),
    ("判得第二重的是哪个", [1], "3年"),
    ("赚得最多的是哪一件", [1], "九十万元"),
    ("年纪最大的是谁", [2], "1961年11月"),
    ("谁最年轻", [3], "1980年2月"),
    ("拖得最久的是哪个案子", [2], "1年3个月"),
]


@pytest.mark.parametrize(("question", "numbers", "said"), ENDS)
def test_an_end_is_found_by_what_was_done_and_by_whom(
    question: str, numbers: list[int], said: str, crimes: Home
) -> None:
    answer = crimes.ready.answer(question)
    assert cited(answer) == numbers
    assert said in answer.text
    assert not broken_promises(answer, crimes.catalog.records())


@pytest.mark.parametrize(
    "question", ["骗得最多的是哪一件", "平均判几年", "违约金最高的是哪个", "加班最多的是谁"]
)
def test_what_no_case_tells_of_an_end_is_refused(question: str, crimes: Home) -> None:
    assert crimes.ready.answer(question).refused


def test_an_average_is_declined_with_what_can_be_told(crimes: Home) -> None:
    assert "判得最轻的是哪个" in crimes.ready.answer("平均判几年").text


AGES = [
    ("当事人七十好几的案子", ["age:70-79"]),
    ("六十岁以上的老人", ["age:60-130"]),
    ("有没有二十来岁的", ["age:20-25"]),
    ("不到二十岁的", ["age:0-19"]),
    ("未成年人的案子", ["age:0-17"]),
    ("年过七旬的老人", ["age:70-79"]),
    ("七八十岁的老人", ["age:70-89"]),
    ("六十万以上的", []),
    ("成年人监护", []),
    ("三十多岁公司", ["age:30-39"]),
]


@pytest.mark.parametrize(("text", "sorts"), AGES)
def test_ages_that_are_asked_for_are_read(text: str, sorts: list[str]) -> None:
    assert [sort for sort, _ in ages(text)] == sorts


def test_an_age_or_a_number_in_a_rule_is_none_of_the_case() -> None:
    assert not list(measures("未满十八周岁的人", "age"))
    assert not list(measures("民法典第一千零五十四条", "number"))


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("当事人七十好几的案子有哪些", [1]),
        ("六十岁以上的老人的案子有哪些", [1]),
        ("四十多岁的有几个", [2]),
        ("未成年人的案子有没有", [3]),
        ("八十岁以上的有哪些", []),
    ],
)
def test_cases_are_chosen_by_the_ages_they_tell(question: str, numbers: list[int], people: Answerer) -> None:
    assert cited(people.answer(question)) == numbers
