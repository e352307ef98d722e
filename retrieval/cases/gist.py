"""What a case is about and says itself: its title and summary, its own sentences, and all of them one by one."""

from __future__ import annotations

from functools import lru_cache

from data.text import fold, sentences
from data.types import Case
from retrieval.cases.holdings import own_sentences
from retrieval.cases.profiles import Profile

SUMMARY = ("关键词", "要点", "要旨")
"""What the sections are called that say in short what a case is about."""


class Gist:
    """Folded texts of a case, each worked out when first asked for."""

    def __init__(self, case: Case, text: str) -> None:
        """`text`: title and fields without white space, folded."""
        self._case, self._text = case, text
        self._summary: str | None = None
        self._own: str | None = None
        self._sentences: tuple[str, ...] | None = None

    @property
    def summary(self) -> str:
        """Its title and the sections that say in short what it is about."""
        if self._summary is None:
            fields = self._case.fields
            short = [section.text for section in fields if any(name in section.name for name in SUMMARY)]
            self._summary = fold(" ".join([self._case.title, *short]))
        return self._summary

    @property
    def own(self) -> str:
        """What it says itself: no party's claim, no rule that is quoted."""
        if self._own is None:
            self._own = " ".join(own_sentences(self._case))
        return self._own

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, one by one."""
        if self._sentences is None:
            self._sentences = tuple(self._text[start:end] for start, end in sentences(self._text))
        return self._sentences


def gist(profile: Profile) -> Gist:
    """That of a case, worked out once."""
    return _gist(profile.case, profile.text)


@lru_cache(maxsize=4_000)
def _gist(case: Case, text: str) -> Gist:
    return Gist(case, text)
