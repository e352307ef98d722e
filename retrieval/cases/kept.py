"""What was found in each case of a large library, kept for the next process: where it is, what it names in quotes, of
a library that is read by key also who acts in it and whether it was decided, and the columns and parts that cases have.

A cache in sections, each read when it is needed, and only where it is of the very state of the catalog and was found by
the same tables and code; for another state, what is known of the cases that are still the same.
"""

from __future__ import annotations

import hashlib
import json
import math
import mmap
import os
import tempfile
import time
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from functools import cache, cached_property
from itertools import chain, filterfalse
from pathlib import Path
from typing import Any

from data import numerals, places, text
from data.places.placenames import Place
from data.types import Records
from data.values import dataclass
from retrieval import lexicon
from retrieval.cases import suits
from retrieval.language import amounts, numbers

FORMAT = 4
"""Number of this file's layout, and of what `Profile.names` finds."""
NAME = "found.json"
LARGE = 2_000
"""Cases from which on it is worth a file: 0.05 ms each."""
LEFT = 3_600.0
"""Seconds after which a file that was being written is left over from a process that was killed."""
_NONE = (math.nan, math.nan)
_DAMAGED = (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one case: `Profile.places` and `Profile.names`."""

    places: tuple[Place, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...] | None = None
    """What else it is asked for by, each a column of its own; None where that was not looked for."""
    sums: tuple[float, ...] = ()
    """The lowest and the highest sum that it states, of a case that labels were looked for in; () where none is."""


class Facts:
    """What was found in the cases of one state, by the place of each."""

    def __init__(self, sections: Mapping[str, bytes | memoryview], size: int) -> None:
        """`sections` as `_sections` writes them; `size`: how many cases they are of."""
        self._sections = sections
        self._size = size

    @cached_property
    def names(self) -> frozenset[str]:
        """What stands in quotation marks or 《》 in any of them."""
        return frozenset(self._read("names"))

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """As `Profiles.columns`."""
        return {name: frozenset(held) for name, held in self._read("columns").items()}

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """As `Profiles.parts`."""
        return tuple(self._read("parts"))

    @cached_property
    def by_place(self) -> Mapping[Place, Sequence[int]]:
        """Each place with the cases that lie in it."""
        groups: list[list[int]] = [[] for _ in self._sets]
        for at, one in enumerate(self._of):
            groups[one].append(at)
        found: dict[Place, list[Sequence[int]]] = {}
        for places_of, group in zip(self._sets, groups, strict=True):
            for place in places_of:
                found.setdefault(place, []).append(group)
        return _Merged(found)

    def places_of(self, at: int) -> tuple[Place, ...]:
        """Where that case is."""
        return self._sets[self._of[at]]

    def labelled(self, label: str) -> Sequence[int]:
        """The cases that have it, in order."""
        return self._labelled.get(label, ())

    @cached_property
    def sums(self) -> Sequence[float]:
        """The lowest and the highest sum that each case states, one behind the other; not a number where none is."""
        found = array("d")
        found.frombytes(self._sections["sums"])
        if len(found) != 2 * self._size:
            raise ValueError(len(found))
        return found

    @property
    def has_labels(self) -> bool:
        """Whether they were looked for."""
        return "labels" in self._sections

    def each(self) -> list[Found]:
        """What was found in each case."""
        names: dict[str, list[str]] = self._read("named")
        labels: dict[int, list[str]] = {}
        for label, cases in self._labelled.items() if self.has_labels else ():
            for at in cases:
                labels.setdefault(at, []).append(label)
        return [
            Found(
                self._sets[one],
                tuple(names.get(str(at), ())),
                tuple(labels.get(at, ())) if self.has_labels else None,
                tuple(filterfalse(math.isnan, self.sums[2 * at : 2 * at + 2])) if self.has_labels else (),
            )
            for at, one in enumerate(self._of)
        ]

    @cached_property
    def _labelled(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = self._read("labels")
        return found

    def by_digest(self) -> dict[str, Found]:
        """The same by the cases' digests."""
        return dict(zip(self._read("digests"), self.each(), strict=True))

    @cached_property
    def _sets(self) -> list[tuple[Place, ...]]:
        every, sets = self._read("places")
        kept = [Place(*one) for one in every]
        return [tuple(kept[at] for at in one) for one in sets]

    @cached_property
    def _of(self) -> Sequence[int]:
        found = array("I")
        found.frombytes(self._sections["of"])
        if len(found) != self._size:
            raise ValueError(len(found))
        return found

    def _read(self, name: str) -> Any:
        return json.loads(bytes(self._sections[name]))


class _Merged(Mapping[Place, Sequence[int]]):
    """Lists of places, joined and put in order when they are asked for."""

    def __init__(self, parts: Mapping[Place, Sequence[Sequence[int]]]) -> None:
        self._parts = parts

    def __getitem__(self, place: Place) -> Sequence[int]:
        return sorted(chain.from_iterable(self._parts[place]))

    def __iter__(self) -> Iterator[Place]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def load(folder: Path, records: Records) -> Facts | None:
    """What is known of the very state of `records`; None where nothing is, or the file is damaged."""
    kept = _opened(folder)
    return kept[1] if kept and kept[0] == records.stamp else None


def known(folder: Path, records: Records) -> list[Found | None]:
    """What is known of each of the cases of `records` from whichever state; None where nothing is."""
    kept = _opened(folder)
    held = kept[1].by_digest() if kept else {}
    return [held.get(case.sha256) for case in records.cases] if held else [None] * len(records.cases)


def _opened(folder: Path) -> tuple[str, Facts] | None:
    """The stamp of the state that the file is of, and what it holds."""
    try:
        with (folder / NAME).open("rb") as file:
            told = json.loads(file.readline())
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            body = memoryview(mapped)[file.tell() :]
        if told["by"] != _found_by() or zlib.crc32(body) != told["crc32"]:
            return None
        if hasattr(mapped, "madvise") and hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(
                mmap.MADV_DONTNEED
            )  # read whole for its checksum: a section is, when it is asked for
        sections = {name: body[start:end] for name, (start, end) in told["sections"].items()}
        return str(told["stamp"]), Facts(sections, told["size"])
    except _DAMAGED:
        return None


def facts(found: Sequence[Found], columns: Mapping[str, Iterable[str]], parts: Sequence[str]) -> Facts:
    """What was found in each case, and their columns and parts, in memory."""
    return Facts(_sections(found, columns, parts, ()), len(found))


def save(
    folder: Path,
    records: Records,
    found: Sequence[Found],
    columns: Mapping[str, Iterable[str]],
    parts: Sequence[str],
) -> None:
    """Write what was found in each case, whole or not at all; where there is no room it is found again."""
    digests = [case.sha256 for case in records.cases]
    sections = _sections(found, columns, parts, digests)
    ends: dict[str, tuple[int, int]] = {}
    for name, one in sections.items():
        start = max((end for _, end in ends.values()), default=0)
        ends[name] = start, start + len(one)
    body = b"".join(sections.values())
    head = {"by": _found_by(), "stamp": records.stamp, "size": len(found), "crc32": zlib.crc32(body)}
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f"{NAME}-*.tmp"):
            if left.stat().st_mtime < time.time() - LEFT:
                left.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{NAME}-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(head | {"sections": ends}).encode() + b"\n" + body)
            Path(name).replace(folder / NAME)
        except BaseException:
            Path(name).unlink()
            raise


def _sections(
    found: Sequence[Found],
    columns: Mapping[str, Iterable[str]],
    parts: Sequence[str],
    digests: Sequence[str],
) -> dict[str, bytes]:
    every: dict[Place, int] = {}
    sets: dict[tuple[int, ...], int] = {}
    of = array(
        "I",
        (
            sets.setdefault(tuple(every.setdefault(p, len(every)) for p in one.places), len(sets))
            for one in found
        ),
    )
    told: dict[str, object] = {
        "names": sorted({name for one in found for name in one.names}),
        "columns": {name: sorted(held) for name, held in columns.items()},
        "parts": list(parts),
        "places": [[astuple(place) for place in every], list(sets)],
        "named": {str(at): one.names for at, one in enumerate(found) if one.names},
        "digests": list(digests),
    }
    if all(one.labels is not None for one in found):
        labels: dict[str, list[int]] = {}
        for at, one in enumerate(found):
            for label in one.labels or ():
                labels.setdefault(label, []).append(at)
        told["labels"] = labels
    written = {
        name: json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()
        for name, one in told.items()
    }
    if "labels" in told:
        written["sums"] = array("d", (s for one in found for s in one.sums or _NONE)).tobytes()
    return written | {"of": of.tobytes()}


@cache
def _found_by() -> str:
    """The tables and the code that all this is found by, by the size and time of their files: an update finds anew."""
    rooms = (
        *(Path(str(room.__file__)).parent for room in (places, lexicon, suits)),
        *(Path(str(one.__file__)) for one in (text, numerals, numbers, amounts)),
    )
    files = [
        file for room in rooms for file in (room.iterdir() if room.is_dir() else (room,)) if file.is_file()
    ]
    told = [f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in sorted(files)]
    return f"{FORMAT} {hashlib.sha256(chr(10).join(told).encode()).hexdigest()}"
