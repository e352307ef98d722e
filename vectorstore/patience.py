"""A Chroma server's client whose every call ends: soon where a question waits, and again where the server came back.

Chroma's own client waits for ever. Here each call is made in a thread that is given up when its time is over, so that
neither a server that hangs nor one that answers a byte a second holds anybody up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from data.deadline import Deadline

T = TypeVar("T")

ANSWERING = 15.0
"""Seconds in which all calls for one question must be done: a server on the other side of the world takes one."""
CHANGING = 120.0
"""Seconds for one call of a change: 500 rows take a second."""
UNSEEN = 2.0
"""Seconds to go on trying a server that has not answered yet: it is not there, rather than on its way back."""
_FIRST_PAUSE = 0.2

_deadline = Deadline("Chroma")
_LOST = (
    "ConnectError", "ReadError", "WriteError", "CloseError", "RemoteProtocolError", "LocalProtocolError",
)  # fmt: skip
"""What httpx raises where a connection is refused or breaks off. All calls that are made here can be made twice."""
_LOST_WORDS = ("Could not connect to a Chroma server", "Bad Gateway", "Service Unavailable")


class TooSlow(Exception):
    """The server has not answered in time."""


def answering() -> AbstractContextManager[None]:
    """Within, all calls together have ANSWERING seconds; the outermost counts."""
    return _deadline.within(ANSWERING)


class Patient:
    """A client, or a collection it gave, that can be used like one; `seen` tells that its server has answered."""

    def __init__(self, behind: Any, seen: bool = True) -> None:
        self._behind = behind
        self._seen = seen

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._behind, name)
        if not callable(found):
            return found

        def call(*arguments: Any, **named: Any) -> Any:
            given = patiently(lambda: found(*arguments, **named), self._seen)
            return Patient(given) if hasattr(given, "upsert") else given

        return call


def patiently(work: Callable[[], T], seen: bool) -> T:
    """What `work` returns; again where the connection was lost, while there is time. TooSlow where there is none."""
    until = _deadline.until
    started = time.monotonic()
    limit = started + CHANGING if until is None else until
    trying = min(limit, started + (ANSWERING if seen else UNSEEN))
    pause = _FIRST_PAUSE
    while True:
        try:
            return _within(limit - time.monotonic(), work)
        except TooSlow as error:
            whole = CHANGING if until is None else ANSWERING
            raise TooSlow(f"{whole:.0f} 秒内没有回答 (no answer in time)") from error
        except Exception as error:
            if not _is_lost(error) or time.monotonic() + pause > trying:
                raise
        time.sleep(pause)
        pause *= 2


def _within(seconds: float, work: Callable[[], T]) -> T:
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="chroma-call", daemon=True)
    thread.start()
    thread.join(max(seconds, 0))
    if failed:
        raise failed[0]
    if not done:
        raise TooSlow
    return done[0]


def _is_lost(error: BaseException | None) -> bool:
    """Whether the connection was lost, or what is said comes of that: Chroma calls it a tenant that is not there."""
    while error is not None:
        if type(error).__name__ in _LOST or any(words in str(error) for words in _LOST_WORDS):
            return True
        error = error.__cause__ or error.__context__
    return False
