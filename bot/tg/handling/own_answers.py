"""The program itself as what the bot asks: answers, and briefings as files."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.words import Words
from data.chats.answers import Cited, Kept
from data.types import Answer, CaseId, Conversation
from data.values import dataclass

if TYPE_CHECKING:
    from bot.app import App
    from retrieval.answers.finishing import Show


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: its file name and content, the cases in it, and how many notes it has."""

    name: str
    content: bytes
    cases: tuple[CaseId, ...]
    notes: int = 0
    meant: int = 0
    """How many of the cases are there by meaning only."""
    answer: Answer | None = None
    """The answer that it was written from, where it was asked for by its topic."""


class Own:
    """The program's own answerer; briefings are made one at a time, which is work for the processor alone."""

    def __init__(self, app: App) -> None:
        self._app, self.turn = app, threading.Lock()

    def answer(
        self,
        question: str,
        conversation: Conversation = Conversation(),
        collections: Sequence[str] = (),
        show: Show | None = None,
        person: str = "",
    ) -> Answer:
        return self._app.answerer.answer(question, conversation, collections, show, person)

    def plain(self, question: str) -> Answer:
        return self._app.answerer.plain(question)

    def explain(self, question: str, conversation: Conversation = Conversation()) -> list[str]:
        return self._app.answerer.explain(question, conversation).briefly()

    def briefing(self, topic: str, cases: Sequence[CaseId] = (), name: str = "") -> Paper:
        """A briefing on the topic as a Word document; of `cases`, where they are of one collection.

        It is called by its topic, or by `name`: what was asked for in a turn of a conversation is no title.
        """
        from bot.jobs.briefing import Order, brief, listed_on
        from bot.render.briefing.writers import TEMPLATES, WRITERS
        from retrieval.documents.frames import Frame

        homes = tuple({case.collection for case in cases})
        chosen = tuple(case.number for case in cases) if len(homes) == 1 else ()
        with self.turn:
            listed = None if chosen else listed_on(self._app, topic)
            title = Frame(self._app.say.lang)("brief", topic=name) if name else None
            made = brief(self._app, Order(topic, chosen, homes if chosen else (), title, listed=listed))
            content = WRITERS[".docx"](made, TEMPLATES[0])
        used = tuple(c.id for c in made.used)
        by_meaning = {c.case.id for c in listed.citations if c.tier == "meant"} if listed else set()
        meant = sum(case in by_meaning for case in used)
        return Paper(f"{_file_name(name or topic)}.docx", content, used, len(made.notes), meant, listed)

    def sheet(self, name: str, cited: Sequence[Cited], say: Words) -> Paper:
        """The cases that an answer cites, with their quotes, as a workbook; those that are there still."""
        from bot.render.sheets.rows import Told
        from bot.render.sheets.writers import WRITERS

        with self.turn:
            records = self._app.catalog.records()
            held = {case.id: case for case in records.cases}
            told = [Told(held[one.case], one.quotes) for one in cited if one.case in held]
            content = WRITERS[".xlsx"](told, records, say)
        return Paper(f"{_file_name(name)}.xlsx", content, tuple(one.case.id for one in told))

    def core(self, theme: str) -> str:
        """What a theme speaks of: a document is called by it."""
        return self._app.answerer.core(theme)

    def confirm(self, kept: Kept, holds: bool) -> None:
        """Remember that the cited case answers the question, or no longer, where that can be said of the answer."""
        from bot.jobs.confirming import confirm, confirmable

        cited = [one.case for one in kept.cited]
        if confirmable(kept.question, kept.understood, cited, kept.refused):
            confirm(self._app, kept.question, cited[0], holds)

    def warm(self) -> None:
        """Load what the first question would otherwise wait for."""
        self._app.answerer.rank("知识产权保护")  # the words of some questions decide without the index
        self._app.answerer.warm()


def _file_name(topic: str) -> str:
    return re.sub(r"[^\w-]+", "_", topic)[:24].strip("_") or "briefing"
