"""Bytes to text."""

from __future__ import annotations

import codecs

from data.errors import SourceError
from data.reading.document import Source

Decoded = tuple[str, str, tuple[str, ...]]
"""The text, the name of its encoding, and warnings."""

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
}
"""Encoding → the one that includes it: pages declare GB2312 and hold characters of GBK."""
_GUESSED = {"gb18030": "GB18030", "big5": "Big5", "utf_16_le": "UTF-16", "utf_16_be": "UTF-16"}
CUT_OFF = "文件止于半个字，可能没有复制完 (the file ends within a character)"
_LONGEST = 4
"""Bytes of a character in UTF-8."""
_SAMPLE = 65536
MAX_LINES = 500_000
"""A thousand cases of 20,000 characters have some 200,000 lines; each takes some 500 bytes of memory."""


def decode(source: Source, declared: str = "") -> Decoded:
    """The text of the file; SourceError where it is none, or has more lines than any list of cases.

    A byte order mark decides, then strict UTF-8, then the encoding the file itself `declared`. What is left
    is GB18030 (which includes GBK and GB2312), Big5 or UTF-16 by its looks, with a warning.
    """
    decoded = _decoded(source, declared)
    if max(decoded[0].count("\n"), decoded[0].count("\r")) > MAX_LINES:
        raise SourceError(source.path, f"超过 {MAX_LINES} 行，不像案例集 (too many lines)")
    return decoded


def _decoded(source: Source, declared: str) -> Decoded:
    for mark, encoding in _BOMS.items():
        if source.data.startswith(mark):
            return _strictly(source, encoding), encoding, ()
    binary = b"\0" in source.data
    if not binary:
        try:
            return source.data.decode("utf-8"), "utf-8", ()
        except UnicodeDecodeError as error:
            if _cut_off(error):
                return source.data[: error.start].decode("utf-8"), "utf-8", (CUT_OFF,)
        wider = _WIDER.get(declared.strip().lower().replace("-", "").replace("_", ""))
        if wider:
            return _strictly(source, wider), wider, ()
    encoding = _by_looks(source.data)
    if binary and not encoding.startswith("utf_16"):
        raise SourceError(source.path, "这是二进制文件，不是文本 (binary file, not text)")
    text = _strictly(source, "big5hkscs" if encoding == "big5" else encoding)
    named = _GUESSED[encoding]
    return text, encoding.replace("_", "-"), (f"文件不是 UTF-8，已按 {named} 读取，请核对 (read as {named})",)


def _by_looks(data: bytes) -> str:
    """The most likely of the encodings that Chinese files come in besides UTF-8."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE:
        sample = sample.rpartition(b"\n")[0] or sample
    if len(sample) % 2 and b"\0" in sample:  # a UTF-16 line end that was cut in two
        sample = sample[:-1]
    best = from_bytes(sample, cp_isolation=list(_GUESSED)).best()
    found = best.encoding if best else ""
    if found.startswith("utf_16") and b"\0" not in data:  # any two bytes are some character of UTF-16
        found = ""
    return found if found in _GUESSED else "gb18030"


def _cut_off(error: UnicodeDecodeError) -> bool:
    """Whether all is well but for the last character, of which a part is missing."""
    return len(error.object) - error.start < _LONGEST and error.reason.startswith("unexpected end")


def _strictly(source: Source, encoding: str) -> str:
    try:
        return source.data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"第 {error.start + 1} 字节起不是 {encoding} 文本；请另存为 UTF-8 (save it as UTF-8)"
        raise SourceError(source.path, problem) from error
