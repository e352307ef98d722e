"""Several ask one process at once: each gets the answer that it would get alone, and nobody waits for an embedding."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from data.types import Answer
from retrieval import lexicon
from retrieval.answering import Answerer
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import BUNDLED, Home
from tests.retrieval.scoring import gold
from vectorstore.embeddings import Embedder

ASKERS = 8
QUESTIONS = tuple(row["question"] for row in gold("dev") if not row["turns"])[::8]


class Held:
    """A model that embeds one question only once it is let go."""

    def __init__(self, real: Embedder, question: str) -> None:
        self._real, self._question = real, question
        self.began, self.let_go = threading.Event(), threading.Event()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._real.embed_documents(texts)

    def embed_query(self, text: str) -> list[float]:
        if text == self._question:
            self.began.set()
            assert self.let_go.wait(30)
        return self._real.embed_query(text)


def _timeless(answer: Answer) -> Answer:
    return replace(answer, elapsed_ms=0.0)


def _answers(answerer: Answerer, questions: Sequence[str]) -> list[Answer]:
    return [_timeless(answerer.answer(question, collections=(BUNDLED,))) for question in questions]


def test_eight_askers_get_the_answers_that_one_gets_byte_for_byte(home: Home, answerer: Answerer) -> None:
    alone = _answers(answerer, QUESTIONS)
    shared = home.answerer()  # nothing is worked out yet: they meet in everything that is
    turned = [(*QUESTIONS[at:], *QUESTIONS[:at]) for at in range(ASKERS)]
    with ThreadPoolExecutor(ASKERS) as askers:
        together = [*askers.map(lambda questions: _answers(shared, questions), turned)]
    for questions, answers in zip(turned, together, strict=True):
        found = dict(zip(questions, answers, strict=True))
        assert [found[question] for question in QUESTIONS] == alone


def test_questions_are_answered_while_another_is_embedded(home: Home, ask: Ask) -> None:
    slow = "怎么让大家一眼看懂专利值多少"
    model = Held(home.embedder, slow)
    held = Embedder(home.embedder.name, lambda: model, home.embedder.dimension)
    answerer = replace(home, embedder=held).answerer()
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(answerer.answer, slow, collections=(BUNDLED,))
        assert model.began.wait(30)
        try:
            quick = [*map(answerer.answer, ("案例8讲什么", "浙江有哪些案例", "怎么缩短商标审查的时间"))]
            assert not waiting.done()
        finally:
            model.let_go.set()
        assert _timeless(waiting.result(30)) == _timeless(ask(slow))
    assert all(answer.citations for answer in quick)


def test_what_is_warm_leaves_no_table_for_the_first_question_of_a_kind_to_read(answerer: Answerer) -> None:
    tables = lexicon.official, lexicon.related, lexicon.narrower, lexicon.english
    for table in tables:
        table.cache_clear()
    answerer.warm()
    assert all(table.cache_info().currsize for table in tables)
