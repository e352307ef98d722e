"""What a sentence with a citation says in words of its own: figures, places and bodies, a plain no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from data.numerals import number_of
from data.patterns import regex
from data.text import split_at
from data.types import Case
from retrieval.checking.citations.nearest import changes, dense, nearest, parting, texts_of
from retrieval.checking.citations.why import Why
from retrieval.language.polarity import negations

_FIGURE = regex(r"(?<![A-Za-z0-9.])(\d[\d,]*(?:\.\d+)?)\s?(万亿|千万|百万|[%％]|[一-鿿])?")
_CHINESE = regex(
    r"(?<!第)(?P<count>[一二三四五六七八九十百千两零〇]{2,9})(?P<unit>[家个件项名人户次元条种级层%％])|"
    r"(?P<sum>[一二三四五六七八九十百千两]{1,7})(?P<scale>[万亿])(?=[余多]?元)"
)
_OWN = (*"）)、.．页章节", "案例", "典型案例")
"""What makes a number the writer's own: how many cases, the number of a list, a year."""
_BODIES = {
    "公安": "公安|警", "检察": "检察", "法院": "法院|审判|法庭", "海关": "海关", "税务局": "税务",
    "知识产权局": "知识产权局", "市场监管": "市场监管|市场监督|市监", "大学": "大学|高校|院校",
    "农科院": "农科院|农业科学院", "博物馆": "博物馆", "研究所": "研究所",
}  # fmt: skip
_ASIDE = ("不同于", "相比", "除了", "对比", "借鉴", "学习", *"与和同比除跟较如像")
"""Before a name: it is named beside the case, not as what the case is about."""
_ENDS = "，。；：！？,;:!?（）()[]【】\n\t"
_BLANKED = regex(r"[（(\[【〔]?，{2,}[）)\]】〕]?")
"""A quotation or a mark, blanked, with the brackets around it."""
CLOSE = 75.0
"""Per cent of characters in common from which on a clause repeats one of the case."""


def own_words(text: str, cases: Sequence[Case]) -> Iterator[tuple[Why, str]]:
    """What `text` (quotations and marks blanked) says that none of `cases` does."""
    if not cases:
        return
    yield from _figures(text, cases)
    yield from _bodies(text, cases)
    yield from _turned(text, cases)


def _figures(text: str, cases: Sequence[Case]) -> Iterator[tuple[Why, str]]:
    held = frozenset().union(*map(_numbers, cases))
    for match in _FIGURE.finditer(text):
        value, unit = match[1].replace(",", ""), match[2] or ""
        if _is_own(text, match.end(1)) or (unit == "年" and len(value) == 4) or (unit in "月日号时" and unit):
            continue
        if _value(value) not in held:
            yield Why.FIGURE, _shown(text, match, unit, cases)
    told = "\n".join(body for case in cases for body in texts_of(case))
    for match in _CHINESE.finditer(text):
        if match["sum"]:
            if match[0] not in told and f"{number_of(match['sum'])}{match['scale']}" not in told:
                yield Why.FIGURE, f"「{_around(text, match.start(), match.end())}」"
            continue
        number = number_of(match["count"])
        if number is None or _is_own(text, match.end("count")) or str(number) in held:
            continue
        if any(match["unit"] in unit for case in cases for unit in _units(case)):
            yield Why.FIGURE, _shown(text, match, match["unit"], cases)


def _is_own(text: str, end: int) -> bool:
    rest = text[end:]
    cases = rest.lstrip("个件起篇条 ").startswith(("案例", "典型案例"))
    return cases or rest == "年" or rest.startswith(_OWN)


def _shown(text: str, match: re.Match[str], unit: str, cases: Sequence[Case]) -> str:
    """「…35家…」 → 原文「…34家…」 where the case has another number of the same."""
    around = dense(_shown_of(text[max(0, match.start() - 8) : match.end() + 8]))
    written = f"「{around}」"
    options = [
        (figure, body)
        for case in cases
        for body in texts_of(case)
        for figure in _FIGURE.finditer(body)
        if unit and figure[2] == unit and figure[1] != match[1]
    ]
    if not options:
        return written
    like = max(options, key=lambda o: _common(around, o[1][max(0, o[0].start() - 8) : o[0].end() + 8]))
    figure, body = like
    return f"{written} → 原文「…{body[max(0, figure.start() - 8) : figure.end() + 8]}…」"


def _common(one: str, two: str) -> int:
    return len(set(one) & set(two))


@lru_cache(maxsize=5_000)
def _numbers(case: Case) -> frozenset[str]:
    found = set()
    for text in texts_of(case):
        found |= {_value(match[1].replace(",", "")) for match in _FIGURE.finditer(text)}
        found |= {
            str(n) for m in re.findall(r"[一二三四五六七八九十百千两零〇]+", text) if (n := number_of(m))
        }
    return frozenset(found)


@lru_cache(maxsize=5_000)
def _units(case: Case) -> frozenset[str]:
    return frozenset(m[2] for text in texts_of(case) for m in _FIGURE.finditer(text) if m[2])


def _value(text: str) -> str:
    whole, dot, part = text.partition(".")
    return (whole.lstrip("0") or "0") + (f".{part.rstrip('0')}" if dot and part.rstrip("0") else "")


def _bodies(text: str, cases: Sequence[Case]) -> Iterator[tuple[Why, str]]:
    """Places and kinds of offices that no case knows, unless named in passing."""
    told = "\n".join(body for case in cases for body in texts_of(case))
    for name, said in _BODIES.items():
        at = text.find(name)
        if at >= 0 and not re.search(said, told) and not text[:at].rstrip().endswith(_ASIDE):
            yield Why.BODY, f"「{_around(text, at, at + len(name))}」"
            return
    for start, end, name in _places(text, told):
        if not text[:start].rstrip().endswith(_ASIDE):
            yield Why.BODY, f"「{_around(text, start, end)}」：{name}"


def _places(text: str, told: str) -> Iterator[tuple[int, int, str]]:
    from data.places.gazetteer import located
    from data.places.mentions import find_places

    mentions = [m for m in find_places(text) if not m.ambiguous and m.text not in told]
    if not mentions:
        return
    known = [place for mention in find_places(told) for place in mention.places]
    for mention in mentions:
        near = any(located(a, b) or located(b, a) for a in mention.places for b in known)
        if known and not near:
            yield mention.start, mention.end, mention.text


def _around(text: str, start: int, end: int) -> str:
    return " ".join(_shown_of(text[max(0, start - 6) : end + 6]).split())


def _shown_of(text: str) -> str:
    """`text` without what was blanked in it."""
    return _BLANKED.sub("", text)


def _turned(text: str, cases: Sequence[Case]) -> Iterator[tuple[Why, str]]:
    """A clause that repeats one of the case but for a plain no."""
    for clause in map(dense, split_at(text, _ENDS)):
        if len(clause) < 6:
            continue
        for case in cases:
            if any(clause in body for body in texts_of(case)):
                break
        else:
            near = nearest(clause, cases)
            if near is None or near.score < CLOSE:
                continue
            yield from _denied(clause, near.case)


def _denied(clause: str, case: Case) -> Iterator[tuple[Why, str]]:
    from rapidfuzz import fuzz

    best = max(
        (a for body in texts_of(case) if (a := fuzz.partial_ratio_alignment(clause, body)) is not None),
        key=lambda a: a.score,
        default=None,
    )
    if best is None:
        return
    body = next(b for b in texts_of(case) if fuzz.partial_ratio_alignment(clause, b) == best)
    original = body[best.dest_start : best.dest_end]
    for new, old in changes(clause, original):
        if bool(negations(new)) != bool(negations(old)):
            written, stands = parting(clause, original)
            yield Why.REVERSED, f"「{written}」 → 原文「{stands}」"
            return
