"""Pages that are pictures, read with the extra `ocr`; and what is said without it."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from data.errors import SourceError
from data.reading.cases import parse
from data.reading.document import Source
from data.reading.formats.pdf import blocks, reader, scans
from data.reading.formats.pdf.lines import text_of
from data.reading.formats.pdf.page import Page
from data.reading.formats.pdf.ruled_tables import tables
from data.types import RECOGNISED, Case

FILES = Path(__file__).parent / "files"
QUALITY, NOISE = 25, 8.0
"""Of the JPEG that a page is stored as, and the standard deviation of the grains, of 255."""
needs_ocr = pytest.mark.skipif(not scans.available(), reason="the extra ocr is not installed")


def photographed(folder: Path, askew: float, pages: int | None = None) -> Path:
    """The printed list as somebody scans it: pictures, laid askew, with noise, and stored small."""
    pypdfium2 = pytest.importorskip("pypdfium2")
    numpy = pytest.importorskip("numpy")
    image = pytest.importorskip("PIL.Image")
    random = numpy.random.default_rng(7)
    pictures = []
    document = pypdfium2.PdfDocument(FILES / "writer.pdf")
    for at in range(pages or len(document)):
        picture = document[at].render(scale=200 / 72).to_pil().convert("RGB")
        picture = picture.rotate(askew, fillcolor="white", resample=image.Resampling.BICUBIC)
        grains = random.normal(0, NOISE, (picture.height, picture.width, 3))
        picture = image.fromarray((numpy.asarray(picture) + grains).clip(0, 255).astype("uint8"))
        stored = io.BytesIO()
        picture.save(stored, "JPEG", quality=QUALITY)
        pictures.append(image.open(stored).convert("RGB"))
    path = folder / "photographed.pdf"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], resolution=200, quality=QUALITY)
    return path


def told(case: Case) -> str:
    return "\n".join([case.title, *(field.text for field in case.fields)])


@pytest.mark.slow
@pytest.mark.timeout(1200)
@needs_ocr
@pytest.mark.parametrize("askew", [0.0, 0.8, 2.0])
def test_of_the_scanned_list_every_case_is_read_and_one_character_in_two_hundred_is_wrong_at_most(
    tmp_path: Path, askew: float
) -> None:
    collection, cases, report = parse(photographed(tmp_path, askew))
    published = {case.number: told(case) for case in parse(FILES / "writer.pdf")[1]}
    assert [case.number for case in cases] == sorted(published)
    assert all(case.recognised for case in cases)
    assert RECOGNISED in report.warnings[0]
    assert RECOGNISED in collection.source
    wrong = 0
    for case in cases:
        pairs = SequenceMatcher(None, published[case.number], told(case), autojunk=False).get_opcodes()
        wrong += sum(max(j - i, n - k) for kind, i, j, k, n in pairs if kind != "equal")
    characters = sum(map(len, published.values()))
    print(f"{askew}°: {len(cases)} of {len(published)} cases, {wrong} of {characters} characters off")
    assert wrong <= 0.005 * characters


@needs_ocr
def test_the_lines_of_a_table_are_found_in_a_picture_that_lies_askew_and_is_grainy(tmp_path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    printed = pypdfium2.PdfDocument(FILES / "writer.pdf")[0]
    scanned = pypdfium2.PdfDocument(photographed(tmp_path, 2.0, pages=1))[0]
    picture = scans._straight(scanned.render(scale=scans.DPI / 72).to_numpy()[:, :, :3])
    page = Page(*printed.get_size(), pictures=True)
    page.across, page.down = scans._rulings(picture)
    (wanted,), (found,) = blocks.load(printed).tables, tables(page)
    assert [(box.top, box.bottom, box.left, box.right) for box in found.cells] == [
        (box.top, box.bottom, box.left, box.right) for box in wanted.cells
    ]


def test_marks_are_as_wide_as_the_letters_beside_them_and_spaces_part_latin_words_only() -> None:
    box = [(0, 0), (900, 0), (900, 30), (0, 30)]
    line = "巴黎(Paris)等 3 个国家,用 Open Data;共1,000元"
    level = scans._level(scans._whole(line, scans._chars(line, box)), box)
    assert text_of(level) == "巴黎（Paris）等3个国家，用Open Data；共1,000元"


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
