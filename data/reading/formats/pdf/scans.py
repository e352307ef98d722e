"""Pages that are pictures: turned straight, their words recognised, their ruling lines found; in a process apart.

Needs the extra `ocr`: the models are in its wheel, and nothing is fetched. The file comes on standard input; one JSON
object goes to standard output: `error`, or `pages` as of the other pages and `recognised`, the numbers of those read so.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import Any

from data.reading.formats.pdf.page import Char, Page, Ruling

DPI = 200
MAX_PAGES = 200
SECONDS = 90
"""For one page on a slow machine; most take 4 to 10 seconds of processor."""
_POINT = 72 / DPI
_TURNS = 3.0, 0.1
"""Degrees to which a page may have been laid askew, and the steps in which the right one is sought."""
_LONG = 150
"""Pixels of a line without a break, from which on it rules a table: five characters."""
_DARK = 128


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("cv2") is not None


def main() -> None:
    """Read, write, and leave nothing behind."""
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2
    from rapidocr import RapidOCR

    from data.reading.formats.pdf import blocks

    document = pypdfium2.PdfDocument(data)
    if len(document) > MAX_PAGES:
        return {"error": "long", "pages": len(document)}
    engine = RapidOCR(params={"Global.log_level": "error"})
    pages, recognised = [], []
    for at in range(len(document)):
        loaded = blocks.load(document[at])
        if not loaded.page.chars and loaded.page.pictures:
            image = document[at].render(scale=DPI / 72).to_numpy()[:, :, :3]
            loaded = blocks.filled(_page(engine, _straight(image)))
            recognised.append(at + 1)
        pages.append(loaded)
    return {"pages": blocks.blocks(pages), "recognised": recognised}


def _page(engine: Any, image: Any) -> Page:
    """What is on the picture of a page, in points."""
    height, width = image.shape[:2]
    page = Page(width * _POINT, height * _POINT, pictures=True)
    found = engine(image, return_word_box=True)
    boxes = found.boxes if found.boxes is not None else ()
    for text, box, words in zip(found.txts or (), boxes, found.word_results or (), strict=False):
        placed = [char for word, _, place in words for char in _chars(word, place)]
        page.chars += _whole("".join(text.split()), placed or _chars(text, box))
    page.across, page.down = _rulings(image)
    return page


def _chars(text: str, box: Any) -> list[Char]:
    """The characters of a word, which share its box."""
    xs, ys = [point[0] * _POINT for point in box], [point[1] * _POINT for point in box]
    left, step = min(xs), (max(xs) - min(xs)) / max(len(text), 1)
    top, bottom = min(ys), max(ys)
    base, size = bottom - 0.2 * (bottom - top), 0.75 * (bottom - top)
    return [Char(left + n * step, left + (n + 1) * step, base, size, char) for n, char in enumerate(text)]


def _whole(text: str, placed: list[Char]) -> list[Char]:
    """The characters of the text where the placed ones stand; those whose place is not known, beside the one before."""
    found: list[Char] = []
    left = list(placed)
    for char in text:
        at = next((n for n, one in enumerate(left[:3]) if one.text == char), None)
        if at is not None:
            found.append(left[at])
            del left[: at + 1]
        else:
            beside = found[-1] if found else placed[0]
            found.append(beside._replace(text=char, x0=beside.x1, x1=2 * beside.x1 - beside.x0))
    return found


def _straight(image: Any) -> Any:
    """The picture turned so that its lines run level: then the rows of its pixels differ most."""
    import cv2
    import numpy as np

    small = cv2.resize(image, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)
    ink = (cv2.cvtColor(small, cv2.COLOR_BGR2GRAY) < _DARK + 40).astype(np.float32)

    def turned(picture: Any, angle: float, paper: Any) -> Any:
        height, width = picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)

    most, step = _TURNS
    angles = np.arange(-most, most + step / 2, step)
    best = max(angles, key=lambda angle: float(np.var(turned(ink, float(angle), 0.0).sum(axis=1))))
    return image if abs(best) < step / 2 else turned(image, float(best), (255, 255, 255))


def _rulings(image: Any) -> tuple[list[Ruling], list[Ruling]]:
    """The long straight lines of the picture, across and down."""
    import cv2
    import numpy as np

    dark = (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) < _DARK + 60).astype(np.uint8)
    found: list[list[Ruling]] = []
    for shape in ((_LONG, 1), (1, _LONG)):
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8))
        lines = cv2.dilate(lines, np.ones((3, 3), np.uint8))  # what noise broke is one line again
        _, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
        rulings = []
        for x, y, width, height, _ in boxes[1:]:
            across = shape[0] > 1
            if (height if across else width) > 20:
                continue
            at = (y + height / 2 if across else x + width / 2) * _POINT
            start = (x if across else y) * _POINT
            rulings.append(Ruling(at, start, start + (width if across else height) * _POINT))
        found.append(rulings)
    return found[0], found[1]
