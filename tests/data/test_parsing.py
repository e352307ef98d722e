"""Tables and narratives become numbered cases, and the report proves it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.collections import bundled
from data.errors import MalformedCase, SettingError, SourceError
from data.numerals import case_number, number_of
from data.reading.cases import parse
from data.reading.naming import ID, label_for
from data.reading.signs.cleaning import clean
from data.reading.signs.radicals import unified
from data.types import Case

SHARED = Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared is not there")
HEADER = "序号\t案例名称\t案例摘要\n"


def read(tmp_path: Path, text: str, name: str = "list.txt") -> tuple[Case, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return parse(path)[1]


def test_the_bundled_text_gives_its_thirty_cases() -> None:
    with bundled().path() as path:
        collection, cases, report = parse(path)
    assert (collection.id, collection.title, collection.label) == (
        bundled().id,
        bundled().title,
        bundled().label,
    )
    assert [case.number for case in cases] == list(range(1, 31))
    assert all([field.name for field in case.fields] == ["summary"] for case in cases)
    assert (report.tables, report.rows, report.header_rows, report.cells) == (10, 30, 10, 4)
    assert (report.gaps, report.repeats, report.warnings) == ((), (), ())
    assert [line.text for line in report.dropped] == ["附件"]
    assert (report.characters_in, report.characters_out) == (6468, 6132)


def test_the_bundled_text_loses_its_markup_and_nothing_else() -> None:
    with bundled().path() as path:
        _, cases, _ = parse(path)
    summaries = [case.text_of("summary") or "" for case in cases]
    assert summaries[15].startswith("福建省德化县强化陶瓷产业政策")
    assert summaries[17].startswith("山东省开展“专精特新”")
    assert summaries[17].endswith("创新之路。")
    assert "“村 BA”" in summaries[27]
    assert "“陕西年度十大 IP”" in summaries[28]
    assert "（自贸区）" in cases[25].title
    published = bundled().read().decode()
    for case, summary in zip(cases, summaries, strict=True):
        assert case.title in published
        assert case.number == 16 or summary in published


@needs_shared
def test_the_bundled_text_is_the_published_one_and_has_its_id_in_any_file() -> None:
    seed = SHARED / "seed" / "ip-power-batch-2.txt"
    assert seed.read_bytes() == bundled().read()
    assert parse(seed)[0].id == bundled().id


@needs_shared
@pytest.mark.parametrize(
    ("name", "sections", "label"),
    [
        ("admin-agreement-cases", {("基本案情", "裁判结果", "典型意义")}, "行政协议诉讼"),
        (
            "overtime-pay-cases",
            {
                ("基本案情", "原告诉讼请求", "裁判结果", "案例分析", "典型意义"),
                ("基本案情", "申请人请求", "处理结果", "案例分析", "典型意义"),
            },
            "超时加班劳动人事争议",
        ),
    ],
)
def test_a_court_narrative_gives_every_case_with_every_section_named(
    name: str, sections: set[tuple[str, ...]], label: str
) -> None:
    path = SHARED / "corpora" / f"{name}.txt"
    collection, cases, report = parse(path)
    assert (collection.id, collection.label) == (name, label)
    assert [case.number for case in cases] == list(range(1, 11))
    assert {tuple(field.name for field in case.fields) for case in cases} == sections
    assert (report.dropped, report.warnings) == ((), ())
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    kept = {line for case in cases for field in case.fields for line in field.text.split("\n")}
    lost = [line for line in lines[1:] if line not in kept and not line.startswith(("案例", "【"))]
    assert lost == []
    assert sum(len(field.text.split("\n")) for case in cases for field in case.fields) == sum(
        not line.startswith(("案例", "【")) for line in lines[1:]
    )


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("<b>福建省</b> 德化县", "福建省德化县"),
        ("福建省 <b>德化县</b>", "福建省德化县"),
        ("<p>甲</p>", "甲"),
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("甲<br/>乙", "甲\n乙"),
        ("村 BA", "村 BA"),
        ("<i>村</i> BA", "村 BA"),
        ("<b>New</b> York", "New York"),
        ("十大 IP、３＋Ｎ（甲）", "十大 IP、３＋Ｎ（甲）"),
        ('<span style="color: red">甲</span><!-- 注 -->', "甲"),
        ("a<b and c>d，1<2", "a<b and c>d，1<2"),
        ("R&amp;D &lt;甲&gt;&nbsp;乙 AT&T", "R&D <甲> 乙 AT&T"),
        ("\ufeff甲\u200b乙\x07\x1b", "甲乙"),
        ("  甲　\r\n\n　　乙  ", "甲\n乙"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_cleaning_takes_out_what_the_web_put_in_and_keeps_the_rest(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_columns_are_known_by_name_in_any_order_and_others_are_kept_as_fields(tmp_path: Path) -> None:
    text = "地区\tNo.\t主要做法\t题目\n上海市\t１\t做法一。\t甲\n\t2、\t做法二。\t乙\n"
    cases = read(tmp_path, text)
    assert [(case.number, case.title, case.as_json()["fields"]) for case in cases] == [
        (1, "甲", {"地区": "上海市", "summary": "做法一。"}),
        (2, "乙", {"summary": "做法二。"}),
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEADER + "1\t甲\t乙\n1\t丙\t丁\n", 3, "repeated"),
        (HEADER + "1\t甲\t乙\n2\t丙\n", 3, "columns"),
        (HEADER + "1\t甲\t乙\n2\n", 3, "columns"),
        (HEADER + "1\t甲\t乙\n\n2\n", 4, "columns"),
        (HEADER + "1\t甲\t乙\t丙\n", 2, "columns"),
        (HEADER + "\n1\t甲\t\n", 3, "columns|no text"),
        (HEADER + "1\t\t乙\n", 2, "no title"),
        (HEADER + "\t甲\t乙\n", 2, "not a case number"),
        (HEADER + "0\t甲\t乙\n", 2, "not a case number"),
        (HEADER + "1\t甲\t<p></p>\n", 2, "no text"),
        ("案例一：甲\n【基本案情】\n乙\n案例一：丙\n丁\n", 4, "repeated"),
        ("案例一：甲\n【基本案情】\n案例二：丙\n丁\n", 1, "no text"),
        ("案例一\n案例二：丙\n丁\n", 1, "no title"),
        ("案例0：甲\n乙\n", 1, "out of range"),
    ],
)
def test_a_malformed_case_is_refused_with_file_line_and_problem(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    with pytest.raises(MalformedCase, match=says) as caught:
        read(tmp_path, text)
    assert caught.value.line == line
    assert str(tmp_path / "list.txt") in str(caught.value)
    assert f"第 {line} 行" in str(caught.value)


def test_a_gap_in_the_numbering_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(HEADER + "2\t甲\t乙\n6\t丙\t丁\n", encoding="utf-8")
    report = parse(path)[2]
    assert report.gaps == (1, 3, 4, 5)
    assert [warning for warning in report.warnings if "1、3–5" in warning]


def test_text_outside_the_tables_is_reported_and_after_the_first_case_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("某年典型案例\n前言\n\n" + HEADER + "1\t甲\t乙\n\n后记\n", encoding="utf-8")
    collection, _, report = parse(path)
    assert collection.title == "某年典型案例"
    assert [(line.line, line.text) for line in report.dropped] == [(2, "前言"), (7, "后记")]
    assert len(report.warnings) == 1
    assert "第 7 行" in report.warnings[0]


def test_the_report_is_json(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("序言\n" + HEADER + "1\t甲\t乙\n", encoding="utf-8")
    report = parse(path)[2].as_json()
    assert json.loads(json.dumps(report))["rows"] == 1


def test_headings_in_their_several_forms_open_cases(tmp_path: Path) -> None:
    text = (
        "某院典型案例\n案例一　甲诉乙\n【基本案情】\n　　甲情。\n案例一中，不是标题。\n一、也不是标题。\n"
        "【案例2】丙诉丁\n基本案情：\n丙情。\n二、裁判结果\n驳回。\n"
        "典型案例３：戊诉己\n没有小标题的正文。\n"
        "案例四\n庚诉辛\n【典型意义】意义。\n【典型意义】又一条。\n"
    )
    cases = read(tmp_path, text)
    assert [(case.number, case.title, case.as_json()["fields"]) for case in cases] == [
        (1, "甲诉乙", {"基本案情": "甲情。\n案例一中，不是标题。\n一、也不是标题。"}),
        (2, "丙诉丁", {"基本案情": "丙情。", "裁判结果": "驳回。"}),
        (3, "戊诉己", {"summary": "没有小标题的正文。"}),
        (4, "庚诉辛", {"典型意义": "意义。", "典型意义（2）": "又一条。"}),
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("8", 8),
        ("０８", 8),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("二〇二四", 2024),
        ("x", None),
    ],
)
def test_numbers_are_read_in_digits_and_in_chinese(written: str, value: int | None) -> None:
    assert number_of(written) == value


def test_a_case_number_stands_alone_in_its_cell() -> None:
    assert [case_number(cell) for cell in ("8.", " 案例八 ", "第3号", "8 9", "", "０", "100000")] == [
        8, 8, 3, None, None, None, None,
    ]  # fmt: skip


def test_ids_and_labels_follow_from_title_and_file_name(tmp_path: Path) -> None:
    def named(name: str, title: str | None = None, collection_id: str | None = None) -> tuple[str, str]:
        path = tmp_path / name
        path.write_text(HEADER + "1\t甲\t乙\n", encoding="utf-8")
        collection = parse(path, collection_id, title)[0]
        assert ID.fullmatch(collection.id)
        return collection.id, collection.label

    assert named("IP Power_batch 3.txt", "建设第三批典型案例") == ("ip-power-batch-3", "第三批")
    assert named("any.txt", bundled().title) == (bundled().id, "第二批")
    assert named("any.txt", "甲", "my-own") == ("my-own", "甲")
    by_title = named("案例.txt", "某市十大典型案例")
    assert by_title == named("案例（最终版）.txt", "某市十大典型案例")
    assert by_title[1] == "某市"
    assert named("f20-group-column.csv.txt", "f20-group-column")[1] == "f20-group"
    assert named("x.txt", "全国检察机关依法惩治危害税收征管犯罪典型案例")[1] == "全国检察机关依法惩治危害"
    assert named("案例.txt", "另一市典型案例")[0] != by_title[0]
    for bad in ("A", "ab", "-abc", "x" * 61, "中文名", "a b c"):
        with pytest.raises(SettingError):
            named("any.txt", "甲", bad)


@given(st.text())
def test_a_label_is_short_and_never_breaks_a_citation_mark(title: str) -> None:
    label = label_for(title)
    assert len(label) <= 12
    assert bool(label) == bool(title)


# Characters a cell keeps as they are: no markup, no entities, no white space at an end, no radicals.
words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="<&\u200b\ufeff"), min_size=1
).map(unified)
names = st.sampled_from(["地区", "单位", "类别", "日期"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[tuple[int, str, dict[str, str]]]]:
    """A published table, its columns in any order and its header repeated anywhere, and what it says."""
    extra = draw(st.lists(names, unique=True, max_size=2))
    columns = draw(st.permutations(["序号", "案例名称", "案例摘要", *extra]))
    records = []
    lines = ["\t".join(columns)]
    for number in draw(st.lists(st.integers(1, 99_999), unique=True, min_size=1, max_size=6)):
        row = {"序号": str(number)} | {name: draw(words) for name in columns if name != "序号"}
        if draw(st.booleans()):
            lines += [*draw(st.sampled_from([[], [""]])), "\t".join(columns)]
        lines.append("\t".join(row[name] for name in columns))
        fields = {
            "summary" if name == "案例摘要" else name: row[name]
            for name in columns
            if name not in ("序号", "案例名称")
        }
        records.append((number, row["案例名称"], fields))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines), sorted(records, key=lambda record: record[0])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(tables())
def test_a_generated_table_gives_its_records_back(
    tmp_path: Path, table: tuple[str, list[tuple[int, str, dict[str, str]]]]
) -> None:
    text, records = table
    cases = read(tmp_path, text)
    assert [(case.number, case.title, case.as_json()["fields"]) for case in cases] == records
    assert [list(case.as_json()["fields"]) for case in cases] == [list(f) for _, _, f in records]  # type: ignore[call-overload]
    assert [case.sha256 for case in read(tmp_path, text)] == [case.sha256 for case in cases]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    st.sampled_from(["x.txt", "x.jsonl"]),
    st.binary(min_size=1) | st.text().map(lambda t: t.encode("utf-8", "surrogatepass")),
)
def test_any_bytes_are_read_or_refused_with_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = ""
    try:
        assert parse(path)[1]
    except SourceError as error:
        said = str(error)
    assert "\n" not in said
