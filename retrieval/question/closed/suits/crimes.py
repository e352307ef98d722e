"""By which convictions a question chooses its cases: 几个罪一起判的, 定了单位行贿罪的, 判了缓刑的."""

from __future__ import annotations

from collections.abc import Iterator

from data.patterns import regex
from retrieval.cases.suits.crimes import SEVERAL, SINGLE, SUSPENDED
from retrieval.lexicon.listed import listed

_SEVERAL, _SUSPENDED = listed("several_crimes"), listed("asks_suspended")
_ALONE = listed("one_crime_alone")
_NO_NAME = listed("no_name_of_crime")
"""犯了别的罪: which is left open."""
# 定单位行贿罪的, 以洗钱罪判的 · not 行贿罪怎么认定
_CRIME = regex(
    r"(?:定|判|定了|判了|犯|犯了|构成|以|按|被定为|定成|定的(?:是)?|判的(?:是)?)(?P<crime>[一-鿿]{2,14}?罪)(?:判刑|判|定罪)?(?=的|有哪|有几|$)"
)


def crimes(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each test of a conviction (`crime=单位行贿罪`, `crime:several`, `crime:suspended`) with its span of `text` (folded)."""
    for name, form in ((SEVERAL, _SEVERAL), (SUSPENDED, _SUSPENDED)):
        for match in form.finditer(text):
            yield f"crime:{name}", match.span()
    for match in _CRIME.finditer(text):
        crime = match["crime"].removeprefix("了").removesuffix("罪名")
        alone = _ALONE.search(crime)
        crime = crime[: alone.start()] if alone else crime
        if alone and crime:
            yield f"crime:{SINGLE}", match.span()  # 只定了行贿罪这一个罪的
        if crime and not _NO_NAME.match(crime):
            yield f"crime={crime}", match.span()
