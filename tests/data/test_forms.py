"""The bundled collection in every form it may come in: files/make.py says how they were made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from data.collections import bundled
from data.reading.cases import parse
from data.reading.formats.pdf.blocks import Loaded, blocks
from data.reading.formats.pdf.page import Char, Page
from data.reading.formats.pdf.text_columns import Columns, Row, columns
from data.types import Case
from tests.data.files.make import HYPHENS, TITLE, told

FILES = Path(__file__).parent / "files"


@pytest.fixture(scope="module")
def published() -> dict[int, tuple[str, str]]:
    with bundled().path() as path:
        return {case.number: said(case) for case in parse(path)[1]}


def said(case: Case) -> tuple[str, str]:
    return case.title, case.text_of("summary") or ""


@pytest.mark.parametrize(
    ("name", "encoding", "header_rows"),
    [
        ("page.html", "utf-8", 1),
        ("old-page.htm", "gb18030", 10),
        ("list.md", "utf-8", 1),
        ("gb18030.csv", "gb18030", 1),
        ("excel.csv", "utf-8-sig", 1),
        ("reordered.csv", "utf-8", 1),
        ("utf16.tsv", "utf-16", 1),
        ("list.jsonl", "utf-8", 0),
    ],
)
def test_the_bundled_cases_are_the_same_in_every_form_of_text(
    published: dict[int, tuple[str, str]], name: str, encoding: str, header_rows: int
) -> None:
    _, cases, report = parse(FILES / name)
    assert {case.number: said(case) for case in cases} == published
    assert (report.encoding, report.header_rows, report.rows, report.gaps) == (encoding, header_rows, 30, ())


@pytest.mark.parametrize(("name", "header_rows"), [("writer.docx", 10), ("calc.xlsx", 1)])
def test_the_bundled_cases_are_the_same_in_office_files(
    published: dict[int, tuple[str, str]], name: str, header_rows: int
) -> None:
    collection, cases, report = parse(FILES / name)
    assert (collection.id, collection.label) == (bundled().id, bundled().label)
    assert {case.number: said(case) for case in cases} == published
    assert (report.header_rows, report.rows, report.gaps, report.warnings) == (header_rows, 30, (), ())


def test_merged_cells_of_a_sheet_hold_for_every_row_they_cover() -> None:
    _, cases, _ = parse(FILES / "calc.xlsx")
    assert [case.text_of("地区") for case in cases[:4]] == ["第1组", "第1组", "第1组", "第2组"]


@pytest.mark.parametrize(
    ("name", "header_rows", "doubt"),
    [
        ("writer.pdf", 10, False),
        ("browser.pdf", 5, False),
        ("browser-footers.pdf", 5, False),
        pytest.param("browser-three-lines.pdf", 5, True, marks=pytest.mark.slow),
        pytest.param("writer-no-lines.pdf", 5, True, marks=pytest.mark.slow),
    ],
)
def test_the_bundled_cases_are_the_same_in_a_pdf_but_for_white_space(
    published: dict[int, tuple[str, str]], name: str, header_rows: int, doubt: bool
) -> None:
    collection, cases, report = parse(FILES / name)
    assert collection.id == bundled().id

    def squeezed(texts: tuple[str, str]) -> list[str]:
        return ["".join(text.split()) for text in texts]

    assert {case.number: squeezed(said(case)) for case in cases} == {
        number: squeezed(texts) for number, texts in published.items()
    }
    assert (report.header_rows, report.rows, report.gaps) == (header_rows, 30, ())
    assert [("read by position" in warning) for warning in report.warnings] == [True] * doubt
    assert report.continuations, "rows that break over pages"
    if name == "browser-footers.pdf":
        assert report.dropped
        assert all(line.aside for line in report.dropped)


def test_cases_told_in_a_pdf_keep_titles_of_two_lines_sections_and_hyphens(
    published: dict[int, tuple[str, str]],
) -> None:
    _, cases, report = parse(FILES / "browser-told.pdf")
    assert [case.number for case in cases] == [1, 2, 3, 4]
    for case in cases:
        title, text = ("".join(part.split()) for part in published[case.number])
        assert "".join(case.title.split()) == title * 2
        fields = {field.name: "".join(field.text.split()) for field in case.fields}
        assert fields == {"基本案情": text + HYPHENS, "典型意义": f"法院认为：{text}"}
    assert (report.unaccounted, report.warnings) == (0, ())
    assert {line.reason[:2] for line in report.dropped} == {"页眉"}


@pytest.mark.parametrize(
    "name",
    [
        "browser-columns.pdf",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("browser-spanned.pdf", "writer-columns.pdf")
        ),
    ],
)
def test_columns_of_text_are_read_one_after_the_other_and_said(tmp_path: Path, name: str) -> None:
    text = tmp_path / "told.txt"
    text.write_text("\n".join([TITLE, *(line for _, line in told())]), encoding="utf-8")

    def squeezed(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            ("".join(case.title.split()), [(f.name, "".join(f.text.split())) for f in case.fields])
            for case in parse(path)[1]
        ]

    assert squeezed(FILES / name) == squeezed(text)
    report = parse(FILES / name)[2]
    assert ("分栏" in report.warnings[0], len(report.warnings), report.unaccounted) == (True, 1, 0)


def _lines(texts: Iterable[tuple[float, float, str]]) -> list[Row]:
    """Rows of a page: each text (x, y, text) in characters of 10 points."""
    by_height: dict[float, list[Char]] = {}
    for x, y, text in texts:
        by_height.setdefault(y, []).extend(
            Char(x + 10 * n, x + 10 * n + 10, y, 10.0, char) for n, char in enumerate(text)
        )
    return [Row.of(chars, 10.0) for _, chars in sorted(by_height.items())]


def _table(y: float, *cells: tuple[float, int, int]) -> list[tuple[float, float, str]]:
    """Cells (x, characters in a line, lines) of one row of a table, in small print of long lines."""
    return [(x, y + 15 * line, "字" * wide) for x, wide, lines in cells for line in range(lines)]


@pytest.mark.parametrize(
    ("page", "doubtful"),
    [
        # 编号, 案例名称, 案例摘要
        (
            [cell for row in range(5) for cell in _table(row * 80, (40, 1, 1), (80, 10, 3), (200, 30, 5))],
            True,
        ),
        # a block that stands in
        ([*_table(0, (40, 50, 9)), *_table(150, (290, 25, 12)), *_table(350, (40, 50, 9))], False),
        # names in two rows
        ([cell for row in range(9) for cell in _table(row * 20, (40, 6, 1), (300, 6, 1))], True),
        # a table of contents
        ([cell for row in range(9) for cell in _table(row * 20, (40, 20 + row, 1), (520, 2, 1))], False),
    ],
)
def test_what_stands_beside_each_other_is_not_always_set_in_columns(
    page: list[tuple[float, float, str]], doubtful: bool
) -> None:
    assert columns([_lines(page)]) == [Columns(doubtful=doubtful)]


def test_columns_that_one_page_shows_are_known_on_the_next() -> None:
    first = _table(0, (40, 24, 20), (300, 24, 20))
    second = [*_table(0, (40, 24, 2)), (300.0, 0.0, "字" * 24)]
    pages = columns([_lines(first), _lines(second), _lines(_table(0, (40, 50, 9)))])
    assert [len(page.areas) for page in pages] == [1, 1, 0]


def test_a_page_of_very_many_areas_is_no_page() -> None:
    page = [
        line
        for n in range(400)
        for line in (*_table(n * 100, (40, 24, 5), (300, 24, 5)), (40.0, n * 100 + 80, "字" * 50))
    ]
    (found,) = columns([_lines(page)])
    assert (len(found.areas) > 40, found.doubtful) == (True, False)


def test_a_row_without_lines_that_ends_overleaf_is_whole() -> None:
    head = [
        (40.0, 0.0, "编号"),
        (62.0, 0.0, "案例名称"),
        (200.0, 0.0, "案例摘要"),
    ]  # the first two names touch
    first = [*head, (40.0, 20.0, "1"), (62.0, 20.0, "字" * 12), (200.0, 20.0, "文" * 30)]
    last = [(62.0, 20.0, "字" * 5), (200.0, 20.0, "文" * 30), (200.0, 35.0, "文" * 8)]
    pages = [
        Loaded(Page(600.0, 800.0), lines=[list(row.line) for row in _lines(page)]) for page in (first, last)
    ]
    tables = [block for page in blocks(pages) for block in page["blocks"] if block[0] == "table"]
    assert [[cell[0] for cell in row] for _, _, rows in tables for row in rows] == [
        ["编号", "案例名称", "案例摘要"],
        ["1", "字" * 12, "文" * 30],
        ["", "字" * 5, "文" * 38],
    ]
