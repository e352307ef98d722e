"""What stands in brackets, or describes cases in words of its own: a clause like any other, and never all cases."""

from __future__ import annotations

import pytest

from data.text import fold
from retrieval.answers.extraction.whether import supposes
from retrieval.language import dates
from retrieval.question.closed.literals import find_literal
from retrieval.question.query import Query
from retrieval.question.utterance.framing import without_frame
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import cited


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("打赢了（哪怕只赢一部分）的都列一下吧", "打赢了的都列一下吧，哪怕只赢一部分"),
        ("提到微信的有哪些（转账也好朋友圈也好）", "提到微信的有哪些，转账也好朋友圈也好"),
        # Which of two words is meant leaves nobody out; a place does.
        ("最后认定成贪污（不是受贿）的案件有哪些", "最后认定成贪污的案件有哪些"),
        ("江苏（不是南京）的有哪些", "江苏的有哪些，不是南京"),
        # Whether there is such a thing elsewhere, and the case behind the question that it answers.
        ("广西是不是也有类似的", "广西有没有类似的"),
        ("别的村子也有这样护牌子的吗", "别的村子也有这样护牌子的吗"),
        ("这份协议算数吗？有没有讲这个的案例", "讲这份协议算数吗的案例有哪些"),
        ("协议该由谁来签，找个案例", "哪个案例讲了协议该由谁来签"),
        # Who is meant, and what belongs to a name, stay where they are.
        ("老张（试用期那个）被辞退的由头是啥", "老张(试用期那个)被辞退的由头是啥"),
        ("指导性案例（第二批）里有几个", "指导性案例(第二批)里有几个"),
        ("(2020)京01民终1号判了什么", "(2020)京01民终1号判了什么"),
    ],
)
def test_an_aside_is_the_last_clause(text: str, read: str) -> None:
    assert without_frame(fold(text)) == fold(read)


@pytest.mark.parametrize(
    ("text", "words", "loose"),
    [
        ("公司制度写着加班要审批的有哪些", ("加班要审批",), True),
        ("有几件是写明闹到法院去的", ("闹到法院去",), True),
        ("哪几件写明了是终局裁决", ("终局裁决",), False),
        ("写到有人溺水的是哪几个", ("溺水",), False),
        ("提到区块链的有哪些", ("区块链",), False),
    ],
)
def test_words_that_make_a_sentence_may_stand_there_otherwise(
    text: str, words: tuple[str, ...], loose: bool
) -> None:
    found = find_literal(fold(text))
    assert found is not None
    assert (found.words, found.loose) == (words, loose)


def test_what_describes_cases_is_never_all_of_them(ask: Ask) -> None:
    assert cited(ask("有没有哪个单位不是一票一票地查的")) == [15]
    assert ask("这批一共收了多少个案例").count == 30


def test_of_what_is_only_supposed_nothing_says_yes() -> None:
    for text, supposed in (
        ("要是司机喝了酒，还能少赔吗", True),
        ("2016年以前干的，还算违纪吗", True),
        ("他2016年干的，算违纪吗", False),
    ):
        assert supposes(Query(text=fold(text), when=dates.asked(fold(text)))) == supposed


@pytest.mark.parametrize(
    ("text", "day"),
    [("315那天发布的有几件", (3, 15)), ("3月15号发的有几个", (3, 15)), ("3月15日那天发生了什么", None)],
)
def test_a_day_without_a_year_is_asked_by_only_as_a_day_of_issue(
    text: str, day: tuple[int, int] | None
) -> None:
    found = dates.asked(text)
    assert (day is None) == (found is None)
    if found is not None and day is not None:
        assert (found.dates.months, found.dates.day) == (frozenset({day[0]}), day[1])
