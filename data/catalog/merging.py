"""What a collection becomes when files are read into it: cases come and change, and none goes that was not named."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from data.catalog.catalog import Catalog, Changes, alike
from data.errors import SettingError
from data.types import Case, Collection

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
    """The collection as it is to be; `kept` are the numbers that it had and the files have not."""

    collection: Collection
    cases: tuple[Case, ...]
    kept: tuple[int, ...]

    def told(self, changes: Changes) -> Changes:
        """`changes` of the whole collection, with what was kept told from what the files say too."""
        kept = frozenset(self.kept)
        unchanged = tuple(number for number in changes.unchanged if number not in kept)
        return replace(changes, unchanged=unchanged, kept=self.kept)


def goal(catalog: Catalog, addition: Addition) -> Merged:
    """What the collection in the catalog becomes; for the one that holds the writing lock."""
    others = {one.id: one for one in catalog.collections()}
    held = others.pop(addition.collection.id, None)
    stored = catalog.cases(addition.collection.id) if held else ()
    return merged(addition, held, stored, {one.id: one.label for one in others.values()})


def merged(
    addition: Addition, held: Collection | None, stored: Sequence[Case], labels: Mapping[str, str]
) -> Merged:
    """`held` and its `stored` cases with what is added; `labels`: those of the other collections, by their ids.

    SettingError where the label that a person gave is another collection's. Adding the same once more changes nothing.
    """
    given = {case.number: case for case in addition.cases}
    kept = {case.number: case for case in stored if case.number not in given}
    kept = {number: case for number, case in kept.items() if number not in addition.removing}
    cases = tuple(case for _, case in sorted((given | kept).items()))
    same = len(cases) == len(stored) and all(map(alike, cases, stored))
    row = _row(addition, held, bool(kept), same)
    row = replace(row, label=_label(addition, held, row, labels))
    return Merged(row, cases, tuple(sorted(kept)))


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
