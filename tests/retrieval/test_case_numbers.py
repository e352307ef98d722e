"""Case numbers in every form people write them, and what only looks like one."""

from __future__ import annotations

import pytest

from data.numerals import number_of
from data.text import fold
from data.types import Intent
from retrieval.language.numbers import find_numbers
from tests.retrieval.homes import cited

FORMS = [
    ("案例8", [8]),
    ("案例１９讲了什么？", [19]),
    ("第12号案例讲了什么", [12]),
    ("第 12 号", [12]),
    ("12号案例", [12]),
    ("十二号案例", [12]),
    ("第十二个案例", [12]),
    ("案例二十三", [23]),
    ("案例二十三，一句话说完", [23]),
    ("第廿六个讲了什么", [26]),
    ("案例廿六", [26]),
    ("第二十条案例", [20]),
    ("⑧号案例", [8]),
    ("No.28", [28]),
    ("no. 28", [28]),
    ("case 7", [7]),
    ("Case #7", [7]),
    ("#7", [7]),
    ("What is case 8 about?", [8]),
    ("[案例12]", [12]),
    ("【案例12】", [12]),
    ("案例3到5", [3, 4, 5]),
    ("3到5号案例", [3, 4, 5]),
    ("案例3-5", [3, 4, 5]),
    ("案例3~5", [3, 4, 5]),
    ("案例３—５", [3, 4, 5]),
    ("第三至第五个案例", [3, 4, 5]),
    ("cases 3-5", [3, 4, 5]),
    ("案例3、5、7", [3, 5, 7]),
    ("案例三、五、七", [3, 5, 7]),
    ("第12、15号案例", [12, 15]),
    ("案例1和案例30", [1, 30]),
    ("cases 3, 5 and 7", [3, 5, 7]),
    ("倒数第二个案例", [29]),
    ("第三件大概什么情况", [3]),
    ("第二件简单说说", [2]),
    ("倒数第一个", [30]),
    ("最后一个案例", [30]),
    ("前三个案例", [1, 2, 3]),
    ("后两个案例", [29, 30]),
    ("案例（12）讲了什么？", [12]),
    ("案例壹拾贰", [12]),
    ("the third case", [3]),
    ("case twelve", [12]),
    ("5到3号案例", [3, 4, 5]),
    ("检例第8号讲了什么", [8]),
    ("指导性案例12号讲了什么", [12]),
    ("2021年指导性案例第12号讲了什么", [12]),
    ("〔2023〕第8号讲了什么", [8]),
]


@pytest.mark.parametrize(("question", "numbers"), FORMS)
def test_a_case_number_is_understood_in_whatever_form(ask, question: str, numbers: list[int]) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert cited(answer) == numbers
    assert not answer.refused


NOT_NUMBERS = [
    "他家那套23号的房子后来去哪儿了",
    "原来15号那套房子卖给谁了",
    "第3季度有什么安排",
    "第十七条是什么",
    "一号工程是什么",
    "16个区都有窗口吗",
    "案例一起看看",
    "第二批案例有哪些",
    "120个重点地区",
    "2023年有什么进展",
    "三位一体教学",
    "五位一体",
    "13个县区",
    "34家海外服务分中心",
    "3+N庭审模式",
    "第一时间帮助企业",
    "案例一般讲什么",
    "案例一览",
    "第三方存证",
    "第一季",
    "第一书记",
    "第三者",
    "第一手资料",
    "第一责任人",
    "第1页",
    "第2段",
    "最后一公里",
    "案例十大IP",
    "有三个案例讲版权吗",
    "香肠和馒头两个案子差在哪",
]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_only_looks_like_a_case_number_is_none(text: str) -> None:
    assert find_numbers(fold(text)).numbers == ()


@pytest.mark.parametrize(
    ("question", "number"),
    [("哪个产业被当成“一号工程”？", 19), ("全市16个区都有知识产权公共服务窗口的是谁？", 7)],
)
def test_a_quantity_in_a_question_leads_to_the_case_that_states_it(ask, question: str, number: int) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask(question)) == [number]


@pytest.mark.parametrize(
    "question", ["案例31", "第0号案例", "案例９９９讲了什么", "case 42", "第三十一个案例", "倒数第31个案例"]
)
def test_a_number_that_no_case_has_is_refused_and_the_numbers_there_are_named(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer.refused
    assert not answer.citations
    assert "1–30" in answer.reason


def test_of_several_numbers_those_that_exist_are_shown_and_the_others_said_to_be_missing(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("案例29、30、31")
    assert cited(answer) == [29, 30]
    assert "31" in answer.text
    assert "[案例31]" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "案例28到33",
        "案例1到999",
    ],
)
def test_a_range_that_reaches_beyond_the_last_case_gives_what_there_is(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert {28, 29, 30} <= set(cited(answer))
    assert "[案例31]" not in answer.text


@pytest.mark.parametrize("number", ["999999", "1000000"])
def test_a_number_too_high_is_refused_by_the_number_that_was_asked_for(ask, number: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(f"案例{number}讲了什么？")
    assert answer.refused
    assert f"没有案例{number}：" in answer.reason


def test_a_case_asked_for_by_number_is_quoted_whole_and_told_to_be_a_lookup(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("第八个案例讲了什么？")
    (citation,) = answer.citations
    summary = citation.case.fields[0].text
    assert "".join(quote.text for quote in citation.quotes) == summary.rstrip("。")
    assert answer.understood.intent is Intent.LOOKUP
    assert answer.understood.numbers == (8,)
    assert answer.basis.complete


def test_a_question_about_a_numbered_case_gets_the_clause_and_not_the_summary(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("案例22的智能机器人叫什么？")
    assert cited(answer) == [22]
    assert "云小仲" in answer.text
    assert sum(len(quote.text) for c in answer.citations for quote in c.quotes) < 160


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１９", 19),
        ("十", 10),
        ("廿六", 26),
        ("卅", 30),
        ("一百零三", 103),
        ("二〇", 20),
        ("两", 2),
        ("甲", None),
        ("", None),
    ],
)
def test_numerals_are_read_in_figures_and_in_characters(text: str, value: int | None) -> None:
    assert number_of(fold(text)) == value
