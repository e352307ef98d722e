"""The program itself as what the bot asks: answers, and briefings as files."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.types import Answer, Conversation

if TYPE_CHECKING:
    from bot.app import App
    from retrieval.answering import Show


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
        return self._app.answerer.explain(question, conversation).lines()

    def briefing(self, topic: str) -> tuple[str, bytes]:
        """A briefing on the topic as a Word document: its file name and content."""
        from bot.briefing import Order, brief
        from bot.render.briefing.writers import TEMPLATES, WRITERS

        with self.turn:
            made = brief(self._app, Order(topic))
            return f"{_file_name(topic)}.docx", WRITERS[".docx"](made, TEMPLATES[0])

    def warm(self) -> None:
        """Load what the first question would otherwise wait for."""
        self._app.answerer.rank("知识产权保护")  # the words of some questions decide without the index


def _file_name(topic: str) -> str:
    return re.sub(r"[^\w-]+", "_", topic)[:60].strip("_") or "briefing"
