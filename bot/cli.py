"""The command line: `anwen COMMAND`."""

from __future__ import annotations

import copy
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot import words
from bot.commands import (
    asking,
    brief,
    doctor,
    evaluate,
    export,
    history,
    keeping,
    library,
    reading,
    serving,
    telegram,
    verify,
)
from bot.commands.context import Session
from bot.failures import guarded, leave
from bot.said import document_words, library_words
from bot.said.spoken import SpokenCommand, SpokenGroup, speak
from bot.served import words as served_words
from bot.settings import language
from bot.streams import prepare

cli = typer.Typer(
    name="anwen",
    help=words.APP.both,
    cls=SpokenGroup,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)


@cli.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    lang: Annotated[str | None, typer.Option("--lang", metavar="zh|en", help=words.O_LANG.both)] = None,
    env: Annotated[Path | None, typer.Option("--env", metavar="FILE", help=words.O_ENV.both)] = None,
    debug: Annotated[bool, typer.Option("--debug", help=words.O_DEBUG.both)] = False,
    version: Annotated[bool, typer.Option("--version", help=words.O_VERSION.both)] = False,
) -> None:
    ctx.obj = Session(lang, debug, env)
    if version:
        from bot.running.health import own_version

        print(f"anwen {own_version()}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


for name, command, title in (
    ("ask", asking.ask, words.ASK),
    ("chat", asking.chat, words.CHAT),
    ("batch", asking.batch, words.BATCH),
    ("cases", reading.cases, words.CASES),
    ("case", reading.case, words.CASE),
    ("collections", reading.collections, words.COLLECTIONS),
    ("brief", brief.brief, document_words.BRIEF),
    ("export", export.export, document_words.EXPORT),
    ("verify", verify.verify, document_words.VERIFY),
    ("ingest", library.ingest, words.INGEST),
    ("remove", library.remove, words.REMOVE),
    ("history", history.history, library_words.HISTORY),
    ("undo", history.undo, library_words.UNDO),
    ("reindex", library.reindex, words.REINDEX),
    ("backup", keeping.backup, library_words.BACKUP),
    ("restore", keeping.restore, library_words.RESTORE),
    ("eval", evaluate.evaluate, words.EVAL),
    ("mcp", serving.mcp, served_words.MCP),
    ("serve", serving.serve, served_words.SERVE),
    ("telegram", telegram.telegram, telegram.TELEGRAM),
    ("stats", telegram.stats, telegram.STATS),
    ("doctor", doctor.doctor, words.DOCTOR),
):
    cli.command(name, cls=SpokenCommand, help=title.both, short_help=title.both)(command)


_ANSWERS = frozenset(("ask", "case"))
"""Commands that look something up, say it and are done: what they leave is for the system to clear away."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit status."""
    told = sys.argv[1:] if argv is None else argv
    answers = not _ANSWERS.isdisjoint(_parted(told)[1][:1])
    serves = _parted(told)[1][:1] == ["mcp"]
    if answers or serves:
        gc.disable()  # to look for garbage while all is still being made takes a twentieth of a cold question
    leave(run(told), at_once=answers or serves)


def run(argv: Sequence[str]) -> int:
    """Run one command; its exit status."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's: to start others takes half of its import
    prepare()
    debug = "--debug" in argv
    _quiet_libraries(debug)
    (general, told), lang = _parted(argv), _language(argv)

    def action() -> None:
        command = typer.main.get_command(_alone(told))
        speak(command, lang)
        command._main_shell_completion({}, "anwen")  # where a shell asks for it, that is all
        with command.make_context("anwen", general + told) as context:
            command.invoke(context)

    return _logged(argv, lambda failed: guarded(action, debug, lang, failed))


def _alone(told: Sequence[str]) -> typer.Typer:
    """The program with no command but the one that `told` begins with: to make all twenty takes a tenth of a start."""
    asked = [command for command in cli.registered_commands if [command.name] == list(told[:1])]
    if not asked:
        return cli
    alone = copy.copy(cli)
    alone.registered_commands = asked
    return alone


def _logged(argv: Sequence[str], run: Callable[[Callable[[BaseException], object]], int]) -> int:
    """Run it; where a log is set, with one line of what was run, for how long, and what came of it."""
    started = time.monotonic()
    errors: list[BaseException] = []
    status = run(errors.append)
    if "bot.running.logfile" in sys.modules:
        from bot.running.logfile import failed, note

        known = {command.name for command in cli.registered_commands}
        name = next((word for word in argv if word in known), "")
        facts = failed(errors[0]) if errors else {}
        note("command", command=name, status=status, ms=round((time.monotonic() - started) * 1000), **facts)
    return status


def _language(argv: Sequence[str]) -> str:
    """The language to speak before the settings are read."""
    general, _ = _parted(argv)
    flag = next((word.partition("=")[2] for word in general if word.startswith("--lang=")), None)
    if flag is None and "--lang" in general:
        flag = "".join(general[general.index("--lang") + 1 :][:1])
    return language(os.environ, flag)


def _parted(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options of all commands, and the rest: `anwen ask 问题 --lang en` means what `anwen --lang en ask 问题` does."""
    moved: list[str] = []
    kept: list[str] = []
    rest = iter(argv)
    for word in rest:
        if word == "--":
            kept += [word, *rest]
        elif word == "--debug" or word.startswith(("--lang=", "--env=")):
            moved.append(word)
        elif word in ("--lang", "--env"):
            moved += [word, *([value] if (value := next(rest, None)) is not None else [])]
        else:
            kept.append(word)
    return moved, kept


def _quiet_libraries(debug: bool) -> None:
    """Libraries' warnings and log lines are for `--debug`: standard error is for one clear line."""
    if debug:
        import logging

        logging.basicConfig(level=logging.INFO)
    elif not sys.warnoptions:
        import warnings

        warnings.simplefilter("ignore")
