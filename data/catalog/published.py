"""Who published a collection and when, beside its row: what the notice says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from data.types import Collection

METADATA = sa.MetaData()
_PUBLISHED = sa.Table(
    "collection_notices",
    METADATA,
    sa.Column("collection", sa.String(60), primary_key=True),
    sa.Column("issued", sa.String(10), nullable=False),
    sa.Column("issuer", sa.Text, nullable=False),
)


def added(connection: sa.Connection, collections: Iterable[Collection]) -> tuple[Collection, ...]:
    """The collections with what is known of their notices; as they are in a home that an earlier version made."""
    if not sa.inspect(connection).has_table(_PUBLISHED.name):
        return tuple(collections)
    known = {row.collection: row for row in connection.execute(sa.select(_PUBLISHED))}
    return tuple(
        replace(one, issued=row.issued, issuer=row.issuer) if (row := known.get(one.id)) else one
        for one in collections
    )


def write(connection: sa.Connection, collection: Collection) -> bool:
    """Keep what the collection says of its notice; whether that is new. What it does not say is kept as it was."""
    columns = _PUBLISHED.c
    stored = connection.execute(sa.select(_PUBLISHED).where(columns.collection == collection.id)).first()
    before = (stored.issued, stored.issuer) if stored else ("", "")
    issued, issuer = collection.issued or before[0], collection.issuer or before[1]
    if (issued, issuer) == before:
        return False
    if stored:
        connection.execute(sa.delete(_PUBLISHED).where(columns.collection == collection.id))
    connection.execute(sa.insert(_PUBLISHED).values(collection=collection.id, issued=issued, issuer=issuer))
    return True
