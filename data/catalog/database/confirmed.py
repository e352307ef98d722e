"""Questions of which people confirmed that a case answers them: part of the catalog, and of its revision."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from data.types import Case, CaseId, Confirmed

METADATA = sa.MetaData()
_CONFIRMED = sa.Table(
    "confirmed_questions",
    METADATA,
    sa.Column("key", sa.String(64), primary_key=True),  # SHA-256 of the question
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("collection", sa.String(60), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),  # of the case as it answered
)


def hold(connection: sa.Connection, question: str, case: Case) -> bool:
    """Note that `case` answers `question`; whether that is new."""
    columns, key = _CONFIRMED.c, _key(question)
    row = {"collection": case.id.collection, "number": case.number, "sha256": case.sha256}
    stored = connection.execute(sa.select(_CONFIRMED).where(columns.key == key)).mappings().first()
    if stored and all(stored[name] == value for name, value in row.items()):
        return False
    connection.execute(sa.delete(_CONFIRMED).where(columns.key == key))
    connection.execute(sa.insert(_CONFIRMED).values(key=key, question=question, **row))
    return True


def drop(connection: sa.Connection, question: str, case: CaseId) -> bool:
    """Note it no longer; whether it was noted."""
    columns = _CONFIRMED.c
    same = (columns.collection == case.collection) & (columns.number == case.number)
    gone = sa.delete(_CONFIRMED).where((columns.key == _key(question)) & same)
    return bool(connection.execute(gone).rowcount)


def listed(connection: sa.Connection) -> tuple[Confirmed, ...]:
    """All of them, in an order of their own; none in a database of an earlier version."""
    if not sa.inspect(connection).has_table(_CONFIRMED.name):
        return ()
    columns = _CONFIRMED.c
    wanted = sa.select(columns.question, columns.collection, columns.number, columns.sha256)
    rows = connection.execute(wanted.order_by(columns.key))
    return tuple(Confirmed(row.question, CaseId(row.collection, row.number), row.sha256) for row in rows)


def _key(question: str) -> str:
    return hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()
