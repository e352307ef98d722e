"""Keyword search: BM25 over jieba's words, kept on disk and carried on as cases come and go."""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.types import CaseId, Records
from retrieval.profiles import Profiles, moved_to
from retrieval.tokens import Tokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from retrieval.postings import Layer, Layers

    Indexed = tuple[Layers, NDArray[np.int32]]

K1, B = 1.5, 0.75
"""How soon saying a word again adds little, and how much a long text counts for less: the usual values. The formula
is Lucene's (Kamphuis et al. 2020), as in the library bm25s, by which a test checks it."""
LAG = 100
"""New texts up to which what is on disk is left as it is: who reads it cuts their words, in a tenth of a second."""
_DIGEST = 6
"""Bytes of a word's digest: that two of 300,000 words share one has a chance of 1 in 6,000, and does next to nothing."""


class LexicalIndex:
    """BM25 scores of all cases for a question's words.

    Scores are worked out as they are asked for, so that one case more or less changes nothing that is kept.
    """

    def __init__(
        self, profiles: Profiles, layers: Layers, lengths: NDArray[np.int32], unkept: int = 0
    ) -> None:
        """`lengths`: how many words each text has; `unkept`: how many texts of it are not on disk."""
        self._profiles = profiles
        self.layers = layers
        self.lengths = lengths
        self.unkept = unkept

    @property
    def records(self) -> Records:
        return self._profiles.records

    def search(self, words: Sequence[str], limit: int) -> list[tuple[CaseId, float]]:
        """The best `limit` cases with a score above zero, best first, ties by position in the catalog."""
        import numpy as np

        scores = np.zeros(len(self.lengths), dtype=np.float32)
        found = [self._add(word, scores) for word in words]
        if not any(found):
            return []
        order = sorted(_highest(scores, limit), key=lambda at: (-scores[at], at))
        return [(self._profiles.all[at].id, float(scores[at])) for at in order if scores[at] > 0]

    def _add(self, word: str, scores: NDArray[np.float32]) -> bool:
        """Add to `scores` what each text has for `word`; whether any holds it."""
        import numpy as np

        key = _key(word)
        texts, often = [], []
        for layer in self.layers:
            held = layer.slice_of(key)
            at = layer.at[layer.rows[held]]
            assert layer.often is not None
            texts.append(at[at >= 0])
            often.append(layer.often[held][at >= 0])
        where = np.concatenate(texts)
        if not len(where):
            return False
        number = len(where)
        idf = np.float32(math.log(1 + (len(self.lengths) - number + 0.5) / (number + 0.5)))
        frequency = np.concatenate(often).astype(np.float32)
        room = K1 * ((1 - B) + B * self.lengths[where] / self._mean)
        scores[where] += (idf * (frequency / (room + frequency))).astype(np.float32)
        return True

    @cached_property
    def _mean(self) -> np.float64:
        """How many words a text has in the mean."""
        mean: np.float64 = self.lengths.mean()
        return mean


def _highest(scores: NDArray[np.float32], limit: int) -> list[int]:
    """The positions of the highest `limit` scores, those of equal ones that come last; without sorting them all."""
    import numpy as np

    if limit < len(scores):
        least = np.partition(scores, -limit)[-limit]
        among = np.flatnonzero(scores >= least)
    else:
        among = np.arange(len(scores))
    ordered: list[int] = among[scores[among].argsort(kind="stable")[::-1][:limit]].tolist()
    return ordered


def lexical_index(
    profiles: Profiles, tokenizer: Tokenizer, cache_dir: Path, earlier: LexicalIndex | None = None
) -> LexicalIndex:
    """The index of these cases: what `earlier` or `cache_dir` has of them, and the words of the others cut."""
    from retrieval import lexical_cache as cache

    cut = Words(profiles, tokenizer)
    if earlier is not None:
        moved = moved_to(earlier.records.cases, profiles.records.cases)
        made = cut.carried_on(earlier.layers, earlier.lengths, moved)
        unkept = earlier.unkept + cut.count
    elif kept := cache.load(cache_dir / "bm25"):
        if kept.stamp == _stamp(profiles):
            return LexicalIndex(profiles, kept.layers, kept.lengths)
        made = cut.carried_on(
            kept.layers, kept.lengths, kept.moved([profile.text for profile in profiles.all])
        )
        unkept = cut.count
    else:
        made = cut.over_all()
        unkept = LAG + 1
    if unkept > LAG:
        digests = cache.digests_of([profile.text for profile in profiles.all])
        cache.save(cache_dir / "bm25", cache.Kept(*made, digests, _stamp(profiles)))
        if (kept := cache.load(cache_dir / "bm25")) and kept.stamp == _stamp(profiles):
            made = kept.layers, kept.lengths  # mapped from now on
        unkept = 0
    return LexicalIndex(profiles, *made, unkept)


class Words:
    """Cuts the texts of `profiles` into words, and counts how many: that takes 1 ms a text, all else a tenth."""

    def __init__(self, profiles: Profiles, tokenizer: Tokenizer) -> None:
        import numpy as np

        self._profiles = profiles
        self._tokenizer = tokenizer
        self._lengths = np.zeros(len(profiles.all), dtype=np.int32)
        self.count = 0

    def over_all(self) -> Indexed:
        """The postings of all texts."""
        from retrieval.postings import Layers

        return Layers.over(len(self._lengths), self._layer), self._lengths

    def carried_on(self, layers: Layers, lengths: NDArray[np.int32], moved: Sequence[int]) -> Indexed:
        """The same, where `layers` have those of texts that are now at `moved`."""
        import numpy as np

        place = np.asarray(moved, dtype=np.int32)
        self._lengths[place[place >= 0]] = lengths[place >= 0]
        return layers.carried(moved, len(self._lengths), self._layer), self._lengths

    def _layer(self, at: Sequence[int]) -> Layer:
        import numpy as np

        from retrieval.postings import Layer

        self.count += len(at)
        keys: dict[str, int] = {}
        found = array("Q")
        for n in at:
            words = self._tokenizer.search_words(self._profiles.all[n].text)
            self._lengths[n] = len(words)
            found.extend([keys.get(word) or keys.setdefault(word, _key(word)) for word in words])
        whose = np.repeat(np.arange(len(at), dtype=np.uint16), self._lengths[np.asarray(at)])
        return Layer.of(np.frombuffer(found, dtype=np.uint64), whose, at, counted=True)


def _key(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
    return int.from_bytes(digest, "big")


def _stamp(profiles: Profiles) -> dict[str, Any]:
    records = profiles.records
    return {"revision": records.revision, "updated": records.updated, "cases": len(records.cases)}
