"""One page of a PDF as PDFium sees it: characters and ruling lines, turned upright, y growing downwards."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_CHARACTERS = 50_000
MAX_RULINGS = 2_000
"""More lines than this are a drawing, not a table."""
_THIN = 3.0
"""Points; a filled box thinner than this is a line."""
_FORM_DEPTH = 6
_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line, as it may be one that only the line's end made."""


class Char(NamedTuple):
    """A character, its box and base line, in points."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    joined: bool = False
    """Whether it follows the one before without a space, whatever room there is: who recognised them says so."""


class Ruling(NamedTuple):
    """A horizontal line (at = y, from x to x) or a vertical one (at = x, from y to y)."""

    at: float
    start: float
    end: float


@dataclass
class Page:
    """What is on a page."""

    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    across: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)
    pictures: bool = False
    slanted: int = 0
    """Characters of a watermark set at an angle."""


class _Upright:
    """Page coordinates (y up, as the page is stored) → as the page is looked at (y down)."""

    def __init__(self, width: float, height: float, rotation: int) -> None:
        self.width, self.height, self.rotation = width, height, rotation

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.height - y, self.width - x
        return x, self.height - y


def read(page: Any) -> Page:
    """The content of a pypdfium2 page."""
    import pypdfium2.raw as pdfium

    rotation = page.get_rotation()
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    turn = _Upright(width, height, rotation)
    found = Page(*((height, width) if rotation in (90, 270) else (width, height)))
    for entry in page.get_objects(max_depth=_FORM_DEPTH):
        if entry.type == pdfium.FPDF_PAGEOBJ_PATH and len(found.across) + len(found.down) < MAX_RULINGS:
            for x0, y0, x1, y1 in _strokes(pdfium, entry):
                _add_ruling(found, *turn(x0, y0), *turn(x1, y1))
        elif entry.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures = True
    if len(found.across) + len(found.down) >= MAX_RULINGS:
        found.across.clear()
        found.down.clear()
    text_page = page.get_textpage()
    try:
        found.chars.extend(_chars(pdfium, text_page.raw, turn, found))
    finally:
        text_page.close()
    return found


def _chars(pdfium: Any, text: Any, turn: _Upright, found: Page) -> Iterator[Char]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(min(pdfium.FPDFText_CountChars(text), MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code == _HYPHEN and pdfium.FPDFText_IsHyphen(text, at) == 1:
            code = ord("-")
        if code < 32 or code == 0xFFFE or pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, at, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        (ax, ay), (bx, by) = turn(box.left, box.bottom), turn(box.right, box.top)
        if _is_slanted(pdfium.FPDFText_GetCharAngle(text, at)):
            found.slanted += 1
            continue
        base = turn(x.value, y.value)[1]
        yield Char(min(ax, bx), max(ax, bx), base, abs(by - ay), chr(code))


def _is_slanted(angle: float) -> bool:
    """Whether the text runs neither along nor across the page (radians)."""
    quarter = 1.5707963
    return 0.1 < angle % quarter < quarter - 0.1


def _strokes(pdfium: Any, entry: Any) -> Iterator[tuple[float, float, float, float]]:
    """The straight lines a path draws: its segments, or the middle of a filled box that is thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(entry.raw, fill, stroke)
    left, bottom, right, top = entry.get_bounds()
    if min(right - left, top - bottom) < _THIN:
        if right - left > top - bottom:
            yield left, (bottom + top) / 2, right, (bottom + top) / 2
        else:
            yield (left + right) / 2, bottom, (left + right) / 2, top
    elif stroke.value or pdfium.FPDFPath_CountSegments(entry.raw) > 5:
        yield from _segments(pdfium, entry)


def _segments(pdfium: Any, entry: Any) -> Iterator[tuple[float, float, float, float]]:
    matrix = entry.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for at in range(min(pdfium.FPDFPath_CountSegments(entry.raw), MAX_RULINGS)):
        segment = pdfium.FPDFPath_GetPathSegment(entry.raw, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        here = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (*last, *here)
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield (*here, *start)
            last = start


def _add_ruling(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    if abs(y1 - y0) < 1 < abs(x1 - x0):
        page.across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) < 1 < abs(y1 - y0):
        page.down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
