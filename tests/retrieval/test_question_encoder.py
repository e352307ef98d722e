"""The vector of a question that was learned: it lies next to the case that answers, in whatever words that is asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.types import CaseId
from retrieval.search.meaning import DenseSearch
from retrieval.search.near import Nearness, behind
from retrieval.search.question_encoder import LONGEST, question_encoder
from scripts.learn.low_rank import Pass, unmoved
from scripts.learn.question_encoder import Cases, Example, step
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import Home, cited
from vectorstore.e5_file import built_in
from vectorstore.embeddings import BUILT_IN, E5_DIMENSION

IDS = [CaseId("some", number) for number in range(1, 5)]


def made(seed: int, cases: int = 3, width: int = 384, spread: float = 1.0) -> Cases:
    """Cases of random chunks, one to three of each kind."""
    rng = np.random.default_rng(seed)

    def some() -> tuple[np.ndarray, np.ndarray]:
        owner = np.repeat(np.arange(cases), rng.integers(1, 4, cases))
        return rng.normal(0, spread, (len(owner), width)).astype(np.float32), owner

    return Cases(tuple(range(1, cases + 1)), *some(), *some(), rng.normal(0, 0.1, width).astype(np.float32))


@pytest.mark.parametrize(
    ("asked", "case"),
    [
        ("乡下打个球打出了大名堂，怎么把这名号看住，又让农民挣上钱", 28),
        ("念小学就教孩子们别抄别人的东西，哪儿在做", 5),
        ("自家的独门本事和客户单子怕叫人顺走，有衙门帮着管吗", 8),
    ],
)
def test_everyday_words_find_the_case_that_has_none_of_them(ask: Ask, asked: str, case: int) -> None:
    assert cited(ask(asked)) == [case]


def test_one_case_that_is_described_stands_alone(ask: Ask) -> None:
    assert cited(ask("有没有警员到工厂里头坐堂，给老板们解难的")) == [10]


def test_a_vector_is_of_length_one_and_of_no_more_than_is_read() -> None:
    encoder = question_encoder()
    assert encoder is not None
    vector = encoder.vector("赔了多少钱")
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert encoder.vector("钱" * 2000) == pytest.approx(encoder.vector("钱" * 4 * LONGEST))


@given(st.integers(0, 99), st.integers(1, 6))
def test_a_case_is_as_near_as_its_nearest_chunks(seed: int, cases: int) -> None:
    held, question = made(seed, cases, 8), np.random.default_rng(seed).normal(0, 1, 8).astype(np.float32)
    near, slope = held.near(question)
    asked = question - held.usual
    for at in range(cases):
        best = [
            max(float(v @ asked) for v, owner in zip(vectors, owners, strict=True) if owner == at)
            for vectors, owners in ((held.whole, held.of_whole), (held.part, held.of_part))
        ]
        assert near[at] == pytest.approx(sum(best) / 2, abs=1e-4)
    assert slope @ asked == pytest.approx(near, abs=1e-4)


def test_slopes_are_what_differences_give() -> None:
    file = built_in()
    assert file is not None
    rng = np.random.default_rng(1)
    moved = {
        name: (value + rng.normal(0, 0.05, value.shape)).astype(np.float64)
        for name, value in unmoved(file, 1, 2, rng).items()
    }
    pieces, cases = np.array([0, 41, 1294, 12, 500, 900, 2]), made(3, 4, spread=0.02)
    slopes = {name: np.zeros_like(value) for name, value in moved.items()}
    one = Example("哪些案例讲到海外维权", "bundled", (0, 1), "list", either=(3,))
    step(pieces, one, cases.near, Pass(file, moved, 1), slopes)
    for name in ("0.q.down", "0.fo.up", "0.norm"):
        at = np.unravel_index(int(np.abs(slopes[name]).argmax()), slopes[name].shape)
        losses = []
        for move in (1e-3, -1e-3):
            beside = {**moved, name: moved[name].copy()}
            beside[name][at] += move
            losses.append(
                step(pieces, one, cases.near, Pass(file, beside, 1), {k: v * 0 for k, v in slopes.items()})
            )
        assert slopes[name][at] == pytest.approx((losses[0] - losses[1]) / 2e-3, rel=0.05), name


@given(st.lists(st.floats(-1, 1), min_size=4, max_size=4))
def test_the_nearest_lies_behind_none(scores: list[float]) -> None:
    near = {id_: Nearness(score, score) for id_, score in zip(IDS, scores, strict=True)}
    below = behind(near, IDS)
    assert max(below.values()) == 0
    assert below[IDS[scores.index(max(scores))]] == 0
    assert behind({}, IDS) == {}


def test_what_another_model_indexed_is_not_asked_by_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def learned(name: str) -> Mapping[CaseId, Nearness]:
        model = SimpleNamespace(name=name, dimension=E5_DIMENSION)
        search = DenseSearch(lambda: home.index, lambda: model, None)  # type: ignore[arg-type,return-value]
        return search.learned("赔了多少钱", home.catalog.records())

    assert learned("openai:other") == {}
    assert learned(BUILT_IN)
    monkeypatch.setattr("retrieval.search.question_encoder.question_encoder", lambda: None)
    assert learned(BUILT_IN) == {}
