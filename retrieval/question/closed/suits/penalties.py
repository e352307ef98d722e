"""By which penalties a question chooses its cases: 挨了党内严重警告的, 连党籍都丢了的, 处分最重的, 一个处分都没背的."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.cases.suits.penalties import OF_PARTY
from retrieval.lexicon.listed import listed, under

_NAMED = under("penalty")
_ENDS = {"most": listed("heaviest_penalty"), "least": listed("lightest_penalty")}
_NONE = listed("no_penalty")
_BEFORE, _BEHIND = listed("receives_penalty"), listed("behind_penalty")
_LEAD = 6
"""Characters before a penalty within which it is said that somebody got it: 最后落了个."""


def penalties(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each test of a penalty (`penalty=开除党籍`, `penalty:most`) with the span of `text` (folded) that says it."""
    none = _NONE.search(text)
    if none is not None:
        yield "penalty=", none.span()
        return
    found = [
        (name, _whole(text, *match.span())) for name, form in _NAMED.items() for match in form.finditer(text)
    ]
    of_party = dict.fromkeys(name for name, _ in found if name in OF_PARTY)
    for name, span in found:  # 警告和严重警告的: one of these, as nobody gets two of the Party's for one deed
        yield f"penalty={'|'.join(of_party) if name in of_party else name}", span
    for end, form in _ENDS.items():
        for match in form.finditer(text):
            yield f"penalty:{end}", match.span()


def _whole(text: str, start: int, stop: int) -> tuple[int, int]:
    """The span with what says before it that somebody got it, and the 处分 behind it."""
    for match in _BEFORE.finditer(text, max(0, start - _LEAD), start):
        if match.end() == start:
            start = match.start()
            break
    behind = _BEHIND.match(text, stop)
    return start, behind.end() if behind else stop
