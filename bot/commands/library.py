"""`ingest`, `remove`, `reindex`: what changes the catalog and its index."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import words
from bot.commands.context import JsonOption, Session, note, print_json, session_of
from data.errors import IndexUnavailable, UnknownCollection

if TYPE_CHECKING:
    from bot.intake import Intake
    from bot.progress import Progress
    from vectorstore.indexing import Library


def ingest(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=words.A_PATHS.both)],
    collection: Annotated[
        str | None, typer.Option("--collection", "-c", metavar="ID", help=words.O_COLLECTION_ID.both)
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="T", help=words.O_TITLE.both)] = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words.O_DRY_RUN.both)] = False,
    expand: Annotated[bool, typer.Option("--expand", help=words.O_EXPAND.both)] = False,
    as_json: JsonOption = False,
) -> None:
    from bot.intake import planned, read

    session = session_of(ctx)
    app = session.app
    results: list[dict[str, object]] = []
    for intake in read(paths, collection, title):  # all are read before any is written
        if dry_run:
            changes = planned(app.catalog.records(), intake)
        else:
            with app.indexing() as progress:
                changes = app.library.replace(intake.collection, intake.cases, progress)
        asked = _expand(session, intake) if expand and not dry_run else None
        result = {
            "collection": intake.collection.id,
            "title": intake.collection.title,
            "cases": changes.cases,
            "added": len(changes.added),
            "changed": len(changes.changed),
            "unchanged": len(changes.unchanged),
            "removed": len(changes.removed),
            "warnings": intake.warnings,
            "dry_run": dry_run,
            "files": [report.as_json() for report in intake.reports],
        }
        if asked is not None:
            result["expanded"] = asked
        if dry_run:
            result |= {"first": intake.cases[0].as_json(), "last": intake.cases[-1].as_json()}
        results.append(result)
        if not as_json:
            _print_intake(session, intake, result)
    if as_json:
        print_json(results[0] if len(results) == 1 else results)
    elif dry_run:
        note(session.say(words.DRY_RUN))


def _expand(session: Session, intake: Intake) -> int:
    """Have questions written for the cases just read; of how many."""
    from bot.expanding import expand

    done = expand(session.app, intake.cases)
    note(session.say(words.EXPANDED, count=done))
    return done


def _print_intake(session: Session, intake: Intake, result: dict[str, object]) -> None:
    from bot.render.terminal import intake_lines, reading_proof_lines

    session.paper.write(intake_lines(intake.collection.id, result, intake.reports, session.say))
    if result["dry_run"]:
        proof = reading_proof_lines(intake.collection, intake.cases, intake.reports, session.say)
        session.paper.write(proof)


def remove(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=words.A_ID.both)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=words.O_YES.both)] = False,
) -> None:
    session = session_of(ctx)
    app, say = session.app, session.say
    records = app.catalog.records()
    found = next((c for c in records.collections if c.id == id_), None)
    if found is None:
        raise UnknownCollection(id_, (c.id for c in records.collections))
    facts = {"id": found.id, "title": found.title, "cases": sum(1 for _ in records.of(found.id))}
    if not yes:
        if not sys.stdin.isatty():
            raise typer.BadParameter(say(words.NEEDS_YES), ctx=ctx)
        if not typer.confirm(say(words.CONFIRM, **facts), err=True):
            note(say(words.KEPT))
            return
    app.library.remove(found.id)
    print(say(words.REMOVED, **facts))


def reindex(
    ctx: typer.Context,
    full: Annotated[bool, typer.Option("--full", help=words.O_FULL.both)] = False,
) -> None:
    session = session_of(ctx)
    app = session.app
    app.ensure_loaded()
    with app.indexing() as progress:
        embedded = app.library.rebuild(progress) if full else _mend(app.library, progress)
    print(session.say(words.REINDEXED, chunks=embedded))


def _mend(library: Library, progress: Progress) -> int:
    """Bring the index up to date; make it anew where it cannot be used or is another embedder's."""
    try:
        return library.synchronise(progress)
    except IndexUnavailable:
        return library.rebuild(progress)
