"""anwen's side of the benchmark: libraries of any size, and how long their answers take."""

from __future__ import annotations

import contextlib
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpora import Corpus
from vectors import Vectors

from bot.app import App
from bot.settings import Settings
from data.errors import AnwenError
from data.types import SUMMARY, Case, Field
from vectorstore.embeddings import E5, E5_DIMENSION, E5_MODEL, Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class KeptModel:
    """The built-in E5 for questions, timed; the kept vectors for passages, made up where `cheap`."""

    def __init__(self, vectors: Path, cheap: bool) -> None:
        from vectorstore.embeddings import embedder

        self._vectors = Vectors(vectors)
        self._cheap = cheap
        self._real = embedder()
        self.spent = 0.0
        """Seconds of embedding questions so far."""
        self.documents = 0.0
        """Seconds of looking up passages so far."""

    def embed_documents(self, texts: list[str]) -> NDArray[np.float32]:
        started = time.perf_counter()
        found = self._vectors.cheap(texts) if self._cheap else self._vectors.of(texts)
        self.documents += time.perf_counter() - started
        return found

    def embed_query(self, text: str) -> list[float]:
        started = time.perf_counter()
        try:
            return self._real.embed_query(text)
        finally:
            self.spent += time.perf_counter() - started

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        started = time.perf_counter()
        try:
            return self._real.embed_queries(texts)
        finally:
            self.spent += time.perf_counter() - started


def app(home: Path, model: KeptModel) -> App:
    """The program with its data in `home`, and `model` in the place of the built-in one, under its name."""
    made = App(Settings(home=home))
    made.embedder = Embedder(f"{E5}:{E5_MODEL}", lambda: model, E5_DIMENSION, batch=20_000)  # type: ignore[misc]
    return made


SETS = (
    "浙江有哪些案例？",
    "日本有几个案例？",
    "哪些案例提到“大学”？",
    "标题里有“足球”的有几个？",
    "哪些案例涉及商业秘密？",
    "哪些案例涉及战争和军事？",
    "哪些案例讲的是大学教育？",
    "日本有几个涉及足球的案例？",
    "一共有多少个案例？",
)
"""Which and how many: by place, by words as they are, by a theme with few and with many synonyms, and all of them."""


def figures(corpus: Corpus, home: Path, vectors: Path, seconds: float) -> dict[str, object]:
    """All of anwen's figures for one corpus: built anew in `home`, asked, changed."""
    from peers import measured, resident, size_of

    model = KeptModel(vectors, cheap=True)
    model.embed_query("x")
    program = app(home, model)
    program.catalog.records()
    with contextlib.suppress(AnwenError):
        program.index.state()  # the imports
    begun = time.perf_counter()
    program.library.replace(corpus.collection, corpus.cases)
    indexing = time.perf_counter() - begun - model.documents
    begun = time.perf_counter()
    program.answerer.answer(corpus.asked[0].question)
    first = time.perf_counter() - begun
    program.answerer.warm()  # as a bot or a server does when it starts
    asked = [(one.question, one.number) for one in corpus.asked]

    def search(question: str) -> list[int]:
        return [citation.case.number for citation in program.answerer.answer(question).citations]

    found = measured(search, asked, lambda: model.spent, seconds)
    found["answered@1"] = found.pop("recall@1")
    found.pop("recall@5")
    ranked = [program.answerer.rank(q)[:5] for q, _ in asked[: int(found["asked"])]]
    ranks = [[id_.number for id_, _ in best] for best in ranked]
    rights = list(zip(ranks, (number for _, number in asked), strict=False))
    found["recall@1"] = sum(best[:1] == [number] for best, number in rights) / len(rights)
    found["recall@5"] = sum(number in best for best, number in rights) / len(rights)
    memory, disk = resident(), size_of(home)
    spared = sparing(program, asked[: int(found["asked"])])
    records = program.catalog.records()
    vector = model.embed_query(asked[0][0])
    dense = median([lambda: program.index.search(vector, 10, records)], 20)
    sets = {
        question: {
            "seconds": median([lambda q=question: program.answerer.answer(q)], 5),  # type: ignore[misc]
            "found": len(program.answerer.answer(question).citations),
        }
        for question in SETS
    }
    return found | {
        "fresh": fresh(home, by_words(program, asked)),
        "spared": spared,
        "indexing": indexing,
        "first": first,
        "resident": memory,
        "disk": disk,
        "dense": dense,
        "sets": sets,
        "change": changed(program, corpus, model),
    }


def holding(home: Path, vectors: Path, asked: Sequence[str]) -> int:
    """Bytes of memory of a process that only answers, as a bot or a server, after these questions; to be run in one."""
    from peers import resident

    program = app(home, KeptModel(vectors, cheap=True))
    program.answerer.warm()
    for question in asked:
        program.answerer.answer(question)
    return resident()


def sparing(program: App, asked: Sequence[tuple[str, int]]) -> dict[str, float]:
    """The share of the questions for which nothing was embedded; of these the share answered from the right case; and
    the same with meaning."""
    answerer = program.answerer

    def right(question: str, number: int) -> bool:
        return [citation.case.number for citation in answerer.answer(question).citations][:1] == [number]

    alone: list[tuple[bool, bool]] = []
    for question, number in asked:
        before = answerer.embedded
        answered = right(question, number)
        if answerer.embedded == before:
            answerer.sparing = False
            alone.append((answered, right(question, number)))
            answerer.sparing = True
    of = max(len(alone), 1)
    return {
        "share": len(alone) / len(asked),
        "right": sum(one for one, _ in alone) / of,
        "right_with_meaning": sum(other for _, other in alone) / of,
    }


def by_words(program: App, asked: Sequence[tuple[str, int]]) -> str:
    """The first of the questions for which nothing is embedded; the first of all where there is none."""
    for question, _ in asked:
        before = program.answerer.embedded
        program.answerer.answer(question)
        if program.answerer.embedded == before:
            return question
    return asked[0][0]


def fresh(home: Path, question: str) -> dict[str, float]:
    """What the first question of a process takes, all of it: processor seconds and wall, the median of three."""
    runs = []
    for _ in range(3):
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "bot", "ask", question],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"ANWEN_HOME": str(home)},
            capture_output=True,
            check=True,
        )
        wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        runs.append((busy, wall))
    busy, wall = (statistics.median(column) for column in zip(*runs, strict=True))
    return {"processor": busy, "seconds": wall}


def changed(program: App, corpus: Corpus, model: KeptModel) -> dict[str, float]:
    """Seconds to read the collection again with one case changed, the median of five; and the first answer after."""
    took, after = [], []
    for turn in range(5):
        last = corpus.cases[-1]
        new = Case(last.id, last.title, (Field(SUMMARY, f"{last.fields[0].text[:120]}第{turn}次修改。"),))
        begun = time.perf_counter()
        program.library.replace(corpus.collection, [*corpus.cases[:-1], new])
        took.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        program.answerer.answer(corpus.asked[turn].question)
        after.append(time.perf_counter() - begun)
    return {"seconds": statistics.median(took), "first_answer_after": statistics.median(after)}


def median(calls: Sequence[Callable[[], object]], runs: int) -> float:
    """The median of `runs` warm rounds of `calls`, in seconds."""
    taken = []
    for run in range(runs + 1):
        started = time.perf_counter()
        for call in calls:
            call()
        if run:
            taken.append(time.perf_counter() - started)
    return statistics.median(taken)
