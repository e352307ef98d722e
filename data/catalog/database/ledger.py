"""What models were paid and what they wrote before: beside the catalog in its database, no part of its revision."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence

import sqlalchemy as sa

from data.catalog.database.steps import Step, forward
from data.catalog.database.store import Store
from data.types import Spent
from data.values import dataclass

TABLES = sa.MetaData()
USAGE = sa.Table(
    "llm_usage",
    TABLES,
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("person", sa.String(40), primary_key=True),  # empty where it is not known who asked
    sa.Column("model", sa.String(120), primary_key=True),
    sa.Column("calls", sa.Integer, nullable=False),
    sa.Column("tokens_in", sa.BigInteger, nullable=False),
    sa.Column("tokens_out", sa.BigInteger, nullable=False),
    sa.Column("cost", sa.Float, nullable=True),
)
ANSWERS = sa.Table(
    "llm_answers",
    TABLES,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON
    sa.Column("at", sa.Float, nullable=False),
)
QUESTIONS = sa.Table(
    "llm_questions",
    TABLES,
    sa.Column("sha256", sa.String(64), primary_key=True),  # of the case that answers them
    sa.Column("model", sa.String(120), nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON [question…]
)
STEPS = (Step("usage, written answers and questions", TABLES.create_all),)
KEPT = 5000
"""Written answers that are kept, the newest; those of an earlier revision are dropped."""
PATIENCE = 2.0
"""Seconds to wait for another writer: an answer does not wait longer for its bill."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What one model cost on all days together."""

    model: str
    spent: Spent


class Ledger:
    """Usage and written answers. Every method may raise CatalogError; threads and processes may share it."""

    def __init__(self, url: str) -> None:
        self._store = Store(url, PATIENCE)
        self._made = False

    def spend(self, day: str, person: str, model: str, spent: Spent) -> None:
        """Add to the day's bill."""
        columns = USAGE.c
        where = (columns.day == day) & (columns.person == person) & (columns.model == model)
        with self._store.writing() as connection:
            self._make(connection)
            row = connection.execute(sa.select(USAGE).where(where)).first()
            if row is None:
                connection.execute(
                    sa.insert(USAGE).values(
                        day=day,
                        person=person,
                        model=model,
                        calls=spent.calls,
                        tokens_in=spent.tokens_in,
                        tokens_out=spent.tokens_out,
                        cost=spent.cost,
                    )
                )
                return
            total = Spent(row.calls, row.tokens_in, row.tokens_out, row.cost).and_(spent)
            connection.execute(
                sa.update(USAGE)
                .where(where)
                .values(
                    calls=total.calls, tokens_in=total.tokens_in, tokens_out=total.tokens_out, cost=total.cost
                )
            )

    def tokens(self, day: str, person: str) -> tuple[int, int]:
        """The tokens of the day, read and written: of all people, and of this one."""
        with self._store.reading() as connection:
            if not self._there(connection):
                return 0, 0
            rows = connection.execute(sa.select(USAGE).where(USAGE.c.day == day)).all()
        used = [(row.person, row.tokens_in + row.tokens_out) for row in rows]
        return sum(count for _, count in used), sum(count for who, count in used if who == person)

    def bills(self, day: str | None = None) -> list[Bill]:
        """What each model cost, on `day` or on all days."""
        with self._store.reading() as connection:
            if not self._there(connection):
                return []
            query = sa.select(USAGE).order_by(USAGE.c.model)
            rows = connection.execute(query if day is None else query.where(USAGE.c.day == day)).all()
        bills: dict[str, Spent] = {}
        for row in rows:
            spent = Spent(row.calls, row.tokens_in, row.tokens_out, row.cost)
            bills[row.model] = bills.get(row.model, Spent()).and_(spent)
        return [Bill(model, spent) for model, spent in bills.items()]

    def kept(self, key: str) -> str | None:
        """What was kept under `key`."""
        with self._store.reading() as connection:
            if not self._there(connection):
                return None
            found = connection.scalar(sa.select(ANSWERS.c.body).where(ANSWERS.c.key == key))
        return None if found is None else str(found)

    def keep(self, key: str, revision: int, body: str) -> None:
        """Keep `body` under `key`; what is of another revision, or too old, goes."""
        columns = ANSWERS.c
        with self._store.writing() as connection:
            self._make(connection)
            connection.execute(
                sa.delete(ANSWERS).where((columns.key == key) | (columns.revision != revision))
            )
            connection.execute(
                sa.insert(ANSWERS).values(key=key, revision=revision, body=body, at=time.time())
            )
            newest = sa.select(columns.key).order_by(columns.at.desc()).limit(KEPT)
            connection.execute(sa.delete(ANSWERS).where(columns.key.not_in(newest)))

    def questions(self) -> dict[str, tuple[str, ...]]:
        """The questions that models wrote, by the digest of the case that answers them."""
        with self._store.reading() as connection:
            if not self._there(connection):
                return {}
            rows = connection.execute(sa.select(QUESTIONS.c.sha256, QUESTIONS.c.body)).all()
        return {row.sha256: tuple(json.loads(row.body)) for row in rows}

    def ask(self, sha256: str, model: str, questions: Sequence[str]) -> None:
        """Keep the questions of a case, in the place of earlier ones."""
        body = json.dumps(list(questions), ensure_ascii=False)
        with self._store.writing() as connection:
            self._make(connection)
            connection.execute(sa.delete(QUESTIONS).where(QUESTIONS.c.sha256 == sha256))
            connection.execute(sa.insert(QUESTIONS).values(sha256=sha256, model=model, body=body))

    def _make(self, connection: sa.Connection) -> None:
        if not self._made:
            forward(connection, "ledger", STEPS, self._store.place)
            self._made = True

    def _there(self, connection: sa.Connection) -> bool:
        if not self._made:
            self._made = sa.inspect(connection).has_table(QUESTIONS.name)
        return self._made
