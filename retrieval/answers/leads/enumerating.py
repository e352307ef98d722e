"""The items of an enumeration, where a question asks which ones they are: 哪五样 is 专利、商标、版权、地理标志、植物新品种."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from data.numerals import number_of
from data.patterns import regex
from data.text import clauses, fold, quotations, split_at
from data.types import Case, Quote
from data.values import dataclass
from retrieval.cases.suits.sections import CLAIMS, MEANING
from retrieval.language.numbers import counted_in
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type, asked_all
from retrieval.quoting.clauses import quote_of

_N = "一二两三四五六七八九十"
_ASKS = regex(
    rf"(?:哪(?P<n>[{_N}])|(?P<m>[{_N}])(?:个|样|项|种|类|方|级|层|联|治|加)?[“”一-鿿]{{0,5}}?(?:都|分别|具体|各)?[是加指]的?(?:啥|什么|哪些|哪几))|"
    r"(?:(?:哪|后[头面边]|其余|剩下的?|剩的)几(?:个|种)?|几(?=[级层类项样][，,]?(?:都|各|分别)?(?:叫|是)(?:什么|啥|哪)))(?P<noun>[一-鿿])"
)
_READS_OUT, _READS = listed("reads_out"), "念列数报背"
_A_LINE_EACH, _ANY_ITEM = listed("line_each"), "样个项种条句点"
_KEYED = regex(rf"[{_N}双][个项]?(?P<what>[一-鿿])")
"""A word that sums an enumeration up, three of it: 三治, 双标, 七联, 五位一体."""
_RUN = regex(
    r"(?:“[^“”]{1,12}”){2,}|“[^“”+]{1,20}(?:\+[^“”+]{1,20})+”|[^，。；：、“”]{1,30}(?:、[^，。；：、]{1,20})+|[^，。；：、“”]{2,20}(?:和|与|及)[^，。；：、“”]{2,20}"
)
_ITEMS_ASKED, COUNTED = listed("items_asked"), 4
"""What asks for things one by one; characters behind a number within which stands what is counted: 16个公安分局."""
_AND = "和与及"
_OTHERS = frozenset((Type.AMOUNT, Type.DATE, Type.DURATION, Type.SHARE, Type.WHO))
_LEADS, _TOGETHER, _SIDES = listed("leads_items"), listed("does_together"), "方家头边"
_SUMS_UP = listed("sums_up")
"""What ends the last item: 三项职能, 四个层级, 等."""
REACH = 10
"""Code points beside an enumeration within which stands what sums it up."""
KEY, LONGEST_ITEM, UNEVEN = 6, 24, 3
"""Pairs of the question's characters that it counts for that what sums an enumeration up stands in both; code points of an
item; how many times as long as the others the first one may be."""
_CONCERNING = "有关"
"""With which 有 is no lead to an enumeration."""
LEAST = 2
"""Pairs of characters, or that many for a key, that a clause must share with the question."""


KIND = 3
"""Characters of what something is called at its end, at most: 大典, 节."""
SORT, _WHICH, _ANY_SORT = (
    2,
    ("哪些", "哪几个", "哪几种", "哪几项", "什么", "啥"),
    frozenset(("案例", "案子", "地方", "单位", "好处", "意思")),
)
"""Characters of the sort of things that is asked for, the words that ask, and sorts that sum up no enumeration of a case."""


@dataclass(frozen=True, slots=True)
class _Run:
    field: str
    start: int
    end: int
    items: tuple[str, ...]
    clause: tuple[int, int]


def items_told(case: Case, text: str) -> Quote | None:
    """The clause of `case` with the enumeration that `text` (folded) asks for, its items pointed out; None where it asks
    for none, or no one enumeration of so many is surely meant."""
    if _asks_more(text):
        return None
    number, noun = _so_many(text)
    if number is None:
        return _of_sort(case, text) or _of_their_kinds(case, text)
    if number == 1:
        return None
    keyed = [one[0] for one in _KEYED.finditer(text)]
    found = [run for run in _runs(case) if not number or len(run.items) == number]
    found = [run for run in found if not any(key in item for key in keyed for item in run.items)]
    keys = {one["what"] for one in _KEYED.finditer(text)} | set(noun)
    pairs = set(pairwise(text))
    scored = sorted(
        ((_score(case, run, pairs, keys, noun), -at) for at, run in enumerate(found)), reverse=True
    )
    if not scored or scored[0][0] < LEAST or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return _of_sort(case, text)
    run = found[-scored[0][1]]
    quote = quote_of(case, run.field, *run.clause)
    if fold(case.text_of(run.field) or "")[run.start - 1 :].startswith(_CONCERNING):
        return quote  # 适用合同法有关…和…的规定: the clause tells them, and no run of it does
    return (
        replace(quote, answer=(run.start, run.end))
        if quote.start <= run.start and run.end <= quote.end
        else None
    )


def _so_many(text: str) -> tuple[int | None, str]:
    """How many items `text` asks for, 0 where it leaves that open, and what they are; no number where it asks for none.

    Of items that are to stand a line each, or of which the rest is asked for (那六样，后头几样呢), a word tells it that sums them up.
    """
    asks = _ASKS.search(text)
    any_item = bool(asks and asks["noun"] and asks["noun"] in _ANY_ITEM)
    if any_item or (asks is None and _one_by_one(text)):
        told = (number_of(one[0][0]) or 0 for one in _KEYED.finditer(text))
        if number := next((number for number in told if number > 1), None):
            return number, ""
    if asks is None:
        return None, ""
    said = asks["n"] or asks["m"] or ""
    return (number_of(said) if said else 0), asks["noun"] or ""


def _one_by_one(text: str) -> bool:
    """Whether items are to stand a line each, or to be read out, which is said last: 四加法念给我听听."""
    bare = text.rstrip("？?。！! 吧呗呀啊")
    out = any(one.end() == len(bare) and one[0][0] in _READS for one in _READS_OUT.finditer(bare))
    return out or bool(_A_LINE_EACH.search(text))


def not_all(case: Case, text: str) -> Quote | None:
    """The clause of `case` that counts the things which `text` (folded) asks for one by one, and does not list so many: 9个维度.

    None where it asks for none, or the case lists them.
    """
    asked = _ITEMS_ASKED.search(text)
    if asked is None or len(case.fields) > 1:
        return None
    own, name = fold(case.fields[0].text), case.fields[0].name
    behind, names = text[asked.end() :][:SORT], quotations(own)
    for number, _, what in counted_in(text[: asked.start()]):
        for told, at, told_of in counted_in(own):
            same = told == number > 1 and any(
                one and one in told_of[:COUNTED] for one in (what[:SORT], behind)
            )
            if (
                same
                and not any(start <= at < end for start, end in names)
                and not any(len(run.items) == number for run in _runs(case))
            ):
                clause = next(one for one in clauses(own) if one[0] <= at < one[1])
                return quote_of(case, name, *clause)
    return None


def unexplained(case: Case, text: str) -> Quote | None:
    """The clause of `case` with the name of which a letter is asked for, “3+n”的n指什么, and which explains it nowhere else."""
    names = [
        text[start:end]
        for start, end in quotations(text)
        if "+" in text[start:end] and text[end + 1 :].lstrip("里面当中的,，")[:1] in tuple(text[start:end])
    ]
    for field in case.fields if names and len(case.fields) == 1 else ():
        told = fold(field.text)
        if told.count(names[0]) == 1:
            at = told.index(names[0])
            return quote_of(case, field.name, *next(one for one in clauses(told) if one[0] <= at < one[1]))
    return None


def _of_sort(case: Case, text: str) -> Quote | None:
    """The clause with the one enumeration that is summed up by the sort of thing asked for: 有哪些功能, …司法确认等功能."""
    asked = [(ask, text.partition(ask)[2].rstrip("？?")) for ask in _WHICH if ask in text]
    sorts = {rest[:SORT] for _, rest in asked}
    sorts |= {rest.rpartition("的")[2][:SORT] for ask, rest in asked if ask[0] == "哪"}  # 哪几个自己的品牌
    sorts = {one for one in sorts if len(one) == SORT and one not in _ANY_SORT}
    told = {field.name: fold(field.text) for field in case.fields}
    behind = ((run, told[run.field][run.end : run.clause[1]]) for run in _runs(case))
    ends = ((run, rest[: REACH + SORT]) for run, rest in behind if rest.startswith("等"))
    summed = [run for run, rest in ends if any(sort in rest for sort in sorts)]
    if len(summed) != 1:
        return None
    run = summed[0]
    sizes = [len(item) for item in run.items]
    quote = quote_of(case, run.field, *run.clause)
    whole = quote.start <= run.start and UNEVEN * min(sizes) >= max(sizes)
    return replace(quote, answer=(run.start, run.end)) if whole else None


def _of_their_kinds(case: Case, text: str) -> Quote | None:
    """The items of one enumeration that are called as what is asked for: 有个啥大典，还有啥节 is 医圣拜谒大典、张仲景医药文化节."""
    kinds = {split_at(part, " ，,。？?的、和")[0] for ask in ("啥", "什么") for part in text.split(ask)[1:]}
    kinds = {kind for kind in kinds if 0 < len(kind) <= KIND and kind not in _ANY_SORT}
    if not kinds:
        return None
    found = [
        (run, [item for item in run.items if any(item.endswith(kind) and item != kind for kind in kinds)])
        for run in _runs(case)
    ]
    found = [(run, items) for run, items in found if items and len(items) < len(run.items)]
    if len(found) != 1 or not all(any(item.endswith(kind) for item in found[0][1]) for kind in kinds):
        return None
    run, items = found[0]
    told = fold(case.text_of(run.field) or "")
    start, last = told.find(items[0], run.start), told.find(items[-1], run.start)
    if min(start, last) < 0:
        return None  # an item that is broken by a blank or a line
    return replace(quote_of(case, run.field, *run.clause), answer=(start, last + len(items[-1])))


def _asks_more(text: str) -> bool:
    """Whether a figure or a person is asked for besides, or of several enumerations each."""
    kinds = {kind.type for kind in asked_all(text)}
    keys = {one[0] for one in _KEYED.finditer(text)}
    return bool(kinds & _OTHERS) or (len(keys) > 1 and "分别" in text)


def _score(case: Case, run: _Run, pairs: set[tuple[str, str]], keys: set[str], noun: str) -> int:
    """How much an enumeration has of the question: pairs of characters of its clause, and the word that sums it up."""
    told = fold(case.text_of(run.field) or "")
    behind, before = told[run.end : run.end + REACH], told[max(run.clause[0], run.start - REACH) : run.start]
    summed = {one["what"] for one in _KEYED.finditer(before + "|" + behind)}
    if noun:
        summed = set(behind.partition("，")[0]) & set(noun)
        if not summed and noun in _SIDES and _TOGETHER.search(behind):
            summed = {noun}  # “政府+中小学+高校+企业”共同参与
        if not summed:
            return 0
    around = set(pairwise(told[run.clause[0] : run.clause[1]]))
    at_hand = set(pairwise(re.split("[，,；;。]", behind)[0]))
    of_sort = KEY // 2 * bool(at_hand & pairs)  # 三项职能, where 哪三样职能 is asked
    return len(around & pairs) + KEY * bool(summed & keys) + of_sort


def _runs(case: Case) -> Iterator[_Run]:
    for field in case.fields:
        if CLAIMS.search(field.name) or (len(case.fields) > 1 and MEANING.search(field.name)):
            continue
        told = fold(field.text)
        for clause in clauses(field.text):
            for match in _RUN.finditer(told, *clause):
                if (run := _run(field.name, told, match.span(), clause)) is not None:
                    yield run


def _run(field: str, told: str, span: tuple[int, int], clause: tuple[int, int]) -> _Run | None:
    """The enumeration at `span`, cut to its items; None where it is not clear where they begin and end."""
    start, end = span
    said = told[start:end]
    if said.startswith("“") and said.endswith("”") and "、" not in said:
        if "+" in said:
            return _Run(field, start + 1, end - 1, tuple(said[1:-1].split("+")), clause)
        return _Run(field, start, end, tuple(said[1:-1].split("”“")), clause)
    cut = _parts(said)
    inner = [said[a:b] for a, b in cut[1:-1]]
    first, last = cut[0], cut[-1]
    length = len(inner[0]) if inner and len({len(one) for one in inner}) == 1 and len(inner) > 1 else 0
    alike = inner[0][-1] if inner and len({one[-1] for one in inner}) == 1 else ""
    head = _head(said[slice(*first)], length, inner)
    tail = _tail(
        said[slice(*last)], length, alike, at_end=end == clause[1] or told[end : end + 1] in "，。；"
    )
    if head is None or tail is None:
        return None
    begin, stop = start + first[0] + head, start + last[0] + tail
    items = (said[first[0] + head : first[1]], *inner, said[last[0] : last[0] + tail])
    uneven = bool(inner) and len(items[0]) > UNEVEN * max(map(len, inner))
    if not all(items) or max(map(len, items)) > LONGEST_ITEM or uneven:
        return None
    return _Run(field, begin, stop, items, clause)


def _parts(said: str) -> list[tuple[int, int]]:
    """The segments of an enumeration: between 、, the last one also at 和."""
    spans = [match.span() for match in re.finditer("[^、]+", said)]
    start, end = spans[-1]
    ends = _SUMS_UP.search(said, start, end)
    stop = ends.start() if ends and ends.start() > start else end
    at = next((at for at in range(start + 1, stop - 1) if said[at] in _AND), None)
    return spans if at is None else [*spans[:-1], (start, at), (at + 1, end)]


def _head(first: str, length: int, inner: Sequence[str]) -> int | None:
    """Where the first item begins: as long as the others, else behind what leads an enumeration in."""
    if length and len(first) >= length:
        return len(first) - length
    begins = {one[:2] for one in inner}
    if len(begins) == 1 and len(inner) > 1 and (at := first.rfind(next(iter(begins)))) >= 0:
        return at
    leads = [one.end() for one in _LEADS.finditer(first) if one.end() < len(first) - 1]
    return leads[-1] if leads else None


def _tail(last: str, length: int, alike: str, *, at_end: bool) -> int | None:
    """Where the last item ends: before what sums them up, as long as the others, else with its clause."""
    ends = _SUMS_UP.search(last)
    if ends is not None and ends.start() > 1:
        return ends.start()
    if length and len(last) >= length:
        return length
    if alike and alike in last[1:]:
        return last.index(alike, 1) + 1
    return len(last) if at_end else None
