"""The learned heads: what a question does, wants, how it relates to the turn before, and in which form."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from retrieval.learned.arrays import load
from retrieval.question.learned.heads import HEADS, Heads, Reading

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def heads() -> Heads:
    return Heads()


def likeliest(reading: Reading) -> tuple[str, ...]:
    return tuple(max(told, key=told.__getitem__) for told in (getattr(reading, head) for head in HEADS))


@pytest.mark.parametrize("text", ["", "？", "福建", "a" * 5000, "案例8讲什么 " * 200, "\ud800", "𠮷野家 ①②③"])
def test_whatever_is_typed_the_probabilities_add_up_to_one(heads: Heads, text: str) -> None:
    for follows in (False, True):
        for head in HEADS:
            assert sum(getattr(heads.read(text, follows), head).values()) == pytest.approx(1)


def test_a_question_with_no_turn_before_is_new(heads: Heads) -> None:
    assert heads.read("那福建呢", follows=False).relation == {"new": 1.0}


def test_a_question_is_read_in_under_two_milliseconds(heads: Heads) -> None:
    text = "浙江和上海的法院在第12号案例里一共判了多少钱赔给清华大学，超过三百万的有哪些"
    heads.read(text, follows=True)
    spent = []
    for _ in range(50):
        start = time.perf_counter()
        heads.read(text, follows=True)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.002


def test_rows_sum_up_to_the_same_with_numpy_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    table = load("heads.npz")["table"]
    rows = list(range(0, table.shape[0], 97))
    quick = table.summed(rows)
    monkeypatch.delitem(sys.modules, "numpy")
    assert quick == table.summed(rows) == [sum(column) for column in zip(*map(table.row, rows), strict=True)]


def test_reading_needs_neither_tokenizer_nor_index_nor_trainer() -> None:
    code = (
        "import sys; from retrieval.question.learned.heads import Heads; Heads().read('那福建呢', True);"
        "print([m for m in ('jieba', 'rjieba', 'chromadb', 'sklearn', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_questions_that_nothing_was_trained_on_are_read_right(heads: Heads) -> None:
    lines = (ROOT / "tests/retrieval/held_out_questions.tsv").read_text("utf-8").splitlines()[1:]
    wrong: dict[str, list[str]] = {head: [] for head in HEADS}
    for before, text, *labels in (line.split("\t") for line in lines):
        read = likeliest(heads.read(text, bool(before)))
        for head, label, told in zip(HEADS, labels, read, strict=False):
            if label != told and (head != "relation" or labels[0] == "ask"):
                wrong[head].append(f"{text}: {told}, not {label}")
    share = {head: 1 - len(misses) / len(lines) for head, misses in wrong.items()}
    assert share["act"] >= 0.88, wrong["act"]
    assert share["kind"] >= 0.86, wrong["kind"]
    assert share["relation"] >= 0.85, wrong["relation"]
    assert share["form"] >= 0.92, wrong["form"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("能帮我把合同改一改吗", "service"),
        ("你懂不懂税法", "scope"),
        ("前天我问的那条你还有印象吗", "memory"),
        ("用着要不要付钱", "price"),
        ("依你看这么干值不值", "opinion"),
        ("我这事能告赢不", "advice"),
        ("你靠什么挑出来的", "method"),
        ("法院凭什么不信他的话", "none"),
        ("他们靠什么把线索找出来的", "none"),
        ("这家医院看病要不要付钱", "none"),
        ("你找一找讲商标的", "none"),
    ],
)
def test_what_is_asked_of_the_program_itself_is_told_from_what_is_asked_of_cases(
    heads: Heads, text: str, asked: str
) -> None:
    itself = heads.read(text, follows=False).itself
    assert (max(itself, key=itself.__getitem__) if itself["none"] < 0.3 else "none") == asked


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_training_again_gives_the_same_weights(tmp_path: Path) -> None:
    code = f"from scripts.learn.__main__ import PARTS, Path; [learn(Path({str(tmp_path)!r})) for learn in PARTS.values()]"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    weights = (".npz", ".json")  # what is embedded beside them is named by what it was made from
    again = {path.name for path in tmp_path.iterdir() if path.suffix in weights}
    kept = {path.name for path in (ROOT / "retrieval/learned").iterdir() if path.suffix in weights}
    assert again == kept - {"spans.json"}  # spans are learned from judgments that are not here
    for name in again:
        if name.endswith(".json"):
            now, then = (
                json.loads((place / name).read_text("utf-8"))
                for place in (tmp_path, ROOT / "retrieval/learned")
            )
            assert now == {
                key: pytest.approx(value, abs=1e-3) if _is_number(value) else value
                for key, value in then.items()
            }
            continue
        with np.load(tmp_path / name) as now, np.load(ROOT / "retrieval/learned" / name) as kept:
            # Another processor may round a sum otherwise: then a few weights are one step off.
            off = np.abs(now["table"].astype(int) - kept["table"])
            assert off.max() <= 1
            assert np.count_nonzero(off) <= 0.001 * off.size


def _is_number(value: object) -> bool:
    listed = value if isinstance(value, list) else [value]
    return all(isinstance(one, int | float) for one in listed)
