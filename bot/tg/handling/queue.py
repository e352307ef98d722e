"""Whose turn it is: above the rate a question waits, it is not refused."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.tg.handling.access import Access, Limits
from bot.tg.reading import ASK, Asked

DEPTH = 20
"""Questions of one person that wait for their turn."""
TURNED_DOWN = "🤷"
"""Put on a question that found no room: each can be seen not to have been taken."""
CHATS = 10_000
"""Private chats whose last message is remembered."""
LONG = 10.0
"""Seconds of waiting that are told of."""
COUNTED = (ASK, "brief", "table")


class Queue:
    """Turns, given as messages arrive and taken when they are handled; administrators need none."""

    def __init__(
        self, limits: Limits, access: Access, aside: Callable[[], AbstractAsyncContextManager[None]]
    ) -> None:
        self._limits, self._access, self._aside = limits, access, aside
        self._due: dict[tuple[int, int, bool], float | None] = {}
        self._newest: dict[int, tuple[int, str]] = {}
        """The last that was asked in each private chat: which message it is, and its words."""
        self._told = {news: Limits(per_minute=1, whole=50) for news in ("waits", "full")}

    def enter(self, asked: Asked) -> bool:
        """Give what was asked its turn; False where too much of this person's waits already."""
        if asked.private:
            if len(self._newest) >= CHATS:
                self._newest.clear()
            newest = (asked.message, asked.text)
            self._newest[asked.place.chat] = max(newest, self._newest.get(asked.place.chat, newest))
        if asked.kind not in COUNTED or self._access.admin(asked.place.person):
            return True
        wait = self._limits.turn(asked.place.person, DEPTH)
        self._due[_key(asked)] = None if wait is None else time.monotonic() + wait
        return wait is not None

    def leave(self, asked: Asked) -> None:
        """It is handled, however that went."""
        self._due.pop(_key(asked), None)

    def overtaken(self, asked: Asked) -> bool:
        """Whether more was asked in the chat meanwhile, so that an answer has to say which question it is to."""
        return self.behind(asked) is not None

    def behind(self, asked: Asked) -> str | None:
        """The last that was written in the chat meanwhile; None where nothing was."""
        number, text = self._newest.get(asked.place.chat, (0, ""))
        return text if number > asked.message else None

    def left(self, asked: Asked) -> float | None:
        """Seconds to go until the turn, None where there is none."""
        if self._access.admin(asked.place.person):
            return 0.0
        if _key(asked) not in self._due:
            self.enter(asked)
        due = self._due.get(_key(asked))
        return None if due is None else max(due - time.monotonic(), self._limits.all())

    def news(self, person: int, what: str) -> bool:
        """Whether to say that something `waits`, or that all is `full`: each once a minute."""
        return not self._told[what].wait(person)

    async def wait(self, seconds: float) -> None:
        """Until the turn has come; meanwhile others are handled."""
        if seconds > 0:
            async with self._aside():
                await asyncio.sleep(seconds)


def _key(asked: Asked) -> tuple[int, int, bool]:
    return asked.place.chat, asked.message, asked.edited
