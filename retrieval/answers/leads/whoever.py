"""Who it is, by a name that stands in a form of its own: 丈夫梅某某, 指定民政局担任监护人, 某公司…并提供了担保金; who appealed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from data.text import clauses, sentences
from data.types import Case, Quote
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING
from retrieval.language.terms import SOMEBODY
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import asides, quote_of

_KIN = listed("kin_or_role")
_ASKED, _WHO, _APPEALS = listed("who_named"), listed("who_asked"), listed("who_appeals")
_BODY = r"[一-鿿]{2,16}(?:局|院|会|委|府|所|组|队|公司|中心|大学|银行|医院|学校)"
_SUBJECT = re.compile(
    rf"^(?:[^，。：]{{0,16}}[，：])?(?:但|而|后|另|其中|此后|嗣后|经查|同时|同日|当日|之后)*[，]?(?P<a>{SOMEBODY.pattern}|{_BODY})(?=[一-鿿，])"
)
_AS, NEAR = ("系", "是", "为", "作为", "担任"), 12
"""How somebody is said to be something, and within how many code points."""
_LIGHT = frozenset("的了吗呢啊是在有和与及着过到出给把被让要会能可来去做弄搞这那些哪什么谁啥")
_ASKS_WHO, _NO_DOER = ("谁", "哪家", "何人"), "给向跟和与对为的被"
_FOUND = "发现"
LONGEST = 24
"""Code points of who is said first."""


def who_told(profile: Profile, text: str, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]]:
    """The name of whom `text` (folded) asks for, and the words that tell it; '' where none of these forms does."""
    case = profile.case
    if not _WHO.search(text) and not (_KIN.search(text) and _ASKED.search(text)):
        return "", quotes
    if _APPEALS.search(text) and profile.course.appellants:
        return _appellant(profile) or ("", quotes)
    if (kin := _KIN.search(text)) is not None and _ASKED.search(text, kin.end()):
        found = list(_of_kin(case, kin[0], quotes)) or list(_of_kin(case, kin[0], tuple(_whole(case))))
    elif deed := _deed(text):
        found = list(_subjects(case, quotes, set(deed) - _LIGHT))
    else:
        return "", quotes
    names = {
        quote.text[a - quote.start : b - quote.start] for quote in found for a, b in [quote.answer or (0, 0)]
    }
    if len(names) != 1:
        return "", quotes
    said = names.pop()
    return (said, (found[0],)) if len(said) <= LONGEST and said not in text else ("", quotes)


def finder_told(case: Case, quote: Quote) -> Quote | None:
    """Who is told to have found it out, pointed out in `quote`; None where its sentence begins with nobody."""
    return next(_subjects(case, (quote,), set(_FOUND)), None)


def _deed(text: str) -> str:
    """What somebody does of whom it is asked who that is: 提供了担保金 of 谁提供了担保金; '' where nobody does anything."""
    for word in _ASKS_WHO:
        at = text.find(word)
        behind = text[at + len(word) :] if at >= 0 else ""
        if behind and behind[0] != "的" and text[at - 1 : at] not in tuple(_NO_DOER):
            return behind[
                : min((i for mark in "，,。？?" if (i := behind.find(mark)) >= 0), default=len(behind))
            ]
    return ""


def _appellant(profile: Profile) -> tuple[str, tuple[Quote, ...]] | None:
    """Who is told to have appealed, and the words that tell it."""
    place = profile.course.spans.get("appeal")
    if place is None:
        return None
    name, start, end = place
    text = profile.case.text_of(name) or ""
    told = [
        (start + a, start + b)
        for a, b in clauses(text[start:end])
        if any(n in text[start + a : start + b] for n in profile.course.appellants)
    ]
    first = told[0][0] if told else start
    said = "、".join(profile.course.appellants)
    at = text.find(said, first, end)
    quote = quote_of(profile.case, name, first, end)
    return said, (replace(quote, answer=(at, at + len(said))) if at >= quote.start else quote,)


def _whole(case: Case) -> Iterator[Quote]:
    """The fields of a case that tell what happened and was held."""
    beside = asides(case) if len(case.fields) > 1 else frozenset()
    for field in case.fields:
        if field.name not in beside and not MEANING.search(field.name):
            yield quote_of(case, field.name, 0, len(field.text))


def _of_kin(case: Case, kin: str, quotes: tuple[Quote, ...]) -> Iterator[Quote]:
    """The clauses that name who somebody's relative, guardian or representative is."""
    for quote in quotes:
        for start, end in clauses(quote.text):
            span = _named_as(quote.text[start:end], kin)
            if span is not None:
                told = quote_of(case, quote.field, quote.start + start, quote.start + end)
                yield replace(told, answer=(quote.start + start + span[0], quote.start + start + span[1]))


def _named_as(clause: str, kin: str) -> tuple[int, int] | None:
    """Who is named as that in a clause: 丈夫梅某某, 指定民政局担任监护人, 孟某某系股东."""
    at = clause.find(kin)
    if at < 0:
        return None
    behind = at + len(kin)
    behind += clause[behind : behind + 1] in tuple("为系是：:")
    if (name := SOMEBODY.match(clause, behind)) is not None:
        return name.span()
    if (given := clause.find("指定", 0, at)) >= 0:
        start = given + len("指定")
        ends = [
            found for word in ("（", "(", "担任", "作为", "为") if (found := clause.find(word, start, at)) > 0
        ]
        return (start, min(ends)) if ends and min(ends) - start > 1 else None
    names = [
        one
        for one in SOMEBODY.finditer(clause, 0, at)
        if clause.startswith(_AS, one.end()) and at - one.end() <= NEAR
    ]
    return names[-1].span() if names else None


def _subjects(case: Case, quotes: tuple[Quote, ...], deed: set[str]) -> Iterator[Quote]:
    """Who a sentence begins with that tells what is asked: 某公司以…为由起诉，同时提供了担保金."""
    if len(deed) < 2:
        return
    for quote in quotes:
        for start, end in sentences(quote.text):
            sentence = quote.text[start:end]
            match = _SUBJECT.search(sentence)
            parts = [(a, b) for a, b in clauses(sentence) if len(deed & set(sentence[a:b])) == len(deed)]
            if match is None or not parts or parts[0][1] <= match.end():
                continue
            told = quote_of(case, quote.field, quote.start + start, quote.start + end)
            begin = quote.start + start
            yield replace(told, answer=(begin + match.start("a"), begin + match.end("a")))
