"""What became of a case that was decided: who asked what of whom, who appealed, what was granted in the end.

Read from the forms in which judgments and awards are told (不服，提起上诉), not from any case's own words. Sources of the forms:
民事诉讼法 and 行政诉讼法 (appeal), 劳动争议调解仲裁法 §47 (终局裁决).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import field

from data.patterns import regex
from data.text import Span, sentences, squeeze
from data.types import Case
from data.values import dataclass
from retrieval.cases.suits import imprisonment, penalties
from retrieval.cases.suits.crimes import convicted
from retrieval.cases.suits.endings import ended_by_suit, ended_in
from retrieval.cases.suits.naming import accused, parties
from retrieval.cases.suits.offices import Office, held
from retrieval.cases.suits.rulings import (
    APPEALS,
    COURTS,
    DECIDES,
    DISMISSED,
    FIRST,
    NO_APPEAL,
    RETRIAL,
    SECOND,
    SET_ASIDE,
    UPHELD,
    Ruling,
    rulings_of,
)
from retrieval.cases.suits.sections import CLAIMS, FACTS, MEANING, RESULT
from retrieval.cases.suits.spouses import spouses
from retrieval.language.amounts import measures, sums
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed

_PENALTY, _DIVIDED = "处分", listed("divided_told")
"""What every case of somebody who was penalised holds."""
_TO_COURT = regex(
    r"(?P<who>[^。；;，,]{1,30}?)不服(?:仲裁)?裁决[^。]{0,6}?(?:诉至|起诉|提起诉讼|向[^。]{2,20}法院)|诉至[^，,。]{0,12}法院|提起(?:行政|民事)?诉讼"
)
PAY = regex(r"(?:月工资|月薪|工资标准|月基本工资)(?:收入)?(?:为|是|约|约定为)?(?P<sum>\d[\d,.]*万?元)")
_ASKS = listed("asks_for")
PUBLIC, FIRM = listed("public_body"), listed("firm")


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one case; empty where nothing was decided in it."""

    rulings: tuple[Ruling, ...] = ()
    claimant: str = ""
    """Who first asked for something: the plaintiff, or who applied for arbitration."""
    opponent: str = ""
    plaintiff: str = ""
    """Who went to court, where that was another than the claimant."""
    appellants: tuple[str, ...] = ()
    nobody_appealed: bool = False
    final_award: bool = False
    in_court: bool = False
    persons: frozenset[str] = frozenset()
    claimed: float | None = None
    awarded: float | None = None
    """Sums of money (yuan) asked for, and granted in the end."""
    pay: tuple[float, ...] = ()
    """Monthly wages (yuan) it tells."""
    times: tuple[float, ...] = ()
    """Multiples of a price or loss that were granted: what the ruling names, else what was asked for and granted."""
    terms: tuple[float, ...] = ()
    """Terms of imprisonment (months) that were ruled; what has no end is more than any."""
    penalties: tuple[str, ...] = ()
    """The penalties of the Party and the public service that somebody in it received."""
    spouses: bool = False
    """Whether the parties are husband and wife."""
    crimes: tuple[str, ...] = ()
    """Of what somebody was convicted; SEVERAL where of several at once, SUSPENDED where the term was."""
    office: Office | None = None
    """The office of whom it is about, where it tells one."""
    divided: bool = False
    """Whether it tells of opinions that differed on how it was to be dealt with."""
    ended: frozenset[str] = frozenset()
    """The sorts of party that put an end to a contract in it."""
    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict, hash=False, compare=False)
    """Where it is told that somebody appealed, what was claimed, what was paid a month, who the person is."""

    @property
    def decided(self) -> bool:
        """Whether a court or tribunal ruled anything in it."""
        return bool(self.rulings or self.terms)

    def at(self, instance: str) -> Ruling | None:
        return next((ruling for ruling in self.rulings if ruling.instance == instance), None)

    @property
    def unappealed(self) -> bool:
        """Whether a court ruled and nobody appealed."""
        return self.in_court and not self.appellants and self.at(SECOND) is None

    @property
    def operative(self) -> Ruling | None:
        """The ruling that stands in the end: the last that does not only uphold an earlier one."""
        for ruling in reversed(self.rulings):
            if ruling.effects != {UPHELD}:
                return ruling
        return None

    @property
    def result(self) -> str:
        """`won`, `partly` or `lost` for the claimant; '' where the case does not tell."""
        ruling = self.operative
        if ruling is None:
            return ""
        if DISMISSED in ruling.effects:
            return "lost"
        less = self.claimed is not None and self.awarded is not None and self.awarded < self.claimed
        return "partly" if less or ruling.leaves_rest else "won"

    def result_of(self, instance: str) -> str:
        """`won` or `lost` for the claimant at one instance; '' where it did not rule."""
        ruling = self.at(instance)
        if ruling is None:
            return ""
        if ruling.effects == {UPHELD}:
            before = self.rulings[: self.rulings.index(ruling)]
            ruling = next((r for r in reversed(before) if r.effects != {UPHELD}), ruling)
        return "lost" if DISMISSED in ruling.effects else "won"

    @property
    def reversals(self) -> tuple[Ruling, ...]:
        """The rulings of later instances that set aside or change an earlier one, and those of a retrial that do not uphold it."""
        return tuple(
            one
            for at, one in enumerate(self.rulings)
            if (one.instance != FIRST and SET_ASIDE in one.effects)
            or (at > 0 and one.instance == RETRIAL and UPHELD not in one.effects)
        )

    @property
    def reversed(self) -> bool:
        """Whether a later instance set aside or changed what an earlier one had ruled."""
        return bool(self.reversals)

    @property
    def upheld(self) -> bool:
        """Whether the second instance left the first one's ruling as it was."""
        ruling = self.at(SECOND)
        return ruling is not None and UPHELD in ruling.effects and SET_ASIDE not in ruling.effects


def course_of(case: Case) -> Course:
    """Read the course of `case`; a case that tells no ruling has an empty one."""
    if not any(DECIDES.search(f.text) or _PENALTY in f.text for f in case.fields):
        return Course()
    told = [
        (f.name, span, squeeze(f.text[span[0] : span[1]]))
        for f in case.fields
        if not MEANING.search(f.name)
        for span in sentences(f.text)
    ]
    spans: dict[str, tuple[str, int, int]] = {}
    terms = _terms(told, spans)
    received = _of_facts(told, penalties.received, "penalty", spans)
    _of_facts(told, penalties.handed_over, "handed", spans)
    guilty = _of_facts(told, convicted, "crime", spans)
    rulings = tuple(rulings_of(case))
    claimant, opponent = ("", accused(told)) if terms else parties(case, told)
    married = _spouses(told, claimant, opponent, spans)
    office = _office(told, spans)
    divided = _divided(case, spans)
    if not rulings:
        return Course(
            claimant=claimant,
            opponent=opponent,
            plaintiff=claimant,
            terms=terms,
            penalties=received,
            spouses=married,
            crimes=guilty,
            office=office,
            divided=divided,
            spans=spans,
        )
    appellants, nobody, court, plaintiff, final = _procedure(told, spans)
    pay = _pay(told, spans)
    ruled = Course(rulings)
    operative = ruled.operative
    return Course(
        rulings,
        claimant,
        opponent,
        plaintiff or claimant,
        appellants,
        nobody and not appellants,
        final,
        court or any(ruling.instance in COURTS for ruling in rulings),
        frozenset(PERSON.findall("\n".join([squeeze(case.title), *(text for *_, text in told)]))),
        _claimed(case, told, claimant, spans),
        _total(operative.text) if operative else None,
        pay,
        ()
        if operative is None or ruled.result == "lost"
        else _times(operative.text) or _times_asked(told, spans),
        terms,
        received,
        married,
        guilty,
        office,
        divided,
        _ended(case, told, spans),
        spans,
    )


def _times(text: str) -> tuple[float, ...]:
    return tuple(value for value, unit in measures(text) if unit == "倍")


def _times_asked(
    told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]
) -> tuple[float, ...]:
    """What the claimant asked for, by the first sentence of the facts that names a multiple; told where the tribunal says so."""
    for name, span, text in told:
        found = _times(text) if FACTS.search(name) or CLAIMS.search(name) else ()
        if found and _ASKS.search(text):
            held = ((n, *s) for n, s, t in told if RESULT.search(n) and set(_times(t)) & set(found))
            spans["times"] = next(held, (name, *span))
            return found
    return ()


def _procedure(
    told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]
) -> tuple[tuple[str, ...], bool, bool, str, bool]:
    """Who appealed, whether it is said that nobody did, whether it went to court, by whom, 终局裁决."""
    appellants: list[str] = []
    nobody = court = final = False
    plaintiff = ""
    for name, span, text in told:
        if "上诉" not in text:
            pass
        elif NO_APPEAL.search(text):
            nobody = True
            spans.setdefault("appeal", (name, *span))
        else:
            for appeal in APPEALS.finditer(text):
                appellants.append(appeal["who"])
                spans.setdefault("appeal", (name, *span))
        if ("法院" in text or "诉" in text) and (match := _TO_COURT.search(text)):
            court = True
            plaintiff = plaintiff or (match["who"] or "")
            spans.setdefault("court", (name, *span))
        if "终局裁决" in text and RESULT.search(name):
            final = True
            spans.setdefault("final", (name, *span))
    return tuple(appellants), nobody, court, plaintiff, final


def _claimed(
    case: Case, told: list[tuple[str, Span, str]], claimant: str, spans: dict[str, tuple[str, int, int]]
) -> float | None:
    """The sum the claimant asked for, by the section of claims, else by the sentence that says 请求."""
    sections = {f.name for f in case.fields if CLAIMS.search(f.name)}
    for name, span, text in told:
        asks = name in sections or (
            not sections and re.search(r"请求(?!权)|诉请|(?:起诉|诉至|提起诉讼)[^。；;]*要求", text)
        )
        total = _total(text) if asks and not RESULT.search(name) else None
        if total is not None:
            spans.setdefault("claimed", (name, *span))
            return total
    return None


def _total(text: str) -> float | None:
    """The sum a claim or ruling comes to: what is 共计 or 合计, else the largest it names."""
    text = re.sub(r"(?:每(?:逾期)?一?[日天月年周]|按)[^，,。]{0,12}?元", "", text)  # a rate is no sum
    whole = re.search(r"(?:共计|合计|总计|一共)(?:为|人民币)?[^，,。]{0,4}?(?=\d)", text)
    found = sums(text[whole.end() :]) if whole else sums(text)
    return found[0] if found and whole else max(found, default=None)


def _terms(told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]) -> tuple[float, ...]:
    found: list[float] = []
    for name, span, text in told:
        of_one = imprisonment.terms(text)
        if of_one and (not found or max(of_one) > max(found)):
            spans["term"] = (name, *span)
        found += of_one
    return tuple(dict.fromkeys(found))


def _ended(
    case: Case, told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]
) -> frozenset[str]:
    """Who ended a contract, by the name of the suit and the sections of the facts."""
    found = ended_by_suit(squeeze(case.title))
    for name, span, text in told:
        by = ended_in(text) if FACTS.search(name) else frozenset()
        if by:
            spans.setdefault("ended", (name, *span))
        found |= by
    return found


def _office(told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]) -> Office | None:
    """The office of whom the facts bring in first."""
    for name, span, text in told:
        office = held(text)
        if office is not None:
            spans["office"] = (name, *span)
            return office
    return None


def _divided(case: Case, spans: dict[str, tuple[str, int, int]]) -> bool:
    """Whether opinions differed, by the sentence that says so in whatever section: it is told where the case is weighed."""
    for field_ in case.fields:
        for start, end in sentences(field_.text) if _DIVIDED.search(field_.text) else ():
            if _DIVIDED.search(field_.text[start:end]):
                spans["divided"] = (field_.name, start, end)
                return True
    return False


def _spouses(
    told: list[tuple[str, Span, str]], claimant: str, opponent: str, spans: dict[str, tuple[str, int, int]]
) -> bool:
    facts = [(name, span, text) for name, span, text in told if FACTS.search(name)]
    at = spouses([text for *_, text in facts], claimant, opponent)
    if at is not None:
        spans["spouses"] = (facts[at][0], *facts[at][1])
    return at is not None


def _of_facts(
    told: list[tuple[str, Span, str]],
    read: Callable[[str], tuple[str, ...]],
    key: str,
    spans: dict[str, tuple[str, int, int]],
) -> tuple[str, ...]:
    """What `read` finds in the sentences of the facts and the result, each once and where it is first told under `key` and
    its name: other sections argue, and quote the rules."""
    found: list[str] = []
    for name, span, text in told:
        if FACTS.search(name) or RESULT.search(name):
            found += (of_one := read(text))
            for one in of_one:
                spans.setdefault(f"{key} {one}", (name, *span))
    return tuple(dict.fromkeys(found))


def _pay(told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]) -> tuple[float, ...]:
    found = []
    for name, span, text in told:
        for match in PAY.finditer(text):
            found += sums(match["sum"])
            spans.setdefault("pay", (name, *span))
    return tuple(dict.fromkeys(found))
