"""Whether what a document says of cases is so: number, digest, characters. No model, no network, no file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from data.patterns import regex
from data.types import Case, CaseId, Field, Quote, Records
from retrieval.statements import (
    Counted,
    Quoted,
    QuotedClaim,
    chart_texts,
    counted,
    field_label,
    plain,
    read_note,
    wordings,
)
from retrieval.why import Why

if TYPE_CHECKING:
    from data.catalog.states import Past

    Versions = Callable[[CaseId], Iterable[tuple[Past, Case]]]

REF = regex(r"⟦(\d+)⟧")
"""How readers write the number of a note inside a text."""
_QUOTES = regex(r"「([^「」]+)」")
_IDLE = " \t。；，、：:;,.…—-|"
"""What may stand between statements without being one."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: where, why, and the words or the number in question."""

    where: str
    why: Why
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A document as a reader finds it.

    `blocks` are its paragraphs and table rows, cells parted by tabs, with ⟦n⟧ where a note is marked; `cases` are
    the cases it shows in full.
    """

    blocks: tuple[str, ...]
    notes: tuple[tuple[int, str], ...]
    cases: tuple[Case, ...] = ()
    charts: tuple[tuple[str, ...], ...] = ()
    """All that is written on each chart, what stands under it last."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case that has changed or gone since: the last state that had it as it is cited, and when that came about."""

    case: CaseId
    state: int
    at: str


@dataclass(slots=True)
class Report:
    """How many citations were checked, and those that do not hold.

    Of anybody's text also: how many case numbers stand in it, how many of them beside no quotation, and the
    sentences without any. `uncited` are these, or what stands in our own document without a note.
    """

    checked: int = 0
    problems: list[Problem] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    """The cases that were checked as they were in an earlier state, and in which."""
    marked: int = 0
    unquoted: int = 0
    uncited: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.problems

    @property
    def cites(self) -> bool:
        """Whether there was anything to check."""
        return bool(self.checked or self.marked or self.problems)

    def add(self, part: Report) -> None:
        """Join what was found in another part of the same text."""
        self.checked += part.checked
        self.problems += part.problems
        self.earlier += [then for then in part.earlier if then not in self.earlier]
        self.marked += part.marked
        self.unquoted += part.unquoted
        self.uncited += part.uncited


class Checker:
    """Checks against one state of the catalog."""

    def __init__(self, records: Records, versions: Versions | None = None) -> None:
        """`versions`: a case as it was earlier; what was written then is checked against what was there then."""
        self.records = records
        self._versions = versions
        self._cases = {case.id: case for case in records.cases}
        self._collections = {c.id: c for c in records.collections}

    def _then(self, digests: Mapping[CaseId, str]) -> tuple[Checker, list[Earlier]]:
        """A checker of the cases of those digests, which they had in an earlier state if they have not now."""
        if self._versions is None:
            return self, []
        cases, collections, found = dict(self._cases), dict(self._collections), []
        for id_, digest in digests.items():
            if (now := cases.get(id_)) is not None and now.sha256 == digest:
                continue
            was = next(((p, c) for p, c in self._versions(id_) if c.sha256 == digest), None)
            if was is not None:
                past, cases[id_] = was
                collections.setdefault(id_.collection, past.collection)
                found.append(Earlier(id_, past.revision, past.at))
        if not found:
            return self, []
        place = {id_: at for at, id_ in enumerate(collections)}
        in_order = sorted(cases.values(), key=lambda case: (place[case.id.collection], case.number))
        records = replace(self.records, collections=tuple(collections.values()), cases=tuple(in_order))
        return Checker(records), found

    def page(self, page: Page) -> Report:
        """Every note against the catalog, every statement against its notes, every case shown in full."""
        claims = [claim for _, text in page.notes if isinstance(claim := read_note(text), QuotedClaim)]
        digests = {CaseId(c.collection, c.number): c.sha256 for c in claims if c.sha256}
        then, earlier = self._then(digests)
        if earlier:
            report = then.page(page)
            report.earlier = earlier
            return report
        report = Report(checked=len(page.notes))
        sources = self._notes(page, report)
        used: set[int] = set()
        before: list[str] = []  # the blocks without notes since the last one with
        for block in page.blocks:
            refs = [int(n) for n in REF.findall(block)]
            used.update(refs)
            report.problems += self._block(block, refs, sources)
            report.problems += _headed(before, [sources.get(n) for n in refs])
            before = [] if refs else [*before, block]
        report.problems += _same_cases(sources)
        report.problems += [Problem(f"注{n}", Why.UNUSED) for n, _ in page.notes if n not in used]
        report.problems += self._charts(page, sources)
        for shown in page.cases:
            report.checked += 1
            held = self._cases.get(shown.id)
            if held is None:
                report.problems.append(Problem(f"案例{shown.id.number}全文", self._absent(shown.id)))
            elif _shown(held) != _shown(shown):
                report.problems.append(Problem(f"案例{shown.id.number}全文", Why.NOT_IN_IT))
        return report

    def _charts(self, page: Page, sources: Mapping[int, Quoted | Counted | None]) -> Iterator[Problem]:
        total = next((s for s in sources.values() if isinstance(s, Counted) and s.kind == "总数"), None)
        cases = [self._cases[id_] for id_ in total.cases] if total else []
        for texts in page.charts:
            expected = chart_texts(texts[-1], cases) if texts else None
            if expected is None or sorted(map(_dense, expected)) != sorted(map(_dense, texts)):
                yield Problem(texts[-1] if texts else "", Why.FACT)

    def answer(self, citations: Sequence[tuple[QuotedClaim, ...]], text: str, marks: Sequence[str]) -> Report:
        """The citations of an answer (each its title first), and the quotes in its text; `marks` in their order."""
        named = [claims[0] for claims in citations]
        then, earlier = self._then({CaseId(c.collection, c.number): c.sha256 for c in named if c.sha256})
        if earlier:
            report = then.answer(citations, text, marks)
            report.earlier = earlier
            return report
        report = Report()
        for claims in citations:
            known = claims[0]
            for claim in claims:
                report.checked += 1
                report.problems += self._claim(f"案例{claim.number}", claim, known.sha256)
        report.problems += self._text(citations, text, marks)
        return report

    def _notes(self, page: Page, report: Report) -> dict[int, Quoted | Counted | None]:
        """What each note rests on; None where it does not hold, which is reported."""
        read = [(number, read_note(text), text) for number, text in page.notes]
        digests = {
            (c.collection, c.number): c.sha256 for _, c, _ in read if isinstance(c, QuotedClaim) and c.sha256
        }
        sources: dict[int, Quoted | Counted | None] = {}
        for number, claim, text in read:
            where = f"注{number}"
            if number in sources:
                report.problems.append(Problem(where, Why.TWICE))
            sources[number] = None
            if claim is None:
                report.problems.append(Problem(where, Why.UNREADABLE, plain(text)[:60]))
            elif isinstance(claim, Counted):
                if counted(claim, self.records) is None:
                    report.problems.append(Problem(where, Why.FACT, plain(text)[:60]))
                else:
                    sources[number] = claim
            else:
                found = self._claim(where, claim, digests.get((claim.collection, claim.number)))
                report.problems += found
                if not found:
                    case = self._cases[CaseId(claim.collection, claim.number)]
                    sources[number] = Quoted(case, Quote(claim.field, claim.start, claim.end, claim.text))
        return sources

    def _claim(self, where: str, claim: QuotedClaim, digest: str | None) -> list[Problem]:
        id_ = CaseId(claim.collection, claim.number)
        case = self._cases.get(id_)
        if case is None:
            return [Problem(where, self._absent(id_), f"{claim.collection}·案例{claim.number}")]
        if claim.title and _dense(claim.title) != _dense(self._collections[claim.collection].title):
            return [Problem(where, Why.TITLE, f"《{claim.title}》")]
        if digest is None:
            return [Problem(where, Why.NO_DIGEST)]
        text = case.text_of(claim.field)
        if (
            text is None
            or plain(text[claim.start : claim.end]) != plain(claim.text)
            or not claim.text.strip()
        ):
            return [Problem(where, *self._astray(case, claim, digest))]
        if digest != case.sha256:
            return [Problem(where, Why.CHANGED, f"案例{case.number}")]
        return []

    def _absent(self, id_: CaseId) -> Why:
        return Why.NO_CASE if id_.collection in self._collections else Why.NO_COLLECTION

    def _astray(self, case: Case, claim: QuotedClaim, digest: str) -> tuple[Why, str]:
        """Why the words are not where the claim says."""
        words = plain(claim.text)
        if words and _within(case, words):
            return Why.ELSEWHERE, f"「{words[:40]}」"
        other = next((c for c in self.records.cases if words and _within(c, words)), None)
        if other is not None:
            return Why.IN_ANOTHER, f"案例{other.number}「{words[:40]}」"
        if digest != case.sha256:
            return Why.CHANGED, f"案例{case.number}「{words[:40]}」"
        return Why.NOT_IN_IT, f"「{words[:40]}」"

    def _block(
        self, block: str, refs: Sequence[int], sources: Mapping[int, Quoted | Counted | None]
    ) -> Iterator[Problem]:
        """A block with notes says nothing but what they bear out, of one case; one without quotes nothing."""
        if not refs:
            if quote := _QUOTES.search(block):
                yield Problem(plain(block)[:24], Why.NO_NOTE, f"「{quote[1][:40]}」")
            return
        parts = REF.split(block)
        cases: set[CaseId] = set()
        for text, number in zip(parts[0::2], map(int, parts[1::2]), strict=False):
            if number not in sources:
                yield Problem(plain(text)[-24:], Why.NO_NOTE, f"注{number}")
                continue
            source = sources[number]
            if source is None:  # said already
                continue
            if isinstance(source, Quoted):
                cases.add(source.case.id)
            if not self._bears_out(text, source):
                yield Problem(f"注{number}", Why.STATEMENT, plain(text)[:60])
        if parts[-1].strip(_IDLE):
            yield Problem(plain(parts[-1])[:24], Why.NO_NOTE, plain(parts[-1])[:40])
        if len(cases) > 1:
            yield Problem(
                plain(REF.sub("", block))[:24], Why.STATEMENT, "、".join(f"案例{c.number}" for c in cases)
            )

    def _bears_out(self, text: str, source: Quoted | Counted) -> bool:
        said = _bare(text)
        if isinstance(source, Counted):
            return said == _bare(counted(source, self.records) or "")
        return any(said == _bare(wording) for wording in wordings(source, self.records))

    def _text(
        self, citations: Sequence[tuple[QuotedClaim, ...]], text: str, marks: Sequence[str]
    ) -> Iterator[Problem]:
        """The quotes in an answer's text are words of the cases marked on the same line."""
        quoted = {_dense(_plain_marks(claim.text)) for claims in citations for claim in claims}
        cited = {
            mark: self._cases.get(CaseId(claims[0].collection, claims[0].number))
            for mark, claims in zip(marks, citations, strict=True)
        }
        written = set(re.findall(r"\[(?:[^\[\]·]{1,40}·)?案例\d+\]", text))
        yield from (Problem(mark, Why.NO_NOTE) for mark in sorted(written - set(marks)))
        yield from (Problem(mark, Why.UNUSED) for mark in sorted(set(marks) - written))
        for line in text.split("\n"):
            here = [case for mark, case in cited.items() if case and mark in line]
            cases = here or [case for case in cited.values() if case]
            for words in _QUOTES.findall(line):
                if _dense(words) not in quoted or not any(_within(case, words) for case in cases):
                    yield Problem(plain(line)[:24], Why.NOT_IN_IT, f"「{words[:40]}」")
            title = re.match(
                r"(?:\d+\. |[A-J]\. |案例\d+)?《((?:(?!》：).)+)》(?:：「|\[|$)",
                line.split("：「")[0] + "：「",
            )
            if title and cases and not any(_plain_marks(c.title) == plain(title[1]) for c in cases):
                yield Problem(plain(line)[:24], Why.TITLE, f"《{title[1][:40]}》")
        head = text.partition("\n")[0]
        count = re.search(r"(?:共|现有案例)(\d+)个：\s*$", head)
        if count and int(count[1]) != len(citations):
            yield Problem(plain(head)[:24], Why.FACT, count[0])


def _text_of(case: Case, name: str) -> str:
    """The text of a field; one that is really called 摘要 is read under that name too."""
    return case.text_of(name) or next((f.text for f in case.fields if plain(f.name) == field_label(name)), "")


def _headed(before: Sequence[str], sources: Sequence[Quoted | Counted | None]) -> Iterator[Problem]:
    """A section about a group stands under the group's name."""
    for source in sources:
        if isinstance(source, Counted) and source.kind == "分组":
            name = source.detail.partition("：")[2]
            if not any(_dense(block).endswith(_dense(name)) for block in before):
                yield Problem(f"“{name}”", Why.STATEMENT, plain(before[-1])[:40] if before else "")


def _same_cases(sources: Mapping[int, Quoted | Counted | None]) -> Iterator[Problem]:
    """What is counted is what is told: the counts are of the same cases, and each of them is in the document."""
    total = next(
        (set(s.cases) for s in sources.values() if isinstance(s, Counted) and s.kind == "总数"), None
    )
    if total is None or None in sources.values():  # a conversation counts nothing; what fails is said already
        return
    told = {s.case.id for s in sources.values() if isinstance(s, Quoted)}
    counts = [(n, s) for n, s in sources.items() if isinstance(s, Counted)]
    parts = [id_ for _, s in counts if s.kind == "分组" for id_ in s.cases]
    if told != total or sorted(parts) != sorted(total):
        yield Problem("案例", Why.FACT, "、".join(str(id_.number) for id_ in sorted(told ^ total)))
    for number, source in counts:
        if source.kind not in ("范围", "分组") and set(source.cases) != total:
            yield Problem(f"注{number}", Why.FACT)


def _within(case: Case, words: str) -> bool:
    return any(
        _dense(words) in _dense(_plain_marks(part.text))
        for part in (Field("title", case.title), *case.fields)
    )


def _plain_marks(text: str) -> str:
    """The text as documents show it: white space run together, and what looks like a mark made harmless."""
    return re.sub(r"\[(?=[^\[\]]*案例\d+\])", "［", plain(text))


def _bare(text: str) -> str:
    """`text` without what may stand around a statement; the tabs between cells stay."""
    return "\t".join(_dense(cell) for cell in text.split("\t")).strip(_IDLE)


def _dense(text: str) -> str:
    """`text` without white space: where a document breaks its lines says nothing."""
    return "".join(text.split())


def _shown(case: Case) -> tuple[str, ...]:
    return (
        _dense(case.title),
        *(_dense(part) for f in case.fields for part in (field_label(f.name), f.text)),
    )
