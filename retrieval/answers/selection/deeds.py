"""Sums by what was done with them: 送出去的钱过了五百万的 is of what was given, and of no other sum that a case tells."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import clauses, fold
from data.types import TITLE, CaseId
from data.values import dataclass
from retrieval.cases.looking import RULES
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import Place
from retrieval.cases.suits.sections import MEANING
from retrieval.language.measures import Measure, measures
from retrieval.lexicon.listed import under
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query

_TOLD = {**under("deed_told"), **under("most_of_told")}
"""给予 of 送的钱最多: what was done with a sum, as it is asked and as it is told."""
SUM = "sum"


@dataclass(frozen=True, slots=True)
class SumsOfDeed:
    """The least and the highest sum of a deed that a case tells, in yuan, and where it tells the highest."""

    ends: tuple[float, float]
    highest: Place


def deed_named(question: Query) -> str:
    """What was done with a sum, by the last word that says so: 靠行贿赚的钱 is what was gained; "" where none does."""
    said = {one.end: one.sort for one in question.cues.all(Cue.DEED, Cue.MOST_OF)}
    return said[max(said)] if said else ""


def deed_of(question: Query) -> str:
    """The same of the sum that cases are compared by; "" where they are compared by nothing, or something else."""
    return deed_named(question) if question.by == SUM else ""


def is_of(deed: str, before: str) -> bool:
    """Whether the sum behind `before` is of the deed that is asked about: 通过行贿非法获利 is what was gained, not given."""
    if not deed:
        return True
    told = {name: max((m.end() for m in form.finditer(before)), default=0) for name, form in _TOLD.items()}
    return 0 < told[deed] == max(told.values())


def sums_of(deed: str, pool: Sequence[Profile]) -> dict[CaseId, SumsOfDeed]:
    """The sums of `deed` that each case of `pool` tells that tells any."""
    found = {}
    for profile in pool:
        told: list[tuple[Measure, Place]] = []
        for field in profile.case.fields:
            if field.name == TITLE or RULES.search(field.name) or MEANING.search(field.name):
                continue  # 200万元 in the words of a statute is no sum of the case
            for start, end in clauses(field.text):
                clause = fold(field.text[start:end])
                figures = (one for one in measures(clause, SUM) if is_of(deed, clause[: one.start]))
                told += [(one, (field.name, start, end)) for one in figures]
        if told:
            highest, place = max(told, key=lambda one: one[0].value)
            found[profile.id] = SumsOfDeed((min(one.value for one, _ in told), highest.value), place)
    return found
