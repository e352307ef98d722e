"""Narratives: the several forms of headings and sections, tables of contents, folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import MalformedCase, SourceError
from data.reading.cases import parse
from data.reading.signs.roles import Told
from data.types import Case


def read(tmp_path: Path, text: str, name: str = "某院典型案例.txt") -> tuple[Case, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return parse(path)[1]


def shown(cases: tuple[Case, ...]) -> list[tuple[int, str, object]]:
    return [(case.number, case.title, case.as_json()["fields"]) for case in cases]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("案例一　甲诉乙案", "案例二　丙诉丁案"),
        ("案例1：甲诉乙案", "案例2：丙诉丁案"),
        ("【案例1】甲诉乙案", "【案例2】丙诉丁案"),
        ("典型案例一、甲诉乙案", "典型案例二、丙诉丁案"),
        ("案例之一：甲诉乙案", "案例之二：丙诉丁案"),
        ("指导案例第1号　甲诉乙案", "指导案例第2号　丙诉丁案"),
        ("一、甲诉乙案", "二、丙诉丁案"),
        ("（一）甲诉乙案", "（二）丙诉丁案"),
        ("(一)甲诉乙案", "(二)丙诉丁案"),
        ("1.甲诉乙案", "2.丙诉丁案"),
        ("1、甲诉乙案", "2、丙诉丁案"),
        ("案例一\n甲诉乙案", "案例二\n丙诉丁案"),
        ("案例1　\n——甲诉乙案", "案例2　\n——丙诉丁案"),
        ("〔案例一〕甲诉乙案", "〔案例二〕丙诉丁案"),
        ("（案例1）甲诉乙案", "（案例2）丙诉丁案"),
        ("案例一 | 甲诉乙案", "案例二 | 丙诉丁案"),
        ("案例1-甲诉乙案", "案例2-丙诉丁案"),
        ("案例一甲诉乙案", "案例二丙诉丁案"),
        ("一、案例一：甲诉乙案", "二、案例二：丙诉丁案"),
        ("第一案：甲诉乙案", "第二案：丙诉丁案"),
        ("Case 1: 甲诉乙案", "Case 2: 丙诉丁案"),
        ("No.1 甲诉乙案", "No.2 丙诉丁案"),
        ("1\n甲诉乙案", "2\n丙诉丁案"),
        ("01 甲诉乙案", "02 丙诉丁案"),
        ("01甲诉乙案", "02丙诉丁案"),
        ("案例（一）甲诉乙案", "案例（二）丙诉丁案"),
        ("案 例 一\n甲诉乙案", "案 例 二\n丙诉丁案"),
        ("◆案例一：甲诉乙案", "◆案例二：丙诉丁案"),
        ("案例一\n案例名称：甲诉乙案", "案例二\n案例名称：丙诉丁案"),
        ("案例一：甲诉乙\n案", "案例二：丙诉丁\n案"),
    ],
)
@pytest.mark.parametrize(
    ("facts", "ruling"),
    [
        ("【基本案情】\n事实。", "【裁判结果】\n结果。"),
        ("基本案情\n事实。", "裁判结果\n结果。"),
        ("基本案情：事实。", "裁判结果：结果。"),
        ("【基本案情】事实。", "【裁判结果】结果。"),
        ("■ 基本案情\n事实。", "■ 裁判结果\n结果。"),
        ("▲【基本案情】\n事实。", "▲【裁判结果】\n结果。"),
        ("［基本案情］\n事实。", "[裁判结果]\n结果。"),
        ("基 本 案 情\n事实。", "裁 判 结 果\n结果。"),
        ("1.基本案情\n事实。", "2.裁判结果\n结果。"),
    ],
)
def test_cases_and_their_sections_are_found_under_any_of_the_usual_headings(
    tmp_path: Path, first: str, second: str, facts: str, ruling: str
) -> None:
    text = f"某院典型案例\n{first}\n{facts}\n{ruling}\n{second}\n{facts}\n{ruling}\n"
    sections = {"基本案情": "事实。", "裁判结果": "结果。"}
    assert shown(read(tmp_path, text)) == [(1, "甲诉乙案", sections), (2, "丙诉丁案", sections)]


def test_numbered_sections_are_no_cases(tmp_path: Path) -> None:
    case = "一、基本案情\n事实。\n二、裁判结果\n结果。\n三、典型意义\n意义。\n"
    cases = read(tmp_path, f"案例一 甲案\n{case}案例二 乙案\n{case}")
    assert [(number, list(fields)) for number, _, fields in shown(cases)] == [  # type: ignore[call-overload]
        (1, ["基本案情", "裁判结果", "典型意义"]),
        (2, ["基本案情", "裁判结果", "典型意义"]),
    ]


def test_short_lines_that_come_again_in_each_case_are_sections(tmp_path: Path) -> None:
    case = "当事人陈述\n陈述。\n承办人手记\n手记。\n"
    cases = read(tmp_path, f"案例一 甲案\n{case}案例二 乙案\n{case}另一行\n")
    assert shown(cases)[1][2] == {"当事人陈述": "陈述。", "承办人手记": "手记。\n另一行"}


def test_a_sentence_that_begins_with_a_known_name_stays_in_its_section(tmp_path: Path) -> None:
    ruling = "【裁判结果】\n法院判决：驳回请求。\n法院认为：理由如下。\n"
    cases = read(
        tmp_path,
        f"案例一 甲案\n【基本案情】\n甲情。\n{ruling}案例二 乙案\n【基本案情】\n乙情。\n【裁判结果】\n准许。\n",
    )
    assert shown(cases)[0][2] == {
        "基本案情": "甲情。",
        "裁判结果": "法院判决：驳回请求。\n法院认为：理由如下。",
    }


def test_names_before_a_colon_are_sections_where_all_cases_have_them(tmp_path: Path) -> None:
    case = "【基本案情】\n情。\n典型意义：义。\n"
    cases = read(tmp_path, f"案例一 甲案\n{case}案例二 乙案\n{case}")
    assert [fields for _, _, fields in shown(cases)] == [{"基本案情": "情。", "典型意义": "义。"}] * 2


def test_a_section_without_text_is_left_out_aloud(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "案例一 甲案\n【基本案情】\n甲情。\n【裁判结果】\n案例二 乙案\n乙情。\n", encoding="utf-8"
    )
    report = parse(path)[2]
    assert [(line.line, line.text) for line in report.dropped] == [(4, "【裁判结果】")]
    assert any("第 4 行" in warning for warning in report.warnings)


def test_short_lines_that_come_again_but_head_nothing_are_text(tmp_path: Path) -> None:
    case = "{0}情。\n年份 数量\n2023 12\n{0}毕。\n"
    text = f"案例一 甲案\n【基本案情】\n{case.format('甲')}案例二 乙案\n【基本案情】\n{case.format('乙')}"
    assert shown(read(tmp_path, text))[1][2] == {"基本案情": "乙情。\n年份 数量\n2023 12\n乙毕。"}


def test_a_title_is_not_taken_from_the_table_of_contents(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    listed = "目录\n案例一 甲案……1\n案例二 乙案……3\n某院十大典型案例\n"
    path.write_text(f"{listed}案例一 甲案\n甲情。\n案例二 乙案\n乙情。\n", encoding="utf-8")
    assert parse(path)[0].title == "某院十大典型案例"


def test_numbers_out_of_order_are_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("案例二 乙案\n乙情。\n案例一 甲案\n甲情。\n", encoding="utf-8")
    _, cases, report = parse(path)
    assert [case.number for case in cases] == [1, 2]
    assert "out of order" in report.warnings[0]


@pytest.mark.parametrize(
    "contents", ["目录\n案例一 甲案\t1\n案例二 乙案\t3\n前言。\n", "案例一 甲案\n案例二 乙案\n"]
)
def test_a_table_of_contents_is_not_counted_as_cases(tmp_path: Path, contents: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{contents}案例一 甲案\n甲情。\n案例二 乙案\n乙情。\n", encoding="utf-8")
    _, cases, report = parse(path)
    assert shown(cases) == [(1, "甲案", {"summary": "甲情。"}), (2, "乙案", {"summary": "乙情。"})]
    assert "案例二 乙案" in {line.text.partition("\t")[0] for line in report.dropped}


def test_a_repeated_case_is_not_taken_for_a_table_of_contents(tmp_path: Path) -> None:
    with pytest.raises(MalformedCase, match="repeated"):
        read(tmp_path, "案例一 甲案\n甲情。\n案例一 甲案\n甲情。\n")


def test_headings_of_groups_are_fields_of_the_cases_under_them_and_no_text(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    text = (
        "第一部分 审判\n一、民事案件\n案例一 甲案\n甲情。\n案例二 乙案\n乙情。\n二、刑事案件\n案例三 丙案\n丙情。\n"
        "第二部分 执行\n案例四 丁案\n丁情。\n"
    )
    path.write_text(text, encoding="utf-8")
    _, cases, report = parse(path)
    assert [case.as_json()["fields"] for case in cases] == [
        {"类别": "民事案件", "分组": "审判", "summary": "甲情。"},
        {"类别": "民事案件", "分组": "审判", "summary": "乙情。"},
        {"类别": "刑事案件", "分组": "审判", "summary": "丙情。"},
        {"类别": "执行", "summary": "丁情。"},
    ]
    assert [line.text for line in report.dropped if line.aside] == [
        "第一部分 审判",
        "一、民事案件",
        "二、刑事案件",
        "第二部分 执行",
    ]
    assert report.warnings == ()
    path.write_text(
        "一、总体情况\n情况良好。\n二、典型案例\n案例一 甲案\n甲情。\n案例二 乙案\n乙情。\n", "utf-8"
    )
    assert shown(parse(path)[1])[0] == (1, "甲案", {"summary": "甲情。"})  # a single heading groups nothing


def test_cases_numbered_through_groups_are_found_in_them(tmp_path: Path) -> None:
    text = "典型案例\n一、创造类\n（一）甲\n甲事。\n（二）乙\n乙事。\n二、运用类\n（三）丙\n丙事。\n"
    assert [(number, title) for number, title, _ in shown(read(tmp_path, text))] == [
        (1, "甲"),
        (2, "乙"),
        (3, "丙"),
    ]


def test_an_essay_with_numbered_parts_is_no_list_of_cases(tmp_path: Path) -> None:
    text = "关于开展某项工作的通知\n一、总体要求\n要求如下。\n二、主要任务\n任务如下。\n"
    with pytest.raises(SourceError, match="no case found"):
        read(tmp_path, text, "notice.txt")


def test_a_gap_between_headings_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("案例一 甲案\n甲情。\n案例三 乙案\n乙情。\n", encoding="utf-8")
    report = parse(path)[2]
    assert report.gaps == (2,)
    assert "缺 2" in report.warnings[0]


def folder(tmp_path: Path, **files: str) -> Path:
    made = tmp_path / "某市典型案例"
    made.mkdir()
    for name, text in files.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    return made


def test_a_folder_of_files_is_a_collection_numbered_by_file_names(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        **{"2_乙": "乙案\n乙情。\n", "10、丙": "丙案\n【基本案情】\n丙情。\n", "01": "甲案\n甲情。\n"},
    )
    collection, cases, report = parse(path)
    assert (collection.title, collection.label) == ("某市典型案例", "某市")
    assert shown(cases) == [
        (1, "甲案", {"summary": "甲情。"}),
        (2, "乙案", {"summary": "乙情。"}),
        (10, "丙案", {"基本案情": "丙情。"}),
    ]
    assert report.gaps == (3, 4, 5, 6, 7, 8, 9)
    assert parse(path)[0] == collection


def test_a_folder_is_numbered_by_first_lines_where_they_have_numbers(tmp_path: Path) -> None:
    path = folder(tmp_path, a="案例二 乙案\n乙情。\n", b="案例一\n甲案\n甲情。\n")
    assert [(n, title) for n, title, _ in shown(parse(path)[1])] == [(1, "甲案"), (2, "乙案")]


def test_a_file_that_begins_with_a_section_is_named_by_its_file_name(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        **{"案例一：甲诉乙案": "【基本案情】\n甲情。\n", "案例二：丙诉丁案": "【基本案情】\n丙情。\n"},
    )
    assert shown(parse(path)[1]) == [
        (1, "甲诉乙案", {"基本案情": "甲情。"}),
        (2, "丙诉丁案", {"基本案情": "丙情。"}),
    ]


def test_a_folder_without_numbers_is_numbered_by_name_and_says_so(tmp_path: Path) -> None:
    path = folder(tmp_path, 三亚市="三亚市的做法\n做法。\n", b="乙市的做法\n做法。\n")
    (path / "notes.xyz").write_text("x")
    _, cases, report = parse(path)
    assert [(n, title) for n, title, _ in shown(cases)] == [(1, "乙市的做法"), (2, "三亚市的做法")]
    assert any("file names" in warning for warning in report.warnings)
    assert [line.text for line in report.dropped] == ["notes.xyz"]


def test_files_of_a_folder_may_hold_several_cases_but_no_number_twice(tmp_path: Path) -> None:
    header = "序号\t案例名称\t案例摘要\n"
    path = folder(tmp_path, a=f"{header}1\t甲\t甲事\n2\t乙\t乙事\n", b=f"{header}3\t丙\t丙事\n")
    assert [case.number for case in parse(path)[1]] == [1, 2, 3]
    (path / "c.txt").write_text(f"{header}3\t丁\t丁事\n", encoding="utf-8")
    with pytest.raises(SourceError, match="repeated"):
        parse(path)


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="folder without case files"):
        parse(tmp_path / "empty")


TOLD = "原告与被告签订合同，约定由被告供货，被告逾期未交。"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("a.txt", [f"案例{n}.{title}。{TOLD}" for n, title in ((1, "甲诉乙案"), (2, "丙诉丁案"))]),
        ("a.md", [f"{n}. **{title}**：{TOLD}" for n, title in ((1, "甲诉乙案"), (2, "丙诉丁案"))]),
    ],
)
def test_a_case_may_stand_on_one_line(tmp_path: Path, name: str, lines: list[str]) -> None:
    cases = read(tmp_path, "\n".join(["典型案例", *lines]), name)
    assert shown(cases) == [(1, "甲诉乙案", {"summary": TOLD}), (2, "丙诉丁案", {"summary": TOLD})]


def test_numbered_sentences_are_no_cases(tmp_path: Path) -> None:
    notice = "\n".join(f"{n}. 报送要求：{TOLD}" for n in (1, 2, 3))
    with pytest.raises(SourceError, match="no case found"):
        read(tmp_path, f"关于报送典型案例的通知\n{notice}")


def test_lines_that_were_broken_at_a_fixed_width_are_joined(tmp_path: Path) -> None:
    def broken(text: str, width: int = 30) -> str:
        return "\n".join(text[at : at + width] for at in range(0, len(text), width))

    text = "　　" + TOLD * 9
    told = "\n".join(
        f"案例{n}：甲诉乙案\n【基本案情】\n{broken(text)}\n【裁判结果】\n{broken(text)}" for n in (1, 2)
    )
    path = tmp_path / "a.txt"
    path.write_text(told, encoding="utf-8")
    _, cases, report = parse(path)
    assert [case.as_json()["fields"] for case in cases] == [{"基本案情": TOLD * 9, "裁判结果": TOLD * 9}] * 2
    assert ["fixed width" in warning for warning in report.warnings] == [True]


def test_forms_under_the_headings_of_cases_give_their_sections(tmp_path: Path) -> None:
    rows = "<tr><td>案例名称</td><td>{0}</td></tr><tr><td>基本案情</td><td>{1}</td></tr><tr><td>办案单位</td><td>某局</td></tr>"
    page = "".join(
        f"<table><tr><th colspan=2>案例{n}</th></tr>{rows.format(title, TOLD)}</table>"
        for n, title in ((1, "甲诉乙案"), (2, "丙诉丁案"))
    )
    fields = {"基本案情": TOLD, "办案单位": "某局"}
    wanted = [(1, "甲诉乙案", fields), (2, "丙诉丁案", fields)]
    assert shown(read(tmp_path, f"<meta charset=utf-8><h1>典型案例</h1>{page}", "a.html")) == wanted


def test_what_waits_behind_a_tab_is_read_and_what_is_hidden_is_not(tmp_path: Path) -> None:
    panes = "".join(
        f"<div class=pane style='{hidden}'><h2>案例{n} {title}</h2><p>{TOLD}</p></div>"
        for n, title, hidden in ((1, "甲诉乙案", ""), (2, "丙诉丁案", "display:none"))
    )
    page = f"<meta charset=utf-8>{panes}<div class=box style='display:none'><p>登录</p></div>"
    cases = read(tmp_path, page, "a.html")
    assert shown(cases) == [(1, "甲诉乙案", {"summary": TOLD}), (2, "丙诉丁案", {"summary": TOLD})]


def test_a_section_may_begin_after_a_wide_space_or_amid_a_paragraph(tmp_path: Path) -> None:
    page = "".join(
        f"<h3>案例{n} {title}</h3><p><b>关键词&nbsp;</b>合同</p><p><b>【案情】</b>{TOLD}<b>【结果】</b>{TOLD}见【2024】1号。</p>"
        for n, title in ((1, "甲诉乙案"), (2, "丙诉丁案"))
    )
    cases = read(tmp_path, f"<meta charset=utf-8>{page}", "a.html")
    fields = {"关键词": "合同", "案情": TOLD, "结果": f"{TOLD}见【2024】1号。"}
    assert [case.as_json()["fields"] for case in cases] == [fields] * 2


def test_what_stands_under_the_last_case_and_is_none_of_it_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    head = "某市典型案例\n某市民政局\n2023年5月6日\n案例一 甲案\n甲情。\n案例二 乙案\n乙情。\n乙情如下。\n"
    path.write_text(head + "附件2\n案例推荐表\n联系人：\n", encoding="utf-8")
    collection, cases, report = parse(path)
    assert (collection.issuer, collection.issued) == ("某市民政局", "2023-05-06")
    assert cases[1].text_of("summary") == "乙情。\n乙情如下。"
    assert "未收入案例" in report.warnings[0]  # another annex may be more than a form
    path.write_text(head + "END\n来源：某院\n编辑：李四\n点赞 在看 分享\n", encoding="utf-8")
    _, cases, report = parse(path)
    assert cases[1].text_of("summary") == "乙情。\n乙情如下。"
    assert report.warnings == ()


def test_a_list_is_not_called_after_the_notice_that_it_came_with(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    notice = "关于印发某市典型案例的通知\n现印发给你们。\n附件：某市典型案例\n某市民政局\n2023年5月8日\n附件\n某市典型案例\n"
    path.write_text(f"{notice}案例一 甲案\n甲情。\n案例二 乙案\n乙情。\n", encoding="utf-8")
    collection = parse(path)[0]
    assert (collection.title, collection.issuer, collection.issued) == (
        "某市典型案例",
        "某市民政局",
        "2023-05-08",
    )


def test_a_title_that_ends_in_a_dash_goes_on_in_the_next_line(tmp_path: Path) -> None:
    text = "案例一\n甲县建站——\n以共享为抓手\n甲情。\n案例二\n乙县减时\n乙情。\n"
    assert [title for _, title, _ in shown(read(tmp_path, text))] == ["甲县建站——以共享为抓手", "乙县减时"]


def test_a_file_that_ends_within_a_character_is_read_and_said_to_be_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("案例一 甲案\n甲情。\n案例二 乙案\n乙情如".encode()[:-1])
    _, cases, report = parse(path)
    assert [case.text_of("summary") for case in cases] == ["甲情。", "乙情"]
    assert "没有复制完" in report.warnings[0]


def test_notes_of_a_markdown_page_stay_with_their_case_and_its_head_gives_the_title(tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    text = "---\ntitle: 某市典型案例\ndate: 2023-01-02\n---\n## 案例1 甲案\n\n甲情[^1]。\n\n## 案例2 乙案\n\n乙情。\n\n[^1]: 见一号文件。\n"
    path.write_text(text, encoding="utf-8")
    collection, cases, _ = parse(path)
    assert (collection.title, collection.issued) == ("某市典型案例", "2023-01-02")
    assert [case.text_of("summary") for case in cases] == ["甲情[^1]。\n见一号文件。", "乙情。"]


def test_forms_with_two_names_in_a_row_give_two_fields(tmp_path: Path) -> None:
    form = "|案例名称|{0}案|\n|-|-|\n|报送单位|{0}局|时间|2023年5月|\n|案例内容|{0}局办成了这件事。|\n"
    text = "".join(f"案例{n}\n\n{form.format(who)}\n" for n, who in ((1, "甲"), (2, "乙")))
    cases = read(tmp_path, text, "forms.md")
    assert shown(cases)[1] == (
        2,
        "乙案",
        {"报送单位": "乙局", "时间": "2023年5月", "summary": "乙局办成了这件事。"},
    )


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("案例1 {0}案\n{0}情。\n案例2 {0}二案\n{0}二情。\n", ("案例1", "案例2")),
        ("（一）{0}案\n{0}情。\n（二）{0}二案\n{0}二情。\n", ("（一）", "（二）")),
        ("编号\t名称\t内容\n1\t{0}案\t{0}情。\n2\t{0}二案\t{0}二情。\n\n", ("1", "2")),
    ],
)
def test_parts_that_count_anew_are_counted_through_where_that_is_asked_for_and_else_refused(
    tmp_path: Path, part: str, written: tuple[str, str]
) -> None:
    path = tmp_path / "某市典型案例.txt"
    path.write_text(f"第一章 民事\n{part.format('甲')}第二章 行政\n{part.format('乙')}", "utf-8")
    with pytest.raises(SourceError, match=r"--number-rows|no case found"):
        parse(path)
    _, cases, report = parse(path, how=Told(number_rows=True))
    told = [(case.number, case.title, case.text_of("编号"), case.text_of("类别")) for case in cases]
    assert told == [
        (1, "甲案", written[0], "民事"),
        (2, "甲二案", written[1], "民事"),
        (3, "乙案", written[0], "行政"),
        (4, "乙二案", written[1], "行政"),
    ]
    assert report.warnings == ()


def test_chapters_whose_cases_count_anew_are_not_taken_for_cases_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "某市典型案例.txt"
    names = (
        "青禾县建立农机共享站",
        "白石市压缩冷链查验时间",
        "东塘区设立渔业巡回法庭",
        "云岭市推行检查结果互认",
    )
    said = [f"（{n}）{name}\n{name}的做法。\n" for n, name in zip("一二一二", names, strict=True)]
    path.write_text(f"典型案例\n一、市场准入\n{said[0]}{said[1]}二、司法保障\n{said[2]}{said[3]}", "utf-8")
    assert "4 个标题" in parse(path)[2].warnings[0]
    section = "（一）主要做法和工作举措\n做法。\n（二）取得成效和社会反响\n成效。\n"
    path.write_text(f"典型案例\n一、甲县\n{section}二、乙县\n{section}", "utf-8")
    assert parse(path)[2].warnings == ()
