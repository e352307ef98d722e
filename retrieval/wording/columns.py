"""A table of cases with the columns that were asked for by name: number, case, place, body, theme, what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from data.types import Case, CaseId, Quote, Table, marker
from retrieval.cases.grouping import NOWHERE, organisation_of, place_of, theme_of
from retrieval.lexicon.listed import under
from retrieval.quoting.shown import BAR, in_marks, plain, shown
from retrieval.wording.extractive import Composed, Entry, cited_of
from retrieval.wording.names import actor, short_name

Cell = Callable[[Entry], str]
NUMBER = "编号"
PLACE = "地方"
USUAL = (NUMBER, "案例", PLACE, "做法（原文）")
"""The columns where none are named."""
OF_SUITS, OF_WORDS = ("案例", "结果"), ("案例", "原文")
"""The same of suits: how each was decided, or the words by which it was chosen."""
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


_OF_CASES: Mapping[str, Callable[[Case], str]] = {
    **dict.fromkeys(("案例", "名称", "标题", "题目", "案例名称"), lambda case: plain(short_name(case))),
    **dict.fromkeys(("地方", "地区", "地点", "省份", "城市", "所在地", "省市"), place_of),
    **dict.fromkeys(
        ("单位", "主体", "机构", "部门", "实施主体", "谁"),
        lambda case: plain(actor(case)) or organisation_of(case),
    ),
    **dict.fromkeys(("主题", "类型", "类别", "领域", "分类"), theme_of),
}
"""Each column that every case can fill by what it is, by the names people give it."""
_CELLS: Mapping[str, Cell] = {
    **{name: lambda entry, of=of: of(entry.case) for name, of in _OF_CASES.items()},  # type: ignore[misc]
    **dict.fromkeys((*_WORDS, USUAL[-1]), lambda entry: shown(entry.quotes[:2])),
}
"""Each column that every case can fill, by the names people give it."""


_CALLED = under("column_as")
Told = Mapping[CaseId, Mapping[str, tuple[Quote, ...]]]
"""What cases tell of columns that are no fields of theirs, by the columns' names."""
UNTOLD = "（未写明）"
"""The cell of what a case does not tell."""


def table(
    entries: Sequence[Entry],
    asked: Sequence[str],
    labels: Mapping[str, str],
    head: str,
    told: Told | None = None,
) -> Composed:
    """A row a case, the columns `asked` as far as cases fill them or it was `told`; in lines with bars, and a table to be drawn."""
    told = told or {}
    entries = [_with_told(entry, told.get(entry.case.id, {})) for entry in entries]
    cases = [entry.case for entry in entries]
    asked = [name for name in asked if name != NUMBER]
    named = [name for name in asked if any(cell.get(name) for cell in told.values()) or fills(name, cases)]
    placed = any(place_of(entry.case) != NOWHERE for entry in entries)
    usual = [name for name in USUAL[1:] if placed or name != PLACE]
    columns = (NUMBER, *(named or usual))
    rows = tuple(
        (
            marker(entry.case.id, labels),
            *(_cell(name, entry, told.get(entry.case.id, {})) for name in columns[1:]),
        )
        for entry in entries
    )
    lines = [head, BAR.join(columns), *map(BAR.join, rows)]
    return Composed("\n".join(filter(None, lines)), cited_of(entries), None, Table(columns, rows))


def _usual(name: str) -> str:
    """The column that `name` asks for in other words: 谁做的 is 单位."""
    return next((known for known, words in _CALLED.items() if words.fullmatch(name)), name)


def fills(name: str, cases: Sequence[Case]) -> bool:
    """Whether a column of that name is a field of some of the cases, or what every case can fill."""
    if any(case.text_of(name) for case in cases):
        return True
    name = _usual(name)
    of_case = _OF_CASES.get(name)
    return name in _CELLS and (of_case is None or any(of_case(case) not in ("", NOWHERE) for case in cases))


def _with_told(entry: Entry, told: Mapping[str, tuple[Quote, ...]]) -> Entry:
    """`entry` with the quotes of its cells among its own."""
    more = [quote for quotes in told.values() for quote in quotes if quote not in entry.quotes]
    return Entry(entry.case, (*entry.quotes, *dict.fromkeys(more))) if more else entry


def _cell(name: str, entry: Entry, told: Mapping[str, tuple[Quote, ...]]) -> str:
    if name in told:
        return _told_cell(told[name])
    text = entry.case.text_of(name)
    if text is None or name in _WORDS:
        usual = _usual(name)
        return _CELLS[usual](entry) if usual in _CELLS else ""
    quotes = [quote for quote in entry.quotes if quote.field == name]
    return shown(quotes[:1]) if quotes else f"“{plain(text)}”" if len(text) <= SHORT else ""


def _told_cell(quotes: Sequence[Quote]) -> str:
    """The quotes of a cell; several names stand one beside the other."""
    if len(quotes) > 1 and all(len(quote.text) <= LONGEST_NAME for quote in quotes):
        return "、".join(map(in_marks, quotes))
    return shown(quotes) if quotes else UNTOLD


SHORT, LONGEST_NAME = 60, 24
"""Code points of a field that is a value and shown whole, and of a name."""
