"""How much a case speaks of the matter of a question's everyday phrases: 讨公道 has to do with 维权 and 起诉."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import fold
from retrieval import lexicon
from retrieval.language.terms import idf, names_in, rejoined


def related_shares(text: str, texts: Sequence[str]) -> list[float]:
    """For each of `texts` (folded), in [0, 1]: the mean over the phrases of `text` that have related words.

    A phrase counts as much as the rarest of its related words that the text holds, by itself or a synonym, beside
    the rarest that any holds; one whose related words none holds tells nothing.
    """
    table = lexicon.related()
    matters = {table[phrase] for phrase in names_in(rejoined(fold(text)), table)}
    shares = [one for words in sorted(matters) if (one := _rarest_held(words, texts))]
    return [sum(of_one) / len(shares) for of_one in zip(*shares, strict=True)] or [0.0] * len(texts)


def _rarest_held(words: Sequence[str], texts: Sequence[str]) -> list[float]:
    """The weight of the rarest of `words` in each text over that of the rarest in any; empty where none holds one."""
    forms = [(word, *lexicon.synonyms().get(word, ())) for word in words]
    held = [[any(form in text for form in of_word) for text in texts] for of_word in forms]
    weights = [idf(sum(where), len(texts)) if any(where) else 0.0 for where in held]
    most = max(weights)
    if not most:
        return []
    best = [
        max(w for w, here in zip((0.0, *weights), (True, *at), strict=True) if here)
        for at in zip(*held, strict=True)
    ]
    return [weight / most for weight in best]
