"""Which suit took longest, by the first and the last of the times at which something was done in it: 拖得最久的."""

from __future__ import annotations

from data.text import clauses, fold
from data.types import Basis, BasisKind, Quote
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.sets.measured import LARGEST
from retrieval.answers.sets.placing import head_of, no_place, placed
from retrieval.cases.looking import RULES
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING
from retrieval.language.measures import MONTHS, measures
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase

_THEN, _NOT_OF_CASE, _CLAIMED = listed("of_suit_then"), listed("not_of_case"), listed("claims_for")
"""On what day something was done in a suit; and not from when to when somebody is to be paid."""
YEAR = 12
BARE = 14
"""Characters of a clause that is hardly more than a date."""
LEAST = 1
"""Months from which on two times are apart."""


@dataclass(frozen=True, slots=True)
class _Lasted:
    months: int
    quotes: tuple[Quote, ...]


def answer(inquiry: Inquiry) -> Reply:
    """The cases whose suits took longest, each from when to when; the refusal where none tells two times."""
    question = inquiry.question
    told = {p: found for p in inquiry.profiles.ruled(inquiry.pool) if (found := _lasted(p)) is not None}
    if not told:
        return refuse(inquiry, "no_duration")
    values = {profile: float(found.months) for profile, found in told.items()}
    chosen = placed(values, question.rank, down=question.extreme in LARGEST)
    if not chosen:
        return no_place(inquiry, len(set(values.values())))
    entries = [Entry(p.case, told[p].quotes) for p in chosen]
    value = _spoken(told[chosen[0]].months)
    first, last = question.rank
    english = question.english
    if first == last:
        head = phrase("by_dates", english, value=value)
    else:
        head = phrase("by_dates_all", english) + head_of(question, value, len(entries))
    composed = listing(entries, inquiry.labels, head)
    basis = Basis(BasisKind.FIELD, phrase("by_dates_of_suit", english, count=len(told)), False)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def _lasted(profile: Profile) -> _Lasted | None:
    """From the first to the last time that the suit of a case is told of, with the two clauses that do."""
    found = []
    for field in profile.case.fields:
        if RULES.search(field.name) or MEANING.search(field.name):
            continue
        spans = clauses(field.text)
        for at, (start, stop) in enumerate(spans):
            # 2019年3月5日，甲县人民法院判决: what was that day stands behind it
            end = spans[at + 1][1] if stop - start <= BARE and at + 1 < len(spans) else stop
            clause = fold(field.text[start:end])
            if not _THEN.search(clause) or _NOT_OF_CASE.search(clause) or _CLAIMED.search(clause):
                continue
            times = [one.value for one in measures(clause, "time") if one.value % MONTHS]
            found += [(time, quote_of(profile.case, field.name, start, end)) for time in times]
    if not found:
        return None
    (first, begun), (last, ended) = (choose(found, key=lambda one: one[0]) for choose in (min, max))
    months = int(last // MONTHS - first // MONTHS) * YEAR + int(last % MONTHS - first % MONTHS)
    return _Lasted(months, (begun, ended)) if months >= LEAST and begun != ended else None


def _spoken(months: int) -> str:
    years, rest = divmod(months, YEAR)
    return (f"{years}年" if years else "") + (f"{rest}个月" if rest else "")
