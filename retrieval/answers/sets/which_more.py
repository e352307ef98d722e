"""Which of a few cases has more of something: the figures of all of them, and that one first. 哪个判得久, 谁赔得多.

Of several things that are asked, 谁送得多，谁判得重, each; and how it ended, where that is asked besides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import clauses, fold, without
from data.types import Basis, BasisKind, Quote
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.leads.forms import answer_of
from retrieval.answers.leads.outcomes import outcome_of
from retrieval.answers.sets import granted, measured
from retrieval.cases.differences import differ
from retrieval.cases.looking import RULES
from retrieval.cases.profiles import Profile
from retrieval.cases.suits import imprisonment, penalties
from retrieval.cases.suits.sections import MEANING
from retrieval.language.measures import measures
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import under
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query
from retrieval.quoting.clauses import quote_of
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase
from retrieval.wording.names import short_name

_TOLD = under("deed_told")
LESS = frozenset("少轻低小短早")
"""Degrees of less."""
_BY_DEGREE = {"早": "time", "晚": "time", "久": "duration", "长": "duration", "短": "duration"}
"""Sorts of figures that a degree names by itself."""
_WEIGHED = frozenset("重轻狠久长短高低")
"""Degrees that a punishment has."""
LONGEST = 16
"""Code points of the longest name by which a case goes beside its figure."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """What each case tells of one thing that is asked, in the order of `targets`, and of which sort that is."""

    sort: str
    degree: str
    each: tuple[tuple[float, Profile, Quote], ...]


def answer(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply | None:
    """Which of `targets` has more (or less, as asked), with the figure of each; None where one of them tells none."""
    question = inquiry.question
    if Cue.SAME_OF_THEM in question.cues:  # 是不是同一个省: whether they are alike, not which has more
        return None
    asking = list(_asking(question))
    told = [found for part in asking if (found := _of_part(inquiry, part, targets)) is not None]
    if not told:
        return None
    english = inquiry.question.english
    heads = [_head(one, english) for one in told]
    mark, end = (": ", "; ") if english else ("：", "；")
    head = end.join(heads) + mark.rstrip()
    first = told[0]
    less = first.degree in LESS
    order = [p for _, p, _ in sorted(first.each, key=lambda one: one[0], reverse=not less)]
    others = (part for part in question.clauses() if part not in asking)
    ended = not english and any(Cue.RESULT_COMPARED in part.cues for part in others)
    entries = [Entry(p.case, _quotes(p, told, ended)) for p in order]
    composed = listing(entries, inquiry.labels, head)
    names = "、".join(f"案例{p.case.number}" for p in targets)
    return Reply(
        composed.text,
        composed.citations,
        Basis(BasisKind.LOOKUP, f"对照{names}", True),
        outline=composed.outline,
    )


def _asking(question: Query) -> Iterator[Query]:
    """The clauses of `question` that ask which has more of something; itself, if none asks which but how far they differ."""
    which = [part for part in question.clauses() if _degree_of(part)]
    yield from which or ([question] if Cue.HOW_FAR_APART in question.cues else [])


def _degree_of(part: Query) -> str:
    """What is more in one than in another, by the last character of the words that ask: 重 of 谁判得重; '' where none do."""
    asked = part.cues.first(Cue.WHICH_OF_TWO) or part.cues.first(Cue.FURTHEST)
    return part.text[asked.end - 1] if asked else ""


def _of_part(inquiry: Inquiry, part: Query, targets: Sequence[Profile]) -> _Compared | None:
    """What each of `targets` tells of what `part` of the question asks; None where one of them tells nothing."""
    degree = _degree_of(part) or "多"
    less = degree in LESS
    found: tuple[str, list[tuple[float, Profile, Quote]]] = "", []
    if degree in _WEIGHED and Cue.SENTENCED_SO in part.cues:
        found = next(
            (one for one in (("term", _terms(targets)), ("penalty", _penalties(part, targets))) if one[1]),
            found,
        )
    if not found[1] and (sums := _sums(inquiry, part, targets) or _of_deed(part, targets)):
        found = "sum", sums
    if not found[1]:
        found = _measured(inquiry, part, targets, degree, less)
    sort, each = found
    return _Compared(sort, degree, tuple(each)) if each and len(each) == len(targets) else None


def _head(told: _Compared, english: bool) -> str:
    """Which has more, with the figures of all, and by how much where there are two."""
    less = told.degree in LESS
    order = sorted(told.each, key=lambda one: one[0], reverse=not less)
    if all(value == order[0][0] for value, *_ in order):
        return phrase("as_much", english, degree=told.degree, value=answer_of(order[0][2]))
    figures = [_named(p, answer_of(quote), english) for _, p, quote in order]
    name = "more_of_it" if len(order) == 2 else "most_of_it"
    head = phrase(name, english, degree=told.degree, first=figures[0], others="、".join(figures[1:]))
    apart = differ(told.sort, answer_of(order[0][2]), answer_of(order[1][2])) if len(order) == 2 else ""
    return head + (phrase("apart_by", english, value=apart) if apart else "")


def _named(profile: Profile, value: str, english: bool) -> str:
    """A case with its figure, by its name where that is short."""
    name = short_name(profile.case)
    if english or len(name) > LONGEST or len(clauses(name)) > 1:
        name = phrase("of_case", english, case=profile.case.number)
    return phrase("of_it", english, case=name, value=value)


def _quotes(profile: Profile, told: Sequence[_Compared], ended: bool) -> tuple[Quote, ...]:
    """The words that tell the figures of `profile`, and how it ended with him where that is asked besides."""
    quotes = [quote for one in told for _, of, quote in one.each if of.id == profile.id]
    outcome = outcome_of(profile) if ended else None
    if outcome is not None and not any(_meet(outcome, quote) for quote in quotes):
        quotes.append(outcome)
    return tuple(dict.fromkeys(quotes))


def _meet(one: Quote, other: Quote) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _terms(targets: Sequence[Profile]) -> list[tuple[float, Profile, Quote]]:
    """How long somebody is sent to prison in each, in the end; else the longest term of a case."""
    told = []
    for profile in targets:
        ended = outcome_of(profile)
        name, first, stop = (
            (ended.field, ended.start, ended.end)
            if ended is not None and imprisonment.told(fold(ended.text))
            else profile.course.spans.get("term") or ("", 0, 0)
        )
        text = fold((profile.case.text_of(name) or "")[first:stop])
        value, start, end = max(imprisonment.told(text), default=(0.0, 0, 0))
        if value:  # with what stands behind a comma: 死刑，缓期二年执行
            spans = clauses(text)
            begin = next(a for a, b in spans if a <= start < b)
            last = next(b for a, b in spans if a < end <= b)
            quote = quote_of(profile.case, name, first + begin, first + last)
            told.append((value, profile, replace(quote, answer=(first + start, first + end))))
    return told


def _penalties(part: Query, targets: Sequence[Profile]) -> list[tuple[float, Profile, Quote]]:
    """The heaviest penalty in each, of the Party, or of the service where that is named."""
    of_party = penalties.OF_PARTY if Cue.OF_PARTY in part.cues else ()
    kinds = penalties.OF_SERVICE if Cue.OF_SERVICE in part.cues else of_party
    told = []
    for profile in targets:
        ended = outcome_of(profile)
        if ended is None:
            continue
        held = [one for one in penalties.received(fold(ended.text)) if not kinds or one in kinds]
        places = [(ended.text.find(said), len(said)) for one in held for said in (one, one[2:])]
        places = [(ended.start + at, ended.start + at + size) for at, size in places if at >= 0]
        if places:
            weights = sorted(map(penalties.weight, held), reverse=True)
            value = (
                weights[0] + sum(weights[1:]) / 100
            )  # of two alike of the Party the one of the service tells
            answer = min(a for a, _ in places), max(b for _, b in places)
            told.append((value, profile, replace(ended, answer=answer)))
    return told


def _sums(inquiry: Inquiry, part: Query, targets: Sequence[Profile]) -> list[tuple[float, Profile, Quote]]:
    """What the ruling of each grants, the whole of it; only where sums of rulings are asked about."""
    if Cue.DECIDED_SUM not in part.cues:
        return []
    told = []
    for profile in targets:
        value = None if profile.course.result == "lost" else profile.course.awarded
        quote = granted.clause_of(profile, value) if value is not None else None
        if quote is not None and value is not None:
            told.append((value, profile, quote))
    return told


def _of_deed(part: Query, targets: Sequence[Profile]) -> list[tuple[float, Profile, Quote]]:
    """The largest sum that each case tells of what was done with money, given, gained or paid back, as `part` asks: all in
    all is more than any part of it."""
    deeds = part.cues.sorts(Cue.DEED)
    told = []
    for profile in targets if deeds else ():
        found = [
            (one.value, -at, field.name, start, one)
            for field in profile.case.fields
            if not (RULES.search(field.name) or MEANING.search(field.name))
            for at, (start, end) in enumerate(clauses(field.text))
            for one in measures(fold(field.text[start:end]), "sum")
            if _nearest_deed(fold(field.text[start : start + one.start])) == deeds[-1]
        ]
        if found:
            value, _, name, start, one = max(found, key=lambda each: each[:2])
            end = next(b for a, b in clauses(profile.case.text_of(name) or "") if a == start)
            quote = quote_of(profile.case, name, start, end)
            told.append((value, profile, replace(quote, answer=(start + one.start, start + one.end))))
    return told


def _nearest_deed(before: str) -> str:
    """What is told last, before a sum, to have been done with it; '' where nothing is."""
    ends = {name: max((m.end() for m in form.finditer(before)), default=0) for name, form in _TOLD.items()}
    best = max(ends, key=lambda name: ends[name])
    return best if ends[best] else ""


def asks(question: Query) -> bool:
    """Whether it is asked which of several has more of something."""
    return Cue.WHICH_OF_TWO in question.cues or Cue.HOW_FAR_APART in question.cues


def _measured(
    inquiry: Inquiry, part: Query, targets: Sequence[Profile], degree: str, less: bool
) -> tuple[str, list[tuple[float, Profile, Quote]]]:
    """The figure of each case that its clauses tell of what is asked about."""
    subject = part.saying(without(part.text, find_numbers(part.text).spans))
    other = "sum" if Cue.DEED in subject.cues or Cue.DECIDED_SUM in subject.cues else "number"
    sort = _BY_DEGREE.get(degree) or next(iter(subject.cues.sorts(Cue.MEASURE)), other)
    if not subject.text and sort != "time":
        return sort, []
    end = "lowest" if less else "highest"
    query = replace(part, by=sort, extreme=end, theme=subject.text, targets=())
    each = ((p, measured.of_case(inquiry.asking(replace(query, within=(p.id,))))) for p in targets)
    return sort, [(found[0].value, profile, found[1]) for profile, found in each if found is not None]
