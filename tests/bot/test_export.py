"""`anwen export`: cases out, as sheets that open without a word and lists that programs read."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.render.sheets.rows import Told
from bot.render.sheets.writers import WRITERS, write
from bot.words import Words
from data.reading.cases import parse
from data.types import Case, CaseId, Field, Records

SAY = Words("zh")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠x", " =cmd|' /C calc'!A0")


@pytest.fixture
def records(app: App) -> Records:
    return app.records()


def _formulas(records: Records) -> Records:
    cases = tuple(
        Case(CaseId("ip-power-2", at), text, (Field("summary", text),)) for at, text in enumerate(FORMULAS, 1)
    )
    return replace(records, cases=cases)


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_columns_are_collection_number_title_place_body_fields_and_the_quotes_of_a_question(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    assert anwen("export", "商业秘密", "-o", str(tmp_path / "a.csv")).code == 0
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = _rows(tmp_path / "a.csv")
    assert list(row) == ["案例集", "编号", "案例名称", "地区", "实施主体", "摘要", "引文"]
    assert row["案例集"] == "知识产权强国建设第二批典型案例"
    assert (row["编号"], row["地区"], row["引文"]) == ("8", "上海市", "商业秘密")


def test_a_collection_and_all_are_exported_whole_and_in_every_format(
    records: Records, tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    for suffix in WRITERS:
        for what in ((), ("ip-power-2",), (records.collections[0].title,)):
            file = tmp_path / f"a{suffix}"
            assert anwen("export", *what, "-o", str(file), "--force").code == 0
            assert file.stat().st_size > 5000
    objects = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [o["number"] for o in objects] == list(range(1, 31))
    assert {k: v for k, v in objects[8].items() if k not in ("place", "body")} == records.cases[8].as_json()
    assert objects[8]["place"] == "江苏省南通市"


def test_a_sheet_that_was_written_is_read_back_case_for_case(
    records: Records, tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    for suffix in (".xlsx", ".csv"):
        file = tmp_path / f"a{suffix}"
        assert anwen("export", "-o", str(file)).code == 0
        _, cases, _ = parse(file, "again")
        assert [(c.number, c.title) for c in cases] == [(c.number, c.title) for c in records.cases]
        assert all(
            a.fields[0].text in [f.text for f in b.fields] for a, b in zip(records.cases, cases, strict=True)
        )


def test_a_cell_that_begins_like_a_formula_is_text(records: Records, tmp_path: Path) -> None:
    held = _formulas(records)
    told = [Told(case) for case in held.cases]
    write(told, tmp_path / "a.csv", held, SAY)
    for row in _rows(tmp_path / "a.csv"):
        assert all(row[name].startswith("'") for name in ("案例名称", "摘要"))
    write(told, tmp_path / "a.xlsx", held, SAY)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert 'quotePrefix="1"' in book.read("xl/styles.xml").decode()
        assert "hyperlink" not in page


def test_a_text_longer_than_a_cell_goes_on_in_the_next_column(records: Records, tmp_path: Path) -> None:
    text = "".join(map(str, range(16_000)))
    case = Case(CaseId("ip-power-2", 1), "长案例", (Field("summary", text),))
    write([Told(case)], tmp_path / "a.xlsx", replace(records, cases=(case,)), SAY)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        shared = book.read("xl/sharedStrings.xml").decode()
    parts = re.findall(r"<t[^>]*>([^<]*)</t>", shared)
    assert "".join(part for part in parts if part.isdigit()) == text
    assert "摘要（续2）" in parts


def test_where_there_is_no_case_nothing_is_written_and_the_status_is_4(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    ran = anwen("export", "量子纠缠", "-o", str(tmp_path / "a.xlsx"))
    assert ran.code == 4
    assert list(tmp_path.iterdir()) == []


def test_another_format_a_missing_folder_and_an_existing_file_are_refused_in_one_line(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    (tmp_path / "a.csv").write_text("mine")
    for name in ("a.pdf", "none/a.csv", "a.csv"):
        ran = anwen("export", "-o", str(tmp_path / name))
        assert ran.code == 1
        assert ran.err.count("\n") == 1
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_cases_by_group_take_the_same_outputs(tmp_path: Path, anwen: Callable[..., Any]) -> None:
    for suffix in WRITERS:
        assert anwen("cases", "--by", "region", "-o", str(tmp_path / f"a{suffix}")).code == 0
    rows = _rows(tmp_path / "a.csv")
    assert next(iter(rows[0])) == "分组"
    assert len(rows) >= 30
    assert {row["分组"] for row in rows if row["编号"] == "9"} == {"江苏省"}


def test_in_a_conversation_the_cases_of_the_last_answer_are_exported_as_a_sheet(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    file = tmp_path / "a.csv"
    ran = anwen("chat", stdin=f"商业秘密\n/export {file}\n/export {file}\n/quit\n")
    assert ran.code == 0
    assert [row["编号"] for row in _rows(file)] == ["8"]
    assert "已存在" in ran.out + ran.err


def test_quotes_in_an_exported_list_are_proved_by_verify(tmp_path: Path, anwen: Callable[..., Any]) -> None:
    assert anwen("export", "商业秘密", "-o", str(tmp_path / "a.md")).code == 0
    ran = anwen("verify", str(tmp_path / "a.md"), "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["checked"] >= 1


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_and_finds_the_same_cells(records: Records, tmp_path: Path) -> None:
    held = _formulas(records)
    write([Told(case) for case in held.cases], tmp_path / "a.xlsx", held, SAY)
    profile = (tmp_path / "profile").as_uri()
    command = [
        str(OFFICE),
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True,
        capture_output=True,
        timeout=100,
    )
    titles = [row["案例名称"] for row in _rows(tmp_path / "a.csv")]
    assert titles == list(FORMULAS)
