"""What a court found, as a case tells it: its own words, no party's claim, no rule that is quoted, nothing supposed."""

from __future__ import annotations

from collections.abc import Iterator

from data.text import sentences, split_at, squeeze
from data.types import Case
from retrieval import lexicon
from retrieval.cases.holdings import negated, own_words, said_in
from retrieval.cases.looking import RULES
from retrieval.cases.suits.sections import CLAIMS, FACTS, MEANING, REASONS, RESULT
from retrieval.language.terms import Term
from retrieval.lexicon.listed import listed, under

FINDS = listed("found_to_be")
"""认定, 判定, 构成: what stands before that which a court found."""
BINDING = "效力"
"""The matter of the table of opposites that a court finds of an act in law: whether it binds (民法典 §143-157)."""
_OF_HEALTH = "抢救无效"
_RULES_SO = ("法院判决", "法院判处")
"""What a court's ruling says of somebody in passing it found as well: 判决陆某某犯受贿罪，但系自首."""
ACTS = under("legal_act")
"""Acts in law by their sort."""
_DENIES, _SUPPOSES = listed("denies_finding"), listed("supposes_finding")
"""不应认定合同无效; what is found where things are otherwise."""
_LAW_SAYS, _SAYS_THEN = ("条规定", "款规定", "项规定"), tuple("，,：:")
_OF_THE_CASE = (
    "本案",
    "案涉",
    "涉案",
    "某",
    "原告",
    "被告",
    "上诉人",
    "故",
    "因此",
    "据此",
    "应当认定",
    "应认定",
)
"""One of which a sentence has that goes on from a law to the case."""
Place = tuple[str, int, int]


def signs_of_binding() -> tuple[str, ...]:
    """Words one of which stands in every case that says of an act whether it binds."""
    return next(matter.signs for matter in lexicon.opposites() if matter.name == BINDING)


def found_binding(case: Case, side: bool, sort: str = "") -> Iterator[Place]:
    """Where a case says last of an act of that sort ('' for any) whether it binds, if it says `side` of it; by the sections
    that decide, if these say it."""
    act = ACTS.get(sort)
    told: list[tuple[bool, bool, Place]] = []
    before = ""
    for place, own in _own(case):
        said = [one for one in said_in(own) if one.matter == BINDING]
        if said and (act is None or act.search(before + own)):
            last = said[-1]
            clause = split_at(own[: last.start], "，,；;")[-1]
            decides = any(form.search(place[0]) for form in (FACTS, RESULT, REASONS))
            told.append((decides, last.side != bool(_DENIES.search(clause)), place))
        before = own
    deciding = [one for one in told if one[0]] or told
    if deciding and deciding[-1][1] == side:
        yield deciding[-1][2]


def found(case: Case, term: Term) -> Iterator[Place]:
    """Where a case itself says that it is so, in what decides it or as a finding."""
    for place, own in _own(case):
        decides = bool(RESULT.search(place[0]))
        for start, _, _ in term.places_in(own):
            clause = split_at(own[:start], "，,；;")[-1]
            if (
                not negated(own[max(0, start - 6) : start])
                and not _DENIES.search(clause)
                and (decides or FINDS.search(own) or any(word in own for word in _RULES_SO))
            ):
                yield place
                break


def _restates_law(own: str) -> bool:
    """Whether a sentence tells what a law says and nothing of the case: 根据…第一百四十八条第二款规定，经营明知是…的食品，消费者…."""
    at = max(own.find(named) for named in _LAW_SAYS)
    rest = own[at + len(_LAW_SAYS[0]) :]
    return at >= 0 and rest.startswith(_SAYS_THEN) and not any(word in rest for word in _OF_THE_CASE)


def _own(case: Case) -> Iterator[tuple[Place, str]]:
    """The sentences of a case that are its own, squeezed, with where they stand."""
    for field in case.fields:
        if any(form.search(field.name) for form in (CLAIMS, MEANING, RULES)):
            continue
        for start, end in sentences(field.text):
            own = own_words(squeeze(field.text[start:end])).replace(_OF_HEALTH, "")
            if own and not _SUPPOSES.search(own) and not _restates_law(own):
                yield (field.name, start, end), own
