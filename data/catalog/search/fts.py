"""Words in a SQLite catalog: its own full text search (FTS5), kept in the transaction that changes a case.

Two indexes: of words, for ranking, and of pairs of neighbouring characters, of which a longer word is a phrase that is
found just where the text holds it. They keep no text themselves: what went in lies beside them, byte for byte, since
FTS5 wants it back to take it out.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.catalog.files import sqlite_file
from data.catalog.search.words import DIGITS, IndexedWords, Places, T, telling
from data.types import Case

if TYPE_CHECKING:
    import sqlalchemy as sa

    from data.catalog.search.postings import Postings

_APART = 0x10FE00
"""Where ASCII marks go, at which FTS5 would end a word: private characters of the last plane."""
_MARKS = {code: chr(_APART + code) for code in range(128) if not chr(code).isalnum()}
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_WRITTEN = _MARKS | _SMALL
_END = chr(_APART + ord("\n"))
"""After the last character, so that every one begins a pair."""
_INSTANCES = "CREATE VIRTUAL TABLE temp.word_instances USING fts5vocab(main, word_index, instance)"
"""Which text has which word where, as a table: in the connection's own memory, and not within a transaction."""
AT_ONCE = 1_000
"""Cases that are taken out together."""
AGAIN = 4
"""Questions after which lengths and postings are kept in memory: to read them takes as long as ranking twice."""
COUNTS = 4_000
"""Words of which it is remembered how many texts hold them."""
_MADE = (
    "CREATE TABLE case_words (key INTEGER PRIMARY KEY, text TEXT NOT NULL, words TEXT NOT NULL)",
    # With less detail FTS5 gives every text the score 0, and says nothing.
    "CREATE VIRTUAL TABLE word_index USING fts5(t, content='', detail=full, tokenize='ascii')",
    "CREATE VIRTUAL TABLE pair_index USING fts5(t, content='', detail=full, tokenize='ascii')",
)


def make(connection: sa.Connection) -> None:
    """Make the tables."""
    for statement in _MADE:
        connection.exec_driver_sql(statement)


def enter(connection: sa.Connection, rows: Iterable[tuple[int, str, Sequence[str]]]) -> None:
    """Take in cases: key, text, words."""
    held = [(key, text, " ".join(word.translate(_MARKS) for word in words)) for key, text, words in rows]
    if held:
        _all(connection, "INSERT INTO case_words VALUES (?, ?, ?)", held)
        _all(connection, "INSERT INTO word_index(rowid, t) VALUES (?, ?)", [(k, w) for k, _, w in held])
        _all(
            connection, "INSERT INTO pair_index(rowid, t) VALUES (?, ?)", [(k, pairs(t)) for k, t, _ in held]
        )


def leave(connection: sa.Connection, first: int, last: int) -> None:
    """Take out the cases with keys from `first` to `last`."""
    some = "SELECT key, text, words FROM case_words WHERE key BETWEEN ? AND ? ORDER BY key LIMIT ?"
    out = "INSERT INTO {0}({0}, rowid, t) VALUES ('delete', ?, ?)"
    while rows := connection.exec_driver_sql(some, (first, last, AT_ONCE)).all():
        _all(connection, out.format("word_index"), [(key, words) for key, _, words in rows])
        _all(connection, out.format("pair_index"), [(key, pairs(text)) for key, text, _ in rows])
        _all(connection, "DELETE FROM case_words WHERE key = ?", [(key,) for key, _, _ in rows])


def _all(connection: sa.Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    connection.exec_driver_sql(statement, rows)


def pairs(text: str) -> str:
    """`text` as FTS5 is given it: each character with the next."""
    marked = text.translate(_MARKS) + _END
    return " ".join(map("".join, pairwise(marked)))


class FileWords(IndexedWords[sqlite3.Connection]):
    """Words in a file."""

    def __init__(
        self, file: Path, patience: float, stamp: str, cases: Sequence[Case], texts: Sequence[str]
    ) -> None:
        super().__init__(stamp, cases, texts)
        self._file = file
        self._patience = patience
        self._opened: sqlite3.Connection | None = None
        self._postings: Postings | None = None
        self._ranked = 0
        """Questions that were ranked so far."""
        self._counts: dict[str, int] = {}
        self._gone = False
        self._turn = threading.Lock()

    def _cutter_named(self, connection: sqlite3.Connection) -> str | None:
        named = connection.execute("SELECT name FROM word_cutter").fetchone()
        return named[0] if named else None

    def _holding(self, connection: sqlite3.Connection, word: str) -> list[int] | None:
        """In one statement, which sees one state whole; None where it is another."""
        query = f"{_quoted(word)} *" if len(word) < 2 else f'"{pairs(word).rpartition(" ")[0]}"'
        (state,), *rows = connection.execute(
            "SELECT stamp FROM catalog UNION ALL SELECT rowid FROM pair_index WHERE pair_index MATCH ?",
            (query,),
        )
        if state != self._stamp:
            return None
        return self._places(connection).of(sorted([key for (key,) in rows]))

    def _best(self, connection: sqlite3.Connection, words: Sequence[str], k: int) -> list[tuple[int, float]]:
        postings = self._postings_of(connection)

        def held(word: str, limit: int) -> int:
            if word not in self._counts:
                if postings and (told := postings.held(connection, word, _term)) is not None:
                    return min(told, limit)
                some = "SELECT 1 FROM word_index WHERE word_index MATCH ? LIMIT ?"
                counted = connection.execute(f"SELECT count(*) FROM ({some})", (_quoted(word), limit))
                if len(self._counts) >= COUNTS:
                    self._counts.clear()
                self._counts[word] = int(counted.fetchone()[0])
            return self._counts[word]

        chosen = telling(words, held)
        if not chosen:
            return []
        if postings:
            return postings.best(connection, chosen, _term, k)
        rows = connection.execute(
            "SELECT rowid, round(-bm25(word_index), ?) AS score FROM word_index WHERE word_index MATCH ? "
            "ORDER BY score DESC, rowid LIMIT ?",
            (DIGITS, " OR ".join(map(_quoted, chosen)), k),
        ).fetchall()
        places = self._places(connection).of([key for key, _ in rows])
        # SQLite's own rounding may leave another last bit than ours: 0.26437104300000003.
        return [(at, round(score, DIGITS)) for at, (_, score) in zip(places, rows, strict=True)]

    def _postings_of(self, connection: sqlite3.Connection) -> Postings | None:
        """The postings in memory, from the AGAIN-th question on: a process that asks once does better without."""
        self._ranked += 1
        if self._postings is None and self._ranked >= AGAIN:
            from data.catalog.search.postings import LARGEST, Postings

            if len(self._cases) <= LARGEST:
                self._postings = Postings(connection, self._places(connection))
        return self._postings

    def _places(self, connection: sqlite3.Connection) -> Places:
        if self._kept is None:
            positions = dict(connection.execute("SELECT id, position FROM collections").fetchall())
            self._kept = Places(self._cases, positions)
        return self._kept

    def _asked(self, ask: Callable[[sqlite3.Connection], T | None], *, at_once: bool = False) -> T | None:
        with self._turn:
            for _ in range(
                0 if self._gone else 2
            ):  # again: the file may have been put in the place of another
                try:
                    if self._opened is None:
                        self._opened = sqlite_file.connect(self._file, self._patience)
                        self._opened.execute(_INSTANCES)
                    if at_once and self._kept is not None and (found := ask(self._opened)) is not None:
                        return found
                    with _reading(self._opened) as connection:
                        stamp = connection.execute("SELECT stamp FROM catalog").fetchone()
                        if stamp == (self._stamp,):
                            return ask(connection)
                except (sqlite3.Error, UnicodeError) as error:  # such a word is in no database
                    self._gone = "no such table" in str(error)
                    return None
                self._opened = None
            self._gone = True
        return None


@contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One state throughout."""
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        connection.execute("ROLLBACK")


def _term(word: str) -> str:
    """The word as FTS5 is given it, and keeps it: in small letters."""
    return word.translate(_WRITTEN)


def _quoted(word: str) -> str:
    return f'"{word.translate(_MARKS)}"'
