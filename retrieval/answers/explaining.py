"""Why a question was answered so: the Query as it was read, the way that answered, and what spoke for each cited case."""

from __future__ import annotations

from data.types import Basis, BasisKind, marker
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.saying import said
from retrieval.answers.selection.judged import JUDGE, weighed_up
from retrieval.judging.features import NAMES
from retrieval.question.query import Want
from retrieval.quoting.shown import shown
from retrieval.wording.frames import phrase
from retrieval.wording.tested import short_test

MOST = 12
"""Cited cases that are explained one by one."""
TOLD = 4
"""Features told of each: those that moved its probability most."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What spoke for one case: the judge's probability, and the features that moved it most, each with its share."""

    mark: str
    tier: str
    probability: float
    score: float
    """Nearness on the scale of cosines, words and letters added."""
    moved: tuple[tuple[str, float, float], ...]
    """Name, value, and what it added to the log-odds."""
    words: str = ""
    """What the answer quotes of it, for reading."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that a person may want to know of how an answer came about."""

    query: str
    """The Query in words."""
    text: str
    """The question as it was understood, in a person's words."""
    compared: bool
    """Whether cases were set side by side that the question names."""
    value: str
    """The Query as one line of JSON."""
    basis: Basis
    unused: tuple[str, ...]
    reasons: tuple[Reason, ...]
    more: int
    """Cited cases beyond those explained."""
    english: bool
    total: int = 0
    """Cases that were looked at."""
    single: bool = False
    """Whether one case was looked for that says what was asked, and not all that are so."""
    named: bool = False
    """Whether the question says which cases it means, by number or as those told."""
    marks: str = ""
    """Of all cited cases; where there are none, of those that the question was asked of."""
    otherwise: str = "why_none"
    """What is told where no case was weighed up: the name of a phrase."""

    def briefly(self) -> list[str]:
        """For somebody who knows nothing of the program: how it was read and looked for, and what each case is there for."""
        if self.compared:
            marks = "".join(one.mark for one in self.reasons)
            return [phrase("why_compared", self.english, marks=marks)]
        told = [phrase("why_asked", self.english, text=self.text)]
        if not self.reasons or self.named:
            return [*told, phrase(self.otherwise, self.english, total=self.total, marks=self.marks)]
        if self.single:
            one = self.reasons[0]
            found = phrase("why_one", self.english, total=self.total, mark=one.mark)
            return [*told, found + one.words, phrase("why_check", self.english)]
        test = short_test(self.basis.test or "—", self.english).replace("，", "、")
        told.append(phrase("why_how", self.english, total=self.total, test=test))
        if self.unused:
            told.append(phrase("why_left", self.english, words="、".join(self.unused)))
        if self.basis.kind is BasisKind.FIELD:  # a place or a body: no words of the case say so
            return [*told, phrase("why_these", self.english, marks=self.marks)]
        for one in self.reasons:
            name = "why_said" if one.tier == "said" else "why_meant"
            told.append(phrase(name, self.english, mark=one.mark) + one.words)
        told += [phrase("why_more", self.english, count=self.more)] if self.more else []
        by_words = "why_worded" if all(one.tier == "said" for one in self.reasons) else "why_near"
        return [*told, phrase("why_each" if self.basis.complete else by_words, self.english)]

    def lines(self) -> list[str]:
        """For a person, line by line."""
        basis, english = self.basis, self.english
        complete = phrase("why_complete" if basis.complete else "why_partial", english)
        told = [
            phrase("why_query", english, query=self.query),
            phrase(
                "why_rule",
                english,
                rule=basis.rule,
                kind=basis.kind.value,
                test=basis.test or "—",
                complete=complete,
            ),
        ]
        if self.unused:
            told.append(phrase("why_unused", english, words="、".join(self.unused)))
        for one in self.reasons:
            moved = "、".join(f"{name} {value:.2f}（{share:+.2f}）" for name, value, share in one.moved)
            told.append(
                phrase("why_case", english, mark=one.mark, tier=one.tier, p=one.probability, score=one.score)
                + (phrase("why_moved", english, moved=moved) if moved else "")
            )
        if self.more:
            told.append(phrase("why_more", english, count=self.more))
        return [*told, phrase("why_value", english, value=self.value)]


def explanation(inquiry: Inquiry, reply: Reply) -> Explanation:
    """Why `reply` is the answer to `inquiry`."""
    cited = {citation.case.id: citation.tier for citation in reply.citations}
    quoted = {one.case.id: f"：{shown(one.quotes[:1])}" for one in reply.citations if one.quotes}
    judged = {one.profile.id: one for one in weighed_up(inquiry)} if cited else {}
    scores = {one.id: one.score for one in inquiry.ranked(inquiry.pool)} if cited else {}
    reasons = []
    for id_ in list(cited)[:MOST]:
        one = judged.get(id_)
        if one is not None:
            reasons.append(
                Reason(
                    marker(id_, inquiry.labels),
                    cited[id_],
                    one.p,
                    scores.get(id_, 0.0),
                    _moved(one.row),
                    quoted.get(id_, ""),
                )
            )
    question = inquiry.question
    return Explanation(
        said(question, question.english),
        question.text,
        question.want is Want.COMPARE and len(reasons) > 1,
        question.dumps(),
        reply.basis,
        question.unused,
        tuple(reasons),
        max(len(cited) - MOST, 0),
        question.english,
        len(inquiry.pool),
        question.want in (Want.FACT, Want.TEXT) and len(cited) == 1,
        bool(question.numbers.numbers or question.targets),
        "".join(marker(id_, inquiry.labels) for id_ in cited or question.within[:MOST]),
        _otherwise(reply, alone=0 < len(question.within) <= MOST),
    )


def _otherwise(reply: Reply, *, alone: bool) -> str:
    """Why an answer is as it is for which no case was weighed up; `alone`: whether it was asked of some cases alone."""
    if reply.citations:
        return "why_named"
    looked = reply.basis.kind is not BasisKind.LOOKUP
    if looked and alone and reply.reason is not None:
        return "why_none_of"
    return ("why_none" if looked else "why_barred") if reply.reason is not None else "why_held"


def _moved(row: tuple[float, ...]) -> tuple[tuple[str, float, float], ...]:
    weights = JUDGE.weights
    shares = [
        (name, value, weight * (value - mean) / spread)
        for name, value, mean, spread, weight in zip(
            NAMES, row, weights.mean, weights.spread, weights.weight, strict=True
        )
    ]
    return tuple(sorted(shares, key=lambda one: -abs(one[2]))[:TOLD])
