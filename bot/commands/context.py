"""What every command starts from: the program, and the paper it writes on."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import words

if TYPE_CHECKING:
    from bot.app import App
    from bot.render.briefing.paper import Paper
    from bot.words import Words

CollectionOption = Annotated[
    list[str] | None, typer.Option("--collection", "-c", metavar="C", help=words.O_COLLECTION.both)
]
JsonOption = Annotated[bool, typer.Option("--json", help=words.O_JSON.both)]


class Session:
    """One run of the program; settings are read when a command needs them, so help never fails on one."""

    def __init__(self, lang: str | None, debug: bool, env: Path | None = None) -> None:
        """`env`: a file of settings chosen by hand."""
        self.flags = {} if lang is None else {"ANWEN_LANG": lang}
        self.debug, self._env = debug, env

    @cached_property
    def app(self) -> App:
        from bot.app import App
        from bot.settings import Settings

        settings = Settings.from_env(os.environ, self.flags, chosen=self._env)
        if settings.log is not None:
            _log(settings.log, settings.secrets)
        app = App(settings)
        if app.settings.env_left_out:
            note(app.say(words.ENV_LEFT_OUT, names="、".join(app.settings.env_left_out)))
        return app

    @property
    def say(self) -> Words:
        return self.app.say

    @cached_property
    def paper(self) -> Paper:
        from bot.render.briefing.paper import Paper

        return Paper.choose(self.app.settings.no_color, self.app.settings.force_color)


def _log(file: Path, secrets: tuple[str, ...]) -> None:
    """Log into the file that is set; SettingError where it cannot be written."""
    from bot.running.logfile import log_to
    from data.errors import SettingError

    try:
        log_to(file, secrets)
    except OSError as error:
        raise SettingError("ANWEN_LOG", str(file), f"可以写入的文件：{error.strerror}") from error


def session_of(ctx: typer.Context) -> Session:
    """The session that the program's callback made."""
    session = ctx.obj
    assert isinstance(session, Session)
    return session


def note(text: str) -> None:
    """A line for the person, beside the results."""
    print(text, file=sys.stderr, flush=True)


def confirmed(question: str, say: Words) -> bool:
    """Whether a person at the terminal agrees; anything but a yes is a no."""
    print(f"{question}\n{say(words.CONFIRMING)}", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt
    return answer.strip().lower() in say(words.CONFIRMS).split()


def print_json(value: object) -> None:
    from bot.render.json import page

    print(page(value))
