"""`brief`: a document out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.context import CollectionOption, note, session_of
from bot.commands.putting import may_replace
from bot.commands.reading import BY
from bot.failures import NOTHING
from bot.said import document_words as words
from bot.streams import well_formed
from bot.words import Words
from data.errors import AnwenError


def brief(
    ctx: typer.Context,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help=".docx .md .html")],
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]", help=words.A_TOPIC.both)] = None,
    cases: Annotated[str | None, typer.Option("--cases", metavar="N,N", help=words.O_CASES.both)] = None,
    collection: CollectionOption = None,
    title: Annotated[str | None, typer.Option("--title", metavar="T", help=words.O_HEADING.both)] = None,
    template: Annotated[str, typer.Option("--template", metavar="T", help=words.O_TEMPLATE.both)] = "gongwen",
    by: Annotated[str | None, typer.Option("--by", metavar="G", help=words.O_BY.both)] = None,
    force: Annotated[bool, typer.Option("--force", help=words.O_FORCE.both)] = False,
) -> None:
    from bot.jobs.briefing import NoCase, Order
    from bot.jobs.briefing import brief as make
    from bot.render.briefing.writers import check_target, write

    session = session_of(ctx)
    say = session.say
    text = well_formed(" ".join(topic or ())).strip()
    if not text and not cases:
        raise typer.BadParameter(say(words.EMPTY_TOPIC), ctx=ctx)
    if by is not None and by not in BY:
        raise typer.BadParameter(say(words.UNKNOWN_BY, known=" ".join(BY)), ctx=ctx)
    numbers = case_numbers(cases or "", say)
    check_target(output, template, say)
    if output.exists() and not force:
        force = may_replace(output, say)
    app = session.app
    app.ensure_loaded()
    order = Order(text, numbers, app.resolve(collection or ()), title and well_formed(title), by)
    try:
        made = make(app, order)
    except NoCase as refusal:
        print(refusal)
        note(say(words.NOTHING_WRITTEN))
        raise typer.Exit(NOTHING) from None
    write(made, output, template, say, force)
    note(say(words.WRITTEN, path=output, cases=len(made.used), notes=len(made.notes)))


def case_numbers(text: str, say: Words) -> tuple[int, ...]:
    """8,9,24 (also 8、9、24 and 8-10) as numbers."""
    found: list[int] = []
    for part in re.split(r"[,，、;；\s]+", text.strip()) if text.strip() else ():
        match = re.fullmatch(r"(\d{1,9})(?:[-–](\d{1,9}))?", part)
        if match is None or int(match[2] or match[1]) - int(match[1]) not in range(10_000):
            raise AnwenError(say(words.BAD_CASES, text=text))
        found += range(int(match[1]), int(match[2] or match[1]) + 1)
    return tuple(found)
