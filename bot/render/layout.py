"""Lines of styled pieces, broken to a width as Chinese is set: the one form that screens and pipes share."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from data.values import dataclass

MAX_WIDTH = 96
"""Cells; longer lines tire the eye on a wide terminal."""
NO_START = frozenset("，。；：！？、,.;:!?）】》」』”’〉)]}%％·…—")
NO_END = frozenset("（【《「『“‘〈([{")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one style; the styles are the names in `paper.STYLES`."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line; when broken to a width, all its rows but the first start at `hang` cells."""

    pieces: tuple[Piece, ...] = ()
    hang: int = 0

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `plain` are the lines that say the same where a table cannot be drawn."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain: tuple[Line, ...]


def line(*pieces: Piece | str, hang: int = 0) -> Line:
    return Line(tuple(Piece(p) if isinstance(p, str) else p for p in pieces), hang)


def cell(char: str) -> int:
    """How many cells a terminal gives to a character: wide ones two, combining ones none."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    return sum(map(cell, text))


def padded(text: str, width: int) -> str:
    """`text` filled with spaces to `width` cells."""
    return text + " " * (width - cells(text))


def rows(whole: Line, width: int) -> Iterator[Line]:
    """The rows of `whole` at `width` cells: Latin words whole, no mark of punctuation at a row's start."""
    starts = [0, *_breaks(whole.text, max(width, 20), whole.hang, _inside_marks(whole))]
    ends = [*starts[1:], len(whole.text)]
    for start, end in zip(starts, ends, strict=True):
        pieces = tuple(_slice(whole, start, end))
        yield Line((Piece(" " * whole.hang), *pieces) if start else pieces)


def _slice(whole: Line, start: int, end: int) -> Iterator[Piece]:
    at = 0
    for piece in whole.pieces:
        text = piece.text[max(start - at, 0) : max(end - at, 0)]
        at += len(piece.text)
        if text:
            yield Piece(text, piece.style)


def _inside_marks(whole: Line) -> set[int]:
    """The positions inside a citation mark: it stays in one row, where it can be read and searched for."""
    found: set[int] = set()
    at = 0
    for piece in whole.pieces:
        if piece.style == "mark":
            found.update(range(at + 1, at + len(piece.text)))
        at += len(piece.text)
    return found


def _breaks(text: str, width: int, hang: int, whole: set[int]) -> list[int]:
    found: list[int] = []
    used, start = 0, 0
    for at, char in enumerate(text):
        used += cell(char)
        if used <= width or char == " ":
            continue
        cut = next((c for c in range(at, start, -1) if c not in whole and _may_break(text, c)), at)
        if cut <= start:
            continue
        found.append(cut)
        start, used = cut, hang + cells(text[cut : at + 1])
    return found


def _may_break(text: str, at: int) -> bool:
    """Whether a row may end before `text[at]`."""
    before, after = text[at - 1], text[at]
    if after in NO_START or before in NO_END or after == " ":
        return False
    return before == " " or cell(before) == 2 or cell(after) == 2 or before in NO_START
