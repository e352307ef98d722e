"""What the chats keep: answers with the messages they stand in, so that a conversation outlives a restart."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import takewhile
from typing import Any

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import ANSWERS, AUDIT, GROUPS, MESSAGES, VOTES
from data.types import Answer, CaseId, Conversation, Intent, Quote, Turn, Understood
from data.values import dataclass

TURNS = 12
"""Earlier questions that a follow-up may lean on."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held, and whose it is; topic 0 where there are none."""

    chat: int
    topic: int
    person: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A case as an answer cited it."""

    case: CaseId
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given; `parts` are its messages' HTML, `messages` their ids."""

    id: int
    place: Place
    asked: int
    question: str
    understood: Understood
    cited: tuple[Cited, ...]
    labels: dict[str, str]
    parts: tuple[str, ...]
    messages: tuple[int, ...]
    refused: bool
    meant: int = 0
    """How many of the cited cases are there by meaning only, not checked one by one."""
    near: tuple[CaseId, ...] = ()
    """Of a refusal the cases that are worth a look."""

    @property
    def opened(self) -> tuple[Cited, ...]:
        """The cases that its buttons open, in their order."""
        return self.cited or tuple(Cited(case, ()) for case in self.near)

    @property
    def turn(self) -> Turn:
        return Turn(
            self.question, self.understood, tuple(c.case for c in self.cited), self.refused, self.near
        )


@dataclass(frozen=True, slots=True)
class Usage:
    """What the bot was asked, in figures; the disliked answers newest first, as (question, reading, marks)."""

    questions: int
    people: int
    refused: int
    p50_ms: float
    p95_ms: float
    likes: int
    dislikes: int
    disliked: tuple[tuple[str, str, tuple[CaseId, ...]], ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the audit trail: when (seconds since 1970), who, where, what; the words only if so set."""

    at: float
    person: int
    chat: int
    action: str
    detail: str


class Chats:
    """Answers, votes, groups and the audit trail of one bot. Every method may raise CatalogError.

    Without a bot: of all of them, to be read.
    """

    def __init__(self, store: ChatStore, bot: int | None = None) -> None:
        self._store, self._bot = store, bot

    def keep(self, place: Place, asked: int, answer: Answer, parts: Sequence[str], again: int = 0) -> int:
        """Write an answer down, anew or over the one numbered `again`; its number."""
        values = {
            "bot": self._bot,
            **asdict(place),
            "asked": asked,
            "question": answer.question,
            "understood": json.dumps(
                {
                    **asdict(answer.understood),
                    "meant": _meant(answer),
                    "near": [[case.id.collection, case.id.number] for case in answer.near],
                },
                ensure_ascii=False,
            ),
            "cited": json.dumps(
                [
                    [
                        c.case.id.collection,
                        c.case.number,
                        [[q.field, q.start, q.end, q.text] for q in c.quotes],
                    ]
                    for c in answer.citations
                ],
                ensure_ascii=False,
            ),
            "labels": json.dumps(answer.labels, ensure_ascii=False),
            "parts": json.dumps(list(parts), ensure_ascii=False),
            "refused": answer.refused,
            "elapsed_ms": answer.elapsed_ms,
            "at": time.time(),
        }

        def work(connection: sa.Connection) -> int:
            if again:
                before = connection.scalar(sa.select(ANSWERS.c.parts).where(ANSWERS.c.id == again))
                connection.execute(sa.update(ANSWERS).where(ANSWERS.c.id == again).values(**values))
                if before != values["parts"]:
                    connection.execute(sa.delete(VOTES).where(VOTES.c.answer == again))
                return again
            done = connection.execute(sa.insert(ANSWERS).values(**values, closed=False))
            assert done.inserted_primary_key is not None
            return int(done.inserted_primary_key[0])

        return self._store.write(work)

    def sent(self, answer: int, chat: int, messages: Sequence[int]) -> None:
        """The messages that an answer stands in now."""
        rows = [
            {"bot": self._bot, "chat": chat, "message": message, "answer": answer}
            for message in dict.fromkeys(messages)
        ]
        gone = sa.delete(MESSAGES).where(MESSAGES.c.answer == answer)

        def work(connection: sa.Connection) -> None:
            connection.execute(gone)
            if rows:
                connection.execute(sa.insert(MESSAGES), rows)

        self._store.write(work)

    def answer(self, number: int) -> Kept | None:
        return self._one(ANSWERS.c.id == number)

    def answer_to(self, chat: int, asked: int) -> Kept | None:
        """The newest answer to the question in message `asked`."""
        return self._one((ANSWERS.c.chat == chat) & (ANSWERS.c.asked == asked))

    def answer_in(self, chat: int, message: int) -> Kept | None:
        """The answer that a message is part of."""
        columns = MESSAGES.c
        here = (columns.bot == self._bot) & (columns.chat == chat) & (columns.message == message)
        return self._one(ANSWERS.c.id.in_(sa.select(columns.answer).where(here)))

    def newest(self, place: Place) -> Kept | None:
        """The newest answer of a place that cites a case, since the conversation began; a case that was only opened where
        nothing else was told.
        """
        columns = ANSWERS.c
        cites = self._here(place) & columns.closed.is_(False) & (columns.cited != "[]")
        return self._one(cites & (columns.parts != "[]")) or self._one(cites)

    def open(self, kept: Kept, case: Answer) -> None:
        """A case of an answer is being read: what is asked next, 它是哪年的, is asked of that."""
        self.shut(kept)
        self.keep(kept.place, -kept.id, case, ())

    def shut(self, kept: Kept) -> None:
        """Back to the answer of which a case was being read."""
        with self._store.writing() as connection:
            opened = self._here(kept.place) & (ANSWERS.c.asked == -kept.id)
            connection.execute(sa.delete(ANSWERS).where(opened))

    def conversation(self, place: Place, before: int = 0, upto: int = 0, asked: int = 0) -> Conversation:
        """The newest turns of a place, oldest first; those before an answer, or up to it, where one is given.

        `asked`: the message that asks now. Messages of a chat are numbered as they come, so an answer with a higher
        number was not there to be read when it was written.
        """
        columns = ANSWERS.c
        where = [self._here(place)]
        where.append(columns.id <= upto if upto else columns.closed.is_(False))
        if before:
            where.append(columns.id < before)
        with self._store.reading() as connection:
            rows = connection.execute(
                sa.select(ANSWERS).where(*where).order_by(columns.id.desc()).limit(TURNS)
            ).all()
            later = self._later(connection, place.chat, [row.id for row in rows], asked)
        unseen = sum(1 for _ in takewhile(lambda row: row.id in later, rows))
        return Conversation(tuple(_kept(row, ()).turn for row in reversed(rows)), unseen=unseen)

    def _later(self, connection: sa.Connection, chat: int, answers: Sequence[int], asked: int) -> set[int]:
        """Which of `answers` came into the chat after the message `asked`; none where that is 0."""
        if not asked:
            return set()
        columns = MESSAGES.c
        here = (columns.bot == self._bot) & (columns.chat == chat) & columns.answer.in_(answers)
        first = sa.select(columns.answer).where(here).group_by(columns.answer)
        return set(connection.scalars(first.having(sa.func.min(columns.message) > asked)))

    def close(self, place: Place) -> None:
        """Begin a new conversation: what was said before is no context any more."""
        with self._store.writing() as connection:
            connection.execute(sa.update(ANSWERS).where(self._here(place)).values(closed=True))

    def vote(self, answer: int, person: int, vote: int) -> None:
        """A person's 👍 (1) or 👎 (-1); the later one counts."""
        with self._store.writing() as connection:
            where = (VOTES.c.answer == answer) & (VOTES.c.person == person)
            connection.execute(sa.delete(VOTES).where(where))
            connection.execute(
                sa.insert(VOTES).values(answer=answer, person=person, vote=vote, at=time.time())
            )

    def migrate(self, old: int, new: int) -> None:
        """A group became a supergroup: its rows go with it, but for the messages, whose numbers end with it."""

        def of(table: sa.Table, chat: int) -> sa.ColumnElement[bool]:
            here: sa.ColumnElement[bool] = table.c["id" if table is GROUPS else "chat"] == chat
            return here & (table.c.bot == self._bot)

        with self._store.writing() as connection:
            connection.execute(sa.delete(MESSAGES).where(of(MESSAGES, old)))
            for table in (ANSWERS, AUDIT):
                connection.execute(sa.update(table).where(of(table, old)).values(chat=new))
            if connection.execute(sa.select(GROUPS).where(of(GROUPS, new))).first() is None:
                connection.execute(sa.update(GROUPS).where(of(GROUPS, old)).values(id=new))
            elif connection.scalar(sa.select(GROUPS.c.allowed).where(of(GROUPS, old))):
                connection.execute(sa.update(GROUPS).where(of(GROUPS, new)).values(allowed=True))

    def note(self, person: int, chat: int, action: str, detail: str = "") -> None:
        """One line of the audit trail."""
        who = {"bot": self._bot, "person": person, "chat": chat}
        row = {"at": time.time(), **who, "action": action, "detail": detail}
        self._store.write(lambda connection: connection.execute(sa.insert(AUDIT).values(row)).rowcount)

    def trail(self, most: int) -> list[Trace]:
        """The newest lines of the audit trail, oldest first."""
        columns = AUDIT.c
        wanted = sa.select(columns.at, columns.person, columns.chat, columns.action, columns.detail)
        with self._store.reading() as connection:
            mine = wanted.where(self._mine(AUDIT)).order_by(columns.id.desc())
            rows = connection.execute(mine.limit(most)).all()
        return [Trace(*row) for row in reversed(rows)]

    def usage(self) -> Usage:
        """The figures of everything kept."""
        columns = ANSWERS.c
        with self._store.reading() as connection:
            mine = self._mine(ANSWERS)
            figures = sa.select(columns.elapsed_ms, columns.person, columns.refused)
            rows = connection.execute(figures.where(mine)).all()
            voted = sa.select(VOTES.c.vote).join(ANSWERS, VOTES.c.answer == columns.id)
            votes = list(connection.scalars(voted.where(mine)))
            disliked = connection.execute(
                sa.select(ANSWERS)
                .join(VOTES, VOTES.c.answer == columns.id)
                .where(VOTES.c.vote < 0, mine)
                .order_by(VOTES.c.at.desc())
                .limit(20)
            ).all()
        times = sorted(row.elapsed_ms for row in rows) or [0.0]
        kept = [_kept(row, ()) for row in disliked]
        return Usage(
            questions=len(rows),
            people=len({row.person for row in rows}),
            refused=sum(row.refused for row in rows),
            p50_ms=times[len(times) // 2],
            p95_ms=times[int(len(times) * 0.95)],
            likes=sum(vote > 0 for vote in votes),
            dislikes=sum(vote < 0 for vote in votes),
            disliked=tuple((k.question, k.understood.text, tuple(c.case for c in k.cited)) for k in kept),
        )

    def _mine(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return sa.true() if self._bot is None else table.c.bot == self._bot

    def _here(self, place: Place) -> sa.ColumnElement[bool]:
        columns = ANSWERS.c
        where = (columns.chat == place.chat) & (columns.topic == place.topic)
        return where & (columns.person == place.person) & (columns.bot == self._bot)

    def _one(self, where: sa.ColumnElement[bool]) -> Kept | None:
        with self._store.reading() as connection:
            query = (
                sa.select(ANSWERS).where(where, self._mine(ANSWERS)).order_by(ANSWERS.c.id.desc()).limit(1)
            )
            row = connection.execute(query).first()
            if row is None:
                return None
            messages = connection.scalars(
                sa.select(MESSAGES.c.message).where(MESSAGES.c.answer == row.id).order_by(MESSAGES.c.message)
            )
            return _kept(row, tuple(messages))


def _kept(row: sa.Row[Any], messages: tuple[int, ...]) -> Kept:
    read = json.loads(row.understood)
    return Kept(
        id=row.id,
        place=Place(row.chat, row.topic, row.person),
        asked=row.asked,
        question=row.question,
        understood=Understood(
            read["text"],
            Intent(read["intent"]),
            tuple(read["collections"]),
            tuple(read["regions"]),
            tuple(read["numbers"]),
            read.get("query", ""),
            tuple(read.get("unused", ())),
        ),
        cited=tuple(
            Cited(CaseId(collection, number), tuple(Quote(*quote) for quote in quotes))
            for collection, number, quotes in json.loads(row.cited)
        ),
        labels=json.loads(row.labels),
        parts=tuple(json.loads(row.parts)),
        messages=messages,
        refused=row.refused,
        meant=int(read.get("meant", 0)),
        near=tuple(CaseId(collection, number) for collection, number in read.get("near", ())),
    )


def _meant(answer: Answer) -> int:
    return sum(citation.tier == "meant" for citation in answer.citations)
