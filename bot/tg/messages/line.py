"""Messages out: sent, replaced, and what Telegram says to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

import structlog
from telegram import InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.tg.messages.pacing import INTERIM, Rate, Turn, never_sent
from bot.tg.messages.rendering import plain

LOG = structlog.get_logger("anwen.telegram")
TYPING_EVERY = 4.0
"""Seconds; Telegram shows it for five."""
INTERIM_READ = 5.0
"""Seconds to wait for what a later state replaces anyway."""
RECEIPT = 1.0
"""Seconds that an answer waits for its receipt to arrive first."""
T = TypeVar("T")
Note = Callable[[Sequence[int]], Awaitable[None]]


class Line:
    """The way to Telegram.

    A message that timed out may have arrived, and is not sent again. Other failures come through as the library's
    errors: Forbidden where the chat is closed to us, NetworkError where Telegram cannot be reached.
    """

    def __init__(self, bot: ExtBot[Rate], moved: Callable[[int, int], Awaitable[None]]) -> None:
        self.bot = bot
        self._moved = moved
        self._homes: dict[int, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(
        self,
        chat: int,
        parts: Sequence[str],
        reply_to: int = 0,
        topic: int = 0,
        buttons: InlineKeyboardMarkup | None = None,
        *,
        note: Note | None = None,
    ) -> list[int]:
        """The parts as messages, in order, the buttons under the last; their numbers as far as they are known.

        `note` is told of them after each: what comes after a failure are the rest, not all again.
        """
        sent: list[int] = []
        for at, part in enumerate(parts):
            keys = buttons if at == len(parts) - 1 else None
            turn = Turn() if note else None
            try:
                number = await self._send_one(chat, part, 0 if at else reply_to, topic, keys, turn)
            except ChatMigrated as error:
                chat = await self._move(chat, error.new_chat_id)
                number = await self._send_one(chat, part, 0, topic, keys, turn)
            try:
                if number:
                    sent.append(number)
                    await _tell(note, sent)
            finally:
                if turn:
                    turn.end()
        return sent

    def chat_now(self, chat: int) -> int:
        """The number of a chat, which changes where a group becomes a supergroup while it is written to."""
        return self._homes.get(chat, chat)

    async def _move(self, old: int, new: int) -> int:
        self._homes[old] = new
        await self._moved(old, new)
        return new

    async def _send_one(  # noqa: PLR0917 - all of them at each of its two calls
        self,
        chat: int,
        part: str,
        reply_to: int,
        topic: int,
        buttons: InlineKeyboardMarkup | None,
        turn: Turn | None,
    ) -> int:
        async def send(text: str, mode: str | None) -> int:
            message = await self.bot.send_message(
                chat,
                text,
                parse_mode=mode,
                message_thread_id=topic or None,
                reply_markup=buttons,
                reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True)
                if reply_to
                else None,
                rate_limit_args=turn,
            )
            return message.message_id

        try:
            return await _marked_or_plain(part, send)
        except TimedOut as error:
            if never_sent(error):
                raise
            LOG.warning("send timed out, may have arrived", chat=chat)
            return 0

    async def document(  # noqa: PLR0917
        self, chat: int, name: str, content: bytes, reply_to: int, topic: int = 0, caption: str = ""
    ) -> None:
        """A file, with a plain line under it; one that timed out may have arrived."""
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True)

        async def send(to: int, answering: ReplyParameters | None) -> None:
            await self.bot.send_document(
                to,
                content,
                caption=caption or None,
                filename=name,
                message_thread_id=topic or None,
                reply_parameters=answering,
            )

        try:
            try:
                await send(chat, reply)
            except ChatMigrated as error:
                await send(await self._move(chat, error.new_chat_id), None)
        except TimedOut as error:
            if never_sent(error):
                raise
            LOG.warning("document timed out, may have arrived", chat=chat)

    async def replace(
        self,
        chat: int,
        messages: Sequence[int],
        parts: Sequence[str],
        topic: int = 0,
        buttons: InlineKeyboardMarkup | None = None,
        *,
        note: Note | None = None,
    ) -> list[int]:
        """The parts in place of earlier messages: edited, the superfluous deleted, further ones sent."""
        shown: list[int] = []
        for at, (message, part) in enumerate(zip(messages, parts, strict=False)):
            last = at == len(parts) - 1
            if not await self.edit(chat, message, part, buttons if last else None):
                break
            shown.append(message)
        if len(shown) < len(parts):

            async def note_all(so_far: Sequence[int]) -> None:
                await _tell(note, [*shown, *so_far])

            shown += await self.send(chat, parts[len(shown) :], 0, topic, buttons, note=note_all)
        for message in messages:
            if message not in shown:
                with suppress(TelegramError):
                    await self.bot.delete_message(chat, message)
        await _tell(note, shown)
        return shown

    async def edit(
        self,
        chat: int,
        message: int,
        part: str,
        buttons: InlineKeyboardMarkup | None = None,
        interim: bool = False,
    ) -> bool:
        """Whether the message now shows the part; False where there is no such message any more."""
        args = INTERIM if interim else None

        async def edit(text: str, mode: str | None) -> bool:
            await self.bot.edit_message_text(
                text, chat, message, parse_mode=mode, reply_markup=buttons, rate_limit_args=args
            )
            return True

        try:
            return await _marked_or_plain(part, edit)
        except TimedOut:
            return True
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return True
            LOG.info("edit refused", chat=chat, reason=error.message)
            return False

    async def draft(self, chat: int, number: int, part: str, topic: int = 0) -> None:
        """Show the part as what is being written, for thirty seconds or until a message comes."""

        async def show(text: str, mode: str | None) -> bool:
            return await self.bot.send_message_draft(
                chat, number, text, topic or None, parse_mode=mode, read_timeout=INTERIM_READ
            )

        await _marked_or_plain(part, show)

    async def begin(self, chat: int, part: str, topic: int = 0) -> int:
        """A message whose text is still to come; its number."""

        async def send(text: str, mode: str | None) -> int:
            message = await self.bot.send_message(
                chat, text, parse_mode=mode, message_thread_id=topic or None, rate_limit_args=INTERIM
            )
            return message.message_id

        return await _marked_or_plain(part, send)

    @asynccontextmanager
    async def seen(self, chat: int, message: int) -> AsyncIterator[None]:
        """Give a sign that the question was seen, until what it asks for is there, or failed.

        Groups may forbid it. No answer waits long for the sign to come, or at all for it to go.
        """
        coming = self._beside(self._react(chat, message))
        await asyncio.wait({coming}, timeout=RECEIPT)
        try:
            yield
        finally:
            self._beside(self._unreact(coming, chat, message))

    async def mark(self, chat: int, message: int, sign: str) -> bool:
        """Put a sign on what somebody wrote, to stay; whether that could be done: groups may forbid it."""
        try:
            await self.bot.set_message_reaction(chat, message, sign)
        except TelegramError as error:
            LOG.info("not marked", chat=chat, reason=str(error))
            return False
        return True

    async def _unreact(self, coming: asyncio.Task[None], chat: int, message: int) -> None:
        await asyncio.wait({coming})
        await self._react(chat, message, None)

    async def _react(self, chat: int, message: int, sign: str | None = "👀") -> None:
        with suppress(TelegramError):
            await self.bot.set_message_reaction(chat, message, sign)

    @asynccontextmanager
    async def typing(self, chat: int, topic: int = 0) -> AsyncIterator[None]:
        """Show that the bot is at work: as long as it is in a private chat, once in a group."""
        done = asyncio.Event()
        self._beside(self._type(chat, topic, done))
        try:
            yield
        finally:
            done.set()  # a request broken off would leave its connection unusable in the pool

    def _beside(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _type(self, chat: int, topic: int, done: asyncio.Event) -> None:
        while not done.is_set():
            with suppress(TelegramError):
                await self.bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=topic or None)
            if chat < 0:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), TYPING_EVERY)


async def _tell(note: Note | None, messages: Sequence[int]) -> None:
    if note:
        await note(messages)


async def _marked_or_plain(part: str, send: Callable[[str, str | None], Awaitable[T]]) -> T:
    """Send with markup; without any where Telegram cannot read it: the answer is what counts."""
    try:
        return await send(part, "HTML")
    except BadRequest as error:
        if "parse entities" not in error.message.lower():
            raise
        LOG.error("markup refused", reason=error.message)
        return await send(plain(part), None)
