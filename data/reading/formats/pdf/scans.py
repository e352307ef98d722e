"""Pages that are pictures: turned straight, their words recognised, their ruling lines found; in a process apart.

Needs the extra `ocr`: the models are in its wheel, and nothing is fetched. The file comes on standard input; one JSON
object goes to standard output: `error`, or `pages` as of the other pages and `recognised`, the numbers of those read so.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from typing import Any

from data.patterns import regex
from data.reading.formats.pdf.page import Char, Page, Ruling

DPI = 200
MAX_PAGES = 200
SECONDS = 90
"""For one page on a slow machine; most take 4 to 10 seconds of processor."""
_POINT = 72 / DPI
_TURNS = 3.0, 0.1
"""Degrees to which a page may have been laid askew, and the steps in which the right one is sought."""
_FINE = 0.02
"""The last step, in degrees: 0.5 of a pixel over a page's width."""
_LONG = 150
"""Pixels of a line without a break, from which on it rules a table: five characters."""
_SHORT = 60
"""Pixels of a stretch of such a line, and of a gap in it where writing touches it; no stroke of a letter is as long."""
_THICK = 8
"""Pixels that a ruling line is thinner than: 3 points."""
_SHADE = 25
"""How much darker than the paper on both its sides a ruling line is, of 255: one that is printed in grey, with noise."""
_BROKEN = 9
"""Pixels over which the shades of a line are evened out, so that noise breaks none; the gaps of writing are wider."""
_SNAP = 8.0
"""Points within which a line that ends beside one across it ends at it."""
_DARK = 168
_WIDE = str.maketrans("(),:;?!", "（），：；？！")
"""Marks that are as wide as the letters beside them, in Chinese writing: their width is nothing a picture shows surely."""
_HAN = regex(r"[\u3001-\u303f\u3400-\u9fff\uff01-\uff60“”‘’—…]")


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
        page.chars += _level(_whole(" ".join(text.split()), placed or _chars(text, box)), box)
    page.across, page.down = _rulings(image)
    return page


def _chars(text: str, box: Any) -> list[Char]:
    """The characters of a word, which share its box."""
    xs, ys = [float(point[0]) * _POINT for point in box], [float(point[1]) * _POINT for point in box]
    left, step = min(xs), (max(xs) - min(xs)) / max(len(text), 1)
    top, bottom = min(ys), max(ys)
    base, size = bottom - 0.2 * (bottom - top), 0.75 * (bottom - top)
    return [Char(left + n * step, left + (n + 1) * step, base, size, char) for n, char in enumerate(text)]


def _whole(text: str, placed: list[Char]) -> list[Char]:
    """The characters of the text where the placed ones stand; those whose place is not known, beside the one before."""
    found: list[Char] = []
    left = [char for char in placed if not char.text.isspace()]
    for char in text:
        if char == " ":
            beside = found[-1]
            found.append(beside._replace(text=char, x0=beside.x1))
            continue
        at = next((n for n, one in enumerate(left[:3]) if one.text == char), None)
        if at is not None:
            found.append(left[at])
            del left[: at + 1]
        else:
            beside = found[-1] if found else left[0] if left else placed[0]
            found.append(beside._replace(text=char, x0=beside.x1, x1=2 * beside.x1 - beside.x0))
    return found


def _level(line: list[Char], box: Any) -> list[Char]:
    """The characters of one line on one base line, as wide as their neighbours, spaces only between Latin words."""
    heights = [float(point[1]) * _POINT for point in box]
    bottom, top = max(heights), min(heights)
    y, size = bottom - 0.2 * (bottom - top), 0.75 * (bottom - top)
    texts = [char.text for char in line]
    made: list[Char] = []
    for at, char in enumerate(line):
        beside = [texts[n] for n in (at - 1, at + 1) if 0 <= n < len(texts)]
        if char.text == " " and not all(one.isascii() for one in beside):
            continue
        wide = any(_HAN.fullmatch(one) for one in beside)
        text = char.text.translate(_WIDE) if wide else char.text
        made.append(char._replace(text=text, y=y, size=size, joined=bool(made)))
    return made


def _straight(image: Any) -> Any:
    """The picture turned so that its lines run level: then the rows of its pixels differ most."""
    import cv2
    import numpy as np

    small = cv2.resize(image, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)
    ink = (cv2.cvtColor(small, cv2.COLOR_BGR2GRAY) < _DARK).astype(np.float32)

    def turned(picture: Any, angle: float, paper: Any) -> Any:
        height, width = picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)

    def best(angles: Any) -> float:
        return float(max(angles, key=lambda angle: float(np.var(turned(ink, float(angle), 0.0).sum(axis=1)))))

    most, step = _TURNS
    rough = best(np.arange(-most, most + step / 2, step))
    angle = best(np.arange(rough - step, rough + step, _FINE))
    return image if abs(angle) < step / 2 else turned(image, angle, (255, 255, 255))


def _rulings(image: Any) -> tuple[list[Ruling], list[Ruling]]:
    """The long straight lines of the picture, across and down."""
    import cv2
    import numpy as np

    dark = 255.0 - cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    across = [Ruling(y, x0, x1) for x0, x1, y in _lines(dark)]
    down = [Ruling(x, y0, y1) for y0, y1, x in _lines(dark.T)]
    return _ended(across, down), _ended(down, across)


def _lines(dark: Any) -> list[tuple[float, float, float]]:
    """The lines across: from where, to where and how high, in points; thin, and darker than what is on both sides."""
    import cv2
    import numpy as np

    even = cv2.blur(dark, (_BROKEN, 1))
    beside = np.maximum(np.roll(even, _THICK // 2, axis=0), np.roll(even, -_THICK // 2, axis=0))
    lines = (even - beside > _SHADE).astype(np.uint8)
    for kind, long in ((cv2.MORPH_OPEN, _SHORT), (cv2.MORPH_CLOSE, _SHORT), (cv2.MORPH_OPEN, _LONG)):
        lines = cv2.morphologyEx(lines, kind, np.ones((1, long), np.uint8))
        lines = cv2.dilate(lines, np.ones((3, 1), np.uint8))  # what is not quite level is one line still
    _, _, boxes, _ = cv2.connectedComponentsWithStats(lines)
    return [
        (x * _POINT, (x + width) * _POINT, (y + height / 2) * _POINT)
        for x, y, width, height, _ in boxes[1:]
        if height <= 2 * _THICK
    ]


def _ended(lines: list[Ruling], others: list[Ruling]) -> list[Ruling]:
    """The lines, those that end just beside one across them ended at it."""

    def end(at: float, height: float) -> float:
        near = [
            other.at
            for other in others
            if abs(other.at - at) <= _SNAP and other.start - _SNAP <= height <= other.end + _SNAP
        ]
        return min(near, key=lambda place: abs(place - at), default=at)

    return [Ruling(line.at, end(line.start, line.at), end(line.end, line.at)) for line in lines]
