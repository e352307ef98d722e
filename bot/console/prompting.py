"""The input line of `anwen chat`: history, completion, keys."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.styles import Style

from bot import words
from bot.console.dialogue import COMMANDS, NAMED
from bot.streams import well_formed
from data.patterns import regex

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from bot.app import App

NUMBER = regex(r"(?:^|.*)(?:案例|case\s?)(\d*)$", re.IGNORECASE | re.DOTALL)
LOOK = Style.from_dict(
    {
        "prompt": "bold ansicyan",
        "completion-menu": "noinherit",
        "completion-menu.completion": "noinherit ansicyan",
        "completion-menu.completion.current": "noinherit reverse",
        "completion-menu.meta.completion": "noinherit",
        "completion-menu.meta.completion.current": "noinherit reverse",
        "scrollbar.background": "noinherit",
    }
)
"""The terminal's own colours, whatever its background."""


def make_prompt(app: App, source: Input | None, screen: Output | None) -> PromptSession[str]:
    """Enter sends, Alt-Enter starts a new line, a pasted text of several lines stays one input."""
    session: PromptSession[str] = PromptSession(
        message=FormattedText([("class:prompt", app.say(words.PROMPT))]),
        history=KeptHistory(str(app.home.history)),
        completer=Suggestions(app),
        complete_while_typing=Condition(lambda: session.default_buffer.text.startswith("/")),
        key_bindings=_keys(),
        multiline=True,
        prompt_continuation=lambda width, *_: " " * width,
        style=LOOK,
        input=source,
        output=screen,
    )
    return session


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


class KeptHistory(FileHistory):
    """History that outlives the session, for this user only; where it cannot be kept, nothing breaks."""

    def load_history_strings(self) -> Iterable[str]:
        try:
            return list(super().load_history_strings())
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        try:
            os.close(os.open(self.filename, os.O_CREAT | os.O_APPEND, 0o600))
            super().store_string(well_formed(string))
        except OSError:
            return


class Suggestions(Completer):
    """Commands after a slash; case numbers, with their titles, after /case and after 案例."""

    def __init__(self, app: App) -> None:
        self._app = app

    @cached_property
    def _titles(self) -> list[tuple[int, str]]:
        return [(case.number, case.title) for case in self._app.catalog.records().cases]

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        text = document.text_before_cursor
        if text.startswith("/") and " " not in text:
            yield from self._commands(text)
        elif text.startswith("/"):
            name, _, typed = text.partition(" ")
            if NAMED.get(name) is NAMED["/case"]:
                yield from self._numbers(typed.strip())
        elif found := NUMBER.match(text):
            yield from self._numbers(found[1])

    def _commands(self, typed: str) -> Iterable[Completion]:
        for command in COMMANDS:
            name = next((name for name in command.names if name.startswith(typed)), None)
            if name:
                yield Completion(
                    name + (" " if command.argument else ""),
                    start_position=-len(typed),
                    display=name,
                    display_meta=self._app.say(command.help),
                )

    def _numbers(self, typed: str) -> Iterable[Completion]:
        for number, title in self._titles:
            if str(number).startswith(typed):
                yield Completion(str(number), start_position=-len(typed), display_meta=title)
