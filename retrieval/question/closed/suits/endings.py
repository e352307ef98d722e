"""By whom a contract was ended, where a question chooses its cases by that: 政府单方解约的, 员工被炒了鱿鱼的, 自己辞职的."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.lexicon.listed import listed, under

_DISMISSES, _RESIGNS, _CALLS_OFF = listed("dismisses"), listed("resigns"), listed("calls_off")
_BY = listed("passive")
_SIDES = {sort: under("side")[sort] for sort in ("firm", "public", "person")}
_FOR = "是自己因为由于以"
"""Between who ends a contract and why: 员工是自己因为个人原因提出走的."""
REACH = 12
"""Characters before what ends a contract within which stands who does."""


def endings(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each test of who ended a contract (`ended:firm`) with the span of `text` (folded) that says it."""
    for match in _DISMISSES.finditer(text):
        yield "ended:firm", (_led_in(text, match.start()), match.end())
    for match in _RESIGNS.finditer(text):
        said = text[: match.start()].rstrip(_FOR)
        yield "ended:person", (_led_in(text, len(said)), match.end())
    for match in _CALLS_OFF.finditer(text):
        start = max(0, match.start() - REACH)
        near = [
            (found.end(), sort, found.start())
            for sort, form in _SIDES.items()
            for found in form.finditer(text, start, match.start())
        ]
        if near:
            _, sort, at = max(near)
            yield f"ended:{sort}", (at, match.end())


def _led_in(text: str, at: int) -> int:
    """Where what stands before it begins, of those who dismissed and were dismissed: 员工被公司."""
    for words in (_SIDES["firm"], _BY, _SIDES["person"]):
        found = next((one for one in words.finditer(text, 0, at) if one.end() == at), None)
        at = found.start() if found else at
    return at
