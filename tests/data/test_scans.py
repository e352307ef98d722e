"""Pages that are pictures, read with the extra `ocr`; and what is said without it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from data.errors import SourceError
from data.reading.cases import parse
from data.reading.document import RECOGNISED
from data.reading.formats.pdf import scans

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


def test_without_the_extra_a_scan_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    with pytest.raises(SourceError, match="ocr"):
        parse(FILES / "scan.pdf")
