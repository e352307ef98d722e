"""An iterator on a thread of its own, so that whoever waits for it can stop waiting on time."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


_here = threading.local()


def ends() -> float | None:
    """Until when (time.monotonic()) this thread's output is waited for; None in a thread that `until` did not start."""
    return getattr(_here, "end", None)


class Late(Exception):
    """The time was up."""


def until(end: float, make: Callable[[], Iterable[T]]) -> Iterator[T]:
    """What `make()` yields, its errors too, as long as it is before `end` (time.monotonic()); then Late.

    It begins at once. The thread is let go of: it stops at the next thing it gets, or when its own time-out ends it. Nothing of what it
    does after that is seen.
    """
    found: queue.SimpleQueue[tuple[str, object]] = queue.SimpleQueue()
    left = threading.Event()

    def run() -> None:
        _here.end = end
        try:
            for item in make():
                if left.is_set():
                    return
                found.put(("item", item))
            found.put(("end", None))
        except BaseException as error:  # raised again where it is waited for
            found.put(("error", error))

    threading.Thread(target=run, daemon=True, name="model").start()
    return _drained(end, found, left)


def _drained(
    end: float, found: queue.SimpleQueue[tuple[str, object]], left: threading.Event
) -> Iterator[Any]:
    try:
        while True:
            try:
                kind, value = found.get(timeout=max(end - time.monotonic(), 0.0))
            except queue.Empty:
                raise Late from None
            if kind == "end":
                return
            if kind == "error":
                assert isinstance(value, BaseException)
                raise value
            yield value
    finally:
        left.set()
