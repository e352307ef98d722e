"""The relational catalog: the truth about collections and cases, under one revision number."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from data.catalog.difference import Changes, by_number, difference
from data.catalog.files import by_key, journal, sqlite_file
from data.catalog.files.journal import Step
from data.catalog.files.snapshot import State
from data.catalog.search.words import ReadWords, Words
from data.types import Case, CaseId, Collection, Confirmed, Records

if TYPE_CHECKING:
    from data.catalog.database.states import Past
    from data.catalog.database.store import Store

PATIENCE = 5.0
"""Seconds to wait for another process's write: a thousand cases are written in a fraction of one."""


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
        self._identity = ""
        self._seen = sqlite_file.Seen()
        self._latest: tuple[State, Records] | None = None
        self._confirmed: tuple[State, tuple[Confirmed, ...]] | None = None

    def revision(self) -> int:
        """How often the catalog was changed; 0 while it holds nothing yet."""
        return self.state().revision

    def cases(self, collection_id: str) -> tuple[Case, ...]:
        """The cases of one collection in order of number, whatever else there is; empty where there is none."""
        state = self.state()
        if state.revision == 0:
            return ()
        if records := self._remembered(state):
            return tuple(records.of(collection_id))
        from data.catalog.database import schema

        opened = self._store()
        with opened.reading() as connection:
            return schema.cases(connection, collection_id, opened.place)

    def collections(self) -> tuple[Collection, ...]:
        """The collections in order of arrival, without their cases."""
        state = self.state()
        if state.revision == 0:
            return ()
        if records := self._remembered(state):
            return records.collections
        from data.catalog.database import schema

        opened = self._store()
        with opened.reading() as connection:
            return schema.collections(connection)

    def records(self) -> Records:
        """Everything the catalog holds at its present revision.

        Remembered, and carried on with what changes; with `cache_dir`, kept for other processes too.
        """
        state = self.state()
        records = self._remembered(state)
        if records is None:
            state, records = self._load(state)
            self._latest = state, records
        return records

    def words(self, records: Records, texts: Sequence[str]) -> Words:
        """Which of the cases of `records` hold a word; `texts`: what is told in each, for where no index says it."""
        latest = self._latest
        if latest is None or latest[1] is not records or not latest[0].stamp:
            return ReadWords(texts)
        if file := sqlite_file.file_of(self._url):
            from data.catalog.search.fts import FileWords

            return FileWords(file, self._patience, latest[0].stamp, records.cases, texts)
        return self._store().words(latest[0].stamp, records.cases, texts)

    def behind(self) -> bool:
        """Whether the database is one of an earlier version, which the next change moves forward."""
        if file := sqlite_file.file_of(self._url):
            return not sqlite_file.has_table(file, self._patience, "case_words")
        return self._store().behind()

    def move_forward(self) -> None:
        """Move the database forward now."""
        with self._store().writing():
            pass

    def replace(self, collection: Collection, cases: Sequence[Case], resumes: Past | None = None) -> Changes:
        """Make `cases` the collection's cases, in one transaction, and note the state that this makes.

        Where they are its cases already, nothing changes, nor does the revision. `resumes`: the state that is
        gone back to, whose notice is taken over too.
        """
        return self.change(collection, cases, None, resumes)

    def change(
        self,
        collection: Collection,
        cases: Sequence[Case],
        gone: Set[int] | None,
        resumes: Past | None = None,
    ) -> Changes:
        """As `replace`, of these cases alone: they come or change, those numbered `gone` go, all others stay.

        `gone` None: all others go.
        """
        from data.catalog.database import schema, states

        wanted = by_number(collection.id, cases)
        opened = self._store()
        with opened.writing() as connection:
            before = schema.state(connection, opened.place)
            was = schema.find_collection(connection, collection.id)
            changes = self._difference(before, collection.id, wanted, gone)
            if changes is None:
                held = self._size(before, collection.id)
                changes = schema.difference(connection, collection.id, wanted, gone, held)
            touched = schema.write_collection(connection, collection, resumes is not None and resumes.noticed)
            new = tuple(wanted[number] for number in sorted(changes.added + changes.changed))
            if not (touched or new or changes.removed):
                return changes
            old = schema.replaced_cases(connection, collection.id, changes.replaced)
            schema.write_cases(connection, collection.id, changes.replaced, new)
            after, row = schema.advance(connection, before), schema.collection(connection, collection.id)
            step = Step(before, after, collection.id, row, changes.removed, new)
            states.note_change(
                connection, was, step, changes, old=old, resumes=resumes.content if resumes else None
            )
        self._carry_on(step)
        return changes

    def compared(self, collection_id: str, cases: Sequence[Case], gone: Set[int] | None = None) -> Changes:
        """What `change` would do to the collection; nothing is written."""
        wanted = by_number(collection_id, cases)
        state = self.state()
        if (known := self._difference(state, collection_id, wanted, gone)) is not None:
            return known
        from data.catalog.database import schema

        opened = self._store()
        with opened.reading() as connection:
            state = schema.state(connection, opened.place)
            held = self._size(state, collection_id)
            return schema.difference(connection, collection_id, wanted, gone, held)

    def numbers(self, collection_id: str) -> frozenset[int]:
        """The numbers of the collection's cases."""
        state = self.state()
        if (records := self._in_memory(state)) is not None:
            return frozenset(case.number for case in records.of(collection_id))
        from data.catalog.database import schema

        with self._store().reading() as connection:
            return frozenset(schema.numbers(connection, collection_id))

    def some(self, collection_id: str, numbers: Some[int]) -> tuple[Case, ...]:
        """The cases of those numbers that the collection has, in order; no others are read."""
        state = self.state()
        if not state.stamp or not numbers:
            return ()
        if (records := self._in_memory(state)) is not None:
            wanted = frozenset(numbers)
            return tuple(case for case in records.of(collection_id) if case.number in wanted)
        from data.catalog.database import schema

        opened = self._store()
        with opened.reading() as connection:
            return schema.cases(connection, collection_id, opened.place, numbers)

    def remove(self, collection_id: str, resumes: int | None = None) -> Changes:
        """Take the collection out, in one transaction, and note that state; UnknownCollection where there is none."""
        from data.catalog.database import schema, states

        opened = self._store()
        with opened.writing() as connection:
            before = schema.state(connection, opened.place)
            was = schema.find_collection(connection, collection_id)
            removed = tuple(schema.numbers(connection, collection_id))
            old = schema.replaced_cases(connection, collection_id)
            schema.delete_collection(connection, collection_id)
            changes = Changes(collection_id, cases=0, removed=removed)
            step = Step(before, schema.advance(connection, before), collection_id, None)
            states.note_change(connection, was, step, changes, old=old, resumes=resumes)
        self._carry_on(step)
        return changes

    def confirm(self, question: str, case: Case, holds: bool = True) -> bool:
        """Note that people confirmed `case` to answer `question`, or that it does not hold (any more).

        Whether that is new: then the revision moves.
        """
        from data.catalog.database import confirmed, schema

        opened = self._store()
        with opened.writing() as connection:
            before = schema.state(connection, opened.place)
            row = schema.find_collection(connection, case.id.collection)
            new = row is not None and (
                confirmed.hold(connection, question, case)
                if holds
                else confirmed.drop(connection, question, case.id)
            )
            if not new:
                return False
            step = Step(before, schema.advance(connection, before), case.id.collection, row)
        self._carry_on(step)
        return True

    def confirmed(self) -> tuple[Confirmed, ...]:
        """The questions that people confirmed; the same object as long as the catalog is in the same state."""
        state = self.state()
        if self._confirmed is None or self._confirmed[0] != state:
            self._confirmed = state, self._read_confirmed() if state.stamp else ()
        return self._confirmed[1]

    def _read_confirmed(self) -> tuple[Confirmed, ...]:
        if file := sqlite_file.file_of(self._url):
            return sqlite_file.read_confirmed(file, self._patience)
        from data.catalog.database import confirmed

        with self._store().reading() as connection:
            return confirmed.listed(connection)

    def history(self, collection_id: str | None = None) -> list[Past]:
        """The states of a collection, or of all, that are kept, the newest first; removed ones too."""
        from data.catalog.database import states

        state = self.state()
        if not state.stamp:
            return []
        with self._store().reading() as connection:
            found = states.listed(connection, collection_id)
        known = {past.collection.id for past in found}
        unnoted = [c for c in self.collections() if c.id not in known and collection_id in (None, c.id)]
        return found + [
            states.Past(c, state.revision, state.updated, states.EARLIER, len(self.cases(c.id)), latest=True)
            for c in unnoted
        ]

    def past(self, collection_id: str, revision: int) -> tuple[Case, ...]:
        """The cases of the collection in the state of that revision, which `history` lists."""
        from data.catalog.database import schema, states

        opened = self._store()
        with opened.reading() as connection:
            now = schema.cases(connection, collection_id, opened.place)
            return states.taken_back(connection, collection_id, revision, now)

    def way_back(self, collection_id: str, revision: int) -> tuple[tuple[Case, ...], frozenset[int]]:
        """What `change` takes the collection back to that state with: cases as they were, and numbers that go."""
        from data.catalog.database import states

        with self._store().reading() as connection:
            way = states.way_back(connection, collection_id, revision)
        held = tuple(case for _, case in sorted(way.items()) if case)
        return held, frozenset(number for number, case in way.items() if case is None)

    def versions(self, case: CaseId) -> list[tuple[Past, Case]]:
        """The case as it was in earlier states, the newest first, each with the last state that had it so."""
        from data.catalog.database import states

        if not self.state().stamp:
            return []
        with self._store().reading() as connection:
            return list(states.versions(connection, case))

    @contextmanager
    def claimed(self, patience: float) -> Iterator[bool]:
        """Keep writers on other machines out meanwhile; False where one did not end within `patience` seconds."""
        if sqlite_file.file_of(self._url):
            yield True
            return
        with self._store().claimed(patience) as held:
            yield held

    def check_claim(self) -> None:
        """ClaimLost where another machine has claimed the catalog since this process did: nothing may be made visible."""
        if not sqlite_file.file_of(self._url):
            self._store().check_claim()

    def identity(self) -> str:
        """Who this catalog is, among all there are; made by the first writer. Empty where there was none yet."""
        if not self._identity:
            self._identity = self._read_identity()
        return self._identity

    def _read_identity(self) -> str:
        if file := sqlite_file.file_of(self._url):
            return sqlite_file.read_identity(file, self._patience)
        from data.catalog.database import identity

        with self._store().reading() as connection:
            return identity.read(connection)

    def state(self) -> State:
        """Which content the catalog has now, read without sqlalchemy from a SQLite file."""
        if file := sqlite_file.file_of(self._url):
            return self._seen.state(file, self._patience)
        from data.catalog.database import schema

        opened = self._store()
        with opened.reading() as connection:
            return schema.state(connection, opened.place)

    def _remembered(self, state: State) -> Records | None:
        """The records in memory, if they are of that state."""
        if not state.stamp:
            return Records(state.revision, state.updated, (), (), state.stamp)
        latest = self._latest
        return latest[1] if latest and latest[0] == state else None

    def _in_memory(self, state: State) -> Records | None:
        """As `_remembered`, where the cases themselves are in memory."""
        records = self._remembered(state)
        return None if records is None or isinstance(records.cases, by_key.KeptCases) else records

    def _difference(
        self, state: State, collection_id: str, wanted: Mapping[int, Case], gone: Set[int] | None
    ) -> Changes | None:
        """What that change does to the collection in `state`; None where its cases are not in memory."""
        if (records := self._in_memory(state)) is None:
            return None
        known = {case.id.number: case for case in records.of(collection_id)}
        return difference(collection_id, len(known), known, wanted, gone)

    def _size(self, state: State, collection_id: str) -> int | None:
        """How many cases the collection has in `state`; None where that is not in memory."""
        records = self._remembered(state)
        return None if records is None else records.sizes().get(collection_id, 0)

    def _carry_on(self, step: Step) -> None:
        """What is in memory and on disk, brought to the state after a change of ours, which is committed."""
        records = self._remembered(step.before)
        if records is not None:
            records = step.applied(records)
            self._latest = step.after, records
        if self._cache_dir and records is not None and journal.long(self._cache_dir):
            journal.save(self._cache_dir, step.after, records)
            if len(records.cases) > by_key.LARGE and (kept := journal.load(self._cache_dir, step.after)):
                self._latest = step.after, kept  # and let go of the texts
        elif self._cache_dir:
            journal.append(self._cache_dir, step)

    def _load(self, state: State) -> tuple[State, Records]:
        if self._cache_dir and (kept := self._kept(self._cache_dir, state)):
            return state, kept
        from data.catalog.database import schema

        latest = self._latest
        opened = self._store()
        with opened.reading() as connection:
            state = schema.state(connection, opened.place)  # it may have moved on since
            if self._cache_dir and (
                many := schema.in_order(connection, opened.place, more_than=by_key.LARGE)
            ):
                journal.save_rows(self._cache_dir, state, schema.collections(connection), many)
                if kept := journal.load(self._cache_dir, state):
                    return state, kept
            known = latest[1].cases if latest else ()
            records = schema.records(connection, state, opened.place, known)
        if self._cache_dir:
            journal.save(self._cache_dir, state, records)
        return state, records

    def _kept(self, folder: Path, state: State) -> Records | None:
        """The records of that state from memory or disk, with what other processes changed since."""
        latest = self._latest
        steps = journal.between(folder, latest[0].stamp, state) if latest and latest[0].stamp else None
        if latest and steps is not None:
            return journal.carried_on(latest[1], steps)
        kept = journal.load(folder, state)
        if kept and journal.long(folder):
            journal.save(folder, state, kept)
        return kept

    def _store(self) -> Store:
        if self._opened is None:
            from data.catalog.database.store import Store

            self._opened = Store(self._url, self._patience)
        return self._opened
