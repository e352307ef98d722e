"""A briefing as a value: overview, sections, comparison, the cases used, and a note for every statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.text import clauses, sentences
from data.types import TITLE, Answer, Basis, Case, CaseId, Collection, Quote, Records
from retrieval.grouping import fitting, grouped
from retrieval.quoting import LONG_FIELD, quote_of
from retrieval.statements import (
    BY,
    Counted,
    Note,
    Quoted,
    counted,
    mark,
    named,
    quotation,
    row,
    scope_detail,
)
from retrieval.writing.extractive import OTHER_ASPECT, aspect_of

COMPARED = 6
"""Cases that a table sets side by side: more no longer fit on a page."""
ASPECTS = 3
CELL = 60
"""Code points quoted in a cell of the comparison."""
CHARTED = 4
"""From so many cases on a chart shows more than the sentence."""
_LEAD = 160


@dataclass(frozen=True, slots=True)
class Statement:
    """Words with the number of the note that bears them out; a remark of the program has none."""

    text: str
    note: int | None = None


Paragraph = tuple[Statement, ...]
"""Statements in one paragraph or one cell."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A document that every format renders alike."""

    title: str
    date: str
    overview: Paragraph
    sections: tuple[Section, ...]
    comparison: Table | None
    cases: Table
    notes: tuple[Note, ...]
    collections: tuple[Collection, ...]
    used: tuple[Case, ...]
    charts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Grouping → group → number of cases, where looking beats reading."""


class Notes:
    """The notes of one document under way; what is said twice shares a note."""

    def __init__(self) -> None:
        self._numbers: dict[Quoted | Counted, int] = {}

    def of(self, source: Quoted | Counted) -> int:
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def title(self, case: Case) -> int:
        return self.of(Quoted(case, Quote(TITLE, 0, len(case.title), case.title)))

    def all(self) -> tuple[Note, ...]:
        return tuple(Note(number, source) for source, number in self._numbers.items())


def compose(
    *,
    title: str,
    date: str,
    records: Records,
    chosen: Sequence[Case],
    quotes: Mapping[CaseId, Sequence[Quote]],
    basis: Basis,
    scope: Sequence[str],
    by: str | None = None,
) -> Brief:
    """The briefing over `chosen`; `quotes` are the words to give of each, else its opening is given."""
    notes, cases = Notes(), tuple(chosen)
    pen = _Pen(records, notes, len({case.id.collection for case in cases}) > 1)
    overview = _overview(cases, records, notes, basis, scope)
    parted = by or fitting(cases)
    sections = tuple(
        pen.section(name, parted, members, quotes) for name, members in grouped(cases, parted).items()
    )
    comparison = pen.comparison(max(grouped(cases, parted).values(), key=len))
    return Brief(
        title=title,
        date=date,
        overview=overview,
        sections=sections,
        comparison=comparison,
        cases=pen.table(cases),
        notes=notes.all(),
        collections=_held(records, cases),
        used=cases,
        charts=_charts(cases),
    )


def of_answers(answers: Sequence[Answer], title: str, date: str, records: Records) -> Brief:
    """A conversation as the same kind of document: a section a question, a paragraph a case."""
    notes = Notes()
    cases = tuple(dict.fromkeys(c.case for answer in answers for c in answer.citations))
    several = len({case.id.collection for case in cases}) > 1 or any(answer.labels for answer in answers)
    pen = _Pen(records, notes, several)
    sections = []
    for answer in answers:
        paragraphs: list[Paragraph] = [(Statement(answer.reason),)] if answer.reason else []
        paragraphs += [pen.of_case(c.case, c.quotes) for c in answer.citations]
        if not answer.citations and not answer.reason:
            paragraphs.append((Statement(answer.text),))
        sections.append(Section(answer.question, tuple(paragraphs)))
    table = pen.table(cases)
    return Brief(title, date, (), tuple(sections), None, table, notes.all(), _held(records, cases), cases)


def _overview(
    cases: tuple[Case, ...], records: Records, notes: Notes, basis: Basis, scope: Sequence[str]
) -> Paragraph:
    ids = tuple(case.id for case in cases)
    facts = [Counted("范围", (), scope_detail(scope, basis.complete, basis.test)), Counted("总数", ids)]
    facts += [Counted(by, ids) for by in BY if len(cases) > 1]
    return tuple(Statement(counted(fact, records) or "", notes.of(fact)) for fact in facts)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes the parts of a document over one state of the catalog, noting each statement."""

    records: Records
    notes: Notes
    several: bool
    """Whether cases of more than one collection are named, and each name says of which."""

    def section(
        self, name: str, by: str, members: tuple[Case, ...], quotes: Mapping[CaseId, Sequence[Quote]]
    ) -> Section:
        called = next(word for word, grouping in BY.items() if grouping == by)
        fact = Counted("分组", tuple(case.id for case in members), f"{called}：{name}")
        head = (Statement(counted(fact, self.records) or "", self.notes.of(fact)),)
        told = (self.of_case(case, quotes.get(case.id) or _opening(case)) for case in members)
        return Section(name, (head, *told))

    def of_case(self, case: Case, quotes: Iterable[Quote]) -> Paragraph:
        """One case: its name, then its words."""
        head = Statement(named(case, self.records, self.several), self.notes.title(case))
        words = (Statement(quotation(q), self.notes.of(Quoted(case, q))) for q in quotes if q.field != TITLE)
        return (head, *words)

    def comparison(self, cases: tuple[Case, ...]) -> Table | None:
        """Cases that are alike, side by side: what each says on the points that most of them speak of."""
        told = {case.id: _points(case) for case in cases[:COMPARED]}
        spoken = Counter(name for points in told.values() for name in points)
        common = [name for name, count in spoken.most_common() if count > 1]
        names = sorted(common, key=lambda name: name == OTHER_ASPECT)[:ASPECTS]
        if not names:
            return None
        return Table(
            ("案例", *names), tuple(self._compared(case, names, told[case.id]) for case in cases[:COMPARED])
        )

    def _compared(
        self, case: Case, names: Sequence[str], points: Mapping[str, Quote]
    ) -> tuple[Paragraph, ...]:
        cells: list[Paragraph] = [
            (Statement(mark(case, self.records, self.several), self.notes.title(case)),)
        ]
        for name in names:
            quote = points.get(name)
            cells.append(
                (Statement(quotation(quote), self.notes.of(Quoted(case, quote))),)
                if quote
                else (Statement("—"),)
            )
        return tuple(cells)

    def table(self, cases: Iterable[Case]) -> Table:
        """The cases used; the note is in a cell of its own, and bears out the whole row."""
        rows = []
        for case in cases:
            cells = [(Statement(text),) for text in row(case, self.records, self.several)]
            rows.append((*cells, (Statement("", self.notes.title(case)),)))
        return Table(("编号", "案例名称", "地方", "实施主体", "注"), tuple(rows))


def _opening(case: Case) -> tuple[Quote, ...]:
    """The first sentences of the first field that says anything."""
    for part in case.fields:
        end = 0
        for _, stop in sentences(part.text):
            if end and stop > _LEAD:
                break
            end = stop
        quote = quote_of(case, part.name, 0, end)
        if quote.text:
            return (quote,)
    return ()


def _points(case: Case) -> dict[str, Quote]:
    """Per point the first clause (of a long field: sentence) that speaks of it and fits a cell."""
    found: dict[str, Quote] = {}
    for part in case.fields:
        units = sentences(part.text) if len(part.text) > LONG_FIELD else clauses(part.text)
        for start, end in units:
            quote = quote_of(case, part.name, start, end)
            if 6 <= len(quote.text) <= CELL * (2 if len(case.fields) > 1 else 1):
                found.setdefault(aspect_of(quote) if len(case.fields) == 1 else part.name, quote)
    return found


def _charts(cases: tuple[Case, ...]) -> dict[str, dict[str, int]]:
    if len(cases) < CHARTED:
        return {}
    return {
        by: {name: len(group) for name, group in grouped(cases, by).items()} for by in ("region", "theme")
    }


def _held(records: Records, cases: Iterable[Case]) -> tuple[Collection, ...]:
    used = {case.id.collection for case in cases}
    return tuple(c for c in records.collections if c.id in used)
