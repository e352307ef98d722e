"""Files made to do harm: each is refused with one line, within bounds of time and memory."""

from __future__ import annotations

import io
import os
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import SourceError
from data.reading.cases import parse
from data.reading.formats import office
from data.reading.formats.pdf import scans

FILES = Path(__file__).parent / "files"
SECONDS = 20
MEGABYTES = 600


@pytest.fixture(autouse=True)
def bounds() -> Iterator[None]:
    """No test takes long, or makes this process grow much."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.monotonic() - began < SECONDS
    if os.uname().sysname == "Linux":  # in kilobytes there
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEGABYTES * 1024


def refused(path: Path) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(SourceError) as caught:
        parse(path)
    said = str(caught.value)
    assert "\n" not in said
    assert len(said) < 600
    return said


def repacked(source: str, path: Path, parts: dict[str, bytes]) -> Path:
    """A copy of an office file with other parts."""
    with zipfile.ZipFile(FILES / source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info.filename))
        for name, data in parts.items():
            new.writestr(name, data)
    return path


DOCUMENT = (
    '<?xml version="1.0"?>{dtd}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
)
LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("dtd", "text"),
    [
        (LAUGHS, "&i;"),
        ("<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;"),
        ("<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'>", "x"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_resolved(tmp_path: Path, dtd: str, text: str, encoding: str) -> None:
    xml = DOCUMENT.format(dtd=dtd, text=text)
    xml = xml.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    said = refused(repacked("writer.docx", tmp_path / "a.docx", {"word/document.xml": xml.encode(encoding)}))
    assert "root:" not in said
    strings = '<?xml version="1.0"?>' + dtd + f"<sst><si><t>{text}</t></si></sst>"
    refused(repacked("calc.xlsx", tmp_path / "a.xlsx", {"xl/sharedStrings.xml": strings.encode()}))


def bomb(source: str, path: Path, part: str, megabytes: int = 70) -> Path:
    """A copy of an office file in which one part unpacks to very much nothing."""
    with zipfile.ZipFile(FILES / source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as out:
            for _ in range(megabytes):
                out.write(b" " * 2**20)
    return path


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("writer.docx", "word/document.xml"),
        ("writer.docx", "word/styles.xml"),
        ("calc.xlsx", "xl/worksheets/sheet1.xml"),
        ("calc.xlsx", "xl/sharedStrings.xml"),
    ],
)
def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, source: str, part: str) -> None:
    path = bomb(source, tmp_path / source, part)
    if part.endswith("styles.xml"):  # of no use here, so never opened
        assert len(parse(path)[1]) == 30
    else:
        assert "too large" in refused(path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = bomb("writer.docx", tmp_path / "a.docx", "word/document.xml", 100)
    data = path.read_bytes().replace(struct.pack("<I", 100 * 2**20), struct.pack("<I", 1000))
    path.write_bytes(data)
    refused(path)


def test_an_archive_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as out:
        for at in range(20_000):
            out.writestr(f"{at}", b"")
    assert "too many parts" in refused(path)


@pytest.mark.parametrize("kind", ["txt", "md", "html", "csv", "jsonl", "docx", "xlsx", "pdf", "doc"])
def test_half_a_gigabyte_of_nothing_is_refused_unread(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"nothing.{kind}"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)
    assert "too large" in refused(path)


@pytest.mark.parametrize("kind", ["txt", "md", "csv", "tsv", "html", "jsonl"])
@pytest.mark.parametrize("content", [b"\n", b"\t", b",", b"x\n", b"<td>", b"|-\n", b"[", b"# ", b"<b>"])
def test_much_of_the_same_is_refused_or_read_as_nothing(tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / f"much.{kind}"
    # A heading is looked for in the whole of its line: a megabyte shows as well as four that it is once.
    size = 2**20 if content == b"# " else 2**22
    path.write_bytes(content * (size // len(content)) + b"x")
    refused(path)


@pytest.mark.parametrize("sign", ["#", "■", " \u3000", "一、", "【", "（", "案例", "基本案情 ", "-", "—"])
def test_a_line_of_signs_takes_no_longer_than_a_page(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "list.txt"
    line = "x" + sign * 50_000 + "x"
    path.write_text(f"案例一 甲案\n{line}\n{line[1:]}\n案例二 乙案\n乙情。\n{line[1:-1]}\n", encoding="utf-8")
    began = time.monotonic()
    assert [case.number for case in parse(path)[1]] == [1, 2]
    assert time.monotonic() - began < 10


def test_a_table_that_claims_to_be_endless_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    cell = "<td colspan=1000 rowspan=65534>x</td>"
    path.write_text("<table>" + f"<tr>{cell * 20}</tr>" * 3000 + "</table>", encoding="utf-8")
    assert "too many" in refused(path)


def test_a_page_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<div><table><tr><td>" * 10_000 + "x", encoding="utf-8")
    assert "nested" in refused(path)
    xml = DOCUMENT.format(dtd="", text="<w:sdt>" * 5000 + "</w:sdt>" * 5000).encode()
    refused(repacked("writer.docx", tmp_path / "a.docx", {"word/document.xml": xml}))


def test_a_sheet_with_a_cell_in_the_last_corner_takes_no_more_room_than_its_cells(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c></row>'
        '<row r="1048576"><c r="{at}1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:A1048576"/></mergeCells></worksheet>'
    )
    for at in ("B", "XFD"):
        data = sheet.format(at=at).encode()
        refused(repacked("calc.xlsx", tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": data}))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "docm", "odt"])
def test_an_encrypted_office_file_says_so(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1")
        + b"\0" * 1000
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 999
    )
    assert "encrypted" in refused(path)


def test_a_part_encrypted_in_its_archive_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    data = bytearray((FILES / "writer.docx").read_bytes())
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in refused(path)


def test_an_encrypted_pdf_and_a_scan_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    assert "encrypted" in refused(FILES / "encrypted.pdf")
    assert "scan" in refused(FILES / "scan.pdf")


def pdf(pages: int, content: bytes = b"", extra: bytes = b"") -> bytes:
    """A PDF of empty pages that share one content stream."""
    kids = b" ".join(b"%d 0 R" % (at + 4) for at in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Contents 3 0 R>>"] * pages,
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content_ in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, content_))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def test_a_pdf_of_five_thousand_pages_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(5000))
    began = time.monotonic()
    assert "5000" in refused(path)
    assert time.monotonic() - began < 5


@pytest.mark.slow
def test_a_pdf_that_unpacks_to_very_much_is_bounded(tmp_path: Path) -> None:
    squeezed = zlib.compress(b"0 0 m 9 9 l S\n" * (40 * 2**20 // 14), 9)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf(1, squeezed, b"/Filter/FlateDecode"))
    refused(path)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj", b"x"]
)
def test_a_broken_pdf_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    refused(path)


def test_names_that_lead_out_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="x/officeDocument" Target="../../../../../../etc/passwd"/></Relationships>'
    )
    outside = {"../../../outside.txt": b"x", "/etc/outside": b"x", "_rels/.rels": relations.encode()}
    path = repacked("writer.docx", tmp_path / "a.docx", outside)
    before = sorted(tmp_path.parent.iterdir())
    assert len(parse(path)[1]) == 30
    assert sorted(tmp_path.parent.iterdir()) == before
    assert sorted(tmp_path.iterdir()) == [path]


def test_macros_are_left_alone(tmp_path: Path) -> None:
    for source, name in (("writer.docx", "a.docm"), ("calc.xlsx", "a.xlsm")):
        path = repacked(source, tmp_path / name, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()"})
        assert len(parse(path)[1]) == 30


def test_a_formula_gives_its_stored_value_and_is_never_worked_out(tmp_path: Path) -> None:
    def cell(at: str, text: str, formula: str = "") -> str:
        stored = f"<v>{text}</v>" if text else ""
        return f'<c r="{at}" t="str">{f"<f>{formula}</f>" if formula else ""}{stored}</c>'

    rows = [
        [cell("A1", "序号"), cell("B1", "案例名称"), cell("C1", "案例摘要"), cell("D1", "日期")],
        ['<c r="A2"><f>1+1</f><v>7</v></c>', cell("B2", "甲", "HYPERLINK(&quot;http://x&quot;,&quot;甲&quot;)"),
         cell("C2", "甲事。", "B2&amp;C9"), cell("D2", "", "WEBSERVICE(&quot;http://x&quot;)")],
    ]  # fmt: skip
    body = "".join(f'<row r="{at}">{"".join(row)}</row>' for at, row in enumerate(rows, 1))
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'
    path = repacked("calc.xlsx", tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet.encode()})
    _, cases, report = parse(path)
    assert [(case.number, case.title, case.as_json()["fields"]) for case in cases] == [
        (7, "甲", {"summary": "甲事。"})
    ]
    assert [line.text for line in report.dropped] == ['=WEBSERVICE("http://x")']
    assert any("第 2 行" in warning for warning in report.warnings)


def test_a_file_is_told_by_what_it_is(tmp_path: Path) -> None:
    for name, data in (
        ("a.docx", b"<html>"),
        ("a.xlsx", (FILES / "writer.docx").read_bytes()),
        ("a.docx", (FILES / "calc.xlsx").read_bytes()),
        ("a.pdf", (FILES / "writer.docx").read_bytes()),
        ("a.html", (FILES / "writer.docx").read_bytes()),
        ("a.docx", b"PK\x03\x04"),
        ("a.docx", b"PK\x05\x06" + b"\0" * 18),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        refused(path)


def test_a_link_that_leads_out_of_the_folder_is_skipped_and_listed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("案例九　密案\n【案情】\n密。\n", encoding="utf-8")
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "1.txt").write_text("甲案\n【案情】\n甲。\n", encoding="utf-8")
    (folder / "2.txt").symlink_to(outside)
    (folder / "3.txt").symlink_to(folder / "3.txt")
    (folder / "4.txt").symlink_to(folder / "1.txt")
    (folder / "4.txt").unlink()
    _, cases, report = parse(folder)
    assert [case.title for case in cases] == ["甲案"]
    assert [line.text for line in report.dropped] == ["2.txt", "3.txt"]


def test_an_archive_is_read_as_the_folder_in_it_and_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "附件.zip"
    folder = "某市典型案例".encode("gbk")  # as programs for Windows write it
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("QQQQQQQQQQQQ/1.txt", "甲案\n甲。")
        archive.writestr("../QQQQQQQQQQQQ/2.txt", "乙案\n乙。")
        link = zipfile.ZipInfo("QQQQQQQQQQQQ/3.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    path.write_bytes(path.read_bytes().replace(b"QQQQQQQQQQQQ", folder))
    collection, cases, report = parse(path)
    assert [(case.number, case.title) for case in cases] == [(1, "甲案"), (2, "乙案")]
    assert (collection.title, collection.source) == ("某市典型案例", "附件.zip")
    assert [line.text for line in report.dropped] == ["3.txt"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["附件.zip"]
    for content in (b"PK\x03\x04", path.read_bytes()[:150], b"no archive"):
        path.write_bytes(content)
        refused(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(70 * 2**20))
    refused(path)


@pytest.mark.parametrize("name", ["page.doc", "page.wps", "page.xls", "page.rtf"])
@pytest.mark.parametrize(
    "start", ["<p>", "\ufeff \n<link rel=stylesheet href='http://127.0.0.1:9/x.css'>", "<div>"]
)
def test_a_page_under_an_office_name_never_reaches_the_office_suite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: str
) -> None:
    def started(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(office, "_run", started)
    path = tmp_path / name
    rows = "".join(f"<tr><td>{n}<td>{who}案<td>{who}。" for n, who in ((1, "甲"), (2, "乙")))
    path.write_text(f"{start}<table><tr><td>序号<td>案例名称<td>内容{rows}</table>", encoding="utf-8")
    assert [case.title for case in parse(path)[1]] == ["甲案", "乙案"]
    for begins in ("", " PK\n", " {\\rtf\n"):  # what an office suite would look into to guess what it is
        path.write_text(f"{begins}案例一　甲案\n【案情】\n甲。\n", encoding="utf-8")
        if not name.endswith("xls"):
            assert [case.title for case in parse(path)[1]] == ["甲案"]
