"""What a change does to a collection, told by number and digest: of the cases that stay none is read for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from data.types import Case
from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change did, or would do: which numbers, and how many `cases` the collection has then.

    `unchanged` are those that were given and are there as they are.
    """

    collection: str
    cases: int
    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()

    @property
    def kept(self) -> int:
        """How many it has that were not given."""
        return self.cases - len(self.added) - len(self.changed) - len(self.unchanged)

    @property
    def before(self) -> int:
        """How many cases the collection had."""
        return self.cases - len(self.added) + len(self.removed)

    @property
    def replaced(self) -> tuple[int, ...]:
        """The cases that are no longer as they were, or not there."""
        return self.removed + self.changed

    def new(self, cases: Iterable[Case]) -> tuple[Case, ...]:
        """Those of `cases` that come or change, in order of number."""
        coming = frozenset(self.added + self.changed)
        return tuple(sorted((case for case in cases if case.number in coming), key=lambda case: case.number))


def by_number(collection: str, cases: Sequence[Case]) -> dict[int, Case]:
    """`cases` by their numbers; ValueError where one is of another collection, or a number is there twice."""
    wanted = {case.id.number: case for case in cases}
    if len(wanted) < len(cases) or any(case.id.collection != collection for case in cases):
        raise ValueError("cases must be of the collection, each number once")
    return wanted


def difference(
    collection: str,
    count: int,
    known: Mapping[int, Case | str],
    wanted: Mapping[int, Case],
    gone: Set[int] | None,
) -> Changes:
    """What `wanted`, and taking out `gone` (None: all others), does to a collection that has `count` cases.

    `known`: those of them that are wanted or go, as cases where they are at hand, else as their digests.
    """
    there = known.keys() & wanted.keys()
    same = {number for number in there if _alike(wanted[number], known[number])}
    removed = known.keys() - wanted.keys() if gone is None else (known.keys() & gone) - wanted.keys()
    added = wanted.keys() - there
    return Changes(
        collection,
        cases=count + len(added) - len(removed),
        added=tuple(sorted(added)),
        changed=tuple(sorted(there - same)),
        unchanged=tuple(sorted(same)),
        removed=tuple(sorted(removed)),
    )


def _alike(case: Case, known: Case | str) -> bool:
    """Whether both are the same case with the same text: equal ones have equal digests, and are compared sooner."""
    return case.sha256 == known if isinstance(known, str) else case is known or case == known
