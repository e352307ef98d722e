"""`eval`: gold questions in, measures out."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot import words
from bot.commands.context import CollectionOption, JsonOption, Session, note, print_json, session_of
from bot.words import Words
from data.errors import AnwenError


def evaluate(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=words.A_GOLD.both)],
    collection: CollectionOption = None,
    of: Annotated[str | None, typer.Option("--of", metavar="C", help=words.O_OF.both)] = None,
    chart: Annotated[Path | None, typer.Option("--chart", metavar="FILE", help=words.O_CHART.both)] = None,
    *,
    misses: Annotated[bool, typer.Option("--misses", help=words.O_MISSES.both)] = False,
    as_json: JsonOption = False,
) -> None:
    from bot.jobs import evaluation
    from retrieval.measuring.goldfile import read
    from retrieval.measuring.reading_gold import is_reading

    session = session_of(ctx)
    if is_reading(file):
        _read_within(session, file, as_json=as_json)
        return
    app, say = session.app, session.say
    if chart:
        _check_chart(ctx, chart, say)
    gold = read(file)
    app.ensure_loaded()
    if of is not None:
        (numbered,) = app.resolve((of,))
        gold = tuple(replace(question, collection=question.collection or numbered) for question in gold)
    found = evaluation.evaluate(app, gold, app.resolve(collection or ()))
    if as_json:
        from bot.render.measures import evaluation_object

        print_json(evaluation_object(found, file.name, misses))
    else:
        from bot.render import measures

        session.paper.write(measures.evaluation_lines(found, say, _width()))
        if misses:
            session.paper.write((measures.NOTHING, *measures.miss_lines(found.misses, say)))
    if found.retrieval is None:
        note(say(words.NO_RANKING))
    if chart:
        from bot.render.chart import draw

        draw(found, chart, file.name)
        note(say(words.CHARTED, path=chart))
    note(say(words.EVALUATED, questions=len(gold), seconds=found.seconds))


def _read_within(session: Session, file: Path, *, as_json: bool) -> None:
    """Cases with questions of their own: how well the quotes and spans of each answer them."""
    from bot.render.reading import reading_lines, reading_object
    from retrieval.language.tokens import Tokenizer
    from retrieval.measuring.reading_gold import measure, read

    app = session.app
    app.home.prepare(app.say)
    found = measure(read(file), Tokenizer(app.home.own_cache))
    if as_json:
        print_json(reading_object(found, file.name))
    else:
        session.paper.write(reading_lines(found))


def _check_chart(ctx: typer.Context, path: Path, say: Words) -> None:
    """Whether the chart can be drawn, before all the questions are asked."""
    from bot.render.chart import SUFFIXES

    if path.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(say(words.CHART_SUFFIX, path=path), ctx=ctx)
    if not path.parent.is_dir():
        raise AnwenError(say(words.NO_FOLDER, path=path.parent))
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise AnwenError(say(words.NO_CHART)) from None


def _width() -> int:
    from bot.render.layout import MAX_WIDTH

    return min(shutil.get_terminal_size().columns, MAX_WIDTH) if sys.stdout.isatty() else MAX_WIDTH
