"""Lists of cases: how many and how they were found first, then each by name, with a clause where there are few."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from data.types import Case, CaseId, marker
from data.values import dataclass
from retrieval.language.numbers import spoken
from retrieval.language.terms import weigh
from retrieval.quoting.clauses import telling_clause
from retrieval.quoting.shown import plain
from retrieval.wording.extractive import Composed, Entry, Outline, cited_of
from retrieval.wording.frames import phrase
from retrieval.wording.names import actor, short_name
from retrieval.wording.tested import apart, of_an_end, short_test

FEW = 8
"""So many cases at most are told with their words at once; of more their names come first."""
WHOLE = 44
"""Code points of the longest title that is told whole."""
LONG_TEST = 8
"""Code points of words that no case uses, from which on they are not said again: 外国人碰上的专利纠纷."""
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
    """Words of its theme that no case was put to."""
    one_will_do: bool = False
    """Whether one case, or that there is any, is all that was asked for."""
    read: int = 0
    """How many cases a model read and judged; 0 where none did."""
    whole: bool = False
    """Whether it read all."""
    order: str = ""
    """How they are sorted, in words."""
    otherwise: int = 0
    """How many of those `said` say it in other words only."""

    @property
    def count(self) -> int:
        return self.said + self.meant


def head(found: Found, english: bool) -> str:
    """The number first, then in plain words what the cases were tested for, and that it may not be all where it may not."""
    kind = "meaning" if found.meant and not found.said else "list"
    if found.everything:
        kind = "these" if found.spoken_of else "all"
    facts = {"test": short_test(found.test, english), **apart(found.test, english)}
    if kind == "list" and not found.meant and found.otherwise and found.otherwise >= found.said:
        kind = "other" if 0 < len(facts["what"]) <= LONG_TEST else "others"
    if kind == "list" and of_an_end(found.test) and not english:
        kind = "end" if found.count == 1 else "ends"
    name = f"list_{kind}"
    if found.read:
        name = "list_model" if found.whole else "list_model_some"
    text = phrase(name, english, read=found.read, count=found.count, **facts)
    if found.count == 1:
        text = text.replace("1 cases", "1 case", 1)
    if found.listed < found.count:
        text += phrase("first_of", english, count=found.listed)
    text = (text + found.order).rstrip("。.，,")
    near = found.meant or kind in ("other", "others")
    doubts = [phrase("partly", english)] if near and not (found.one_will_do and found.count == 1) else []
    if found.unused:
        doubts.append(phrase("unused", english, words="、".join(found.unused)))
    if doubts and not found.read:
        text += f" ({'; '.join(doubts)})" if english else f"（{'；'.join(doubts)}）"
    return text + (":" if english else "：")


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
    return phrase(name if test else "one_all", english, test=test, count=found.count)


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


def only_numbers(cases: Sequence[Case], labels: Mapping[str, str], top: str = "") -> Composed:
    """The marks of `cases` behind `top`, and nothing else."""
    entries = [Entry(case, telling_clause(case, weigh((), ()))) for case in cases]
    top += " " if top.endswith(":") else ""
    return Composed(top + markers([case.id for case in cases], labels), cited_of(entries))


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
