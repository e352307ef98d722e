"""How near each case is to a question: meaning, words, related words and letters judged together, each by its own strength."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from data.types import CaseId
from retrieval import lexicon
from retrieval.cases.profiles import Profile
from retrieval.language.terms import Weighted, idf
from retrieval.search.meaning import Ground
from retrieval.search.near import Nearness, farthest
from retrieval.search.relating import related_shares

TOGETHER = 0.10
"""What it adds to a cosine that all of a question's words stand within one passage of the case."""
ANYWHERE = 0.04
"""What it adds that they all stand somewhere in the case."""
LETTERS = 0.03
"""What it adds that one passage holds all of the question's characters: a paraphrase keeps 花 where it loses
黄花. Measured over three collections; pairs of characters in common only mislead (0.848 → 0.797)."""
RELATED = 0.02
"""What it adds that the case holds the rarest of the official words that a question's everyday phrases are related to.

Measured over five sets of questions (DECISIONS.md): as good up to 0.04 but for court cases, which lose one."""
CLAUSES = 1.5
"""What a cosine counts by which a case lies below the best one, clause by clause.

Measured over six collections told at length, 263 far paraphrases: the right case first 0.703 → 0.757, for 294 other
questions of one case 0.966 → 0.980; 1.0 and 2.0 do about as well. In a collection of short cases it misleads
(0.915 → 0.816): there the whole is of one piece."""
LEARNED, BESIDE_LEARNED = 0.7, 2.0
"""What a cosine counts by which a case lies below the best one by the vector that was learned for questions; and by how much more
than alone words speak beside it, which knows them less well than it knows what is meant.

Over 258 questions of two collections that it was not learned from the right case is first for 0.888 instead of 0.833 (far
paraphrases 0.789 and 0.677), over 694 of five others, half of whose questions it was learned from, 0.970 and 0.932 (DECISIONS.md).
"""
AROUND = 150
"""Code points on either side of a part that make it a passage about as long as a whole chunk."""
FEW_LETTERS = 3.0
"""Weight up to which the characters in common count for less: one or two are chance."""


@dataclass(slots=True, unsafe_hash=True)
class Judged:
    """One case with what speaks for it: `score` is on the scale of `Nearness.score`.

    A value, not to be changed; but a frozen one takes three times as long to make, and a question makes hundreds.
    """

    profile: Profile
    near: Nearness
    together: float
    anywhere: float
    letters: float = 0.0
    related: float = 0.0
    shortfall: float = 0.0
    """How far it lies below the best case clause by clause (difference of cosines, at most 0)."""
    learned: float | None = None
    """How far it lies below the best case by the vector learned for questions (difference of cosines, at most 0); None where
    that is not known."""
    ground: Ground | None = None
    """What it is measured against where several collections are compared."""

    @property
    def id(self) -> CaseId:
        return self.profile.id

    @property
    def score(self) -> float:
        by_words = TOGETHER * self.together**2 + ANYWHERE * self.anywhere**2
        by_words += LETTERS * self.letters + RELATED * self.related
        score = self.near.score + CLAUSES * self.shortfall
        score += by_words if self.learned is None else BESIDE_LEARNED * by_words + LEARNED * self.learned
        return self.ground.levelled(score) if self.ground else score


def rank(
    profiles: Sequence[Profile],
    words: Weighted,
    dense: Mapping[CaseId, Nearness],
    text: str,
    ground: Ground | None = None,
    *,
    texts: Sequence[str] | None = None,
    shortfalls: Mapping[CaseId, float] | None = None,
    learned: Mapping[CaseId, float] | None = None,
) -> list[Judged]:
    """Judge `profiles` by `words`, by `dense` and by the letters of `text`; best first, ties in the catalog's order.

    `ground` is what their collection is measured against; `texts` are theirs, where they are at hand;
    `shortfalls` tell how they compare clause by clause, `learned` by the vector learned for questions, where that is known.
    A case that dense search did not return counts as far as the farthest it did.
    """
    if texts is None:
        texts = [profile.text for profile in profiles]
    found = [dense.get(profile.id) for profile in profiles]
    far = farthest(dense) if None in found else 0.0
    nearness = [near or Nearness(far, far) for near in found]
    letters = letters_in_common(profiles, nearness, text)
    below, behind = shortfalls or {}, learned or {}
    judged = [
        Judged(
            profile,
            near,
            words.together(profile.text) if anywhere else 0.0,
            anywhere,
            in_common,
            related,
            below.get(profile.id, 0.0),
            behind.get(profile.id),
            ground,
        )
        for profile, near, in_common, anywhere, related in zip(
            profiles, nearness, letters, words.coverages(texts), related_shares(text, texts), strict=True
        )
    ]
    return sorted(judged, key=lambda one: -one.score)


def letters_in_common(profiles: Sequence[Profile], nearness: Sequence[Nearness], text: str) -> list[float]:
    """The share, by rarity, of the Chinese characters of `text` that the best passage of each case holds."""
    asked = [c for c in dict.fromkeys(text) if "一" <= c <= "鿿" and c not in lexicon.stopwords()]
    if not asked:
        return [0.0] * len(profiles)
    held = [
        [[c for c in asked if c in passage] for passage in _passages(profile, near)]
        for profile, near in zip(profiles, nearness, strict=True)
    ]
    often = Counter(chain.from_iterable(chain.from_iterable(held)))
    passages = sum(map(len, held))
    weights = {c: idf(often[c], passages) for c in asked if c in often}
    enough = max(sum(weights.values()), FEW_LETTERS)
    return [
        max([sum([weights[c] for c in of_passage]) for of_passage in of_case], default=0.0) / enough
        for of_case in held
    ]


def _passages(profile: Profile, near: Nearness) -> list[str]:
    """Each passage of a case that dense search found, the title's with them.

    Where it found parts only, the passage about the nearest.
    """
    case, title = profile.case, profile.case.title
    if near.wholes:
        return [title + (case.text_of(hit.field) or "")[hit.start : hit.end] for hit in near.wholes]
    return [
        title + (case.text_of(hit.field) or "")[max(hit.start - AROUND, 0) : hit.end + AROUND]
        for hit in near.parts[:1]
    ]
