"""What a collection becomes when files are read into it: cases come and change, and none goes that was not named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from data.catalog.catalog import Catalog
from data.catalog.difference import Changes
from data.errors import SettingError
from data.types import Case, Collection
from data.values import dataclass

_BETWEEN = "、"
"""Between the names of the files that a collection was read from."""
LONGEST_LABEL = 20


@dataclass(frozen=True, slots=True)
class Addition:
    """Cases on their way into the collection, and those of its numbers that are to go for them.

    `titled`: a person gave the title; else the title of a collection that keeps cases stays as it is. `label`: the
    short label that a person gave.
    """

    collection: Collection
    cases: tuple[Case, ...]
    removing: frozenset[int] = frozenset()
    titled: bool = False
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """The collection as it is to be, and what that changes."""

    collection: Collection
    changes: Changes


def goal(catalog: Catalog, addition: Addition) -> Merged:
    """What the collection in the catalog becomes; for the one that holds the writing lock.

    SettingError where the label that a person gave is another collection's. Adding the same once more changes nothing.
    """
    others = {one.id: one for one in catalog.collections()}
    held = others.pop(addition.collection.id, None)
    changes = catalog.compared(addition.collection.id, addition.cases, addition.removing)
    same = not (changes.added or changes.replaced)
    row = _row(addition, held, changes.kept > 0, same)
    row = replace(row, label=_label(addition, held, row, {one.id: one.label for one in others.values()}))
    return Merged(row, changes)


def _row(addition: Addition, held: Collection | None, kept: bool, same: bool) -> Collection:
    """Title and source: of the files where they say all there is, else what was there and the files together."""
    given = addition.collection
    if held is None or not kept:
        return given
    titled = replace(held, title=given.title) if addition.titled else held
    titled = replace(titled, issued=given.issued or held.issued, issuer=given.issuer or held.issuer)
    if given.source in held.source.split(_BETWEEN) and same:
        return titled
    sources = dict.fromkeys([*held.source.split(_BETWEEN), *given.source.split(_BETWEEN)])
    digest = hashlib.sha256((held.source_sha256 + given.source_sha256).encode("ascii")).hexdigest()
    return replace(titled, source=_BETWEEN.join(sources), source_sha256=digest)


def _label(addition: Addition, held: Collection | None, row: Collection, labels: Mapping[str, str]) -> str:
    """The label a person gave, that of the collection so far, or the files' own; the id where that is taken."""
    taken = {label: id_ for id_, label in labels.items()}
    if addition.label is not None:
        return _checked(addition.label, taken)
    if held is not None and held.title == row.title:
        return held.label
    wanted = addition.collection.label
    return wanted if wanted not in taken else row.id


def unlike(collection: Collection, others: Iterable[Collection]) -> Collection:
    """`collection` with its own label, or with its id for a label where another one has that by now."""
    taken = any(one.label == collection.label and one.id != collection.id for one in others)
    return replace(collection, label=collection.id) if taken else collection


def _checked(label: str, taken: Mapping[str, str]) -> str:
    if not label.strip() or len(label) > LONGEST_LABEL or any(c in "[]·\n\t" for c in label):
        expected = f" 1–{LONGEST_LABEL} 个字，不含 [ ] ·"
        raise SettingError("--label", label, expected)
    if label in taken:
        raise SettingError("--label", label, f"别的案例集没有的简称（{taken[label]} 已用此简称）")
    return label
