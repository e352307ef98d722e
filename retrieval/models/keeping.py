"""What a question names stays what it is about: a model may neither read it away nor answer from a case without it."""

from __future__ import annotations

from collections.abc import Iterable

from data.text import squeeze
from retrieval.cases.profiles import Profile
from retrieval.checking.aspects.named import Names, places_of
from retrieval.language.figures import Figure, figures, same_unit

TELLING = 3
"""Figures from this on tell cases apart; 一个 and 两家 are how people talk."""


def kept(text: str, reworded: str) -> bool:
    """Whether `reworded` still names the places and the figures of `text` (both squeezed)."""
    places = {place for mention in places_of(reworded) for place in mention.places}
    if not all(
        mention.text in reworded or any(place in places for place in mention.places)
        for mention in places_of(text)
    ):
        return False
    said = {figure.value for figure in figures(reworded)}
    return all(figure.value in said for figure in _telling(text))


def without(text: str, profile: Profile) -> int:
    """How many of the names and figures in `text` (squeezed) a case does not bear."""
    held = figures(profile.text)
    missing = [
        figure
        for figure in _telling(text)
        if not any(figure.says(h.value) and same_unit(h.unit, figure.unit) for h in held)
    ]
    return len(Names(profile).unknown(text)) + len(missing)


def _telling(text: str) -> list[Figure]:
    return [f for f in figures(text) if f.value >= TELLING or text[: f.start].endswith("第")]


def worse(text: str, profile: Profile, others: Iterable[Profile]) -> bool:
    """Whether one of `others`, which answered without a model, bears more of what `text` names than `profile` does."""
    told = squeeze(text)
    least = min((without(told, other) for other in others), default=None)
    return least is not None and without(told, profile) > least
