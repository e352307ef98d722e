"""Tables as people publish them: columns under other names, numbers as programs write them, forms, several sheets."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.errors import MalformedCase, SourceError
from data.reading.accounting import unaccounted
from data.reading.cases import ParseReport, parse
from data.reading.formats import read as read_format
from data.reading.signs.roles import Told
from data.reading.tables import read as read_tables
from data.types import Case

FILES = Path(__file__).parent / "files"


def read(tmp_path: Path, text: str, name: str = "list.csv") -> tuple[tuple[Case, ...], ParseReport]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return parse(path)[1:]


@pytest.mark.parametrize("number", ["编号", "序 号", "No.", "№", "ID", "案例号"])
@pytest.mark.parametrize("title", ["题目", "案例名称（单位）", "案件名称", "项目名称"])
@pytest.mark.parametrize("text", ["简介", "案例摘要（200字以内）", "主要做法*"])
def test_columns_go_by_many_names(tmp_path: Path, number: str, title: str, text: str) -> None:
    cases, _ = read(tmp_path, f"{text},{title},{number},地区\n甲事。,甲,1,沪\n乙事。,乙,2,京\n")
    assert [(case.number, case.title, case.as_json()["fields"]) for case in cases] == [
        (1, "甲", {"summary": "甲事。", "地区": "沪"}),
        (2, "乙", {"summary": "乙事。", "地区": "京"}),
    ]


def test_a_name_that_only_sounds_like_a_title_gives_way_to_one_that_is(tmp_path: Path) -> None:
    cases, _ = read(tmp_path, "序号,项目名称,案例名称,摘要\n1,工程,甲,甲事。\n")
    assert (cases[0].title, cases[0].text_of("项目名称")) == ("甲", "工程")


@pytest.mark.parametrize("written", ["7.0", "No.7", "№7", "（7）", "案例7", "第七号", "7.00"])
def test_numbers_are_read_as_programs_and_people_write_them(tmp_path: Path, written: str) -> None:
    assert read(tmp_path, f"序号,案例名称,摘要\n{written},甲,甲事。\n")[0][0].number == 7
    with pytest.raises(MalformedCase):
        read(tmp_path, "序号,案例名称,摘要\n7.5,甲,甲事。\n")


FORM = [("案例编号", "{0}"), ("案例名称", "{1}"), ("所属地区", "某省"), ("主要做法", "{1}事。")]


def test_a_form_for_each_case_is_read_in_web_pages_and_text(tmp_path: Path) -> None:
    def form(row: str) -> str:
        return "".join(
            row.format(name, text.format(n, t)) for n, t in ((1, "甲"), (2, "乙")) for name, text in FORM
        )

    wanted = [(1, "甲", ["所属地区", "summary"]), (2, "乙", ["所属地区", "summary"])]
    page = f"<h1>某市优秀案例</h1><table>{form('<tr><td>{}</td><td>{}</td></tr>')}</table>"
    for name, content in (("a.html", page), ("a.txt", form("{}\t{}\n")), ("a.csv", form("{},{}\n"))):
        cases, report = read(tmp_path, content, name)
        assert [(c.number, c.title, [f.name for f in c.fields]) for c in cases] == wanted
        assert (report.unaccounted, report.warnings) == (0, ())
    wide = "<table><tr><td>编号</td><td>1</td><td>名称</td><td>甲</td></tr><tr><td>主要做法</td><td colspan=3>甲事。</td></tr></table>"
    assert read(tmp_path, wide, "b.html")[0][0].as_json()["fields"] == {"summary": "甲事。"}


def test_forms_without_numbers_are_counted_where_that_is_asked_for(tmp_path: Path) -> None:
    form = "案例名称\t{0}案\n申报单位\t{0}局\n案例内容\t{0}情。\n"
    for between in ("", "\n"):
        path = tmp_path / "forms.tsv"
        path.write_text(form.format("甲") + between + form.format("乙"), encoding="utf-8")
        with pytest.raises(SourceError, match="--number-rows"):
            parse(path)
        told = [
            (case.number, case.title, case.as_json()["fields"])
            for case in parse(path, how=Told(number_rows=True))[1]
        ]
        assert told == [
            (n, f"{who}案", {"申报单位": f"{who}局", "summary": f"{who}情。"})
            for n, who in ((1, "甲"), (2, "乙"))
        ]


def test_a_table_of_two_columns_without_a_number_is_no_form(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no case found"):
        read(tmp_path, "联系人,张某\n电话,12345\n")


def test_a_header_without_rows_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="表头之下没有行"):
        read(tmp_path, "序号,案例名称,案例摘要\n")


def test_tables_numbered_anew_are_to_be_parted(tmp_path: Path) -> None:
    with pytest.raises(MalformedCase, match="a file for each"):
        read(tmp_path, "序号\t案例名称\t摘要\n1\t甲\t甲事\n\n序号\t案例名称\t摘要\n1\t乙\t乙事\n", "a.txt")


def sheet(tmp_path: Path, rows: str) -> Path:
    """calc.xlsx with other rows in its sheet."""
    path = tmp_path / "a.xlsx"
    data = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(FILES / "calc.xlsx") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, data.encode() if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return path


def row(at: int, *texts: str, more: str = "") -> str:
    cells = "".join(
        f'<c r="{column}{at}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABC", texts, strict=False)
    )
    return f'<row r="{at}" {more}>{cells}</row>'


def test_hidden_rows_are_treated_alike_on_sheets_and_pages_and_said(tmp_path: Path) -> None:
    texts = [
        ("序号", "案例名称", "摘要"),
        ("{{no}}", "{{title}}", "{{text}}"),
        ("1", "甲", "甲事。"),
        ("2", "乙", "乙事。"),
    ]
    rows = [(row_of, at in (2, 4)) for at, row_of in enumerate(texts, 1)]
    cells = "".join(
        f"<tr{' style=display:none' * hidden}><td>{'<td>'.join(row_of)}" for row_of, hidden in rows
    )
    (tmp_path / "a.html").write_text(f"<table>{cells}</table>", encoding="utf-8")
    sheet(
        tmp_path, "".join(row(at, *r, more='hidden="1"' * hidden) for at, (r, hidden) in enumerate(rows, 1))
    )
    for name in ("a.html", "a.xlsx"):
        _, cases, report = parse(tmp_path / name)
        assert [case.title for case in cases] == ["甲", "乙"], name
        assert [line.text for line in report.dropped] == ["{{no}} {{title}} {{text}}"], name
        assert any("隐藏的第 4 行也已读入" in warning for warning in report.warnings), name


def test_a_number_that_is_a_formula_without_a_value_is_named(tmp_path: Path) -> None:
    formula = '<row r="2"><c r="A2"><f>ROW()-1</f></c><c r="B2" t="inlineStr"><is><t>甲</t></is></c></row>'
    with pytest.raises(MalformedCase, match=r"formula without a stored value.*ROW\(\)-1"):
        parse(sheet(tmp_path, row(1, "序号", "案例名称", "摘要") + formula))


def test_a_page_is_not_named_after_its_navigation(tmp_path: Path) -> None:
    table = "<table><tr><td>序号<td>案例名称<td>摘要<tr><td>1<td>甲<td>甲事。</table>"
    for head in ('<div class="nav">首页 | 新闻</div>', "<div id=top><ul><li>首页<li>新闻</ul></div>"):
        path = tmp_path / "list.html"
        path.write_text(f"<title>优秀案例_某网</title>{head}{table}", encoding="utf-8")
        assert parse(path)[0].title == "优秀案例"


letters = st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), min_size=1, max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(letters, letters), min_size=1, max_size=5), st.data())
def test_every_letter_is_accounted_for_and_one_that_is_lost_is_missed(
    tmp_path: Path, cases: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = "前言\n序号\t案例名称\t摘要\n" + "".join(f"{n}\t{t}\t{s}\n" for n, (t, s) in enumerate(cases, 1))
    path = tmp_path / "a.txt"
    path.write_text(text + "\n后记\n", encoding="utf-8")
    collection, found, report = parse(path)
    assert report.unaccounted == 0
    lost = data.draw(st.integers(0, len(cases) - 1))
    document = read_format(path)
    left = [case for case in found if case.number != lost + 1]
    missed = unaccounted(document, read_tables(document), left, collection.title)
    assert sorted(missed) == sorted("".join(cases[lost]))


def test_a_table_whose_columns_are_the_cases_is_turned(tmp_path: Path) -> None:
    cases, report = read(tmp_path, "编号,1,2\n案例名称,甲,乙\n地区,沪,京\n案情,甲事。,乙事。\n")
    assert [(case.number, case.title, case.as_json()["fields"]) for case in cases] == [
        (1, "甲", {"地区": "沪", "案情": "甲事。"}),
        (2, "乙", {"地区": "京", "案情": "乙事。"}),
    ]
    assert (report.tables, report.unaccounted, report.warnings) == (1, 0, ())


def test_what_stands_over_the_header_of_a_second_table_is_no_row_of_the_first(tmp_path: Path) -> None:
    rows = "<tr><td>单位：某局<td><td>填表人</tr><tr><td>序号<td>案例名称<td>案情</tr><tr><td>{}<td>甲<td>甲事。</tr>"
    page = "".join(f"<table>{rows.format(number)}</table>" for number in (1, 2))
    cases, report = read(tmp_path, f"<meta charset=utf-8><h1>典型案例</h1>{page}", "a.html")
    assert [case.number for case in cases] == [1, 2]
    assert ["单位" in line.text for line in report.dropped] == [True, True]


def test_a_list_of_contacts_on_another_sheet_is_no_list_of_cases(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text(
        "|序号|单位|联系人|\n|-|-|-|\n|1|某局|张三|\n\n|序号|案例名称|内容|\n|-|-|-|\n|1|甲案|甲情。|\n|2|乙案|乙情。|\n",
        encoding="utf-8",
    )
    collection, cases, report = parse(path)
    assert collection.title == "list"
    assert [(case.number, case.title) for case in cases] == [(1, "甲案"), (2, "乙案")]
    assert [line.reason[:4] for line in report.dropped] == ["另一张表"] * 2
