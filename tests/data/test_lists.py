"""Lists that are not called 案例, and tables in other shapes: names, groups, labels, rows that are counted."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from data.errors import MalformedCase, SettingError, SourceError
from data.reading.cases import parse
from data.reading.formats.pdf.lines import TextLine, paragraphs
from data.reading.signs.roles import Told, told_columns
from data.types import Case


def read(tmp_path: Path, rows: str, name: str = "list.csv", how: Told = Told()) -> tuple[Case, ...]:  # noqa: B008
    path = tmp_path / name
    path.write_text(rows, encoding="utf-8")
    return parse(path, how=how)[1]


@pytest.mark.parametrize(
    "header",
    ["序号,项目,主要内容", "序号,做法,成效", "序号,典型,事迹", "序号,经验,成效", "序号,获奖人,主要成就", "序号,企业,做法介绍",
     "序号,单位,事迹", "序号,条款,释义", "序號,案例名稱,內容", "项目编号,项目名称,内容", "序号,申报单位,项目简介",
     "編號,項目名稱,簡介", "序号,地区,企业名称"],
)  # fmt: skip
def test_the_column_of_names_goes_by_what_the_list_is_of(tmp_path: Path, header: str) -> None:
    cases = read(tmp_path, f"{header}\n1,甲乡,设立驿站。\n2,乙镇,修建水渠。\n")
    titles = ["设立驿站。", "修建水渠。"] if header.endswith("企业名称") else ["甲乡", "乙镇"]
    assert [case.title for case in cases] == titles
    assert [case.number for case in cases] == [1, 2]


def test_a_table_of_something_else_within_cases_told_in_sections_is_no_list_of_cases(tmp_path: Path) -> None:
    table = "序号\t单位\t电话\n1\t甲所\t01\n2\t乙所\t02\n"
    told = "".join(f"案例{n}　{n}店虚标价格\n【基本案情】\n{n}店虚标价格。\n" for n in "一二三")
    assert len(read(tmp_path, f"{told}\n{table}", "list.txt")) == 3


def test_sheets_give_the_title_and_the_groups_that_nothing_else_gives(tmp_path: Path) -> None:
    def sheets(name: str, **tables: list[list[object]]) -> Path:
        with xlsxwriter.Workbook(tmp_path / name) as book:
            for sheet, rows in tables.items():
                made = book.add_worksheet(sheet)
                for at, row in enumerate(rows):
                    made.write_row(at, 0, row)
        return tmp_path / name

    header = ["序号", "案例名称", "内容"]
    one = [header, [1, "甲案", "甲。"], [2, "乙案", "乙。"]]
    collection, cases, _ = parse(sheets("a.xlsx", 某省优秀项目=[["填报说明：请勿改动"], *one]))
    assert (collection.title, cases[0].text_of("类别")) == ("某省优秀项目", None)
    assert parse(sheets("某省典型案例.xlsx", 案例=one))[0].title == "某省典型案例"
    assert parse(sheets("b.xlsx", Sheet1=[["某市先进企业名单"], *one]))[0].title == "某市先进企业名单"
    both = sheets("c.xlsx", 民事=one, 刑事=[header, [1, "丙案", "丙。"]])
    with pytest.raises(MalformedCase, match="--number-rows"):
        parse(both)
    told = parse(both, how=Told(number_rows=True))[1]
    assert [(case.number, case.text_of("编号"), case.text_of("类别")) for case in told] == [
        (1, "1", "民事"),
        (2, "2", "民事"),
        (3, "1", "刑事"),
    ]


@pytest.mark.parametrize(
    ("between", "after"),
    [("一、经济服务类", "二、民生保障类"), ("（一）经济服务类", "（二）民生保障类"), ("第一部分　经济服务类", "第二部分　民生保障类")],
)  # fmt: skip
def test_headings_over_tables_and_group_rows_are_a_field_of_the_cases_under_them(
    tmp_path: Path, between: str, after: str
) -> None:
    header = "序号\t案例名称\t内容"
    over = f"典型案例集\n\n{between}\n\n{header}\n1\t甲案\t甲。\n\n{after}\n\n{header}\n2\t乙案\t乙。\n3\t丙案\t丙。\n"
    among = (
        f"<table><tr><td>{'<td>'.join(header.split())}<tr><td colspan=3>{between}<tr><td>1<td>甲案<td>甲。"
        + (f"<tr><td colspan=3>{after}<tr><td>2<td>乙案<td>乙。<tr><td>3<td>丙案<td>丙。</table>")
    )
    for text, name in ((over, "list.txt"), (among, "list.html")):
        groups = [case.text_of("类别") for case in read(tmp_path, text, name)]
        assert [group and group.split("　")[-1] for group in groups] == [
            "经济服务类",
            "民生保障类",
            "民生保障类",
        ], name


def test_a_refused_file_shows_its_header_and_is_read_with_what_a_person_says_of_it(tmp_path: Path) -> None:
    rows = "序号,作者,作品说明\n1,甲,画竹。\n2,乙,画兰。\n"
    with pytest.raises(SourceError, match=r"序号｜作者｜作品说明.*--columns"):
        read(tmp_path, rows)
    first, second = read(tmp_path, rows, how=Told(told_columns("名称=作者,内容=作品说明")))
    assert (first.title, first.text_of("summary"), second.number) == ("甲", "画竹。", 2)
    with pytest.raises(SettingError, match="--columns"):
        told_columns("作者=名称")


def test_rows_without_numbers_are_counted_where_that_is_asked_for(tmp_path: Path) -> None:
    rows = "案例名称,地区,内容\n甲案,甲市,甲。\n乙案,乙市,乙。\n"
    with pytest.raises(SourceError, match="--number-rows"):
        read(tmp_path, rows)
    cases = read(tmp_path, rows, how=Told(number_rows=True))
    assert [(case.number, case.title) for case in cases] == [(1, "甲案"), (2, "乙案")]


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (("2024-001", "2024-002"), [1, 2]),
        (("2023-001", "2024-001"), [1, 2]),
        (("〔2023〕第5号", "〔2023〕第6号"), [5, 6]),
    ],
)
def test_a_label_with_an_order_is_kept_and_the_order_is_the_number(
    tmp_path: Path, labels: tuple[str, str], numbers: list[int]
) -> None:
    cases = read(tmp_path, f"编号,案例名称,内容\n{labels[0]},甲案,甲。\n{labels[1]},乙案,乙。\n")
    assert [(case.number, case.text_of("编号")) for case in cases] == list(zip(numbers, labels, strict=True))


def test_what_is_no_number_and_no_label_still_stops_the_reading(tmp_path: Path) -> None:
    with pytest.raises(MalformedCase, match="第 3 行"):
        read(tmp_path, "序号,案例名称,内容\n1,甲案,甲。\n某案,乙案,乙。\n")


def test_a_rowspan_of_0_reaches_to_the_end_of_its_part_of_the_table(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>序号<th>案例名称<th>地区<th>内容</tr><tr><td>1<td>甲案<td rowspan=0>甲市<td>甲。</tr>"
        "<tr><td>2<td>乙案<td>乙。</tr><tr><td>3<td>丙案<td>丙。</tr></table>"
    )
    cases = read(tmp_path, page, "list.html")
    assert [(case.text_of("地区"), case.text_of("summary")) for case in cases] == [
        ("甲市", "甲。"), ("甲市", "乙。"), ("甲市", "丙。")]  # fmt: skip


@pytest.mark.slow
def test_a_hundred_thousand_columns_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read(tmp_path, ",".join(f"列{n}" for n in range(100_000)) + "\n1,2\n")


def test_a_line_that_ends_within_a_sentence_goes_on_over_the_end_of_its_page() -> None:
    first = TextLine("填满这一行的文字都在这里，没有别的。", 50.0, 400.0, 700.0, 10.0)
    last = TextLine(
        "甲公司提起上诉，并依据该院印发的", 50.0, 360.0, 715.0, 10.0
    )  # 《意见》 went over the page whole
    goes_on = TextLine("《意见》请求赔偿。", 50.0, 140.0, 90.0, 10.0)
    other = TextLine("乙公司辩称无据。", 50.0, 140.0, 105.0, 10.0)
    whole = first.text + last.text + goes_on.text
    assert paragraphs([[first, last], [goes_on, other]]) == [(whole, False), (other.text, False)]
