"""A table of cases with the columns that were asked for by name: number, case, place, body, theme, what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from data.types import Case, Table, marker
from retrieval.cases.grouping import NOWHERE, organisation_of, place_of, theme_of
from retrieval.quoting.shown import BAR, plain, shown
from retrieval.wording.extractive import Composed, Entry, cited_of
from retrieval.wording.names import actor, short_name

Cell = Callable[[Entry], str]
NUMBER = "编号"
PLACE = "地方"
USUAL = (NUMBER, "案例", PLACE, "做法（原文）")
"""The columns where none are named."""
_WORDS = (
    "做法",
    "措施",
    "举措",
    "内容",
    "亮点",
    "成效",
    "效果",
    "结果",
    "经验",
    "创新",
    "原文",
    "摘要",
    "要点",
    "特点",
)


def _of(case: Callable[[Case], str], *names: str) -> dict[str, Cell]:
    return {name: lambda entry: case(entry.case) for name in names}


_CELLS: Mapping[str, Cell] = {
    **_of(lambda case: plain(short_name(case)), "案例", "名称", "标题", "题目", "案例名称"),
    **_of(place_of, "地方", "地区", "地点", "省份", "城市", "所在地", "省市"),
    **_of(
        lambda case: plain(actor(case)) or organisation_of(case),
        "单位",
        "主体",
        "机构",
        "部门",
        "实施主体",
        "谁",
    ),
    **_of(theme_of, "主题", "类型", "类别", "领域", "分类"),
    **{name: lambda entry: shown(entry.quotes[:2]) for name in (*_WORDS, "做法（原文）")},
}
"""Each column that every case can fill, by the names people give it."""


def table(entries: Sequence[Entry], asked: Sequence[str], labels: Mapping[str, str], head: str) -> Composed:
    """A row a case, the columns `asked` as far as cases fill them; in lines with bars, and a table to be drawn."""
    named = [name for name in asked if _filled(name, entries)]
    placed = any(place_of(entry.case) != NOWHERE for entry in entries)
    usual = [name for name in USUAL[1:] if placed or name != PLACE]
    columns = (NUMBER, *(named or usual))
    rows = tuple(
        (marker(entry.case.id, labels), *(_cell(name, entry) for name in columns[1:])) for entry in entries
    )
    lines = [head, BAR.join(columns), *map(BAR.join, rows)]
    return Composed("\n".join(filter(None, lines)), cited_of(entries), None, Table(columns, rows))


def _filled(name: str, entries: Sequence[Entry]) -> bool:
    return name in _CELLS or any(entry.case.text_of(name) for entry in entries)


def _cell(name: str, entry: Entry) -> str:
    text = entry.case.text_of(name)
    if text is None or name in _WORDS:
        return _CELLS[name](entry) if name in _CELLS else ""
    quotes = [quote for quote in entry.quotes if quote.field == name]
    return shown(quotes[:1]) if quotes else f"“{plain(text)}”" if len(text) <= SHORT else ""


SHORT = 60
"""Code points of a field that is a value and shown whole."""
