"""Whether the figures of a clause are those of the clauses of the case that are likest to it."""

from __future__ import annotations

from retrieval.checking.aspects.named import without_names
from retrieval.language.figures import Figure, figures

BARE = frozenset("审年月日条号款项")
"""Units of figures that name something and count nothing."""
_PEOPLE = "人名"
YEAR = 100
"""From this on a figure of years is a date."""


def figures_astray(unit: str, text: str, between: str) -> bool:
    """Whether a figure of `unit` is not in `text`, or one of the same things was passed over between its words."""
    own = [figure for figure in figures(without_names(unit)) if figure.unit not in BARE]
    held = [figure.value for figure in figures(text)]
    if any(not any(figure.says(value) for value in held) for figure in own):
        return True
    units = {figure.unit for figure in own}
    values = {figure.value for figure in own}
    passed = (figure for figure in figures(between) if figure.value not in values)
    return any(figure.unit in units for figure in passed) or _times_astray(unit, text)


def _times_astray(unit: str, text: str) -> bool:
    """Whether `text` has years, or stretches of time, and `unit` another."""
    unit, text = (_with_ones(said) for said in (unit, text))
    for sort in (_is_year, _is_stretch, _is_of_few):
        held = {(one.value, _counted(one)) for one in figures(text) if sort(one, text)}
        own = {(one.value, _counted(one)) for one in figures(unit) if sort(one, unit)}
        if own - held and (held or sort is _is_stretch):
            return True
    return False


def _is_of_few(figure: Figure, _: str) -> bool:
    """Whether it says how often, or how many people."""
    return figure.unit == "次" or figure.unit in _PEOPLE


def _counted(figure: Figure) -> str:
    return _PEOPLE[0] if figure.unit in _PEOPLE else figure.unit


def _with_ones(text: str) -> str:
    """`text` with the one that is no figure by itself as one: 一年, 一个月."""
    for stretch in ("年", "个月", "个星期", "周", "天", "次", "人", "名"):
        text = text.replace(f"一{stretch}", f"1{stretch}")
    return text


def _is_year(figure: Figure, text: str) -> bool:
    return figure.unit == "年" and figure.value >= YEAR


def _is_stretch(figure: Figure, text: str) -> bool:
    """Whether it says how long: 一年, 3个月, 两天, 60日内."""
    behind = text[figure.end :].removeprefix(figure.unit)
    if figure.unit == "个":
        return behind.startswith(("月", "星期"))
    if figure.unit == "日":
        return behind.startswith("内")
    return figure.unit in ("天", "周") or (figure.unit == "年" and figure.value < YEAR and behind[:1] != "级")
