"""Which cases hold a word, remembered: the terms of a question are looked for again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from data.catalog.search.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.language.terms import Term

    Positions = NDArray[np.int32]
    Worths = NDArray[np.float64]

FEW = 500
"""Up to so many texts they are simply read: 0.1 ms a word, and no database is opened."""
REMEMBERED, OF_EACH = 1_000_000, 8
"""Positions that are remembered (4 bytes each), and how many for each text of a larger library: each is that of a text
that holds a word, and what one asks about, others ask about, too."""
SLOT = 64
"""What a word takes besides, in positions."""
TERMS, LEAST_TERMS, STRENGTHS = 24, 8, 1_000_000
"""Terms whose strengths are, those of one question or two; of so many texts that they take more than so many in all, fewer.
Each takes 8 bytes a text, and is soon made again."""


class Holders:
    """The texts of one revision, asked by word; positions are those of `texts`."""

    def __init__(self, texts: Sequence[str], words: Words) -> None:
        self.texts = texts
        self._words = words
        self._of: dict[str, Positions] = {}
        self._most = self._room = max(REMEMBERED, OF_EACH * len(texts))
        self._strengths: dict[Term, Worths] = {}
        self._terms = max(LEAST_TERMS, min(TERMS, STRENGTHS // max(len(texts), 1)))

    def of(self, word: str) -> Positions:
        """The positions of the texts that hold `word`, in order."""
        held = self._of.get(word)
        if held is None:
            import numpy as np

            held = np.asarray(self._words.holding(word), dtype=np.int32)
            self._keep(word, held)
        return held

    def _keep(self, word: str, held: Positions) -> None:
        """Remember who holds `word`, forgetting the oldest half of all words once they take too much."""
        self._room -= len(held) + SLOT
        if self._room < 0:
            for old in list(self._of)[: (len(self._of) + 1) // 2]:
                self._of.pop(old, None)  # threads may meet here
            self._room = self._most - sum(len(one) + SLOT for one in (held, *self._of.values()))
        self._of[word] = held

    def strengths(self, term: Term) -> Worths:
        """`term.strength` of every text."""
        worths = self._strengths.get(term)
        if worths is None:
            import numpy as np

            worths = np.zeros(len(self.texts))
            for form, worth in reversed(term.forms):  # best last, so that the best form that occurs stays
                worths[self.of(form)] = worth
            if len(self._strengths) >= self._terms:
                for old in list(self._strengths)[: self._terms // 2]:
                    self._strengths.pop(old, None)
            self._strengths[term] = worths
        return worths


class Texts(Sequence[str]):
    """Some of the texts of `holders`: a sequence of strings that also knows which of them hold a term."""

    def __init__(self, holders: Holders, positions: Sequence[int] | None = None) -> None:
        import numpy as np  # here and below: a question over few cases needs none of it

        self._holders = holders
        self._at = None if positions is None else np.asarray(positions, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._holders.texts) if self._at is None else len(self._at)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return self._holders.texts[index if self._at is None else self._at[index]]

    def __iter__(self) -> Iterator[str]:
        texts = self._holders.texts
        return iter(texts) if self._at is None else (texts[at] for at in self._at)

    def strengths(self, term: Term) -> Worths:
        """`term.strength` of each text."""
        every = self._holders.strengths(term)
        return every if self._at is None else every[self._at]

    def weighed(self, terms: Sequence[Term], weights: Sequence[float]) -> Worths:
        """The sum over `terms` of their strengths in each text, times their weights."""
        import numpy as np

        total = np.zeros(len(self))
        for term, weight in zip(terms, weights, strict=True):
            total += weight * self.strengths(term)
        return total
