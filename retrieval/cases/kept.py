"""What was found in each case of a large library, kept for the next process: where it is, and what it names in quotes.

A cache: read whole, and only where it is of the very state of the catalog and was found by the same tables and code;
for another state, what is known of the cases that are still the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from data import places, text
from data.places.placenames import Place
from data.types import Records

FORMAT = 1
"""Number of this file's layout, and of what `Profile.names` finds."""
NAME = "found.json"
LARGE = 2_000
"""Cases from which on it is worth a file: 0.05 ms each."""
LEFT = 3_600.0
"""Seconds after which a file that was being written is left over from a process that was killed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one case: `Profile.places` and `Profile.names`."""

    places: tuple[Place, ...]
    names: tuple[str, ...]


def load(folder: Path, records: Records) -> list[Found | None]:
    """What is known of each of the cases of `records`; None where nothing is."""
    try:
        head, body, digests = (folder / NAME).read_bytes().split(b"\n", 2)
        told = json.loads(head)
        if told["by"] != _found_by() or told["sha256"] != _digest(told["stamp"].encode(), body, digests):
            raise ValueError
        every, sets, of, names = json.loads(body)
        kept = [Place(*one) for one in every]
        where = [tuple(kept[at] for at in one) for one in sets]
        found = [Found(where[at], tuple(names.get(str(n), ()))) for n, at in enumerate(of)]
        if told["stamp"] == records.stamp and len(found) == len(records.cases):
            return [*found]
        known = dict(zip(json.loads(digests), found, strict=True))
        return [known.get(case.sha256) for case in records.cases]
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return [None] * len(records.cases)


def save(folder: Path, records: Records, found: Sequence[Found]) -> None:
    """Write what was found in each case, whole or not at all; where there is no room it is found again."""
    every: dict[Place, int] = {}
    sets: dict[tuple[int, ...], int] = {}
    of = [
        sets.setdefault(tuple(every.setdefault(p, len(every)) for p in one.places), len(sets))
        for one in found
    ]
    names = {str(at): one.names for at, one in enumerate(found) if one.names}
    told = [[astuple(place) for place in every], list(sets), of, names]
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    digests = json.dumps([case.sha256 for case in records.cases]).encode()
    by, stamp = _found_by(), records.stamp
    head = {"by": by, "stamp": stamp, "sha256": _digest(stamp.encode(), body, digests)}
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.glob(f"{NAME}-*.tmp"):
            if left.stat().st_mtime < time.time() - LEFT:
                left.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{NAME}-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(b"\n".join((json.dumps(head).encode(), body, digests)))
            Path(name).replace(folder / NAME)
        except BaseException:
            Path(name).unlink()
            raise


@cache
def _found_by() -> str:
    """The tables and the code that places are found by, by the size and time of their files: an update finds anew."""
    rooms = (Path(str(places.__file__)).parent, Path(str(text.__file__)))
    files = [
        file for room in rooms for file in (room.iterdir() if room.is_dir() else (room,)) if file.is_file()
    ]
    told = [f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in sorted(files)]
    return f"{FORMAT} {_digest(*(one.encode() for one in told))}"


def _digest(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part + b"\n")
    return whole.hexdigest()
