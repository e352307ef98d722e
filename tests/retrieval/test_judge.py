"""The judge of sets: probabilities, whatever the order of the cases, and weights that its data give again."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answers.selection.themed import least_of_members, standing_out
from retrieval.cases.profiles import Profile
from retrieval.judging.features import BESIDE, NAMES, shares
from retrieval.judging.judge import Judge, Judged, probable
from retrieval.search.near import Nearness
from tests.retrieval.homes import case


def test_a_row_of_any_numbers_gives_a_probability() -> None:
    for value in (-1e6, -1.0, 0.0, 0.5, 1.0, 1e6):
        assert 0.0 <= probable(Judge().odds([value] * len(NAMES))) <= 1.0


def test_passing_the_words_makes_a_case_likelier() -> None:
    row = [0.0] * len(NAMES)
    passing = [1.0 if name == "said" else 0.0 for name in NAMES]
    assert Judge().odds(passing) > Judge().odds(row)


def test_the_committed_weights_are_what_the_committed_data_give(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from scripts.learn import judge

    judge.learn(tmp_path)
    again = json.loads((tmp_path / "judge.json").read_text("utf-8"))
    kept = json.loads((files("retrieval.learned") / "judge.json").read_text("utf-8"))
    assert again["names"] == kept["names"]
    assert again["member"] == kept["member"]
    assert again["weight"] == pytest.approx(kept["weight"], abs=1e-4)
    beside = json.loads((tmp_path / "judge_learned.json").read_text("utf-8"))
    told = json.loads((files("retrieval.learned") / "judge_learned.json").read_text("utf-8"))
    assert beside["names"] == list(BESIDE)
    assert beside["weight"] == pytest.approx(told["weight"], abs=1e-4)


def test_what_only_mentions_a_theme_must_be_surer_beside_a_case_that_is_about_it() -> None:
    told = Profile(case("suits", 1, "继承案", "继承"), 0)
    about, mentions = (Judged(told, p, True, ()) for p in (0.95, 0.36))
    assert least_of_members([mentions]) < mentions.p < least_of_members([about, mentions]) < about.p


@given(st.lists(st.floats(-0.3, 0.3), min_size=2, max_size=8))
def test_how_near_cases_are_among_those_of_their_collection_adds_up_to_one(scores: list[float]) -> None:
    pool = [Profile(case("suits", number, "案", "案"), number) for number in range(1, len(scores) + 1)]
    near = {one.id: Nearness(score, score) for one, score in zip(pool, scores, strict=True)}
    each = shares(pool, near)
    assert sum(map(math.exp, each)) == pytest.approx(1)
    assert each[scores.index(max(scores))] == pytest.approx(max(each))


@pytest.mark.parametrize(
    ("scores", "out"),
    [
        ((0.10, 0.095, 0.0, -0.02, -0.03, -0.03), [1, 2]),
        ((0.10, 0.0, -0.02, -0.03, -0.03, -0.04), []),  # one alone is told of otherwise
        ((0.10, 0.095, 0.09, 0.075, 0.05, 0.04), []),  # no line is seen
        ((0.0,) * 6, []),
    ],
)
def test_several_cases_stand_out_where_a_line_is_seen_between_them_and_the_others(
    scores: tuple[float, ...], out: list[int]
) -> None:
    pool = [Profile(case("suits", number, "案", "案"), number) for number in range(1, len(scores) + 1)]
    near = {one.id: Nearness(score, score) for one, score in zip(pool, scores, strict=True)}
    assert [one.id.number for one in standing_out(pool, near)] == out
    assert standing_out(pool, {}) == []
