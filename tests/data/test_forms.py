"""The bundled collection in every form it may come in: files/make.py says how they were made."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.collections import bundled
from data.parsing import parse
from data.types import Case

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
