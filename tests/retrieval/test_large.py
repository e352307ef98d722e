"""What a large library does otherwise gives the answers of a small one: words found by index, cut once, ranked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.types import SUMMARY, Case, CaseId, Collection, Field, Records
from retrieval import postings
from retrieval.holders import Holders, Texts
from retrieval.lexical import _highest, lexical_index
from retrieval.profiles import Profiles
from retrieval.terms import Term, count, weigh
from retrieval.tokens import Tokenizer

LETTERS = st.text("案例知识产权保护中心𠀀\nab", max_size=30)
WORDS = st.text("案例知识产权保护中心𠀀ab", min_size=1, max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=40), st.lists(WORDS, min_size=1, max_size=6))
def test_the_index_finds_a_word_just_where_reading_does(texts: list[str], words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "ROWS", 7)
        index = Holders(texts)
        for word in words:
            assert index.of(word).tolist() == [at for at, text in enumerate(texts) if word in text]


@settings(max_examples=100, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=30), st.lists(WORDS, min_size=1, max_size=4, unique=True))
def test_terms_weigh_and_cover_the_same_over_an_index(texts: list[str], words: list[str]) -> None:
    terms = [Term(word, ((word, 1.0), (word[:1], 0.9), (word[-1:], 0.6))) for word in words]
    some = list(range(0, len(texts), 2))
    for indexed, plain in (
        (Texts(Holders(texts)), texts),
        (Texts(Holders(texts), some), [texts[at] for at in some]),
    ):
        assert list(indexed) == plain
        assert [count(term, indexed) for term in terms] == [count(term, plain) for term in terms]
        weighed = weigh(terms, indexed)
        assert weighed == weigh(terms, plain)
        assert weighed.coverages(indexed) == pytest.approx([weighed.coverage(text) for text in plain])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60), st.integers(1, 70))
def test_the_highest_scores_are_those_of_sorting_them_all(scores: list[int], limit: int) -> None:
    array = np.array(scores, dtype=np.float32)
    assert _highest(array, limit) == array.argsort(kind="stable")[::-1][:limit].tolist()


def test_only_the_words_of_new_cases_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []
    tokenizer = Tokenizer(tmp_path)
    real = tokenizer.search_words
    monkeypatch.setattr(tokenizer, "search_words", lambda text: (cut.append(text), real(text))[1])

    def indexed(revision: int, *texts: str) -> list[list[CaseId]]:
        cases = tuple(Case(CaseId("c", n), "题", (Field(SUMMARY, text),)) for n, text in enumerate(texts, 1))
        records = Records(
            revision, f"2026-01-01T00:00:0{revision}Z", (Collection("c", "c", "c", "c", ""),), cases
        )
        index = lexical_index(Profiles.of(records), tokenizer, tmp_path / "cache")
        return [[id_ for id_, _ in index.search(real(word), 5)] for word in ("商标", "专利", "版权")]

    texts = ["某市保护商标。", "某省转化专利。", "某县登记版权。"]
    first = indexed(1, *texts)
    assert len(cut) == 3
    assert indexed(2, texts[0], "某省登记版权。", texts[2]) != first
    assert len(cut) == 4
    assert indexed(3, *texts) == first
