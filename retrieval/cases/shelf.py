"""The profiles of a large library: each is made when it is asked for, and only the last of them are held."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from data.catalog.files.by_key import KeptCases
from data.types import Case, CaseId

if TYPE_CHECKING:
    from retrieval.cases.profiles import Profile

HELD = 2_000
"""Profiles that are held, with their texts folded: some 2 kB each."""


class Shelf(Sequence["Profile"]):
    """The profiles of `cases`, in their order. Threads may share it."""

    def __init__(self, cases: KeptCases, make: Callable[[Case, int], Profile]) -> None:
        self.cases = cases
        self._make = make
        self._held: dict[int, Profile] = {}

    def __len__(self) -> int:
        return len(self.cases)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        if isinstance(at, slice):
            return tuple(self._profile(one) for one in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._profile(at % len(self))

    def __iter__(self) -> Iterator[Profile]:
        return (self._held.get(at) or self._make(case, at) for at, case in enumerate(self.cases))

    def _profile(self, at: int) -> Profile:
        profile = self._held.get(at)
        if profile is None:
            profile = self._make(self.cases[at], at)
            if len(self._held) >= HELD:
                for old in list(self._held)[: HELD // 2]:
                    self._held.pop(old, None)
            self._held[at] = profile
        return profile

    def of(self, collections: Collection[str]) -> Part:
        """Those of some collections."""
        places, start = array("q"), 0
        for id_, size in self.cases.sizes.items():
            if id_ in collections:
                places.extend(range(start, start + size))
            start += size
        return Part(self, places)


class Part(Sequence["Profile"]):
    """Those of a shelf that stand at `positions`, in order."""

    def __init__(self, shelf: Shelf, positions: Sequence[int]) -> None:
        self._shelf = shelf
        self.positions = positions

    def __len__(self) -> int:
        return len(self.positions)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        if isinstance(at, slice):
            return tuple(self._shelf[one] for one in self.positions[at])
        return self._shelf[self.positions[at]]


class ByKey(Mapping[CaseId, "Profile"]):
    """The profiles of a shelf by the identity of their case."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def __len__(self) -> int:
        return len(self._shelf)

    def __iter__(self) -> Iterator[CaseId]:
        return (CaseId(id_, number) for id_, numbers in self._shelf.cases.numbered() for number in numbers)

    def __getitem__(self, id_: CaseId) -> Profile:
        at = self._shelf.cases.place(id_)
        if at is None:
            raise KeyError(id_)
        profile: Profile = self._shelf[at]
        return profile

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, CaseId) and self._shelf.cases.place(id_) is not None


class Told(Sequence[str]):
    """The texts of profiles, each folded when it is asked for."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles

    def __len__(self) -> int:
        return len(self._profiles)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        found = self._profiles[at]
        return [one.text for one in found] if isinstance(at, slice) else found.text
