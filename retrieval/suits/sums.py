"""Sets by the sums of money in decided cases: wages, what was claimed, what was granted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.numerals import CHINESE_NUMBER
from retrieval.amounts import value_of
from retrieval.profiles import Profile
from retrieval.suits.conditions import Keep, Reading, Told, each, rulings_of, told_at
from retrieval.suits.course import Course

_NUMBER = rf"\d[\d,.]*|{CHINESE_NUMBER}"
_OVER, _UNDER = r"超过?|高于|多于|大于|不止|不少于|不低于", r"不到|低于|少于|不足|不超过|小于"
_SUM = rf"(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))?(?:了)?(?P<number>{_NUMBER})?(?P<scale>[万千百]|亿)?(?:元|块钱?)?(?:钱)?(?P<above>以上|出头|往上|多)?(?P<below>以下|以内|以里)?"


def read_sums(text: str) -> Iterator[Reading]:
    """月工资上万的, 判了五万以上的."""
    pay = r"(?:月工资|月薪|工资|薪水|月收入|薪酬)"
    got = r"(?:判|裁|赔|拿到|支付|付)(?:了|给|决|到)*(?:的)?(?:钱|金额|数额|加班费|赔偿金?|违约金)?"
    ask = r"(?:要|索要|主张|请求|索赔|诉求)(?:了)?(?:的)?(?:钱|金额|数额|加班费|赔偿金?)?"
    for key, words, said in (
        ("pay", pay, "月工资"),
        ("awarded", got, "判给的数额"),
        ("claimed", ask, "请求的数额"),
    ):
        for match in re.finditer(
            rf"{words}[^，,。？?\d]{{0,6}}?(?:(?P<up>上|过)(?=[万千百])|{_SUM}(?<=[元块钱万千上头下内里多\d]))",
            text,
        ):
            low, high = _bounds(text, match)
            if low is None and high is None:
                continue
            end = match.end() + bool(match["up"])
            test = f"{said}{f'不低于{yuan(low)}' if low is not None else f'不高于{yuan(high or 0)}'}"
            yield match.start(), end, test, _within(key, low, high)


def yuan(value: float) -> str:
    """A sum as people write it: 20万元, 1.2亿元."""
    scale, unit = next(((s, u) for s, u in ((1e8, "亿"), (1e4, "万")) if value >= s), (1.0, ""))
    return f"{value / scale:.6f}".rstrip("0").rstrip(".") + f"{unit}元"


def _bounds(text: str, match: re.Match[str]) -> tuple[float | None, float | None]:
    if match["up"]:
        return value_of("1", text[match.end()]), None
    if not (match["number"] or match["scale"]):
        return None, None
    value = value_of(match["number"] or "1", match["scale"] or "")
    if match["over"] or match["above"]:
        return value, None
    if match["under"] or match["below"]:
        return None, value
    return None, None


def _within(key: str, low: float | None, high: float | None) -> Keep:
    def values(course: Course) -> tuple[float, ...]:
        value = None if key == "awarded" and course.result == "lost" else getattr(course, key)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    def holds(course: Course) -> bool:
        return any((low is None or v >= low) and (high is None or v <= high) for v in values(course))

    return each(holds, told_at("pay" if key == "pay" else "claimed" if key == "claimed" else "ruling"))


def read_compared(text: str) -> Iterator[Reading]:
    """What was granted against what was claimed; the most and the least granted."""
    got, ask = r"(?:判|裁|拿到|支持|得到)", r"(?:要|请求|主张|诉求|开口|索赔|申请)"
    less = rf"{got}[^。？?]{{0,24}}?{ask}[^。？?]{{0,8}}?(?:少|低|打了?折|缩水)|{ask}[^。？?]{{0,10}}?{got}[^。？?]{{0,6}}?(?:少|低|打了?折)|没(?:有)?(?:全|足)额?(?:支持|判|给)|(?:只|仅)(?:支持|判|给|拿到)了?(?:一)?部分|部分支持|打了?折扣?|没(?:有)?(?:全部|全)(?:支持|拿到|要到)"
    full = rf"(?:全额|全部|足额|如数|一分不少|一分没少)(?:支持|判|裁|给|拿到|要到|支付)|{ask}(?:多少|几多)[^。？?]{{0,4}}?(?:就)?{got}?(?:给)?了?多少|{got}[^。？?]{{0,12}}?{ask}[^。？?]{{0,8}}?(?:一样|相同|一致|一分不少)"
    for pattern, said, holds in (
        (full, "判给的数额不少于请求", lambda c: c.claimed is not None and c.awarded is not None and c.awarded >= c.claimed and c.result != "lost"),
        (less, "判给的数额少于请求", lambda c: c.claimed is not None and c.awarded is not None and c.awarded < c.claimed and c.result != "lost"),
    ):  # fmt: skip
        for match in re.finditer(pattern, text):
            yield (
                match.start(),
                match.end(),
                said,
                each(holds, lambda c: [c.spans["claimed"], *rulings_of(c)]),
            )
    most = re.search(
        r"(?P<what>[一-鿿]{2,6}?)(?:[^，,。？?]{0,4}?)(?:拿(?:到|得)|判(?:得|给)?|赔(?:得|了)?|给(?:得)?|得到|的?数额|的?金额)?(?:的)?最(?P<end>多|高|少|低)(?:的)?",
        text,
    )
    if most and re.search(r"拿|判|赔|裁|给|金|费|款|钱", text[most.start() : most.end()]):
        yield (
            most.start(),
            most.end(),
            f"判给的数额最{most['end']}",
            _extreme(most["end"] in "多高", _thing(text)),
        )


def _thing(text: str) -> str:
    """What kind of money is meant: 加班费, 赔偿金; '' where it is only 钱."""
    found = re.search(r"[一-鿿]{2}费|赔偿金(?!额)|违约金|补偿金|赔偿", text)
    return found[0] if found else ""


def _extreme(most: bool, thing: str) -> Keep:
    def keep(courses: Sequence[tuple[Profile, Course]]) -> Told:
        with_sum = [
            (p, c, c.awarded)
            for p, c in courses
            if c.awarded is not None and c.result != "lost" and (r := c.operative) and thing in r.text
        ]
        if not with_sum:
            return {}
        best = (max if most else min)(value for *_, value in with_sum)
        return {p.id: tuple(rulings_of(c)) for p, c, value in with_sum if value == best}

    return keep
