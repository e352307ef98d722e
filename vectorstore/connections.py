"""Where a Chroma is, and what to say and do when it cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from data.values import dataclass
from vectorstore import kept
from vectorstore.generations import NEVER, Generations
from vectorstore.lending import lend
from vectorstore.patience import Patient, patiently

_PLACE_AT_FAULT = (
    "readonly", "read-only", "ermission denied", "is full", "disk I/O", "No space", "unable to open",
    "Not a directory", "File exists", "File too large", "Errno",
    "os error 13", "os error 27", "os error 28", "os error 30",
)  # fmt: skip
"""Signs in the words of SQLite, Rust and Python that the place is at fault, and not what lies in it."""


class Connection(Protocol):
    """A way to a Chroma: called, it gives a fresh client, which sees all that was written so far."""

    @property
    def sync_threshold(self) -> int | None:
        """Changed rows before Chroma writes its graph; None where that is the server's own affair."""

    @property
    def where(self) -> str:
        """The place that a fresh client would see: a client of another one writes what nobody reads."""

    @property
    def written(self) -> str:
        """What is another whenever something was written there; empty where that cannot be told."""

    @property
    def untidy(self) -> bool:
        """Whether `tidy` has something to do."""

    def __call__(self) -> Any: ...

    def lent(self) -> tuple[Any, object] | None:
        """A client that may only read, where what there is cannot be opened as it lies; with what keeps it there."""

    def tidy(self) -> bool:
        """Spare the next opening what it would have to make anew; whether a fresh client is needed.

        For the one that holds the writing lock, with no client open.
        """

    def beside(self) -> Connection | None:
        """The way to an empty place that nobody reads; None where a Chroma is shared with others (a server)."""

    def adopt(self, other: Connection) -> None:
        """Put the place of `other`, which came from `beside`, where this one is. No client of it may be open."""

    def sweep(self) -> None:
        """Remove places that nobody reads. For the one that holds the writing lock."""

    def at_fault(self, problem: str) -> bool:
        """Whether the place is to blame, full or only to be read, and not what lies in it."""

    def explain(self, problem: str) -> str:
        """What went wrong and how to mend it, for a person."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A Chroma inside this process, in a folder of its own."""

    path: Path
    open: Callable[[Path], Any]
    write_graph: Callable[[Path], None]
    """Makes the Chroma in a folder write its graph of all vectors."""
    place: Path | None = None
    """The very folder, of one that is not in use yet; else the one that is in use at the time."""
    sync_threshold = NEVER

    @property
    def where(self) -> str:
        return str(self.place or Generations(self.path).current())

    @property
    def written(self) -> str:
        return kept.written(Path(self.where))

    @property
    def untidy(self) -> bool:
        return Generations(self.path).outgrown

    def __call__(self) -> Any:
        place = self.place or Generations(self.path).current()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.open(place)

    def lent(self) -> tuple[Any, object] | None:
        copy = lend(self.place or Generations(self.path).current())
        return (self.open(Path(copy.name)), copy) if copy else None

    def tidy(self) -> bool:
        return Generations(self.path).succeed(self.write_graph)

    def beside(self) -> Folder:
        self.sweep()
        return replace(self, place=Generations(self.path).next())

    def adopt(self, other: Connection) -> None:
        assert isinstance(other, Folder)
        assert other.place is not None
        Generations(self.path).adopt(other.place, self.write_graph)

    def sweep(self) -> None:
        Generations(self.path).sweep()

    def at_fault(self, problem: str) -> bool:
        return any(sign in problem for sign in _PLACE_AT_FAULT)

    def explain(self, problem: str) -> str:
        if self.at_fault(problem):
            return f"索引 {self.path} 无法读写：检查磁盘空间与权限 (the index cannot be written: {problem})"
        # Chroma hides a full disk behind "Error in compaction" now and then.
        mend = "检查磁盘空间，再运行 anwen reindex 重建"
        return f"索引 {self.path} 无法使用：{mend} (the index cannot be used: {problem})"


@dataclass(frozen=True, slots=True)
class Server:
    """A Chroma server at `url`, http(s)://host:port."""

    url: str
    token: str | None
    open: Callable[[str, str | None], Any]
    sync_threshold = None
    untidy = False
    written = ""

    @property
    def where(self) -> str:
        return self.url

    def __call__(self) -> Any:
        return Patient(patiently(lambda: self.open(self.url, self.token), seen=False))

    def lent(self) -> None:
        return None

    def tidy(self) -> bool:
        return False

    def beside(self) -> None:
        return None

    def adopt(self, other: Connection) -> None:
        raise NotImplementedError("what is on one server is told apart by names")

    def sweep(self) -> None:
        return

    def at_fault(self, problem: str) -> bool:
        return False

    def explain(self, problem: str) -> str:
        if self.token:
            problem = problem.replace(self.token, "***")
        return (
            f"Chroma 服务器 {self.url} 无法使用：检查它是否在运行，以及 ANWEN_CHROMA_URL 与 ANWEN_CHROMA_TOKEN "
            f"(the Chroma server cannot be used: {problem})"
        )
