"""Postings of a FTS5 index of words in memory, for a process that asks again and again: BM25 in a third of the time.

FTS5 looks up the length of each text that holds a word, at each question; here lengths are read once a state, and the
postings of a word are kept, since the words of questions come again. The scores are FTS5's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from data.catalog.search.words import DIGITS, K1, B, Places, highest, weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Room = NDArray[np.float64]
    Posting = tuple[NDArray[np.int64], NDArray[np.float64]]

LARGEST = 200_000
"""Texts up to which lengths are read: 0.35 ms a thousand, and 8 bytes each."""
SOME = 500
"""Times a word may stand in all texts for its posting to be read in order to count them."""
HELD = 1_000_000
"""Postings that are kept: 16 MB."""


class Postings:
    """The postings of the index that `connection` has open, in one state of it; the places are those of `places`."""

    def __init__(self, connection: sqlite3.Connection, places: Places) -> None:
        """Within a transaction. sqlite3.Error where the index is not as it should be."""
        rows = connection.execute("SELECT id, sz FROM word_index_docsize ORDER BY id").fetchall()
        lengths = np.zeros(len(rows))
        lengths[places.of([key for key, _ in rows])] = [_number(size) for _, size in rows]
        self._room: Room = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1e-9))
        self._places = places
        self._of: dict[str, Posting] = {}
        self._many = 0

    def best(
        self, connection: sqlite3.Connection, words: Sequence[str], term: Callable[[str], str], k: int
    ) -> list[tuple[int, float]]:
        """The best `k` texts for `words`, as `Words.best` has it; `term`: how the index writes a word."""
        scores = np.zeros(len(self._room))
        for word in words:
            at, often = self._posting(connection, word, term)
            scores[at] += weight(len(at), len(scores)) * (often * (K1 + 1)) / (often + self._room[at])
        found = np.flatnonzero(scores)
        if len(found) > k:
            least = np.partition(scores[found], -k)[-k] - 10.0**-DIGITS  # and what is the same once rounded
            found = found[scores[found] >= least]
        return highest(zip(found.tolist(), scores[found].tolist(), strict=True), k)

    def held(self, connection: sqlite3.Connection, word: str, term: Callable[[str], str]) -> int | None:
        """How many texts hold `word`; None where it stands more than SOME times, which counting tells sooner."""
        known = self._of.get(word) or self._read(connection, word, term, SOME)
        return None if known is None else len(known[0])

    def _posting(self, connection: sqlite3.Connection, word: str, term: Callable[[str], str]) -> Posting:
        """The places of the texts that hold `word`, and how often each does."""
        known = self._of.get(word) or self._read(connection, word, term)
        assert known is not None
        return known

    def _read(
        self, connection: sqlite3.Connection, word: str, term: Callable[[str], str], most: int | None = None
    ) -> Posting | None:
        """The same out of the index, kept from then on; None where the word stands more than `most` times."""
        some = "SELECT doc FROM temp.word_instances WHERE term = ? LIMIT ?"
        told = connection.execute(
            f"SELECT group_concat(doc) FROM ({some})", (term(word), -1 if most is None else most + 1)
        )
        keys = np.fromstring(told.fetchone()[0] or "", np.int64, sep=",")
        if most is not None and len(keys) > most:
            return None
        keys.sort()  # which they are, as a rule
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        often = np.diff(first, append=len(keys))
        at = self._places.gapless_from
        unique = keys[first]
        places = np.array(self._places.of(unique.tolist()), np.int64) if at is None else unique - at
        if self._many + len(places) > HELD:
            self._of, self._many = {}, 0
        known = self._of[word] = places, often.astype(np.float64)
        self._many += len(places)
        return known


def _number(size: bytes) -> int:
    """A number as SQLite stores it, seven bits a byte, the highest first (https://sqlite.org/fileformat.html#varint)."""
    value = 0
    for byte in size:
        value = (value << 7) | (byte & 0x7F)
    return value
