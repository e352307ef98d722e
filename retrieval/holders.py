"""Which cases hold a word: an index of pairs of characters, so that a question does not read every text.

A pair of neighbouring characters leads to the texts that hold it; a longer word is looked for only in those of its
rarest pair. The answer is that of `word in text`, whatever the word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.postings import Layer, Layers
    from retrieval.terms import Term

    Positions = NDArray[np.int32]
    Worths = NDArray[np.float64]

K = TypeVar("K")
V = TypeVar("V")
FEW = 500
"""Up to so many texts they are simply read: 0.1 ms a word, and there is no index to make."""
REMEMBERED = 512
"""Words whose holders are remembered: the questions of a conversation are about one thing."""
TERMS = 24
"""Terms whose strengths are: those of one question or two. Each takes 8 bytes a text, and is soon made again."""
_LAST = 0xFFFF
"""Characters beyond the basic plane share one number: what they lead to is read."""


class Holders:
    """The texts of one revision, asked by word; positions are those of `texts`."""

    def __init__(self, texts: Sequence[str], earlier: tuple[Holders, Sequence[int]] | None = None) -> None:
        """`earlier`: those of another revision, indexed, and where each text of theirs is now (-1: gone)."""
        self.texts = texts
        self._earlier = earlier
        self._of: dict[str, Positions] = {}
        self._strengths: dict[Term, Worths] = {}

    def of(self, word: str) -> Positions:
        """The positions of the texts that hold `word`, in order."""
        held = self._of.get(word)
        if held is None:
            held = _remember(self._of, word, self._found(word), REMEMBERED)
        return held

    def strengths(self, term: Term) -> Worths:
        """`term.strength` of every text."""
        worths = self._strengths.get(term)
        if worths is None:
            import numpy as np

            worths = np.zeros(len(self.texts))
            for form, worth in reversed(term.forms):  # best last, so that the best form that occurs stays
                worths[self.of(form)] = worth
            _remember(self._strengths, term, worths, TERMS)
        return worths

    def _found(self, word: str) -> Positions:
        import numpy as np

        if len(word) < 2:
            among: Sequence[int] = range(len(self.texts))
        else:
            pairs = {_code(a, b) for a, b in pairwise(word)}
            found = np.sort(np.concatenate([_rarest(layer, pairs) for layer in self.layers]))
            if len(word) == 2 and "\n" not in word and max(map(ord, word)) < _LAST:
                return found
            among = found.tolist()
        return np.asarray([at for at in among if word in self.texts[at]], dtype=np.int32)

    @cached_property
    def layers(self) -> Layers:
        """The pairs of all texts: carried on from the earlier ones where those had been asked for."""
        from retrieval.postings import Layers

        earlier, self._earlier = self._earlier, None
        if earlier:
            return earlier[0].layers.carried(earlier[1], len(self.texts), self._indexed)
        return Layers.over(len(self.texts), self._indexed)

    @property
    def indexed(self) -> bool:
        """Whether the pairs were asked for."""
        return "layers" in self.__dict__

    def _indexed(self, at: Sequence[int]) -> Layer:
        import numpy as np

        from retrieval.postings import Layer

        texts = [self.texts[n] for n in at]
        encoded = "\n".join(texts).encode("utf-32-le", "surrogatepass")
        characters = np.minimum(np.frombuffer(encoded, dtype=np.uint32), _LAST).astype(np.uint32)
        lengths = [len(text) + 1 for text in texts]
        whose = np.repeat(np.arange(len(texts), dtype=np.uint16), lengths)[: len(characters)]
        return Layer.of(characters[:-1] << 16 | characters[1:], whose[:-1], at)


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


def _rarest(layer: Layer, pairs: set[int]) -> Positions:
    """The positions of that pair which fewest texts of the layer hold."""
    best: slice | None = None
    for pair in pairs:
        held = layer.slice_of(pair)
        if best is None or held.stop - held.start < best.stop - best.start:
            best = held
    at = layer.at[layer.rows[best or slice(0, 0)]]
    return at[at >= 0]


def _code(first: str, second: str) -> int:
    return min(ord(first), _LAST) << 16 | min(ord(second), _LAST)


def _remember(known: dict[K, V], key: K, value: V, most: int) -> V:
    """Keep `value`, forgetting the oldest half once there are too many; threads may meet here."""
    if len(known) >= most:
        for old in list(known)[: most // 2]:
            known.pop(old, None)
    known[key] = value
    return value
