"""How fast is sent, and what a refusal means: each chat waits for itself alone."""

from __future__ import annotations

import asyncio
import math
import time
import warnings
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

import structlog
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

LOG = structlog.get_logger("anwen.telegram")
INTERIM = "interim"
"""As rate_limit_args: a message that a later one replaces, not worth waiting for."""
PACED = frozenset({"sendMessage", "editMessageText", "sendDocument"})
"""What Telegram counts; typing, reactions, drafts and answers to taps go straight through."""
IN_ALL = (30.0, 30.0)
"""Messages a second to all chats, and how many at once (core.telegram.org/bots/faq)."""
PRIVATE = (1.0, 3.0)
GROUP = (20 / 60, 5.0)
EDITS = (1.0, 3.0)
WAITS = 8
"""How often a message is tried: a chat that Telegram holds back for longer is taken up from the inbox later."""
UNDER_WAY = 4
"""Messages at once: at thirty a second and a tenth of a second each, three are. Fewer under way when the process is
killed are fewer that come twice."""
PATIENCE = 0.2
"""Seconds without one of those under way arriving after which they hang, and others go beside them."""
_NOT_SENT = ("ConnectError", "ConnectTimeout", "PoolTimeout")
"""Failures before anything was sent; after any other the message may have arrived, and is not sent again."""


class Bucket:
    """So many a second, with a store of some; `delay()` takes one and tells how long to wait for it."""

    def __init__(self, rate: float, most: float) -> None:
        self.rate, self.most, self._left, self._at = rate, most, most, time.monotonic()

    def delay(self) -> float:
        now = time.monotonic()
        self._left = min(self.most, self._left + (now - self._at) * self.rate) - 1
        self._at = now
        return max(-self._left / self.rate, 0.0)

    def try_take(self) -> float:
        """Take one if there is one (0), else how long until there is, nothing taken."""
        delay = self.delay()
        if delay > 0:
            self.give_back()
        return delay

    def give_back(self) -> None:
        """What was taken is not needed."""
        self._left += 1

    @property
    def full(self) -> bool:
        return self._left + (time.monotonic() - self._at) * self.rate >= self.most


class Turn:
    """As rate_limit_args: a message whose turn lasts until `end()`, when it is noted that it was sent.

    What was sent and not noted when the process is killed comes twice: so it is never more than is under way.
    """

    def __init__(self) -> None:
        self.ended: Callable[[], object] = lambda: None

    def end(self) -> None:
        """Let others go; once is enough, and before it was sent it does nothing."""
        ended, self.ended = self.ended, lambda: None
        ended()


Rate = str | Turn
"""What may be given as rate_limit_args."""


class Pacer(BaseRateLimiter[Rate]):
    """The rates of the whole bot and of each chat."""

    def __init__(
        self,
        in_all: tuple[float, float] = IN_ALL,
        private: tuple[float, float] = PRIVATE,
        group: tuple[float, float] = GROUP,
        edits: tuple[float, float] = EDITS,
    ) -> None:
        self._all = Bucket(*in_all)
        self._private, self._group, self._edits = private, group, edits
        self._chats: dict[tuple[object, str], Bucket] = {}
        self._held: dict[object, float] = {}
        self._under_way, self._arrived, self._next = 0, 0.0, asyncio.Event()
        self.when_held_back: Callable[[], object] = lambda: None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(  # noqa: PLR0917 - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Rate | None,
    ) -> Any:
        if endpoint not in PACED:
            return await callback(*args, **kwargs)
        chat = data.get("chat_id")
        for attempt in range(WAITS):
            if rate_limit_args == INTERIM:
                self._only_if_free(chat)
            else:
                await self._wait(chat, endpoint)
            try:
                return await self._in_turn(lambda: callback(*args, **kwargs), rate_limit_args)
            except RetryAfter as error:
                self._held[chat] = time.monotonic() + seconds_of(error)
                self.when_held_back()
                LOG.warning("told to wait", chat=chat, seconds=seconds_of(error))
                if rate_limit_args == INTERIM or attempt == WAITS - 1:
                    raise
            except NetworkError as error:
                if not never_sent(error) or attempt == WAITS - 1:
                    raise
                LOG.warning("not sent", chat=chat, reason=type(error.__cause__).__name__)
                await asyncio.sleep(min(0.25 * 2**attempt, 10))
        raise AssertionError("unreachable")

    async def _in_turn(
        self, call: Callable[[], Coroutine[Any, Any, Any]], rate_limit_args: Rate | None
    ) -> Any:
        await self._await_turn()
        try:
            result = await call()
        except BaseException:
            self._end_turn()
            raise
        if isinstance(rate_limit_args, Turn):
            rate_limit_args.ended = self._end_turn
        else:
            self._end_turn()
        return result

    async def _await_turn(self) -> None:
        began = time.monotonic()
        while self._under_way >= UNDER_WAY and time.monotonic() - max(began, self._arrived) < PATIENCE:
            self._next.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._next.wait(), PATIENCE)
        self._under_way += 1

    def _end_turn(self) -> None:
        self._under_way -= 1
        self._arrived = time.monotonic()
        self._next.set()

    def _only_if_free(self, chat: object) -> None:
        """An interim message takes no other's place: RetryAfter where it would."""
        wait = max(self._held.get(chat, 0) - time.monotonic(), self._all.try_take())
        if wait > 0:
            raise RetryAfter(math.ceil(wait))

    async def _wait(self, chat: object, endpoint: str) -> None:
        while (held := self._held.get(chat, 0) - time.monotonic()) > 0:
            await asyncio.sleep(held)
        self._held.pop(chat, None)
        await asyncio.sleep(max(self._bucket(chat, endpoint).delay(), self._all.delay()))

    def _bucket(self, chat: object, endpoint: str) -> Bucket:
        if len(self._chats) > 1000:
            self._chats = {key: bucket for key, bucket in self._chats.items() if not bucket.full}
        kind = "edit" if endpoint == "editMessageText" else "send"
        group = isinstance(chat, int) and chat < 0
        rate = self._edits if kind == "edit" else self._group if group else self._private
        return self._chats.setdefault((chat, kind), Bucket(*rate))


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    with warnings.catch_warnings():  # of the type to come, which is provided for
        warnings.simplefilter("ignore")
        asked: object = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(str(asked))


def never_sent(error: NetworkError) -> bool:
    """Whether a request failed before anything of it left."""
    return not isinstance(error, BadRequest) and type(error.__cause__).__name__ in _NOT_SENT
