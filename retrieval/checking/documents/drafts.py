"""A text that anybody wrote: every quotation with a case number is looked up, every sentence without one counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from data.patterns import regex
from data.text import sentences
from data.types import Case, Records
from retrieval.cases.statements import plain
from retrieval.checking.citations.marks import Bound, Mark, bind, marks_of, quotations, titles
from retrieval.checking.citations.nearest import Nearest, dense, holds, nearest, texts_of
from retrieval.checking.citations.verifying import Problem, Report
from retrieval.checking.citations.why import Why
from retrieval.checking.documents.claims import own_words
from retrieval.lexicon.listed import listed

_EDGES = "，。；：、！？.—…-·　"
_LEFT_OUT = listed("left_out_mark")
_AUTHOR = 6
"""A quotation up to this long, away from any case number and without a figure, may be a word of the writer's own."""
_SPEECH = (":", "：", "说", "称", "写道", "提到", "指出", "提出", "表示", "原文", "即", "为", "是")
_HEADING = 40
"""A line up to this long that ends without a full stop heads what follows."""
_FULL_STOPS = tuple("。！？!?；;…")
_MARK_ALONE = regex(
    r"[”」』\"’]*\s*[\[（(【〔［]?\s*(?:[^\[\]（）()【】\s]{1,40}·)?案例[^\]）)】〕］。]{1,30}[\]）)】〕］]"
)
"""A mark that stands after the full stop of the sentence it belongs to."""
MOST_SEARCHED = 300
"""Quotations that are looked for in all the other cases: more of them in one text need no longer list."""
LONGEST = 4000
"""Characters of a text that are looked at together: what belongs together stands nearer, and the work grows with the
square of it."""
_BREAKS, _CLOSING = frozenset("。！？!?；;"), tuple('”」』"’）)]】[（(【〔［')
_SHOWN = 60
_JOINING = frozenset(" （(【[〔]］)）】:：,，即")
"""What may stand between a case number and the case's name."""


@dataclass(slots=True)
class _Carried:
    """The marks of a heading, or of a line that leads on, for the paragraphs under it."""

    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class DraftChecker:
    """Checks paragraphs against one state of the catalog."""

    records: Records
    _searched: int = 0
    _numbers: dict[int, list[Case]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for case in self.records.cases:
            self._numbers.setdefault(case.number, []).append(case)

    def check(self, blocks: Iterable[str]) -> Report:
        """Every quotation of the paragraphs that belongs to a case number; sentences without one are listed."""
        report = Report()
        carried = _Carried()
        for block in blocks:
            for piece in _pieces(block):
                if piece.strip():
                    self._block(piece, report, carried)
        return report

    def _block(self, text: str, report: Report, carried: _Carried) -> None:
        marks = marks_of(text)
        quotes = quotations(text, marks)
        bound = bind(text, quotes, marks)
        heading = len(text.strip()) <= _HEADING and not text.rstrip().rstrip('”」』"’）)]】').endswith(
            _FULL_STOPS
        )
        if not marks and carried.marks and quotes:
            bound = [Bound(b.quotation, carried.marks, False) for b in bound]
        for mark in marks:
            report.marked += 1
            report.problems += self._mark(text, mark)
        quoted: set[Mark] = set()
        cited: list[tuple[int, int]] = [(m.start, m.end) for m in marks]
        for one in bound:
            if one.marks and self._quotation(text, one, report):
                quoted.update(one.marks)
                cited.append((one.quotation.start, one.quotation.end))
        report.unquoted += 0 if heading else sum(mark not in quoted for mark in marks)
        self._titles(text, marks, report)
        self._own_words(text, marks, quotes, report)
        self._uncited(text, cited, heading, report)
        if heading or text.rstrip().endswith(("：", ":")):
            carried.marks = tuple(marks) if marks else (() if heading and not quotes else carried.marks)

    def _mark(self, text: str, mark: Mark) -> list[Problem]:
        return [
            Problem(_where(mark), Why.NO_CASE, _around(text, mark))
            for number in mark.numbers
            if not self._named(mark.label, number)
        ]

    def _named(self, label: str, number: int) -> list[Case]:
        """The cases a mark may mean: of its collection where its label is one's, else of any."""
        cases = self._numbers.get(number, [])
        homes = {
            c.id
            for c in self.records.collections
            if label and (label in (c.id, c.label) or dense(label).endswith((dense(c.label) or "\n", c.id)))
        }
        return [case for case in cases if case.id.collection in homes] if homes else cases

    def _cases(self, marks: Iterable[Mark]) -> list[Case]:
        return list(dict.fromkeys(c for m in marks for n in m.numbers for c in self._named(m.label, n)))

    def _quotation(self, text: str, bound: Bound, report: Report) -> bool:
        """Look one quotation up; False where it is a word of the writer's own."""
        parts = parts_of(bound.quotation.text)
        cases = self._cases(bound.marks)
        if not parts or not cases:
            return bool(parts)
        if any(holds(case, parts) for case in cases):
            report.checked += 1
            return True
        if self._is_own(text, bound, parts):
            return False
        report.checked += 1
        report.problems.append(self._astray(bound, parts, cases))
        return True

    def _is_own(self, text: str, bound: Bound, parts: Sequence[str]) -> bool:
        words = "".join(parts)
        said = text[: bound.quotation.start].rstrip().endswith(_SPEECH)
        return len(words) <= _AUTHOR and not bound.adjacent and not said and not re.search(r"\d", words)

    def _astray(self, bound: Bound, parts: Sequence[str], cases: Sequence[Case]) -> Problem:
        """Why a quotation does not hold: the words of another case, or nearly words of this one."""
        where, shown = _where(bound.marks[0]), f"「{plain(bound.quotation.text)[:_SHOWN]}」"
        others = self._others(cases)
        right = [case for case in others if holds(case, parts)]
        if right:
            names = "、".join(self._name(case) for case in right[:3])
            return Problem(where, Why.IN_ANOTHER, f"{shown} → {names}")
        words = "".join(parts)
        near = nearest(words, cases)
        far = nearest(words, others) if near is None or near.score < 90 else None
        if far and (near is None or far.score > near.score + 10):
            return Problem(where, Why.IN_ANOTHER, f"{_compared(far)}（{self._name(far.case)}）")
        return Problem(where, Why.NOT_IN_IT, _compared(near) if near else shown)

    def _others(self, cases: Sequence[Case]) -> list[Case]:
        self._searched += 1
        if self._searched > MOST_SEARCHED:
            return []
        mine = {case.id for case in cases}
        return [case for case in self.records.cases if case.id not in mine]

    def _name(self, case: Case) -> str:
        label = next((c.label for c in self.records.collections if c.id == case.id.collection), "")
        several = len(self.records.collections) > 1
        return f"{label}·案例{case.number}" if several and label else f"案例{case.number}"

    def _titles(self, text: str, marks: Sequence[Mark], report: Report) -> None:
        """《…》 right beside a case number is the case's name, its collection's, or words of it."""
        for start, end, title in titles(text):
            mark = next((m for m in marks if _beside(text, start, end, m)), None)
            cases = self._cases([mark]) if mark else []
            known = {dense(c.title) for c in self.records.collections}
            if not mark or not cases or dense(title) in known:
                continue
            report.checked += 1
            if not any(dense(title) in body for case in cases for body in texts_of(case)):
                near = nearest(dense(title), cases)
                report.problems.append(
                    Problem(_where(mark), Why.TITLE, _compared(near) if near else f"《{title[:_SHOWN]}》")
                )

    def _own_words(self, text: str, marks: Sequence[Mark], quotes: Sequence[object], report: Report) -> None:
        """What a sentence with a mark says outside quotation marks: figures, bodies and a plain no."""
        spans = [(q.start, q.end) for q in quotations(text, marks)] + [(s, e) for s, e, _ in titles(text)]
        bare = _blanked(text, [*spans, *((m.start, m.end) for m in marks)])
        for start, end in _sentences(text):
            here = [m for m in marks if start <= m.start < end]
            for why, detail in own_words(bare[start:end], self._cases(here)):
                report.problems.append(Problem(_where(here[0]), why, detail))

    def _uncited(self, text: str, cited: Sequence[tuple[int, int]], heading: bool, report: Report) -> None:
        if heading:
            return
        for start, end in _sentences(text):
            said = plain(text[start:end])
            if len(said.strip(_EDGES)) > 1 and not any(s < end and e > start for s, e in cited):
                report.uncited.append(said)


def _pieces(block: str) -> Iterator[str]:
    """A paragraph in parts of bounded length, parted after sentences where it has any."""
    while len(block) > LONGEST:
        looked_at = block[:LONGEST]
        ends = [
            at
            for at, mark in enumerate(looked_at, 1)
            if mark in _BREAKS and not looked_at.startswith(_CLOSING, at)
        ]
        end = ends[-1] if ends else LONGEST
        yield block[:end]
        block = block[end:]
    yield block


def parts_of(words: str) -> list[str]:
    """A quotation as `dense` has it, without the punctuation around it, parted where words were left out."""
    return [part for piece in _LEFT_OUT.split(words) if (part := dense(piece).strip(_EDGES))]


def _sentences(text: str) -> list[tuple[int, int]]:
    """The sentences, a mark after the full stop with the one before it."""
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        alone = _MARK_ALONE.match(text, start, end)
        if found and alone:
            split = alone.end()
            found[-1] = (found[-1][0], split)
            if text[split:end].strip(_EDGES + " \n\t"):
                found.append((split, end))
        else:
            found.append((start, end))
    return found


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in spans:
        kept[start:end] = "，" * (end - start)
    return "".join(kept)


def _beside(text: str, start: int, end: int, mark: Mark) -> bool:
    gap = text[end : mark.start] if end <= mark.start else text[mark.end : start]
    return len(gap) <= 3 and set(gap) <= _JOINING


def _compared(near: Nearest) -> str:
    return f"「{near.written}」 → 原文「{near.original}」"


def _where(mark: Mark) -> str:
    label = f"{mark.label}·" if mark.label else ""
    return f"{label}案例{'、'.join(map(str, mark.numbers[:5]))}"


def _around(text: str, mark: Mark) -> str:
    return plain(text[max(0, mark.start - 12) : mark.end + 12])
