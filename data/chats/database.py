"""The database of the chats: the catalog's, with the tables of the chats made at the first use."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock
from typing import Any, TypeVar

import sqlalchemy as sa

from data.catalog.database.steps import forward
from data.catalog.database.store import Store
from data.chats.tables import STEPS

PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""
T = TypeVar("T")


class _Job:
    """A piece of writing that waits for its turn, and what came of it."""

    def __init__(self, work: Callable[[sa.Connection], Any]) -> None:
        self.work = work
        self.result: Any = None
        self.error: BaseException | None = None
        self.done = False
        self.news = Event()
        """Set when it is done, or its turn to commit has come."""


class ChatStore:
    """Transactions on the chats; safe to share between threads.

    What several threads write at one moment is committed at once: a commit waits for the disk, and under load
    that is most of what an answer costs.
    """

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._store = Store(url, patience)
        self._turn = Lock()
        self._jobs: deque[_Job] = deque()
        self._made = False

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Run `work` in a transaction and commit it; its result, or the error that undid it alone."""
        job = _Job(work)
        self._jobs.append(job)
        while not job.done:
            if self._turn.acquire(blocking=False):
                try:
                    self._commit([self._jobs.popleft() for _ in range(len(self._jobs))])
                finally:
                    self._pass_on()
            else:  # whoever has the turn finds this job when the turn is passed on
                job.news.wait()
                job.news.clear()
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result

    def _pass_on(self) -> None:
        """End this turn; the first of those who wait takes the next. Nobody waits for a lock whose work is done."""
        self._turn.release()
        with suppress(IndexError):
            self._jobs[0].news.set()

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            with self._writing() as connection:
                for job in jobs:
                    _run(job, connection)
        except Exception as error:  # raised again where each is waited for
            for job in jobs:
                job.error = job.error or error
        finally:
            for job in jobs:
                job.done = True
                job.news.set()

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction of its own, that no other writer's interleaves with."""
        self._turn.acquire()
        try:
            with self._writing() as connection:
                yield connection
        finally:
            self._pass_on()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._store.writing() as connection:
            if not self._made:
                forward(connection, "chats", STEPS, self._store.place)
            yield connection
        self._made = True

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state throughout."""
        if not self._made:
            with self.writing():
                pass
        with self._store.reading() as connection:
            yield connection


def _run(job: _Job, connection: sa.Connection) -> None:
    """Run one job within the common transaction; its failure undoes what it did and nothing else."""
    try:
        with connection.begin_nested():
            job.result = job.work(connection)
    except sa.exc.DBAPIError:
        raise  # of the database: what came before may be undone too
    except Exception as error:  # raised again where the job is waited for
        job.error = error
