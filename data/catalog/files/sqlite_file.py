"""What of a SQLite catalog is read with the standard library alone, and what its errors mean.

A rollback journal, not a write-ahead log: writes are few and short, one file is the whole catalog (it can be
copied), and a folder that may only be read can be read. A writer killed at any moment leaves a journal from
which the next to open the file, reader or writer, restores the last commit; hence readers open it `rw`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from data.catalog.files.snapshot import State
from data.errors import CatalogError
from data.types import CaseId, Confirmed

SCHEME = "sqlite:///"
CHANGING = 64_000
"""Kilobytes of pages that a writer holds before it writes them: until then readers are not kept waiting."""
COARSE = 2.5
"""Seconds within which two changes of a file may have the same time: FAT counts two, the others less."""
LAYOUT = 1
"""Number of the tables' layout; a catalog of another number was made by another version."""


def file_of(url: str) -> Path | None:
    """The file of a SQLite URL, all of it after `sqlite:///`; None for any other database."""
    rest = url.removeprefix(SCHEME)
    return Path(rest) if rest not in (url, "", ":memory:") else None


def connect(path: Path, patience: float, create: bool = False) -> sqlite3.Connection:
    """A connection that begins no transaction by itself and waits `patience` seconds for a lock.

    The file is for its owner's eyes only, whatever the folder: one of an earlier version becomes so when written.
    """
    if create:
        _own(path)
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path.absolute()))}?mode={'rwc' if create else 'rw'}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    if create:
        connection.execute(f"PRAGMA cache_size = -{CHANGING}")
    return connection


def _own(path: Path) -> None:
    """Never opens a file that is there: closing it again would let go of the locks that this process has on it."""
    with suppress(OSError):  # of somebody else, or not to be made: opening it says what is wrong
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        elif path.stat().st_mode & 0o077:
            path.chmod(0o600)


def read_state(path: Path, patience: float) -> State:
    """The state of the catalog in the file; `State()` where there is none yet. CatalogError otherwise."""
    try:
        if not path.exists():
            return State()
        with closing(connect(path, patience)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'catalog'").fetchone():
                return State()
            row = connection.execute("SELECT layout, revision, updated, stamp FROM catalog").fetchone()
    except (sqlite3.Error, OSError) as error:
        raise explain(str(error), str(path)) from error
    return state_of(row, str(path))


class Seen:
    """The state of a catalog in a file, remembered as long as the file is as it was: a question asks five times.

    A writer changes the file before its commit, and while it does none can read; so a state that was read of a file is
    its state until the file changes. Times of files are coarse: what was written just now is read again.
    """

    def __init__(self) -> None:
        self._held: tuple[tuple[object, ...], State] | None = None

    def state(self, path: Path, patience: float) -> State:
        """As `read_state`."""
        file = _looks(path)
        if file is not None and self._held is not None and self._held[0] == file:
            return self._held[1]
        state = read_state(path, patience)
        settled = file is not None and file == _looks(path)
        self._held = (file, state) if file is not None and settled else None
        return state


def _looks(path: Path) -> tuple[object, ...] | None:
    """What tells that a file was not written since; None where that cannot be told."""
    try:
        told = path.stat()
    except OSError:
        return None
    now = time.time()
    if not 0 <= told.st_mtime < now - COARSE:
        return None
    return str(path), told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def read_confirmed(path: Path, patience: float) -> tuple[Confirmed, ...]:
    """The confirmed questions in the file, in an order of their own. CatalogError where it cannot be read."""
    if not has_table(path, patience, "confirmed_questions"):
        return ()
    wanted = "SELECT question, collection, number, sha256 FROM confirmed_questions ORDER BY key"
    try:
        with closing(connect(path, patience)) as connection:
            rows = connection.execute(wanted).fetchall()
    except (sqlite3.Error, OSError) as error:
        raise explain(str(error), str(path)) from error
    return tuple(Confirmed(question, CaseId(home, number), sha256) for question, home, number, sha256 in rows)


def read_identity(path: Path, patience: float) -> str:
    """Who the catalog in the file is; empty where it has no identity yet. CatalogError where it cannot be read."""
    if not path.exists() or not has_table(path, patience, "catalog_identity"):
        return ""
    try:
        with closing(connect(path, patience)) as connection:
            row = connection.execute("SELECT identity FROM catalog_identity").fetchone()
    except (sqlite3.Error, OSError) as error:
        raise explain(str(error), str(path)) from error
    return str(row[0]) if row else ""


def has_table(path: Path, patience: float, name: str) -> bool:
    """Whether the file has that table. CatalogError where it cannot be read."""
    try:
        with closing(connect(path, patience)) as connection:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    except (sqlite3.Error, OSError) as error:
        raise explain(str(error), str(path)) from error
    return bool(found)


def state_of(row: object, place: str) -> State:
    """The state a row (layout, revision, updated, stamp) tells; CatalogError for another version's layout."""
    match row:
        case None:
            return State()
        case (layout, int(revision), str(updated), str(stamp)) if layout == LAYOUT:
            return State(revision, updated, stamp)
    raise other_version(place)


def other_version(place: str) -> CatalogError:
    """The error to show for a catalog that a later version of the program has made or changed."""
    problem = "由另一个版本的程序建立：升级本程序，或移走它后重新 ingest (made by another version)"
    return CatalogError(f"案例目录 {place} {problem}")


_MEANINGS = (
    (("database or disk is full", "no space left"), "磁盘已满，未作任何改动：腾出空间后重试 (disk full)"),
    (
        ("no answer in time", "statement timeout"),
        "没有在时限内回答：检查数据库服务器与网络后重试 (no answer in time)",
    ),
    (("locked", "busy", "lock timeout"), "正被另一个进程占用，请稍后重试 (in use by another process)"),
    (
        (
            "readonly",
            "read-only",
            "unable to open",
            "permission denied",
            "not permitted",
            "not a directory",
            "file exists",
        ),
        "无法打开或写入：检查权限，或把 ANWEN_HOME 设为可写的文件夹 (cannot be opened or written)",
    ),
    (
        ("not a database", "malformed", "no such table", "no such column", "decode"),
        "已损坏或不是案例目录：运行 anwen doctor --fix 找回，或移走该文件后重新 ingest (corrupt, or not a catalog)",
    ),
    (("disk i/o error",), "磁盘读写出错，未作任何改动：检查磁盘后重试 (disk I/O error)"),
)
"""What the database says → what it means for a person and how to mend it."""


def explain(said: str, place: str) -> CatalogError:
    """The error to show when the database at `place` failed with the words `said`."""
    lower = said.lower()
    for words, meaning in _MEANINGS:
        if any(word in lower for word in words):
            return CatalogError(f"案例目录 {place} {meaning}")
    first = said.strip().splitlines()[0] if said.strip() else "?"
    return CatalogError(f"案例目录 {place} 出错 (catalog error)：{first}")
