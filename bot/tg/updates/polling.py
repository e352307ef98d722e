"""Updates fetched from Telegram, confirmed only once they are written down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.tg.messages.pacing import Rate, seconds_of
from data.errors import CatalogError

LOG = structlog.get_logger("anwen.telegram")
KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
POLL = 30
"""Seconds that Telegram holds a request open while there is nothing to tell."""
READ = 20
"""Seconds beyond that before the connection counts as lost."""
LONGEST_WAIT = 30.0
T = TypeVar("T")


class Bot(ExtBot[Rate]):
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
        except RetryAfter as error:
            wait = seconds_of(error)
            complain("RetryAfter", wait)
        except BadRequest:
            raise
        except TelegramError as error:
            if refused(error):
                raise
            complain(type(error.__cause__ or error).__name__, wait)
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)


def refused(error: TelegramError) -> bool:
    """Whether Telegram itself refuses the token; a page that something between us and it sent refuses nothing."""
    while isinstance(error, InvalidToken) and isinstance(error.__cause__, InvalidToken):
        error = error.__cause__
    return isinstance(error, InvalidToken) and error.__cause__ is None


def number_of(update: object) -> int | None:
    """The number of an update; None for something that is none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) and 0 <= number < 2**63 else None


async def poll(
    bot: Bot, receive: Callable[[Sequence[Any]], Awaitable[None]], conflicting: Callable[[], None]
) -> None:
    """Fetch and hand over, for ever; what could not be written down is fetched again. A refused token ends it."""
    offset, wait = 0, 0.0
    while True:
        try:
            raw = await bot.raw_updates(offset)
            await receive(raw)
            numbers = [number for item in raw if (number := number_of(item)) is not None]
            offset = max([offset - 1, *numbers]) + 1
            wait = 0.0 if numbers or not raw else LONGEST_WAIT  # what has no number would come at once again
        except Conflict:
            conflicting()
            wait = min(max(wait * 2, 2.0), LONGEST_WAIT)
        except RetryAfter as error:
            wait = seconds_of(error)
        except TimedOut:
            wait = 0.2
        except (TelegramError, CatalogError) as error:
            if isinstance(error, InvalidToken) and refused(error):
                raise
            wait = min(max(wait * 2, 0.5), LONGEST_WAIT)
            LOG.warning(
                "poll failed", reason=type(error.__cause__ or error).__name__, again_in=round(wait, 1)
            )
        await asyncio.sleep(wait)
