"""The copy of a small index's vectors: the same hits without Chroma, and never those of another state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.vectorstore.places import Place, cases, collection, open_place
from vectorstore import kept
from vectorstore.chroma import ChromaIndex, Hit, embedded
from vectorstore.connections import Connection, Folder


def _reader(place: Place) -> ChromaIndex:
    """The index as a new process has it."""
    return ChromaIndex(embedded(place.folder / "chroma"), place.embedder, cache_dir=place.folder / "cache")


def _found(index: ChromaIndex, place: Place) -> list[Hit]:
    return index.search(place.model.embed_query("甲"), 400, place.catalog.records())


def _closed(index: ChromaIndex) -> ChromaIndex:
    """`index`, which can open no Chroma."""

    def never(_: Path) -> None:
        raise AssertionError("a Chroma was opened")

    connect: Connection = index._connect
    assert isinstance(connect, Folder)
    index._connect = replace(connect, open=never)
    return index


@pytest.fixture
def read(place: Place) -> list[Hit]:
    """What was found by the first who read a library of ten cases, and kept its vectors."""
    place.library.replace(collection(), cases(10))
    return _found(_reader(place), place)


def test_a_small_index_is_read_without_a_chroma(place: Place, read: list[Hit]) -> None:
    index = _closed(_reader(place))
    assert (_found(index, place), len(read)) == (read, 30)
    assert index.state() == place.index.state()


def test_what_was_written_since_is_found(place: Place, read: list[Hit]) -> None:
    other = open_place(place.folder)
    other.library.replace(collection(), cases(12))
    assert len(_found(_reader(place), place)) == 36
    assert len(_found(_closed(_reader(place)), place)) == 36


def test_chunks_that_went_without_a_change_of_the_catalog_are_missed(place: Place, read: list[Hit]) -> None:
    """As after `reindex`: the catalog is in the same state, the index is not."""
    place.index.delete(sorted(place.index.ids())[:5])
    assert len(_found(_reader(place), place)) == 25


@pytest.mark.parametrize("at", [0, 40, 700, -1])
def test_a_damaged_copy_is_not_read(place: Place, read: list[Hit], at: int) -> None:
    file = place.folder / "cache" / kept.NAME
    body = bytearray(file.read_bytes())
    body[at] ^= 0x10
    file.write_bytes(body)
    assert _found(_reader(place), place) == read
    assert _found(_closed(_reader(place)), place) == read  # made anew


def test_a_copy_of_another_embedders_vectors_is_not_read(place: Place, read: list[Hit]) -> None:
    mark = embedded(place.folder / "chroma").written
    who = _reader(place)._who
    assert kept.load(place.folder / "cache", mark, who) is not None
    assert kept.load(place.folder / "cache", mark, who.replace(place.embedder.name, "other")) is None


@pytest.mark.parametrize("scope", [(), ("c",)])
def test_of_a_larger_index_the_nearest_are_those_of_all_whatever_changes(
    place: Place, monkeypatch: pytest.MonkeyPatch, scope: tuple[str, ...]
) -> None:
    def nearest(index: ChromaIndex, limit: int = 7) -> list[tuple[Hit, object]]:
        vector = place.model.embed_query("甲")
        hits = index.search(vector, limit, place.catalog.records(), scope)
        return [(replace(hit, score=0.0), pytest.approx(hit.score, abs=2e-6)) for hit in hits]

    place.library.replace(replace(collection(), id="other"), cases(3, "other"))
    stays = _reader(place)  # open throughout
    for size in (10, 12, 4):
        place.library.replace(collection(), cases(size))
        every = nearest(_reader(place), 400)
        with monkeypatch.context() as large:
            large.setattr("vectorstore.nearest.EXACT", 0)
            large.setattr("vectorstore.chroma.EXACT", 0)
            assert nearest(stays) == nearest(_closed(_reader(place))) == every[:7]
            large.setattr("vectorstore.chroma.SCANNED", 0)
            (place.folder / "cache" / kept.NAME).unlink()
            assert (
                not scope or nearest(_reader(place)) == every[:7]
            )  # by Chroma's graph, which knows no order of ids
