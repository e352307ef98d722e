"""Whose turn it is: the work of answers is done for one thread at a time, but not what another core does meanwhile."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class _Room:
    """Room for so many: whoever waits comes in before whoever comes later.

    A semaphore lets in whoever asks first once it is free, and that is the one who has just left it: of eight who asked
    again and again, five were not answered for three seconds.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[threading.Lock] = deque()
        self._door = threading.Lock()

    def enter(self, first: bool = False) -> None:
        """Wait for a place; `first`: before all who wait."""
        with self._door:
            if self._free:
                self._free -= 1
                return
            mine = threading.Lock()
            mine.acquire()
            (self._waiting.appendleft if first else self._waiting.append)(mine)
        try:
            mine.acquire()
        except BaseException:  # Ctrl-C: a place is not to be given to who waits no more
            with self._door:
                given = mine not in self._waiting
                if not given:
                    self._waiting.remove(mine)
            if given:
                self.leave()
            raise

    def leave(self) -> None:
        """Give the place to the next who waits."""
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class Turn:
    """A lock that its holder may lay down for a while: `with turn:` … `with turn.aside():` … .

    Side by side Python's threads only take turns; the embedding runs outside of Python, so others go on meanwhile. Only so
    many are under way at once: of eight, each hands Python's own lock on to another some ten times a question, which
    takes as long as a third of the work.
    """

    def __init__(self, at_once: int) -> None:
        """`at_once`: how many may be under way, the one that holds the lock and those aside; all others wait."""
        self._room = _Room(at_once)
        self._lock = threading.Lock()
        self._holder: int | None = None

    def __enter__(self) -> None:
        self._room.enter()
        self._take()

    def __exit__(self, *_: object) -> None:
        self._lay_down()
        self._room.leave()

    def _take(self) -> None:
        self._lock.acquire()
        self._holder = threading.get_ident()

    def _lay_down(self) -> None:
        self._holder = None
        self._lock.release()

    @contextmanager
    def aside(self, far: bool = False) -> Iterator[None]:
        """Not the caller's turn within this, where it is now; a lock that others want may not be held.

        `far`: what is waited for is no work of this machine, so another may be under way instead.
        """
        if self._holder != threading.get_ident():
            yield
            return
        self._lay_down()
        if far:
            self._room.leave()
        try:
            yield
        finally:
            if far:
                self._room.enter(first=True)
            self._take()
