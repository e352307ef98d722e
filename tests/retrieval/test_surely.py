"""Where the words decide which case answers and which of its words, nothing is embedded, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.types import Answer
from retrieval.answering import Answerer
from retrieval.judging import surely
from tests.retrieval.homes import BUNDLED, Home, cited
from tests.retrieval.scoring import gold
from vectorstore.embeddings import Embedder

SPARED = 0.3
"""Share of the single questions below, at least, for which nothing is embedded."""
WITHOUT_PARTS = 0.5
"""The same where no parts of cases are embedded."""
ASKED = [row for row in gold("dev") if not row["turns"]][::3]


class Absent:
    """A model that fails whoever asks it."""

    def embed_query(self, text: str) -> list[float]:
        raise AssertionError(f"embedded: {text}")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise AssertionError


@pytest.fixture(scope="module")
def by_words(home: Home) -> Answerer:
    """An answerer that can neither embed nor look into an index."""
    name, records = home.embedder.name, home.catalog.records

    def no_index() -> None:
        raise AssertionError("the index was opened")

    return Answerer(
        records, no_index, lambda: Embedder(name, Absent, 384), home.folder / "cache", find=home.catalog.words
    )


@pytest.mark.parametrize(
    ("question", "number", "said"),
    [
        ("南通在国外设了多少家海外服务分中心", 9, "34家"),
        ("天津的派出所联络点一共布到了多少个重点地方？", 2, "120个"),
    ],
)
def test_what_the_words_decide_is_answered_without_model_and_index(
    by_words: Answerer, question: str, number: int, said: str
) -> None:
    answer = by_words.answer(question)
    assert (cited(answer), answer.text.split("。")[0]) == ([number], said)


def test_what_other_words_tell_is_asked_of_the_index(by_words: Answerer) -> None:
    with pytest.raises(AssertionError):
        by_words.answer("怎么让大家一眼看懂专利值多少")


def test_what_is_answered_without_embedding_cites_what_meaning_cites(home: Home) -> None:
    answerer = home.answerer()

    def ask(question: str, *, sparing: bool) -> Answer:
        answerer.sparing = sparing
        return answerer.answer(question, collections=(BUNDLED,))

    spared = 0
    for row in ASKED:
        before = answerer.embedded
        alone = ask(row["question"], sparing=True)
        if answerer.embedded > before:
            continue
        spared += 1
        meant = ask(row["question"], sparing=False)
        assert (cited(alone), alone.refused) == (cited(meant), meant.refused), row["question"]
        if all(point in meant.text for point in row["answer_points"]):
            assert all(point in alone.text for point in row["answer_points"]), row["question"]
    assert spared >= SPARED * len(ASKED)


def test_where_no_parts_are_embedded_no_question_waits_for_their_nearness(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("retrieval.cases.profiles", "vectorstore.chunking"):
        monkeypatch.setattr(f"{module}.FINE", 10)
    answerer = home.answerer()
    spared = 0
    for row in ASKED[::2]:
        before = answerer.embedded
        answerer.answer(row["question"], collections=(BUNDLED,))
        spared += answerer.embedded == before
    assert spared >= WITHOUT_PARTS * len(ASKED[::2])


@given(st.lists(st.floats(-50, 50), min_size=len(surely.NAMES), max_size=len(surely.NAMES)))
def test_any_row_gives_a_probability(row: list[float]) -> None:
    assert 0.0 <= surely.probability(row) <= 1.0
