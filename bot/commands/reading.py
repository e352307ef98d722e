"""`cases`, `case`, `collections`: what the catalog holds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot import words
from bot.commands.context import CollectionOption, JsonOption, Session, note, print_json, session_of
from bot.commands.putting import OutputOption, may_replace, write_sheet
from bot.said import document_words
from bot.words import Words
from data.errors import AmbiguousCase, UnknownCase
from data.types import Case, CaseId, Records

RUNS = 8
"""Runs of case numbers that are told of all there are."""

BY = ("region", "organisation", "theme")


def cases(
    ctx: typer.Context,
    *,
    collection: CollectionOption = None,
    as_json: JsonOption = False,
    by: Annotated[str | None, typer.Option("--by", metavar="G", help=document_words.O_BY.both)] = None,
    output: OutputOption = None,
    force: Annotated[bool, typer.Option("--force", help=document_words.O_FORCE.both)] = False,
) -> None:
    session = session_of(ctx)
    if by is not None and by not in BY:
        raise typer.BadParameter(session.say(document_words.UNKNOWN_BY, known=" ".join(BY)), ctx=ctx)
    records = session.app.records()
    scope = session.app.resolve(collection or ()) or tuple(c.id for c in records.collections)
    chosen = [case for case in records.cases if case.id.collection in scope]
    if output is not None:
        _written(session, chosen, by, output, force)
        return
    if as_json and by is None:
        print_json([case.as_json() for case in chosen])
        return
    if not chosen:
        note(session.say(words.NO_CASES))
    if by is not None:
        _grouped(session, chosen, by, as_json)
        return
    from bot.render.terminal import cases_lines

    held = [c for c in records.collections if c.id in scope]
    session.paper.write(cases_lines(chosen, held))


def _written(session: Session, chosen: Sequence[Case], by: str | None, output: Path, force: bool) -> None:
    """The cases as `export` writes them, under their groups where these were asked for."""
    from bot.render.sheets.rows import Told
    from bot.render.sheets.writers import check_target
    from retrieval.cases.grouping import grouped

    check_target(output, session.say)
    force = force or (output.exists() and may_replace(output, session.say))
    groups = grouped(chosen, by) if by else {None: chosen}
    told = [Told(case, group=name) for name, members in groups.items() for case in members]
    write_sheet(session, told, output, force)


def _grouped(session: Session, chosen: Sequence[Case], by: str, as_json: bool) -> None:
    from bot.render.bars import bar_lines
    from retrieval.cases.grouping import grouped

    groups = grouped(chosen, by)
    if as_json:
        print_json(
            [
                {
                    "group": name,
                    "count": len(members),
                    "cases": [{"collection": c.id.collection, "number": c.number} for c in members],
                }
                for name, members in groups.items()
            ]
        )
        return
    session.paper.write(bar_lines(groups, len({c.id.collection for c in chosen}) > 1))


def case(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="N", help=words.A_NUMBER.both)],
    collection: CollectionOption = None,
    as_json: JsonOption = False,
    html: Annotated[bool, typer.Option("--html", help=document_words.O_HTML.both)] = False,
) -> None:
    session = session_of(ctx)
    wanted = case_number(number)
    if wanted is None:
        raise typer.BadParameter(session.say(words.NO_NUMBER, text=number), ctx=ctx)
    records = session.app.records()
    found = find_case(records, wanted, session.app.resolve(collection or ()), session.say)
    if as_json:
        print_json(found.as_json())
        return
    home = next(c for c in records.collections if c.id == found.id.collection)
    if html:
        from bot.render.briefing.page import case_page

        sys.stdout.write(case_page(found, home))
        return
    from bot.render.terminal import case_lines

    session.paper.write(case_lines(found, home, session.say))


def case_number(text: str) -> int | None:
    """The number a person gives for a case (8, 案例8, 第８号); None where it is no number."""
    digits = re.fullmatch(r"(?:案例|第)?\s*(\d{1,9})\s*[号个]?(?:案例)?", text.strip())
    return int(digits[1]) if digits else None


def find_case(records: Records, number: int, scope: Iterable[str], say: Words) -> Case:
    """The case of that number; UnknownCase, or AmbiguousCase, which names the collections to choose from."""
    scope = tuple(scope) or tuple(c.id for c in records.collections)
    found = [case for id_ in dict.fromkeys(scope) if (case := records.case(CaseId(id_, number)))]
    if not found:
        members = [case.number for case in records.cases if case.id.collection in scope]
        from retrieval.language.numbers import spoken

        known = say(words.NO_SUCH_CASE, ranges=spoken(members, RUNS))
        raise UnknownCase(number, known if members else say(words.NO_CASES))
    if len(found) > 1:
        names = "、".join(case.id.collection for case in found)
        raise AmbiguousCase(say(words.AMBIGUOUS, number=number, count=len(found), names=names))
    return found[0]


def collections(ctx: typer.Context, as_json: JsonOption = False) -> None:
    session = session_of(ctx)
    records = session.app.records()
    if as_json:
        from bot.render.json import collection_objects

        print_json(collection_objects(records))
        return
    if not records.collections:
        note(session.say(words.NO_CASES))
    from bot.render.terminal import collections_lines

    session.paper.write(collections_lines(records, session.say))
