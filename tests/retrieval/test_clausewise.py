"""A story that is told in several clauses is held against long cases clause by clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.types import CaseId
from retrieval.search.clausewise import shortfalls, told_in_clauses
from retrieval.search.near import Nearness
from tests.retrieval.homes import ADMIN, OVERTIME, Home, cited

IDS = [CaseId("some", number) for number in (1, 2, 3)]


def test_clauses_that_only_ask_are_none() -> None:
    assert told_in_clauses("房东的厂房被拆，钱却让租客领走了，有这种事吗") == [
        "房东的厂房被拆，",
        "钱却让租客领走了，",
    ]
    assert told_in_clauses("房东的厂房被拆") == []


@given(st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_best_of_all_clauses_falls_short_of_none(likenesses: list[list[float]]) -> None:
    told = ["字" * (at + 1) for at in range(len(likenesses))]
    near = {
        clause: {id_: Nearness(part=part) for id_, part in zip(IDS, parts, strict=True)}
        for clause, parts in zip(told, likenesses, strict=True)
    }
    below = shortfalls(told, IDS, near.__getitem__)
    assert max(below.values()) == 0
    sums = [sum(len(c) * near[c][id_].part for c in told) for id_ in IDS]
    assert below[IDS[sums.index(max(sums))]] == 0


@pytest.mark.parametrize(
    ("collection", "story", "case"),
    [
        (ADMIN, "衙门跟企业打官司要钱打输了，扭头自己发一纸公文接着要，这样行不行？有没有这样的案子", 4),
        (OVERTIME, "同事走了领导把他的活全压给我一个人，我能不干吗？", 9),
    ],
)
def test_a_story_in_clauses_finds_the_long_case(
    full_home: Home, collection: str, story: str, case: int
) -> None:
    assert cited(full_home.ready.answer(story, collections=(collection,))) == [case]


@pytest.mark.parametrize(
    ("question", "cases"),
    [
        ("不肯加班就被开了，最后员工赢了的案子", [4, 9]),
        ("劳动者先签字放弃了钱、后来还是支持了他的", [2, 3]),
        ("劳动者赢了的有哪些", [*range(1, 11)]),
    ],
)
def test_where_how_suits_went_leaves_nobody_out_the_rest_of_the_question_chooses(
    full_home: Home, question: str, cases: list[int]
) -> None:
    assert cited(full_home.ready.answer(question, collections=(OVERTIME,))) == cases
