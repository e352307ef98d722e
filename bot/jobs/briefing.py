"""A topic → a briefing: the cases a list answer gives, with the words a written answer quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot import words as common
from bot.app import App
from bot.commands.reading import find_case
from bot.said import document_words as words
from data.errors import AnwenError
from data.patterns import regex
from data.types import Answer, CaseId, Quote
from data.values import dataclass
from retrieval.documents.briefs import Brief, compose
from retrieval.documents.choosing import told_as, told_of
from retrieval.documents.frames import Frame
from retrieval.documents.record import Record, Turn

_ASKS = regex(r"[?？]|哪[些个几家]|案例|which|list", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """What a briefing is to be on."""

    topic: str
    cases: tuple[int, ...] = ()
    scope: tuple[str, ...] = ()
    title: str | None = None
    by: str | None = None
    listed: Answer | None = None
    """The answer to its topic, where it is known already."""


class NoCase(AnwenError):
    """No case is on the topic: an answer, and no document."""


def brief(app: App, order: Order, today: date | None = None) -> Brief:
    """The briefing; NoCase where the answer to its topic is a refusal, UnknownCase for a number there is not."""
    records = app.records()
    scope = order.scope or tuple(c.id for c in records.collections)
    say = Frame(app.say.lang)
    if order.cases:
        chosen = [find_case(records, number, scope, app.say) for number in dict.fromkeys(order.cases)]
        quotes = _on_topic(app, order, scope) if order.topic else {}
        told = [told_of(case, quotes.get(case.id, ())) for case in chosen]
        found = Record("", "", test=say("numbers", numbers=say("comma").join(str(c.number) for c in chosen)))
        default = say("brief", topic=order.topic) if order.topic else say("brief of cases")
    else:
        listed = order.listed or listed_on(app, order.topic, scope)
        if listed.refused or not listed.citations:
            raise NoCase(listed.reason or listed.text)
        told = [told_of(c.case, c.quotes, c.tier) for c in listed.citations]
        found = Record("", "", order.topic, test=listed.basis.test, complete=listed.basis.complete)
        default = say("brief", topic=order.topic)
    record = replace(
        found,
        title=order.title or default,
        date=written_date(today or date.today(), app.say.lang),
        scope=tuple(scope),
        told=tuple(told),
        by=order.by,
        lang=app.say.lang,
    )
    return compose(record, records)


def listed_on(app: App, topic: str, scope: Sequence[str] = ()) -> Answer:
    """The answer that gives the cases on a topic."""
    return _ask(app, listing(topic), scope)


def _on_topic(app: App, order: Order, scope: Sequence[str]) -> dict[CaseId, tuple[Quote, ...]]:
    """The words on the topic in the cases that speak of it."""
    return {c.case.id: c.quotes for c in _ask(app, listing(order.topic), scope).citations}


def save(app: App, argument: str, scope: Sequence[str]) -> str:
    """Write the briefing that `TOPIC [FILE]` asks for, never over a file; what there is to say of it.

    Without a name the file is called after the topic, in the present folder.
    """
    from bot.render.briefing.writers import WRITERS, check_target, write

    topic, _, name = argument.rpartition(" ")
    if not topic.strip() or Path(name).suffix.lower() not in WRITERS:
        topic, name = argument, ""
    title = re.sub(r"[^\w-]+", "-", topic).strip("-")[:40] or "brief"
    path = Path(name or f"{title}.docx").expanduser()
    check_target(path, "gongwen", app.say)
    if path.exists():
        raise AnwenError(app.say(common.EXISTS, path=path))
    made = brief(app, Order(topic.strip(), scope=tuple(scope)))
    write(made, path, "gongwen", app.say)
    return app.say(words.WRITTEN, path=path, cases=len(made.used), notes=len(made.notes))


def save_conversation(app: App, answers: Sequence[Answer], path: Path) -> Path:
    """Write a conversation as a noted document, never over a file."""
    from bot.render.briefing.writers import check_target, write

    path = path.expanduser()
    check_target(path, "gongwen", app.say)
    if path.exists():
        raise AnwenError(app.say(common.EXISTS, path=path))
    write(compose(conversation(answers, app.say.lang), app.records()), path, "gongwen", app.say)
    return path


def conversation(answers: Sequence[Answer], lang: str) -> Record:
    """A conversation as what a document rests on: its questions, and the words that each answer quotes."""
    turns = tuple(
        Turn(
            answer.question,
            tuple(told_as(c.case, c.quotes, c.tier) for c in answer.citations),
            (answer.reason or "") if answer.citations else (answer.reason or answer.text),
        )
        for answer in answers
    )
    return Record(Frame(lang)("talk"), written_date(date.today(), lang), lang=lang, turns=turns)


def listing(topic: str) -> str:
    """The list question that a topic comes to."""
    return topic if _ASKS.search(topic) else f"哪些案例涉及{topic}？"


def written_date(day: date, lang: str) -> str:
    if lang == "en":
        return day.isoformat()
    return f"{day.year}年{day.month}月{day.day}日"


def _ask(app: App, question: str, scope: Sequence[str]) -> Answer:
    return app.answerer.plain(question, collections=tuple(scope))
