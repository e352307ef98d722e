"""`verify`: documents and drafts checked against the catalog."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.context import JsonOption, note, print_json, session_of
from bot.failures import FAILED, NOTHING, UNHELD, explain
from bot.said import document_words as words
from data.errors import AnwenError

if TYPE_CHECKING:
    from bot.words import Words
    from retrieval.checking.citations.verifying import Report

LISTED = 20
"""Sentences without a citation that are shown: the rest is counted."""


def verify(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=words.A_DOCUMENT.both)],
    as_json: JsonOption = False,
) -> None:
    """Status 3 where a citation does not hold in any of the files, 4 where there is none to check."""
    from bot.documents.reading import check

    session = session_of(ctx)
    say, records = session.say, session.app.records()
    found: list[tuple[Path, Report]] = []
    failed = False
    for file in files:
        try:
            found.append((file, check(file, records, say, session.app.catalog.versions)))
        except (AnwenError, OSError) as error:
            if len(files) == 1:
                raise
            failed = True
            note(f"anwen: {explain(error, say.lang)}")
    if as_json:
        from bot.render.json import report_object

        shown = [{"file": str(file), **report_object(report)} for file, report in found]
        print_json(shown[0] if len(files) == 1 else shown)
    else:
        for file, report in found:
            _tell(file, report, say)
    _leave([report for _, report in found], failed)


def _leave(reports: list[Report], failed: bool) -> None:
    if any(not report.holds for report in reports):
        raise typer.Exit(UNHELD)
    if failed:
        raise typer.Exit(FAILED)
    if not any(report.cites for report in reports):
        raise typer.Exit(NOTHING)


def _tell(file: Path, report: Report, say: Words) -> None:
    if not report.cites:
        print(say(words.NO_CITATIONS, path=file))
    elif report.problems:
        print(say(words.FAILS, path=file, checked=report.checked, count=len(report.problems)))
    else:
        print(say(words.HOLDS if report.checked else words.HOLDS_UNQUOTED, path=file, checked=report.checked))
    for problem in report.problems:
        facts = (_said(problem.where, say), say(words.WHY[problem.why]), _said(problem.detail, say))
        print("  " + " · ".join(part for part in facts if part))
    for then in report.earlier:
        of = {"collection": then.case.collection, "number": then.case.number}
        note(say(words.EARLIER, **of, state=then.state, at=then.at))
    if report.unquoted:
        print(say(words.UNQUOTED, count=report.unquoted))
    if report.uncited:
        print(say(words.UNCITED, count=len(report.uncited)))
        for sentence in report.uncited[:LISTED]:
            print(f"  {sentence if len(sentence) <= 80 else sentence[:79] + '…'}")
        if len(report.uncited) > LISTED:
            print("  " + say(words.AND_MORE, count=len(report.uncited) - LISTED))


def _said(text: str, say: Words) -> str:
    """Where and what, with the checker's few own words in the language."""
    for word in (words.IN_THE_CASE, words.WAS):
        text = text.replace(f"→ {word.zh}", f"→ {say(word)}")
    return re.sub(r"^注(?=\d+$)", say(words.NOTE), text)
