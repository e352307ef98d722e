"""The catalog in PostgreSQL, a real one: what holds of a SQLite file holds of a database that machines share."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from data import backup
from data.catalog.catalog import Catalog
from data.catalog.database import server as database
from data.catalog.database.ledger import Ledger
from data.chats.database import ChatStore
from data.chats.tables import AUDIT
from data.errors import Busy, CatalogError, ClaimLost, UnknownCollection
from data.types import Spent
from tests.servers import free_port, postgres
from tests.vectorstore.places import cases, collection, open_place
from tests.vectorstore.relay import Relay
from vectorstore.indexing import Gaps, Library

OWN = ("schema_steps", "writers_fence")
"""Tables that are of the database, not of what it keeps."""
SOON = 1.0
"""Seconds for an answer where none comes; 15 for people."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """A database of its own for each test."""
    name = f"t{abs(hash(request.node.name))}"
    engine = sa.create_engine(
        server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.rsplit("/", 1)[0] + "/" + name


def test_a_catalog_in_postgresql_is_changed_and_read_as_one_in_a_file_is(url: str, tmp_path: Path) -> None:
    there, here = Catalog(url), Catalog(f"sqlite:///{tmp_path / 'c.sqlite3'}")
    assert there.revision() == 0
    for step in (cases(3), cases(3), [*cases(2), *cases(4, version="改")[2:]]):
        assert there.replace(collection(), step) == here.replace(collection(), step)
        assert there.records().cases == here.records().cases
    assert there.revision() == here.revision() == 2
    with pytest.raises(UnknownCollection):
        there.remove("none")
    assert there.remove("c") == here.remove("c")
    assert there.records().cases == ()


def test_what_one_replica_commits_the_next_reading_of_another_sees_whole(url: str, tmp_path: Path) -> None:
    one, other = Catalog(url, tmp_path / "one"), Catalog(url, tmp_path / "other")
    one.replace(collection(), cases(50))
    assert len(other.records().cases) == 50
    versions = ["甲", "乙"]
    seen: set[frozenset[str]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            records = other.records()
            seen.add(frozenset(case.fields[0].text[0] for case in records.cases))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(6):
        one.replace(collection(), cases(50, version=versions[turn % 2]))
    done.set()
    reader.join(20)
    assert seen <= {frozenset("初"), frozenset("甲"), frozenset("乙")}
    assert other.records() == one.records()


def test_two_machines_never_write_at_once(url: str, tmp_path: Path) -> None:
    """Each has a lock file of its own; what they share is the database."""
    place = open_place(tmp_path)
    catalog = Catalog(url)
    with Catalog(url).claimed(0) as held:
        assert held
        library = Library(catalog, place.index, tmp_path / "other-machine.lock", patience=0.3)
        with pytest.raises(Busy):
            library.replace(collection(), cases(2))
    library.replace(collection(), cases(2))
    assert len(catalog.records().cases) == 2
    with Catalog(url).claimed(0) as held:
        assert held  # given back


def test_a_writer_that_lost_its_claim_makes_nothing_visible_and_what_is_missing_is_mended(
    url: str, tmp_path: Path
) -> None:
    """Two machines on one index; the first one's session is cut while it embeds, and the second writes meanwhile."""
    place, other = open_place(tmp_path), open_place(tmp_path)
    first = Library(Catalog(url), place.index, tmp_path / "one.lock")
    second = Library(Catalog(url), other.index, tmp_path / "two.lock")
    cut: list[int] = []
    import psycopg

    def meanwhile(done: int, total: int) -> None:
        if not cut:
            with closing(psycopg.connect(url, autocommit=True)) as admin:
                holders = admin.execute("SELECT pid FROM pg_locks WHERE locktype = 'advisory'").fetchall()
                cut.extend(pid for (pid,) in holders)
                admin.execute("SELECT pg_terminate_backend(%s)", [cut[0]])
            second.replace(collection("b"), cases(4, "b"))

    with pytest.raises(ClaimLost):
        first.replace(collection("a"), cases(200, "a"), meanwhile)
    assert len(cut) == 1
    records = Catalog(url).records()
    assert {case.id.collection for case in records.cases} & {"a", "b"} == {"b"}
    assert second.gaps().missing == 0
    assert first.mend() == 0
    assert second.gaps() == Gaps(0, 0)
    other.index.renew()
    other.index.delete(sorted(other.index.ids())[:5])
    assert second.in_step()
    assert second.gaps() == Gaps(5, 0)
    assert second.mend() == 5
    assert second.gaps() == Gaps(0, 0)


def test_what_a_database_keeps_goes_into_a_file_and_back_whichever_database_it_is(
    url: str, tmp_path: Path
) -> None:
    here = f"sqlite:///{tmp_path / 'catalog.sqlite3'}"
    catalog = Catalog(here)
    for count in (3, 2):
        catalog.replace(collection(), cases(count, version=f"{count}"))
    catalog.confirm("谁做的", cases(2, version="2")[0])
    Ledger(here).spend("2026-12-01", "", "openai:x", Spent(1, 2, 3, 0.5))
    with ChatStore(here).writing() as connection:
        row = {"bot": 1, "at": 1.0, "person": 5, "chat": 5, "action": "asked", "detail": "问"}
        connection.execute(sa.insert(AUDIT), [row, row])
    kept = tmp_path / "kept.sqlite3"
    backup.save(here, kept)
    there = Catalog(url)
    there.replace(collection("other"), cases(4, "other"))
    backup.restore(kept, url)
    assert there.state() == catalog.state()
    assert there.identity() == catalog.identity()
    assert there.records() == catalog.records()
    again = tmp_path / "again.sqlite3"
    backup.save(url, again)
    assert rows(again) == rows(kept) == rows(tmp_path / "catalog.sqlite3")
    backup.restore(again, f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert Catalog(f"sqlite:///{tmp_path / 'new.sqlite3'}").past("c", 1) == tuple(cases(3, version="3"))
    with ChatStore(url).writing() as connection:
        connection.execute(sa.insert(AUDIT), [row])  # its number follows those that came along
    texts = [case.fields[0].text for case in there.records().cases]
    assert there.words(there.records(), texts).holding("第2号") == [1]


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        own = [n for n in names if not n.startswith(("word_", "pair_", "sqlite_")) and n not in OWN]
        return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in own}


@pytest.mark.slow
def test_a_server_that_never_answers_is_said_in_time_and_serves_again_when_it_speaks(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay = Relay(int(url.rpartition("/")[0].rpartition(":")[2]))
    port = relay.url.rpartition(":")[2]
    running, fresh = (
        Catalog(f"postgresql://anwen:hush-pg@127.0.0.1:{port}/{url.rpartition('/')[2]}") for _ in "12"
    )
    running.replace(collection(), cases(2))
    for name in ("ANSWERING", "CHANGING", "CONNECTING"):
        monkeypatch.setattr(database, name, SOON)
    relay.mode = "hang"
    for ask in (running.records, lambda: running.replace(collection(), cases(3)), fresh.records):
        began = time.monotonic()
        with pytest.raises(CatalogError, match="没有在时限内回答") as caught:
            ask()
        assert time.monotonic() - began < 6 * SOON
        assert "hush-pg" not in str(caught.value)
        assert "\n" not in str(caught.value)
    relay.mode = "pass"
    assert len(running.records().cases) == len(fresh.records().cases) == 2
    monkeypatch.setattr(database, "CHANGING", 120.0)
    assert len(running.replace(collection(), cases(3)).added) == 1
    relay.close()


def test_a_server_that_is_down_is_one_line_without_the_password() -> None:
    with pytest.raises(CatalogError) as caught:
        Catalog(f"postgresql://anwen:hush-pg@127.0.0.1:{free_port()}/db").records()
    assert "hush-pg" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)  # as where it is not installed
    with pytest.raises(CatalogError, match=r"pip install 'psycopg\[binary\]'") as caught:
        Catalog("postgresql://anwen:hush-pg@127.0.0.1/db").records()
    assert "hush-pg" not in str(caught.value)
