"""Questions and the taps under their answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import structlog
from telegram import CallbackQuery, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.streams import well_formed
from bot.tg import words
from bot.tg.logs import remember
from bot.tg.messages import buttons
from bot.tg.messages.buttons import under_answer, under_case, under_opened, under_refusal
from bot.tg.messages.citing import copied
from bot.tg.messages.drafts import Draft, following
from bot.tg.messages.examples import FIRST, examples, ways_on
from bot.tg.messages.line import Line
from bot.tg.messages.pages import (
    SMALL_TALK,
    answer_parts,
    asks_elsewhere,
    case_parts,
    meets,
    opens_itself,
    retold_spans,
    titled,
)
from bot.tg.messages.rendering import parts
from bot.tg.metrics import Metrics
from bot.tg.reading import Asked, starts_afresh
from bot.words import Words
from data.chats.answers import Chats, Cited, Kept
from data.chats.drafts import Drafts
from data.errors import AnwenError, CatalogError
from data.patterns import regex
from data.types import Answer, Conversation, Records

LOG = structlog.get_logger("anwen.telegram")
T = TypeVar("T")
_CASE_LINK = regex(r"[A-Za-z0-9_-]{1,40}")
_TAP = regex(r"([cav]):([0-9]{1,15}):(-?[0-9]{1,9})(?::([0-9]{1,9}))?")


class Answers(Protocol):
    """What answers questions; called from several threads at once."""

    def answer(
        self,
        question: str,
        conversation: Conversation = ...,
        collections: Sequence[str] = ...,
        show: Callable[[str], None] | None = ...,
        person: str = ...,
    ) -> Answer:
        """The answer; `show` is told the whole of it so far while it is being written."""
        ...

    def plain(self, question: str) -> Answer:
        """The answer in the cases' own words, whatever model is set."""
        ...

    def explain(self, question: str, conversation: Conversation = ...) -> list[str]:
        """How an answer came about, line by line."""
        ...


class Desk:
    """Answers questions in a chat, keeps the answers, shows the cases they cite."""

    def __init__(
        self,
        *,
        answers: Answers,
        records: Callable[[], Records],
        chats: Chats,
        drafts: Drafts,
        line: Line,
        metrics: Metrics,
        confirm: Callable[[Kept, bool], None],
        overtaken: Callable[[Asked], bool],
        shown: str,
        days: int,
        threads: int,
    ) -> None:
        self._answers, self.records, self._chats, self._line = answers, records, chats, line
        self._drafts, self._metrics, self._shown = drafts, metrics, shown
        self._days = days
        self._confirm, self._overtaken = confirm, overtaken
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._quick = ThreadPoolExecutor(threads, thread_name_prefix="chats")
        self._working: set[Future[Any]] = set()

    async def thread(self, call: Callable[[], T]) -> T:
        """What blocks for a moment, on a thread; answers have theirs apart, so that nothing waits for them."""
        return await asyncio.get_running_loop().run_in_executor(self._quick, call)

    async def think(self, call: Callable[[], T]) -> T:
        """What takes the time of an answer."""
        future = self._pool.submit(call)
        self._working.add(future)
        future.add_done_callback(self._working.discard)
        return await asyncio.wrap_future(future)

    def close(self) -> bool:
        """Take no more work; whether some goes on that nobody waits for any more."""
        for pool in (self._pool, self._quick):
            pool.shutdown(wait=False, cancel_futures=True)
        return any(future.running() for future in self._working)

    async def ask(self, asked: Asked, say: Words) -> None:
        """Answer, in place of the earlier answer where the question was edited; never a second time by accident."""
        place = asked.place
        earlier, begun = await self.thread(lambda: self._before(asked))
        if earlier and earlier.messages and not asked.edited:
            remember(answered="before")  # the process ended before it could note that the update was handled
            await self._send_rest(earlier, say)
            return
        draft = self._draft(asked, earlier.messages if earlier else (), begun)
        started = time.monotonic()
        async with self._line.seen(place.chat, asked.message):
            async with self._line.typing(place.chat, place.topic), following(draft):
                show = draft.show if draft else None
                answer = await self.think(lambda: self._answer(asked, earlier, show))
            self._count(answer, time.monotonic() - started)
            written = (draft.message if draft else 0) or begun
            await self._give(asked, answer, earlier, written, say)

    async def _give(
        self, asked: Asked, answer: Answer, earlier: Kept | None, written: int, say: Words
    ) -> None:
        """Keep the answer, and show it: in place of the earlier one, or of what was being `written`."""
        place = asked.place
        own = str(self._line.bot.username or "")
        told = answer_parts(answer, say, own, self._days, commands=asked.private)
        shown = [part.html for part in told]
        again = earlier.id if earlier else 0
        number = await self.thread(lambda: self._chats.keep(place, asked.message, answer, shown, again))
        under = await self.thread(lambda: self._under(number, answer, asked.private, shown, say))

        async def note(so_far: Sequence[int]) -> None:
            await self.thread(lambda: self._chats.sent(number, self._line.chat_now(place.chat), so_far))

        if messages := (earlier.messages if earlier else ()) or ((written,) if written else ()):
            await self._line.replace(place.chat, messages, shown, place.topic, under, note=note)
        else:
            reply = asked.message if not asked.private or self._overtaken(asked) else 0
            await self._line.send(place.chat, shown, reply, place.topic, under, note=note)
        if written:
            await self.thread(lambda: self._drafts.end(place.chat, asked.message))

    def _under(
        self, number: int, answer: Answer, private: bool, shown: Sequence[str], say: Words
    ) -> InlineKeyboardMarkup | None:
        if answer.refused and answer.understood.intent not in SMALL_TALK:
            near = {case.id: titled(case, say) for case in answer.near}
            ways = self._examples(private, answer.understood.query, say)
            votes = not asks_elsewhere(answer.understood)
            return under_refusal(number, list(near), answer.labels, near, ways, votes=votes)
        if private and meets(answer):
            return buttons.examples(examples(self.records(), say)[:FIRST])
        return under_answer(
            number,
            [c.case.id for c in answer.citations],
            answer.labels,
            {c.case.id: titled(c.case, say) for c in answer.citations},
            say=say,
            copied=copied([Cited(c.case.id, c.quotes) for c in answer.citations], self.records()),
            votes=answer.understood.intent not in SMALL_TALK,
            opened=not opens_itself(shown, (c.case.id for c in answer.citations), len(answer.labels) > 1),
        )

    def _examples(self, private: bool, query: str, say: Words) -> list[tuple[int, str]]:
        """Questions that are answered here, for who was refused; none in a group, where a tap would ask for everybody."""
        return ways_on(self.records(), say, query) if private else []

    async def opened(self, asked: Asked, question: str, shown: Sequence[str]) -> tuple[int, Answer]:
        """Remember cases that were opened by their numbers, which `question` asks for, as those spoken of: 它的成效呢,
        写成简报. The number under which they are kept, and what was read.
        """
        answer = await self.think(lambda: self._answers.plain(question))
        return await self.thread(lambda: self._chats.keep(asked.place, asked.message, answer, shown)), answer

    async def show_case(self, asked: Asked, question: str, shown: Sequence[str], say: Words) -> None:
        """A case in full, what it can be had as under it; it is what is spoken of from now on."""
        place, number, under = asked.place, 0, None
        try:
            number, answer = await self.opened(asked, question, shown)
            cited = [Cited(c.case.id, c.quotes) for c in answer.citations]
            under = under_opened(number, copied(cited, self.records()), say) if cited else None
        except CatalogError:
            raise
        except AnwenError as error:  # the case is there to be read, whatever became of the index
            LOG.info("not remembered", reason=type(error).__name__)

        async def note(so_far: Sequence[int]) -> None:
            await self.thread(lambda: self._chats.sent(number, self._line.chat_now(place.chat), so_far))

        reply = 0 if asked.private else asked.message
        await self._line.send(place.chat, shown, reply, place.topic, under, note=note if number else None)

    async def retell(self, asked: Asked, say: Words) -> None:
        """The cases of the last answer once more, in the language that was just chosen; nothing where there is none."""
        kept = await self.thread(lambda: self.last(asked))
        if kept is None or (say.lang != "en" and not kept.question.isascii()):
            return  # it was in that language
        records = await self.thread(self.records)
        _, under = await self.thread(lambda: self._tapped(kept, "a", [kept.id], say))
        place, shown = asked.place, [part.html for part in parts(retold_spans(kept, records, say))]
        await self._line.send(place.chat, shown, 0 if asked.private else asked.message, place.topic, under)

    def last(self, asked: Asked) -> Kept | None:
        """The answer that this message replies to, else the last one here that cites a case; None without."""
        if asked.reply_to and (of := self._chats.answer_in(asked.place.chat, asked.reply_to)) and of.cited:
            return of
        return self._chats.newest(asked.place)

    async def _send_rest(self, kept: Kept, say: Words) -> None:
        """The parts of an answer that were not sent before it was broken off."""
        rest = kept.parts[len(kept.messages) :]
        if not rest:
            return
        place = kept.place
        _, under = await self.thread(lambda: self._tapped(kept, "a", [kept.id], say))

        async def note(so_far: Sequence[int]) -> None:
            await self.thread(
                lambda: self._chats.sent(kept.id, self._line.chat_now(place.chat), [*kept.messages, *so_far])
            )

        await self._line.send(place.chat, rest, 0, place.topic, under, note=note)

    def _before(self, asked: Asked) -> tuple[Kept | None, int]:
        """What there is of an answer to this message: the answer, and the message in which it was being written."""
        chat, message = asked.place.chat, asked.message
        return self._chats.answer_to(chat, message), self._drafts.of(chat, message) if asked.private else 0

    def _draft(self, asked: Asked, messages: Sequence[int], begun: int) -> Draft | None:
        """How the answer is shown while it is written; in groups, which it would only disturb, not at all."""
        if not asked.private or self._shown == "off":
            return None
        message = messages[0] if messages else begun
        how = "edit" if message else self._shown
        place = asked.place

        async def began(number: int) -> None:
            await self.thread(lambda: self._drafts.begin(place.chat, asked.message, number))

        return Draft(self._line, asked, message=message, how=how, began=began)

    def _count(self, answer: Answer, seconds: float) -> None:
        cited = ",".join(str(c.case.number) for c in answer.citations)
        intent, refused = str(answer.understood.intent), answer.refused
        remember(intent=intent, refused=refused, cited=cited, answer_ms=round(seconds * 1000))
        self._metrics.answers.labels(intent, answer.mode, str(refused).lower()).inc()
        self._metrics.seconds.observe(seconds)

    def _answer(self, asked: Asked, earlier: Kept | None, show: Callable[[str], None] | None) -> Answer:
        conversation = self._context(asked, earlier)
        question, person = well_formed(asked.text), str(asked.place.person)
        return self._answers.answer(question, conversation, (), show, person)

    def _context(self, asked: Asked, earlier: Kept | None) -> Conversation:
        """The turns before: of the answer replied to, where it is one; else of this person here."""
        if starts_afresh(asked.text):
            return Conversation()
        if asked.reply_to and (of := self._chats.answer_in(asked.place.chat, asked.reply_to)):
            return replace(self._chats.conversation(of.place, upto=of.id), pointed=True)
        now = 0 if asked.edited else asked.message  # who edits has read the answers since
        return self._chats.conversation(asked.place, before=earlier.id if earlier else 0, asked=now)

    def why(self, asked: Asked) -> list[str]:
        """How the last answer came about, or the one replied to; empty where there is none."""
        turns = self._context(asked, None).turns
        while turns and turns[-1].understood.intent in SMALL_TALK:  # 谢谢, and then why
            turns = turns[:-1]
        return self._answers.explain(turns[-1].question, Conversation(turns[:-1])) if turns else []

    def offered(self, question: str) -> Answer:
        """An answer outside any conversation, and of no model: it is asked for at every pause in typing."""
        return self._answers.plain(well_formed(question))

    async def tapped(self, query: CallbackQuery, say: Words) -> None:
        """What a button under an answer does, for who asked and in the chat where it stands."""
        told, link, kept, kind, numbers = "", "", None, "", [0]
        if found := _TAP.fullmatch(str(query.data)):
            kind, *rest = found.groups()
            numbers = [int(number) for number in rest if number]
            remember(tap=kind, answer=numbers[0])
            kept = await self.thread(lambda: self._chats.answer(numbers[0]))
        message = query.message
        if kept is None or message is None or kept.place.chat != message.chat.id:
            kept, told = None, say(words.STALE)
        elif kept.place.person != query.from_user.id:
            link = self._own_chat(kept, numbers) if kind == "c" and kept.place.chat < 0 else ""
            kept, told = None, "" if link else say(words.NOT_YOURS)
        elif kind == "v":
            told = say(words.THANKS if numbers[-1] > 0 else words.SORRY)
        try:
            await query.answer(told or None, show_alert=bool(told) and kept is None, url=link or None)
        except TelegramError as error:
            LOG.info("stale tap", reason=str(error))
            if kind != "v":
                return
        if kept is None or message is None:
            return
        if kind == "v":
            vote = 1 if numbers[-1] > 0 else -1
            await self.thread(lambda: self._chats.vote(kept.id, query.from_user.id, vote))
            try:
                await self.think(lambda: self._confirm(kept, vote > 0))
            except AnwenError as error:  # the vote is kept; another process is writing
                LOG.warning("not remembered", reason=str(error))
            return
        await self._reading(kept, numbers[1] if kind == "c" and len(numbers) > 1 else -1)
        shown = await self.thread(lambda: self._tapped(kept, kind, numbers, say))
        await self._line.edit(kept.place.chat, message.message_id, *shown)

    async def _reading(self, kept: Kept, nth: int) -> None:
        """Remember the case of `kept` that its reader has open, or that it was closed again."""
        case = kept.opened[nth].case if 0 <= nth < len(kept.opened) else None
        if case is None:
            await self.thread(lambda: self._chats.shut(kept))
            return
        records = await self.thread(self.records)
        home = next((c.label for c in records.collections if c.id == case.collection), "")
        question = f"{home}案例{case.number}讲了什么？"
        try:
            answer = await self.think(lambda: self._answers.plain(question))
        except AnwenError as error:
            LOG.info("not remembered", reason=type(error).__name__)
            return
        await self.thread(lambda: self._chats.open(kept, answer))

    def _own_chat(self, kept: Kept, numbers: list[int]) -> str:
        """Where somebody else opens a case of the answer: their own chat with us; "" where no link can name it."""
        if len(numbers) < 2 or not 0 <= numbers[1] < len(kept.opened):
            return ""
        case = kept.opened[numbers[1]].case
        if not _CASE_LINK.fullmatch(case.collection):
            return ""
        return f"https://t.me/{self._line.bot.username}?start=case_{case.collection}_{case.number}"

    def _tapped(
        self, kept: Kept, kind: str, numbers: list[int], say: Words
    ) -> tuple[str, InlineKeyboardMarkup | None]:
        """What the message is to show: a page of a case, or the answer again."""
        records = self.records()
        cases = {case.id: case for case in records.cases}
        if kind == "c" and len(numbers) == 3 and 0 <= numbers[1] < len(kept.opened):
            cited = kept.opened[numbers[1]]
            case = cases.get(cited.case)
            if case is None:
                return say(words.CHANGED), under_case(kept.id, numbers[1], 0, 1, say=say)
            home = next(c for c in records.collections if c.id == case.id.collection)
            pages = case_parts(case, home, say, cited.quotes)
            page = min(max(numbers[2], 0), len(pages) - 1)
            copy = copied([cited], records)
            return pages[page].html, under_case(kept.id, numbers[1], page, len(pages), say=say, copied=copy)
        page = numbers[1] if kind == "a" and len(numbers) > 1 else 0
        ids = [cited.case for cited in kept.cited]
        titles = {id_: titled(cases[id_], say) for id_ in ids if id_ in cases}
        votes = kept.understood.intent not in SMALL_TALK
        if kept.refused and votes:
            near = {id_: titled(cases[id_], say) for id_ in kept.near if id_ in cases}
            ways = self._examples(kept.place.chat > 0, kept.understood.query, say)
            votes = not asks_elsewhere(kept.understood)
            return kept.parts[-1], under_refusal(kept.id, list(near), kept.labels, near, ways, votes=votes)
        copy = copied(kept.cited, records)
        opened = not opens_itself(kept.parts, ids, len(kept.labels) > 1)
        under = under_answer(
            kept.id, ids, kept.labels, titles, page, say=say, copied=copy, votes=votes, opened=opened
        )
        return kept.parts[-1], under
