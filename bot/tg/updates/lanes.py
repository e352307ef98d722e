"""Work in lanes: in order within one, side by side across them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager

AT_ONCE = 64
Work = Callable[[], Awaitable[None]]


class Lanes:
    """At most `limit` pieces of work at once; none of them may raise."""

    def __init__(self, limit: int) -> None:
        self._waiting: dict[Hashable, deque[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(limit)

    def put(self, lane: Hashable, work: Work) -> None:
        """Queue `work` behind what its lane already holds."""
        if lane in self._waiting:
            self._waiting[lane].append(work)
            return
        self._waiting[lane] = deque([work])
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, lane: Hashable) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting:
                async with self._room:
                    await waiting.popleft()()
        finally:
            del self._waiting[lane]

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """For work that only waits: others have its room meanwhile; its lane goes on waiting for it."""
        self._room.release()
        try:
            yield
        finally:
            await self._room.acquire()

    async def drain(self, seconds: float) -> None:
        """Let the work end, for so long; then break it off."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
