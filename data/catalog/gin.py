"""Words in a PostgreSQL catalog: arrays and counts under its inverted index (GIN), for the answers that FTS5 gives.

A pair of characters leads to the texts that hold it, and of those the longer word is looked for in; how often a text
has a word is counted when it is written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from data.catalog.words import Places, ReadWords, highest, score, telling, weight
from data.cutting import Cutter, cutter
from data.errors import CatalogError
from data.types import Case

if TYPE_CHECKING:
    import sqlalchemy as sa

    from data.catalog.store import Store

T = TypeVar("T")
_MADE = (
    "CREATE TABLE case_words (key bigint PRIMARY KEY, text text NOT NULL, pairs text[] NOT NULL, "
    "length integer NOT NULL, counts jsonb NOT NULL)",
    "CREATE INDEX case_words_pairs ON case_words USING gin (pairs)",
    "CREATE INDEX case_words_counts ON case_words USING gin (counts)",
)
_ENTERED = "SELECT gin_clean_pending_list('case_words_pairs'), gin_clean_pending_list('case_words_counts')"
"""What was put aside while cases came in is looked through for every word, until it is put in its place."""


def make(connection: sa.Connection) -> None:
    """Make the tables."""
    for statement in _MADE:
        connection.exec_driver_sql(statement)


def enter(connection: sa.Connection, rows: Iterable[tuple[int, str, Sequence[str]]]) -> None:
    """Take in cases: key, text, words."""
    held = [
        (key, text, pairs(text), len(words), json.dumps(Counter(words), ensure_ascii=False))
        for key, text, words in rows
    ]
    if held:
        statement = "INSERT INTO case_words VALUES (%s, %s, %s, %s, %s::jsonb)"
        connection.exec_driver_sql(statement, held)
        connection.exec_driver_sql(_ENTERED)


def leave(connection: sa.Connection, first: int, last: int) -> None:
    """Take out the cases with keys from `first` to `last`."""
    connection.exec_driver_sql("DELETE FROM case_words WHERE key BETWEEN %s AND %s", (first, last))


def pairs(text: str) -> list[str]:
    """The characters of `text` and the pairs of neighbours, each once."""
    return list(dict.fromkeys([*text, *map("".join, pairwise(text))]))


class ServerWords:
    """The words of one state of a catalog; where that state is no more, or has no index, the texts are read."""

    def __init__(self, store: Store, stamp: str, cases: Sequence[Case], texts: Sequence[str]) -> None:
        """`stamp`: of the state that has these `cases`; `texts`: what is `told` in them."""
        self._store = store
        self._stamp = stamp
        self._cases = cases
        self._read = ReadWords(texts)
        self._kept: Places | None = None
        self._mean = 0.0

    def holding(self, word: str) -> Sequence[int]:
        found = self._asked(lambda connection: self._holding(connection, word)) if word else None
        return self._read.holding(word) if found is None else found

    def best(self, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        found = self._asked(lambda connection: self._best(connection, words, k))
        return self._read.best(words, k) if found is None else found

    def cut(self, text: str) -> list[str]:
        return self._cutter.search_words(text)

    @cached_property
    def _cutter(self) -> Cutter:
        named = self._asked(
            lambda connection: connection.exec_driver_sql("SELECT name FROM word_cutter").scalar()
        )
        return cutter(None, named)

    def _holding(self, connection: sa.Connection, word: str) -> list[int]:
        within = "" if len(word) <= 2 else " AND strpos(text, %(word)s) > 0"
        parts = [word] if len(word) <= 2 else [*dict.fromkeys(map("".join, pairwise(word)))]
        rows = connection.exec_driver_sql(
            f"SELECT key FROM case_words WHERE pairs @> %(parts)s::text[]{within} ORDER BY key",
            {"parts": parts, "word": word},
        )
        return self._places(connection).of(rows.scalars().all())

    def _best(self, connection: sa.Connection, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        total = len(self._cases)

        def held(word: str, limit: int = total) -> int:
            some = "SELECT 1 FROM case_words WHERE counts ? %(word)s LIMIT %(limit)s"
            counted = connection.exec_driver_sql(
                f"SELECT count(*) FROM ({some}) AS held", {"word": word, "limit": limit}
            )
            return int(counted.scalar_one())

        worths = {word: weight(held(word), total) for word in telling(words, held)}
        asked = [(word, worths[word]) for word in words if worths.get(word)]
        if not asked:
            return []
        named = {f"w{n}": word for n, word in enumerate(worths)}
        counts = ", ".join(f"(counts ->> %({name})s::text)::int" for name in named)
        rows = connection.exec_driver_sql(
            f"SELECT key, length, ARRAY[{counts}]::int[] FROM case_words WHERE counts ?| %(words)s::text[]",
            {**named, "words": list(worths)},
        ).all()
        places = self._places(connection).of([key for key, _, _ in rows])
        scores = []
        for at, (_, length, found) in zip(places, rows, strict=True):
            often = dict(zip(worths, found, strict=True))
            told = ((worth, often[word] or 0) for word, worth in asked)
            scores.append((at, score(told, length, self._length(connection))))
        return highest(scores, k)

    def _length(self, connection: sa.Connection) -> float:
        """How many words a text has in the mean."""
        if not self._mean:
            self._mean = float(connection.exec_driver_sql("SELECT avg(length) FROM case_words").scalar_one())
        return self._mean

    def _places(self, connection: sa.Connection) -> Places:
        if self._kept is None:
            rows = connection.exec_driver_sql("SELECT id, position FROM collections")
            self._kept = Places(self._cases, {row.id: row.position for row in rows})
        return self._kept

    def _asked(self, ask: Callable[[sa.Connection], T]) -> T | None:
        """What `ask` finds in the state that is meant; None where the index cannot say."""
        try:
            with self._store.reading() as connection:
                stamp = connection.exec_driver_sql("SELECT stamp FROM catalog").scalar()
                return ask(connection) if stamp == self._stamp else None
        except (CatalogError, UnicodeError):  # what no database can hold is in none
            return None
