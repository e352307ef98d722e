"""What a file holds, before anyone knows what it means: lines, table rows, or ready entries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


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
    """

    number: int
    cells: tuple[str, ...]

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


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the file that went into no case, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its format reads it: `lines`, or `entries` where the format itself says what a case is.

    Two tables that follow each other, and a table and the paragraph after it, have a blank line between.
    """

    source: Source
    format: str
    encoding: str
    characters: int
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return self.source.path
