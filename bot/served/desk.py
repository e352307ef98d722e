"""Threads for what blocks, so many at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.served import words
from bot.words import Words
from data.errors import AnwenError

THREADS = 16
"""A model is waited for; the work on the processor is done for one at a time."""
IN_HAND = 64
"""Requests that are worked on or wait for a thread."""
T = TypeVar("T")


class TooBusy(AnwenError):
    """As much is being answered as can be."""


class Desk:
    """Threads for what blocks; `TooBusy` where too many are waiting already."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="serve")
        self._in_hand = 0

    async def think(self, call: Callable[[], T]) -> T:
        """What `call` gives. Whoever hangs up leaves it to its end."""
        if self._in_hand >= IN_HAND:
            raise TooBusy(self._say(words.TOO_BUSY))
        self._in_hand += 1
        future = self._pool.submit(call)
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: loop.is_closed() or loop.call_soon_threadsafe(self._done))
        return await asyncio.wrap_future(future)

    def _done(self) -> None:
        self._in_hand -= 1

    def close(self) -> bool:
        """Take no more work; whether some goes on that nobody waits for any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        return self._in_hand > 0
