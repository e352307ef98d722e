"""What changed since the snapshot, one line a change: whoever has an earlier state need not read all cases again.

Like the snapshot it is a copy that is trusted only when it leads, whole, to the catalog's very state.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from data.catalog.files import snapshot
from data.catalog.files.by_key import KeptCases
from data.catalog.files.rows import case_of, row_of
from data.catalog.files.snapshot import State
from data.types import Case, Collection, Records
from data.values import dataclass

SHARE = 4
"""The snapshot is written anew once the journal has a quarter of its bytes: reading both then costs little more."""
LEAST = 64_000
"""Bytes up to which a journal is short whatever the snapshot."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the catalog: what became of the collection `id`, between two states."""

    before: State
    after: State
    id: str
    collection: Collection | None
    """As it is afterwards; None where it was taken out."""
    gone: tuple[int, ...] = ()
    new: tuple[Case, ...] = ()
    """The cases that were added or changed."""

    def applied(self, records: Records) -> Records:
        """`records`, which are those before, as they are after; cases that are as they were stay the same objects."""
        revision, updated, stamp = self.after.revision, self.after.updated, self.after.stamp
        if isinstance(records.cases, KeptCases):
            named = {c.id: c for c in records.collections} | {self.id: self.collection}
            there = tuple(collection for collection in named.values() if collection)
            return Records(revision, updated, there, records.cases.after(self, [c.id for c in there]), stamp)
        if self.collection is None:
            kept = tuple(c for c in records.collections if c.id != self.id)
            left = tuple(c for c in records.cases if c.id.collection != self.id)
            return Records(revision, updated, kept, left, stamp)
        known = {collection.id: collection for collection in records.collections} | {self.id: self.collection}
        place = {id_: at for at, id_ in enumerate(known)}
        at = place[self.id]
        first = bisect_left(records.cases, at, key=lambda case: place[case.id.collection])
        last = bisect_right(records.cases, at, key=lambda case: place[case.id.collection])
        own = {case.id.number: case for case in records.cases[first:last]}
        for number in self.gone:
            own.pop(number, None)
        own |= {case.id.number: case for case in self.new}
        cases = (*records.cases[:first], *(own[number] for number in sorted(own)), *records.cases[last:])
        return Records(revision, updated, tuple(known.values()), cases, stamp)


def file_in(folder: Path) -> Path:
    """Where the journal lies in the cache folder."""
    return folder / "changes.jsonl"


def append(folder: Path, step: Step) -> None:
    """Add a change to the journal. A cache that cannot be written is no error: nothing is lost."""
    body = json.dumps(_as_json(step), ensure_ascii=False, separators=(",", ":"))
    line = f"\n{step.before.stamp or '-'} {step.after.stamp} {_digest(body)} {body}\n"
    with contextlib.suppress(OSError, UnicodeEncodeError):
        snapshot.own_folder(folder)
        with open(file_in(folder), "ab", opener=_for_its_owner) as file:
            file.write(line.encode())  # on a line of its own, whatever a stop cut off before


def load(folder: Path, state: State) -> Records | None:
    """The records of exactly that state: the snapshot's, with what changed since; None where they do not lead there."""
    base = snapshot.stamp_in(folder)
    steps = between(folder, base, state)
    if steps is None:
        return None
    records = snapshot.load(folder, State(stamp=base)) if base else Records(0, "", (), ())
    return carried_on(records, steps) if records else None


def latest(folder: Path) -> Records | None:
    """The records of the newest state that the folder leads to, whatever the catalog's; None where it leads to none."""
    base = snapshot.stamp_in(folder)
    records = snapshot.load(folder, State(stamp=base)) if base else Records(0, "", (), ())
    steps = {step.before.stamp: step for line in _lines(folder).values() if (step := _step(line))}
    while records is not None and (step := steps.pop(records.stamp, None)):
        records = step.applied(records)
    return records if records and records.stamp else None


def carried_on(records: Records, steps: Iterable[Step]) -> Records:
    """`records` after all of `steps`."""
    for step in steps:
        records = step.applied(records)
    return records


def between(folder: Path, before: str, after: State) -> list[Step] | None:
    """The changes from the state stamped `before` (empty: from nothing) to `after`; None where some are not there."""
    steps: list[Step] = []
    stamp = after.stamp
    lines = _lines(folder) if stamp != before else {}
    while stamp != before:
        step = _step(lines.pop(stamp, ""))
        if step is None:
            return None
        steps.append(step)
        stamp = step.before.stamp
    return steps[::-1]


def long(folder: Path) -> bool:
    """Whether a new snapshot is worth while: there is none, or the journal has grown long beside it."""
    try:
        limit = LEAST + snapshot.file_in(folder).stat().st_size // SHARE
    except OSError:
        return True
    with contextlib.suppress(OSError):
        return file_in(folder).stat().st_size > limit
    return False


def save(folder: Path, state: State, records: Records) -> None:
    """Write the snapshot anew, after which the journal is empty."""
    snapshot.save(folder, state, records)
    with contextlib.suppress(OSError):
        file_in(folder).unlink(missing_ok=True)


def save_rows(folder: Path, state: State, collections: Sequence[Collection], cases: Iterable[Case]) -> None:
    """As `save`, for a large catalog, whose `cases` come one by one."""
    snapshot.save_rows(folder, state, collections, cases)
    with contextlib.suppress(OSError):
        file_in(folder).unlink(missing_ok=True)


def _lines(folder: Path) -> dict[str, str]:
    """The journal's lines by the stamps they lead to: each stamp is drawn once."""
    try:
        text = file_in(folder).read_text("utf-8", "replace")  # what that hits is none of the digest's
    except OSError:
        return {}
    parts = (line.split(" ", 2) for line in text.split("\n"))
    return {part[1]: " ".join(part) for part in parts if len(part) == 3}


def _step(line: str) -> Step | None:
    try:
        before, after, digest, body = line.split(" ", 3)
        if digest != _digest(body):
            return None
        value = json.loads(body)
        row = value["collection"]
        step = Step(
            State(*value["before"]),
            State(*value["after"]),
            value["id"],
            Collection(**row) if row else None,
            tuple(value["gone"]),
            tuple(map(case_of, value["new"])),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return step if (step.before.stamp or "-", step.after.stamp) == (before, after) else None


def _as_json(step: Step) -> dict[str, object]:
    return {
        "before": [step.before.revision, step.before.updated, step.before.stamp],
        "after": [step.after.revision, step.after.updated, step.after.stamp],
        "id": step.id,
        "collection": asdict(step.collection) if step.collection else None,
        "gone": list(step.gone),
        "new": [row_of(case) for case in step.new],
    }


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
