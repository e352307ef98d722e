"""Numbers that a browser shows and no text holds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from data.errors import SourceError
from data.reading.cases import parse
from data.reading.formats import read

SECTIONS = "<h4>基本案情</h4><p>{0}的案情。</p><h4>裁判结果</h4><p>{0}的结果。</p>"
THREE = ("甲诉乙案", "丙诉丁案", "戊诉己案")
WRITER = '<ol start="{1}">\n\t<li><p style="margin-bottom: 0in"><font size="2"><span lang="zh-CN">{0}</span></font></p>\n</ol>\n'
"""How LibreOffice Writer saves a numbered paragraph."""

BRACKETED = """#x.a ol { list-style-type: k }
@counter-style k { system: extends cjk-ideographic; prefix: '（'; suffix: '）' }"""
COUNTED = """body { counter-reset: n } h3 { counter-increment: n }
@media print { h3::before { content: '案例' counter(n, cjk-ideographic) '：' } }"""
BEFORE = """ol { list-style: none; counter-reset: n }
ol > li:before { counter-increment: n; content: counter(n)'.' }"""


def _page(tmp_path: Path, body: str, style: str = "") -> Path:
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><meta charset=utf-8><title>典型案例</title><style>{style}</style></head><body>{body}",
        encoding="utf-8",
    )
    return path


def _items(form: str) -> str:
    return "".join((form + SECTIONS).format(title, at) for at, title in enumerate(THREE, 1))


@pytest.mark.parametrize(
    ("body", "style"),
    [
        (f"<ol>{_items('<li><h3>{0}</h3>')}</ol>", ""),
        (_items("<ol start={1}><li>{0}</li></ol>"), ""),
        (_items(WRITER), ""),
        (f"<ol>{_items('<li value={1}><p><b>{0}</b></p>')}</ol>", ""),
        (f"<ol style='list-style: inside cjk-ideographic'>{_items('<li>{0}')}</ol>", ""),
        (f"<div id=x class='a b'><ol>{_items('<li><b>{0}</b>')}</ol></div>", BRACKETED),
        (_items("<h3>{0}</h3>"), COUNTED),
        (f"<ol>{_items('<li><h3>{0}</h3>')}</ol>", BEFORE),
        (f"<ol>{_items('<li>{0}')}</ol>", "li::marker { content: '案例' counter(list-item) ' ' }"),
        (f"<ol class=crumbs-of-the-site><li>首页<li>案例</ol><ol>{_items('<li><h3>{0}</h3>')}</ol>", ""),
        (f"<ol>{_items('<li><h3>{1}. {0}</h3>')}</ol>", ""),
    ],
)  # fmt: skip
def test_cases_are_numbered_as_the_browser_numbers_them(tmp_path: Path, body: str, style: str) -> None:
    _, cases, report = parse(_page(tmp_path, body, style))
    assert [(case.number, case.title) for case in cases] == list(enumerate(THREE, 1))
    assert [[field.name for field in case.fields] for case in cases] == [["基本案情", "裁判结果"]] * 3
    assert (report.warnings, report.unaccounted) == ((), 0)


def test_lists_within_a_text_show_their_numbers(tmp_path: Path) -> None:
    inner = "<ol type=a><li>一点<li>两点</ol>"
    body = f"<ol start=9><li>甲<li>乙{inner}<li><ol type=I><li>丙</ol></ol><ul><li>丁</ul><ol reversed><li>戊<li>己</ol>"
    lines = [line.text for line in read(_page(tmp_path, body)).lines]
    assert lines == ["9. 甲", "10. 乙", "a. 一点", "b. 两点", "11. I. 丙", "丁", "2. 戊", "1. 己"]


def test_a_number_in_a_cell_may_be_that_of_a_list(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td><ol start={n}><li></li></ol></td><td>{t}</td><td>事。</td></tr>"
        for n, t in enumerate(THREE, 4)
    )
    table = f"<table><tr><th>序号</th><th>案例名称</th><th>内容</th></tr>{rows}</table>"
    assert [case.number for case in parse(_page(tmp_path, table))[1]] == [4, 5, 6]


def test_lists_without_numbers_get_none(tmp_path: Path) -> None:
    for style in ("ol { list-style: none }", ".c li { list-style-type: none }", "ol{list-style:square}"):
        with pytest.raises(SourceError, match="no case found"):
            parse(_page(tmp_path, f"<div class=c><ol>{_items('<li><h3>{0}</h3>')}</ol></div>", style))


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<ol>" + "<li>" * 5_000, "".join(f".c{n} li li {{ content: counter(x) }}" for n in range(2_000))),
        ("<ol><li>" * 200, "a b" * 50_000 + "{" * 10_000 + "a:'" * 50_000),
    ],
)
def test_hostile_lists_take_bounded_time(tmp_path: Path, body: str, style: str) -> None:
    begun = time.process_time()
    read(_page(tmp_path, body, style))
    assert time.process_time() - begun < 5, "it takes a second at most; without bounds a minute"
