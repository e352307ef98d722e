"""How near each case is to a question: meaning and words judged together, each by its own strength."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.types import CaseId
from retrieval.profiles import Profile
from retrieval.search import Nearness
from retrieval.terms import Weighted

TOGETHER = 0.10
"""What it adds to a cosine that all of a question's words stand within one passage of the case."""
ANYWHERE = 0.04
"""What it adds that they all stand somewhere in the case."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One case with what speaks for it: `score` is on the scale of a cosine similarity."""

    profile: Profile
    near: Nearness
    together: float
    anywhere: float
    level: float = 0.0
    """What is taken off: how alike the cases of its collection are, where several are compared."""

    @property
    def id(self) -> CaseId:
        return self.profile.id

    @property
    def score(self) -> float:
        return self.near.score - self.level + TOGETHER * self.together**2 + ANYWHERE * self.anywhere**2


def rank(
    profiles: Sequence[Profile],
    words: Weighted,
    dense: Mapping[CaseId, Nearness],
    levels: Mapping[str, float] | None = None,
) -> list[Judged]:
    """Judge `profiles` by `words` and by `dense`; best first, ties in the catalog's order.

    A case that dense search did not return counts as far as the farthest it did.
    """
    far = min((near.score for near in dense.values()), default=0.0)
    judged = [
        Judged(
            profile,
            dense.get(profile.id) or Nearness(far, far),
            words.together(profile.text),
            words.coverage(profile.text),
            (levels or {}).get(profile.id.collection, 0.0),
        )
        for profile in profiles
    ]
    return sorted(judged, key=lambda one: -one.score)
