"""The index of words kept in step with the cases, in whichever database can keep one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from types import ModuleType

import sqlalchemy as sa

from data.catalog.search import fts, gin
from data.catalog.search.words import key, told
from data.cutting import Cutter, cutter
from data.types import Case

ENGINES: dict[str, ModuleType] = {"sqlite": fts, "postgresql": gin}
"""By the dialect of the database; of any other the texts are read."""
_LAST = 2**63 - 1
AT_ONCE = 1_000
"""Cases that are cut and put in together."""
_CUTTERS = sa.Table(
    "word_cutter",
    sa.MetaData(),
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(20), nullable=False),
)
"""Which cutter cut the words: all were cut by one, and so are those of a question."""

Placed = tuple[int, Case]
"""The position of a case's collection, and the case."""


def make(connection: sa.Connection, placed: Iterable[Placed]) -> None:
    """Make the index, of all the cases there are."""
    engine = ENGINES.get(connection.dialect.name)
    if engine is not None:
        _CUTTERS.create(connection)
        engine.make(connection)
        _fill(connection, cutter(), placed)


def anew(connection: sa.Connection, placed: Iterable[Placed], by: Cutter | None = None) -> None:
    """Take out every case and take in those there are."""
    if engine := ENGINES.get(connection.dialect.name):
        engine.leave(connection, 0, _LAST)
        _fill(connection, by or cutter(), placed)


def enter(connection: sa.Connection, placed: Sequence[Placed], every: Iterable[Placed]) -> None:
    """Take in cases that are new; `every`: all there are now, where the index is to be cut anew."""
    if placed and connection.dialect.name in ENGINES:
        noted = connection.scalar(sa.select(_CUTTERS.c.name))
        here = cutter(None, noted)
        if here.name == noted:
            _put(connection, here, placed)
        else:  # cut on another machine by what this one has not: from now on by what every machine has
            anew(connection, every, here)


def leave(connection: sa.Connection, position: int, numbers: Sequence[int] | None = None) -> None:
    """Take out the cases of those numbers, or all, of the collection at `position`."""
    engine = ENGINES.get(connection.dialect.name)
    if engine is None:
        return
    for number in numbers or ():
        engine.leave(connection, key(position, number), key(position, number))
    if numbers is None:
        engine.leave(connection, key(position, 0), key(position + 1, 0) - 1)


def _fill(connection: sa.Connection, by: Cutter, placed: Iterable[Placed]) -> None:
    connection.execute(sa.delete(_CUTTERS))
    connection.execute(sa.insert(_CUTTERS).values(id=1, name=by.name))
    _put(connection, by, placed)


def _put(connection: sa.Connection, by: Cutter, placed: Iterable[Placed]) -> None:
    waiting = iter(placed)
    while some := list(islice(waiting, AT_ONCE)):
        ENGINES[connection.dialect.name].enter(connection, _rows(by, some))


def _rows(by: Cutter, placed: Iterable[Placed]) -> Iterator[tuple[int, str, list[str]]]:
    for position, case in placed:
        text = told(case)
        yield key(position, case.number), text, by.search_words(text)
