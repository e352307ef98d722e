"""A stand-in for the program's judgement; run as a program, a bot that answers with it."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Sequence

from data.types import (
    Answer,
    Basis,
    BasisKind,
    Case,
    Citation,
    Conversation,
    IndexState,
    Intent,
    Quote,
    Records,
    Understood,
)

ALONE = Conversation()


class StandIn:
    """Answers by literal mention, after `delay` seconds; with a `pace`, writes line by line, as many seconds each."""

    def __init__(self, records: Callable[[], Records], delay: float = 0.0, pace: float = 0.0) -> None:
        self.records, self.delay, self.pace = records, delay, pace
        self.asked: list[str] = []
        """The questions that a model would have been asked."""
        self.intent = Intent.LIST
        self.padding = ""
        """Put before each answer, to make it long."""

    def prepare(self) -> None:
        """Nothing is to be known before the first question."""

    def warm(self) -> None:
        """Nothing is to be had ready."""

    def answer(
        self,
        question: str,
        conversation: Conversation = ALONE,
        collections: Sequence[str] = (),
        show: Callable[[str], None] | None = None,
        person: str = "",
    ) -> Answer:
        self.asked.append(question)
        time.sleep(self.delay)
        answer = self._answer(question, conversation)
        if self.pace:
            lines = answer.text.splitlines()
            for count in range(1, len(lines) + 1):
                if show:
                    show("\n".join(lines[:count]))
                time.sleep(self.pace)
        return answer

    def plain(
        self, question: str, conversation: Conversation = ALONE, collections: Sequence[str] = ()
    ) -> Answer:
        """What briefings are made of: never a model's words."""
        return self._answer(question, conversation)

    def core(self, theme: str) -> str:
        """What a theme speaks of."""
        return theme

    def explain(self, question: str, conversation: Conversation = ALONE) -> list[str]:
        """How an answer came about."""
        return [f"解释：{question}"]

    def _answer(self, question: str, conversation: Conversation) -> Answer:
        if question == "崩溃":
            raise RuntimeError(f"a bug that quotes {question}")
        records = self.records()
        word = re.sub(r"^(?:哪些案例涉及|写一份关于)|的简报$", "", question.strip("？?"))
        text = question
        if question.startswith("那") and conversation.turns:
            text = f"{conversation.turns[-1].question} {question}"
            word = word.removeprefix("那")
        found = [c for c in records.cases if word in c.fields[0].text][:12]
        understood = Understood(text, self.intent, tuple(c.id for c in records.collections))
        state = IndexState(records.revision, len(records.cases), records.updated)
        basis = Basis(BasisKind.KEYWORD, f"摘要含“{word}”", complete=True)
        if not found:
            reason = f"没有：{word}"
            near = tuple(c for c in records.cases if c.fields[0].text[:2] in question)[:1]
            return Answer(question, understood, "", (), basis, state, refused=True, reason=reason, near=near)
        body = self.padding + "\n".join(f"{c.title} [案例{c.number}]" for c in found)
        return Answer(question, understood, body, tuple(_citation(c, word) for c in found), basis, state)


def _citation(case: Case, word: str) -> Citation:
    field = case.fields[0]
    start = field.text.index(word)
    return Citation(case, (Quote(field.name, start, start + len(word), word),))


def main() -> None:
    from bot.app import App
    from bot.settings import Settings
    from bot.tg.bot import TelegramBot
    from bot.tg.handling.access import Limits
    from bot.tg.messages.pacing import Pacer

    app = App(Settings.from_env(os.environ, dotenv=None))
    paces = [float(word.removeprefix("pace=")) for word in sys.argv if word.startswith("pace=")]
    answers = StandIn(app.catalog.records, float(sys.argv[1]), *paces)
    fast = (100_000.0, 100_000.0)
    pacer = Pacer(fast, fast, fast, fast) if "unpaced" in sys.argv else Pacer()
    TelegramBot(app, answers, Limits(per_minute=6_000_000, whole=100_000), pacer).run()


if __name__ == "__main__":
    main()
