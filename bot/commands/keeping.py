"""`backup`, `restore`: the library in one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import words as common
from bot.commands.context import confirmed, note, session_of
from bot.commands.putting import may_replace
from bot.failures import NOTHING
from bot.render.putting import require_place
from bot.said import library_words as words
from bot.said.document_words import O_FORCE


def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=words.A_BACKUP.both)],
    force: Annotated[bool, typer.Option("--force", help=O_FORCE.both)] = False,
) -> None:
    """Status 4, and no file, where there is nothing to keep."""
    from bot.running.backups import write

    session = session_of(ctx)
    app, say = session.app, session.say
    require_place(file, say)
    if app.catalog.revision() == 0:
        note(say(words.NOTHING_TO_KEEP))
        raise typer.Exit(NOTHING)
    if file.exists() and not force:
        may_replace(file, say)
    told = write(app, file)
    note(say(words.BACKED_UP, path=file, collections=len(told.collections), cases=told.cases))


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=words.A_RESTORE.both)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=common.O_YES.both)] = False,
) -> None:
    from bot.running.backups import read
    from bot.running.backups import restore as put_back

    session = session_of(ctx)
    say = session.say
    told = read(session.app, file)
    facts = {"made": told.made, "collections": len(told.collections), "cases": told.cases}
    if not yes:
        question = say(words.CONFIRM_RESTORE, **facts)
        if not sys.stdin.isatty():
            raise typer.BadParameter(f"{question} {say(words.SAY_YES)}", ctx=ctx)
        if not confirmed(question, say):
            note(say(words.NOT_WRITTEN))
            return
    put_back(session.app, file)
    print(say(words.RESTORED, **facts))
