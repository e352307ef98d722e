"""Words asked for as they are: which must stand in a case, which must not, and how several are joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.text import fold, squeeze
from retrieval.answering import Answerer
from retrieval.question.closed.literals import Literal, find_literal
from tests.retrieval.homes import BUNDLED


def _numbers(answerer: Answerer, question: str) -> set[int]:
    return {c.case.number for c in answerer.answer(question, collections=(BUNDLED,)).citations}


def _holding(answerer: Answerer, *words: str, without: tuple[str, ...] = (), title: bool = False) -> set[int]:
    """The cases by reading every text, in the plainest way there is."""
    found = set()
    for case in answerer._inquiries.present().records.cases:
        text = squeeze(case.title if title else case.title + "\n" + case.fields[0].text)
        if all(w in text for w in words) and not any(w in text for w in without):
            found.add(case.number)
    return found


@pytest.mark.parametrize(
    ("question", "words", "without", "title"),
    [
        ("提到商标、但没提专利的有哪些？", ("商标",), ("专利",), False),
        ("“服务”和“平台”两个词都出现的案例", ("服务", "平台"), (), False),
        ("既写到海外又写到专家的是哪几个", ("海外", "专家"), (), False),
        ("标题里有“保护”但不带“加强”的有哪些", ("保护",), ("加强",), True),
        ("哪些案例没有提到企业？", (), ("企业",), False),
    ],
)
def test_all_cases_that_hold_the_words_and_no_other(
    answerer: Answerer, question: str, words: tuple[str, ...], without: tuple[str, ...], title: bool
) -> None:
    expected = _holding(answerer, *words, without=without, title=title)
    assert expected
    assert _numbers(answerer, question) == expected


def test_either_of_two_words_is_enough_where_they_are_a_choice(answerer: Answerer) -> None:
    expected = _holding(answerer, "板栗") | _holding(answerer, "黄花")
    assert _numbers(answerer, "提到板栗或者黄花的有哪些？") == expected


def test_a_case_left_out_by_a_word_of_its_title_is_left_out(answerer: Answerer) -> None:
    assert _numbers(answerer, "提到“协会”的案例，除了陶瓷那个还有哪些？") == _holding(answerer, "协会") - {16}


@pytest.mark.parametrize("question", ["有没有提到中试的案例？", "有没有写到中试的？"])
def test_whether_there_is_one_is_not_a_negation(question: str) -> None:
    assert find_literal(fold(question)) == Literal((("中试",),), spoken=True)


def test_words_in_quotation_marks_are_asked_for_as_they_are_and_those_without_may_be_meant() -> None:
    said = [find_literal(fold(f"写着{word}的有哪几件")) for word in ("一裁终局", "“一裁终局”")]
    assert [one is not None and one.spoken for one in said] == [True, False]


PARTS = ("裁判要旨", "关键词", "法官解读")


@pytest.mark.parametrize(
    ("question", "literal"),
    [
        ("关键词里写了“自首”的有哪些", Literal((("自首",),), part="关键词")),
        ("哪些案例有“法官解读”这一栏", Literal(part="法官解读")),
        ("裁判要旨部分提到调解的", Literal((("调解",),), part="裁判要旨")),
        ("关键词带“自首”的给我列下", Literal((("自首",),), part="关键词")),
        ("关键词是什么", None),
        ("谁写的法官解读", None),
    ],
)
def test_words_may_be_asked_of_a_part_of_the_cases_or_a_part_itself(
    question: str, literal: Literal | None
) -> None:
    assert find_literal(fold(question), PARTS) == literal


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    literal = find_literal(fold(text))
    assert literal is None or literal.required or literal.excluded


@given(
    st.sets(st.sampled_from("甲乙丙丁戊"), min_size=1),
    st.sets(st.sampled_from("甲乙丙丁戊")),
    st.text("甲乙丙丁戊"),
)
def test_a_literal_holds_as_its_parts_say(required: set[str], excluded: set[str], text: str) -> None:
    literal = Literal(tuple((w,) for w in sorted(required)), tuple(sorted(excluded)))
    assert literal.holds(text) == (required <= set(text) and not excluded & set(text))


@pytest.mark.parametrize("question", ["把涉及版权的案例列个表，写明编号", "涉及版权的案例有哪些？写上出处"])
def test_what_the_answer_is_to_give_is_not_what_cases_hold(question: str) -> None:
    assert find_literal(fold(question)) is None
    assert find_literal(fold("哪些案例写到“编号”？")) == Literal((("编号",),))
