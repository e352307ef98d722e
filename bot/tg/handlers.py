"""One update, from access to the answer."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog
from telegram import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    Update,
    User,
)
from telegram.error import Forbidden, TelegramError

from bot.commands.reading import case_number, find_case
from bot.render.terminal import cases_lines, collections_lines
from bot.tg import words
from bot.tg.access import Access, Limits
from bot.tg.administering import Office
from bot.tg.answering import Desk
from bot.tg.inline import offers
from bot.tg.logs import remember
from bot.tg.pages import case_parts
from bot.tg.reading import ADMINS, ASK, COMMANDS, UPLOAD, Asked, language_of, read
from bot.tg.rendering import Span, parts
from bot.tg.sending import Line
from bot.words import Words
from data.chats import Chats
from data.errors import AnwenError, CatalogError
from data.members import Members

LOG = structlog.get_logger("anwen.telegram")
INLINE_CACHE = 30


class Handlers:
    """What the bot does with an update. Only NetworkError comes through: the update is then taken up again later."""

    def __init__(
        self,
        *,
        me: User,
        desk: Desk,
        office: Office,
        line: Line,
        chats: Chats,
        members: Members,
        access: Access,
        limits: Limits,
        lang: str,
        briefing: Callable[[str], tuple[str, bytes]],
        audit_texts: bool = False,
    ) -> None:
        self._me, self._desk, self._office, self._line = me, desk, office, line
        self._chats, self._members, self._access, self._limits = chats, members, access, limits
        self._lang, self._briefing, self._audit_texts = lang, briefing, audit_texts
        self._strangers = Limits(per_minute=10, whole=5)
        """Of those who are not let in: they cost those who are nothing."""
        self._offers = Limits(per_minute=120)
        """Of inline queries, which come at every pause in typing, and are not counted as questions."""
        self._commands: dict[str, Callable[[Asked, Words], Awaitable[None]]] = {
            "ask": self._ask,
            "case": self._case,
            "cases": self._cases,
            "brief": self._brief,
            "collections": self._collections,
            "new": self._new,
            "help": self._help,
            "lang": self._choose_language,
            "start": self._start,
            "ingest": self._ingest,
            **{name: getattr(office, name) for name in ("remove", "allow", "stats")},
        }

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
        say = await self._words(asked.place.person)
        if not await self._may(asked, say):
            return
        try:
            await self._do(asked, message, say)
        except CatalogError:
            raise  # the database may be back soon
        except AnwenError as error:
            await self._tell(asked, str(error))
        except Forbidden:
            remember(closed=True)
            await self._desk.thread(lambda: self._members.set_active(asked.place.chat, False))

    async def _may(self, asked: Asked, say: Words) -> bool:
        """Whether to go on; a stranger is told how to be let in, in private, and nothing else."""
        place = asked.place
        may = await self._desk.thread(lambda: self._access.place(place.person, place.chat, asked.private))
        if not may and asked.kind == "allow" and self._access.admin(place.person):
            return True  # an administrator lets this group in
        if not may:
            remember(denied=True)
            if self._strangers.wait(place.person):
                return False
            await self._note(asked, "denied")
            if not asked.private:
                return False
            if asked.kind == "start" and asked.text.startswith("inv_") and not asked.forwarded:
                code = asked.text.removeprefix("inv_")
                let_in = await self._desk.thread(lambda: self._members.redeem(code, place.person))
                await self._note(asked, "joined" if let_in else "bad code")
                await self._tell(asked, say(words.LET_IN if let_in else words.INVALID_CODE))
            else:
                await self._tell(asked, say(words.NOT_ALLOWED, id=place.person))
            return False
        return True

    async def _do(self, asked: Asked, message: Message, say: Words) -> None:
        if asked.forwarded and asked.kind not in (ASK, UPLOAD):
            await self._tell(asked, say(words.FORWARDED))
            return
        if asked.kind in (*ADMINS, UPLOAD) and not self._access.admin(asked.place.person):
            await self._tell(asked, say(words.ADMINS_ONLY))
            return
        if asked.kind in ADMINS and asked.kind != "allow" and not asked.private:
            await self._tell(asked, say(words.IN_PRIVATE))
            return
        await self._note(asked, asked.kind or "unknown", asked.text if self._audit_texts else "")
        if asked.kind == UPLOAD and message.document:
            await self._office.uploaded(asked, message.document, say)
        elif command := self._commands.get(asked.kind):
            await command(asked, say)
        else:
            await self._tell(asked, say(words.UNKNOWN))

    async def _ask(self, asked: Asked, say: Words) -> None:
        if not asked.text:
            await self._tell(asked, say(words.NO_TEXT))
            return
        if wait := self._limits.wait(asked.place.person):
            await self._tell(asked, say(words.TOO_MANY, seconds=wait))
            return
        await self._desk.ask(asked, say)

    async def _brief(self, asked: Asked, say: Words) -> None:
        """The briefing as a document; where no case is on the topic, the handler says so."""
        place = asked.place
        if not asked.text:
            await self._tell(asked, say(words.USAGE, usage="/brief 海外维权 · /简报 海外维权"))
        elif wait := self._limits.wait(place.person):
            await self._tell(asked, say(words.TOO_MANY, seconds=wait))
        else:
            async with self._line.typing(place.chat, place.topic):
                name, content = await self._desk.think(lambda: self._briefing(asked.text))
            await self._line.document(place.chat, name, content, asked.message, place.topic)

    async def _case(self, asked: Asked, say: Words) -> None:
        number = case_number(asked.text)
        if number is None:
            await self._tell(asked, say(words.USAGE, usage="/case 8 · /案例 8"))
            return
        records = await self._desk.thread(self._desk.records)
        case = find_case(records, number, (), say)
        home = next(c for c in records.collections if c.id == case.id.collection)
        await self._send(asked, [part.html for part in case_parts(case, home, say)])

    async def _cases(self, asked: Asked, say: Words) -> None:
        records = await self._desk.thread(self._desk.records)
        await self._show(
            asked, "\n".join(row.text for row in cases_lines(records.cases, records.collections))
        )

    async def _collections(self, asked: Asked, say: Words) -> None:
        records = await self._desk.thread(self._desk.records)
        await self._show(asked, "\n".join(row.text for row in collections_lines(records, say)))

    async def _new(self, asked: Asked, say: Words) -> None:
        await self._desk.thread(lambda: self._chats.close(asked.place))
        await self._tell(asked, say(words.NEW))

    async def _help(self, asked: Asked, say: Words) -> None:
        admin = self._access.admin(asked.place.person)
        rows = [
            f"/{c.name}{f' /{c.others[0]}' if c.others else ''} — {say(c.help)}"
            for c in COMMANDS
            if admin or not c.admins
        ]
        await self._tell(asked, "\n".join([say(words.HELP_HEAD), say(words.HELP_GROUP), "", *rows]))

    async def _choose_language(self, asked: Asked, say: Words) -> None:
        lang = language_of(asked.text)
        if not lang:
            await self._tell(asked, say(words.C_LANG))
            return
        await self._desk.thread(lambda: self._members.choose(asked.place.person, lang))
        await self._tell(asked, Words(lang)(words.LANG))

    async def _start(self, asked: Asked, say: Words) -> None:
        if asked.text.startswith("case_"):
            await self._case(replace(asked, text=asked.text.removeprefix("case_")), say)
        else:
            await self._tell(asked, say(words.START))

    async def _ingest(self, asked: Asked, say: Words) -> None:
        await self._tell(asked, say(words.SEND_FILE))

    async def _tap(self, query: CallbackQuery) -> None:
        person = query.from_user.id
        remember(what="tap", chat=query.message.chat.id if query.message else 0, person=person)
        say = await self._words(person)
        if not await self._desk.thread(lambda: self._access.person(person)):
            await _quietly(query.answer(say(words.NOT_YOURS), show_alert=True))
        elif str(query.data).startswith("u:"):
            await self._office.tapped(query, say)
        else:
            await self._desk.tapped(query, say)

    async def _offer(self, query: InlineQuery) -> None:
        """Inline mode: the answer, and each cited case, to paste anywhere."""
        person, text = query.from_user.id, query.query.strip()
        remember(what="inline", person=person)
        allowed = await self._desk.thread(lambda: self._access.person(person))
        if not allowed or not text or self._offers.wait(person):
            await _quietly(query.answer([], cache_time=0, is_personal=True))
            return
        say = await self._words(person)
        results = await self._desk.think(
            lambda: offers(self._desk.offered(text, person), self._desk.records(), say)
        )
        await _quietly(query.answer(results, cache_time=INLINE_CACHE, is_personal=True))

    async def _membership(self, change: ChatMemberUpdated) -> None:
        active = change.new_chat_member.status not in ("left", "kicked")
        remember(what="membership", chat=change.chat.id, active=active)
        await self._desk.thread(lambda: self._members.set_active(change.chat.id, active))

    async def _words(self, person: int) -> Words:
        lang = (await self._desk.thread(lambda: self._members.person(person)))[1]
        return Words(lang or self._lang)

    async def _note(self, asked: Asked, action: str, detail: str = "") -> None:
        place = asked.place
        await self._desk.thread(lambda: self._chats.note(place.person, place.chat, action, detail))

    async def _tell(self, asked: Asked, text: str) -> None:
        await self._show(asked, text)

    async def _show(self, asked: Asked, text: str) -> None:
        await self._send(asked, [part.html for part in parts([Span(text)])])

    async def _send(self, asked: Asked, shown: list[str]) -> None:
        reply = 0 if asked.private else asked.message
        await self._line.send(asked.place.chat, shown, reply, asked.place.topic)

    async def apologise(self, update: Update) -> str:
        """Tell who asked that it failed; the number under which the log has it."""
        number = secrets.token_hex(4)
        message = update.message or update.edited_message
        asked = read(message, self._me) if message else None
        if asked:
            say = await self._words(asked.place.person)
            await _quietly(self._tell(asked, say(words.FAILED, id=number)))
        return number


async def _quietly(call: Awaitable[object]) -> None:
    """What may fail without harm: an answer to a tap or an inline query that is too old."""
    try:
        await call
    except TelegramError as error:
        LOG.info("not delivered", reason=str(error))
