"""Updates fetched from Telegram, confirmed only once they are written down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot

from bot.tg.pacing import seconds_of
from data.errors import CatalogError

LOG = structlog.get_logger("anwen.telegram")
KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
POLL = 30
"""Seconds that Telegram holds a request open while there is nothing to tell."""
READ = 20
"""Seconds beyond that before the connection counts as lost."""
LONGEST_WAIT = 30.0
T = TypeVar("T")


class Bot(ExtBot[str]):
    """The library's bot, with updates as they came: one that its parser cannot read must not hide the others."""

    async def raw_updates(self, offset: int) -> list[Any]:
        data = {"offset": offset, "timeout": POLL, "limit": 100, "allowed_updates": list(KINDS)}
        found = await self._post("getUpdates", data, read_timeout=POLL + READ)
        return found if isinstance(found, list) else []


async def persistently(
    call: Callable[[], Awaitable[T]], complain: Callable[[str, float], None], first: float = 1.0
) -> T:
    """The call's result, however long Telegram cannot be reached; InvalidToken comes through."""
    wait = first
    while True:
        try:
            return await call()
        except InvalidToken:
            raise
        except RetryAfter as error:
            wait = seconds_of(error)
            complain("RetryAfter", wait)
        except BadRequest:
            raise
        except NetworkError as error:
            complain(type(error.__cause__ or error).__name__, wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)


async def poll(
    bot: Bot, receive: Callable[[Sequence[Any]], Awaitable[None]], conflicting: Callable[[], None]
) -> None:
    """Fetch and hand over, for ever; what could not be written down is fetched again. InvalidToken ends it."""
    offset, wait = 0, 0.0
    while True:
        try:
            raw = await bot.raw_updates(offset)
            await receive(raw)
            ids = [item["update_id"] for item in raw if isinstance(item, dict) and "update_id" in item]
            offset = max([offset - 1, *ids]) + 1
            wait = 0.0
            continue
        except Conflict:
            conflicting()
            wait = min(max(wait * 2, 2.0), LONGEST_WAIT)
        except RetryAfter as error:
            wait = seconds_of(error)
        except TimedOut:
            wait = 0.2
        except (NetworkError, CatalogError) as error:
            wait = min(max(wait * 2, 0.5), LONGEST_WAIT)
            LOG.warning(
                "poll failed", reason=type(error.__cause__ or error).__name__, again_in=round(wait, 1)
            )
        await asyncio.sleep(wait)
