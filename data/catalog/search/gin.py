"""Words in a PostgreSQL catalog: arrays under its inverted index (GIN), for the answers that FTS5 gives.

A pair of characters leads to the texts that hold it, and of those the longer word is looked for in; how often a text
has a word is in the index as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import count, pairwise
from typing import TYPE_CHECKING

from data.catalog.search.words import IndexedWords, Places, T, highest, score, telling, weight
from data.errors import CatalogError
from data.types import Case

if TYPE_CHECKING:
    import sqlalchemy as sa

    from data.catalog.database.store import Store

_PLANNED = "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)"
"""For one transaction. The planner takes unpacking what lies apart for free, and would read every text for a common word;
and what it then thinks dear it would compile first."""
_MADE = (
    # Rows are short, what is long lies apart: to find a word and count it, none of that is read.
    "CREATE TABLE case_words (key bigint PRIMARY KEY, length integer NOT NULL, text text NOT NULL, "
    "pairs text[] NOT NULL, terms text[] NOT NULL) WITH (toast_tuple_target = 128)",
    "CREATE INDEX case_words_pairs ON case_words USING gin (pairs)",
    "CREATE INDEX case_words_terms ON case_words USING gin (terms)",
)
_ENTERED = "SELECT gin_clean_pending_list('case_words_pairs'), gin_clean_pending_list('case_words_terms')"
"""What was put aside while cases came in is looked through for every word, until it is put in its place."""


def make(connection: sa.Connection) -> None:
    """Make the tables."""
    for statement in _MADE:
        connection.exec_driver_sql(statement)


def enter(connection: sa.Connection, rows: Iterable[tuple[int, str, Sequence[str]]]) -> None:
    """Take in cases: key, text, words."""
    held = [(key, len(words), text, pairs(text), terms(words)) for key, text, words in rows]
    if held:
        connection.exec_driver_sql("INSERT INTO case_words VALUES (%s, %s, %s, %s, %s)", held)
        connection.exec_driver_sql(_ENTERED)


def leave(connection: sa.Connection, first: int, last: int) -> None:
    """Take out the cases with keys from `first` to `last`."""
    connection.exec_driver_sql("DELETE FROM case_words WHERE key BETWEEN %s AND %s", (first, last))


def pairs(text: str) -> list[str]:
    """The characters of `text` and the pairs of neighbours, each once."""
    return list(dict.fromkeys([*text, *map("".join, pairwise(text))]))


def terms(words: Sequence[str]) -> list[str]:
    """What the index holds of a text's words: each word, and that it is there a second time, a third…"""
    return [again(word, n) for word, often in Counter(words).items() for n in range(1, often + 1)]


def again(word: str, n: int) -> str:
    """The term of a text that has `word` `n` times."""
    return word if n == 1 else f"{word} {n}"


class ServerWords(IndexedWords["sa.Connection"]):
    """Words on a server."""

    def __init__(self, store: Store, stamp: str, cases: Sequence[Case], texts: Sequence[str]) -> None:
        super().__init__(stamp, cases, texts)
        self._store = store
        self._mean = 0.0

    def _cutter_named(self, connection: sa.Connection) -> str | None:
        named: str | None = connection.exec_driver_sql("SELECT name FROM word_cutter").scalar()
        return named

    def _holding(self, connection: sa.Connection, word: str) -> list[int]:
        within = "" if len(word) <= 2 else " AND strpos(text, %(word)s) > 0"
        parts = [word] if len(word) <= 2 else [*dict.fromkeys(map("".join, pairwise(word)))]
        rows = connection.exec_driver_sql(
            f"SELECT key FROM case_words WHERE pairs @> %(parts)s::text[]{within} ORDER BY key",
            {"parts": parts, "word": word},
        )
        return self._places(connection).of(rows.scalars().all())

    def _best(self, connection: sa.Connection, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        def held(word: str, limit: int) -> int:
            some = "SELECT 1 FROM case_words WHERE terms @> ARRAY[%(word)s::text] LIMIT %(limit)s"
            counted = connection.exec_driver_sql(
                f"SELECT count(*) FROM ({some}) AS held", {"word": word, "limit": limit}
            )
            return int(counted.scalar_one())

        chosen = telling(words, held)
        counts: dict[int, dict[str, int]] = {}
        lengths: dict[int, int] = {}
        for word in dict.fromkeys(chosen):
            for n in count(1):
                having = self._having(connection, again(word, n))
                lengths.update(having)
                for key in having:
                    counts.setdefault(key, {})[word] = n
                if not having:
                    break
        total = len(self._cases)
        worths = {word: weight(sum(word in found for found in counts.values()), total) for word in chosen}
        keys = sorted(counts)
        scores = []
        for at, key in zip(self._places(connection).of(keys), keys, strict=True):
            found = counts[key]
            told = ((worths[word], found[word]) for word in chosen if word in found)
            scores.append((at, score(told, lengths[key], self._length(connection))))
        return highest(scores, k)

    def _having(self, connection: sa.Connection, term: str) -> dict[int, int]:
        """The texts that have `term`, each with how many words it has."""
        statement = "SELECT key, length FROM case_words WHERE terms @> ARRAY[%(term)s::text]"
        return {row.key: row.length for row in connection.exec_driver_sql(statement, {"term": term})}

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

    def _asked(self, ask: Callable[[sa.Connection], T | None], *, at_once: bool = False) -> T | None:
        try:
            with self._store.reading() as connection:
                connection.exec_driver_sql(_PLANNED)
                stamp = connection.exec_driver_sql("SELECT stamp FROM catalog").scalar()
                return ask(connection) if stamp == self._stamp else None
        except (CatalogError, UnicodeError):  # what no database can hold is in none
            return None
