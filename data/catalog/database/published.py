"""Who published a collection and when, beside its row and beside its earlier states: what the notice says of itself."""

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

OF_STATES = sa.MetaData()
_PAST = sa.Table(
    "state_notices",
    OF_STATES,
    sa.Column("collection", sa.String(60), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),  # of the state
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


def write(connection: sa.Connection, collection: Collection, exact: bool = False) -> bool:
    """Keep what the collection says of its notice; whether that is new.

    What it does not say is kept as it was, unless this is `exact`ly what is to be kept.
    """
    columns = _PUBLISHED.c
    stored = connection.execute(sa.select(_PUBLISHED).where(columns.collection == collection.id)).first()
    before = (stored.issued, stored.issuer) if stored else ("", "")
    issued, issuer = collection.issued, collection.issuer
    if not exact:
        issued, issuer = issued or before[0], issuer or before[1]
    if (issued, issuer) == before:
        return False
    if stored:
        connection.execute(sa.delete(_PUBLISHED).where(columns.collection == collection.id))
    connection.execute(sa.insert(_PUBLISHED).values(collection=collection.id, issued=issued, issuer=issuer))
    return True


def drop(connection: sa.Connection, collection: str) -> None:
    """Forget the notice of a collection that is taken out; its states keep it."""
    connection.execute(sa.delete(_PUBLISHED).where(_PUBLISHED.c.collection == collection))


def note(connection: sa.Connection, collection: Collection, revision: int) -> None:
    """Keep what the notice of the collection says in its state of that revision."""
    values = {"collection": collection.id, "revision": revision}
    connection.execute(sa.insert(_PAST).values(**values, issued=collection.issued, issuer=collection.issuer))


def prune(connection: sa.Connection, collection: str, oldest: int) -> None:
    """Forget the notices of states before the revision `oldest`."""
    old = (_PAST.c.collection == collection) & (_PAST.c.revision < oldest)
    connection.execute(sa.delete(_PAST).where(old))


def noted(connection: sa.Connection, collection: str | None = None) -> dict[tuple[str, int], tuple[str, str]]:
    """Collection and revision of its state → day and issuer of the notice; of states that earlier versions noted, nothing."""
    if not sa.inspect(connection).has_table(_PAST.name):
        return {}
    query = sa.select(_PAST)
    if collection is not None:
        query = query.where(_PAST.c.collection == collection)
    return {(row.collection, row.revision): (row.issued, row.issuer) for row in connection.execute(query)}
