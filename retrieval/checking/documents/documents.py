"""A document of ours: written anew from its record, and held against what a reader finds in it.

Whatever stands there is what the program writes from the catalog as it is, or it is reported: as changed where it is
like something the program wrote, else as somebody's own words, which are read as a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from rapidfuzz import fuzz

from data.patterns import regex
from data.text import sentences
from data.types import RECOGNISED, Case, CaseId
from data.values import dataclass
from retrieval.cases.statements import chart_texts, chart_title, field_label, plain
from retrieval.checking.citations.nearest import parting
from retrieval.checking.citations.verifying import Checker, Problem, Report
from retrieval.checking.citations.why import Why
from retrieval.checking.documents.drafts import DraftChecker
from retrieval.documents.briefs import Brief, compose
from retrieval.documents.frames import titles_for
from retrieval.documents.record import Record, Told, read_record

REF = regex(r"⟦(\d+)⟧")
"""How readers write the number of a note inside a text."""
_NOTED = regex(r"⟦[^⟦⟧]*⟧")
LIKE = 55.0
"""Per cent of characters in common from which on a sentence is one of the program's that somebody changed."""


SHORT = 24
"""Characters of a date or a title."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document as a reader finds it.

    `blocks` are its paragraphs and table rows, cells parted by tabs, with ⟦n⟧ where a note is marked; `cases` are
    the cases it shows in full, `record` what it says it rests on.
    """

    blocks: tuple[str, ...]
    notes: tuple[tuple[int, str], ...]
    cases: tuple[Case, ...] = ()
    charts: tuple[tuple[str, ...], ...] = ()
    """All that is written on each chart, what stands under it last."""
    record: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether the program wrote it, edited since or not."""
        return self.record is not None or bool(self.cases)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, heading or row, dense, with what its notes say in ⟦ ⟧."""

    text: str
    case: CaseId | None = None
    heads: bool = False
    cites: bool = False

    @property
    def bare(self) -> str:
        return _NOTED.sub("", self.text)


@dataclass(slots=True)
class _Section:
    """What stands under one heading: whose it is, and whose words follow."""

    head: str
    case: CaseId | None
    said: set[CaseId] = field(default_factory=set)


def check_document(page: Page, checker: Checker) -> Report:
    """Everything on the page against the catalog."""
    report = Report()
    if page.record is None:
        report.problems += _shown_cases(page, checker, report)
        return _loose(page.blocks, report, checker)
    try:
        record = read_record(page.record)
    except ValueError as error:
        report.problems.append(Problem("", Why.UNREADABLE, str(error)[:60]))
        return _loose(page.blocks, report, checker)
    then, report.earlier = checker.then({told.case: told.sha256 for told in record.every()})
    report.problems += _resting(record, then)
    brief = None if report.problems else compose(record, then.records)
    if brief is None:
        report.checked += len(page.notes)
        return _loose(page.blocks, report, then)
    _held_against(page, brief, report, then)
    report.problems += _shown_cases(page, then, report)
    report.problems += _charts(page, brief)
    return report


def _resting(record: Record, checker: Checker) -> Iterator[Problem]:
    """What the record rests on that the catalog does not hold."""
    cases = {case.id: case for case in checker.records.cases}
    held = {c.id for c in checker.records.collections}
    for id_ in record.scope:
        if id_ not in held:
            yield Problem("", Why.NO_COLLECTION, id_)
    for told in dict.fromkeys(record.every()):
        case, where = cases.get(told.case), f"案例{told.case.number}"
        if case is None:
            yield Problem(where, checker.absent(told.case), f"{told.case.collection}·{where}")
        elif case.sha256 != told.sha256:
            yield Problem(where, Why.CHANGED, where)
        elif not all(_is_there(case, told)):
            yield Problem(where, Why.ELSEWHERE)


def _is_there(case: Case, told: Told) -> Iterator[bool]:
    for name, start, end in (*told.done, *told.came):
        yield 0 <= start < end <= len(case.text_of(name) or "")


def _held_against(page: Page, brief: Brief, report: Report, checker: Checker) -> None:
    notes = dict(page.notes)
    written = list(_written(brief))
    known = {unit.text: unit for unit in written}
    bare = {unit.bare: unit for unit in written}
    found: set[str] = set()
    odd: list[tuple[str, _Unit]] = []
    section = _Section("", None)
    used: set[int] = set()
    for block in page.blocks:
        for said in _sentences(block):
            used.update(int(n) for n in REF.findall(said))
            unit = _Unit(_dense(REF.sub(lambda ref: f"⟦{_dense(notes.get(int(ref[1]), ''))}⟧", said)))
            if not _bare(unit.text):
                continue
            same = known.get(unit.text) or bare.get(unit.bare)
            if same is None:
                odd.append((said, unit))
                continue
            found.add(same.text)
            report.checked += same.cites
            if same.text != unit.text:
                report.problems.append(_other_note(said, unit, same))
            if same.heads:
                report.problems += _astray(section)
                section = _Section(plain(said), same.case)
            elif same.case:
                section.said.add(same.case)
    report.problems += _astray(section)
    missing = [unit for unit in written if unit.text not in found]
    _odd(odd, missing, notes, report, checker)
    report.problems += [Problem(f"注{n}", Why.UNUSED) for n in notes if n not in used]
    if len(notes) < len(page.notes):
        report.problems.append(Problem("注", Why.TWICE))


def _written(brief: Brief) -> Iterator[_Unit]:
    """All that the program writes, sentence by sentence."""
    texts = {note.number: note.text for note in brief.notes}
    for line in brief.lines:
        text = "".join(
            s.text + (f"⟦{s.note}⟧" if s.note is not None else "") + s.stop for s in line.statements
        )
        heads = line.style in ("h1", "h2")
        for said in _sentences(text):
            noted = REF.sub(lambda ref: f"⟦{_dense(texts[int(ref[1])])}⟧", said)
            yield _Unit(_dense(noted), line.case, heads, bool(line.case and not heads))
    for text in (brief.listed, brief.noted, *map(chart_title, brief.charts)):
        yield _Unit(_dense(text), heads=text == brief.listed)
    for row in (brief.table.head, *brief.table.rows):
        yield _Unit(_dense("\t".join(row)))


def _sentences(block: str) -> Iterator[str]:
    """The sentences of a block, a note's mark after the full stop with the one before it; a row is one."""
    if "\t" in block:
        yield block
        return
    waiting = ""
    for start, end in sentences(block):
        said = block[start:end]
        if waiting and (not REF.sub("", said).strip() or said.lstrip().startswith("⟦")):
            mark = re.match(r"\s*(?:⟦\d+⟧)*", said)
            cut = mark.end() if mark else 0
            waiting, said = waiting + said[:cut], said[cut:]
        if waiting:
            yield waiting
        waiting = said
    if waiting.strip():
        yield waiting


def _odd(
    odd: Iterable[tuple[str, _Unit]],
    missing: Iterable[_Unit],
    notes: Mapping[int, str],
    report: Report,
    checker: Checker,
) -> None:
    """What the program did not write: one of its own sentences changed, or words that somebody put in."""
    waiting = list(missing)
    own: list[str] = []
    for said, unit in odd:
        near = max(waiting, key=lambda one: fuzz.ratio(one.bare, unit.bare), default=None)
        if near is None or fuzz.ratio(near.bare, unit.bare) < LIKE or _beside(near, unit):
            own.append(REF.sub(lambda ref: f"（{notes.get(int(ref[1]), '')}）", said))
            continue
        if near.cites:
            report.checked += 1
        drafted = DraftChecker(checker.records).check([plain(REF.sub("", said))]) if near.cites else Report()
        report.problems += drafted.problems or [_changed(said, unit, near)]
    _loose(own, report, checker)


def _beside(near: _Unit, unit: _Unit) -> bool:
    """Whether a date or a title stands unchanged among somebody's own words: 第1期 2026年1月2日."""
    return len(near.bare) <= SHORT and not near.cites and near.bare in unit.bare


def _loose(blocks: Iterable[str], report: Report, checker: Checker) -> Report:
    """Words without a record: listed, and read as a draft."""
    texts = [plain(REF.sub("", block)) if "\t" not in block else block for block in blocks]
    drafted = DraftChecker(checker.records).check(texts)
    report.checked += drafted.checked
    report.marked += drafted.marked
    report.problems += drafted.problems
    report.uncited += [plain(text) for text in texts if text.strip()]
    return report


def _changed(said: str, unit: _Unit, near: _Unit) -> Problem:
    written, original = parting(unit.bare, near.bare)
    return Problem(plain(REF.sub("", said))[:24], Why.STATEMENT, f"「{written}」 → 原为「{original}」")


def _other_note(said: str, unit: _Unit, same: _Unit) -> Problem:
    where = plain(REF.sub("", said))[-24:]
    there, due = _NOTED.findall(unit.text), _NOTED.findall(same.text)
    if len(there) < len(due) or not all(note.strip("⟦⟧") for note in there):
        return Problem(where, Why.NO_NOTE)
    written, original = parting("".join(there), "".join(due))
    return Problem(where, Why.STATEMENT, f"「{written}」 → 原为「{original}」")


def _astray(section: _Section) -> Iterator[Problem]:
    """The heading of one case over the words of another."""
    if section.case and section.said and section.case not in section.said:
        numbers = "、".join(f"案例{id_.number}" for id_ in sorted(section.said))
        yield Problem(section.head[:24], Why.STATEMENT, numbers)


def _shown_cases(page: Page, checker: Checker, report: Report) -> Iterator[Problem]:
    """The cases that the page shows in full are the catalog's, every character."""
    held = {case.id: case for case in checker.records.cases}
    for shown in page.cases:
        report.checked += 1
        case, where = held.get(shown.id), f"案例{shown.id.number}"
        if case is None:
            yield Problem(where, checker.absent(shown.id))
        elif _whole(case) != _whole(shown):
            yield Problem(where, Why.NOT_IN_IT)


def _whole(case: Case) -> tuple[str, ...]:
    return (
        RECOGNISED if case.recognised else "",
        _dense(case.title),
        *(_dense(part) for f in case.fields for part in (field_label(f.name), f.text)),
    )


def _charts(page: Page, brief: Brief) -> Iterator[Problem]:
    for texts in page.charts:
        expected = chart_texts(texts[-1], brief.used) if texts else None
        if expected is None or sorted(map(_dense, expected)) != sorted(map(_dense, texts)):
            yield Problem(texts[-1] if texts else "", Why.FACT)


def rewritten(page: Page, checker: Checker) -> Brief | None:
    """The document that the page's record makes; None where it has none or the catalog does not hold it."""
    try:
        record = read_record(page.record or "")
        return compose(record, checker.then({t.case: t.sha256 for t in record.every()})[0].records)
    except (ValueError, KeyError):
        return None


def given(page: Page) -> list[str]:
    """What the record says a person wrote, and the program does not vouch for: titles of its own making aside."""
    try:
        record = read_record(page.record or "")
    except ValueError:
        return []
    said = [text for turn in record.turns for text in (turn.question, turn.remark) if text]
    return said if record.title in titles_for(record.topic) else [record.title, *said]


def _dense(text: str) -> str:
    """`text` without white space and what no screen shows; the tabs between cells stay.

    Where a document breaks its lines says nothing, and characters that would steer it are not written.
    """
    cells = text.strip("\t\n ").split("\t")
    return "\t".join("".join(c for c in cell if c.isprintable() and c not in " \ufffd") for cell in cells)


def _bare(text: str) -> str:
    return text.strip("\t |:-")
