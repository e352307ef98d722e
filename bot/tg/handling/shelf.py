"""Files that administrators sent, until each is confirmed or discarded: one folder a file, by its number."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from pathlib import Path

KEPT = 7 * 86400.0
"""Seconds that a file waits to be confirmed."""
DIGITS = 16
"""Hexadecimal digits of a digest that a button carries: what is written is what was reported, or nothing."""


class Shelf:
    """The folder of the files."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def path(self, number: int, name: str) -> Path:
        """Where the file sent as `name` lies, if it lies here."""
        return self._home / str(number) / _safe_name(name)

    def room(self, number: int, name: str) -> Path:
        """The same place, made ready for the file."""
        path = self.path(number, name)
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        return path

    def drop(self, number: int) -> None:
        folder = self._home / str(number)
        for path in folder.glob("*"):
            path.unlink(missing_ok=True)
        if folder.is_dir():
            folder.rmdir()

    def tidy(self, waiting: Callable[[], frozenset[int]]) -> list[int]:
        """Drop what nobody waits for, and what has waited too long; the numbers of the latter."""
        lying = [int(folder.name) for folder in self._home.glob("*") if folder.name.isdecimal()]
        wanted = waiting()  # asked for after looking: what another process is just fetching is among them
        old = [n for n in lying if (self._home / str(n)).stat().st_mtime < time.time() - KEPT]
        for number in lying:
            if number in old or number not in wanted:
                self.drop(number)
        return [number for number in old if number in wanted]


def digest(path: Path) -> str:
    """What a button says of the file's content; "" where there is no such file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:DIGITS]


def _safe_name(name: str) -> str:
    """A file name without any path in it, its suffix kept."""
    plain = re.sub(r"[^\w.()（）《》 -]", "_", Path(name).name).lstrip(".")[-100:]
    return plain or "upload"
