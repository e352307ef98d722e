"""The catalog's tables, and the statements that read and change them.

Every function takes a connection with an open transaction and commits nothing itself.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from data.catalog.database import published
from data.catalog.difference import Changes
from data.catalog.difference import difference as of_known
from data.catalog.files import sqlite_file
from data.catalog.files.snapshot import State
from data.catalog.search import kept_words
from data.errors import CatalogError, UnknownCollection
from data.types import Case, CaseId, Collection, Field, Records

MANY = 500
"""New cases from which on all are read: one by one, each takes a statement."""
METADATA = sa.MetaData()
_CATALOG = sa.Table(
    "catalog",
    METADATA,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    sa.Column("layout", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("updated", sa.String(20), nullable=False),
    sa.Column("stamp", sa.String(32), nullable=False),
)
_COLLECTIONS = sa.Table(
    "collections",
    METADATA,
    sa.Column("id", sa.String(60), primary_key=True),
    sa.Column("position", sa.Integer, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("source_sha256", sa.String(64), nullable=False),
)
_ROW = [_COLLECTIONS.c[name] for name in ("id", "title", "label", "source", "source_sha256")]
"""The columns of a Collection, in its order."""
_CASES = sa.Table(
    "cases",
    METADATA,
    sa.Column("collection", sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("fields", sa.Text, nullable=False),  # JSON [[name, text], …], true last where recognised
    sa.Column("sha256", sa.String(64), nullable=False),
)


def state(connection: sa.Connection, place: str) -> State:
    """The state of the catalog; `State()` where there is none yet."""
    if not sa.inspect(connection).has_table(_CATALOG.name):
        return State()
    columns = _CATALOG.c
    row = connection.execute(
        sa.select(columns.layout, columns.revision, columns.updated, columns.stamp)
    ).first()
    return sqlite_file.state_of(tuple(row) if row else None, place)


def records(connection: sa.Connection, at: State, place: str, known: Sequence[Case] = ()) -> Records:
    """Everything the catalog holds in the state `at`; CatalogError where a case is not what was written.

    `known`: cases of an earlier state; those that are stored still are taken from it and not read.
    """
    if not at.stamp:
        return Records(at.revision, at.updated, (), (), at.stamp)
    columns = _CASES.c
    in_order = sa.select(_CASES).join(_COLLECTIONS).order_by(_COLLECTIONS.c.position, columns.number)
    digests = in_order.with_only_columns(columns.collection, columns.number, columns.sha256)
    held = {(case.id, case.sha256): case for case in known}
    found: dict[CaseId, Case | None] = {}
    for name, number, digest in connection.execute(digests) if known else ():
        found[CaseId(name, number)] = held.get((CaseId(name, number), digest))
    unread = [id_ for id_, case in found.items() if case is None]
    if not known or len(unread) > MANY:
        found = {case.id: case for case in (_case(row, place) for row in connection.execute(in_order))}
        unread = []
    for id_ in unread:
        one = sa.select(_CASES).where(columns.collection == id_.collection, columns.number == id_.number)
        found[id_] = _case(connection.execute(one).one(), place)
    return Records(
        at.revision,
        at.updated,
        collections(connection),
        tuple(case for case in found.values() if case),
        at.stamp,
    )


def in_order(connection: sa.Connection, place: str, more_than: int) -> Iterator[Case] | None:
    """All cases in the catalog's order, read as they are asked for; None where there are no `more_than` that."""
    if (connection.scalar(sa.select(sa.func.count()).select_from(_CASES)) or 0) <= more_than:
        return None
    columns = _CASES.c
    every = sa.select(_CASES).join(_COLLECTIONS).order_by(_COLLECTIONS.c.position, columns.number)
    rows = connection.execute(every.execution_options(yield_per=MANY))
    return (_case(row, place) for row in rows)


def collections(connection: sa.Connection) -> tuple[Collection, ...]:
    """The collections, in order of arrival."""
    rows = connection.execute(sa.select(*_ROW).order_by(_COLLECTIONS.c.position))
    return published.added(connection, [Collection(*row) for row in rows])


def collection(connection: sa.Connection, id_: str) -> Collection:
    """The collection as it is stored."""
    row = connection.execute(sa.select(*_ROW).where(_COLLECTIONS.c.id == id_)).one()
    return published.added(connection, [Collection(*row)])[0]


def find_collection(connection: sa.Connection, id_: str) -> Collection | None:
    """The collection as it is stored; None where there is none."""
    row = connection.execute(sa.select(*_ROW).where(_COLLECTIONS.c.id == id_)).first()
    return published.added(connection, [Collection(*row)])[0] if row else None


def cases(
    connection: sa.Connection, collection: str, place: str, numbers: Some[int] | None = None
) -> tuple[Case, ...]:
    """The cases of a collection, or those of some `numbers`, in order; CatalogError where one is not what was written."""
    return tuple(_case(row, place) for row in _rows(connection, collection, _CASES.c, numbers))


def collection_ids(connection: sa.Connection) -> tuple[str, ...]:
    """The ids of all collections, in order of arrival."""
    return tuple(connection.scalars(sa.select(_COLLECTIONS.c.id).order_by(_COLLECTIONS.c.position)))


def numbers(connection: sa.Connection, collection: str) -> Sequence[int]:
    """The numbers of the cases of a collection, in order; which their index tells alone."""
    query = sa.select(_CASES.c.number).where(_CASES.c.collection == collection)
    return connection.scalars(query.order_by(_CASES.c.number)).all()


def count(connection: sa.Connection, collection: str) -> int:
    """How many cases a collection has."""
    query = sa.select(sa.func.count()).select_from(_CASES).where(_CASES.c.collection == collection)
    return connection.scalar(query) or 0


def digests(connection: sa.Connection, collection: str, numbers: Some[int] | None = None) -> dict[int, str]:
    """Number → SHA-256 of the cases of a collection, or of those of some numbers."""
    columns = _CASES.c
    found = _rows(connection, collection, (columns.number, columns.sha256), numbers)
    return {row.number: row.sha256 for row in found}


def difference(
    connection: sa.Connection,
    collection: str,
    wanted: Mapping[int, Case],
    gone: Set[int] | None,
    held: int | None = None,
) -> Changes:
    """What `wanted`, and taking out `gone` (None: all others), does to the collection, by digests.

    `held`: how many cases it has, where that is known; to count a million takes 33 ms.
    """
    known = digests(connection, collection, None if gone is None else gone | wanted.keys())
    if gone is None:
        held = len(known)
    elif held is None:
        held = count(connection, collection)
    return of_known(collection, held, known, wanted, gone)


def replaced_cases(
    connection: sa.Connection, collection: str, numbers: Some[int] | None = None
) -> tuple[Case, ...]:
    """The cases of the collection, or of those numbers, that are about to go; without any that is damaged."""
    found = []
    for row in _rows(connection, collection, _CASES.c, numbers):
        with suppress(CatalogError):
            found.append(_case(row, ""))
    return tuple(found)


def _rows(
    connection: sa.Connection, collection: str, columns: Iterable[Any], numbers: Some[int] | None
) -> Iterator[sa.Row[Any]]:
    """Of the cases of a collection, or of some of its numbers, those columns, in order."""
    query = sa.select(*columns).where(_CASES.c.collection == collection).order_by(_CASES.c.number)
    wanted = None if numbers is None else frozenset(numbers)
    if wanted is not None and len(wanted) <= MANY:
        query = query.where(_CASES.c.number.in_(wanted))
    return (row for row in connection.execute(query) if wanted is None or row.number in wanted)


def write_collection(connection: sa.Connection, collection: Collection, exact: bool = False) -> bool:
    """Add the collection, or bring its row up to date; whether anything changed.

    The same bytes under another file name are the same source. `exact`: also what its notice does not say.
    """
    columns = _COLLECTIONS.c
    wanted = (collection.title, collection.label, collection.source_sha256)
    stored = connection.execute(
        sa.select(columns.title, columns.label, columns.source_sha256).where(columns.id == collection.id)
    ).first()
    noted = published.write(connection, collection, exact)
    if stored is not None and tuple(stored) == wanted:
        return noted
    values = {
        "title": collection.title,
        "label": collection.label,
        "source": collection.source,
        "source_sha256": collection.source_sha256,
    }
    if stored is None:
        last = connection.scalar(sa.select(sa.func.max(columns.position))) or 0
        connection.execute(sa.insert(_COLLECTIONS).values(id=collection.id, position=last + 1, **values))
    else:
        connection.execute(sa.update(_COLLECTIONS).where(columns.id == collection.id).values(**values))
    return True


def delete_collection(connection: sa.Connection, collection: str) -> None:
    """Delete the collection and its cases; UnknownCollection where there is none."""
    known = collection_ids(connection)
    if collection not in known:
        raise UnknownCollection(collection, known)
    kept_words.leave(connection, _position(connection, collection))
    connection.execute(sa.delete(_CASES).where(_CASES.c.collection == collection))
    connection.execute(sa.delete(_COLLECTIONS).where(_COLLECTIONS.c.id == collection))
    published.drop(connection, collection)


def write_cases(connection: sa.Connection, collection: str, gone: Sequence[int], new: Sequence[Case]) -> None:
    """Delete the cases numbered `gone` of a collection, then insert `new`; the index of words follows."""
    if gone:
        condition = (_CASES.c.collection == collection) & (_CASES.c.number == sa.bindparam("gone"))
        connection.execute(sa.delete(_CASES).where(condition), [{"gone": number} for number in gone])
    if new:
        connection.execute(sa.insert(_CASES), [_row(case) for case in new])
    position = _position(connection, collection)
    kept_words.leave(connection, position, gone)
    kept_words.enter(connection, [(position, case) for case in new], _placed(connection))


def index_words(connection: sa.Connection) -> None:
    """Make the index of words, of all the cases there are."""
    kept_words.make(connection, _placed(connection))


def words_anew(connection: sa.Connection) -> None:
    """Make the index of words, which is there, of just the cases there are."""
    kept_words.anew(connection, _placed(connection))


def _position(connection: sa.Connection, collection: str) -> int:
    columns = _COLLECTIONS.c
    return int(connection.scalar(sa.select(columns.position).where(columns.id == collection)) or 0)


def _placed(connection: sa.Connection) -> Iterator[tuple[int, Case]]:
    """All cases with the positions of their collections; but for any that is damaged, which whoever reads it is told."""
    position = _COLLECTIONS.c.position
    rows = sa.select(position, _CASES).join(_COLLECTIONS).order_by(position, _CASES.c.number)
    for row in connection.execute(rows):
        with suppress(CatalogError):
            yield row.position, _case(row, "")


def advance(connection: sa.Connection, before: State) -> State:
    """Count one change: the revision after `before`, stamped anew."""
    updated = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    after = State(before.revision + 1, updated, secrets.token_hex(16))
    values = {"revision": after.revision, "updated": after.updated, "stamp": after.stamp}
    if before.stamp:
        connection.execute(sa.update(_CATALOG).values(**values))
    else:
        connection.execute(sa.insert(_CATALOG).values(id=1, layout=sqlite_file.LAYOUT, **values))
    return after


def _row(case: Case) -> dict[str, object]:
    told: list[object] = [[field.name, field.text] for field in case.fields]
    fields = json.dumps([*told, *([True] if case.recognised else [])], ensure_ascii=False)
    return {
        "collection": case.id.collection,
        "number": case.number,
        "title": case.title,
        "fields": fields,
        "sha256": case.sha256,
    }


def _case(row: sa.Row[Any], place: str) -> Case:
    try:
        told = json.loads(row.fields)
        recognised = bool(told) and told[-1] is True
        fields = tuple(Field(name, text) for name, text in (told[:-1] if recognised else told))
    except (ValueError, TypeError) as error:
        raise sqlite_file.explain("malformed", place) from error
    case = Case(CaseId(row.collection, row.number), row.title, fields, recognised)
    if case.sha256 != row.sha256:
        raise sqlite_file.explain("malformed", place)
    return case
