"""Checked sentences → the text of an answer: every case keeps its line, every sentence its marks and its quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from data.types import Case, Citation, Quote, Sentence, marker
from retrieval.checking.grounding.grounding import Finding
from retrieval.quoting.shown import plain
from retrieval.wording.extractive import Composed, Outline, line

_ENDS = "。.！!；;，,：: "


class Weaving:
    """An answer that grows sentence by sentence, in the order of the outline's cases.

    A case whose turn is over gets no more sentences, so that what was shown stays; one without any is told in
    its own words.
    """

    def __init__(self, outline: Outline, labels: Mapping[str, str], english: bool) -> None:
        self._outline, self._labels, self._english = outline, dict(labels), english
        self._at = {entry.case.id: at for at, entry in enumerate(outline.entries)}
        self._said: list[list[tuple[str, str]]] = [[] for _ in outline.entries]
        """Of each case the sentences, with the marks of what bears them out."""
        self._turn = 0
        self._quotes: list[dict[Quote, None]] = [{} for _ in outline.entries]
        self.sentences: list[Sentence] = []

    def add(self, text: str, findings: Sequence[Finding]) -> bool:
        """Take in a sentence that `findings` bear out; whether there was still a place for it."""
        bearing = [finding for finding in findings if finding.profile.id in self._at]
        at = min((self._at[f.profile.id] for f in bearing), default=-1)
        if at < self._turn:
            return False
        self._turn = at
        bare = _bare(text)
        marks = "".join(marker(f.profile.id, self._labels) for f in bearing)
        self._said[at].append((bare, marks))
        for finding in bearing:
            self._quotes[self._at[finding.profile.id]].update(dict.fromkeys(finding.quotes))
        support = tuple(Citation(f.profile.case, f.quotes) for f in bearing)
        self.sentences.append(Sentence(bare, support, max(f.score for f in bearing)))
        return True

    @property
    def shown(self) -> str:
        """The text so far: all lines up to the one that is being written, whose last mark is still to come."""
        return self._text(self._turn + 1, growing=True) if self.sentences else ""

    def said_of(self, findings: Sequence[Finding]) -> int:
        """How many sentences there are already where one that `findings` bear out would stand."""
        at = min((self._at[f.profile.id] for f in findings if f.profile.id in self._at), default=-1)
        return len(self._said[at]) if at >= 0 else 0

    def has(self, findings: Sequence[Finding]) -> bool:
        """Whether the quotes of `findings` stand in the text, word for word."""
        told = "\n".join(bare for said in self._said for bare, _ in said)
        return all(plain(quote.text) in told for finding in findings for quote in finding.quotes)

    def tells(self, findings: Sequence[Finding]) -> bool:
        """Whether a sentence that is there rests on words of the quotes of `findings`."""
        return any(
            quote.field == other.field and quote.start < other.end and other.start < quote.end
            for finding in findings
            if finding.profile.id in self._at
            for quote in finding.quotes
            for other in self._quotes[self._at[finding.profile.id]]
        )

    def finish(self, notice: str = "") -> Composed:
        """The whole text, and the citations: of each case the quotes that bear out what is said of it."""
        outline = self._outline
        text = self._text(len(outline.entries))
        text = "\n".join(part for part in (text, outline.tail, notice) if part)
        citations = []
        for at, entry in enumerate(outline.entries):
            quotes = {**self._quotes[at], **({} if self._said[at] else dict.fromkeys(entry.quotes))}
            citations.append(Citation(entry.case, tuple(_joined(entry.case, quotes))))
        return Composed(text, tuple(citations))

    def _text(self, count: int, growing: bool = False) -> str:
        lines = [self._outline.head] if self._outline.head else []
        lines += [self._line(at, growing and at == count - 1) for at in range(count)]
        return "\n".join(lines)

    def _line(self, at: int, growing: bool) -> str:
        entry, lead = self._outline.entries[at], self._outline.lead(at)
        if not self._said[at]:
            return line(entry, self._labels, lead, self._outline.by_name)
        told = self._told(at, growing)
        return f"{lead}《{plain(entry.case.title)}》：{told}" if lead else told

    def _told(self, at: int, growing: bool) -> str:
        """The sentences of a case: one mark for a run of them that the same cases bear out, at its end."""
        stop, gap = (".", " ") if self._english else ("。", "")
        said = self._said[at]
        told = ""
        for place, (bare, marks) in enumerate(said):
            last = place + 1 == len(said)
            if last and growing:
                return told + bare
            ends = last or said[place + 1][1] != marks
            told += f"{bare}{gap + marks if ends else ''}{stop}{'' if last else gap}"
        return told


def _joined(case: Case, quotes: Iterable[Quote]) -> Iterator[Quote]:
    """`quotes` in order; those that overlap are one, and no quote stands twice."""
    runs: list[list[Quote]] = []
    for quote in sorted(quotes, key=lambda q: (q.field, q.start, q.end)):
        if runs and runs[-1][0].field == quote.field and quote.start < max(q.end for q in runs[-1]):
            runs[-1].append(quote)
        else:
            runs.append([quote])
    for run in runs:
        end = max(quote.end for quote in run)
        whole = next((q for q in run if (q.start, q.end) == (run[0].start, end)), None)
        text = case.text_of(run[0].field) or ""
        yield whole or Quote(run[0].field, run[0].start, end, text[run[0].start : end])


def _bare(text: str) -> str:
    """A sentence on one line without its end, and without corner brackets: those are for verbatim quotes."""
    bare = plain(text).translate(str.maketrans("「」『』", "“”‘’"))
    if "“" not in bare:  # single ones alone are how a model puts quotation marks into JSON
        bare = re.sub("‘([^‘’]*)’(?![a-z])", r"“\1”", bare)
    return re.sub(r"\s*\n\s*", " ", bare).rstrip(_ENDS)
