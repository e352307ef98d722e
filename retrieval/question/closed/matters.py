"""Of which matter a question asks the figure: the sum of a lawyer's fee, the date of a dismissal; and what a case tells of it.

A case that grants 8,000 yuan for overtime states no lawyer's fee, and one that says when somebody was taken on does not
say when he left: a figure answers only where its sentence names the matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from re import Match

from data.text import CLAUSE_ENDS, split_at
from data.values import dataclass
from retrieval import lexicon
from retrieval.cases.typed import Sheet, Sort, Typed
from retrieval.lexicon.listed import listed, rows, under
from retrieval.question.closed.asked import Asked, Type, asked_all

_EVENTS = under("event")
_SORTS = {"payment": Sort.MONEY, "deed": Sort.MONEY, "term": Sort.DURATION}
_TOLD = ("payment_told", "deed_told", "event_told", "term_told")
"""Rows with further words by which a case tells the same: what goods cost stands where they were bought."""
REACH = 8
"""Code points beside the asking words among which stands what is asked of: 律师费一共花了多少, 什么时候离的职."""
CLAUSES = 3
"""Clauses behind a date, the rest of its own among them, that tell what was that day."""
SENTENCE, CLAUSE = "。；;\n", "，,。；;\n"
"""Marks up to which what stands beside a figure is of it."""
_AT, _IN_ALL = (
    ("于", "在"),
    ("", "共", "共计", "合计", "总计", "累计", "计", "折合", "一共", "总共", "共计人民币"),
)
_ATTRIBUTE = listed("made_before")
"""What was made before, and not then: 双方订立的合同."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter whose figure is asked for: its row, the word it is asked by, and the sort of the figure."""

    row: str
    word: str
    sort: Sort

    @property
    def has_its_words(self) -> bool:
        """Whether a case that tells it tells it in these words: what was done with money is told in others too, 塞了."""
        return not self.row.startswith("deed")

    @property
    def called(self) -> str:
        """What it is called where it is said not to be told: by the asker's noun, 一盒多少钱 and 罚了 by the row's."""
        no_noun = "多少" in self.word or self.word.endswith("了") or self.word.startswith("被")
        word = self.row.partition(".")[2] if no_noun else self.word
        when = f"何时{word[:-1]}" if word.endswith(("的", "了")) else word
        return f"时间（{when}）" if self.sort is Sort.DATE else word

    def told(self, page: Sheet) -> list[Typed]:
        """The figures of its sort on `page` in whose sentence the matter is named."""
        return [span for span in self._figures(page) if self._named(_around(page.text, span, SENTENCE))]

    def told_of(self, page: Sheet) -> list[tuple[Typed, str]]:
        """Those of which it is told, with what is told of each: a sum in whose clause the matter is named, a date behind
        which it is before another."""
        dates = self.sort is Sort.DATE
        figures = self._figures(page)
        starts = [span.start for span in figures] + [len(page.text)]
        told = []
        for span in figures:
            behind = next(start for start in starts if start >= span.end)
            stretch = _since(page.text, span, behind) if dates else _of_sum(page.text, span, behind)
            told += [(span, stretch)] if self._named(stretch) else []
        return told

    def _figures(self, page: Sheet) -> list[Typed]:
        dates = self.sort is Sort.DATE
        return [
            span
            for span in page.typed
            if span.sort is self.sort and not (dates and _in_a_stretch(page, span))
        ]

    def _named(self, text: str) -> bool:
        head, _, name = self.row.partition(".")
        other = next(f"{told}.{name}" for told in _TOLD if told.startswith(head))
        forms = [listed(row) for row in (self.row, other) if row in rows()]
        return any(form.search(text) for form in forms)


def matters(text: str) -> Iterator[Matter]:
    """The matters whose figures `text` (folded) asks for."""
    for what in asked_all(text):
        if found := matter_of(text, what):
            yield found


def matter_of(text: str, what: Asked) -> Matter | None:
    """The matter whose figure is asked for at the span of `what`; None where none is named there."""
    if what.type is Type.AMOUNT or (what.type is Type.NUMBER and not what.unit):
        return _named(text, *what.span, "payment", "deed")
    if what.type is Type.DURATION:
        named = _named(text, *what.span, "term")
        return replace(named, sort=Sort.DATE) if named and what.by_day(text) else named
    return _event(text, *what.span) if what.type is Type.DATE else None


def _named(text: str, start: int, end: int, *heads: str) -> Matter | None:
    """The last payment, or term, named before the asking words or by them; in the clause before, where theirs says nothing."""
    clause = _clause_start(text, start)
    first = max(clause, start - REACH)
    if clause and lexicon.is_scaffolding(text[clause:start]):
        first = _clause_start(text, clause - 1)  # 押金退了没有，多少
    found = [
        (match.end(), len(match[0]), f"{head}.{name}", match[0])
        for head in heads
        for name, words in under(head).items()
        for match in words.finditer(text[first:end])
    ]
    *_, row, word = max(found, default=("", ""))
    return Matter(row, word, _SORTS[row.partition(".")[0]]) if row else None


def _event(text: str, start: int, end: int) -> Matter | None:
    """What happened, behind the asking words or else before them: 什么时候离职的, 离职是什么时候."""
    clause, last = _clause_start(text, start), _clause_end(text, end)
    behind = [(match.start(), name, match[0]) for name, match in _events(text[end : min(last, end + REACH)])]
    before = [
        (-match.end(), name, match[0]) for name, match in _events(text[max(clause, start - REACH) : start])
    ]
    found = min(behind, default=None) or min(before, default=None)
    return Matter(f"event.{found[1]}", found[2], Sort.DATE) if found else None


def _events(text: str) -> Iterator[tuple[str, Match[str]]]:
    return ((name, match) for name, words in _EVENTS.items() for match in words.finditer(text))


def _in_a_stretch(page: Sheet, date: Typed) -> bool:
    """Whether a date only begins or ends a stretch of time: 2020年6月至12月加班费."""
    return any(
        span.sort is Sort.DURATION and span.start < date.end and date.start < span.end for span in page.typed
    )


def _around(text: str, span: Typed, marks: str, least: int = 0, most: int | None = None) -> str:
    """What stands around `span` up to `marks`, from `least` on and up to `most`."""
    first = max(text.rfind(mark, 0, span.start) for mark in marks) + 1
    last = min((at for mark in marks if (at := text.find(mark, span.end)) >= 0), default=len(text))
    return text[max(first, least) : last if most is None else min(last, most)]


def _since(text: str, date: Typed, until: int) -> str:
    """What was on a date: the rest of its clause and the two behind it, where no contract that was made counts as being made;
    and what ends in it: 订立于2013年1月9日."""
    first, *others = split_at(_around(text, date, SENTENCE, date.end, until), "，,")
    before = text[max(_clause_start(text, date.start), date.start - REACH) : date.start]
    rest = [_ATTRIBUTE.sub("", other) for other in others[: CLAUSES - 1]]
    return "，".join([before if before.endswith(_AT) else "", first, *rest])


def _of_sum(text: str, sum_: Typed, until: int) -> str:
    """The clause of a sum, with the one before where it only sums that up: 请求支付医疗费、丧葬费，共计30万元."""
    start = max(text.rfind(mark, 0, sum_.start) for mark in CLAUSE) + 1
    if text[start : sum_.start].strip() in _IN_ALL and text[start - 1] in "，,":
        start = max(text.rfind(mark, 0, start - 1) for mark in CLAUSE) + 1
    return text[start : sum_.start] + _around(text, sum_, CLAUSE, sum_.start, until)


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in CLAUSE_ENDS) + 1


def _clause_end(text: str, at: int) -> int:
    return min((end for mark in CLAUSE_ENDS if (end := text.find(mark, at)) >= 0), default=len(text))
