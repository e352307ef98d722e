"""The cases of a large catalog in a file, each read when it is asked for: a process holds no texts but those.

The file stays open, so what was opened stays what it was, whoever puts another in its place: a reader sees one state
whole for as long as it likes, with no lock on the database, whichever that is. It is read, not mapped: of a mapped one
sixteen pages come with each, and after some questions a process held all its 50 MB.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import threading
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from data.catalog.files.rows import case_of, row_of
from data.errors import CatalogError
from data.types import Case, CaseId

if TYPE_CHECKING:
    from data.catalog.files.journal import Step

LARGE = 20_000
"""Cases from which on they are not all held: with what is known of each, 100,000 took 115 MB and 0.6 s to read."""
HELD = 2_000
"""Cases read last that are held."""
FEW = 200
"""Changed cases up to which each is put in its place among the others, which are not gone through."""
_END = struct.Struct("<Q8s")
"""The end of the file: how many bytes the head before it has, and what file it is."""
_MAGIC = b"anwen-r1"
DAMAGED = (
    "案例目录的缓存 {path} 已损坏：删除它后重试 (the catalog's cache is damaged: delete it and try again)"
)


class KeptCases(Sequence[Case]):
    """Cases in the catalog's order, each read when it is asked for. Threads may share it.

    CatalogError where a case is not what was written.
    """

    def __init__(
        self,
        rows: _Rows,
        ranges: Mapping[str, tuple[int, int]],
        numbers: array[int],
        at: array[int],
        later: tuple[Case, ...] = (),
    ) -> None:
        """`ranges`: where the cases of each collection stand; `numbers`: theirs; `at`: which row of the file each is,
        and from -1 downwards which of `later`, which are not in it."""
        self._rows = rows
        self._ranges = dict(ranges)
        self._numbers = numbers
        self._at = at
        self._later = later
        self._held: dict[int, Case] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        if isinstance(at, slice):
            return tuple(self._case(one) for one in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._case(at % len(self))

    def __iter__(self) -> Iterator[Case]:
        for row in self._at:
            yield self._held.get(row) or self._read(row)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def _case(self, at: int) -> Case:
        row = self._at[at]
        case = self._held.get(row)
        if case is None:
            case = self._read(row)
            if len(self._held) >= HELD:
                for old in list(self._held)[: HELD // 2]:
                    self._held.pop(old, None)
            self._held[row] = case
        return case

    def _read(self, row: int) -> Case:
        return self._later[-1 - row] if row < 0 else self._rows.case(row)

    @property
    def sizes(self) -> dict[str, int]:
        """How many cases each collection has, in their order."""
        return {id_: end - start for id_, (start, end) in self._ranges.items()}

    def place(self, id_: CaseId) -> int | None:
        """Where the case stands; None where it is not there."""
        start, end = self._ranges.get(id_.collection, (0, 0))
        at = bisect_left(self._numbers, id_.number, start, end)
        return at if at < end and self._numbers[at] == id_.number else None

    def get(self, id_: CaseId) -> Case | None:
        """The case of that identity; None where there is none."""
        at = self.place(id_)
        return None if at is None else self._case(at)

    def id_at(self, at: int) -> CaseId:
        """The identity of the case that stands there, which is not read for it."""
        name = next(id_ for id_, (start, end) in self._ranges.items() if start <= at < end)
        return CaseId(name, self._numbers[at])

    def numbered(self) -> Iterator[tuple[str, Sequence[int]]]:
        """Each collection with the numbers of its cases."""
        for id_, (start, end) in self._ranges.items():
            yield id_, self._numbers[start:end]

    def of(self, collection: str) -> Iterator[Case]:
        """The cases of a collection in order."""
        start, end = self._ranges.get(collection, (0, 0))
        return (self._read(row) for row in self._at[start:end])

    def titles(self) -> list[str]:
        """The titles of all cases, which are not read for them."""
        told = self._rows.titles()
        return [self._later[-1 - row].title if row < 0 else told[row] for row in self._at]

    def after(self, step: Step, order: Sequence[str]) -> KeptCases:
        """Those after a change of the catalog; `order`: that of the collections."""
        later = (*self._later, *step.new)
        if (rewritten := self._rewritten(step)) is not None and list(self._ranges) == list(order):
            return KeptCases(self._rows, self._ranges, self._numbers, rewritten, later)
        parts = {
            id_: (self._numbers[start:end], self._at[start:end]) for id_, (start, end) in self._ranges.items()
        }
        if step.collection is None:
            parts.pop(step.id, None)
        else:
            known, rows = parts.get(step.id, (array("q"), array("q")))
            coming = {case.number: -1 - len(self._later) - at for at, case in enumerate(step.new)}
            parts[step.id] = _changed(known, rows, coming, step.gone)
        numbers, at, ranges = array("q"), array("q"), {}
        for id_ in (id_ for id_ in order if id_ in parts):
            known, rows = parts[id_]
            ranges[id_] = len(numbers), len(numbers) + len(known)
            numbers += known
            at += rows
        return KeptCases(self._rows, ranges, numbers, at, later)

    def _rewritten(self, step: Step) -> array[int] | None:
        """The row of each case, where nothing but the text of some was changed; None where any comes or goes."""
        if step.collection is None or step.gone:
            return None
        rows = array("q", self._at)
        for later, case in enumerate(step.new, len(self._later)):
            at = self.place(case.id)
            if at is None:
                return None
            rows[at] = -1 - later
        return rows


def _changed(
    numbers: array[int], rows: array[int], coming: Mapping[int, int], gone: Sequence[int]
) -> tuple[array[int], array[int]]:
    """`numbers`, in order, and the `rows` of their cases, after others were `coming`, or in another row, or `gone`."""
    if len(coming) + len(gone) > FEW:
        own = {**dict(zip(numbers, rows, strict=True)), **coming}
        left = sorted(own.keys() - frozenset(gone))
        return array("q", left), array("q", map(own.__getitem__, left))
    for number in (*coming, *gone):
        at = bisect_left(numbers, number)
        there = at < len(numbers) and numbers[at] == number
        new = [coming[number]] if number in coming else []
        rows[at : at + there] = array("q", new)
        numbers[at : at + there] = array("q", [number] if new else [])
    return numbers, rows


class _Opened:
    """A file, of which stretches are read. Threads may share it; it is closed when nobody has it any more."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self.size = os.fstat(self._file.fileno()).st_size
        self._one = threading.Lock()

    def read(self, start: int, end: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), end - start, start)
        with self._one:  # Windows: one at a time goes to its place
            self._file.seek(start)
            return self._file.read(end - start)


class _Rows:
    """The rows of a file."""

    def __init__(self, path: Path, opened: _Opened, head: Mapping[str, Any], ends: array[int]) -> None:
        self._path = path
        self._opened = opened
        self._head = head
        self._ends = ends
        self._digests = _array(opened, head["digests"], "I")

    def case(self, at: int) -> Case:
        body = self._opened.read(self._ends[at], self._ends[at + 1])
        if zlib.crc32(body) != self._digests[at]:
            raise CatalogError(DAMAGED.format(path=self._path))
        return case_of(json.loads(body))

    def titles(self) -> list[str]:
        body = self._opened.read(*self._head["titles"])
        if zlib.crc32(body) != self._head["titles_crc"]:
            raise CatalogError(DAMAGED.format(path=self._path))
        found: list[str] = json.loads(body)
        return found


def save(file: IO[bytes], told: Mapping[str, object], cases: Iterable[Case]) -> None:
    """Write `cases`, in the catalog's order, with what else is `told` of them."""
    ends, numbers, digests = array("Q", [0]), array("q"), array("I")
    titles: list[str] = []
    ranges: dict[str, list[int]] = {}
    for at, case in enumerate(cases):
        body = json.dumps(row_of(case), ensure_ascii=False, separators=(",", ":")).encode()
        file.write(body)
        ends.append(ends[-1] + len(body))
        numbers.append(case.number)
        digests.append(zlib.crc32(body))
        titles.append(case.title)
        ranges.setdefault(case.id.collection, [at, at])[1] = at + 1
    head: dict[str, object] = {**told, "ranges": ranges}
    place = ends[-1]
    body = json.dumps(titles, ensure_ascii=False, separators=(",", ":")).encode()
    head["titles_crc"] = zlib.crc32(body)
    whole = hashlib.sha256()
    for name, part in (
        ("titles", body),
        ("ends", ends.tobytes()),
        ("numbers", numbers.tobytes()),
        ("digests", digests.tobytes()),
    ):
        file.write(part)
        head[name] = [place, place + len(part)]
        place += len(part)
        if name != "titles":
            whole.update(part)
    head["sha256"] = whole.hexdigest()
    last = json.dumps(head, ensure_ascii=False).encode()
    file.write(last + _END.pack(len(last), _MAGIC))


def head_of(path: Path) -> dict[str, Any]:
    """What was told when the file was written. OSError, ValueError or struct.error where it is none."""
    return _head_in(_Opened(path))


def _head_in(opened: _Opened) -> dict[str, Any]:
    end = opened.size - _END.size
    length, magic = _END.unpack(opened.read(max(end, 0), opened.size))
    if magic != _MAGIC:
        raise ValueError(magic)
    found: dict[str, Any] = json.loads(opened.read(max(end - length, 0), end))
    return found


def load(path: Path) -> tuple[dict[str, Any], KeptCases]:
    """What was told, and the cases. As `head_of`; ValueError, too, where the file is damaged."""
    opened = _Opened(path)
    head = _head_in(opened)
    whole = hashlib.sha256()
    for name in ("ends", "numbers", "digests"):
        whole.update(opened.read(*head[name]))
    if whole.hexdigest() != head["sha256"]:
        raise ValueError(path)
    numbers = _array(opened, head["numbers"], "q")
    rows = _Rows(path, opened, head, _array(opened, head["ends"], "Q"))
    ranges = {id_: (start, end) for id_, (start, end) in head["ranges"].items()}
    return head, KeptCases(rows, ranges, numbers, array("q", range(len(numbers))))


def _array(opened: _Opened, part: Sequence[int], code: str) -> array[int]:
    found: array[int] = array(code)
    found.frombytes(opened.read(*part))
    return found
