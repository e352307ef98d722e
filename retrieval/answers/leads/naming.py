"""What something is called, by the names that a case has for things of its sort: 那个平台叫什么 is “果核知产”."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from data.text import clauses, fold, quotations
from data.types import Case, Quote
from data.values import dataclass
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.asked import Type, asked_all
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.quoting.clauses import quote_of

BEHIND, NEAR = 10, 12
"""Code points between a name and the word for what is called so: “果核知产”知识产权服务网络平台; between that word in the
question and 叫什么."""
LONGEST, SHORTEST, LEAST = 26, 4, 2
"""Code points of a name that stands in no marks, and pairs of the question's characters in its clause."""
PAPER, _BODIES = "thing.paper", ("thing.team", "thing.court", "thing.centre", "thing.station")
"""What is named in 《》; and what is called by the whole of its name, “村 BA”专项服务咨询小组."""
_ASKED, _WHOLE, _WHICH = listed("name_asked"), listed("whole_name"), listed("which_thing")
_BY_WHAT = listed("by_what_means")
_FOUNDS, _SEVERAL = listed("founds"), listed("which_ones")
_LINKS = "和、与及"
_THINGS = {f"thing.{name}": words for name, words in under("thing").items()}
"""The words for one sort of thing each, as people ask for it and as official prose calls it."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name at `field[start:end]`, in the clause `first:last`; whether it stands in marks."""

    field: str
    start: int
    end: int
    clause: tuple[int, int]
    marked: bool


def name_told(case: Case, text: str) -> Quote | None:
    """The clause of `case` that has the name which `text` (folded) asks for, the name pointed out; None where it asks for
    none, or the case calls nothing of that sort by a name.

    Of several the one in marks, then the one whose clause shares most with the question.
    """
    things = _things(text)
    if not things or _asks_more(text) or _BY_WHAT.search(text):
        return None
    found = [name for thing in things for name in _names(case, thing, text)]
    if not found:
        return None
    pairs = set(pairwise(text))
    asked = {letter for thing in things for one in _THINGS[thing].finditer(text) for letter in one[0]}
    asked = set() if any(name.marked for name in found) else asked
    shared = [_shared(case, name, pairs) + LEAST * _ends_in(case, name, asked) for name in found]
    best = max(range(len(found)), key=lambda at: (shared[at] + found[at].marked, -at))
    if not found[best].marked and shared[best] < LEAST:
        return None
    name = _with_those_beside(case, found[best])
    if _SEVERAL.search(text) and (
        not name.marked or (case.text_of(name.field) or "")[name.start : name.end].count("“") < 2
    ):
        return None  # 哪些牌子, of a clause that has one
    return replace(quote_of(case, name.field, *name.clause), answer=(name.start, name.end))


def _things(text: str) -> list[str]:
    """The sorts of things of which the name is asked, the last one that is named before it: those beside 叫什么, 全称."""
    named = {name: [one.start() for one in words.finditer(text)] for name, words in _THINGS.items()}
    which = {one.end() for one in _WHICH.finditer(text)}
    if found := [name for name, places in named.items() if which & set(places)]:
        return found
    asked = _ASKED.search(text)
    at = asked.start() if asked else 0
    before = {
        name: max((one.end() for one in words.finditer(text, 0, at)), default=-NEAR - 1)
        for name, words in _THINGS.items()
    }
    nearest = max(before.values())
    return [name for name, end in before.items() if end == nearest and asked and at - end <= NEAR]


def _asks_more(text: str) -> bool:
    """Whether another figure or name is asked for besides."""
    kinds = {kind.type for kind in asked_all(text)} & (ONE_FACT - {Type.BODY, Type.PLACE})
    return len(kinds - {Type.NAME, Type.DOCUMENT}) > 0


def _names(case: Case, thing: str, text: str) -> Iterator[_Name]:
    """The names of things of that sort in `case` that the question does not itself say."""
    for field in case.fields:
        told = fold(field.text)
        marked = [(a - 1, b + 1) for a, b in quotations(told) if b - a <= LONGEST or thing == PAPER]
        marked += [span for span in _titles(told) if span not in marked] if thing == PAPER else []
        for clause in clauses(field.text):
            for start, end in marked:
                if clause[0] <= start and end <= clause[1] and told[start + 1 : end - 1] not in text:
                    reach = _called(told, clause, (start, end), thing, len(case.fields) > 1)
                    whole = thing in _BODIES or _WHOLE.search(text)
                    if reach:
                        yield _Name(field.name, start, reach if whole else end, clause, True)
            yield from _unmarked(field.name, told, clause, thing, text)


def _titles(told: str) -> Iterator[tuple[int, int]]:
    """The titles of papers, marks and all, whatever is quoted in them: 《“六合园”承包合同》."""
    at = told.find("《")
    while at >= 0:
        end = told.find("》", at)
        if end < 0:
            return
        yield told.rfind("《", at, end), end + 1
        at = told.find("《", end)


def _called(told: str, clause: tuple[int, int], name: tuple[int, int], thing: str, long: bool) -> int:
    """Where a name in marks ends with the word for its sort, if it is called so; 0 where it is not.

    In a `long` case many papers are named, and only that which somebody made is one of its own.
    """
    words, (start, end) = _THINGS[thing], name
    if thing == PAPER:
        own = not long or _FOUNDS.search(told, clause[0], start)
        return end if own and told[start] == "《" and words.search(told, start, end) else 0
    if any(one.end() == end - 1 for one in words.finditer(told, start, end)):
        return end
    if any(one.end() == start for one in words.finditer(told, clause[0], start)):
        return end
    behind = words.search(told, end, min(clause[1], end + BEHIND))
    return behind.end() if behind else 0


def _unmarked(field: str, told: str, clause: tuple[int, int], thing: str, text: str) -> Iterator[_Name]:
    """What was founded, up to the word for its sort: 组建陶瓷行业诚信建设综合执法队."""
    first, last = clause
    for word in _THINGS[thing].finditer(told, first, last):
        verbs = [m.end() for m in _FOUNDS.finditer(told, first, word.start())]
        if not verbs:
            continue
        start = verbs[0]
        for link in _LINKS:  # 领导小组和巡回法庭: where a thing of a sort stands before it
            at = told.rfind(link, start, word.start())
            if at >= 0 and any(words.search(told, at - 2, at) for words in _THINGS.values()):
                start = at + 1
        if SHORTEST <= word.end() - start <= LONGEST and told[start : word.end()] not in text:
            yield _Name(field, start, word.end(), clause, False)


def _shared(case: Case, name: _Name, pairs: set[tuple[str, str]]) -> int:
    told = fold(case.text_of(name.field) or "")
    return len(set(pairwise(told[name.clause[0] : name.clause[1]])) & pairs)


def _ends_in(case: Case, name: _Name, letters: set[str]) -> bool:
    """Whether a name in no marks ends as what is asked for is called: 队伍, …综合执法队."""
    said = (case.text_of(name.field) or "")[name.start : name.end]
    return not name.marked and not ("“" in said or "《" in said) and said[-1] in letters


def _with_those_beside(case: Case, name: _Name) -> _Name:
    """A name in marks and those right beside it: “国博衍艺”“国博美饌”."""
    told = case.text_of(name.field) or ""
    start, end = name.start, name.end
    while told[end : end + 1] == "“" and "”" in told[end : name.clause[1]]:
        end = told.index("”", end) + 1
    while told[start - 1 : start] == "”" and "“" in told[name.clause[0] : start - 1]:
        start = told.rindex("“", name.clause[0], start - 1)
    return replace(name, start=start, end=end)
