"""What an answer can be had as: its quotes to copy, a briefing, a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import structlog
from telegram import CallbackQuery
from telegram.error import TelegramError

from bot.tg import words
from bot.tg.handling.desk import Desk
from bot.tg.handling.own_answers import Paper
from bot.tg.messages.citing import citation_spans
from bot.tg.messages.line import Line
from bot.tg.messages.naming import name_of
from bot.tg.messages.pages import case_command
from bot.tg.messages.rendering import parts
from bot.tg.reading import Asked
from bot.words import Words
from data.chats.answers import Chats, Cited, Kept, Place
from data.patterns import regex
from data.types import CaseId

LOG = structlog.get_logger("anwen.telegram")
TAPS = ("q:", "d:", "x:")
_POINTED = regex(r"^（接上文[^）]*）|^\(of cases? [^)]*\) ")
"""What a reading says of the cases it is about: the paper names them itself."""
_TAP = regex(r"([qdx]):([0-9]{1,15}):0")


class Maker(Protocol):
    """What makes the documents, one at a time."""

    def briefing(self, topic: str, cases: Sequence[CaseId] = ..., name: str = ...) -> Paper: ...

    def sheet(self, name: str, cited: Sequence[Cited], say: Words) -> Paper: ...

    def core(self, theme: str) -> str: ...


class Papers:
    """Makes them of an answer that is kept."""

    def __init__(self, *, maker: Maker, desk: Desk, line: Line, chats: Chats) -> None:
        self._maker, self._desk, self._line, self._chats = maker, desk, line, chats

    async def of_last(self, asked: Asked, kind: str, say: Words) -> bool:
        """A briefing (d) or a sheet (x) of the answer replied to, or of the last that cites a case; whether there is one."""
        kept = await self._desk.thread(lambda: self._desk.last(asked))
        if kept is None:
            return False
        async with self._line.seen(asked.place.chat, asked.message):
            await self._send(kept, kind, asked.place, asked.message, say)
        return True

    async def of_answer(self, asked: Asked, kind: str, say: Words) -> None:
        """A briefing or a sheet of the answer to this very message; nothing where it cites no case."""
        place = asked.place
        kept = await self._desk.thread(lambda: self._chats.answer_to(place.chat, asked.message))
        if kept is not None and kept.cited:
            await self._send(kept, kind, place, asked.message, say)

    async def briefing(self, asked: Asked, topic: str, say: Words) -> None:
        """A briefing on a topic of its own."""
        place = asked.place
        async with self._line.seen(place.chat, asked.message), self._line.typing(place.chat, place.topic):
            paper = await self._desk.think(lambda: self._maker.briefing(topic))
            caption = await self._caption(paper, say) + _unchecked(paper.meant, len(paper.cases), say)
            await self._deliver(paper, place, asked.message, caption)
            if paper.answer:  # what is asked next is asked of these cases
                answer = paper.answer
                await self._desk.thread(lambda: self._chats.keep(place, asked.message, answer, [caption]))

    async def tapped(self, query: CallbackQuery, say: Words) -> None:
        """What a button under an answer makes of it, once a tap, for who may read the answer: in a group everybody there."""
        found, message = _TAP.fullmatch(str(query.data)), query.message
        kept = await self._desk.thread(lambda: self._chats.answer(int(found[2]))) if found else None
        told, here = words.IN_THE_MAKING, message is not None and kept is not None
        if not here or (kept and message and kept.place.chat != message.chat.id):
            told, kept = words.STALE, None
        elif kept and kept.place.chat > 0 and kept.place.person != query.from_user.id:
            told, kept = words.NOT_YOURS, None
        try:
            await query.answer(say(told), show_alert=kept is None)
        except TelegramError as error:
            LOG.info("stale tap", reason=str(error))
            return
        if found and kept and message:
            await self._send(kept, found[1], kept.place, message.message_id, say)

    async def _send(self, kept: Kept, kind: str, place: Place, answering: int, say: Words) -> None:
        topic = _POINTED.sub("", kept.understood.text) or kept.question
        if kind == "q":
            await self._quotes(kept, answering, say)
            return
        records = await self._desk.thread(self._desk.records)
        name = await self._desk.think(lambda: name_of(kept, records, say, self._maker.core))
        async with self._line.typing(place.chat, place.topic):
            if kind == "x":
                paper = await self._desk.think(lambda: self._maker.sheet(name, kept.cited, say))
                caption = say(words.TABLE_CAPTION, cases=len(paper.cases)) + _unchecked(
                    kept.meant, len(kept.cited), say
                )
            else:
                cases = [one.case for one in kept.cited]
                paper = await self._desk.think(lambda: self._maker.briefing(topic, cases, name))
                caption = await self._caption(paper, say) + _unchecked(kept.meant, len(kept.cited), say)
            await self._deliver(paper, place, answering, caption)

    async def _quotes(self, kept: Kept, answering: int, say: Words) -> None:
        records = await self._desk.thread(self._desk.records)
        shown = [part.html for part in parts(citation_spans(kept.cited, records))]
        place = kept.place
        await self._line.send(place.chat, shown or [say(words.NO_QUOTES)], answering, place.topic)

    async def _caption(self, paper: Paper, say: Words) -> str:
        """How many cases and notes a briefing has, and what to send for the words of one of them."""
        records = await self._desk.thread(self._desk.records)
        several = len(records.collections) > 1
        example = next(filter(None, (case_command(case, several) for case in paper.cases)), "/cases")
        return say(words.BRIEF_CAPTION, cases=len(paper.cases), notes=paper.notes, example=example)

    async def _deliver(self, paper: Paper, place: Place, answering: int, caption: str) -> None:
        await self._line.document(place.chat, paper.name, paper.content, answering, place.topic, caption)


def _unchecked(meant: int, cited: int, say: Words) -> str:
    """What the answer said of cases that are there by meaning only goes with the document too; of one case there is no more
    to be had, and whether it is the one its quotes show.
    """
    return say(words.BY_MEANING, count=meant) if meant and cited > 1 else ""
