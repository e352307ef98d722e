"""Chroma as a server: as good as the folder, and when it fails, said soon and clearly and never answered wrongly."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from data.errors import ForeignIndex, IndexUnavailable
from tests.servers import free_port, run_chroma
from tests.vectorstore.places import Place, case, cases, collection, open_place
from tests.vectorstore.relay import Relay
from vectorstore import patience
from vectorstore.chroma import ChromaIndex, connector, server
from vectorstore.chunking import chunks
from vectorstore.indexing import Library

VECTOR = [1.0] * 32
SOON = 1.0
"""Seconds for an answer where none comes; 15 for people."""
LATE = 10.0
"""Seconds in which a busy machine has said so, and which 15 would be past."""


class Running:
    """`chroma run` in a folder, on a port of its own, that can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._process = run_chroma(self._folder, self.port)

    def stop(self, kill: bool = False) -> None:
        if self._process:
            (self._process.kill if kill else self._process.terminate)()
            self._process.wait(20)
            self._process = None


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = Running(tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time enough for whatever is to succeed, on a busy machine too; what is to fail is given less by its test."""
    monkeypatch.setattr(patience, "ANSWERING", 60.0)


@pytest.fixture
def relay(running: Running) -> Iterator[Relay]:
    made = Relay(running.port)
    yield made
    made.close()


def held(place: Place, url: str, token: str | None = None) -> tuple[ChromaIndex, Library]:
    """An index on the server, emptied, and the library of it."""
    index = ChromaIndex(connector(place.folder, url, token), place.embedder)
    client = connector(place.folder, url, token)()
    for one in client.list_collections():
        client.delete_collection(one.name)
    return index, Library(place.catalog, index, place.folder / "lock")


def spans(place: Place, index: ChromaIndex) -> list[tuple[int, str, int, int]]:
    hits = index.search(VECTOR, 9_999, place.catalog.records())
    return sorted((hit.case.number, hit.kind, hit.start, hit.end) for hit in hits)


def wanted(place: Place) -> list[tuple[int, str, int, int]]:
    found = (chunk for one in place.catalog.records().cases for chunk in chunks(one))
    return sorted((chunk.case.number, chunk.kind, chunk.start, chunk.end) for chunk in found)


def test_a_chroma_server_serves_as_the_folder_does(place: Place, running: Running) -> None:
    index, library = held(place, running.url)
    library.replace(collection(), cases(6))
    library.replace(collection(), [*cases(4), case(5, "全新的案例五，说的是另一件事情，与先前的都不同。")])
    assert spans(place, index) == wanted(place)
    records, vector = place.catalog.records(), place.model.embed_query("问")
    scores = [hit.score for hit in index.search(vector, 400, records)]
    texts = [chunk.text for one in records.cases for chunk in chunks(one)]
    truth = sorted((float(np.dot(place.model.embed_query(text), vector)) for text in texts), reverse=True)
    assert np.allclose(scores, truth, atol=3e-6)
    assert library.in_step()
    assert library.remove("c").removed == (1, 2, 3, 4, 5)
    assert index.count() == 0


def test_the_server_s_old_index_answers_until_the_new_one_is_whole(place: Place, running: Running) -> None:
    index, library = held(place, running.url)
    library.replace(collection(), cases(6))
    whole = wanted(place)
    reader = ChromaIndex(server(running.url), open_place(place.folder).embedder)
    for stops in (True, False):
        index_, library_ = index, library

        def look(done: int, total: int, stops: bool = stops) -> None:
            assert spans(place, reader) == whole
            assert reader.state()
            if stops and done:
                raise KeyboardInterrupt

        if stops:
            with pytest.raises(KeyboardInterrupt):
                library_.rebuild(look)
        else:
            assert library_.rebuild(look) == 18
        for one in (index_, reader):
            assert spans(place, one) == whole
            assert library_.in_step()
        names = [one.name for one in connector(place.folder, running.url)().list_collections()]
        assert len(names) == (1 if stops else 2)
    library.replace(collection(), cases(7))
    assert spans(place, reader) == wanted(place)
    assert library.rebuild() == 21
    assert spans(place, reader) == wanted(place)


def test_another_process_s_change_is_seen_at_once(place: Place, running: Running) -> None:
    index, library = held(place, running.url)
    library.replace(collection(), cases(5))
    assert len(spans(place, index)) == 15
    other = open_place(place.folder)
    writer = ChromaIndex(server(running.url), other.embedder)
    Library(other.catalog, writer, place.folder / "lock").replace(collection(), cases(3, version="改"))
    assert spans(place, index) == wanted(place)
    assert {number for number, *_ in spans(place, index)} == {1, 2, 3}


def test_the_index_of_another_catalog_is_refused_and_left_as_it_is_until_it_is_taken_over(
    place: Place, running: Running, tmp_path: Path
) -> None:
    held(place, running.url)
    other = open_place(tmp_path / "other")
    sides = [
        Library(
            one.catalog,
            ChromaIndex(server(running.url), one.embedder, catalog=one.catalog.identity),
            one.folder / "lock",
        )
        for one in (place, other)
    ]
    ours, theirs = sides
    ours.replace(collection(), cases(4))
    index = ChromaIndex(server(running.url), place.embedder, catalog=place.catalog.identity)
    for refused in (
        lambda: theirs.replace(collection(), cases(2)),
        theirs.rebuild,
        theirs.mend,
        theirs.in_step,
    ):
        with pytest.raises(ForeignIndex, match=running.url) as caught:
            refused()
        assert "\n" not in str(caught.value)
    assert other.catalog.records().cases == ()
    assert ours.in_step()
    assert spans(place, index) == wanted(place)
    theirs.take_over()
    theirs.replace(collection(), cases(2))
    assert theirs.in_step()
    assert spans(place, index) == wanted(place)  # as it was fetched
    index.forget()
    with pytest.raises(ForeignIndex):
        index.search(VECTOR, 5, place.catalog.records())


def test_a_catalog_that_was_put_back_is_told_from_what_the_index_was_made_of(
    place: Place, running: Running
) -> None:
    """The same revision at the same second, and a collection that has other cases."""
    index, library = held(place, running.url)
    library.replace(collection(), cases(3))
    file = place.folder / "catalog.sqlite3"
    kept = file.read_bytes()
    library.replace(collection(), cases(4, version="甲"))
    assert spans(place, index) == wanted(place)
    gone = place.catalog.state()
    file.write_bytes(kept)
    place.catalog.replace(collection(), cases(5, version="乙"))
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE catalog SET updated = ?", (gone.updated,))
        database.commit()
    now = place.catalog.state()
    assert (now.revision, now.updated) == (gone.revision, gone.updated)
    assert not library.in_step()
    library.synchronise()
    assert spans(place, index) == wanted(place)


def test_a_token_is_brought_along_and_one_that_is_wrong_is_not_told(place: Place, running: Running) -> None:
    relay = Relay(running.port, token="right-token")
    index, library = held(place, relay.url, "right-token")
    library.replace(collection(), cases(2))
    assert spans(place, index) == wanted(place)
    for wrong in ("wr0ng-token", None):
        with pytest.raises(IndexUnavailable, match="ANWEN_CHROMA_TOKEN") as caught:
            ChromaIndex(server(relay.url, wrong), place.embedder).search(VECTOR, 5, place.catalog.records())
        assert "wr0ng-token" not in str(caught.value)
        assert "\n" not in str(caught.value)
    relay.close()


def test_a_server_that_is_down_is_one_line_without_the_token_and_soon(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.catalog.replace(collection(), cases(1))
    monkeypatch.setattr(patience, "UNSEEN", 0.5)
    url = f"http://127.0.0.1:{free_port()}"
    index = ChromaIndex(server(url, "s3cret"), place.embedder)
    began = time.monotonic()
    with pytest.raises(IndexUnavailable, match=url) as caught:
        index.search([1.0] * 32, 5, place.catalog.records())
    assert time.monotonic() - began < LATE
    assert "ANWEN_CHROMA_URL" in str(caught.value)
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


slow = pytest.mark.slow


@pytest.mark.parametrize(
    "mode", ["hang", "cut", pytest.param("drip", marks=slow), pytest.param("away", marks=slow)]
)
def test_a_server_that_fails_in_the_middle_is_said_in_time_and_serves_again_when_it_is_back(
    place: Place, relay: Relay, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    index, library = held(place, relay.url)
    library.replace(collection(), cases(4))
    truth = spans(place, index)
    monkeypatch.setattr(patience, "ANSWERING", SOON)
    relay.mode = mode
    assert spans(place, index) == truth  # so few vectors were fetched once, and are asked here
    index.forget()
    began = time.monotonic()
    before = relay.connections
    with pytest.raises(IndexUnavailable, match=relay.url) as caught:
        index.search(VECTOR, 5, place.catalog.records())
    assert time.monotonic() - began < LATE
    assert relay.connections - before < 30
    assert "\n" not in str(caught.value)
    if mode == "hang":
        assert "1 秒内没有回答" in str(caught.value)
    relay.mode = "pass"
    monkeypatch.setattr(patience, "ANSWERING", 60.0)
    assert spans(place, index) == truth == wanted(place)


def test_a_question_outlives_a_cut_and_a_slow_answer(place: Place, relay: Relay) -> None:
    index, library = held(place, relay.url)
    library.replace(collection(), cases(4))
    truth = spans(place, index)
    for mode in ("away", "cut", "hang"):
        relay.mode = mode
        index.forget()
        threading.Timer(0.4, setattr, (relay, "mode", "pass")).start()
        assert spans(place, index) == truth


def test_a_connection_that_breaks_off_while_it_is_opened_is_tried_again(place: Place, relay: Relay) -> None:
    index, library = held(place, relay.url)
    library.replace(collection(), cases(2))
    truth = spans(place, index)
    index.forget()
    relay.only = b"/tenants/default_tenant "  # asked second: Chroma then says that there is no such tenant
    relay.mode, relay.times = "cut", 3
    assert spans(place, index) == truth
    assert relay.times == 0


@pytest.mark.slow
def test_a_change_that_is_cut_off_is_made_whole_or_not_at_all(
    place: Place, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, library = held(place, relay.url)
    library.replace(collection(), cases(4))
    monkeypatch.setattr(patience, "ANSWERING", SOON)
    monkeypatch.setattr(patience, "CHANGING", SOON)
    relay.mode = "cut"
    with pytest.raises(IndexUnavailable):
        library.replace(collection(), cases(5, version="新"))
    assert len(place.catalog.records().cases) == 4
    relay.mode = "pass"
    monkeypatch.setattr(patience, "ANSWERING", 60.0)
    assert spans(place, index) == wanted(place)
    monkeypatch.setattr(patience, "CHANGING", 120.0)
    relay.mode, relay.times = "cut", 3
    assert len(library.replace(collection(), cases(5, version="新")).changed) == 4
    assert spans(place, index) == wanted(place)
    assert index.count() == 15


def test_a_server_restarted_in_the_middle_of_a_question_answers_as_before(
    place: Place, tmp_path: Path
) -> None:
    running = Running(tmp_path / "server")
    running.start()
    try:
        index, library = held(place, running.url)
        library.replace(collection(), cases(6))
        truth = spans(place, index)
        for kill in (True, False):
            index.renew()  # what it has fetched is forgotten, the client is kept
            running.stop(kill)
            again = threading.Timer(0.5, running.start)
            again.start()
            assert spans(place, index) == truth == wanted(place)
            again.join()
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.stop()
