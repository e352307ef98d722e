"""The bundled collection in every form it may come in: files/make.py says how they were made."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.collections import bundled
from data.parsing import parse
from data.types import Case
from tests.data.files.make import HYPHENS

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
        ("browser-three-lines.pdf", 5, True),
        ("writer-no-lines.pdf", 5, True),
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
