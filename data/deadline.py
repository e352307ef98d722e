"""A time by which all that is waited for within must be done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Deadline:
    """One for each kind of server; each thread and task has its own."""

    def __init__(self, name: str) -> None:
        self._until: ContextVar[float | None] = ContextVar(name, default=None)

    @property
    def until(self) -> float | None:
        """The time (of `time.monotonic`) by which all must be done; None where nothing limits it."""
        return self._until.get()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Within, everything together has `seconds`; the outermost counts."""
        token = None if self.until else self._until.set(time.monotonic() + seconds)
        try:
            yield
        finally:
            if token:
                self._until.reset(token)
