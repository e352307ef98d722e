"""Which words of a case answer a question about it: one place where that is sure, several where it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING

from data.patterns import regex
from data.text import clauses, fold, sentences, squeeze
from data.types import Case, Quote
from retrieval.answers.forms import answer_of, either, in_a_form
from retrieval.answers.held import held
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.whether import ruled, whether, won
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.course import CLAIMS, FIRST, MEANING, REASONS, RESULT, RETRIAL, SECOND
from retrieval.cases.suits.sides import Side, Stretch, asked_for, told
from retrieval.cases.typed import Sheet, Sort, Typed, sheet
from retrieval.language.amounts import sums
from retrieval.lexicon.listed import listed
from retrieval.question.asked import Asked, Type, asked_all
from retrieval.question.query import Layout
from retrieval.question.wanted import BEFORE, FIGURES, WANTED, in_form, verb_of
from retrieval.quoting.clauses import Clause, came_of_it, done_or_aimed_at, effects, quote_of, scored_clauses
from retrieval.quoting.courses import ruling_quotes
from retrieval.quoting.passages import (
    asks_identity,
    asks_tribunal,
    by_tribunal,
    scored_statements,
    statements,
    whole_sentence,
)
from retrieval.quoting.shown import tidied, widened
from retrieval.wording.extractive import Entry

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans, Window

ONE_FACT = frozenset(
    {
        Type.WHO,
        Type.BODY,
        Type.PLACE,
        Type.DATE,
        Type.DURATION,
        Type.AMOUNT,
        Type.NUMBER,
        Type.SHARE,
        Type.NAME,
        Type.DOCUMENT,
    }
)
"""What can be answered in a word or two."""
EXACT = frozenset({Type.DATE, Type.DURATION, Type.AMOUNT, Type.NUMBER, Type.SHARE, Type.NAME})
SURE, SURE_EXACT = 0.65, 0.5
"""From how sure a span on it is said first. Of 356 questions over three collections whose case was right, spans of
at least 0.65 were the answer or in it in 80 %, of the exact types from 0.5 on in 85 %."""
SURE_OF_SECTIONS = 0.7
"""The same of a case told in sections, a probability: of 305 questions over six collections, each judged by weights that
had not seen its own, 44 % have a span so sure, and 82 % of these are the answer."""
LONGEST_LEAD = 24
"""Code points of the longest span that is said first."""
ROOM = 56
"""Code points quoted where it is sure where the answer stands."""
LONG = 60
"""Code points from which on a quote whose words are said first is cut to the clauses that hold them."""
CLEARLY_MORE = 2
"""Pairs of the question's characters by which another clause must have more for its figure to be the one asked for."""
BARE = 6
"""Code points that a quote must have beside the answer to say anything."""
GIVES = 0.25
"""Share of the likeliest statement's probability from which on one that gives a reason is told where one is asked."""
AS_LIKELY = 0.4
"""A statement beside the likeliest is quoted from this share of its probability on."""
ROOM_OF_SECTIONS, MOST = 180, 4
"""The same in a case told in sections, which says the same matter several times; and of how many windows."""
BEHIND, SURELY_BEHIND, BEHIND_SEVERAL = 3.0, 0.5, 3.5
"""By how much less (log-odds) than the best another window may hold the answer and still be quoted; the second where
the answer is said first, the third where several things are asked. Of 505 questions over six collections answers so long
hold 75 % of the words asked for where the case is right (73 % before clauses were learned, as long)."""
SPOKEN_OF = 0.4
"""Share of the question's weight in the quotes and the title from which on they speak of what is asked: of 30 questions
that were answered with the remark that the case does not say so, 26 were answered by these words."""
_ASKS, _SENTENCE, _BECAUSE = listed("asks_word"), listed("one_sentence_of"), listed("because")
SHORT_END = 16
"""Code points of what goes on in a next sentence and says nothing yet: 某科技公司在与张某订立劳动合同时."""
_NAMES = regex("“[^“”]{1,20}”(?:[、和]?“[^“”]{1,20}”)+")
_OFTEN_ASKED = listed("how_often")
_OFTEN = regex(r"每(?:逢|隔)?[一两二三四五六七八九十半\d]*个?(?:周|月|季度?|年|天|日|星期|工作日|小时)")
_UNIT, _CLOCK, _WHICH, _WHO_WON, _WHO_LOST = (
    listed("unit_behind"),
    listed("clock"),
    listed("which_ones"),
    listed("who_won"),
    listed("who_lost"),
)
"""What asks for the things themselves and not for how many they are."""
LENGTH = 0.02
"""What a code point of a window takes from its log-odds."""
WORDS = 8.0
"""What a clause's score by words, of the best one's, weighs beside the log-odds of its windows."""
FAR = -8.0
"""Log-odds of a clause that no window has whole."""
CLEAR = 2.0
"""By how much the best clause must be ahead of the next for the others not to be needed. Of 129 one-fact questions over the
bundled cases 90 are then answered in 56 code points; all of them hold 83 % of the words asked for (94 % in 110)."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The quotes that answer; the words to be said first ('' where none are sure); False where it is not said so."""

    entry: Entry
    answer: str = ""
    stated: bool | None = None
    is_so: bool | None = None
    """Where it was asked whether something is so: what the quotes say of it in the same words, if anything."""


def telling(inquiry: Inquiry, profile: Profile) -> Telling:
    """What of `profile` answers the question; in another language than the case's, what bears on it."""
    entry = inquiry.entry(profile)
    whole = Telling(Entry(entry.case, tidied(entry.case, entry.quotes)))
    if inquiry.question.english:
        return whole
    text = inquiry.question.text
    kind = inquiry.question.asked
    near = inquiry.dense.get(profile.id)
    parts = near.parts if near else ()
    from retrieval.judging.spans import answer_in  # numpy: only where a fact is told

    spans = answer_in(kind, inquiry.words, profile, parts, text)
    if spans is None:
        return whole
    found = next((quote for quote in spans.quotes if quote.answer), None)
    said = spans.answer if _is_sure(kind.type, spans) else ""
    if found is not None and kind.type in FIGURES and _one_of_several(found):
        said = ""  # 分别为319小时、293小时、322.5小时
    clock = bool(_CLOCK.search(text)) and not any(char in said for char in "时点:：")
    said = "" if clock else said
    several = len(_ASKS.findall(text)) > 1
    quotes, said = _quoted(inquiry, profile, entry.quotes, spans, said)
    quotes = _of_each(inquiry, profile, quotes) if several else quotes
    is_so = None
    if kind.type is Type.YESNO:
        is_so, quotes = _is_so(inquiry, profile, quotes, entry.quotes)
    said = _who_won(profile, text) or said
    if (exact := in_a_form(profile, text) or either(profile, inquiry.words, text)) is not None:
        quotes, found, said = (exact,), exact, answer_of(exact)
    if found is not None and said and kind.type in FIGURES:
        found = _better_clause(profile, kind, text, found)
        quotes = quotes if any(_holds(quote, found) for quote in quotes) else (found,)
        said = answer_of(found)
    if not several and kind.type is Type.AMOUNT and (granted := _granted(profile, text)) is not None:
        quotes, found, said = (granted,), granted, answer_of(granted)
    if found is not None and said == answer_of(found):
        found = _with_those_beside(found)
        said = answer_of(found)
    kept = tidied(profile.case, tuple(_pointed(quote, found) for quote in quotes))
    stated = False if is_so is None and _is_unsaid(inquiry, profile, spans, kept) else None
    layout = inquiry.question.form.layout
    if not (said or several or clock) and kind.type in FIGURES and layout is not Layout.TABLE:
        said, kept = _how_often(text, kept) or _only_figure(profile.case, kind, text, kept)
    sections = len(profile.case.fields) > 1
    if said and sections and stated is None and not several and layout is not Layout.TABLE:
        kept = _narrow(profile.case, kept)
    if len(profile.case.fields) > 1 and kind.type not in ONE_FACT and layout is Layout.FULL:
        kept = _best_first(inquiry, profile, kept)
    return Telling(Entry(profile.case, kept), said if stated is None else "", stated, is_so)


def _quoted(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], spans: Spans, said: str
) -> tuple[tuple[Quote, ...], str]:
    """The words that answer, `quotes` where none are found to be better; and `said`, if it stands in them."""
    found = next((quote for quote in spans.quotes if quote.answer), None)
    case, text, kind = profile.case, inquiry.question.text, inquiry.question.asked
    near = inquiry.dense.get(profile.id)
    parts = near.parts if near else ()
    layout = inquiry.question.form.layout
    plain = layout in (Layout.PLAIN, Layout.SHORT, Layout.ONE)
    alone = len(case.fields) == 1
    several = len(_ASKS.findall(text)) > 1
    if alone and plain and (layout is not Layout.PLAIN or kind.type in ONE_FACT):
        scored = scored_clauses(profile, inquiry.words, parts, text)
        clear = CLEAR if layout is Layout.PLAIN else 0.0
        return _few(case, spans, scored, found if said else None, clear) or quotes, said
    if (kind.type in (Type.HOW, Type.TEXT) or _WHO_WON.search(text)) and Side.DECIDED in asked_for(text):
        return ruling_quotes(case, profile.course, text) or quotes, ""
    if kind.type in ONE_FACT and plain and (alone or not asks_identity(text)):
        both = _of_both_sides(profile, spans, text)
        said = "" if both or several else said
        gap = BEHIND_SEVERAL if several else SURELY_BEHIND if said else BEHIND
        windows = _in_form(case, kind, spans.windows)
        return both or _nearly_as_good(case, windows, found if said else None, gap) or quotes, said
    if layout is Layout.VERBATIM and spans.clauses and _SENTENCE.search(text):
        return _statements(profile, kind, spans, text)[:1] or quotes, ""
    if plain and not alone and spans.clauses:
        return _statements(profile, kind, spans, text) or quotes, ""
    if plain and alone and came_of_it(text):
        return effects(profile, inquiry.words, parts, text) or quotes, ""
    if plain and kind.type is Type.HOW:
        return done_or_aimed_at(profile, inquiry.words, parts, text) or quotes, ""
    lost = found is None or not any(_holds(quote, found) for quote in quotes)
    return quotes, "" if lost else said


def _of_each(inquiry: Inquiry, profile: Profile, others: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of a case told in sections the likeliest window for each thing, where several are asked: 判了多久，罚了多少钱.

    Then the `others`, as far as there is room.
    """
    text, case = inquiry.question.text, profile.case
    kinds = sorted((kind for kind in asked_all(text) if kind.type in ONE_FACT), key=lambda kind: kind.span)
    if len(case.fields) == 1 or len(kinds) < 2 or inquiry.question.form.layout is not Layout.PLAIN:
        return others
    from retrieval.judging.spans import answer_in

    near = inquiry.dense.get(profile.id)
    quotes: list[Quote] = []
    for kind in kinds:
        spans = answer_in(kind, inquiry.words, profile, near.parts if near else (), text)
        windows = _in_form(case, kind, spans.windows) if spans else ()
        if windows:
            best = max(windows, key=_worth)
            quote = quote_of(case, best.field, best.start, best.end)
            quotes += [quote] if _apart(quote, quotes) else []
    for quote in others:
        if _apart(quote, quotes) and sum(len(q.text) for q in (*quotes, quote)) <= ROOM_OF_SECTIONS:
            quotes.append(quote)
    return tuple(quotes)


def _apart(quote: Quote, others: Sequence[Quote]) -> bool:
    return all(q.field != quote.field or q.end <= quote.start or quote.end <= q.start for q in others)


def _statements(profile: Profile, kind: Asked, spans: Spans, text: str) -> tuple[Quote, ...]:
    """Of a case told in sections the statement whose clauses answer most probably, and what comes as near beside it.

    The best first; a reason is told as a whole sentence, as far as that is not too long. How something is to be seen
    a tribunal says, and no party.
    """
    every = statements(profile)
    worth = [
        sum(exp(c.odds) for c in spans.clauses if c.field == one.field and one.start <= c.start < one.end)
        for one in every
    ]
    order = sorted(range(len(every)), key=lambda at: (-worth[at], at))
    if kind.type in (Type.REASON, Type.YESNO) and asks_tribunal(text):
        order = [at for at in order if by_tribunal(every[at])] or order
    if kind.type is Type.REASON:  # what only rules gives no reason
        reasons = [at for at in order if _BECAUSE.search(every[at].text)]
        order = reasons if reasons and worth[reasons[0]] >= GIVES * worth[order[0]] else order
    chosen: list[Quote] = []
    for at in order:
        alone = kind.type in (Type.REASON, Type.YESNO)
        if chosen and (worth[at] < AS_LIKELY * worth[order[0]] or len(chosen) == (1 if alone else 2)):
            break
        one = every[at]
        start, end = whole_sentence(profile, one) if kind.type is Type.REASON else (one.start, one.end)
        if all(q.field != one.field or end <= q.start or q.end <= start for q in chosen):
            chosen.append(quote_of(profile.case, one.field, start, end))
    return tuple(quote for quote in chosen if quote.text)


def _narrow(case: Case, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of `quotes` the one whose words are said first, and of a long one the clauses that hold them."""
    told = next((quote for quote in quotes if quote.answer), None)
    if told is None or told.answer is None:
        return quotes
    (first, last), text = told.answer, case.text_of(told.field) or ""
    if len(told.text) - (last - first) < BARE:
        return (_with_next(case, told),)
    if len(told.text) <= LONG and "。" not in told.text:
        return (told,)
    held = [(a, b) for a, b in clauses(text) if a < last and first < b]
    if not held:
        return (told,)
    start, end = max(held[0][0], told.start), min(held[-1][1], told.end)
    cut = replace(quote_of(case, told.field, start, end), answer=told.answer)
    return (widened(case, cut) if cut.start <= first and last <= cut.end else told,)


def _with_next(case: Case, quote: Quote) -> Quote:
    """A quote that is hardly more than its answer, with the clause behind it: 2018年10月22日，李某在…购买."""
    text = case.text_of(quote.field) or ""
    behind = next((end for start, end in clauses(text) if start >= quote.end), quote.end)
    longer = quote_of(case, quote.field, quote.start, behind)
    return quote if "\n" in longer.text else replace(longer, answer=quote.answer)


def _is_unsaid(inquiry: Inquiry, profile: Profile, spans: Spans, kept: Sequence[Quote]) -> bool:
    """Whether `kept` are only what comes nearest: neither a tribunal's reason nor much of the question's words."""
    of_tribunal = inquiry.question.asked.type is Type.REASON and asks_tribunal(inquiry.question.text)
    if not spans.nearest or (of_tribunal and len(profile.case.fields) > 1):
        return False
    told = squeeze(" ".join((profile.title, *(quote.text for quote in kept))))
    return inquiry.words.coverage(told) < SPOKEN_OF


def _how_often(text: str, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]] | None:
    """每周 where it is asked how often, of the item of an enumeration that has most of the question's characters."""
    if not _OFTEN_ASKED.search(text):
        return None
    best: tuple[int, int, re.Match[str]] | None = None
    for at, quote in enumerate(quotes):
        for match in _OFTEN.finditer(quote.text):
            item = re.split("[，,、；;]", quote.text[: match.end()])[-1]
            shared = len(set(item) & set(text))
            if best is None or shared > best[0]:
                best = shared, at, match
    if best is None:
        return None
    _, at, match = best
    start = quotes[at].start
    quote = replace(quotes[at], answer=(start + match.start(), start + match.end()))
    return match[0], (*quotes[:at], quote, *quotes[at + 1 :])


def _with_unit(quote: Quote, end: int) -> int:
    """The end of a bare number with the unit behind it: 40余笔."""
    rest = _UNIT.match(quote.text, end - quote.start)
    bare = quote.text[end - quote.start - 1].isdigit()
    return quote.start + rest.end() if rest is not None and bare else end


def _best_first(inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """`quotes` in their order, but for the one that has the statement which fits the question best."""
    if len(quotes) < 2:
        return quotes
    near = inquiry.dense.get(profile.id)
    scored = scored_statements(profile, inquiry.words, near.parts if near else (), inquiry.question.text)
    best = max(scored, key=lambda one: one[1])[0]
    first = [q for q in quotes if q.field == best.field and q.start < best.end and best.start < q.end][:1]
    return (*first, *(quote for quote in quotes if quote not in first))


def _one_of_several(quote: Quote) -> bool:
    """Whether the words that answer are one item of an enumeration of such."""
    assert quote.answer is not None
    start, end = quote.answer[0] - quote.start, quote.answer[1] - quote.start
    beside = quote.text[max(start - 1, 0) : start] + quote.text[end : end + 1]
    return "、" in beside and "分别" in quote.text[:start]


def _part_of(span: Typed, other: Typed) -> bool:
    """Whether `span` is but a part of `other`: 12月 of 2019年12月."""
    return span.sort is not other.sort and other.start <= span.start and span.end <= other.end


def _only_figure(
    case: Case, kind: Asked, text: str, quotes: tuple[Quote, ...]
) -> tuple[str, tuple[Quote, ...]]:
    """The one figure of the sort asked for in `quotes`, pointed out there; '' where there is none or more than one."""
    if _WHICH.search(text) or len(asked_for(text)) > 1:
        return "", quotes
    if kind.type is Type.NUMBER and not kind.unit:
        return "", quotes  # 多少 of nothing that is named: no figure is surely the one
    page = sheet(case)
    bases = dict(page.fields)
    sorts = frozenset(WANTED[kind.type][:2])
    sorts = frozenset({Sort.MONEY}) if kind.type is Type.AMOUNT else sorts
    found = [
        (at, span.start - bases[quote.field], span.end - bases[quote.field])
        for at, quote in enumerate(quotes)
        if quote.field in bases
        for span in page.inside(quote.field, quote.start, quote.end)
        if span.sort in sorts and span.end - bases[quote.field] <= quote.end
        if not any(_part_of(span, other) for other in page.typed if other.sort is Sort.DATE)
    ]
    values = {page.text[bases[quotes[at].field] + a : bases[quotes[at].field] + b] for at, a, b in found}
    if len(values) > 1 and (verb := verb_of(kind, text)):  # 要求赔多少: 返还货款800元并支付赔偿金8000元
        first = [(a, b) for at, a, b in found if at == 0]
        texts = page.text[bases[quotes[0].field] :]
        led = [(a, b) for a, b in first if verb in texts[max(a - BEFORE, 0) : a]]
        found = [(0, *span) for span in led]
        values = {texts[a:b] for a, b in led}
    if len(values) != 1:
        return "", quotes
    at, start, end = found[0]
    end = _with_unit(quotes[at], end)
    quote = replace(quotes[at], answer=(start, end))
    return quote.text[start - quote.start : end - quote.start], (*quotes[:at], quote, *quotes[at + 1 :])


def _is_so(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], wide: tuple[Quote, ...]
) -> tuple[bool | None, tuple[Quote, ...]]:
    """Whether it is so, and the words that say so: the ruling where one is asked for, or decides the matter.

    It is looked for in the `wide` quotes; where none says so, `quotes` bear on it.
    """
    told = won(inquiry.question, profile)
    if told is not None:
        return told[0], (told[1],)
    sections = len(profile.case.fields) > 1
    if sections and (ruled_so := held(inquiry.question.text, inquiry.words, profile)) is not None:
        return ruled_so[0], (ruled_so[1],)
    ruling = ruled(inquiry.question, inquiry.words, profile) if sections else None
    if ruling is None:
        tribunal = sections and asks_tribunal(inquiry.question.text)
        own = [
            quote
            for quote in wide
            if not (MEANING.search(quote.field) or CLAIMS.search(quote.field))
            and (not tribunal or REASONS.search(quote.field) or RESULT.search(quote.field))
        ]
        is_so = whether(inquiry.question, inquiry.words, own)
        if is_so is None:
            return None, quotes
        alone = (q for q in own if whether(inquiry.question, inquiry.words, [q]) == is_so)
        return is_so, tuple(alone)[:1] or quotes
    is_so = whether(inquiry.question, inquiry.words, [ruling])
    if is_so is not None:
        return is_so, (ruling,)
    apart = (q for q in quotes if q.field != ruling.field or q.end <= ruling.start or ruling.end <= q.start)
    return None, (ruling, *sorted(apart, key=lambda quote: len(quote.text))[:1])


def _who_won(profile: Profile, text: str) -> str:
    """The party that won, or lost, where that is asked: 谁赢了; '' where it is not, or the case does not tell."""
    if not _WHO_WON.search(text):
        return ""
    course = profile.course
    instance = next((name for name in (FIRST, SECOND, RETRIAL) if name in text), "")
    result = course.result_of(instance) if instance else course.result
    asks_loser = bool(_WHO_LOST.search(text))
    name = course.claimant if (result != "lost") is not asks_loser else course.opponent
    return name if result and 2 <= len(name) <= LONGEST_LEAD else ""


def _better_clause(profile: Profile, kind: Asked, text: str, found: Quote) -> Quote:
    """`found`, or the figure of its sort in another clause of its sentence that has clearly more of the question."""
    case, page = profile.case, sheet(profile.case)
    field, base = case.text_of(found.field) or "", dict(page.fields)[found.field]
    assert found.answer is not None
    sentence = next(((a, b) for a, b in sentences(field) if a <= found.answer[0] < b), None)
    sorts = frozenset({Sort.MONEY}) if kind.type is Type.AMOUNT else frozenset(WANTED[kind.type][:1])
    if sentence is None:
        return found
    (first, last), pairs = kind.span, set(pairwise(text))
    pairs -= set(pairwise(text[max(0, first - 1) : last + 1]))
    best, most, own = found, -1, 0
    for start, end in clauses(field[sentence[0] : sentence[1]]):
        quote = quote_of(case, found.field, sentence[0] + start, sentence[0] + end)
        spans = [
            span
            for span in page.inside(quote.field, quote.start, quote.end)
            if span.sort in sorts and base + quote.start <= span.start and span.end <= base + quote.end
        ]
        shared = len(pairs & set(pairwise(fold(quote.text))))
        if quote.start <= found.answer[0] < quote.end:
            own = shared
        elif len(spans) == 1 and shared > most:
            told = page.text[spans[0].start : spans[0].end]
            if told.endswith(kind.unit[-1:]):
                most, best = shared, replace(quote, answer=(spans[0].start - base, spans[0].end - base))
    return best if most >= own + CLEARLY_MORE else found


def _granted(profile: Profile, text: str) -> Quote | None:
    """The one sum of the ruling that stands, where it is asked what was decided and no sum is told as asked for."""
    ruling = profile.course.operative
    if asked_for(text) != {Side.DECIDED} or ruling is None or profile.course.result == "lost" or "元" in text:
        return None
    page = sheet(profile.case)
    base = dict(page.fields)[ruling.field]
    spans = [
        span
        for span in page.inside(ruling.field, ruling.start, ruling.end)
        if span.sort is Sort.MONEY and base + ruling.start <= span.start and span.end <= base + ruling.end
    ]
    if len({page.text[span.start : span.end] for span in spans}) != 1:
        return None
    field = profile.case.text_of(ruling.field) or ""
    start, end = spans[-1].start - base, spans[-1].end - base
    clause = next(((a, b) for a, b in clauses(field) if a <= start < b), (start, end))
    quote = quote_of(profile.case, ruling.field, *clause)
    return replace(quote, answer=(start, end)) if quote.start <= start and end <= quote.end else None


def _with_those_beside(quote: Quote) -> Quote:
    """A name in quotation marks that is answered with, and those right beside it: “国博衍艺”“国博美饌”."""
    assert quote.answer is not None
    start, end = quote.answer[0] - quote.start, quote.answer[1] - quote.start
    if quote.text[start : start + 1] != "“":
        return quote
    for match in _NAMES.finditer(quote.text):
        if match.start() <= start and end <= match.end():
            return replace(quote, answer=(quote.start + match.start(), quote.start + match.end()))
    return quote


def _is_sure(kind: Type, spans: Spans) -> bool:
    if kind not in ONE_FACT or not 0 < len(spans.answer) <= LONGEST_LEAD:
        return False
    if spans.clauses:
        return spans.sure >= SURE_OF_SECTIONS
    return spans.sure >= (SURE_EXACT if kind in EXACT else SURE)


def _few(
    case: Case, spans: Spans, scored: Sequence[Clause], found: Quote | None, clear: float
) -> tuple[Quote, ...]:
    """The clauses that answer where the best is `clear` ahead of the others; empty where it is not."""
    if len(scored) < 2:
        return ()
    best = max(clause.score for clause in scored) or 1.0
    worth = [_odds(spans.windows, clause) + WORDS * clause.score / best for clause in scored]
    order = sorted(range(len(scored)), key=lambda at: (-worth[at], at))
    first = [at for at in order if found is not None and _meets(scored[at], found)]
    if not first and worth[order[0]] - worth[order[1]] < clear:
        return ()
    chosen: set[int] = set(first or order[:1])
    used = sum(scored[at].end - scored[at].start for at in chosen)
    for at in order:
        size = scored[at].end - scored[at].start
        if at not in chosen and used + size <= ROOM:
            chosen.add(at)
            used += size
    return _joined(case, [scored[at] for at in sorted(chosen)])


def _in_form(case: Case, kind: Asked, windows: Sequence[Window]) -> Sequence[Window]:
    """Those windows that have a figure of the sort asked for; all where none has, or something else is asked."""
    if kind.type not in (*FIGURES, Type.DOCUMENT):
        return windows
    page = sheet(case)
    bases = dict(page.fields)
    held = [(w, _typed(page, bases[w.field], w)) for w in windows]
    if kind.type is Type.AMOUNT:  # a number of something else is no sum where sums are told
        sums_in = [w for w, spans in held if any(span.sort is Sort.MONEY for span in spans)]
        if sums_in:
            return sums_in
    return [w for w, spans in held if in_form(kind, page.text, spans)] or windows


def _typed(page: Sheet, base: int, window: Window) -> list[Typed]:
    """The typed spans that lie whole within a window, without parts of others: 11月 of 2015年11月 is no duration."""
    inside = page.inside(window.field, window.start, window.end)
    return [
        span
        for span in inside
        if base + window.start <= span.start and span.end <= base + window.end
        if span.sort is not Sort.NAMED
        and not any(_part_of(span, other) for other in inside if other.sort is Sort.DATE)
    ]


def _nearly_as_good(
    case: Case, windows: Sequence[Window], found: Quote | None, gap: float
) -> tuple[Quote, ...]:
    """Of a case told in sections: the window that holds the answer, or the best, and those that come near it behind."""
    order = sorted(windows, key=lambda window: (-_worth(window), window.field, window.start))
    first = [w for w in order if found is not None and w.field == found.field and _whole(w, found)]
    kept = (first or order)[:1]
    used = sum(window.end - window.start for window in kept)
    for window in order:
        size = window.end - window.start
        if len(kept) == MOST or _worth(window) < _worth(order[0]) - gap:
            break
        if used + size <= ROOM_OF_SECTIONS and not any(_overlap(window, other) for other in kept):
            kept.append(window)
            used += size
    quotes = (_of_one_sentence(case, window, found) for window in kept)
    return tuple(quote for quote in quotes if quote.text)


def _of_one_sentence(case: Case, window: Window, found: Quote | None) -> Quote:
    """The words of a window, of the sentence with the answer alone; without the scrap of a next one at its end."""
    text = case.text_of(window.field) or ""
    parts = [
        (window.start + start, window.start + end)
        for start, end in sentences(text[window.start : window.end])
    ]
    if found is not None and found.field == window.field:
        assert found.answer is not None
        parts = [p for p in parts if p[0] <= found.answer[0] and found.answer[1] <= p[1]] or [
            (window.start, window.end)
        ]
    if len(parts) > 1 and parts[-1][1] - parts[-1][0] <= SHORT_END:
        parts.pop()  # 半年后，
    return quote_of(case, window.field, parts[0][0], parts[-1][1])


def _of_both_sides(profile: Profile, spans: Spans, text: str) -> tuple[Quote, ...]:
    """Where it is asked what was claimed and what was decided: the best window with a sum on either side."""
    wanted = asked_for(text)
    if len(wanted) < 2:
        return ()
    kept = []
    order = sorted(spans.windows, key=lambda window: (-_worth(window), window.field, window.start))
    for side in wanted:
        places = [place for place in told(profile.case, profile.course, text) if place.side is side]
        others = [place for place in told(profile.case, profile.course, text) if place.side is not side]
        kept += [
            window
            for window in order
            if any(_meets_place(window, place) for place in places)
            and not any(_meets_place(window, place) for place in others)
            and sums(squeeze((profile.case.text_of(window.field) or "")[window.start : window.end]))
        ][:1]
    if len(kept) < 2:
        return ()
    names = [field.name for field in profile.case.fields]
    kept.sort(key=lambda window: (names.index(window.field), window.start))
    return tuple(quote_of(profile.case, window.field, window.start, window.end) for window in kept)


def _meets_place(window: Window, place: Stretch) -> bool:
    return window.field == place.field and window.start < place.end and place.start < window.end


def _worth(window: Window) -> float:
    return window.odds - LENGTH * (window.end - window.start)


def _whole(window: Window, quote: Quote) -> bool:
    assert quote.answer is not None
    return window.start <= quote.answer[0] and quote.answer[1] <= window.end


def _overlap(one: Window, other: Window) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _odds(windows: Sequence[Window], clause: Clause) -> float:
    held = (
        window.odds - LENGTH * (window.end - window.start)
        for window in windows
        if window.field == clause.field and window.start <= clause.start and clause.end <= window.end
    )
    return max(held, default=FAR)


def _meets(clause: Clause, quote: Quote) -> bool:
    assert quote.answer is not None
    return clause.field == quote.field and clause.start < quote.answer[1] and quote.answer[0] < clause.end


def _joined(case: Case, picked: Sequence[Clause]) -> tuple[Quote, ...]:
    runs: list[list[Clause]] = []
    for clause in picked:
        if runs and clause.field == runs[-1][-1].field and clause.start == runs[-1][-1].end:
            runs[-1].append(clause)
        else:
            runs.append([clause])
    quotes = (quote_of(case, run[0].field, run[0].start, run[-1].end) for run in runs)
    return tuple(quote for quote in quotes if quote.text)


def _pointed(quote: Quote, found: Quote | None) -> Quote:
    """`quote` with the words that answer pointed out, where it holds them."""
    return replace(quote, answer=found.answer) if found is not None and _holds(quote, found) else quote


def _holds(quote: Quote, found: Quote) -> bool:
    span = found.answer
    return span is not None and quote.field == found.field and quote.start <= span[0] and span[1] <= quote.end
