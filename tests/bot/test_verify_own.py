"""`anwen verify` of documents the program wrote: whatever a reader can see that it did not write is reported."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import App
from bot.documents.reading import check
from bot.render.briefing.markdown import markdown
from bot.render.briefing.page import case_page, html
from bot.render.briefing.word import docx
from bot.words import Words
from data.errors import SourceError
from data.types import Records
from retrieval.checking.citations.verifying import Report
from retrieval.checking.citations.why import Why
from tests.bot import forgery

SAY = Words("zh")
FALSE = "案例8的被告赔偿了一亿元"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def records(app: App) -> Records:
    return app.records()


@pytest.fixture
def checked(records: Records, tmp_path: Path) -> Callable[[str, bytes], Report]:
    def call(suffix: str, content: bytes) -> Report:
        file = tmp_path / f"a{suffix}"
        file.write_bytes(content)
        return check(file, records, SAY)

    return call


def test_a_document_as_it_was_written_holds_and_nothing_in_it_is_left_unchecked(
    records: Records, checked: Callable[[str, bytes], Report]
) -> None:
    for seed in range(4):
        brief = forgery.document(records, seed)
        texts = {
            ".html": html(brief).encode(),
            ".md": markdown(brief).encode(),
            ".docx": docx(brief, "gongwen"),
        }
        for suffix, content in texts.items():
            report = checked(suffix, content)
            assert report.problems == []
            left = [text for text in report.uncited if not text.startswith(("案例数，按", f"简报{seed}"))]
            assert left == []
    case = records.cases[7]
    assert checked(".html", case_page(case, records.collections[0]).encode()).problems == []


HTML = {
    "dialog": ("<h2>", f"<dialog open>{FALSE}</dialog><h2>"),
    "script": ("</body>", f"<script>document.body.append('{FALSE}')</script></body>"),
    "own script": ("const dialog", f"document.title='{FALSE}';const dialog"),
    "style": ("</head>", f"<style>h1::after{{content:'{FALSE}'}}</style></head>"),
    "own style": ("</style>", f"h1::after{{content:'{FALSE}'}}</style>"),
    "attribute": ("<h1>", '<h1 onclick="x()">'),
    "inline style": ("<h1>", '<h1 style="display:none">'),
    "frame": ("<h2>", '<iframe src="x"></iframe><h2>'),
    "refresh": ('content="no-referrer"', 'content="0;url=http://x.cn"'),
    "mark": ('aria-label="注1">1</a>', f'aria-label="注1">{FALSE}</a>'),
    "title": ("<title>", f"<title>{FALSE}"),
    "close": (">×</button>", f">{FALSE}</button>"),
    "label": ("<h4>摘要</h4>", f"<h4>{FALSE}</h4>"),
    "in a case": ("<h4>摘要</h4>", f"{FALSE}<h4>摘要</h4>"),
    "note's number": ('value="1"', 'value="7"'),
    "what a click marks": ('data-at="', 'data-at="0-3 '),
    "picture": ("<h1>", '<img src="data:image/png;base64,AA=="><h1>'),
}


@pytest.mark.parametrize("part", HTML)
def test_a_part_of_a_page_that_is_not_the_programs_own_fails(
    part: str, records: Records, checked: Callable[[str, bytes], Report]
) -> None:
    old, new = HTML[part]
    text = html(forgery.document(records, 1))
    assert old in text
    report = checked(".html", text.replace(old, new, 1).encode())
    assert Why.FOREIGN in {problem.why for problem in report.problems}


DOCX = {
    "footer": ("word/footer1.xml", "</w:ftr>", f"<w:p><w:r><w:t>{FALSE}</w:t></w:r></w:p></w:ftr>"),
    "equation": (
        "word/document.xml", "</w:p>",
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>1</m:t></m:r></m:oMath></w:p>',
    ),
    "box": (
        "word/document.xml", "</w:p>",
        f"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{FALSE}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    ),
    "other file": ("word/document.xml", "<w:sectPr", '<w:altChunk/><w:sectPr'),
    "simple field": ("word/document.xml", "</w:p>", f'<w:fldSimple w:instr="QUOTE"><w:r><w:t>{FALSE}</w:t></w:r></w:fldSimple></w:p>'),
    "field": ("word/document.xml", "</w:p>", '<w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p>'),
    "symbol": ("word/document.xml", "</w:p>", '<w:r><w:sym w:font="x" w:char="F000"/></w:r></w:p>'),
    "box in a note": ("word/footnotes.xml", "</w:p></w:footnote>", "<w:r><w:pict/></w:r></w:p></w:footnote>"),
}  # fmt: skip


@pytest.mark.parametrize("part", DOCX)
def test_a_part_of_a_word_document_that_the_program_did_not_write_fails(
    part: str, records: Records, tmp_path: Path
) -> None:
    name, old, new = DOCX[part]
    true, false = tmp_path / "a.docx", tmp_path / "b.docx"
    true.write_bytes(docx(forgery.document(records, 1), "gongwen"))
    with zipfile.ZipFile(true) as read, zipfile.ZipFile(false, "w") as written:
        for item in read.infolist():
            data = read.read(item).decode("utf-8", "surrogateescape")
            if item.filename == name:
                assert old in data
                data = data.replace(old, new, 1)
            written.writestr(item.filename, data.encode("utf-8", "surrogateescape"))
    assert check(true, records, SAY).problems == []
    assert Why.FOREIGN in {problem.why for problem in check(false, records, SAY).problems}


def test_what_somebody_put_into_a_document_is_listed_and_checked_as_a_draft(
    records: Records, checked: Callable[[str, bytes], Report]
) -> None:
    text = html(forgery.document(records, 1))
    added = text.replace("<h2>", "<p>值得推广。</p><h2>", 1)
    assert "值得推广。" in checked(".html", added.encode()).uncited
    quoted = text.replace("<h2>", f"<p>『{FALSE}』[案例8]。</p><h2>", 1)
    assert Why.NOT_IN_IT in {problem.why for problem in checked(".html", quoted.encode()).problems}


def test_a_document_that_would_unpack_beyond_bounds_is_refused_unopened(
    records: Records, tmp_path: Path
) -> None:
    file = tmp_path / "a.docx"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(b" " * 2**20)
    with pytest.raises(SourceError, match="too large"):
        check(file, records, SAY)
