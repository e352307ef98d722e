"""Words by FTS5 in a file, by GIN in a real PostgreSQL and by reading the texts: three ways, one answer."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.catalog.catalog import Catalog
from data.catalog.search import fts
from data.catalog.search import words as seam
from data.catalog.search.fts import FileWords
from data.catalog.search.gin import ServerWords
from data.catalog.search.words import ReadWords, Words, told
from data.types import Case, CaseId, Collection, Field
from tests.servers import postgres

TEXT = st.text("案例知识产权保护中心𠀀\n a1.-“%'\"*", max_size=30)
WORD = st.text("案例知识产权保护中心𠀀a1.-“%'\"*", min_size=1, max_size=6)
CONTENTS = st.lists(
    st.dictionaries(st.tuples(st.sampled_from(["b", "a"]), st.integers(1, 9)), TEXT, min_size=1, max_size=12),
    min_size=1,
    max_size=4,
)
"""One revision after another: the text of each case."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(scope="module")
def catalogs(server: str, tmp_path_factory: pytest.TempPathFactory) -> list[Catalog]:
    """A catalog of either kind."""
    return [Catalog(f"sqlite:///{tmp_path_factory.mktemp('words') / 'c.sqlite3'}"), Catalog(server)]


def filled(catalog: Catalog, held: dict[tuple[str, int], str]) -> None:
    for name in ("b", "a"):
        cases = [
            Case(CaseId(*id_), "题", (Field("summary", text),))
            for id_, text in held.items()
            if id_[0] == name
        ]
        if cases:
            catalog.replace(Collection(name, name, name, name, ""), cases)
        elif name in {collection.id for collection in catalog.collections()}:
            catalog.remove(name)


def words_of(catalog: Catalog) -> tuple[Words, ReadWords]:
    """Those of the catalog as it is, and those that reading finds."""
    records = catalog.records()
    texts = [told(case) for case in records.cases]
    return catalog.words(records, texts), ReadWords(texts)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@example([{("b", 1): "1", ("b", 2): "1中", ("b", 3): "11", ("b", 4): "", ("b", 5): ""}], ["1"])
@given(CONTENTS, st.lists(WORD, min_size=1, max_size=6))
def test_the_index_finds_a_word_just_where_reading_does_as_cases_come_and_go(
    catalogs: list[Catalog], contents: list[dict[tuple[str, int], str]], asked: list[str]
) -> None:
    for held in contents:
        for catalog in catalogs:
            filled(catalog, held)
            index, read = words_of(catalog)
            assert isinstance(index, FileWords | ServerWords)
            index._read = None  # type: ignore[assignment] # what the index cannot say is an error here
            for word in asked:
                assert list(index.holding(word)) == read.holding(word), word
            cut = index.cut("".join(asked))
            for _ in range(fts.AGAIN + 1):  # the last of them by what is kept in memory
                assert index.best(cut, 5) == read.best(cut, 5)
    assert len({repr(words_of(catalog)[0].best(asked, 9)) for catalog in catalogs}) == 1


LONG = "知识产权保护中心的案例" * 180


def test_common_words_stand_back_for_rarer_ones_in_a_large_library_alike_everywhere(
    catalogs: list[Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {("a", n): f"案例{'花茶' if n == 7 else '茶叶'}" * n for n in range(1, 60)}
    every = []
    for most, wanted in ((100, 60 - 1), (10, 1)):
        monkeypatch.setattr(seam, "POSTINGS", most)
        for catalog in catalogs:
            filled(catalog, held)
            index, read = words_of(catalog)
            found = index.best(["案例", "花茶"], 99)
            assert found == read.best(["案例", "花茶"], 99)
            index._read, kept = None, index._read  # type: ignore[attr-defined] # the index itself
            for word in ("花茶", "茶叶") * fts.AGAIN:
                assert index.best([word], 99) == read.best([word], 99)
            index._read = kept  # type: ignore[attr-defined]
            assert len(found) == wanted
            assert index.best(["案例"], 3) == read.best(["案例"], 3) != []  # unless they are all there is
            assert index.best(["无"], 3) == []
            every.append(index.best(index.cut(LONG), 9))
    assert len({repr(found) for found in every}) == 1


def test_a_word_that_no_database_can_hold_is_nowhere(catalogs: list[Catalog]) -> None:
    for catalog in catalogs:
        filled(catalog, {("a", 1): "案例"})
        index, _ = words_of(catalog)
        for word in ("案\ud800", "案\0", "\0"):
            assert list(index.holding(word)) == []
            assert index.best([word], 3) == []


def test_a_state_that_is_no_more_is_answered_as_it_was(catalogs: list[Catalog]) -> None:
    """Another process changes a case between reading the records and looking for a word."""
    for catalog in catalogs:
        filled(catalog, {("a", 1): "花茶", ("a", 2): "绿茶"})
        index, _ = words_of(catalog)
        Catalog(catalog._url).replace(Collection("a", "a", "a", "a", ""), [])
        assert list(index.holding("绿茶")) == [1]
        assert [at for at, _ in index.best(["花茶"], 3)] == [0]


def test_a_file_put_in_the_place_of_another_is_asked_itself(tmp_path: Path) -> None:
    file, other = tmp_path / "c.sqlite3", tmp_path / "other.sqlite3"
    first, second = Catalog(f"sqlite:///{file}"), Catalog(f"sqlite:///{other}")
    filled(first, {("a", 1): "花茶"})
    filled(second, {("a", 1): "绿茶"})
    index, _ = words_of(first)
    assert list(index.holding("花茶")) == [0]
    other.replace(file)
    index, _ = words_of(first)
    index._read = None  # type: ignore[attr-defined] # the index itself
    assert (list(index.holding("花茶")), list(index.holding("绿茶"))) == ([], [0])


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_index_cut_where_the_quick_cutter_was_is_cut_anew_where_it_is_not(
    catalogs: list[Catalog], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stays with the one that every machine has, so that all of an index is cut alike."""
    catalog = catalogs[kind == "postgresql"]
    filled(catalog, {})
    with catalog._store().writing() as connection:
        connection.exec_driver_sql("UPDATE word_cutter SET name = 'rjieba'")

    def cutter_and_found() -> tuple[str, list[int]]:
        index, _ = words_of(catalog)
        with catalog._store().reading() as connection:
            name = connection.exec_driver_sql("SELECT name FROM word_cutter").scalar_one()
        return name, [at for at, _ in index.best(index.cut("花茶"), 3)]

    filled(catalog, {("a", 1): "花茶"})
    assert cutter_and_found() == ("rjieba", [0])
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "rjieba", None)
        filled(catalog, {("a", 1): "花茶", ("a", 2): "花茶的价"})
        assert cutter_and_found() == ("jieba", [0, 1])
    filled(catalog, {("a", 1): "花茶", ("a", 2): "花茶的价", ("b", 1): "花茶"})
    name, found = cutter_and_found()
    assert (name, sorted(found)) == ("jieba", [0, 1, 2])


def test_a_file_without_the_index_is_read_and_the_next_change_makes_it(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite3"
    catalog = Catalog(f"sqlite:///{file}")
    filled(catalog, {("a", 1): "花茶", ("a", 2): "绿茶"})
    with closing(sqlite3.connect(file)) as database, database:  # as an earlier version left it
        for name in ("case_words", "word_index", "pair_index", "word_cutter"):
            database.execute(f"DROP TABLE {name}")
        database.execute("DELETE FROM schema_steps WHERE area = 'catalog' AND number = 5")
    index, read = words_of(catalog)
    assert catalog.behind()
    assert list(index.holding("绿茶")) == read.holding("绿茶") == [1]
    assert index.best(["花茶"], 3) == read.best(["花茶"], 3)
    catalog.move_forward()
    assert not catalog.behind()
    index, _ = words_of(catalog)
    index._read = None  # type: ignore[attr-defined]
    assert list(index.holding("绿茶")) == [1]
