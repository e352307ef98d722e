"""All that a database of the program keeps, in one SQLite file and back: from and to whichever database there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from data.catalog.database import fence, ledger, schema, steps
from data.catalog.database.store import Store
from data.catalog.files import sqlite_file
from data.chats import tables as chats

AT_ONCE = 1_000
"""Rows that are copied together."""
PATIENCE = 30.0
"""Seconds to wait for who is writing."""
_OWN = ("schema_steps", *fence.METADATA.tables)
"""Tables that are of a database and not of what it keeps."""
_WORDS = ("case_words", "word_", "pair_")
"""How the names of the index of words begin, which is made anew."""


def save(url: str, file: Path) -> None:
    """Write what the database keeps into `file`, which is not there yet, at one state. CatalogError, OSError."""
    if source := sqlite_file.file_of(url):
        _pages(source, file)
    else:
        _rows(Store(url, PATIENCE), Store(f"{sqlite_file.SCHEME}{file}", PATIENCE))


def restore(file: Path, url: str) -> None:
    """Have the database keep what `file` does, and nothing else, at one stroke. CatalogError: nothing has changed."""
    if target := sqlite_file.file_of(url):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _pages(file, target)
    else:
        source = Store(f"{sqlite_file.SCHEME}{file}", PATIENCE)
        with source.writing():
            pass  # moved forward: a file of an earlier version has other columns
        _rows(source, Store(url, PATIENCE))


def _pages(source: Path, target: Path) -> None:
    with _told(source), closing(sqlite_file.connect(source, PATIENCE)) as old:
        if old.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite_file.explain("malformed", str(source))
        with _told(target), closing(sqlite_file.connect(target, PATIENCE, create=True)) as new:
            old.backup(new)


def _rows(source: Store, target: Store) -> None:
    with source.reading() as old, target.writing() as new:
        steps.forward(new, "ledger", ledger.STEPS, target.place)
        steps.forward(new, "chats", chats.STEPS, target.place)
        held, wanted = _tables(old), _tables(new)
        for table in reversed(wanted.sorted_tables):
            new.execute(sa.delete(table))
        for table in wanted.sorted_tables:
            if table.name in held.tables:
                _copy(old, held.tables[table.name], new, table)
        schema.words_anew(new)


def _tables(connection: sa.Connection) -> sa.MetaData:
    """The tables of what is kept."""
    found = sa.MetaData()
    names = sa.inspect(connection).get_table_names()
    kept = [name for name in names if name not in _OWN and not name.startswith((*_WORDS, "sqlite_"))]
    found.reflect(connection, only=kept)
    return found


def _copy(old: sa.Connection, held: sa.Table, new: sa.Connection, wanted: sa.Table) -> None:
    names = [column.name for column in wanted.columns if column.name in held.columns]
    rows = old.execution_options(yield_per=AT_ONCE).execute(sa.select(*(held.c[name] for name in names)))
    for some in rows.mappings().partitions(AT_ONCE):
        new.execute(sa.insert(wanted), [dict(row) for row in some])
    numbered = "id" in wanted.columns and isinstance(wanted.c.id.type, sa.Integer)
    if numbered and new.dialect.name == "postgresql":
        on = "SELECT setval(pg_get_serial_sequence('{0}', 'id')::regclass, max(id)) FROM {0}"
        new.exec_driver_sql(on.format(wanted.name))


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise sqlite_file.explain(str(error), str(place)) from error
