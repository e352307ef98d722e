"""By which penalties a question chooses its cases: 挨了党内严重警告的, 比严重警告还重的, 处分最重的, 一个处分都没背的."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.cases.suits.conditions import HANDED_OVER
from retrieval.cases.suits.penalties import OF_PARTY
from retrieval.lexicon.listed import listed, under

_NAMED = under("penalty")
_ENDS = {"most": listed("heaviest_penalty"), "least": listed("lightest_penalty")}
_NONE = listed("no_penalty")
_KINDS = {
    "party": listed("only_of_party"),
    "both": listed("of_party_and_service"),
    "service": listed("punished_by_service"),
}
_THAN = {">": ("重", "严", "狠"), "<": ("轻", "松")}
_AND_UP = ("以上", "起步", "往上")
_THAN_BEFORE = ("比", "重于", "高于", "轻于", "低于")
_COMPARED = 5
"""Characters behind a penalty within which others are said to be heavier or lighter: 比严重警告处分还要重的."""
_BEFORE, _BEHIND = listed("receives_penalty"), listed("behind_penalty")
_HANDED, _TO_LAW = listed("handed_over"), listed("behind_handed_over")
_NOT_YET, _DENIED = frozenset("没未不无"), 3
_LEAD = 6
"""Characters before a penalty within which it is said that somebody got it: 最后落了个."""


def penalties(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each test of a penalty (`penalty=开除党籍`, `penalty:most`, `penalty:service`) with the span of `text` (folded) that says it."""
    none = _NONE.search(text)
    if none is not None:
        yield "penalty=", none.span()
        return
    for kind, form in _KINDS.items():
        if spans := [match.span() for match in form.finditer(text)]:
            yield from ((f"penalty:{kind}", span) for span in spans)
            return
    found = [
        (name, _whole(text, *match.span())) for name, form in _NAMED.items() for match in form.finditer(text)
    ]
    if len(found) == 1 and (than := _than(text, found[0][1])) is not None:
        yield f"penalty{than[0]}{found[0][0]}", than[1]
        return
    of_party = dict.fromkeys(name for name, _ in found if name in OF_PARTY)
    for name, span in found:  # 警告和严重警告的: one of these, as nobody gets two of the Party's for one deed
        yield f"penalty={'|'.join(of_party) if name in of_party else name}", span
    for end, form in _ENDS.items():
        for match in form.finditer(text):
            yield f"penalty:{end}", match.span()


def handed_over(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The test that somebody was handed over to be prosecuted, with the span of `text` (folded) that says it; none where that
    is denied: 最后没移送检察机关的."""
    for match in _HANDED.finditer(text):
        before = text[max(0, match.start() - _DENIED) : match.start()].removesuffix("有没有")
        if _NOT_YET.isdisjoint(before):
            behind = _TO_LAW.match(text, match.end())
            yield HANDED_OVER, (match.start(), behind.end() if behind else match.end())


def _than(text: str, span: tuple[int, int]) -> tuple[str, tuple[int, int]] | None:
    """How others compare with the penalty at `span`, `>`, `<` or `>=`, and the span that says it; None where none are compared."""
    start, stop = span
    lead = next((word for word in _THAN_BEFORE if text[:start].endswith(word)), "")
    behind = text[stop : stop + _COMPARED]
    if up := next((word for word in _AND_UP if behind.lstrip("处分").startswith(word)), ""):
        return ">=", (start, stop + behind.index(up) + len(up))
    for how, words in _THAN.items():
        if lead == "比" and (said := next((word for word in words if word in behind), "")):
            return how, (start - 1, stop + behind.index(said) + len(said))
    how = ">" if lead in ("重于", "高于") else "<"
    return (how, (start - len(lead), stop)) if len(lead) > 1 else None


def _whole(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span with what says before it that somebody got it, and the 处分 behind it."""
    for match in _BEFORE.finditer(text, max(0, start - _LEAD), start):
        if match.end() == start:
            start = match.start()
            break
    behind = _BEHIND.match(text, stop)
    return start, behind.end() if behind else stop
