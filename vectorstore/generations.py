"""The folders a Chroma has lain in, one after the other: a new one is made whole before it takes the old one's place.

Chroma keeps what is written in a log in SQLite, which survives anything, and now and then writes its graph of all
vectors into files, which survives nothing: a kill -9 in it left an index that cannot be opened, or whose opening
ends the process. Without the graph every opening makes it anew from the log, 1 to 3 ms a row. So the folder in use is
never told to write its graph; a copy is, and takes its place when it is done.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from data.values import dataclass

LOG = 500
"""Rows of the log from which a copy with its graph is made: half a second of every start that reads the index."""
NEVER = 1_000_000_000
"""Chroma's sync_threshold of a folder in use: rows before it writes the graph of its own accord."""


@dataclass(frozen=True, slots=True)
class Generations:
    """The folders `path`, `path.2`, `path.3` …, of which the file `path.now` names the one in use."""

    path: Path

    @property
    def _pointer(self) -> Path:
        return self.path.with_name(f"{self.path.name}.now")

    def current(self) -> Path:
        """The folder in use, which need not be there yet."""
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return self.path
        number = name.removeprefix(f"{self.path.name}.")
        return self.path.with_name(name) if number.isdecimal() else self.path

    @property
    def outgrown(self) -> bool:
        """Whether the current folder's log is so long that a copy with its graph is worth its while."""
        return _log_of(self.current()) >= LOG

    def succeed(self, finish: Callable[[Path], None]) -> bool:
        """Put a copy in the current folder's place after `finish` has worked on it; False where that is no use yet.

        For the one that holds the writing lock, with no client of the folder open. Whatever stops it, the current
        folder is as it was: OSError, and what `finish` raises, leave at most a copy that the next one sweeps.
        """
        if not self.outgrown:
            return False
        now = self.current()
        self.sweep()
        new = self.next()
        try:
            shutil.copytree(now, new)
            finish(new)
            if _log_of(new) >= LOG:
                return False
            _write_whole(self._pointer, new.name)
        finally:
            self.sweep()
        return True

    def next(self) -> Path:
        """The folder that comes after the one in use; nobody reads it before `adopt`."""
        number = self.current().name.removeprefix(f"{self.path.name}.")
        return self.path.with_name(f"{self.path.name}.{int(number) + 1 if number.isdecimal() else 2}")

    def adopt(self, new: Path, finish: Callable[[Path], None]) -> None:
        """Put `new`, made from nothing, in the current folder's place, with its graph where its log is long.

        For the one that holds the writing lock, with no client of `new` open. OSError, and what `finish` raises,
        leave the current folder in its place.
        """
        if _log_of(new) >= LOG:
            finish(new)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(self._pointer, new.name)
        self.sweep()

    def sweep(self) -> None:
        """Remove the folders that are not in use. Who has one of them open reads on in it."""
        now = self.current()
        for place in (self.path, *self.path.parent.glob(f"{self.path.name}.*")):
            number = place.name.removeprefix(f"{self.path.name}.")
            if place != now and (place == self.path or number.isdecimal()):
                shutil.rmtree(place, ignore_errors=True)


def _log_of(folder: Path) -> int:
    """How many rows the folder's log holds; 0 where it cannot be told, for the log is Chroma's own."""
    file = folder / "chroma.sqlite3"
    if not file.is_file():
        return 0
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM embeddings_queue").fetchone()[0])
    except sqlite3.Error:
        return 0


def _write_whole(file: Path, text: str) -> None:
    """Write the file so that a reader finds the old text or the new one, also after the power failed."""
    new = file.with_name(f"{file.name}.new")
    with new.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)
