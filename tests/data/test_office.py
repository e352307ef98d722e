"""Files that LibreOffice makes or reads, where it is installed; and what is said where it is not."""

from __future__ import annotations

import html
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import SourceError
from data.reading.cases import parse
from data.reading.formats import office

FILES = Path(__file__).parent / "files"
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
SOFFICE = office.find()
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the folder ../shared is not there")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as temporary:
        yield Path(temporary)


def converted(folder: Path, to: str, *sources: Path, reader: str = "") -> None:
    command = [SOFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += [f"--infilter={reader}"] if reader else []
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(folder), *map(str, sources)],
        check=True,
        capture_output=True,
        timeout=100,
    )


@pytest.mark.slow
@needs_libreoffice
@needs_corpora
def test_a_court_narrative_as_a_word_file_and_a_pdf_keeps_every_section(folder: Path) -> None:
    names = ("admin-agreement-cases", "overtime-pay-cases")
    pages = []
    for name in names:
        body = "".join(
            f"<h2>{html.escape(line)}</h2>" if line.startswith("案例") else f"<p>{html.escape(line)}</p>"
            for line in (CORPORA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
            if line
        )
        pages.append(folder / f"{name}.html")
        pages[-1].write_text(f'<meta charset="utf-8">{body}', encoding="utf-8")
    converted(folder, "docx:MS Word 2007 XML", *pages, reader="HTML (StarWriter)")
    converted(folder, "pdf", *(page.with_suffix(".docx") for page in pages))
    for name in names:
        _, published, _ = parse(CORPORA / f"{name}.txt")
        assert parse(folder / f"{name}.html")[1] == published
        collection, cases, report = parse(folder / f"{name}.docx")
        assert cases == published
        assert (report.gaps, report.warnings, report.dropped) == ((), (), ())
        assert collection.title == parse(CORPORA / f"{name}.txt")[0].title
        printed = parse(folder / f"{name}.pdf")[1]
        for case, other in zip(published, printed, strict=True):
            assert "".join(other.title.split()) == "".join(case.title.split())
            assert [(field.name, "".join(field.text.split())) for field in other.fields] == [
                (field.name, "".join(field.text.split())) for field in case.fields
            ]


@needs_libreoffice
@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("writer.docx", "doc"),
        pytest.param("calc.xlsx", "xls", marks=pytest.mark.slow),
        pytest.param("writer.docx", "odt", marks=pytest.mark.slow),
        pytest.param("writer.docx", "rtf", marks=pytest.mark.slow),
        pytest.param("calc.xlsx", "ods", marks=pytest.mark.slow),
    ],
)
def test_old_and_open_office_files_are_read_through_libreoffice(folder: Path, source: str, kind: str) -> None:
    path = FILES / source
    converted(folder, kind, path)
    made = folder / f"{path.stem}.{kind}"
    collection, cases, report = parse(made)
    assert cases == parse(path)[1]
    assert (collection.id, report.format[:3]) == ("ip-power-2", kind)
    if kind == "doc":
        made.rename(folder / "renamed.wps")
        assert parse(folder / "renamed.wps")[1] == cases


@needs_libreoffice
@pytest.mark.parametrize("kind", [".doc", ".ods"])
def test_a_broken_old_file_is_one_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"-o evil;$(touch x){kind}"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 3000)
    with pytest.raises(SourceError) as caught:
        parse(path)
    assert "\n" not in str(caught.value)
    assert sorted(tmp_path.iterdir()) == [path]


def test_without_libreoffice_an_old_file_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_NAMES", ("no-such-program",))
    monkeypatch.setattr(office, "_PLACES", ())
    path = tmp_path / "list.doc"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 3000)
    with pytest.raises(SourceError, match="LibreOffice"):
        parse(path)


def test_a_newer_file_or_a_web_page_under_an_old_name_is_read_as_what_it_is(tmp_path: Path) -> None:
    for source, name in (("writer.docx", "a.doc"), ("calc.xlsx", "a.xls"), ("old-page.htm", "b.xls")):
        path = tmp_path / name
        path.write_bytes((FILES / source).read_bytes())
        assert len(parse(path)[1]) == 30
