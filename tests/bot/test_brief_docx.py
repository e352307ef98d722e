"""The Word document: real styles, linked notes, and a check that reads what people see."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document

from bot.app import App
from bot.documents.docx import read_docx
from bot.jobs.briefing import Order, brief
from bot.render.briefing.word import docx
from data.errors import SourceError
from data.reading.formats import load
from retrieval.checking.citations.verifying import Checker, Report
from retrieval.checking.documents.documents import check_document
from retrieval.documents.briefs import Brief
from retrieval.documents.record import read_record

OFFICE = shutil.which("soffice")


@pytest.fixture
def made(app: App) -> Brief:
    return brief(app, Order("", cases=tuple(range(1, 8)), title="控制\x07字符与<标记>"))


def saved(made: Brief, path: Path, template: str = "gongwen") -> Path:
    path.write_bytes(docx(made, template))
    return path


def held(app: App, file: Path) -> Report:
    return check_document(read_docx(load(file)), Checker(app.records()))


def rewritten(source: Path, target: Path, old: str, new: str) -> Path:
    """The same document with `old` exchanged in its text, as an editor would save it."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as out:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new, 1).encode()
            out.writestr(name, content)
    return target


def test_it_has_real_headings_a_page_number_and_footnotes_that_word_numbers(
    made: Brief, tmp_path: Path
) -> None:
    file = saved(made, tmp_path / "a.docx")
    document = Document(str(file))
    names = [p.style.name for p in document.paragraphs if p.style]
    assert names[0] == "Title"
    assert names.count("Heading 1") == 8
    assert "PAGE" in document.sections[0].footer.paragraphs[0]._p.xml
    with zipfile.ZipFile(file) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    assert re.findall(r'footnoteReference w:id="(\d+)"', document.element.xml) == [
        str(note.number) for note in made.notes
    ]
    assert notes.count("<w:footnoteRef/>") == len(made.notes)
    assert all(note.text in notes for note in made.notes)
    assert 'w:eastAsia="仿宋"' in document.styles.element.xml


def test_what_no_reader_sees_holds_places_and_digests(app: App, made: Brief, tmp_path: Path) -> None:
    file = saved(made, tmp_path / "a.docx")
    record = read_record(read_docx(load(file)).record or "")
    assert record == made.record
    assert {told.sha256 for told in record.told} == {case.sha256 for case in made.used}
    assert "SHA" not in Document(str(file)).element.xml


@pytest.mark.parametrize("template", ["gongwen", "report"])
def test_what_was_written_holds_and_what_was_changed_in_it_does_not(
    template: str, app: App, made: Brief, tmp_path: Path
) -> None:
    file = saved(made, tmp_path / "a.docx", template)
    assert held(app, file).problems == []
    with zipfile.ZipFile(file) as archive:
        text = archive.read("word/document.xml").decode()
    draw = random.Random(3)
    for words in draw.sample(re.findall(r"“([^“”<]{6,})”", text), 8):
        at = draw.randint(1, len(words) - 1)
        for forged in (f"{words[:at]}不{words[at:]}", words[:at] + words[at + 1 :]):
            changed = rewritten(file, tmp_path / "b.docx", words, forged)
            assert not held(app, changed).holds


def test_a_template_keeps_its_own_head_and_the_briefing_goes_where_it_says(
    app: App, made: Brief, tmp_path: Path
) -> None:
    own = Document()
    own.add_paragraph("某某局简报")
    own.add_paragraph("第1期　{{日期}}")
    own.add_paragraph("{{正文}}")
    own.add_paragraph("报：局领导")
    own.sections[0].header.paragraphs[0].text = "某某局"
    own.save(str(tmp_path / "own.docx"))
    file = saved(made, tmp_path / "a.docx", str(tmp_path / "own.docx"))
    document = Document(str(file))
    texts = [p.text for p in document.paragraphs]
    assert texts[0] == "某某局简报"
    assert texts[1] == f"第1期　{made.record.date}"
    assert texts[2].startswith("控制")
    assert texts[-1] == "报：局领导"
    assert "{{" not in document.element.xml
    assert document.sections[0].header.paragraphs[0].text == "某某局"
    report = held(app, file)
    assert report.problems == []
    assert {"某某局简报", "报：局领导"} <= set(report.uncited)


def test_a_file_that_is_no_word_document_is_said_to_be_none(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04", b"hello"):
        (tmp_path / "a.docx").write_bytes(content)
        with pytest.raises(SourceError):
            read_docx(load(tmp_path / "a.docx"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "b")
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    with pytest.raises(SourceError):
        read_docx(load(tmp_path / "a.docx"))


@pytest.mark.slow
@pytest.mark.parametrize("template", ["gongwen", "report"])
def test_a_validator_finds_nothing_that_word_would_repair(template: str, made: Brief, tmp_path: Path) -> None:
    pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    file = saved(made, tmp_path / "a.docx", template)
    command = [sys.executable, "-m", "openxml_audit", "--policy", "strict", str(file)]
    ran = subprocess.run(command, capture_output=True, timeout=100, check=False)
    assert ran.returncode == 0, (ran.stdout + ran.stderr).decode()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_it_still_holds_after_libreoffice_opened_and_saved_it(app: App, made: Brief, tmp_path: Path) -> None:
    file = saved(made, tmp_path / "a.docx")
    (tmp_path / "out").mkdir()
    assert OFFICE
    profile = (tmp_path / "profile").as_uri()
    convert = [OFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "docx", "--outdir"]
    subprocess.run([*convert, str(tmp_path / "out"), str(file)], check=True, capture_output=True, timeout=100)
    out = tmp_path / "out" / "a.docx"
    assert held(app, out).problems == []
    with zipfile.ZipFile(out) as archive:
        assert archive.read("word/footnotes.xml").decode().count("<w:footnoteRef/>") == len(made.notes)


def test_the_notes_of_a_paragraph_that_was_moved_go_with_it(app: App, made: Brief, tmp_path: Path) -> None:
    document = Document(str(saved(made, tmp_path / "a.docx")))
    body = document.element.body
    at = [i for i, p in enumerate(body) if "Heading1" in p.xml]
    for element in list(body[at[3] : at[4]]):
        body[at[0]].addprevious(element)
    document.save(str(tmp_path / "b.docx"))
    page = read_docx(load(tmp_path / "b.docx"))
    assert page.notes[1][1] != made.notes[1].text
    assert held(app, tmp_path / "b.docx").problems == []
