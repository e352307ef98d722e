"""Characters → lines of text, lines → paragraphs, and which lines are only repeated on every page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from data.formats.pdfpage import Char
from data.formats.radicals import unified
from data.headings import headings, section
from data.joining import glue, is_wide

_GAP = 0.25
"""Parts of the type size; a wider gap in a line is a space."""
_EDGE = 0.12
"""Parts of the page's height at head and foot where running heads and page numbers stand."""
_PAGE_NUMBER = re.compile(r"[\s\-–—·•第共页/|PpageOof.]*\d{1,4}[\s\-–—·•第共页/|\dPpageOof.]*")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page: where it begins and ends, its base line and type size, in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def text_lines(chars: Sequence[Char]) -> list[TextLine]:
    """The characters of a page, or of a cell, in lines from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.y):
        if rows and char.y - rows[-1][0].y <= 0.4 * min(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = [_line(sorted(row, key=lambda char: char.x0)) for row in rows]
    return [line for line in lines if line.text]


def _line(chars: Sequence[Char]) -> TextLine:
    text = ""
    last: Char | None = None
    for char in chars:
        if char.text.isspace():
            text += " " if text and not text.endswith(" ") else ""
            continue
        if last and char.x0 - last.x1 > _GAP * char.size:
            wide = is_wide(last.text) and is_wide(char.text)
            if not text.endswith(" ") and (not wide or char.x0 - last.x1 > 0.6 * char.size):
                text += " "
        if last and char.text == last.text and abs(char.x0 - last.x0) < 0.2 * char.size:
            continue  # printed twice to look bold
        text += char.text
        last = char
    shown = [char for char in chars if not char.text.isspace()] or list(chars)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    size = median(char.size for char in shown)
    return TextLine(unified(whole.strip()), shown[0].x0, max(char.x1 for char in shown), shown[0].y, size)


def cell_text(chars: Sequence[Char]) -> str:
    """The text of a table cell: its lines as one."""
    text = ""
    for line in text_lines(chars):
        text = glue(text, line.text)
    return text


def running(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """(page, line) of page numbers, and of what stands at the head or foot of most pages alike."""
    edges: dict[tuple[int, int], str] = {}
    for at, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for index, line in enumerate(lines):
            if line.y < height * _EDGE or line.y > height * (1 - _EDGE):
                edges[at, index] = re.sub(r"\d+", "#", line.text)
    counts = Counter({(at, text) for (at, _), text in edges.items()})
    often = Counter(text for _, text in counts)
    least = max(2, len(pages) // 2)
    return {
        (at, index)
        for (at, index), text in edges.items()
        if often[text] >= least or _is_page_number(pages[at][index], heights[at])
    }


def _is_page_number(line: TextLine, height: float) -> bool:
    at_edge = line.y > height * (1 - _EDGE) or line.y < height * _EDGE / 2
    return at_edge and len(line.text) < 20 and _PAGE_NUMBER.fullmatch(line.text) is not None


def paragraphs(pages: Sequence[Sequence[TextLine]]) -> list[str]:
    """The lines of pages that follow each other as paragraphs, put together over line and page ends."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    right = max(line.x1 for line in lines)
    left = min(line.x0 for line in lines)
    step = _usual_step(pages)
    texts: list[str] = []
    last: TextLine | None = None
    for line in lines:
        if last and _goes_on(last, line, left, right, step) and not _opens(line.text, texts[-1]):
            texts[-1] = glue(texts[-1], line.text)
        else:
            texts.append(line.text)
        last = line
    return texts


def _goes_on(last: TextLine, line: TextLine, left: float, right: float, step: float) -> bool:
    """Whether the line is the next of the same paragraph: the last one was full, and this is not set in."""
    if abs(last.size - line.size) > 0.15 * last.size:
        return False
    if line.y > last.y and line.y - last.y > 1.4 * max(step, last.size):
        return False
    return last.x1 > right - 1.8 * last.size and line.x0 < left + 1.2 * line.size


def _opens(text: str, before: str) -> bool:
    """Whether the line opens a case or a section, or comes after one that is a section's name."""
    return (
        bool(headings([text])) or section(text) is not None or section(before) == (before.strip("【】 "), "")
    )


def _usual_step(pages: Sequence[Sequence[TextLine]]) -> float:
    """The distance between lines of a paragraph: the one that most lines have."""
    steps = Counter(
        round(second.y - first.y, 0)
        for page in pages
        for first, second in itertools.pairwise(page)
        if second.y - first.y > 0.5 * first.size
    )
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 0.0
