"""The process that reads one PDF, so that a hostile one can take neither the memory nor the time of the program.

The file comes on standard input; one JSON object goes to standard output: `error` (a word), or `pages`.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import Any

MAX_PAGES = 2_000
MAX_TEXT = 3_000_000
"""Characters; each takes some 200 bytes while its place on the page counts."""
MEMORY = 3 * 1024**3
"""Bytes of address space; PDFium and Python take some 300 MB of it for themselves."""
SECONDS = 5
"""For one page; most take some 20 ms. PDFium cannot be interrupted, so the alarm ends the process."""
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY


def main() -> None:
    """Read, write, and leave nothing behind."""
    _bound()
    try:
        answer = _read(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"error": "memory"}
    json.dump(answer, sys.stdout)


def _bound() -> None:
    import resource

    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):  # macOS knows no limit of address space
            continue


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2

    from data.reading.formats.pdf import blocks

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
            loaded = document[at]
            pages.append(blocks.load(loaded))
            loaded.close()
        except pypdfium2.PdfiumError:
            pages.append(blocks.Loaded.broken_page())
        size += len(pages[-1].page.chars)
        if size > MAX_TEXT:
            return {"error": "large"}
    signal.alarm(0)
    return {"pages": blocks.blocks(pages)}
