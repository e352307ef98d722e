"""`ingest`, `remove`, `reindex`: what changes the catalog and its index."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import words
from bot.commands.context import JsonOption, Session, confirmed, note, print_json, session_of
from bot.commands.reading import RUNS
from bot.said import library_words
from data.errors import AnwenError, ForeignIndex, IndexUnavailable, UnknownCollection
from data.values import dataclass

if TYPE_CHECKING:
    from bot.console.progress import Progress
    from bot.jobs.intake import Intake
    from vectorstore.indexing import Library


def ingest(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=words.A_PATHS.both)],
    collection: Annotated[
        str | None, typer.Option("--collection", "-c", metavar="ID", help=words.O_COLLECTION_ID.both)
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="T", help=words.O_TITLE.both)] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="L", help=library_words.O_LABEL.both)
    ] = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help=library_words.O_REPLACE.both)] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=words.O_YES.both)] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words.O_DRY_RUN.both)] = False,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="名称=…,内容=…", help=library_words.O_COLUMNS.both)
    ] = None,
    number_rows: Annotated[
        bool, typer.Option("--number-rows", help=library_words.O_NUMBER_ROWS.both)
    ] = False,
    expand: Annotated[bool, typer.Option("--expand", help=words.O_EXPAND.both)] = False,
    as_json: JsonOption = False,
) -> None:
    from bot.jobs.intake import read
    from bot.running.loss import heed
    from data.reading.signs.roles import Told, told_columns

    session = session_of(ctx)
    how = Told(told_columns(columns) if columns else {}, number_rows)
    heed(session.app)
    readings = read(paths, collection, title, label, how)  # all are read before any is written
    for failed in readings.unread:
        note(session.say(library_words.UNREAD, problem=failed.error))
    taking = Taking(session, replace=replace, yes=yes, dry_run=dry_run)
    results: list[dict[str, object]] = []
    for intake, terms in taking.agreed(readings.intakes):  # all are asked about before any is written
        result = taking.take(intake, terms)
        if expand and not dry_run:
            result["expanded"] = _expand(session, intake)
        results.append(result)
        if not as_json:
            _print_intake(session, intake, result)
    unread = [{"file": str(failed.path), "error": str(failed.error)} for failed in readings.unread]
    if as_json and results:
        shown = [{**result, "unread": unread} for result in results]
        print_json(shown[0] if len(shown) == 1 else shown)
    elif dry_run:
        note(session.say(words.DRY_RUN))
    if unread:
        read_ones = "、".join(report.file for intake in readings.intakes for report in intake.reports)
        raise AnwenError(session.say(library_words.SOME_UNREAD, unread=len(unread), read=read_ones or "—"))


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers that go, and what is doubtful about the files."""

    removing: frozenset[int]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taking:
    """How files are taken in: whether what they have not goes, and whether a person is asked."""

    session: Session
    replace: bool
    yes: bool
    dry_run: bool

    def agreed(self, intakes: Iterable[Intake]) -> list[tuple[Intake, Terms]]:
        """The collections to write, and what was agreed on for each, after saying what is doubtful and asking."""
        from bot.jobs.intake import suspicions

        catalog = self.session.app.catalog
        found = []
        for intake in intakes:
            going = intake.going(catalog) if self.replace else frozenset()
            terms = Terms(going, tuple(suspicions(catalog, intake)))
            for text in terms.doubts:
                note(self.session.say(words.WARNING, text=text))
            if self.dry_run or self._agreed(intake, terms):
                found.append((intake, terms))
            else:
                note(self.session.say(library_words.NOT_WRITTEN))
        return found

    def take(self, intake: Intake, terms: Terms) -> dict[str, object]:
        """Take one collection's cases in, or say what that would do."""
        from bot.jobs.intake import counted, planned
        from data.catalog.files.by_key import LARGE

        app = self.session.app
        if self.dry_run:
            changes = planned(app.catalog, intake, terms.removing)
        else:
            with app.indexing() as progress:
                changes = app.library.add(intake.addition(terms.removing), progress)
            if changes.cases > LARGE:
                app.answerer.prepare()
        return {**counted(intake, changes), **self._reported(intake, terms.doubts)}

    def _reported(self, intake: Intake, doubts: Sequence[str]) -> dict[str, object]:
        ends = {"first": intake.cases[0].as_json(), "last": intake.cases[-1].as_json()}
        return {
            "warnings": [*intake.warnings, *doubts],
            "dry_run": self.dry_run,
            "files": [report.as_json() for report in intake.reports],
            **(ends if self.dry_run else {}),
        }

    def _agreed(self, intake: Intake, terms: Terms) -> bool:
        """Whether to write: removing takes a yes, and so does half a file where there is somebody to ask."""
        say, asked = self.session.say, sys.stdin.isatty()
        if self.yes or not (terms.removing or (terms.doubts and asked)):
            return True
        if not terms.removing:
            return confirmed(say(library_words.CONFIRM_DOUBTFUL), say)
        from retrieval.language.numbers import spoken

        facts = {"count": len(terms.removing), "numbers": spoken(terms.removing, RUNS)}
        question = say(library_words.CONFIRM_REPLACE, id=intake.collection.id, **facts)
        if not asked:
            raise typer.BadParameter(f"{question} {say(words.NEEDS_YES)}")
        return confirmed(question, say)


def _expand(session: Session, intake: Intake) -> int:
    """Have questions written for the cases just read; of how many."""
    from bot.jobs.expanding import expand

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
        if not confirmed(say(words.CONFIRM, **facts), say):
            note(say(words.KEPT))
            return
    app.library.remove(found.id)
    print(say(words.REMOVED, **facts))
    note(say(library_words.BRING_BACK, id=found.id))


def reindex(
    ctx: typer.Context,
    full: Annotated[bool, typer.Option("--full", help=words.O_FULL.both)] = False,
    take_over: Annotated[bool, typer.Option("--take-over", help=library_words.O_TAKE_OVER.both)] = False,
) -> None:
    session = session_of(ctx)
    app = session.app
    if take_over:
        app.library.take_over()
    app.ensure_loaded()
    with app.indexing() as progress:
        embedded = app.library.rebuild(progress) if full else _mend(app.library, progress)
    print(session.say(words.REINDEXED, chunks=embedded))


def _mend(library: Library, progress: Progress) -> int:
    """Bring the index up to date; make it anew where it cannot be used or is another embedder's."""
    try:
        return library.mend(progress)
    except ForeignIndex:
        raise
    except IndexUnavailable:
        return library.rebuild(progress)
