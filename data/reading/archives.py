"""A .zip of files, as notices attach them: unpacked within bounds into a folder of its own, and read as one."""

from __future__ import annotations

import io
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from data.errors import SourceError
from data.reading import folders
from data.reading.document import Document, Dropped, Source
from data.reading.formats import MAX_BYTES, load
from data.reading.formats import read as read_format

SUFFIX = ".zip"
_UTF8 = 0x800
"""The bit of an entry that says its name is UTF-8; programs for Windows in Chinese write names as GBK."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_AROUND = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini"))


def is_archive(path: Path) -> bool:
    return path.suffix.lower() == SUFFIX


def read(path: Path) -> Document:
    """The cases of the files in the archive, as of a folder, or of its only file; SourceError where there are none.

    A folder in it that holds everything else is the folder that is meant. Nothing is written but below a temporary
    folder, no link is followed, and no more is unpacked than a file may hold.
    """
    source = load(path)
    with tempfile.TemporaryDirectory(prefix="anwen-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        try:
            links = _unpack(source, folder)
        except _BROKEN as error:
            raise SourceError(path, "压缩包损坏，读不出 (broken archive)") from error
        try:
            held = _innermost(folder)
            document = folders.read(held) if held.is_dir() else read_format(held)
        except SourceError as error:
            name = Path(error.path).name if Path(error.path) != folder else ""
            raise SourceError(path, f"{name}：{error.problem}" if name else error.problem) from error
        title = document.title or (held.name if held.is_dir() and held != folder else "")
    left_out = tuple(Dropped(1, name, folders.LEADS_OUT) for name in links)
    dropped = (*document.dropped, *left_out)
    return replace(document, source=Source(path, source.data), title=title, dropped=dropped)


def _unpack(source: Source, folder: Path) -> list[str]:
    """Write the files; the names of the links, which are not followed."""
    links: list[str] = []
    left = MAX_BYTES
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        for info, name in _files(archive):
            if stat.S_ISLNK(info.external_attr >> 16):
                links.append(name.name)
                continue
            if info.flag_bits & 1:
                raise SourceError(source.path, "压缩包已加密，请先取消密码 (encrypted archive)")
            target = folder.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as packed:
                data = packed.read(left + 1)
            left -= len(data)
            if left < 0:
                raise SourceError(
                    source.path, f"解压后超过 {MAX_BYTES // 2**20} MB，不像案例集 (archive too large)"
                )
            target.write_bytes(data)
    return links


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """The files in it with their names, which lead nowhere else."""
    infos = archive.infolist()
    if len(infos) > folders.MAX_FILES:
        raise SourceError(
            Path(archive.filename or SUFFIX), f"超过 {folders.MAX_FILES} 个文件 (too many files)"
        )
    for info in infos:
        name = info.filename
        if not info.flag_bits & _UTF8:
            with suppress(UnicodeError):
                name = name.encode("cp437").decode("gb18030")
        parts = [
            part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")
        ]
        hidden = any(part.startswith(".") or part in _AROUND for part in parts)
        if parts and not (hidden or info.is_dir()):
            yield info, PurePosixPath(*(part.replace("\0", "")[:120] for part in parts))


def _innermost(folder: Path) -> Path:
    """The only file in the folder, or the folder in it that holds all there is."""
    held = list(folder.iterdir())
    while len(held) == 1:
        if held[0].is_file():
            return held[0]
        folder = held[0]
        held = list(folder.iterdir())
    return folder
