"""What is carried on as cases come and go gives the answers of what is made anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.types import SUMMARY, Case, CaseId, Collection, Field, Records
from retrieval import lexical, postings, profiles
from retrieval.lexical import LexicalIndex, lexical_index
from retrieval.profiles import Profiles
from retrieval.tokens import Tokenizer

TEXT = st.text("案例知 产权a", max_size=12)
WORDS = ("案例", "知识", "产权", "权", "知产", "a案", "案例知")
CONTENTS = st.lists(
    st.dictionaries(st.tuples(st.sampled_from(["b", "a"]), st.integers(1, 9)), TEXT, min_size=1, max_size=12),
    min_size=2,
    max_size=6,
)
"""One revision after another: the text of each case."""


class Blanks(Tokenizer):
    """Words are what stands between blanks."""

    def search_words(self, text: str) -> list[str]:
        return [letter for letter in text if letter.strip()]


def revisions(contents: list[dict[tuple[str, int], str]]) -> list[Records]:
    """Records of which cases that are as they were before are the same objects, as the catalog gives them."""
    made, known = [], dict[tuple[tuple[str, int], str], Case]()
    for revision, held in enumerate(contents, 1):
        known = {
            (key, text): known.get((key, text))
            or Case(CaseId(*key), f"上海市“{text[:4]}”案", (Field(SUMMARY, text),))
            for key, text in sorted(held.items())
        }
        collections = tuple(Collection(name, name, name, "", "") for name in ("a", "b"))
        made.append(Records(revision, f"{revision}", collections, tuple(known.values())))
    return made


@pytest.fixture(scope="module", autouse=True)
def small_layers() -> object:
    """Layers of few texts, few of them, and no library too small for an index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "ROWS", 5)
        patch.setattr(postings, "YOUNG", 2)
        patch.setattr(profiles, "FEW", 0)
        patch.setattr(lexical, "LAG", 3)
        yield


@settings(max_examples=25, deadline=None)
@given(CONTENTS)
def test_profiles_carried_on_are_those_made_anew(contents: list[dict[tuple[str, int], str]]) -> None:
    made = None
    for records in revisions(contents):
        made, anew = Profiles.of(records, made), Profiles.of(records)
        assert [(p.case, p.at, p.text, p.places) for p in made.all] == [
            (p.case, p.at, p.text, p.places) for p in anew.all
        ]
        for word in WORDS:
            assert [p.id for p in made.holding(word)] == [p.id for p in anew.holding(word)]
            assert [p.id for p in made.holding(word)] == [p.id for p in anew.all if word in p.text]
        assert (made.names, made.columns) == (anew.names, anew.columns)
        by_place = ({k: [p.id for p in v] for k, v in one.by_place.items()} for one in (made, anew))
        assert next(by_place) == next(by_place)


def test_a_profile_that_is_held_stays_where_it_was() -> None:
    first, second = revisions([{("a", 2): "甲"}, {("a", 1): "乙", ("a", 2): "甲"}])
    before = Profiles.of(first)
    held = before.all[0]
    after = Profiles.of(second, before)
    assert (held.at, after.all[1].at, after.all[1].case is held.case) == (0, 1, True)


def found(index: LexicalIndex) -> list[list[tuple[CaseId, float]]]:
    return [index.search(list(word), 5) for word in WORDS]


@settings(max_examples=12, deadline=None)
@given(CONTENTS)
def test_the_keyword_index_carried_on_scores_as_one_made_anew(
    contents: list[dict[tuple[str, int], str]],
) -> None:
    """In one process, and in processes that find what the one before left on disk."""
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = Blanks(Path(folder))
        lasting: LexicalIndex | None = None
        for records in revisions(contents):
            present = Profiles.of(records)
            lasting = lexical_index(present, tokenizer, Path(folder) / "lasting", lasting)
            passing = lexical_index(present, tokenizer, Path(folder) / "passing")
            anew = lexical_index(present, tokenizer, Path(folder) / f"{records.revision}")
            again = lexical_index(present, tokenizer, Path(folder) / f"{records.revision}")
            assert found(lasting) == found(passing) == found(anew) == found(again)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.text("案例知识产权a", min_size=1, max_size=30), min_size=1, max_size=20))
def test_scores_are_those_of_bm25s(texts: list[str]) -> None:
    records = revisions([{("a", number): text for number, text in enumerate(texts)}])[0]
    made = Profiles.of(records)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = Blanks(Path(folder))
        index = lexical_index(made, tokenizer, Path(folder))
    model = bm25s.BM25()
    model.index([tokenizer.search_words(profile.text) for profile in made.all], show_progress=False)
    for word in WORDS:
        known = [letter for letter in word if letter in model.vocab_dict]
        scores = model.get_scores(known) if known else np.zeros(len(texts))
        for id_, score in index.search(list(word), len(texts)):
            assert scores[id_.number] == score
        assert len(index.search(list(word), len(texts))) == (scores > 0).sum()
