"""What can go wrong, each with its facts and a message fit to show a person.

AnwenError                  exit status 1
├── SettingError            a setting's value makes no sense
├── SourceError             a file cannot be read as cases
│   └── MalformedCase       … and this is the line
├── UnknownCase             no such case
├── AmbiguousCase           several collections have a case of that number
├── UnknownCollection       no such collection
├── NoSuchState             the collection has no such earlier state
├── CatalogError            the catalog cannot be opened, read or written
├── IndexUnavailable        the vector index cannot be opened, reached or used
│   ├── EmbedderMismatch    … it was made with another embedder
│   └── ForeignIndex        … it is another catalog's
└── Busy                    another process holds the writing lock
    └── ClaimLost           … having taken it while this one wrote
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class AnwenError(Exception):
    """Base of all errors that are shown to a person: one line, what happened and how to mend it."""


class SettingError(AnwenError):
    """A setting's value makes no sense."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"设置 {name}={value!r} 无效：应为{expected} (invalid setting)")
        self.name, self.value, self.expected = name, value, expected


class SourceError(AnwenError):
    """A file cannot be read as a list of cases."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}：{problem}")
        self.path, self.problem = path, problem


class MalformedCase(SourceError):
    """A row or heading of a file is no proper case; nothing of the file is taken over."""

    def __init__(self, path: Path | str, line: int, problem: str) -> None:
        super().__init__(path, f"第 {line} 行：{problem}")
        self.line = line


class UnknownCase(AnwenError):
    """There is no case of that number."""

    def __init__(self, number: int, known: str) -> None:
        super().__init__(f"没有案例{number}：{known}。用 anwen cases 查看全部 (no such case)")
        self.number, self.known = number, known


class AmbiguousCase(AnwenError):
    """Several collections have a case of that number."""


class UnknownCollection(AnwenError):
    """There is no collection of that id."""

    def __init__(self, collection: str, known: Iterable[str]) -> None:
        self.collection, self.known = collection, tuple(known)
        names = "、".join(self.known) or "（无）"
        super().__init__(f"没有案例集 {collection!r}；现有：{names} (no such collection)")


class NoSuchState(AnwenError):
    """The collection has no such earlier state, or none at all."""

    def __init__(self, collection: str, revision: int | None, known: Iterable[int]) -> None:
        self.known = tuple(known)
        states = "、".join(map(str, self.known)) or "（无）"
        which = "更早的状态" if revision is None else f"状态 {revision}"
        super().__init__(
            f"案例集 {collection!r} 没有{which}；保留的状态：{states}。用 anwen history 查看 (no such state)"
        )
        self.collection, self.revision = collection, revision


class CatalogError(AnwenError):
    """The catalog cannot be opened, read or written."""


class IndexUnavailable(AnwenError):
    """The vector index cannot be opened, reached or used."""


class EmbedderMismatch(IndexUnavailable):
    """The index was made with another embedder, so its vectors mean nothing to this one."""

    def __init__(self, stored: str, wanted: str) -> None:
        super().__init__(
            f"索引由 {stored} 建立，当前设置为 {wanted}：改回原设置，或运行 anwen reindex 重建索引 "
            "(the index was built with another embedder)"
        )
        self.stored, self.wanted = stored, wanted


class ForeignIndex(IndexUnavailable):
    """The index is derived from another catalog: to write it would take that one's away."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Chroma 服务器 {place} 上的索引属于另一个案例目录，未作改动：让两处共用一个 ANWEN_DATABASE_URL，或各用一个 "
            "ANWEN_CHROMA_URL；那个目录已不再用时运行 anwen reindex --take-over (the index is another catalog's)"
        )
        self.place = place


class Busy(AnwenError):
    """Another process is writing."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"另一个进程正在写入（{holder}），请稍后再试 (another process is writing)")
        self.holder = holder


class ClaimLost(Busy):
    """The session that held the writing lock ended unnoticed, and another machine has written since."""

    def __init__(self) -> None:
        super().__init__("与数据库的连接中断过，另一台机器已开始写入；本次未生效 (the claim was lost)")
