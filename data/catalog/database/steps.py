"""How a database moves forward: numbered steps, each made once and noted, so that a home of any version opens.

As in simonw/llm's migrations. A step is never changed once it was released; what comes later is a further step, which
finds either tables as an earlier version left them, or those of this one, and leads to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from data.catalog.files import sqlite_file
from data.values import dataclass

_METADATA = sa.MetaData()
_STEPS = sa.Table(
    "schema_steps",
    _METADATA,
    sa.Column("area", sa.String(20), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("at", sa.String(20), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the tables, by what it is called; its number is its place in the list."""

    name: str
    make: Callable[[sa.Connection], None]


def forward(connection: sa.Connection, area: str, steps: Sequence[Step], place: str) -> None:
    """Make the steps of `area` that the database has not, in the transaction; CatalogError where it has later ones.

    For the one writer there is; looking takes two statements.
    """
    _METADATA.create_all(connection)
    columns = _STEPS.c
    made = set(connection.scalars(sa.select(columns.number).where(columns.area == area)))
    if made and max(made) > len(steps):
        raise sqlite_file.other_version(place)
    for number, step in enumerate(steps, 1):
        if number not in made:
            step.make(connection)
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            connection.execute(sa.insert(_STEPS).values(area=area, number=number, name=step.name, at=at))
