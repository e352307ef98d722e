"""What a case is about and says itself: its title and summary, its own sentences, and all of them one by one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from data.text import fold, sentences
from data.types import Case
from retrieval.cases.holdings import own_sentences
from retrieval.cases.profiles import Profile

SUMMARY = ("关键词", "要点", "要旨")
"""What the sections are called that say in short what a case is about."""


@dataclass(frozen=True, slots=True)
class Gist:
    """Folded texts of a case."""

    summary: str
    """Its title and the sections that say in short what it is about."""
    own: str
    """What it says itself: no party's claim, no rule that is quoted."""
    sentences: tuple[str, ...]


def gist(profile: Profile) -> Gist:
    """That of a case, worked out once."""
    return _gist(profile.case, profile.text)


@lru_cache(maxsize=4_000)
def _gist(case: Case, text: str) -> Gist:
    short = [section.text for section in case.fields if any(name in section.name for name in SUMMARY)]
    own = " ".join(own_sentences(case))
    parts = tuple(text[start:end] for start, end in sentences(text))
    return Gist(fold(" ".join([case.title, *short])), own, parts)
