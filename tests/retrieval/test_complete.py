"""What is called complete is: the members of a set are those that a plain look at every case gives, over drawn conditions."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.text import fold, squeeze
from data.types import Case
from retrieval.answering import Answerer
from retrieval.question.query import Query
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import Home, cited

_RUN = re.compile(r"[一-鿿]{6,}")
_SMALL = frozenset("的了和与或在是有等及对为以把将也都不没无案例题标正文名称字词里中“”")
"""Characters a drawn word has none of, so that quoting it reads as quoting."""


def told(case: Case) -> str:
    """All that a case says, as a reader would search it."""
    return squeeze(fold("\n".join([case.title, *(f.text for f in case.fields)])))


@pytest.fixture(scope="module")
def texts(home: Home) -> dict[int, tuple[str, str]]:
    """Number → title and all that is told."""
    return {c.number: (squeeze(fold(c.title)), told(c)) for c in home.catalog.records().cases}


@st.composite
def words(draw: st.DrawFn, texts: dict[int, tuple[str, str]]) -> str:
    """Two to four characters in a row out of some case."""
    runs = [run for _, text in texts.values() for run in _RUN.findall(text)]
    run = draw(st.sampled_from(runs))
    size = draw(st.integers(2, 4))
    start = draw(st.integers(0, len(run) - size))
    return run[start : start + size]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_a_complete_answer_names_exactly_the_cases_that_pass(
    data: st.DataObject, ask: Ask, texts: dict[int, tuple[str, str]]
) -> None:
    one, other = (data.draw(words(texts).filter(lambda w: not _SMALL & set(w))) for _ in range(2))
    form, holds = data.draw(
        st.sampled_from(
            [
                (f"正文或标题里提到“{one}”的案例有哪些？", lambda t, a: one in a),
                (f"提到“{one}”的有几个案例？", lambda t, a: one in a),
                (f"标题里有“{one}”的案例有哪些？", lambda t, a: one in t),
                (f"既提到“{one}”又提到“{other}”的案例有哪些？", lambda t, a: one in a and other in a),
                (f"提到“{one}”但没提到“{other}”的案例有哪些？", lambda t, a: one in a and other not in a),
                (f"提到“{one}”或者“{other}”的案例有哪些？", lambda t, a: one in a or other in a),
            ]
        )
    )
    answer = ask(form)
    expected = {number for number, (title, all_) in texts.items() if holds(title, all_)}
    if expected and (answer.basis.complete or answer.refused):
        assert sorted(cited(answer)) == sorted(expected), form
    if not expected:
        assert answer.refused or not answer.basis.complete, form


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    tests=st.lists(
        st.sampled_from(["won", "lost", "changed", "of:firm", "plaintiff:person"]), unique=True, max_size=3
    ),
    theme=st.text(alphabet="商标专利版权", max_size=6),
    places=st.lists(st.sampled_from(["浙江", "上海", "德化"]), unique=True, max_size=2),
)
def test_a_query_comes_back_from_its_json_as_it_was(tests: list[str], theme: str, places: list[str]) -> None:
    query = Query.from_json(
        {
            "act": "ask",
            "want": "cases",
            "text": "、".join(places) + theme,
            "theme": theme,
            "where": {"course": tests, "place": places},
        }
    )
    assert Query.loads(query.dumps()) == query


@pytest.mark.parametrize(
    "question",
    [
        "福建的案例，不是海里的有哪些",  # no case is left out by it
        "浙江有几个，不要火星的",
        "网上卖东西的案例，不要吃的，有哪些",
        "按省份统计，不是海里的",
    ],
)
def test_what_is_left_out_by_no_exact_test_is_never_called_complete(
    answerer: Answerer, question: str
) -> None:
    answer = answerer.answer(question)
    assert answer.refused or not answer.basis.complete


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("按省份统计，只要地理标志的", [25, 30]),
        ("按省份分类，高校的", [14, 21]),
        ("按省份统计，比如浙江、福建", list(range(1, 31))),
    ],
)
def test_what_is_said_behind_a_grouping_is_a_condition_and_an_example_is_none(
    answerer: Answerer, question: str, numbers: list[int]
) -> None:
    assert sorted({c.case.number for c in answerer.answer(question).citations}) == numbers


def test_groups_of_what_is_near_in_meaning_are_not_called_complete(answerer: Answerer) -> None:
    answer = answerer.answer("按省份统计帮企业走出国门的案例")
    assert answer.citations
    assert not answer.basis.complete


def test_a_deed_that_no_case_was_put_to_is_named_and_the_list_is_of_words_only(ask: Ask) -> None:
    whole, some = ask("讲葡萄酒的都有哪些"), ask("卖葡萄酒的都有哪些")
    assert cited(whole) == cited(some) == [30]
    assert (whole.basis.complete, some.basis.complete) == (True, False)
    assert "“卖”" in some.text
    assert ask("你确定？", "卖葡萄酒的都有哪些").text.startswith("按字词逐个查过")
