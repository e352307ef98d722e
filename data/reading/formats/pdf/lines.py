"""Characters → lines of text, lines → paragraphs, and which lines are only repeated on every page."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from data.patterns import regex
from data.reading.formats.pdf.page import Char
from data.reading.signs.headings import headings
from data.reading.signs.joining import glue, is_wide
from data.reading.signs.radicals import unified
from data.reading.signs.sections import section
from data.values import dataclass

_GAP = 0.25
"""Parts of the type size; a wider gap in a line is a space."""
_EDGE = 0.12
"""Parts of the page's height at head and foot where running heads and page numbers stand."""
_SAME_PLACE = 6.0
"""Points."""
_PAGE_NUMBER = regex(r"[\s\-–—·•第共页/|PpageOof.]*\d{1,4}[\s\-–—·•第共页/|\dPpageOof.]*")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page: where it begins and ends, its base line and type size, in points.

    `edges` are those of the column it stands in, where the page is set in columns.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    edges: Sequence[float] | None = None
    recognised: bool = False


def rows_of(chars: Sequence[Char]) -> list[list[Char]]:
    """The characters in lines from top to bottom, each from left to right; lines of white space left out."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: char.y):
        if rows and char.y - rows[-1][0].y <= 0.4 * min(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [
        sorted(row, key=lambda char: char.x0) for row in rows if any(not char.text.isspace() for char in row)
    ]


def line_of(row: Sequence[Char]) -> TextLine:
    """One of the lines of `rows_of` as text."""
    shown = [char for char in row if not char.text.isspace()]
    size = median(char.size for char in shown)
    return TextLine(text_of(row), shown[0].x0, max(char.x1 for char in shown), shown[0].y, size)


def text_of(row: Sequence[Char]) -> str:
    """The text of one line, with a space where there is room for one."""
    text = ""
    last: Char | None = None
    for char in row:
        if char.text.isspace():
            text += " " if text and not text.endswith(" ") else ""
            continue
        if last and not char.joined and char.x0 - last.x1 > _GAP * char.size:
            wide = is_wide(last.text) and is_wide(char.text)
            if not text.endswith(" ") and (not wide or char.x0 - last.x1 > 0.6 * char.size):
                text += " "
        if last and char.text == last.text and abs(char.x0 - last.x0) < 0.2 * char.size:
            continue  # printed twice to look bold
        text += char.text
        last = char
    return unified(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip())


def cell_text(chars: Sequence[Char]) -> str:
    """The text of a table cell: its lines as one."""
    text = ""
    for row in rows_of(chars):
        text = glue(text, text_of(row))
    return text


def running(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """(page, line) of page numbers, and of what stands at the head or foot of most pages alike.

    A number alone is a page number only where it counts up with the pages: at the foot of a page there may
    also be the number of a case.
    """
    places: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    counting: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for at, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for index, line in enumerate(lines):
            if height * _EDGE <= line.y <= height * (1 - _EDGE):
                continue
            if section(line.text) or headings([line.text]):  # 【基本案情】 may stand first on several pages
                continue
            form = re.sub(r"\d+", "#", line.text)
            if _PAGE_NUMBER.fullmatch(line.text):
                number = re.search(r"\d+", line.text)
                counting[form, int(number[0]) - at if number else 0][at] = index
            else:
                places[form, round(line.y / _SAME_PLACE)][at] = index
    least = max(2, len(pages) // 2)
    often = [found for found in (*places.values(), *counting.values()) if len(found) >= least]
    found = {(at, index) for found in often for at, index in found.items()}
    return {(at, index) for at, index in found if _is_outermost(found, at, index, len(pages[at]))}


def _is_outermost(found: set[tuple[int, int]], at: int, index: int, count: int) -> bool:
    """Whether there is nothing but running heads between the line and the head or the foot of its page."""
    above = all((at, n) in found for n in range(index))
    return above or all((at, n) in found for n in range(index + 1, count))


def paragraphs(pages: Sequence[Sequence[TextLine]]) -> list[tuple[str, bool]]:
    """The lines of pages that follow each other as paragraphs, put together over line and page ends.

    And whether any line of it was recognised in a picture.
    """
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    plain = [line for line in lines if not line.edges] or lines
    page = (min(line.x0 for line in plain), max(line.x1 for line in plain))
    step = _usual_step(pages)
    body = median(line.size for line in lines)
    texts: list[str] = []
    recognised: list[bool] = []
    last: TextLine | None = None
    for line in lines:
        left, right = line.edges or page
        at_left = line.x0 < left + 1.2 * line.size or (
            abs(line.x0 + line.x1 - left - right) < 2 * line.size
            and (line.size > 1.1 * body or _is_title(texts))
        )
        if (
            last
            and at_left
            and _follows(last, line, (last.edges or page)[1], step)
            and not _opens(line.text, texts[-1])
        ):
            texts[-1] = glue(texts[-1], line.text)
            recognised[-1] |= line.recognised
        else:
            texts.append(line.text)
            recognised.append(line.recognised)
        last = line
    return list(zip(texts, recognised, strict=True))


_ENDS = frozenset("。！？!?；;：:")
_FULL = 1.9
_FULL_WITHIN = 4.5
"""Characters that a full line may lack: more of them within a sentence, where a number or 《 went to the next line whole."""


def _is_title(texts: Sequence[str]) -> bool:
    """Whether the last text is the title of a case, in its heading or under it: it may be centred and go on so."""
    over, last = (headings([text]) for text in ("", "", *texts)[-2:])
    return bool(last[0].title) if last else bool(over and not over[0].title)


def _follows(last: TextLine, line: TextLine, right: float, step: float) -> bool:
    """Whether the line can be the next of the same paragraph: of one size, close below one that was full."""
    if abs(last.size - line.size) > 0.15 * last.size:
        return False
    if line.y > last.y and line.y - last.y > 1.4 * max(step, last.size):
        return False
    ended = last.text.rstrip("”’」』）)》")[-1:] in _ENDS
    return last.x1 > right - (_FULL if ended else _FULL_WITHIN) * last.size


def _opens(text: str, before: str) -> bool:
    """Whether the line opens a case or a section, or comes after one that is a section's name."""
    over = section(before)
    return bool(headings([text])) or section(text) is not None or (over is not None and not over.text)


def _usual_step(pages: Sequence[Sequence[TextLine]]) -> float:
    """The distance between lines of a paragraph: the one that most lines have."""
    steps = Counter(
        round(second.y - first.y, 0)
        for page in pages
        for first, second in itertools.pairwise(page)
        if second.y - first.y > 0.5 * first.size
    )
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 0.0
