"""Which figure, or name, of the words that answer is said first, and which is rather meant than another."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from data.patterns import regex
from data.text import clauses, fold, sentences
from data.types import Case, Quote
from retrieval.answers.leads.dated import is_bare, part_of
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import FIRST, RETRIAL, SECOND
from retrieval.cases.suits.sides import Side, asked_for
from retrieval.cases.typed import Sort, sheet
from retrieval.language.amounts import sums
from retrieval.language.figures import figures
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.matters import matter_of
from retrieval.question.closed.wanted import BEFORE, WANTED, verb_of
from retrieval.quoting.clauses import quote_of

_UNIT, _WHICH = listed("unit_behind"), listed("which_ones")
"""What stands behind a number; what asks for the things themselves and not for how many they are."""
CLEARLY_MORE = 2
"""Pairs of the question's characters by which another clause must have more for its figure to be the one asked for."""
MIN_NOUN, BESIDE = 2, 2
"""Characters of what is counted that tell it apart, and between it and a figure that is still its own: 联络点共120个."""
_NAMES = regex("“[^“”]{1,20}”(?:[、和]?“[^“”]{1,20}”)+")
_CHANGE_ASKED, _FROM_TO = listed("asks_change"), listed("from_to")
BESIDE_CHANGE = 6
"""Code points before a figure within which it is said that it is by how much something changed: 同比减少三分之二."""
_EACH, _OPEN = "分别", frozenset({Sort.MONEY, Sort.SHARE})
_IN_ALL = listed("in_all")
_FURTHEST, _LEAST, LIKE = listed("furthest"), listed("least"), 8
"""What asks for the highest or the lowest figure; code points on either side of one that tell what it is of."""
_MOST, _RANGED = listed("most"), frozenset({Sort.MONEY, Sort.DURATION, Sort.NUMBER})
_EACH_ASKED = listed("asks_of_each")
_RANGE_OF = {Type.NUMBER: Sort.MONEY, Type.AMOUNT: Sort.MONEY, Type.DURATION: Sort.DURATION}
"""What is asked of each, and the sort of figure in which a range of it is told; a bare 多少 of what somebody gave is a sum."""
_ENDS_OF = frozenset({Type.NUMBER, Type.DURATION, Type.AMOUNT, Type.SHARE})
_TIMES_ASKED, _TIMES = listed("times_over"), "倍"
_OFTEN_ASKED, _OFTEN = listed("how_often"), listed("each_period")


def how_often(text: str, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]] | None:
    """每周 where it is asked how often: of the item of an enumeration that has clearly most of the question's characters,
    of all items where several have as many.
    """
    if not _OFTEN_ASKED.search(text):
        return None
    found: list[tuple[int, int, re.Match[str], str]] = []
    for at, quote in enumerate(quotes):
        for match in _OFTEN.finditer(quote.text):
            item = re.split("[，,、；;]", quote.text[: match.end()])[-1]
            found.append((_alike(item, text), at, match, item))
    if not found:
        return None
    best = max(found, key=lambda one: one[0])
    as_good = [item for shared, at, _, item in found if shared == best[0] and at == best[1]]
    if len(as_good) > 1:  # 社区民警每周、大队民警每月: whose turn it is was not asked
        return "、".join(as_good), quotes
    _, at, match, _ = best
    start = quotes[at].start
    quote = replace(quotes[at], answer=(start + match.start(), start + match.end()))
    return match[0], (*quotes[:at], quote, *quotes[at + 1 :])


def often_told(case: Case) -> tuple[Quote, ...]:
    """The clauses of a case of one text that say how often something is done."""
    if len(case.fields) > 1:
        return ()
    field = case.fields[0]
    return tuple(
        quote_of(case, field.name, start, end)
        for start, end in clauses(field.text)
        if _OFTEN.search(field.text, start, end)
    )


def of_another(kind: Asked, quote: Quote) -> bool:
    """Whether the figure in `quote` counts something behind it, and what is asked for stands only before it, apart:
    四个 of 总中心、分中心和工作站四个层级, where it is asked how many 分中心.
    """
    assert quote.answer is not None
    start, end = quote.answer[0] - quote.start, quote.answer[1] - quote.start
    first, last = next(((a, b) for a, b in clauses(quote.text) if a <= start < b), (0, len(quote.text)))
    before, behind = quote.text[first:start], quote.text[end:last]
    noun = kind.noun.strip()
    if kind.type is not Type.NUMBER or len(noun) < MIN_NOUN or noun not in before or noun in behind:
        return False
    return len(before) - before.rfind(noun) - len(noun) > BESIDE


def changed_by(case: Case, text: str) -> Quote | None:
    """By how much something changed, where that is asked, in a case of one text that tells one such figure: 少了多少 is 减少三分之二."""
    asked = _CHANGE_ASKED.search(text)
    if asked is None or len(case.fields) > 1:
        return None
    words = listed("down" if any(char in asked[0] for char in "少降减") else "up")
    page, field = sheet(case), case.fields[0]
    base = dict(page.fields)[field.name]
    found: dict[str, Quote] = {}
    for start, end in clauses(field.text):
        for span in page.inside(field.name, start, end):
            first, last = span.start - base, span.end - base
            told = words.search(field.text, max(start, first - BESIDE_CHANGE), first)
            if span.sort in (Sort.SHARE, Sort.NUMBER, Sort.MONEY) and told and last <= end:
                quote = quote_of(case, field.name, start, end)
                found.setdefault(field.text[first:last], replace(quote, answer=(first, last)))
    return next(iter(found.values())) if len(found) == 1 else None


def of_change(text: str, quote: Quote) -> bool:
    """Whether it is asked by how much something changed, and `quote` says from what to what: 少了几起, 由47起降到9起."""
    return bool(_CHANGE_ASKED.search(text) and _FROM_TO.search(quote.text))


def _with_unit(quote: Quote, end: int) -> int:
    """The end of a bare number with the unit behind it: 40余笔."""
    rest = _UNIT.match(quote.text, end - quote.start)
    bare = quote.text[end - quote.start - 1].isdigit()
    return quote.start + rest.end() if rest is not None and bare else end


def _alike(item: str, text: str) -> int:
    """Pairs of characters that `item` has from `text`."""
    return len(set(pairwise(item)) & set(pairwise(text)))


def one_of_several(quote: Quote) -> bool:
    """Whether the words that answer are one item of an enumeration of such."""
    assert quote.answer is not None
    start, end = quote.answer[0] - quote.start, quote.answer[1] - quote.start
    beside = quote.text[max(start - 1, 0) : start] + quote.text[end : end + 1]
    return "、" in beside and "分别" in quote.text[:start]


def respective(case: Case, kind: Asked, text: str, quote: Quote) -> Quote | None:
    """Of items that are told with a figure each the figure of the one that `text` names: 8月、11月分别为319小时、322.5小时."""
    page, field = sheet(case), case.text_of(quote.field) or ""
    if quote.field not in dict(page.fields):
        return None
    base = dict(page.fields)[quote.field]
    for start, end in sentences(field):
        at = field.find(_EACH, start, end)
        if at < 0 or not (start < quote.end and quote.start < end):
            continue
        before = next((part for part in reversed(re.split("[，,；;]", field[start:at])) if "、" in part), "")
        items = [fold(one) for one in re.split("[、和]", before) if one]
        until = next((b for a, b in clauses(field[start:end]) if start + a <= at < start + b), end - start)
        figures = [
            span
            for span in page.inside(quote.field, at, start + until)
            if span.sort in WANTED[kind.type][:1] and span.start >= base + at
        ]
        named = [
            place for place, item in enumerate(items) if re.search(rf"(?<!\d){re.escape(item[-4:])}", text)
        ]
        if len(items) == len(figures) and len(named) == 1:
            span = figures[named[0]]
            return replace(
                quote_of(case, quote.field, start, start + until), answer=(span.start - base, span.end - base)
            )
    return None


def only_figure(
    case: Case, kind: Asked, text: str, quotes: tuple[Quote, ...]
) -> tuple[str, tuple[Quote, ...]]:
    """The one figure of the sort asked for in `quotes`, pointed out there; '' where there is none or more than one."""
    if _WHICH.search(text) or len(asked_for(text)) > 1:
        return "", quotes
    open_ = kind.type is Type.NUMBER and not kind.unit
    if open_ and ("多少" not in text or asked_for(text)):
        return "", quotes  # 要了多少, of a case that tells what was paid; 拿了几十万, which asks nothing
    page = sheet(case)
    bases = dict(page.fields)
    sorts = frozenset(WANTED[kind.type][:2])
    sorts = frozenset({Sort.MONEY}) if kind.type is Type.AMOUNT else _OPEN if open_ else sorts
    found = [
        (at, span.start - bases[quote.field], span.end - bases[quote.field])
        for at, quote in enumerate(quotes)
        if quote.field in bases
        for span in page.inside(quote.field, quote.start, quote.end)
        if span.sort in sorts and span.end - bases[quote.field] <= quote.end
        if not is_bare(page.text[span.start : span.end])
        if not any(part_of(span, other) for other in page.typed if other.sort is Sort.DATE)
    ]
    if open_ and len(found) > 1:
        return "", quotes  # 多少 of nothing that is named: of several figures none is surely the one
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


def figure_before(case: Case, kind: Asked) -> Quote | None:
    """The one figure that stands right before what is counted, in a case of one text: 9个维度; None where it has several
    or none.
    """
    if len(case.fields) > 1 or len(kind.noun) < MIN_NOUN:
        return None
    for noun in dict.fromkeys((kind.noun, kind.noun[:MIN_NOUN])):  # 部门 of 多少个部门凑来的
        if found := _right_before(case, noun):
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _right_before(case: Case, noun: str) -> dict[str, Quote]:
    """The figures of a case of one text right before `noun`, by their words."""
    page, field = sheet(case), case.fields[0]
    base = dict(page.fields)[field.name]
    found: dict[str, Quote] = {}
    for start, end in clauses(field.text):
        quote = quote_of(case, field.name, start, end)
        for span in page.inside(field.name, start, end):
            at = span.end - base
            if span.sort in WANTED[Type.NUMBER][:2] and field.text.startswith(noun, at):
                answer = (span.start - base, at)
                found.setdefault(page.text[span.start : span.end], replace(quote, answer=answer))
    return found


def better_clause(profile: Profile, kind: Asked, text: str, found: Quote) -> Quote:
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


def furthest(profile: Profile, kind: Asked, text: str, found: Quote) -> Quote:
    """`found`, or the highest, or lowest, figure in the same unit that a clause of its paragraph tells in like words, where
    that is asked: 连续82小时 beside 连续77小时 of 最长一次打了几个小时."""
    asked = _FURTHEST.search(text)
    if asked is None or found.answer is None or kind.type not in _ENDS_OF:
        return found
    case, page = profile.case, sheet(profile.case)
    field, base = case.text_of(found.field) or "", dict(page.fields)[found.field]
    start, end = found.answer
    first = field.rfind("\n", 0, start) + 1
    last = field.find("\n", end)
    like = set(pairwise(fold(field[max(first, start - LIKE) : start] + field[end : end + LIKE])))
    unit = field[start:end].lstrip("0123456789.,")
    best, value = found, _value(field[start:end])
    less = bool(_LEAST.search(asked[0]))
    for span in page.inside(found.field, first, last if last >= 0 else len(field)):
        a, b = span.start - base, span.end - base
        other = _value(field[a:b])
        beside = set(pairwise(fold(field[max(first, a - LIKE) : a] + field[b : b + LIKE])))
        if not field[a:b].endswith(unit) or other is None or value is None or len(beside & like) < 2:
            continue
        if (other < value) if less else (other > value):
            clause = next((x, y) for x, y in clauses(field) if x <= a < y)
            best, value = replace(quote_of(case, found.field, *clause), answer=(a, b)), other
    return best


def _value(told: str) -> float | None:
    digits = told.strip("超过约近逾自从")
    number = digits.rstrip("".join(char for char in digits if not (char.isdigit() or char in ".,")))
    return float(number.replace(",", "")) if number.replace(",", "").replace(".", "", 1).isdigit() else None


def range_told(case: Case, text: str, kind: Asked) -> Quote | None:
    """From the lowest to the highest, where both are asked, or what each of several was, and a clause tells them as one:
    3.58万元至15.34万元不等."""
    both = _LEAST.search(text) and _MOST.search(text)
    of_each = kind.type in _RANGE_OF and _EACH_ASKED.search(text) and not (kind.unit or kind.noun)
    if not (both or of_each):
        return None
    page, found = sheet(case), []
    for name, base in page.fields:
        field = case.text_of(name) or ""
        for start, end in clauses(field):
            stop = field.find("不等", start, end)
            spans = [s for s in page.inside(name, start, stop) if s.sort in _RANGED] if stop > 0 else []
            spans = [s for s in spans if s.sort is spans[-1].sort]
            if len(spans) > 1 and (both or spans[0].sort is _RANGE_OF[kind.type]):
                answer = spans[0].start - base, spans[-1].end - base
                quote = replace(quote_of(case, name, start, end), answer=answer)
                found.append((_alike(fold(quote.text), text), -base - start, quote))
    return max(found, key=lambda one: one[:2])[2] if found else None


def times_told(case: Case, text: str) -> Quote | None:
    """How many times over, where that is asked of a case of one text that tells one such figure: 按货款三倍赔偿, and no share
    beside it."""
    if len(case.fields) > 1 or not _TIMES_ASKED.search(text):
        return None
    found: dict[Fraction, Quote] = {}
    for field in case.fields:
        for start, end in clauses(field.text):
            for one in figures(field.text[start:end]):
                if one.unit == _TIMES:
                    answer = start + one.start, start + one.end + len(_TIMES)
                    quote = replace(quote_of(case, field.name, start, end), answer=answer)
                    found.setdefault(one.value, quote)
    return next(iter(found.values())) if len(found) == 1 else None


def granted(profile: Profile, text: str) -> Quote | None:
    """The one sum of the ruling that stands, where it is asked what was decided and no sum is told as asked for."""
    course = profile.course
    instance = next((name for name in (FIRST, SECOND, RETRIAL) if name in text), "")
    ruling = course.at(instance) if instance else course.operative
    result = course.result_of(instance) if instance else course.result
    if asked_for(text) != {Side.DECIDED} or ruling is None or result == "lost" or "元" in text:
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


def of_matter(profile: Profile, kind: Asked, text: str) -> Quote | None:
    """The figure that the case tells of the very matter asked of, a sum of wages or the day of a contract; None where it
    tells none, or several and none with clearly more of the question."""
    matter, page = matter_of(text, kind), sheet(profile.case)
    told = matter.told_of(page) if matter else []
    if matter and matter.sort is Sort.DATE:  # 同年 is no date by itself
        told = [one for one in told if not is_bare(page.text[one[0].start : one[0].end])]
    shared: dict[str, int] = {}
    for span, stretch in told:
        said = page.text[span.start : span.end]
        shared[said] = max(shared.get(said, 0), _alike(stretch, text))
    in_all = matter is not None and matter.sort is Sort.MONEY and _IN_ALL.search(text)
    if in_all and len(told) > 1:  # no part is more than the whole
        largest = max(told, key=lambda one: max(sums(page.text[one[0].start : one[0].end]), default=0.0))[0]
        shared = {page.text[largest.start : largest.end]: 1}
    best, *rest = sorted(shared, key=lambda said: -shared[said]) or [""]
    if not best or (rest and shared[best] < shared[rest[0]] + CLEARLY_MORE):
        return None
    at = next(span for span, _ in told if page.text[span.start : span.end] == best)
    name, base = page.where(at.start)
    start, end = at.start - base, at.end - base
    held = [(a, b) for a, b in clauses(profile.case.text_of(name) or "") if a < end and start < b]
    quote = quote_of(profile.case, name, held[0][0], held[-1][1]) if held else None
    holds = quote is not None and quote.start <= start and end <= quote.end
    return replace(quote, answer=(start, end)) if quote is not None and holds else None


_OF_DATES, LONGEST_DATE = frozenset("0123456789年月日"), 24
"""Characters of a date, and code points within which those stand that are told with it."""


def with_those_beside(quote: Quote) -> Quote:
    """A name in quotation marks that is answered with, and those right beside it: “国博衍艺”“国博美饌”; a date and those told with
    it, 2015年7月、2016年10月; 人次, not 人."""
    assert quote.answer is not None
    start, end = quote.answer[0] - quote.start, quote.answer[1] - quote.start
    if quote.text[end - 1] in "年月日" and not set(quote.text[start:end]) - _OF_DATES:
        last = end
        while quote.text[last : last + 1] == "、" and last <= end + LONGEST_DATE:
            last += 1 + len(quote.text[last + 1 :]) - len(quote.text[last + 1 :].lstrip("".join(_OF_DATES)))
        end = last if quote.text[last - 1] in "年月日" else end
        return replace(quote, answer=(quote.answer[0], quote.start + end))
    if quote.text[end - 1] == "人" and quote.text[end : end + 1] == "次":
        return replace(quote, answer=(quote.answer[0], quote.answer[1] + 1))
    if quote.text[start : start + 1] != "“":
        return quote
    for match in _NAMES.finditer(quote.text):
        if match.start() <= start and end <= match.end():
            return replace(quote, answer=(quote.start + match.start(), quote.start + match.end()))
    return quote
