"""Many questions in one process: JSON Lines in, JSON Lines out, in the same order."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NoReturn

from bot import words
from bot.app import App
from bot.console.progress import Progress
from bot.render.json import answer_object, line
from bot.streams import well_formed
from data.errors import AnwenError
from data.types import Answer, Conversation
from data.values import dataclass

UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Item:
    """One line that can be asked; `echo` is the line's id, if it had one."""

    question: str
    turns: tuple[str, ...]
    echo: dict[str, object]


class BadLine(Exception):
    """A line that cannot be asked; carries the id it had, if it could be read that far."""

    def __init__(self, problem: str, id_: object = None) -> None:
        super().__init__(problem)
        self.id = id_


def run(app: App, source: BinaryIO, scope: Sequence[str], debug: bool = False) -> int:
    """Answer every line of `source` on standard output; the number of questions that could not be answered.

    A bad line is answered by an error object in its place, and is not counted as a failure of ours.
    """
    if source.isatty():
        print(app.say(words.READING_STDIN), file=sys.stderr)
    app.ensure_loaded()
    started = time.monotonic()
    total = _count(source)
    done = bad = failed = 0
    with Progress(app.say(words.BATCHING)) as progress:
        for raw in _lines(source):
            try:
                item = parse(raw, app.say)
                result = answer_object(_answer(app, item, scope), item.echo)
            except BadLine as problem:
                bad += 1
                result = {"id": problem.id, "error": str(problem)}
            except Exception as error:  # one question's failure is its own line's, and the exit status's
                failed += 1
                result = {"id": item.echo.get("id"), "error": _describe(error, debug)}
            sys.stdout.write(line(result) + "\n")
            sys.stdout.flush()
            done += 1
            progress(done, max(total, done))
    seconds = time.monotonic() - started
    print(app.say(words.BATCHED, done=done, bad=bad + failed, seconds=seconds), file=sys.stderr)
    return failed


def parse(raw: bytes, say: words.Words) -> Item:
    """One line as a question; BadLine says what is wrong with it."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadLine(say(words.BAD_LINE, problem=error)) from None
    if not isinstance(value, dict):
        raise BadLine(say(words.BAD_LINE, problem=type(value).__name__))
    echo = {"id": value["id"]} if "id" in value else {}
    question, turns = value.get("question"), value.get("turns") or []
    if not isinstance(question, str):
        raise BadLine(say(words.NO_QUESTION), value.get("id"))
    if not question.strip():
        raise BadLine(say(words.EMPTY_QUESTION), value.get("id"))
    if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BadLine(say(words.BAD_TURNS), value.get("id"))
    return Item(well_formed(question), tuple(well_formed(turn) for turn in turns), echo)


def _answer(app: App, item: Item, scope: Sequence[str]) -> Answer:
    conversation = Conversation()
    for turn in item.turns:
        if turn.strip():
            conversation = conversation.then(app.answerer.answer(turn, conversation, scope))
    return app.answerer.answer(item.question, conversation, scope)


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines that hold anything, one by one as they arrive."""
    first = True
    while raw := source.readline():
        raw = raw.removeprefix(UTF8_BOM) if first else raw
        first = False
        if raw.strip():
            yield raw


def _count(source: BinaryIO) -> int:
    """How many lines a file has; 0 for a stream, which has to be taken as it comes."""
    if not source.seekable():
        return 0
    start = source.tell()
    total = sum(1 for raw in source if raw.strip())
    source.seek(start)
    return total


def _describe(error: Exception, debug: bool) -> str:
    if debug:
        traceback.print_exception(error)
    if isinstance(error, AnwenError):
        return str(error)
    return words.UNEXPECTED.zh.format(problem=f"{type(error).__name__}: {error}")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
