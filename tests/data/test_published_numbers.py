"""Numbers as published: headings that end as sentences, marks beside titles, folders with a list of their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import MalformedCase, SourceError
from data.reading.cases import parse

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
SECTIONS = "【基本案情】\n{0}于2022年收到举报，经核实后退还费用。\n【处理结果】\n{0}被责令改正。\n"


def numbers(path: Path) -> list[int]:
    return [case.number for case in parse(path)[1]]


def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    made = tmp_path / "案例"
    made.mkdir()
    for name, text in files.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_a_heading_with_exactly_the_next_number_opens_a_case_whatever_it_ends_with(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    titles = ["甲店虚标价格", "乙店拒不退款的，可以要求赔偿。", "丙店出售过期食品"]
    text = "".join(
        f"案例{n}　{title}\n{SECTIONS.format('该店')}" for n, title in zip("一二三", titles, strict=True)
    )
    path.write_text(f"某市消费典型案例\n{text}", encoding="utf-8")
    cases = parse(path)[1]
    assert [(case.number, case.title) for case in cases] == list(enumerate(titles, 1))


def test_a_heading_without_a_mark_after_the_next_number_opens_a_case_too(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "案例一：甲县建站\n甲县建了站，案例二也可借鉴。\n案例二：乙县减时\n乙县减了时。\n案例三丙镇通水。\n丙镇通了水。\n",
        "utf-8",
    )
    told = [(case.number, case.title, case.text_of("summary")) for case in parse(path)[1]]
    assert told[2] == (3, "丙镇通水。", "丙镇通了水。")
    assert [number for number, *_ in told] == [1, 2, 3]
    path.write_text(
        "案例一：甲县建站\n甲县建了站。\n案例二：乙县减时\n乙县减了时。\n案例三：丙镇通水。丙镇通了水。\n",
        "utf-8",
    )
    assert "像是案例3的开头" in parse(path)[2].warnings[0]


def test_what_was_found_with_officials_is_a_list_of_cases_where_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    found = "1.某市市长张某违规收礼问题。2019年至2022年，张某多次收受礼金，受到开除党籍处分。\n"
    found += "2.某局局长李某违规吃喝问题。2021年，李某多次接受宴请，受到警告处分。\n"
    path.write_text(f"某省纪委公开通报两起典型问题\n{found}", "utf-8")
    assert [case.title for case in parse(path)[1]] == ["某市市长张某违规收礼问题", "某局局长李某违规吃喝问题"]
    path.write_text(f"某市调研报告\n{found}", "utf-8")
    with pytest.raises(SourceError, match="no case found"):
        parse(path)


def test_a_sentence_that_speaks_of_a_case_with_a_later_heading_of_its_own_opens_none(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "案例一　甲店案\n【案情】\n甲店虚标价格。\n案例二：亦有同样情形。\n两案均已办结。\n案例二　乙店案\n【案情】\n乙店拒不退款。\n",
        encoding="utf-8",
    )
    first, second = parse(path)[1]
    assert "案例二：亦有同样情形。" in str(first.text_of("案情"))
    assert (second.number, second.title) == (2, "乙店案")


def test_the_name_that_a_court_gives_a_case_is_a_field(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    text = "".join(
        f"案例{n}　预付卡未用部分应当退还\n【{who}诉某健身馆服务合同纠纷案】\n{SECTIONS.format('某健身馆')}"
        for n, who in (("一", "张甲"), ("二", "乙某、丙某、丁某、戊某以及其他会员共计二十余人"))
    )
    path.write_text(text, encoding="utf-8")
    cases = parse(path)[1]
    assert [case.text_of("案名") for case in cases] == [
        "张甲诉某健身馆服务合同纠纷案",
        "乙某、丙某、丁某、戊某以及其他会员共计二十余人诉某健身馆服务合同纠纷案",
    ]
    assert not any(case.text_of("summary") for case in cases)


def test_issuer_and_day_of_the_notice_belong_to_the_collection_not_to_its_cases(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    notice = "某省消费维权典型案例\n某省高级人民法院发布\n2023-03-15\n"
    text = "".join(f"案例{n}　甲店虚标价格\n{notice}{SECTIONS.format('甲店')}" for n in "一二三")
    path.write_text(f"某省消费维权典型案例\n{text}某省高级人民法院\n2023年3月15日\n", encoding="utf-8")
    collection, cases, report = parse(path)
    assert (collection.issuer, collection.issued) == ("某省高级人民法院", "2023-03-15")
    assert [[field.name for field in case.fields] for case in cases] == [["基本案情", "处理结果"]] * 3
    assert cases[2].text_of("处理结果") == "甲店被责令改正。"
    assert not report.warnings


def test_cases_issued_on_several_days_keep_theirs(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    notice = "某省消费维权典型案例\n某省高级人民法院发布\n"
    days = ("2023-03-15\n", "2024-03-15\n", "")
    text = "".join(
        f"案例{n}　甲店虚标价格\n{notice}{day}{SECTIONS.format('甲店')}"
        for n, day in zip("一二三", days, strict=True)
    )
    path.write_text(f"某省消费维权典型案例\n{text}", encoding="utf-8")
    assert [case.text_of("发布日期") for case in parse(path)[1]] == ["2023-03-15", "2024-03-15", None]


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("index.md", "# 某省纪委指导性案例\n\n- 1号：[甲局退费案](x/b.md)\n- 2号：[乙局退费案](x/a.md)\n"),
        ("README.md", "# 某省纪委指导性案例\n\n1. [甲局退费案](b.md)\n2. [乙局退费案](a.md)\n"),
        ("目录.txt", "某省纪委指导性案例目录\n1号：甲局退费案\n2号：乙局退费案\n"),
    ],
)
def test_a_file_that_only_lists_the_others_is_no_case_and_gives_their_numbers(
    tmp_path: Path, name: str, listed: str
) -> None:
    made = folder(tmp_path, {
        name: listed, "a.md": f"# 乙局退费案\n{SECTIONS.format('乙局')}", "b.md": f"# 甲局退费案\n{SECTIONS.format('甲局')}"
    })  # fmt: skip
    collection, cases, report = parse(made)
    assert [(case.number, case.title) for case in cases] == [(1, "甲局退费案"), (2, "乙局退费案")]
    assert collection.title == "某省纪委指导性案例"
    assert [line.text for line in report.dropped] == [name]
    assert not report.warnings


def test_a_number_at_the_head_of_a_file_or_under_its_title_comes_before_the_name_of_the_file(
    tmp_path: Path,
) -> None:
    made = folder(tmp_path, {
        "1.md": f"# 3号：甲局退费案\n（2022年指导性案例第1号，总第3号）\n{SECTIONS.format('甲局')}",
        "2.md": f"# 乙局退费案（1）\n（检例第61号）\n{SECTIONS.format('乙局')}",
        "3.md": f"# 指导案例105号：丙局退费案\n{SECTIONS.format('丙局')}",
        "4.md": f"# 丁局退费案（指导性案例12号）\n{SECTIONS.format('丁局')}",
    })  # fmt: skip
    cases = parse(made)[1]
    assert [(case.number, case.title, case.text_of("编号")) for case in cases] == [
        (3, "甲局退费案", "2022年指导性案例第1号，总第3号"),
        (12, "丁局退费案", "指导性案例12号"),
        (61, "乙局退费案（1）", "检例第61号"),
        (105, "丙局退费案", None),
    ]


@pytest.mark.parametrize(
    ("names", "listed", "numbers"),
    [
        (("检例第62号 乙局退费案", "检例第61号 甲局退费案"), "", (62, 61)),
        (("第二案 乙局", "第一案 甲局"), "", (2, 1)),
        (("案例②", "案例①"), "", (2, 1)),
        (("乙局退费案", "甲局退费案"), "某省案例目录\n1. 甲局退费案\n2. 乙局退费案\n", (2, 1)),
    ],
)
def test_names_of_files_give_the_numbers_where_their_texts_give_none(
    tmp_path: Path, names: tuple[str, str], listed: str, numbers: tuple[int, int]
) -> None:
    files = {
        f"{name}.txt": f"{who}退还了费用。\n群众满意。\n" for name, who in zip(names, "乙甲", strict=True)
    }
    made = folder(tmp_path, {**files, **({"目录.txt": listed} if listed else {})})
    _, cases, report = parse(made)
    told = {case.number: case.title + case.fields[-1].text for case in cases}
    assert all(f"{who}退还了" in told[number] for who, number in zip("乙甲", numbers, strict=True))
    assert report.warnings == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("甲公司排放废水案\n（检例第61号）", "乙厂使用过期原料案\n（检例第62号）"),
        ("甲公司排放废水案（检例第61号）", "乙厂使用过期原料案（检例第62号）"),
        ("检例第61号　甲公司排放废水案", "检例第62号　乙厂使用过期原料案"),
        ("检例第61号\n甲公司排放废水案", "检例第62号\n乙厂使用过期原料案"),
        ("甲公司排放废水案\n（指导性案例61号）", "乙厂使用过期原料案\n（指导性案例62号）"),
        ("指导案例61号：甲公司排放废水案", "指导案例62号：乙厂使用过期原料案"),
        ("甲公司排放废水案\n〔2023〕第61号", "乙厂使用过期原料案\n〔2023〕第62号"),
        (
            "61号：甲公司排放废水案\n（2021年指导性案例第1号，总第61号）",
            "62号：乙厂使用过期原料案\n（2021年指导性案例第2号，总第62号）",
        ),
    ],
)
def test_the_published_number_stands_beside_under_or_over_the_title(
    tmp_path: Path, first: str, second: str
) -> None:
    path = tmp_path / "list.txt"
    body = SECTIONS.format("甲公司")
    path.write_text(f"某省第七批参考案例\n{first}\n{body}{second}\n{body}", encoding="utf-8")
    cases = parse(path)[1]
    assert [(case.number, case.title) for case in cases] == [
        (61, "甲公司排放废水案"),
        (62, "乙厂使用过期原料案"),
    ]
    assert not any(case.text_of("summary") for case in cases)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("案例⼀　甲⽅合同案", "案例⼆　⼄⽅合同案"),
        ("案例１　甲方合同案", "案例２　乙方合同案"),
        ("案例①　甲方合同案", "案例②　乙方合同案"),
        ("①甲方合同案", "②乙方合同案"),
        ("第一案\n甲方合同案", "第二案\n乙方合同案"),
        ("1号：甲方合同案", "2号：乙方合同案"),
        ("Ⅰ、甲方合同案", "Ⅱ、乙方合同案"),
        ("案例壹：甲方合同案", "案例贰：乙方合同案"),
        ("第1号案例　甲方合同案", "第2号案例　乙方合同案"),
        ("例一：甲方合同案", "例二：乙方合同案"),
        ("之一\n甲方合同案", "之二\n乙方合同案"),
        ("事例一\n甲方合同案", "事例二\n乙方合同案"),
        ("公报案例1：甲方合同案", "公报案例2：乙方合同案"),
        ("【01】甲方合同案", "【02】乙方合同案"),
        ("案例编号：1\n案例名称：甲方合同案", "案例编号：2\n案例名称：乙方合同案"),
    ],
)
def test_numbers_in_other_characters_are_numbers(tmp_path: Path, first: str, second: str) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "\n".join((first, SECTIONS.format("甲方"), second, SECTIONS.format("乙方"))), encoding="utf-8"
    )
    assert [(case.number, case.title) for case in parse(path)[1]] == [(1, "甲方合同案"), (2, "乙方合同案")]


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("案例2024-001：甲方合同案", "案例2024-002：乙方合同案", "案例2024-001"),
        ("2024-001 甲方合同案", "2024-002 乙方合同案", "2024-001"),
        ("编号：2024-001\n甲方合同案", "编号：2024-002\n乙方合同案", "2024-001"),
        ("甲方合同案\n编号：2024-001\n地区：某市", "乙方合同案\n编号：2024-002\n地区：某市", "2024-001"),
        ("甲方合同案\n入库编号 2023-07-2-137-001", "乙方合同案\n入库编号 2023-07-2-091-001", "入库编号 2023-07-2-137-001"),
    ],
)  # fmt: skip
def test_labels_with_an_order_are_kept_and_number_the_cases(
    tmp_path: Path, first: str, second: str, label: str
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        "\n".join(("某省典型案例", first, SECTIONS.format("甲方"), second, SECTIONS.format("乙方"))), "utf-8"
    )
    cases = parse(path)[1]
    assert [(case.number, case.title) for case in cases] == [(1, "甲方合同案"), (2, "乙方合同案")]
    assert cases[0].text_of("编号") == label


@pytest.mark.parametrize(
    ("title", "noun"),
    [("全省优化营商环境典型做法", "做法"), ("共同富裕最佳实践", "实践"),
      ("全省优秀项目", "项目"), ("某市先进典型", "典型"), ("可复制推广经验清单", "经验")],
)  # fmt: skip
def test_a_list_of_what_is_not_called_cases_is_read_by_its_own_noun(
    tmp_path: Path, title: str, noun: str
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{title}\n{noun}一：甲县建站\n甲县建了站。\n{noun}二：乙县减时\n乙县减了时。\n", "utf-8")
    collection, cases, report = parse(path)
    assert collection.title == title
    assert [(case.number, case.title) for case in cases] == [(1, "甲县建站"), (2, "乙县减时")]
    assert report.warnings == ()
    path.write_text(f"关于某事的通知\n{noun}一：甲\n甲县建了站。\n{noun}二：乙\n乙县减了时。\n", "utf-8")
    with pytest.raises(SourceError, match="no case found"):
        parse(path)


def test_a_gap_that_a_line_of_the_file_would_fill_stops_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(
        f"案例一　甲案\n{SECTIONS.format('甲')}案例二某店等虚标价格。\n案例三　丙案\n{SECTIONS.format('丙')}",
        encoding="utf-8",
    )
    with pytest.raises(MalformedCase, match="缺案例2") as caught:
        parse(path)
    assert caught.value.line == 6
    table = tmp_path / "table.txt"
    table.write_text(
        "序号\t案例名称\t内容\n1\t甲案\t甲。\n\n2 乙案 乙。\n\n序号\t案例名称\t内容\n3\t丙案\t丙。\n",
        encoding="utf-8",
    )
    with pytest.raises(MalformedCase, match="缺案例2"):
        parse(table)


def test_entities_in_a_file_of_records_are_the_text_itself(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(
        '{"number": 1, "title": "写作 &lt;div&gt; 的标签", "summary": "A&amp;B"}\n', encoding="utf-8"
    )
    (case,) = parse(path)[1]
    assert (case.title, case.text_of("summary")) == ("写作 &lt;div&gt; 的标签", "A&amp;B")


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the published collections are not here")
def test_published_collections_are_read_with_their_numbers() -> None:
    wanted = {"consumer-cases.txt": 18, "files/consumer-cases.docx": 18, "files/consumer-cases.pdf": 18}
    wanted |= {"bribery-guiding": 10, "discipline-guiding": 11}
    for name, count in wanted.items():
        assert numbers(CORPORA / name) == list(range(1, count + 1)), name
