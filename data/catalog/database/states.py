"""The earlier states of collections: what each change took away, so that it can be put back.

A change of ten cases keeps ten texts, not the collection: going back over several changes undoes one after the other.
Every function takes a connection with an open transaction and commits nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from data.catalog.database import published
from data.catalog.files.rows import case_of, row_of
from data.catalog.files.snapshot import State
from data.types import Case, CaseId, Collection
from data.values import dataclass

if TYPE_CHECKING:
    from data.catalog.difference import Changes
    from data.catalog.files.journal import Step

KEPT = 10
"""Earlier states of a collection that are kept."""
METADATA = sa.MetaData()
_STATES = sa.Table(
    "collection_states",
    METADATA,
    sa.Column("collection", sa.String(60), primary_key=True),
    sa.Column(
        "revision", sa.Integer, primary_key=True, autoincrement=False
    ),  # of the catalog, as it came about
    sa.Column("at", sa.String(20), nullable=False),
    sa.Column("action", sa.String(10), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("source_sha256", sa.String(64), nullable=False),
    sa.Column("cases", sa.Integer, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("removed", sa.Integer, nullable=False),
    sa.Column("resumes", sa.Integer, nullable=True),  # the state that an undo went back to
    sa.Column(
        "gone", sa.Text, nullable=True
    ),  # JSON: what the next state has more; NULL for the latest state
    sa.Column(
        "back", sa.Text, nullable=True
    ),  # JSON [[number, title, [[name, text]…], true where recognised]…]: what it has otherwise
)
INGEST, REMOVE, UNDO, EARLIER = "ingest", "remove", "undo", "earlier"


@dataclass(frozen=True, slots=True)
class Past:
    """A state of a collection: when and how it came about, and what that changed; `cases` is how many it has."""

    collection: Collection
    revision: int
    at: str
    action: str
    """ingest, remove or undo; earlier: from before states were kept."""
    cases: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    resumes: int | None = None
    latest: bool = False
    noticed: bool = False
    """Whether it is known what its notice said."""

    @property
    def there(self) -> bool:
        """Whether the collection was there at all."""
        return self.action != REMOVE

    @property
    def content(self) -> int:
        """The revision of the state whose content this is."""
        return self.revision if self.resumes is None else self.resumes

    def as_json(self) -> dict[str, object]:
        """The public form of a state, as `anwen history --json` prints it."""
        return {
            "collection": self.collection.id,
            "state": self.revision,
            "at": self.at,
            "action": self.action,
            "title": self.collection.title,
            "issued": self.collection.issued,
            "issuer": self.collection.issuer,
            "file": self.collection.source,
            "source_sha256": self.collection.source_sha256,
            "cases": self.cases,
            "added": self.added,
            "changed": self.changed,
            "removed": self.removed,
            "back_to": self.resumes,
            "current": self.latest,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """What a change does: numbers that come, and the cases as they were that change or go."""

    added: tuple[int, ...]
    old: tuple[Case, ...]


def note_change(
    connection: sa.Connection,
    was: Collection | None,
    step: Step,
    changes: Changes,
    *,
    old: tuple[Case, ...],
    resumes: int | None,
) -> None:
    """Note the state that `step` makes of the collection `was`, and the `old` cases that it changes or takes away."""
    row = step.collection or was
    assert row is not None
    undone = UNDO if resumes is not None else INGEST
    action = REMOVE if step.collection is None else undone
    had = changes.before
    counts = (len(changes.added), len(changes.changed), len(changes.removed))
    at = (step.after.revision, step.after.updated)
    past = Past(row, *at, action, changes.cases, *counts, resumes)
    note(connection, (was, had) if was else None, step.before, past, Turn(changes.added, old))


def note(
    connection: sa.Connection,
    was: tuple[Collection, int] | None,
    before: State,
    now: Past,
    turn: Turn,
) -> None:
    """Note the state `now` that a change made; `was`: the collection before it, and how many cases it had."""
    columns = _STATES.c
    id_ = now.collection.id
    latest = connection.scalar(sa.select(sa.func.max(columns.revision)).where(columns.collection == id_))
    if latest is None and was is not None:
        row, cases = was
        latest = before.revision
        _insert(connection, Past(row, latest, before.updated, EARLIER, cases))
    if latest is not None:
        values = {"gone": json.dumps(list(turn.added)), "back": _written(turn.old)}
        same = (columns.collection == id_) & (columns.revision == latest)
        connection.execute(sa.update(_STATES).where(same).values(**values))
    _insert(connection, now)
    newest = sa.select(columns.revision).where(columns.collection == id_)
    kept = list(connection.scalars(newest.order_by(columns.revision.desc()).limit(KEPT + 1)))
    old = (columns.collection == id_) & (columns.revision < kept[-1])
    connection.execute(sa.delete(_STATES).where(old))
    published.prune(connection, id_, kept[-1])


def previous(pasts: Sequence[Past]) -> Past | None:
    """The state to go back to from the first of `pasts`, one collection's, the newest first; None where none is kept.

    After going back, it is the one before that: what was undone is passed over.
    """
    return next((past for past in pasts[1:] if past.revision < pasts[0].content), None)


def listed(connection: sa.Connection, collection: str | None = None) -> list[Past]:
    """The states of a collection, or of all, the newest first, and the latest of each marked; empty without a table."""
    if not sa.inspect(connection).has_table(_STATES.name):
        return []
    columns = _STATES.c
    query = sa.select(*(column for column in columns if column.name != "back"))
    if collection is not None:
        query = query.where(columns.collection == collection)
    notices = published.noted(connection, collection)
    return [
        _noticed(_past(row), notices) for row in connection.execute(query.order_by(columns.revision.desc()))
    ]


def way_back(connection: sa.Connection, collection: str, revision: int) -> dict[int, Case | None]:
    """What tells the state of that revision from now: the cases that were otherwise, None where there was none."""
    columns = _STATES.c
    changes = sa.select(columns.gone, columns.back).where(
        (columns.collection == collection) & (columns.revision >= revision) & columns.gone.is_not(None)
    )
    way: dict[int, Case | None] = {}
    for row in connection.execute(changes.order_by(columns.revision.desc())):
        way |= dict.fromkeys(json.loads(row.gone))
        way |= {case.number: case for case in _read(collection, row.back)}
    return way


def taken_back(
    connection: sa.Connection, collection: str, revision: int, cases: Sequence[Case]
) -> tuple[Case, ...]:
    """The cases of the state of that revision, from those that the collection has now."""
    held = {case.number: case for case in cases} | way_back(connection, collection, revision)
    return tuple(case for _, case in sorted(held.items()) if case)


def versions(connection: sa.Connection, case: CaseId) -> Iterator[tuple[Past, Case]]:
    """The case as it was in earlier states, the newest first, each with the last state that had it so."""
    if not sa.inspect(connection).has_table(_STATES.name):
        return
    columns = _STATES.c
    rows = sa.select(_STATES).where((columns.collection == case.collection) & columns.back.is_not(None))
    for row in connection.execute(rows.order_by(columns.revision.desc())):
        for old in _read(case.collection, row.back):
            if old.number == case.number:
                yield _past(row), old


def _insert(connection: sa.Connection, past: Past) -> None:
    row = past.collection
    connection.execute(
        sa.insert(_STATES).values(
            collection=row.id,
            revision=past.revision,
            at=past.at,
            action=past.action,
            title=row.title,
            label=row.label,
            source=row.source,
            source_sha256=row.source_sha256,
            cases=past.cases,
            added=past.added,
            changed=past.changed,
            removed=past.removed,
            resumes=past.resumes,
        )
    )
    published.note(connection, row, past.revision)


def _noticed(past: Past, notices: Mapping[tuple[str, int], tuple[str, str]]) -> Past:
    notice = notices.get((past.collection.id, past.revision))
    if notice is None:
        return past
    row = replace(past.collection, issued=notice[0], issuer=notice[1])
    return replace(past, collection=row, noticed=True)


def _past(row: sa.Row[Any]) -> Past:
    return Past(
        Collection(row.collection, row.title, row.label, row.source, row.source_sha256),
        revision=row.revision,
        at=row.at,
        action=row.action,
        cases=row.cases,
        added=row.added,
        changed=row.changed,
        removed=row.removed,
        resumes=row.resumes,
        latest=row.gone is None,
    )


def _written(cases: Sequence[Case]) -> str:
    rows = [row_of(case)[1:] for case in cases]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _read(collection: str, written: str) -> list[Case]:
    return [case_of([collection, *row]) for row in json.loads(written)]
