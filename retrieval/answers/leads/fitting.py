"""Whether the figure that is said first is of the sort that is asked for, and which of several alike in a clause is meant.

多少单 is answered by no sum of money, 几成 by no number of pieces: a lead of another sort misleads, and none is better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from data.numerals import number_of
from data.text import clauses, fold, pairs, split_at
from data.types import Case, Quote
from retrieval.answers.leads.figures import with_those_beside
from retrieval.answers.leads.forms import answer_of
from retrieval.cases.suits.sections import MEANING
from retrieval.cases.typed import Sort, sheet
from retrieval.language.amounts import sums
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.wanted import WANTED
from retrieval.quoting.clauses import quote_of

_MONEY, _TIME = listed("money_unit"), listed("time_unit")
_SHARES = ("%", "％", "‰", "成", "分之", "倍", "百分点")
_IN_ALL, _EACH = listed("in_all"), listed("asks_of_each")
_HOW_MANY, _OF = "两二三四五六23456", "个种次笔家人份套项边方头"
_BEHIND = listed("counts_behind")
_LIGHT = frozenset("的了是有吗呢啊哦多少几个那这共总")
_TOTALS, _FIGURES, _ENDS = (
    ("共计", "总计", "合计", "共", "计", "约", "达"),
    frozenset("0123456789,."),
    ("", *"，。；、（）"),
)
_RATE_ASKED = ("每", "一个月", "一天", "一年", "一日", "一米", "一平", "月薪", "月租", "一人")
_IN_THE_END = ("最后", "最终", "到底", "真正", "实际", "减完")
_CONCLUDES = ("即", "最终", "实际", "遂判", "故判")
"""How it is asked what a share came to, and how that is told."""
_ORDINAL = ("第", "首", "头")
LEAST = 2
"""Characters behind the asking words that a clause must have for its figure to be the one asked of."""
_PAID, NEAR_VERB = "赔罚退补", 3
"""By what a sum is paid, in or right before the asking words: 要赔多少, 罚了多少."""
_OF_PERSONS = ("人", "名", "位")
_UNITS = {"单": "笔单件", "笔": "笔单", "趟": "次趟", "回": "次回", "遍": "次遍"}


def fits(kind: Asked, said: str) -> bool:
    """Whether `said` is a figure of the sort that `kind` asks for."""
    money = bool(_MONEY.search(said))
    if kind.type is Type.AMOUNT:
        return money or "倍" in said or kind.unit not in ("元", "钱", "块")
    if kind.type is Type.NUMBER:
        part = said[-1:] == "期" and kind.unit != "期"  # 南外环路一期 is a name
        persons = (
            kind.unit in _OF_PERSONS and not said[-1:].isdigit() and said[-1:] not in (*_OF_PERSONS, "次")
        )
        of_persons = kind.unit == "次" and said.endswith(_OF_PERSONS)  # 去了几次 is no 2名
        return not (part or persons or of_persons or (kind.unit and money))
    if kind.type is Type.DURATION:
        return bool(_TIME.search(said)) or not said[-1:].isalpha()
    if kind.type is Type.SHARE:
        return any(sign in said for sign in _SHARES) or said[-1:].isdigit()
    return True


def fitting(
    case: Case, kind: Asked, text: str, said: str, quotes: tuple[Quote, ...]
) -> tuple[str, tuple[Quote, ...]]:
    """`said` and `quotes`; without it where it does not fit, and another where one of the quotes' own surely does."""
    if "第几" in text and said and not said.startswith(_ORDINAL):
        return "", tuple(replace(quote, answer=None) for quote in quotes)  # 三个 says no rank
    if kind.type is Type.AMOUNT and said and _IN_ALL.search(text):
        whole = _whole(case, said, quotes)
        return whole or (said, quotes)
    if kind.type is Type.AMOUNT and said and (paid := _by_verb(case, kind, text, said, quotes)) is not None:
        return answer_of(paid), (paid,)
    if kind.type is Type.SHARE and (ended := _share_in_the_end(case, kind, text)) is not None:
        return answer_of(ended), (ended,)
    of_one_time = any(
        char.isdigit() for char in text
    )  # of a month or a year, which the noun alone does not tell
    misfits = not (said and fits(kind, said)) and not of_one_time
    if misfits and kind.type is Type.NUMBER and not kind.unit and (beside := _beside_noun(case, kind)):
        return answer_of(beside), (beside,)
    found = list(_figures(case, kind, quotes))
    if len(found) > 1 and _EACH.search(text) and (each := _of_each(text, found)):
        return each, quotes
    if said and (whole := _outside(case, kind, text, said, quotes)) is not None:
        return whole
    if said and fits(kind, said):
        told = [
            _with_its_unit(with_those_beside(quote)) if answer_of(quote) == said else quote
            for quote in quotes
        ]
        longer = next((answer_of(q) for q in told if answer_of(q).startswith(said)), said)
        return longer, tuple(told)
    if said:
        said, quotes = "", tuple(replace(q, answer=None) if answer_of(q) == said else q for q in quotes)
    if kind.type is Type.DURATION:
        return said, quotes  # of several terms the one that is served is told in a form of its own
    best = _the_one(kind, text, found)
    return _pointed(best, quotes) if best is not None else (said, quotes)


def _the_one(kind: Asked, text: str, every: list[_Figure]) -> _Figure | None:
    """Of several figures the one that is surely asked for: no rate, in no brackets, in the unit, told of what is asked."""
    several = len({one.text for one in every}) > 1
    found = _no_rates(text, every)
    outside = [one for one in found if not one.within]
    alike = [one for one in found if _of_unit(kind, one.text)]
    for some in (found if several else [], outside if several else [], alike):
        if len({one.text for one in some}) == 1:
            return some[0]
    return _by_predicate(kind, text, alike or found) or _by_item(kind, text, alike or found)


def _share_in_the_end(case: Case, kind: Asked, text: str) -> Quote | None:
    """The one share that a case says it came to, where that is asked: 即需承担63%的责任; None where it tells none so, or several."""
    if not any(word in text for word in _IN_THE_END):
        return None
    quotes = tuple(
        quote_of(case, field.name, start, end)
        for field in case.fields
        if not MEANING.search(field.name)
        for start, end in clauses(field.text)
        if any(word in field.text[start:end] for word in _CONCLUDES)
    )
    found = {one.text: one for one in _figures(case, kind, quotes)}
    if len(found) != 1:
        return None
    one = next(iter(found.values()))
    return replace(quotes[one.at], answer=(one.start, one.end))


def _by_verb(case: Case, kind: Asked, text: str, said: str, quotes: tuple[Quote, ...]) -> Quote | None:
    """The one sum of a short case that is told with what is done, where `said` is not: 要赔多少, and 1200元 is the price."""
    verb = next((char for char in text[max(0, kind.span[0] - NEAR_VERB) : kind.span[1]] if char in _PAID), "")
    own = [one for one in _figures(case, kind, quotes) if one.text == said]
    if not verb or len(case.fields) != 1 or any(verb in one.clause for one in own):
        return None
    field = case.fields[0]
    told = tuple(
        quote_of(case, field.name, start, end)
        for start, end in clauses(field.text)
        if verb in field.text[start:end]
    )
    found = list(_figures(case, kind, told))
    if len({one.text for one in found}) != 1:
        return None
    return replace(told[found[0].at], answer=(found[0].start, found[0].end))


def _outside(
    case: Case, kind: Asked, text: str, said: str, quotes: tuple[Quote, ...]
) -> tuple[str, tuple[Quote, ...]] | None:
    """The one figure outside of the brackets in which `said` stands, unless what it is of is asked: 3次（现场2次、电话1次）."""
    found = list(_figures(case, kind, quotes))
    own = [one for one in found if one.within and one.text == said]
    outside = [one for one in found if not one.within and one.text[-1] == said[-1]]
    if not own or len({one.text for one in outside}) != 1 or outside[0].text == said:
        return None
    quote = quotes[own[0].at]
    before = quote.text[max(0, own[0].start - quote.start - LEAST) : own[0].start - quote.start]
    return None if before in text else _pointed(outside[0], quotes)


def _with_its_unit(quote: Quote) -> Quote:
    """A bare number that answers, with the unit right behind it: 84号."""
    assert quote.answer is not None
    start, end = quote.answer
    rest = quote.text[end - quote.start :]
    unit = _BEHIND.match(rest) if quote.text[end - quote.start - 1].isdigit() else None
    return replace(quote, answer=(start, end + unit.end())) if unit else quote


def _beside_noun(case: Case, kind: Asked) -> Quote | None:
    """The one number that stands right behind what is counted, in whatever unit: 连砂石共计25340方."""
    noun = kind.noun.strip()[-2:]
    if len(noun) < LEAST or not noun.isalpha():
        return None
    found = {
        field.text[a:b]: replace(quote_of(case, field.name, start, end), answer=(a, b))
        for field in case.fields
        for start, end in clauses(field.text)
        for a, b in _number_behind(noun, field.text, start, end)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _number_behind(noun: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The number with its unit of one or two characters that ends its clause, right behind each `noun` of `text[start:end]`."""
    at = text.find(noun, start, end)
    while at >= 0:
        first = at + len(noun)
        first += len(next((word for word in _TOTALS if text.startswith(word, first)), ""))
        last = first
        while last < end and text[last] in _FIGURES:
            last += 1
        told = last > first and text[first].isdigit()
        while told and last < end and text[last] in "万余多":
            last += 1
        for stop in (last + 1, last + 2):
            if told and stop <= end and text[last:stop].isalpha() and text[stop:end][:1] in _ENDS:
                yield first, stop
                break
        at = text.find(noun, first, end)


class _Figure:
    """A figure in the quote at `at`: its words and place in the field, the clause it stands in, whether in brackets."""

    def __init__(self, at: int, quote: Quote, start: int, end: int) -> None:
        self.at, self.start, self.end = at, start, end
        told = quote.text
        self.text = told[start - quote.start : end - quote.start]
        first, last = next(((a, b) for a, b in clauses(told) if a <= start - quote.start < b), (0, len(told)))
        self.clause = fold(told[first:last])
        before = told[: start - quote.start]
        self.within = before.count("（") > before.count("）")


def _figures(case: Case, kind: Asked, quotes: Sequence[Quote]) -> Iterator[_Figure]:
    """The figures of the sort asked for in `quotes`, with the unit behind a bare number."""
    page = sheet(case)
    bases = dict(page.fields)
    if kind.type not in (Type.NUMBER, Type.AMOUNT, Type.SHARE):
        return
    sorts = (Sort.MONEY,) if kind.type is Type.AMOUNT else WANTED[kind.type][:1]
    for at, quote in enumerate(quotes):
        for span in page.inside(quote.field, quote.start, quote.end) if quote.field in bases else ():
            start, end = span.start - bases[quote.field], span.end - bases[quote.field]
            if span.sort in sorts and quote.start <= start and end <= quote.end:
                rest = quote.text[end - quote.start :]
                unit = _BEHIND.match(rest) if quote.text[end - quote.start - 1].isdigit() else None
                figure = _Figure(at, quote, start, end + (unit.end() if unit else 0))
                if fits(kind, figure.text) and not _MONEY.match(rest):
                    yield figure


def _no_rates(text: str, found: list[_Figure]) -> list[_Figure]:
    """`found` without what is paid by the month or the day, where that is not asked: 每月支付违约金1006元."""
    if any(word in text for word in _RATE_ASKED):
        return found
    return [one for one in found if "每" not in one.clause] or found


def _of_unit(kind: Asked, text: str) -> bool:
    return bool(kind.unit) and text.rstrip("左右以上").endswith(tuple(_UNITS.get(kind.unit, kind.unit)))


def _pointed(figure: _Figure, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]]:
    quote = replace(quotes[figure.at], answer=(figure.start, figure.end))
    return figure.text, (*quotes[: figure.at], quote, *quotes[figure.at + 1 :])


def _of_each(text: str, found: Sequence[_Figure]) -> str:
    """The figures of as many things as are asked of, in one quote, told one behind another: 两种方案各要多少."""
    asked = next((one for one, of in pairwise(text) if one in _HOW_MANY and of in _OF), "")
    values = list(dict.fromkeys(one.text for one in found))
    number = number_of(asked) or 0
    alone = len({one.at for one in found}) == 1
    return "；".join(values) if alone and number == len(values) else ""


def _by_predicate(kind: Asked, text: str, found: Sequence[_Figure]) -> _Figure | None:
    """Of several figures the one whose clause alone has what the question says behind its asking words: 几包是过期的."""
    behind = text[kind.span[1] :] if kind.span[1] else ""
    telling = {char for char in behind if char not in _LIGHT and char.isalnum()}
    held = [len(telling & set(one.clause)) for one in found]
    if not held or max(held) < LEAST or held.count(max(held)) != 1:
        return None
    return found[held.index(max(held))]


def _by_item(kind: Asked, text: str, found: Sequence[_Figure]) -> _Figure | None:
    """Of several figures the one whose clause alone has what the asking clause is about: 交强险大概赔了多少."""
    about = pairs(split_at(text[: kind.span[0]], "，,。；;？?")[-1]) if kind.span[1] else frozenset()
    ranked = sorted(((len(about & pairs(one.clause)), -at) for at, one in enumerate(found)), reverse=True)
    clear = len(ranked) > 1 and ranked[0][0] >= ranked[1][0] + LEAST
    return found[-ranked[0][1]] if clear else None


def _whole(case: Case, said: str, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]] | None:
    """The sum that is made of `said` and others of its sentence, where it is asked how much it was in all."""
    page = sheet(case)
    bases = dict(page.fields)
    part = max(sums(said), default=0.0)
    for quote in quotes:
        field = case.text_of(quote.field) or ""
        if quote.field not in bases or answer_of(quote) != said:
            continue
        first, last = field.rfind("。", 0, quote.start) + 1, field.find("。", quote.end)
        base = bases[quote.field]
        told = {
            (s.start - base, s.end - base): max(sums(page.text[s.start : s.end]), default=0.0)
            for s in page.inside(quote.field, first, last if last > 0 else len(field))
            if s.sort is Sort.MONEY
        }
        others = [value for value in told.values() if value != part]
        made = {part + sum(some) for size in (1, 2) for some in combinations(others, size)}
        for (start, end), value in told.items():
            if value > part and value in made:
                a, b = next((x, y) for x, y in clauses(field) if x <= start < y)
                found = replace(quote_of(case, quote.field, a, b), answer=(start, end))
                return field[start:end], (found,)
    return None
