"""What a large library does otherwise gives the answers of a small one: words found by index."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalog.search.words import ReadWords
from retrieval.language.holders import Holders, Texts
from retrieval.language.terms import Term, count, weigh

LETTERS = st.text("案例知识产权保护中心𠀀\nab", max_size=30)
WORDS = st.text("案例知识产权保护中心𠀀ab", min_size=1, max_size=5)


@settings(max_examples=100, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=30), st.lists(WORDS, min_size=1, max_size=4, unique=True))
def test_terms_weigh_and_cover_the_same_over_an_index(texts: list[str], words: list[str]) -> None:
    terms = [Term(word, ((word, 1.0), (word[:1], 0.9), (word[-1:], 0.6))) for word in words]
    some = list(range(0, len(texts), 2))
    for indexed, plain in (
        (Texts(Holders(texts, ReadWords(texts))), texts),
        (Texts(Holders(texts, ReadWords(texts)), some), [texts[at] for at in some]),
    ):
        assert list(indexed) == plain
        assert [count(term, indexed) for term in terms] == [count(term, plain) for term in terms]
        weighed = weigh(terms, indexed)
        assert weighed == weigh(terms, plain)
        assert weighed.coverages(indexed) == pytest.approx([weighed.coverage(text) for text in plain])
