"""Changes the catalog and brings the index to its revision, embedding only text that is new.

    lock → add the new chunks → the catalog's commit: the moment of change → delete the stale chunks

A stop anywhere leaves the old state or the new one, whole: chunks that the catalog does not hold are never hits.
What a stop left behind is swept by the next change, or by `synchronise`.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from data.catalog.catalog import Catalog
from data.catalog.difference import Changes
from data.catalog.merging import Addition, goal, unlike
from data.errors import Busy, ClaimLost, IndexUnavailable, NoSuchState, UnknownCollection
from data.memory import give_back
from data.types import Case, Collection
from data.values import dataclass
from vectorstore import precomputed
from vectorstore.chroma import ChromaIndex
from vectorstore.chunking import FINE, Chunk, asked_chunks, chunks, large, many
from vectorstore.hits import state_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from data.catalog.database.states import Past

    Vector = NDArray[np.float32]

PATIENCE = 60.0
"""Seconds to wait for another writer: a first run's indexing takes 10-20, and the second run needs only it."""
FLUSH = 128
"""Chunks added at a time: ten seconds of embedding at most, which a stop may cost; smaller additions are slower."""
SHARE = 20
"""Of many, as many are added at a time as this part of those that were: for each addition Chroma goes through all that
its log holds since its graph was written last, 0.14 s at 18,000 chunks."""

Questions = Mapping[str, Sequence[str]]
"""SHA-256 of a case → questions that it answers."""
Progress = Callable[[int, int], None]
"""Called with (done, total), in chunks to embed; not called where there is nothing to embed."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is between the index and the wanted records."""

    new: list[Chunk]
    stale: set[str]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Chunks that are missing from the index, and chunks in it that no case has."""

    missing: int
    surplus: int


def _between(cases: Iterable[Case], whole: frozenset[str], held: set[str], asked: Questions) -> _Plan:
    """The way from the ids that are `held` to those of `cases`, of which those of `whole` collections have no parts."""
    wanted = {
        chunk.id: chunk for case in cases for chunk in _cut(case, case.id.collection not in whole, asked)
    }
    return _Plan([chunk for id_, chunk in wanted.items() if id_ not in held], held - wanted.keys())


def _cut(case: Case, parts: bool, asked: Questions) -> list[Chunk]:
    """The chunks of a case, and of the questions it is known to answer."""
    return [*chunks(case, parts), *asked_chunks(case, asked.get(case.sha256, ()))]


class Library:
    """The catalog and its index, changed together; one writer at a time, in all processes.

    Every method may raise Busy (another process is writing, for longer than `patience` seconds), CatalogError
    and IndexUnavailable; after each, the catalog is as it was.
    """

    def __init__(
        self,
        catalog: Catalog,
        index: ChromaIndex,
        lock_path: Path,
        patience: float = PATIENCE,
        questions: Callable[[], Questions] = dict,
    ) -> None:
        """`questions`: what cases are known to answer, as further vectors of theirs."""
        self._catalog = catalog
        self._index = index
        self._lock_path = lock_path
        self._patience = patience
        self._questions = questions

    def in_step(self) -> bool:
        """Whether the index holds the catalog's cases; one comparison, whatever their number."""
        return self._index.state() == state_of(self._catalog.state())

    def replace(
        self, collection: Collection, cases: Sequence[Case], progress: Progress | None = None
    ) -> Changes:
        """Make `cases` the collection's cases. Nothing of it is visible before all of it is."""
        with self._writing():
            changes = self._catalog.compared(collection.id, cases)
            return self._change(collection, cases, changes, progress)

    def add(self, addition: Addition, progress: Progress | None = None) -> Changes:
        """Add and change cases of a collection, and keep the others but those that are named as going."""
        with self._writing():
            wanted = goal(self._catalog, addition)
            return self._change(wanted.collection, addition.cases, wanted.changes, progress)

    def remove(self, collection_id: str) -> Changes:
        """Take the collection out; UnknownCollection where there is none."""
        with self._writing():
            return self._away(collection_id)

    def confirm(self, question: str, case: Case, holds: bool = True) -> bool:
        """Note that people confirmed `case` to answer `question`, or no longer; whether that changed anything."""
        with self._writing():
            in_step = self.in_step()
            changed = self._catalog.confirm(question, case, holds)
            if changed and in_step:
                try:
                    self._settle(set())
                except (IndexUnavailable, ClaimLost):  # as after any change
                    self._index.forget()
            return changed

    def undo(
        self, collection_id: str, revision: int | None = None, progress: Progress | None = None
    ) -> tuple[Past, Changes]:
        """Go back to the state before, or to the one of `revision`, which `Catalog.history` lists.

        NoSuchState where it is not kept. This makes a state of its own, so that it can be undone as well.
        """
        with self._writing():
            past = self._state_of(collection_id, revision)
            if not past.there:
                return past, self._away(collection_id, past.content)
            row = unlike(past.collection, self._catalog.collections())
            cases, gone = self._catalog.way_back(collection_id, past.revision)
            changes = self._catalog.compared(collection_id, cases, gone)
            return past, self._change(row, cases, changes, progress, past)

    def synchronise(self, progress: Progress | None = None, at_most: int | None = None) -> int | None:
        """Bring the index to the catalog's state; how many chunks had to be embedded. Does nothing if in step.

        None, and nothing done, where it would be more than `at_most`.
        """
        if self.in_step():
            return 0
        with self._writing():
            return self._mend(progress, at_most)

    def mend(self, progress: Progress | None = None) -> int:
        """Add what the index lacks and remove what it should not have, by what is there; how many were embedded.

        For questions that are known by now, and for an index that says it is in step and is not.
        """
        with self._writing():
            return self._mend(progress) or 0

    def gaps(self) -> Gaps:
        """What the index lacks, and what it has beyond, counted by what is there; writes nothing."""
        plan = self._whole_plan(self._catalog.records().cases, self._index.ids())
        return Gaps(len(plan.new), len(plan.stale))

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index anew, whatever state it is in; how many chunks were embedded.

        Beside the one there is, which answers until the new one is whole and takes its place at one stroke.
        """
        with self._writing():
            state = state_of(self._catalog.state())
            plan = self._whole_plan(self._catalog.records().cases, set())
            embedded = self._made_beside(plan.new, state, progress)
            self._index.renew()
            return embedded

    def _made_beside(self, chunks: Sequence[Chunk], state: str, progress: Progress | None) -> int:
        """Make an index of `chunks` and put it in the place of the one there is; how many were embedded."""
        beside = self._index.beside(len(chunks))
        try:
            embedded = self._add(chunks, progress, beside)
            beside.mark(state)
            self._catalog.check_claim()
            self._index.adopt(beside)
        finally:
            beside.forget()
            self._index.sweep()
        return embedded

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody writes meanwhile, in any process."""
        with self._writing():
            yield

    def take_over(self) -> None:
        """Have the index be of this catalog, whichever's it was; it is empty until it is mended."""
        with self._writing():
            self._index.take_over()

    def _mend(self, progress: Progress | None, at_most: int | None = None) -> int | None:
        plan = self._whole_plan(self._catalog.records().cases, self._index.ids())
        if at_most is not None and len(plan.new) > at_most:
            return None
        embedded = self._add(plan.new, progress)
        self._settle(plan.stale)
        return embedded

    def _state_of(self, collection_id: str, revision: int | None) -> Past:
        from data.catalog.database.states import previous

        pasts = self._catalog.history(collection_id)
        if not pasts:
            raise UnknownCollection(collection_id, (c.id for c in self._catalog.collections()))
        earlier = (past for past in pasts if past.revision == revision and not past.latest)
        found = previous(pasts) if revision is None else next(earlier, None)
        if found is None:
            raise NoSuchState(collection_id, revision, (past.revision for past in pasts[1:]))
        return found

    def _change(
        self,
        collection: Collection,
        cases: Sequence[Case],
        changes: Changes,
        progress: Progress | None,
        resumes: Past | None = None,
    ) -> Changes:
        """Carry out `changes`, for which those of `cases` come that are new."""
        new, gone = changes.new(cases), frozenset(changes.removed)
        commit = lambda: self._catalog.change(collection, new, gone, resumes)  # noqa: E731
        self._carry_out(self._plan(changes, new), commit, progress)
        return changes

    def _away(self, collection_id: str, resumes: int | None = None) -> Changes:
        """Take the collection out; `resumes`: the state without it that this goes back to."""
        stale = self._plan(self._catalog.compared(collection_id, ()), ()).stale
        return self._carry_out(_Plan([], stale), lambda: self._catalog.remove(collection_id, resumes))

    def _plan(self, changes: Changes, new: Sequence[Case]) -> _Plan:
        """The way to the index of a catalog in which these changes are made, for which `new` cases come.

        From an index that is in step it follows from what changes alone; else every case and every id counts.
        """
        id_, replaced = changes.collection, frozenset(changes.replaced)
        if not self.in_step():
            every = self._catalog.records().cases
            others = (case for case in every if case.id.collection != id_ or case.number not in replaced)
            return self._whole_plan([*others, *new], self._index.ids())
        was_whole, whole = many(changes.before), many(changes.cases)
        if whole == was_whole:
            gone, come = self._catalog.some(id_, replaced), new
        else:  # across the line at which parts are embedded: all of its cases are redone
            gone = self._catalog.cases(id_)
            come = [*(case for case in gone if case.number not in replaced), *new]
        asked = self._questions()
        held = {chunk.id for case in gone for chunk in _cut(case, not was_whole, asked)}
        return _between(come, frozenset({id_} if whole else ()), held, asked)

    def _whole_plan(self, cases: Sequence[Case], held: set[str]) -> _Plan:
        """The way from the ids that are `held` to those of all `cases`."""
        return _between(cases, large(cases), held, self._questions())

    def _carry_out(
        self, plan: _Plan, commit: Callable[[], Changes], progress: Progress | None = None
    ) -> Changes:
        self._add(plan.new, progress)
        changes = commit()
        try:
            self._settle(plan.stale)
        except (IndexUnavailable, ClaimLost):
            # The change is made and no stale chunk can be a hit; the state that was not recorded makes the next
            # `synchronise` sweep. To report a failure now would be wrong.
            self._index.forget()
        return changes

    def _flush(self, index: ChromaIndex, waiting: Sequence[tuple[Chunk, Vector]]) -> None:
        """Add what is embedded, unless another writer has taken over: then the rest need not be embedded at all."""
        self._catalog.check_claim()
        index.add([chunk for chunk, _ in waiting], [vector for _, vector in waiting])

    def _add(self, new: Sequence[Chunk], progress: Progress | None, to: ChromaIndex | None = None) -> int:
        """Add chunks, embedding each text once, and none whose vector is here beforehand or under another id."""
        if not new:
            return 0
        index = to or self._index
        index.mark("")
        alike: dict[str, list[Chunk]] = {}
        for chunk in new:
            alike.setdefault(chunk.digest, []).append(chunk)
        held = precomputed.vectors_of(alike, index.embedder.name) | index.vectors_of(alike)
        waiting = [(chunk, vector) for digest, vector in held.items() for chunk in alike.pop(digest)]
        self._flush(index, waiting)
        waiting = []
        rest, done = list(alike.values()), 0
        if rest and progress:
            progress(0, len(rest))
        for positions, batch in index.embedder.batches([same[0].text for same in rest]):
            for position, vector in zip(positions, batch, strict=True):
                waiting += [(chunk, vector) for chunk in rest[position]]
            done += len(positions)
            if len(waiting) >= max(FLUSH, done // SHARE) or done == len(rest):
                self._flush(index, waiting)
                waiting = []
            if progress:
                progress(done, len(rest))
        if len(rest) > FINE:
            give_back()
        return len(rest)

    def _settle(self, stale: set[str]) -> None:
        """Delete what the catalog no longer holds, and record that the index is whole."""
        self._catalog.check_claim()
        self._index.delete(stale)
        self._catalog.check_claim()
        state = state_of(self._catalog.state())
        if self._index.state() != state:
            self._index.mark(state)
        self._index.tidy()
        self._index.renew()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the writing lock, and see what its last holder wrote."""
        from filelock import FileLock, Timeout

        note = self._lock_path.with_name(self._lock_path.name + ".holder")
        lock = FileLock(self._lock_path, timeout=self._patience)
        try:
            self._lock_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise Busy(_holder(note)) from error
        except OSError as error:
            place = self._lock_path.parent
            raise IndexUnavailable(f"{place} 无法写入：检查磁盘空间与权限 (cannot write: {error})") from error
        try:
            # Only a courtesy to the one who waits: a full disk must not stop a removal.
            with contextlib.suppress(OSError):
                note.write_text(f"{os.getpid()} {_command()}", encoding="utf-8", errors="replace")
            with self._catalog.claimed(self._patience) as held:
                if not held:
                    raise Busy("另一台机器 (another machine)")
                if not self._catalog.identity():
                    self._catalog.move_forward()  # whose index it is stands in it before anything else does
                self._index.renew()
                yield
        finally:
            with contextlib.suppress(OSError):
                note.unlink(missing_ok=True)
            lock.release()


def _command() -> str:
    """This process's command as a person would know it again."""
    return " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])[:80]


def _holder(note: Path) -> str:
    try:
        pid, _, command = note.read_text(encoding="utf-8").partition(" ")
    except (OSError, UnicodeDecodeError):
        return "进程未知"
    return f"进程 {pid}：{command}"
