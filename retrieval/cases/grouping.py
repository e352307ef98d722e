"""Cases by province, by kind of organisation, by theme: one group a case, computed and never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from data.places.regions import places_of
from data.types import Case
from retrieval import lexicon
from retrieval.lexicon.listed import under

OTHER = "其他"
REST = "其余"
BARS = 15
"""Bars of a chart; what comes after the largest is drawn as one."""
_BODY = 0.2
"""A word of the text counts this much of one of the title."""


@lru_cache(maxsize=5_000)
def region_of(case: Case) -> str:
    """The province of the case (its own name where it lies in none); 其他 where it does not say."""
    places = places_of(case)
    return next((place.province or place.name for place in places), OTHER)


NOWHERE = "—"
"""The place of a case that does not say where it is."""


@lru_cache(maxsize=5_000)
def place_of(case: Case) -> str:
    """The places of the case as a table shows them: 江苏省南通市; — where it does not say."""
    places = places_of(case)
    names = [p.name if p.province in ("", p.name) else p.province + p.name for p in places]
    return "、".join(dict.fromkeys(names)) or NOWHERE


@lru_cache(maxsize=5_000)
def organisation_of(case: Case) -> str:
    """The kind of organisation that acts in the title, the narrowest the table knows."""
    return next((kind.name for kind in lexicon.kinds() if kind.acts_in(case.title)), OTHER)


@lru_cache(maxsize=5_000)
def theme_of(case: Case) -> str:
    """The theme whose words the title holds most of, the text counting less."""
    text = "".join(field.text for field in case.fields)[:2000]
    weights = {
        name: len(set(words.findall(case.title))) + _BODY * len(set(words.findall(text)))
        for name, words in under("theme").items()
    }
    best = max(weights.values())
    return next(name for name, weight in weights.items() if weight == best) if best > 0 else OTHER


GROUPINGS: Mapping[str, Callable[[Case], str]] = {
    "region": region_of,
    "organisation": organisation_of,
    "theme": theme_of,
}


def grouped(cases: Iterable[Case], by: str) -> dict[str, tuple[Case, ...]]:
    """The cases in groups, the largest first, then by their first case, in whichever order they come; 其他 is last."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(GROUPINGS[by](case), []).append(case)
    order = sorted(found, key=lambda name: (name == OTHER, -len(found[name]), min(c.id for c in found[name])))
    return {name: tuple(found[name]) for name in order}


def fitting(cases: tuple[Case, ...]) -> str:
    """By what to part `cases`: the first of theme, region, organisation with groups neither one nor all."""
    for by in ("theme", "region", "organisation"):
        groups = grouped(cases, by)
        if 1 < len(groups) <= max(2, 0.75 * len(cases)):
            return by
    return "theme"


def charted(counts: Mapping[str, int]) -> tuple[list[str], list[int]]:
    """The names and lengths of the bars of a chart."""
    rows = list(counts.items())
    if len(rows) > BARS:
        rows = [*rows[: BARS - 1], (REST, sum(value for _, value in rows[BARS - 1 :]))]
    return [name for name, _ in rows], [value for _, value in rows]
