"""What a question leaves out, what only counts too, and whose parties it names."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from retrieval.language.dates import asked
from retrieval.question.closed.suits.crimes import crimes
from retrieval.question.closed.who.offices import divided
from retrieval.question.learned.course import CourseReader
from retrieval.question.query import Query
from tests.retrieval.homes import Home, KeptVectors, case, cited, collection, replay

CHOSEN = [
    ("自治区的案例里面，不是讲海外风险的那几个", [5, 30]),
    ("福建那边的都列出来，海关也算", [15, 16]),
    ("福建的案例，包括厦门海关那个", [15, 16]),
    ("省一级知识产权局自己牵头的（直辖市、自治区也算），有哪些", [5, 7, 11]),
    ("县一级的（名字里带某某县）有几个", [16, 28]),
]


@pytest.mark.parametrize(("question", "numbers"), CHOSEN)
def test_what_is_left_out_or_counts_too_is_no_theme(
    question: str, numbers: list[int], answerer: Answerer
) -> None:
    assert cited(answerer.answer(question)) == numbers


def test_outside_of_places_that_stand_side_by_side(answerer: Answerer) -> None:
    answer = answerer.answer("除了北京上海还有哪些地方")
    assert {1, 7, 8} & set(cited(answer)) == set()
    assert "不在北京、上海" in answer.text
    assert answer.basis.complete


FOLLOWED = [
    (["江苏有哪些案例", "第二个展开说说", "那浙江呢"], "浙江一共几个来着", [11, 12, 13]),
    (["有没有讲小孩子学知识产权的？"], "都有谁一块儿参与", [5]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), FOLLOWED)
def test_a_turn_asks_of_what_it_says(
    turns: list[str], question: str, numbers: list[int], answerer: Answerer
) -> None:
    assert cited(answerer.answer(question, replay(answerer, turns))) == numbers


@pytest.mark.parametrize("text", ["2019年一审就判了的有哪些", "2019年三家一起做的"])
def test_a_number_behind_a_year_is_no_month(text: str, answerer: Answerer) -> None:
    asked = Query.loads(answerer.answer(text).understood.query).when
    assert asked is not None
    assert not asked.dates.months


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("除了行贿还背了别的罪、一块儿并罚的", {"crime:several"}),
        ("不光行贿还犯了别的罪的", {"crime:several"}),
        ("定了洗钱罪的有哪些", {"crime=洗钱罪"}),
    ],
)
def test_several_crimes_and_no_name_of_one(text: str, tests: set[str]) -> None:
    assert {name for name, _ in crimes(text)} == tests


@pytest.mark.parametrize(
    ("text", "test"), [("没写有分歧的是哪些", "opinions:undivided"), ("意见有分歧的", "opinions:divided")]
)
def test_opinions_that_are_not_divided_are_asked_for_as_such(text: str, test: str) -> None:
    assert [name for name, _ in divided(text)] == [test]


def test_who_is_not_sued_is_not_who_is() -> None:
    read = CourseReader().read("被告是个人卖家不是公司的")
    assert "defendant:person" in read.tests
    assert "defendant:firm" not in read.tests


def test_no_party_wins_where_none_is_brought_against_another() -> None:
    text = "检察院发了检察建议让单位去整改的有哪些案子"
    read = CourseReader().read(text, sentenced=True, contested=False)
    assert not any(name.startswith("plaintiff:") or name.endswith(("won", "lost")) for name in read.tests)


@pytest.mark.parametrize(
    ("text", "tests"),
    [
        ("哪些是企业去告的,个人告的不要", ["plaintiff:firm"]),
        ("被告不是公司而是个人的有哪些", ["defendant:person"]),
        ("二审没维持原判的有几个", ["changed"]),
        ("哪些案子打到了二审甚至更高", ["at:second"]),
        ("哪些是2022年3月15号最高法发的", []),
        ("申请人要多少、仲裁就裁多少的有哪些", ["all"]),
        ("商家之前被主管部门罚过的有哪几起", []),
        ("公司自己定的规矩被说不算数的有哪些", []),
    ],
)
def test_of_the_sides_and_outcomes_that_are_said_the_one_that_is_meant_holds(
    text: str, tests: list[str]
) -> None:
    assert [name for name in CourseReader().read(text).tests if not name.startswith("of:")] == tests


@pytest.mark.parametrize(
    ("text", "year"),
    [("六八年生的有哪几个", 1968), ("〇三年出生的", 2003), ("20年生产的酒", None), ("75年生", 1975)],
)
def test_a_year_of_birth_may_be_told_in_two_figures(text: str, year: int | None) -> None:
    found = asked(text)
    assert (found.dates.year if found else None) == year


@pytest.mark.parametrize("text", ["22年3·15那天发的", "2022年三一五发布的", "3·15当天(2022年那次)发布的"])
def test_the_day_of_consumers_is_one_of_the_year_told_beside_it(text: str) -> None:
    found = asked(text)
    assert found is not None
    assert (found.dates.year, found.dates.months, found.dates.day) == (2022, {3}, 15)


def test_two_years_of_which_one_follows_the_other_are_asked_for_together() -> None:
    for text in ("2016、2017年入职的", "2016年和2017年入职的"):
        found = asked(text)
        assert found is not None
        assert found.end is not None
        assert (found.dates.year, found.end.year) == (2016, 2017)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("2019年判的有哪些", "判"),
        ("2013年底签的协议", "签"),
        ("2019年判断失误的", ""),
        ("2020年入职的", "入职"),
        ("2021年里法院宣过判的", "宣过判"),
        ("处分是2022年下来的", "处分"),
        ("协议是2013年跟政府签的", "签"),
        ("签订时间落在2013年的", "签订"),
        ("2021年法院作出过判决的", "作出过判决"),
        ("2020年搬家的", ""),
    ],
)
def test_what_stands_behind_a_time_may_be_what_was_done_then(text: str, deed: str) -> None:
    assert Query(text, when=asked(text)).done_then[1] == deed


def test_what_was_done_at_a_time_is_told_with_it(
    tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors
) -> None:
    home = Home.open(tmp_path_factory.mktemp("then"), vectors)
    told = [
        "双方2013年订立合同。2019年5月，甲公司起诉，同年9月，某区人民法院作出一审判决，支持甲公司。",
        "双方2019年签订合同。2021年3月，某区人民法院作出一审判决，驳回甲公司的请求。",
        "双方2015年签订合同，2019年停产。2020年，某区人民法院判决解除合同。",
    ]
    cases = [
        case("suits", at, f"甲公司诉{name}公司案", text)
        for at, (name, text) in enumerate(zip("乙丁己", told, strict=True), 1)
    ]
    home.library.replace(collection("suits", "合同纠纷典型案例", "合同"), cases)
    answer = home.ready.answer("2019年判的有哪些")
    assert cited(answer) == [1]
    assert not answer.basis.complete
    assert cited(home.ready.answer("哪些合同是2019年签的")) == [2]
    assert cited(home.ready.answer("2019年判的劳动者有哪些")) == [1]  # who it is of is no theme beside a time
    assert home.ready.answer("2020年签合同的有哪些").refused  # the one of that year tells of 2015 for it
    signed = home.ready.answer("跟对方的合同是2019年签的有哪些")
    assert "2019年签订合同" in signed.text  # and not what came later in that case


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("一审判完又有人上诉的有哪几件", "appealed"),
        ("最后诉讼请求全被驳回的都是哪些", "lost"),
        ("个人去告的有多少件", "plaintiff:person"),
        ("省一级高院终审的是哪些案子", "at:high"),
        ("有没有拿反垄断法打赢的", "won"),
        ("两审下来都是政府赢的有哪些", "second:won"),
        ("打到最后政府一方赢了的有哪些", "of:public"),
        ("二审撤掉一审判决的有几件", "revoked"),
        ("直接把县政府区政府市政府告上去的有哪些", "defendant:government"),
        ("法院判的比员工要的少的有哪些", "partly"),
        ("最后支持的金额超过三万块的案子", "awarded>=30000"),
        ("员工是因为个人原因自己提出走的有几件", "ended:person"),
        ("最后按三倍来赔的有哪些", "times=3"),
    ],
)
def test_a_course_is_the_one_that_the_question_words(text: str, test: str) -> None:
    assert test in CourseReader().read(text).tests


def test_a_court_is_none_that_is_not_said_and_a_law_no_course() -> None:
    read = CourseReader().read
    assert not any(name.startswith("court:") for name in read("一审完了,行政机关提起过上诉的有哪些").tests)
    said = "有没有拿反垄断法打赢的"
    assert not any(said[start:end].startswith(("反", "断", "法")) for start, end in read(said).spans)


def test_who_argues_about_something_appeals_nothing() -> None:
    assert "both" not in CourseReader().read("双方争的是违约金的案子有几个").tests
    assert not any(
        test.startswith("court:") for test in CourseReader().read("二审是在省高院审的案件有哪些").tests
    )


def test_a_time_takes_the_place_of_that_by_which_the_last_list_was_chosen(
    tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors
) -> None:
    home = Home.open(tmp_path_factory.mktemp("times"), vectors)
    years = (2013, 2013, 2019, 2019)
    cases = [
        case("suits", at, f"甲公司诉{name}公司案", f"双方{year}年签订合同，后起争议。")
        for at, (name, year) in enumerate(zip("乙丁己辛", years, strict=True), 1)
    ]
    home.library.replace(collection("suits", "合同纠纷典型案例", "合同"), cases)
    turns = ["2013年签的合同有哪些", "第二个讲什么"]
    answerer = home.ready
    assert cited(answerer.answer("换成2019年的", replay(answerer, turns), ())) == [3, 4]
