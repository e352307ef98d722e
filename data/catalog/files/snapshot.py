"""The catalog's content in a file of its own, so that a reader needs no database library.

A copy that is trusted only when it is whole and of the catalog's very state; in any other case it is remade.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import struct
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from data.catalog.files import by_key
from data.catalog.files.rows import case_of, row_of
from data.memory import undisturbed
from data.types import Case, Collection, Records
from data.values import dataclass

FORMAT = 1
"""Number of this file's layout."""
WHOLE, ROWS = "catalog.json", "catalog.rows"
UNREADABLE = (OSError, ValueError, KeyError, TypeError, RecursionError, struct.error)
"""What reading a damaged file may raise."""
ABANDONED = 600.0
"""Seconds after which nobody writes a file any more: a million cases take one."""


@dataclass(frozen=True, slots=True)
class State:
    """Which content a catalog holds.

    `stamp` is drawn at random at each change, so no two contents share one: not those of two databases, nor
    those of one that was restored from a backup and then went another way from the same revision.
    """

    revision: int = 0
    updated: str = ""
    stamp: str = ""


def file_in(folder: Path) -> Path:
    """Where the snapshot lies in the cache folder: all of it as JSON, or in rows that are read one by one."""
    rows = folder / ROWS
    return rows if rows.exists() else folder / WHOLE


def save(folder: Path, state: State, records: Records) -> None:
    """Write the snapshot whole or not at all. A cache that cannot be written is no error: nothing is lost."""
    if len(records.cases) > by_key.LARGE:
        save_rows(folder, state, records.collections, records.cases)
        return
    body = json.dumps(_as_json(records), ensure_ascii=False, separators=(",", ":")).encode()
    head = json.dumps(_head(state, body)).encode()
    _write(folder, WHOLE, lambda file: file.write(head + b"\n" + body))


def save_rows(folder: Path, state: State, collections: Sequence[Collection], cases: Iterable[Case]) -> None:
    """As `save`, for a large catalog: `cases`, in order, are written as they come."""
    told = asdict(state) | {"collections": [asdict(collection) for collection in collections]}
    _write(folder, ROWS, lambda file: by_key.save(file, {"format": FORMAT, **told}, cases))


def _write(folder: Path, name: str, write: Callable[[IO[bytes]], object]) -> None:
    with contextlib.suppress(OSError):
        own_folder(folder)
        _sweep(folder)
        handle, new = tempfile.mkstemp(prefix="catalog-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
            Path(new).replace(folder / name)
        except BaseException:
            Path(new).unlink()
            raise
        (folder / (WHOLE if name == ROWS else ROWS)).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what writers left that were killed."""
    for left in folder.glob("catalog-*.tmp"):
        if left.stat().st_mtime < time.time() - ABANDONED:
            left.unlink()


def own_folder(folder: Path) -> None:
    """Make the folder, for its owner only; one that an earlier version made becomes so."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def stamp_in(folder: Path) -> str:
    """The stamp of the state that the snapshot claims to be of; empty where there is none."""
    try:
        kept = file_in(folder)
        if kept.name == ROWS:
            return str(by_key.head_of(kept)["stamp"])
        with kept.open("rb") as file:
            return str(json.loads(file.readline())["stamp"])
    except UNREADABLE:
        return ""


def load(folder: Path, state: State) -> Records | None:
    """The records of exactly that state; None where the snapshot is missing, damaged or of another state."""
    try:
        kept = file_in(folder)
        if kept.name == ROWS:
            return _of_rows(kept, state)
        head, _, body = kept.read_bytes().partition(b"\n")
        if json.loads(head) != _head(state, body):
            return None
        with undisturbed():
            return _from_json(json.loads(body), state.stamp)
    except UNREADABLE:
        return None


def _of_rows(kept: Path, state: State) -> Records | None:
    told, cases = by_key.load(kept)
    if (told["format"], told["stamp"]) != (FORMAT, state.stamp):
        return None
    collections = tuple(Collection(**collection) for collection in told["collections"])
    return Records(told["revision"], told["updated"], collections, cases, state.stamp)


def _head(state: State, body: bytes) -> dict[str, object]:
    return {"format": FORMAT, "stamp": state.stamp, "sha256": hashlib.sha256(body).hexdigest()}


def _as_json(records: Records) -> dict[str, object]:
    return {
        "revision": records.revision,
        "updated": records.updated,
        "collections": [asdict(collection) for collection in records.collections],
        "cases": [row_of(case) for case in records.cases],
    }


def _from_json(value: dict[str, Any], stamp: str) -> Records:
    return Records(
        value["revision"],
        value["updated"],
        tuple(Collection(**collection) for collection in value["collections"]),
        tuple(map(case_of, value["cases"])),
        stamp,
    )
