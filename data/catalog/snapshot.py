"""The catalog's content in a file of its own, so that a reader needs no database library.

A copy that is trusted only when it is whole and of the catalog's very state; in any other case it is remade.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from data.memory import undisturbed
from data.types import Case, CaseId, Collection, Field, Records

FORMAT = 1
"""Number of this file's layout."""
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
    """Where the snapshot lies in the cache folder."""
    return folder / "catalog.json"


def save(folder: Path, state: State, records: Records) -> None:
    """Write the snapshot whole or not at all. A cache that cannot be written is no error: nothing is lost."""
    body = json.dumps(_as_json(records), ensure_ascii=False, separators=(",", ":")).encode()
    head = json.dumps(_head(state, body)).encode()
    with contextlib.suppress(OSError):
        own_folder(folder)
        _sweep(folder)
        handle, name = tempfile.mkstemp(prefix="catalog-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(head + b"\n" + body)
            Path(name).replace(file_in(folder))
        except BaseException:
            Path(name).unlink()
            raise


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
        with file_in(folder).open("rb") as file:
            return str(json.loads(file.readline())["stamp"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""


def load(folder: Path, state: State) -> Records | None:
    """The records of exactly that state; None where the snapshot is missing, damaged or of another state."""
    try:
        head, _, body = file_in(folder).read_bytes().partition(b"\n")
        if json.loads(head) != _head(state, body):
            return None
        with undisturbed():
            return _from_json(json.loads(body), state.stamp)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _head(state: State, body: bytes) -> dict[str, object]:
    return {"format": FORMAT, "stamp": state.stamp, "sha256": hashlib.sha256(body).hexdigest()}


def _as_json(records: Records) -> dict[str, object]:
    return {
        "revision": records.revision,
        "updated": records.updated,
        "collections": [asdict(collection) for collection in records.collections],
        "cases": [row_of(case) for case in records.cases],
    }


def row_of(case: Case) -> list[object]:
    """A case as JSON, `true` at its end where it was recognised; `case_of` reads it."""
    fields = [[field.name, field.text] for field in case.fields]
    return [case.id.collection, case.number, case.title, fields, *([True] if case.recognised else [])]


def case_of(row: list[Any]) -> Case:
    """The case of a row; ValueError or TypeError where it is none."""
    collection, number, title, fields, *recognised = row
    told = tuple(Field(name, text) for name, text in fields)
    return Case(CaseId(collection, number), title, told, recognised == [True])


def _from_json(value: dict[str, Any], stamp: str) -> Records:
    return Records(
        value["revision"],
        value["updated"],
        tuple(Collection(**collection) for collection in value["collections"]),
        tuple(map(case_of, value["cases"])),
        stamp,
    )
