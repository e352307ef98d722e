"""The vectors of a small index in a file of their own: to read some hundred rows, Chroma takes a second to import.

A copy that is trusted only while nothing was written in the folder of the index since; in any other case the index is
asked, and the copy made anew.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from data.values import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

FORMAT = 2
"""Number of this file's layout."""
NAME = "vectors.bin"
ALIGNED = 64
"""Bytes at whose multiples the vectors begin."""
LEFT = 3_600.0
"""Seconds after which a file that was being written is left over from a process that was killed."""
_COUNTER = slice(24, 28)
"""Where a SQLite file counts its changes (https://sqlite.org/fileformat.html)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The chunks of an index: the state it says it is in, their ids, and their vectors of length 1, a row each."""

    state: str
    ids: list[str]
    vectors: Vector


def written(folder: Path) -> str:
    """What is another whenever something was written in a Chroma's folder; empty where that cannot be told."""
    marks = []
    try:
        for file in sorted(folder.glob("chroma.sqlite3*")):
            about = file.stat()
            with file.open("rb") as opened:
                counted = opened.read(_COUNTER.stop)[_COUNTER].hex()
            marks.append(f"{file.name} {about.st_ino} {about.st_size} {about.st_mtime_ns} {counted}")
    except OSError:
        return ""
    return "; ".join([str(folder), *marks]) if marks else ""


def load(folder: Path, mark: str | None, embedder: str) -> Kept | None:
    """What was saved of the index with that mark, or with whichever; None where nothing was, or it is damaged."""
    import numpy as np

    try:
        with (folder / NAME).open("rb") as file:
            head, told = file.readline()[:-1], file.readline()[:-1]
            body = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))[file.tell() :]
        noted = json.loads(head)
        mark = noted["mark"] if mark is None else mark
        if not mark or noted["mark"] != mark or noted != _head(mark, embedder, told, body):
            return None
        state, ids, shape = json.loads(told)
        return Kept(state, ids, np.frombuffer(body, dtype=np.float32).reshape(shape))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save(folder: Path, mark: str, embedder: str, kept: Kept) -> None:
    """Write the file whole or not at all. A cache that cannot be written is no error: nothing is lost."""
    told = json.dumps([kept.state, kept.ids, kept.vectors.shape], ensure_ascii=False).encode()
    body = kept.vectors.tobytes()
    room = -(len(json.dumps(_head(mark, embedder, told, body))) + len(told) + 2) % ALIGNED
    told += b" " * room  # so that the numbers begin where the processor likes them to
    head = json.dumps(_head(mark, embedder, told, body)).encode()
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(folder)
        handle, name = tempfile.mkstemp(prefix=f"{NAME}-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(b"\n".join((head, told, body)))
            Path(name).replace(folder / NAME)
        except BaseException:
            Path(name).unlink()
            raise


def _head(mark: str, embedder: str, told: bytes, body: bytes | memoryview) -> dict[str, object]:
    digest = hashlib.sha256(told)
    digest.update(body)
    return {"format": FORMAT, "mark": mark, "embedder": embedder, "sha256": digest.hexdigest()}


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{NAME}-*.tmp"):
        if left.stat().st_mtime < time.time() - LEFT:
            left.unlink(missing_ok=True)
