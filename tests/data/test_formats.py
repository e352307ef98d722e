"""The readers of files: encodings, extensions, lines and entries."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from data.errors import MalformedCase, SourceError
from data.reading.cases import parse
from data.reading.formats import FORMATS, read

TABLE = "序号\t案例名称\t案例摘要\n1\t甲市\t甲市的做法。\n2\t乙市\t乙市的做法。\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_a_text_is_read_in_any_of_its_usual_encodings(tmp_path: Path, encoding: str, named: str) -> None:
    path = tmp_path / "cases.txt"
    path.write_bytes(TABLE.encode(encoding))
    _, cases, report = parse(path)
    assert [case.title for case in cases] == ["甲市", "乙市"]
    assert report.encoding == named
    assert bool(report.warnings) == (encoding == "gb18030")


def test_lines_are_numbered_as_an_editor_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes("一\r\n\r\n三\u2028还是三\rc\td".encode())
    document = read(path)
    assert [(line.number, line.cells) for line in document.lines] == [
        (1, ("一",)),
        (2, ("",)),
        (3, ("三\u2028还是三",)),
        (4, ("c", "d")),
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"PK\x03\x04\x00\x00", "binary"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\xff\xff\x80\x80", "UTF-8"),
        ("a.jsonl", b"\x00" * 100, "binary"),
        ("a.xyz", b"text", " ".join(FORMATS)),
        ("noextension", b"text", " ".join(FORMATS)),
        ("a.txt", "没有案例的文字".encode(), "no case found"),
        ("a.txt", "😀😀".encode(), "no case found"),
        ("a.txt", ("长" * 100_000).encode(), "no case found"),
    ],
)
def test_a_file_that_holds_no_cases_is_refused_and_says_why(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError, match=says) as caught:
        parse(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(SourceError, match="folder"):
        read(tmp_path)
    with pytest.raises(SourceError):
        read(Path("a\0b.txt"))


def test_the_extension_may_be_in_capitals(tmp_path: Path) -> None:
    path = tmp_path / "CASES.TXT"
    path.write_text(TABLE, encoding="utf-8")
    assert read(path).format == "txt"


def _jsonl(tmp_path: Path, *objects: object) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(o, ensure_ascii=False) for o in objects) + "\n", encoding="utf-8")
    return path


def test_json_lines_give_summary_extra_texts_and_named_sections(tmp_path: Path) -> None:
    path = _jsonl(
        tmp_path,
        {"number": 2, "title": "乙", "summary": "乙事。", "地区": "上海市"},
        {"number": "1", "title": "甲", "fields": {"基本案情": "甲情。", "内容": "甲容。"}, "sha256": "x"},
    )
    _, cases, report = parse(path)
    assert [case.as_json()["fields"] for case in cases] == [
        {"基本案情": "甲情。", "内容": "甲容。"},
        {"summary": "乙事。", "地区": "上海市"},
    ]
    assert report.rows == 2
    assert not report.warnings


def test_the_json_of_cases_can_be_read_back(tmp_path: Path) -> None:
    path = _jsonl(tmp_path, {"number": 1, "title": "甲", "fields": {"内容": "甲。", "摘要": "乙。"}})
    _, cases, _ = parse(path)
    again = _jsonl(tmp_path, *(case.as_json() for case in cases))
    assert parse(again)[1] == cases


def test_a_value_that_is_no_text_is_reported_as_left_out(tmp_path: Path) -> None:
    _, _, report = parse(
        _jsonl(tmp_path, {"number": 1, "title": "甲", "summary": "乙", "年份": 2024, "x": None})
    )
    assert [(line.line, line.text) for line in report.dropped] == [(1, "年份: 2024")]
    assert report.warnings


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        "[" * 100_000,
        '{"number": 1}',
        '{"title": "甲", "summary": "乙"}',
        '{"number": true, "title": "甲", "summary": "乙"}',
        '{"number": 1.5, "title": "甲", "summary": "乙"}',
        '{"number": 0, "title": "甲", "summary": "乙"}',
        '{"number": 100000, "title": "甲", "summary": "乙"}',
        '{"number": ' + "9" * 5000 + ', "title": "甲", "summary": "乙"}',
        '{"number": 1, "title": ["甲"], "summary": "乙"}',
        '{"number": 1, "title": "甲", "summary": ""}',
        '{"number": 1, "title": "甲\\ud800", "summary": "乙"}',
        '{"number": 1, "title": "甲", "summary": "乙\\udfff"}',
        '{"number": 1, "title": "甲", "fields": {"title": "乙"}}',
        '{"number": 1, "title": "甲", "fields": {"内 容": "乙", "内  容": "丙"}}',
    ],
)
def test_a_line_that_is_no_case_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"number": 7, "title": "甲", "summary": "乙"}\n\n' + line, encoding="utf-8")
    with pytest.raises(MalformedCase) as caught:
        parse(path)
    assert caught.value.line == 3
    assert len(str(caught.value)) < 500


def test_footnotes_and_endnotes_of_word_stay_with_their_case(tmp_path: Path) -> None:
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def paragraph(text: str, note: str = "") -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r><w:r>{note}</w:r></w:p>"

    lines = ["典型案例汇编", "案例一　甲案", "【案情】", "甲事。", "案例二　乙案", "【案情】", "乙事。"]
    notes = {3: '<w:footnoteReference w:id="2"/>', 6: '<w:endnoteReference w:id="2"/>'}
    body = "".join(paragraph(text, notes.get(at, "")) for at, text in enumerate(lines))
    parts = {"word/document.xml": f"<w:document {main}><w:body>{body}</w:body></w:document>"}
    for kind, text in (("footnote", "甲的注。"), ("endnote", "乙的注。")):
        held = f'<w:{kind} w:id="2">{paragraph(text)}</w:{kind}><w:{kind} w:id="3">{paragraph("无人提到。")}</w:{kind}>'
        parts[f"word/{kind}s.xml"] = f"<w:{kind}s {main}>{held}</w:{kind}s>"
    with (
        zipfile.ZipFile(Path(__file__).parent / "files" / "writer.docx") as old,
        zipfile.ZipFile(tmp_path / "a.docx", "w") as new,
    ):
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    _, cases, report = parse(tmp_path / "a.docx")
    assert [case.text_of("案情") for case in cases] == ["甲事。\n［注1］甲的注。", "乙事。\n［注2］乙的注。"]
    assert {line.text for line in report.dropped} == {"无人提到。"}
