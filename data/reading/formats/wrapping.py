"""Text whose lines were broken at a fixed width, as mail programs and old editors do: put together again."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from data.reading.document import Line
from data.reading.signs.headings import headings
from data.reading.signs.joining import glue
from data.reading.signs.sections import section
from data.text import SENTENCE_ENDS

_LEAST_LINES = 10
_NARROWEST, _WIDEST = 40, 160
"""Cells; lines of a list are shorter, a paragraph is longer."""
_SLACK = 4
"""Cells that a full line may lack: a mark that may not begin the next line takes a character along."""
_FULL = 0.4
_BROKEN = 0.6
"""Of the full lines, so many must end within a sentence."""


def wrapped_at(lines: Sequence[str]) -> int:
    """The width in cells (a Chinese character takes two) at which the lines are broken; 0 where they are not."""
    shown = [line.rstrip() for line in lines if line.strip()]
    if len(shown) < _LEAST_LINES or any(len(line) > _WIDEST for line in shown):
        return 0
    widths = [_cells(line) for line in shown]
    width = max(widths)
    if width < _NARROWEST:
        return 0
    full = [line for line, cells in zip(shown, widths, strict=True) if cells >= width - _SLACK]
    broken = sum(line[-1] not in SENTENCE_ENDS for line in full)
    return width if len(full) >= _FULL * len(shown) and broken >= _BROKEN * len(full) else 0


def joined(lines: Sequence[str], width: int) -> list[Line]:
    """The lines, each with those that go on with it: after a full one, neither indented nor a heading."""
    found: list[Line] = []
    goes_on = False
    for number, line in enumerate(lines, 1):
        text = line.rstrip()
        full = _cells(text) >= width - _SLACK
        opens = (full or goes_on) and (bool(headings([text])) or section(text) is not None)
        if goes_on and text and not text[0].isspace() and not opens:
            found[-1] = Line(found[-1].number, (glue(found[-1].text, text),))
        else:
            found.append(Line(number, (text,)))
        goes_on = full and not (opens and text[-1] in SENTENCE_ENDS)
    return found


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
