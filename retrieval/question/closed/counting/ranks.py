"""Which place from an end is asked for: 第二高的罚金, 赔钱前三名, 排第二的呢, 倒数第二, 最多的三个省.

The place is taken out of the words, so that what is left asks for the end itself and is read like that: 最高的罚金.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.numerals import number_of, numerals_in
from data.values import dataclass
from retrieval.lexicon.listed import listed, under, words

_FORMS = under("rank")
"""of_degree (第二高), last_of_degree (倒数第二少), last, placed (排第二), top (前三名)."""
_SUPERLATIVE, _DEGREE, _LOW = (
    listed("superlative_of"),
    listed("degree_of_rank"),
    frozenset(word.partition("|")[0] for word in words("low_degree")),
)
_FIGURES = frozenset("零一二两三四五六七八九十0123456789")
_MOST, _FEWEST = "最多", "最少"
_MARKS = "？?。！!，, "
_FROM_LAST = ("倒数", "倒")
_ASKED = ("是", "的", "呢", "有")
"""What stands behind 第三名 of an order, and not behind 第二名 of 第二名被告."""
_ALONE = listed("beside_rank")
"""是谁, 呢: what may stand beside a place that says nothing of what is ranked."""
_OF_LIST = ("个", "件", "起", "条", "例")
"""第二个 is one of a list, and a place only where one case was told."""
FARTHEST = 30


@dataclass(frozen=True, slots=True)
class Ranked:
    """The first and the last place that are asked for; the question without them; the end that it says itself (most, least);
    whether it says of nothing what is ranked."""

    first: int
    last: int
    text: str
    end: str = ""
    bare: bool = False


def ranked(text: str) -> Ranked | None:
    """The places that `text` (folded) asks for; None where it asks for none but the first, or names no end for it."""
    for how, match in _found(text):
        number = _number(match[0])
        if number is None or not (number > 1 or how.startswith("last")) or number > FARTHEST:
            continue
        first = 1 if how in ("top", "several", "which") else number
        low = _is_low(match[0]) if "degree" in how else None
        if how.startswith("last"):
            low = True if low is None else low
        end = "" if low is None else "least" if low else "most"
        before, behind = text[: match.start()], text[match.end() :]
        rest = before + behind
        bare = not _ALONE.sub("", rest).strip(_MARKS + "的呢那")
        if how == "which":  # 哪三个省案例最多
            if not _SUPERLATIVE.search(rest):
                continue
            return Ranked(first, number, f"{before}哪个{behind}", "", False)
        if how == "several":
            said = match[0]
            kept = said[: next(at for at, char in enumerate(said) if char in _FIGURES)]
            return Ranked(first, number, before + kept.removesuffix("前") + behind, "", False)
        if "degree" in how:
            return Ranked(first, number, before + _superlative(match[0]) + behind, end, bare)
        if _SUPERLATIVE.search(rest):
            return Ranked(first, number, rest, end, bare)
        named = how == "named" and (not behind.strip(_MARKS) or behind.startswith(_ASKED))
        if bare or named or how in ("placed", "top", "last"):
            return Ranked(first, number, before + (_FEWEST if low else _MOST) + behind, end, bare)
    return None


def placed_again(text: str) -> tuple[int, int] | None:
    """The places in a turn that says nothing else, 第二呢, 第二个呢 or 前三呢; None where it says none."""
    bare = _ALONE.sub("", text.strip(_MARKS)).strip(_MARKS + "的呢那")
    number = (
        number_of(bare[1:].rstrip("名位个件起条例")) if bare[:1] in ("第", "前") and len(bare) > 1 else None
    )
    if number is None or not 1 < number <= FARTHEST:
        return None
    return (1 if bare[0] == "前" else number), number


def is_of_list(text: str) -> bool:
    """Whether 第二个 is said, which may be one of a list."""
    bare = _ALONE.sub("", text.strip(_MARKS)).strip(_MARKS + "的呢那")
    return bare.endswith(_OF_LIST)


def _found(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for how, form in _FORMS.items():
        for match in form.finditer(text):
            if how.startswith("last") or not text[: match.start()].endswith(_FROM_LAST):
                yield how, match


def _number(said: str) -> int | None:
    return next(map(number_of, numerals_in(said)), None)


def _is_low(said: str) -> bool:
    """Whether the degree that is said, from the other end where that is said, is of the fewest."""
    degree = next((match[0] for match in _DEGREE.finditer(said)), "")
    return degree in _LOW


def _superlative(said: str) -> str:
    degree = [match[0] for match in _DEGREE.finditer(said)][-1]
    if said.startswith("倒数") and degree not in _LOW:
        return _FEWEST if degree == "多" else f"最{_OPPOSITES.get(degree, '低')}"
    return f"最{degree}"


_OPPOSITES = {
    "高": "低", "大": "小", "重": "轻", "长": "短", "久": "短", "贵": "便宜", "早": "晚", "晚": "早", "老": "年轻", "年长": "年轻",
}  # fmt: skip
