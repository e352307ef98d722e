"""The judge of sets: probabilities, whatever the order of the cases, and weights that its data give again."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from retrieval.answers.selection.themed import least_of_members
from retrieval.cases.profiles import Profile
from retrieval.judging.features import NAMES
from retrieval.judging.judge import Judge, Judged, probable
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


def test_what_only_mentions_a_theme_must_be_surer_beside_a_case_that_is_about_it() -> None:
    told = Profile(case("suits", 1, "继承案", "继承"), 0)
    about, mentions = (Judged(told, p, True, ()) for p in (0.95, 0.36))
    assert least_of_members([mentions]) < mentions.p < least_of_members([about, mentions]) < about.p
