"""One answer on its way: what is to be written, the sentences that stand so far, and what is said of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from data.types import CaseId, Intent, Sentence, Spent
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.checking.grounding.grounding import Checker, Finding
from retrieval.question.query import Layout
from retrieval.wording.extractive import Composed, Outline
from retrieval.wording.frames import phrase
from retrieval.writing import prompts
from retrieval.writing.drafts import Draft
from retrieval.writing.own_words import instead
from retrieval.writing.weaving import Weaving


@dataclass(frozen=True, slots=True)
class Work:
    """One answer to be written: the order's facts, the outline it keeps to, and what its sentences are held against."""

    question: str
    reading: str
    intent: Intent
    english: bool
    outline: Outline
    profiles: tuple[Profile, ...]
    """Of the outline's entries, alongside."""
    labels: Mapping[str, str]
    checker: Checker
    revision: str
    layout: Layout = Layout.PLAIN
    asked: str = ""
    """The question as it was put, where it was read otherwise."""
    judged: bool = False
    """A model has read the cases and said by which clauses: these and what stands around them are enough to write from."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it. No `composed`: the extractive answer stands, for the reason in `notice`."""

    composed: Composed | None
    sentences: tuple[Sentence, ...]
    notice: str
    spent: Spent
    said_no: bool = False
    """The model found that the cases do not hold the answer: a result, not bad output."""


@dataclass
class Sheet:
    """An answer on its way."""

    work: Work
    order: prompts.Order
    weaving: Weaving
    show: Callable[[str], None] | None
    end: float
    struck: int = 0
    quoted: int = 0
    """Sentences in whose place the case's own words stand."""
    wrong: int = 0
    """Those of them that say something else than these."""
    said_no: bool = False
    kept: list[tuple[list[CaseId], str, bool]] = field(default_factory=list)
    """What was written of which cases, and whether it stands so or by the case's own words."""
    notes: list[str] = field(default_factory=list)
    said: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)

    def repeats(self, draft: Draft) -> bool:
        """Whether a sentence of the same case was there before, or is no more than the title its line begins with."""
        bare = re.sub(r"\W", "", draft.text)
        entries = self.work.outline.entries if len(self.work.outline.entries) > 1 else ()
        titles = (re.sub(r"\W", "", entry.case.title) for entry in entries)
        again = (bare, draft.ordinals) in self.said or any(bare in title for title in titles)
        self.said.add((bare, draft.ordinals))
        return again

    def findings(self, draft: Draft) -> tuple[Finding, ...]:
        """The cases that bear a draft out: those it names, or the best where it names none that there is."""
        pieces, named = [piece.profile for piece in self.order.evidence.pieces], self.named(draft)
        if named and len(pieces) > 1:
            return self.work.checker.judge(draft.text, named, pieces)
        found = self.work.checker.judge(draft.text, pieces, ())
        return tuple(sorted(found, key=lambda finding: -finding.score)[:1])

    def named(self, draft: Draft) -> list[Profile]:
        """The cases that a draft names, of those that the model was given."""
        pieces = [piece.profile for piece in self.order.evidence.pieces]
        return [pieces[at - 1] for at in draft.ordinals if 1 <= at <= len(pieces)]

    def place(self, draft: Draft, findings: Sequence[Finding], said: bool) -> None:
        """Put a sentence in as it is written, or the words of its case in its place; count it where neither is."""
        text, borne, wrong = draft.text, tuple(findings), False
        if not said:
            chosen = {entry.case.id: entry.quotes for entry in self.work.outline.entries}
            text, borne, wrong = instead(self.work.checker, draft.text, borne, self.named(draft), chosen)
        if not borne or (wrong and self.weaving.tells(borne)):
            self.struck += 1  # the words of the case that it is likest to are told already
        elif self.weaving.said_of(borne) >= self.order.each or (not said and self.weaving.has(borne)):
            return  # more than was asked for, or there already
        elif self.weaving.add(text, borne):
            self.kept.append(([f.profile.id for f in borne], draft.text, said))
            self.quoted += not said
            self.wrong += wrong
            if self.show and self.quoted < len(self.kept):
                self.show(self.weaving.shown)

    def done(self, spent: Spent) -> Written:
        """What came of it, at this cost; with a notice of what was struck, quoted or left out."""
        english = self.work.english
        if self.quoted == len(
            self.kept
        ):  # nothing stands as it was written: then the program words it better
            told = "all_quoted" if self.quoted > self.wrong else "all_struck"
            notice = bracketed([phrase(told, english, count=self.struck + self.quoted)], english)
            return Written(None, (), notice, spent)
        notes = []
        if self.quoted > self.wrong:
            notes.append(phrase("quoted", english, count=self.quoted - self.wrong))
        if self.struck + self.wrong:
            notes.append(phrase("struck", english, count=self.struck + self.wrong))
        left = self.order.evidence.left_out
        if left:
            notes.append(phrase("left_out", english, count=left))
        if not (left or self.work.judged) and any(not piece.whole for piece in self.order.evidence.pieces):
            notes.append(phrase("in_part", english))
        notes += [phrase(note, english) for note in dict.fromkeys(self.notes)]
        notice = bracketed(notes, english)
        return Written(self.weaving.finish(notice), tuple(self.weaving.sentences), notice, spent)


def bracketed(notes: Sequence[str], english: bool) -> str:
    """Notes as one line of an answer; '' where there are none."""
    if not notes:
        return ""
    return f"({'; '.join(notes)}.)" if english else f"（{'；'.join(notes)}。）"
