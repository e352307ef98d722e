"""Whether what a document says of cases is so: number, digest, characters. No model, no network, no file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from data.types import Case, CaseId, Field, Records
from data.values import dataclass
from retrieval.cases.statements import QuotedClaim, plain
from retrieval.checking.citations.invariants import marks_in
from retrieval.checking.citations.lines import lead_of, not_its_own, quoted_words, source_of
from retrieval.checking.citations.why import Why

if TYPE_CHECKING:
    from data.catalog.database.states import Past

    Versions = Callable[[CaseId], Iterable[tuple[Past, Case]]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: where, why, and the words or the number in question."""

    where: str
    why: Why
    detail: str = ""


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

    def then(self, digests: Mapping[CaseId, str]) -> tuple[Checker, list[Earlier]]:
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

    def answer(self, citations: Sequence[tuple[QuotedClaim, ...]], text: str, marks: Sequence[str]) -> Report:
        """The citations of an answer (each its title first), and the quotes in its text; `marks` in their order."""
        named = [claims[0] for claims in citations]
        then, earlier = self.then({CaseId(c.collection, c.number): c.sha256 for c in named if c.sha256})
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

    def _claim(self, where: str, claim: QuotedClaim, digest: str | None) -> list[Problem]:
        id_ = CaseId(claim.collection, claim.number)
        case = self._cases.get(id_)
        if case is None:
            return [Problem(where, self.absent(id_), f"{claim.collection}·案例{claim.number}")]
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

    def absent(self, id_: CaseId) -> Why:
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

    def _text(
        self, citations: Sequence[tuple[QuotedClaim, ...]], text: str, marks: Sequence[str]
    ) -> Iterator[Problem]:
        """The quotes in an answer's text are words of the cases marked on the same line."""
        cited = {
            mark: self._cases.get(CaseId(claims[0].collection, claims[0].number))
            for mark, claims in zip(marks, citations, strict=True)
        }
        written = marks_in(text)
        yield from (Problem(mark, Why.NO_NOTE) for mark in sorted(written - set(marks)))
        yield from (Problem(mark, Why.UNUSED) for mark in sorted(set(marks) - written))
        for line in text.split("\n"):
            here = [case for mark, case in cited.items() if case and mark in line]
            cases = here or [case for case in cited.values() if case]
            lead = lead_of(line)
            for words in quoted_words(line, lead is not None):
                if not any(_within(case, words) for case in cases):
                    yield Problem(plain(line)[:24], Why.NOT_IN_IT, f"「{words[:40]}」")
            for name in (lead, source_of(line)) if here else ():
                yield from (
                    Problem(plain(line)[:24], Why.TITLE, part[:40])
                    for part in (not_its_own(name, here[0]) if name is not None else ())
                )
        head = text.partition("\n")[0]
        count = _counted(head)
        if count not in (None, len(citations)) and "先列" not in head:
            yield Problem(plain(head)[:24], Why.FACT, head)


def _counted(head: str) -> int | None:
    """How many cases the head of a list says there are: 有，关于“专利”，12个：; None where it is the head of none."""
    told = head.removeprefix("有，")
    told = told.partition("”，")[2] if told.startswith("关于“") else told
    number, _, rest = told.partition("个")
    return int(number) if number.isdecimal() and rest[:1] in set("。，：") and rest.endswith("：") else None


def _within(case: Case, words: str) -> bool:
    return any(
        _dense(words) in _dense(_plain_marks(part.text))
        for part in (Field("title", case.title), *case.fields)
    )


def _plain_marks(text: str) -> str:
    """The text as documents show it: white space run together, and what looks like a mark made harmless."""
    return re.sub(r"\[(?=[^\[\]]*案例\d+\])", "［", plain(text))


def _dense(text: str) -> str:
    """`text` without white space: where a document breaks its lines says nothing."""
    return "".join(text.split())
