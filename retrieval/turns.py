"""Whose turn it is: the work of answers is done for one thread at a time, but not what another core does meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """A lock that its holder may lay down for a while: `with turn:` … `with turn.aside():` … .

    Side by side Python's threads only take turns; the embedding runs outside of Python, so others go on meanwhile.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    def __enter__(self) -> None:
        self._lock.acquire()
        self._holder = threading.get_ident()

    def __exit__(self, *_: object) -> None:
        self._holder = None
        self._lock.release()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Not the caller's turn within this, where it is now; a lock that others want may not be held."""
        if self._holder != threading.get_ident():
            yield
            return
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()
