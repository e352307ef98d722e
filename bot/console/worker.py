"""One question at a time on a thread of its own, so that Ctrl-C can let go of it without breaking it off.

Breaking off a half-made import or a database call would spoil the rest of the session; a question let go of
runs on to its end unheard.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
POLL_SECONDS = 0.05
"""How soon Ctrl-C is seen while waiting."""


class Task(Generic[T]):
    """A call on its way."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self._result: T | None = None
        self._error: BaseException | None = None
        self._done = (
            threading.Event()
        )  # not Thread.join: interrupted, it takes the thread for dead before 3.13
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._result = self._call()
        except BaseException as error:  # raised again where the result is waited for
            self._error = error
        finally:
            self._done.set()

    @property
    def running(self) -> bool:
        return not self._done.is_set()

    def settle(self, seconds: float = math.inf) -> bool:
        """Wait for the end, whatever comes of it, for so long; whether it came."""
        end = time.monotonic() + seconds
        while not self._done.wait(min(POLL_SECONDS, max(end - time.monotonic(), 0))):
            if time.monotonic() >= end:
                return False
        return True

    def wait(self) -> T:
        """The result, or the call's own error; KeyboardInterrupt comes through while waiting."""
        self.settle()
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]
