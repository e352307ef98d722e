"""A sign of life while something long is being done: one message that counts, and becomes what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram.error import TelegramError

from bot.tg.messages.line import Line

QUICK = 1.5
"""Seconds of work that nobody needs to be told of."""
EVERY = 3.0


class Sign:
    """`step` may be called from any thread: what comes between two looks is passed over."""

    def __init__(self, line: Line, chat: int, topic: int, *, answers: int, text: str) -> None:
        """`answers`: the message that it replies to."""
        self._line, self._chat, self._topic, self._text = line, chat, topic, text
        self._answers = answers
        self._at = ""
        self.messages: list[int] = []
        """The message that shows it, to be filled with what came of the work; none where it was quick."""

    def step(self, done: int, total: int) -> None:
        self._at = f" {done}/{total}" if total else ""

    async def vanish(self) -> None:
        """It came to nothing, which is told elsewhere."""
        for message in self.messages:
            with suppress(TelegramError):
                await self._line.bot.delete_message(self._chat, message)

    async def show(self) -> None:
        shown, wait = "", QUICK
        while True:
            await asyncio.sleep(wait)
            text, wait = f"⏳ {self._text}{self._at}", EVERY
            with suppress(TelegramError):
                if not self.messages:
                    self.messages += await self._line.send(self._chat, [text], self._answers, self._topic)
                elif text != shown:
                    await self._line.edit(self._chat, self.messages[0], text, interim=True)
            shown = text


@asynccontextmanager
async def shown(sign: Sign) -> AsyncIterator[None]:
    """Show the sign as long as the work takes."""
    task = asyncio.create_task(sign.show())
    try:
        yield
    except BaseException:
        await _end(task)
        await sign.vanish()
        raise
    await _end(task)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
