"""The writers' fence: who may write is numbered, and whoever was passed meanwhile makes nothing visible any more.

A lock that a database session holds ends with the session, unknown to its holder; the number in the database tells.
After Martin Kleppmann, How to do distributed locking (2016).
"""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData()
_FENCE = sa.Table(
    "writers_fence",
    METADATA,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, nullable=False),
)


def pass_on(connection: sa.Connection) -> int:
    """The number of a new writer: every earlier one is passed."""
    now = number(connection)
    if now:
        connection.execute(sa.update(_FENCE).values(number=now + 1))
    else:
        connection.execute(sa.insert(_FENCE).values(id=1, number=1))
    return now + 1


def number(connection: sa.Connection) -> int:
    """The number of the latest writer; 0 where there was none yet."""
    return int(connection.scalar(sa.select(_FENCE.c.number)) or 0)
