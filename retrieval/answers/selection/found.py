"""What a court found: 合同被认定无效的, 法院说是骗人的. A claim, a rule that is quoted or a ruling set aside is no finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.text import sentences, split_at, squeeze
from data.types import CaseId
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.holdings import negated, own_words, said_in
from retrieval.cases.looking import RULES
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import Condition, Place
from retrieval.cases.suits.course import CLAIMS, FACTS, MEANING, REASONS, RESULT
from retrieval.language.terms import Term
from retrieval.lexicon.listed import listed, under

_FINDS = listed("found_to_be")
"""认定, 判定, 构成: what stands before that which a court found."""
_MATTER = "效力"
"""What a court finds of an act in law: whether it binds (民法典 §143-157)."""
_OF_HEALTH = "抢救无效"
_ACTS, _PARTY = under("legal_act"), listed("party")
"""Acts in law by their sort; who is no finding."""
_DENIES, _SUPPOSES = listed("denies_finding"), listed("supposes_finding")
"""不应认定合同无效; what is found where things are otherwise."""


def found_so(inquiry: Inquiry, pool: Sequence[Profile]) -> Condition | None:
    """The cases of `pool` in which it was found so, each with where it says it; None where no finding is asked about."""
    text = inquiry.question.text
    binding = [said for said in said_in(text) if said.matter == _MATTER]
    if binding:
        return _binding(pool, text, binding[-1].side)
    for finds in reversed(list(_FINDS.finditer(text))):
        behind = _PARTY.sub("，", split_at(text[finds.end() :], "，,。？?")[0])
        terms = [t for t in inquiry.terms(behind) if any(t.strength(p.own_text) for p in pool)]
        if terms:
            told = {p.id: tuple(_found(p, terms[0])) for p in pool}
            return _where(f"认定“{terms[0].text}”", told)
    return None


def _binding(pool: Sequence[Profile], text: str, side: bool) -> Condition | None:
    """The cases in which an act of the sort that is named was found to bind, or not to."""
    sort, act = next(
        ((form, match[0]) for form in _ACTS.values() if (match := form.search(text))), (None, "")
    )
    told = {p.id: tuple(_found_binding(p, side, sort)) for p in pool}
    return _where(f"认定{act}{'有效' if side else '无效'}", told)


def _where(said: str, told: dict[CaseId, tuple[Place, ...]]) -> Condition | None:
    chosen = {id_: places for id_, places in told.items() if places}
    return Condition(said, chosen) if chosen else None


def _found_binding(profile: Profile, side: bool, sort: re.Pattern[str] | None) -> Iterator[Place]:
    """Where a case says last of such an act whether it binds, if it says `side` of it; by what decides it, if that says it."""
    told: list[tuple[bool, bool, Place]] = []
    before = ""
    for place, own in _own(profile):
        said = [one for one in said_in(own) if one.matter == _MATTER]
        if said and (sort is None or sort.search(before + own)):
            last = said[-1]
            clause = split_at(own[: last.start], "，,；;")[-1]
            decides = any(form.search(place[0]) for form in (FACTS, RESULT, REASONS))
            told.append((decides, last.side != bool(_DENIES.search(clause)), place))
        before = own
    deciding = [one for one in told if one[0]] or told
    if deciding and deciding[-1][1] == side:
        yield deciding[-1][2]


def _found(profile: Profile, term: Term) -> Iterator[Place]:
    """Where a case itself says that it is so, in what decides it or as a finding."""
    for place, own in _own(profile):
        decides = bool(RESULT.search(place[0]))
        for start, _, _ in term.places_in(own):
            clause = split_at(own[:start], "，,；;")[-1]
            if (
                not negated(own[max(0, start - 6) : start])
                and not _DENIES.search(clause)
                and (decides or _FINDS.search(own))
            ):
                yield place
                break


def _own(profile: Profile) -> Iterator[tuple[Place, str]]:
    """The sentences of a case that are its own, squeezed, with where they stand."""
    for field in profile.case.fields:
        if any(form.search(field.name) for form in (CLAIMS, MEANING, RULES)):
            continue
        for start, end in sentences(field.text):
            own = own_words(squeeze(field.text[start:end])).replace(_OF_HEALTH, "")
            if own and not _SUPPOSES.search(own):
                yield (field.name, start, end), own
