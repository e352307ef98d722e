"""The relational catalog: the truth about collections and cases, under one revision number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data import snapshot, sqlite
from data.snapshot import State
from data.types import Case, Collection, Records

if TYPE_CHECKING:
    from data.store import Store

PATIENCE = 5.0
"""Seconds to wait for another process's write: a thousand cases are written in a fraction of one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a replacement or removal did: which numbers, and how many `cases` the collection has now."""

    collection: str
    cases: int
    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


class Catalog:
    """The collections and cases in a database, any that SQLAlchemy knows; `sqlite:///FILE` by default.

    Opened at first use. Every method may raise CatalogError, after which nothing has changed. Safe to share
    between threads, and with other processes: a reader sees one revision whole, writers take turns.
    """

    def __init__(self, url: str, cache_dir: Path | None = None, patience: float = PATIENCE) -> None:
        self._url = url
        self._cache_dir = cache_dir
        self._patience = patience
        self._opened: Store | None = None
        self._latest: tuple[State, Records] | None = None

    def revision(self) -> int:
        """How often the catalog was changed; 0 while it holds nothing yet."""
        return self.state().revision

    def cases(self, collection_id: str) -> tuple[Case, ...]:
        """The cases of one collection in order of number, whatever else there is; empty where there is none."""
        if self.revision() == 0:
            return ()
        from data import schema

        opened = self._store()
        with opened.reading() as connection:
            return schema.cases(connection, collection_id, opened.place)

    def records(self) -> Records:
        """Everything the catalog holds at its present revision.

        Remembered until the catalog changes; with `cache_dir`, kept for other processes too.
        """
        state = self.state()
        latest = self._latest
        if latest is None or latest[0] != state:
            latest = self._latest = self._load(state)
        return latest[1]

    def replace(self, collection: Collection, cases: Sequence[Case]) -> Changes:
        """Make `cases` the collection's cases, in one transaction.

        Where they are its cases already, nothing changes, nor does the revision.
        """
        from data import schema

        wanted = {case.number: case for case in cases}
        if len(wanted) < len(cases) or any(case.id.collection != collection.id for case in cases):
            raise ValueError("cases must be of the collection, each number once")
        opened = self._store()
        with opened.writing() as connection:
            state = schema.state(connection, opened.place)
            stored = schema.digests(connection, collection.id)
            changes = _compare(collection.id, stored, wanted)
            touched = schema.write_collection(connection, collection)
            new = [wanted[number] for number in sorted(changes.added + changes.changed)]
            schema.write_cases(connection, collection.id, changes.removed + changes.changed, new)
            if touched or new or changes.removed:
                schema.advance(connection, state)
        return changes

    def remove(self, collection_id: str) -> Changes:
        """Take the collection out, in one transaction; UnknownCollection where there is none."""
        from data import schema

        opened = self._store()
        with opened.writing() as connection:
            state = schema.state(connection, opened.place)
            removed = tuple(schema.digests(connection, collection_id))
            schema.delete_collection(connection, collection_id)
            schema.advance(connection, state)
        return Changes(collection_id, cases=0, removed=removed)

    @contextmanager
    def claimed(self, patience: float) -> Iterator[bool]:
        """Keep writers on other machines out meanwhile; False where one did not end within `patience` seconds."""
        if sqlite.file_of(self._url):
            yield True
            return
        with self._store().claimed(patience) as held:
            yield held

    def state(self) -> State:
        """Which content the catalog has now, read without sqlalchemy from a SQLite file."""
        if file := sqlite.file_of(self._url):
            return sqlite.read_state(file, self._patience)
        from data import schema

        opened = self._store()
        with opened.reading() as connection:
            return schema.state(connection, opened.place)

    def _load(self, state: State) -> tuple[State, Records]:
        if not state.stamp:
            return state, Records(state.revision, state.updated, (), ())
        if self._cache_dir and (kept := snapshot.load(self._cache_dir, state)):
            return state, kept
        from data import schema

        opened = self._store()
        with opened.reading() as connection:
            state = schema.state(connection, opened.place)  # it may have moved on since
            records = schema.records(connection, state, opened.place)
        if self._cache_dir:
            snapshot.save(self._cache_dir, state, records)
        return state, records

    def _store(self) -> Store:
        if self._opened is None:
            from data.store import Store

            self._opened = Store(self._url, self._patience)
        return self._opened


def _compare(collection: str, stored: dict[int, str], wanted: dict[int, Case]) -> Changes:
    """The way from the stored digests to the wanted cases."""
    kept = sorted(stored.keys() & wanted.keys())
    return Changes(
        collection,
        cases=len(wanted),
        added=tuple(sorted(wanted.keys() - stored.keys())),
        changed=tuple(number for number in kept if wanted[number].sha256 != stored[number]),
        unchanged=tuple(number for number in kept if wanted[number].sha256 == stored[number]),
        removed=tuple(sorted(stored.keys() - wanted.keys())),
    )
