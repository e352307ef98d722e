"""A topic → a briefing: the cases a list answer gives, with the words a written answer quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import document_words as words
from bot import words as common
from bot.app import App
from bot.commands.reading import find_case
from data.errors import AnwenError
from data.patterns import regex
from data.types import Answer, Basis, BasisKind, Case, CaseId, Quote
from retrieval.briefs import Brief, compose, of_answers

_ASKS = regex(r"[?？]|哪[些个几家]|案例|which|list", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """What a briefing is to be on."""

    topic: str
    cases: tuple[int, ...] = ()
    scope: tuple[str, ...] = ()
    title: str | None = None
    by: str | None = None


class NoCase(AnwenError):
    """No case is on the topic: an answer, and no document."""


def brief(app: App, order: Order, today: date | None = None) -> Brief:
    """The briefing; NoCase where the answer to its topic is a refusal, UnknownCase for a number there is not."""
    records = app.records()
    scope = order.scope or tuple(c.id for c in records.collections)
    if order.cases:
        chosen = [find_case(records, number, scope, app.say) for number in dict.fromkeys(order.cases)]
        written = _ask(app, _by_number(order), scope)
        numbers = "、".join(str(case.number) for case in chosen)
        basis = Basis(BasisKind.LOOKUP, f"案例编号为{numbers}", True)
    else:
        listed = _ask(app, listing(order.topic), scope)
        if listed.refused or not listed.citations:
            raise NoCase(listed.reason or listed.text)
        chosen, basis = [c.case for c in listed.citations], listed.basis
        written = _ask(app, f"写一份关于{order.topic}的简报", scope)
        written = listed if written.refused else written
    default = words.TITLE if order.topic else words.TITLE_CASES
    return compose(
        title=order.title or app.say(default, topic=order.topic),
        date=chinese_date(today or date.today()),
        records=records,
        chosen=chosen,
        quotes=_quotes(chosen, written),
        basis=basis,
        scope=scope,
        by=order.by,
    )


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
    title, day = app.say(words.EXPORT_TITLE), chinese_date(date.today())
    write(of_answers(answers, title, day, app.records()), path, "gongwen", app.say)
    return path


def listing(topic: str) -> str:
    """The list question that a topic comes to."""
    return topic if _ASKS.search(topic) else f"哪些案例涉及{topic}？"


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _by_number(order: Order) -> str:
    return f"写一份关于案例{'、'.join(map(str, order.cases))}的简报"


def _ask(app: App, question: str, scope: Sequence[str]) -> Answer:
    return app.answerer.plain(question, collections=tuple(scope))


def _quotes(chosen: Sequence[Case], written: Answer) -> dict[CaseId, tuple[Quote, ...]]:
    ids = {case.id for case in chosen}
    return {c.case.id: c.quotes for c in written.citations if c.case.id in ids}
