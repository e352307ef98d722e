"""Which of several named parties: 派遣到甲公司 is not borne out by 派遣至乙公司, nor 甲公司招用 by 乙公司招用."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from data.patterns import regex
from data.text import split_at
from retrieval.language.terms import SURNAMES

_BODY = r"某(?:(?!系|要求|请求|起诉|诉|与|在|被|将|把|是|以|为|等|向)[一-鿿]){1,8}?(?:有限责任公司|有限公司|公司|厂|店|中心|医院|学校|集团)"
_NO_FIRM = r"(?!(?:(?![等向与给对和在被])[一-鿿]){0,6}公司)"
_PERSON = rf"(?<![一-鿿])[一-鿿]某(?:某|甲|乙|丙)?{_NO_FIRM}|[一-鿿]某(?:某|甲|乙|丙)?{_NO_FIRM}"
_TRIBUNAL = r"(?:仲裁委员会|[一二再]审法院|人民法院|劳动保障监察机构|仲裁庭|检察院)"
_NAMED = rf"(?<![一-鿿])小[{SURNAMES}凡红明华军强芳丽伟燕玲阎闫兰梅英](?!型)|[{SURNAMES}][甲乙丙丁]|[{SURNAMES}](?:先生|女士)"
PARTY = regex(rf"{_BODY}|{_TRIBUNAL}|{_PERSON}|{_NAMED}")
"""A party as publications print it, its name left out; or who decides between parties."""
_SKIPPED = (
    r"(?:依法|已经?|并|未|没有|不|均|都|也|还|则|就|应当?|可以|自愿|主动|长期|连带|一家|共同|曾|再次|遂)*"
)
_TO, _TOWARDS = frozenset("至到给往入"), frozenset("向对给为")
_DOES = regex(rf"(?:并且?|但|且|还|又)?{_SKIPPED}(?P<verb>[一-鿿]{{2}})")
"""What stands behind a party, or begins a clause that goes on about the one before."""
_ENDS = "，,。；;（("
ALIKE = 0.4
"""Share of what follows that two clauses must have in common to tell of one doing."""


def of_another_party(sentence: str, clauses: Sequence[str]) -> bool:
    """Whether a party of `sentence` does, or is given, what the source has another party do or be given."""
    told = [clause for clause in clauses if PARTY.search(clause)]
    if not told:
        return False
    source = [*(doing for clause in told for doing in _doings(clause)), *_gone_on(clauses)]
    for verb, party, rest in _doings(sentence):
        held = [(other, _common(rest, more)) for v, other, more in source if v == verb]
        own = max((share for other, share in held if _same(other, party)), default=0.0)
        best = max((share for other, share in held if not _same(other, party)), default=0.0)
        if best >= ALIKE and best > own and any(party in clause for clause in told):
            return True
    for verb, party in _goals(sentence):
        goals = [other for clause in told for v, other in _goals(clause) if v == verb]
        if goals and party not in goals and any(party in clause for clause in told):
            return True
    return False


def _same(one: str, other: str) -> bool:
    """Whether two names may be one party's: 人民法院 is any court."""
    courts = one.endswith("法院") and other.endswith("法院")
    return one == other or (courts and "人民法院" in (one, other))


def _gone_on(clauses: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What a clause without a party of its own says that the party of the one before also does: 并提交了 …"""
    party = ""
    for clause in clauses:
        begins = PARTY.match(clause)
        if begins:
            party = begins[0]
        elif (found := _DOES.match(clause)) and party:
            yield found["verb"], party, split_at(clause[found.end() : found.end() + 20], _ENDS)[0]
        if clause.endswith(("。", "；", ";")):
            party = ""


def _doings(text: str) -> Iterator[tuple[str, str, str]]:
    for party in PARTY.finditer(text):
        does = _DOES.match(text, party.end())
        if does is None or does["verb"][0] in "的与和在于以为向":
            continue
        if text[party.start() - 1 : party.start()] in ("向", "给", "对", "与", "和", "到", "至", "为"):
            continue
        yield does["verb"], party[0], split_at(text[does.end() : does.end() + 20], _ENDS)[0]


def _goals(text: str) -> Iterator[tuple[str, str]]:
    """Verbs with the party that something is done to: 派遣至某公司, 向某公司支付."""
    for at, char in enumerate(text):
        party = PARTY.match(text, at + 1) if char in _TO or char in _TOWARDS else None
        if party is None:
            continue
        before, behind = text[max(at - 2, 0) : at], text[party.end() :][:2]
        if char in _TO and _is_verb(before):
            yield before, party[0]
        if char in _TOWARDS and _is_verb(behind):
            yield char + behind, party[0]


def _is_verb(text: str) -> bool:
    return len(text) == 2 and all("一" <= char <= "鿿" for char in text)


def _common(text: str, other: str) -> float:
    own = {a + b for a, b in pairwise(text)}
    return len(own & {a + b for a, b in pairwise(other)}) / max(len(own), 1)
