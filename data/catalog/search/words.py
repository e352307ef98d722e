"""Which cases hold a word, and which speak most of several: one seam, and what all that stand behind it agree on.

A database that can keeps an index of words and of pairs of characters beside the cases (`fts.py`, `gin.py`); where
there is none the texts are read. All give the same answers.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from typing import Generic, Protocol, TypeVar

from data.catalog.files.by_key import KeptCases
from data.cutting import Cutter, cutter
from data.text import squeeze
from data.types import Case

Connection = TypeVar("Connection")
T = TypeVar("T")
K1, B = 1.2, 0.75
"""How soon saying a word again adds little, and how much a long text counts for less: as SQLite's FTS5 has them built
in (https://sqlite.org/fts5.html, the bm25 function), whose formula this is."""
LEAST = 1e-6
"""What a word counts that half of the texts hold or more, for which that formula would give nothing or less."""
DIGITS = 9
"""Decimals to which scores count: beyond them two engines differ by the order in which they add."""
POSTINGS = 10_000
"""Cases that are looked at for one question at most, one that holds two of its words counting twice: the rarest words go
first. That finds what all words find, and takes no longer in a larger library (DECISIONS.md)."""
_WIDTH = 32
"""Bits for the number of a case within its key."""


class Words(Protocol):
    """The words of the cases of one revision; a case is told by its place among them. Threads may share it."""

    def holding(self, word: str) -> Sequence[int]:
        """The cases whose text holds `word` (folded, no white space), in order: as `word in text` finds them."""

    def best(self, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        """The `k` cases that speak most of `words`, by BM25, best first and ties in order; only such as hold one."""

    def cut(self, text: str) -> list[str]:
        """The words of `text` (folded), long and short, as those of the cases were cut."""


def told(case: Case) -> str:
    """Title and fields without white space, folded: what words are looked for in."""
    return "\n".join([squeeze(case.title), *(squeeze(field.text) for field in case.fields)])


def key(position: int, number: int) -> int:
    """The key of the case of that number in the collection at that position: keys are in the catalog's order."""
    return (position << _WIDTH) + number


class Places:
    """Where each case stands among the records, by its key."""

    def __init__(self, cases: Sequence[Case], positions: Mapping[str, int]) -> None:
        """`positions`: those of the collections. KeyError where a case's is not there."""
        if isinstance(cases, KeptCases):
            self._parts = [(key(positions[id_], 0), held) for id_, held in cases.numbered() if len(held)]
        else:
            keys = [key(positions[case.id.collection], case.id.number) for case in cases]
            self._parts = [(0, array("q", keys))]

    @cached_property
    def gapless_from(self) -> int | None:
        """The first key, where the others follow one by one; None where they do not."""
        if len(self._parts) != 1:  # keys of two collections lie far apart
            return None
        first, numbers = self._parts[0]
        gapless = bool(numbers) and numbers[-1] - numbers[0] == len(numbers) - 1
        return first + numbers[0] if gapless else None

    @cached_property
    def _at(self) -> dict[int, int]:
        keys = (first + number for first, numbers in self._parts for number in numbers)
        return {key: at for at, key in enumerate(keys)}

    def of(self, keys: Sequence[int]) -> list[int]:
        """The places of those keys."""
        if (first := self.gapless_from) is not None:
            return [key - first for key in keys]
        at = self._at
        return [at[key] for key in keys]


def weight(held: int, total: int) -> float:
    """What a word counts that `held` of `total` texts hold."""
    return max(math.log((total - held + 0.5) / (held + 0.5)), LEAST) if held else 0.0


def telling(words: Sequence[str], held: Callable[[str, int], int]) -> list[str]:
    """Those of `words` that take part in ranking: the rarest, as far as POSTINGS go, and one at least.

    `held` counts the texts that hold a word, up to a limit.
    """
    counts = {word: held(word, POSTINGS + 1) for word in dict.fromkeys(words)}
    left, chosen = POSTINGS, set[str]()
    for word in sorted(filter(counts.get, counts), key=counts.__getitem__):
        if chosen and counts[word] > left:
            break
        chosen.add(word)
        left -= counts[word]
    return [word for word in words if word in chosen]


def score(counts: Iterable[tuple[float, int]], length: int, mean: float) -> float:
    """BM25 of a text of `length` words, from what each word of the question counts and how often the text has it."""
    room = K1 * (1 - B + B * length / mean)
    return sum(worth * (often * (K1 + 1)) / (often + room) for worth, often in counts if often)


def highest(scores: Iterable[tuple[int, float]], k: int) -> list[tuple[int, float]]:
    """The best `k` of places with their scores, ties in order."""
    rounded = ((at, round(value, DIGITS)) for at, value in scores)
    return nsmallest(k, rounded, key=lambda one: (-one[1], one[0]))


class ReadWords:
    """Words by reading the texts: what the indexes are held against, and what stands in for them."""

    def __init__(self, texts: Sequence[str], cut: Callable[[str], list[str]] | None = None) -> None:
        self._texts = texts
        self._cut = cut

    def holding(self, word: str) -> Sequence[int]:
        return [at for at, text in enumerate(self._texts) if word in text]

    def best(self, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        postings, lengths = self._indexed
        total = len(lengths)
        held = {word: len(postings.get(word, ())) // 2 for word in words}
        chosen = telling(words, lambda word, limit: min(held[word], limit))
        scores: dict[int, list[tuple[float, int]]] = {}
        for word in chosen:
            worth, found = weight(held[word], total), postings.get(word, ())
            for at, often in zip(found[::2], found[1::2], strict=True):
                scores.setdefault(at, []).append((worth, often))
        mean = sum(lengths) / max(total, 1)
        return highest(((at, score(counts, lengths[at], mean)) for at, counts in scores.items()), k)

    def cut(self, text: str) -> list[str]:
        if self._cut is None:
            self._cut = cutter().search_words
        return self._cut(text)

    @cached_property
    def _indexed(self) -> tuple[Mapping[str, array[int]], Sequence[int]]:
        """Word → place and count, place and count; and how many words each text has."""
        postings: dict[str, array[int]] = {}
        lengths = array("I")
        for at, text in enumerate(self._texts):
            words = self.cut(text)
            lengths.append(len(words))
            for word, often in Counter(words).items():
                postings.setdefault(word, array("I")).extend((at, often))
        return postings, lengths


class IndexedWords(ABC, Generic[Connection]):
    """Words in a database, of one state of a catalog; where that state is no more, or has no index, the texts are read."""

    def __init__(self, stamp: str, cases: Sequence[Case], texts: Sequence[str]) -> None:
        """`stamp`: of the state that has these `cases`; `texts`: what is `told` in them."""
        self._stamp = stamp
        self._cases = cases
        self._read = ReadWords(texts)
        self._kept: Places | None = None

    def holding(self, word: str) -> Sequence[int]:
        found = (
            self._asked(lambda connection: self._holding(connection, word), at_once=True) if word else None
        )
        return self._read.holding(word) if found is None else found

    def best(self, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        found = self._asked(lambda connection: self._best(connection, words, k))
        return self._read.best(words, k) if found is None else found

    def cut(self, text: str) -> list[str]:
        return self._cutter.search_words(text)

    @cached_property
    def _cutter(self) -> Cutter:
        return cutter(None, self._asked(self._cutter_named))

    @abstractmethod
    def _asked(self, ask: Callable[[Connection], T | None], *, at_once: bool = False) -> T | None:
        """What `ask` finds in the state that is meant; None where the index cannot say.

        `at_once`: it asks one statement only, and may tell itself that it was of another state.
        """

    @abstractmethod
    def _holding(self, connection: Connection, word: str) -> list[int] | None: ...

    @abstractmethod
    def _best(self, connection: Connection, words: Sequence[str], k: int) -> list[tuple[int, float]]: ...

    @abstractmethod
    def _cutter_named(self, connection: Connection) -> str | None:
        """Which cutter the words of the cases were cut by."""
