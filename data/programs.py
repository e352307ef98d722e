"""What patterns are compiled to, kept for the next process: to compile those of one question takes a tenth of a cold start.

`re` makes a list of numbers of a pattern's source, its program, and a pattern of that. Programs lie in a file of the
user's own cache, which is believed as it is, by source and flags; they are taken only by the very Python that made them,
and where its `re` is not made of these parts, patterns are compiled as ever.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
import tempfile
import zlib
from array import array
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, AnyStr, Literal

NAME = "patterns.bin"
MOST = 4_000
"""Programs in the file at most: there are some 700 patterns, and those of earlier versions stay in it."""
_Program = tuple[int, int, dict[str, int], bytes]
"""Flags, groups, the number of each named group, and the program, in the width that this machine's `re` has."""
_WIDTH: Literal["I"] = "I"
"""The numbers of a program, as `array` calls them: 4 bytes (Modules/_sre, SRE_CODE)."""
_DAMAGED = (OSError, ValueError, TypeError, EOFError)
_UNLIKE = (ImportError, AttributeError, TypeError, ValueError, RuntimeError)
"""What it comes to where `re` is made otherwise."""


class _Kept:
    """The programs at hand, and the folder that they are kept in; none is kept where there is none."""

    folder: Path | None = None
    held: dict[tuple[str | bytes, int], _Program] = {}  # noqa: RUF012 - one for the process
    used: dict[tuple[str | bytes, int], _Program] = {}  # noqa: RUF012 - the same
    grown = False


def keep_in(folder: Path | None) -> None:
    """From now on take programs from that folder, and leave there what had to be made when the process ends."""
    if folder is None or folder == _Kept.folder:
        return
    if _Kept.folder is None:
        atexit.register(save)
    _Kept.folder, _Kept.held, _Kept.grown = folder, _read(folder / NAME), False


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`."""
    if _Kept.folder is None:
        return re.compile(source, flags)
    key = (source, int(flags))
    try:
        known = _Kept.held.get(key)
        if known is None:
            known = _program(*key)
            _Kept.grown = True
        made: re.Pattern[AnyStr] = _made(source, known)
    except re.error:
        raise
    except _UNLIKE:
        return re.compile(source, flags)
    _Kept.used[key] = known
    return made


def save() -> None:
    """Write the file whole or not at all, where something is new. A cache that cannot be written is no error."""
    folder = _Kept.folder
    if folder is None or not _Kept.grown or not folder.is_dir():
        return
    every = _Kept.held | _Kept.used
    body = marshal.dumps(every if len(every) <= MOST else _Kept.used)
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=f"{NAME}-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(body) + body)
            Path(name).replace(folder / NAME)
            _Kept.grown = False
        except BaseException:
            Path(name).unlink()
            raise


def _read(file: Path) -> dict[tuple[str | bytes, int], _Program]:
    """What the file holds; nothing where it is missing, damaged or another Python's."""
    with suppress(*_DAMAGED):
        kept = file.read_bytes()
        body = memoryview(kept)[len(_head(b"")) :]
        if kept.startswith(_head(body)):
            found: dict[tuple[str | bytes, int], _Program] = marshal.loads(body)
            return found
    return {}


def _head(body: bytes | memoryview) -> bytes:
    return f"{sys.version!r} {zlib.crc32(body):08x}\n".encode()


def _program(source: str | bytes, flags: int) -> _Program:
    """What `re` compiles `source` to (CPython 3.11 to 3.13: re/_compiler.py, `compile`)."""
    parsed = import_module("re._parser").parse(source, flags)
    numbers = import_module("re._compiler")._code(parsed, flags)
    state = parsed.state
    return flags | state.flags, state.groups - 1, state.groupdict, array(_WIDTH, numbers).tobytes()


def _made(source: AnyStr, program: _Program) -> re.Pattern[AnyStr]:
    flags, groups, named, numbers = program
    names: list[str | None] = [None] * (groups + 1)
    for name, number in named.items():
        names[number] = name
    sre: Any = import_module("_sre")
    made: re.Pattern[AnyStr] = sre.compile(
        source, flags, memoryview(numbers).cast(_WIDTH).tolist(), groups, named, tuple(names)
    )
    return made
