"""Whatever is in a file, it is read or refused with one line of ours; no library's exception comes through."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import SourceError
from data.reading.cases import parse

FILES = Path(__file__).parent / "files"
TOKENS = (
    b"<", b">", b"&", b"\0", b"\xff", b'"', b"|", b"\n", b"\t", b"<table>", b"</table>", b"<tr>", b"</w:p>", b"<w:p>",
    b"<td colspan=9 rowspan=9>", b"<w:tbl>", b"</w:tc>", b"<c>", b"-1", b"99999999999", b"1e400", b"nan", b"XFD1048576",
    b't="s"', b"\xed\xa0\x80", b"<w:vMerge/>", b'<w:gridSpan w:val="99"/>', b"<!DOCTYPE x [", b"<![CDATA[",
    "案例一".encode(), "序号".encode(), "【".encode(),
)  # fmt: skip
quick = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=40,
)

# Where to change what is there, and into what: places are parts of the length.
changes = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(("cut", "put", "copy", "end")),
        st.sampled_from(TOKENS),
        st.integers(0, 300),
    ),
    min_size=1,
    max_size=8,
)
Changes = list[tuple[float, str, bytes, int]]


def changed(data: bytes, these: Changes) -> bytes:
    for place, kind, token, count in these:
        at = int(place * len(data))
        if kind == "cut":
            data = data[:at] + data[at + count :]
        elif kind == "put":
            data = data[:at] + token + data[at:]
        elif kind == "copy":
            data = data[:at] + data[at : at + count] * 2 + data[at + count :]
        elif len(data) - at < count:
            data = data[:at]
    return data


def parsed(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    said = ""
    try:
        assert parse(path)[1]
    except SourceError as error:
        said = str(error)
    assert "\n" not in said
    assert "the reader failed" not in said, "an exception of the process that reads a PDF"


@cache
def sample(name: str) -> bytes:
    return (FILES / name).read_bytes()


@pytest.mark.parametrize("kind", ["md", "html", "csv", "tsv", "jsonl", "docx", "xlsx", "xls", "pdf"])
@settings(quick, max_examples=15)
@given(data=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, kind: str, data: bytes) -> None:
    parsed(tmp_path / f"a.{kind}", data)


@pytest.mark.parametrize(
    "name", ["page.html", "old-page.htm", "list.md", "reordered.csv", "utf16.tsv", "list.jsonl"]
)
@quick
@given(these=changes)
def test_a_damaged_text(tmp_path: Path, name: str, these: Changes) -> None:
    parsed(tmp_path / name, changed(sample(name)[:6000], these))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("writer.docx", "word/document.xml"),
        ("writer.docx", "_rels/.rels"),
        ("writer.docx", "word/_rels/document.xml.rels"),
        ("calc.xlsx", "xl/worksheets/sheet1.xml"),
        ("calc.xlsx", "xl/sharedStrings.xml"),
        ("calc.xlsx", "xl/workbook.xml"),
        ("calc.xlsx", "xl/styles.xml"),
    ],
)
@quick
@given(these=changes)
def test_a_damaged_part_of_an_office_file(tmp_path: Path, name: str, part: str, these: Changes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample(name))) as old, zipfile.ZipFile(packed, "w") as new:
        for other in old.namelist():
            data = old.read(other)
            new.writestr(other, changed(data, these) if other == part else data)
    parsed(tmp_path / name, packed.getvalue())


@pytest.mark.parametrize("name", ["writer.docx", "calc.xlsx"])
@quick
@given(these=changes)
def test_a_damaged_archive(tmp_path: Path, name: str, these: Changes) -> None:
    parsed(tmp_path / name, changed(sample(name), these))


@pytest.mark.parametrize("name", ["encrypted.pdf", "browser.pdf"])
@settings(quick, max_examples=5)
@given(these=changes)
def test_a_damaged_pdf(tmp_path: Path, name: str, these: Changes) -> None:
    parsed(tmp_path / name, changed(sample(name), these))
