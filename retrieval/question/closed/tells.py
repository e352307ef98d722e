"""Which sorts of things the asked-for cases must tell: 写明了金额的, 点出法院的, 没署名的."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from retrieval import lexicon
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.counting.ages import ages

_TELLS, _HAS, _NOT_TOLD = listed("tells_it"), listed("has_it"), listed("not_told")
"""写明, 看得出; 有, 提到; 看不出."""
_OF_WHAT = listed("of_what_is_told")
"""What may stand between it and the thing: 具体, 当事人, 哪家."""
_SIGNED = listed("signed")
"""法官署了名的: that the writer is told, said in one word."""
_THINGS = under("tells")
_NOT = ("没有", "没", "未", "不", "未曾", "并未")
_HELD = frozenset(("writer", "docket", "age", "sum"))
"""Things that a case has or has not: 有案号的; 有法院的 asks who acts."""
_LEFT_OUT = ("不要", "不算", "不用", "别要", "除外", "去掉", "排除", "剔除", "就算了")
"""Behind 没写岁数的: what does not tell it is left out, so what is left tells it."""
REACH = 14
"""Characters behind 写明 within which stands what is told."""
_ENDS = "的了，,。？?！!、；;（()） 又且也并却但和与及或有是吗呢吧各那"
"""What may follow the thing: 写明金额的, but not 写明金额管理办法的."""


def told(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each sort that `text` (folded) wants told, `-` before one that must not be, with the span that says so."""
    for start, end, negated, sorts in _verbs(text):
        found = _thing(text, end, sorts)
        if found is not None:
            sort, stop = found
            left_out = negated and text[stop:].lstrip("的案例子件那些都也").startswith(_LEFT_OUT)
            yield ("-" if negated and not left_out else "") + sort, (start, stop)
    yield from (("writer", match.span()) for match in _SIGNED.finditer(text))
    yield from _inverted(text)
    yield from ages(text)


def _inverted(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """把审理法院的名字写明了: the thing before what says that it is told."""
    for match in _TELLS.finditer(text):
        start = max(text.rfind(sign, max(0, match.start() - REACH), match.start()) for sign in "把将")
        for sort, form in _THINGS.items() if start >= 0 else ():
            found = form.search(text, start, match.start())
            behind = text[found.end() : match.start()] if found else ""
            if found and lexicon.is_scaffolding(_OF_WHAT.sub("", behind.replace("名字", ""))):
                yield sort, (start, match.end())
                break


def _verbs(text: str) -> Iterator[tuple[int, int, bool, Collection[str]]]:
    """Where each verb starts and ends, whether it says that a thing is not told, and of which sorts it may say so."""
    for form, sorts in ((_NOT_TOLD, _THINGS), (_TELLS, _THINGS), (_HAS, _HELD)):
        for match in form.finditer(text):
            before = next((word for word in _NOT if text[: match.start()].endswith(word)), "")
            yield match.start() - len(before), match.end(), bool(before) or form is _NOT_TOLD, sorts


def _thing(text: str, start: int, sorts: Collection[str]) -> tuple[str, int] | None:
    """The sort of thing that is named soon behind `start` with nothing of content before it, and where it ends."""
    reach = re.split("[，,。？?！!；;]", text[start : start + REACH])[0]
    found = [
        (match.start(), -match.end(), sort)
        for sort, form in _THINGS.items()
        for match in form.finditer(reach)
        if sort in sorts
        and (match[0].endswith("的") or text[start + match.end() : start + match.end() + 1] in ("", *_ENDS))
        and lexicon.is_scaffolding(_OF_WHAT.sub("", reach[: match.start()]))
    ]
    if not found:
        return None
    _, end, sort = min(found)
    return sort, start - end
