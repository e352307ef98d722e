"""First contact: what there is to ask, who asks to be let in, and who decides."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram import CallbackQuery, User
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.streams import printable
from bot.tg import words
from bot.tg.handling.access import Access
from bot.tg.handling.desk import Desk
from bot.tg.messages import buttons
from bot.tg.messages.examples import FIRST, examples
from bot.tg.messages.line import Line
from bot.tg.messages.rendering import Span, parts
from bot.tg.reading import ASK, Asked
from bot.words import Words
from data.chats.answers import Chats, Place
from data.chats.members import Members
from data.patterns import regex
from data.types import Records

LOG = structlog.get_logger("anwen.telegram")
TAPS = ("e:", "m:")
LONGEST_NAME = 40
_TAP = regex(r"(?:(e):([0-9]{1,3}):0|(m):([0-9]{1,18}):([ynlo]))")


class Door:
    """What somebody meets who has not asked anything yet."""

    def __init__(
        self,
        *,
        desk: Desk,
        line: Line,
        chats: Chats,
        members: Members,
        access: Access,
        admins: Sequence[int],
        words_of: Callable[[int], Awaitable[Words]],
        ask: Callable[[Asked, Words], Awaitable[None]],
    ) -> None:
        self._desk, self._line, self._chats, self._members = desk, line, chats, members
        self._access, self._admins, self._words_of, self._ask = access, tuple(admins), words_of, ask

    async def welcome(self, chat: int, say: Words, head: str = "") -> None:
        """What can be asked here, with examples to tap; `head` first."""
        records = await self._desk.thread(self._desk.records)
        text = say(words.START, titles=_titles(records)) if records.cases else say(words.START_EMPTY)
        shown = parts([Span(f"{head}\n\n" if head else "", "bold"), Span(text)])
        questions = buttons.examples(examples(records, say)[:FIRST])
        await self._line.send(chat, [part.html for part in shown], buttons=questions)

    async def group_closed(self, person: int, title: str, say: Words) -> None:
        """Tell who may ask, in their own chat, that the group in which they did was not let in."""
        text = say(words.GROUP_NOT_IN, group=" ".join(printable(title).split())[:LONGEST_NAME] or "?")
        await self._line.send(person, [part.html for part in parts([Span(text)])])

    async def knock(self, asked: Asked, person: User, say: Words) -> None:
        """Tell a stranger what is the matter, and the administrators that somebody would like to come in."""
        name = _named(person)
        told = [admin for admin in self._admins if admin != person.id]
        new = bool(told) and await self._desk.thread(
            lambda: self._members.knock(person.id, name, time.time())
        )
        word = words.ASKED_FOR if new else words.ASKED_BEFORE if told else words.NOT_ALLOWED
        text = say(word, id=person.id)
        await self._line.send(asked.place.chat, [part.html for part in parts([Span(text)])])
        if not new:
            return
        for admin in told:
            theirs = await self._words_of(admin)
            asks = parts([Span(theirs(words.WOULD_LIKE_IN, name=name, id=person.id))])
            try:
                await self._line.send(
                    admin, [part.html for part in asks], buttons=buttons.request(person.id, theirs)
                )
            except TelegramError as error:  # an administrator who never wrote to the bot
                LOG.info("an administrator is out of reach", person=admin, reason=str(error))

    async def tapped(self, query: CallbackQuery, say: Words) -> None:
        """An example is asked; a request is granted or not, by the first administrator who taps."""
        found, message = _TAP.fullmatch(str(query.data)), query.message
        if found is None or message is None or message.chat.type != ChatType.PRIVATE:
            await _told(query, say(words.STALE))
        elif found[1]:
            await self._example(query, int(found[2]), message.chat.id, say)
        elif not self._access.admin(query.from_user.id):
            await _told(query, say(words.ADMINS_ONLY))
        else:
            await self._decide(query, int(found[4]), found[5], say)

    async def _example(self, query: CallbackQuery, nth: int, chat: int, say: Words) -> None:
        questions = examples(await self._desk.thread(self._desk.records), say)
        if nth >= len(questions):
            await _told(query, say(words.STALE))
            return
        await _told(query, "")
        sent = await self._line.send(chat, [part.html for part in parts([Span(f"❓ {questions[nth]}")])])
        if sent:
            place = Place(chat, 0, query.from_user.id)
            await self._desk.thread(lambda: self._chats.close(place))  # it says by itself what it asks
            await self._ask(Asked(ASK, questions[nth], place, sent[0], time.time(), private=True), say)

    async def _decide(self, query: CallbackQuery, person: int, how: str, say: Words) -> None:
        """Let in (y) or not (n) who asks; let in after all (l), or out again (o), who was decided on."""
        admin, message = query.from_user.id, query.message
        assert message is not None
        let_in, first = how in "yl", how in "yn"
        decide = self._members.decide if first else self._members.overrule
        name = await self._desk.thread(lambda: decide(person, admin, let_in))
        if name is None:
            await _told(query, say(words.DECIDED))
            return
        await _told(query, "")
        action = "allow" if let_in else "refuse"
        await self._desk.thread(lambda: self._chats.note(admin, message.chat.id, action, str(person)))
        word = words.LET_IN_BY if let_in else words.NOT_LET_IN if first else words.SHUT_OUT
        shown = parts([Span(say(word, who=called(name, person)))])
        under = buttons.decided(person, let_in, say)
        await self._line.edit(message.chat.id, message.message_id, shown[0].html, under)
        if let_in:
            theirs = await self._words_of(person)
            try:
                await self.welcome(person, theirs, theirs(words.LET_IN))
            except TelegramError as error:
                LOG.info("not welcomed", person=person, reason=str(error))


def _titles(records: Records) -> str:
    """《甲》《乙》等5个案例集 … what is held, in a few words."""
    names = [f"《{c.title}》" for c in records.collections]
    return "".join(names) if len(names) <= 2 else f"{''.join(names[:2])}…"


def called(name: str, id_: int) -> str:
    """A person as administrators are told of them: 张三（5）; the number alone where no name is known."""
    return f"{name}（{id_}）" if name else str(id_)


def _named(person: User) -> str:
    name = " ".join(printable(person.full_name).split())
    return f"{name[:LONGEST_NAME]}…" if len(name) > LONGEST_NAME else name or "?"


async def _told(query: CallbackQuery, text: str) -> None:
    try:
        await query.answer(text or None, show_alert=bool(text))
    except TelegramError as error:
        LOG.info("stale tap", reason=str(error))
