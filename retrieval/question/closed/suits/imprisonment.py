"""By which terms of imprisonment a question chooses its cases: 判了十年以上的, 五年以下有期徒刑, 判得最狠的."""

from __future__ import annotations

from collections.abc import Iterator

from data.numerals import CHINESE_NUMBER, number_of
from data.patterns import regex
from retrieval.cases.suits.imprisonment import YEAR
from retrieval.lexicon.listed import under

_N = rf"(?P<n>\d{{1,2}}|{CHINESE_NUMBER})年"
_FROM, _TO = r"(?P<above>以上|往上|开外|多|起)", r"(?P<below>以下|以内|以里|之内)"
_OVER, _UNDER = (
    r"(?P<over>超过|高于|多于|不止|不少于|不低于|至少)",
    r"(?P<under>不到|低于|少于|不足|不超过|最多)",
)
_BOUND = rf"(?:(?!的?(?:租|工|加班))(?:{_FROM}|{_TO}))?"
_YEARS_BEHIND = (
    _N.replace("<n>", "<m>") + f"(?:{_FROM.replace('<above>', '<up>')}|{_TO.replace('<below>', '<down>')})"
)
# 判了十年以上的, 要蹲十年以上, 刑期不到三年, 五年以下有期徒刑 · not 十年以上工龄, 判给他十年以上的租金
_TERM = regex(
    r"(?:判(?![给令付])|量刑|刑期|坐牢|蹲|关(?:了|进)|服刑|徒刑)[^，,。；;？?\d]{0,6}?"
    rf"(?:{_OVER}|{_UNDER})?(?:了|到)?{_N}{_BOUND}(?:的)?|{_YEARS_BEHIND}的?(?:有期)?(?:徒刑|刑期|刑|牢)(?:的)?"
)
_ENDS = under("term")
"""判得最狠的, 刑期最长的, 处理得最轻; not 判得最多, which is of money."""


def terms(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each test of a term (`term>=120`, in months; `term:most`) with the span of `text` (folded) that says it."""
    for match in _TERM.finditer(text):
        years = number_of(match["n"] or match["m"])
        above = match["above"] or match["over"] or match["up"]
        below = match["below"] or match["under"] or match["down"]
        if years is not None and (above or below):
            yield f"term{'>=' if above else '<='}{years * YEAR}", match.span()
    for end, form in _ENDS.items():
        yield from ((f"term:{end}", match.span()) for match in form.finditer(text))
