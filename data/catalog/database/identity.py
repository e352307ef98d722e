"""Who a catalog is: drawn at random when it is made, kept by every copy of it, and by whatever is derived from it."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

TABLE = "catalog_identity"
METADATA = sa.MetaData()
_IDENTITY = sa.Table(
    TABLE,
    METADATA,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    sa.Column("identity", sa.String(32), nullable=False),
)


def make(connection: sa.Connection) -> None:
    """Make the table, and draw the identity."""
    METADATA.create_all(connection)
    if not read(connection):
        connection.execute(sa.insert(_IDENTITY).values(id=1, identity=secrets.token_hex(8)))


def read(connection: sa.Connection) -> str:
    """The identity; empty where an earlier version made the catalog and nothing was written since."""
    if not sa.inspect(connection).has_table(TABLE):
        return ""
    return str(connection.scalar(sa.select(_IDENTITY.c.identity)) or "")
