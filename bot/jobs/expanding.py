"""`ingest --expand`: a model writes questions that each case answers; they are vectors of it, and never shown."""

from __future__ import annotations

import time
from collections.abc import Sequence

from bot import words
from bot.app import App
from bot.console.progress import Progress
from data.errors import AnwenError, SettingError
from data.types import Case, Spent
from retrieval.wording.frames import phrase
from retrieval.writing.deadline import Late, until
from retrieval.writing.models import ModelFailed
from retrieval.writing.prompts import asking
from retrieval.writing.writer import Writer

QUESTIONS = 5
"""Questions asked for of each case."""
GIVEN = 2000
"""Code points of a case that the model is given."""
SHORTEST, LONGEST = 5, 100
"""Characters of a line that is taken for a question."""


def expand(app: App, cases: Sequence[Case]) -> int:
    """Have questions written for those of `cases` that have none, and embed them; how many cases that were.

    AnwenError where the model fails: what was written until then is kept, and the next run goes on from there.
    """
    writer = app.writer
    if writer is None:
        raise SettingError("ANWEN_LLM", "", " provider:model：问题由语言模型写（未设置）")
    known = app.ledger.questions()
    waiting = [case for case in cases if case.sha256 not in known]
    done = 0
    failure = ""
    with Progress(app.say(words.EXPANDING)) as progress:
        for case in waiting:
            progress(done, len(waiting))
            failure = _ask(app, writer, case)
            if failure:
                break
            done += 1
    with app.indexing() as progress:
        app.library.mend(progress)
    if failure:
        why = phrase(f"failed_{failure}", app.say.lang == "en")
        raise AnwenError(app.say(words.NOT_EXPANDED, why=why, done=done, left=len(waiting) - done))
    return done


def _ask(app: App, writer: Writer, case: Case) -> str:
    """Have the questions of one case written; the kind of failure, empty where there was none."""
    text = "\n".join(field.text for field in case.fields)[:GIVEN]
    end = time.monotonic() + writer.limits.timeout

    def spend(spent: Spent) -> None:
        writer.book("", writer.chat, spent)

    try:
        asked = asking(case.title, text, QUESTIONS)
        said = "".join(until(end, lambda: writer.chat.stream(asked, None, spend)))
    except Late:
        return "timeout"
    except ModelFailed as error:
        return error.kind
    lines = [line.strip(" -*·0123456789.、)）[]【】") for line in said.split("\n")]
    questions = [line for line in dict.fromkeys(lines) if SHORTEST <= len(line) <= LONGEST][:QUESTIONS]
    if not questions:
        return "output"
    app.ledger.ask(case.sha256, writer.chat.name, questions)
    return ""
