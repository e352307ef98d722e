"""From an update as it comes in to its end in the inbox: written down first, handled once, in order within a chat."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bot.tg.logs import begin, fault
from bot.tg.messages.pacing import Rate
from bot.tg.metrics import Metrics
from bot.tg.updates.lanes import Lanes
from bot.tg.updates.polling import number_of
from data.chats.inbox import LEASE, Inbox, Received
from data.errors import CatalogError

LOG = structlog.get_logger("anwen.telegram")
LATER = "later"
MADE = ("u:", "d:", "x:", "e:")
"""Taps that ask for work: a file to be written, a document to be made, a question to be answered."""
SWEEP = LEASE / 3
"""Seconds between looks for updates that nobody is at work on."""


class Intake:
    """Takes updates in and sees each through: done, or poison, or left in the inbox for later."""

    def __init__(
        self,
        bot: ExtBot[Rate],
        inbox: Inbox,
        handle: Callable[[Update], Awaitable[None]],
        apologise: Callable[[Update], Awaitable[str]],
        metrics: Metrics,
        *,
        lanes: Lanes,
        arrived: Callable[[Update], bool],
    ) -> None:
        """`arrived` gives an update its turn as soon as it is there; False where there is none left to give."""
        self._bot, self._inbox, self._handle, self._apologise = bot, inbox, handle, apologise
        self._metrics, self._lanes, self._arrived = metrics, lanes, arrived
        self._held: set[int] = set()
        self._writer = ThreadPoolExecutor(16, thread_name_prefix="inbox")

    async def receive(self, raw: Sequence[Any]) -> None:
        """Write the updates down, then put them to work; after this they are ours and will not be lost."""
        rows = [
            Received(item["update_id"], json.dumps(item, ensure_ascii=True))
            for item in raw
            if number_of(item) is not None
        ]
        if rows:
            self._work(await self._write(lambda: self._inbox.receive(rows)))

    async def replay(self, whatever: bool) -> None:
        """Take up what is left of an earlier run (`whatever`: of anybody's)."""
        await self._write(self._inbox.forget)
        rows, given_up = await self._write(lambda: self._inbox.adopt(whatever))
        for number in given_up:
            LOG.error("given up: it ended the process too often", update=number)
            self._metrics.updates.labels("poison").inc()
        if rows:
            LOG.info("taken up again", updates=len(rows))
        self._work([row for row in rows if row.id not in self._held])

    async def sweep(self) -> None:
        """For ever: keep what is ours, take up what nobody is at work on."""
        while True:
            await asyncio.sleep(SWEEP)
            try:
                if held := list(self._held):
                    await self._write(lambda held=held: self._inbox.renew(held))  # type: ignore[misc]
                await self.replay(whatever=False)
            except CatalogError as error:
                LOG.error("sweep failed", reason=str(error))

    async def stop(self, seconds: float) -> None:
        """End the work within so many seconds; what is not done then is let go of."""
        await self._lanes.drain(seconds)
        if held := list(self._held):
            await self._write(lambda: self._inbox.release(held))
        self._writer.shutdown()

    def _work(self, rows: Sequence[Received]) -> None:
        for row in rows:
            self._held.add(row.id)
            try:
                update = Update.de_json(json.loads(row.body), self._bot)
                lane = _lane(update) if self._arrived(update) else ("no turn", _who(update))
            except (
                Exception
            ) as error:  # whatever it trips over: one update that cannot be read stops no other
                LOG.error("unreadable", update=row.id, **fault(error))
                self._lanes.put(("poison", row.id), lambda id_=row.id: self._poisoned(id_))  # type: ignore[misc]
                continue
            self._lanes.put(lane, lambda update=update: self._see_through(update))  # type: ignore[misc]

    async def _see_through(self, update: Update) -> None:
        begin(update=update.update_id)
        started = time.monotonic()
        state = LATER
        self._metrics.in_hand.inc()
        try:
            state = await self._state_after(update)
            if state == LATER:
                await self._write(lambda: self._inbox.release([update.update_id]))
            else:
                await self._write(lambda: self._inbox.finish(update.update_id, state))
        except Exception as error:  # the database is out of reach: the lease ends, and it is taken up again
            LOG.error("not noted as handled", **fault(error))
        finally:
            self._held.discard(update.update_id)
            self._metrics.in_hand.dec()
            self._metrics.updates.labels(state).inc()
            LOG.info("update", outcome=state, ms=round((time.monotonic() - started) * 1000))

    async def _state_after(self, update: Update) -> str:
        """Handle the update; what became of it."""
        try:
            await self._handle(update)
        except BadRequest as error:
            LOG.error("refused", reason=error.message, told_as=await self._apologise(update))
            return "failed"
        except Forbidden as error:
            LOG.info("closed to us", reason=error.message)
        except (NetworkError, RetryAfter, CatalogError, InvalidToken) as error:  # a token may be renewed
            LOG.warning("kept for later", reason=type(error).__name__)
            return LATER
        except Exception as error:  # the last line of defence of one update; the next is handled all the same
            LOG.error("failed", **fault(error))
            number = await self._apologise(update)
            LOG.error("told as", number=number)
            return "failed"
        return "done"

    async def _poisoned(self, update_id: int) -> None:
        self._metrics.updates.labels("poison").inc()
        try:
            await self._write(lambda: self._inbox.finish(update_id, "poison"))
        except CatalogError as error:  # taken up again, and found unreadable again
            LOG.error("not noted as handled", update=update_id, **fault(error))
        finally:
            self._held.discard(update_id)

    async def _write(self, call: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._writer, call)


def _who(update: Update) -> int:
    return update.effective_user.id if update.effective_user else 0


def _lane(update: Update) -> object:
    """Messages wait for each other within a chat. A tap or an inline query waits for no answer, but for those of
    the same person: who taps without end takes nobody else's room. A file is written for minutes, beside the taps.
    """
    if (tap := update.callback_query) or update.inline_query:
        made = tap is not None and str(tap.data).startswith(MADE)
        kind = "offers" if tap is None else "files" if made else "taps"
        return (kind, _who(update))
    chat = update.effective_chat
    return chat.id if chat else ("at once", update.update_id)
