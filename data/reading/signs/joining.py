"""How parts of one text are put together again: over page breaks, line ends and tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from data.patterns import regex
from data.text import SENTENCE_ENDS

_CLOSERS = "”’」』）)"
_HYPHENED = regex(r"[0-9A-Za-z][-/]$")
"""2024- at a line's end goes on with 01 without a space."""


def is_wide(char: str) -> bool:
    """Whether `char` is set without spaces: Chinese characters and their punctuation, and the empty string."""
    return not char or unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—"


def glue(first: str, second: str) -> str:
    """Two parts of a broken line: with a space between where both sides are set with spaces."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second or is_wide(first[-1]) or is_wide(second[0]) or _HYPHENED.search(first):
        return first + second
    return f"{first} {second}"


def resume(first: str, second: str) -> str:
    """Two parts of a broken cell: a new line where the first had come to the end of a sentence."""
    if not first.strip() or not second.strip():
        return first + second
    ended = first.rstrip().rstrip(_CLOSERS)[-1:] in SENTENCE_ENDS
    return f"{first.rstrip()}\n{second.lstrip()}" if ended else glue(first, second)


def seamless(pieces: Iterable[str]) -> str:
    """Runs of differently set text as one: the white space at a seam goes where it parts Chinese characters.

    Word processors and web pages put it there when a part is set bold: 福建省 德化县 is one name.
    """
    kept: list[str] = []
    last, spaces = "", ""
    for piece in pieces:
        text = piece.strip(" ")
        if not text:
            spaces += piece[:1]
            continue
        spaces += " " if piece.startswith(" ") else ""
        if kept and spaces and not (is_wide(last) and is_wide(text[0])):
            kept.append(" ")
        kept.append(text)
        last, spaces = text[-1], " " if piece.endswith(" ") else ""
    return "".join(kept)
