"""How long which-and-how-many takes over many cases, and understanding over few.

    python tests/benchmarks/bench_sets.py [--cases 10000] [--runs 5]

Every figure is the median of warm runs in one process, in ms and as a ratio to the one thing that cannot be
saved: embedding the question (few cases), or one dense query of the same index (many). Nothing fails here: a
shared machine is no judge.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.app import App
from bot.settings import Settings
from data.types import Case, CaseId, Collection, Field, Records
from retrieval.answering import Answerer

SETS = (
    "浙江有哪些案例？",
    "长三角有几个案例？",
    "公安机关的案例有几个？",
    "哪些案例提到“商标”？",
    "标题里有“品牌”的有几个？",
    "哪些案例涉及商业秘密？",
    "浙江有几个涉及商业秘密的案例？",
    "一共有多少个案例？",
)
FACTS = ("双标认证是哪儿的？", "云小仲是谁研发的？", "博物馆怎么保护藏品数据？")


def median_ms(call: Callable[[], object], runs: int) -> float:
    """The median of `runs` warm calls, in ms."""
    call()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def grown(records: Records, size: int) -> Records:
    """`size` cases with the titles and texts of the real ones, mixed: each text with another's title."""
    real = list(records.of(records.collections[0].id))
    cases = []
    for at in range(size):
        title, text = real[at % len(real)].title, real[(at * 7 + at // len(real)) % len(real)].fields[0].text
        cases.append(Case(CaseId("grown", at + 1), title, (Field("summary", f"{text}第{at}次评估通过。"),)))
    collection = Collection("grown", "生成的案例集", "生成", "generated", "0" * 64)
    return replace(records, revision=records.revision + 1, collections=(collection,), cases=tuple(cases))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        measure(App(Settings(home=Path(home))), options.cases, options.runs)


def measure(app: App, size: int, runs: int) -> None:
    """Print both tables."""
    records = app.records()
    print(f"\nunderstanding and judging beside the embedding of the question, {len(records.cases)} cases")
    for question in (*FACTS, *SETS[:2]):
        embedding = median_ms(lambda q=question: app.embedder.embed_query(q), runs)
        whole = median_ms(lambda q=question: app.answerer.answer(q), runs)
        print(f"  {whole:8.1f} ms  {whole / embedding:6.2f} × embedding ({embedding:.1f} ms)  {question}")
    many = grown(records, size)
    answerer = Answerer(
        records=lambda: many, index=lambda: app.index, embedder=lambda: app.embedder, cache_dir=app.home.cache
    )
    dense = median_ms(lambda: dense_query(size * 4, app.embedder.dimension), runs)
    print(f"\nwhich and how many over {size} cases; one dense query of {size * 4} vectors: {dense:.1f} ms")
    for question in SETS:
        started = time.perf_counter()
        answer = answerer.answer(question)
        cold = (time.perf_counter() - started) * 1000
        warm = median_ms(lambda q=question: answerer.answer(q), runs)
        found = len(answer.citations)
        print(
            f"  {warm:8.1f} ms  {warm / dense:6.2f} × dense  first {cold:8.0f} ms  {found:6d} found  {question}"
        )


_vectors: dict[tuple[int, int], np.ndarray] = {}


def dense_query(rows: int, dimension: int) -> np.ndarray:
    """The least a dense query can be: the products with every vector, and the nearest 400."""
    if (rows, dimension) not in _vectors:
        _vectors[rows, dimension] = np.random.default_rng(0).normal(size=(rows, dimension)).astype(np.float32)
    vectors = _vectors[rows, dimension]
    return np.argpartition(vectors @ vectors[0], -400)[-400:]


if __name__ == "__main__":
    main()
