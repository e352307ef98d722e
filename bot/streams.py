"""Standard streams that speak UTF-8 whatever the locale, and close without noise."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

_ERRORS = {"stdin": "replace", "stdout": "backslashreplace", "stderr": "backslashreplace"}
"""backslashreplace: a lone surrogate inside a JSON string comes out as the escape JSON has for it."""

TURNING = frozenset(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that turn the direction of what follows (Unicode Standard Annex 9): 5 cases may be shown as 8."""
_STRAIGHT = dict.fromkeys(map(ord, TURNING), "\ufffd")


def prepare() -> None:
    """Make the three streams UTF-8; one that the shell closed becomes the null device.

    What is written to a terminal turns no words about, whoever writes it.
    """
    for name, errors in _ERRORS.items():
        stream = getattr(sys, name)
        if stream is None:
            null = Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, null)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
            if name != "stdin" and stream.isatty():
                setattr(sys, name, _Straight(stream))


class _Straight:
    """A stream to a terminal, which is given no mark that turns the direction of what follows."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text if text.isascii() else text.translate(_STRAIGHT))

    def writelines(self, lines: Iterable[str]) -> None:
        for text in lines:
            self.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def abandon(stream: TextIO) -> None:
    """Point a stream whose reader has gone at the null device, so that the exit's own flush is quiet."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)


def well_formed(text: str) -> str:
    """`text` with lone surrogates (bytes that were no UTF-8) replaced by U+FFFD: no library takes them."""
    if not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def printable(text: str) -> str:
    """`text` without the characters that would steer a terminal or turn its words about; line breaks and tabs stay."""
    if text.isprintable():
        return text
    return "".join(
        c if c in "\n\t" or (ord(c) >= 0xA0 and c not in TURNING) or " " <= c <= "~" else "\ufffd"
        for c in text
    )
