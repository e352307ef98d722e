"""One update, from access to the answer."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable

import structlog
from telegram import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    Update,
    User,
)
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError

from bot.tg import words
from bot.tg.handling import door, papers
from bot.tg.handling.access import Access, Limits
from bot.tg.handling.commands import Commands
from bot.tg.handling.desk import Desk
from bot.tg.handling.inline import catalog, offers, way_out
from bot.tg.handling.office import Office
from bot.tg.handling.queue import Queue
from bot.tg.logs import remember
from bot.tg.messages.pages import SMALL_TALK, asks_elsewhere
from bot.tg.plainly import complaint
from bot.tg.reading import ADMINS, ASK, UPLOAD, Asked, language_written, read
from bot.tg.spoken import spoken
from bot.words import Words
from data.chats.answers import Chats
from data.chats.members import Members
from data.errors import AnwenError, CatalogError

LOG = structlog.get_logger("anwen.telegram")
INLINE_CACHE = 30
PEOPLE = 10_000
"""People whose language is remembered."""
STRANGERS = 10_000
"""Strangers of groups who are remembered as told."""


class Handlers:
    """What the bot does with an update. Only NetworkError comes through: the update is then taken up again later."""

    def __init__(
        self,
        *,
        me: User,
        desk: Desk,
        office: Office,
        commands: Commands,
        chats: Chats,
        members: Members,
        access: Access,
        queue: Queue,
        door: door.Door,
        papers: papers.Papers,
        lang: str,
        audit_texts: bool = False,
    ) -> None:
        self._me, self._desk, self._office, self._commands = me, desk, office, commands
        self._chats, self._members, self._access = chats, members, access
        self._queue, self._door, self._papers = queue, door, papers
        self._lang, self._audit_texts = lang, audit_texts
        self._strangers = Limits(per_minute=10, whole=5)
        """Of those who are not let in: they cost those who are nothing."""
        self._written: dict[int, str] = {}
        """The language each person wrote in last."""
        self._shown: set[tuple[int, int]] = set()
        """The strangers of groups who were told how to be let in."""
        self._guests = Limits(per_minute=10, whole=20)
        """Of invitations: however many strangers come, who was invited comes through."""
        self._offers = Limits(per_minute=120)
        """Of inline queries, which come at every pause in typing, and are not counted as questions."""

    def arrived(self, update: Update) -> bool:
        """Give a question its turn, in the order they come; False where there is none left to give."""
        message = update.message or update.edited_message
        asked = read(message, self._me, update.edited_message is not None) if message else None
        return asked is None or self._queue.enter(asked)

    async def handle(self, update: Update) -> None:
        if query := update.callback_query:
            await self._tap(query)
        elif offer := update.inline_query:
            await self._offer(offer)
        elif member := update.my_chat_member:
            await self._membership(member)
        elif message := (update.message or update.edited_message):
            await self._message(message, edited=update.edited_message is not None)

    async def _message(self, message: Message, edited: bool) -> None:
        if message.migrate_to_chat_id:
            new = message.migrate_to_chat_id
            await self._desk.thread(lambda: self._chats.migrate(message.chat.id, new))
            return
        asked = read(message, self._me, edited)
        if asked is None or (edited and asked.kind != ASK):
            return
        remember(what=asked.kind or "unknown", chat=asked.place.chat, person=asked.place.person)
        text = asked.text if asked.kind == ASK else ""  # the argument of a command is no language
        say = await self.words_of(asked.place.person, text, message.from_user)
        try:
            if await self._may(asked, message, say):
                await self._do(asked, message, say)
        except CatalogError:
            raise  # the database may be back soon
        except AnwenError as error:
            await self._commands.tell(asked, complaint(error, say.lang))
        except Forbidden:
            remember(closed=True)
            await self._desk.thread(lambda: self._members.set_active(asked.place.chat, False))
        finally:
            self._queue.leave(asked)

    async def _may(self, asked: Asked, message: Message, say: Words) -> bool:
        """Whether to go on; a stranger is told how to be let in, and nothing else."""
        place = asked.place
        may = await self._desk.thread(lambda: self._access.place(place.person, place.chat, asked.private))
        if not may and asked.kind == "allow" and self._access.admin(place.person):
            return True  # an administrator lets this group in
        if not may:
            remember(denied=True)
            invited = asked.private and asked.kind == "start" and asked.text.startswith("inv_")
            guest = invited and not asked.forwarded
            if (self._guests if guest else self._strangers).wait(place.person):
                return False
            await self._note(asked, "denied")
            if not asked.private:
                await self._show_the_way(asked, message.chat.title or "", say)
                return False
            if guest:
                code = asked.text.removeprefix("inv_")
                let_in = await self._desk.thread(lambda: self._members.redeem(code, place.person))
                await self._note(asked, "joined" if let_in else "bad code")
                if let_in:
                    await self._door.welcome(place.chat, say, say(words.LET_IN))
                else:
                    await self._commands.tell(asked, say(words.INVALID_CODE))
            elif message.from_user:
                await self._door.knock(asked, message.from_user, say)
            return False
        return True

    async def _show_the_way(self, asked: Asked, title: str, say: Words) -> None:
        """Tell who calls the bot in a group how to be let in, once: a stranger where the group uses it, and who may ask in
        their own chat where it does not. A group that was not let in hears nothing.
        """
        place = asked.place
        here = (place.chat, place.person)
        if asked.by_reply or here in self._shown:
            return
        group = await self._desk.thread(lambda: self._members.group(place.chat))
        if not group and not await self._desk.thread(lambda: self._access.person(place.person)):
            return
        if len(self._shown) >= STRANGERS:
            self._shown.clear()
        self._shown.add(here)
        if group:
            await self._commands.tell(asked, say(words.NOT_LET_IN_HERE))
        elif asked.kind == ASK:
            await _quietly(self._door.group_closed(place.person, title, say))

    async def _do(self, asked: Asked, message: Message, say: Words) -> None:
        if asked.forwarded and asked.kind not in (ASK, UPLOAD):
            await self._commands.tell(asked, say(words.FORWARDED))
            return
        if asked.kind in (*ADMINS, UPLOAD) and not self._access.admin(asked.place.person):
            word = words.ADMINS_READ_FILES if asked.kind == UPLOAD else words.ADMINS_ONLY
            await self._commands.tell(asked, say(word))
            return
        if asked.kind in ADMINS and asked.kind != "allow" and not asked.private:
            await self._commands.tell(asked, say(words.IN_PRIVATE))
            return
        await self._note(asked, asked.kind or "unknown", asked.text if self._audit_texts else "")
        if asked.kind == UPLOAD and message.document:
            await self._office.uploaded(asked, message.document, say)
        else:
            await self._commands.run(asked, say)
            if asked.kind == "lang":  # what was written before it counts no more
                self._written.pop(asked.place.person, None)

    async def _tap(self, query: CallbackQuery) -> None:
        person = query.from_user.id
        remember(what="tap", chat=query.message.chat.id if query.message else 0, person=person)
        say = await self.words_of(person, user=query.from_user)
        chat = query.message.chat if query.message else None
        place = (chat.id, chat.type == ChatType.PRIVATE) if chat else (0, True)
        if not await self._desk.thread(lambda: self._access.place(person, *place)):
            await _quietly(query.answer(say(words.NOT_YOURS), show_alert=True))
            return
        data = str(query.data)
        try:
            if data.startswith("u:"):
                await self._office.tapped(query, say)
            elif data.startswith("l:"):
                await self._commands.turned(query, say)
            elif data.startswith(papers.TAPS):
                await self._papers.tapped(query, say)
            elif data.startswith(door.TAPS):
                await self._door.tapped(query, say)
            else:
                await self._desk.tapped(query, say)
        except CatalogError:
            raise
        except AnwenError as error:
            if query.message:
                await self._commands.answer_tap(query.message, complaint(error, say.lang))

    async def _offer(self, query: InlineQuery) -> None:
        """Inline mode: the answer, and each cited case, to paste anywhere."""
        person, text = query.from_user.id, query.query.strip()
        remember(what="inline", person=person)
        allowed = await self._desk.thread(lambda: self._access.person(person))
        say = await self.words_of(person, text, query.from_user)
        why = words.ASK_FIRST if allowed else words.ASK_FOR_ACCESS
        if allowed and text and self._offers.wait(person):
            why, allowed = words.NOT_NOW, False
        if not allowed or not text:
            shown = await self._desk.thread(lambda: catalog(self._desk.records(), say)) if allowed else []
            await _quietly(query.answer(shown, cache_time=0, is_personal=True, button=way_out(say(why))))
            return
        why = words.NOTHING_FOUND
        try:
            answer = await self._desk.think(lambda: self._desk.offered(_as_question(text)))
            results = await self._desk.thread(lambda: offers(answer, self._desk.records(), say))
            why = words.ASK_FIRST if answer.understood.intent in SMALL_TALK else why
            why = words.ONLY_CASES if asks_elsewhere(answer.understood) else why
        except AnwenError as error:
            LOG.warning("nothing to offer", reason=type(error).__name__)
            results, why = [], words.NOT_NOW
        told = None if results else way_out(say(why))
        await _quietly(query.answer(results, cache_time=INLINE_CACHE, is_personal=True, button=told))
        detail = text if self._audit_texts else ""
        await self._desk.thread(lambda: self._chats.note(person, 0, "inline", detail))

    async def _membership(self, change: ChatMemberUpdated) -> None:
        active = change.new_chat_member.status not in ("left", "kicked")
        remember(what="membership", chat=change.chat.id, active=active)
        await self._desk.thread(lambda: self._members.set_active(change.chat.id, active))
        joined = active and change.old_chat_member.status in ("left", "kicked")
        if joined and change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
            await self._brought_in(change.from_user, change.chat.id, change.chat.title or "")

    async def _brought_in(self, by: User, chat: int, title: str) -> None:
        """Tell who brought the bot into a group that is not let in, in their own chat, what is lacking."""
        if await self._desk.thread(lambda: self._members.group(chat)):
            return
        if await self._desk.thread(lambda: self._access.person(by.id)):
            await _quietly(self._door.group_closed(by.id, title, await self.words_of(by.id, user=by)))

    async def words_of(self, person: int, text: str = "", user: User | None = None) -> Words:
        """The words in the language a person writes in, or chose since, or has Telegram in where that is not Chinese; else
        the program's.
        """
        chosen = (await self._desk.thread(lambda: self._members.person(person)))[1]
        if written := language_written(text):
            if len(self._written) >= PEOPLE:
                self._written.clear()
            self._written[person] = "en" if written == "en" else "zh" if chosen == "zh" else self._lang
        foreign = (
            user is not None and bool(user.language_code) and not str(user.language_code).startswith("zh")
        )
        return Words(self._written.get(person) or chosen or ("en" if foreign else self._lang))

    async def _note(self, asked: Asked, action: str, detail: str = "") -> None:
        place = asked.place
        await self._desk.thread(lambda: self._chats.note(place.person, place.chat, action, detail))

    async def apologise(self, update: Update) -> str:
        """Tell who asked that it failed; the number under which the log has it."""
        number = secrets.token_hex(4)
        message = update.message or update.edited_message
        asked = read(message, self._me) if message else None
        tap = update.callback_query
        if asked:
            say = await self.words_of(asked.place.person)
            await _quietly(self._commands.tell(asked, say(words.FAILED, id=number)))
        elif tap and tap.message and tap.message.chat.type == ChatType.PRIVATE:
            say = await self.words_of(tap.from_user.id)
            await _quietly(self._commands.answer_tap(tap.message, say(words.FAILED, id=number)))
        return number


def _as_question(text: str) -> str:
    """What is typed after our name; a bare number asks for that case, as in a chat with us."""
    meant = spoken(text)
    return f"案例{meant[1]}" if meant is not None and meant[0] == "case" else text


async def _quietly(call: Awaitable[object]) -> None:
    """What may fail without harm: an answer to a tap or an inline query that is too old."""
    try:
        await call
    except TelegramError as error:
        LOG.info("not delivered", reason=str(error))
