"""Files on their way into the catalog: read, joined where one collection is asked for, compared."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.catalog.catalog import Changes
from data.errors import SourceError
from data.reading.cases import ParseReport, parse
from data.types import Case, Collection, Records


@dataclass(frozen=True, slots=True)
class Intake:
    """One collection that is to replace what the catalog holds under its id."""

    collection: Collection
    cases: tuple[Case, ...]
    reports: tuple[ParseReport, ...]

    @property
    def warnings(self) -> list[str]:
        several = len(self.reports) > 1
        return [f"{r.file}：{text}" if several else text for r in self.reports for text in r.warnings]


def read(paths: Sequence[Path], collection_id: str | None, title: str | None) -> list[Intake]:
    """Every file as a collection of its own, or joined: under one given id, or where files share an id."""
    joined: dict[str, Intake] = {}
    origin: dict[tuple[str, int], Path] = {}
    for path in dict.fromkeys(paths):
        collection, cases, report = parse(path, collection_id, title)
        for case in cases:
            first = origin.setdefault((collection.id, case.number), path)
            if first != path:
                raise SourceError(path, f"案例编号 {case.number} 重复，{first} 中已有 (repeated number)")
        earlier = joined.get(collection.id)
        new = Intake(collection, cases, (report,))
        joined[collection.id] = _join(earlier, new) if earlier else new
    return list(joined.values())


def _join(first: Intake, second: Intake) -> Intake:
    digests = first.collection.source_sha256 + second.collection.source_sha256
    collection = replace(
        first.collection,
        source=f"{first.collection.source}、{second.collection.source}",
        source_sha256=hashlib.sha256(digests.encode("ascii")).hexdigest(),
    )
    cases = tuple(sorted(first.cases + second.cases, key=lambda case: case.id))
    return Intake(collection, cases, first.reports + second.reports)


def planned(records: Records, intake: Intake) -> Changes:
    """What replacing the collection would change."""
    old = {case.number: case.sha256 for case in records.of(intake.collection.id)}
    new = {case.number: case.sha256 for case in intake.cases}
    return Changes(
        collection=intake.collection.id,
        cases=len(new),
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(n for n in new.keys() & old.keys() if old[n] != new[n])),
        unchanged=tuple(sorted(n for n in new.keys() & old.keys() if old[n] == new[n])),
        removed=tuple(sorted(old.keys() - new.keys())),
    )
