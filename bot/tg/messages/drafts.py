"""An answer seen while it is being written: a draft that Telegram shows for a while, or one message edited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.tg.messages.line import Line
from bot.tg.messages.pacing import seconds_of
from bot.tg.messages.pages import draft_html
from bot.tg.reading import Asked

LOG = structlog.get_logger("anwen.telegram")
EVERY = {"draft": 0.7, "edit": 1.5}
"""Seconds between two states of one answer, by the way they are shown."""
KEPT = 20.0
"""Seconds after which a draft that did not change is sent again: Telegram drops it after thirty."""


class Draft:
    """One answer as it grows. `show` may be called from any thread; what comes too fast is passed over.

    Where the far end takes no drafts (an older one of somebody's own), one message is sent and edited in its place.
    Nothing here is worth waiting for or repeating: the finished answer follows in any case.
    """

    def __init__(
        self,
        line: Line,
        asked: Asked,
        *,
        message: int,
        how: str,
        began: Callable[[int], Awaitable[None]],
    ) -> None:
        self._line, self._asked = line, asked.message
        self._chat, self._topic = asked.place.chat, asked.place.topic
        self._how, self._began = how, began
        self.message = message
        """The message that shows it, and is the answer's to fill; 0 where there is none."""
        self._loop = asyncio.get_running_loop()
        self._news, self._done = asyncio.Event(), asyncio.Event()
        self._text = ""

    def show(self, text: str) -> None:
        """The whole answer so far."""
        self._text = text
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._news.set)

    def finish(self) -> None:
        self._done.set()
        self._news.set()

    async def follow(self) -> None:
        """Show what there is to show until `finish`; a request on its way then is waited for, so that it comes first."""
        while not self._done.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), KEPT)
            self._news.clear()
            if self._done.is_set() or not self._text:
                continue
            wait = await self._put(draft_html(self._text))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._done.wait(), wait)

    async def _put(self, html: str) -> float:
        """Show this state; how long until the next."""
        try:
            if self._how == "draft":
                await self._line.draft(self._chat, self._asked, html, self._topic)
            else:
                await self._edit(html)
        except RetryAfter as error:
            return max(seconds_of(error), EVERY["edit"])
        except Forbidden:
            self._done.set()
        except TelegramError as error:
            if self._how == "edit" and not self.message:
                self._done.set()  # it may have arrived: a second one would stay
            if self._how == "draft" and error.__cause__ is None:  # an answer, and a refusal
                LOG.info("no drafts here", chat=self._chat, reason=str(error))
                self._how = "edit"
        return EVERY[self._how]

    async def _edit(self, html: str) -> None:
        if self.message:
            await self._line.edit(self._chat, self.message, html, interim=True)
        elif message := await self._line.begin(self._chat, html, self._topic):
            self.message = message
            await self._began(message)


@asynccontextmanager
async def following(draft: Draft | None) -> AsyncIterator[None]:
    """Show the draft as long as the answer is being written."""
    if draft is None:
        yield
        return
    task = asyncio.create_task(draft.follow())
    try:
        yield
    finally:
        draft.finish()
        await asyncio.gather(task, return_exceptions=True)
