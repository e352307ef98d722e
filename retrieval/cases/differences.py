"""By how much one figure is more than another, in words: 差4905.64万元, 差五年六个月, 差3岁."""

from __future__ import annotations

from data.text import fold
from retrieval.cases.suits import imprisonment
from retrieval.language.measures import measures

_ABOUT = ("余", "多", "约", "近", "逾", "左右")
"""What makes a figure none to be reckoned with to the letter."""
_WAN = 10_000
"""From so many yuan on a sum is told in 万元."""


def differ(sort: str, more: str, less: str) -> str:
    """The difference of two figures of that sort as they stand in the cases; '' where it is none to be told."""
    if sort == "term":
        first, second = _term(more), _term(less)
        told = first is not None and second is not None and max(first, second) < imprisonment.LIFE
        return imprisonment.spoken(abs(first - second)) if told and first and second else ""
    if sort not in ("sum", "age", "number"):
        return ""
    one, other = (next(measures(fold(told), sort), None) for told in (more, less))
    if one is None or other is None or one.unit != other.unit:
        return ""
    about = "约" if any(word in told for told in (more, less) for word in _ABOUT) else ""
    apart = abs(one.value - other.value)
    if sort == "sum" and apart >= _WAN:
        return f"{about}{_plain(apart / _WAN)}万{one.unit}"
    return f"{about}{_plain(apart)}{one.unit}"


def _term(text: str) -> float | None:
    return next((months for months, *_ in imprisonment.told(f"判处{fold(text)}")), None)


def _plain(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
