"""`ask`, `batch`, `chat`: questions in, answers out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import words
from bot.commands.context import CollectionOption, JsonOption, note, print_json, session_of
from bot.streams import well_formed
from data.types import Answer, Conversation

if TYPE_CHECKING:
    from bot.app import App

UNFOLD = "展开"


def ask(  # noqa: PLR0917 - the options of one command
    ctx: typer.Context,
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help=words.O_QUESTION.both)],
    as_json: JsonOption = False,
    collection: CollectionOption = None,
    usage: Annotated[bool, typer.Option("--usage", help=words.O_USAGE.both)] = False,
    full: Annotated[bool, typer.Option("--full", help=words.O_WHOLE.both)] = False,
    explain: Annotated[bool, typer.Option("--explain", help=words.O_EXPLAIN.both)] = False,
) -> None:
    session = session_of(ctx)
    text = sys.stdin.read().strip() if question == ["-"] else " ".join(question)
    if not text.strip():
        raise typer.BadParameter(session.say(words.EMPTY_QUESTION), ctx=ctx)
    app = session.app
    app.ensure_loaded()
    scope = app.resolve(collection or ())
    question_asked = well_formed(text)
    if as_json:
        from bot.render.json import answer_object

        answer = app.answerer.answer(question_asked, collections=scope)
        answer = _unfolded(app, answer, scope) if full else answer
        print_json(answer_object(answer))
    else:
        from bot.console.unfolding import Unfolding

        unfolding = Unfolding(app.say)
        show = None if full else unfolding.show_now
        answer = app.answerer.answer(question_asked, collections=scope, show=show)
        answer = _unfolded(app, answer, scope) if full else answer
        session.paper.write(unfolding.lines(answer))
    _log(answer)
    if explain:
        for told in app.answerer.explain(question_asked, collections=scope).lines():
            note(told)
    if usage:
        from bot.render.bills import spent_line

        note(spent_line(answer, app.settings.llm, app.say))


def _log(answer: Answer) -> None:
    """What was made of the question, never the question."""
    if "bot.running.logfile" in sys.modules:
        from bot.running import logfile

        cited, intent = len(answer.citations), answer.understood.intent.value
        logfile.note(
            "answer", intent=intent, refused=answer.refused, cited=cited, ms=round(answer.elapsed_ms)
        )


def _unfolded(app: App, answer: Answer, scope: Sequence[str]) -> Answer:
    """The same cases with more of their words, as who answers 展开 gets them."""
    return app.answerer.answer(UNFOLD, Conversation().then(answer), scope)


def batch(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help=words.A_BATCH.both)] = "-",
    collection: CollectionOption = None,
) -> None:
    from bot.jobs.batch import run

    session = session_of(ctx)
    app = session.app
    if file == "-":
        failed = run(app, sys.stdin.buffer, app.resolve(collection or ()), session.debug)
    else:
        with Path(file).open("rb") as source:
            failed = run(app, source, app.resolve(collection or ()), session.debug)
    if failed:
        raise typer.Exit(1)


def chat(ctx: typer.Context, collection: CollectionOption = None) -> None:
    from bot.console.chat import Console

    session = session_of(ctx)
    app = session.app
    app.ensure_loaded()
    Console(app, session.paper, app.resolve(collection or ())).run()
