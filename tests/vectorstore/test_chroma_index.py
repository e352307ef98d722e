"""The index in Chroma: what it finds, and what it says when it cannot be used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from data.errors import EmbedderMismatch, IndexUnavailable
from data.types import Records
from tests.vectorstore.places import Place, case, cases, collection, open_place
from vectorstore.chroma import ChromaIndex, Hit, embedded
from vectorstore.chunking import Ref, chunks
from vectorstore.client import HNSW
from vectorstore.embeddings import embedder
from vectorstore.generations import Generations
from vectorstore.indexing import Library
from vectorstore.nearest import EXACT


def exact(place: Place, records: Records, vector: list[float], limit: int) -> list[tuple[str, float]]:
    """The truth: every chunk of the records, scored one by one."""
    scored = []
    for chunk in (chunk for one in records.cases for chunk in chunks(one)):
        score = float(np.dot(place.model.embed_query(chunk.text), vector))
        scored.append((chunk.id, score))
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]


def id_of(hit: Hit, records: Records) -> str:
    (one,) = (c for c in records.cases if c.id == hit.case)
    return next(
        c.id
        for c in chunks(one)
        if (c.kind, c.field, c.start, c.end) == (hit.kind, hit.field, hit.start, hit.end)
    )


def test_every_hit_is_an_exact_slice_of_its_case(place: Place) -> None:
    place.library.replace(collection(), cases(10))
    records = place.catalog.records()
    hits = place.index.search(place.embedder.embed_query("商业秘密"), 400, records)
    assert len(hits) == place.index.count() == 30
    texts = {chunk.id: chunk.text for one in records.cases for chunk in chunks(one)}
    for hit in hits:
        text = next(c for c in records.cases if c.id == hit.case).text_of(hit.field) or ""
        assert texts[id_of(hit, records)].endswith(text[hit.start : hit.end])
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.slow
@pytest.mark.parametrize("poor", [False, True], ids=["as it is", "a graph that leaves vectors out"])
def test_up_to_two_thousand_chunks_the_search_is_exact_and_complete(
    place: Place, monkeypatch: pytest.MonkeyPatch, poor: bool
) -> None:
    """Also after many deletions and additions."""
    if poor:
        monkeypatch.setattr("vectorstore.client.HNSW", HNSW | {"max_neighbors": 2, "ef_construction": 2})
    size = 200 if poor else 640
    place.library.replace(collection(), cases(size))
    again = cases(size)
    again[::3] = cases(size, version="改")[::3]
    place.library.replace(collection(), again)
    for reader in (place, open_place(place.folder)):
        records = reader.catalog.records()
        count = reader.index.count()
        assert count == sum(len(chunks(one)) for one in records.cases)
        assert 3 * size == count <= EXACT
        for question in ("甲", "乙"):
            vector = reader.model.embed_query(question)
            truth = exact(reader, records, vector, count)
            for limit in (1, 50, count):
                hits = reader.index.search(vector, limit, records)
                assert len(hits) == count
                assert np.allclose([hit.score for hit in hits], [score for _, score in truth], atol=3e-6)


def test_beyond_that_the_nearest_are_found_among_stale_ones(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.nearest.EXACT", 0)
    place.library.replace(collection(), cases(100))
    records = place.catalog.records()
    for version in "甲乙丙":  # chunks of cases that are yet to come, as another writer adds them
        new = [chunk for one in cases(100, version=version) for chunk in chunks(one)]
        place.index.add(new, [np.array(place.model.embed_query(chunk.text), "f") for chunk in new])
    place.index.forget()
    vector = place.model.embed_query("问")
    found = place.index.search(vector, 20, records)
    assert [id_of(hit, records) for hit in found] == [id_ for id_, _ in exact(place, records, vector, 20)]


@pytest.mark.parametrize("exact_up_to", [0, EXACT])
def test_a_search_keeps_to_the_collections_it_is_given(
    place: Place, monkeypatch: pytest.MonkeyPatch, exact_up_to: int
) -> None:
    monkeypatch.setattr("vectorstore.nearest.EXACT", exact_up_to)
    for id_ in ("a", "b", "c"):
        place.library.replace(collection(id_), cases(5, id_))
    records, vector = place.catalog.records(), place.embedder.embed_query("问")

    def found(*ids: str) -> set[str]:
        return {hit.case.collection for hit in place.index.search(vector, 400, records, ids)}

    assert found() == found("a", "b", "c") == {"a", "b", "c"}
    assert found("b") == {"b"}
    assert found("a", "c") == {"a", "c"}
    assert found("no-such") == set()


def test_of_a_large_index_no_more_hits_than_asked_for_and_none_of_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.nearest.EXACT", 0)
    vector = [1.0] * 32
    assert place.index.search(vector, 10, place.catalog.records()) == []
    place.library.replace(collection(), cases(4))
    records = place.catalog.records()
    assert [len(place.index.search(vector, n, records)) for n in (0, 1, 5, 12, 1_000_000)] == [
        0,
        1,
        5,
        12,
        12,
    ]


def test_the_real_embedder_finds_the_case_that_answers(place: Place, tmp_path: Path) -> None:
    e5 = embedder()
    index = ChromaIndex(embedded(tmp_path / "real"), e5)
    told = [
        case(7, "上海市浦东新区建立商业秘密保护示范区，指导企业完善保密制度。"),
        case(8, "河北省农科院培育出高产优质板栗新品种，带动山区农民增收。"),
        case(9, "国家博物馆推进文物数据采集，文物活化成果频出。"),
    ]
    Library(place.catalog, index, tmp_path / "lock").replace(collection(), told)
    for question, number in (("保密工作", 7), ("种栗子致富", 8), ("博物馆的数字化", 9)):
        assert index.search(e5.embed_query(question), 1, place.catalog.records())[0].case.number == number


def test_another_embedder_is_refused_with_the_way_out(place: Place) -> None:
    place.library.replace(collection(), cases(2))
    other = open_place(place.folder, name="other:32")
    records = other.catalog.records()
    with pytest.raises(EmbedderMismatch, match=r"digests:32.*other:32.*anwen reindex"):
        other.index.search([1.0] * 32, 5, records)
    with pytest.raises(EmbedderMismatch):
        other.library.replace(collection(), cases(3))
    assert len(other.catalog.records().cases) == 2
    assert other.library.rebuild() == 6
    assert len(other.index.search([1.0] * 32, 50, records)) == 6


def test_a_missing_index_is_said_and_made_anew(place: Place) -> None:
    place.library.replace(collection(), cases(2))
    shutil.rmtree(place.folder / "chroma")
    other = open_place(place.folder)
    with pytest.raises(IndexUnavailable, match="anwen reindex"):
        other.index.search([1.0] * 32, 5, other.catalog.records())
    assert not other.library.in_step()
    assert other.library.synchronise() == 6
    assert len(other.index.search([1.0] * 32, 50, other.catalog.records())) == 6


def _garbage_in_place_of_the_database(chroma: Path) -> None:
    (chroma / "chroma.sqlite3").write_bytes(b"no database" * 999)


def _half_a_database(chroma: Path) -> None:
    os.truncate(chroma / "chroma.sqlite3", (chroma / "chroma.sqlite3").stat().st_size // 2)


def _garbage_in_place_of_the_graph(chroma: Path) -> None:
    graphs = list(chroma.glob("*/index_metadata.pickle"))
    assert graphs
    for file in graphs:
        file.write_bytes(b"no graph")


@pytest.mark.parametrize(
    "damage", [_garbage_in_place_of_the_database, _half_a_database, _garbage_in_place_of_the_graph]
)
def test_a_damaged_index_is_one_line_and_rebuilt(
    place: Place, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    monkeypatch.setattr("vectorstore.generations.LOG", 50)  # so that the graph is written into files
    place.library.replace(collection(), cases(40))
    damage(Generations(place.folder / "chroma").current())
    other = open_place(place.folder)
    with pytest.raises(IndexUnavailable, match="anwen reindex") as caught:
        other.index.search([1.0] * 32, 5, other.catalog.records())
    assert "\n" not in str(caught.value)
    assert other.library.rebuild() == 120
    assert len(other.index.search([1.0] * 32, 2_000, other.catalog.records())) == 120


def test_a_folder_that_cannot_be_written_is_one_line(place: Place, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", encoding="utf-8")
    index = ChromaIndex(embedded(tmp_path / "taken" / "chroma"), place.embedder)
    library = Library(place.catalog, index, tmp_path / "lock")
    with pytest.raises(IndexUnavailable, match="检查磁盘空间与权限"):
        library.replace(collection(), cases(1))
    assert place.catalog.revision() == 0
    with pytest.raises(IndexUnavailable, match="检查磁盘空间与权限"):
        Library(place.catalog, place.index, tmp_path / "taken" / "lock").replace(collection(), cases(1))


ROOT = Path(__file__).parents[2]
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.vectorstore.places import cases, collection, open_place
place = open_place(Path(sys.argv[1]))
place.index.count()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))
from data.errors import IndexUnavailable
try:
    place.library.replace(collection(), cases(600, version='新'))
except IndexUnavailable as error:
    print(error)
"""


def test_a_full_disk_leaves_the_old_collection_and_the_next_ingest_succeeds(place: Place) -> None:
    place.library.replace(collection(), cases(5))
    command = [sys.executable, "-c", FULL_DISK, str(place.folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert "检查磁盘空间" in done.stdout, done.stderr
    other = open_place(place.folder)
    records = other.catalog.records()
    assert len(records.cases) == 5
    assert len(other.index.search([1.0] * 32, 9_999, records)) == 15
    other.library.replace(collection(), cases(6))
    assert len(other.index.search([1.0] * 32, 99, other.catalog.records())) == other.index.count() == 18


@pytest.mark.slow
def test_reopening_leaks_no_files(place: Place) -> None:
    place.library.replace(collection(), cases(3))
    records = place.catalog.records()

    def once() -> int:
        place.index.forget()
        place.index.search([1.0] * 32, 5, records)
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("no /proc here")
    first = [once() for _ in range(5)][-1]
    assert [once() for _ in range(8)][-1] <= first + 5


def test_an_id_of_the_index_names_its_case(place: Place) -> None:
    place.library.replace(collection(), cases(2))
    refs = [Ref.parse(id_) for id_ in place.index.ids()]
    assert {ref.case.number for ref in refs if ref} == {1, 2}


def test_what_sends_traces_is_imported_only_when_chroma_makes_it(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from vectorstore.chroma import ChromaIndex, embedded; "
        "from vectorstore.embeddings import embedder; "
        "assert not ChromaIndex(embedded(Path(sys.argv[1])), embedder()).state(); "
        "assert 'chromadb' in sys.modules and 'grpc' not in sys.modules; "
        "from chromadb.telemetry import opentelemetry as traces; "
        "made = traces.OTLPSpanExporter(endpoint='http://localhost:1'); made.shutdown(); "
        "assert 'grpc' in sys.modules and type(made).__name__ == 'OTLPSpanExporter'"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True)
