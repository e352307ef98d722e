"""What a large library does otherwise gives the answers of a small one: words found by index."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalog.search.words import ReadWords
from retrieval.language import holders
from retrieval.language.holders import Holders, Texts
from retrieval.language.terms import OFTEN, Term, count, names_in, weigh

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


def test_who_holds_a_word_is_remembered_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"第{at}个案例" for at in range(100)]
    words = [*(str(at) for at in range(100)), "案例"] * 2
    monkeypatch.setattr(holders, "REMEMBERED", 2_000)
    held = Holders(texts, ReadWords(texts))
    for word in words:
        assert held.of(word).tolist() == [at for at, text in enumerate(texts) if word in text]
        assert sum(len(one) + holders.SLOT for one in held._of.values()) <= 2_000
    assert held.of("案例") is held.of("案例")


def test_names_that_are_looked_for_often_are_found_the_same() -> None:
    names = frozenset({"村BA", "海外服务", "海外服务中心", "中", "服务"})
    asked = [names_in("海外服务中心与村BA", names) for _ in range(OFTEN + 2)]
    assert asked == [["海外服务中心", "海外服务", "村BA", "服务"]] * len(asked)
