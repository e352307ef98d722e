"""Which and how many: every member and no other, counted, with the test that was applied."""

from __future__ import annotations

import pytest

from data.types import BasisKind, Intent
from retrieval.cases.profiles import Profile
from retrieval.wording.lists import Found, head
from retrieval.wording.tested import short_test
from tests.retrieval.homes import case, cited

REGIONS = [
    ("浙江有哪些案例？", [11, 12, 13]),
    ("江苏省有哪些案例", [9, 10]),
    ("长三角有哪些案例？", [7, 8, 9, 10, 11, 12, 13, 14]),
    ("西南有哪些案例？", [26, 27, 28]),
    ("粤港澳大湾区有哪些案例？", [22, 23]),
    ("京津冀有哪些案例？", [1, 2, 3]),
    ("东北三省的案例有哪些", [6]),
    ("中部六省有哪些案例", [4, 14, 17, 19, 20, 21]),
    ("自治区有哪些案例？", [5, 24, 30]),
    ("自治州有哪些案例？", [20]),
    ("直辖市有哪些案例？", [1, 2, 7, 8, 26]),
    ("沿海省份有哪些案例", [2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 18, 22, 23, 24, 25]),
    ("厦门有哪些案例", [15]),
    ("福建有哪些案例", [15, 16]),
    ("大连有哪些案例", [6]),
    ("辽宁有哪些案例", [6]),
    ("南通有哪些案例", [9]),
    ("上海和北京有哪些案例？", [1, 7, 8]),
    ("内蒙古和宁夏有哪些案例？", [5, 30]),
    ("除了浙江，长三角还有哪些案例？", [7, 8, 9, 10, 14]),
    ("哪些案例不在沿海？", [1, 4, 5, 14, 17, 19, 20, 21, 26, 27, 28, 29, 30]),
]


@pytest.mark.parametrize(("question", "numbers"), REGIONS)
def test_cases_are_found_by_where_they_are(ask, question: str, numbers: list[int]) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert cited(answer) == numbers
    assert answer.basis.complete


@pytest.mark.parametrize("place", ["云南", "西藏", "台湾", "香港", "吉林市", "青海省"])
def test_a_place_without_a_case_is_refused_by_its_name(ask, place: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(f"{place}有哪些案例？")
    assert answer.refused
    assert place in answer.reason


KINDS = [
    ("公安机关做的有哪些案例？", [2, 10]),
    ("法院的案例有哪些", [12, 26]),
    ("检察院的案例有哪些", [23]),
    ("海关的案例有哪些", [15]),
    ("高校的案例有哪些", [14, 21]),
    ("科研院所的案例有哪些", [3, 6]),
    ("知识产权局的案例有哪些", [5, 7, 11, 17]),
    ("仲裁机构的案例有哪些", [22]),
    ("宣传部门的案例有哪些", [29]),
    ("浙江的法院有哪些案例", [12]),
    ("上海的知识产权局有哪些案例", [7]),
]


@pytest.mark.parametrize(("question", "numbers"), KINDS)
def test_cases_are_found_by_the_kind_of_organisation_that_acts(
    ask, question: str, numbers: list[int]
) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert cited(answer) == numbers
    assert answer.basis.kind is BasisKind.FIELD
    assert answer.basis.complete


def _holding(home, word: str, title_only: bool = False) -> list[int]:  # type: ignore[no-untyped-def]
    def text(case) -> str:  # type: ignore[no-untyped-def]
        told = case.title if title_only else case.title + "\n" + "\n".join(f.text for f in case.fields)
        return "".join(told.split())

    return [case.number for case in home.catalog.records().cases if word in text(case)]


@pytest.mark.parametrize(
    "word", ["商标", "专家", "植物新品种", "区域公用品牌", "村BA", "预警", "十大IP", "一体化"]
)
@pytest.mark.parametrize(
    "form", ["哪些案例提到“{}”？", "提到{}的案例有哪些", "出现“{}”的有哪些案例", "有几个案例提到“{}”？"]
)
def test_literal_mention_gives_just_the_cases_that_hold_the_words(ask, home, word: str, form: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(form.format(word))
    expected = _holding(home, word)
    assert cited(answer) == expected
    assert answer.basis.kind is BasisKind.KEYWORD
    assert answer.basis.complete
    assert answer.count == (len(expected) if "几个" in form else None)


@pytest.mark.parametrize("word", ["画像", "探索", "高质量发展", "品牌", "公安局"])
@pytest.mark.parametrize(
    "form", ["标题里有“{}”的案例有哪些？", "标题带“{}”的有哪几个案例", "标题里有“{}”的有几个？"]
)
def test_words_asked_for_in_the_title_are_looked_for_there_alone(ask, home, word: str, form: str) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask(form.format(word))) == _holding(home, word, title_only=True)


@pytest.mark.parametrize(
    "question", ["标题里有“商标”的案例有哪些？", "提到“区块链”的案例有哪些？", "几个案例提到“元宙宇宙”？"]
)
def test_words_that_stand_nowhere_are_refused(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(question).refused


def test_a_literal_question_does_not_take_a_part_of_the_word_or_a_synonym(ask) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask("哪些案例提到“著作权”？")) == []
    assert 16 in cited(ask("哪些案例涉及著作权？"))


COUNTS = [
    ("浙江有几个案例？", 3),
    ("长三角有几个案例", 8),
    ("公安机关的案例有几个", 2),
    ("自治区的案例有几个", 3),
    ("广东入选了几个？", 2),
    ("How many cases are from Zhejiang?", 3),
    ("有几个案例提到“植物新品种”？", 2),
    ("标题里有“探索”的案例一共几个？", 4),
    ("“葡萄酒”这三个字，几个案例写到了？", 1),
]


@pytest.mark.parametrize(("question", "count"), COUNTS)
def test_how_many_is_counted_and_the_members_are_cited(ask, question: str, count: int) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer.count == count == len(answer.citations)
    assert str(count) in answer.text
    assert answer.understood.intent is Intent.COUNT
    assert answer.basis.complete


@pytest.mark.parametrize("question", ["一共有多少个案例？", "这批收了几个", "How many cases are there?"])
def test_a_total_names_no_case_and_is_gone_on_about_all_the_same(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer.count, answer.citations, answer.basis.complete) == (30, (), True)
    assert cited(ask("都列出来", question)) == list(range(1, 31))


@pytest.mark.parametrize("question", ["浙江有哪些案例？", "案例8讲了什么？", "“云小仲”是什么？"])
def test_only_a_how_many_question_has_a_count(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(question).count is None


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("江苏有几个案例，分别是哪些地方的", 2),
        ("浙江有几个案例入选，都是哪些单位", 3),
        ("你手头这单子总共几条？", 30),
        ("东部有几个案例，分别是哪些省的", 16),
    ],
)
def test_the_number_of_cases_is_told_beside_what_else_is_asked_of_them(
    ask, question: str, count: int
) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer.count, answer.text.startswith(("《", f"{count}个"))) == (count, True)


@pytest.mark.parametrize("question", ["三个自治区有入选的吧？哪几个案例", "三个自治区有入选的吧？分别是哪些"])
def test_which_those_are_asks_of_no_others_and_the_titles_are_of_these(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask(question)) == cited(ask("只要题目", question)) == [5, 24, 30]


def test_a_number_that_a_case_states_is_no_count_of_cases(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("抚州在多少个县区建立了基层工作站？")
    assert cited(answer) == [17]
    assert "13个县区" in answer.text
    assert answer.count is None


THEMES = [
    ("哪些案例涉及商业秘密？", {8}),
    ("哪些案例涉及版权？", {16, 29}),
    ("版权引发的案例有哪些？", {16, 29}),
    ("哪些案例关于海外知识产权风险？", {24}),
]


@pytest.mark.parametrize(("question", "members"), THEMES)
def test_a_theme_that_cases_put_into_words_is_tested_on_every_case(
    ask, question: str, members: set[int]
) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert members <= set(cited(answer))
    assert answer.basis.kind is BasisKind.KEYWORD
    assert answer.basis.complete


def test_where_none_has_the_word_nothing_is_called_complete(
    ask,
) -> None:  # type: ignore[no-untyped-def]
    some, none = ask("所有和品牌有关的案例"), ask("土特产有哪些")
    assert "可能不全" not in some.text
    assert "与“土特产”有关（可能不全）" in none.text
    assert (some.basis.complete, none.basis.complete) == (True, False)


def test_what_is_only_near_in_meaning_is_no_yes(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("教授们的成果老是烂在手里，有没有学校想出招来的？")
    assert answer.text.startswith("意思相近的有")
    assert not answer.basis.complete


def test_a_quote_that_begins_with_but_keeps_what_it_is_set_against(ask) -> None:  # type: ignore[no-untyped-def]
    for question in ("中科大和湖大的路子差在哪", "中科大最后收益归谁"):
        text = ask(question).text
        assert "但是通过转让协议" not in text or "学校不持有转化公司的任何股份，但是通过转让协议" in text


def test_a_set_chosen_by_meaning_is_said_to_be_perhaps_incomplete(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("山寨货往国外卖的有哪些案例？")
    assert 15 in cited(answer)
    assert answer.basis.kind is BasisKind.SEMANTIC
    assert not answer.basis.complete
    assert "可能不全" in answer.text


@pytest.mark.parametrize("question", [q for q, _ in REGIONS[:3] + KINDS[:3]] + ["哪些案例提到“商标”？"])
def test_a_set_answer_states_the_test_it_applied(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer.basis.test
    assert short_test(answer.basis.test, english=False) in answer.text


def test_members_are_given_once_each_in_the_order_of_their_numbers(ask) -> None:  # type: ignore[no-untyped-def]
    numbers = cited(ask("列出所有案例"))
    assert numbers == list(range(1, 31))


def test_a_theme_of_one_letter_that_no_thesaurus_knows_is_looked_for_as_it_stands(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("跟龙有关的案例")
    assert "“龙”" in answer.basis.test
    assert 0 < len(cited(answer)) < 30


def test_a_time_that_no_column_tells_is_said_to_be_unchecked(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("2022年以后的案例有哪些").refused
    answer = ask("2022年以后浙江的案例有哪些")
    assert cited(answer) == [11, 12, 13]
    assert not answer.basis.complete
    assert "2022年以后" in answer.basis.test


def test_what_only_a_statute_says_in_a_case_makes_it_no_member() -> None:
    fields = {
        "基本案情": "汪某用公车接送亲友，被处以罚款。",
        "裁判理由": "条例第八条规定：“接受宴请，情节较重的，给予警告处分。”",
        "相关条款": "第九条 接受宴请的，给予降级处分。",
    }
    own = Profile(case("rules", 1, "汪某案", fields), 0).own_text
    assert "公车" in own
    assert "宴请" not in own


def test_where_results_are_compared_nothing_else_is(ask) -> None:  # type: ignore[no-untyped-def]
    text = ask("案例15和案例23的成效比一比").text
    assert "【成效】" in text
    assert "【做法】" not in text
    assert "相关刑事案件同比减少三分之二" in text


def test_a_sort_is_asked_for_by_what_it_is_of(ask) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask("陶瓷类的有哪些案例")) == cited(ask("陶瓷的有哪些案例")) == [16]


@pytest.mark.parametrize(
    ("test", "told", "begins"),
    [
        ("写到“商业秘密”（或同义说法）", (2, 0), "2个，涉及“商业秘密”："),
        ("写到“商业秘密”（或同义说法）", (1, 1), "2个，涉及“商业秘密”（可能不全）："),
        ("写到“银行、融资”或“挂钩”（或同义说法）", (2, 0), "2个："),
        ("所在地为北京市；写明作者；写到“法官”（或同义说法）", (4, 0), "4个，在北京市，写明作者："),
        ("所受处分最重", (1, 0), "所受处分最重的是："),
    ],
)
def test_the_head_of_a_list_says_what_a_person_would(test: str, told: tuple[int, int], begins: str) -> None:
    said, meant = told
    assert head(Found(30, test, said, meant, said + meant), english=False) == begins
