"""`export`: cases as a sheet or a list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.context import CollectionOption, Session, note, session_of
from bot.commands.putting import may_replace, write_sheet
from bot.said import document_words as words
from bot.streams import well_formed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.render.sheets.rows import Told


def export(
    ctx: typer.Context,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=".xlsx .csv .jsonl .md")],
    what: Annotated[list[str] | None, typer.Argument(metavar="[WHAT]", help=words.A_WHAT.both)] = None,
    collection: CollectionOption = None,
    force: Annotated[bool, typer.Option("--force", help=words.O_FORCE.both)] = False,
) -> None:
    """Status 4, and no file, where there is no case to write."""
    from bot.render.sheets.writers import check_target

    session = session_of(ctx)
    check_target(output, session.say)
    force = force or (output.exists() and may_replace(output, session.say))
    session.app.ensure_loaded()
    told = _told(session, well_formed(" ".join(what or ())).strip(), collection or ())
    write_sheet(session, told, output, force)


def _told(session: Session, what: str, collections: Sequence[str]) -> list[Told]:
    """The cases of a collection by its name, of a question, or all."""
    from bot.render.sheets.rows import Told

    app = session.app
    scope, records = app.resolve(collections), app.records()
    named = [c.id for c in records.collections if what and what in (c.id, c.label, c.title)]
    if what and not named:
        answer = app.answerer.answer(what, collections=scope)
        if answer.refused:
            note(answer.reason or answer.text)
        return [Told(citation.case, citation.quotes) for citation in answer.citations]
    scope = tuple(named) or scope
    return [Told(case) for case in records.cases if not scope or case.id.collection in scope]
