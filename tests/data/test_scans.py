"""Pages that are pictures, read with the extra `ocr`; and what is said without it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from data.errors import SourceError
from data.reading.cases import parse
from data.reading.document import Source
from data.reading.formats.pdf import reader, scans
from data.types import RECOGNISED

FILES = Path(__file__).parent / "files"
needs_ocr = pytest.mark.skipif(not scans.available(), reason="the extra ocr is not installed")


def photographed(tmp_path: Path, pages: int, askew: float, quality: int) -> Path:
    pypdfium2 = pytest.importorskip("pypdfium2")
    document = pypdfium2.PdfDocument(FILES / "writer.pdf")
    pictures = []
    for at in range(pages):
        picture = document[at].render(scale=200 / 72).to_pil().convert("RGB").rotate(askew, fillcolor="white")
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality)
        pictures.append(type(picture).open(buffer) if hasattr(type(picture), "open") else picture)
    path = tmp_path / "photographed.pdf"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=200)
    return path


@pytest.mark.slow
@pytest.mark.timeout(600)
@needs_ocr
@pytest.mark.parametrize("askew", [0.0, 2.0])
def test_a_scanned_table_is_read_and_said_to_be_recognised(tmp_path: Path, askew: float) -> None:
    collection, cases, report = parse(photographed(tmp_path, 1, askew, 60))
    published = {case.number: case for case in parse(FILES / "writer.pdf")[1]}
    assert [case.number for case in cases] == list(range(1, len(cases) + 1))
    assert len(cases) >= 5
    right = sum(case.title == published[case.number].title for case in cases)
    assert right >= len(cases) - 1
    assert RECOGNISED in collection.source
    assert RECOGNISED in report.warnings[0]


def test_only_what_stands_on_pages_that_are_pictures_is_said_to_be_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages = reader._pages(Source(FILES / "writer.pdf", (FILES / "writer.pdf").read_bytes()))
    blank = {**pages[1], "blocks": [], "pictures": True}
    monkeypatch.setattr(scans, "available", lambda: True)
    monkeypatch.setattr(reader, "_pages", lambda source: [pages[0], blank, *pages[2:]])
    monkeypatch.setattr(reader, "_scanned", lambda source, count: (pages, (2,)))
    collection, cases, _ = parse(FILES / "writer.pdf")
    recognised = [case.number for case in cases if case.recognised]
    assert recognised == list(range(recognised[0], recognised[-1] + 1))
    assert 1 < recognised[0] < recognised[-1] < len(cases)
    assert RECOGNISED in collection.source


def test_without_the_extra_a_scan_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    with pytest.raises(SourceError, match="ocr"):
        parse(FILES / "scan.pdf")
