"""`anwen chat`: the conversation at a terminal, or line by line through a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bot import words
from bot.app import App
from bot.commands.context import note
from bot.console.dialogue import Dialogue, Quit
from bot.console.progress import Progress
from bot.console.unfolding import POLL, Unfolding
from bot.console.worker import Task
from bot.failures import explain
from bot.render.briefing.paper import Paper
from bot.render.layout import Grid, Line, line
from bot.streams import well_formed
from data.errors import AnwenError
from data.types import Answer

PATIENCE = 0.3
"""Seconds after which a waiting person is told that something is being done."""

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output


class Console:
    """Reads, asks, prints, until the person leaves; no failure of one question ends the conversation."""

    def __init__(self, app: App, paper: Paper, scope: Sequence[str] = ()) -> None:
        self.app, self.say, self.paper = app, app.say, paper
        self.dialogue = Dialogue(app, scope)
        self._task: Task[Answer] | None = None

    def run(self) -> None:
        if sys.stdin.isatty() and sys.stdout.isatty():
            self.run_terminal()
        else:
            self.handle_all(sys.stdin)

    def run_terminal(self, source: Input | None = None, screen: Output | None = None) -> None:
        """The conversation at a terminal (`source` and `screen` stand in for it)."""
        from bot.console.prompting import make_prompt

        prompt = make_prompt(self.app, source, screen)
        note(self.say(words.WELCOME, cases=len(self.app.records().cases)))
        self.handle_all(self._typed(prompt))
        note(self.say(words.BYE))

    def handle_all(self, inputs: Iterable[str]) -> None:
        """Take inputs until they end or one of them leaves."""
        for text in inputs:
            try:
                self.handle(text)
            except Quit:
                return
            except KeyboardInterrupt:
                note(self.say(words.CANCELLED))

    def handle(self, text: str) -> None:
        """One input: a command, a question, or nothing."""
        text = well_formed(text).strip()
        if not text:
            return
        try:
            self.paper.write([*self._reply(text), line()])
        except (KeyboardInterrupt, Quit, BrokenPipeError):
            raise
        except AnwenError as error:
            note(explain(error, self.app.say.lang, shell=False))
        except Exception as error:  # said, and the conversation goes on
            note(explain(error, self.app.say.lang, shell=False))

    def _reply(self, text: str) -> Iterable[Line | Grid]:
        if text.startswith(("/", "／")):
            return self.dialogue.command(text)
        unfolding = Unfolding(self.say)
        answer = self._answer(text, unfolding)
        self.dialogue.take(answer)
        return [*unfolding.lines(answer), *self.dialogue.as_file(answer)]

    def _answer(self, question: str, unfolding: Unfolding) -> Answer:
        """The answer, computed where Ctrl-C cannot break it; one that was let go of is waited for first."""
        if self._task is not None and self._task.running:
            note(self.say(words.STILL_BUSY))
            self._task.settle()
        self._task = Task(lambda: self.dialogue.ask(question, unfolding.show))
        if sys.stderr.isatty() and not self._task.settle(PATIENCE):
            with Progress(self.say(words.THINKING), announce=True):
                while not unfolding.begun and not self._task.settle(POLL):
                    pass
            unfolding.follow(self._task.settle)
        return self._task.wait()

    def _typed(self, prompt: PromptSession[str]) -> Iterator[str]:
        """What is typed, input by input; Ctrl-C clears the line, Ctrl-D ends."""
        while True:
            try:
                yield prompt.prompt()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
