"""Bytes to text."""

from __future__ import annotations

import codecs

from data.errors import SourceError
from data.formats.document import Source

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(source: Source) -> tuple[str, str, tuple[str, ...]]:
    """The text, the name of its encoding, and warnings; SourceError where it is no text.

    UTF-8 is checked strictly; what is not UTF-8 is taken for GB18030 (which includes GBK and GB2312), with
    a warning, because nearly any bytes can be read so.
    """
    if source.data.startswith(_UTF16):
        return _strictly(source, "utf-16"), "utf-16", ()
    if b"\0" in source.data:
        raise SourceError(source.path, "这是二进制文件，不是文本 (binary file, not text)")
    if source.data.startswith(codecs.BOM_UTF8):
        return _strictly(source, "utf-8-sig"), "utf-8-sig", ()
    try:
        return source.data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        text = _strictly(source, "gb18030")
        return text, "gb18030", ("文件不是 UTF-8，已按 GB18030 读取，请核对 (read as GB18030)",)


def _strictly(source: Source, encoding: str) -> str:
    try:
        return source.data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"第 {error.start + 1} 字节起不是 {encoding} 文本；请另存为 UTF-8 (save it as UTF-8)"
        raise SourceError(source.path, problem) from error
