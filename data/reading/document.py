"""What a file holds, before anyone knows what it means: lines, table rows, or ready entries."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file and where they came from."""

    path: Path
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file. A paragraph has one cell, a table row several.

    `number` is the 1-based line of the file, or what a person can find again in it (paragraph, sheet row).
    `above` are the cells merged with the one above (they repeat its text), `left` those merged with the one
    to their left (they are empty). `resumes` marks the first row after a page break in a table, which may be
    the rest of the row before it.
    """

    number: int
    cells: tuple[str, ...]
    above: frozenset[int] = frozenset()
    left: frozenset[int] = frozenset()
    resumes: bool = False

    @property
    def text(self) -> str:
        return "\t".join(self.cells).strip()

    @property
    def is_row(self) -> bool:
        return len(self.cells) > 1

    @property
    def is_blank(self) -> bool:
        return not any(map(str.strip, self.cells))


@dataclass(frozen=True, slots=True)
class Entry:
    """A case as it stands in the file, neither cleaned nor checked; `fields` are (name, text) in order."""

    line: int
    number: int
    title: str
    fields: tuple[tuple[str, str], ...]
    exact: bool = False
    """Whether &lt; is the text itself, where the format has ways of its own to write any character."""
    recognised: bool = False
    """Whether words of it were recognised in pictures."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the file that went into no case, and why.

    `aside` marks what stands around the content of any such file (navigation, page numbers, a table of
    contents): it is reported, and nobody is warned of it.
    """

    line: int
    text: str
    reason: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its format reads it: `lines`, or `entries` where the format itself says what a case is.

    Two tables that follow each other, and a table and the paragraph after it, have a blank line between.
    `tabular` formats say themselves what a table row is, so there a line outside is never half a row. `title`
    is what the file calls itself, where the format has a place for that.
    """

    source: Source
    format: str
    encoding: str
    characters: int
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    tabular: bool = False
    title: str = ""
    recognised: frozenset[int] = frozenset()
    """The numbers of the lines that were recognised in pictures, and may be wrong."""
    parts: tuple[tuple[int, str], ...] = ()
    """Where among the lines each part with a name of its own begins, and that name: the sheets of a workbook."""

    @property
    def path(self) -> Path:
        return self.source.path

    def marked(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """The entries found in the lines, those marked that a recognised line is part of: up to the next entry's."""
        if not (self.recognised and entries):
            return tuple(entries)
        starts = sorted({entry.line for entry in entries})
        ends = dict(zip(starts, [*starts[1:], max(self.recognised) + 1], strict=True))
        return tuple(
            replace(entry, recognised=any(entry.line <= at < ends[entry.line] for at in self.recognised))
            for entry in entries
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries found in a document's lines, and what was passed over to find them."""

    entries: tuple[Entry, ...]
    dropped: tuple[Dropped, ...]
    tables: int = 0
    header_rows: int = 0
    joined: tuple[int, ...] = ()
    """The lines of the rows that were joined to the row before or after them."""
    structure: tuple[str, ...] = ()
    """What says which text is what and is in no case itself: the cells of header rows, 案例名称： before a title."""
    goes_on: bool = False
    """Whether the numbers are of a series that began before: 检例第61号, 指导案例105号."""
