"""Standard streams that speak UTF-8 whatever the locale, and close without noise."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

_ERRORS = {"stdin": "replace", "stdout": "backslashreplace", "stderr": "backslashreplace"}
"""backslashreplace: a lone surrogate inside a JSON string comes out as the escape JSON has for it."""


def prepare() -> None:
    """Make the three streams UTF-8; one that the shell closed becomes the null device."""
    for name, errors in _ERRORS.items():
        stream = getattr(sys, name)
        if stream is None:
            null = Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, null)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)


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


_TURNING = frozenset(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that turn the direction of what follows (Unicode Standard Annex 9): 5 cases may be shown as 8."""


def printable(text: str) -> str:
    """`text` without the characters that would steer a terminal or turn its words about; line breaks and tabs stay."""
    if text.isprintable():
        return text
    return "".join(
        c if c in "\n\t" or (ord(c) >= 0xA0 and c not in _TURNING) or " " <= c <= "~" else "\ufffd"
        for c in text
    )
