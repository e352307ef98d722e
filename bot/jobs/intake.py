"""Files on their way into the catalog: read, joined where one collection is asked for, compared with what is there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.catalog.catalog import Catalog
from data.catalog.difference import Changes
from data.catalog.merging import Addition, goal
from data.errors import AnwenError, SourceError
from data.reading.cases import ParseReport, parse
from data.reading.signs.roles import Told
from data.types import Case, Collection
from data.values import dataclass

MANY = 3
"""Cases from which on it is told how they usually end."""
USUALLY = 0.8
_ENDS = "。！？!?…；;.”’」』）)》】]"
"""What a text that was copied whole ends with."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Cases of one collection, as files have them."""

    collection: Collection
    cases: tuple[Case, ...]
    reports: tuple[ParseReport, ...]
    titled: bool = False
    label: str | None = None

    @property
    def warnings(self) -> list[str]:
        several = len(self.reports) > 1
        return [f"{r.file}：{text}" if several else text for r in self.reports for text in r.warnings]

    def going(self, catalog: Catalog) -> frozenset[int]:
        """The numbers that the catalog has and the files have not: what replacing would remove."""
        return catalog.numbers(self.collection.id) - {case.number for case in self.cases}

    def addition(self, removing: frozenset[int] = frozenset()) -> Addition:
        return Addition(self.collection, self.cases, removing, self.titled, self.label)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is no list of cases, or may not be taken for one, and why."""

    path: Path
    error: AnwenError


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read of all files, and what could not be: a bad file stops no other."""

    intakes: tuple[Intake, ...]
    unread: tuple[Unread, ...] = ()


def read(
    paths: Sequence[Path],
    collection_id: str | None,
    title: str | None,
    label: str | None = None,
    how: Told | None = None,
) -> Readings:
    """Every file as a collection of its own, or joined: under one given id, or where files share an id.

    AnwenError where there is only one file and it cannot be read. Files that give one number twice are not joined:
    none of their collection is read.
    """
    joined: dict[str, Intake] = {}
    origin: dict[tuple[str, int], tuple[Path, Case]] = {}
    unread: list[Unread] = []
    refused: set[str] = set()
    for path in dict.fromkeys(paths):
        try:
            collection, cases, report = parse(path, collection_id, title, how or Told())
            for case in cases:
                first, other = origin.setdefault((collection.id, case.number), (path, case))
                if first != path and other != case:
                    refused.add(collection.id)
                    raise SourceError(path, f"案例编号 {case.number} 重复，{first} 中已有 (repeated number)")
        except AnwenError as error:
            unread.append(Unread(path, error))
            continue
        new = Intake(collection, cases, (report,), title is not None, label)
        earlier = joined.get(collection.id)
        joined[collection.id] = _join(earlier, new) if earlier else new
    intakes = tuple(intake for id_, intake in joined.items() if id_ not in refused)
    if not intakes and len(unread) == 1:
        raise unread[0].error
    return Readings(intakes, tuple(unread))


def _join(first: Intake, second: Intake) -> Intake:
    digests = first.collection.source_sha256 + second.collection.source_sha256
    collection = replace(
        first.collection,
        source=f"{first.collection.source}、{second.collection.source}",
        source_sha256=hashlib.sha256(digests.encode("ascii")).hexdigest(),
    )
    cases = {case.id: case for case in (*first.cases, *second.cases)}
    in_order = tuple(cases[id_] for id_ in sorted(cases))
    return replace(first, collection=collection, cases=in_order, reports=first.reports + second.reports)


def planned(catalog: Catalog, intake: Intake, removing: frozenset[int] = frozenset()) -> Changes:
    """What taking it in would change."""
    return goal(catalog, intake.addition(removing)).changes


def counted(intake: Intake, changes: Changes) -> dict[str, object]:
    """What changed, in numbers: the same words in every face."""
    kinds = ("added", "changed", "unchanged", "removed")
    counts: dict[str, object] = {kind: len(getattr(changes, kind)) for kind in kinds}
    counts["kept"] = changes.kept
    names = {"collection": intake.collection.id, "title": intake.collection.title}
    return {**names, "cases": changes.cases, **counts}


def suspicions(catalog: Catalog, intake: Intake) -> list[str]:
    """Signs that a file is only half of itself: it ends in the middle, or what is there goes on where it stops."""
    id_, last, several = intake.collection.id, intake.cases[-1], len(intake.cases) > 1
    stored = catalog.numbers(id_) if several else frozenset[int]()
    changed = catalog.compared(id_, intake.cases, frozenset()).changed
    old = {case.number: case for case in catalog.some(id_, changed)}
    said = []
    if cut := [case.number for case in intake.cases if _cut_off(case, old.get(case.number))]:
        shown = "、".join(map(str, cut[:5]))
        said.append(f"案例 {shown} 的文字在已有文字的中途断了：文件可能没有复制完 (text breaks off)")
    elif not _ended(last) and _usually_ended(intake.cases[:-1]):
        said.append(f"最后的案例{last.number}止于半句：文件可能没有复制完 (the file ends in the middle)")
    beyond = [number for number in stored if number > last.number]
    begins = [number for number in stored if number <= last.number]
    if beyond and {case.number for case in intake.cases} >= set(begins):
        said.append(
            f"文件到案例{last.number}为止，已有的到案例{max(beyond)}：若应当完整，可能没有复制完 (fewer cases than before)"
        )
    return said


def _cut_off(case: Case, old: Case | None) -> bool:
    """Whether the last text of the case is the beginning of what it was."""
    was = (old.text_of(case.fields[-1].name) or "") if old else ""
    text = case.fields[-1].text
    return len(text) < len(was) and was.startswith(text)


def _ended(case: Case) -> bool:
    return case.fields[-1].text.rstrip().endswith(tuple(_ENDS))


def _usually_ended(cases: Sequence[Case]) -> bool:
    return len(cases) >= MANY and sum(map(_ended, cases)) >= USUALLY * len(cases)
