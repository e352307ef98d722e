"""How good answers are, measured against gold questions. Pure: answers in, figures out.

All measures lie in [0, 1]; in every formula a question with nothing to measure is left out of the mean.

    cite_p    mean of |cited ∩ (gold ∪ acceptable)| / |cited|           answerable questions; 0 where
    cite_r    mean of |cited ∩ gold| / |gold|                           refused or nothing was cited,
    cite_f1   mean of 2·p·r / (p + r) of each question                  left out where gold is empty
    exact     share with p = r = 1                                      and the question was answered
    answer_r  share of the answerable questions that were not refused
    refuse_r  share of the unanswerable questions that were refused
    points    mean share of the answer points that the answer holds     0 where refused
    focused   points · min(1, 300 / characters of the answer)           only questions about one thing
    count     share of the how-many questions with the right number
    verbatim  share of all quotes that stand in the cited case          over quotes, not over questions
    right     share with nothing wrong in citations, refusal or count   all questions

Texts are compared without white space, NFKC-normalised, in lower case. A question without an answer
counts as refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from data.types import Answer, Case, CaseId
from data.values import dataclass

MEASURES = (
    "cite_p",
    "cite_r",
    "cite_f1",
    "exact",
    "answer_r",
    "refuse_r",
    "points",
    "focused",
    "count",
    "verbatim",
    "right",
)
ABOUT_ONE_THING = frozenset({"fact", "paraphrase", "crosslingual", "noisy", "followup"})
CHAT = "chat"
"""Small talk: right where it is answered in a line or two that cite nothing."""
MARKS_OF_QUOTATION = str.maketrans("", "", "“”\"'‘’「」『』")
LONG = 300
"""Characters an answer about one thing may have before its length counts against it."""

Key = int | CaseId
"""A cited case as gold labels know it: its number, or its identity where it is of another collection."""
Share = tuple[float, int]
"""A sum and how many it is of."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer holds: must cite `gold`, may cite `acceptable`.

    The numbers are those of `collection`; where that is None, of whichever collection is cited.
    """

    id: str
    type: str
    question: str
    turns: tuple[str, ...] = ()
    gold: tuple[int, ...] = ()
    acceptable: tuple[int, ...] = ()
    points: tuple[str, ...] = ()
    count: int | None = None
    refuse: bool = False
    note: str = ""
    collection: str | None = None
    also: tuple[tuple[int, ...], ...] = ()
    """Other lists that are as right as `gold`; an empty one: a refusal or an answer without citations is right, too."""
    also_count: tuple[int, ...] = ()
    uncited: bool = False
    """Which cases are cited is not judged; the points are."""
    differs_from: str | None = None
    """The id of an earlier turn: some case must be another than those cited there."""
    talk: bool = False
    """Of the form for conversations: titles of cited cases count as said, and marks of quotation do not count."""

    def key(self, case: CaseId) -> Key:
        """`case` as the labels of this question know it."""
        return case.number if self.collection in (None, case.collection) else case


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question with what was answered, and its marks: a share for each measure that applies to it."""

    gold: GoldQuestion
    answer: Answer | None
    cited: tuple[Key, ...]
    lacking: tuple[str, ...]
    marks: Mapping[str, Share]
    repeats: bool = False
    """It cites no case but those that the turn it must differ from had cited."""

    @property
    def refused(self) -> bool:
        return self.answer is None or self.answer.refused


class Fault(StrEnum):
    """A way in which an answer is not the right one."""

    ANSWERED = "answered"
    REFUSED = "refused"
    MISSING = "missing"
    EXTRA = "extra"
    COUNT = "count"
    POINTS = "points"
    QUOTES = "quotes"
    SAME = "same"
    CHATTY = "chatty"


@dataclass(frozen=True, slots=True)
class Measures:
    """The means over some questions; a measure that applies to none of them is absent."""

    questions: int
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Table:
    """The measures over all questions, and over those of each type in the order of the file."""

    overall: Measures
    types: Mapping[str, Measures]


def score(
    gold: Sequence[GoldQuestion], answers: Mapping[str, Answer], cases: Iterable[Case]
) -> tuple[tuple[Outcome, ...], Table]:
    """Measure `answers` (by question id) against `gold`; quotes are looked up in `cases`."""
    texts = {case.id: plain("\n".join((case.title, *(f.text for f in case.fields)))) for case in cases}
    found = {question.id: _outcome(question, answers.get(question.id), texts) for question in gold}
    outcomes = tuple(_right(outcome, found) for outcome in found.values())
    return outcomes, tabulate(gold, {outcome.gold.id: outcome.marks for outcome in outcomes})


def tabulate(
    gold: Sequence[GoldQuestion],
    marks: Mapping[str, Mapping[str, Share]],
    by: Callable[[GoldQuestion], str] = lambda question: question.type,
) -> Table:
    """The means of `marks` (by question id), over all questions and by type, or by what else `by` says."""
    types = {by(question): None for question in gold}
    return Table(
        _means([marks.get(q.id, {}) for q in gold]),
        {kind: _means([marks.get(q.id, {}) for q in gold if by(q) == kind]) for kind in types},
    )


def faults(outcome: Outcome) -> tuple[tuple[Fault, tuple[str, ...]], ...]:
    """What is wrong with an answer, each with its particulars; empty for a right one."""
    gold = outcome.gold
    if gold.type == CHAT and not outcome.refused:
        return () if outcome.marks["right"][0] else ((Fault.CHATTY, ()),)
    if gold.refuse or outcome.refused:
        wrong = gold.refuse != outcome.refused
        return ((Fault.REFUSED if outcome.refused else Fault.ANSWERED, ()),) if wrong else ()
    allowed = {*gold.gold, *gold.acceptable}
    found = [
        (Fault.MISSING, tuple(str(n) for n in gold.gold if n not in outcome.cited and not gold.uncited)),
        (Fault.EXTRA, tuple(name(key) for key in outcome.cited if _judged(gold) and key not in allowed)),
        (Fault.COUNT, (str(gold.count),) if outcome.marks.get("count", (1.0, 1))[0] == 0 else ()),
        (Fault.POINTS, outcome.lacking),
        (Fault.QUOTES, _unheld(outcome)),
        (Fault.SAME, (gold.differs_from,) if gold.differs_from and outcome.repeats else ()),
    ]
    return tuple((fault, what) for fault, what in found if what)


def _judged(gold: GoldQuestion) -> bool:
    """Whether a case that is cited beyond the labels is wrong."""
    return not gold.uncited and (bool(gold.gold) or gold.talk)


def name(key: Key) -> str:
    """A cited case for a person: its number, with the collection where the labels are of another one."""
    return str(key) if isinstance(key, int) else f"{key.collection}:{key.number}"


def plain(text: str) -> str:
    """`text` in the form in which it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def _outcome(gold: GoldQuestion, answer: Answer | None, texts: Mapping[CaseId, str]) -> Outcome:
    citations = answer.citations if answer else ()
    cited = tuple(dict.fromkeys(gold.key(citation.case.id) for citation in citations))
    refused = answer is None or answer.refused
    gold = _nearest(gold, cited, refused)
    said = _said(gold, answer)
    lacking = tuple(point for point in gold.points if refused or _compared(gold, point) not in said)
    marks: dict[str, Share] = {}
    if gold.refuse:
        marks["refuse_r"] = (float(refused), 1)
    elif gold.type != CHAT:
        marks |= _answering(gold, cited, refused, lacking, said)
        if gold.count is not None:
            counts = (gold.count, *gold.also_count)
            marks["count"] = (float(answer is not None and answer.count in counts), 1)
    quotes = [(citation.case.id, plain(quote.text)) for citation in citations for quote in citation.quotes]
    good = sum(bool(text) and text in texts.get(case, "") for case, text in quotes)
    marks["verbatim"] = (float(good), len(quotes))
    return Outcome(gold, answer, cited, lacking, marks)


def _nearest(gold: GoldQuestion, cited: Sequence[Key], refused: bool) -> GoldQuestion:
    """`gold` with that of its lists which what was cited comes nearest to; an empty one where nothing was cited."""
    if () in gold.also and not cited:
        return replace(gold, refuse=refused, gold=(), points=() if refused else gold.points)
    lists = [one for one in (gold.gold, *gold.also) if one]
    if not lists or gold.uncited or refused:
        return gold
    best = max(lists, key=lambda one: len({*one} & {*cited}) / (len(one) + len(cited) or 1))
    return replace(gold, gold=best, refuse=gold.refuse and {*best} != {*cited})


def _compared(gold: GoldQuestion, text: str) -> str:
    return plain(text).translate(MARKS_OF_QUOTATION) if gold.talk else plain(text)


def _said(gold: GoldQuestion, answer: Answer | None) -> str:
    """All that counts as said by the answer, in the form in which it is compared."""
    titles = [one.case.title for one in answer.citations] if answer and gold.talk else []
    return _compared(gold, "\n".join((answer.text, *titles))) if answer else ""


def _answering(
    gold: GoldQuestion, cited: Sequence[Key], refused: bool, lacking: Sequence[str], said: str
) -> dict[str, Share]:
    """The marks of a question that can be answered: what is cited, and what is said."""
    marks = {} if gold.uncited and not refused else _citing(gold, cited, refused)
    marks["answer_r"] = (float(not refused), 1)
    if gold.points:
        held = (len(gold.points) - len(lacking)) / len(gold.points)
        marks["points"] = (held, 1)
        if gold.type in ABOUT_ONE_THING:
            marks["focused"] = (held * min(1.0, LONG / max(1, len(said))), 1)
    return marks


def _right(outcome: Outcome, others: Mapping[str, Outcome]) -> Outcome:
    """`outcome` with its mark for being right, which needs the turn that it must differ from."""
    gold, marks = outcome.gold, outcome.marks
    before = others.get(gold.differs_from or "")
    repeats = before is not None and {*outcome.cited} <= {*before.cited} and not outcome.refused
    if gold.type == CHAT:
        text = outcome.answer.text if outcome.answer else ""
        right = not outcome.refused and not outcome.cited and 0 < len(text) <= LONG
    elif gold.refuse or outcome.refused:
        right = gold.refuse == outcome.refused
    else:
        right = marks.get("exact", (1.0, 1))[0] == 1 and marks.get("count", (1.0, 1))[0] == 1
        # Of a question about the library itself only the points can tell.
        right = right and not repeats and not (gold.uncited and outcome.lacking)
        right = right and not (_judged(gold) and not gold.gold and outcome.cited)
    return replace(outcome, marks={**marks, "right": (float(right), 1)}, repeats=repeats)


def _citing(gold: GoldQuestion, cited: Sequence[Key], refused: bool) -> dict[str, Share]:
    """The citation measures of one answerable question."""
    right, allowed = set(gold.gold), {*gold.gold, *gold.acceptable}
    if refused or (right and not cited):
        precision = recall = 0.0
    elif right:
        precision = len(allowed.intersection(cited)) / len(cited)
        recall = len(right.intersection(cited)) / len(right)
    else:
        return {}
    both = precision + recall
    return {
        "cite_p": (precision, 1),
        "cite_r": (recall, 1),
        "cite_f1": (2 * precision * recall / both if both else 0.0, 1),
        "exact": (float(precision == recall == 1), 1),
    }


def _means(marks: Sequence[Mapping[str, Share]]) -> Measures:
    names = dict.fromkeys(measure for row in marks for measure in row)
    sums = {n: [row[n] for row in marks if n in row] for n in names}
    of = {n: sum(share[1] for share in shares) for n, shares in sums.items()}
    return Measures(
        len(marks), {n: sum(share[0] for share in shares) / of[n] for n, shares in sums.items() if of[n]}
    )


def _unheld(outcome: Outcome) -> tuple[str, ...]:
    good, of = outcome.marks["verbatim"]
    return (f"{of - int(good)}/{of}",) if good < of else ()
