"""The ZIP packages of office files (Office Open XML), opened within bounds and never unpacked to disk."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from data.errors import SourceError
from data.reading.document import Source

MAX_PART = 64 * 1024 * 1024
"""Bytes of one part when it is unpacked: a thousand cases of 20,000 characters."""
MAX_PARTS = 10_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError, IndexError,
)  # fmt: skip
"""What zipfile raises for a broken archive, an unknown compression, or an encrypted part."""


class Package:
    """Parts of an office file by their names. Whatever is wrong with one is a SourceError."""

    def __init__(self, source: Source) -> None:
        self.source = source
        require_readable(source)
        if source.data.count(b"PK\x01\x02") > MAX_PARTS:
            raise SourceError(source.path, f"压缩包内超过 {MAX_PARTS} 个文件 (too many parts)")
        with self._translated():
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
            self._parts = {info.filename.lower(): info for info in self._zip.infolist()}

    @property
    def size(self) -> int:
        """Bytes of all parts when they are unpacked."""
        return sum(info.file_size for info in self._parts.values())

    def has(self, name: str) -> bool:
        return name.lower() in self._parts

    def named(self, prefix: str, suffix: str) -> list[str]:
        """The names of the parts that start and end so."""
        return sorted(name for name in self._parts if name.startswith(prefix) and name.endswith(suffix))

    def elements(self, name: str, tags: tuple[str, ...]) -> Iterator[Any]:
        """The elements of a part, each when it is complete; the caller clears what it has used.

        Entities are not resolved, nothing outside is loaded, and a part that defines entities is refused.
        """
        from lxml import etree

        info = self._parts.get(name.lower())
        if info is None:
            raise SourceError(self.source.path, f"文件残缺，没有 {name} (a part is missing)")
        if info.file_size > MAX_PART:
            raise SourceError(self.source.path, f"{name} 解压后超过 {MAX_PART // 2**20} MB (part too large)")
        if info.flag_bits & 1:
            raise SourceError(self.source.path, "文件已加密，请先取消密码 (encrypted file)")
        with self._translated(), self._zip.open(info) as stream:
            try:
                checked = False
                for _, element in etree.iterparse(
                    stream,
                    tag=tags,
                    resolve_entities=False,
                    no_network=True,
                    remove_comments=True,
                    remove_pis=True,
                ):
                    if not checked and element.getroottree().docinfo.internalDTD is not None:
                        raise SourceError(
                            self.source.path, f"{name} 含有实体定义，不予读取 (defines entities)"
                        )
                    checked = True
                    yield element
            except etree.LxmlError as error:
                problem = f"{name} 不是有效的 XML (invalid XML)：{str(error)[:100]}"
                raise SourceError(self.source.path, " ".join(problem.split())) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Id → (kind, part) of what a part refers to inside the package; "" for the package itself."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        found: dict[str, tuple[str, str]] = {}
        if not self.has(relations):
            return found
        for element in self.elements(relations, (_RELATIONSHIP,)):
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or ""))
                kind = (element.get("Type") or "").rpartition("/")[2]
                found[element.get("Id") or ""] = (kind, target.lstrip("/"))
        return found

    def main(self, usual: str) -> str:
        """The name of the part that holds the document."""
        kinds = self.related("").values()
        return next((part for kind, part in kinds if kind == "officeDocument" and self.has(part)), usual)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            half = self.source.data.startswith(b"PK") and b"PK\5\6" not in self.source.data
            why = "可能没有复制完，请再复制一次 (cut off)" if half else str(error)[:100]
            problem = f"不是完好的 Office 文件 (broken office file)：{why}"
            raise SourceError(self.source.path, " ".join(problem.split())) from error


def require_bounded(source: Source) -> None:
    """SourceError where the archive, for a program that unpacks all of it, would grow beyond bounds."""
    size = Package(source).size
    if size > 4 * MAX_PART:
        raise SourceError(source.path, f"解压后超过 {4 * MAX_PART // 2**20} MB (too large when unpacked)")


def require_unlocked(source: Source) -> None:
    """SourceError where the file is an office file under a password."""
    if source.data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in source.data:
        raise SourceError(source.path, "文件已加密，请先取消密码 (encrypted file)")


def require_readable(source: Source) -> None:
    """SourceError where the file is encrypted, or an old Office file under a new name."""
    require_unlocked(source)
    if source.data.startswith(_OLE):
        raise SourceError(
            source.path, "这是旧版 Office 文件，请改为 .doc 或 .xls 扩展名 (an old Office file)"
        )
    if not source.data.startswith(b"PK"):
        raise SourceError(source.path, "不是 Office 文件，内容与扩展名不符 (not an office file)")
