"""Words of everyday speech that only sum up what is counted or told one by one."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.language.figures import MEASURES, figures
from retrieval.lexicon.listed import listed

_EXTENT = listed("extent")
_SUMMED = "、和各每连到"
"""Before 都: what it sums up is told one by one, or from one end to the other."""
_EACH, _SPREADS, _ORDER = ("每", "各"), ("每", "各", "全", "均", "都", "逐"), ("先", "再")
"""Words that everyday speech puts where a case has another one, or none; what is told first is looked at by itself."""


def summed_up(word: str, unit: str, texts: Sequence[str]) -> bool:
    """Whether a word of everyday speech only sums up what is counted or told one by one: 16个分局都设了."""
    if word == "都":
        told = unit[: unit.find(word)]
        summed = any(figure.unit in MEASURES for figure in figures(told)) or any(
            sign in told for sign in _SUMMED
        )
        return summed or any(extent in "".join(texts) for extent in _EXTENT.findall(told))
    if word in _EACH:
        return any(sign in text for text in texts for sign in _SPREADS)
    return word in _ORDER and _ORDER[0] in unit and _ORDER[1] in unit
