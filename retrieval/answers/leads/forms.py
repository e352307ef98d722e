"""Answers that have a form of their own and so are found by it: an age, what is earned a month, an illness, a court."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from data.patterns import regex
from data.text import clauses, fold
from data.types import Quote
from data.values import dataclass
from retrieval.cases.holdings import said_in
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.course import PAY
from retrieval.cases.suits.rulings import FIRST, RETRIAL, SECOND
from retrieval.cases.suits.sections import MEANING
from retrieval.cases.typed import sheet
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked
from retrieval.question.closed.who.called import bodies_called, called_body
from retrieval.quoting.clauses import asides, quote_of
from retrieval.quoting.passages import by_tribunal, statements, whole_sentence

_SUIT = listed("section.suit")
_OF_AUTHORITY, _HOW_DEALT, _PENALTY = listed("of_authority"), listed("how_dealt_with"), listed("penalty")
_EACH = listed("asks_of_each")
BEFORE = 2
"""Clauses before the one with the answer that may say of whom it speaks."""


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of words by which it is asked for and by which something else is, and the form of the answer (its group, if any)."""

    asked: str
    other: str
    answer: re.Pattern[str]


FORMS = (
    Form("pay_asked", "no_pay_asked", PAY),
    Form("detail.年龄", "no_age_asked", listed("age_told")),
    Form("illness_asked", "no_illness_asked", regex(r"(?:患|得了)[有上]?(?!重大疾病)(?P<a>[一-鿿]{1,8}?[病炎癌毒瘤症])")),
    Form("court_asked", "no_court_asked", regex(r"(?:^|[，,。；;：:])(?!.审)(?P<a>[一-鿿]{2,24}?法院)(?=于|作出|经审|判决|[一二]审|裁定)")),
)  # fmt: skip
"""Sources of the forms: the styles of judgments (人民法院民事裁判文书制作规范, 2016)."""


def in_a_form(profile: Profile, text: str) -> Quote | None:
    """The clause of `profile` that tells what `text` (folded) asks in a form of its own, with the answer pointed out.

    Of several the one that shares most with the question, with the clauses before it; of rulings the one of the
    instance that is named. None where nothing is asked so, or no clause has the form.
    """
    for form in FORMS:
        if listed(form.asked).search(text) and not listed(form.other).search(text):
            found = list(_found(profile, form, text))
            if found:
                return max(found, key=lambda one: (one[0], -one[1]))[2]
    return None


def each_in_form(quote: Quote, text: str) -> str:
    """What `quote` tells in that form of each of several, where each is asked of: 74岁；50岁; '' where of one alone."""
    if not _EACH.search(text):
        return ""
    for form in FORMS:
        if listed(form.asked).search(text) and not listed(form.other).search(text):
            told = [match[match.lastindex or 0] for match in form.answer.finditer(quote.text)]
            return "；".join(dict.fromkeys(told)) if len(told) > 1 else ""
    return ""


def penalty(profile: Profile, text: str) -> tuple[Quote, ...]:
    """What an authority did against somebody, where that is asked of one: 食药监怎么罚的 is the sentence with most of 没收, 罚款, 警告."""
    if not (_OF_AUTHORITY.search(text) and _HOW_DEALT.search(text)):
        return ()
    told = [
        (len({m[0] for m in _PENALTY.finditer(one.text)}), -at, one)
        for at, one in enumerate(statements(profile))
    ]
    most, _, best = max(told, key=lambda row: row[:2], default=(0, 0, None))
    if best is None or not most:
        return ()
    start, end = whole_sentence(profile, best)
    parts = [(start + x, start + y) for x, y in clauses((profile.case.text_of(best.field) or "")[start:end])]
    first = next(
        (x for x, y in parts if _PENALTY.search(profile.case.text_of(best.field) or "", x, y)), start
    )
    return (quote_of(profile.case, best.field, first, end),)


def either(profile: Profile, words: Weighted, text: str) -> Quote | None:
    """有效还是无效: the word by which the case holds one of the two, in the first of its own statements that fits."""
    asked = said_in(text)
    if "还是" not in text or len({said.matter for said in asked}) != 1 or len({s.side for s in asked}) != 2:
        return None
    told = []
    for one in statements(profile):
        own = [said for said in said_in(fold(one.text)) if said.matter == asked[0].matter]
        if by_tribunal(one) and len({said.side for said in own}) == 1:
            told.append((words.coverage(one.text), -one.start, one, own[0]))
    if not told:
        return None
    *_, one, said = max(told, key=lambda row: row[:2])
    quote = quote_of(profile.case, one.field, one.start, one.end)
    start = quote.text.find(one.text[said.start : said.end])
    if start < 0:
        return None
    return replace(quote, answer=(quote.start + start, quote.start + start + said.end - said.start))


def party(profile: Profile, text: str) -> Quote | None:
    """Who sued, or was sued, where that is asked by those words, and the name of the suit or the first clause with it."""
    course, case = profile.course, profile.case
    asked = {"plaintiff_asked": course.plaintiff or course.claimant, "defendant_asked": course.opponent}
    name = next((told for row, told in asked.items() if listed(row).search(text)), "")
    if not name or course.plaintiff not in ("", course.claimant):
        return None  # who was first asked for something went to court: none is surely the plaintiff
    named = [f for f in case.fields if _SUIT.search(f.name)]
    for field in (*named, *case.fields):
        at = field.text.find(name)
        for start, end in clauses(field.text) if at >= 0 else ():
            if start <= at and at + len(name) <= end:
                return replace(quote_of(case, field.name, start, end), answer=(at, at + len(name)))
    return None


def body_called(profile: Profile, asked: Asked, text: str) -> Quote | None:
    """The name of a firm or shop that is asked for, in the clause that shares most with the question; None where none is,
    or no body of that kind is called anything."""
    body = called_body(asked, text)
    page = sheet(profile.case)
    pairs = {a + b for a, b in pairwise(text)}
    found = []
    for start, end in bodies_called(body, page) if body else ():
        name, base = page.where(start)
        field = profile.case.text_of(name) or ""
        first, last = next((a, b) for a, b in clauses(field) if a <= start - base < b)
        shared = len({a + b for a, b in pairwise(fold(field[first:last]))} & pairs)
        quote = quote_of(profile.case, name, first, max(last, end - base))
        found.append((shared, -start, replace(quote, answer=(start - base, end - base))))
    return max(found, key=lambda one: one[:2])[2] if found else None


def answer_of(quote: Quote) -> str:
    """The words of `quote` that answer; '' where none are pointed out."""
    if quote.answer is None:
        return ""
    return quote.text[quote.answer[0] - quote.start : quote.answer[1] - quote.start]


def _found(profile: Profile, form: Form, text: str) -> Iterator[tuple[int, int, Quote]]:
    """Each clause with the form: how much it shares with `text`, its place, and the quote."""
    case, beside = profile.case, asides(profile.case) if len(profile.case.fields) > 1 else frozenset()
    pairs = {a + b for a, b in pairwise(text)}
    named = next(
        (ruling for name in (FIRST, SECOND, RETRIAL) if name in text and (ruling := profile.course.at(name))),
        None,
    )
    order = 0
    for field in case.fields:
        if field.name in beside or MEANING.search(field.name):
            continue
        spans = clauses(field.text)
        for at, (start, end) in enumerate(spans):
            quote = quote_of(case, field.name, start, end)
            match = form.answer.search(quote.text)
            if match is None:
                continue
            order += 1
            around = field.text[spans[max(0, at - BEFORE)][0] : end]
            shared = len({a + b for a, b in pairwise(around)} & pairs)
            ruled = named is not None and named.field == field.name and named.start <= start < named.end
            first, last = match.span(match.lastindex or 0)
            answer = (quote.start + first, quote.start + last)
            yield shared + 10 * ruled, order, replace(quote, answer=answer)
