"""Whether anything is here, measured against what strangers' questions reach in the same collection."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.types import Conversation
from retrieval import lexicon
from retrieval.answering import Answerer
from retrieval.judging import presence
from retrieval.search.meaning import Ground, file_of
from tests.retrieval.homes import Home
from vectorstore.embeddings import E5, E5_MODEL

AT_HOME = (
    "板栗新品种是怎么推广给农民的",
    "海外维权有哪家帮企业",
    "村里的篮球赛牌子怎么保护",
    "造瓷器的地方怎么管版权",
    "大学的科技成果怎么变成钱",
)
HALF, MOST = 0.5, 0.8
"""Probability below which so large a share of the strangers must lie."""


@given(st.lists(st.floats(-50, 50), min_size=9, max_size=9))
def test_any_row_gives_a_probability(row: list[float]) -> None:
    assert 0.0 <= presence.probability(row) <= 1.0


@given(st.floats(0.3, 0.6), st.floats(0.3, 0.6))
def test_what_is_nearer_lies_higher_above_the_ground(one: float, other: float) -> None:
    ground = Ground(0.45, 0.01)
    assert (one < other) <= (ground.above(one) < ground.above(other))
    assert ground.levelled(ground.mean) == 0.0


def test_questions_of_the_collection_are_here_and_the_average_stranger_is_not(
    answerer: Answerer, home: Home
) -> None:
    def here(text: str) -> float:
        inquiry = answerer._inquire(text, Conversation(), ())
        return inquiry.presence(inquiry.ranked(inquiry.pool)[0])

    assert all(here(text) >= presence.least() for text in AT_HOME)
    strangers = [here(text) for text in lexicon.strangers()[::6]]
    assert sum(p < HALF for p in strangers) >= len(strangers) * MOST


def test_a_large_index_gives_the_ground_that_a_small_one_gives(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By searches, one a stranger, where not all vectors are taken into memory."""

    def ground() -> Ground:
        search = home.answerer()._search
        return search.ground(home.catalog.records(), home.catalog.records().collections[0].id)

    exact = ground()
    monkeypatch.setattr("vectorstore.nearest.EXACT", 0)
    monkeypatch.setattr("retrieval.search.meaning.LARGE_STEP", 1)
    searched = ground()
    assert searched.mean == pytest.approx(exact.mean, abs=1e-3)
    assert searched.spread == pytest.approx(exact.spread, abs=1e-3)


def test_the_committed_weights_are_what_the_committed_data_give(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from importlib.resources import files

    from scripts.learn import presence as learned

    learned.learn(tmp_path)
    committed = (files("retrieval.learned") / "presence.json").read_text("utf-8")
    assert (tmp_path / "presence.json").read_text("utf-8") == committed


@pytest.mark.parametrize(
    ("name", "texts"), [("everyday", lexicon.everyday_questions()), ("strangers", lexicon.strangers())]
)
def test_the_vectors_that_come_with_the_program_are_of_the_present_questions(
    name: str, texts: tuple[str, ...]
) -> None:
    """Else a new home embeds them at its first question: `python -m scripts.learn usual`."""
    file = files("retrieval.learned") / file_of(name, f"{E5}:{E5_MODEL}", texts)
    assert file.is_file()
