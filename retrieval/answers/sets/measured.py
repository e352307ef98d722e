"""Which case tells the highest or lowest figure of a sort: 谁岁数最大, 站点铺得最多的, 哪份协议年头最长, 最早发生的."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.text import clauses, fold, sentences
from data.types import TITLE, Basis, BasisKind, CaseId, Quote
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.selection.deeds import deed_of, is_of
from retrieval.answers.sets.placing import head_of, no_place, placed
from retrieval.cases.looking import RULES
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING
from retrieval.language.holders import FEW
from retrieval.language.measures import Measure, measures
from retrieval.language.terms import Weighted, weigh
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query
from retrieval.question.slots.groups import thing_measured
from retrieval.quoting.clauses import quote_of
from retrieval.wording.extractive import Entry, listing, told
from retrieval.wording.frames import phrase

ABOUT = 0.5
"""Share of what the best clause holds of the words of the question, from which on a figure in it is one of theirs."""
_NOT_OF_CASE = listed("not_of_case")
"""出生, 修正, 施行: dates of a person or of a law."""
_OF_SOMETHING = ("sum", "number", "duration")
_FINE = "罚"
"""罚金: what is fined beside a term, and no sum that a ruling grants; 个人罚金: of persons, and of no firm."""
_OF_BODY, _OF_PERSON = listed("told_of_body"), listed("told_of_person")
_LASTED, _AGREED = listed("lasted"), listed("agreed_term")
_WORKS_OVER, _HOURS = listed("works_over"), ("小时", "分钟")
"""加班最多的: the hours that somebody worked so; 拖得最久的: days and years, and no hours."""
_COUNTED = {Cue.ASKS_TIMES: frozenset(("次",)), Cue.ASKS_PERSONS: frozenset(("人", "名", "位", "人次"))}
"""What a number counts that is asked for so."""
_RULE, _LIMITATION, _SENTENCE, _AGREES = "不得", "时效", "刑", "约定"
"""What a statute allows, and within which time one may sue: nothing that somebody did."""
LARGEST = ("most", "highest", "last")


@dataclass(frozen=True, slots=True)
class _Told:
    profile: Profile
    field: str
    span: tuple[int, int]
    """The clause that tells it."""
    figure: Measure
    share: float
    """How much of the words that are asked about the clause holds."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The case with that figure, ties with it; None where no case tells one of what is asked about."""
    question = inquiry.question
    words = words_of(inquiry)
    found = list(_figures(inquiry, words))
    most = max((one.share for one in found), default=0.0)
    if question.by == "number" and not words.terms and inquiry.terms(question.theme) and not _units(question):
        return None  # what none of the cases has a word of
    of_itself = done(question) or _units(question) or agreed_for(question)
    if words.terms and not most and question.by in _OF_SOMETHING and not of_itself:
        return None
    found = [one for one in found if one.share >= ABOUT * most]
    if not found:
        return None
    choose = max if question.extreme in LARGEST else min
    own: dict[CaseId, _Told] = {}
    for one in found:
        known = own.get(one.profile.id)
        if known is None or choose(known.figure.value, one.figure.value) != known.figure.value:
            own[one.profile.id] = one
    values = {id_: one.figure.value for id_, one in own.items()}
    chosen = placed(values, question.rank, down=question.extreme in LARGEST)
    if not chosen:
        return no_place(inquiry, len(set(values.values())))
    return _reply(inquiry, [own[id_] for id_ in chosen], len(own))


def of_case(inquiry: Inquiry) -> tuple[Measure, Quote] | None:
    """The figure of the one case in scope that is highest, or lowest, of what is asked about, and the clause that tells it;
    None where it tells none.
    """
    found = list(_figures(inquiry, words_of(inquiry)))
    most = max((one.share for one in found), default=0.0)
    choose = max if inquiry.question.extreme in LARGEST else min
    fit = [one for one in found if one.share >= ABOUT * most]
    fit = fit if most or inquiry.question.by == "time" else []
    best = choose(fit, key=lambda one: one.figure.value, default=None)
    return (best.figure, _quote(best)) if best is not None else None


def words_of(inquiry: Inquiry) -> Weighted:
    """The words of what is measured (送钱 of 送钱总额最大的), as far as any case has them; of time, what happened."""
    question = inquiry.question
    of_something = question.by in _OF_SOMETHING and not question.theme
    # what was done says it, and need not stand there: 送得最多的
    told = thing_measured(question, done(question)) if of_something or done(question) else question.theme
    if agreed_for(question):
        told = told.replace(_AGREES, "，")  # 约定年限最长的: 特许期30年 is one
    words = inquiry.weigh(told)
    if question.by not in (*_OF_SOMETHING, "time"):
        return words
    return weigh([t for t, known in zip(words.terms, words.known, strict=True) if known], inquiry.texts)


def _reply(inquiry: Inquiry, chosen: Sequence[_Told], among: int) -> Reply:
    english = inquiry.question.english
    quotes = [_quote(one) for one in chosen]
    first = quotes[0]
    assert first.answer is not None
    value = first.text[first.answer[0] - first.start : first.answer[1] - first.start]
    name = phrase(f"by_{inquiry.question.by}", english)
    basis = Basis(BasisKind.FIELD, phrase("by_measure", english, what=name, count=among), False)
    entries = [Entry(one.profile.case, (quote,)) for one, quote in zip(chosen, quotes, strict=True)]
    head = head_of(inquiry.question, value, len(entries))
    composed = (
        told(entries[0], inquiry.labels, value)
        if len(entries) == 1
        else listing(entries, inquiry.labels, head)
    )
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def done(question: Query) -> str:
    """How a deed is called that says by itself which sum is meant; '' where none is named."""
    return deed_of(question) if deed_of(question) in question.cues.sorts(Cue.MOST_OF) else ""


def _units(question: Query) -> frozenset[str]:
    """The units of what is counted where the question says that it is persons or times; any where it does not."""
    if question.by != "number":
        return frozenset()
    return next((units for cue, units in _COUNTED.items() if cue in question.cues), frozenset())


def drags(question: Query) -> bool:
    """Whether it is asked how long a suit took."""
    return question.by == "duration" and Cue.DRAGS_ON in question.cues


def agreed_for(question: Query) -> bool:
    """Whether it is asked for how long something was agreed."""
    return question.by == "duration" and Cue.AGREED_FOR in question.cues and not drags(question)


def _of_firm(text: str, start: int) -> bool:
    """Whether the last of whom the text speaks before the end of the clause at `start` is a body and no person."""
    sentence = text[max(text.rfind(mark, 0, start) + 1 for mark in "。；;\n") :]
    last = [max((m.start() for m in form.finditer(sentence)), default=-1) for form in (_OF_BODY, _OF_PERSON)]
    return last[0] > last[1]


def _quote(one: _Told) -> Quote:
    quote = quote_of(one.profile.case, one.field, *one.span)
    start = one.span[0] + one.figure.start
    return Quote(quote.field, quote.start, quote.end, quote.text, (start, one.span[0] + one.figure.end))


def _of_whom(question: Query, clause: str) -> bool:
    """Whether `clause` names the bodies that `question` does: 和政府签的, and no contract of two firms."""
    return all(question.text[start:end] in clause for _, start, end in question.kinds)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question says of the figures it is about: of which deed, of persons alone, of hours worked over, of a suit that
    dragged on, counted in which units."""

    question: Query
    deed: str
    alone: bool
    works_over: bool
    dragging: bool
    units: frozenset[str]

    @classmethod
    def of(cls, question: Query) -> _Asked:
        deed, works_over = deed_of(question), question.by == "duration" and Cue.WORKS_OVER in question.cues
        alone = deed == _FINE and Cue.OF_PERSON_ALONE in question.cues
        return cls(question, deed, alone, works_over, drags(question), _units(question))

    def figures(self, clause: str) -> list[Measure]:
        """The figures of `clause` (folded) that are of what is asked about."""
        if not self._is_about(clause):
            return []
        return [
            one
            for one in measures(clause, self.question.by)
            if is_of(self.deed, clause[: one.start])
            and (not self.units or one.unit in self.units)
            and (not (self.works_over or self.dragging) or (one.unit in _HOURS) == self.works_over)
        ]

    def _is_about(self, clause: str) -> bool:
        if self.question.by == "time":
            return not _NOT_OF_CASE.search(clause) and _of_whom(self.question, clause)
        if self.question.by != "duration":
            return True
        if _LIMITATION in clause and Cue.LIMITATION not in self.question.cues:
            return False
        if self.works_over:
            return bool(_WORKS_OVER.search(clause)) and _RULE not in clause
        if agreed_for(self.question):
            return bool(_AGREED.search(clause)) and _SENTENCE not in clause
        return not self.dragging or bool(_LASTED.search(clause) and not _AGREED.search(clause))


def _figures(inquiry: Inquiry, words: Weighted) -> Iterator[_Told]:
    """Every figure of the sort that is asked about; in a large library of the cases that are near it only."""
    question, pool = inquiry.question, inquiry.pool
    if len(pool) > FEW:
        pool = [one.profile for one in inquiry.ranked(pool, words)] if words.terms else ()
    asked = _Asked.of(question)
    for profile in pool:
        for field in profile.case.fields:
            if field.name == TITLE or RULES.search(field.name) or MEANING.search(field.name):
                continue  # 200万元 in the words of a statute is no sum of the case
            parts = sentences if question.by == "time" else clauses  # when it was stands before what was done
            for start, end in parts(field.text):
                clause = fold(field.text[start:end])
                figures = asked.figures(clause)
                if not figures or (asked.alone and _of_firm(field.text[:end], start)):
                    continue
                share = words.coverage(clause) if words.terms else 0.0
                for figure in figures:
                    yield _Told(profile, field.name, (start, end), figure, share)
