"""Lists of cases: how many and how they were found first, then each by name, with a clause where there are few."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from data.types import Case, CaseId, marker
from data.values import dataclass
from retrieval.language.numbers import spoken
from retrieval.language.terms import weigh
from retrieval.quoting.clauses import telling_clause
from retrieval.quoting.shown import plain
from retrieval.wording.extractive import Composed, Entry, Outline, cited_of
from retrieval.wording.frames import phrase
from retrieval.wording.names import actor, short_name
from retrieval.wording.tested import apart, short_test

FEW = 8
"""So many cases at most are told with their words at once; of more their names come first."""
WHOLE = 44
"""Code points of the longest title that is told whole."""
LONG_TEST = 8
"""Code points of words that no case uses, from which on they are not said again: 外国”或“碰上、专利、商标."""
NAMED = 6
"""Numbers of cases that a head names in passing, at most."""
ROOM = 1200
"""Characters of an answer that was not asked for in full; from there on cases are given by their marks alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a list is headed by: the cases looked at, the test in words, how many pass, by words and by meaning."""

    total: int
    test: str
    said: int
    meant: int
    listed: int
    """How many of them are listed."""
    everything: bool = False
    """Whether nothing was asked but what there is."""
    spoken_of: bool = False
    """Whether these are those of an earlier answer, and not all that are held."""
    unused: tuple[str, ...] = ()
    """Content words of the question that took no part."""
    read: int = 0
    """How many cases a model read and judged; 0 where none did."""
    whole: bool = False
    """Whether it read all."""
    order: str = ""
    """How they are sorted, in words."""
    passing: tuple[str, ...] = ()
    """The numbers of the cases that only mention it."""
    otherwise: tuple[str, ...] = ()
    """The numbers of those among `said` that say it in other words only."""
    near: tuple[str, ...] = ()
    """The numbers of those that were judged by their meaning."""

    @property
    def count(self) -> int:
        return self.said + self.meant


def head(found: Found, english: bool) -> str:
    """The number first, then in plain words how it was found, and what of the question took no part in it."""
    kind = "meaning" if found.meant and not found.said else "list"
    if found.everything:
        kind = "these" if found.spoken_of else "all"
    if kind == "list" and not found.meant and found.otherwise and len(found.otherwise) >= found.said:
        kind = "other" if len(apart(found.test, english)["what"]) <= LONG_TEST else "others"
    name = f"list_{kind}"
    if found.read:
        name = "list_model" if found.whole else "list_model_some"
    facts = {"read": found.read, "test": short_test(found.test, english), "count": found.count}
    text = phrase(name, english, **facts, **apart(found.test, english))
    if found.count == 1:
        text = text.replace("1 cases", "1 case", 1)
    if found.listed < found.count:
        text += phrase("first_of", english, count=found.listed)
    text += found.order
    # who read the question whole left nothing out
    beside = [] if found.read else [*_how(found, kind, english), *_beside(found, english)]
    if beside:
        text += f" ({'; '.join(beside)})" if english else f"（{'；'.join(beside)}）"
    return text.rstrip("。.，,") + (":" if english else "：")


def _how(found: Found, kind: str, english: bool) -> Iterator[str]:
    """How far the list may be trusted, where not every case was told by the words asked for; that it may, needs no word."""
    if kind in ("meaning", "other", "others"):
        yield phrase("by_meaning" if kind == "meaning" else "partly", english)
    elif found.meant:
        few = 0 < len(found.near) <= NAMED
        cases = _numbers(found.near, english) if few else ""
        yield phrase("near_some" if few else "near_many", english, cases=cases, count=found.meant)


def _beside(found: Found, english: bool) -> Iterator[str]:
    """What a reader must know beside the number: what only mentions it, words without a part."""
    if found.passing:
        yield phrase("passing", english, cases=_numbers(found.passing, english))
    if found.unused:
        yield phrase("unused", english, words="、".join(found.unused))


def _numbers(cases: Sequence[str], english: bool) -> str:
    """Cases in a head, by their numbers, with the collection's label where several are in play."""
    if "·" in cases[0]:
        return "、".join(cases)
    if english:
        return ("cases " if len(cases) > 1 else "case ") + ", ".join(cases)
    return "案例" + "、".join(cases)


def in_full(case: Case) -> str:
    """The whole title of a case of which nothing else is told, as far as that is not too long; else its short name."""
    return case.title.rstrip("。") if case.title and len(case.title) <= WHOLE else short_name(case)


def names(entries: Sequence[Entry], labels: Mapping[str, str], top: str, tail: str = "") -> Composed:
    """The cases by number and name, a line each, few by their whole titles; their quotes stay with the citations."""
    name_of = in_full if len(entries) <= FEW else short_name
    brief = sum(len(short_name(e.case)) + 12 for e in entries) > ROOM - len(top) - len(tail)
    lines = []
    for at, entry in enumerate(entries, 1):
        name = (actor(entry.case) if brief else "") or name_of(entry.case)
        lead = f"{at}. " if len(entries) > 1 else ""
        lines.append(f"{lead}{plain(name)}{marker(entry.case.id, labels)}")
    cases = [entry.case.id for entry in entries]
    room = ROOM - len(top) - len(tail)
    out = range(len(lines))  # how many are left for one mark
    fits = bisect_left(
        out,
        True,
        key=lambda left: _size(lines[: len(lines) - left], cases[-left:] if left else (), labels) <= room,
    )
    kept = len(lines) - fits
    told = [top, *lines[:kept], markers(cases[kept:], labels), tail]
    outline = Outline(top, tuple(entries), tail, by_name=True)
    return Composed("\n".join(filter(None, told)), cited_of(entries), outline)


def one_head(found: Found, english: bool) -> str:
    """How a list that is told in one sentence begins: 写到“品牌”的有8个."""
    name = "one_all" if found.everything else "one_meant" if found.meant or found.otherwise else "one_said"
    test = short_test(found.test, english).replace("，", "、")
    return phrase(name, english, test=test, count=found.count)


def sentence(entries: Sequence[Entry], labels: Mapping[str, str], top: str, english: bool) -> Composed:
    """All in one sentence behind `top`: the cases by their short names, from FEW on by their marks alone."""
    told = [f"{plain(short_name(entry.case))}{marker(entry.case.id, labels)}" for entry in entries[:FEW]]
    rest = markers([entry.case.id for entry in entries[FEW:]], labels)
    between, end = (", ", ".") if english else ("、", "。")
    return Composed(f"{top}{between.join(filter(None, [*told, rest]))}{end}", cited_of(entries))


def by_number(cases: Sequence[Case], labels: Mapping[str, str], english: bool, total: int) -> Composed:
    """How many there are of what was told or asked for, and the numbers of `cases`, the first of them or all."""
    entries = [Entry(case, telling_clause(case, weigh((), ()))) for case in cases]
    head = phrase("count_these", english, count=total)
    if len(cases) < total:
        ends = (":", ": ") if english else ("：",)
        end = next(mark for mark in reversed(ends) if head.endswith(mark))
        head = head.removesuffix(end) + phrase("first_of", english, count=len(cases)) + end
    return Composed(head + markers([case.id for case in cases], labels), cited_of(entries))


def _size(lines: Sequence[str], rest: Sequence[CaseId], labels: Mapping[str, str]) -> int:
    """Code points of a list that goes on with the marks of the `rest`."""
    return sum(map(len, lines)) + len(lines) + 2 + len(markers(rest, labels))


def markers(cases: Sequence[CaseId], labels: Mapping[str, str]) -> str:
    """One mark for all of `cases` of a collection: [案例1–5、8]; '' for none."""
    numbers: dict[str, list[int]] = {}
    for case in cases:
        numbers.setdefault(case.collection, []).append(case.number)
    marks = {name: f"{labels[name]}·" if name in labels else "" for name in numbers}
    return "".join(f"[{marks[name]}案例{spoken(held)}]" for name, held in numbers.items())
