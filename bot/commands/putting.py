"""Files that commands write: what may be replaced, and sheets of cases."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.context import Session, confirmed, note
from bot.failures import NOTHING
from bot.said import document_words as words
from bot.words import Words
from data.errors import AnwenError

if TYPE_CHECKING:
    from bot.render.sheets.rows import Told

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help=".xlsx .csv .jsonl .md")
]


def may_replace(path: Path, say: Words) -> bool:
    """Whether an existing file is to be replaced: asked at a terminal, refused elsewhere."""
    if sys.stdin.isatty() and confirmed(say(words.OVERWRITE, path=path), say):
        return True
    raise AnwenError(say(words.NOT_OVERWRITTEN, path=path))


def write_sheet(session: Session, told: Sequence[Told], output: Path, force: bool) -> None:
    """Write the cases and say so; status 4 where there are none."""
    from bot.render.sheets.writers import write

    if not told:
        note(session.say(words.NOTHING_WRITTEN))
        raise typer.Exit(NOTHING)
    write(told, output, session.app.records(), session.say, force)
    note(session.say(words.SHEET_WRITTEN, path=output, cases=len(told)))
