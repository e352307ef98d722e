"""The process that reads one PDF, so that a hostile one can take neither the memory nor the time of the program.

The file comes on standard input; one JSON object goes to standard output: `error` (a word), or `pages`.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import Any

MAX_PAGES = 2_000
MAX_TEXT = 30_000_000
MEMORY = 3 * 1024**3
"""Bytes of address space; PDFium and Python take some 300 MB of it for themselves."""
SECONDS = 5
"""For one page; most take some 20 ms. PDFium cannot be interrupted, so the alarm ends the process."""
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY


def main() -> None:
    """Read, write, and leave nothing behind."""
    _bound()
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)


def _bound() -> None:
    import resource

    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2

    signal.alarm(SECONDS)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (_PASSWORD, _SECURITY)
        return {"error": "encrypted" if locked else "broken"}
    if len(document) > MAX_PAGES:
        return {"error": "long", "pages": len(document)}
    pages = []
    size = 0
    for at in range(len(document)):
        signal.alarm(SECONDS)
        try:
            page = document[at]
            pages.append(_page(page))
            page.close()
        except pypdfium2.PdfiumError:
            pages.append({"height": 1.0, "blocks": [], "pictures": False, "broken": True})
        size += sum(len(json.dumps(block)) for block in pages[-1]["blocks"])
        if size > MAX_TEXT:
            return {"error": "large"}
    signal.alarm(0)
    return {"pages": pages}


def _page(loaded: Any) -> dict[str, Any]:
    """Blocks of a page from top to bottom: ["line", text, x0, x1, y, size] or ["table", y, columns, rows]."""
    from data.formats import pdfpage
    from data.formats.pdflines import cell_text, text_lines
    from data.formats.pdftables import tables

    page = pdfpage.read(loaded)
    found = tables(page)
    outside = [char for char in page.chars if not any(table.take(char) for table in found)]
    blocks: list[tuple[float, list[Any]]] = []
    for line in text_lines(outside):
        blocks.append((line.y, ["line", line.text, line.x0, line.x1, line.y, line.size]))
    for table in found:
        rows: list[list[Any]] = [[] for _ in range(len(table.ys) - 1)]
        for box in table.cells:
            text = cell_text(table.chars[box])
            rows[box.top].append([text, box.right - box.left, box.bottom - box.top])
        blocks.append((table.ys[0], ["table", table.ys[0], len(table.xs) - 1, rows]))
    blocks.sort(key=lambda block: block[0])
    return {
        "height": page.height,
        "blocks": [block for _, block in blocks],
        "pictures": page.pictures,
        "slanted": page.slanted,
    }
